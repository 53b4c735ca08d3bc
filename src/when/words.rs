//! Dates in English, and in the notation that HTML reads.
//!
//! One vocabulary for the whole site: `~` reads as about, `?` as probably, `%` as probably about.
//! A choice reads "9 or 10 February 2022" or "between 9 and 12 February 2022", an open end "from
//! December 2019 on" or "June 2020 or earlier". The short form, for a list under the heading of a
//! year, abbreviates months, keeps the same words of doubt, and leaves the year out.

use chrono::{Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};
use edtf_core::{Date, DateField, Precision, Qualifier, SetElement, Year, YearKind};

use super::{ClockPrecision, End, Extent, When};

/// The months in full.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// How much of a date is said.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Style {
    /// `10 February 2022`.
    Long,
    /// `10 Feb 2022`.
    Medium,
    /// `10 Feb`.
    Short,
}

/// How much of a date its neighbour says for it: `9` in "9 or 10 February 2022".
#[derive(Debug, Clone, Copy, PartialEq)]
enum Shared {
    Nothing,
    Year,
    YearAndMonth,
}

impl When {
    /// Returns the date in full words, without its time: `about 13 January 2022`.
    #[must_use]
    pub fn long(&self) -> String {
        extent_words(&self.extent, Style::Long)
    }

    /// Returns the date for a list under the heading of its year: `about 13 Jan`.
    ///
    /// What does not lie within one year keeps its years.
    #[must_use]
    pub fn short(&self) -> String {
        let year = |day: Option<NaiveDate>| day.map(|day| day.year());
        let first = year(self.first_day());
        if first.is_some() && first == year(self.last_day()) {
            extent_words(&self.extent, Style::Short)
        } else {
            extent_words(&self.extent, Style::Medium)
        }
    }

    /// Returns the day of the week in three letters, for a certain day only.
    #[must_use]
    pub fn weekday(&self) -> Option<&'static str> {
        self.certain_day().map(weekday_name)
    }

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

/// Returns a day with its weekday: `Thu 10 Feb 2022`.
pub(super) fn day_with_weekday(day: NaiveDate) -> String {
    let words = date_words(&calendar_date(day), Style::Medium);
    format!("{} {words}", weekday_name(day))
}

/// Returns the days of which one is meant: `9 or 10 Feb 2022`.
pub(super) fn candidate_days(days: &[NaiveDate]) -> String {
    let dates: Vec<Date> = days.iter().map(|day| calendar_date(*day)).collect();
    one_of(series(&dates.iter().collect::<Vec<_>>(), Style::Medium))
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

fn weekday_name(day: NaiveDate) -> &'static str {
    const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    WEEKDAYS[day.weekday().num_days_from_monday() as usize]
}

fn extent_words(extent: &Extent, style: Style) -> String {
    let note = |note: &'static str| if style == Style::Short { "" } else { note };
    match extent {
        Extent::One(date) => date_words(date, style),
        Extent::Span(End::On(first), End::On(last)) if first == last => date_words(first, style),
        Extent::Span(End::On(first), End::On(last)) => series(&[first, last], style).join(" to "),
        Extent::Span(End::On(first), End::Open) => format!("from {} on", date_words(first, style)),
        Extent::Span(End::On(first), End::NotKnown) => {
            let end = note(", end not known");
            format!("from {}{end}", date_words(first, style))
        }
        Extent::Span(End::Open, End::On(last)) => format!("until {}", date_words(last, style)),
        Extent::Span(End::NotKnown, End::On(last)) => {
            let start = note(", start not known");
            format!("until {}{start}", date_words(last, style))
        }
        Extent::Span(End::Open | End::NotKnown, End::Open | End::NotKnown) => {
            "at a time not known".to_owned()
        }
        Extent::OneOf(elements) => choice_words(elements, style),
    }
}

fn choice_words(elements: &[SetElement], style: Style) -> String {
    let plain_dates: Option<Vec<&Date>> = elements
        .iter()
        .map(|element| match element {
            SetElement::Date(date) => Some(date),
            SetElement::OnOrBefore(_) | SetElement::OnOrAfter(_) | SetElement::Range(..) => None,
        })
        .collect();
    if let Some(dates) = plain_dates {
        return one_of(series(&dates, style));
    }
    let element_words = |element: &SetElement| match element {
        SetElement::Date(date) => date_words(date, style),
        SetElement::OnOrBefore(date) => format!("{} or earlier", date_words(date, style)),
        SetElement::OnOrAfter(date) => format!("{} or later", date_words(date, style)),
        SetElement::Range(first, last) if first == last => date_words(first, style),
        SetElement::Range(first, last) => {
            format!("between {}", series(&[first, last], style).join(" and "))
        }
    };
    one_of(elements.iter().map(element_words).collect())
}

/// Joins alternatives: `a, b or c`.
fn one_of(mut alternatives: Vec<String>) -> String {
    let last = alternatives.pop().unwrap_or_default();
    if alternatives.is_empty() {
        last
    } else {
        format!("{} or {last}", alternatives.join(", "))
    }
}

/// Puts dates in words, of which the last says for all what they share.
fn series(dates: &[&Date], style: Style) -> Vec<String> {
    let Some((last, before)) = dates.split_last() else {
        return Vec::new();
    };
    let shared = shared_by(dates);
    let mut words: Vec<String> = before
        .iter()
        .map(|date| qualified(date, plain_words(date, style, shared)))
        .collect();
    words.push(date_words(last, style));
    words
}

fn shared_by(dates: &[&Date]) -> Shared {
    let plain = |date: &Date| {
        let doubtful = date.is_uncertain() || date.is_approximate() || date.has_unspecified();
        let whole = matches!(date.precision(), Precision::Day | Precision::Month);
        whole && !doubtful
    };
    let same =
        |alike: fn(&Date, &Date) -> bool| dates.windows(2).all(|pair| alike(pair[0], pair[1]));
    let comparable = dates.iter().all(|date| plain(date))
        && same(|left, right| left.precision() == right.precision() && left.year == right.year);
    if !comparable {
        Shared::Nothing
    } else if same(|left, right| left.day.is_some() && left.month == right.month) {
        Shared::YearAndMonth
    } else {
        Shared::Year
    }
}

fn date_words(date: &Date, style: Style) -> String {
    qualified(date, plain_words(date, style, Shared::Nothing))
}

/// Puts the word of doubt before a date, which carries the same mark on all its parts.
fn qualified(date: &Date, words: String) -> String {
    let Qualifier {
        uncertain,
        approximate,
    } = date.year.qualifier;
    match (uncertain, approximate) {
        (true, true) => format!("probably about {words}"),
        (true, false) => format!("probably {words}"),
        (false, true) => format!("about {words}"),
        (false, false) => words,
    }
}

fn plain_words(date: &Date, style: Style, shared: Shared) -> String {
    let month = date.month.and_then(DateField::value);
    let year_said = style != Style::Short && shared == Shared::Nothing;
    let with_year = |words: &str| {
        if year_said {
            format!("{words} {}", year_words(&date.year))
        } else {
            words.to_owned()
        }
    };
    let with_note = |words: String, note: &str| match style {
        Style::Long | Style::Medium => format!("{words}, {note} not known"),
        Style::Short => words,
    };
    match (date.precision(), month) {
        (Precision::Year, _) => year_words(&date.year),
        (Precision::Season, season) => season_words(&date.year, season, style),
        (Precision::Month, Some(month)) => with_year(month_name(month, style)),
        (Precision::Month, None) => with_note(year_words(&date.year), "month"),
        (Precision::Day, Some(month)) => {
            let month = month_name(month, style);
            match date.day.and_then(DateField::value) {
                Some(day) if shared == Shared::YearAndMonth => day.to_string(),
                Some(day) => with_year(&format!("{day} {month}")),
                None => with_note(with_year(month), "day"),
            }
        }
        (Precision::Day, None) => with_note(year_words(&date.year), "month and day"),
    }
}

fn month_name(month: u8, style: Style) -> &'static str {
    let name = MONTHS
        .get(usize::from(month).wrapping_sub(1))
        .copied()
        .unwrap_or_default();
    match style {
        Style::Long => name,
        Style::Medium | Style::Short => name.get(..3).unwrap_or(name),
    }
}

/// Names a season of the northern half of the world, as its bounds are counted.
fn season_words(year: &Year, season: Option<u8>, style: Style) -> String {
    let name = match season {
        Some(21) => "spring",
        Some(22) => "summer",
        Some(23) => "autumn",
        // Winter runs from December into the next year and names both.
        Some(24) => {
            let next = year.value().map(|year| numbered_year(year + 1));
            let next = next.unwrap_or_default();
            return format!("winter {} to {next}", year_words(year));
        }
        Some(_) | None => "part of",
    };
    if style == Style::Short {
        name.to_owned()
    } else {
        format!("{name} {}", year_words(year))
    }
}

fn year_words(year: &Year) -> String {
    if let Some(number) = year.value() {
        return numbered_year(number);
    }
    let digits_with = |fill: u8| match year.kind {
        YearKind::Standard { digits, .. } => digits.iter().fold(0, |number, digit| {
            number * 10 + u32::from(digit.unwrap_or(fill))
        }),
        YearKind::Big { .. } | YearKind::Exponential { .. } => 0,
    };
    let (first, last) = (digits_with(0), digits_with(9));
    // "The 1900s" would leave open whether ten years are meant or a hundred.
    if last - first == 9 && first % 100 != 0 {
        format!("the {first}s")
    } else {
        format!("between {first} and {last}")
    }
}

/// Names a year as historians do, who have no year 0.
fn numbered_year(year: i64) -> String {
    if year > 0 {
        year.to_string()
    } else {
        format!("{} BC", year.unsigned_abs() + 1)
    }
}

/// Returns a day of the calendar as an EDTF date.
fn calendar_date(day: NaiveDate) -> Date {
    let digit = |number: u32, place: u32| {
        let digit = number / 10_u32.pow(place) % 10;
        u8::try_from(digit).ok()
    };
    let two_digits = |number| DateField {
        digits: [digit(number, 1), digit(number, 0)],
        qualifier: Qualifier::default(),
    };
    let year = day.year().unsigned_abs();
    Date {
        year: Year {
            kind: YearKind::Standard {
                negative: day.year() < 0,
                digits: [
                    digit(year, 3),
                    digit(year, 2),
                    digit(year, 1),
                    digit(year, 0),
                ],
            },
            significant_digits: None,
            qualifier: Qualifier::default(),
        },
        month: Some(two_digits(day.month())),
        day: Some(two_digits(day.day())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_words(rows: &[(&str, &str, &str)]) {
        for (text, long, short) in rows {
            let when = When::parse(text).unwrap();
            let words = (when.long(), when.short());
            assert_eq!(words, ((*long).to_owned(), (*short).to_owned()), "{text}");
        }
    }

    #[test]
    fn a_single_date_reads_aloud_in_full_and_in_short() {
        assert_words(&[
            ("2022-02-10", "10 February 2022", "10 Feb"),
            ("2022-01-13~", "about 13 January 2022", "about 13 Jan"),
            ("2022-02-04?", "probably 4 February 2022", "probably 4 Feb"),
            (
                "2022-02%",
                "probably about February 2022",
                "probably about Feb",
            ),
            ("2022-02", "February 2022", "Feb"),
            ("2022", "2022", "2022"),
            ("2022-02-XX", "February 2022, day not known", "Feb"),
            ("2022-XX", "2022, month not known", "2022"),
            ("2022-XX-XX", "2022, month and day not known", "2022"),
            ("199X", "the 1990s", "the 1990s"),
            ("199X~", "about the 1990s", "about the 1990s"),
            ("190X", "between 1900 and 1909", "between 1900 and 1909"),
            ("19XX", "between 1900 and 1999", "between 1900 and 1999"),
            ("2022-21", "spring 2022", "spring"),
            ("2022-24", "winter 2022 to 2023", "winter 2022 to 2023"),
            ("0000", "1 BC", "1 BC"),
            ("-0044-03-15", "15 March 45 BC", "15 Mar"),
            ("Y170000002", "170000002", "170000002"),
            ("2022-01-30T07:52+09:00", "30 January 2022", "30 Jan"),
        ]);
    }

    #[test]
    fn spans_and_choices_share_what_their_dates_have_in_common() {
        assert_words(&[
            (
                "2019-11-16/2019-11-17",
                "16 to 17 November 2019",
                "16 to 17 Nov",
            ),
            (
                "2022-01-29/2022-02-02",
                "29 January to 2 February 2022",
                "29 Jan to 2 Feb",
            ),
            (
                "2021-12-31/2022-01-01",
                "31 December 2021 to 1 January 2022",
                "31 Dec 2021 to 1 Jan 2022",
            ),
            ("2022-02-10/2022-02-10", "10 February 2022", "10 Feb"),
            ("2022-01/2022-03", "January to March 2022", "Jan to Mar"),
            ("2021/2022", "2021 to 2022", "2021 to 2022"),
            (
                "2022-02/2022-03-10",
                "February 2022 to 10 March 2022",
                "Feb to 10 Mar",
            ),
            (
                "2022-02-09/2022-02-12~",
                "9 February 2022 to about 12 February 2022",
                "9 Feb to about 12 Feb",
            ),
            ("2019-12/..", "from December 2019 on", "from Dec 2019 on"),
            (
                "2019-12/",
                "from December 2019, end not known",
                "from Dec 2019, end not known",
            ),
            ("../2019-12", "until December 2019", "until Dec 2019"),
            (
                "/2019-12",
                "until December 2019, start not known",
                "until Dec 2019, start not known",
            ),
            ("[..2020-06]", "June 2020 or earlier", "Jun 2020 or earlier"),
            (
                "[2020-06-01..]",
                "1 June 2020 or later",
                "1 Jun 2020 or later",
            ),
            (
                "[2022-02-09..2022-02-10]",
                "between 9 and 10 February 2022",
                "between 9 and 10 Feb",
            ),
            (
                "[2022-02-09,2022-02-10]",
                "9 or 10 February 2022",
                "9 or 10 Feb",
            ),
            (
                "[2022-02-09,2022-02-11,2022-02-12]",
                "9, 11 or 12 February 2022",
                "9, 11 or 12 Feb",
            ),
            (
                "[2021-12-31,2022-01-01]",
                "31 December 2021 or 1 January 2022",
                "31 Dec 2021 or 1 Jan 2022",
            ),
            (
                "[2020,2020-06..2020-08]",
                "2020 or between June and August 2020",
                "2020 or between Jun and Aug",
            ),
        ]);
    }

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
