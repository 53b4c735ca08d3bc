//! The map of a place from which things flew: a ring for each distance reported, and the table of them.
//!
//! Drawn are the newest flights, and the table lists the same.

use tera::Value;

use super::cards::took_place;
use super::maps::{Maps, outlined};
use super::profiles::MOST;
use super::sheet::{distances, ends, push_site};
use super::values::Page;
use super::view::{list, map, optional};
use crate::draw::map::{self as drawing, USUAL};
use crate::model::Within;
use crate::resolve::flights::Course;
use crate::resolve::references::By;
use crate::resolve::{EntryId, Site};
use crate::schema::Role;

/// Makes the map of a place; none where its position is not known or nothing flew from there.
pub(super) fn site_map(id: EntryId, maps: &Maps, page: &Page) -> Value {
    let site = page.site;
    let Some(located) = site.located(id) else {
        return Value::none();
    };
    let events = events(id, site);
    let Some(shape) = events.last().map(|event| site.kind_of(*event).mark) else {
        return Value::none();
    };
    let (mut rows, mut rings) = (Vec::new(), Vec::new());
    let (mut without, mut older) = (0, 0);
    for event in events
        .iter()
        .rev()
        .filter(|event| took_place(**event, site))
    {
        let flights = site.flights(*event);
        for flight in flights.iter().filter(|flight| flight.site == Some(id)) {
            let stated = flight.distances.first();
            let stated = stated.filter(|_| flight.course == Course::Ballistic);
            let Some(stated) = stated.filter(|_| rows.len() < MOST) else {
                if rows.len() < MOST {
                    without += 1;
                } else {
                    older += 1;
                }
                continue;
            };
            let words = stated.quantity.words_with("km");
            rings.extend(
                ends(stated.quantity)
                    .into_iter()
                    .map(|far| (far, words.clone())),
            );
            rows.push(map([
                ("card", page.cards.get(*event)),
                ("flown", page.cards.maybe(flight.flown)),
                ("label", flight.class.as_str().into()),
                ("distance", words.into()),
            ]));
        }
    }
    rings.sort_by(|left, right| left.0.total_cmp(&right.0));
    rings.dedup_by(|left, right| (left.0 - right.0).abs() < 0.5);
    let longest = rings.last().map_or(0.0, |(far, _)| *far);
    let reach = if longest > 0.0 {
        drawing::reach_for(longest)
    } else {
        Some(USUAL)
    };
    if reach.is_none() {
        rings.clear();
    }
    let ground = maps.ground(
        id,
        located,
        reach.unwrap_or(USUAL),
        outlined(id, site),
        site,
    );
    let (mut under, mut over) = (String::new(), String::new());
    let mut room = ground.room.clone();
    for (far, _) in &rings {
        let class = if rings.len() > 4 { "ring thin" } else { "ring" };
        drawing::push_circle(&ground.view, located.at, *far, class, &mut under);
    }
    // The longest first, then the shortest, then what still finds room.
    let mut sequence: Vec<usize> = (0..rings.len()).rev().collect();
    if sequence.len() > 2 {
        let shortest = sequence.pop().unwrap_or_default();
        sequence.insert(1, shortest);
    }
    for (far, words) in sequence.into_iter().map(|index| &rings[index]) {
        drawing::put_on_ring(&ground.view, located.at, *far, words, &mut room, &mut over);
    }
    let word = shape.map_or("circle", crate::schema::Mark::word);
    push_site(&ground, located, word, &mut under, &mut over);
    map([
        ("ground", ground.shapes.clone()),
        ("under", Value::safe_string(&under)),
        ("words", ground.words.clone()),
        ("over", Value::safe_string(&over)),
        ("rings", rings.len().into()),
        ("position", located.words().into()),
        ("known_to", located.precision().into()),
        (
            "area",
            optional(located.area().map(|_| located.precision())),
        ),
        ("distances", distances((id, located), maps, page)),
        ("rows", list(rows)),
        ("without", without.into()),
        ("older", older.into()),
    ])
}

/// Returns the events that took place at an entry and of which distances are told, in order.
fn events(id: EntryId, site: &Site) -> Vec<EntryId> {
    let mut events: Vec<EntryId> = Vec::new();
    for edge in &site.incoming[id.0 as usize] {
        let By::Field(slot) = edge.by else { continue };
        let roles = &site.kind_of(edge.from).roles;
        let reference = &site.entry(edge.from).references[slot];
        if roles.get(Role::Flown).is_some()
            && roles.get(Role::Located) == Some(&reference.path)
            && reference.within == Within::Value
        {
            events.push(edge.from);
        }
    }
    events.sort_by_key(|event| {
        let entry = site.entry(*event);
        (
            entry.when.as_ref().map(crate::when::When::order_key),
            *event,
        )
    });
    events.dedup();
    events
}
