//! The words of a document, each with how much it says of it.
//!
//! Where a word stands decides its weight, in eight levels: the whole of a name, half of it, a part of
//! it, the day, the summary, a fact, the text. The script of the page knows what each is worth.

use std::collections::BTreeMap;

use super::documents::Document;
use super::units::{Unit, units};

/// The level of a word that is a whole name.
const WHOLE: u8 = 7;
/// The level of a word of a longer title.
const TITLE: u8 = 4;
const DAY: u8 = 5;
const SUMMARY: u8 = 3;
const FACT: u8 = 2;
const TEXT: u8 = 0;

/// Words too common to be looked for outside of short names.
const COMMON: &str = " a an and are as at be been but by for from had has have in is it its not of on or that the their \
                      they this to was were which who with he ";

/// Gathers the words of a document with their levels.
pub(super) fn terms(document: &Document) -> BTreeMap<String, u8> {
    let mut terms = Terms::default();
    let names = document.names.iter().map(String::as_str);
    for name in std::iter::once(document.title.as_str()).chain(names) {
        // The title of a source says what it is about, as a summary does.
        if document.is_source {
            terms.text(name, SUMMARY);
        } else {
            terms.name(name);
        }
    }
    for (day, level) in document.days.iter().zip([DAY + 1, DAY, DAY]) {
        terms.add(day, level);
    }
    terms.text(&document.key, if document.is_source { FACT } else { TITLE });
    terms.text(&document.summary, SUMMARY);
    for fact in document.facts.iter().chain([&document.date]) {
        terms.text(fact, FACT);
    }
    for sentence in &document.sentences {
        terms.text(sentence, TEXT);
    }
    terms.levels
}

#[derive(Default)]
struct Terms {
    levels: BTreeMap<String, u8>,
}

impl Terms {
    /// Adds the words of a name: the fewer it has, the more each says.
    fn name(&mut self, name: &str) {
        let units = units(name);
        let level = match units.len() {
            1 => WHOLE,
            2 => WHOLE - 1,
            3 => WHOLE - 2,
            _ => TITLE,
        };
        for unit in &units {
            if units.len() > 3 && is_common(unit) {
                continue;
            }
            // The parts of a compound say as much as words of a name with so many more.
            if let Unit::Compound(whole, parts) = unit {
                self.add(whole, level);
                let level = level.saturating_sub(1).max(TITLE);
                for part in parts {
                    self.add(part, level);
                }
            } else if let Unit::Run(characters, pairs) = unit {
                // A single character is the whole of a name only where nothing stands beside it.
                let own = if pairs.is_empty() { level } else { TITLE };
                for character in characters {
                    self.add(character.encode_utf8(&mut [0; 4]), own);
                }
                for pair in pairs {
                    self.add(pair, level);
                }
            } else {
                unit.terms(|term| self.add(term, level));
            }
        }
    }

    /// Adds the words of a text; what it says twice, it says more clearly.
    fn text(&mut self, text: &str, level: u8) {
        for unit in units(text) {
            if !is_common(&unit) {
                unit.terms(|term| self.add(term, level));
            }
        }
    }

    fn add(&mut self, term: &str, level: u8) {
        if let Some(known) = self.levels.get_mut(term) {
            *known = (*known).max(level.max(TEXT + 1));
        } else {
            self.levels.insert(term.to_owned(), level);
        }
    }
}

fn is_common(unit: &Unit) -> bool {
    let Unit::Word(word) = unit else {
        return false;
    };
    // No longer word is among them, and most words are longer.
    word.len() <= 5 && COMMON.split(' ').any(|common| common == word)
}
