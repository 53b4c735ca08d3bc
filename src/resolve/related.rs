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
use crate::model::{Entry, Within};
use crate::schema::Schema;

/// How many neighbours in time are looked at on either side, for each shared entry.
const WINDOW: usize = 6;
/// How many related events are kept.
const KEPT: usize = 5;
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

/// Finds the events most like each event.
pub(super) fn relate(
    entries: &[Arc<Entry>],
    schema: &Schema,
    targets: &[Vec<Option<EntryId>>],
    chronology: &Chronology,
) -> Vec<Vec<Related>> {
    let terms: Vec<Vec<EntryId>> = entries
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
    // For each shared entry, the events that refer to it, in order of time.
    let mut sharers: Vec<Vec<EntryId>> = vec![Vec::new(); entries.len()];
    let mut place_in_term: Vec<Vec<usize>> = vec![Vec::new(); entries.len()];
    for id in &chronology.order {
        for term in &terms[id.0 as usize] {
            let list = &mut sharers[term.0 as usize];
            place_in_term[id.0 as usize].push(list.len());
            list.push(*id);
        }
    }
    let number = chronology.order.len();
    (0..entries.len())
        .into_par_iter()
        .map(|index| {
            let mut shared: BTreeMap<EntryId, Vec<EntryId>> = BTreeMap::new();
            for (term, place) in terms[index].iter().zip(&place_in_term[index]) {
                let list = &sharers[term.0 as usize];
                let from = place.saturating_sub(WINDOW);
                let to = (place + WINDOW + 1).min(list.len());
                for other in &list[from..to] {
                    if other.0 as usize != index {
                        shared.entry(*other).or_default().push(*term);
                    }
                }
            }
            rank(index, shared, entries, &sharers, number)
        })
        .collect()
}

/// Returns what an event shares with others: the entries it refers to, but not its sources.
fn terms_of(entry: &Entry, schema: &Schema, targets: &[Option<EntryId>]) -> Vec<EntryId> {
    let kind = schema.kind(entry.kind);
    let mut terms: Vec<EntryId> = entry
        .references
        .iter()
        .zip(targets)
        .filter(|(reference, _)| {
            reference.within == Within::Value && !kind.cites_at(&reference.path)
        })
        .filter_map(|(_, target)| *target)
        .collect();
    terms.sort();
    terms.dedup();
    terms
}

fn rank(
    index: usize,
    shared: BTreeMap<EntryId, Vec<EntryId>>,
    entries: &[Arc<Entry>],
    sharers: &[Vec<EntryId>],
    number: usize,
) -> Vec<Related> {
    let weight = |term: &EntryId| {
        let sharing = sharers[term.0 as usize].len().max(1);
        // The usual inverse document frequency; both counts are far below 2^52.
        #[expect(clippy::cast_precision_loss, reason = "counts of entries are small")]
        let rarity = (1.0 + number as f64 / sharing as f64).ln();
        rarity
    };
    let mut ranked: Vec<(f64, Related)> = shared
        .into_iter()
        .map(|(id, mut terms)| {
            let likeness: f64 = terms.iter().map(weight).sum();
            terms.sort_by(|left, right| {
                weight(right).total_cmp(&weight(left)).then(left.cmp(right))
            });
            let score =
                likeness / (1.0 + days_apart(&entries[index], &entries[id.0 as usize]) / HALF_DAYS);
            (score, Related { id, shared: terms })
        })
        .collect();
    ranked.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.1.id.cmp(&right.1.id)));
    ranked.truncate(KEPT);
    ranked.into_iter().map(|(_, related)| related).collect()
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
