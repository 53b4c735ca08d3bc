//! When something happened: an EDTF value, a time of day, and the zone whose calendar it follows.
//!
//! Text comes in through [`When::parse`] (`read.rs`). Days, groups and the total order are here,
//! English in `words.rs`, instants and other zones in `zones.rs`, before and after in `compare.rs`.
//! Everything is a pure function of what was written: no clock, no locale, and no panic on any
//! input. A calendar day never passes through an instant; the instants of a day serve the order and
//! comparisons alone.

use chrono::{Datelike, FixedOffset, NaiveDate, NaiveTime};
use chrono_tz::Tz;
use edtf_core::{Bound, Bounds, Date, DateField, Precision, SetElement};

mod compare;
mod days;
mod duration;
mod elsewhere;
mod gap;
mod notation;
mod read;
mod slips;
mod vocabulary;
mod words;
mod zones;

pub use compare::Verdict;
pub use days::Days;
pub use duration::{Duration, parse_duration};
pub use elsewhere::{Apart, Elsewhere, steps_back};
pub use gap::Gap;
pub use vocabulary::{Term, VOCABULARY};
pub use words::MONTHS;
pub use zones::{meant_zone, parse_zone};

/// Years with four digits; what lies beyond has no day and is saturated in the order.
const YEARS: std::ops::RangeInclusive<i64> = -9999..=9999;

/// Says what is wrong with a written date, time or duration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhenError {
    /// The byte in the written text at which the fault lies.
    pub offset: usize,
    /// What is wrong: lower case, no full stop, the user's words in backticks.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// The same as it is to be written, where only one thing can be meant.
    pub meant: Option<String>,
}

/// A date as it was written: with its precision and doubt, perhaps a time of day and a zone.
#[derive(Debug, Clone, PartialEq)]
pub struct When {
    written: String,
    extent: Extent,
    bounds: Bounds,
    clock: Option<Clock>,
    zone: Option<Tz>,
    event: bool,
}

/// The part of the calendar that a value speaks of.
#[derive(Debug, Clone, PartialEq)]
enum Extent {
    One(Date),
    Span(End, End),
    OneOf(Vec<SetElement>),
}

/// One end of a span.
#[derive(Debug, Clone, Copy, PartialEq)]
enum End {
    On(Date),
    Open,
    NotKnown,
}

/// A time of day on a single full day.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Clock {
    time: NaiveTime,
    precision: ClockPrecision,
    offset: Option<FixedOffset>,
}

/// How finely a time of day was written.
#[derive(Debug, Clone, Copy, PartialEq)]
enum ClockPrecision {
    Minutes,
    Seconds,
}

/// The place of a value in the total order: its earliest possible second, then its latest.
///
/// Both are seconds of UTC since 1970; an end that is open or not known is `i64::MIN` or
/// `i64::MAX`, and so is what lies outside the years -9999 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrderKey {
    /// The first second in which it can have begun.
    pub earliest: i64,
    /// The last second in which it can have ended.
    pub latest: i64,
}

/// A date in words for one zone, and its machine-readable value where that is certain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The words, as `Sat 29 Jan 2022, 17:52` or `9 or 10 Feb 2022`.
    pub text: String,
    /// The value for HTML's `datetime`.
    pub iso: Option<String>,
}

impl When {
    /// Returns the EDTF text as it was written.
    #[must_use]
    pub fn edtf(&self) -> &str {
        &self.written
    }

    /// Says that it is the date of an event, of which a month alone tells no day.
    #[must_use]
    pub fn of_event(mut self) -> Self {
        self.event = true;
        self
    }

    /// Returns the zone that was attached, if any.
    #[must_use]
    pub fn zone(&self) -> Option<Tz> {
        self.zone
    }

    /// Returns the first day that it can touch, in its own calendar.
    #[must_use]
    pub fn first_day(&self) -> Option<NaiveDate> {
        calendar_day(self.bounds.earliest)
    }

    /// Returns the last day that it can touch, in its own calendar.
    #[must_use]
    pub fn last_day(&self) -> Option<NaiveDate> {
        calendar_day(self.bounds.latest)
    }

    /// Returns the day, if it is exactly one and carries neither `?` nor `~`.
    #[must_use]
    pub fn certain_day(&self) -> Option<NaiveDate> {
        let first = self.first_day()?;
        (self.last_day() == Some(first) && !self.is_qualified()).then_some(first)
    }

    /// Returns the last day, if that is written to the day.
    #[must_use]
    pub fn written_last_day(&self) -> Option<NaiveDate> {
        let (Extent::One(date) | Extent::Span(_, End::On(date))) = &self.extent else {
            return None;
        };
        let to_the_day = date.day.is_some() && !date.has_unspecified();
        self.last_day().filter(|_| to_the_day)
    }

    /// Returns the year that it belongs to, if that is known.
    ///
    /// An interval belongs to the year in which it begins; a choice of days only to a year that
    /// they share.
    #[must_use]
    pub fn year(&self) -> Option<i32> {
        match &self.extent {
            Extent::One(date) | Extent::Span(End::On(date), _) => known_year(date),
            Extent::Span(End::Open | End::NotKnown, _) => None,
            Extent::OneOf(_) => {
                let first = self.first_day()?.year();
                (self.last_day()?.year() == first).then_some(first)
            }
        }
    }

    /// Returns the year and month that it belongs to, if both are known.
    ///
    /// An interval belongs to the month in which it begins; a choice of days only to a month that
    /// they share.
    #[must_use]
    pub fn month(&self) -> Option<(i32, u32)> {
        match &self.extent {
            Extent::One(date) | Extent::Span(End::On(date), _) => {
                Some((known_year(date)?, known_month(date)?))
            }
            Extent::Span(End::Open | End::NotKnown, _) => None,
            Extent::OneOf(_) => {
                let month = |day: NaiveDate| (day.year(), day.month());
                let first = month(self.first_day()?);
                (month(self.last_day()?) == first).then_some(first)
            }
        }
    }

    /// Returns its place in the total order.
    ///
    /// A day without a time spans that day in its zone, or in UTC where it has none; a time spans
    /// the minute or second that was written. `~` and `?` do not widen anything.
    #[must_use]
    pub fn order_key(&self) -> OrderKey {
        if let (Some(clock), Some(instant)) = (self.clock, self.instant()) {
            let earliest = instant.timestamp();
            let latest = match clock.precision {
                ClockPrecision::Minutes => earliest + 59,
                ClockPrecision::Seconds => earliest,
            };
            return OrderKey { earliest, latest };
        }
        let start = |day| zones::start_of_day(day, self.zone).timestamp();
        let earliest = self
            .first_day()
            .map_or_else(|| beyond(self.bounds.earliest, i64::MIN), start);
        let latest = self.last_day().and_then(|day| day.succ_opt()).map_or_else(
            || beyond(self.bounds.latest, i64::MAX),
            // A zone that crossed the date line left out a whole day.
            |next| (start(next) - 1).max(earliest),
        );
        OrderKey { earliest, latest }
    }

    /// Returns every date that was written in it, in their order.
    fn dates(&self) -> Vec<&Date> {
        match &self.extent {
            Extent::One(date) => vec![date],
            Extent::Span(start, end) => [start, end]
                .into_iter()
                .filter_map(|end| match end {
                    End::On(date) => Some(date),
                    End::Open | End::NotKnown => None,
                })
                .collect(),
            Extent::OneOf(elements) => elements
                .iter()
                .flat_map(|element| match element {
                    SetElement::Date(date)
                    | SetElement::OnOrBefore(date)
                    | SetElement::OnOrAfter(date) => vec![date],
                    SetElement::Range(first, last) => vec![first, last],
                })
                .collect(),
        }
    }

    fn is_qualified(&self) -> bool {
        self.dates()
            .iter()
            .any(|date| date.is_uncertain() || date.is_approximate())
    }
}

/// Counts the days from `from` to `to`; negative if `to` is the earlier.
#[must_use]
pub fn days_between(from: NaiveDate, to: NaiveDate) -> i64 {
    to.signed_duration_since(from).num_days()
}

fn calendar_day(bound: Bound) -> Option<NaiveDate> {
    match bound {
        Bound::Date(date) if YEARS.contains(&date.year) => NaiveDate::from_ymd_opt(
            i32::try_from(date.year).ok()?,
            u32::from(date.month),
            u32::from(date.day),
        ),
        Bound::Date(_) | Bound::NegativeInfinity | Bound::PositiveInfinity | Bound::Unknown => None,
    }
}

/// Saturates a bound that is no calendar day; `open` stands for an end that nobody knows.
fn beyond(bound: Bound, open: i64) -> i64 {
    match bound {
        Bound::NegativeInfinity => i64::MIN,
        Bound::Date(date) if date.year < 0 => i64::MIN,
        Bound::Date(_) | Bound::PositiveInfinity => i64::MAX,
        Bound::Unknown => open,
    }
}

fn known_year(date: &Date) -> Option<i32> {
    let year = date.year.value().filter(|year| YEARS.contains(year))?;
    i32::try_from(year).ok()
}

fn known_month(date: &Date) -> Option<u32> {
    match date.precision() {
        Precision::Month | Precision::Day => date.month.and_then(DateField::value).map(u32::from),
        Precision::Year | Precision::Season => None,
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::{America, Asia};

    use super::*;

    fn when(text: &str) -> When {
        When::parse(text).unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn groups_follow_the_own_calendar_and_the_precision() {
        for (text, year, month) in [
            ("2022-02-10", Some(2022), Some(2)),
            ("2022-02-10~", Some(2022), Some(2)),
            ("2022-01-01T00:30+09:00", Some(2022), Some(1)),
            ("2021-12-31T23:30-10:00", Some(2021), Some(12)),
            ("2022-02", Some(2022), Some(2)),
            ("2022-02-XX", Some(2022), Some(2)),
            ("2022-XX", Some(2022), None),
            ("2022-24", Some(2022), None),
            ("2022", Some(2022), None),
            ("199X", None, None),
            ("Y170000002", None, None),
            ("2021-12-31/2022-01-01", Some(2021), Some(12)),
            ("2019-12/..", Some(2019), Some(12)),
            ("../2019-12", None, None),
            ("[2022-02-09..2022-02-10]", Some(2022), Some(2)),
            ("[2022-01-31,2022-02-01]", Some(2022), None),
            ("[2021-12-31,2022-01-01]", None, None),
            ("[..2020-06]", None, None),
        ] {
            let value = when(text);
            let expected = year.zip(month);
            assert_eq!((value.year(), value.month()), (year, expected), "{text}");
        }
    }

    #[test]
    fn calendar_bounds_stay_in_the_calendar() {
        for (text, first, last) in [
            ("2022-02", Some("2022-02-01"), Some("2022-02-28")),
            ("2020-02", Some("2020-02-01"), Some("2020-02-29")),
            ("2020-02-29", Some("2020-02-29"), Some("2020-02-29")),
            (
                "2022-01-30T07:52+09:00",
                Some("2022-01-30"),
                Some("2022-01-30"),
            ),
            ("2022-24", Some("2022-12-01"), Some("2023-02-28")),
            ("199X", Some("1990-01-01"), Some("1999-12-31")),
            ("2019-12/..", Some("2019-12-01"), None),
            ("/2019-12", None, Some("2019-12-31")),
            ("[..2020-06]", None, Some("2020-06-30")),
            ("9999", Some("9999-01-01"), Some("9999-12-31")),
            ("9999-24", Some("9999-12-01"), None),
            ("Y10000", None, None),
        ] {
            let value = when(text);
            let expected = (first.map(day), last.map(day));
            assert_eq!((value.first_day(), value.last_day()), expected, "{text}");
        }
    }

    #[test]
    fn only_one_unmarked_day_is_certain() {
        for (text, certain) in [
            ("2022-02-10", true),
            ("2022-02-10T07:52Z", true),
            ("2022-02-10/2022-02-10", true),
            ("2022-02-10?", false),
            ("2022-02-10~", false),
            ("2022-02-10%", false),
            ("2022-02-XX", false),
            ("2022-02", false),
            ("[2022-02-09,2022-02-10]", false),
        ] {
            let expected = certain.then(|| day("2022-02-10"));
            assert_eq!(when(text).certain_day(), expected, "{text}");
        }
    }

    #[test]
    fn the_order_is_by_earliest_instant_then_by_latest() {
        let in_order = [
            when("Y-170000002"),
            when("[..2020-06]"),
            when("../2020-07"),
            when("-9999"),
            when("199X"),
            when("2019-12/2020-01"),
            when("2019-12/.."),
            when("2022-01-01").in_zone(Asia::Tokyo),
            when("2022-01-01"),
            when("2022-01"),
            when("2022"),
            when("2022-01-01").in_zone(America::New_York),
            when("2022-01-30T07:52+09:00"),
            when("2022-01-30T07:52:10+09:00"),
            when("9999-12-31"),
            when("Y10000"),
        ];
        for pair in in_order.windows(2) {
            let (first, second) = (&pair[0], &pair[1]);
            assert!(
                first.order_key() < second.order_key(),
                "{first:?} {second:?}"
            );
        }
        assert_eq!(when("2022-01~").order_key(), when("2022-01").order_key());
    }

    #[test]
    fn order_keys_span_what_was_written() {
        let key = |earliest, latest| OrderKey { earliest, latest };
        let launch = 1_643_496_720;
        for (value, expected) in [
            (when("2022-01-30T07:52+09:00"), key(launch, launch + 59)),
            (
                when("2022-01-30T07:52:00").in_zone(Asia::Seoul),
                key(launch, launch),
            ),
            (when("1970-01-01"), key(0, 86_399)),
            (
                when("1970-01-01").in_zone(Asia::Tokyo),
                key(-32_400, 53_999),
            ),
            (when("1970-01-01T00:00"), key(0, 86_399)),
            (when("1970-01-01/.."), key(0, i64::MAX)),
            (when("1970-01-01/"), key(0, i64::MAX)),
            (when("../1970-01-01"), key(i64::MIN, 86_399)),
            (when("Y10000"), key(i64::MAX, i64::MAX)),
            (when("Y-10000"), key(i64::MIN, i64::MIN)),
        ] {
            assert_eq!(value.order_key(), expected, "{value:?}");
        }
    }

    #[test]
    fn days_between_counts_over_leap_days_and_backwards() {
        assert_eq!(days_between(day("2022-01-30"), day("2022-02-10")), 11);
        assert_eq!(days_between(day("2020-02-28"), day("2020-03-01")), 2);
        assert_eq!(days_between(day("2022-01-01"), day("2021-12-31")), -1);
    }

    /// Asks a value everything, for the sake of what might panic.
    fn ask_everything(value: &When) -> String {
        let asked = (
            value.year(),
            value.month(),
            value.certain_day(),
            value.order_key(),
        );
        let reported = [(Asia::Seoul, value.clone())];
        let elsewhere = value.elsewhere(&reported);
        let seen = elsewhere.seen_from(America::New_York);
        let words = [value.long(), value.short(), value.clone().of_event().long()];
        let more = (value.weekday(), value.time(), value.iso(), seen);
        let fault = (value.zone_fault(), elsewhere.disagreement());
        format!("{asked:?} {words:?} {more:?} {fault:?}")
    }

    #[test]
    fn no_input_panics() {
        const PIECES: [&str; 40] = [
            "0",
            "1",
            "2",
            "9",
            "0000",
            "9999",
            "2022",
            "-",
            "-0",
            "02",
            "10",
            "29",
            "30",
            "31",
            "X",
            "Y",
            "E",
            "S",
            "T",
            "W",
            "Z",
            ":",
            "07:52",
            "+",
            "+09",
            "+14:00",
            "/",
            "..",
            "[",
            "]",
            "{",
            ",",
            "?",
            "~",
            "%",
            " ",
            "Feb",
            "c. ",
            "–",
            "날\u{301}",
        ];
        // A linear congruential generator, so that a failure comes back on every run.
        let mut state: u64 = 2022;
        let mut below = |limit: u32| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            u32::try_from(state >> 33).unwrap() % limit
        };
        let mut read = 0;
        for round in 0..60_000 {
            let length = below(10);
            let text: String = if round % 4 == 0 {
                (0..length)
                    .filter_map(|_| char::from_u32(below(0x11_0000)))
                    .collect()
            } else {
                (0..length).map(|_| PIECES[below(40) as usize]).collect()
            };
            if let Err(error) = parse_duration(&text) {
                assert!(text.is_char_boundary(error.offset), "{text:?}");
            }
            if round % 200 == 0 {
                assert!(parse_zone(&text).is_err(), "{text:?}");
            }
            match When::parse(&text) {
                Ok(value) => {
                    read += 1;
                    assert_eq!(value.edtf(), text);
                    ask_everything(&value);
                    ask_everything(&value.in_zone(Asia::Pyongyang));
                }
                Err(error) => assert!(text.is_char_boundary(error.offset), "{text:?}"),
            }
        }
        assert!(read > 100, "only {read} texts were dates");
        for text in [
            "Y999999999999",
            "Y-9223372036854775807",
            "Y99999999999999999999",
            "-9999-01-01",
        ] {
            if let Ok(value) = When::parse(text) {
                ask_everything(&value.in_zone(Asia::Seoul));
            }
        }
    }
}
