//! Files of a built site as the rules of `html.rs` want them: tags, ids, titles and lines.
//!
//! In: a folder. Out: the names of all its files, the tags of each HTML and SVG file, and the
//! addresses in each style sheet. Nothing is judged here. html5gum reads the tags; it is a
//! tokenizer, so the tree of a page is not known and not needed.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use html5gum::{DefaultEmitter, Token, Tokenizer};
use walkdir::WalkDir;

/// Everything that was read.
pub(crate) struct Site {
    /// The path of each file from the folder, with forward slashes.
    pub(crate) files: BTreeSet<String>,
    /// HTML and SVG files by path.
    pub(crate) pages: Vec<Page>,
    /// Style sheets by path.
    pub(crate) sheets: Vec<Sheet>,
}

/// One HTML or SVG file.
pub(crate) struct Page {
    /// The path from the folder.
    pub(crate) path: String,
    /// Whether it is an HTML document and not a drawing.
    pub(crate) is_document: bool,
    /// The start tags in order.
    pub(crate) tags: Vec<Tag>,
    /// The text of the title.
    pub(crate) title: String,
    /// Lines at which the tokenizer had to recover, with the standard's name of the fault.
    pub(crate) syntax_errors: Vec<(usize, String)>,
}

/// One start tag.
pub(crate) struct Tag {
    /// The element's name in lower case.
    pub(crate) name: String,
    /// Names and decoded values.
    pub(crate) attributes: Vec<(String, String)>,
    /// The text up to the next tag.
    pub(crate) text: String,
    /// The line, from 1.
    pub(crate) line: usize,
    /// The offset of the first byte.
    pub(crate) offset: usize,
}

/// One style sheet.
pub(crate) struct Sheet {
    /// The path from the folder.
    pub(crate) path: String,
    content: String,
}

impl Page {
    /// Returns each id with its line.
    pub(crate) fn ids(&self) -> impl Iterator<Item = (&str, usize)> {
        self.tags
            .iter()
            .filter_map(|tag| tag.value("id").map(|id| (id, tag.line)))
    }
}

impl Tag {
    /// Returns the value of an attribute.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(written, _)| written == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Tells whether an attribute has a value, in whatever case.
    pub(crate) fn has(&self, name: &str, value: &str) -> bool {
        self.value(name)
            .is_some_and(|written| written.eq_ignore_ascii_case(value))
    }

    /// Tells whether this is a `<meta http-equiv>` of the given name.
    pub(crate) fn is_meta(&self, name: &str) -> bool {
        self.name == "meta" && self.has("http-equiv", name)
    }

    /// Returns the words of `rel`.
    pub(crate) fn relations(&self) -> impl Iterator<Item = &str> {
        self.value("rel")
            .unwrap_or_default()
            .split_ascii_whitespace()
    }
}

impl Sheet {
    /// Returns what `url()` and `@import` name, with lines.
    pub(crate) fn addresses(&self) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        for (number, line) in self.content.lines().enumerate() {
            let named = line
                .split("url(")
                .skip(1)
                .map(|rest| rest.split(')').next());
            let imported = line.split("@import").skip(1).map(|rest| {
                let rest = rest.trim_start();
                let quote = rest
                    .chars()
                    .next()
                    .filter(|first| ['"', '\''].contains(first))?;
                rest[1..].split(quote).next()
            });
            for written in named.chain(imported).flatten() {
                let bare = written.trim().trim_matches(['"', '\'']);
                found.push((number + 1, bare.to_owned()));
            }
        }
        found
    }
}

/// Reads a built site.
pub(crate) fn read_site(folder: &Path) -> Site {
    let mut site = Site {
        files: BTreeSet::new(),
        pages: Vec::new(),
        sheets: Vec::new(),
    };
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.expect("the folder of a built site can be read");
        if !entry.file_type().is_file() {
            continue;
        }
        let relative = entry
            .path()
            .strip_prefix(folder)
            .expect("walkdir stays in its folder");
        let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
        let path = parts.join("/");
        let extension = relative.extension().unwrap_or_default();
        if extension == "html" || extension == "svg" {
            site.pages
                .push(read_page(path.clone(), &read_text(entry.path())));
        } else if extension == "css" {
            site.sheets.push(Sheet {
                path: path.clone(),
                content: read_text(entry.path()),
            });
        }
        site.files.insert(path);
    }
    site
}

/// Reads the tags of one file.
fn read_page(path: String, content: &str) -> Page {
    let line_starts: Vec<usize> = content
        .match_indices('\n')
        .map(|(offset, _)| offset)
        .collect();
    let line_at = |offset: usize| line_starts.partition_point(|start| *start < offset) + 1;
    let mut page = Page {
        is_document: path.ends_with("html"),
        path,
        tags: Vec::new(),
        title: String::new(),
        syntax_errors: Vec::new(),
    };
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    // Without this, the content of a script would be read as tags.
    emitter.naively_switch_states(true);
    let mut in_open_tag = false;
    for Ok(token) in Tokenizer::new_with_emitter(content, emitter) {
        match token {
            Token::StartTag(tag) => {
                let decoded = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                page.tags.push(Tag {
                    name: decoded(&tag.name),
                    attributes: tag
                        .attributes
                        .iter()
                        .map(|(name, value)| (decoded(name), decoded(&value.value)))
                        .collect(),
                    text: String::new(),
                    line: line_at(tag.span.start),
                    offset: tag.span.start,
                });
                in_open_tag = true;
            }
            Token::EndTag(_) => in_open_tag = false,
            Token::String(text) => {
                if let Some(tag) = page.tags.last_mut().filter(|_| in_open_tag) {
                    tag.text.push_str(&String::from_utf8_lossy(&text.value));
                }
            }
            Token::Error(error) => {
                page.syntax_errors
                    .push((line_at(error.span.start), error.value.to_string()));
            }
            Token::Comment(_) | Token::Doctype(_) => {}
        }
    }
    // A symbol of a drawing may have a title of its own; the document's comes first.
    let title = page.tags.iter().find(|tag| tag.name == "title");
    page.title = title.map(|tag| tag.text.clone()).unwrap_or_default();
    page
}

/// Reads a text file.
fn read_text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
