//! What a diagnostic proposes to write, so exactly that a program can write it.
//!
//! In: a place and words. Out: plain data. Which bytes that changes, `edit` works out when somebody
//! asks, as most diagnostics are only read. A mend is given only where nothing else can be meant; what
//! a person has to decide stays words.

use super::near::sure_miss;
use crate::text::Span;

/// One change of one text. Those of a diagnostic belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mend {
    /// Other words in the place of some, which stand exactly once within a span.
    Words {
        /// Where they stand.
        span: Span,
        /// The words, as they are written in the file.
        old: String,
        /// What is to stand there.
        new: String,
    },
    /// Another single value in YAML, with the quotation marks of the one before it.
    Value {
        /// The place of the value.
        span: Span,
        /// What is to be read there.
        new: String,
    },
    /// Quotation marks around what YAML takes for brackets of its own.
    Quote {
        /// The place of the value.
        span: Span,
    },
    /// One more item at the end of a list of an entry, which is made if it is not there.
    Item {
        /// All that belongs to the entry, as `Entry::extent` has it.
        entry: Span,
        /// The key of the list.
        key: String,
        /// The item, as YAML on one line.
        item: String,
        /// The keys that a new list is to follow, if they are there.
        after: Vec<String>,
    },
    /// A key of a mapping taken out with its value, and with it a mapping that is left empty.
    Remove {
        /// The place of the key.
        key: Span,
    },
}

impl Mend {
    /// Puts other words in the place of some.
    #[must_use]
    pub fn words(span: Span, old: impl Into<String>, new: impl Into<String>) -> Self {
        Self::Words {
            span,
            old: old.into(),
            new: new.into(),
        }
    }

    /// Puts another single value in the place of one in YAML.
    #[must_use]
    pub fn value(span: Span, new: impl Into<String>) -> Self {
        let new = new.into();
        Self::Value { span, new }
    }

    /// Puts the one candidate that can be meant in the place of a word of a key or of running text.
    #[must_use]
    pub fn near<'a>(
        span: Span,
        written: &str,
        candidates: impl IntoIterator<Item = &'a str>,
    ) -> Option<Self> {
        let near = sure_miss(written, candidates)?;
        Some(Self::words(span, written, near))
    }

    /// Puts the one candidate that can be meant in the place of a value in YAML.
    #[must_use]
    pub fn near_value<'a>(
        span: Span,
        written: &str,
        candidates: impl IntoIterator<Item = &'a str>,
    ) -> Option<Self> {
        let near = sure_miss(written, candidates)?;
        Some(Self::value(span, near))
    }
}

/// What stands in the place of some bytes after a mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// The bytes replaced; an empty span inserts.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}
