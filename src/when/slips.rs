//! What people write instead of EDTF, and what they would have to write.
//!
//! Comes in: a text that is not a date. Goes out: an error with the way out, or nothing, where no
//! slip is recognised. A suggestion is made only if it can itself be read; where a text has two
//! readings both are given, and none is preferred.

use chrono::{NaiveDate, Weekday};

use super::MONTHS;
use super::WhenError;
use super::read::{LONGEST, fault, read, shown};

/// Recognises what a person meant by a text that is not a date.
pub(super) fn explain(text: &str) -> Option<WhenError> {
    if text.len() > LONGEST {
        return None;
    }
    if let Some((days, help)) = week_as_days(text) {
        let error = fault(0, "weeks are not supported".to_owned(), help);
        return Some(WhenError {
            meant: days,
            ..error
        });
    }
    if let Some((first, second)) = either_order(text) {
        let message = format!("`{}` can be read in two ways", shown(text));
        let help = format!("write the year first: `{first}` or `{second}`");
        return Some(fault(0, message, help));
    }
    if let Some(meant) = rewritten(text) {
        let message = format!(
            "`{}` is not a date in the form that briefbook reads",
            shown(text)
        );
        let error = fault(0, message, format!("write `{meant}`"));
        return Some(WhenError {
            meant: Some(meant),
            ..error
        });
    }
    explain_time(text)
}

fn explain_time(text: &str) -> Option<WhenError> {
    let hour_length = text.find(|character: char| !character.is_ascii_digit())?;
    if (1..=2).contains(&hour_length) && text[hour_length..].starts_with(':') {
        let message = format!("`{}` is a time without a day", shown(text));
        return Some(fault(
            0,
            message,
            "write the day first, as `2022-01-30T07:52+09:00`",
        ));
    }
    let (day, time) = text.split_once('T')?;
    if day.contains(['/', '[', '.']) || time.contains('/') {
        let message = "a time of day can stand on a single day only".to_owned();
        let help = "write the time at which it began, as `2022-01-30T07:52+09:00`, or the first and last day without times";
        return Some(fault(day.len(), message, help));
    }
    if time.ends_with(['~', '?', '%']) || day.ends_with(['~', '?', '%']) {
        let message = "a time of day cannot be marked as about or probable".to_owned();
        let help = "leave out the mark, or the time: `2022-01-30~`";
        return Some(fault(day.len(), message, help));
    }
    let is_full_day = read(day).ok()?.certain_day().is_some();
    let help = "write the day as well, as `2022-01-30T07:52+09:00`";
    (!is_full_day).then(|| fault(0, "a time of day needs a full day".to_owned(), help))
}

/// Writes `2022-W05` by its first and last day, and says so.
fn week_as_days(text: &str) -> Option<(Option<String>, String)> {
    let (year, week) = text.split_once(['W', 'w'])?;
    let year = year.strip_suffix('-').unwrap_or(year);
    let week = week.get(..2).unwrap_or(week);
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(year) || !is_number(week) {
        return None;
    }
    let day = |weekday| NaiveDate::from_isoywd_opt(year.parse().ok()?, week.parse().ok()?, weekday);
    let days = day(Weekday::Mon).zip(day(Weekday::Sun));
    let days = days.map(|(first, last)| format!("{first}/{last}"));
    let shown = days.as_deref().unwrap_or("2022-01-31/2022-02-06");
    let help = format!("write the first and last day, as `{shown}`");
    Some((days, help))
}

/// Writes a date or an interval as EDTF if it is plain what was meant.
fn rewritten(text: &str) -> Option<String> {
    const BETWEEN: [&str; 5] = [" to ", " - ", " – ", "–", "—"];
    let interval = || {
        let (first, last) = BETWEEN
            .iter()
            .find_map(|between| text.split_once(between))?;
        Some(format!("{}/{}", marked_date(first)?, marked_date(last)?))
    };
    marked_date(text)
        .or_else(interval)
        .filter(|meant| read(meant).is_ok())
}

/// Writes a date as EDTF, with the mark for a word of doubt before it.
fn marked_date(text: &str) -> Option<String> {
    const DOUBT: [(&str, &str); 6] = [
        ("about ", "~"),
        ("around ", "~"),
        ("circa ", "~"),
        ("ca. ", "~"),
        ("c. ", "~"),
        ("probably ", "?"),
    ];
    let text = text.trim();
    let (date, mark) = DOUBT
        .iter()
        .find_map(|(word, mark)| Some((text.strip_prefix(word)?.trim(), *mark)))
        .unwrap_or((text, ""));
    [
        Some(date.to_owned()),
        date_in_words(date),
        date_in_numbers(date),
        decade(date),
        day_and_time(date),
        Some(date.to_ascii_uppercase().replace(' ', "")),
    ]
    .into_iter()
    .flatten()
    .map(|date| date + mark)
    .find(|meant| read(meant).is_ok())
}

/// Reads `10 February 2022`, `Feb. 10, 2022` and `February 2022`.
fn date_in_words(text: &str) -> Option<String> {
    let (mut year, mut month, mut day) = (None, None, None);
    let words = text.split(|character: char| character.is_whitespace() || ",.".contains(character));
    for word in words.filter(|word| !word.is_empty()) {
        let number = word.trim_end_matches(|character: char| character.is_ascii_alphabetic());
        let place = match number.len() {
            0 => &mut month,
            1 | 2 => &mut day,
            _ => &mut year,
        };
        let value = if number.is_empty() {
            month_number(word)
        } else {
            number.parse::<u32>().ok()
        };
        if place.replace(value?).is_some() {
            return None;
        }
    }
    let month = format!("{:04}-{:02}", year?, month?);
    Some(day.map_or(month.clone(), |day| format!("{month}-{day:02}")))
}

fn month_number(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let index = MONTHS
        .iter()
        .position(|month| word.len() >= 3 && month.to_lowercase().starts_with(&word))?;
    u32::try_from(index + 1).ok()
}

/// Reads `2022/02/10`, `10.02.2022`, `30/01/2022`, `2022-2-5`, `2022/02` and `20220210`.
fn date_in_numbers(text: &str) -> Option<String> {
    let eight_digits = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    if eight_digits {
        return Some(format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]));
    }
    let numbers = numbers_between(text)?;
    match numbers.as_slice() {
        [(4, year), (1 | 2, month)] | [(1 | 2, month), (4, year)] => {
            Some(format!("{year:04}-{month:02}"))
        }
        [(4, year), (1 | 2, month), (1 | 2, day)] | [(1 | 2, day), (1 | 2, month), (4, year)]
            if *month <= 12 =>
        {
            Some(format!("{year:04}-{month:02}-{day:02}"))
        }
        [(1 | 2, month), (1 | 2, day), (4, year)] => Some(format!("{year:04}-{month:02}-{day:02}")),
        _ => None,
    }
}

/// Returns both readings of `02/10/2022`; with full stops the day comes first everywhere.
fn either_order(text: &str) -> Option<(String, String)> {
    let numbers = numbers_between(text)?;
    let [(1 | 2, first @ 1..=12), (1 | 2, second @ 1..=12), (4, year)] = numbers.as_slice() else {
        return None;
    };
    let is_open = first != second && !text.contains('.');
    is_open.then(|| {
        (
            format!("{year:04}-{second:02}-{first:02}"),
            format!("{year:04}-{first:02}-{second:02}"),
        )
    })
}

/// Returns numbers with their written lengths, if nothing but one kind of separator parts them.
fn numbers_between(text: &str) -> Option<Vec<(usize, u32)>> {
    let separator = text.chars().find(|character| "/.-".contains(*character))?;
    let number = |part: &str| {
        let is_number = part.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| part.parse().ok().map(|value| (part.len(), value)))?
    };
    text.trim_end_matches('.')
        .split(separator)
        .map(str::trim)
        .map(number)
        .collect()
}

/// Reads `1990s`.
fn decade(text: &str) -> Option<String> {
    let years = text
        .strip_prefix("the ")
        .unwrap_or(text)
        .strip_suffix("0s")?;
    Some(format!("{years}X"))
}

/// Reads `2022-01-30 7:52 +09:00`.
fn day_and_time(text: &str) -> Option<String> {
    let (day, time) = text.split_once([' ', 'T', 't'])?;
    let time = time.trim().replace(' ', "").to_ascii_uppercase();
    let hour_length = time.find(':')?;
    let zero = if hour_length == 1 { "0" } else { "" };
    let day = date_in_numbers(day).unwrap_or_else(|| day.to_owned());
    Some(format!("{day}T{zero}{time}"))
}

#[cfg(test)]
mod tests {
    use crate::when::When;

    fn refused(text: &str) -> (String, String) {
        let error = When::parse(text).unwrap_err();
        (error.message, error.help.unwrap())
    }

    #[test]
    fn slips_get_the_date_that_was_meant() {
        for (text, meant) in [
            ("10 February 2022", "2022-02-10"),
            ("10 Feb. 2022", "2022-02-10"),
            ("February 10th, 2022", "2022-02-10"),
            ("Sept 2017", "2017-09"),
            ("2022/02/10", "2022-02-10"),
            ("2022/02", "2022-02"),
            ("10.02.2022", "2022-02-10"),
            ("10.2.2022", "2022-02-10"),
            ("30/01/2022", "2022-01-30"),
            ("01/30/2022", "2022-01-30"),
            ("2022-2-5", "2022-02-05"),
            ("20220210", "2022-02-10"),
            ("about 13 January 2022", "2022-01-13~"),
            ("probably 4 February 2022", "2022-02-04?"),
            ("c. 1990", "1990~"),
            ("the 1990s", "199X"),
            ("2022-02-09 to 2022-02-10", "2022-02-09/2022-02-10"),
            (
                "9 February 2022 – 10 February 2022",
                "2022-02-09/2022-02-10",
            ),
            ("2022-01-30 07:52", "2022-01-30T07:52"),
            ("2022-01-30T7:52 +09:00", "2022-01-30T07:52+09:00"),
            ("2022-01-30t07:52z", "2022-01-30T07:52Z"),
            ("[2022-02-09, 2022-02-10]", "[2022-02-09,2022-02-10]"),
        ] {
            let message = format!("`{text}` is not a date in the form that briefbook reads");
            assert_eq!(refused(text), (message, format!("write `{meant}`")));
        }
    }

    #[test]
    fn what_cannot_be_written_says_what_to_write_instead() {
        for (text, message, help) in [
            (
                "2022-W05",
                "weeks are not supported",
                "write the first and last day, as `2022-01-31/2022-02-06`",
            ),
            (
                "2022W53",
                "weeks are not supported",
                "write the first and last day, as `2022-01-31/2022-02-06`",
            ),
            (
                "02/10/2022",
                "`02/10/2022` can be read in two ways",
                "write the year first: `2022-10-02` or `2022-02-10`",
            ),
            (
                "07:52",
                "`07:52` is a time without a day",
                "write the day first, as `2022-01-30T07:52+09:00`",
            ),
            (
                "2022-01T07:52",
                "a time of day needs a full day",
                "write the day as well, as `2022-01-30T07:52+09:00`",
            ),
            (
                "2022-01-30T07:52/2022-01-30T08:10",
                "a time of day can stand on a single day only",
                "write the time at which it began, as `2022-01-30T07:52+09:00`, or the first and last day without times",
            ),
            (
                "2022-01-30T07:52~",
                "a time of day cannot be marked as about or probable",
                "leave out the mark, or the time: `2022-01-30~`",
            ),
        ] {
            assert_eq!(refused(text), (message.to_owned(), help.to_owned()));
        }
    }
}
