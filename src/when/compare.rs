//! Comparing dates of which not everything is known: certainly, possibly, certainly not.
//!
//! A date stands for something that began and ended, each at some moment between an earliest and a
//! latest. Order is by instants: a day spans its zone's day, and a day without a zone that day in every
//! zone on earth. Whether something lies within a month or a term of office is asked of the calendar of
//! its own zone, and no day passes through an instant for that. A day marked `~` may be a week off, a
//! month a month and so on by its own size; what is marked `?` may be off by the next larger size.

use chrono::{NaiveDate, TimeDelta};
use edtf_core::{Bound, BoundDate, Date, DateField, Edtf, Precision, SetElement, YearKind};

use super::{ClockPrecision, End, Extent, When, YEARS, zones};

/// The answer to a question about dates of which not everything is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// It is so, whatever the unknown part may be.
    Certainly,
    /// It may be so or not.
    Possibly,
    /// It is not so, whatever the unknown part may be.
    CertainlyNot,
}

impl Verdict {
    /// Tells whether it is so beyond doubt.
    #[must_use]
    pub fn is_certain(self) -> bool {
        self == Self::Certainly
    }

    /// Tells whether it can be so.
    #[must_use]
    pub fn is_possible(self) -> bool {
        self != Self::CertainlyNot
    }
}

impl When {
    /// Tells whether it ended before the other began.
    ///
    /// A time counts as the minute or second that was written. An open end is never reached; of an
    /// end that is not known nothing is certain but that it does not precede the beginning.
    #[must_use]
    pub fn is_before(&self, other: &When) -> Verdict {
        let (ended, began) = (self.instants().end, other.instants().begin);
        ended.precedes(began)
    }

    /// Tells whether it was over on a day, by the calendar of its own zone.
    ///
    /// That is what the day asks from which a site speaks: a day everywhere, and of no zone.
    #[must_use]
    pub fn is_over_on(&self, day: &When) -> Verdict {
        self.days().end.precedes(day.days().begin)
    }

    /// Tells whether it began after the other had ended.
    #[must_use]
    pub fn is_after(&self, other: &When) -> Verdict {
        other.is_before(self)
    }

    /// Tells whether all of it lies within a period, by the calendar of its own zone.
    ///
    /// The period is the whole of what was written: `2022-01` is January from its first day to its
    /// last. A time of day and the zone of the period have no part in it. A period whose place is
    /// itself not known, as `2022-02-XX` or one of several days, holds nothing for certain.
    #[must_use]
    pub fn is_within(&self, period: &When) -> Verdict {
        let whole = period.whole();
        self.lies_between(whole.begin, whole.end)
    }

    /// Tells whether all of it lies between the day on which something began and the day on which that
    /// ended, both included, by the calendar of its own zone.
    ///
    /// `from: 2020-09` is a day in September that is not known, so that nothing of that month is
    /// certain to lie behind it. A day that is not given is not known.
    #[must_use]
    pub fn is_between(&self, from: Option<&When>, to: Option<&When>) -> Verdict {
        self.lies_between(
            from.map_or(Range::UNKNOWN, |from| from.days().begin),
            to.map_or(Range::UNKNOWN, |to| to.days().end),
        )
    }

    fn lies_between(&self, begins: Range, ends: Range) -> Verdict {
        let own = self.days();
        if own.begin.earliest >= begins.latest && own.end.latest <= ends.earliest {
            Verdict::Certainly
        } else if own.begin.latest < begins.earliest || own.end.earliest > ends.latest {
            Verdict::CertainlyNot
        } else {
            Verdict::Possibly
        }
    }

    /// Returns when it began and ended, in days of its own calendar.
    pub(super) fn days(&self) -> Spell {
        match &self.extent {
            Extent::One(date) => Spell::at(days_of(date)),
            Extent::Span(start, end) => Spell::from_to(
                end_days(start, days_of, Range::START),
                end_days(end, days_of, Range::NEVER),
            ),
            Extent::OneOf(elements) => Spell::at(choice_days(elements)),
        }
    }

    /// Returns it as a period: from the first day of what was written to the last.
    pub(super) fn whole(&self) -> Spell {
        match &self.extent {
            Extent::One(date) if has_its_place(date) => Spell {
                begin: first_of(date),
                end: last_of(date),
            },
            Extent::Span(start, end) => Spell::from_to(
                end_days(start, first_of, Range::START),
                end_days(end, last_of, Range::NEVER),
            ),
            Extent::One(_) | Extent::OneOf(_) => self.days(),
        }
    }

    /// Returns when it began and ended, in seconds of UTC.
    pub(super) fn instants(&self) -> Spell {
        if let Some(moment) = self.moment() {
            return Spell::at(moment);
        }
        let days = self.days();
        let instants = |range: Range| {
            let earliest = self.second_of(range.earliest, Edge::First);
            // A zone that crossed the date line left out a whole day.
            let latest = self.second_of(range.latest, Edge::Last).max(earliest);
            Range::new(earliest, latest)
        };
        Spell {
            begin: instants(days.begin),
            end: instants(days.end),
        }
    }

    /// Returns the seconds of a time of day; of one without a zone, in every zone on earth.
    fn moment(&self) -> Option<Range> {
        let clock = self.clock?;
        let (first, last) = match (self.instant(), self.zone) {
            (Some(instant), _) => (instant.timestamp(), instant.timestamp()),
            (None, Some(_)) => return None,
            (None, None) => {
                let local = self.first_day()?.and_time(clock.time).and_utc().timestamp();
                (local - EASTERNMOST, local + WESTERNMOST)
            }
        };
        let length = match clock.precision {
            ClockPrecision::Minutes => 59,
            ClockPrecision::Seconds => 0,
        };
        Some(Range {
            earliest: first,
            latest: last + length,
        })
    }

    /// Returns the first or last second of a day by its number.
    fn second_of(&self, number: i64, edge: Edge) -> i64 {
        if matches!(number, i64::MIN | i64::MAX) {
            return number;
        }
        let begins = |number: i64| {
            let zoned = self.zone.and_then(|zone| {
                let day = day_of(number)?;
                Some(zones::start_of_day(day, Some(zone)).timestamp())
            });
            zoned.unwrap_or_else(|| number.saturating_mul(SECONDS_OF_DAY))
        };
        match (edge, self.zone) {
            (Edge::First, Some(_)) => begins(number),
            (Edge::First, None) => begins(number).saturating_sub(EASTERNMOST),
            (Edge::Last, Some(_)) => begins(number.saturating_add(1)).saturating_sub(1),
            (Edge::Last, None) => begins(number.saturating_add(1)).saturating_add(WESTERNMOST - 1),
        }
    }
}

/// How far the zones of the earth reach: 14 hours before UTC and 12 behind it.
const EASTERNMOST: i64 = 14 * 3_600;
const WESTERNMOST: i64 = 12 * 3_600;

const SECONDS_OF_DAY: i64 = 86_400;

/// The first or the last second of a day.
#[derive(Debug, Clone, Copy)]
enum Edge {
    First,
    Last,
}

/// The earliest and the latest that a moment can be: numbers of days, or seconds, since 1970.
#[derive(Debug, Clone, Copy)]
pub(super) struct Range {
    /// The earliest.
    pub(super) earliest: i64,
    /// The latest.
    pub(super) latest: i64,
}

impl Range {
    /// At any time.
    const UNKNOWN: Self = Self::new(i64::MIN, i64::MAX);
    /// Before everything.
    const START: Self = Self::new(i64::MIN, i64::MIN);
    /// After everything.
    const NEVER: Self = Self::new(i64::MAX, i64::MAX);

    /// Makes one from its two ends.
    pub(super) const fn new(earliest: i64, latest: i64) -> Self {
        Self { earliest, latest }
    }

    fn precedes(self, other: Self) -> Verdict {
        if self.latest < other.earliest {
            Verdict::Certainly
        } else if self.earliest >= other.latest {
            Verdict::CertainlyNot
        } else {
            Verdict::Possibly
        }
    }

    fn shared(self, other: Self) -> Option<Self> {
        let earliest = self.earliest.max(other.earliest);
        let latest = self.latest.min(other.latest);
        (earliest <= latest).then(|| Self::new(earliest, latest))
    }
}

/// When something began, and when it ended.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spell {
    /// When it began.
    pub(super) begin: Range,
    /// When it ended.
    pub(super) end: Range,
}

impl Spell {
    /// Something that happened at one unknown place of a range, for however long.
    fn at(range: Range) -> Self {
        Self {
            begin: range,
            end: range,
        }
    }

    /// Something with two ends; one that is not known lies on its side of the other.
    fn from_to(begin: Option<Range>, end: Option<Range>) -> Self {
        let latest = end.map_or(i64::MAX, |end| end.latest);
        let begin = begin.unwrap_or(Range::new(i64::MIN, latest));
        let end = end.unwrap_or(Range::new(begin.earliest, i64::MAX));
        Self { begin, end }
    }

    /// Returns what two spells leave of each other if they are those of one event.
    pub(super) fn shared(self, other: Self) -> Option<Self> {
        Some(Self {
            begin: self.begin.shared(other.begin)?,
            end: self.end.shared(other.end)?,
        })
    }
}

fn end_days(end: &End, days: fn(&Date) -> Range, open: Range) -> Option<Range> {
    match end {
        End::On(date) => Some(days(date)),
        End::Open => Some(open),
        End::NotKnown => None,
    }
}

fn choice_days(elements: &[SetElement]) -> Range {
    let ranges = elements.iter().map(|element| match element {
        SetElement::Date(date) => days_of(date),
        SetElement::OnOrBefore(date) => Range::new(i64::MIN, days_of(date).latest),
        SetElement::OnOrAfter(date) => Range::new(days_of(date).earliest, i64::MAX),
        SetElement::Range(first, last) => Range::new(days_of(first).earliest, days_of(last).latest),
    });
    let hull = ranges.reduce(|hull, range| {
        Range::new(
            hull.earliest.min(range.earliest),
            hull.latest.max(range.latest),
        )
    });
    hull.unwrap_or(Range::UNKNOWN)
}

/// Returns the days on which something of that date can have been.
fn days_of(date: &Date) -> Range {
    Range::new(first_of(date).earliest, last_of(date).latest)
}

/// Returns the first day of a date, as far as its marks leave it certain.
fn first_of(date: &Date) -> Range {
    let margin = margin(date);
    match Edtf::Date(*date).bounds().earliest {
        Bound::Date(day) => around(day, margin),
        Bound::NegativeInfinity | Bound::PositiveInfinity | Bound::Unknown => Range::UNKNOWN,
    }
}

/// Returns the last day of a date, as far as its marks leave it certain.
fn last_of(date: &Date) -> Range {
    let margin = margin(date);
    match Edtf::Date(*date).bounds().latest {
        Bound::Date(day) => around(day, margin),
        Bound::NegativeInfinity | Bound::PositiveInfinity | Bound::Unknown => Range::UNKNOWN,
    }
}

fn around(day: BoundDate, margin: i64) -> Range {
    let calendar = i32::try_from(day.year)
        .ok()
        .filter(|year| YEARS.contains(&i64::from(*year)))
        .and_then(|year| NaiveDate::from_ymd_opt(year, day.month.into(), day.day.into()));
    let Some(calendar) = calendar else {
        // Beyond the years of four digits, all that is known is on which side.
        return if day.year < 0 {
            Range::new(
                i64::MIN + 1,
                number_of(NaiveDate::from_ymd_opt(-9999, 1, 1)),
            )
        } else {
            Range::new(
                number_of(NaiveDate::from_ymd_opt(9999, 12, 31)),
                i64::MAX - 1,
            )
        };
    };
    let number = number_of(Some(calendar));
    Range::new(number - margin, number + margin)
}

fn number_of(day: Option<NaiveDate>) -> i64 {
    let day = day.expect("the years of four digits are in the calendar");
    day.signed_duration_since(NaiveDate::default()).num_days()
}

fn day_of(number: i64) -> Option<NaiveDate> {
    NaiveDate::default().checked_add_signed(TimeDelta::try_days(number)?)
}

/// Tells whether a date names a stretch of the calendar, and not an unknown part of one.
fn has_its_place(date: &Date) -> bool {
    let is_known = |part: Option<DateField>| part.is_none_or(|part| !part.has_unspecified());
    is_known(date.month) && is_known(date.day)
}

/// Returns by how many days a date that is marked may be off.
///
/// Who writes "about 13 January" means a day nearer to the 13th than "January" would; a week either
/// side is taken for that, and for every larger size once its own length. A doubtful date is doubtful
/// as a whole: the Friday may be another Friday, the month that of another year; so the next larger
/// size is taken. What lies farther off is certain all the same.
fn margin(date: &Date) -> i64 {
    let known = |part: Option<DateField>| part.and_then(DateField::value).is_some();
    let (near, far) = match date.precision() {
        Precision::Day if known(date.day) && known(date.month) => (7, 31),
        Precision::Day | Precision::Month if known(date.month) => (31, YEAR),
        Precision::Season => (92, YEAR),
        Precision::Day | Precision::Month | Precision::Year => match unknown_digits(date) {
            0 => (YEAR, 10 * YEAR),
            1 => (10 * YEAR, 100 * YEAR),
            _ => (100 * YEAR, 1_000 * YEAR),
        },
    };
    match (date.is_uncertain(), date.is_approximate()) {
        (true, _) => far,
        (false, true) => near,
        (false, false) => 0,
    }
}

/// A year at its longest, in days.
const YEAR: i64 = 366;

fn unknown_digits(date: &Date) -> usize {
    match date.year.kind {
        YearKind::Standard { digits, .. } => digits.iter().filter(|digit| digit.is_none()).count(),
        YearKind::Big { .. } | YearKind::Exponential { .. } => 0,
    }
}
