//! The documents of the repository as the tests of `manual.rs` want them: sections, tables, examples.
//!
//! An example is a fenced block whose first comment is a path, such as `# site.yaml`; in a brief the
//! comment stands on the line after the hyphens. Nothing is judged here.

#![allow(dead_code, reason = "each test crate needs a part of this")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The documents with examples, from the root of the repository.
pub(crate) const MANUAL: &[&str] = &[
    "README.md",
    "docs/content.md",
    "docs/kinds.md",
    "docs/templates.md",
];

/// A document.
pub(crate) struct Document {
    /// The path from the root of the repository.
    pub(crate) path: String,
    /// The whole text.
    pub(crate) text: String,
}

/// A fenced block.
pub(crate) struct Block {
    /// The word after the fence, such as `sh`.
    pub(crate) language: String,
    /// Whether nothing stands between it and the block before.
    pub(crate) follows: bool,
    /// The lines between the fences.
    pub(crate) text: String,
}

impl Block {
    /// Returns the path of the file that the block is, if its first remark names one.
    pub(crate) fn path(&self) -> Option<&str> {
        path_of(&self.text)
    }
}

/// Returns the folder of the repository.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Reads a document.
pub(crate) fn read(path: &str) -> Document {
    let text = fs::read_to_string(root().join(path)).expect("the document is there");
    Document {
        path: path.to_owned(),
        text: text.replace("\r\n", "\n"),
    }
}

impl Document {
    /// Returns the fenced blocks in order.
    pub(crate) fn blocks(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut open: Option<Block> = None;
        let mut follows = false;
        for line in self.text.lines() {
            match (open.as_mut(), line.strip_prefix("```")) {
                (None, Some(language)) => {
                    open = Some(Block {
                        language: language.to_owned(),
                        follows,
                        text: String::new(),
                    });
                }
                (Some(_), Some(_)) => {
                    blocks.extend(open.take());
                    follows = true;
                }
                (Some(block), None) => {
                    block.text.push_str(line);
                    block.text.push('\n');
                }
                (None, None) => follows &= line.is_empty(),
            }
        }
        assert!(open.is_none(), "{}: a fence is not closed", self.path);
        blocks
    }

    /// Returns the headings outside fenced blocks, with their level.
    pub(crate) fn headings(&self) -> Vec<(usize, &str)> {
        self.prose()
            .filter_map(|line| {
                let words = line.trim_start_matches('#');
                let level = line.len() - words.len();
                (level > 0 && words.starts_with(' ')).then(|| (level, words.trim()))
            })
            .collect()
    }

    /// Returns the lines outside fenced blocks.
    pub(crate) fn prose(&self) -> impl Iterator<Item = &str> {
        let mut fenced = false;
        self.text.lines().filter(move |line| {
            let fence = line.starts_with("```");
            fenced ^= fence;
            !fence && !fenced
        })
    }

    /// Returns the rows of the first table with these words in its first head cell, below a heading.
    pub(crate) fn table(&self, heading: &str, head: &str) -> Vec<Vec<String>> {
        let mut lines = self.prose().skip_while(|line| {
            let words = line.trim_start_matches('#');
            words.len() == line.len() || words.trim() != heading
        });
        let opening = format!("| {head} |");
        assert!(
            lines.any(|line| line.starts_with(&opening)),
            "{}: no table `{head}` below `{heading}`",
            self.path
        );
        lines
            .skip(1)
            .take_while(|line| line.starts_with('|'))
            .map(cells)
            .collect()
    }
}

fn cells(line: &str) -> Vec<String> {
    let inner = line.trim_matches('|').replace("\\|", "\u{0}");
    inner
        .split('|')
        .map(|cell| cell.trim().replace('\u{0}', "|"))
        .collect()
}

/// Returns the words in backticks.
pub(crate) fn in_backticks(cell: &str) -> Vec<String> {
    cell.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

/// Returns the words in backticks of the first cell of each row.
pub(crate) fn first_column(rows: &[Vec<String>]) -> Vec<String> {
    rows.iter().flat_map(|row| in_backticks(&row[0])).collect()
}

/// Returns the files that the examples of the manual are, by path.
pub(crate) fn examples() -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for name in MANUAL {
        for block in read(name).blocks() {
            let Some(path) = block.path() else {
                continue;
            };
            let known = files.insert(path.to_owned(), block.text.clone());
            let same = known.is_none_or(|known| known == block.text);
            assert!(same, "{name}: `{path}` is another file in another place");
        }
    }
    files
}

fn path_of(text: &str) -> Option<&str> {
    let mut lines = text.lines();
    let first = lines.next()?;
    let comment = if first == "---" { lines.next()? } else { first };
    let path = comment
        .strip_prefix("# ")
        .or_else(|| comment.strip_prefix("{# ")?.strip_suffix(" #}"))
        .or_else(|| comment.strip_prefix("/* ")?.strip_suffix(" */"))?;
    let is_path = path == "site.yaml"
        || ["content/", "templates/", "static/", "tables/"]
            .iter()
            .any(|folder| path.starts_with(folder));
    is_path.then_some(path)
}

/// Writes files below a folder.
pub(crate) fn write(folder: &Path, files: &BTreeMap<String, String>) {
    for (path, text) in files {
        let place = folder.join(path);
        let parent = place.parent().expect("a file lies in a folder");
        fs::create_dir_all(parent).expect("a folder can be made in a temporary folder");
        // A table has no remarks: its first line here only tells where it lies.
        let text = match text.split_once('\n') {
            Some((_, table)) if path.ends_with(".csv") => table,
            Some(_) | None => text,
        };
        fs::write(place, text).expect("a file can be written to a temporary folder");
    }
}
