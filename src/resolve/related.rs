//! Which events are most like another: they share people, places and systems, close in time.
//!
//! A shared entry weighs the more the fewer events share it. For each shared entry only the nearest
//! events in time are looked at, so that the cost grows in step with the content even where one
//! country takes part in everything.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::EntryId;
use super::chronology::Chronology;
use super::references::Targets;
use crate::model::{Entry, Within};
use crate::schema::{KindId, Schema};

/// How many neighbours in time are looked at on either side, for each shared entry.
const WINDOW: usize = 6;
/// How many related events are kept.
const KEPT: usize = 5;
/// From how many events of a kind on, what more than half of them share likens none to another.
const COMMON_FROM: usize = 12;
/// The days after which closeness in time counts for half.
const HALF_DAYS: f64 = 60.0;

/// An event that is like another.
#[derive(Debug, Clone)]
pub struct Related {
    /// The event.
    pub id: EntryId,
    /// What the two share, the rarest first.
    pub shared: Vec<EntryId>,
}

/// Which events refer to what, from which those that are like each other are found.
#[derive(Debug)]
pub struct Sharing {
    /// For each event, what it refers to, each with its place among the events that refer to the same.
    terms: Vec<Vec<(EntryId, usize)>>,
    /// For each entry, the events that refer to it, in order of time.
    sharers: Vec<Vec<EntryId>>,
    /// The number of events.
    number: usize,
}

impl Sharing {
    /// Notes what each event refers to.
    pub(super) fn new(
        entries: &[Arc<Entry>],
        schema: &Schema,
        targets: &[Targets],
        chronology: &Chronology,
    ) -> Self {
        let mut terms: Vec<Vec<(EntryId, usize)>> = entries
            .par_iter()
            .zip(targets)
            .map(|(entry, targets)| {
                if entry.when.is_some() {
                    terms_of(entry, schema, targets)
                } else {
                    Vec::new()
                }
            })
            .collect();
        leave_out_common(entries, &mut terms);
        let mut sharers: Vec<Vec<EntryId>> = vec![Vec::new(); entries.len()];
        for id in &chronology.order {
            for (term, place) in &mut terms[id.0 as usize] {
                let list = &mut sharers[term.0 as usize];
                *place = list.len();
                list.push(*id);
            }
        }
        Self {
            terms,
            sharers,
            number: chronology.order.len(),
        }
    }

    /// Finds the events most like an event; the cost does not grow with the site.
    #[must_use]
    pub fn related_to(&self, id: EntryId, entries: &[Arc<Entry>]) -> Vec<Related> {
        let mut shared: BTreeMap<EntryId, Vec<EntryId>> = BTreeMap::new();
        for (term, place) in &self.terms[id.0 as usize] {
            let list = &self.sharers[term.0 as usize];
            let from = place.saturating_sub(WINDOW);
            let to = (place + WINDOW + 1).min(list.len());
            for other in list[from..to].iter().filter(|other| **other != id) {
                shared.entry(*other).or_default().push(*term);
            }
        }
        self.rank(id, shared, entries)
    }

    fn rank(
        &self,
        id: EntryId,
        shared: BTreeMap<EntryId, Vec<EntryId>>,
        entries: &[Arc<Entry>],
    ) -> Vec<Related> {
        let weight = |term: &EntryId| {
            let sharing = self.sharers[term.0 as usize].len().max(1);
            // The usual inverse document frequency; both counts are far below 2^52.
            #[expect(clippy::cast_precision_loss, reason = "counts of entries are small")]
            let rarity = (1.0 + self.number as f64 / sharing as f64).ln();
            rarity
        };
        let mut ranked: Vec<(f64, Related)> = shared
            .into_iter()
            .map(|(other, mut terms)| {
                let likeness: f64 = terms.iter().map(weight).sum();
                terms.sort_by(|left, right| {
                    weight(right).total_cmp(&weight(left)).then(left.cmp(right))
                });
                let days = days_apart(&entries[id.0 as usize], &entries[other.0 as usize]);
                let score = likeness / (1.0 + days / HALF_DAYS);
                let related = Related {
                    id: other,
                    shared: terms,
                };
                (score, related)
            })
            .collect();
        ranked.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.1.id.cmp(&right.1.id)));
        ranked.truncate(KEPT);
        ranked.into_iter().map(|(_, related)| related).collect()
    }
}

/// Takes out what more than half of the events of a kind have in common, such as the country whose
/// launches a site records: that says nothing of any two of them.
fn leave_out_common(entries: &[Arc<Entry>], terms: &mut [Vec<(EntryId, usize)>]) {
    let mut events: BTreeMap<KindId, usize> = BTreeMap::new();
    let mut sharing: BTreeMap<(KindId, EntryId), usize> = BTreeMap::new();
    for (entry, terms) in entries.iter().zip(terms.iter()) {
        if entry.when.is_some() {
            *events.entry(entry.kind).or_default() += 1;
        }
        for (term, _) in terms {
            *sharing.entry((entry.kind, *term)).or_default() += 1;
        }
    }
    for (entry, terms) in entries.iter().zip(terms) {
        let number = events.get(&entry.kind).copied().unwrap_or_default();
        let is_common = |term: EntryId| {
            let sharing = sharing.get(&(entry.kind, term)).copied();
            number >= COMMON_FROM && sharing.unwrap_or_default() * 2 > number
        };
        terms.retain(|(term, _)| !is_common(*term));
    }
}

/// Returns what an event shares with others: the entries it refers to, but not its sources.
fn terms_of(entry: &Entry, schema: &Schema, targets: &[Option<EntryId>]) -> Vec<(EntryId, usize)> {
    let kind = schema.kind(entry.kind);
    let mut terms: Vec<(EntryId, usize)> = entry
        .references
        .iter()
        .zip(targets)
        .filter(|(reference, _)| {
            reference.within == Within::Value && !kind.cites_at(&reference.path)
        })
        .filter_map(|(_, target)| Some(((*target)?, 0)))
        .collect();
    terms.sort();
    terms.dedup();
    terms
}

fn days_apart(left: &Entry, right: &Entry) -> f64 {
    let day = |entry: &Entry| entry.when.as_ref()?.first_day();
    match (day(left), day(right)) {
        (Some(left), Some(right)) => {
            let days = (left - right).num_days().unsigned_abs();
            f64::from(u32::try_from(days).unwrap_or(u32::MAX))
        }
        _ => f64::MAX,
    }
}
