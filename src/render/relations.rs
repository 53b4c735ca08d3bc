//! Who refers to an entry, grouped by how, as templates see it.
//!
//! Within a group events stand newest first, with the sentence or words of the reference.
//! A group of events of one kind also has the columns of its table, a count of each year, and its
//! totals where it is large.

use std::cmp::Reverse;
use std::ops::Range;

use tera::Value;

use super::cards::Cards;
use super::tables;
use super::totals;
use super::view::{extend, list, map, optional};
use crate::model::slug;
use crate::resolve::groups::{Group, TEXT};
use crate::resolve::references::{By, Edge};
use crate::resolve::words::words_of_body;
use crate::resolve::{EntryId, Site};
use crate::when::OrderKey;

/// How entries refer where their events are totalled: as what they are about, not as what they rest on.
const COUNTED: [&str; 5] = ["field", "attendance", "run", "location", "party"];

/// What a group's entry says of its reference.
#[derive(Default)]
struct Mention {
    sentence: String,
    words: String,
}

/// Makes the groups of those who refer to an entry.
pub(super) fn backlinks(id: EntryId, site: &Site, cards: &Cards) -> Value {
    let groups = site.record().groups(&site.incoming[id.0 as usize]);
    let views = groups.iter().map(|group| {
        let mut ids = group.ids();
        ids.sort_by_cached_key(|id| newest_first(*id, site));
        let view = group_view(group, &ids, site.record().shown(&ids), site, cards);
        let listed = site.rest.of(id, &group.label);
        let url = listed.map(|listed| listed.address.encoded());
        extend(&view, [("url", optional(url))])
    });
    list(views)
}

/// Makes the view of a group, of which the first so many are listed.
pub(super) fn group_view(
    group: &Group,
    ids: &[EntryId],
    shown: usize,
    site: &Site,
    cards: &Cards,
) -> Value {
    let listed = &ids[..ids.len().min(shown)];
    let columns = if group.via == TEXT {
        list([])
    } else {
        tables::columns(listed, site)
    };
    let id = format!("record-{}", slug(&group.label));
    let totals = if COUNTED.contains(&group.via) {
        totals::of_group(&id, ids, site, cards)
    } else {
        list([])
    };
    map([
        ("id", id.into()),
        ("label", group.label.as_ref().into()),
        ("via", group.via.into()),
        ("total", ids.len().into()),
        ("columns", columns),
        ("years", tables::years(ids, site)),
        ("totals", totals),
        (
            "items",
            list(listed.iter().map(|from| {
                let mention = mention(*from, group, site);
                map([
                    ("card", cards.get(*from)),
                    ("sentence", mention.sentence.into()),
                    ("words", mention.words.into()),
                ])
            })),
        ),
    ])
}

/// Returns what the references of an entry in a group say: the first sentence and the first words.
fn mention(from: EntryId, group: &Group, site: &Site) -> Mention {
    let first = group.edges.partition_point(|edge| edge.from < from);
    let edges = group.edges[first..].iter();
    let mut mention = Mention::default();
    for edge in edges.take_while(|edge| edge.from == from) {
        let (sentence, words) = words_of(edge, site);
        if mention.sentence.is_empty() {
            mention.sentence = sentence;
        }
        if mention.words.is_empty() {
            mention.words = words;
        }
    }
    mention
}

/// Orders events from the newest to the oldest, and what has no date after them by title.
pub(super) fn newest_first(id: EntryId, site: &Site) -> (bool, Reverse<Option<OrderKey>>, String) {
    site.record().newest_first(id)
}

/// Returns what the page of the target calls a reference.
pub(super) fn label_of(edge: &Edge, site: &Site) -> String {
    site.record().label_of(edge).1.into_owned()
}

/// Returns the sentence of a reference in a body, and the words beside one in a field.
pub(super) fn words_of(edge: &Edge, site: &Site) -> (String, String) {
    let entry = site.entry(edge.from);
    let sentence = |number: usize, range: &Range<usize>| {
        let targets = &site.body_targets[edge.from.0 as usize][number].links;
        words_of_body(&entry.bodies[number], targets, range, site)
    };
    match edge.by {
        By::Link(number, index) => (
            sentence(number, &entry.bodies[number].links[index].sentence),
            String::new(),
        ),
        By::Citation(number, index) => (
            sentence(number, &entry.bodies[number].citations[index].sentence),
            String::new(),
        ),
        By::Field(slot) => (String::new(), entry.references[slot].words.clone()),
    }
}
