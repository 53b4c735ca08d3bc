//! What someone took part in and said: events by year with the office then, whom they met, words.
//!
//! Made from the references of events: those that play the part of attendance, and those in a group
//! with somebody's own words. The office is shown as stated; where none is stated, it is the one
//! that someone held on that day, and the page says so.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use tera::Value;

use super::cards::{Cards, took_place};
use super::relations::{newest_first, words_of};
use super::tenures::title_on;
use super::values::plain_words;
use super::view::{Names, list, map};
use crate::model::{Item, Within, preferred};
use crate::resolve::references::By;
use crate::resolve::titles::sorted_by;
use crate::resolve::{EntryId, Site};
use crate::schema::{FieldPath, Role};
use crate::when::When;

/// The most events and statements that a page lists.
const SHOWN: usize = 40;
/// The most people whom a page names as met.
const MET: usize = 12;

/// Lists who took part in an event, in written order, with the office held then where none is
/// stated.
pub(super) fn attendees(id: EntryId, site: &Site, cards: &Cards) -> Value {
    let Some(path) = site.kind_of(id).roles.get(Role::Attended) else {
        return list([]);
    };
    let entry = site.entry(id);
    let references = entry
        .references
        .iter()
        .zip(site.targets[id.0 as usize].iter());
    let attending = references
        .filter(|(reference, _)| reference.path == *path && reference.within == Within::Value);
    list(attending.map(|(reference, target)| {
        let office = target
            .filter(|_| reference.words.is_empty())
            .zip(entry.when.as_ref())
            .and_then(|(person, when)| title_on(person, when, site));
        map([
            ("card", cards.maybe(*target)),
            ("office", office.unwrap_or_default().into()),
        ])
    }))
}

/// Makes the events in which someone took part, by year, newest first.
pub(super) fn appearances(id: EntryId, site: &Site, cards: &Cards) -> Value {
    let attended = attended(id, site);
    let mut sentences: BTreeMap<EntryId, String> = BTreeMap::new();
    for edge in &site.incoming[id.0 as usize] {
        if let By::Link(..) = edge.by {
            let sentence = || words_of(edge, site).0;
            sentences.entry(edge.from).or_insert_with(sentence);
        }
    }
    let mut years: Vec<(Option<i32>, Vec<Value>)> = Vec::new();
    for (event, words) in attended.iter().take(SHOWN) {
        let when = site.entry(*event).when.as_ref();
        let year = when.and_then(When::year);
        let by_office = words.is_empty();
        let words = if by_office {
            when.and_then(|when| title_on(id, when, site))
                .unwrap_or_default()
        } else {
            words.clone()
        };
        let item = map([
            ("card", cards.get(*event)),
            ("words", words.into()),
            ("by_office", by_office.into()),
            (
                "sentence",
                sentences.remove(event).unwrap_or_default().into(),
            ),
        ]);
        match years.last_mut() {
            Some((last, items)) if *last == year => items.push(item),
            _ => years.push((year, vec![item])),
        }
    }
    map([
        ("total", attended.len().into()),
        ("shown", attended.len().min(SHOWN).into()),
        (
            "first",
            cards.maybe(attended.last().map(|(event, _)| *event)),
        ),
        (
            "last",
            cards.maybe(attended.first().map(|(event, _)| *event)),
        ),
        (
            "years",
            list(years.into_iter().map(|(year, items)| {
                map([
                    ("year", year.map_or_else(Value::none, Value::from)),
                    ("items", Value::from(items)),
                ])
            })),
        ),
    ])
}

/// Returns the events in which someone took part, newest first, with the words beside the name.
fn attended(id: EntryId, site: &Site) -> Vec<(EntryId, String)> {
    let mut events: BTreeMap<EntryId, String> = BTreeMap::new();
    for edge in &site.incoming[id.0 as usize] {
        let By::Field(slot) = edge.by else { continue };
        let reference = &site.entry(edge.from).references[slot];
        let kind = site.kind_of(edge.from);
        if kind.is_dated()
            && reference.within == Within::Value
            && kind.roles.get(Role::Attended) == Some(&reference.path)
        {
            events
                .entry(edge.from)
                .or_insert_with(|| reference.words.clone());
        }
    }
    let mut events: Vec<(EntryId, String)> = events.into_iter().collect();
    events.sort_by_cached_key(|(event, _)| newest_first(*event, site));
    events
}

/// Somebody who took part in the same events: in how many, and what is said at the latest.
struct Met<'a> {
    number: usize,
    latest: EntryId,
    words: &'a str,
}

/// Makes the list of those who took part in the same events, most often first.
pub(super) fn met(id: EntryId, site: &Site, cards: &Cards) -> Value {
    let mut others: BTreeMap<EntryId, Met> = BTreeMap::new();
    for (event, _) in attended(id, site) {
        if !took_place(event, site) {
            continue;
        }
        let Some(path) = site.kind_of(event).roles.get(Role::Attended) else {
            continue;
        };
        let references = site.entry(event).references.iter();
        let mut known: Vec<EntryId> = vec![id];
        for (reference, target) in references.zip(site.targets[event.0 as usize].iter()) {
            if let Some(other) = target
                && reference.path == *path
                && reference.within == Within::Value
                && !known.contains(other)
            {
                known.push(*other);
                // The newest event comes first, and its words are those shown.
                let met = others.entry(*other).or_insert(Met {
                    number: 0,
                    latest: event,
                    words: &reference.words,
                });
                met.number += 1;
            }
        }
    }
    let total = others.len();
    let mut others: Vec<(EntryId, Met)> = others.into_iter().collect();
    others.sort_by_key(|(other, met)| (Reverse(met.number), sorted_by(*other, site)));
    let most = others.first().map_or(1, |(_, met)| met.number);
    let items = others.into_iter().take(MET).map(|(other, met)| {
        let mut words = met.words.to_owned();
        if let (true, Some(when)) = (words.is_empty(), &site.entry(met.latest).when) {
            words = title_on(other, when, site).unwrap_or_default();
        }
        map([
            ("card", cards.get(other)),
            ("number", met.number.into()),
            ("words", words.into()),
            ("width", format!("{}%", met.number * 100 / most).into()),
        ])
    });
    map([("total", total.into()), ("items", list(items))])
}

/// Lists somebody's own words, newest first, with what stands beside them.
pub(super) fn quotes(id: EntryId, site: &Site, cards: &Cards) -> Value {
    let mut quotes: Vec<(EntryId, Value)> = Vec::new();
    for edge in &site.incoming[id.0 as usize] {
        let By::Field(slot) = edge.by else { continue };
        if let Some(quote) = quote(edge.from, slot, site, cards) {
            quotes.push((edge.from, quote));
        }
    }
    quotes.sort_by_cached_key(|(event, _)| newest_first(*event, site));
    list(quotes.into_iter().take(SHOWN).map(|(_, quote)| quote))
}

/// Tells whether a reference names the speaker of words in the same group.
pub(super) fn is_speaker(from: EntryId, slot: usize, site: &Site) -> bool {
    let kind = site.kind_of(from);
    let reference = &site.entry(from).references[slot];
    let Some((_, outer)) = reference
        .path
        .0
        .split_last()
        .filter(|(_, outer)| !outer.is_empty())
    else {
        return false;
    };
    let fields = kind
        .field(&FieldPath(outer.to_vec()))
        .field_type
        .group_fields();
    reference.within == Within::Value
        && !kind.cites_at(&reference.path)
        && fields.iter().any(|field| field.quoted)
}

fn quote(from: EntryId, slot: usize, site: &Site, cards: &Cards) -> Option<Value> {
    if !is_speaker(from, slot, site) {
        return None;
    }
    let (kind, entry) = (site.kind_of(from), site.entry(from));
    let (inner, outer) = entry.references[slot].path.0.split_last()?;
    let outer = FieldPath(outer.to_vec());
    let groups = entry.values(&outer);
    let refers = |group: &&[Option<Item>]| {
        let item = group.get(*inner).and_then(Option::as_ref);
        item.and_then(|item| preferred(&item.value).reference()) == Some(slot)
    };
    let mut groups = groups.into_iter().filter_map(|item| item.value.group());
    let group = groups.find(refers)?;
    let mut words = String::new();
    let mut beside = Names::new();
    let mut source = Value::none();
    for (field, item) in kind
        .field(&outer)
        .field_type
        .group_fields()
        .iter()
        .zip(group)
    {
        let Some(item) = item else {
            if !field.quoted {
                beside.insert(field.name.clone().into(), "".into());
            }
            continue;
        };
        let value = preferred(&item.value);
        let text = plain_words(value, &field.field_type, from, site);
        if field.quoted && words.is_empty() {
            words = text;
            continue;
        }
        let kinds = field.field_type.kinds();
        if !kinds.is_empty() && kinds.iter().all(|id| kind.citable.contains(id)) {
            let target = value
                .reference()
                .and_then(|slot| site.targets[from.0 as usize][slot]);
            source = cards.maybe(target);
        }
        beside.insert(field.name.clone().into(), text.into());
    }
    (!words.is_empty()).then(|| {
        map([
            ("card", cards.get(from)),
            ("said", words.into()),
            ("beside", Value::from(beside)),
            ("quoted_in", source),
        ])
    })
}
