//! How pages are cited, and what reference managers read on them, for kinds that a site declares itself.
//!
//! The readers below go by the rules by which Zotero's translators “Embedded Metadata” and `COinS` read a
//! page: tags by name, the type of an item from `z:itemType` and else from what Highwire tags suggest, and
//! queries in the title of a span, of which the form for Dublin Core names the type in Zotero's own words.

use std::collections::BTreeMap;

#[path = "support/html.rs"]
mod html;
#[path = "support/reading.rs"]
mod reading;
#[path = "support/site.rs"]
mod site;

use reading::Page;
use site::Site;

const NOTHING: [&str; 0] = [];

const KIND: &str = "\
label: Exercise
plural: Exercises
folder: exercises
mark: square
roles: { dated_by: begins, cites_by: proofs, published_by: out, updated_by: new }
sourced: { by: [organisation], source: [report] }
fields:
  begins: { type: date, label: Begins, help: The first day. }
  out: { type: date, label: Published, help: The day. }
  new: { type: date, label: Revised, help: The day. }
  force: { type: quantity, sourced: true, label: Force, help: How many. }
  units: { type: list, label: Units, help: Who., of: { type: group, fields: { name: { type: text, label: Unit, help: Its name. }, proof: { type: ref, kinds: [report], label: Proof, help: Its source. } } } }
  proofs: { type: list, of: { type: ref, kinds: [report] }, label: Proofs, help: Sources. }
";

const REPORT: &str = "\
label: Report
plural: Reports
folder: reports
roles: { issued_by: house, released_by: day, authored_by: writers, addressed_by: link, language_by: tongue }
fields:
  house: { type: text, label: House, help: Who printed it. }
  day: { type: date, label: Day, help: When. }
  writers: { type: list, of: { type: text }, label: Writers, help: Who wrote it. }
  link: { type: url, label: Link, help: Where. }
  tongue: { type: language, label: Language, help: Its language. }
";

const REPORTS: &str = "\
full:
  title: 日米韓 “A & B” = 100% + more
  house: The Agency
  day: 2022-02
  writers: [Shin Kak-soo, Kim]
  link: https://example.org/a?b=c&d=%E3%81%82
  tongue: ja
leaflet: { title: Leaflet }
";

const BRIEF: &str = "\
---
title: Drill “Sample & Co”
begins: 2090-03-08
out: 2090-03-10
new: 2090-03-12
proofs: [full, leaflet]
---
";

const SETTINGS: &str = "\
title: Sample Record
url: https://example.org/briefs/
publisher: Sample House
as_of: 2090-04-01
";

fn built(settings: &str) -> Site {
    let site = Site::bare()
        .with("site.yaml", settings)
        .with("templates/kinds/exercise.yaml", KIND)
        .with("templates/kinds/report.yaml", REPORT)
        .with("content/reports/all.yaml", REPORTS)
        .with("content/exercises/drill.md", BRIEF);
    site.build().succeeds();
    assert_eq!(html::problems(&site.public()), NOTHING);
    site
}

type Item = BTreeMap<String, String>;

/// Reads the tags in the head of a page.
fn tags(page: &Page) -> Item {
    let mut item = Item::new();
    let mut say = |name: &str, value: &str| {
        item.insert(name.to_owned(), value.to_owned());
    };
    for tag in page.all("meta") {
        let (Some(name), Some(content)) = (tag.value("name"), tag.value("content")) else {
            continue;
        };
        match name {
            // A guess, which a type that is stated replaces.
            "citation_title" => {
                say("title", content);
                say("guess", "journalArticle");
            }
            "citation_publication_date" => say("date", content),
            "citation_publisher" => say("publisher", content),
            "citation_public_url" => say("url", content),
            "citation_language" => say("language", content),
            "z:itemType" => say("itemType", content),
            _ => assert!(!name.starts_with("citation_"), "{name}"),
        }
    }
    let guess = item.remove("guess");
    if let Some(guess) = guess {
        item.entry("itemType".to_owned()).or_insert(guess);
    }
    item
}

/// Reads the items in the text of a page.
fn items(page: &Page) -> Vec<Item> {
    let spans = page.all("span");
    let spans = spans.filter(|span| span.value("class") == Some("Z3988"));
    spans
        .map(|span| read(span.value("title").expect("an item has a title")))
        .collect()
}

fn read(query: &str) -> Item {
    let mut item = Item::new();
    let mut authors = Vec::new();
    for part in query.split('&') {
        let (name, value) = part.split_once('=').expect("a part has a value");
        assert!(!value.contains('='), "{part}");
        let value = decoded(&value.replace('+', " ").replace("%2B", " "));
        match name {
            "ctx_ver" => assert_eq!(value, "Z39.88-2004"),
            "rft_val_fmt" => assert_eq!(value, "info:ofi/fmt:kev:mtx:dc"),
            "rft.au" => authors.push(value),
            "rft.identifier" => {
                assert!(value.starts_with("http"), "{value}");
                item.insert("url".to_owned(), value);
            }
            _ => {
                let name = name.strip_prefix("rft.").expect("it is of the work");
                item.insert(name.to_owned(), value);
            }
        }
    }
    if !authors.is_empty() {
        item.insert("authors".to_owned(), authors.join("; "));
    }
    item
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let length = letter.len_utf8();
        if letter == '%' {
            let byte = u8::from_str_radix(&rest[1..3], 16);
            bytes.push(byte.expect("two digits follow a per cent sign"));
            rest = &rest[3..];
        } else {
            bytes.extend_from_slice(&rest.as_bytes()[..length]);
            rest = &rest[length..];
        }
    }
    String::from_utf8(bytes).expect("what is decoded is UTF-8")
}

fn item<const N: usize>(entries: [(&str, &str); N]) -> Item {
    let entries = entries.into_iter();
    entries
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

const PAGE: &str = "public/exercises/drill.html";

#[test]
fn a_reference_manager_reads_the_page_and_each_source_that_it_lists() {
    let site = built(SETTINGS);
    let page = Page::open(&site.path(PAGE));
    let address = "https://example.org/briefs/exercises/drill.html";
    assert_eq!(
        tags(&page),
        item([
            ("itemType", "webpage"),
            ("title", "Drill “Sample & Co”"),
            ("date", "2090/03/10"),
            ("publisher", "Sample House"),
            ("url", address),
            ("language", "en"),
        ])
    );
    assert_eq!(
        items(&page),
        [
            item([
                ("type", "webpage"),
                ("title", "Drill “Sample & Co”"),
                ("source", "Sample Record"),
                ("publisher", "Sample House"),
                ("date", "2090-03-10"),
                ("url", address),
                ("language", "en"),
            ]),
            item([
                ("type", "webpage"),
                // Zotero takes every plus sign for a space.
                ("title", "日米韓 “A & B” = 100%   more"),
                ("authors", "Shin Kak-soo; Kim"),
                ("publisher", "The Agency"),
                ("date", "2022-02"),
                ("url", "https://example.org/a?b=c&d=%E3%81%82"),
                ("language", "ja"),
            ]),
            item([
                ("type", "document"),
                ("title", "Leaflet"),
                ("language", "en")
            ]),
        ]
    );
}

#[test]
fn on_the_page_of_a_source_the_source_is_read() {
    let site = built(SETTINGS);
    let page = Page::open(&site.path("public/reports/leaflet.html"));
    let leaflet = item([
        ("type", "document"),
        ("title", "Leaflet"),
        ("language", "en"),
    ]);
    assert_eq!(items(&page), [leaflet]);
}

#[test]
fn the_page_of_a_source_counts_what_rests_on_it() {
    let site = built(SETTINGS);
    site.write(
        "content/exercises/drill.md",
        "---\ntitle: Drill\nbegins: 2090-03-08\nforce: [{ value: 5, source: [full], prefer: true }, { value: 6, source: [full] }]\n\
         units: [{ name: One, proof: full }]\nproofs: [full, leaflet]\n---\nSaid so [@full].\n",
    );
    site.write(
        "content/exercises/other.md",
        "---\ntitle: Other\nbegins: 2090-03-09\nforce: { value: 5, source: [full] }\n---\n",
    );
    site.write(
        "content/exercises/sketch.md",
        "---\ntitle: Sketch\ndraft: true\nbegins: 2090-03-09\nforce: { value: 5, source: [full] }\n---\n",
    );
    site.build().succeeds();
    let page = Page::open(&site.path("public/reports/full.html"));
    let said = "4 facts on 2 pages name it as a source; the text of 1 page cites it.";
    assert!(page.words.contains(said), "{}", page.words);
    let cells: Vec<&str> = page.all("td").map(|cell| cell.words.as_str()).collect();
    let expected = ["Exercises", "3", "2", "Exercises", "1", "1"];
    assert_eq!(cells[..6], expected);
    // To be listed as a source of the page is not to carry a fact of it.
    let page = Page::open(&site.path("public/reports/leaflet.html"));
    let none = "No fact and no text of this record rests on it.";
    assert!(page.words.contains(none), "{}", page.words);
}

#[test]
fn nothing_is_read_or_cited_that_the_site_does_not_say() {
    let site = built("title: Sample Record\n");
    site.write(
        "content/exercises/drill.md",
        "---\ntitle: Drill\nbegins: 2090-03-08\n---\n",
    );
    site.build().succeeds();
    let page = Page::open(&site.path(PAGE));
    assert_eq!(
        tags(&page),
        item([
            ("itemType", "webpage"),
            ("title", "Drill"),
            ("language", "en")
        ])
    );
    let known = [
        ("type", "document"),
        ("title", "Drill"),
        ("source", "Sample Record"),
        ("language", "en"),
    ];
    assert_eq!(items(&page), [item(known)]);
    let cited: Vec<&str> = page.all("pre").map(|tag| tag.words.as_str()).collect();
    assert_eq!(
        cited,
        [
            "“Drill.” Sample Record, drill. As of March 8, 2090.",
            "Drill (as of March 8, 2090). (n.d.). Sample Record, drill.",
            "@misc{drill,\n  title = {{Drill}},\n  howpublished = {Sample Record},\n  note = {As of March 8, 2090},\n  langid = {en}\n}",
            "[{\n  \"id\": \"drill\",\n  \"type\": \"webpage\",\n  \"title\": \"Drill\",\n  \"container-title\": \"Sample Record\",\n  \"language\": \"en\",\n  \"version\": \"2090-03-08\"\n}]",
        ]
    );
}

#[test]
fn what_the_site_says_of_itself_stands_in_every_form() {
    let site = built(SETTINGS);
    let page = Page::open(&site.path(PAGE));
    let cited: Vec<&str> = page.all("pre").map(|tag| tag.words.as_str()).collect();
    let address = "https://example.org/briefs/exercises/drill.html";
    assert_eq!(
        cited[..2],
        [
            format!(
                "“Drill ‘Sample & Co.’” Sample Record. Sample House. March 10, 2090. Last modified March 12, 2090. As of April 1, 2090. {address}."
            ),
            format!(
                "Sample House. (2090, March 12). Drill “Sample & Co” (as of April 1, 2090). Sample Record. {address}"
            ),
        ]
    );
    for form in &cited[2..] {
        for known in ["Sample House", "2090", address] {
            assert!(form.contains(known), "{form}");
        }
    }
}
