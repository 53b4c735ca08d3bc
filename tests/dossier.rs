//! Chosen events as one file: what is in it, what it leads to, and what is said where nothing fits.

use std::collections::BTreeSet;

use briefbook::integrity::policy_source;

#[path = "support/reading.rs"]
mod reading;
#[path = "support/site.rs"]
mod site;

use reading::Page;
use site::{PNG, Site};

/// Events of a kind that a site declares itself, with people, offices, sources and a picture.
const DRILL: &str = "\
label: Drill
plural: Drills
folder: drills
mark: square
roles: { dated_by: begins, status_by: how, cites_by: proofs, attended_by: led.who, stated_by: led.as }
sourced: { by: [organisation], source: [source] }
fields:
  begins: { type: date, label: Begins, help: The first day. }
  how: { type: choice, label: State, help: How it stands., options: { done: { label: Done, tone: good }, meant: { label: Meant, tone: open } } }
  size: { type: quantity, unit: ships, sourced: true, label: Size, help: How many. }
  with: { type: ref, kinds: [country], label: With, help: Whom. }
  photo: { type: picture, label: Picture, help: A picture. }
  led: { type: list, label: Led by, help: Who., of: { type: group, short: who, fields: { who: { type: ref, kinds: [person], label: Who, help: Who. }, as: { type: text, label: Office, help: Then. } } } }
  proofs: { type: list, of: { type: ref, kinds: [source] }, label: Proofs, help: Sources. }
";

/// A site of four drills.
fn drills() -> Site {
    Site::bare()
        .with(
            "site.yaml",
            "title: Sample\nas_of: 2022-12-31\nlicence: { name: CC BY 4.0 }\n",
        )
        .with("templates/kinds/drill.yaml", DRILL)
        .with("content/drills/p.png", PNG)
        .with(
            "content/drills/dawn.md",
            "---\ntitle: Dawn\nbegins: 2022-01-05\nhow: done\nsize: [{ value: 5, source: a, prefer: true }, { value: 6, source: b }]\nwith: japan\n\
             photo: { file: p.png, alt: A ship }\nled: [{ who: kim, as: Admiral }, lee]\nproofs: [a, b]\n---\n\
             It began early [@b].[^1] See [[noon]], [[night]] and [[japan]].\n\n## More\n\n[Up](#more).\n\n[^1]: By the clock.\n",
        )
        .with(
            "content/drills/noon.md",
            "---\ntitle: Noon & after\nbegins: 2022-02\nhow: done\nsize: 7\nwith: united-states\nled: [lee]\nproofs: [a]\n---\n\
             It followed [[dawn]].[^1]\n\n## More\n\nMore.\n\n[^1]: By the sun.\n",
        )
        .with(
            "content/drills/dusk.md",
            "---\ntitle: Dusk\nbegins: 2022-03-05\nhow: meant\n---\n",
        )
        .with(
            "content/drills/night.md",
            "---\ntitle: Night\nbegins: 2023-01-05\nhow: done\nwith: japan\n---\n",
        )
        .with(
            "content/people/all.yaml",
            "kim: { title: Ada Kim, names: { text: 김, lang: ko }, tenures: [{ title: Admiral, of: navy, from: 2020, to: { value: 2021-12-31, source: d } }, { title: Chief of Staff, of: navy, from: { value: 2022-01-02, source: c } }] }\n\
             lee: { title: Bo Lee }\n",
        )
        .with("content/organisations/navy.md", "---\ntitle: Navy\n---\n")
        .with("content/countries/all.yaml", "japan: { title: Japan, code: JPN }\nunited-states: { title: United States, code: USA }\n")
        .with(
            "content/sources/all.yaml",
            "a: { title: First, publisher: P, consulted: yes, url: https://example.org/a, archived: https://archive.example/a }\n\
             b: { title: Second, publisher: P, consulted: yes, url: https://example.org/b }\nc: { title: Third, publisher: P, consulted: yes }\nd: { title: Fourth, publisher: P, consulted: yes }\n",
        )
        .with(
            "content/_rules/coverage.yaml",
            "coverage:\n  - { name: All drills of 2022, kind: drill, from: 2022, to: 2022, rule: every one that was told of, leaves_out: [those of a single ship] }\n",
        )
}

/// Makes a dossier of a site and returns it.
fn dossier(site: &Site, arguments: &[&str]) -> String {
    let out = site.path("../out.html");
    let run = site.briefbook("dossier").args(arguments);
    run.arg("-o").arg(&out).succeeds();
    std::fs::read_to_string(out).expect("the dossier was written")
}

/// What a call that makes no dossier says.
fn refused(site: &Site, arguments: &[&str], status: i32) -> String {
    let out = site.path("../none.html");
    let run = site.briefbook("dossier").args(arguments);
    let ended = run.arg("-o").arg(&out).output();
    assert_eq!(ended.status, status, "{}", ended.errors);
    assert!(!out.exists(), "a file was written");
    ended.errors
}

/// Returns the titles of the entries in full.
fn entries(html: &str) -> Vec<String> {
    let sections = html.split("<div class=\"bound\" id=\"").skip(1);
    let keys = sections.filter_map(|section| section.split('"').next());
    keys.map(str::to_owned).collect()
}

/// Returns every value that an attribute has.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let before = format!(" {attribute}=\"");
    let parts = html.split(before.as_str()).skip(1);
    parts.filter_map(|part| part.split('"').next()).collect()
}

/// Checks what holds for every dossier: it needs nothing but itself, and no link in it leads nowhere.
fn is_sound(html: &str) {
    let styles = html.split("<style>").skip(1);
    let styles = styles.filter_map(|rest| rest.split("</style>").next());
    let styles: Vec<String> = styles.map(policy_source).collect();
    assert!(styles.len() > 2);
    let policy = Page::read(html);
    let policy = policy.all("meta").find_map(|meta| {
        meta.value("content")
            .filter(|words| words.contains("style-src"))
    });
    let expected = format!(
        "default-src 'none'; style-src {}; img-src data:; base-uri 'none'; form-action 'none'",
        styles.join(" ")
    );
    assert_eq!(policy, Some(expected.as_str()));
    let body = html.split("</head>").nth(1).expect("it has a body");
    let ids = values(body, "id");
    let known: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(known.len(), ids.len(), "an id stands twice: {ids:?}");
    for target in values(body, "href") {
        match target.strip_prefix('#') {
            Some(id) => assert!(known.contains(id), "#{id} leads nowhere"),
            None => assert!(target.starts_with("http"), "{target}"),
        }
    }
    for name in ["aria-labelledby", "aria-describedby"] {
        for id in values(body, name).iter().flat_map(|ids| ids.split(' ')) {
            assert!(known.contains(id), "{name} names {id}");
        }
    }
    for source in values(body, "src") {
        assert!(source.starts_with("data:image/"), "{source}");
    }
    for forbidden in ["<script", "<link", " style=", " on"] {
        let found = body.match_indices('<').any(|(at, _)| {
            let tag = body[at..].split('>').next().unwrap_or_default();
            tag.starts_with(forbidden)
                || (forbidden.starts_with(' ') && tag.contains(&format!("{forbidden}=")))
        });
        assert!(!found, "{forbidden}");
    }
}

#[test]
fn events_of_a_period_stand_in_full_with_all_that_belongs_to_them() {
    let site = drills();
    let html = dossier(&site, &["--from", "2022-01", "--to", "2022-03"]);
    is_sound(&html);
    assert_eq!(entries(&html), ["dawn", "noon", "dusk"]);
    let page = Page::read(&html);
    assert_eq!(page.first("h1"), "Drills, January to March 2022");
    // A link leads to an entry of the file where it is there; else its words stand alone.
    assert!(
        html.contains("See <a href=\"#noon\">Noon &amp; after</a>, Night and Japan."),
        "{html}"
    );
    assert!(html.contains("<a href=\"#dawn::h-more\">Up</a>"));
    // Each source has one number, in the order in which entries cite them; what is not cited is not there.
    let notes = html
        .split("id=\"part::notes\"")
        .nth(1)
        .expect("it has notes");
    let ids: Vec<&str> = values(notes, "id");
    assert_eq!(ids, ["note::a", "note::b", "note::c"]);
    assert!(notes.contains("https://archive.example/a"));
    assert!(
        html.contains("began early<sup><a href=\"#note::b\" aria-label=\"Source 2\">2</a></sup>")
    );
    // The picture is in the file.
    assert!(html.contains("src=\"data:image/png;base64,iVBORw0KGgo"));
    // Offices that ended before the period are left out, and days that are not known stay open.
    let people = html
        .split("id=\"part::people\"")
        .nth(1)
        .expect("it has people");
    let people = people.split("</section>").next().unwrap_or_default();
    assert!(people.contains("Chief of Staff") && people.contains("from 2 January 2022"));
    assert!(!people.contains("Admiral"));
    assert!(people.contains("none is listed"));
    let coverage = html
        .split("id=\"part::coverage\"")
        .nth(1)
        .expect("it says what is not covered");
    assert!(
        coverage.contains("All drills of 2022") && coverage.contains("the whole of this period")
    );
    assert!(coverage.contains("left out: those of a single ship"));
    assert!(html.contains("<code>briefbook dossier --from 2022-01 --to 2022-03</code>"));
    assert!(html.contains("31 December 2022"));
}

#[test]
fn conditions_hold_together_and_a_value_may_be_one_of_several() {
    let site = drills();
    for (arguments, expected) in [
        (&["--where", "with=japan"][..], &["dawn", "night"][..]),
        (&["--where", "with=Japan"], &["dawn", "night"]),
        (
            &["--where", "with=[japan, united-states]", "--to", "2022"],
            &["dawn", "noon"],
        ),
        (
            &["--where", "with=japan", "--where", "led.who=kim"],
            &["dawn"],
        ),
        (
            &["--where", "led.who=lee", "--where", "size=at least 7"],
            &["noon"],
        ),
        (&["--kind", "drill", "--where", "how=meant"], &["dusk"]),
        (&["--where", "size=5"], &["dawn"]),
        (&["--where", "with={ absent: true }"], &["dusk"]),
        (&["--where", "led.who={ all: [kim, Bo Lee] }"], &["dawn"]),
        // A month may reach into the period.
        (
            &["--from", "2022-02-20", "--to", "2022-12"],
            &["noon", "dusk"],
        ),
        (&["--from", "2023"], &["night"]),
    ] {
        let html = dossier(&site, arguments);
        is_sound(&html);
        assert_eq!(entries(&html), expected, "{arguments:?}");
    }
}

#[test]
fn what_may_belong_is_named_and_left_out() {
    let html = dossier(&drills(), &["--where", "size=at least 6"]);
    assert_eq!(entries(&html), ["noon"]);
    let perhaps = html
        .split("Perhaps asked for")
        .nth(1)
        .expect("some perhaps belong");
    let items: Vec<&str> = perhaps.split("<li>").skip(1).collect();
    // Of the one sources differ, of the others nothing is known.
    assert_eq!(items.len(), 3, "{perhaps}");
    assert!(items[0].contains("Dawn") && items[2].contains("Night"));
}

#[test]
fn slips_are_told_with_what_was_meant() {
    let site = drills();
    for (arguments, status, expected) in [
        (
            &["--where", "wiht=japan"][..],
            2,
            "error: there is no field `wiht` in the kind `drill`\nhelp: did you mean `with`?\n",
        ),
        (
            &["--where", "with=jappan"],
            2,
            "error: there is no entry `jappan` to ask for\nhelp: did you mean `japan`?\n",
        ),
        (
            &["--where", "how=don"],
            2,
            "error: `how` has no option `don`\nhelp: did you mean `done`? `how` allows: done, meant\n",
        ),
        (
            &["--kind", "dril"],
            2,
            "error: there is no kind of events called `dril`\nhelp: did you mean `drill`? kinds of events here: drill, launch, talk\n",
        ),
        (
            &["--from", "2022-03", "--to", "2022-01"],
            2,
            "error: the period ends before it begins: from March 2022 to January 2022\n",
        ),
        (
            &["--from", "2024"],
            1,
            "error: no event of this record is what was asked for (Events: Drills; Period: from 2024 on)\n\
             help: the record holds events of 5 January 2022 to 5 January 2023; leave out a condition to see more\n",
        ),
    ] {
        assert_eq!(refused(&site, arguments, status), expected, "{arguments:?}");
    }
}

#[test]
fn a_record_without_events_has_no_dossier() {
    let said = refused(&Site::bare(), &[], 1);
    assert!(said.starts_with("error: no event of this record"), "{said}");
}

#[test]
fn a_record_with_errors_has_no_dossier() {
    let site = drills().with(
        "content/drills/bad.md",
        "---\ntitle: Bad\nbegins: soon\n---\n",
    );
    let said = refused(&site, &[], 1);
    assert!(said.contains("error[bad-date]"), "{said}");
}

#[test]
fn links_lead_to_the_site_where_its_address_is_known() {
    let site = drills();
    let html = dossier(
        &site,
        &["--to", "2022-01", "--base-url", "https://example.org/x/"],
    );
    is_sound(&html);
    assert_eq!(entries(&html), ["dawn"]);
    assert!(html.contains("<a href=\"https://example.org/x/drills/night.html\">Night</a>"));
}

#[test]
fn the_templates_of_a_site_are_followed() {
    let site = drills()
        .with("templates/base.html", "<!doctype html><p>{% block extra %}{% endblock extra %}{% block main %}{% endblock main %}</p>")
        .with(
            "templates/kinds/drill.html",
            "{% extends \"base.html\" %}{% block extra %}Nothing of it{% endblock extra %}{% block main %}<p id=\"own\">Of my own: {{ entry.title }}</p>{% endblock main %}",
        );
    // Other templates of the theme need blocks that this frame has not.
    for (name, _) in briefbook::embedded::THEME {
        let other =
            name.ends_with(".html") && !name.contains("/parts/") && !name.ends_with("dossier.html");
        if other && !matches!(*name, "templates/base.html") && !site.path(name).exists() {
            site.write(name, "{% extends \"base.html\" %}");
        }
    }
    let html = dossier(&site, &["--to", "2022-01"]);
    assert!(html.contains(
        "<div class=\"bound\" id=\"dawn\"><p id=\"dawn::own\">Of my own: Dawn</p></div>"
    ));
    assert!(!html.contains("Nothing of it"));
}

#[test]
fn the_same_call_gives_the_same_bytes_wherever_it_is_made() {
    let (one, other) = (drills(), drills());
    assert_eq!(dossier(&one, &[]), dossier(&other, &[]));
    // Another word in the record is another version of it.
    let other = other.with(
        "content/countries/more.yaml",
        "france: { title: France, code: FRA }\n",
    );
    let version = |html: &str| Page::read(html).whole("code").to_owned();
    assert_ne!(version(&dossier(&one, &[])), version(&dossier(&other, &[])));
}

#[test]
fn the_sample_record_is_bound_whole() {
    let site = Site::of_sample();
    let html = dossier(&site, &["--title", "All of \"it\" <now>"]);
    is_sound(&html);
    assert!(html.contains("@top-left { content: \"All of \\\"it\\\" \\3c now>\"; }"));
    assert!(html.contains("<title>All of &quot;it&quot; &lt;now&gt; |"));
    assert!(entries(&html).len() > 5);
}
