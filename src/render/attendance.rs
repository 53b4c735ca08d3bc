//! Who took part in an event, whom they met at others, and what they said.
//!
//! Made from the references of events: those that play the part of attendance, and those in a group
//! with somebody's own words. The office is shown as stated; where none is stated, it is the one
//! that someone held on that day, and the page says so.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use tera::Value;

use super::appearances::{attended, part};
use super::cards::{Cards, took_place};
use super::relations::newest_first;
use super::values::plain_words;
use super::view::{Names, list, map};
use crate::model::{Item, Within, preferred};
use crate::resolve::offices::{self, Attendee};
use crate::resolve::references::By;
use crate::resolve::titles::sorted_by;
use crate::resolve::{EntryId, Site};
use crate::schema::{FieldPath, FieldType, Role};

/// The most statements that a page lists.
const SHOWN: usize = 40;
/// The most people whom a page names as met.
const MET: usize = 12;

/// Lists who took part in an event, in written order, with the office held then where none is
/// stated.
pub(super) fn attendees(id: EntryId, site: &Site, cards: &Cards) -> Value {
    list(offices::attendees(id, site).iter().map(|attendee| {
        let part = part(id, attendee, site);
        let office = if part.by_list {
            part.words
        } else {
            String::new()
        };
        map([
            ("card", cards.maybe(attendee.who)),
            ("office", office.into()),
            ("certain", part.certain.into()),
            ("then", part.then.into()),
        ])
    }))
}

/// Names the list of those who took part, and its fields; none where they are no list of groups.
pub(super) fn attendance(id: EntryId, site: &Site) -> Value {
    let kind = site.kind_of(id);
    let Some(path) = kind.roles.get(Role::Attended) else {
        return Value::none();
    };
    let [row, _] = path.0[..] else {
        return Value::none();
    };
    let stated = kind.roles.get(Role::Stated).map(|path| kind.field(path));
    let row = &kind.fields[row];
    if !matches!(row.field_type, FieldType::List { .. }) || site.entry(id).values(path).is_empty() {
        return Value::none();
    }
    map([
        ("row", row.name.as_str().into()),
        ("who", kind.field(path).name.as_str().into()),
        ("stated", stated.map_or("", |field| &field.name).into()),
        (
            "heading",
            stated.map_or("Office", |field| &field.label).into(),
        ),
    ])
}

/// Somebody who took part in the same events: in how many, and how in the latest.
struct Met<'a> {
    number: usize,
    latest: EntryId,
    attendee: Attendee<'a>,
}

/// Makes the list of those who took part in the same events, most often first.
pub(super) fn met(id: EntryId, site: &Site, cards: &Cards) -> Value {
    let mut others: BTreeMap<EntryId, Met> = BTreeMap::new();
    for (event, _) in attended(id, site) {
        if !took_place(event, site) {
            continue;
        }
        let mut known: Vec<EntryId> = vec![id];
        for attendee in offices::attendees(event, site) {
            let Some(other) = attendee.who.filter(|other| !known.contains(other)) else {
                continue;
            };
            known.push(other);
            // The newest event comes first, and the office in it is the one shown.
            let met = others.entry(other).or_insert(Met {
                number: 0,
                latest: event,
                attendee,
            });
            met.number += 1;
        }
    }
    let total = others.len();
    let mut others: Vec<(EntryId, Met)> = others.into_iter().collect();
    others.sort_by_key(|(other, met)| (Reverse(met.number), sorted_by(*other, site)));
    let most = others.first().map_or(1, |(_, met)| met.number);
    let items = others.into_iter().take(MET).map(|(other, met)| {
        let part = part(met.latest, &met.attendee, site);
        map([
            ("card", cards.get(other)),
            ("number", met.number.into()),
            ("words", part.words.into()),
            ("then", part.then.into()),
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
