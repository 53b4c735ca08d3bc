//! The manual says what the program does: its tables are compared with the code, and its examples
//! are built.
//!
//! What `docs/` lists (settings, types, roles, options, names that templates see, words that pages
//! print) must be all there is and no more. The examples of all documents make one site, which must
//! build without a message.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use briefbook::model::Drafts;
use briefbook::pipeline::{self, Deny, Options, Record};
use briefbook::quantity::Quantity;
use briefbook::schema::{FieldType, Mark, RESERVED, Role, Tone};
use briefbook::when::{When, parse_duration};

#[path = "support/documents.rs"]
mod documents;
#[path = "support/views.rs"]
mod views;

use documents::{Document, examples, first_column, in_backticks, read, root, write};

fn options(site: &Path) -> Options {
    Options {
        site: site.to_path_buf(),
        out: None,
        published: None,
        base_url: Some("https://example.org/briefs/".to_owned()),
        drafts: Drafts::Exclude,
        as_of: None,
        source_date: None,
        now: None,
        record: Record::No,
        deny: Deny::Errors,
    }
}

/// Reads a site and returns what is said about it, each message with its help.
fn messages(site: &Path) -> Vec<String> {
    let prepared = pipeline::prepare(&options(site)).expect("the folder is a site");
    let texts = &prepared.inputs.texts;
    let sorted = prepared.diagnostics.sorted(texts);
    sorted
        .iter()
        .map(|found| {
            let path = &texts.get(found.span.text).path;
            let help = found.help.as_deref().unwrap_or_default();
            format!("{path}: {} ({help})", found.message)
        })
        .collect()
}

/// Builds a site and returns the messages.
fn build(site: &Path) -> Vec<String> {
    let outcome = pipeline::build(&options(site)).expect("the output can be written");
    let sorted = outcome.diagnostics.sorted(&outcome.inputs.texts);
    sorted.iter().map(|found| found.message.clone()).collect()
}

fn names<T: Into<String>>(names: impl IntoIterator<Item = T>) -> BTreeSet<String> {
    names.into_iter().map(Into::into).collect()
}

/// Compares what a table lists with what there is.
fn compare(what: &str, listed: impl IntoIterator<Item = String>, there: &BTreeSet<String>) {
    let listed = names(listed);
    let missing: Vec<_> = there.difference(&listed).collect();
    let surplus: Vec<_> = listed.difference(there).collect();
    assert!(
        missing.is_empty() && surplus.is_empty(),
        "{what}: the manual lacks {missing:?} and lists {surplus:?}, which does not exist"
    );
}

/// Returns the names that briefbook offers where an unknown one stands.
fn known_names(files: &[(&str, &str)]) -> BTreeSet<String> {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let files = files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect();
    write(folder.path(), &files);
    let messages = messages(folder.path());
    let known = messages
        .iter()
        .find_map(|message| message.split_once("known here: "));
    let (_, known) = known.unwrap_or_else(|| panic!("no list of names in {messages:?}"));
    let known = known.trim_end_matches(')').split(';').next();
    names(known.unwrap_or_default().split(", "))
}

#[test]
fn the_examples_make_one_site_without_a_message() {
    let folder = tempfile::tempdir().unwrap();
    let examples = examples();
    write(folder.path(), &examples);
    assert_eq!(build(folder.path()), Vec::<String>::new());
    for path in examples.keys() {
        let address = path
            .strip_prefix("content/")
            .and_then(|path| path.strip_suffix(".md"));
        if let Some(address) = address {
            let page = folder.path().join("public").join(format!("{address}.html"));
            assert!(page.is_file(), "{path} has no page");
        }
    }
}

#[test]
fn the_added_kind_appears_everywhere() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &examples());
    build(folder.path());
    let key = "2022-03-01-sample";
    for (page, words) in [
        ("exercises/index.html", format!("exercises/{key}.html")),
        ("index.html", format!("exercises/{key}.html")),
        ("index.html", "exercises/index.html\">Exercises</a>".into()),
        ("chronology/2022.html", format!("id=\"{key}\"")),
        ("countries/japan.html", format!("exercises/{key}.html")),
        ("feed.xml", format!("briefs/exercises/{key}.html")),
        ("sitemap.xml", format!("briefs/exercises/{key}.html")),
        (
            "exercises/2022-03-01-sample.html",
            "How many took part".into(),
        ),
    ] {
        let text = fs::read_to_string(folder.path().join("public").join(page)).unwrap();
        assert!(text.contains(&words), "{page} does not hold {words}");
    }
}

#[test]
fn the_files_that_override_the_theme_are_seen() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &examples());
    assert_eq!(build(folder.path()), Vec::<String>::new());
    let public = |path: &str| fs::read_to_string(folder.path().join("public").join(path)).unwrap();
    let talk = public("talks/2022-06-11-tmm-singapore.html");
    let theme = talk.find("style.css").expect("the theme's sheet is linked");
    let own = talk.find("site.css").expect("the site's own is linked");
    assert!(
        theme < own,
        "the site's own sheet comes after that of the theme"
    );
    assert!(public("site.css").contains("--circle"));
    assert!(talk.contains("<p id=\"cite-text\">"));
    assert!(public("404.html").contains("Please tell the page from which you came"));
    assert!(public("topics/index.html").contains("<h1>Subjects</h1>"));
    // Without a sheet of the site's own, none is linked.
    fs::remove_file(folder.path().join("static/site.css")).unwrap();
    build(folder.path());
    assert!(!public("talks/2022-06-11-tmm-singapore.html").contains("site.css"));
}

#[test]
fn the_mistake_of_the_first_half_hour_prints_the_message_shown() {
    let document = read("docs/content.md");
    let shown = document
        .blocks()
        .into_iter()
        .find(|block| block.text.starts_with("error["))
        .expect("the manual shows a message");
    let folder = tempfile::tempdir().unwrap();
    let mut files = examples();
    let brief = files
        .get_mut("content/talks/2022-06-11-tmm-singapore.md")
        .expect("the first brief is an example");
    *brief = brief.replace("status: held", "status: heldd");
    write(folder.path(), &files);
    let output = Command::new(env!("CARGO_BIN_EXE_briefbook"))
        .arg("build")
        .current_dir(folder.path())
        .env("NO_COLOR", "1")
        .env_remove("SOURCE_DATE_EPOCH")
        .output()
        .unwrap();
    let printed = String::from_utf8(output.stderr).unwrap();
    let lines = |text: &str| -> Vec<String> {
        let lines = text.trim_end().lines();
        lines.map(|line| line.trim_end().to_owned()).collect()
    };
    assert_eq!(lines(&printed), lines(&shown.text));
}

#[test]
fn every_setting_of_a_site_is_listed() {
    let known = known_names(&[("site.yaml", "title: A\nqqqqqqqqqq: 1\n")]);
    let rows = read("docs/content.md").table("Settings: site.yaml", "setting");
    compare("site.yaml", first_column(&rows), &known);
}

#[test]
fn every_name_that_all_entries_have_is_listed() {
    let rows = read("docs/content.md").table("A brief", "name");
    let mut there = names(RESERVED.iter().copied());
    there.insert("x-…".to_owned());
    compare("front matter", first_column(&rows), &there);
}

#[test]
fn every_name_of_a_sourced_fact_is_known() {
    let rows = read("docs/content.md").table("Facts with sources", "name");
    for name in first_column(&rows) {
        let country = format!("---\ntitle: A\ncode: AAA\nformal_name: {{ {name}: [[]] }}\n---\n");
        let files = [
            ("site.yaml", "title: A\n"),
            ("content/countries/a.md", &country),
        ];
        let folder = tempfile::tempdir().unwrap();
        let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
        write(folder.path(), &files.into_iter().collect());
        let messages = messages(folder.path());
        let unknown = format!("no field `{name}`");
        let refused = messages.iter().any(|message| message.contains(&unknown));
        assert!(!refused, "`{name}` is listed and not known");
    }
}

#[test]
fn every_setting_of_a_kind_is_listed() {
    let document = read("docs/kinds.md");
    let kind = |more: &str| format!("label: A\nplural: A\nfolder: as\n{more}\n");
    let known = |more: &str| {
        known_names(&[
            ("site.yaml", "title: A\n"),
            ("templates/kinds/a.yaml", &kind(more)),
        ])
    };
    let rows = document.table("A kind file", "setting");
    compare("kind file", first_column(&rows), &known("qqqqqqqqqq: 1"));
    let of_types = [
        ("quantity", "unit: km"),
        ("choice", "options: { b: { label: B } }"),
        ("ref", "kinds: [page]"),
        ("list", "of: { type: text }"),
        ("group", "fields: { b: { type: text, label: B, help: B } }"),
    ];
    let mut fields = BTreeSet::new();
    for (word, more) in of_types {
        fields.extend(known(&format!(
            "fields: {{ f: {{ type: {word}, label: F, help: F, {more}, qqqqqqqqqq: 1 }} }}"
        )));
    }
    let rows = document.table("Fields", "setting");
    let own = document
        .prose()
        .find_map(|line| line.strip_prefix("Some types have settings of their own:"))
        .map(in_backticks)
        .unwrap_or_default();
    compare("field", first_column(&rows).into_iter().chain(own), &fields);
}

#[test]
fn every_field_type_is_listed() {
    let rows = read("docs/kinds.md").table("Field types", "type");
    assert_eq!(first_column(&rows), FieldType::WORDS);
}

#[test]
fn every_role_is_listed_with_its_types() {
    let rows = read("docs/kinds.md").table("Roles", "role");
    let listed: Vec<(Vec<String>, Vec<String>)> = rows
        .iter()
        .map(|row| (in_backticks(&row[0]), in_backticks(&row[1])))
        .collect();
    let there: Vec<(Vec<String>, Vec<String>)> = Role::ALL
        .iter()
        .map(|role| {
            let types = role.types.iter().map(|word| (*word).to_owned());
            (vec![role.key.to_owned()], types.collect())
        })
        .collect();
    assert_eq!(listed, there);
}

#[test]
fn every_mark_and_tone_is_listed() {
    let document = read("docs/kinds.md");
    let rows = document.table("choice", "tone");
    let tones = Tone::ALL.iter().map(|(word, _)| *word);
    compare("tone", first_column(&rows), &names(tones));
    let rows = document.table("A kind file", "setting");
    let marks = rows
        .iter()
        .find(|row| row[0] == "`mark`")
        .map(|row| in_backticks(&row[1]))
        .unwrap_or_default();
    compare(
        "mark",
        marks,
        &names(Mark::ALL.iter().map(|(word, _)| *word)),
    );
}

#[test]
fn every_built_in_kind_is_listed() {
    let rows = read("docs/kinds.md").table("The kinds that come with briefbook", "kind");
    let files = fs::read_dir(root().join("templates/kinds")).unwrap();
    let kinds = files
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| name.strip_suffix(".yaml").map(str::to_owned));
    compare("kind", first_column(&rows), &names(kinds));
}

#[test]
fn dates_print_the_words_shown() {
    for row in read("docs/content.md").table("Dates", "written") {
        let written = in_backticks(&row[0]).concat();
        let when = When::parse(&written).unwrap_or_else(|error| panic!("{written}: {error:?}"));
        assert_eq!(when.long(), row[1], "{written}");
    }
}

#[test]
fn durations_print_the_words_shown() {
    for row in read("docs/content.md").table("Durations", "written") {
        let written = in_backticks(&row[0]).concat();
        let words = parse_duration(&written).map(|duration| duration.words());
        assert_eq!(words.as_deref(), Ok(row[1].as_str()), "{written}");
    }
}

#[test]
fn quantities_print_the_words_shown() {
    for row in read("docs/content.md").table("Numbers", "written") {
        let written = in_backticks(&row[0]).concat();
        let words = Quantity::parse(&written).map(|quantity| quantity.words());
        let words = words.map(|words| format!("{} km", words.replace('\u{a0}', " ")));
        assert_eq!(words.as_deref(), Some(row[1].as_str()), "{written}");
    }
}

#[test]
fn every_name_that_templates_see_is_listed() {
    let folder = tempfile::tempdir().unwrap();
    views::write(folder.path());
    assert_eq!(build(folder.path()), Vec::<String>::new());
    let mut sections = views::read(&folder.path().join("public"));
    let document = read("docs/templates.md");
    let card = sections.get("card").cloned().unwrap_or_default();
    if let Some(entry) = sections.get_mut("entry") {
        entry.retain(|name| !card.contains(name));
    }
    let mut listed = BTreeSet::new();
    for row in document.table("`value`", "type") {
        let section = format!("value {}", in_backticks(&row[0]).concat());
        let there = sections.remove(&section).unwrap_or_default();
        compare(&section, in_backticks(&row[2]), &there);
        listed.extend(in_backticks(&row[1]));
    }
    compare("types", listed, &names(FieldType::WORDS.iter().copied()));
    for (section, there) in sections {
        let rows = document.table(&format!("`{section}`"), "name");
        compare(&section, first_column(&rows), &there);
    }
}

#[test]
fn the_map_of_the_architecture_lists_every_file() {
    let document = read("ARCHITECTURE.md");
    let mut files = BTreeSet::new();
    source_files(&root().join("src"), "", &mut files);
    let listed: BTreeSet<String> = document
        .prose()
        .filter(|line| line.starts_with("| `"))
        .flat_map(|line| in_backticks(line.split('|').nth(1).unwrap_or_default()))
        .filter(|name| name.ends_with(".rs"))
        .collect();
    compare("ARCHITECTURE.md", listed, &files);
}

fn source_files(folder: &Path, prefix: &str, files: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let entry = entry.expect("the folder can be read");
        let name = entry.file_name().into_string().expect("names are UTF-8");
        if entry.file_type().expect("the file is there").is_dir() {
            // Tests stand beside what they test and need no line of their own.
            if name != "tests" {
                source_files(&entry.path(), &format!("{prefix}{name}/"), files);
            }
        } else if name.ends_with(".rs") {
            files.insert(format!("{prefix}{name}"));
        }
    }
}

#[test]
fn links_between_documents_lead_somewhere() {
    let mut documents: Vec<Document> = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"]
        .into_iter()
        .chain(["CHANGELOG.md", "SECURITY.md"])
        .map(read)
        .collect();
    for file in fs::read_dir(root().join("docs")).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        documents.push(read(&format!("docs/{name}")));
    }
    for document in documents {
        let folder = Path::new(&document.path).parent().unwrap().to_path_buf();
        for target in targets(&document) {
            let (path, anchor) = target.split_once('#').unwrap_or((&target, ""));
            let place = if path.is_empty() {
                document.path.clone()
            } else {
                folder.join(path).to_string_lossy().into_owned()
            };
            let found = root().join(&place);
            assert!(found.exists(), "{}: {target}", document.path);
            if !anchor.is_empty() {
                let other = read(&place);
                let known = other
                    .headings()
                    .iter()
                    .any(|(_, words)| slug(words) == anchor);
                assert!(known, "{}: {target}", document.path);
            }
        }
    }
}

/// Returns the targets of links to files of the repository, outside of code.
fn targets(document: &Document) -> Vec<String> {
    let prose: Vec<&str> = document
        .prose()
        .filter(|line| !line.starts_with("    "))
        .collect();
    let prose = prose.join("\n");
    let outside_code: String = prose.split('`').step_by(2).collect::<Vec<_>>().join("code");
    outside_code
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .filter(|target| !target.contains("://"))
        .map(str::to_owned)
        .collect()
}

/// Returns the anchor that GitHub gives a heading.
fn slug(heading: &str) -> String {
    heading
        .to_lowercase()
        .chars()
        .filter(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_'))
        .map(|letter| if letter == ' ' { '-' } else { letter })
        .collect()
}
