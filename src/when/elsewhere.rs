//! The same event in other zones, as far as its own date and the days reported elsewhere leave it open.
//!
//! Each date is a window of instants. What all windows share is what is left: a known time is converted,
//! and without one every other zone shows each day that falls into what is left, so that no day is ever
//! shifted. A date marked `~` or `?` narrows nothing; one that nothing can be told of is not shown.

use chrono::{DateTime, Datelike, NaiveDate, Offset, TimeZone, Utc};
use chrono_tz::Tz;

use super::compare::{Range, Spell};
use super::words::{candidate_days, days_from_to, days_within, qualified};
use super::zones::{moment_text, seen_day, seen_instant};
use super::{Extent, Seen, When, WhenError, YEARS};

/// Why two statements of one date can be a day apart and yet both be right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Apart {
    /// Nothing says in which zone the event's day is.
    NoZone,
    /// Both are the same moment, each by the offset that was written.
    SameMoment,
    /// The other one can be the day in this zone.
    OtherIn(Tz),
    /// The event's own can be the day in this zone, and the other one that in the event's zone.
    OwnIn(Tz),
}

/// An event as other zones can have seen it.
#[derive(Debug)]
pub struct Elsewhere<'a> {
    own: &'a When,
    reported: Vec<When>,
    /// What the certain dates leave, in seconds of UTC; none if they leave nothing or say nothing.
    left: Option<Spell>,
    /// Whether it lasted from one date to another.
    lasted: bool,
}

impl When {
    /// Looks at the event from other zones, given the days that sources report there.
    #[must_use]
    pub fn elsewhere(&self, reported: &[(Tz, When)]) -> Elsewhere<'_> {
        let reported: Vec<When> = reported
            .iter()
            .map(|(zone, when)| when.clone().in_zone(*zone))
            .collect();
        let certain: Vec<&When> = std::iter::once(self)
            .chain(&reported)
            .filter(|when| !when.is_qualified())
            .collect();
        let lasted = certain
            .iter()
            .any(|when| matches!(when.extent, Extent::Span(..)) && when.certain_day().is_none());
        let placed = certain.iter().any(|when| when.zone.is_some());
        let mut windows = certain.iter().map(|when| when.instants());
        let left = windows.next().filter(|_| placed);
        let left = left.and_then(|first| windows.try_fold(first, Spell::shared));
        // Dates that exclude one another are reported as a fault; each then stands for itself.
        let left = left.or_else(|| {
            let alone = self.zone.is_some() && !self.is_qualified();
            alone.then(|| self.instants())
        });
        Elsewhere {
            own: self,
            reported,
            left,
            lasted,
        }
    }
}

impl Elsewhere<'_> {
    /// Returns the date as a clock or calendar in `zone` showed it; nothing where the calendar of
    /// another place cannot be told.
    #[must_use]
    pub fn seen_from(&self, zone: Tz) -> Option<Seen> {
        if let (Some(clock), Some(instant)) = (self.own.clock, self.own.instant()) {
            return Some(seen_instant(clock, instant, &zone));
        }
        if self.own.zone == Some(zone) {
            return Some(self.at_home(zone));
        }
        let there = self.reported.iter().find(|when| when.zone == Some(zone));
        if let Some(doubtful) = there.filter(|when| when.is_qualified()) {
            return Some(doubtful.as_written());
        }
        let left = self.left.and_then(|left| self.days_left(left, zone));
        left.or_else(|| there.map(When::as_written))
            .or_else(|| self.in_doubt(zone))
    }

    /// Returns the own date: as it was written, unless a report elsewhere leaves fewer days.
    fn at_home(&self, zone: Tz) -> Seen {
        let written = self.own.as_written();
        if self.own.is_qualified() || self.own.certain_day().is_some() {
            return written;
        }
        let narrowed = self.left.and_then(|left| self.days_left(left, zone));
        narrowed.unwrap_or(written)
    }

    /// Returns the days of a zone that fall into what is left.
    fn days_left(&self, left: Spell, zone: Tz) -> Option<Seen> {
        let (begin, end) = (days_in(left.begin, &zone)?, days_in(left.end, &zone)?);
        let known = begin.0 == begin.1 && end.0 == end.1;
        if begin.0 == end.1 {
            return Some(seen_day(begin.0));
        }
        let as_own = (self.own.first_day(), self.own.last_day()) == (Some(begin.0), Some(end.1));
        if as_own && !self.own.is_qualified() && (known || !self.lasted) {
            return Some(self.own.as_written());
        }
        let text = match (self.lasted, known) {
            (true, true) => days_from_to(begin.0, end.0),
            (true, false) => days_within(begin.0, end.1),
            (false, _) => candidate_days(begin.0, end.1),
        };
        Some(Seen { text, iso: None })
    }

    /// Returns the days elsewhere of a day that is itself in doubt, under the same word of doubt.
    fn in_doubt(&self, zone: Tz) -> Option<Seen> {
        let (Extent::One(date), Some(_)) = (&self.own.extent, self.own.zone) else {
            return None;
        };
        let is_day = self.own.first_day() == self.own.last_day();
        if !is_day || !self.own.is_qualified() {
            return None;
        }
        let key = self.own.order_key();
        let (first, last) = days_in(Range::new(key.earliest, key.latest), &zone)?;
        Some(Seen {
            text: qualified(date, candidate_days(first, last)),
            iso: None,
        })
    }

    /// Returns by how many minutes the clocks of a zone are ahead of the event's own; below zero where
    /// they are behind, and nothing where that changed meanwhile.
    #[must_use]
    pub fn minutes_ahead(&self, zone: Tz) -> Option<i32> {
        let (own, left) = (self.own.zone?, self.left?);
        let ahead = |second: i64| {
            let instant = DateTime::<Utc>::from_timestamp(second, 0)?;
            let seconds = |zone: Tz| {
                instant
                    .with_timezone(&zone)
                    .offset()
                    .fix()
                    .local_minus_utc()
            };
            Some((seconds(zone) - seconds(own)) / 60)
        };
        days_in(left.begin, &own)?;
        days_in(left.end, &own)?;
        let first = ahead(left.begin.earliest)?;
        (ahead(left.end.latest)? == first).then_some(first)
    }

    /// Returns what is wrong where two dates cannot be those of one event in any zone.
    #[must_use]
    pub fn disagreement(&self) -> Option<WhenError> {
        let certain: Vec<&When> = std::iter::once(self.own)
            .chain(&self.reported)
            .filter(|when| !when.is_qualified())
            .collect();
        certain.iter().enumerate().find_map(|(index, other)| {
            let before = certain[..index].iter();
            let mut excluded = before.filter(|one| !meet(one, other));
            excluded.next().map(|one| disagreement(one, other))
        })
    }
}

impl When {
    /// Tells why this date of an event and another statement of it are a day apart, where a zone
    /// explains it; of the zones given the first that does.
    #[must_use]
    pub fn apart_from(&self, other: &When, zones: &[Tz]) -> Option<Apart> {
        let days = (self.certain_day()?, other.certain_day()?);
        if (days.0 - days.1).num_days().abs() != 1 {
            return None;
        }
        let has_offset = |when: &When| when.clock.is_some_and(|clock| clock.offset.is_some());
        let own_zone = self.zone;
        if own_zone.is_none() && !has_offset(self) {
            return Some(Apart::NoZone);
        }
        if has_offset(other) {
            // In the zone of the event it would be reported that the offset is another.
            let same = own_zone.is_none() && meet(self, other);
            return same.then_some(Apart::SameMoment);
        }
        let mut foreign = zones.iter().filter(|zone| own_zone != Some(**zone));
        let placed = |when: &When, zone: Tz| when.clone().in_zone(zone);
        let other_in = |zone: &Tz| meet(self, &placed(other, *zone));
        let own_in = |zone: &Tz| {
            let at_home = own_zone.map(|own_zone| placed(other, own_zone));
            !has_offset(self) && at_home.is_some_and(|there| meet(&placed(self, *zone), &there))
        };
        foreign.find_map(|zone| match zone {
            zone if other_in(zone) => Some(Apart::OtherIn(*zone)),
            zone if own_in(zone) => Some(Apart::OwnIn(*zone)),
            _ => None,
        })
    }

    /// Returns the date in its own words, as a clock shows them.
    #[must_use]
    pub fn as_written(&self) -> Seen {
        match (self.certain_day(), self.clock) {
            (Some(day), None) => seen_day(day),
            (Some(day), Some(clock)) => Seen {
                text: moment_text(day.and_time(clock.time), clock),
                iso: self.iso(),
            },
            (None, _) => Seen {
                text: self.medium(),
                iso: self.iso(),
            },
        }
    }
}

/// Tells whether the days of two events in order step back, or stay the same, only because each is the
/// day of another zone; a list then has to name the zones beside them.
#[must_use]
pub fn steps_back(before: &When, after: &When) -> bool {
    let (Some(first), Some(second)) = (before.certain_day(), after.certain_day()) else {
        return false;
    };
    let place = |when: &When| (when.zone, when.clock.and_then(|clock| clock.offset));
    let is_placed = |when: &When| place(when) != (None, None);
    let same_zone = before.zone.is_some() && before.zone == after.zone;
    if second > first || same_zone || !is_placed(before) || !is_placed(after) {
        return false;
    }
    let is_shared = |when: &When, there: &When| {
        let key = when.order_key();
        let range = Range::new(key.earliest, key.latest);
        let days = match place(there) {
            (Some(zone), _) => days_in(range, &zone),
            (None, Some(offset)) => days_in(range, &offset),
            (None, None) => None,
        };
        days == Some((first, first))
    };
    second < first || !is_shared(after, before) || !is_shared(before, after)
}

/// Returns the first and the last day of a zone that a range of instants touches.
fn days_in<Zone: TimeZone>(range: Range, zone: &Zone) -> Option<(NaiveDate, NaiveDate)> {
    let day = |second: i64| {
        let instant = DateTime::<Utc>::from_timestamp(second, 0)?;
        let known = YEARS.contains(&i64::from(instant.year()));
        known.then(|| instant.with_timezone(zone).date_naive())
    };
    Some((day(range.earliest)?, day(range.latest)?))
}

fn meet(one: &When, other: &When) -> bool {
    one.instants().shared(other.instants()).is_some()
}

/// Says that two dates cannot be those of one event, and what that looks like.
fn disagreement(one: &When, other: &When) -> WhenError {
    let named = |when: &When| match when.zone {
        Some(zone) => format!("`{}` in `{zone}`", when.written),
        None => format!("`{}`", when.written),
    };
    let day_apart = match (one.first_day(), other.first_day()) {
        (Some(one), Some(other)) => (one - other).num_days().abs() == 1,
        _ => false,
    };
    let in_utc = |when: &When, beside: &When| {
        let day = when.clone().in_zone(Tz::UTC);
        let is_day = when.clock.is_none() && when.certain_day().is_some();
        is_day && day_apart && when.zone != Some(Tz::UTC) && meet(&day, beside)
    };
    let place = |when: &When| {
        when.zone
            .map_or_else(String::new, |zone| format!(" in `{zone}`"))
    };
    let help = if in_utc(other, one) {
        format!(
            "the two are a day apart: `{0}` looks like a day in UTC beside one{1}; if the source counts in UTC, write `UTC: {0}` instead",
            other.written,
            place(one)
        )
    } else if in_utc(one, other) {
        format!(
            "the two are a day apart: `{}` looks like a day in UTC beside one{}; correct the one that is wrong",
            one.written,
            place(other)
        )
    } else {
        let there = other.zone.and_then(|zone| {
            let alone = one.elsewhere(&[]);
            Some((zone, alone.seen_from(zone)?.text))
        });
        match there {
            Some((zone, words)) => format!(
                "{} is {words} in `{zone}`; correct the one that is wrong",
                named(one)
            ),
            None => "correct the one that is wrong".to_owned(),
        }
    };
    WhenError {
        offset: 0,
        message: format!(
            "{} cannot be the same event as {}",
            named(other),
            named(one)
        ),
        help: Some(help),
        meant: None,
    }
}
