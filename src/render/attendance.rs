//! Who took part in an event, and whom they met at others.
//!
//! Made from the references of events that play the part of attendance. The office is shown as stated; where none is stated, it is the one
//! that someone held on that day, and the page says so.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use tera::Value;

use super::appearances::{attended, part};
use super::cards::Cards;
use super::view::{list, map};
use crate::resolve::offices::{self, Attendee};
use crate::resolve::reports::Report;
use crate::resolve::titles::sorted_by;
use crate::resolve::{EntryId, Site};
use crate::schema::{FieldType, Role};

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
        (
            "title",
            if site.took_place(id) {
                row.label.as_str().into()
            } else {
                "Were to take part".into()
            },
        ),
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
    map([
        ("total", total.into()),
        ("items", list(items)),
        ("url", Report::Meetings.address().encoded().into()),
    ])
}
