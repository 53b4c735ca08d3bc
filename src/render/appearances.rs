//! What somebody took part in, and in which office: the one stated, else the one held on that day.
//!
//! Events stand under the office in which they were attended, and what lies outside all that are
//! listed under a heading of its own; of somebody without offices they stand by year. Made from the
//! references of events that play the part of attendance.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use tera::Value;

use super::cards::Cards;
use super::relations::{newest_first, words_of};
use super::values::date_view;
use super::view::{list, map, optional};
use crate::model::Within;
use crate::resolve::offices::{self, Attendee, Office, held, offices};
use crate::resolve::references::By;
use crate::resolve::rest::SHOWN_EVENTS;
use crate::resolve::{EntryId, Site};
use crate::schema::Role;
use crate::when::When;

/// The office in which somebody took part in an event.
pub(super) struct Part {
    /// The words for it.
    pub(super) words: String,
    /// Whether they are those of the list of offices, and not of the event's own source.
    pub(super) by_list: bool,
    /// Whether the list leaves no doubt.
    pub(super) certain: bool,
    /// Whether the office had ended by the day from which the site speaks.
    pub(super) then: bool,
    /// The place of the office in the list, if it is one of these.
    pub(super) office: Option<usize>,
}

/// Finds the office in which somebody took part in an event.
pub(super) fn part(event: EntryId, attendee: &Attendee, site: &Site) -> Part {
    let entry = site.entry(event);
    let listed = attendee.who.map(|who| offices(who, site));
    let listed = listed.unwrap_or_default();
    let held = entry.when.as_ref().map(|when| held(&listed, when));
    let held = held.unwrap_or_default();
    let ended = |offices: &[&Office]| {
        let as_of = site.as_of.as_ref();
        let ended = |as_of| offices.iter().all(|office| office.ended_before(as_of));
        !offices.is_empty() && as_of.is_some_and(ended)
    };
    let stated = stated(event, attendee, site);
    if stated.is_empty() {
        let named = held.named();
        let titles: Vec<&str> = named.iter().map(|office| office.title).collect();
        return Part {
            words: titles.join("; "),
            by_list: !named.is_empty(),
            certain: !held.certain.is_empty(),
            then: ended(named),
            office: named.first().map(|office| office.number),
        };
    }
    let meant = held.called(stated);
    let office = meant.or_else(|| held.certain.first().copied());
    Part {
        words: stated.to_owned(),
        by_list: false,
        certain: true,
        then: meant.is_some_and(|office| ended(&[office])),
        office: office.map(|office| office.number),
    }
}

/// Returns the office that an event states; where its kind does not say which field does, all words
/// beside the name.
fn stated<'a>(event: EntryId, attendee: &Attendee<'a>, site: &'a Site) -> &'a str {
    if site.kind_of(event).roles.get(Role::Stated).is_some() {
        attendee.stated.map_or("", |(words, _)| words)
    } else {
        &site.entry(event).references[attendee.slot].words
    }
}

/// Makes the events in which someone took part, newest first: by office, where that person lists any,
/// else by year.
pub(super) fn appearances(id: EntryId, site: &Site, cards: &Cards) -> Value {
    let attended = attended(id, site);
    let mut sentences: BTreeMap<EntryId, String> = BTreeMap::new();
    for edge in &site.incoming[id.0 as usize] {
        if let By::Link(..) = edge.by {
            let sentence = || words_of(edge, site).0;
            sentences.entry(edge.from).or_insert_with(sentence);
        }
    }
    let listed = offices::offices(id, site);
    let mut years: Vec<(Option<i32>, Vec<Value>)> = Vec::new();
    let mut by_office: Vec<(usize, Vec<Value>)> = vec![(0, Vec::new()); listed.len() + 1];
    for (number, (event, attendee)) in attended.iter().enumerate() {
        let part = part(*event, attendee, site);
        let (of_office, in_office) = &mut by_office[part.office.unwrap_or(listed.len())];
        *of_office += 1;
        if number >= SHOWN_EVENTS {
            continue;
        }
        let item = map([
            ("card", cards.get(*event)),
            ("words", part.words.into()),
            ("by_office", part.by_list.into()),
            (
                "sentence",
                sentences.remove(event).unwrap_or_default().into(),
            ),
        ]);
        if !listed.is_empty() {
            in_office.push(item);
            continue;
        }
        let year = site.entry(*event).when.as_ref().and_then(When::year);
        match years.last_mut() {
            Some((last, items)) if *last == year => items.push(item),
            _ => years.push((year, vec![item])),
        }
    }
    map([
        ("total", attended.len().into()),
        ("shown", attended.len().min(SHOWN_EVENTS).into()),
        (
            "first",
            cards.maybe(attended.last().map(|(event, _)| *event)),
        ),
        (
            "last",
            cards.maybe(attended.first().map(|(event, _)| *event)),
        ),
        ("span", optional(span(&attended, site))),
        ("planned", planned(id, site, cards)),
        (
            "years",
            list(years.into_iter().map(|(year, items)| {
                map([
                    ("year", year.map_or_else(Value::none, Value::from)),
                    ("items", Value::from(items)),
                ])
            })),
        ),
        ("offices", by_office_view(&listed, by_office, site, cards)),
    ])
}

/// Makes what was attended in each office, the newest first, and last what lies outside them all.
fn by_office_view(
    listed: &[Office],
    by_office: Vec<(usize, Vec<Value>)>,
    site: &Site,
    cards: &Cards,
) -> Value {
    let mut numbered: Vec<(usize, (usize, Vec<Value>))> =
        by_office.into_iter().enumerate().collect();
    let began = |number: usize| {
        let from = listed.get(number).and_then(|office| office.from);
        from.map(When::order_key)
    };
    numbered.sort_by_key(|(number, _)| (*number == listed.len(), Reverse(began(*number))));
    let day = |when: Option<&When>| when.map_or_else(Value::none, |when| date_view(when, site));
    let with_events = numbered.into_iter().filter(|(_, (total, _))| *total > 0);
    let last = listed.len();
    list(
        with_events
            .filter(|_| last > 0)
            .map(|(number, (total, items))| {
                let office = listed.get(number);
                map([
                    ("id", office_id(number, last).into()),
                    ("title", office.map_or("", |office| office.title).into()),
                    ("card", cards.maybe(office.and_then(|office| office.body))),
                    ("first_day", day(office.and_then(|office| office.from))),
                    ("last_day", day(office.and_then(|office| office.to))),
                    ("total", total.into()),
                    ("items", Value::from(items)),
                ])
            }),
    )
}

/// Returns the anchor of what was attended in an office, or outside them all.
pub(super) fn office_id(number: usize, last: usize) -> String {
    if number == last {
        "office-none".to_owned()
    } else {
        format!("office-{}", number + 1)
    }
}

/// Counts what someone attended in each office of their list.
pub(super) fn attended_by_office(id: EntryId, number: usize, site: &Site) -> Vec<usize> {
    let mut counts = vec![0; number];
    for (event, attendee) in attended(id, site) {
        if let Some(office) = part(event, &attendee, site).office {
            counts[office] += 1;
        }
    }
    counts
}

/// Returns from when to when somebody took part in events, in words: of the first the first day, of the
/// last the last.
fn span(attended: &[(EntryId, Attendee)], site: &Site) -> Option<String> {
    let when = |event: Option<&(EntryId, Attendee)>| site.entry(event?.0).when.as_ref();
    let (last, first) = (when(attended.first())?, when(attended.last())?);
    if attended.len() == 1 {
        return Some(last.long());
    }
    let day = |end: &str| end.split('T').next().map(str::to_owned);
    let from = first.edtf().split('/').next().and_then(day);
    let to = last.edtf().rsplit('/').next().and_then(day);
    let whole = from.zip(to).map(|(from, to)| format!("{from}/{to}"));
    let whole = whole.and_then(|text| When::parse(&text).ok());
    Some(whole.map_or_else(
        || format!("{} to {}", first.long(), last.long()),
        |whole| whole.long(),
    ))
}

/// Lists the events in which someone was to take part and that did not take place, newest first.
fn planned(id: EntryId, site: &Site, cards: &Cards) -> Value {
    let meant = with_part(id, site).into_iter();
    let meant = meant.filter(|(event, _)| !site.took_place(*event));
    list(meant.take(SHOWN_EVENTS).map(|(event, attendee)| {
        map([
            ("card", cards.get(event)),
            ("words", part(event, &attendee, site).words.into()),
        ])
    }))
}

/// Returns the events in which someone took part, newest first, each with how.
pub(super) fn attended(id: EntryId, site: &Site) -> Vec<(EntryId, Attendee<'_>)> {
    let mut attended = with_part(id, site);
    attended.retain(|(event, _)| site.took_place(*event));
    attended
}

/// Returns the same with the events that did not take place.
fn with_part(id: EntryId, site: &Site) -> Vec<(EntryId, Attendee<'_>)> {
    let mut events: BTreeMap<EntryId, usize> = BTreeMap::new();
    for edge in &site.incoming[id.0 as usize] {
        let By::Field(slot) = edge.by else { continue };
        let reference = &site.entry(edge.from).references[slot];
        let kind = site.kind_of(edge.from);
        if kind.is_dated()
            && reference.within == Within::Value
            && kind.roles.get(Role::Attended) == Some(&reference.path)
        {
            events.entry(edge.from).or_insert(slot);
        }
    }
    let events = events.into_iter().filter_map(|(event, slot)| {
        let mut attendees = offices::attendees(event, site).into_iter();
        Some((event, attendees.find(|attendee| attendee.slot == slot)?))
    });
    let mut events: Vec<(EntryId, Attendee)> = events.collect();
    events.sort_by_cached_key(|(event, _)| newest_first(*event, site));
    events
}
