//! The sheet of an event that flew: a map around its site, distances from there, the flight from the side,
//! and the table of the same numbers.
//!
//! A ring stands for the distance that is reported, and only where a flight is ballistic and its site is
//! known; what is not drawn is told in a sentence.

use std::collections::BTreeSet;

use tera::Value;

use super::maps::{Ground, Maps, outlined, place_label};
use super::profiles::sides;
use super::stated::{rows, what};
use super::values::Page;
use super::view::{list, map, optional};
use crate::draw::map::{self as drawing, CROSS, USUAL};
use crate::figures::grouped;
use crate::geo::{Position, destination, distance};
use crate::quantity::Quantity;
use crate::resolve::flights::{Course, Flight};
use crate::resolve::positions::Located;
use crate::resolve::{EntryId, Site};

/// The most rings on one map.
const RINGS: usize = 8;
/// Distances below this are those of a place to itself, in kilometres.
const SAME: f64 = 3.0;

/// Makes the sheet of an event; none for a kind of which no distance is told.
pub(super) fn sheet(id: EntryId, maps: &Maps, page: &Page) -> Value {
    let site = page.site;
    let flights = site.flights(id);
    if flights.is_empty() {
        return Value::none();
    }
    let sites: Vec<(EntryId, Located)> = sites(&flights, site);
    let drawn = sites
        .first()
        .map(|centre| map_view(id, *centre, &sites, &flights, maps, page));
    let (profile, left_out) = sides(&flights, site);
    let mut reasons = reasons(&flights, &sites, site);
    reasons.extend(left_out);
    map([
        ("map", drawn.unwrap_or_else(Value::none)),
        ("profile", profile),
        ("globe", globe(id, &sites, &flights, maps, page)),
        (
            "distances",
            sites
                .first()
                .map_or_else(Value::none, |from| distances(*from, maps, page)),
        ),
        ("reasons", list(reasons.into_iter().map(Value::from))),
        ("rows", list(rows(&flights, page))),
    ])
}

/// Lists the sites whose position is known, each once, those of flights with a distance first.
fn sites(flights: &[Flight], site: &Site) -> Vec<(EntryId, Located)> {
    let mut found: Vec<(EntryId, Located)> = Vec::new();
    let (with, without): (Vec<&Flight>, Vec<&Flight>) = flights
        .iter()
        .partition(|flight| !rings_of(flight).is_empty());
    for flight in with.into_iter().chain(without) {
        if let Some(id) = flight.site
            && let Some(located) = site.located(id)
            && !found.iter().any(|(known, _)| *known == id)
        {
            found.push((id, located));
        }
    }
    found
}

/// Returns the distances at which rings stand for a flight: both ends of a range.
fn rings_of(flight: &Flight) -> Vec<f64> {
    let preferred = flight.distances.first();
    let Some(stated) = preferred.filter(|_| flight.course == Course::Ballistic) else {
        return Vec::new();
    };
    ends(stated.quantity)
}

/// Returns the finite ends of a quantity, the smaller first.
pub(super) fn ends(quantity: &Quantity) -> Vec<f64> {
    let (low, high) = quantity.bounds();
    let mut ends = vec![low, high];
    ends.retain(|end| end.is_finite() && *end > 0.0);
    ends.dedup();
    ends
}

fn map_view(
    id: EntryId,
    centre: (EntryId, Located),
    sites: &[(EntryId, Located)],
    flights: &[Flight],
    maps: &Maps,
    page: &Page,
) -> Value {
    let site = page.site;
    let longest = flights.iter().flat_map(rings_of).fold(0.0, f64::max);
    let reach = if longest > 0.0 {
        drawing::reach_for(longest)
    } else {
        Some(USUAL)
    };
    let fits = reach.is_some();
    let ground = maps.ground(
        centre.0,
        centre.1,
        reach.unwrap_or(USUAL),
        outlined(id, site),
        site,
    );
    let mut room = ground.room.clone();
    let (mut under, mut over) = (String::new(), String::new());
    let mut told = Vec::new();
    let mut seen: BTreeSet<(EntryId, String)> = BTreeSet::new();
    for flight in flights.iter().filter(|_| fits) {
        let from = flight
            .site
            .and_then(|at| sites.iter().find(|(id, _)| *id == at));
        let (Some((at, located)), Some(stated)) = (from, flight.distances.first()) else {
            continue;
        };
        let rings = rings_of(flight);
        let words = stated.quantity.words_with("km");
        if rings.is_empty() || seen.len() == RINGS || !seen.insert((*at, words.clone())) {
            continue;
        }
        for ring in &rings {
            drawing::push_circle(&ground.view, located.at, *ring, "ring", &mut under);
        }
        let last = rings[rings.len() - 1];
        drawing::put_on_ring(&ground.view, located.at, last, &words, &mut room, &mut over);
        told.push(format!("{words} around {}", site.title(*at)));
    }
    let shape = site
        .kind_of(id)
        .mark
        .map_or("circle", crate::schema::Mark::word);
    for (at, located) in sites {
        push_site(&ground, *located, shape, &mut under, &mut over);
        if *at != centre.0 {
            let mut label = place_label(*at, ground.view.place(located.at), site);
            (label.gap, label.class, label.dot) = (Some(11.0), "strong halo", false);
            room.put(&label, &mut over);
        }
    }
    let tracks = tracks(flights, sites, &ground, site, &mut under, &mut over);
    let others = ground.named.iter().map(|id| site.title(*id).to_owned());
    let others: Vec<String> = others.collect();
    map([
        ("site", page.cards.get(centre.0)),
        ("ground", ground.shapes.clone()),
        ("under", Value::safe_string(&under)),
        ("words", ground.words.clone()),
        ("over", Value::safe_string(&over)),
        ("rings", list(told.into_iter().map(Value::from))),
        ("tracks", list(tracks.into_iter().map(Value::from))),
        ("named", list(others.into_iter().map(Value::from))),
        (
            "area",
            optional(centre.1.area().map(|_| centre.1.precision())),
        ),
    ])
}

/// Draws how far what flew can fly, on half of the globe around the site: only where a source says so.
fn globe(
    id: EntryId,
    sites: &[(EntryId, Located)],
    flights: &[Flight],
    maps: &Maps,
    page: &Page,
) -> Value {
    let site = page.site;
    let reach = flights.iter().find_map(|flight| {
        let (flown, at) = (flight.flown?, flight.site?);
        let from = sites.iter().find(|(id, _)| *id == at)?;
        let stated = site.reach(flown)?;
        let far = *ends(stated.quantity).last()?;
        Some((flown, from, stated, far))
    });
    let Some((flown, (at, located), stated, far)) = reach else {
        return Value::none();
    };
    let (view, half) = maps.globe(*at, *located, &outlined(id, site));
    let mut svg = String::clone(&half);
    let words = stated.quantity.words_with("km");
    drawing::push_circle(&view, located.at, far, "ring", &mut svg);
    let mut room = drawing::room();
    let shape = site
        .kind_of(id)
        .mark
        .map_or("circle", crate::schema::Mark::word);
    drawing::push_mark(
        &view,
        located.at,
        &format!("k edge {shape}"),
        drawing::SITE,
        &mut svg,
    );
    drawing::put_on_ring(&view, located.at, far, &words, &mut room, &mut svg);
    let sources = stated
        .fact
        .map(|fact| fact.sources.as_slice())
        .unwrap_or_default();
    let targets = &site.targets[flown.0 as usize];
    let cards = sources.iter().filter_map(|slot| targets[*slot]);
    map([
        ("site", page.cards.get(*at)),
        ("flown", page.cards.get(flown)),
        ("distance", words.into()),
        ("sources", list(cards.map(|source| page.cards.get(source)))),
        ("svg", Value::safe_string(&svg)),
    ])
}

/// Draws the mark of a site; what is known to a few kilometres alone is an area.
pub(super) fn push_site(
    ground: &Ground,
    located: Located,
    shape: &str,
    under: &mut String,
    over: &mut String,
) {
    if let Some(degrees) = located.area() {
        let class = format!("area {shape}");
        drawing::push_area(&ground.view, located.at, degrees, &class, under);
    } else {
        let path = match shape {
            "triangle" => drawing::SITE,
            "square" => "M-6-6H6V6H-6z",
            "diamond" => "M0-8 8 0 0 8-8 0z",
            _ => "M-6 0a6 6 0 1 0 12 0 6 6 0 1 0-12 0z",
        };
        let class = format!("k edge {shape}");
        drawing::push_mark(&ground.view, located.at, &class, path, over);
    }
}

/// Draws where something came down, or in which direction it set out, as far as a source says so.
fn tracks(
    flights: &[Flight],
    sites: &[(EntryId, Located)],
    ground: &Ground,
    site: &Site,
    under: &mut String,
    over: &mut String,
) -> Vec<String> {
    let mut told = Vec::new();
    for flight in flights {
        let from = flight
            .site
            .and_then(|at| sites.iter().find(|(id, _)| *id == at));
        let Some((_, from)) = from else { continue };
        let landing = flight.landing.and_then(|id| Some((id, site.located(id)?)));
        if let Some((id, landed)) = landing {
            drawing::push_track(&ground.view, from.at, landed.at, "track", under);
            match landed.area() {
                Some(degrees) => {
                    drawing::push_area(&ground.view, landed.at, degrees, "area", under);
                }
                None => drawing::push_mark(&ground.view, landed.at, "cross", CROSS, over),
            }
            told.push(format!("It came down at {}.", site.title(id)));
        } else if let Some(heading) = flight.headings.first() {
            let (low, high) = heading.quantity.bounds();
            let far = rings_of(flight).last().copied();
            let (Some(far), true) = (far, high.is_finite()) else {
                continue;
            };
            let end: Position = destination(from.at, f64::midpoint(low, high), far);
            drawing::push_track(&ground.view, from.at, end, "track", under);
            let words = heading.quantity.words();
            told.push(format!("It set out at {words}° clockwise from north."));
        }
    }
    told
}

/// Lists the distances from a site to the places that maps name, the nearest first.
pub(super) fn distances(from: (EntryId, Located), maps: &Maps, page: &Page) -> Value {
    let named = maps.named().iter();
    let mut all: Vec<(f64, EntryId, bool)> = named
        .map(|(id, other)| {
            let coarse = from.1.area().is_some() || other.area().is_some();
            (distance(from.1.at, other.at), *id, coarse)
        })
        .filter(|(far, id, _)| *far > SAME && *id != from.0)
        .collect();
    all.sort_by(|left, right| left.0.total_cmp(&right.0));
    list(all.into_iter().map(|(far, id, coarse)| {
        // To an area no distance is known to the kilometre.
        let words = if coarse {
            format!(
                "about\u{a0}{}",
                grouped(&format!("{:.0}", (far / 10.0).round() * 10.0))
            )
        } else {
            grouped(&format!("{far:.0}"))
        };
        map([
            ("card", page.cards.get(id)),
            ("distance", format!("{words}\u{a0}km").into()),
        ])
    }))
}

/// Says why no map or no ring is drawn, each reason once.
fn reasons(flights: &[Flight], sites: &[(EntryId, Located)], site: &Site) -> Vec<String> {
    let mut reasons: Vec<String> = Vec::new();
    let several = flights.len() > 1;
    let mut tell = |reason: String| {
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    };
    if sites.is_empty() && flights.iter().all(|flight| flight.site.is_none()) {
        tell("No map is drawn: the sources used here do not say from where it flew.".to_owned());
    }
    for flight in flights {
        let whose = if several {
            format!(" for {}", what(flight, site))
        } else {
            String::new()
        };
        match (&flight.site, &flight.course) {
            (None, _) if !sites.is_empty() => {
                tell(format!("No ring is drawn{whose}: its site is not known."));
            }
            (Some(at), _) if site.located(*at).is_none() => {
                let title = site.title(*at);
                tell(format!(
                    "No ring is drawn{whose}: the position of {title} is not known."
                ));
            }
            (Some(_), Course::Other(words)) if words.is_empty() => {}
            (Some(_), Course::Other(words)) => tell(format!(
                "No ring is drawn{whose}: only what flies on a ballistic path has one. {words}."
            )),
            (Some(_), Course::Ballistic) if flight.distances.is_empty() => tell(format!(
                "No ring is drawn{whose}: no distance is reported in the sources used."
            )),
            (None, _) | (Some(_), Course::Ballistic) => {}
        }
    }
    reasons
}
