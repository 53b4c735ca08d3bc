//! The claims of the record of this repository when something of it is other than it is.
//!
//! What the manual promises of them is tried on the record itself; then it is spoiled in random ways, a
//! brief dropped, a day shifted, a class or a system changed, a letter of a filter mistyped: each is
//! reported, or does no harm. `BRIEFBOOK_SPOILINGS=200` tries so many of them, in place of a few.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it must be"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use briefbook::claims::Verdict;
use briefbook::diagnostics::Code;

#[allow(dead_code, reason = "the benchmarks need more of it")]
#[path = "../benches/corpus/random.rs"]
mod random;

#[path = "support/judging.rs"]
mod judging;

use judging::{Change, Outcome, Record};
use random::Random;

fn record() -> Record {
    Record::of(Path::new(env!("CARGO_MANIFEST_DIR")))
}

const CALL: &str = "2022-02-10-defence-ministers-call";
const RULES: &str = "content/_rules/coverage.yaml";

/// Finds the brief of a folder whose name begins with a day.
fn brief(record: &Record, start: &str) -> String {
    let mut paths = record.paths().into_iter();
    paths.find(|path| path.starts_with(start)).unwrap()
}

/// Adds a page that makes one claim of the launch of 30 January 2022.
fn claiming(claim: &str) -> (String, String) {
    (
        "content/topics/claiming.md".to_owned(),
        format!(
            "---\ntitle: Claiming\nclaims:\n  - {{ says: so it was, of: 2022-01-30-hwasong-12, {claim} }}\n---\n\nAnd so it was.\n"
        ),
    )
}

/// Returns the verdict on the claim of [`claiming`].
fn verdict(outcome: &Outcome) -> Verdict {
    let mut judged = outcome.claims.judged.iter();
    judged
        .find(|judged| outcome.key(judged.entry) == "claiming")
        .unwrap()
        .verdict
}

#[test]
fn a_count_of_our_own_without_one_of_its_events_is_an_error_that_lists_the_others() {
    let mut record = record();
    let gone = brief(&record, "content/launches/2022-01-25");
    let change = Change {
        without: BTreeSet::from([gone]),
        ..Change::default()
    };
    let outcome = record.check(&change);
    let found = outcome.diagnostics.of(Code::ClaimContradicted);
    let found: Vec<_> = found
        .filter(|found| {
            outcome
                .inputs
                .texts
                .get(found.span.text)
                .path
                .contains(CALL)
        })
        .collect();
    assert_eq!(found.len(), 1, "{}", outcome.printed());
    assert!(
        found[0].message.contains("counts 6"),
        "{}",
        found[0].message
    );
    let counted = &found[0].notes[0];
    assert!(
        counted.starts_with("counted, by the rule `rounds`: "),
        "{counted}"
    );
    let days = ["05", "11", "14", "17", "27", "30"];
    let keys = days.map(|day| format!("(2022-01-{day}-"));
    assert!(keys.iter().all(|key| counted.contains(key)), "{counted}");
    assert_eq!(counted.matches('·').count(), 5, "{counted}");
    assert!(
        found[0]
            .help
            .as_deref()
            .unwrap()
            .contains("change the sentence and `is` to 6")
    );
}

#[test]
fn what_reaches_back_before_the_record_begins_cannot_be_checked() {
    let mut record = record();
    let text = record.text(RULES);
    assert_eq!(text.matches("from: 1984-04\n").count(), 1);
    let later = text.replace("from: 1984-04\n", "from: 2021\n");
    for claim in [
        "first_since: 2017-11, among: { kind: launch, salvos.class: [irbm, icbm] }",
        "record: { field: salvos.apogee_km, is: max, since: 2017 }, among: { kind: launch, salvos.class: [mrbm, irbm, icbm, slbm, hypersonic] }",
        "record: { field: salvos.system.range_km, is: max, since: 2017 }, among: { kind: launch, salvos.class: [srbm, mrbm, irbm, icbm, slbm] }",
    ] {
        let mut change = Change {
            briefs: vec![claiming(claim)],
            ..Change::default()
        };
        assert_eq!(
            verdict(&record.judge(&change)),
            Verdict::Confirmed,
            "{claim}"
        );
        change.rules.push(("coverage".to_owned(), later.clone()));
        assert_eq!(
            verdict(&record.judge(&change)),
            Verdict::NotCheckable,
            "{claim}"
        );
    }
    // By what was flown it was not: a report has a longer flight of 11 January.
    let flown = "record: { field: salvos.range_km, is: max, since: 2017 }, among: { kind: launch, salvos.class: [srbm, mrbm, irbm, icbm, slbm] }";
    let change = Change {
        briefs: vec![claiming(flown)],
        ..Change::default()
    };
    assert_ne!(verdict(&record.judge(&change)), Verdict::Confirmed);
}

#[test]
fn in_missiles_the_count_is_another() {
    let mut record = record();
    let outcome = record.judge(&Change::default());
    let judged = outcome.claims.judged.iter();
    let judged = judged
        .filter(|it| outcome.key(it.entry) == CALL)
        .find(|it| it.computed.is_some())
        .unwrap();
    assert_eq!(
        (judged.verdict, outcome.computed(judged).as_str()),
        (Verdict::Confirmed, "7")
    );
    let evidence = outcome.claims.evidence(judged, &outcome.site);
    assert_eq!((evidence.number, evidence.counted.len()), (7, 7));
    let others = evidence.otherwise.iter();
    let others: Vec<(&str, Option<f64>)> = others
        .map(|other| {
            let unit = &outcome.site.rules.units[other.unit];
            (unit.name.as_str(), other.tally.one())
        })
        .collect();
    assert!(others.contains(&("missiles", Some(11.0))), "{others:?}");
}

#[test]
fn a_day_of_which_only_the_month_is_known_leaves_a_count_of_days_possible() {
    let mut record = record();
    let path = brief(&record, "content/launches/2022-01-25");
    let text = record.text(&path);
    assert!(text.contains("value: 2022-01-25,"));
    let change = Change {
        briefs: vec![(path, text.replace("value: 2022-01-25,", "value: 2022-01,"))],
        ..Change::default()
    };
    let outcome = record.judge(&change);
    let judged = outcome.claims.judged.iter();
    let judged = judged
        .filter(|it| outcome.key(it.entry) == CALL)
        .find(|it| it.computed.is_some())
        .unwrap();
    let found = (judged.verdict, outcome.computed(judged));
    assert_eq!(found, (Verdict::Possible, "6..7".to_owned()));
}

/// What can be said of every claim: by entry and place, its verdict, and the events behind it.
type State = BTreeMap<(String, usize), (Verdict, String, bool)>;

fn state(outcome: &Outcome) -> State {
    let judged = outcome.claims.judged.iter();
    judged
        .map(|judged| {
            let evidence = outcome.claims.evidence(judged, &outcome.site);
            let keys = |ids: &[briefbook::resolve::EntryId]| -> Vec<&str> {
                ids.iter().map(|id| outcome.key(*id)).collect()
            };
            let behind = format!(
                "{} {:?} {:?}",
                outcome.computed(judged),
                keys(&evidence.counted),
                keys(&evidence.perhaps)
            );
            let reported = !judged.claim(&outcome.site).reported_by.is_empty();
            let place = (outcome.key(judged.entry).to_owned(), judged.number);
            (place, (judged.verdict, behind, reported))
        })
        .collect()
}

fn faults(outcome: &Outcome) -> BTreeMap<String, usize> {
    let mut faults = BTreeMap::new();
    for line in outcome.printed().lines() {
        // A line of the same file may stand lower or higher.
        let mut parts = line.splitn(3, ':');
        let path = parts.next().unwrap();
        let rest = parts
            .nth(1)
            .map_or("", |rest| rest.split_once(' ').map_or("", |it| it.1));
        let code = line.split_whitespace().nth(2).unwrap_or_default();
        *faults.entry(format!("{path} {code} {rest}")).or_default() += 1;
    }
    faults
}

/// One way of spoiling a text: what was done, and the text then.
type Spoiled = Option<(String, String)>;

/// Puts other words in the place of some of those that stand after a mark.
fn replace_after(text: &str, mark: &str, random: &mut Random, others: &[String]) -> Spoiled {
    let places: Vec<usize> = text
        .match_indices(mark)
        .map(|(at, _)| at + mark.len())
        .collect();
    if places.is_empty() || others.is_empty() {
        return None;
    }
    let start = places[random.below(places.len())];
    let length = text[start..].find([',', ' ', '\n', '}'])?;
    let before = &text[start..start + length];
    let after = &others[random.below(others.len())];
    (before != after).then(|| {
        let spoiled = format!("{}{after}{}", &text[..start], &text[start + length..]);
        (format!("{mark}{before} → {after}"), spoiled)
    })
}

/// Shifts the first day of a brief.
fn shift(text: &str, random: &mut Random) -> Spoiled {
    let line = text.find("\nwhen:")?;
    let is_digit = |letter: char| letter.is_ascii_digit();
    let start = line + text[line..].find(is_digit)?;
    let day: chrono::NaiveDate = text.get(start..start + 10)?.parse().ok()?;
    let days = i64::try_from(random.below(60)).unwrap() - 30;
    let shifted = day + chrono::TimeDelta::days(days);
    (days != 0).then(|| {
        let spoiled = format!("{}{shifted}{}", &text[..start], &text[start + 10..]);
        (format!("{day} → {shifted}"), spoiled)
    })
}

/// Mistypes a letter of a list of claims or of a file of rules, within the words that mean something.
fn mistype(text: &str, from: usize, to: usize, random: &mut Random) -> Spoiled {
    let marks = [
        "kind: ",
        "unit: ",
        "class: [",
        "series: ",
        "where: { ",
        "within: ",
        "field: ",
        "event: ",
        "mode: ",
        "level: ",
        "starting: ",
        "among: { ",
        "until: ",
        "since: ",
        "person: ",
        "of: ",
    ];
    let inside = &text[from..to];
    let places: Vec<usize> = marks
        .iter()
        .flat_map(|mark| {
            inside
                .match_indices(mark)
                .map(|(at, _)| from + at + mark.len())
        })
        .collect();
    if places.is_empty() {
        return None;
    }
    let start = places[random.below(places.len())];
    let length =
        text[start..].find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-')?;
    if length < 3 {
        return None;
    }
    let at = start + random.below(length - 1);
    let spoiled = format!("{}x{}", &text[..at], &text[at + 1..]);
    let what = format!(
        "{} → {}",
        &text[start..start + length],
        &spoiled[start..start + length]
    );
    (text.as_bytes()[at] != b'x').then_some((what, spoiled))
}

/// Spoils something of a record; nothing where what was drawn is not there.
fn spoil(
    record: &Record,
    pools: &Pools,
    random: &mut Random,
) -> Option<(&'static str, String, Change)> {
    let mut change = Change::default();
    let path = pools.events[random.below(pools.events.len())].clone();
    let text = record.text(&path);
    let name = path.clone();
    let (sort, spoiled) = match random.below(7) {
        0 => {
            change.without.insert(path);
            return Some(("a brief dropped", name, change));
        }
        1 => ("a day shifted", shift(&text, random)),
        2 => (
            "a class changed",
            replace_after(&text, "class: { value: ", random, &pools.classes),
        ),
        3 => (
            "a system changed",
            replace_after(&text, "system: { value: ", random, &pools.systems),
        ),
        4 => {
            let states = ["held", "cancelled", "planned"].map(str::to_owned);
            (
                "a state changed",
                replace_after(&text, "status: { value: ", random, &states),
            )
        }
        5 => {
            let path = pools.claiming[random.below(pools.claiming.len())].clone();
            let text = record.text(&path);
            let from = text.find("\nclaims:").unwrap();
            let to = from + 1 + text[from + 1..].find("\n---").unwrap();
            let (what, spoiled) = mistype(&text, from, to, random)?;
            change.briefs.push((path.clone(), spoiled));
            return Some(("a claim mistyped", format!("{path}: {what}"), change));
        }
        _ => {
            let name = ["coverage", "counting"][random.below(2)];
            let text = record.text(&format!("content/_rules/{name}.yaml"));
            let (what, spoiled) = mistype(&text, 0, text.len(), random)?;
            change.rules.push((name.to_owned(), spoiled));
            return Some(("a rule mistyped", format!("{name}: {what}"), change));
        }
    };
    let (what, spoiled) = spoiled?;
    change.briefs.push((path, spoiled));
    Some((sort, format!("{name}: {what}"), change))
}

/// What there is to choose from.
struct Pools {
    events: Vec<String>,
    claiming: Vec<String>,
    classes: Vec<String>,
    systems: Vec<String>,
}

impl Pools {
    fn of(record: &Record) -> Self {
        let paths = record.paths();
        let below = |folder: &str| -> Vec<String> {
            let paths = paths.iter().filter(|path| path.starts_with(folder));
            paths
                .filter(|path| path.ends_with(".md"))
                .cloned()
                .collect()
        };
        let events = [below("content/launches/"), below("content/talks/")].concat();
        let systems = below("content/systems/");
        let stem = |path: &String| {
            let name = path.rsplit('/').next().unwrap();
            name.trim_end_matches(".md").to_owned()
        };
        Self {
            claiming: paths
                .iter()
                .filter(|path| path.ends_with(".md") && record.text(path).contains("\nclaims:"))
                .cloned()
                .collect(),
            events,
            classes: ["srbm", "mrbm", "irbm", "icbm", "slbm", "cruise", "slv"]
                .map(str::to_owned)
                .into(),
            systems: systems.iter().map(stem).collect(),
        }
    }
}

#[test]
#[expect(clippy::print_stdout, reason = "the tally is read by people")]
fn whatever_is_spoiled_is_reported_or_does_no_harm() {
    let wanted = std::env::var("BRIEFBOOK_SPOILINGS").ok();
    let wanted = wanted.map_or(12, |number| number.parse().unwrap());
    let mut record = record();
    let pools = Pools::of(&record);
    let mut random = Random::new(200);
    let sound = record.check(&Change::default());
    let (before, known) = (state(&sound), faults(&sound));
    let mut tally: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut silent = Vec::new();
    let mut done = 0;
    while done < wanted {
        let Some((sort, what, change)) = spoil(&record, &pools, &mut random) else {
            continue;
        };
        done += 1;
        let outcome = record.check(&change);
        let found = faults(&outcome);
        let mut new = found
            .iter()
            .filter(|(fault, times)| known.get(*fault).is_none_or(|it| it < *times));
        let after = state(&outcome);
        let turned: Vec<_> = before
            .iter()
            .filter(|(place, (verdict, _, _))| after.get(*place).map(|it| it.0) != Some(*verdict))
            .collect();
        // What is our own and is no longer so must be an error; the page tells of all the rest.
        let hidden = after.iter().find(|(place, (verdict, _, reported))| {
            *verdict == Verdict::Contradicted
                && !reported
                && before.get(*place).map(|it| it.0) != Some(Verdict::Contradicted)
        });
        let is_reported = new.next().is_some();
        let sort_of_end = if is_reported {
            let by_claim = found
                .keys()
                .any(|fault| !known.contains_key(fault) && fault.contains("claim-contradicted"));
            if by_claim {
                "reported, as a claim too"
            } else {
                "reported"
            }
        } else if hidden.is_some() || sort.ends_with("mistyped") && before != after {
            silent.push(format!("{sort}: {what}: {hidden:?}"));
            "silent"
        } else if !turned.is_empty() {
            "verdicts of the page turned"
        } else if before == after {
            "nothing changed"
        } else {
            "still true of other events"
        };
        *tally.entry((sort, sort_of_end)).or_default() += 1;
    }
    let lines: Vec<String> = tally
        .iter()
        .map(|((sort, end), number)| format!("{sort}: {end}: {number}"))
        .collect();
    // Shown by `--nocapture`.
    println!(
        "{done} spoilings of {} claims\n{}",
        before.len(),
        lines.join("\n")
    );
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}
