//! What an entry was called, when and by whom: which fields say so, and the words for the page on which
//! a shared name offers the choice.

use tera::Value;

use super::cards::Cards;
use super::view::{extend, map, optional};
use crate::model::{Folded, designation_fields};
use crate::resolve::called::{time, uses};
use crate::resolve::{EntryId, Site};
use crate::schema::Role;

/// Names the row of the names that were used, and the fields of it that play each part; none where the
/// kind has no such row.
pub(super) fn called(id: EntryId, site: &Site) -> Value {
    let kind = site.kind_of(id);
    let parts = kind
        .roles
        .get(Role::Designated)
        .zip(designation_fields(kind));
    let Some((path, parts)) = parts else {
        return Value::none();
    };
    let row = kind.field(path);
    let fields = row.field_type.group_fields();
    let name = |index: Option<usize>| optional(index.map(|index| fields[index].name.as_str()));
    map([
        ("row", row.name.as_str().into()),
        ("name", name(Some(parts.name))),
        ("lang", name(parts.lang)),
        ("by", name(parts.by)),
        ("since", name(parts.from)),
        ("till", name(parts.to)),
        ("cited", name(parts.source)),
    ])
}

/// Makes the card of an entry that has a name, with the times of that name in words.
pub(super) fn choice(id: EntryId, name: &str, site: &Site, cards: &Cards) -> Value {
    let name = Folded::new(name);
    let targets = &site.targets[id.0 as usize];
    let told = uses(site.entry(id), &name).filter_map(|used| {
        let by = used.by.and_then(|slot| targets[slot]);
        let by = by.map(|by| format!("by {}", site.entry(by).title));
        let words: Vec<String> = [time(used), by].into_iter().flatten().collect();
        (!words.is_empty()).then(|| words.join(" "))
    });
    let told: Vec<String> = told.collect();
    let called = if told.is_empty() {
        String::new()
    } else {
        format!("so called {}", told.join("; "))
    };
    extend(&cards.get(id), [("so_called", called.into())])
}
