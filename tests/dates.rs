//! What is said of dates, as tables that people can read: `tests/dates/*.txt`.
//!
//! Each line of a table is a case, its cells parted by bars; a line that opens with `#` explains. A
//! test prints every line that the program answers differently.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it must be"
)]

use briefbook::when::{Apart, Seen, Verdict, When, steps_back};
use chrono_tz::Tz;

const WORDS: &str = include_str!("dates/words.txt");
const EVENTS: &str = include_str!("dates/events.txt");
const ZONES: &str = include_str!("dates/zones.txt");
const STEPS: &str = include_str!("dates/steps.txt");
const APART: &str = include_str!("dates/apart.txt");
const BEFORE: &str = include_str!("dates/before.txt");
const WITHIN: &str = include_str!("dates/within.txt");
const OVER: &str = include_str!("dates/over.txt");
const BETWEEN: &str = include_str!("dates/between.txt");

/// Reads a date, with its zone after a blank.
fn when(text: &str) -> When {
    let (date, zone) = text.split_once(' ').unwrap_or((text, ""));
    event(date, zone)
}

/// Reads the date of an event and its zone, which may be empty.
fn event(date: &str, zone: &str) -> When {
    let when = When::parse(date).unwrap().of_event();
    if zone.is_empty() {
        return when;
    }
    when.in_zone(zone.parse().unwrap())
}

/// Reads days by zone, as `America/New_York=2022-02-09, UTC=2022-02-10`.
fn reported(text: &str) -> Vec<(Tz, When)> {
    let days = text.split(", ").filter(|day| !day.is_empty());
    let read = days.map(|day| {
        let (zone, date) = day.split_once('=').unwrap();
        (zone.parse().unwrap(), When::parse(date).unwrap())
    });
    read.collect()
}

fn text_of(seen: Option<Seen>) -> String {
    seen.map_or_else(|| "–".to_owned(), |seen| seen.text)
}

/// Returns the year or month under which an event stands.
fn group(when: &When) -> String {
    match (when.year(), when.month()) {
        (_, Some((year, month))) => format!("{year}-{month:02}"),
        (Some(year), None) => year.to_string(),
        (None, None) => "–".to_owned(),
    }
}

fn word(verdict: Verdict) -> String {
    let word = match verdict {
        Verdict::Certainly => "certainly",
        Verdict::Possibly => "possibly",
        Verdict::CertainlyNot => "certainly not",
    };
    word.to_owned()
}

/// Returns the cells of every line of a table.
fn rows(table: &str) -> Vec<Vec<&str>> {
    let lines = table.lines().filter(|line| !line.trim().is_empty());
    let cases = lines.filter(|line| !line.starts_with('#'));
    cases
        .map(|line| line.split('|').map(str::trim).collect())
        .collect()
}

/// Holds the last cells of each line against what the cells before them give.
fn assert_table(table: &str, least: usize, given: usize, ask: impl Fn(&[&str]) -> Vec<String>) {
    let rows = rows(table);
    assert!(rows.len() >= least, "{} cases only", rows.len());
    let mut differing = Vec::new();
    for row in rows {
        let (asked, expected) = row.split_at(given);
        let found = ask(asked);
        if found != expected {
            differing.push(format!(
                "{}\n  gives {}",
                row.join(" | "),
                found.join(" | ")
            ));
        }
    }
    assert!(differing.is_empty(), "\n{}", differing.join("\n"));
}

#[test]
fn every_precision_reads_aloud_in_full_and_in_short() {
    assert_table(WORDS, 35, 1, |cells| {
        let when = When::parse(cells[0]).unwrap();
        vec![when.long(), when.short()]
    });
}

#[test]
fn events_are_worded_seen_from_elsewhere_and_grouped() {
    assert_table(EVENTS, 60, 2, |cells| {
        let when = event(cells[0], cells[1]);
        let elsewhere = when.elsewhere(&[]);
        vec![
            when.long(),
            when.short(),
            text_of(elsewhere.seen_from(Tz::America__New_York)),
            text_of(elsewhere.seen_from(Tz::UTC)),
            group(&when),
        ]
    });
}

#[test]
fn events_stand_in_the_order_of_their_earliest_instants() {
    let rows = rows(EVENTS);
    let differing: Vec<String> = rows
        .windows(2)
        .filter(|pair| {
            let key = |row: &[&str]| event(row[0], row[1]).order_key();
            key(&pair[0]) > key(&pair[1])
        })
        .map(|pair| format!("{:?} comes after {:?}", pair[0], pair[1]))
        .collect();
    assert!(differing.is_empty(), "\n{}", differing.join("\n"));
}

#[test]
fn what_is_reported_elsewhere_narrows_and_nothing_shifts() {
    assert_table(ZONES, 60, 4, |cells| {
        let when = event(cells[0], cells[1]);
        let reported = reported(cells[2]);
        let seen = when
            .elsewhere(&reported)
            .seen_from(cells[3].parse().unwrap());
        let machine = seen.as_ref().and_then(|seen| seen.iso.clone());
        vec![text_of(seen), machine.unwrap_or_default()]
    });
}

#[test]
fn every_zone_shows_the_day_of_every_instant_of_a_day() {
    // What is shown of a day must hold for each of its instants, hour by hour.
    for own in [Tz::Asia__Tokyo, Tz::America__New_York, Tz::Asia__Pyongyang] {
        for there in [
            Tz::UTC,
            Tz::Pacific__Honolulu,
            Tz::Asia__Kolkata,
            Tz::Asia__Seoul,
        ] {
            for day in [
                "2017-11-29",
                "2022-03-13",
                "2022-11-06",
                "2020-02-29",
                "2022-12-31",
            ] {
                let shown = text_of(event(day, own.name()).elsewhere(&[]).seen_from(there));
                for hour in 0..24 {
                    let timed = event(&format!("{day}T{hour:02}:30"), own.name());
                    let Some(instant) = timed.instant() else {
                        continue;
                    };
                    let local = instant
                        .with_timezone(&there)
                        .format("%-d %b %Y")
                        .to_string();
                    let number = local.split(' ').next().unwrap();
                    let named = shown.split(' ').any(|word| word == number);
                    assert!(
                        named,
                        "{day} {hour}:30 {own} is {local} {there}, not {shown}"
                    );
                }
            }
        }
    }
}

#[test]
fn zones_are_named_where_the_days_of_a_list_step_back() {
    assert_table(STEPS, 15, 2, |cells| {
        let (before, after) = (when(cells[0]), when(cells[1]));
        assert!(
            before.order_key() <= after.order_key(),
            "{cells:?} are out of order"
        );
        let named = if steps_back(&before, &after) {
            "named"
        } else {
            ""
        };
        vec![named.to_owned()]
    });
}

#[test]
fn before_and_after_are_asked_of_instants() {
    assert_table(BEFORE, 70, 2, |cells| {
        vec![word(when(cells[0]).is_before(&when(cells[1])))]
    });
    assert_table(BEFORE, 70, 2, |cells| {
        vec![word(when(cells[1]).is_after(&when(cells[0])))]
    });
}

#[test]
fn days_that_are_one_apart_are_explained_by_zones_or_not() {
    assert_table(APART, 20, 2, |cells| {
        let zones = [Tz::UTC, Tz::America__New_York];
        let explained = when(cells[0]).apart_from(&when(cells[1]), &zones);
        vec![match explained {
            None => String::new(),
            Some(Apart::NoZone) => "no zone".to_owned(),
            Some(Apart::SameMoment) => "same moment".to_owned(),
            Some(Apart::OtherIn(zone)) => format!("other in {zone}"),
            Some(Apart::OwnIn(zone)) => format!("own in {zone}"),
        }]
    });
}

#[test]
fn nothing_is_certainly_before_and_possibly_after() {
    let rows = rows(BEFORE);
    let dates: Vec<&str> = rows.iter().flat_map(|row| [row[0], row[1]]).collect();
    for one in &dates {
        for other in &dates {
            let (first, second) = (when(one), when(other));
            let both =
                first.is_before(&second).is_certain() && first.is_after(&second).is_possible();
            assert!(!both, "{one} and {other}");
        }
    }
}

#[test]
fn within_is_asked_of_the_own_calendar() {
    assert_table(WITHIN, 30, 2, |cells| {
        vec![word(when(cells[0]).is_within(&when(cells[1])))]
    });
}

#[test]
fn whether_something_is_over_is_asked_of_the_own_calendar() {
    assert_table(OVER, 15, 2, |cells| {
        vec![word(when(cells[0]).is_over_on(&when(cells[1])))]
    });
}

#[test]
fn between_leaves_open_what_is_known_to_a_month_only() {
    assert_table(BETWEEN, 15, 3, |cells| {
        let end = |text: &str| (!text.is_empty()).then(|| when(text));
        let (from, to) = (end(cells[1]), end(cells[2]));
        let verdict = when(cells[0]).is_between(from.as_ref(), to.as_ref());
        vec![word(verdict)]
    });
}
