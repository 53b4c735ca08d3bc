//! What a key, a value, a list of an entry is made of, as a mapping says it.

use super::templates::Text;
use crate::edit::Form;
use crate::text::Span;

/// The key of a value among those of what it rests on.
pub(super) const VALUE: &str = "value";
/// The key of who states a value.
pub(super) const BY: &str = "by";
/// The key of the sources that carry a value.
pub(super) const SOURCE: &str = "source";

/// What one key is made of.
#[derive(Debug)]
pub(super) struct Set {
    /// The key.
    pub(super) name: String,
    /// What is written there.
    pub(super) spec: Spec,
    /// Where the mapping says so.
    pub(super) span: Span,
}

/// What a value is made of.
#[derive(Debug)]
pub(super) enum Spec {
    /// A single value.
    One(One),
    /// A value with what it rests on.
    Fact { value: One, others: Vec<Set> },
    /// A mapping: the fields of a group, days by zone, a picture.
    Map(Vec<Set>),
    /// Several values.
    List(Vec<Spec>),
    /// A value for each part of a text.
    Each {
        each: Text,
        split: String,
        only: Option<String>,
        unless: Option<String>,
        item: Box<Spec>,
    },
}

/// A single value.
#[derive(Debug)]
pub(super) struct One {
    pub(super) text: Text,
    /// The list of words that tells what the text means.
    pub(super) table: Option<String>,
    pub(super) form: Form,
}

impl Spec {
    /// Returns the text of a single value that is the same in each entry.
    pub(super) fn constant(&self) -> Option<&str> {
        match self {
            Self::One(one) => one.text.constant(),
            Self::Fact { .. } | Self::Map(_) | Self::List(_) | Self::Each { .. } => None,
        }
    }

    /// Notes the columns that it names.
    pub(super) fn note_columns(&self, columns: &mut Vec<usize>) {
        let sets = |sets: &[Set], columns: &mut Vec<usize>| {
            for set in sets {
                set.spec.note_columns(columns);
            }
        };
        match self {
            Self::One(one) => columns.extend(&one.text.columns),
            Self::Fact { value, others } => {
                columns.extend(&value.text.columns);
                sets(others, columns);
            }
            Self::Map(entries) => sets(entries, columns),
            Self::List(items) => {
                for item in items {
                    item.note_columns(columns);
                }
            }
            Self::Each { each, item, .. } => {
                columns.extend(&each.columns);
                item.note_columns(columns);
            }
        }
    }
}
