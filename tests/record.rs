//! The record of this repository: what can be counted in the facts that its pages publish is what the
//! tables say from which it was made.
//!
//! The site is built once, and everything is read from `data/facts.json`, as a reader of the published
//! site would.

#[path = "support/site.rs"]
mod site;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde_json::Value;
use site::Site;

/// The facts of each page, by its address.
static PAGES: LazyLock<BTreeMap<String, Vec<Fact>>> = LazyLock::new(|| {
    let site = Site::of_repository();
    site.build().succeeds();
    let data: Value = serde_json::from_str(&site.read("public/data/facts.json"))
        .expect("the file of facts is JSON");
    let pages = data["pages"].as_object().expect("it lists pages");
    let facts = |page: &Value| -> Vec<Fact> {
        let facts = page["facts"].as_array().expect("a page has facts");
        facts.iter().map(Fact::new).collect()
    };
    pages
        .iter()
        .map(|(address, page)| (address.clone(), facts(page)))
        .collect()
});

/// A value of a field, with the number of its row in a list of groups.
struct Fact {
    field: String,
    row: u64,
    exact: String,
    /// Whether another value goes before it.
    disputed: bool,
    /// The sources that it names.
    sources: Vec<String>,
}

impl Fact {
    fn new(fact: &Value) -> Self {
        let text = |name: &str| fact[name].as_str().unwrap_or_default();
        let exact = match text("exact") {
            "" => text("value"),
            exact => exact,
        };
        Self {
            field: text("field").to_owned(),
            row: fact["row"].as_u64().unwrap_or(1),
            exact: exact.to_owned(),
            disputed: fact["disputed"] == true,
            sources: fact["sources"].as_array().map_or_else(Vec::new, |sources| {
                let names = sources.iter().filter_map(Value::as_str);
                names.map(str::to_owned).collect()
            }),
        }
    }
}

/// Returns the pages of a folder, each with its name and facts.
fn pages(folder: &str) -> impl Iterator<Item = (&'static str, &'static [Fact])> {
    PAGES.iter().filter_map(move |(address, facts)| {
        let name = address.strip_prefix(folder)?.strip_suffix(".html")?;
        (name != "index").then_some((name, facts.as_slice()))
    })
}

/// Returns the values of a field, those of all rows.
fn values<'a>(facts: &'a [Fact], field: &'a str) -> impl Iterator<Item = &'a str> {
    let of_field = facts.iter().filter(move |fact| fact.field == field);
    of_field.map(|fact| fact.exact.as_str())
}

fn holds(facts: &[Fact], field: &str, value: &str) -> bool {
    values(facts, field).any(|exact| exact == value)
}

/// Returns the day with which the name of an event's page begins.
fn day(name: &str) -> String {
    let parts = name.split('-');
    let digits = parts.take_while(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    digits.collect::<Vec<_>>().join("-")
}

/// Returns the days of the events of a folder in which a field holds a value.
fn days(folder: &str, conditions: &[(&str, &str)]) -> Vec<String> {
    pages(folder)
        .filter(|(_, facts)| {
            conditions
                .iter()
                .all(|(field, value)| holds(facts, field, value))
        })
        .map(|(name, _)| day(name))
        .collect()
}

#[test]
fn launches_are_as_many_days_and_firings_as_the_table_has() {
    let mut days_of: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut firings_of: BTreeMap<String, u64> = BTreeMap::new();
    for (name, facts) in pages("launches/") {
        let year = name[..4].to_owned();
        days_of.entry(year.clone()).or_default().insert(day(name));
        let rows = facts
            .iter()
            .filter(|fact| fact.field.starts_with("salvos."))
            .map(|fact| fact.row)
            .max();
        *firings_of.entry(year).or_default() += rows.expect("a launch has a firing");
    }
    for (year, days, firings) in [
        ("2010", 0, 0),
        ("2011", 0, 0),
        ("2017", 16, 16),
        ("2018", 0, 0),
        ("2019", 14, 14),
        ("2020", 6, 6),
        ("2021", 7, 7),
        ("2022", 37, 47),
        ("2023", 26, 26),
        ("2024", 19, 20),
    ] {
        let found = days_of.get(year).map_or(0, BTreeSet::len);
        assert_eq!((found, days), (days, days), "{year}");
        assert_eq!(
            firings_of.get(year).copied().unwrap_or_default(),
            firings,
            "{year}"
        );
    }
    assert_eq!(pages("launches/").count(), 198);
    assert_eq!(firings_of.values().sum::<u64>(), 214);
}

#[test]
fn flights_that_stand_out_are_those_of_the_table() {
    assert_eq!(
        days("launches/", &[("salvos.site", "places/mupyong-ni")]),
        [
            "2017-07-28",
            "2021-09-28",
            "2022-01-05",
            "2022-01-11",
            "2022-01-30",
            "2022-10-04"
        ]
    );
    assert_eq!(
        days("launches/", &[("salvos.overflew", "countries/japan")]),
        [
            "1998-08-31",
            "2009-04-05",
            "2017-08-29",
            "2017-09-15",
            "2022-10-04"
        ]
    );
    assert_eq!(
        days("launches/", &[("salvos.eez", "inside")]),
        [
            "2016-08-03",
            "2016-09-05",
            "2017-03-06",
            "2017-05-29",
            "2017-07-04",
            "2017-07-28",
            "2017-11-29",
            "2019-10-02",
            "2021-09-15",
            "2022-03-24",
            "2022-11-18",
            "2023-02-18",
            "2023-06-15"
        ]
    );
    let solid = [("salvos.system", "systems/hwasong-18")];
    assert_eq!(days("launches/", &solid).len(), 3);
    let flown = [solid[0], ("outcome", "success"), ("salvos.class", "icbm")];
    assert_eq!(days("launches/", &flown), days("launches/", &solid));
}

#[test]
fn the_days_of_most_ballistic_missiles_are_those_of_the_table() {
    let mut by_number: Vec<(u64, String)> = pages("launches/")
        .map(|(name, facts)| {
            let is_other = |row: u64| {
                facts.iter().any(|fact| {
                    let class = fact.field == "salvos.class" && fact.row == row;
                    class && matches!(fact.exact.as_str(), "cruise" | "sam")
                })
            };
            let counts = facts.iter().filter(|fact| fact.field == "salvos.count");
            let counts = counts.filter(|fact| !fact.disputed && !is_other(fact.row));
            let number = counts
                .filter_map(|fact| fact.exact.parse::<u64>().ok())
                .sum();
            (number, day(name))
        })
        .collect();
    by_number.sort();
    let most: Vec<(u64, &str)> = by_number
        .iter()
        .rev()
        .take(2)
        .map(|(number, day)| (*number, day.as_str()))
        .collect();
    assert_eq!(most, [(18, "2024-05-30"), (8, "2022-06-05")]);
    assert!(by_number.contains(&(7, "2006-07-05".to_owned())));
}

#[test]
fn talks_of_each_series_are_those_of_the_table() {
    assert_eq!(pages("talks/").count(), 127);
    let three = ("parties", "countries/united-states");
    assert_eq!(
        days("talks/", &[("series", "series/summit"), three]),
        [
            "2017-07-06",
            "2017-09-21",
            "2022-06-29",
            "2022-11-13",
            "2023-05-21",
            "2023-08-18",
            "2024-11-15"
        ]
    );
    assert_eq!(
        days("talks/", &[("series", "series/tri-chod")]),
        [
            "2017-10-29",
            "2018-05-29",
            "2019-10-01",
            "2019-11",
            "2020-11-18",
            "2021-04-29",
            "2022-03-30",
            "2022-10-20",
            "2023-07-11",
            "2024-07-18"
        ]
    );
    assert_eq!(
        days("talks/", &[("series", "series/dtt")]),
        [
            "2017-04-19",
            "2018-03-21",
            "2019-05-09",
            "2020-05-13",
            "2023-04-14",
            "2024-04-24",
            "2024-09-10"
        ]
    );
    let in_person = [
        ("series", "series/vfm"),
        ("mode", "in-person"),
        ("parties", "countries/south-korea"),
    ];
    assert_eq!(days("talks/", &in_person).len(), 9);
    assert_eq!(
        days("talks/", &[("series", "series/nsa")]),
        [
            "2021-04-02",
            "2022-09-01",
            "2023-06-15",
            "2023-12-09",
            "2024-10-25"
        ]
    );
    assert_eq!(
        days("talks/", &[("status", "cancelled")]),
        ["2020-06-05", "2022-01-13"]
    );
    assert_eq!(days("talks/", &[("status", "planned")]).len(), 2);
}

#[test]
fn what_nobody_opened_supports_no_fact() {
    let site = Site::of_repository();
    let linked = site.read("content/sources/linked-by-csis.yaml")
        + &site.read("content/sources/linked-by-csis-record.yaml");
    let keys = linked.lines().filter(|line| line.starts_with("lk-"));
    let keys: Vec<&str> = keys.map(|line| line.trim_end_matches(':')).collect();
    assert_eq!(keys.len(), 175);
    let mut named = 0;
    for (address, facts) in PAGES.iter() {
        for source in facts.iter().flat_map(|fact| &fact.sources) {
            let key = source.trim_start_matches("sources/");
            assert!(!keys.contains(&key), "{address}: {key}");
            named += 1;
        }
    }
    assert!(named > 2000, "the facts of the record name their sources");
}
