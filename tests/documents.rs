//! The documents can be followed as they are written: every command in a fence is run, in order, by
//! somebody who has nothing but this program and git, and every snippet of YAML is read as what its
//! document says it is.
//!
//! A block of text right below commands is what the last of them prints. A block whose first remark is
//! a path is that file, and is written when its turn comes.

#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it must be"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use briefbook::diagnostics::Code;
use briefbook::model::Drafts;
use briefbook::pipeline::{self, Options};

#[path = "support/documents.rs"]
mod documents;

use documents::{Block, Document, examples, read, root, write};

/// What a command begins with that is not run, and why.
const NOT_RUN: &[(&str, &str)] = &[
    ("cargo ", "it makes the program that is under test here"),
    (
        "briefbook serve",
        "it runs until it is stopped; it has tests of its own",
    ),
];

/// What stands in a document for the address of a repository that only its reader has; here it is an
/// empty one on the same disk.
const REMOTE: &str = "https://github.com/OWNER/REPO.git";

/// Returns the documents whose commands and snippets are tried.
fn all() -> Vec<Document> {
    let mut paths = vec!["README.md".to_owned()];
    for file in fs::read_dir(root().join("docs")).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        paths.push(format!("docs/{name}"));
    }
    paths.sort();
    paths.iter().map(|path| read(path)).collect()
}

/// Somebody at a terminal with a home of their own.
struct Reader {
    room: tempfile::TempDir,
    folder: PathBuf,
}

impl Reader {
    fn new() -> Self {
        let room = tempfile::tempdir().unwrap();
        fs::create_dir(room.path().join("home")).unwrap();
        let identity = "[user]\n\tname = A Reader\n\temail = reader@example.org\n[init]\n\tdefaultBranch = main\n";
        fs::write(room.path().join("home/.gitconfig"), identity).unwrap();
        let folder = room.path().join("documents");
        fs::create_dir(&folder).unwrap();
        let reader = Self { room, folder };
        let made = reader.types("git init --quiet --bare ../remote.git");
        assert!(made.status.success(), "{made:?}");
        reader
    }

    fn types(&self, line: &str) -> Output {
        let program = Path::new(env!("CARGO_BIN_EXE_briefbook")).parent().unwrap();
        Command::new("/bin/sh")
            .args(["-c", line])
            .current_dir(&self.folder)
            .env_clear()
            .env("HOME", self.room.path().join("home"))
            .env(
                "PATH",
                format!("{}:/usr/local/bin:/usr/bin:/bin", program.display()),
            )
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_TERMINAL_PROMPT", "0")
            .output()
            .unwrap()
    }

    /// Makes the site that a document takes for granted: the sample, or nothing if its own first file
    /// is the settings.
    fn begin(&mut self, document: &Document, blocks: &[Block]) {
        let makes_one = document.text.contains("\nbriefbook init ");
        if makes_one {
            return;
        }
        self.folder.push("site");
        fs::create_dir(&self.folder).unwrap();
        if !blocks.iter().any(|block| block.path() == Some("site.yaml")) {
            let made = self.types("briefbook init .");
            assert!(made.status.success(), "{made:?}");
        }
    }

    /// Does what a block says; returns what the last command printed.
    fn follow(&mut self, block: &Block) -> Option<Output> {
        let mut printed: Option<Output> = None;
        for line in block.text.lines().filter(|line| !line.trim().is_empty()) {
            if NOT_RUN.iter().any(|(start, _)| line.starts_with(start)) {
                continue;
            }
            if let Some(folder) = line.strip_prefix("cd ") {
                self.folder = self.folder.join(folder).canonicalize().unwrap();
                continue;
            }
            if let Some(output) = &printed {
                assert!(output.status.success(), "before `{line}`: {output:?}");
            }
            let remote = self.room.path().join("remote.git");
            let line = line.replace(REMOTE, &remote.display().to_string());
            printed = Some(self.types(&line));
        }
        printed
    }
}

fn lines(text: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(text);
    let lines = text.trim_end().lines();
    lines.map(|line| line.trim_end().to_owned()).collect()
}

#[test]
fn every_command_of_the_documents_does_what_they_say() {
    let documents = all();
    let run: usize = std::thread::scope(|scope| {
        let readers: Vec<_> = documents
            .iter()
            .map(|document| scope.spawn(|| read_and_follow(document)))
            .collect();
        let runs = readers
            .into_iter()
            .map(|reader| reader.join().expect("the document can be followed"));
        runs.sum()
    });
    assert!(run > 15, "only {run} blocks of commands were found");
}

/// Does all that a document says, from its first line to its last; returns how many blocks of
/// commands that were.
fn read_and_follow(document: &Document) -> usize {
    let blocks = document.blocks();
    let commands = blocks.iter().filter(|block| block.language == "sh").count();
    if commands == 0 {
        return 0;
    }
    let mut reader = Reader::new();
    reader.begin(document, &blocks);
    let mut before: Option<Output> = None;
    for (index, block) in blocks.iter().enumerate() {
        let shown = blocks
            .get(index + 1)
            .filter(|next| next.follows && next.language == "text");
        if block.language == "sh" {
            before = reader.follow(block);
            let fails = shown.is_some_and(|shown| shown.text.starts_with("error"));
            if let Some(output) = &before {
                let place = format!("{}: {}", document.path, block.text);
                assert_eq!(output.status.success(), !fails, "{place}{output:?}");
            }
        } else if block.language == "text" && block.follows {
            if let Some(output) = before.take() {
                let text = if output.status.success() {
                    &output.stdout
                } else {
                    &output.stderr
                };
                assert_eq!(
                    lines(block.text.as_bytes()),
                    lines(text),
                    "{}",
                    document.path
                );
            }
        } else if let Some(path) = block.path() {
            let files = BTreeMap::from([(path.to_owned(), block.text.clone())]);
            write(&reader.folder, &files);
        }
    }
    commands
}

#[test]
fn every_command_stands_in_a_fence() {
    for document in all() {
        for line in document.prose() {
            let is_command = ["briefbook ", "cargo ", "git ", "npm "]
                .iter()
                .any(|program| {
                    line.strip_prefix("    ")
                        .is_some_and(|line| line.starts_with(program))
                });
            assert!(!is_command, "{}: {line}", document.path);
        }
        for block in document.blocks() {
            let known = [
                "sh", "text", "yaml", "markdown", "html", "css", "csv", "bibtex",
            ];
            assert!(
                known.contains(&block.language.as_str()),
                "{}: `{}`",
                document.path,
                block.language
            );
        }
    }
}

#[test]
fn every_exception_is_needed() {
    let commands: Vec<String> = all()
        .iter()
        .flat_map(Document::blocks)
        .filter(|block| block.language == "sh")
        .flat_map(|block| block.text.lines().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    for (start, _) in NOT_RUN {
        assert!(
            commands.iter().any(|line| line.starts_with(start)),
            "{start}"
        );
    }
}

/// Returns the faults that a file has in the site of the examples, save that it lacks something.
fn faults(path: &str, text: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let mut files = examples();
    files.insert(path.to_owned(), text.to_owned());
    write(folder.path(), &files);
    let options = Options {
        drafts: Drafts::Include,
        ..Options::new(folder.path().to_owned())
    };
    let prepared = pipeline::prepare(&options).unwrap();
    let texts = &prepared.inputs.texts;
    let found = prepared.diagnostics.sorted(texts).into_iter();
    let found = found.filter(|found| found.code != Code::MissingField);
    let found = found.filter(|found| texts.get(found.span.text).path == path);
    found.map(|found| found.message.clone()).collect()
}

/// Returns the snippets of a document that are no whole file.
fn snippets(path: &str) -> Vec<String> {
    let blocks = read(path).blocks().into_iter();
    let blocks = blocks.filter(|block| block.language == "yaml" && block.path().is_none());
    blocks.map(|block| block.text).collect()
}

#[test]
fn the_snippets_about_kinds_are_parts_of_kind_files() {
    let snippets = snippets("docs/kinds.md");
    assert!(snippets.len() > 3);
    for snippet in snippets {
        if let Some((setting, _)) = snippet.split_once(": ")
            && snippet.lines().count() == 1
        {
            // A setting that speaks of fields stands in the kind that has them.
            let talk = fs::read_to_string(root().join("templates/kinds/talk.yaml")).unwrap();
            let others = talk.lines().filter(|line| !line.starts_with(setting));
            let kind: Vec<&str> = snippet.lines().chain(others).collect();
            let found = faults("templates/kinds/talk.yaml", &kind.join("\n"));
            assert!(found.is_empty(), "{snippet}{found:?}");
            continue;
        }
        let fields = if snippet.starts_with("fields:\n") {
            snippet.clone()
        } else {
            let indented = snippet.lines().map(|line| format!("  {line}\n"));
            format!("fields:\n{}", indented.collect::<String>())
        };
        let kind = format!("label: Try\nplural: Tries\nfolder: tries\n{fields}");
        let found = faults("templates/kinds/try.yaml", &kind);
        assert!(found.is_empty(), "{snippet}{found:?}");
    }
}

#[test]
fn all_other_snippets_are_settings_or_parts_of_the_workflow() {
    let workflow = fs::read_to_string(root().join("src/scaffold/pages.yml")).unwrap();
    for document in all() {
        if ["docs/kinds.md", "docs/content.md"].contains(&document.path.as_str()) {
            continue;
        }
        for snippet in snippets(&document.path) {
            if snippet.starts_with("claims:\n") {
                assert_fits_some_entry(&snippet);
                continue;
            }
            let found = faults("site.yaml", &format!("title: T\n{snippet}"));
            let names = snippet.lines().filter_map(|line| line.split_once(':'));
            let is_part = names
                .into_iter()
                .all(|(name, _)| workflow.contains(&format!("{name}:")));
            assert!(
                found.is_empty() || is_part,
                "{}: {snippet}{found:?}",
                document.path
            );
        }
    }
}

/// Where a snippet of front matter may stand: a kind's folder, and the list of groups around it.
const PLACES: &[(&str, &str)] = &[
    ("talks", ""),
    ("talks", "participants"),
    ("launches", "salvos"),
    ("systems", ""),
];

#[test]
fn the_snippets_about_content_are_facts_of_some_entry() {
    let snippets = snippets("docs/content.md");
    assert!(snippets.len() > 2);
    for snippet in snippets {
        assert_fits_some_entry(&snippet);
    }
}

/// Holds that front matter may stand in one of the places.
fn assert_fits_some_entry(snippet: &str) {
    for facts in alternatives(snippet) {
        let tried = PLACES.iter().map(|(folder, list)| {
            let facts = if list.is_empty() {
                facts.clone()
            } else {
                let item = facts.trim_end().replace('\n', "\n    ");
                format!("{list}:\n  - {item}\n")
            };
            // The words of a claim must stand in the text.
            let said = facts.lines().filter_map(|line| line.split_once("says: "));
            let said: Vec<&str> = said.map(|(_, words)| words).collect();
            let text = format!("---\ntitle: T\n{facts}---\n\n{}.\n", said.join(", "));
            faults(&format!("content/{folder}/2022-02-10-try.md"), &text)
        });
        let tried: Vec<Vec<String>> = tried.collect();
        assert!(tried.iter().any(Vec::is_empty), "{facts}{tried:?}");
    }
}

/// Parts a snippet where a name stands a second time, which shows another way to write the same.
fn alternatives(snippet: &str) -> Vec<String> {
    let mut parts: Vec<String> = vec![String::new()];
    let mut names: Vec<&str> = Vec::new();
    for line in snippet.lines() {
        let name = line.split(':').next().unwrap_or_default();
        if !line.starts_with([' ', '-']) {
            if names.contains(&name) {
                parts.push(String::new());
                names.clear();
            }
            names.push(name);
        }
        let part = parts.last_mut().expect("there is at least one");
        part.push_str(line);
        part.push('\n');
    }
    parts
}
