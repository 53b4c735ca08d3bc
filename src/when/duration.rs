//! Lengths of time, kept in the units in which a source gave them.
//!
//! `152 min 17 s` stays minutes and seconds: two sources that say 90 seconds and a minute and a
//! half are equal in seconds, yet each is shown as it was written. Nothing here is approximate;
//! a day counts 24 hours.

use super::WhenError;
use super::read::{fault, shown};
use crate::figures::grouped;

/// A length of time in the units in which it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duration {
    /// Numbers with their units, from the largest unit to the smallest.
    parts: Vec<(u32, Unit)>,
}

/// A unit of time, the largest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Unit {
    Days,
    Hours,
    Minutes,
    Seconds,
}

/// Reads a duration such as `30 min`, `1 h 15 min`, `90 s` or `3 days`.
///
/// # Errors
///
/// The error says what is wrong and which units there are.
pub fn parse_duration(text: &str) -> Result<Duration, WhenError> {
    let fail = |offset, message: String| {
        let help = "write whole numbers with `days`, `h`, `min` or `s`, the largest unit first, as `1 h 15 min`";
        fault(offset, message, help)
    };
    let mut parts: Vec<(u32, Unit)> = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let offset = text.len() - rest.len();
        let (digits, after) = split_where(rest, |character| !character.is_ascii_digit());
        let (name, after) = split_where(after.trim_start(), |character| !character.is_alphabetic());
        let Ok(number) = digits.parse::<u32>() else {
            let message = format!("`{}` is not a duration", shown(text));
            return Err(fail(offset, message));
        };
        let unit = match name {
            "d" | "day" | "days" => Unit::Days,
            "h" | "hour" | "hours" => Unit::Hours,
            "min" | "minute" | "minutes" => Unit::Minutes,
            "s" | "sec" | "second" | "seconds" => Unit::Seconds,
            "" => return Err(fail(offset, format!("`{digits}` has no unit of time"))),
            _ => {
                return Err(fail(
                    offset,
                    format!("unknown unit of time `{}`", shown(name)),
                ));
            }
        };
        if parts.last().is_some_and(|(_, larger)| *larger >= unit) {
            return Err(fail(offset, format!("`{}` is out of order", shown(rest))));
        }
        parts.push((number, unit));
        rest = after.trim_start();
    }
    let duration = Duration { parts };
    if duration.seconds() == 0 {
        let message = format!("`{}` is no length of time", shown(text));
        return Err(fail(0, message));
    }
    Ok(duration)
}

impl Duration {
    /// Returns the length in seconds; a day counts 24 hours.
    #[must_use]
    pub fn seconds(&self) -> u64 {
        let in_seconds = |unit| match unit {
            Unit::Days => 86_400,
            Unit::Hours => 3_600,
            Unit::Minutes => 60,
            Unit::Seconds => 1,
        };
        self.parts
            .iter()
            .map(|(number, unit)| u64::from(*number) * in_seconds(*unit))
            .sum()
    }

    /// Returns the duration in words, in the units as written: `1 hour 15 minutes`.
    #[must_use]
    pub fn words(&self) -> String {
        let part = |(number, unit): &(u32, Unit)| {
            let name = match unit {
                Unit::Days => "day",
                Unit::Hours => "hour",
                Unit::Minutes => "minute",
                Unit::Seconds => "second",
            };
            let plural = if *number == 1 { "" } else { "s" };
            format!("{} {name}{plural}", grouped(&number.to_string()))
        };
        self.parts.iter().map(part).collect::<Vec<_>>().join(" ")
    }

    /// Returns the duration in ISO 8601: `PT1H15M`.
    #[must_use]
    pub fn iso(&self) -> String {
        let figure = |(number, unit): &(u32, Unit)| match unit {
            Unit::Days => format!("{number}D"),
            Unit::Hours => format!("{number}H"),
            Unit::Minutes => format!("{number}M"),
            Unit::Seconds => format!("{number}S"),
        };
        let days_end = self.parts.partition_point(|(_, unit)| *unit == Unit::Days);
        let (days, times) = self.parts.split_at(days_end);
        let figures = |parts: &[(u32, Unit)]| parts.iter().map(figure).collect::<Vec<_>>().concat();
        let (days, times) = (figures(days), figures(times));
        let mark = if times.is_empty() { "" } else { "T" };
        format!("P{days}{mark}{times}")
    }
}

fn split_where(text: &str, end: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(end).unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_keep_their_units() {
        for (text, seconds, words, iso) in [
            ("30 min", 1_800, "30 minutes", "PT30M"),
            ("30min", 1_800, "30 minutes", "PT30M"),
            ("1 h 15 min", 4_500, "1 hour 15 minutes", "PT1H15M"),
            ("2 h", 7_200, "2 hours", "PT2H"),
            ("9137 s", 9_137, "9,137 seconds", "PT9137S"),
            ("1 s", 1, "1 second", "PT1S"),
            ("90 s", 90, "90 seconds", "PT90S"),
            ("3 days", 259_200, "3 days", "P3D"),
            ("1 day 2 h", 93_600, "1 day 2 hours", "P1DT2H"),
            ("152 min 17 s", 9_137, "152 minutes 17 seconds", "PT152M17S"),
        ] {
            let duration = parse_duration(text).unwrap();
            assert_eq!(
                (
                    duration.seconds(),
                    duration.words().as_str(),
                    duration.iso().as_str()
                ),
                (seconds, words, iso)
            );
        }
    }

    #[test]
    fn faults_point_at_the_part_that_is_wrong() {
        for (text, offset, message) in [
            ("", 0, "`` is no length of time"),
            ("0 min", 0, "`0 min` is no length of time"),
            ("half an hour", 0, "`half an hour` is not a duration"),
            ("PT30M", 0, "`PT30M` is not a duration"),
            ("-5 min", 0, "`-5 min` is not a duration"),
            ("1.5 h", 0, "`1` has no unit of time"),
            ("30", 0, "`30` has no unit of time"),
            ("2 weeks", 0, "unknown unit of time `weeks`"),
            ("1 h 2 분", 4, "unknown unit of time `분`"),
            ("15 min 1 h", 7, "`1 h` is out of order"),
            ("1 h 2 h", 4, "`2 h` is out of order"),
            ("99999999999 s", 0, "`99999999999 s` is not a duration"),
        ] {
            let error = parse_duration(text).unwrap_err();
            assert_eq!((error.offset, error.message.as_str()), (offset, message));
        }
    }
}
