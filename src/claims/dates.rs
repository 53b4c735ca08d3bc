//! When events were, by all that is stated of them: on which days, and which of two began first.
//!
//! Where several dates are stated, each may be the right one: an event can have been on any of their days,
//! and comes before another only if all of its dates do.

use chrono::{Datelike, NaiveDate, TimeDelta};

use crate::model::Value;
use crate::resolve::{EntryId, Site};
use crate::schema::Role;
use crate::when::{Days, Verdict, When};

/// Returns the days on which an event can have begun; any day where no date is known.
pub(super) fn days(id: EntryId, site: &Site) -> Days {
    let dates = stated(id, site).into_iter();
    let days = dates.map(|when| when.begins());
    let hull = days.reduce(|hull, days| {
        Days::new(
            hull.earliest.min(days.earliest),
            hull.latest.max(days.latest),
        )
    });
    hull.unwrap_or(Days::new(i64::MIN, i64::MAX))
}

/// Tells whether an event began before another.
pub(super) fn is_before(id: EntryId, other: EntryId, site: &Site) -> Verdict {
    let (own, others) = (stated(id, site), stated(other, site));
    let pairs = own
        .iter()
        .flat_map(|own| others.iter().map(move |other| began_before(own, other)));
    let mut verdicts = pairs.into_iter();
    let Some(first) = verdicts.next() else {
        return Verdict::Possibly;
    };
    if verdicts.all(|verdict| verdict == first) {
        first
    } else {
        Verdict::Possibly
    }
}

/// How many days the same moment can lie apart in the calendars of two zones, and one for safety.
pub(super) const ZONES_APART: i64 = 2;

/// Days of one calendar are compared as days; what two zones say is compared by the clock.
fn began_before(own: &When, other: &When) -> Verdict {
    let timed = own.instant().is_some() && other.instant().is_some();
    let margin = if own.zone() == other.zone() && !timed {
        0
    } else {
        ZONES_APART
    };
    let (days, others) = (own.begins(), other.begins());
    if days.latest < others.later(-margin).earliest {
        Verdict::Certainly
    } else if others.latest < days.later(-margin).earliest {
        Verdict::CertainlyNot
    } else if own.is_before(other).is_certain() {
        Verdict::Certainly
    } else if other.is_before(own).is_certain() {
        Verdict::CertainlyNot
    } else {
        Verdict::Possibly
    }
}

/// Returns the dates that are stated of an event, each with its zone.
fn stated(id: EntryId, site: &Site) -> Vec<When> {
    let entry = site.entry(id);
    let Some(own) = &entry.when else {
        return Vec::new();
    };
    let item = site.kind_of(id).roles.get(Role::Dated);
    let item = item.and_then(|path| entry.values(path).first().copied());
    let Some(Value::Facts(facts)) = item.map(|item| &item.value) else {
        return vec![own.clone()];
    };
    let dates = facts.iter().filter_map(|fact| fact.item.value.date());
    dates
        .map(|date| {
            let date = date.clone().of_event();
            match own.zone() {
                Some(zone) => date.in_zone(zone),
                None => date,
            }
        })
        .collect()
}

/// Returns the calendar day of a number of days since 1970.
pub(super) fn calendar(day: i64) -> Option<(i32, u32)> {
    let since = TimeDelta::try_days(day)?;
    let day = NaiveDate::default().checked_add_signed(since)?;
    (0..=9999)
        .contains(&day.year())
        .then(|| (day.year(), day.month()))
}
