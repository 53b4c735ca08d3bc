//! How an event stands: whether it took place, is still to come or came to nothing, and as what a plan
//! was held.
//!
//! Works on roles alone: the option that tells the state, its tone, and the reference to the event
//! that took place. Nothing here looks at dates.

use super::{EntryId, Site};
use crate::model::{Value, Within, preferred};
use crate::schema::{Choice, Role, Tone};

impl Site {
    /// Returns the option that tells how an event stands.
    #[must_use]
    pub fn state(&self, id: EntryId) -> Option<&Choice> {
        let kind = self.kind_of(id);
        let path = kind.roles.get(Role::Status)?;
        let index = preferred(&self.entry(id).values(path).first()?.value).choice()?;
        kind.field(path).field_type.options().get(index)
    }

    /// Returns how an event turned out; a plan that was held as another event is no longer open.
    #[must_use]
    pub fn tone(&self, id: EntryId) -> Option<Tone> {
        let tone = self.state(id)?.tone;
        if tone == Some(Tone::Open) && self.held_as(id).is_some() {
            return Some(Tone::Off);
        }
        tone
    }

    /// Tells whether an event took place: its state, if any, is neither open nor off.
    #[must_use]
    pub fn took_place(&self, id: EntryId) -> bool {
        !matches!(self.tone(id), Some(Tone::Open | Tone::Off))
    }

    /// Returns the event as which a plan was held.
    #[must_use]
    pub fn held_as(&self, id: EntryId) -> Option<EntryId> {
        self.held_by_slot(id).map(|(_, held)| held)
    }

    /// Returns the same with the index of the reference that says so.
    #[must_use]
    pub fn held_by_slot(&self, id: EntryId) -> Option<(usize, EntryId)> {
        let path = self.kind_of(id).roles.get(Role::HeldAs)?;
        let references = self.entry(id).references.iter().enumerate();
        references
            .filter(|(_, reference)| reference.path == *path && reference.within == Within::Value)
            .find_map(|(slot, _)| Some((slot, self.targets[id.0 as usize][slot]?)))
    }

    /// Returns why a plan came to nothing or was put off, and the first source that says so; without a
    /// reason, the first source of the event.
    #[must_use]
    pub fn reason(&self, id: EntryId) -> (Option<&str>, Option<EntryId>) {
        let kind = self.kind_of(id);
        let targets = &self.targets[id.0 as usize];
        let item = |role: Role| {
            let path = kind.roles.get(role)?;
            self.entry(id).values(path).first().copied()
        };
        let reason = item(Role::Reason);
        let words = reason.and_then(|item| preferred(&item.value).words());
        let stated = reason.and_then(|item| {
            let Value::Facts(facts) = &item.value else {
                return None;
            };
            let fact = facts.iter().find(|fact| fact.prefer).or(facts.first())?;
            targets[*fact.sources.first()?]
        });
        let first = || targets[preferred(&item(Role::Cites)?.value).reference()?];
        (words, stated.or_else(first))
    }
}
