//! Who refers to an entry: totals by year on its page, and the page of a group that is too long for it, for kinds
//! that a site declares itself.

#[path = "support/reading.rs"]
mod reading;
#[path = "support/site.rs"]
mod site;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use reading::Page;
use site::Site;

/// The most entries of a group that the page of an entry lists.
const SHOWN: usize = 60;
/// The most events.
const SHOWN_EVENTS: usize = 40;
/// The most events of a list on one page.
const MOST_EVENTS: usize = 100;

const EXERCISE: &str = "\
label: Exercise
plural: Exercises
folder: exercises
mark: square
counted_as: One exercise is one announced exercise.
roles: { dated_by: day, status_by: state, attended_by: chief, located_by: at, cites_by: sources }
fields:
  day: { type: date, label: Day, help: The day. }
  state: { type: choice, label: State, help: How it stands., options: { done: { label: Done, tone: good }, off: { label: Called off, tone: off } } }
  army: { type: ref, kinds: [army], inverse: Exercises, label: Army, help: Whose. }
  chief: { type: ref, kinds: [chief], inverse: Led, label: Chief, help: Who led it. }
  at: { type: ref, kinds: [range], label: Range, help: Where. }
  sources: { type: list, of: { type: ref, kinds: [source], inverse: Cited by }, label: Sources, help: What it rests on. }
";
const ARMY: &str = "\
label: Army
plural: Armies
folder: armies
fields: {}
";
const CHIEF: &str = "\
label: Chief
plural: Chiefs
folder: chiefs
fields:
  army: { type: ref, kinds: [army], inverse: Chiefs, label: Army, help: Whose. }
";
const RANGE: &str = "\
label: Range
plural: Ranges
folder: ranges
fields: {}
";

fn kinds() -> Site {
    Site::bare()
        .with("site.yaml", "title: Sample\nas_of: 2024-12-31\n")
        .with("templates/kinds/exercise.yaml", EXERCISE)
        .with("templates/kinds/army.yaml", ARMY)
        .with("templates/kinds/chief.yaml", CHIEF)
        .with("templates/kinds/range.yaml", RANGE)
        .with(
            "content/armies/all.yaml",
            "red: { title: Red }\nblue: { title: Blue }\n",
        )
        .with("content/ranges/all.yaml", "hill: { title: Hill }\n")
}

/// Writes so many exercises a year from 2020 on, each with the rest of its mapping.
fn exercises(years: &[usize], rest: &str) -> String {
    let mut text = String::new();
    for (number, year) in years.iter().zip(2020..) {
        for index in 0..*number {
            let (month, day) = (index / 28 % 12 + 1, index % 28 + 1);
            writeln!(
                text,
                "e-{year}-{index:03}: {{ title: E {year} {index}, day: {year}-{month:02}-{day:02}, state: done{rest} }}"
            )
            .expect("a text can be written");
        }
    }
    text
}

fn open(site: &Site, path: &str) -> Page {
    Page::open(&site.public().join(path))
}

/// Lists the pages that a page links to below a folder, each once.
fn links(page: &Page, folder: &str) -> BTreeSet<String> {
    let targets = page.tags.iter().filter_map(|tag| tag.value("href"));
    let targets = targets.map(|target| target.trim_start_matches("../").to_owned());
    targets
        .filter(|target| target.starts_with(folder))
        .collect()
}

/// Lists the pages below an entry.
fn below(site: &Site, folder: &str) -> Vec<String> {
    let tree = site::tree(&site.public());
    tree.into_keys()
        .filter(|path| path.starts_with(folder) && path.ends_with(".html"))
        .collect()
}

#[test]
fn a_page_to_which_many_events_refer_has_their_totals_by_year() {
    let site = kinds()
        .with(
            "content/exercises/all.yaml",
            exercises(&[7, 4, 1], ", army: red, chief: rook, at: hill"),
        )
        .with(
            "content/chiefs/all.yaml",
            "rook: { title: Rook, army: red }\n",
        );
    site.build().succeeds();
    let rule = "One exercise is one announced exercise. Each is counted in the year of its own day; the \
                record speaks from 31 December 2024.";
    for path in ["armies/red.html", "chiefs/rook.html", "ranges/hill.html"] {
        let page = open(&site, path);
        assert!(page.words.contains("Totals by year"), "{path}");
        assert!(
            page.words.contains("202072021420221"),
            "{path}: {}",
            page.words
        );
        assert!(page.words.contains(rule), "{path}");
        // The list beside has the same numbers, and gives way.
        assert!(!page.words.contains("By year"), "{path}");
    }
}

#[test]
fn few_events_and_few_years_have_no_totals() {
    for years in [&[6, 4, 1][..], &[10, 10]] {
        let site = kinds().with(
            "content/exercises/all.yaml",
            exercises(years, ", army: red"),
        );
        site.build().succeeds();
        let page = open(&site, "armies/red.html");
        assert!(!page.words.contains("Totals by year"), "{years:?}");
        assert!(page.words.contains("By year"), "{years:?}");
    }
}

#[test]
fn a_group_that_fits_has_no_page_of_its_own() {
    let site = kinds().with(
        "content/exercises/all.yaml",
        exercises(&[SHOWN_EVENTS], ", army: red"),
    );
    site.build().succeeds();
    assert_eq!(below(&site, "armies/red/"), Vec::<String>::new());
    let listed = links(&open(&site, "armies/red.html"), "exercises/e-");
    assert_eq!(listed.len(), SHOWN_EVENTS);
}

#[test]
fn a_longer_group_stands_whole_on_a_page_that_the_entry_links_to() {
    let site = kinds().with(
        "content/exercises/all.yaml",
        exercises(&[SHOWN_EVENTS, 1], ", army: red, at: hill"),
    );
    site.build().succeeds();
    let page = open(&site, "armies/red.html");
    assert!(
        page.words
            .contains("The newest 40 of 41 are listed. Exercises: all 41")
    );
    assert_eq!(links(&page, "exercises/e-").len(), SHOWN_EVENTS);
    assert_eq!(below(&site, "armies/red/"), ["armies/red/exercises.html"]);
    assert!(links(&page, "armies/red/").contains("armies/red/exercises.html"));
    let whole = open(&site, "armies/red/exercises.html");
    assert_eq!(links(&whole, "exercises/e-").len(), SHOWN_EVENTS + 1);
    assert!(links(&whole, "armies/red.html").contains("armies/red.html"));
    // A field without a word for its other side has one made of the kind and the field.
    assert_eq!(
        below(&site, "ranges/hill/"),
        ["ranges/hill/exercises-range.html"]
    );
}

#[test]
fn a_very_long_group_is_parted_by_year_and_nobody_is_lost() {
    let site = kinds().with(
        "content/exercises/all.yaml",
        exercises(&[50, 50, 1], ", army: red"),
    );
    site.build().succeeds();
    assert_eq!(
        below(&site, "armies/red/"),
        [
            "armies/red/exercises.html",
            "armies/red/exercises/2020.html",
            "armies/red/exercises/2021.html",
            "armies/red/exercises/2022.html",
        ]
    );
    let index = open(&site, "armies/red/exercises.html");
    assert_eq!(links(&index, "armies/red/exercises/").len(), 3);
    let mut all = BTreeSet::new();
    for year in 2020..2023 {
        let part = open(&site, &format!("armies/red/exercises/{year}.html"));
        let listed = links(&part, "exercises/e-");
        assert!(
            listed
                .iter()
                .all(|target| target.contains(&format!("e-{year}")))
        );
        all.extend(listed);
        assert!(links(&part, "armies/").contains("armies/red/exercises.html"));
        assert!(part.tags.len() <= 1_500);
    }
    assert_eq!(all.len(), MOST_EVENTS + 1);
}

#[test]
fn what_is_no_event_is_listed_further_and_by_name() {
    let mut chiefs = String::new();
    for number in 0..=SHOWN {
        writeln!(
            chiefs,
            "c{number:02}: {{ title: C {number:02}, army: red }}"
        )
        .expect("a text");
    }
    let site = kinds().with("content/chiefs/all.yaml", chiefs);
    site.build().succeeds();
    let page = open(&site, "armies/red.html");
    assert!(
        page.words
            .contains("The first 60 of 61 are listed. Chiefs: all 61")
    );
    assert_eq!(
        links(&open(&site, "armies/red/chiefs.html"), "chiefs/c").len(),
        SHOWN + 1
    );
}

#[test]
fn somebodys_appearances_lead_to_all_of_them() {
    let site = kinds()
        .with(
            "content/exercises/all.yaml",
            exercises(&[SHOWN_EVENTS, 5], ", chief: rook"),
        )
        .with("content/chiefs/all.yaml", "rook: { title: Rook }\n");
    site.build().succeeds();
    let page = open(&site, "chiefs/rook.html");
    assert!(
        page.words
            .contains("The newest 40 of 45 are listed. Led: all 45"),
        "{}",
        page.words
    );
    assert_eq!(
        links(&open(&site, "chiefs/rook/led.html"), "exercises/e-").len(),
        45
    );
}

#[test]
fn events_and_others_that_cite_a_source_stand_apart_where_they_are_many() {
    let site = kinds()
        .with(
            "content/sources/all.yaml",
            "s: { title: S, publisher: P, consulted: yes }\n",
        )
        .with(
            "content/exercises/all.yaml",
            exercises(&[MOST_EVENTS], ", sources: [s]"),
        )
        .with(
            "content/countries/all.yaml",
            "xland: { title: Xland, code: XXX, sources: [s] }\n",
        );
    site.build().succeeds();
    let pages = below(&site, "sources/s/");
    assert!(
        pages.contains(&"sources/s/cited-by/undated.html".to_owned()),
        "{pages:?}"
    );
    let undated = open(&site, "sources/s/cited-by/undated.html");
    assert!(undated.words.contains("Cited by, Without a date"));
    assert!(links(&undated, "countries/").contains("countries/xland.html"));
}

#[test]
fn an_address_that_was_published_stays_when_the_group_shrinks() {
    let site = kinds()
        .with(
            "content/exercises/all.yaml",
            exercises(&[1, 1], ", army: red"),
        )
        .with(
            "content/_published.txt",
            "armies/red/exercises.html\narmies/red/exercises/2020.html\n",
        );
    site.build().succeeds();
    assert_eq!(
        below(&site, "armies/red/"),
        [
            "armies/red/exercises.html",
            "armies/red/exercises/2020.html",
            "armies/red/exercises/2021.html",
        ]
    );
    assert!(
        open(&site, "armies/red.html")
            .words
            .contains("Exercises: all 2")
    );
    // Without anybody who refers, it is missed, and said what it was made of.
    let site = site.with(
        "content/exercises/all.yaml",
        exercises(&[1], ", army: blue"),
    );
    let said = site.build().ends_with(1).errors;
    assert!(
        said.contains("`armies/red/exercises.html` was published and is no longer there")
            && said.contains("it is made while an entry belongs to it"),
        "{said}"
    );
}
