//! Totals by year and quiet spells on the list of a kind that a site declares itself.

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
roles: { dated_by: day, status_by: state }
large: { size: [big] }
fields:
  day: { type: date, label: Day, help: The day. }
  state: { type: choice, label: State, help: How it stands., options: { done: { label: Done, tone: good }, off: { label: Called off, tone: off } } }
  size: { type: choice, label: Size, help: How large., options: { big: { label: Big }, small: { label: Small } } }
";

/// Builds a site of exercises, each given as its day and the rest of its mapping.
fn build(exercises: &[(&str, &str)]) -> Page {
    let entries = exercises.iter().zip(1..).map(|((day, rest), number)| {
        format!("e{number}: {{ title: Exercise {number}, day: {day}{rest} }}\n")
    });
    let site = Site::bare()
        .with("site.yaml", "title: Sample\nas_of: 2024-12-31\n")
        .with("templates/kinds/exercise.yaml", EXERCISE)
        .with("content/exercises/all.yaml", entries.collect::<String>());
    site.build().succeeds();
    Page::open(&site.public().join("exercises/index.html"))
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

#[test]
fn totals_count_each_year_by_state_and_size_under_a_stated_rule() {
    let mut exercises = vec![("2024-03-01", ", state: done, size: big"); 3];
    exercises.extend([("2023-05-02", ", state: done, size: small"); 7]);
    exercises.push(("2022-05-02", ", state: done, size: small"));
    exercises.push(("2023-06-01", ", state: off, size: big"));
    let page = build(&exercises);
    let table = between(&page, "The numbers as a table", "Years without an event");
    assert_eq!(
        table,
        "Events by year, 2022 to 2024 YearExercisesDoneCalled offBig 202211002023871120243303"
    );
    let rule = "One exercise is one announced exercise, whatever its parts. \
                Each is counted in the year of its own day; the record speaks from 31 December 2024.";
    assert!(page.words.contains(rule), "{}", page.words);
}

#[test]
fn few_events_have_no_totals() {
    let page = build(&[("2024-03-01", ""), ("2023-05-02", "")]);
    assert!(!page.words.contains("Totals by year"));
}

#[test]
fn quiet_spells_lie_between_what_took_place_and_never_claim_more_than_is_known() {
    let page = build(&[
        ("2023-01-01", ", state: done"),
        // Called off: ends nothing.
        ("2023-03-01", ", state: off"),
        // In June, on a day that is not known.
        ("2023-06", ", state: done"),
        ("2024-11-30", ", state: done"),
        ("2024-12-01", ", state: done"),
    ]);
    let table = between(&page, "Ended by", "Days on which");
    assert_eq!(
        table,
        "518 at least1 Jul 2023 to 29 Nov 2024Exercise 4 \
         150 at least2 Jan 2023 to 31 May 2023Exercise 3June 2023, day not known \
         302 Dec 2024 to 31 Dec 2024nothing by the last day of the record"
    );
}

#[test]
fn an_event_without_a_day_may_fall_into_any_spell() {
    let page = build(&[
        ("2023-01-01", ""),
        ("2024-01-01", ""),
        ("2023-05-01/..", ""),
    ]);
    assert!(
        page.words
            .contains("1 without a known day may fall into one of them.")
    );
}
