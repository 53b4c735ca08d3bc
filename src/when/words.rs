//! Dates in English.
//!
//! The words of precision are those of `vocabulary.rs`, here as everywhere: "about 13 January 2022",
//! "9 or 10 February 2022", "June 2020 or earlier". Of an event, a month alone says that its day is not
//! known. The short form, for a list under the heading of a year, abbreviates months, keeps the same
//! words of doubt, and leaves out the year and what is not known.

use chrono::{Datelike, NaiveDate};
use edtf_core::{Date, DateField, Precision, Qualifier, SetElement, Year, YearKind};

use super::vocabulary::{self, Term};
use super::{End, Extent, When};

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
        self.words(Style::Long)
    }

    /// Returns the date for a narrow place, months in three letters: `about 13 Jan 2022`.
    pub(super) fn medium(&self) -> String {
        self.words(Style::Medium)
    }

    /// Returns the date for a list under the heading of its year: `about 13 Jan`.
    ///
    /// What does not lie within one year keeps its years.
    #[must_use]
    pub fn short(&self) -> String {
        let year = |day: Option<NaiveDate>| day.map(|day| day.year());
        let first = year(self.first_day());
        if first.is_some() && first == year(self.last_day()) {
            self.words(Style::Short)
        } else {
            self.words(Style::Medium)
        }
    }

    fn words(&self, style: Style) -> String {
        let words = extent_words(&self.extent, style);
        let note = self.unknown_of_event().filter(|_| style != Style::Short);
        note.map_or_else(|| words.clone(), |note| note.of(&[&words]))
    }

    /// Returns what the date of an event leaves unsaid although it is not known.
    fn unknown_of_event(&self) -> Option<Term> {
        let Extent::One(date) = &self.extent else {
            return None;
        };
        if !self.event || date.month.is_some_and(DateField::has_unspecified) {
            return None;
        }
        match date.precision() {
            Precision::Year if date.year.has_unspecified() => Some(vocabulary::YEAR_NOT_KNOWN),
            Precision::Year => Some(vocabulary::MONTH_AND_DAY_NOT_KNOWN),
            Precision::Month | Precision::Season => Some(vocabulary::DAY_NOT_KNOWN),
            Precision::Day => None,
        }
    }

    /// Returns the day of the week in three letters, for a certain day only.
    #[must_use]
    pub fn weekday(&self) -> Option<&'static str> {
        self.certain_day().map(weekday_name)
    }
}

/// Returns a day with its weekday: `Thu 10 Feb 2022`.
pub(super) fn day_with_weekday(day: NaiveDate) -> String {
    let words = date_words(&calendar_date(day), Style::Medium);
    format!("{} {words}", weekday_name(day))
}

/// Returns the days of which one is meant: `9 or 10 Feb 2022`, or `between 9 and 12 Feb 2022`.
pub(super) fn candidate_days(first: NaiveDate, last: NaiveDate) -> String {
    match (last - first).num_days() {
        ..=0 => date_words(&calendar_date(first), Style::Medium),
        1 => one_of(days(first, last)),
        2.. => days_within(first, last),
    }
}

/// Returns the days between which something lies: `between 15 and 17 Nov 2019`.
pub(super) fn days_within(first: NaiveDate, last: NaiveDate) -> String {
    let [first, last] = [calendar_date(first), calendar_date(last)];
    between(&[&first, &last], Style::Medium)
}

/// Returns the days from the first to the last: `16 to 17 Nov 2019`.
pub(super) fn days_from_to(first: NaiveDate, last: NaiveDate) -> String {
    days(first, last).join(vocabulary::TO.link())
}

fn days(first: NaiveDate, last: NaiveDate) -> Vec<String> {
    let [first, last] = [calendar_date(first), calendar_date(last)];
    series(&[&first, &last], Style::Medium)
}

fn weekday_name(day: NaiveDate) -> &'static str {
    const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    WEEKDAYS[day.weekday().num_days_from_monday() as usize]
}

fn extent_words(extent: &Extent, style: Style) -> String {
    match extent {
        Extent::One(date) => date_words(date, style),
        Extent::Span(End::On(first), End::On(last)) if first == last => date_words(first, style),
        Extent::Span(End::On(first), End::On(last)) => {
            series(&[first, last], style).join(vocabulary::TO.link())
        }
        Extent::Span(End::On(first), End::Open) => {
            vocabulary::FROM_ON.of(&[&date_words(first, style)])
        }
        Extent::Span(End::On(first), End::NotKnown) => {
            vocabulary::FROM.of(&[&date_words(first, style)])
        }
        Extent::Span(End::Open, End::On(last)) => vocabulary::UNTIL.of(&[&date_words(last, style)]),
        Extent::Span(End::NotKnown, End::On(last)) => {
            vocabulary::UNTIL_FROM.of(&[&date_words(last, style)])
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
        SetElement::OnOrBefore(date) => vocabulary::OR_EARLIER.of(&[&date_words(date, style)]),
        SetElement::OnOrAfter(date) => vocabulary::OR_LATER.of(&[&date_words(date, style)]),
        SetElement::Range(first, last) if first == last => date_words(first, style),
        SetElement::Range(first, last) => between(&[first, last], style),
    };
    one_of(elements.iter().map(element_words).collect())
}

fn between(ends: &[&Date; 2], style: Style) -> String {
    let words = series(ends, style);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    vocabulary::BETWEEN.of(&words)
}

/// Joins alternatives: `a, b or c`.
fn one_of(mut alternatives: Vec<String>) -> String {
    let last = alternatives.pop().unwrap_or_default();
    if alternatives.is_empty() {
        last
    } else {
        vocabulary::OR.of(&[&alternatives.join(", "), &last])
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
pub(super) fn qualified(date: &Date, words: String) -> String {
    let Qualifier {
        uncertain,
        approximate,
    } = date.year.qualifier;
    let term = match (uncertain, approximate) {
        (true, true) => vocabulary::PROBABLY_ABOUT,
        (true, false) => vocabulary::PROBABLY,
        (false, true) => vocabulary::ABOUT,
        (false, false) => return words,
    };
    term.of(&[&words])
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
    let with_note = |words: String, note: Term| match style {
        Style::Long | Style::Medium => note.of(&[&words]),
        Style::Short => words,
    };
    match (date.precision(), month) {
        (Precision::Year, _) => year_words(&date.year),
        (Precision::Season, season) => season_words(&date.year, season, style),
        (Precision::Month, Some(month)) => with_year(month_name(month, style)),
        (Precision::Month, None) => with_note(year_words(&date.year), vocabulary::MONTH_NOT_KNOWN),
        (Precision::Day, Some(month)) => {
            let month = month_name(month, style);
            match date.day.and_then(DateField::value) {
                Some(day) if shared == Shared::YearAndMonth => day.to_string(),
                Some(day) => with_year(&format!("{day} {month}")),
                None => with_note(with_year(month), vocabulary::DAY_NOT_KNOWN),
            }
        }
        (Precision::Day, None) => {
            with_note(year_words(&date.year), vocabulary::MONTH_AND_DAY_NOT_KNOWN)
        }
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
        vocabulary::BETWEEN.of(&[&first.to_string(), &last.to_string()])
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
