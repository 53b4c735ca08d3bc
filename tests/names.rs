//! The order of given and family name: a rule of the site, with an order of its own for a person.

#[path = "support/site.rs"]
mod site;

use site::Site;

/// A kind of people under other words than those that come with briefbook.
const CADRE: &str = "\
label: Cadre
plural: Cadres
folder: cadres
roles: { family_by: surname, order_by: turn, named_by: own.words }
fields:
  surname: { type: text, label: Surname, help: The surname. }
  turn:
    type: choice
    hidden: true
    label: Turn
    help: The order.
    options: { given-first: { label: G }, family-first: { label: F } }
  own:
    type: list
    label: Own
    help: Names.
    of:
      type: group
      fields:
        words: { type: text, label: Name, help: The name. }
        tongue: { type: language, label: Language, help: Its language. }
";

/// A site of three people, with a rule.
fn site(rule: &str) -> Site {
    Site::bare()
        .with(
            "site.yaml",
            format!("title: Sample\nurl: https://example.org/\n{rule}"),
        )
        .with("templates/kinds/cadre.yaml", CADRE)
        .with(
            "content/cadres/a.md",
            "---\ntitle: Zoe Adams\nsurname: Adams\nown: [{ words: 조 애덤스, tongue: ko }]\n---\nBeside [[Moto Taro]].\n",
        )
        .with(
            "content/cadres/b.md",
            "---\ntitle: Moto Taro\nsurname: Moto\n---\nBeside [[Adams Zoe]], [[zoe adams]] and [[Wick Ann]].\n",
        )
        .with(
            "content/cadres/c.md",
            "---\ntitle: Ann Wick\nsurname: Wick\nturn: given-first\n---\n",
        )
}

/// Returns the names that the list of the kind shows, in its order.
fn listed(site: &Site) -> Vec<String> {
    let list = site.read("public/cadres/index.html");
    let main = list.split("<main").nth(1);
    let main = main.and_then(|rest| rest.split("</main>").next());
    let main = main.expect("the page has a main part");
    let parts = main.split(".html\">").skip(1);
    let names = parts.filter_map(|part| part.split("</a>").next());
    names.map(str::to_owned).collect()
}

#[test]
fn one_rule_orders_the_names_on_every_page() {
    for (rule, names) in [
        ("", ["Zoe Adams", "Moto Taro", "Ann Wick"]),
        (
            "names: { order: as-written }\n",
            ["Zoe Adams", "Moto Taro", "Ann Wick"],
        ),
        (
            "names: { order: family-first }\n",
            ["Adams Zoe", "Moto Taro", "Ann Wick"],
        ),
        (
            "names: { order: given-first }\n",
            ["Zoe Adams", "Taro Moto", "Ann Wick"],
        ),
    ] {
        let site = site(rule);
        site.build().succeeds();
        assert_eq!(listed(&site), names, "sorted by surname under {rule:?}");
        let page = site.read("public/cadres/a.html");
        let [adams, moto, wick] = names;
        assert!(page.contains(&format!(
            "<h1>{adams} <span class=\"alt\" lang=\"ko\">조 애덤스</span></h1>"
        )));
        assert!(page.contains(&format!("<title>{adams} ")));
        assert!(page.contains(&format!(">{moto}</a>")));
        let other = site.read("public/cadres/b.html");
        assert!(
            other.contains(&format!("Beside <a href=\"../cadres/a.html\">{adams}</a>")),
            "{other}"
        );
        assert!(other.contains(&format!(">{wick}</a>")));
    }
}

#[test]
fn a_title_that_was_turned_is_told_as_another_way_to_write_it() {
    let site = site("names: { order: family-first }\n");
    site.build().succeeds();
    let page = site.read("public/cadres/a.html");
    assert!(
        page.contains("<dt>Also written</dt><dd>Zoe Adams</dd>"),
        "{page}"
    );
    let page = site.read("public/cadres/c.html");
    assert!(!page.contains("Also written"), "{page}");
}
