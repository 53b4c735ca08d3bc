//! What pages call an entry: its title, with the parts of a person's name in the order of the site.
//!
//! A kind says which part of the title is the family name, and may let an entry have an order of its
//! own. Where nothing is said the title stands as it was written.

use std::borrow::Cow;
use std::sync::Arc;

use rayon::prelude::*;

use super::{EntryId, Site};
use crate::config::{Config, NameOrder};
use crate::model::family::Parts;
use crate::model::{Entry, preferred};
use crate::schema::{Kind, Role, Schema};

/// Makes the titles that differ from what was written, by the place of their entries.
pub(super) fn titles(
    entries: &[Arc<Entry>],
    schema: &Schema,
    config: &Config,
) -> Vec<Option<Box<str>>> {
    let entries = entries.par_iter();
    entries
        .map(|entry| {
            let kind = schema.kind(entry.kind);
            let order = own_order(entry, kind).unwrap_or(config.name_order);
            let turned = parts(entry, kind)?.turned(order)?;
            Some(turned.into_boxed_str())
        })
        .collect()
}

/// Returns the name of an entry by which lists are sorted: a person's with the family name first.
#[must_use]
pub fn sorted_by(id: EntryId, site: &Site) -> Cow<'_, str> {
    sorted_by_name(site.entry(id), site.kind_of(id))
}

/// Returns the name of an entry by which lists are sorted, by its kind.
pub(super) fn sorted_by_name<'a>(entry: &'a Entry, kind: &Kind) -> Cow<'a, str> {
    match parts(entry, kind) {
        Some(parts) => Cow::Owned(parts.by_family()),
        None => Cow::Borrowed(&entry.title),
    }
}

fn parts<'a>(entry: &'a Entry, kind: &Kind) -> Option<Parts<'a>> {
    let family = entry.text_at(kind.roles.get(Role::Family)?)?;
    Parts::of(&entry.title, family)
}

/// Returns the order that an entry has for itself.
fn own_order(entry: &Entry, kind: &Kind) -> Option<NameOrder> {
    let path = kind.roles.get(Role::NameOrder)?;
    let chosen = preferred(&entry.values(path).first()?.value).choice()?;
    NameOrder::find(&kind.field(path).field_type.options().get(chosen)?.value)
}
