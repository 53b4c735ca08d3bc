//! By what long lists are parted: years, months and letters, and how their pages are called.
//!
//! In: an entry. Out: the name of the file and the words of the part that it belongs to. Nothing here
//! depends on how long a list is.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::rest::is_below;
use super::titles;
use crate::model::{Entry, preferred};
use crate::schema::{Kind, Role};
use crate::when::{MONTHS, When};

/// Stands in an address for a year or a month that is not known.
const NOT_KNOWN: &str = "unknown";
/// Stands in an address for what is no event, among events.
const UNDATED: &str = "undated";
/// Begins the names of parts by letter, so that none is the key of an entry.
const LETTERS: &str = "letters-";

/// The letters that share a page, first and last.
const BLOCKS: [(char, char); 8] = [
    ('a', 'c'),
    ('d', 'f'),
    ('g', 'i'),
    ('j', 'l'),
    ('m', 'o'),
    ('p', 'r'),
    ('s', 'u'),
    ('v', 'z'),
];

/// By what a list is parted.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    Year,
    Month,
    Block,
    Letter,
    /// Where the key says nothing more: so many to a page.
    Number,
}

impl Step {
    /// Returns the word for it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Month => "month",
            Self::Block | Self::Letter => "letter",
            Self::Number => "number",
        }
    }

    /// Returns what parts are parted by in turn.
    pub(super) fn next(self) -> Option<Self> {
        match self {
            Self::Year => Some(Self::Month),
            Self::Block => Some(Self::Letter),
            Self::Month | Self::Letter => Some(Self::Number),
            Self::Number => None,
        }
    }

    /// Returns what a part of a certain key is parted by in turn.
    pub(super) fn next_of(self, key: &PartKey) -> Option<Self> {
        if key.file == UNDATED {
            return Some(Self::Block);
        }
        self.next()
    }
}

/// What the entries of a part have in common.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PartKey {
    /// Where the part stands among others by letter; the others stay in the order of the list.
    pub(super) order: u32,
    /// The name of its file.
    pub(super) file: String,
    /// What it is called.
    pub(super) name: String,
}

impl PartKey {
    /// Returns the key of the part that an entry belongs to.
    pub(super) fn of(entry: &Entry, kind: &Kind, file: &str, step: Step) -> Self {
        let when = entry.when.as_ref();
        let (order, file, name) = match step {
            Step::Year if !kind.is_dated() => (1, UNDATED.to_owned(), "Without a date".to_owned()),
            Step::Year => when.and_then(When::year).map_or_else(
                || (0, format!("year-{NOT_KNOWN}"), "Year not known".to_owned()),
                |year| (0, year.to_string(), year.to_string()),
            ),
            Step::Month => when.and_then(When::month).map_or_else(
                || {
                    // In every list these come last.
                    let name = "Month not known".to_owned();
                    (1, format!("{file}-{NOT_KNOWN}"), name)
                },
                |(year, month)| {
                    let word = MONTHS[(month as usize).clamp(1, 12) - 1];
                    (0, format!("{year}-{month:02}"), format!("{word} {year}"))
                },
            ),
            Step::Block => block(first_letter(entry, kind)),
            Step::Letter => letter(first_letter(entry, kind)),
            Step::Number => (0, file.to_owned(), String::new()),
        };
        Self { order, file, name }
    }
}

/// Returns the words by which an entry stands in its list: a text that its kind declares for that,
/// else its name.
pub(super) fn sorted_by<'a>(entry: &'a Entry, kind: &Kind) -> Cow<'a, str> {
    let items = kind.roles.get(Role::Listed).map(|path| entry.values(path));
    let listed = items.and_then(|items| preferred(&items.first()?.value).words());
    listed.map_or_else(|| titles::sorted_by_name(entry, kind), Cow::Borrowed)
}

/// Returns the letter with which that begins, without an accent; none for a figure or a sign.
fn first_letter(entry: &Entry, kind: &Kind) -> Option<char> {
    let words = sorted_by(entry, kind);
    let first = words.chars().find(|letter| letter.is_alphanumeric())?;
    let letter = first
        .to_lowercase()
        .next()
        .filter(|letter| letter.is_alphabetic())?;
    let plain = letter.nfkd().next();
    plain.filter(char::is_ascii_alphabetic).or(Some(letter))
}

/// Returns the part of a letter and those beside it.
fn block(letter: Option<char>) -> (u32, String, String) {
    let Some(letter) = letter else {
        return figures();
    };
    let found = (1..).zip(BLOCKS).find(|(_, (_, last))| letter <= *last);
    found.filter(|_| letter.is_ascii()).map_or_else(
        || {
            (
                u32::MAX,
                format!("{LETTERS}other"),
                "Other scripts".to_owned(),
            )
        },
        |(order, (first, last))| {
            let name = format!("{} to {}", first.to_uppercase(), last.to_uppercase());
            (order, format!("{LETTERS}{first}-{last}"), name)
        },
    )
}

/// Returns the part of a letter alone.
fn letter(letter: Option<char>) -> (u32, String, String) {
    letter.map_or_else(figures, |letter| {
        let name = letter.to_uppercase().to_string();
        (u32::from(letter), format!("{LETTERS}{letter}"), name)
    })
}

fn figures() -> (u32, String, String) {
    (0, format!("{LETTERS}0-9"), "0 to 9".to_owned())
}

/// Tells whether an address may be that of a part, by the name of its file.
pub(super) fn is_made(address: &str) -> bool {
    let name = address.rsplit('/').next().unwrap_or(address);
    let name = name.strip_suffix(".html").unwrap_or(name);
    if is_by_letter(address) || name == UNDATED {
        return true;
    }
    let mut parts = name.strip_prefix("year-").unwrap_or(name).split('-');
    let figures = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    parts
        .by_ref()
        .take(3)
        .all(|part| figures(part) || part == NOT_KNOWN)
        && parts.next().is_none()
}

/// Tells whether an address may be that of a part by letter.
fn is_by_letter(address: &str) -> bool {
    let name = address.rsplit('/').next().unwrap_or(address);
    name.starts_with(LETTERS)
}

/// Returns the word for what makes a page that may be that of a part.
pub(super) fn made_of(address: &str) -> &'static str {
    if is_by_letter(address) || is_below(address) {
        "entry"
    } else {
        "event"
    }
}
