//! Dates in running text, in the forms in which English, Japanese and Korean write them.
//!
//! In: folded letters and a place among them. Out: the date that begins there, and where it ends. A day
//! is found by itself, by its month and by its year, whichever way it is written.

use crate::when::MONTHS;

use super::units::is_word;

/// The day or month that a text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) year: u32,
    pub(super) month: u32,
    pub(super) day: Option<u32>,
    /// The place after its last letter.
    pub(super) end: usize,
}

/// The words of a date, from the one that says most.
pub(super) fn levels(year: u32, month: u32, day: Option<u32>) -> Vec<String> {
    let mut levels = Vec::with_capacity(3);
    levels.extend(day.map(|day| format!("{year:04}-{month:02}-{day:02}")));
    levels.push(format!("{year:04}-{month:02}"));
    levels.push(format!("{year:04}"));
    levels
}

/// Finds the date that begins at a place.
pub(super) fn date_at(text: &[char], start: usize) -> Option<Found> {
    let first = *text.get(start)?;
    if first.is_ascii_digit() {
        iso(text, start)
            .or_else(|| year_first(text, start))
            .or_else(|| day_first(text, start))
    } else if first.is_ascii_lowercase() {
        month_first(text, start)
    } else {
        None
    }
}

/// `2022-02-10`, `2022-02`.
fn iso(text: &[char], start: usize) -> Option<Found> {
    let (year, at) = number(text, start, 4, 4)?;
    let (month, at) = number(text, after(text, at, &['-'])?, 2, 2)?;
    let day = after(text, at, &['-'])
        .and_then(|at| number(text, at, 2, 2))
        .filter(|(day, end)| is_day(*day) && !is_word_at(text, *end));
    let (day, end) = day.map_or((None, at), |(day, end)| (Some(day), end));
    found(year, month, day, end).filter(|found| !is_word_at(text, found.end))
}

/// `2022年2月10日`, `2022년 2월`.
fn year_first(text: &[char], start: usize) -> Option<Found> {
    let (year, at) = number(text, start, 4, 4)?;
    let at = after(text, at, &['年', '년'])?;
    let (month, at) = number(text, blanks(text, at), 1, 2)?;
    let at = after(text, at, &['月', '월'])?;
    let day = number(text, blanks(text, at), 1, 2)
        .and_then(|(day, end)| Some((day, after(text, end, &['日', '일'])?)))
        .filter(|(day, _)| is_day(*day));
    let (day, end) = day.map_or((None, at), |(day, end)| (Some(day), end));
    found(year, month, day, end)
}

/// `10 February 2022`.
fn day_first(text: &[char], start: usize) -> Option<Found> {
    let (day, at) = number(text, start, 1, 2)?;
    let (month, at) = month_at(text, gap(text, at)?)?;
    let at = after(text, at, &[',']).unwrap_or(at);
    let (year, end) = number(text, gap(text, at)?, 4, 4)?;
    found(year, month, Some(day), end).filter(|found| is_day(day) && !is_word_at(text, found.end))
}

/// `February 10, 2022`, `February 2022`.
fn month_first(text: &[char], start: usize) -> Option<Found> {
    let (month, at) = month_at(text, start)?;
    let next = gap(text, at)?;
    let with_day = || {
        let (day, at) = number(text, next, 1, 2)?;
        let at = after(text, at, &[',']).unwrap_or(at);
        let (year, end) = number(text, gap(text, at)?, 4, 4)?;
        found(year, month, Some(day), end).filter(|_| is_day(day))
    };
    let without = || {
        let (year, end) = number(text, next, 4, 4)?;
        found(year, month, None, end)
    };
    with_day()
        .or_else(without)
        .filter(|found| !is_word_at(text, found.end))
}

fn found(year: u32, month: u32, day: Option<u32>, end: usize) -> Option<Found> {
    (1..=12).contains(&month).then_some(Found {
        year,
        month,
        day,
        end,
    })
}

fn is_day(day: u32) -> bool {
    (1..=31).contains(&day)
}

/// Reads a number of so many digits, not fewer and not more.
fn number(text: &[char], start: usize, least: usize, most: usize) -> Option<(u32, usize)> {
    let digits = text[start.min(text.len())..]
        .iter()
        .take_while(|letter| letter.is_ascii_digit())
        .count();
    if digits < least || digits > most {
        return None;
    }
    let end = start + digits;
    let value = text[start..end].iter().fold(0, |value, digit| {
        value * 10 + digit.to_digit(10).unwrap_or_default()
    });
    Some((value, end))
}

/// Reads a name of a month, whole or its first three letters (and `sept`), perhaps with a full stop.
fn month_at(text: &[char], start: usize) -> Option<(u32, usize)> {
    let length = text[start.min(text.len())..]
        .iter()
        .take_while(|letter| letter.is_ascii_lowercase())
        .count();
    let end = start + length;
    let word = text.get(start..end)?;
    let is_month = |name: &&str| {
        let letters = name
            .bytes()
            .map(|letter| char::from(letter.to_ascii_lowercase()));
        (length == name.len() || length == 3 || word == ['s', 'e', 'p', 't'])
            && word.iter().copied().eq(letters.take(length))
    };
    let month = MONTHS.iter().position(is_month)?;
    let month = u32::try_from(month).ok()? + 1;
    if is_word_at(text, end) {
        return None;
    }
    Some((month, after(text, end, &['.']).unwrap_or(end)))
}

/// Passes one of some letters.
fn after(text: &[char], at: usize, letters: &[char]) -> Option<usize> {
    text.get(at)
        .is_some_and(|letter| letters.contains(letter))
        .then_some(at + 1)
}

/// Passes blanks, if any.
fn blanks(text: &[char], at: usize) -> usize {
    let blanks = text[at.min(text.len())..]
        .iter()
        .take_while(|letter| **letter == ' ')
        .count();
    at + blanks
}

/// Passes at least one blank.
fn gap(text: &[char], at: usize) -> Option<usize> {
    let end = blanks(text, at);
    (end > at).then_some(end)
}

fn is_word_at(text: &[char], at: usize) -> bool {
    text.get(at).copied().is_some_and(is_word)
}
