//! The days, months and years that words of time mean, seen from a certain day.
//!
//! Calendar arithmetic only: a day is a day of the entry's own calendar and never passes through an
//! instant.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::phrases::{Meaning, Turn};
use super::sentence::WEEKDAYS;
use crate::when::{MONTHS, When};

/// Says what a phrase means, seen from the day of an event; `None` where that cannot be said.
pub(super) fn reckon(meaning: Meaning, when: &When) -> Option<Reckoned> {
    let day = || when.certain_day();
    match meaning {
        Meaning::Day(offset) => Some(Reckoned::One(day_words(later(day()?, offset)?))),
        Meaning::Week(offset) => {
            let day = later(day()?, offset * 7)?;
            let monday = later(day, -i64::from(day.weekday().num_days_from_monday()))?;
            Some(Reckoned::One(format!(
                "the week from {}",
                day_words(monday)
            )))
        }
        Meaning::Month(offset) => {
            let (year, month) = when.month()?;
            let number = year * 12 + i32::try_from(month).ok()? - 1 + offset;
            Some(Reckoned::One(month_words(number)))
        }
        Meaning::Year(offset) => Some(Reckoned::One((when.year()? + offset).to_string())),
        Meaning::Weekday(weekday, turn) => weekdays(day()?, weekday, turn),
        Meaning::NamedMonth(month, turn) => named_months(when.month()?, month, turn),
        Meaning::Vague => None,
    }
}

/// The time that a phrase means.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Reckoned {
    /// One only.
    One(String),
    /// One of two, as people understand the phrase in two ways.
    Either(String, String),
}

fn later(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    let number = Days::new(days.unsigned_abs());
    if days < 0 {
        day.checked_sub_days(number)
    } else {
        day.checked_add_days(number)
    }
}

/// Returns the days that a day of the week may mean: counted from the day itself, and by the week.
fn weekdays(day: NaiveDate, weekday: Weekday, turn: Turn) -> Option<Reckoned> {
    let ahead = i64::from(weekday.days_since(day.weekday()));
    let monday = later(day, -i64::from(day.weekday().num_days_from_monday()))?;
    let in_week = |weeks: i64| {
        later(
            monday,
            weeks * 7 + i64::from(weekday.num_days_from_monday()),
        )
    };
    let (one, other) = match turn {
        // In a report, a bare day is the one just past more often than the one to come.
        Turn::Any if ahead == 0 => (Some(day), Some(day)),
        Turn::Any => (later(day, ahead - 7), later(day, ahead)),
        Turn::This => (later(day, ahead), in_week(0)),
        Turn::Last => (
            later(day, if ahead == 0 { -7 } else { ahead - 7 }),
            in_week(-1),
        ),
        Turn::Next => (later(day, if ahead == 0 { 7 } else { ahead }), in_week(1)),
    };
    Some(either(one.map(day_words)?, other.map(day_words)?))
}

fn named_months(now: (i32, u32), month: u32, turn: Turn) -> Option<Reckoned> {
    let (year, this) = now;
    let in_year = |year: i32| Some(year * 12 + i32::try_from(month).ok()? - 1);
    let before = if month < this { year } else { year - 1 };
    let after = if month > this { year } else { year + 1 };
    let (one, other) = match turn {
        Turn::Any | Turn::This => (in_year(year)?, in_year(year)?),
        Turn::Last => (in_year(before)?, in_year(year - 1)?),
        Turn::Next => (in_year(after)?, in_year(year + 1)?),
    };
    Some(either(month_words(one), month_words(other)))
}

fn either(one: String, other: String) -> Reckoned {
    if one == other {
        Reckoned::One(one)
    } else {
        Reckoned::Either(one, other)
    }
}

/// Writes a day as `Friday, 4 February 2022`.
pub(super) fn day_words(day: NaiveDate) -> String {
    let weekday = WEEKDAYS[day.weekday().num_days_from_monday() as usize];
    let month = MONTHS[day.month0() as usize];
    format!("{weekday}, {} {month} {}", day.day(), day.year())
}

/// Writes a month, given as the months since the year 0.
fn month_words(number: i32) -> String {
    let month = usize::try_from(number.rem_euclid(12)).unwrap_or_default();
    format!("{} {}", MONTHS[month], number.div_euclid(12))
}
