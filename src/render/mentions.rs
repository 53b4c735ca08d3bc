//! What the running text of an entry names: people, places, bodies, systems, by kind.

use std::collections::BTreeMap;

use tera::Value;

use super::cards::Cards;
use super::view::{list, map};
use crate::resolve::references::LinkTo;
use crate::resolve::{EntryId, Site};
use crate::schema::KindId;

/// The most entries that are named of one kind.
const SHOWN: usize = 12;

/// Lists the entries to which the text links, by kind in the order of the menu; not the events, of
/// which the chain and the text itself tell, and not the plain pages.
pub(super) fn mentions(id: EntryId, site: &Site, cards: &Cards) -> Value {
    let mut kinds: BTreeMap<(u32, KindId), Vec<EntryId>> = BTreeMap::new();
    let bodies = site.body_targets[id.0 as usize].iter();
    for link in bodies.flat_map(|body| &body.links) {
        let LinkTo::Entry(other, _) = link else {
            continue;
        };
        let kind = site.kind_of(*other);
        if *other == id || kind.is_dated() || kind.folder.is_empty() {
            continue;
        }
        let place = (kind.menu.unwrap_or(u32::MAX), site.entry(*other).kind);
        let known = kinds.entry(place).or_default();
        if !known.contains(other) && known.len() < SHOWN {
            known.push(*other);
        }
    }
    list(kinds.into_iter().map(|((_, kind), ids)| {
        let kind = site.schema.kind(kind);
        let label = if ids.len() == 1 {
            &kind.label
        } else {
            &kind.plural
        };
        map([
            ("label", label.as_str().into()),
            ("items", list(ids.into_iter().map(|id| cards.get(id)))),
        ])
    }))
}
