//! Where the events of a kind took place: every site on one map with the number of events, the same by
//! period, and the table.
//!
//! An event counts once at each site that it names. Those of a kind are drawn on a map of their own where
//! their sites have coordinates and lie within a region; what has no site, or none with coordinates, is
//! told as a number.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use tera::Value;

use crate::draw::labels::{Label, Labels};
use crate::draw::map::{self, View};
use crate::draw::spots::{Spot, path, spot};
use crate::figures::grouped;
use crate::geo::{Frame, Position, distance};
use crate::model::preferred;
use crate::render::cards::Cards;
use crate::render::maps::{outlined, put_waters};
use crate::render::view::{list, map as names};
use crate::resolve::positions::Located;
use crate::resolve::{EntryId, Site};
use crate::schema::{KindId, Mark, Role};
use crate::when::When;

/// How far apart the sites of a map may lie, in kilometres: a region, of which a map is nearly true.
const REGION: f64 = 4000.0;
/// The most rows of the table; what is beyond them is added up in one.
const ROWS: usize = 60;
/// The sites whose names are written first.
const FOREMOST: usize = 6;
/// The radius from which the middle of a circle stays free of names.
const LARGE: f64 = 12.0;
/// The most periods.
const PERIODS: i32 = 5;

/// What is counted at one site.
struct Counted {
    id: EntryId,
    located: Located,
    /// The number of each period.
    numbers: Vec<usize>,
    total: usize,
}

/// The periods of a record: the first year, and how many years each has.
#[derive(Clone, Copy)]
struct Periods {
    first: i32,
    step: i32,
    number: usize,
}

impl Periods {
    fn new(first: i32, last: i32) -> Self {
        let steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000].into_iter();
        let number = |step: i32| last.div_euclid(step) - first.div_euclid(step) + 1;
        let mut fitting = steps.filter(|step| number(*step) <= PERIODS);
        let step = fitting.next().unwrap_or(10_000);
        Self {
            first: first.div_euclid(step) * step,
            step,
            number: usize::try_from(number(step)).unwrap_or(1),
        }
    }

    fn place(self, year: i32) -> usize {
        usize::try_from((year - self.first) / self.step).unwrap_or_default()
    }

    fn words(self, place: usize) -> String {
        let first = self.first + i32::try_from(place).unwrap_or_default() * self.step;
        match self.step {
            1 => first.to_string(),
            10 => format!("{first}s"),
            step => format!("{first}–{}", first + step - 1),
        }
    }
}

/// Makes the map of the sites of a kind; none where nothing has a place on it.
pub(super) fn sites(kind: KindId, site: &Site, cards: &Cards) -> Option<Value> {
    let role = site.schema.kind(kind).roles.get(Role::Located)?;
    let events = site.chronology.order.iter().copied();
    let held: Vec<EntryId> = events
        .filter(|id| site.entry(*id).kind == kind && site.took_place(*id))
        .collect();
    let year = |id: EntryId| site.entry(id).when.as_ref().and_then(When::year);
    let years = || held.iter().filter_map(|id| year(*id));
    let periods = Periods::new(years().min()?, years().max()?);
    let mut counted: BTreeMap<EntryId, Counted> = BTreeMap::new();
    let (mut nowhere, mut unplaced, mut several) = (0, 0, 0);
    let mut shaded: Vec<u16> = Vec::new();
    for id in &held {
        let values = site.entry(*id).values(role).into_iter();
        let mut places: Vec<EntryId> = values
            .filter_map(|item| site.targets[id.0 as usize][preferred(&item.value).reference()?])
            .collect();
        places.sort_unstable();
        places.dedup();
        let known: Vec<(EntryId, Located)> = places
            .iter()
            .filter_map(|place| Some((*place, site.located(*place)?)))
            .collect();
        match (places.is_empty(), known.len()) {
            (true, _) => nowhere += 1,
            (false, 0) => unplaced += 1,
            (false, 1) => {}
            (false, _) => several += 1,
        }
        if known.is_empty() {
            continue;
        }
        shaded.extend(outlined(*id, site));
        for (place, located) in known {
            let own = counted.entry(place).or_insert_with(|| Counted {
                id: place,
                located,
                numbers: vec![0; periods.number],
                total: 0,
            });
            own.total += 1;
            if let Some(year) = year(*id) {
                own.numbers[periods.place(year)] += 1;
            }
        }
    }
    shaded.sort_unstable();
    shaded.dedup();
    let mut counted: Vec<Counted> = counted.into_values().collect();
    counted.sort_by_key(|own| (Reverse(own.total), site.title(own.id), own.id));
    let points: Vec<Position> = counted.iter().map(|own| own.located.at).collect();
    let first = *points.first()?;
    if points.iter().any(|point| distance(first, *point) > REGION) {
        return None;
    }
    let view = View::of_all(&points)?;
    let drawn = draw(&view, &counted, site, cards);
    let told = site.schema.kind(kind);
    let maps = (0..periods.number).map(|place| period(place, periods, &view, &counted));
    let rows = counted.iter().take(ROWS).map(|own| {
        names([
            ("card", cards.get(own.id)),
            ("total", own.total.into()),
            ("by_period", words(&own.numbers, periods).into()),
        ])
    });
    let rest = &counted[counted.len().min(ROWS)..];
    let sum = |place: usize| rest.iter().map(|own| own.numbers[place]).sum::<usize>();
    let sums: Vec<usize> = (0..periods.number).map(sum).collect();
    let further = names([
        ("sites", rest.len().into()),
        (
            "total",
            rest.iter().map(|own| own.total).sum::<usize>().into(),
        ),
        ("by_period", words(&sums, periods).into()),
    ]);
    Some(names([
        ("id", told.name.as_str().into()),
        ("one", told.label.as_str().into()),
        ("several", told.plural.as_str().into()),
        ("mark", told.mark.map_or("", Mark::word).into()),
        ("total", (held.len() - nowhere - unplaced).into()),
        ("sites", counted.len().into()),
        ("at_several", several.into()),
        ("nowhere", nowhere.into()),
        ("unplaced", unplaced.into()),
        ("ground", Value::safe_string(&map::ground(&view, &shaded))),
        ("spots", drawn.0),
        ("words", drawn.1),
        ("periods", list(maps)),
        ("rows", list(rows)),
        ("further", further),
    ]))
}

/// Says how many events fall into which periods: `1990s: 2, 2010s: 11`.
fn words(numbers: &[usize], periods: Periods) -> String {
    let numbers = numbers.iter().enumerate();
    let held = numbers.filter(|(_, number)| **number > 0);
    let words = held.map(|(place, number)| {
        let number = grouped(&number.to_string());
        format!("{}:\u{a0}{number}", periods.words(place))
    });
    words.collect::<Vec<_>>().join(", ")
}

/// Draws the sites, the largest first so that no smaller one is covered, and the names that fit.
fn draw(view: &View, counted: &[Counted], site: &Site, cards: &Cards) -> (Value, Value) {
    let most = counted.first().map_or(1, |own| own.total);
    let mut room = map::room();
    let mut words = String::new();
    let spots: Vec<(&Counted, Spot)> = counted
        .iter()
        .filter_map(|own| Some((own, spot(view, own.located.at, own.total, most)?)))
        .collect();
    // The names of the foremost come first and keep off their circles; others may stand on small circles,
    // else few would fit.
    let foremost = spots.len().min(FOREMOST);
    let (first, others) = spots.split_at(foremost);
    keep_free(first, &mut room);
    put_names(first, &mut room, site, &mut words);
    keep_free(others, &mut room);
    put_names(others, &mut room, site, &mut words);
    put_waters(view, site, &mut room, &mut words);
    let spots = spots.iter().map(|(own, spot)| {
        let [x, y, radius] = spot.words();
        names([
            ("card", cards.get(own.id)),
            ("total", own.total.into()),
            ("x", x.into()),
            ("y", y.into()),
            ("radius", radius.into()),
        ])
    });
    (list(spots), Value::safe_string(&words))
}

/// Keeps the middle of large circles free of names.
fn keep_free(spots: &[(&Counted, Spot)], room: &mut Labels) {
    for (_, spot) in spots.iter().filter(|(_, spot)| spot.radius >= LARGE) {
        let half = spot.radius * 0.6;
        room.keep_free(Frame {
            left: spot.at.0 - half,
            right: spot.at.0 + half,
            top: spot.at.1 - half,
            bottom: spot.at.1 + half,
        });
    }
}

/// Writes the names of sites beside their circles, each with its number, where there is room.
fn put_names(spots: &[(&Counted, Spot)], room: &mut Labels, site: &Site, words: &mut String) {
    for (own, spot) in spots {
        let label = Label {
            lines: vec![format!("{} {}", site.title(own.id), own.total)],
            at: spot.at,
            gap: Some(spot.radius + 3.0),
            class: "halo",
            dot: false,
            above: false,
        };
        room.put(&label, words);
    }
}

/// Makes the map of one period, on the same ground and with circles of the same scale.
fn period(place: usize, periods: Periods, view: &View, counted: &[Counted]) -> Value {
    let most = counted.first().map_or(1, |own| own.total);
    let number = |own: &Counted| own.numbers[place];
    let spots: Vec<Spot> = counted
        .iter()
        .filter_map(|own| spot(view, own.located.at, number(own), most))
        .collect();
    let total: usize = counted.iter().map(number).sum();
    let with_any = counted.iter().filter(|own| number(own) > 0);
    names([
        ("label", periods.words(place).into()),
        ("total", total.into()),
        ("sites", with_any.count().into()),
        ("path", path(&spots).into()),
    ])
}
