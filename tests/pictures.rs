//! The page of maps and pictures, of a kind that a site declares itself: what is drawn is what the table
//! has, and that is what the record holds.

#[path = "support/reading.rs"]
mod reading;
#[path = "support/site.rs"]
mod site;

use reading::Page;
use site::Site;

const EXERCISE: &str = "\
label: Exercise
plural: Exercises
folder: exercises
mark: square
counted_as: One exercise is one announced exercise, whatever its parts.
roles: { dated_by: day, status_by: state, classed_by: parts.sort }
fields:
  day: { type: date, label: Day, help: The day. }
  state: { type: choice, label: State, help: How it stands., options: { done: { label: Done, tone: good }, off: { label: Called off, tone: off } } }
  parts: { type: list, label: Parts, help: Its parts., of: { type: group, short: sort, fields: { sort: { type: choice, label: Sort, help: What sort., options: { air: { label: Air }, sea: { label: Sea, full: at sea }, land: { label: Land }, staff: { label: Staff }, cyber: { label: Cyber }, coast: { label: Coast }, space: { label: Space } } } } } }
";

/// Builds a site of exercises, each given as its day and its sorts.
fn site(exercises: &[(&str, &str)], more: &[(&str, &str)]) -> Site {
    let entries = exercises.iter().zip(1..).map(|((day, sorts), number)| {
        format!(
            "e{number}: {{ title: Exercise {number}, day: {day}, parts: [{sorts}], state: done }}\n"
        )
    });
    let mut site = Site::bare()
        .with("site.yaml", "title: Sample\nas_of: 2024-12-31\n")
        .with("templates/kinds/exercise.yaml", EXERCISE)
        .with("content/exercises/all.yaml", entries.collect::<String>());
    for (path, text) in more {
        site = site.with(path, *text);
    }
    site
}

fn page(site: &Site) -> Page {
    site.build().succeeds();
    Page::open(&site.public().join("pictures.html"))
}

/// Returns the words of a page between two others; nothing parts those of neighbouring cells.
fn between<'a>(page: &'a Page, from: &str, to: &str) -> String {
    let words: &'a str = &page.words;
    let start = words
        .find(from)
        .unwrap_or_else(|| panic!("no {from} in {words}"));
    let end = words[start..]
        .find(to)
        .map_or(words.len(), |end| start + end);
    let words = words[start + from.len()..end].split_whitespace();
    words.collect::<Vec<_>>().join(" ")
}

/// Returns the heights of all parts of bars, with their classes.
fn parts(text: &str) -> Vec<(&str, f64)> {
    let rects = text.split("<rect class=\"c").skip(1);
    let drawn = rects.filter(|rect| rect.contains("height=\"") && rect.contains("y=\""));
    let parts = drawn.filter_map(|rect| {
        let class = rect.split('"').next()?;
        let height = rect.split_once("height=\"")?.1.split('"').next()?;
        rect.split('>')
            .next()?
            .contains(" y=\"")
            .then_some((class, height.parse().ok()?))
    });
    parts.collect()
}

#[test]
fn events_stand_by_year_and_class_and_the_table_has_the_same() {
    let mut exercises = vec![
        ("2022-03-01", "air"),
        ("2022-04-01", "sea"),
        ("2022-05-01", "air"),
    ];
    exercises.extend([
        ("2024-01-01", "sea"),
        ("2024-01-02", "air, sea"),
        ("2024-01-03", ""),
    ]);
    let off = "late: { title: Called off, day: 2023-01-01, parts: [air], state: 'off' }\n\
               old: { title: Old, parts: [sea], state: done }\n";
    let site = site(&exercises, &[("content/exercises/more.yaml", off)]);
    let page = page(&site);
    let table = between(&page, "The numbers as a table", "Years without an event");
    assert_eq!(
        table,
        "Exercises by year and sort YearAllAirSeaSeveralNot stated 202232100202430111"
    );
    let note = "6 exercises that took place, each in the year of its own day. \
                One exercise is one announced exercise, whatever its parts. \
                1 with several values for sort stand under “Several”. \
                Left out: 1 not held or still to come.";
    assert!(page.words.contains(note), "{}", page.words);
    assert!(page.words.contains("Nothing is declared complete here"));
    // Sixteen pixels stand for one event.
    let text = site.read("public/pictures.html");
    let expected = [
        ("1", 32.0),
        ("2", 16.0),
        ("2", 16.0),
        ("3", 16.0),
        ("4", 16.0),
    ];
    assert_eq!(parts(&text), expected);
    assert!(
        text.contains("href=\"chronology/2022.html\" aria-label=\"2022: 3 exercises; Air 2, Sea 1")
    );
}

#[test]
fn of_many_classes_five_are_drawn_apart_and_the_table_has_all() {
    let sorts = [
        "air", "air", "sea", "land", "land", "staff", "staff", "cyber", "cyber", "coast", "coast",
        "space",
    ];
    let exercises: Vec<(&str, &str)> = sorts.iter().map(|sort| ("2022-03-01", *sort)).collect();
    let site = site(&exercises, &[]);
    let page = page(&site);
    let table = between(&page, "The numbers as a table", "Years without an event");
    assert_eq!(
        table,
        "Exercises by year and sort YearAllAirSeaLandStaffCyberCoastSpace 2022122122221"
    );
    let text = site.read("public/pictures.html");
    let numbers: Vec<f64> = parts(&text)
        .iter()
        .map(|(_, height)| height / 15.0)
        .collect();
    assert_eq!(
        numbers,
        [2.0, 2.0, 2.0, 2.0, 2.0, 2.0],
        "the last are sea and space"
    );
    assert!(text.contains("title=\"sea, space\">Other"));
}

#[test]
fn what_is_declared_complete_stands_beside_the_picture() {
    let rules = "coverage: [{ name: Air exercises, kind: exercise, where: { parts.sort: air }, from: 2020, to: 2024-06-30, rule: R }]\n";
    let site = site(
        &[("2022-03-01", "air")],
        &[("content/_rules/coverage.yaml", rules)],
    );
    let page = page(&site);
    let told = "Declared complete is only: Air exercises (2020 to 30 June 2024); of all others there may have been more.";
    assert!(page.words.contains(told), "{}", page.words);
}

#[test]
fn a_site_without_classes_and_levels_has_no_such_page() {
    let kind = EXERCISE.replace(", classed_by: parts.sort", "");
    let site = Site::bare()
        .with("site.yaml", "title: Sample\n")
        .with("templates/kinds/exercise.yaml", kind)
        .with(
            "content/exercises/all.yaml",
            "e: { title: E, day: 2022-01-01, parts: [air] }\n",
        );
    site.build().succeeds();
    assert!(!site.public().join("pictures.html").exists());
}
