//! The words of a sentence, those among them that name days, months and numbers, and the dates that
//! they make.
//!
//! In: plain words. A date is one that means the same at any time: a day of a month, a month of a year,
//! or a year.

use std::ops::Range;

use chrono::Weekday;

use crate::claims::number;
use crate::when::MONTHS;

/// A word of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word<'a> {
    /// The word, without the ending of a possessive.
    pub(super) text: &'a str,
    /// Where it stands, with that ending.
    pub(super) place: Range<usize>,
    /// Whether the words after it are no part of the same phrase: a comma, a bracket or a possessive.
    pub(super) stops: bool,
}

/// The days of the week in full.
pub(super) const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// Words that stand for a number, one or unknown.
const AMOUNTS: &[&str] = &["a", "few", "several", "couple", "some"];

/// Returns the words of a sentence.
pub(super) fn words<'a>(text: &'a str, sentence: &Range<usize>) -> Vec<Word<'a>> {
    let is_inner =
        |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '\'' | '’' | '.');
    let is_sign = |letter: char| !letter.is_alphanumeric();
    let mut words = Vec::new();
    let mut from = sentence.start;
    for piece in text[sentence.clone()].split_inclusive(|letter| !is_inner(letter)) {
        let inner = piece.trim_matches(is_sign);
        let start = from + piece.len() - piece.trim_start_matches(is_sign).len();
        from += piece.len();
        if inner.is_empty() {
            continue;
        }
        let place = start..start + inner.len();
        let after = text[place.end..sentence.end].chars().next();
        let possessive = ["'s", "’s"];
        let stem = possessive.iter().find_map(|it| inner.strip_suffix(it));
        words.push(Word {
            text: stem.unwrap_or(inner),
            stops: stem.is_some() || after.is_some_and(|letter| !letter.is_whitespace()),
            place,
        });
    }
    words
}

/// Abbreviations of months, as they stand beside a day or year.
const SHORT_MONTHS: &[&str] = &[
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec",
];

/// Words after a number that make it an amount.
const MEASURES: &[&str] = &[
    "km",
    "kilometres",
    "kilometers",
    "m",
    "metres",
    "meters",
    "feet",
    "miles",
    "nautical",
    "tonnes",
    "tons",
    "kg",
    "people",
    "troops",
    "soldiers",
    "personnel",
    "missiles",
    "rounds",
    "yen",
    "won",
    "dollars",
    "hours",
    "UTC",
    "GMT",
    "KST",
    "JST",
    "local",
];

/// Tells whether a sentence holds a date that means the same at any time: a day of a month, a month of
/// a year, or a year.
pub(super) fn has_date(words: &[Word]) -> bool {
    (0..words.len()).any(|index| {
        is_iso_day(words[index].text) || is_year(words, index) || is_month_of_day(words, index)
    })
}

fn is_iso_day(word: &str) -> bool {
    let parts: Vec<&str> = word.split('-').collect();
    let digits =
        |part: &str, length| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts.as_slice() {
        [year, month] => digits(year, 4) && digits(month, 2),
        [year, month, day] => digits(year, 4) && digits(month, 2) && digits(day, 2),
        _ => false,
    }
}

fn is_year(words: &[Word], index: usize) -> bool {
    let in_range = |digits: &str| {
        digits.len() == 4
            && digits
                .parse()
                .is_ok_and(|year: u32| (1800..2200).contains(&year))
    };
    // "mid-2022", "2015-18", "2010s"
    let plain = words[index].text.trim_end_matches('s');
    if !plain.split('-').any(in_range) {
        return false;
    }
    let after = words.get(index + 1).filter(|_| !words[index].stops);
    !after.is_some_and(|after| MEASURES.contains(&after.text))
}

fn is_month_of_day(words: &[Word], index: usize) -> bool {
    let word = words[index].text;
    if month(word).is_none() && !SHORT_MONTHS.contains(&word) {
        return false;
    }
    let text = |index: usize| words.get(index).map_or("", |word| word.text);
    let before = |steps| index.checked_sub(steps).map_or("", text);
    let before = match before(1) {
        "of" => before(2),
        other => other,
    };
    is_day(before) || is_day(text(index + 1))
}

/// Tells whether a word is a day of a month or two of them: `30`, `30th`, `9-11`.
fn is_day(word: &str) -> bool {
    let digits = word.trim_end_matches(|letter: char| letter.is_ascii_lowercase());
    let is_one =
        |day: &str| day.len() <= 2 && day.parse().is_ok_and(|day: u32| (1..=31).contains(&day));
    digits.split('-').count() <= 2 && digits.split('-').all(is_one)
}

/// Tells whether a word is a number, or stands for one.
pub(super) fn is_number(word: &str) -> bool {
    matches!(number(word), Some((_, false)))
        || AMOUNTS
            .iter()
            .any(|amount| word.eq_ignore_ascii_case(amount))
}

/// Reads a day of the week.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    // Most words are no day: its ending tells.
    if !word.ends_with("day") {
        return None;
    }
    let index = WEEKDAYS.iter().position(|day| *day == word)?;
    Weekday::try_from(u8::try_from(index).ok()?).ok()
}

/// Reads a month in full, counted from 1.
pub(super) fn month(word: &str) -> Option<u32> {
    let index = MONTHS.iter().position(|month| *month == word)?;
    u32::try_from(index + 1).ok()
}
