//! A third kind of event, made by one YAML file and one brief in a copy of the sample that a new site
//! starts from. Nothing is compiled for it: the program under test is the one that all other tests run.

use std::path::Path;

#[path = "support/html.rs"]
mod html;
#[path = "support/reading.rs"]
mod reading;
#[path = "support/site.rs"]
mod site;

use reading::{Element, Page, elements};
use site::{BASE_URL, PNG, Site};

const NOTHING: [&str; 0] = [];

/// A kind with a field of every type.
const KIND: &str = r"
label: Exercise
plural: Exercises
folder: exercises
mark: square
menu: 4
roles:
  dated_by: when
  zoned_by: zone
  also_by: elsewhere
  status_by: state
  parties_by: parties
  cites_by: sources
  summary_by: abstract
card: [form, forces]
sourced: { by: [organisation], source: [source] }
fields:
  abstract: { type: text, required: true, label: Abstract, help: One sentence. }
  when: { type: date, required: true, label: First day, help: The first day. }
  zone: { type: zone, label: Clock, help: Whose day it is. }
  elsewhere: { type: days_by_zone, label: Day elsewhere, help: The day in other zones. }
  state:
    type: choice
    label: State
    help: Whether it took place.
    options:
      done: { label: Completed, tone: good }
      dropped: { label: Dropped, tone: off }
  form:
    type: choice
    label: Form of drill
    help: What sort of exercise.
    options: { table-top: { label: Table-top }, field: { label: In the field } }
  site: { type: ref, kinds: [place], inverse: Exercises here, label: Drill site, help: Where. }
  parties:
    type: list
    of: { type: ref, kinds: [country], inverse: Exercises }
    label: Taking part
    help: Who took part.
  forces: { type: integer, sourced: true, label: Strength, help: How many people. }
  depth: { type: decimal, unit: m, label: Depth, help: How deep. }
  reach: { type: quantity, unit: km, sourced: true, label: Reach, help: How far. }
  length: { type: duration, label: Length, help: How long. }
  annual: { type: yes_no, label: Every year, help: Whether it comes each year. }
  notice: { type: url, label: Announcement, help: Where it was announced. }
  speech: { type: language, label: Working language, help: What was spoken. }
  remark: { type: markdown, label: Remark, help: A remark. }
  leader:
    type: group
    label: Direction
    help: Who directed it.
    fields:
      body: { type: ref, kinds: [organisation], inverse: Exercises directed, label: Directed by, help: The body. }
      rank: { type: text, label: Rank, help: The rank. }
  phases:
    type: list
    label: Phases
    help: The parts of it.
    of:
      type: group
      fields:
        name: { type: text, required: true, label: Phase, help: Its name. }
        day: { type: date, label: Day of phase, help: Its day. }
        goal: { type: text, label: Goal, help: Its goal. }
  internal: { type: text, hidden: true, label: Internal note, help: Not shown. }
  sources:
    type: list
    of: { type: ref, kinds: [source], inverse: Cited by }
    label: Sources
    help: The sources.
";

const BRIEF: &str = r#"---
title: Sample table-top exercise
aliases: [Sample drill]
tags: [sample-tag]
abstract: A sample that took place nowhere.
when: 2090-03-08T09:30
zone: Asia/Tokyo
elsewhere: { America/New_York: 2090-03-07 }
state: done
form: table-top
site: tokyo
parties: [japan, south-korea]
forces: { value: 1250, by: jp-mod, source: seed-kyodo, note: an invented figure }
depth: 12.5
reach:
  - { value: about 40, by: jp-mod, prefer: true }
  - { value: 45-50, basis: general-knowledge }
length: 1 h 15 min
annual: yes
notice: https://www.example.org/announcement
speech: ja
remark: Held in *one* room of [[tokyo]].
leader: { body: jp-mod, rank: Colonel }
phases:
  - { name: Opening, day: 2090-03-08, goal: to agree on the rules }
  - { name: Closing, goal: to write it down }
internal: nobody reads this
sources: [seed-kyodo]
---
The sample involves [[kishi-nobuo]] and [[japan|the host]] [@seed-kyodo].

## How it went

![A dot](dot.png "The only picture")
"#;

const PAGE: &str = "exercises/2090-03-08-sample.html";

fn site() -> Site {
    let site = Site::of_sample()
        .with("templates/kinds/exercise.yaml", KIND)
        .with("content/exercises/2090-03-08-sample.md", BRIEF)
        .with("content/exercises/dot.png", PNG);
    site.build().published().succeeds();
    site
}

fn page(site: &Site, path: &str) -> Page {
    Page::open(&site.public().join(path))
}

/// Returns the words of a page with every run of blanks as one.
fn words(page: &Page) -> String {
    page.words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Checks that a page links to the exercise, as seen from the folder that the page lies in.
#[track_caller]
fn assert_links(site: &Site, path: &str) {
    let folders = Path::new(path).components().count() - 1;
    let link = format!("{}{PAGE}", "../".repeat(folders));
    let page = page(site, path);
    assert!(
        page.links().contains(&link.as_str()),
        "{path} has no link to it"
    );
}

#[test]
fn the_site_has_no_problem_with_it() {
    assert_eq!(html::problems(&site().public()), NOTHING);
}

#[test]
fn its_page_shows_every_field_but_the_hidden_one() {
    let site = site();
    let page = page(&site, PAGE);
    assert_eq!(page.whole("h1"), "Sample table-top exercise");
    let words = words(&page);
    for expected in [
        "Exercise",
        "Sample drill",
        "sample-tag",
        "A sample that took place nowhere.",
        "Wed 8 Mar 2090, 09:30",
        "Tue 7 Mar 2090",
        "Completed",
        "Form of drill",
        "Table-top",
        "Drill site",
        "Tokyo",
        "Taking part",
        "South Korea",
        "Strength",
        "1,250",
        "an invented figure",
        "according to Ministry of Defense of Japan",
        "Depth",
        "12.5 m",
        "Reach",
        "about 40 km",
        "45–50 km",
        "general knowledge, not sourced",
        "Length",
        "1 hour 15 minutes",
        "Every year",
        "yes",
        "Announcement",
        "example.org/announcement",
        "Working language",
        "Remark",
        "Held in one room of Tokyo.",
        "Direction",
        "Colonel",
        "Phases",
        "Opening",
        "Day of phase",
        "to agree on the rules",
        "to write it down",
        "The sample involves Nobuo Kishi and the host",
        "How it went",
        "The only picture",
    ] {
        assert!(words.contains(expected), "`{expected}` is not in: {words}");
    }
    assert!(
        !words.contains("nobody reads this"),
        "a hidden field is shown"
    );
    let picture = page.all("img").next().expect("the picture is shown");
    assert_eq!(picture.value("src"), Some("../exercises/dot.png"));
    assert_eq!(picture.value("width"), Some("1"));
    assert_eq!(
        site.read("public/exercises/sample-drill.html")
            .matches("http-equiv=\"refresh\"")
            .count(),
        1
    );
}

#[test]
fn it_stands_in_lists_chronology_and_home() {
    let site = site();
    for path in [
        "exercises/index.html",
        "chronology/index.html",
        "chronology/2090.html",
        "index.html",
        "countries/japan.html",
        "people/kishi-nobuo.html",
        "places/tokyo.html",
    ] {
        assert_links(&site, path);
    }
    let year = page(&site, "chronology/2090.html");
    let event = year.all("li").find(|tag| tag.value("id").is_some());
    assert!(event.is_some(), "the year has no event");
    assert!(
        year.all("svg")
            .any(|tag| tag.value("class") == Some("m square"))
    );
    let home = page(&site, "index.html");
    assert!(
        home.links().contains(&"exercises/index.html"),
        "the menu leaves it out"
    );
    let mut headings = home.tags.windows(2).filter(|pair| pair[0].name == "h2");
    let lead = headings.next().expect("the first page has a heading");
    assert_eq!(lead[1].words.trim(), "Sample table-top exercise");
    let backlinks = words(&page(&site, "organisations/jp-mod.html"));
    assert!(backlinks.contains("Exercises directed"), "{backlinks}");
}

#[test]
fn it_stands_in_feed_and_sitemap() {
    let site = site();
    let address = format!("{BASE_URL}{PAGE}");
    let feed = elements(&site.read("public/feed.xml"));
    let start = feed
        .iter()
        .position(|element| element.path == "feed/entry")
        .expect("the feed has an entry");
    // The newest event comes first.
    let entry: Vec<(&str, &str)> = feed[start..start + 7].iter().map(described).collect();
    assert_eq!(
        entry,
        [
            ("feed/entry", ""),
            ("feed/entry/id", address.as_str()),
            ("feed/entry/title", "Sample table-top exercise"),
            ("feed/entry/updated", "2090-03-08T00:00:00Z"),
            ("feed/entry/link", address.as_str()),
            ("feed/entry/category", "exercise"),
            (
                "feed/entry/summary",
                "8 March 2090: A sample that took place nowhere."
            ),
        ]
    );
    let sitemap = elements(&site.read("public/sitemap.xml"));
    let listed = |wanted: &str| {
        let mut locations = sitemap
            .iter()
            .filter(|element| element.path.ends_with("/loc"));
        locations.any(|element| element.words == wanted)
    };
    assert!(listed(&address), "the sitemap leaves it out");
    assert!(
        listed(&format!("{BASE_URL}exercises/")),
        "its list is left out"
    );
    assert!(listed(&format!("{BASE_URL}chronology/2090.html")));
}

/// Returns the path of an element with what it says.
fn described(element: &Element) -> (&str, &str) {
    let value = element.value("href").or_else(|| element.value("term"));
    (&element.path, value.unwrap_or(element.words.trim()))
}

#[test]
fn its_faults_are_told_like_those_of_any_kind() {
    let brief = BRIEF
        .replace("state: done", "state: don")
        .replace("forces: { value: 1250", "forces: { value: many")
        .replace("abstract: A sample that took place nowhere.\n", "");
    let site = Site::of_sample()
        .with("templates/kinds/exercise.yaml", KIND)
        .with("content/exercises/2090-03-08-sample.md", brief)
        .with("content/exercises/dot.png", PNG);
    assert_eq!(
        site.build().reports(),
        [
            "content/exercises/2090-03-08-sample.md:2:1 missing-field",
            "content/exercises/2090-03-08-sample.md:8:8 unknown-choice",
            "content/exercises/2090-03-08-sample.md:12:18 bad-number",
        ]
    );
}

#[test]
fn a_template_of_its_own_wins_over_the_default() {
    let template = "{% extends \"base.html\" %}\n{% block main %}<h1>{{ entry.title }}</h1>\
        <p>{{ entry.fields.form.text }}</p>{% endblock main %}\n";
    let site = Site::of_sample()
        .with("templates/kinds/exercise.yaml", KIND)
        .with("templates/kinds/exercise.html", template)
        .with("content/exercises/2090-03-08-sample.md", BRIEF)
        .with("content/exercises/dot.png", PNG);
    site.build().succeeds();
    let page = page(&site, PAGE);
    let main = page.tags.iter().skip_while(|tag| tag.name != "main");
    let main: Vec<(&str, &str)> = main
        .take(3)
        .map(|tag| (tag.name.as_str(), tag.words.trim()))
        .collect();
    assert_eq!(
        main,
        [
            ("main", ""),
            ("h1", "Sample table-top exercise"),
            ("p", "Table-top")
        ]
    );
}

#[test]
fn roles_read_values_that_carry_their_sources() {
    let kind = "\
label: Drill
plural: Drills
folder: drills
roles: { dated_by: on, zoned_by: place_zone, also_by: days, named_by: called.words }
fields:
  on: { type: date, label: Date, help: The first day. }
  place_zone: { type: zone, sourced: true, label: Zone, help: Whose day it is. }
  days: { type: days_by_zone, sourced: true, label: Elsewhere, help: The day there. }
  called:
    type: list
    label: Names
    help: Other names.
    of:
      type: group
      fields:
        words: { type: text, label: Name, help: The name. }
        tongue: { type: language, sourced: true, label: Language, help: Its language. }
";
    let timed = "\
---
title: Timed
on: 2090-03-08T09:30
place_zone: { value: Asia/Tokyo, basis: general-knowledge }
called: [{ words: 훈련, tongue: { value: ko, basis: general-knowledge } }]
---
";
    let dated = "\
---
title: Dated
on: 2090-03-08
place_zone: { value: Asia/Tokyo, basis: general-knowledge }
days: { value: { America/New_York: 2090-03-07 }, basis: general-knowledge }
---
";
    let site = Site::bare()
        .with("templates/kinds/drill.yaml", kind)
        .with("content/drills/timed.md", timed)
        .with("content/drills/dated.md", dated);
    site.build().succeeds();
    let page = site.read("public/drills/timed.html");
    assert!(
        page.contains("datetime=\"2090-03-08T09:30+09:00\""),
        "{page}"
    );
    assert!(
        page.contains("<span class=\"alt\" lang=\"ko\">훈련</span>"),
        "{page}"
    );
    let page = site.read("public/drills/dated.html");
    assert!(page.contains("datetime=\"2090-03-07\""), "{page}");
}

#[test]
fn a_feed_holds_no_day_that_it_cannot_write() {
    let site = Site::bare()
        .with("templates/kinds/exercise.yaml", site::EXERCISE)
        .with(
            "content/exercises/ides.md",
            "---\ntitle: Ides\nwhen: -0043-03-15\n---\n",
        )
        .with(
            "content/exercises/open.md",
            "---\ntitle: Open\nwhen: ../2090-03-07\n---\n",
        )
        .with(
            "content/exercises/last.md",
            "---\ntitle: Last\nwhen: 2090-03-08\n---\n",
        );
    site.build().published().succeeds();
    let feed = site.read("public/feed.xml");
    let days: Vec<&str> = feed
        .lines()
        .filter(|line| line.contains("<updated>"))
        .collect();
    assert_eq!(days.len(), 4);
    for day in days {
        assert_eq!(day.trim(), "<updated>2090-03-08T00:00:00Z</updated>");
    }
}
