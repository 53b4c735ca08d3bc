//! The events in order: one total order, and years and months by each event's own day.
//!
//! Order is by earliest possible instant, then latest, then key. Grouping never passes a
//! day through an instant: an event of 30 January in Seoul stands under January wherever it is read.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::EntryId;
use crate::model::Entry;
use crate::schema::Schema;
use crate::when::When;

/// Events in order.
#[derive(Debug)]
pub struct Chronology {
    /// Every event, earliest first.
    pub order: Vec<EntryId>,
    /// The events of each year, in order.
    pub years: BTreeMap<i32, Vec<EntryId>>,
    /// The events to which no year can be given, in order.
    pub undated: Vec<EntryId>,
    /// For each entry, the event of its kind before it.
    pub previous: Vec<Option<EntryId>>,
    /// For each entry, the event of its kind after it.
    pub next: Vec<Option<EntryId>>,
}

impl Chronology {
    /// Returns the last day of the newest event, or the first that it can have been where no day is given.
    #[must_use]
    pub fn newest_day(&self, entries: &[Arc<Entry>]) -> Option<When> {
        let whens = self
            .order
            .iter()
            .filter_map(|id| entries[id.0 as usize].when.as_ref());
        let newest = whens
            .filter_map(|when| when.written_last_day().or_else(|| when.first_day()))
            .max();
        When::parse(&newest?.format("%Y-%m-%d").to_string()).ok()
    }
}

/// Puts the events in order.
pub(super) fn order(entries: &[Arc<Entry>], schema: &Schema) -> Chronology {
    let mut dated: Vec<(EntryId, &Entry, &When)> = (0..)
        .map(EntryId)
        .zip(entries)
        .filter_map(|(id, entry)| Some((id, &**entry, entry.when.as_ref()?)))
        .collect();
    dated.sort_by_cached_key(|(id, entry, when)| (when.order_key(), entry.key.clone(), *id));

    let mut chronology = Chronology {
        order: dated.iter().map(|(id, ..)| *id).collect(),
        years: BTreeMap::new(),
        undated: Vec::new(),
        previous: vec![None; entries.len()],
        next: vec![None; entries.len()],
    };
    let mut last_of_kind: Vec<Option<EntryId>> = vec![None; schema.kinds.len()];
    for (id, entry, when) in dated {
        match when.year() {
            Some(year) => chronology.years.entry(year).or_default().push(id),
            None => chronology.undated.push(id),
        }
        let last = &mut last_of_kind[usize::from(entry.kind.0)];
        if let Some(before) = *last {
            chronology.previous[id.0 as usize] = Some(before);
            chronology.next[before.0 as usize] = Some(id);
        }
        *last = Some(id);
    }
    chronology
}
