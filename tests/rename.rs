//! `briefbook rename`: another key everywhere, the old one as an alias with a redirect, and nothing else
//! changed; what stands in the way is told, and then nothing is written.

use std::collections::BTreeMap;
use std::fmt::Write as _;

#[path = "support/site.rs"]
mod site;

use site::{Site, tree};

const KIND: &str = "\
label: Exercise
plural: Exercises
folder: exercises
roles: { dated_by: when, attended_by: who.person, cites_by: sources, corrected_by: put_right }
card: [lead]
sourced: { by: [organisation, person], source: [source] }
fields:
  when: { type: date, required: true, label: First day, help: The first day. }
  lead: { type: ref, kinds: [person], sourced: true, inverse: Led, label: Lead, help: Who led it. }
  remark: { type: markdown, label: Remark, help: A remark. }
  who:
    type: list
    of:
      type: group
      short: person
      fields:
        person: { type: ref, kinds: [person], inverse: Exercises, label: Person, help: Who. }
        rank: { type: text, label: Rank, help: The rank. }
    label: Taking part
    help: Who took part.
  follows: { type: ref, kinds: [exercise], inverse: Followed by, label: Follows, help: What it follows. }
  sources:
    type: list
    of: { type: ref, kinds: [source], inverse: Cited by }
    label: Sources
    help: The sources.
  put_right:
    type: list
    of:
      type: group
      fields:
        day: { type: date, label: Day, help: The day. }
        was: { type: text, label: Was, help: What was wrong. }
        now: { type: text, label: Now, help: What is right. }
    label: Corrections
    help: What was wrong.
";

const RULES: &str = "\
coverage:
  - name: Exercises
    kind: exercise
    where: { lead: ito-kenji } # of one man
    from: 2022-01
    to: 2022-12-31
    rule: All of them.
    source: [daily]
";

/// A brief whose claims name the person.
const CLAIMS: &str = "\
---
title: Claims
when: 2022-12-01
claims:
  - { says: led none, count: { kind: exercise, lead: ito-kenji, within: 2022-11 }, is: 0 }
  - { says: no drill was led, count: { kind: exercise, lead: [\"ito-kenji\", park-min], within: 2022-10 }, is: 0, reported_by: daily }
sources: [daily]
---

He led none in November, and no drill was led in October.
";

/// Ways in which a brief names the person; `KEY` stands for the key, and other words stay.
const FORMS: [&str; 10] = [
    "who: [KEY]\n---\n\nOf [[KEY]].\n",
    "who:\n  - { person: KEY, rank: the ito-kenji of old }\n---\n\nOf [[KEY|ito-kenji]].\n",
    "who: \"[[KEY]]\" # KEPT\n---\n\nOf [him](../people/KEY.md) and [again](../people/KEY.md#His-life).\n",
    "who:\n  - person: \"[[KEY|Ito]]\"\n---\n\nOf [him][1].\n\n[1]: ../people/KEY.md\n",
    "who: 'people/KEY'\n---\n\nOf [[people/KEY]] and [[KEY#His life]].\n",
    "remark: \"Of [[KEY]], [\\\"him\\\"](../people/KEY.md) and not ito-kenji.\"\n---\n\nOf his [page](../people/KEY.html).\n",
    "remark: Of [[KEY]].\nlead: { value: KEY, by: KEY, source: daily }\n---\n\n| a |\n| --- |\n| [[KEY\\|him]] |\n",
    "lead: [{ value: KEY, by: ministry, prefer: true }, { value: park-min, by: KEY }]\n---\n\nOf him.\n",
    "who: [ Kenji Ito, park-min ]\n---\n\nOf [[Kenji Ito]] alone.\n",
    "draft: true\nwho: [KEY]\n---\n\nOf [[KEY]].\n",
];

fn event(number: usize, key: &str) -> (String, String) {
    let form = FORMS[number % FORMS.len()]
        .replace("KEY", key)
        .replace("KEPT", "KEY");
    let day = number % 28 + 1;
    let mut text = format!("---\ntitle: Exercise {number}\nwhen: 2022-02-{day:02}\n");
    let _ = write!(text, "sources: [daily]\n{form}");
    let path = format!("content/exercises/2022-02-{day:02}-number-{number}.md");
    (path, text)
}

/// A site in which forty briefs name a person of this key.
fn site(key: &str) -> Site {
    let mut site = Site::without_files()
        .with("site.yaml", "title: Sample\n")
        .with("templates/kinds/exercise.yaml", KIND)
        .with("content/_rules/coverage.yaml", RULES.replace("ito-kenji", key))
        .with("content/people/park-min.md", "---\ntitle: Park Min\n---\n")
        .with("content/organisations/ministry.md", "---\ntitle: Ministry\n---\n")
        .with("content/countries/north.md", "---\ntitle: North\ncode: PRK\n---\n")
        .with("content/places/north.md", "---\ntitle: The far North\n---\n")
        .with(
            "content/sources/papers.yaml",
            "# Two papers.\ndaily:\n  title: Daily news\n  publisher: Daily\n  consulted: \"yes\"\n\"weekly\": { title: Weekly, publisher: Weekly, consulted: excerpt }\n",
        );
    for (path, text) in (0..40).map(|number| event(number, key)) {
        site = site.with(&path, text);
    }
    site.with(
        "content/exercises/2022-12-01-claims.md",
        CLAIMS.replace("ito-kenji", key),
    )
}

fn person(key: &str, aliases: &str) -> (String, String) {
    let text = format!(
        "---\ntitle: Kenji Ito # a remark\n{aliases}family: Ito\n---\n\nA soldier.\n\n## His life\n\nLong.\n"
    );
    (format!("content/people/{key}.md"), text)
}

fn files(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let files = tree(&site.path("")).into_iter();
    files
        .filter(|(path, _)| !path.starts_with("public") && !path.starts_with(".briefbook"))
        .filter_map(|(path, stamp)| Some((path, stamp.bytes?)))
        .collect()
}

#[track_caller]
fn assert_same(site: &Site, other: &Site) {
    let (now, wanted) = (files(site), files(other));
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&now), names(&wanted));
    for (path, bytes) in &now {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(text(bytes), text(&wanted[path]), "{path}");
    }
}

#[test]
fn a_person_of_forty_briefs_has_another_key_and_nothing_else_is_changed() {
    let (path, text) = person("ito-kenji", "");
    let site = site("ito-kenji").with(&path, text);
    site.briefbook("check")
        .args(&["--drafts", "--deny", "warnings"])
        .succeeds();
    let before = files(&site);
    let dry = site
        .briefbook("rename")
        .args(&["ito-kenji", "ito-k", "--dry-run"])
        .succeeds();
    assert_eq!(files(&site), before);
    assert!(
        dry.output.contains("-who: [ito-kenji]\n+who: [ito-k]\n")
            && dry.output.contains(
                "rename from content/people/ito-kenji.md\nrename to content/people/ito-k.md\n"
            )
            && dry.output.ends_with("nothing was written\n"),
        "{}",
        dry.output
    );
    let printed = site
        .briefbook("rename")
        .args(&["ito-kenji", "ito-k"])
        .succeeds();
    assert_eq!(
        printed.output,
        "Kenji Ito: 39 files changed; people/ito-kenji.html leads to people/ito-k.html\n"
    );
    let (path, text) = person("ito-k", "aliases: [ito-kenji]\n");
    assert_same(&site, &self::site("ito-k").with(&path, text));
    site.briefbook("check")
        .args(&["--drafts", "--deny", "warnings"])
        .succeeds();
    site.build().succeeds();
    let page = site.read("public/people/ito-kenji.html");
    assert!(page.contains("ito-k.html"), "{page}");
    assert!(site.read("public/people/ito-k.html").contains("Kenji Ito"));

    // And back: the alias changes places with the key.
    site.briefbook("rename")
        .args(&["ito-k", "ito-kenji"])
        .succeeds();
    let (path, text) = person("ito-kenji", "aliases: [ito-k]\n");
    assert_same(&site, &self::site("ito-kenji").with(&path, text));
}

/// What readers see is the same but for the address, as `diff` says: a link without words of its own shows
/// the title of the page.
#[test]
fn readers_of_the_sample_see_nothing_but_another_address() {
    let (before, site) = (Site::of_sample(), Site::of_sample());
    let printed = site
        .briefbook("rename")
        .args(&["austin-lloyd", "lloyd-austin"])
        .succeeds();
    assert!(
        printed
            .output
            .ends_with("; people/austin-lloyd.html leads to people/lloyd-austin.html\n"),
        "{}",
        printed.output
    );
    site.briefbook("check")
        .args(&["--deny", "warnings"])
        .succeeds();
    for site in [&before, &site] {
        site.build().succeeds();
    }
    let page = site.read("public/people/austin-lloyd.html");
    assert!(page.contains("lloyd-austin.html\""), "{page}");
    assert!(
        site.read("public/people/lloyd-austin.html")
            .contains("Lloyd Austin")
    );
    for (old, new) in [
        (before.path(""), site.path("")),
        (before.public(), site.public()),
    ] {
        let printed = site.briefbook("diff").arg(old).arg(new).succeeds().output;
        let (_, told) = printed
            .split_once(": ")
            .expect("it begins with the versions");
        assert_eq!(
            told,
            "\
1 page moved

Other title or address
  Lloyd Austin
      people/austin-lloyd.html → people/lloyd-austin.html; the old address leads to it
"
        );
    }
}

#[test]
fn an_event_is_moved_with_the_links_that_lead_to_it() {
    let one = "---\ntitle: One\nwhen: 2022-01\naliases:\n  - First   # so called\n---\n";
    let two = "---\r\ntitle: Two\r\nwhen: 2022-03\r\nfollows: 2022-01-one\r\n---\r\n\r\nIt followed [One](2022-01-one.md) and [[2022-01-one]], [[First]].\r\n";
    let site = Site::bare()
        .with("templates/kinds/exercise.yaml", KIND)
        .with("content/exercises/2022-01-one.md", one)
        .with("content/exercises/2022-03-two.md", two)
        .with(
            "content/_sample.txt",
            "# A list.\ncontent/exercises/2022-01-one.md\ncontent/exercises/2022-03-two.md\n",
        );
    site.briefbook("rename")
        .args(&["2022-01-one", "2022-01-shield"])
        .succeeds();
    let wanted = Site::bare()
        .with("templates/kinds/exercise.yaml", KIND)
        .with(
            "content/exercises/2022-01-shield.md",
            one.replace("called\n", "called\n  - \"2022-01-one\"\n"),
        )
        .with(
            "content/exercises/2022-03-two.md",
            two.replace("2022-01-one", "2022-01-shield"),
        )
        .with(
            "content/_sample.txt",
            "# A list.\ncontent/exercises/2022-01-shield.md\ncontent/exercises/2022-03-two.md\n",
        );
    assert_same(&site, &wanted);
    site.briefbook("check")
        .args(&["--deny", "warnings"])
        .succeeds();
}

#[test]
fn an_entry_of_a_list_has_its_key_changed_there() {
    let (path, text) = person("ito-kenji", "");
    let cite =
        |key: &str| format!("---\ntitle: A page\n---\n\nSo it is [@{key}, p. 3; @weekly].\n");
    let good = |key: &str| {
        let site = site("ito-kenji").with(&path, &text);
        let list = site.read("content/sources/papers.yaml");
        let rules = site.read("content/_rules/coverage.yaml");
        let site = site
            .with("content/more.md", cite(key))
            .with("content/_rules/coverage.yaml", rules.replace("daily", key));
        for (path, text) in (0..40).map(|number| event(number, "ito-kenji")) {
            site.write(&path, text.replace("daily", key));
        }
        site.write(
            "content/exercises/2022-12-01-claims.md",
            CLAIMS.replace("daily", key),
        );
        let alias = if key == "daily" {
            ""
        } else {
            "\n  aliases: [daily]"
        };
        let list = list.replace("daily:", &format!("{key}:"));
        site.with(
            "content/sources/papers.yaml",
            list.replace("title: Daily news", &format!("title: Daily news{alias}")),
        )
    };
    let site = good("daily");
    site.briefbook("check")
        .args(&["--drafts", "--deny", "warnings"])
        .succeeds();
    site.briefbook("rename")
        .args(&["daily", "daily-news"])
        .succeeds();
    assert_same(&site, &good("daily-news"));
    site.briefbook("check")
        .args(&["--drafts", "--deny", "warnings"])
        .succeeds();
    site.briefbook("rename")
        .args(&["weekly", "sources-weekly"])
        .succeeds();
    let list = site.read("content/sources/papers.yaml");
    assert!(
        list.contains("\"sources-weekly\": { title: Weekly, aliases: [weekly], publisher: Weekly"),
        "{list}"
    );
    site.briefbook("check")
        .args(&["--drafts", "--deny", "warnings"])
        .succeeds();
}

#[test]
fn the_private_text_of_a_source_and_its_fingerprints_keep_its_key() {
    let words = "one two three four five six seven eight nine ten eleven twelve thirteen\n";
    let site = Site::bare()
        .with(
            "content/sources/papers.yaml",
            "daily: { title: Daily news, publisher: Daily, consulted: excerpt }\n",
        )
        .with("content/_material/daily.txt", words)
        .with("content/_material/daily-mail.txt", words.to_uppercase());
    site.briefbook("check").arg("--fingerprints").succeeds();
    site.briefbook("rename").args(&["daily", "news"]).succeeds();
    assert_eq!(site.read("content/_material/news.txt"), words);
    assert!(!site.path("content/_material/daily.txt").exists());
    let fingerprints = site.read("content/_fingerprints.txt");
    assert!(
        fingerprints.contains("\nmaterial news\n")
            && fingerprints.contains("\nmaterial daily-mail\n")
            && !fingerprints.contains("\nmaterial daily\n"),
        "{fingerprints}"
    );
    site.briefbook("check")
        .args(&["--deny", "warnings"])
        .succeeds();
}

#[test]
fn what_was_published_under_the_old_key_is_still_compared() {
    let (path, text) = person("ito-kenji", "");
    let site = site("ito-kenji").with(&path, text);
    let lead = "content/exercises/2022-02-07-number-6.md";
    site.build().arg("--record").succeeds();
    let listed = site.read("content/_published.txt");
    site.briefbook("rename")
        .args(&["ito-kenji", "ito-k"])
        .succeeds();
    site.briefbook("rename")
        .args(&["2022-02-07-number-6", "2022-02-07-six"])
        .succeeds();
    // What was published stays so: the redirects are held to it.
    assert_eq!(site.read("content/_published.txt"), listed);
    site.briefbook("check")
        .args(&["--deny", "warnings"])
        .succeeds();
    let lead = lead.replace("number-6", "six");
    let text = site.read(&lead);
    site.write(&lead, text.replace("value: ito-k", "value: park-min"));
    let printed = site.briefbook("check").ends_with(0);
    assert!(
        printed.errors.starts_with(
            "warning[silent-change]: `lead` was published as `Kenji Ito` and is now `Park Min`\n"
        ),
        "{}",
        printed.errors
    );
    site.write(&lead, text);
    site.build().arg("--record").succeeds();
    assert!(
        site.read("content/_published.txt")
            .contains("people/ito-k.html\npeople/ito-kenji.html\n")
    );
}

#[test]
fn what_stands_in_the_way_is_told_and_nothing_is_written() {
    let (path, text) = person("ito-kenji", "aliases: [The Colonel]\n");
    let site = site("ito-kenji")
        .with(&path, text)
        .with("content/index.md", "---\ntitle: Home\n---\n")
        .with("content/more.md", "---\ntitle: More\n---\n")
        .with(
            "content/sources/more.bib",
            "@book{smith-2020, title = {A book}, author = {Smith, John}, publisher = {Press}, year = {2020}}\n",
        )
        .with("content/people/second.md", "---\ntitle: Second\naliases: [Taken]\n---\n");
    let before = files(&site);
    for (old, new, message) in [
        (
            "ito-kenij",
            "x",
            "there is no entry with the key `ito-kenij`; did you mean `ito-kenji`?",
        ),
        (
            "nobody-at-all",
            "x",
            "there is no entry with the key `nobody-at-all`; a key is the name of a file without its ending, or what stands before the colon in a list",
        ),
        (
            "north",
            "x",
            "`north` is the key of 2 entries; say which: `countries/north` or `places/north`",
        ),
        (
            "ito-kenji",
            "park-min",
            "`park-min` already means `Park Min` (`people/park-min`); choose another key",
        ),
        (
            "ito-kenji",
            "Taken",
            "`Taken` already means `Second` (`people/second`); choose another key",
        ),
        (
            "ito-kenji",
            "ministry",
            "`ministry` already means `Ministry` (`organisations/ministry`); choose another key",
        ),
        (
            "ito-kenji",
            "ito kenji",
            "`ito kenji` cannot be a key because of the space; write `ito-kenji`, for example",
        ),
        (
            "ito-kenji",
            "",
            "`` cannot be a key; use letters, digits and hyphens, at most 200 bytes of them",
        ),
        ("ito-kenji", "ito-kenji", "`ito-kenji` is its key already"),
        (
            "ito-kenji",
            "index",
            "`index` already means `Home` (`index`); choose another key",
        ),
        (
            "more",
            "404",
            "the address `404.html` is taken by another page; choose another key",
        ),
        (
            "index",
            "home",
            "`index` introduces a page that briefbook makes, and is known by this key",
        ),
        (
            "smith-2020",
            "smith",
            "`smith-2020` stands in `content/sources/more.bib`, which a reference manager wrote; give it another key there, and export the list again",
        ),
    ] {
        let printed = site.briefbook("rename").args(&[old, new]).ends_with(2);
        assert_eq!(printed.errors, format!("error: {message}\n"));
        assert_eq!(printed.output, "");
    }
    assert_eq!(files(&site), before);
    site.write(
        "content/people/second.md",
        "---\ntitle: Second\nfamly: x\n---\n",
    );
    let printed = site
        .briefbook("rename")
        .args(&["ito-kenji", "ito-k"])
        .ends_with(1);
    assert!(
        printed.errors.contains("error[unknown-key]"),
        "{}",
        printed.errors
    );
    assert!(
        printed.errors.contains("nothing was written"),
        "{}",
        printed.errors
    );
    assert!(site.path("content/people/ito-kenji.md").exists());
}
