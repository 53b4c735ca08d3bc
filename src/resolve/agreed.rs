//! What events agreed, item by item: the words, the event that did it, the day by which it was due.
//!
//! The list is that whose groups hold the role `fulfilled_by`; the other parts are found in the same
//! group by role, and words and source by type.

use super::{EntryId, Site};
use crate::model::{Item, Value, preferred};
use crate::schema::{Choice, FieldDef, FieldPath, FieldType, Role, Tone};
use crate::text::Span;
use crate::when::When;

/// One thing that an event agreed.
#[derive(Debug)]
pub struct Agreed<'a> {
    /// Its place in the list, from 0.
    pub place: usize,
    /// What was agreed.
    pub text: &'a str,
    /// The event that did it.
    pub kept_by: Option<EntryId>,
    /// How it ended or stands, where no event did it.
    pub settled: Option<&'a Choice>,
    /// The day by which it was to be done, and where that is written.
    pub due: Option<(&'a When, Span)>,
    /// The source that reports it.
    pub source: Option<EntryId>,
}

impl Agreed<'_> {
    /// Tells whether nothing says how it ended; an option may say that this is not known.
    #[must_use]
    pub fn is_open(&self) -> bool {
        let ended = |option: &Choice| option.standing || option.tone != Some(Tone::Open);
        self.kept_by.is_none() && !self.settled.is_some_and(ended)
    }

    /// Tells whether it is a position or a practice, which no event can keep.
    #[must_use]
    pub fn is_standing(&self) -> bool {
        self.kept_by.is_none() && self.settled.is_some_and(|option| option.standing)
    }
}

impl Site {
    /// Lists what an event agreed.
    #[must_use]
    pub fn agreed(&self, id: EntryId) -> Vec<Agreed<'_>> {
        let kind = self.kind_of(id);
        let Some((kept, outer)) = kind.roles.get(Role::Fulfilled).and_then(within_list) else {
            return Vec::new();
        };
        let outer = FieldPath(outer.to_vec());
        let fields = kind.field(&outer).field_type.group_fields();
        let beside = |role: Role| {
            let (inner, of) = kind.roles.get(role).and_then(within_list)?;
            (of == outer.0).then_some(inner)
        };
        let (due, settled) = (beside(Role::Due), beside(Role::Settled));
        let position = |is_it: &dyn Fn(&FieldDef) -> bool| fields.iter().position(is_it);
        let text = position(&|field| matches!(field.field_type, FieldType::Text));
        let source = position(&|field| {
            let kinds = field.field_type.kinds();
            !kinds.is_empty() && kinds.iter().all(|kind_id| kind.citable.contains(kind_id))
        });
        let groups = self.entry(id).values(&outer);
        let groups = groups.into_iter().filter_map(|item| item.value.group());
        let targets = &self.targets[id.0 as usize];
        groups
            .enumerate()
            .map(|(place, group)| {
                let item = |index: Option<usize>| group.get(index?)?.as_ref();
                let target = |index: Option<usize>| {
                    let slot = preferred(&first(item(index)?)?.value).reference()?;
                    targets[slot]
                };
                let option = |index: usize| {
                    let chosen = preferred(&item(Some(index))?.value).choice()?;
                    fields[index].field_type.options().get(chosen)
                };
                Agreed {
                    place,
                    text: item(text)
                        .and_then(|item| preferred(&item.value).words())
                        .unwrap_or_default(),
                    kept_by: target(Some(kept)),
                    settled: settled.and_then(option),
                    due: item(due)
                        .and_then(|item| Some((preferred(&item.value).date()?, item.span))),
                    source: target(source),
                }
            })
            .collect()
    }
}

/// Parts a path into its last step and those before it, for a field within a group.
fn within_list(path: &FieldPath) -> Option<(usize, &[usize])> {
    let (inner, outer) = path.0.split_last()?;
    (!outer.is_empty()).then_some((*inner, outer))
}

/// Returns the first of several values, or the value itself.
fn first(item: &Item) -> Option<&Item> {
    if let Value::List(items) = &item.value {
        items.first()
    } else {
        Some(item)
    }
}
