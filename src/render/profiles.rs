//! Flights from the side: those of one event, and those of everything that flew of one type.
//!
//! Drawn is what has both numbers and a ballistic path; all else is counted in words.

use tera::Value;

use super::cards::took_place;
use super::sheet::ends;
use super::stated::what;
use super::values::Page;
use super::view::{list, map};
use crate::draw::profile::{Flight as Curve, profile};
use crate::resolve::flights::{Course, Flight};
use crate::resolve::{EntryId, Site};
use crate::when::When;

/// Returns the distance and the height of a flight, each from the least to the most; none where one of
/// them is not reported.
pub(super) fn height_and_distance(flight: &Flight) -> Option<((f64, f64), (f64, f64))> {
    let both = |ends: Vec<f64>| Some((*ends.first()?, *ends.last()?));
    let far = both(ends(flight.distances.first()?.quantity))?;
    let high = both(ends(flight.heights.first()?.quantity))?;
    Some((far, high))
}

/// Draws the flights of one event, and says what is not drawn.
pub(super) fn sides(flights: &[Flight], site: &Site) -> (Value, Option<String>) {
    let ballistic = flights
        .iter()
        .filter(|flight| flight.course == Course::Ballistic);
    let mut curves: Vec<Curve> = Vec::new();
    let mut told = Vec::new();
    let mut missing = 0;
    for flight in ballistic {
        let Some((far, high)) = height_and_distance(flight) else {
            missing += 1;
            continue;
        };
        let height = flight.heights[0].quantity.words_with("km");
        let distance = flight.distances[0].quantity.words_with("km");
        let name = what(flight, site);
        let words = if flights.len() > 1 {
            format!("{name}: {height} high")
        } else {
            format!("{height} high")
        };
        let sentence = format!("{name}: {height} high, {distance} far");
        if told.contains(&sentence) {
            continue;
        }
        told.push(sentence);
        curves.push(Curve {
            distance: far,
            height: high,
            words,
            link: None,
            here: true,
        });
    }
    let left_out = (missing > 0).then(|| {
        let whose = if curves.is_empty() {
            "No height profile is drawn"
        } else {
            "Some flights are not drawn from the side"
        };
        format!("{whose}: height and distance are not both reported in the sources used.")
    });
    let Some(drawn) = profile(&curves) else {
        return (Value::none(), left_out);
    };
    let view = map([
        ("svg", Value::safe_string(&drawn.svg)),
        ("height", drawn.height.into()),
        ("flights", list(told.into_iter().map(Value::from))),
    ]);
    (view, left_out)
}

/// The most flights that one page draws and lists: the newest.
pub(super) const MOST: usize = 60;

/// Draws the flights of the newest events that name an entry as what flew, each a link to its event, with
/// the rows of the table of the same numbers.
pub(super) fn overlay(id: EntryId, events: &[EntryId], page: &Page) -> Value {
    let site = page.site;
    let (mut curves, mut rows) = (Vec::new(), Vec::new());
    let (mut without, mut older) = (0, 0);
    let held = events
        .iter()
        .rev()
        .filter(|event| took_place(**event, site));
    for event in held {
        let flights = site.flights(*event);
        for flight in flights.iter().filter(|flight| flight.flown == Some(id)) {
            let both = height_and_distance(flight).filter(|_| flight.course == Course::Ballistic);
            let Some((far, high)) = both.filter(|_| rows.len() < MOST) else {
                if rows.len() < MOST {
                    without += 1;
                } else {
                    older += 1;
                }
                continue;
            };
            let height = flight.heights[0].quantity.words_with("km");
            let distance = flight.distances[0].quantity.words_with("km");
            let day = site
                .entry(*event)
                .when
                .as_ref()
                .map(When::long)
                .unwrap_or_default();
            let address = format!("{}{}", page.root, site.address(*event).encoded());
            curves.push(Curve {
                distance: far,
                height: high,
                words: format!("{day}: {height} high"),
                link: Some((address, format!("{day}: {height} high, {distance} far"))),
                here: false,
            });
            rows.push(map([
                ("card", page.cards.get(*event)),
                ("distance", distance.into()),
                ("height", height.into()),
                ("site", page.cards.maybe(flight.site)),
            ]));
        }
    }
    let Some(drawn) = profile(&curves) else {
        return Value::none();
    };
    map([
        ("svg", Value::safe_string(&drawn.svg)),
        ("height", drawn.height.into()),
        ("rows", list(rows)),
        ("without", without.into()),
        ("older", older.into()),
    ])
}
