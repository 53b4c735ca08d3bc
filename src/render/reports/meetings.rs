//! Who met whom: countries by countries and people by people, counted from who took part in events.
//!
//! Only what took place counts, and each event once for each pair, whatever its kind: a call is a
//! meeting like any other. The pairs are counted from each event's own list, so that the work grows
//! with the events and not with the square of the people.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use tera::Value;

use super::super::cards::Cards;
use super::super::view::{list, map};
use crate::model::Within;
use crate::resolve::titles::sorted_by;
use crate::resolve::{EntryId, Site};
use crate::schema::{KindId, Role};

/// The most rows and columns of a table of pairs.
const ROWS: usize = 30;
/// The most pairs in a list of them.
const LISTED: usize = 12;

/// What two entries took part in together.
#[derive(Debug, Clone, Copy)]
pub(in crate::render) struct Together {
    /// In how many events.
    pub(in crate::render) number: usize,
    /// The first of them.
    pub(in crate::render) first: EntryId,
    /// The last of them.
    pub(in crate::render) last: EntryId,
}

/// All pairs of those who play a part in events.
#[derive(Debug, Default)]
pub(in crate::render) struct Meetings {
    /// The pairs, the one of the lower id first.
    pub(in crate::render) pairs: BTreeMap<(EntryId, EntryId), Together>,
    /// For each entry, in how many events it met another.
    pub(in crate::render) totals: BTreeMap<EntryId, usize>,
    /// The kinds of these events.
    kinds: Vec<KindId>,
}

/// Counts the pairs of those who play a part in the same events.
pub(in crate::render) fn meetings(role: Role, site: &Site) -> Meetings {
    let mut meetings = Meetings::default();
    for event in &site.chronology.order {
        let Some(path) = site.kind_of(*event).roles.get(role) else {
            continue;
        };
        if !site.took_place(*event) {
            continue;
        }
        let references = site.entry(*event).references.iter();
        let mut present: Vec<EntryId> = references
            .zip(site.targets[event.0 as usize].iter())
            .filter(|(reference, _)| reference.path == *path && reference.within == Within::Value)
            .filter_map(|(_, target)| *target)
            .collect();
        present.sort_unstable();
        present.dedup();
        if present.len() < 2 {
            continue;
        }
        let kind = site.entry(*event).kind;
        if !meetings.kinds.contains(&kind) {
            meetings.kinds.push(kind);
        }
        for (place, one) in present.iter().enumerate() {
            *meetings.totals.entry(*one).or_default() += 1;
            for other in &present[place + 1..] {
                // The chronology is in order, so that the last event seen is the last there was.
                let pair = meetings.pairs.entry((*one, *other)).or_insert(Together {
                    number: 0,
                    first: *event,
                    last: *event,
                });
                pair.number += 1;
                pair.last = *event;
            }
        }
    }
    meetings
}

impl Meetings {
    /// Returns what two entries took part in together.
    fn of(&self, one: EntryId, other: EntryId) -> Option<&Together> {
        self.pairs.get(&(one.min(other), one.max(other)))
    }

    /// Returns those with the most events, at most so many as a table has rows.
    fn foremost(&self, site: &Site) -> Vec<EntryId> {
        let mut all: Vec<(EntryId, usize)> = self.totals.iter().map(|(id, n)| (*id, *n)).collect();
        all.sort_by_cached_key(|(id, number)| {
            (Reverse(*number), sorted_by(*id, site).into_owned())
        });
        all.into_iter().map(|(id, _)| id).take(ROWS).collect()
    }
}

/// Makes what the template sees.
pub(super) fn view(site: &Site, cards: &Cards) -> Value {
    let parties = meetings(Role::Parties, site);
    let people = meetings(Role::Attended, site);
    map([
        (
            "name",
            crate::resolve::reports::Report::Meetings.key().into(),
        ),
        ("data", crate::resolve::routes::MEETINGS.into()),
        ("parties", part(&parties, site, cards)),
        ("people", part(&people, site, cards)),
    ])
}

/// Makes the table of those with the most events, and the list of the pairs that met most.
fn part(meetings: &Meetings, site: &Site, cards: &Cards) -> Value {
    let foremost = meetings.foremost(site);
    let rows = foremost.iter().map(|one| {
        let cells = foremost.iter().map(|other| {
            let pair = meetings.of(*one, *other);
            pair.map_or_else(Value::none, |pair| together(pair, cards))
        });
        map([
            ("card", cards.get(*one)),
            ("total", meetings.totals[one].into()),
            ("cells", list(cells)),
        ])
    });
    let mut pairs: Vec<(&(EntryId, EntryId), &Together)> = meetings.pairs.iter().collect();
    pairs.sort_by_cached_key(|((one, other), pair)| {
        let when = site.entry(pair.last).when.as_ref();
        let last = when.map(crate::when::When::order_key);
        (Reverse((pair.number, last)), *one, *other)
    });
    let listed = pairs.iter().take(LISTED).map(|((one, other), pair)| {
        map([
            ("one", cards.get(*one)),
            ("other", cards.get(*other)),
            ("met", together(pair, cards)),
        ])
    });
    let kinds = meetings.kinds.iter();
    let kinds = kinds.map(|kind| site.schema.kind(*kind).plural.to_lowercase());
    map([
        ("rows", list(rows)),
        ("total", meetings.totals.len().into()),
        ("pairs", list(listed)),
        ("pairs_total", meetings.pairs.len().into()),
        ("kinds", list(kinds.map(Value::from))),
    ])
}

fn together(pair: &Together, cards: &Cards) -> Value {
    map([
        ("number", pair.number.into()),
        ("last", cards.get(pair.last)),
    ])
}
