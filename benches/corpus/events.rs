//! The briefs of a corpus: half talks, half launches, from 1984 to 2024.
//!
//! All keys and days are laid down first, so that a brief can name those before it and after it.
//! Then each is written by itself. No event answers one of its own day or of a later one.

use std::fmt::Write as _;

use chrono::{Days, NaiveDate};

use super::entities::{CLASSES, Entities, Entity, OFFICE, country_key, source_key};
use super::names;
use super::prose::{self, Surroundings, Target};
use super::random::Random;

/// An event with its day, before its text is written.
pub(crate) struct Event {
    /// Where the brief lies and what it is called.
    pub(crate) target: Target,
    day: NaiveDate,
    /// Whether it is a talk; the others are launches.
    pub(crate) is_talk: bool,
}

const REACH_BACK: usize = 60;

/// What delegates say afterwards.
const QUOTED: &str = "a frank and open exchange";

/// Lays down the keys and days of all briefs, oldest first.
pub(crate) fn plan(briefs: usize, random: &mut Random) -> Vec<Event> {
    let first = NaiveDate::from_ymd_opt(1984, 1, 1).expect("1984 began");
    let last = NaiveDate::from_ymd_opt(2024, 12, 31).expect("2024 ended");
    let days = usize::try_from((last - first).num_days()).expect("the first day comes first");
    let mut events = Vec::with_capacity(briefs);
    for number in 0..briefs {
        let offset = u64::try_from(number * days / briefs).expect("days fit 64 bits");
        let day = first
            .checked_add_days(Days::new(offset))
            .expect("it lies before the last day");
        let is_talk = number % 2 == 0;
        let (folder, word) = if is_talk {
            ("talks", "talk")
        } else {
            ("launches", "launch")
        };
        let title = if is_talk {
            let topic = names::TOPICS[random.below(names::TOPICS.len())];
            format!("Delegates confer on {topic}, meeting {number}")
        } else {
            let place = names::place(random.below(40));
            format!("Missile fired near {place}, firing {number}")
        };
        let key = format!("{day}-{word}-{number:05}");
        events.push(Event {
            target: Target { folder, key, title },
            day,
            is_talk,
        });
    }
    events
}

/// Writes the brief of one event.
pub(crate) fn write(
    number: usize,
    events: &[Event],
    entities: &Entities,
    random: &mut Random,
) -> String {
    let event = &events[number];
    let mut sources: Vec<String> = (0..2 + random.below(3))
        .map(|_| source_key(random.skewed(entities.sources)))
        .collect();
    sources.sort();
    sources.dedup();
    let mut lines = vec![format!("title: \"{}\"", event.target.title)];
    let mut named: Vec<&Target> = Vec::new();
    if event.is_talk {
        talk(
            number, events, entities, &sources, random, &mut lines, &mut named,
        );
    } else {
        launch(event, entities, &sources, random, &mut lines, &mut named);
    }
    lines.push(format!("sources: [{}]", sources.join(", ")));
    for pool in [&entities.places, &entities.systems, &entities.organisations] {
        named.push(&pool[random.skewed(pool.len())].target);
    }
    let back = number.saturating_sub(REACH_BACK);
    let around = Surroundings {
        folder: event.target.folder,
        entities: named,
        events: events[back..number]
            .iter()
            .map(|event| &event.target)
            .collect(),
        sources: &sources,
    };
    let mut body = prose::write(random, &around);
    if lines.iter().any(|line| line.contains(QUOTED)) {
        // Writing to a string cannot fail.
        let _ = write!(
            body,
            "\nTo reporters it was “{QUOTED}” [@{}].\n",
            sources[0]
        );
    }
    format!("---\n{}\n---\n{body}", lines.join("\n"))
}

/// Writes the fields of a talk, and remembers who took part.
fn talk<'a>(
    number: usize,
    events: &[Event],
    entities: &'a Entities,
    sources: &[String],
    random: &mut Random,
    lines: &mut Vec<String>,
    named: &mut Vec<&'a Target>,
) {
    let event = &events[number];
    let subject = random.below(names::TOPICS.len());
    let parties: Vec<usize> = (0..2 + random.below(2))
        .map(|step| subject + step)
        .collect();
    let source = &sources[0];
    let held = !random.once_in(20);
    lines.push(
        "summary: Delegates went through the open points of the month and set a day to go on."
            .to_owned(),
    );
    let zone = [
        "Asia/Tokyo",
        "Asia/Seoul",
        "America/New_York",
        "Europe/London",
    ][random.below(4)];
    lines.push(match random.below(10) {
        0 => format!(
            "when: {}T{:02}:{:02}",
            event.day,
            8 + random.below(12),
            random.below(60)
        ),
        1 => format!("when: {}~", event.day),
        2 => format!("when: {}", event.day.format("%Y-%m")),
        _ => format!("when: {}", event.day),
    });
    lines.push(format!("zone: {zone}"));
    lines.push(format!(
        "status: {}",
        if held { "held" } else { "not-held" }
    ));
    lines.push(format!(
        "mode: {}",
        ["in-person", "phone", "video"][random.below(3)]
    ));
    lines.push(format!(
        "level: {}",
        ["ministers", "vice-ministers", "senior-officials"][random.below(3)]
    ));
    let keys: Vec<String> = parties.iter().map(|party| country_key(*party)).collect();
    lines.push(format!("parties: [{}]", keys.join(", ")));
    lines.push(format!("series: series-{subject}"));
    let place = &entities.places[random.skewed(entities.places.len())];
    lines.push(format!("places: [{}]", place.target.key));
    lines.push(format!(
        "duration: {{ value: {} min, source: {source} }}",
        20 + random.below(100)
    ));
    lines.push("participants:".to_owned());
    for party in &parties {
        let person = delegate(*party, &entities.people, random);
        named.push(&person.target);
        // Of one in four the office is that of the day.
        lines.push(if random.once_in(4) {
            format!("  - {}", person.target.key)
        } else {
            format!("  - {{ person: {}, as: {OFFICE} }}", person.target.key)
        });
    }
    let answered = random.below(REACH_BACK) + 1;
    // Two days apart, no zone can put the later first.
    let earlier = |steps: usize| {
        let earlier = number.checked_sub(steps).map(|earlier| &events[earlier])?;
        ((event.day - earlier.day).num_days() > 2 && held).then_some(&earlier.target.key)
    };
    if let Some(key) = earlier(answered) {
        lines.push(format!("responds_to: [{key}]"));
    }
    if let Some(key) = earlier(2 * (1 + random.below(REACH_BACK / 2))) {
        lines.push(format!("follows: [{key}]"));
    }
    if !held {
        lines.push(format!(
            "reason: {{ value: the hall was not free, source: {source} }}"
        ));
    }
    if random.once_in(40) {
        lines.push(format!(
            "corrections:\n  - {{ date: 2025-01-10, was: another length, now: this length, source: {source} }}"
        ));
    }
    lines.push("outcomes:".to_owned());
    // Talks have even numbers, so an even step leads from one to another.
    let kept_by = events
        .get(number + 2 * REACH_BACK)
        .filter(|_| random.once_in(3));
    let kept = kept_by.map_or_else(String::new, |later| {
        format!(", kept_by: {}", later.target.key)
    });
    lines.push(format!(
        "  - {{ text: to meet again before the year is out{kept}, source: {source} }}"
    ));
    if random.once_in(3) {
        let speaker = delegate(parties[0], &entities.people, random);
        lines.push(format!(
            "statements:\n  - {{ by: {}, words: {QUOTED}, channel: press briefing, source: {source} }}",
            speaker.target.key
        ));
    }
    lines.push(format!("topics: [topic-{subject}]"));
}

/// Picks a person who speaks for a country.
fn delegate<'a>(country: usize, people: &'a [Entity], random: &mut Random) -> &'a Entity {
    let countries = names::COUNTRIES.len();
    let country = country % countries;
    let number_of_people = (people.len() - country).div_ceil(countries);
    &people[country + countries * random.skewed(number_of_people)]
}

/// Writes the fields of a launch, and remembers what was fired and where.
fn launch<'a>(
    event: &Event,
    entities: &'a Entities,
    sources: &[String],
    random: &mut Random,
    lines: &mut Vec<String>,
    named: &mut Vec<&'a Target>,
) {
    let source = &sources[0];
    lines.push("summary: A missile was fired from the coast and came down at sea, by the account of the day.".to_owned());
    let (hour, minute) = (5 + random.below(17), random.below(60));
    let day = event.day;
    lines.push(match random.below(20) {
        0..5 => format!("when: {day}"),
        5 => format!(
            "when:\n  - {{ value: {day}T{hour:02}:{minute:02}+09:00, source: {source}, prefer: true }}\n  \
             - {{ value: {day}T{:02}:{minute:02}+09:00, source: {source} }}",
            hour + 1
        ),
        _ => format!("when: {day}T{hour:02}:{minute:02}+09:00"),
    });
    // Tokyo kept one offset through all these years; Seoul had summer time in 1987 and 1988.
    lines.push("zone: Asia/Tokyo".to_owned());
    lines.push(format!(
        "outcome: {}",
        ["success", "success", "success", "failure", "unknown"][random.below(5)]
    ));
    lines.push(format!(
        "launched_by: {}",
        country_key(random.skewed(names::COUNTRIES.len()))
    ));
    lines.push("salvos:".to_owned());
    for _ in 0..=random.skewed(3) {
        let system_number = random.skewed(entities.systems.len());
        let system = &entities.systems[system_number];
        let site = &entities.places[random.skewed(entities.places.len())];
        named.extend([&system.target, &site.target]);
        let first = &entities.organisations[random.below(entities.organisations.len())]
            .target
            .key;
        let second = &entities.organisations[random.below(entities.organisations.len())]
            .target
            .key;
        let range = 200 + random.below(3000);
        lines.push(format!("  - system: {}", system.target.key));
        lines.push(format!(
            "    class: {}",
            CLASSES[system_number % CLASSES.len()]
        ));
        let count = 1 + random.below(4);
        lines.push(match random.below(8) {
            0 => format!("    count: {count}..{}", count + 2),
            1 => format!("    count: at least {count}"),
            _ => format!("    count: {count}"),
        });
        lines.push(format!("    site: {}", site.target.key));
        lines.push(format!(
            "    apogee_km: {{ value: about {}, by: {first}, source: {source} }}",
            20 + random.below(2000)
        ));
        lines.push(format!("    range_km:\n      - {{ value: {range}, by: {first}, source: {source}, prefer: true }}"));
        if first != second {
            lines.push(format!(
                "      - {{ value: {}, by: {second}, source: {source} }}",
                range + 10 + random.below(90)
            ));
        }
        lines.push(format!(
            "    landing: {{ value: at sea, source: {source} }}"
        ));
        lines.push(format!("    eez: {{ value: outside, source: {source} }}"));
    }
    lines.push(format!(
        "confidence: {}",
        ["high", "medium"][random.below(2)]
    ));
}
