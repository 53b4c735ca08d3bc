//! Times of day as they are shown, and dates in the notation that HTML reads.
//!
//! Only what is certain has a value for machines: a day, a moment, a month or a year that carries no
//! mark. The precision that was written is the precision that is shown.

use chrono::{Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};
use edtf_core::Precision;

use super::{ClockPrecision, Extent, When};

impl When {
    /// Returns the time of day in the precision in which it was written.
    #[must_use]
    pub fn time(&self) -> Option<String> {
        let clock = self.clock?;
        Some(time_text(clock.time, clock.precision))
    }

    /// Returns the value for HTML's `<time datetime>`, if the date is certain.
    ///
    /// A time carries its offset, the zone's where none was written.
    #[must_use]
    pub fn iso(&self) -> Option<String> {
        if let Some(day) = self.certain_day() {
            return match self.clock {
                Some(clock) => {
                    iso_moment(day.and_time(clock.time), clock.precision, self.own_offset())
                }
                None => iso_day(day),
            };
        }
        let Extent::One(date) = &self.extent else {
            return None;
        };
        if self.is_qualified() || date.has_unspecified() {
            return None;
        }
        let year = self.year().filter(|year| *year > 0)?;
        match date.precision() {
            Precision::Year => Some(format!("{year:04}")),
            Precision::Month => Some(format!("{year:04}-{:02}", self.month()?.1)),
            Precision::Season | Precision::Day => None,
        }
    }
}

/// Returns a time of day in the given precision.
pub(super) fn time_text(time: NaiveTime, precision: ClockPrecision) -> String {
    let format = match precision {
        ClockPrecision::Minutes => "%H:%M",
        ClockPrecision::Seconds => "%H:%M:%S",
    };
    time.format(format).to_string()
}

/// Returns a day as HTML wants it, which knows no year before 1.
pub(super) fn iso_day(day: NaiveDate) -> Option<String> {
    (day.year() > 0).then(|| day.format("%Y-%m-%d").to_string())
}

/// Returns a day and time as HTML wants it; without an offset where that has seconds.
pub(super) fn iso_moment(
    local: NaiveDateTime,
    precision: ClockPrecision,
    offset: Option<FixedOffset>,
) -> Option<String> {
    let day = iso_day(local.date())?;
    let offset = offset.and_then(offset_text).unwrap_or_default();
    Some(format!(
        "{day}T{}{offset}",
        time_text(local.time(), precision)
    ))
}

/// Returns an offset as `+09:00` or `Z`, if it is one of whole minutes.
pub(super) fn offset_text(offset: FixedOffset) -> Option<String> {
    match offset.local_minus_utc() {
        0 => Some("Z".to_owned()),
        seconds if seconds % 60 == 0 => Some(offset.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_certain_has_a_weekday_or_a_machine_readable_value() {
        for (text, weekday, iso) in [
            ("2022-02-10", Some("Thu"), Some("2022-02-10")),
            ("2020-02-29", Some("Sat"), Some("2020-02-29")),
            ("2022-02", None, Some("2022-02")),
            ("2022", None, Some("2022")),
            ("0987", None, Some("0987")),
            ("0000", None, None),
            ("-0044-03-15", Some("Thu"), None),
            ("2022-02-10~", None, None),
            ("2022-02-10?", None, None),
            ("2022-02-XX", None, None),
            ("2022-XX", None, None),
            ("199X", None, None),
            ("2022-21", None, None),
            ("Y170000002", None, None),
            ("2019-11-16/2019-11-17", None, None),
            ("2019-11-16/2019-11-16", Some("Sat"), Some("2019-11-16")),
            ("[2022-02-09,2022-02-10]", None, None),
            ("2022-01-30T07:52", Some("Sun"), Some("2022-01-30T07:52")),
            (
                "2022-01-30T07:52+09:00",
                Some("Sun"),
                Some("2022-01-30T07:52+09:00"),
            ),
            (
                "2022-01-30T07:52:10+09",
                Some("Sun"),
                Some("2022-01-30T07:52:10+09:00"),
            ),
            ("2022-01-29T22:52Z", Some("Sat"), Some("2022-01-29T22:52Z")),
        ] {
            let when = When::parse(text).unwrap();
            assert_eq!(
                (when.weekday(), when.iso().as_deref()),
                (weekday, iso),
                "{text}"
            );
        }
    }

    #[test]
    fn a_time_shows_the_precision_in_which_it_was_written() {
        let time = |text| When::parse(text).unwrap().time();
        assert_eq!(time("2022-01-30T07:52+09:00").as_deref(), Some("07:52"));
        assert_eq!(time("2022-01-30T07:52:00Z").as_deref(), Some("07:52:00"));
        assert_eq!(time("2022-01-30"), None);
    }
}
