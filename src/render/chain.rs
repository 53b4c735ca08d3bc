//! The chain of an event: what led to it and what followed, by relations that entries declare.
//!
//! Those are: whatever a field declares to be before or after, the event as which a plan was held, and
//! the neighbours in the run. Nothing is put into the chain for being near in time.

use std::collections::BTreeMap;

use tera::Value;

use super::cards::Cards;
use super::dateline::zones_to_name;
use super::relations::{label_of, words_of};
use super::runs::Runs;
use super::view::{list, map, optional};
use crate::model::Within;
use crate::resolve::references::By;
use crate::resolve::{EntryId, Site, Timed};
use crate::schema::{GAP, Role, Side};
use crate::when::{Gap, OrderKey, When};

/// One event of the chain.
#[derive(Default)]
struct Link {
    /// How it stands to the event in view.
    labels: Vec<String>,
    /// On which side of the event in view it stands, where a relation says so.
    side: Option<Side>,
    /// Whether it is a neighbour in the run.
    in_run: bool,
    /// The sentence in which it speaks of the event in view.
    sentence: String,
}

/// Makes the chain: the events before this one, and those after it.
pub(super) fn chain(id: EntryId, runs: &Runs, site: &Site, cards: &Cards) -> Value {
    let mut links: BTreeMap<EntryId, Link> = BTreeMap::new();
    let mut add = |other: EntryId, label: String, side: Option<Side>| {
        let link = links.entry(other).or_default();
        if !link.labels.contains(&label) {
            link.labels.push(label);
        }
        link.side = link.side.or(side);
    };
    let (entry, kind) = (site.entry(id), site.kind_of(id));
    for timed in site.timed(id) {
        let label = &kind.field(&entry.references[timed.slot].path).label;
        add(timed.to, label.clone(), Some(timed.side.other()));
    }
    if let Some((slot, held)) = site.held_by_slot(id) {
        let label = &kind.field(&entry.references[slot].path).label;
        add(held, label.clone(), None);
    }
    for edge in &site.incoming[id.0 as usize] {
        if let Some(timed) = site.timed_edge(edge, id) {
            let label = told(timed, site).unwrap_or_else(|| label_of(edge, site));
            add(edge.from, label, Some(timed.side));
        } else if is_plan_of(edge.by, edge.from, site) {
            add(edge.from, label_of(edge, site), None);
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
    view(id, links, runs, site, cards)
}

fn view(
    id: EntryId,
    links: BTreeMap<EntryId, Link>,
    runs: &Runs,
    site: &Site,
    cards: &Cards,
) -> Value {
    let order = |id: EntryId| -> (Option<OrderKey>, EntryId) {
        (site.entry(id).when.as_ref().map(When::order_key), id)
    };
    let mut links: Vec<(EntryId, Link)> = links.into_iter().collect();
    links.sort_by_key(|(other, _)| order(*other));
    let here = order(id);
    let is_before = |other: EntryId, link: &Link| match link.side {
        Some(Side::Before) => true,
        Some(Side::After) => false,
        None => order(other) < here,
    };
    let gap_of = |other: EntryId, link: &Link| {
        let gap = gap(id, other, site)?;
        Some(match link.side {
            Some(Side::After) => gap.not_before(),
            Some(Side::Before) => gap.not_after(),
            None => gap,
        })
    };
    let (before, after): (Vec<_>, Vec<_>) = links
        .iter()
        .partition(|(other, link)| is_before(*other, link));
    let shown = before.iter().map(|(other, _)| *other).chain([id]);
    let shown: Vec<EntryId> = shown.chain(after.iter().map(|(other, _)| *other)).collect();
    let stepping = zones_to_name(&shown, site);
    let on_side = |links: &[&(EntryId, Link)]| {
        list(links.iter().map(|(other, link)| {
            let gap = gap_of(*other, link);
            let days = gap.and_then(Gap::exact);
            map([
                ("card", cards.get(*other)),
                ("label", link.labels.join("; ").into()),
                ("in_run", link.in_run.into()),
                (
                    "either_way",
                    (link.side.is_none() && gap.is_some_and(Gap::is_either_way)).into(),
                ),
                ("show_zone", stepping.contains(other).into()),
                ("sentence", link.sentence.as_str().into()),
                ("days", days.map_or_else(Value::none, Value::from)),
                ("lag", optional(gap.map(Gap::lag))),
            ])
        }))
    };
    let when = site.entry(id).when.as_ref();
    let far = links.iter().any(|(other, _)| {
        let pair = when.zip(site.entry(*other).when.as_ref());
        pair.is_some_and(|(one, other)| one.is_far_from(other))
    });
    map([
        ("before", on_side(&before)),
        ("after", on_side(&after)),
        ("far", far.into()),
        ("run_is_whole", runs.is_whole(id, site).into()),
        ("show_zone", stepping.contains(&id).into()),
        ("fields", fields(id, site)),
    ])
}

/// Names the fields whose references stand in the chain, so that pages need not show them twice.
fn fields(id: EntryId, site: &Site) -> Value {
    let kind = site.kind_of(id);
    let timed = kind.timed.iter().map(|(path, _)| path);
    let paths = timed.chain(kind.roles.get(Role::HeldAs));
    let alone = paths.filter(|path| path.0.len() == 1);
    list(alone.map(|path| kind.field(path).name.as_str().into()))
}

/// Returns the days from one event to another, by the calendar of each.
pub(super) fn gap(from: EntryId, to: EntryId, site: &Site) -> Option<Gap> {
    let when = |id: EntryId| site.entry(id).when.as_ref();
    when(from)?.gap_to(when(to)?)
}

/// Tells of a relation on the page of the event that it names, as in `answered 11 days later by`;
/// nothing where the declaration has no words for that.
pub(super) fn told(timed: Timed, site: &Site) -> Option<String> {
    let path = &site.entry(timed.from).references[timed.slot].path;
    let words = site.kind_of(timed.from).field(path).field_type.told();
    if words.is_empty() {
        return None;
    }
    let gap = gap(timed.to, timed.from, site).map(|gap| match timed.side {
        Side::After => gap.not_before(),
        Side::Before => gap.not_after(),
    });
    let gap = gap.map_or_else(String::new, Gap::words);
    let words = words.replace(GAP, &gap);
    Some(
        words
            .split(' ')
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" "),
    )
}

/// Tells whether an edge says that a plan was held as the event that it names.
fn is_plan_of(by: By, from: EntryId, site: &Site) -> bool {
    let By::Field(slot) = by else { return false };
    let reference = &site.entry(from).references[slot];
    reference.within == Within::Value
        && site.kind_of(from).roles.get(Role::HeldAs) == Some(&reference.path)
}
