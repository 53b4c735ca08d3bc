//! Changes of a text by spans: a value, a key, an item of a list, and nothing else.
//!
//! In: a text with YAML in it, the nodes that were read from it, and what is to stand there. Out: edits,
//! and the text after them. What no edit names stays as it is byte for byte: comments, the order of
//! keys, quotation marks, line ends, the body. Nothing here reads or writes a file.

use std::ops::Range;

use crate::diagnostics::Diagnostics;
use crate::model::front_matter;
use crate::text::{Span, TextId};
use crate::yaml::{self, Node, Yaml};

mod mends;
mod nodes;
mod scalar;
mod tree;

pub use mends::{Mending, entry_node};
pub use nodes::{Source, add_items, add_key, expand, node_end, remove_key, set_value};
pub use scalar::{Form, Place, scalar};
pub use tree::{Scalar, Tree, entry_text};

/// Words of ours, each part with a mark that tells the caller where it came from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// The words.
    pub text: String,
    /// The bytes of each value, with its mark.
    pub marks: Vec<(Range<usize>, usize)>,
}

impl Written {
    /// Adds words without a mark.
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds words with a mark.
    pub fn push_marked(&mut self, text: &str, mark: usize) {
        let start = self.text.len();
        self.text.push_str(text);
        self.marks.push((start..self.text.len(), mark));
    }

    /// Adds other words with their marks.
    pub fn append(&mut self, other: Self) {
        let start = self.text.len();
        self.text.push_str(&other.text);
        let moved = other.marks.into_iter();
        self.marks
            .extend(moved.map(|(range, mark)| (range.start + start..range.end + start, mark)));
    }

    /// Returns the mark of the bytes at an offset, or of the first after it.
    #[must_use]
    pub fn mark_at(&self, offset: usize) -> Option<usize> {
        let holding = self.marks.iter().find(|(range, _)| range.contains(&offset));
        let after = || {
            let later = self.marks.iter().filter(|(range, _)| range.start >= offset);
            later.min_by_key(|(range, _)| range.start)
        };
        holding.or_else(after).map(|(_, mark)| *mark)
    }
}

/// A span of a text and what is to stand in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The bytes replaced; an empty range inserts.
    pub range: Range<usize>,
    /// What stands there afterwards.
    pub new: Written,
}

/// Makes edits; those at one place in the order given. `None` if two of them overlap.
#[must_use]
pub fn apply(text: &str, mut edits: Vec<Edit>) -> Option<Written> {
    edits.sort_by_key(|edit| edit.range.start);
    let mut changed = Written::default();
    let mut at = 0;
    for edit in edits {
        changed.push(text.get(at..edit.range.start)?);
        at = edit.range.end;
        changed.append(edit.new);
    }
    changed.push(text.get(at..)?);
    Some(changed)
}

/// Reads the front matter of a brief, with places in its whole text; `None` if it is no mapping.
#[must_use]
pub fn front_of(content: &str, text: TextId) -> Option<Node> {
    let parts = front_matter::split(content).ok()?;
    let base = Span::new(text, parts.front.start, parts.front.end);
    read(&content[parts.front], base)
}

/// Reads YAML that holds a mapping and has no fault of form.
fn read(content: &str, base: Span) -> Option<Node> {
    let mut diagnostics = Diagnostics::default();
    let node = yaml::parse(content, base, &mut diagnostics)?;
    (!diagnostics.has_errors() && matches!(node.value, Yaml::Map(_))).then_some(node)
}

#[cfg(test)]
#[path = "tests/edits.rs"]
mod tests;
