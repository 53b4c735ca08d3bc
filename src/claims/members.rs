//! The events that a filter asks for, by day: found once for each filter, however many claims use it.
//!
//! Those that are certain to belong and whose day is known lie in order, so that a period is two
//! searches. The others are few and are looked at one by one.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::dates;
use crate::model::{Item, Value};
use crate::resolve::matching::{Fit, Sought};
use crate::resolve::{EntryId, Site};
use crate::schema::{FieldPath, KindId};
use crate::when::{Days, Verdict};

/// An event that a filter asks for, or may ask for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member {
    pub(super) id: EntryId,
    /// The days on which it can have begun.
    pub(super) days: Days,
    pub(super) fit: Fit,
}

/// The events that a filter asks for.
#[derive(Debug, Default)]
pub(super) struct Members {
    /// Those that belong for certain on a day that is known, by that day.
    pub(super) sharp: Vec<Member>,
    /// For each of these, the number of different days up to its own.
    distinct: Vec<usize>,
    /// The others, by the first day that each can have.
    blurred: Vec<Member>,
    /// For each of these, the last day that it or one before it can have.
    reach: Vec<i64>,
}

/// The days of every entry, found once.
#[derive(Debug, Default)]
pub(super) struct Calendar {
    /// Its place in the chronology.
    pub(super) ranks: Vec<u32>,
    /// The days on which it can have begun.
    pub(super) days: Vec<Days>,
}

impl Calendar {
    pub(super) fn new(site: &Site) -> Self {
        let mut ranks = vec![u32::MAX; site.entries.len()];
        for (id, rank) in site.chronology.order.iter().zip(0..) {
            ranks[id.0 as usize] = rank;
        }
        let days = site.ids().map(|id| dates::days(id, site)).collect();
        Self { ranks, days }
    }
}

/// From a day to another, both included, each as far as it is known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Period {
    pub(super) first: Days,
    pub(super) last: Days,
}

impl Period {
    pub(super) const ALWAYS: Self = Self {
        first: Days::START,
        last: Days::END,
    };

    pub(super) fn holds(self, days: Days) -> Verdict {
        days.is_between(self.first, self.last)
    }

    /// Returns the same, but no longer than up to some day.
    pub(super) fn up_to(self, day: Days) -> Self {
        let (own, other) = (self.last, day);
        Self {
            first: self.first,
            last: Days::new(
                own.earliest.min(other.earliest),
                own.latest.min(other.latest),
            ),
        }
    }
}

impl Members {
    /// Gathers the events that a filter asks for, out of those given.
    pub(super) fn gather(
        ids: impl Iterator<Item = EntryId>,
        sought: &Sought,
        calendar: &Calendar,
        site: &Site,
    ) -> Self {
        let mut members = Self::default();
        for id in ids {
            let fit = site.fit(id, sought);
            let days = calendar.days[id.0 as usize];
            let member = Member { id, days, fit };
            match (fit, days.one()) {
                (Fit::No, _) => {}
                (Fit::Yes, Some(_)) => members.sharp.push(member),
                _ => members.blurred.push(member),
            }
        }
        let order = |member: &Member| (member.days.earliest, calendar.ranks[member.id.0 as usize]);
        members.sharp.sort_by_key(order);
        members.blurred.sort_by_key(order);
        let (mut number, mut before) = (0, None);
        for member in &members.sharp {
            number += usize::from(before != Some(member.days.earliest));
            before = Some(member.days.earliest);
            members.distinct.push(number);
        }
        let mut reach = i64::MIN;
        for member in &members.blurred {
            reach = reach.max(member.days.latest);
            members.reach.push(reach);
        }
        members
    }

    /// Returns the places of those that lie between two days for certain.
    pub(super) fn between(&self, first: i64, last: i64) -> Range<usize> {
        let start = self.sharp.partition_point(|it| it.days.earliest < first);
        let end = self.sharp.partition_point(|it| it.days.earliest <= last);
        start..end.max(start)
    }

    /// Returns the places of those that certainly, and of those that possibly lie in a period.
    pub(super) fn within(&self, period: Period) -> (Range<usize>, Range<usize>) {
        (
            self.between(period.first.latest, period.last.earliest),
            self.between(period.first.earliest, period.last.latest),
        )
    }

    /// Counts the different days of some of them.
    pub(super) fn days(&self, places: &Range<usize>) -> usize {
        if places.is_empty() {
            return 0;
        }
        let before = self.distinct[places.start];
        self.distinct[places.end - 1] - before + 1
    }

    /// Lists those of which it is not certain that they belong, or when they were, and which may lie in
    /// a period, each with its place and whether it belongs there for certain.
    pub(super) fn blurred(&self, period: Period) -> impl Iterator<Item = (usize, &Member, bool)> {
        let start = self.reach.partition_point(|it| *it < period.first.earliest);
        let after = |it: &Member| it.days.earliest <= period.last.latest;
        let end = self.blurred.partition_point(after).max(start);
        let places = (start..end).zip(&self.blurred[start..end]);
        places.filter_map(move |(place, member)| match period.holds(member.days) {
            Verdict::CertainlyNot => None,
            verdict => {
                let certain = verdict.is_certain() && member.fit == Fit::Yes;
                Some((place, member, certain))
            }
        })
    }
}

/// Which entries of a kind hold which option or reference at a path.
#[derive(Debug, Default)]
pub(super) struct Postings {
    by_value: HashMap<u32, Vec<EntryId>>,
    /// Those of which nothing is known there.
    open: Vec<EntryId>,
}

impl Postings {
    pub(super) fn new(kind: KindId, path: &FieldPath, site: &Site) -> Self {
        let mut postings = Self::default();
        for id in of_kind(kind, site) {
            let entry = site.entry(id);
            let mut values = BTreeSet::new();
            let mut open = false;
            visit(&entry.fields, &path.0, &mut |value| match value {
                Some(Value::Choice(index)) => values.extend(u32::try_from(*index)),
                Some(Value::Ref(slot)) => match site.targets[id.0 as usize][*slot] {
                    Some(target) => _ = values.insert(target.0),
                    None => open = true,
                },
                Some(_) => {}
                None => open = true,
            });
            for value in values {
                postings.by_value.entry(value).or_default().push(id);
            }
            if open {
                postings.open.push(id);
            }
        }
        postings
    }

    /// Lists the entries that may hold one of some values, in order and each once.
    pub(super) fn candidates(&self, values: &[u32]) -> BTreeSet<EntryId> {
        let held = values.iter().filter_map(|value| self.by_value.get(value));
        held.flatten().chain(&self.open).copied().collect()
    }
}

/// Returns the entries of a kind.
pub(super) fn of_kind(kind: KindId, site: &Site) -> impl Iterator<Item = EntryId> + use<> {
    let start = site.entries.partition_point(|entry| entry.kind < kind);
    let end = site.entries.partition_point(|entry| entry.kind <= kind);
    (start..end).filter_map(|place| u32::try_from(place).ok().map(EntryId))
}

/// Visits every value at a path, each of several statements, and what is missing in an item.
fn visit(fields: &[Option<Item>], path: &[usize], see: &mut impl FnMut(Option<&Value>)) {
    let Some((first, rest)) = path.split_first() else {
        return;
    };
    match fields.get(*first).and_then(Option::as_ref) {
        None => see(None),
        Some(item) => visit_value(&item.value, rest, see),
    }
}

fn visit_value(value: &Value, rest: &[usize], see: &mut impl FnMut(Option<&Value>)) {
    match value {
        Value::List(items) if items.is_empty() => see(None),
        Value::List(items) => {
            for item in items {
                visit_value(&item.value, rest, see);
            }
        }
        Value::Group(fields) if !rest.is_empty() => visit(fields, rest, see),
        Value::Facts(facts) => {
            for fact in facts {
                see(Some(&fact.item.value));
            }
        }
        value => see(Some(value)),
    }
}
