//! Claims and their verdicts, as tables that people can read: `tests/claims/*.txt`.
//!
//! A line of a table is one of these, its cells parted by bars; a line that opens with `#` explains.
//!
//! - `site | WORDS` begins a record of its own.
//! - `event | KEY | DATE | PARTS | STATE | FIELDS`: an exercise. `2022-01-31 or 2022-02-01` is a date of
//!   which two are stated. Parts are parted by ` + `, each a class, a number, a reach and a tool; `-`
//!   stands for what nobody knows, `2 or 3` for what is disputed, the first being preferred. Fields are
//!   written as in a brief, parted by `;`.
//! - `entry | FOLDER/KEY | FIELDS`: an entry of another kind.
//! - `unit | NAME | COUNTS | CONDITIONS`: a rule of counting.
//! - `cover | NAME | CONDITIONS | FROM | TO`: for what the record is complete.
//! - `KEY | CLAIM | VERDICT | COMPUTED`: a claim that the entry makes, without `says` and without the kind
//!   where that is `exercise`, and what comes of it: a number, bounds, `@` and the event on which it turns.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it must be"
)]

use std::fmt::Write as _;

#[path = "support/judging.rs"]
mod judging;

use judging::{Change, Record};

/// A record as a table writes it.
#[derive(Default)]
struct Table {
    name: String,
    entries: Vec<(String, String)>,
    events: Vec<Event>,
    units: String,
    coverage: String,
    expected: Vec<Expected>,
}

/// What is expected of a claim.
struct Expected {
    line: usize,
    key: String,
    claim: String,
    verdict: String,
    computed: String,
}

struct Event {
    key: String,
    front: String,
}

/// Writes a value, or the several that are stated.
fn stated(words: &str) -> String {
    let values = words.split(" or ").map(|value| match value.trim() {
        choice if choice.starts_with('[') => format!("'{choice}'"),
        value => value.to_owned(),
    });
    let mut values = values.into_iter();
    let first = values.next().unwrap();
    let others: Vec<String> = values
        .map(|value| format!(", {{ value: {value} }}"))
        .collect();
    if others.is_empty() {
        return first;
    }
    format!("[{{ value: {first}, prefer: true }}{}]", others.concat())
}

fn event(cells: &[&str]) -> Event {
    let mut front = String::new();
    let cell = |place: usize| cells.get(place).copied().unwrap_or_default();
    let mut put = |name: &str, words: &str| {
        if !words.is_empty() {
            writeln!(front, "{name}: {}", stated(words)).unwrap();
        }
    };
    put("when", cell(2));
    put("state", cell(4));
    if !cell(3).is_empty() {
        front.push_str("parts:\n");
        for part in cell(3).split(" + ") {
            let words = part.replace(" or ", "|");
            let names = ["class", "number", "reach", "tool"].iter();
            let values = names.zip(words.split_whitespace());
            let values = values.filter(|(_, value)| *value != "-");
            let values: Vec<String> = values
                .map(|(name, value)| {
                    let value = value.replace('|', " or ").replace('_', " ");
                    format!("{name}: {}", stated(&value))
                })
                .collect();
            writeln!(front, "  - {{ {} }}", values.join(", ")).unwrap();
        }
    }
    for field in cell(5).split(';').filter(|field| !field.trim().is_empty()) {
        writeln!(front, "{}", field.trim()).unwrap();
    }
    Event {
        key: cell(1).to_owned(),
        front,
    }
}

/// Puts in the kind that tables leave out.
fn whole(claim: &str) -> String {
    let mut whole = claim.to_owned();
    for name in ["count", "ordinal", "among"] {
        let short = format!("{name}: {{");
        whole = whole.replace(&short, &format!("{short} kind: exercise,"));
    }
    whole
}

fn read(text: &str) -> Vec<Table> {
    let mut tables = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        if cells[0] == "site" {
            tables.push(Table {
                name: cells[1].to_owned(),
                ..Table::default()
            });
            continue;
        }
        let table: &mut Table = tables.last_mut().unwrap();
        let cell = |place: usize| cells.get(place).copied().unwrap_or_default();
        let conditions = |words: &str| {
            if words.is_empty() {
                String::new()
            } else {
                format!(", where: {words}")
            }
        };
        match cells[0] {
            "event" => table.events.push(event(&cells)),
            "entry" => {
                let fields: Vec<&str> = cell(2).split(';').map(str::trim).collect();
                let fields = fields.join("\n");
                table.entries.push((
                    format!("content/{}.md", cell(1)),
                    format!("---\ntitle: {}\n{fields}\n---\n", cell(1).replace('/', " ")),
                ));
            }
            "unit" => writeln!(
                table.units,
                "  - {{ name: {}, kind: exercise, counts: {}, sentence: A rule{} }}",
                cell(1),
                cell(2),
                conditions(cell(3))
            )
            .unwrap(),
            "cover" => {
                let end = |name: &str, day: &str| match day {
                    "" => String::new(),
                    day => format!(", {name}: {day}"),
                };
                writeln!(
                    table.coverage,
                    "  - {{ name: {}, kind: exercise, rule: A rule{}{}{} }}",
                    cell(1),
                    conditions(cell(2)),
                    end("from", cell(3)),
                    end("to", cell(4))
                )
                .unwrap();
            }
            key => {
                assert_eq!(cells.len(), 4, "line {number}: {line}");
                table.expected.push(Expected {
                    line: number,
                    key: key.to_owned(),
                    claim: cell(1).to_owned(),
                    verdict: cell(2).to_owned(),
                    computed: cell(3).to_owned(),
                });
            }
        }
    }
    tables
}

impl Table {
    /// Writes the record as briefs and rules.
    fn change(&self) -> Change {
        let mut briefs = self.entries.clone();
        for event in &self.events {
            let mut claims = String::new();
            for expected in self.expected.iter().filter(|it| it.key == event.key) {
                let claim = whole(&expected.claim);
                writeln!(claims, "  - {{ says: x, {claim} }}").unwrap();
            }
            let list = if claims.is_empty() { "" } else { "claims:\n" };
            let Event { key, front } = event;
            briefs.push((
                format!("content/exercises/{key}.md"),
                format!("---\ntitle: Exercise {key}\n{front}{list}{claims}---\n"),
            ));
        }
        let mut rules = Vec::new();
        if !self.units.is_empty() {
            rules.push(("counting".to_owned(), format!("units:\n{}", self.units)));
        }
        if !self.coverage.is_empty() {
            rules.push((
                "coverage".to_owned(),
                format!("coverage:\n{}", self.coverage),
            ));
        }
        Change {
            briefs,
            rules,
            ..Change::default()
        }
    }
}

/// Judges the claims of all records of a table, and lists those of which something else comes.
fn hold(name: &str, text: &str) -> usize {
    let mut record = Record::empty();
    let mut wrong = Vec::new();
    let mut cases = 0;
    for table in read(text) {
        let outcome = record.judge(&table.change());
        assert_eq!(outcome.printed(), "", "{name}: {}", table.name);
        let mut judged = outcome.claims.judged.iter().collect::<Vec<_>>();
        for expected in &table.expected {
            cases += 1;
            let place = judged
                .iter()
                .position(|judged| outcome.key(judged.entry) == expected.key)
                .unwrap();
            let judged = judged.remove(place);
            let found = format!("{} | {}", judged.verdict.word(), outcome.computed(judged));
            let wanted = format!("{} | {}", expected.verdict, expected.computed);
            if found != wanted {
                let reason = judged.reason.as_deref().unwrap_or_default();
                wrong.push(format!(
                    "{name}:{}: {}: {} | {}\n    not {wanted}, but {found} ({reason})",
                    expected.line, table.name, expected.key, expected.claim
                ));
            }
        }
        assert!(judged.is_empty(), "{name}: {}", table.name);
    }
    assert!(
        wrong.is_empty(),
        "{} of {cases}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    cases
}

macro_rules! tables {
    ($($test:ident $file:literal,)*) => {
        $(
            #[test]
            fn $test() {
                hold($file, include_str!(concat!("claims/", $file)));
            }
        )*

        #[test]
        fn there_are_two_hundred_cases() {
            let cases: usize = [$(include_str!(concat!("claims/", $file))),*]
                .into_iter()
                .flat_map(read)
                .map(|table| table.expected.len())
                .sum();
            assert!(cases >= 200, "{cases}");
        }
    };
}

tables! {
    counts_are_those_of_the_record "count.txt",
    filters_ask_for_any_declared_field "filters.txt",
    dates_that_are_not_certain_leave_it_possible "dates.txt",
    sums_and_days_are_counted_by_their_rules "units.txt",
    a_record_knows_nothing_beyond_its_coverage "coverage.txt",
    ordinals_are_places_among_others "ordinal.txt",
    the_first_since_and_the_last_before "since.txt",
    records_are_reached_by_no_other "record.txt",
    days_between_two_points "days.txt",
    offices_held_on_a_day "offices.txt",
}
