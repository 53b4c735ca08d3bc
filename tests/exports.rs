//! Lists of sources as Zotero and Better BibTeX export them, for a kind that a site declares itself.

#[path = "support/html.rs"]
mod html;
#[path = "support/reading.rs"]
mod reading;
#[path = "support/site.rs"]
mod site;

use reading::Page;
use site::Site;

const NOTHING: [&str; 0] = [];

const EXERCISE: &str = "\
label: Exercise
plural: Exercises
folder: exercises
mark: square
roles: { dated_by: begins, cites_by: proofs }
sourced: { by: [organisation], source: [report] }
fields:
  begins: { type: date, label: Begins, help: The first day. }
  proofs: { type: list, of: { type: ref, kinds: [report] }, label: Proofs, help: Sources. }
";

const REPORT: &str = "\
label: Report
plural: Reports
folder: reports
roles: { issued_by: house, released_by: day, authored_by: writers, addressed_by: link, language_by: tongue, consulted_by: read }
fields:
  house: { type: text, required: true, label: House, help: Who printed it. }
  day: { type: date, label: Day, help: When. }
  writers: { type: list, of: { type: text }, label: Writers, help: Who wrote it. }
  link: { type: url, label: Link, help: Where. }
  tongue: { type: language, label: Language, help: Its language. }
  read: { type: choice, required: true, label: Read, help: Whether somebody read it., options: { \"yes\": { label: Read }, excerpt: { label: Read in part }, \"no\": { label: Not read } } }
";

/// A news report, a page of the web, a report, a book and an article, as Zotero writes CSL-JSON.
const CSL: &str = r#"[
	{
		"id": "http://zotero.org/users/1/items/AAAA1111",
		"citation-key": "sample2022",
		"type": "article-newspaper",
		"container-title": "Sample Daily",
		"language": "en",
		"title": "Ministers speak by <i>telephone</i>",
		"URL": "https://example.org/news/1?a=b&c=d",
		"author": [ { "family": "Doe", "given": "Jane" }, { "literal": "Sample Desk" } ],
		"accessed": { "date-parts": [["2022", 3, 1]] },
		"issued": { "date-parts": [["2022", 2, 10]] },
		"keyword": "talks,consulted:yes"
	},
	{
		"id": "見本2022",
		"type": "webpage",
		"language": "ja",
		"publisher": "見本省",
		"title": "日米韓防衛相会談の概要（見本）",
		"URL": "https:\/\/example.org\/j\/p.html",
		"author": [ { "family": "見本", "given": "太郎" } ],
		"issued": { "date-parts": [[2022, 2]], "circa": true }
	},
	{ "id": "report:2021/1", "type": "report", "title": "A report", "publisher": "Institute", "issued": { "date-parts": [[2021]] }, "note": "Citation Key: x\nconsulted: excerpt" },
	{ "id": "book1999", "type": "book", "title": "A \u201cbook\u201d", "publisher": "Press", "issued": { "raw": "1999" } },
	{ "id": "paper2020", "type": "article-journal", "title": "A paper", "container-title": "Journal", "issued": { "date-parts": [[2019, 12, 1], [2020, 1, 31]] } }
]
"#;

/// The same sorts of works as Better BibTeX writes them, some as BibLaTeX and some as BibTeX.
const BIBTEX: &str = r#"@string{press = "Press"}

@article{doe2022,
  title = {Ministers Speak: {{ROK}} \& {{Japan}}},
  author = {Doe, Jane and {Sample Desk}},
  date = {2022-02-10},
  journaltitle = {Sample Daily},
  url = {https://example.org/a_b?c=d%20e},
  urldate = {2022-03-01},
  langid = {english},
  keywords = {talks,consulted:yes},
  abstract = {Braces {in} it, and an @ sign}
}

@online{sample2022kr,
  title = {한미일 국방장관 통화 (견본)},
  author = {견본, 기자},
  date = {2022-02},
  organization = {견본통신},
  url = {https://example.org/k},
  langid = {korean},
  file = {/home/somebody/Zotero/x.pdf}
}

@techreport{inst2021,
	title = {A report -- with {\'E}clat},
	institution = {Institute},
	year = {2021},
	month = feb
}

@book{press1999, title = "A book", publisher = press # { Ltd}, year = 1999}

@article{paper2019,
  title = {Paper},
  subtitle = {its subtitle},
  journaltitle = {Journal},
  date = {2019-12/2020-01},
}
"#;

fn site() -> Site {
    Site::bare()
        .with("site.yaml", "title: Sample\nas_of: 2090-04-01\n")
        .with("templates/kinds/exercise.yaml", EXERCISE)
        .with("templates/kinds/report.yaml", REPORT)
        .with(
            "content/exercises/drill.md",
            "---\ntitle: Drill\nbegins: 2090-03-08\n---\nSaid [@sample2022].\n",
        )
        .with("content/reports/csl.json", CSL)
        .with("content/reports/more.bib", BIBTEX)
        .with("content/exercises/table.json", "not a list of works")
}

/// Returns title and facts of a source, as the file of facts has them.
fn facts(site: &Site, key: &str) -> String {
    let text = site.read("public/data/facts.json");
    let start = format!("\"reports/{key}.html\": ");
    let line = text.lines().find_map(|line| line.strip_prefix(&start));
    let line = line.unwrap_or_else(|| panic!("{key} is not there: {text}"));
    let page: serde_json::Value =
        serde_json::from_str(line.trim_end_matches(',')).expect("a line is JSON");
    let mut said = vec![page["title"].as_str().unwrap_or_default().to_owned()];
    for fact in page["facts"].as_array().into_iter().flatten() {
        let words = |name: &str| fact[name].as_str().unwrap_or_default();
        let exact = words("exact");
        let value = if exact.is_empty() {
            words("value")
        } else {
            exact
        };
        said.push(format!("{}={value}", words("field")));
    }
    said.join(" | ")
}

#[test]
fn works_of_both_formats_become_sources() {
    let site = site();
    site.build().succeeds();
    assert_eq!(html::problems(&site.public()), NOTHING);
    for (key, expected) in [
        (
            "sample2022",
            "Ministers speak by telephone | house=Sample Daily | day=2022-02-10 | writers=Jane Doe | writers=Sample Desk | link=example.org/news/1?a=b&c=d | tongue=en | read=yes",
        ),
        (
            "見本2022",
            "日米韓防衛相会談の概要（見本） | house=見本省 | day=2022-02~ | writers=見本太郎 | link=example.org/j/p.html | tongue=ja | read=no",
        ),
        (
            "report-2021-1",
            "A report | house=Institute | day=2021 | read=excerpt",
        ),
        ("book1999", "A “book” | house=Press | day=1999 | read=no"),
        (
            "paper2020",
            "A paper | house=Journal | day=2019-12-01/2020-01-31 | read=no",
        ),
        (
            "doe2022",
            "Ministers Speak: ROK & Japan | house=Sample Daily | day=2022-02-10 | writers=Jane Doe | writers=Sample Desk | link=example.org/a_b?c=d%20e | tongue=en | read=yes",
        ),
        (
            "sample2022kr",
            "한미일 국방장관 통화 (견본) | house=견본통신 | day=2022-02 | writers=견본기자 | link=example.org/k | tongue=ko | read=no",
        ),
        (
            "inst2021",
            "A report – with Éclat | house=Institute | day=2021-02 | read=no",
        ),
        ("press1999", "A book | house=Press Ltd | day=1999 | read=no"),
        (
            "paper2019",
            "Paper: its subtitle | house=Journal | day=2019-12/2020-01 | read=no",
        ),
    ] {
        let address = key.replace('見', "%E8%A6%8B").replace('本', "%E6%9C%AC");
        let found = if site
            .read("public/data/facts.json")
            .contains(&format!("reports/{key}.html"))
        {
            facts(&site, key)
        } else {
            facts(&site, &address)
        };
        assert_eq!(found, expected);
    }
    let drill = Page::open(&site.path("public/exercises/drill.html"));
    assert!(
        drill.words.contains("Ministers speak by telephone"),
        "{}",
        drill.words
    );
}

#[test]
fn the_example_of_the_manual_is_read() {
    let manual = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/content.md");
    let manual = std::fs::read_to_string(manual).expect("the manual is there");
    let (_, example) = manual
        .split_once("```bibtex\n")
        .expect("there is an example");
    let (example, _) = example.split_once("```").expect("it ends");
    let site = Site::bare()
        .with("site.yaml", "title: Sample\nas_of: 2090-04-01\n")
        .with("content/sources/zotero.bib", example);
    site.build().succeeds();
    let page = Page::open(&site.path("public/sources/report-2022.html"));
    for words in [
        "A report on the talks",
        "A news agency",
        "10 February 2022",
        "read as an excerpt",
    ] {
        assert!(page.words.contains(words), "{words}: {}", page.words);
    }
}

#[test]
fn every_fault_of_an_export_is_told_at_its_place() {
    let site = site();
    site.write(
        "content/reports/csl.json",
        "[\n  { \"id\": \"a\", \"type\": \"web-page\", \"title\": \"A\", \"publisher\": \"P\" },\n  \
         { \"id\": \"b\", \"publisher\": \"P\" },\n  { \"title\": \"C\" },\n  7,\n  \
         { \"id\": \"d\", \"title\": \"D\", \"publisher\": \"P\", \"issued\": { \"date-parts\": [[2022, 13]] } },\n  \
         { \"id\": \"e\", \"title\": \"E\", \"publisher\": \"P\", \"URL\": \"nowhere\", \"title\": \"F\" }\n]\n",
    );
    site.write(
        "content/reports/more.bib",
        "@book{a, title = {A}, publisher = {P}}\n@boook{g, title = {G}, publisher = {P}, keywords = {consulted:often}}\n\
         @book{h, title = {H}, publisher = {P}, year = {MMXX}}\n@book{i, title = {I}, publisher {P}}\n\
         @book{j, title = {J}}\n@book{k, title = {K\n",
    );
    site.write(
        "content/exercises/drill.md",
        "---\ntitle: Drill\nbegins: 2090-03-08\n---\n",
    );
    assert_eq!(
        site.build().reports(),
        [
            "content/reports/csl.json:2:24 bad-export",
            "content/reports/csl.json:3:3 missing-field",
            "content/reports/csl.json:4:3 bad-export",
            "content/reports/csl.json:5:3 bad-export",
            "content/reports/csl.json:6:74 bad-export",
            "content/reports/csl.json:7:55 bad-url",
            "content/reports/csl.json:7:66 bad-export",
            "content/reports/more.bib:1:7 address-collision",
            "content/reports/more.bib:2:2 bad-export",
            "content/reports/more.bib:2:52 unknown-choice",
            "content/reports/more.bib:3:47 bad-export",
            "content/reports/more.bib:4:33 bad-export",
            "content/reports/more.bib:5:1 missing-field",
            "content/reports/more.bib:6:18 bad-export",
        ]
    );
}

#[test]
fn a_broken_list_leaves_the_others_whole() {
    let site = site().with(
        "content/reports/cut.json",
        "[ { \"id\": \"z\" \"type\": \"book\" } ]\n",
    );
    assert_eq!(
        site.build().reports(),
        ["content/reports/cut.json:1:15 bad-export"]
    );
}
