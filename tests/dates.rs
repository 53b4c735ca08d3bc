//! What is said of dates, as tables that people can read: `tests/dates/*.txt`.
//!
//! Each line of a table is a case, its cells parted by bars; a line that opens with `#` explains. A
//! test prints every line that the program answers differently.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it must be"
)]

use briefbook::when::{Verdict, When};

/// Reads a date, with its zone after a blank.
fn when(text: &str) -> When {
    match text.split_once(' ') {
        Some((date, zone)) => When::parse(date).unwrap().in_zone(zone.parse().unwrap()),
        None => When::parse(text).unwrap(),
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
fn rows<const CELLS: usize>(table: &str) -> Vec<[&str; CELLS]> {
    let lines = table.lines().filter(|line| !line.trim().is_empty());
    let cases = lines.filter(|line| !line.starts_with('#'));
    let cells = cases.map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        <[&str; CELLS]>::try_from(cells).unwrap_or_else(|_| panic!("{line:?} lacks a cell"))
    });
    cells.collect()
}

/// Holds the last cell of each line against what the cells before it give.
fn assert_table<const CELLS: usize>(table: &str, least: usize, ask: impl Fn(&[&str]) -> String) {
    let rows = rows::<CELLS>(table);
    assert!(rows.len() >= least, "{} cases only", rows.len());
    let mut differing = Vec::new();
    for row in rows {
        let (expected, asked) = row.split_last().unwrap();
        let found = ask(asked);
        if found != *expected {
            differing.push(format!("{}\n  gives {found:?}", row.join(" | ")));
        }
    }
    assert!(differing.is_empty(), "\n{}", differing.join("\n"));
}

#[test]
fn before_is_asked_of_instants() {
    assert_table::<3>(include_str!("dates/before.txt"), 70, |cells| {
        word(when(cells[0]).is_before(&when(cells[1])))
    });
}

#[test]
fn after_is_before_the_other_way_round() {
    assert_table::<3>(include_str!("dates/before.txt"), 70, |cells| {
        word(when(cells[1]).is_after(&when(cells[0])))
    });
}

#[test]
fn nothing_is_certainly_before_and_possibly_after() {
    let rows = rows::<3>(include_str!("dates/before.txt"));
    let texts: Vec<&str> = rows.iter().flat_map(|row| [row[0], row[1]]).collect();
    for one in &texts {
        for other in &texts {
            let (first, second) = (when(one), when(other));
            let both =
                first.is_before(&second).is_certain() && first.is_after(&second).is_possible();
            assert!(!both, "{one} and {other}");
        }
    }
}

#[test]
fn within_is_asked_of_the_own_calendar() {
    assert_table::<3>(include_str!("dates/within.txt"), 30, |cells| {
        word(when(cells[0]).is_within(&when(cells[1])))
    });
}

#[test]
fn between_leaves_open_what_is_known_to_a_month_only() {
    assert_table::<4>(include_str!("dates/between.txt"), 15, |cells| {
        let end = |text: &str| (!text.is_empty()).then(|| when(text));
        let (from, to) = (end(cells[1]), end(cells[2]));
        word(when(cells[0]).is_between(from.as_ref(), to.as_ref()))
    });
}
