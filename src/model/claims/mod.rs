//! The statements of an entry that can be checked: what its words assert, in terms of declared fields.
//!
//! In: the list `claims` of the front matter. Out: [`Claim`]s in which every kind, field and option is
//! known to exist. Whether they hold is worked out when all entries are known.

use crate::filter::{Filter, Named, Path};
use crate::quantity::Quantity;
use crate::text::Span;
use crate::when::When;

mod read;

pub(super) use read::read;
pub use read::{point, within};

/// A statement that can be checked.
#[derive(Debug, Clone)]
pub struct Claim {
    /// The words of the text that make it.
    pub says: String,
    /// Where they stand in the claim.
    pub says_span: Span,
    /// What they assert.
    pub asserts: Assertion,
    /// The event of which it is said: the entry itself, unless another is named.
    pub of: Point,
    /// The name of the counting rule.
    pub unit: Option<Named>,
    /// A word beside it, such as `appears`, that leaves it open.
    pub hedge: Option<(String, Span)>,
    /// The sources whose words it is; none where the words are the site's own.
    pub reported_by: Vec<Named>,
    /// A remark for readers, such as why two counts differ.
    pub note: Option<String>,
    /// The whole claim.
    pub span: Span,
}

/// What a claim asserts.
#[derive(Debug, Clone)]
pub enum Assertion {
    /// So many events.
    Count {
        /// Which.
        of: Set,
        /// How many.
        is: Number,
    },
    /// The event is the so-manieth.
    Ordinal {
        /// Among which.
        among: Set,
        /// From which event on they are counted, and the number of that one.
        starting: Option<(Named, u32)>,
        /// The number.
        is: Number,
    },
    /// Nothing of the kind happened between a period and the event.
    FirstSince {
        /// Among which.
        among: Set,
        /// The period in which the one before it lies.
        since: When,
    },
    /// Nothing of the kind happened between the event and a period.
    LastBefore {
        /// Among which.
        among: Set,
        /// The period in which the one after it lies.
        before: When,
    },
    /// No other event reaches the value.
    Record {
        /// Among which.
        among: Set,
        /// The field.
        field: Path,
        /// Whether the largest or the smallest.
        extreme: Extreme,
        /// Whose statements count of the others.
        by: Statements,
        /// The period in which one reached it before; none for all time.
        since: Option<When>,
    },
    /// So many days lie between two events.
    DaysBetween {
        /// The earlier.
        from: Point,
        /// The later.
        to: Point,
        /// How many.
        is: Number,
    },
    /// Somebody held an office on the day of the event.
    HeldOffice {
        /// Who.
        person: Named,
        /// The office, in words.
        office: String,
    },
}

/// The events among which something is counted.
#[derive(Debug, Clone)]
pub struct Set {
    /// Which events.
    pub filter: Filter,
    /// In which period.
    pub within: Within,
    /// Up to when, that day included.
    pub until: Option<Point>,
}

/// The period within which events are counted.
#[derive(Debug, Clone)]
pub enum Within {
    /// At any time.
    Always,
    /// In the year of the event.
    Year,
    /// In the month of the event.
    Month,
    /// In this period.
    Period(Box<When>, Span),
}

/// A point in time that a claim names.
#[derive(Debug, Clone)]
pub enum Point {
    /// The entry's own.
    This,
    /// That of another event.
    Event(Named),
    /// A day.
    Day(When),
}

/// The number that a claim asserts.
#[derive(Debug, Clone)]
pub struct Number {
    /// The number or range.
    pub quantity: Quantity,
    /// Where it is written.
    pub span: Span,
}

/// Which end of a scale is a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extreme {
    /// The largest value.
    Max,
    /// The smallest value.
    Min,
}

/// Which of several values that are stated of an event count when it is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statements {
    /// Each may be the right one.
    All,
    /// The farthest that anybody states.
    Any,
}

impl Claim {
    /// Returns the events among which something is counted.
    #[must_use]
    pub fn set(&self) -> Option<&Set> {
        match &self.asserts {
            Assertion::Count { of: set, .. }
            | Assertion::Ordinal { among: set, .. }
            | Assertion::FirstSince { among: set, .. }
            | Assertion::LastBefore { among: set, .. }
            | Assertion::Record { among: set, .. } => Some(set),
            Assertion::DaysBetween { .. } | Assertion::HeldOffice { .. } => None,
        }
    }

    /// Lists the events that it names.
    #[must_use]
    pub fn events(&self) -> Vec<&Named> {
        let mut points = vec![&self.of];
        points.extend(self.set().and_then(|set| set.until.as_ref()));
        let mut starting = None;
        match &self.asserts {
            Assertion::DaysBetween { from, to, .. } => points.extend([from, to]),
            Assertion::Ordinal { starting: from, .. } => starting = from.as_ref(),
            Assertion::Count { .. }
            | Assertion::FirstSince { .. }
            | Assertion::LastBefore { .. }
            | Assertion::Record { .. }
            | Assertion::HeldOffice { .. } => {}
        }
        let named = points.into_iter().filter_map(|point| match point {
            Point::Event(named) => Some(named),
            Point::This | Point::Day(_) => None,
        });
        named.chain(starting.map(|(named, _)| named)).collect()
    }
}
