//! Values that are to be written as YAML, and how they look: the style of hand-written briefs.
//!
//! Lists of single values stand in brackets; small groups in braces on one line, longer ones with a
//! key a line.

use super::Written;
use super::scalar::{Form, Place, scalar};

/// A longer line than this is written as several, where groups make it up.
const LONGEST_LINE: usize = 100;

/// What is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tree {
    /// A single value.
    Scalar(Scalar),
    /// Several.
    List(Vec<Tree>),
    /// Values by key.
    Map {
        /// Keys and values, in the order in which they are written.
        entries: Vec<(String, Tree)>,
        /// Whether it stands on one line however long that is, as a value with its source does.
        in_line: bool,
    },
}

/// A single value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scalar {
    /// The text that is to be read back.
    pub text: String,
    /// How it may be taken.
    pub form: Form,
    /// Where it came from, as its caller knows it.
    pub mark: usize,
}

impl Tree {
    /// Tells whether it fits into brackets on one line: nothing in it but single values, lists of these,
    /// and at most one value with its source.
    fn is_flat(&self) -> bool {
        let single = |tree: &Self| matches!(tree, Self::Scalar(_));
        match self {
            Self::Scalar(_) => true,
            Self::List(items) => items.iter().all(single),
            Self::Map { entries, .. } => {
                let trees = || entries.iter().map(|(_, tree)| tree);
                let inner = trees().filter(|tree| matches!(tree, Self::Map { .. }));
                inner.count() <= 1
                    && trees().all(|tree| match tree {
                        Self::Scalar(_) => true,
                        Self::List(items) => items.iter().all(single),
                        Self::Map { in_line, .. } => *in_line,
                    })
            }
        }
    }

    /// Writes it within brackets or as a part of a line.
    #[must_use]
    pub(super) fn in_line(&self, place: Place) -> Written {
        let mut written = Written::default();
        match self {
            Self::Scalar(value) => {
                let text = scalar(&value.text, value.form, place);
                written.push_marked(&text, value.mark);
            }
            Self::List(items) => {
                written.push("[");
                for (item, number) in items.iter().zip(0..) {
                    written.push(if number == 0 { "" } else { ", " });
                    written.append(item.in_line(Place::Flow));
                }
                written.push("]");
            }
            Self::Map { entries, .. } => {
                written.push("{ ");
                for ((key, tree), number) in entries.iter().zip(0..) {
                    written.push(if number == 0 { "" } else { ", " });
                    written.push(&scalar(key, Form::Value, Place::Flow));
                    written.push(": ");
                    written.append(tree.in_line(Place::Flow));
                }
                written.push(" }");
            }
        }
        written
    }

    /// Returns it as a part of a line that already has some columns, if it should stand there.
    fn fits(&self, columns: usize) -> Option<Written> {
        match self {
            Self::Scalar(_) => return Some(self.in_line(Place::Block)),
            Self::List(_) => return self.is_flat().then(|| self.in_line(Place::Flow)),
            Self::Map { in_line: true, .. } => return Some(self.in_line(Place::Flow)),
            Self::Map { .. } if !self.is_flat() => return None,
            Self::Map { .. } => {}
        }
        let written = self.in_line(Place::Flow);
        let length = columns + written.text.chars().count();
        (length <= LONGEST_LINE).then_some(written)
    }

    /// Writes what follows a key and its colon, with the indentation of that key.
    #[must_use]
    pub(super) fn after_key(&self, key: &str, indent: usize) -> Written {
        let mut written = Written::default();
        if let Some(line) = self.fits(indent + key.len() + 2) {
            written.push(" ");
            written.append(line);
            return written;
        }
        match self {
            Self::Scalar(_) => {}
            Self::List(items) => {
                for item in items {
                    written.push("\n");
                    written.push(&" ".repeat(indent + 2));
                    written.append(item.as_item(indent + 2));
                }
            }
            Self::Map { entries, .. } => {
                for (key, tree) in entries {
                    written.push("\n");
                    written.push(&" ".repeat(indent + 2));
                    written.append(tree.with_key(key, indent + 2));
                }
            }
        }
        written
    }

    /// Writes it as an item of a list whose hyphens have an indentation.
    #[must_use]
    pub(super) fn as_item(&self, indent: usize) -> Written {
        let mut written = Written::default();
        written.push("- ");
        if let Some(line) = self.fits(indent + 2) {
            written.append(line);
            return written;
        }
        match self {
            Self::Scalar(_) | Self::List(_) => written.append(self.in_line(Place::Flow)),
            Self::Map { entries, .. } => {
                for ((key, tree), number) in entries.iter().zip(0..) {
                    if number > 0 {
                        written.push("\n");
                        written.push(&" ".repeat(indent + 2));
                    }
                    written.append(tree.with_key(key, indent + 2));
                }
            }
        }
        written
    }

    /// Writes it with its key.
    #[must_use]
    pub(super) fn with_key(&self, key: &str, indent: usize) -> Written {
        let mut written = Written::default();
        written.push(&scalar(key, Form::Value, Place::Block));
        written.push(":");
        written.append(self.after_key(key, indent));
        written
    }
}

/// Writes a whole entry: front matter, and a body with a mark below it if there is one.
#[must_use]
pub fn entry_text(fields: &[(String, Tree)], body: &str, mark: usize) -> Written {
    let mut written = Written::default();
    written.push("---\n");
    for (key, tree) in fields {
        written.append(tree.with_key(key, 0));
        written.push("\n");
    }
    written.push("---\n");
    let body = body.trim();
    if !body.is_empty() {
        written.push("\n");
        written.push_marked(body, mark);
        written.push("\n");
    }
    written
}
