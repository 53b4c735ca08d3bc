//! The claim that a statement calls for, filled in as far as its sentence and its entry tell.
//!
//! In: a phrase of a sentence. Out: one line of YAML to paste below `claims:`, and whether it can be
//! taken as it stands.

use super::sentence::{Word, month};
use super::statements::{Nouns, Phrase, States};
use crate::claims::numbers;
use crate::diagnostics::Mend;
use crate::model::Entry;
use crate::schema::Kind;

/// A claim to paste.
pub(super) struct Proposal {
    item: String,
    /// What is still to be filled in.
    lacks: Option<&'static str>,
}

impl Proposal {
    /// Says what to do.
    pub(super) fn help(&self) -> String {
        let then = match self.lacks {
            Some(lacks) => format!(" and {lacks}"),
            None => String::new(),
        };
        format!(
            "write below `claims:`{then}: `- {}`; or cite the source that says so",
            self.item
        )
    }

    /// Returns the change that writes it, where nothing is to be filled in.
    pub(super) fn mend(&self, entry: &Entry) -> Option<Mend> {
        self.lacks.is_none().then(|| Mend::Item {
            entry: entry.extent,
            key: "claims".to_owned(),
            item: self.item.clone(),
            after: Vec::new(),
        })
    }
}

/// Makes the claim for a phrase.
pub(super) fn claim(
    entry: &Entry,
    kind: &Kind,
    text: &str,
    words: &[Word],
    phrase: &Phrase,
    nouns: &Nouns,
) -> Proposal {
    let mut names = nouns.kinds.iter();
    let name = names.find(|(id, _)| *id == phrase.kind);
    let name = name.map_or(kind.name.as_str(), |(_, name)| name);
    let (end, within) = match phrase.states {
        States::Since => (phrase.words.end, None),
        _ => period(entry, words, phrase.words.end),
    };
    let within = within.map(|within| format!(", within: {within}"));
    let within = within.unwrap_or_default();
    // What is said of a day counts up to that day.
    let until = if entry.when.is_some() {
        ", until: this"
    } else {
        ""
    };
    let (end, asserts, lacks) = match phrase.states {
        States::Count(number) => {
            let set = format!("count: {{ kind: {name}{within}{until} }}, is: {number}");
            (end, set, None)
        }
        States::Only => (
            end,
            format!("count: {{ kind: {name}{within} }}, is: 1"),
            Some("say which under `where`"),
        ),
        States::Ordinal(number) => (
            end,
            format!("ordinal: {{ kind: {name}{within} }}, is: {number}"),
            entry.when.is_none().then_some("name the event under `of`"),
        ),
        States::Time(number) => (
            end,
            format!("ordinal: {{ kind: {name}{within} }}, is: {number}"),
            Some("say which under `where`"),
        ),
        States::Since => {
            let (end, since) = date(words, phrase.words.end + 1);
            let lacks = (since.is_none() || entry.when.is_none())
                .then_some("say since when, and of which event");
            let since = since.unwrap_or_else(|| "…".to_owned());
            let end = if lacks.is_none() {
                end
            } else {
                phrase.words.end
            };
            (
                end,
                format!("first_since: {since}, among: {{ kind: {name} }}"),
                lacks,
            )
        }
        States::Record => (
            end,
            format!("record: {{ field: …, is: max }}, among: {{ kind: {name} }}"),
            Some("name the field"),
        ),
    };
    let says = &text[words[phrase.words.start].place.start..words[end].place.end];
    Proposal {
        item: format!("{{ says: {}, {asserts} }}", plain(says)),
        lacks,
    }
}

/// Writes words as a value in YAML on one line.
fn plain(says: &str) -> String {
    let is_plain =
        |letter: char| letter.is_alphanumeric() || matches!(letter, ' ' | '’' | '.' | '-');
    if says.chars().all(is_plain) && !says.bytes().all(|byte| !byte.is_ascii_alphabetic()) {
        return says.to_owned();
    }
    format!("'{}'", says.replace('\'', "''"))
}

/// Finds the period that follows what is counted, and its last word.
fn period(entry: &Entry, words: &[Word], from: usize) -> (usize, Option<String>) {
    let text = |at: usize| words.get(at).map_or("", |word| word.text);
    for at in from..words.len().min(from + 6) {
        if words[at].stops {
            break;
        }
        match (text(at + 1), text(at + 2), text(at + 3)) {
            ("of" | "in", "the", period @ ("year" | "month")) => {
                return (at + 3, Some(period.to_owned()));
            }
            ("this", period @ ("year" | "month"), _) => return (at + 2, Some(period.to_owned())),
            ("in" | "of" | "during", name, _) => {
                let (end, found) = date(words, at + 2);
                if found.is_some() {
                    return (end, found);
                }
                if let Some(found) = month(name).and_then(|number| last(entry, number)) {
                    return (at + 2, Some(found));
                }
            }
            _ => {}
        }
    }
    (from, None)
}

/// Returns the last month of a name up to an event.
fn last(entry: &Entry, number: u32) -> Option<String> {
    let (year, own) = entry.when.as_ref()?.month()?;
    let year = if number > own { year - 1 } else { year };
    Some(format!("{year:04}-{number:02}"))
}

/// Reads a year, a month of a year or a day of a month of a year, and returns its last word.
fn date(words: &[Word], from: usize) -> (usize, Option<String>) {
    let text = |at: usize| words.get(at).map_or("", |word| word.text);
    let year = |at: usize| -> Option<u32> {
        let year = text(at).parse().ok()?;
        (1800..2200).contains(&year).then_some(year)
    };
    if let Some(year) = year(from) {
        return (from, Some(year.to_string()));
    }
    if let (Some(number), Some(year)) = (month(text(from)), year(from + 1)) {
        return (from + 1, Some(format!("{year}-{number:02}")));
    }
    let day = numbers(text(from));
    if let (Some(day), Some(number), Some(year)) =
        (day.first(), month(text(from + 1)), year(from + 2))
        && (1..=31).contains(&day.number)
    {
        return (
            from + 2,
            Some(format!("{year}-{number:02}-{:02}", day.number)),
        );
    }
    (from.saturating_sub(1), None)
}
