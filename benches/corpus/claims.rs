//! The claims of a corpus and the rules by which they are judged.
//!
//! In: the briefs that were laid down, and how many claims are wanted. Out: claims of every type in turn,
//! over many filters and periods, none of which is an error: what may be contradicted is a source's.

use super::entities::{CLASSES, Entities, OFFICE, country_key, source_key};
use super::events::Event;
use super::random::Random;

/// The files of rules, each with its name.
pub(crate) const RULES: [(&str, &str); 2] = [
    (
        "counting.yaml",
        "units:\n  \
         - { name: rounds, kind: launch, counts: days, sentence: A round is one day. }\n  \
         - { name: missiles, kind: launch, counts: sum of salvos.count, sentence: Every missile counts. }\n  \
         - { name: talks, kind: talk, counts: entries, sentence: A talk is one meeting. }\n",
    ),
    (
        "coverage.yaml",
        "coverage:\n  \
         - { name: Launches, kind: launch, rule: all of them }\n  \
         - { name: Talks, kind: talk, rule: all of them }\n",
    ),
];

/// The sorts of claims, taken in turn.
const SORTS: usize = 8;

/// Returns the number of the brief with which a claim stands: talks and launches have each sort.
pub(crate) fn place(number: usize, wanted: usize, briefs: usize) -> usize {
    (number * briefs / wanted + number / SORTS % 2) % briefs
}

/// Writes the claim of a number, to stand with an event.
pub(crate) fn write(
    number: usize,
    event: &Event,
    events: &[Event],
    entities: &Entities,
    random: &mut Random,
) -> String {
    let (says, kind, condition) = if event.is_talk {
        ("Delegates confer", "talk", talks(entities, random))
    } else {
        ("Missile fired", "launch", launches(entities, random))
    };
    let period = match random.below(4) {
        0 => ", within: year".to_owned(),
        1 => ", within: month".to_owned(),
        2 => format!(", within: {}", 1985 + random.below(39)),
        _ => String::new(),
    };
    let among = format!("among: {{ kind: {kind}, {condition} }}");
    let source = source_key(random.skewed(entities.sources));
    let year = 1984 + random.below(40);
    let other = &events[random.below(events.len())].target.key;
    let asserted = match number % SORTS {
        0 => format!("count: {{ kind: {kind}, {condition}{period}, until: this }}, is: at least 0"),
        1 if event.is_talk => {
            format!("count: {{ kind: {kind}, {condition}{period} }}, is: at least 0")
        }
        1 => format!(
            "count: {{ kind: {kind}, {condition}{period} }}, unit: missiles, is: at least 0"
        ),
        2 => format!(
            "ordinal: {{ kind: {kind}, {condition} }}, is: at least 1, reported_by: {source}"
        ),
        3 => format!("first_since: {year}, {among}, reported_by: {source}"),
        4 => format!("last_before: {year}, {among}, reported_by: {source}"),
        5 => format!(
            "record: {{ field: salvos.range_km, is: max, since: {year} }}, \
             among: {{ kind: launch, {} }}, of: {}, reported_by: {source}",
            launches(entities, random),
            launch(events, random)
        ),
        6 => format!("days_between: {{ from: {other} }}, is: at least 0, reported_by: {source}"),
        _ => {
            let person = &entities.people[random.skewed(entities.people.len())]
                .target
                .key;
            format!("held_office: {{ person: {person}, office: {OFFICE} }}, reported_by: {source}")
        }
    };
    format!("  - {{ says: {says}, {asserted} }}")
}

fn launch<'a>(events: &'a [Event], random: &mut Random) -> &'a str {
    let at = random.below(events.len());
    let mut from_there = events[at..].iter().chain(&events[..at]);
    let launch = from_there.find(|event| !event.is_talk);
    &launch.unwrap_or(&events[0]).target.key
}

fn launches(entities: &Entities, random: &mut Random) -> String {
    let class = CLASSES[random.below(CLASSES.len())];
    match random.below(6) {
        0 => format!("salvos.class: {class}"),
        1 => {
            let system = &entities.systems[random.skewed(entities.systems.len())]
                .target
                .key;
            format!("salvos.system: {system}")
        }
        2 => {
            let site = &entities.places[random.skewed(entities.places.len())]
                .target
                .key;
            format!("salvos.site: {site}, salvos.class: {class}")
        }
        3 => format!("launched_by: {}", country_key(random.below(12))),
        4 => format!("salvos.range_km: at least {}", 500 * (1 + random.below(6))),
        _ => format!(
            "salvos.system.range_km: at least {}",
            500 * (1 + random.below(6))
        ),
    }
}

fn talks(entities: &Entities, random: &mut Random) -> String {
    let level = ["ministers", "vice-ministers", "senior-officials"][random.below(3)];
    match random.below(5) {
        0 => format!("level: {level}"),
        1 => {
            let series = &entities.series[random.skewed(entities.series.len())]
                .target
                .key;
            format!("series: {series}")
        }
        2 => format!(
            "parties: {}, mode: in-person",
            country_key(random.below(12))
        ),
        3 => {
            let place = &entities.places[random.skewed(entities.places.len())]
                .target
                .key;
            format!("places.place: {place}")
        }
        _ => format!("level: {level}, mode: [phone, video]"),
    }
}
