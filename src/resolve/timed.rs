//! Relations that order events in time: which event comes after which, by what entries declare.
//!
//! In: the references of entries and the timing of their fields. Out: pairs of events. Whether their
//! dates agree with that is a question for `check`; what pages say of them is one for `render`.

use super::references::{By, Edge};
use super::{EntryId, Site};
use crate::model::Within;
use crate::schema::Side;

/// A relation between two events, as one of them declares it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timed {
    /// The event that declares it.
    pub from: EntryId,
    /// The index of the reference among those of that event.
    pub slot: usize,
    /// The event that it names.
    pub to: EntryId,
    /// On which side of the named event the declaring one stands.
    pub side: Side,
}

impl Timed {
    /// Returns the event that comes first by this relation, then the other.
    #[must_use]
    pub fn in_order(self) -> (EntryId, EntryId) {
        match self.side {
            Side::After => (self.to, self.from),
            Side::Before => (self.from, self.to),
        }
    }
}

impl Site {
    /// Lists the relations in time that an entry declares.
    pub fn timed(&self, id: EntryId) -> impl Iterator<Item = Timed> + '_ {
        let kind = self.kind_of(id);
        let references: &[_] = if kind.timed.is_empty() {
            &[]
        } else {
            &self.entry(id).references
        };
        let slots = references.iter().enumerate();
        slots.filter_map(move |(slot, reference)| {
            let side = (reference.within == Within::Value)
                .then(|| kind.side(&reference.path))
                .flatten()?;
            let to = self.targets[id.0 as usize][slot]?;
            Some(Timed {
                from: id,
                slot,
                to,
                side,
            })
        })
    }

    /// Returns the relation in time that an edge stands for.
    #[must_use]
    pub fn timed_edge(&self, edge: &Edge, to: EntryId) -> Option<Timed> {
        let By::Field(slot) = edge.by else {
            return None;
        };
        let reference = &self.entry(edge.from).references[slot];
        let side = self.kind_of(edge.from).side(&reference.path);
        let side = side.filter(|_| reference.within == Within::Value)?;
        Some(Timed {
            from: edge.from,
            slot,
            to,
            side,
        })
    }
}
