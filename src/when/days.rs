//! Days as numbers, for what has to be counted and sorted: on which something can have begun, and from
//! which to which a period reaches.

use super::compare::Range;
use super::{Verdict, When};

/// The days on one of which something was, counted from 1 January 1970; `i64::MIN` and `i64::MAX` stand
/// for the beginning and the end of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Days {
    /// The first.
    pub earliest: i64,
    /// The last.
    pub latest: i64,
}

impl Days {
    /// Before everything.
    pub const START: Self = Self::new(i64::MIN, i64::MIN);
    /// After everything.
    pub const END: Self = Self::new(i64::MAX, i64::MAX);

    /// Makes them of the first and the last.
    #[must_use]
    pub const fn new(earliest: i64, latest: i64) -> Self {
        Self { earliest, latest }
    }

    /// Returns the day, if it is one.
    #[must_use]
    pub fn one(self) -> Option<i64> {
        (self.earliest == self.latest).then_some(self.earliest)
    }

    /// Returns the same so many days later.
    #[must_use]
    pub fn later(self, days: i64) -> Self {
        let shift = |day: i64| match day {
            i64::MIN | i64::MAX => day,
            day => day.saturating_add(days),
        };
        Self::new(shift(self.earliest), shift(self.latest))
    }

    /// Tells whether the day lies between two others, both included.
    #[must_use]
    pub fn is_between(self, first: Self, last: Self) -> Verdict {
        if self.earliest >= first.latest && self.latest <= last.earliest {
            Verdict::Certainly
        } else if self.latest < first.earliest || self.earliest > last.latest {
            Verdict::CertainlyNot
        } else {
            Verdict::Possibly
        }
    }
}

impl When {
    /// Returns the days on which it can have begun, by its own calendar.
    #[must_use]
    pub fn begins(&self) -> Days {
        let begin = self.days().begin;
        Days::new(begin.earliest, begin.latest)
    }

    /// Returns the first and the last day of the period that was written, each as far as it is known.
    #[must_use]
    pub fn ends(&self) -> (Days, Days) {
        let whole = self.whole();
        let days = |range: Range| Days::new(range.earliest, range.latest);
        (days(whole.begin), days(whole.end))
    }
}
