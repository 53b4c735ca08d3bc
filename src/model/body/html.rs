//! The few things that writing HTML needs: escaping, and anchors that stay unique.
//!
//! Text and attribute values pass through here and nowhere else on their way into a body's HTML.

use std::collections::{BTreeMap, BTreeSet};

use crate::text::is_forbidden;

/// Appends words, with the characters that HTML would take for markup escaped.
pub fn push_text(out: &mut String, words: &str) {
    let mut written = 0;
    for (at, letter) in words.char_indices() {
        let instead = match letter {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            // An entity in an address or after a fence may stand for one of these.
            control if is_forbidden(control) => "\u{fffd}",
            _ => continue,
        };
        out.push_str(&words[written..at]);
        out.push_str(instead);
        written = at + letter.len_utf8();
    }
    out.push_str(&words[written..]);
}

/// Hands out anchors, each once.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    taken: BTreeSet<String>,
    last_number: BTreeMap<String, usize>,
}

impl Anchors {
    /// Returns `wanted`, or `wanted-2` and so on where that is taken.
    pub(super) fn claim(&mut self, wanted: &str) -> String {
        if self.taken.insert(wanted.to_owned()) {
            return wanted.to_owned();
        }
        let number = self.last_number.entry(wanted.to_owned()).or_insert(1);
        loop {
            *number += 1;
            let numbered = format!("{wanted}-{number}");
            if self.taken.insert(numbered.clone()) {
                return numbered;
            }
        }
    }
}
