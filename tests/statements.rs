//! Checked statements, the functions of templates and the figures of plain pages, with a kind that a site
//! declares itself.

#[path = "support/preview.rs"]
mod preview;
#[path = "support/reading.rs"]
mod reading;
#[path = "support/site.rs"]
mod site;

use preview::Preview;
use reading::Page;
use site::Site;

const EXERCISE: &str = "\
label: Exercise
plural: Exercises
folder: exercises
mark: square
roles: { dated_by: day, status_by: state, cites_by: sources, summary_by: line }
fields:
  line: { type: text, label: Line, help: A line. }
  day: { type: date, label: Day, help: The day. }
  state: { type: choice, label: State, help: How it stands., options: { done: { label: Done, tone: good }, off: { label: Called off, tone: off } } }
  size: { type: choice, label: Size, help: How large., options: { big: { label: Big }, small: { label: Small } } }
  ships: { type: quantity, label: Ships, help: How many. }
  sources: { type: list, of: { type: ref, kinds: [source] }, label: Sources, help: Where it stands. }
";

const RULES: &str = "\
units:
  - { name: exercises, one: exercise, kind: exercise, counts: days, where: { size: big }, sentence: Days with a big exercise count. }
  - { name: ships, one: ship, kind: exercise, counts: sum of ships, sentence: Every ship counts. }
compared: [2022]
";

const COVERAGE: &str = "\
coverage:
  - { name: All exercises, kind: exercise, from: 2020, to: 2022-12-31, rule: every one that was announced }
totals:
  - { name: Exercises of the ministry, number: 5, kind: exercise, within: 2022, source: s, counted: 2023-01-02, reason: the ministry counts parts }
";

const LIST: &str = "\
one: { title: Spring, day: 2021-03-01, state: done, size: big, ships: 2 }
two: { title: Harbour, day: 2022-01-05, state: done, size: big, ships: 3 }
three: { title: Coast, day: 2022-01-11, state: done, size: small, ships: 1 }
four: { title: Winter, day: 2022-01-20, state: off, size: big }
";

const LAST: &str = "\
---
title: Storm
line: The second exercise of January, the first since March 2021 by some, with seven ships.
day: 2022-01-30
state: done
size: big
ships: 4
sources: [s]
claims:
  - { says: second exercise of January, ordinal: { kind: exercise, within: month }, is: 2, note: Parts are not counted. }
  - { says: first since March 2021, first_since: 2021-03, among: { kind: exercise, where: { size: big } }, reported_by: s, hedge: by some }
  - { says: seven ships, count: { kind: exercise, within: 2022-01, until: this }, unit: ships, is: 7, reported_by: s }
---
";

/// A site of exercises.
fn exercises() -> Site {
    Site::bare()
        .with("site.yaml", "title: Sample\nas_of: 2022-12-31\n")
        .with("templates/kinds/exercise.yaml", EXERCISE)
        .with("content/_rules/counting.yaml", RULES)
        .with("content/_rules/coverage.yaml", COVERAGE)
        .with(
            "content/sources/all.yaml",
            "s: { title: Gazette, publisher: P, consulted: yes }\n",
        )
        .with("content/exercises/all.yaml", LIST)
        .with("content/exercises/last.md", LAST)
        .with("content/methodology.md", "---\ntitle: Methodology\n---\n")
}

fn open(site: &Site, page: &str) -> Page {
    Page::open(&site.public().join(page))
}

/// Returns the words of a page with single spaces.
fn words(site: &Site, page: &str) -> String {
    let page = open(site, page);
    page.words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_page_shows_its_statements_with_verdict_events_and_what_was_left_out() {
    let site = exercises();
    site.build().succeeds();
    let words = words(&site, "exercises/last.html");
    for shown in [
        "1 of 3 confirmed",
        "Confirmed second exercise in January 2022: 5 and 30 January 2022",
        "Parts are not counted.",
        "Show the two",
        "Days with a big exercise count.",
        "Left out by the rule",
        "11 January 2022, Coast",
        "Planned or not held",
        "20 January 2022, Winter",
        "The record is declared complete for “All exercises”, 2020 to 31 December 2022",
        "This record differs in between lies (size: big): 5 January 2022, Harbour",
        "Reported in Gazette, with “by some”.",
        "This record differs it counts 8 ships in January 2022 up to 30 January 2022",
    ] {
        assert!(words.contains(shown), "{shown}\n{words}");
    }
}

#[test]
fn a_statement_is_set_in_plain_markup_without_script() {
    let site = exercises();
    site.build().succeeds();
    let page = std::fs::read_to_string(site.public().join("exercises/last.html"));
    let page = page.expect("the page is there");
    let start = page
        .find("<li id=\"claim-1\">")
        .expect("the first statement");
    let end = page
        .find("<li id=\"claim-2\">")
        .expect("the second statement");
    let lines: Vec<&str> = page[start..end].lines().map(str::trim).collect();
    assert_eq!(lines.join("\n").trim_end(), FIRST);
}

/// The first statement of the page.
const FIRST: &str = r#"<li id="claim-1"><div><p><cite>“second exercise of January”</cite></p>
<p class="meta"><span class="tag good">Confirmed</span> second exercise in January 2022: 5 and 30 January 2022</p><p class="note">Parts are not counted.</p>
<details><summary>Show the two</summary><p class="note">Days with a big exercise count.</p><ul class="plain"><li><a href="../exercises/two.html">5 January 2022, Harbour</a></li><li><a href="../exercises/last.html">30 January 2022, Storm</a></li></ul><p class="label">Left out by the rule</p><ul class="plain"><li><a href="../exercises/three.html">11 January 2022, Coast</a></li></ul><p class="label">Planned or not held</p><ul class="plain"><li><a href="../exercises/four.html">20 January 2022, Winter</a></li></ul><p class="note">The record is declared complete for “All exercises”, 2020 to 31 December 2022 (<a href="../methodology.html#coverage">what is complete</a>).</p>
</details></div></li>"#;

#[test]
fn the_page_of_all_statements_begins_with_those_that_differ() {
    let site = exercises();
    site.build().succeeds();
    let words = words(&site, "statements.html");
    let at = |shown: &str| {
        words
            .find(shown)
            .unwrap_or_else(|| panic!("{shown}\n{words}"))
    };
    assert!(words.contains("3 statements checked"));
    assert!(at("“seven ships”") < at("“second exercise of January”"));
    at("Here: 8 ships in January 2022 up to 30 January 2022");
    at("reported in Gazette");
    assert!(words.contains("2This record differs"), "{words}");
    let lines = std::fs::read_to_string(site.public().join("data/claims.json"));
    let lines = lines.expect("the file is written");
    let file: serde_json::Value = serde_json::from_str(&lines).expect("it is JSON");
    assert_eq!(file["claims"][2]["verdict"], "contradicted");
    assert_eq!(file["claims"][2]["least"], 8);
    assert_eq!(file["claims"][2]["reported_by"][0], "s");
    assert_eq!(file["claims"][0]["page"], "exercises/last.html#claim-1");
}

#[test]
fn a_site_without_statements_has_no_page_of_them() {
    let site = exercises().without("content/exercises/last.md");
    site.build().succeeds();
    assert!(!site.public().join("statements.html").exists());
    assert!(!site.public().join("data/claims.json").exists());
}

#[test]
fn very_many_statements_stand_on_pages_by_year() {
    let entries: Vec<String> = (0..68)
        .map(|number| {
            let (year, day) = (2020 + number % 2, number / 2 + 1);
            let (month, day) = ((day - 1) / 28 + 1, (day - 1) % 28 + 1);
            format!(
                "e{number:02}: {{ title: Exercise {number}, line: that day and the very day, day: {year}-{month:02}-{day:02}, state: done, size: big, \
                 sources: [s], claims: [{{ says: that day, days_between: {{ from: this, to: this }}, is: 0 }}, {{ says: the very day, days_between: {{ from: this }}, is: 0 }}, \
                 {{ says: that day, count: {{ kind: exercise, within: year }}, is: 900, reported_by: s }}, {{ says: very day, count: {{ kind: exercise, within: year }}, is: 901, reported_by: s }}] }}\n"
            )
        })
        .collect();
    let site = exercises()
        .with("content/exercises/many.yaml", entries.concat())
        .without("content/exercises/last.md");
    site.build().succeeds();
    let first = words(&site, "statements.html");
    assert!(
        first.contains("272 statements checked") && !first.contains("“the very day”"),
        "{first}"
    );
    assert!(
        first.contains("36 more stand on the pages below."),
        "a hundred of those that differ stand on the first page: {first}"
    );
    let page = open(&site, "statements/2021.html");
    assert_eq!(page.words.matches("“the very day”").count(), 34);
    let bytes = std::fs::metadata(site.public().join("statements/2021.html"));
    assert!(bytes.expect("the page is there").len() < 150_000);
}

#[test]
fn the_methodology_counts_each_period_by_every_rule_beside_what_others_counted() {
    let site = exercises();
    site.build().succeeds();
    let words = words(&site, "methodology.html");
    for shown in [
        "Days with a big exercise count.",
        "Counted in 2022",
        "Exercises2This record",
        "Ships8This record",
        "Exercises of the ministry5GazetteP · read in fullcounted 2 January 2023the ministry counts parts",
        "All checked statements",
    ] {
        assert!(words.contains(shown), "{shown}\n{words}");
    }
}

/// A template that calls the functions, each answer in brackets.
const ASKING: &str = "\
[{{ count(kind='exercise', within=2022) }}] [{{ count(kind='exercise', where={size: 'small'}, within='2022') }}] \
[{{ count(kind='exercise', unit='ships', within='2022', until='this') }}] [{{ ordinal(kind='exercise', within='year') }}] \
[{{ count(kind='exercise', within=2019, complete=true) or 'not known' }}] \
{% set before = previous(kind='exercise', unit='exercises') %}{% set since = first_since(kind='exercise', unit='exercises') %}\
[{{ before.title if before else 'none' }}] [{{ since.text if since else 'none' }}] \
[{{ days_between(from='two') }}] [{{ 7 | ordinal_word }}]";

#[test]
fn templates_ask_by_the_same_rules() {
    let template = ASKING.replace("{size: 'small'}", "{'size': 'big'}");
    let site = exercises().with("templates/kinds/exercise.html", template);
    site.build().succeeds();
    let page = std::fs::read_to_string(site.public().join("exercises/last.html"));
    assert_eq!(
        page.expect("the page is there").trim(),
        "[2] [2] [8] [2] [not known] [Harbour] [5 January 2022] [25] [seventh]"
    );
}

#[test]
fn a_page_that_asks_is_made_again_when_another_event_changes() {
    let template = "{{ count(kind='exercise', within='2022') }}";
    let site = exercises()
        .with("templates/kinds/exercise.html", template)
        .without("content/exercises/last.md")
        .with(
            "content/exercises/other.md",
            "---\ntitle: Other\nday: 2022-06-01\nstate: done\nsize: big\n---\n",
        );
    site.build().succeeds();
    let page =
        || std::fs::read_to_string(site.public().join("exercises/one.html")).unwrap_or_default();
    assert_eq!(page(), "2");
    site.write(
        "content/exercises/other.md",
        "---\ntitle: Other\nday: 2023-06-01\nstate: done\nsize: big\n---\n",
    );
    site.build().succeeds();
    assert_eq!(page(), "1");
    // What only the text says changes no count, and so no page.
    site.write(
        "content/exercises/other.md",
        "---\ntitle: Other\nday: 2023-06-01\nstate: done\nsize: big\n---\n\nWords.\n",
    );
    let printed = site.build().succeeds();
    assert!(printed.output.contains("0 removed"), "{}", printed.output);
}

#[test]
fn an_open_preview_of_a_page_that_asks_is_told_of_another_event() {
    let template = "<html>{{ count(kind='exercise', within='2022') }}</html>";
    let other = "---\ntitle: Other\nday: 2022-06-01\nstate: done\nsize: big\n---\n";
    let site = exercises()
        .with("templates/kinds/exercise.html", template)
        .with("content/exercises/other.md", other);
    let preview = Preview::of(&site, &[]);
    let count = || preview.get("exercises/one.html").text();
    assert!(count().contains("<html>3"), "{}", count());
    let mut ear = preview.listen("exercises/one.html");
    site.write("content/exercises/other.md", other.replace("2022", "2021"));
    ear.hear_of("reload");
    assert!(count().contains("<html>2"), "{}", count());
}

#[test]
fn mistakes_of_a_call_are_told_at_its_place() {
    let site = exercises().with(
        "templates/kinds/exercise.html",
        "{{ count(kind='exercize') }}",
    );
    let printed = site.build().ends_with(1);
    let message = "`count` cannot be answered: there is no kind of events called `exercize`";
    assert!(printed.errors.contains(message), "{}", printed.errors);
    assert!(
        printed.errors.contains("templates/kinds/exercise.html:1"),
        "{}",
        printed.errors
    );
}

#[test]
fn a_plain_page_counts_and_follows_the_record() {
    let text = "---\ntitle: Numbers\n---\n\nThere were {{ count(kind=\"exercise\", within=\"2022\") }} exercises with \
                **{{ count(kind=\"exercise\", unit=\"ships\") }}** ships, the [second]({{ }}) \\{{ count(kind=\"exercise\") }}.\n";
    let text = text.replace(" the [second]({{ }})", " not");
    let site = exercises().with("content/numbers.md", text);
    site.build().succeeds();
    let words = words(&site, "numbers.html");
    let expected = "There were 2 exercises with 10 ships, not {{ count(kind=\"exercise\") }}.";
    assert!(words.contains(expected), "{words}");
    site.remove("content/exercises/last.md");
    site.build().succeeds();
    let page = open(&site, "numbers.html");
    assert!(
        page.words.contains("There were 1 exercises with 6 ships"),
        "{}",
        page.words
    );
}
