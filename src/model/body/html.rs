//! The few things that writing HTML needs: escaping, and anchors that stay unique.
//!
//! Text and attribute values pass through here and nowhere else on their way into a body's HTML.

use std::collections::{BTreeMap, BTreeSet};

/// Appends words, with the characters that HTML would take for markup escaped.
pub fn push_text(out: &mut String, words: &str) {
    let mut rest = words;
    while let Some(at) = rest.find(['&', '<', '>', '"']) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
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
