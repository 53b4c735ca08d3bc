//! The rules of the house that the compiler does not know, checked on the text of `src/`.
//!
//! Imports only point up the list of modules in `lib.rs`; files stay short and open with what they
//! are; the engine names no kind and no field; only the ends of the pipeline and `scaffold` touch the
//! disk; and nothing reads the clock. Each test prints every place that breaks its rule.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it must be"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use briefbook::diagnostics::Diagnostics;
use briefbook::schema::{self, FieldDef};
use briefbook::text::{Span, Texts};
use briefbook::yaml;

#[path = "support/rust_text.rs"]
mod rust_text;

use rust_text::RustText;

/// The longest file, and the longest without its tests.
const MOST_LINES: usize = 600;
const MOST_LINES_WITHOUT_TESTS: usize = 400;

/// A file of `src/`.
struct SourceFile {
    /// The path below `src/`, with forward slashes.
    path: String,
    content: String,
    text: RustText,
}

impl SourceFile {
    /// Returns the module of `lib.rs` to which the file belongs: `model` for `model/body/mod.rs`.
    fn layer(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.trim_end_matches(".rs")
    }

    fn is_test(&self) -> bool {
        self.path.contains("/tests/")
    }

    /// Returns the lines of code outside `#[cfg(test)]`, with words of comments and strings blanked.
    fn code_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.code.lines().zip(1..);
        lines
            .filter(|(_, number)| !self.text.is_test_line(*number))
            .map(|(line, number)| (number, line))
    }
}

/// Reads every Rust file of `src/`, by path.
fn source_files() -> Vec<SourceFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, "", &mut files);
    assert!(files.len() > 20, "src/ was not found");
    files.sort_by(|left, right| left.path.cmp(&right.path));
    files
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<SourceFile>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let path = format!("{prefix}{name}");
        if entry.file_type().unwrap().is_dir() {
            collect(&entry.path(), &format!("{path}/"), files);
        } else if path.ends_with(".rs") {
            let content = fs::read_to_string(entry.path()).unwrap();
            let text = RustText::new(&content);
            files.push(SourceFile {
                path,
                content,
                text,
            });
        }
    }
}

/// Returns the modules that `lib.rs` declares, in its order.
fn layers(files: &[SourceFile]) -> Vec<String> {
    let library = files.iter().find(|file| file.path == "lib.rs").unwrap();
    let declared = library.content.lines().filter_map(|line| {
        let name = line.trim_start_matches("pub ").strip_prefix("mod ")?;
        Some(name.trim_end_matches(';').to_owned())
    });
    declared.collect()
}

fn assert_none(broken: &[String], rule: &str) {
    assert!(broken.is_empty(), "{rule}:\n  {}", broken.join("\n  "));
}

#[test]
fn imports_point_up_the_list_of_modules() {
    let files = source_files();
    let layers = layers(&files);
    let rank = |name: &str| layers.iter().position(|layer| layer == name);
    let mut broken = Vec::new();
    for file in files.iter().filter(|file| !file.is_test()) {
        if matches!(file.path.as_str(), "lib.rs" | "main.rs") {
            continue;
        }
        let own = rank(file.layer());
        if own.is_none() {
            broken.push(format!("{}: lib.rs does not declare it", file.path));
        }
        for (line, name) in imported_layers(file) {
            let allowed = name == file.layer() || rank(&name).is_some_and(|it| Some(it) < own);
            if !allowed {
                broken.push(format!("{}:{line}: imports crate::{name}", file.path));
            }
        }
    }
    assert_none(
        &broken,
        "a module imports only from those above it in lib.rs",
    );
}

#[test]
fn the_program_is_only_the_command_line() {
    let files = source_files();
    let main = files.iter().find(|file| file.path == "main.rs").unwrap();
    let used: Vec<&str> = main
        .text
        .code
        .split("briefbook::")
        .skip(1)
        .map(first_name)
        .collect();
    assert_eq!(used, ["cli"]);
}

/// Lists the first names after `crate::`, also those of a group in braces, with their lines.
fn imported_layers(file: &SourceFile) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let code: String = file
        .text
        .code
        .lines()
        .zip(1..)
        .flat_map(|(line, number)| {
            let line = if file.text.is_test_line(number) {
                ""
            } else {
                line
            };
            [line, "\n"]
        })
        .collect();
    for (offset, _) in code.match_indices("crate::") {
        let before = code[..offset].chars().next_back();
        if before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_') {
            continue;
        }
        let line = code[..offset].matches('\n').count() + 1;
        let rest = &code[offset + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let names = rust_text::items_in_braces(group);
            found.extend(
                names
                    .iter()
                    .map(|item| (line, first_name(item.trim()).to_owned())),
            );
        } else {
            found.push((line, first_name(rest).to_owned()));
        }
    }
    found
}

fn first_name(text: &str) -> &str {
    let end = text.find(|letter: char| !letter.is_alphanumeric() && letter != '_');
    &text[..end.unwrap_or(text.len())]
}

#[test]
fn files_stay_short() {
    let mut broken = Vec::new();
    for file in source_files().iter().filter(|file| !file.is_test()) {
        let all = file.content.lines().count();
        let plain = (1..=all)
            .filter(|number| !file.text.is_test_line(*number))
            .count();
        if all > MOST_LINES {
            broken.push(format!("{}: {all} lines of {MOST_LINES}", file.path));
        }
        if plain > MOST_LINES_WITHOUT_TESTS {
            broken.push(format!(
                "{}: {plain} lines without tests of {MOST_LINES_WITHOUT_TESTS}",
                file.path
            ));
        }
    }
    assert_none(&broken, "a file that outgrows its limit has two jobs");
}

#[test]
fn every_file_opens_with_what_it_is() {
    let mut broken = Vec::new();
    for file in source_files() {
        let heading = file
            .content
            .lines()
            .take_while(|line| line.starts_with("//!"))
            .count();
        if heading == 0 {
            broken.push(format!("{}: no `//!` in its first line", file.path));
        } else if heading > 8 {
            broken.push(format!("{}: {heading} lines of `//!`", file.path));
        }
    }
    assert_none(
        &broken,
        "a file opens with one to eight lines on what it does",
    );
}

#[test]
fn nothing_is_left_half_done() {
    const MACROS: &[&str] = &["todo!", "unimplemented!", "dbg!", "println!", "eprintln!"];
    let mut broken = Vec::new();
    for file in source_files() {
        for (line, number) in file.text.code.lines().zip(1..) {
            for found in MACROS.iter().filter(|name| has_word(line, name)) {
                broken.push(format!("{}:{number}: {found}", file.path));
            }
            if line.contains("#[ignore") {
                broken.push(format!("{}:{number}: an ignored test", file.path));
            }
        }
        for (line, number) in file.content.lines().zip(1..) {
            for word in ["TODO", "FIXME", "XXX:"] {
                if line.contains(word) {
                    broken.push(format!("{}:{number}: {word}", file.path));
                }
            }
        }
    }
    assert_none(&broken, "nothing is left for later, and nothing prints");
}

/// Tells whether a line holds a name that is not the end of a longer one.
fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(offset, _)| {
        let before = line[..offset].chars().next_back();
        !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_')
    })
}

#[test]
fn only_the_ends_touch_the_disk() {
    const DISK: &[&str] = &["std::fs", "fs::", "File::", "walkdir", "imagesize::"];
    let mut broken = Vec::new();
    for file in source_files().iter().filter(|file| !file.is_test()) {
        // `import` reads the table and the mapping that a call names, and writes by `scaffold` and `emit`.
        // `publish` reads what `emit` left, and one setting before the build; it writes through git.
        // `difference` reads the data of builds, and makes a folder for the files of a revision.
        if matches!(
            file.layer(),
            "load" | "emit" | "serve" | "publish" | "scaffold" | "import" | "difference"
        ) {
            continue;
        }
        for (number, line) in file.code_lines() {
            for found in DISK.iter().filter(|name| has_word(line, name)) {
                broken.push(format!("{}:{number}: {found}", file.path));
            }
        }
    }
    assert_none(
        &broken,
        "only `load` and `serve` read the disk, only `emit` writes it, and `scaffold` makes new files",
    );
}

#[test]
fn no_stage_reads_the_clock() {
    const CLOCK: &[&str] = &["Utc::now", "Local::now", "SystemTime::now", "Instant::now"];
    let mut broken = Vec::new();
    for file in source_files().iter().filter(|file| !file.is_test()) {
        // A preview waits for the disk to be quiet. A new brief is dated today, and `check --today` finds
        // the plans whose day has passed; what counts as now, they both ask of one file.
        if file.layer() == "serve" || file.path == "cli/clock.rs" {
            continue;
        }
        for (number, line) in file.code_lines() {
            for found in CLOCK.iter().filter(|name| has_word(line, name)) {
                broken.push(format!("{}:{number}: {found}", file.path));
            }
        }
    }
    assert_none(&broken, "the same inputs give the same bytes at any time");
}

/// Words with a meaning of their own that some kind or field also has for a name, by layer.
///
/// In `schema`, `model` and `config` they are keys and words of the declarations themselves; in
/// `render` they are what templates, Atom and sitemaps call their own parts, whatever field fills
/// them. A word that is used no more must go from here.
const WORDS_OF_THEIR_OWN: &[(&str, &[&str])] = &[
    // What JSON Lines, GitHub's commands and SARIF call their own parts.
    ("diagnostics", &["code", "level", "name", "text", "title"]),
    // Settings of `site.yaml`.
    (
        "config",
        &["language", "name", "names", "publisher", "title", "url"],
    ),
    // Settings of the files of rules, and the name of one.
    (
        "rules",
        &["coverage", "from", "name", "source", "to", "reason"],
    ),
    // Keys and types of kind files, the reserved keys, and the list template that belongs to no kind.
    (
        "schema",
        &[
            "by", "date", "duration", "language", "of", "source", "text", "title", "url", "zone",
        ],
    ),
    // Keys of a mapping file, the parts of a sourced value, and an option of a filter.
    ("import", &["by", "note", "of", "source"]),
    // A command of git, and the name that it gives to a remote; a form of output.
    ("publish", &["status"]),
    ("cli", &["origin", "text"]),
    // English words that are looked for in sentences, and what is counted.
    ("check", &["date", "now", "of", "words"]),
    // The hedge of a quantity.
    ("quantity", &["about"]),
    // The reserved keys, the parts of a sourced value and of a claim, and what CSL-JSON and BibTeX call
    // their own parts.
    (
        "model",
        &[
            "author",
            "by",
            "count",
            "date",
            "family",
            "from",
            "issued",
            "language",
            "note",
            "of",
            "person",
            "publisher",
            "source",
            "title",
            "to",
            "url",
        ],
    ),
    // Small words within the titles of offices; the keys of computed pages; how running text refers.
    (
        "resolve",
        &["corrections", "of", "statements", "text", "to"],
    ),
    // The arguments of functions, and the name of one.
    ("claims", &["count", "from", "of", "to"]),
    // Names in the file of facts.
    (
        "published",
        &["by", "corrections", "sources", "title", "when"],
    ),
    // Names in the documents of `diff` and in the file of statements; what is counted.
    ("difference", &["page", "statements", "when", "words"]),
    // A part of the address at which a page waits for news.
    ("serve", &["page"]),
    // Parts of what templates see; elements of feed and sitemap; words of schema.org and of CSL-JSON.
    (
        "render",
        &[
            "abbreviation",
            "author",
            "by",
            "corrections",
            "count",
            "date",
            "form",
            "from",
            "headline",
            "issued",
            "lang",
            "language",
            "name",
            "note",
            "now",
            "page",
            "parties",
            "published",
            "publisher",
            "reason",
            "site",
            "source",
            "sources",
            "statements",
            "summary",
            "text",
            "title",
            "updated",
            "url",
            "was",
            "words",
            "zone",
        ],
    ),
];

#[test]
fn the_engine_names_no_kind_and_no_field() {
    let names = declared_names();
    assert!(names.contains("talk") && names.contains("parties") && names.contains("kept_by"));
    let mut broken = Vec::new();
    let mut unused: BTreeSet<(&str, &str)> = BTreeSet::new();
    for (layer, words) in WORDS_OF_THEIR_OWN {
        unused.extend(words.iter().map(|word| (*layer, *word)));
    }
    let allowed = unused.clone();
    for file in source_files().iter().filter(|file| !file.is_test()) {
        for literal in &file.text.literals {
            if file.text.is_test_line(literal.line) || !names.contains(&literal.content) {
                continue;
            }
            let use_of_word = (file.layer(), literal.content.as_str());
            unused.retain(|allowed| *allowed != use_of_word);
            if !allowed.contains(&use_of_word) {
                broken.push(format!(
                    "{}:{}: {:?}",
                    file.path, literal.line, literal.content
                ));
            }
        }
    }
    assert_none(&broken, "kinds and fields are declared, never coded");
    let unused: Vec<String> = unused.iter().map(|it| format!("{it:?}")).collect();
    assert_none(&unused, "these exceptions are not needed any more");
}

/// Returns the names of all default kinds and of their fields, those of groups too.
fn declared_names() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/kinds");
    let mut texts = Texts::default();
    let mut diagnostics = Diagnostics::default();
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "yaml") {
            let content = fs::read_to_string(&path).unwrap();
            let text = texts.add(path.to_str().unwrap(), content.as_str());
            let base = Span::new(text, 0, content.len());
            let node = yaml::parse(&content, base, &mut diagnostics).unwrap();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            files.push((name, node));
        }
    }
    let schema = schema::parse(&files, &mut diagnostics);
    assert!(!diagnostics.has_errors());
    let mut names = BTreeSet::new();
    for kind in schema.kinds {
        names.insert(kind.name);
        collect_names(&kind.fields, &mut names);
    }
    names
}

fn collect_names(fields: &[FieldDef], names: &mut BTreeSet<String>) {
    for field in fields {
        names.insert(field.name.clone());
        collect_names(field.field_type.group_fields(), names);
    }
}
