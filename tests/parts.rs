//! Lists that are too long for one page: parted by year and month or by letter, for kinds that a site
//! declares itself.

#[path = "support/reading.rs"]
mod reading;
#[path = "support/site.rs"]
mod site;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use reading::Page;
use site::{EXERCISE, Site};

/// The most entries that a list has on one page.
const LONGEST: usize = 150;
/// The most events.
const MOST_EVENTS: usize = 100;

const UNIT: &str = "\
label: Unit
plural: Units
folder: units
roles: { listed_by: army }
fields:
  army: { type: text, label: Army, help: Whose. }
";

/// Writes one file with an entry for each item: its key, its title, and the rest of its mapping.
fn entries(items: impl IntoIterator<Item = (String, String)>) -> String {
    items
        .into_iter()
        .fold(String::new(), |mut text, (key, rest)| {
            writeln!(text, "{key}: {{ {rest} }}").expect("a text can be written");
            text
        })
}

/// Makes so many exercises a month of 2022 in the order of the months, and one in each of two years.
fn exercises(months: &[usize]) -> String {
    let of_month = |(number, month): (&usize, usize)| {
        let exercise = move |index| {
            let day = index % 28 + 1;
            let key = format!("e-{month:02}-{index:03}");
            (
                key.clone(),
                format!("title: E {month} {index}, when: 2022-{month:02}-{day:02}"),
            )
        };
        (0..*number).map(exercise)
    };
    let others = [("old", "2019-05-04"), ("new", "2024-02-03")];
    let others = others.map(|(key, day)| (key.to_owned(), format!("title: {key}, when: {day}")));
    entries(months.iter().zip(1..).flat_map(of_month).chain(others))
}

fn site_with(exercises: &str) -> Site {
    Site::bare()
        .with("templates/kinds/exercise.yaml", EXERCISE)
        .with("content/exercises/all.yaml", exercises)
}

fn open(site: &Site, path: &str) -> Page {
    Page::open(&site.public().join(path))
}

/// Lists the links of a page that begin with one of the words.
fn links(page: &Page, wanted: &[&str]) -> Vec<String> {
    let targets = page.tags.iter().filter_map(|tag| tag.value("href"));
    let targets = targets.map(|target| target.trim_start_matches("../").to_owned());
    targets
        .filter(|target| wanted.iter().any(|start| target.starts_with(start)))
        .collect()
}

/// Lists the pages of a folder whose names begin so.
fn pages(site: &Site, folder: &str, start: &str) -> Vec<String> {
    let tree = site::tree(&site.public().join(folder));
    let names = tree.into_keys().filter(|name| name.starts_with(start));
    names.collect()
}

fn neighbours(page: &Page) -> Vec<(String, String)> {
    let of = |tag: &reading::Tag| {
        let direction = tag
            .value("rel")
            .filter(|word| ["prev", "next"].contains(word))?;
        let target = tag.value("href")?.trim_start_matches("../");
        Some((direction.to_owned(), target.to_owned()))
    };
    page.tags.iter().filter_map(of).collect()
}

#[test]
fn a_list_that_fits_on_one_page_stays_whole() {
    let site = site_with(&exercises(&[MOST_EVENTS - 2]));
    site.build().succeeds();
    assert_eq!(pages(&site, "exercises", "20"), Vec::<String>::new());
    let mut listed = links(&open(&site, "exercises/index.html"), &["exercises/e-"]);
    listed.sort();
    listed.dedup();
    assert_eq!(listed.len(), MOST_EVENTS - 2);
}

#[test]
fn a_longer_list_of_events_is_parted_by_year_and_nothing_is_lost() {
    let site = site_with(&exercises(&[40, 40, 20]));
    site.build().succeeds();
    assert_eq!(
        pages(&site, "exercises", "20"),
        ["2019.html", "2022.html", "2024.html"]
    );
    let first = open(&site, "exercises/index.html");
    assert_eq!(
        links(&first, &["exercises/20"]),
        [
            "exercises/2024.html",
            "exercises/2022.html",
            "exercises/2019.html"
        ]
    );
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for part in pages(&site, "exercises", "20") {
        let page = open(&site, &format!("exercises/{part}"));
        for target in links(&page, &["exercises/e-", "exercises/old", "exercises/new"]) {
            *times.entry(target).or_default() += 1;
        }
        assert!(links(&page, &["exercises/index.html"]).len() > 1, "{part}");
    }
    assert_eq!(times.len(), 102);
    assert!(times.values().all(|number| *number == 1), "{times:?}");
    let middle = neighbours(&open(&site, "exercises/2022.html"));
    let link = |direction: &str, page: &str| (direction.to_owned(), page.to_owned());
    assert_eq!(
        middle,
        [
            link("prev", "exercises/2024.html"),
            link("next", "exercises/2019.html")
        ]
    );
}

#[test]
fn a_year_that_is_too_long_is_parted_by_month_in_the_list_and_in_the_chronology() {
    let site = site_with(&exercises(&[90, 0, 51]));
    site.build().succeeds();
    assert_eq!(
        pages(&site, "exercises", "2022-"),
        ["2022-01.html", "2022-03.html"]
    );
    assert_eq!(
        pages(&site, "chronology", "2022-"),
        ["2022-01.html", "2022-03.html"]
    );
    // The year keeps its address, and leads to its months and no event.
    let year = open(&site, "chronology/2022.html");
    assert_eq!(links(&year, &["exercises/e-"]), Vec::<String>::new());
    let months = links(&year, &["chronology/2022-"]);
    assert!(
        months.contains(&"chronology/2022-03.html".to_owned()),
        "{months:?}"
    );
    // Links to a month lead to its own page everywhere.
    let index = links(&open(&site, "chronology/index.html"), &["chronology/2022"]);
    assert!(
        index.contains(&"chronology/2022-01.html".to_owned()),
        "{index:?}"
    );
    assert!(
        index.iter().all(|target| !target.contains('#')),
        "{index:?}"
    );
    let month = open(&site, "chronology/2022-03.html");
    assert_eq!(links(&month, &["exercises/e-"]).len(), 51);
    let link = |direction: &str, page: &str| (direction.to_owned(), page.to_owned());
    assert_eq!(
        neighbours(&month),
        [
            link("prev", "chronology/2022-01.html"),
            link("next", "chronology/2024.html")
        ]
    );
}

#[test]
fn a_month_that_is_too_long_goes_on_with_numbers() {
    let site = site_with(&exercises(&[MOST_EVENTS + 1]));
    site.build().succeeds();
    let parts = pages(&site, "chronology", "2022-01-");
    assert_eq!(parts, ["2022-01-1.html", "2022-01-2.html"]);
    let second = open(&site, "chronology/2022-01-2.html");
    assert_eq!(links(&second, &["exercises/e-"]).len(), 1);
}

#[test]
fn other_entries_are_parted_by_the_letters_of_what_they_are_listed_by() {
    let armies = ["Alpha", "Ápple", "Bravo", "Zulu", "7th", "陸軍"];
    let units = (0..=LONGEST).map(|index| {
        let army = armies[index % armies.len()];
        (
            format!("u-{index:03}"),
            format!("title: Unit {index}, army: {army}"),
        )
    });
    let site = Site::bare()
        .with("templates/kinds/unit.yaml", UNIT)
        .with("content/units/all.yaml", entries(units));
    site.build().succeeds();
    let first = open(&site, "units/index.html");
    assert_eq!(
        links(&first, &["units/letters-"]),
        ["0-9", "a-c", "v-z", "other"].map(|part| format!("units/letters-{part}.html"))
    );
    let block = open(&site, "units/letters-a-c.html");
    // Three of the six armies.
    assert_eq!(links(&block, &["units/u-"]).len(), 77 - 1);
    assert!(block.words.contains("Ápple"));
    // Once published, every page has the address that it had.
    let before = pages(&site, "units", "letters-");
    site.build().arg("--record").succeeds();
    site.build().succeeds();
    assert_eq!(pages(&site, "units", "letters-"), before);
}

#[test]
fn a_list_whose_parts_were_published_stays_parted() {
    let site = site_with(&exercises(&[MOST_EVENTS]));
    site.build().arg("--record").succeeds();
    let published = site.read("content/_published.txt");
    assert!(published.contains("exercises/2022.html\n"), "{published}");
    // All but a few of the exercises of 2022 were a mistake.
    let (few, published) = (exercises(&[2]), published.lines());
    let kept = published.filter(|line| !line.contains("/e-") || line.ends_with("-000.html"));
    let kept: Vec<&str> = kept.filter(|line| !line.contains("2022-")).collect();
    site.write("content/exercises/all.yaml", &few);
    site.write("content/_published.txt", kept.join("\n"));
    site.build().succeeds();
    let parts = pages(&site, "exercises", "20");
    assert_eq!(parts, ["2019.html", "2022.html", "2024.html"]);
}

#[test]
fn a_part_that_is_gone_is_a_lost_address() {
    let site = site_with(&exercises(&[MOST_EVENTS]));
    site.build().arg("--record").succeeds();
    let all = site.read("content/exercises/all.yaml");
    let without_old = all.replace("when: 2019-05-04", "when: 2024-05-04");
    site.write("content/exercises/all.yaml", without_old);
    let found = site.build().reports();
    let lost = found.iter().filter(|line| line.ends_with(" lost-address"));
    // The year of the chronology, and that of the list.
    assert_eq!(lost.count(), 2, "{found:?}");
}
