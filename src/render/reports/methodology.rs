//! How the record is kept, as far as the program itself decides it: the words of precision.
//!
//! The table is the one from which every date is worded, and its examples are worded by it.

use tera::Value;

use crate::render::view::{list, map};
use crate::when::VOCABULARY;

/// Makes the table of the words that say how well a date is known.
pub(super) fn words() -> Value {
    list(VOCABULARY.iter().map(|term| {
        map([
            ("words", term.words.into()),
            ("written", term.written.into()),
            ("example", term.example().into()),
            ("meaning", term.meaning.into()),
        ])
    }))
}
