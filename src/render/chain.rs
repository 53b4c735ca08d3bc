//! The chain of an event: what led to it and what followed, by relations that entries declare.
//!
//! Those are: what it answers and what answered it, what it agreed and the event that did it, and
//! its neighbours in its run. Nothing is put into the chain for being near in time.

use std::collections::BTreeMap;

use tera::Value;

use super::cards::Cards;
use super::relations::{gap, label_of, lag, words_of};
use super::runs::Runs;
use super::view::{list, map, optional};
use crate::model::Within;
use crate::resolve::references::By;
use crate::resolve::{EntryId, Site};
use crate::schema::Role;
use crate::when::{OrderKey, When};

/// One event of the chain.
#[derive(Default)]
struct Link {
    /// How it stands to the event in view.
    labels: Vec<String>,
    /// Whether it is a neighbour in the run.
    in_run: bool,
    /// The sentence in which it speaks of the event in view.
    sentence: String,
}

/// Makes the chain: the events before this one, and those after it.
pub(super) fn chain(id: EntryId, runs: &Runs, site: &Site, cards: &Cards) -> Value {
    let mut links: BTreeMap<EntryId, Link> = BTreeMap::new();
    let mut add = |other: EntryId, label: String| {
        let link = links.entry(other).or_default();
        if other != id && !link.labels.contains(&label) {
            link.labels.push(label);
        }
    };
    let (entry, kind) = (site.entry(id), site.kind_of(id));
    for (reference, target) in entry
        .references
        .iter()
        .zip(site.targets[id.0 as usize].iter())
    {
        if let Some(target) = target
            && reference.within == Within::Value
            && CHAINED
                .iter()
                .any(|role| kind.roles.get(*role) == Some(&reference.path))
        {
            add(*target, kind.field(&reference.path).label.clone());
        }
    }
    for edge in &site.incoming[id.0 as usize] {
        let By::Field(slot) = edge.by else { continue };
        let other = site.kind_of(edge.from);
        let reference = &site.entry(edge.from).references[slot];
        if reference.within == Within::Value
            && CHAINED
                .iter()
                .any(|role| other.roles.get(*role) == Some(&reference.path))
        {
            add(edge.from, label_of(edge, site).1);
        }
    }
    for other in runs.neighbours(id, site) {
        links.entry(other).or_default().in_run = true;
    }
    links.remove(&id);
    for edge in &site.incoming[id.0 as usize] {
        if let Some(link) = links.get_mut(&edge.from)
            && link.sentence.is_empty()
        {
            link.sentence = words_of(edge, site).0;
        }
    }
    let order = |id: EntryId| -> (Option<OrderKey>, EntryId) {
        (site.entry(id).when.as_ref().map(When::order_key), id)
    };
    let mut links: Vec<(EntryId, Link)> = links.into_iter().collect();
    links.sort_by_key(|(other, _)| order(*other));
    let here = order(id);
    let is_before = |other: EntryId| order(other) < here;
    let view = |wanted: bool| {
        let wanted = links
            .iter()
            .filter(|(other, _)| is_before(*other) == wanted);
        list(wanted.map(|(other, link)| {
            let days = gap(id, *other, site);
            map([
                ("card", cards.get(*other)),
                ("label", link.labels.join("; ").into()),
                ("in_run", link.in_run.into()),
                ("sentence", link.sentence.as_str().into()),
                ("days", days.map_or_else(Value::none, Value::from)),
                ("lag", optional(days.map(lag))),
            ])
        }))
    };
    map([("before", view(true)), ("after", view(false))])
}

/// The parts whose references make the chain.
const CHAINED: &[Role] = &[Role::Answers, Role::Fulfilled];
