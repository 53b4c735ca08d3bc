//! The pages that look over a whole record: the first page, the chronology, the lists of kinds.
//!
//! Each test writes the events that it is about, with a kind of its own, and reads what the pages
//! then say. Nothing is said of how they look.

use std::fmt::Write as _;

#[path = "support/html.rs"]
mod html;
#[path = "support/reading.rs"]
mod reading;
#[path = "support/site.rs"]
mod site;

use reading::{Page, Tag};
use site::Site;

const NOTHING: [&str; 0] = [];

/// A kind of event with a state, and two choices that decide which events are set larger.
fn kind(label: &str, folder: &str, mark: &str, menu: u32) -> String {
    format!(
        "label: {label}
plural: {label}s
folder: {folder}
mark: {mark}
menu: {menu}
roles: {{ dated_by: when, status_by: state, summary_by: summary }}
large: {{ rank: [high, top], parts.size: big }}
fields:
  summary: {{ type: text, label: Summary, help: One sentence. }}
  when: {{ type: date, label: When, help: The day. }}
  state:
    type: choice
    label: State
    help: How it stands.
    options: {{ held: {{ label: Held, tone: good }}, planned: {{ label: Planned, tone: open }}, off: {{ label: Called off, tone: off }} }}
  rank: {{ type: choice, label: Rank, help: How high., options: {{ low: {{ label: Low }}, high: {{ label: High }}, top: {{ label: TOP }} }} }}
  parts:
    type: list
    of: {{ type: group, fields: {{ size: {{ type: choice, sourced: true, label: Size of a part, help: How big., options: {{ small: {{ label: Small }}, big: {{ label: Big }} }} }} }} }}
    label: Parts
    help: What it had.
"
    )
}

/// A site with two kinds of events, written as lines of key and front matter.
fn site_of(as_of: &str, meetings: &[&str], drills: &[&str]) -> Site {
    let list = |letter: char, entries: &[&str]| {
        let mut text = String::new();
        for (number, entry) in entries.iter().enumerate() {
            let title = format!("title: \"Event {letter}{number}\"");
            let _ = writeln!(text, "{letter}{number}: {{ {title}, {entry} }}");
        }
        text
    };
    let mut site = Site::bare()
        .with("site.yaml", format!("title: Sample\n{as_of}\n"))
        .with(
            "templates/kinds/meeting.yaml",
            kind("Meeting", "meetings", "circle", 1),
        )
        .with(
            "templates/kinds/drill.yaml",
            kind("Drill", "drills", "square", 2),
        );
    if !meetings.is_empty() {
        site = site.with("content/meetings/all.yaml", list('e', meetings));
    }
    if !drills.is_empty() {
        site = site.with("content/drills/all.yaml", list('d', drills));
    }
    site.build().succeeds();
    assert_eq!(html::problems(&site.public()), NOTHING);
    site
}

fn page(site: &Site, path: &str) -> Page {
    Page::open(&site.public().join(path))
}

/// Returns the words of every heading of the second level, with those inside of links.
fn headings(site: &Site, path: &str) -> Vec<String> {
    let html = site.read(&format!("public/{path}"));
    let parts = html.split("<h2").skip(1);
    parts
        .filter_map(|part| part.split_once("</h2>"))
        .map(|(heading, _)| Page::read(&format!("<h2{heading}")).words.trim().to_owned())
        .collect()
}

fn classes(tag: &Tag) -> Vec<&str> {
    tag.value("class").unwrap_or_default().split(' ').collect()
}

/// Returns the keys of the events of a year, in their order, that carry a class.
fn events<'a>(page: &'a Page, class: &str) -> Vec<&'a str> {
    page.all("li")
        .filter(|tag| classes(tag).contains(&"ev") && classes(tag).contains(&class))
        .filter_map(|tag| tag.value("id"))
        .collect()
}

#[test]
fn a_section_without_data_is_left_out() {
    let site = site_of("", &["when: 2022-03-01"], &[]);
    assert_eq!(
        headings(&site, "index.html"),
        [
            "Event e0",
            "Activity by month",
            "About this record",
            "Sections"
        ]
    );
    let bare = Site::bare();
    bare.build().succeeds();
    assert_eq!(
        headings(&bare, "index.html"),
        ["About this record", "Sections"]
    );
}

#[test]
fn events_of_other_years_on_this_day_come_before_those_of_the_week() {
    let on_day = ["when: 2019-03-09", "when: 2021-03-10", "when: 2022-03-09"];
    let site = site_of("as_of: 2022-03-09", &on_day, &[]);
    let words = page(&site, "index.html").words;
    assert!(words.contains("On this day, 9 March"), "{words}");
    let (before, _) = words.split_once("Activity by month").unwrap_or_default();
    assert!(before.contains("9 Mar 2019") && !before.contains("10 Mar 2021"));

    let in_week = ["when: 2020-12-31", "when: 2021-12-31", "when: 2020-01~"];
    let site = site_of("as_of: 2022-01-02", &in_week, &[]);
    let words = page(&site, "index.html").words;
    assert!(
        words.contains("This week in other years, 30 December to 5 January"),
        "{words}"
    );
    let (before, _) = words.split_once("Activity by month").unwrap_or_default();
    assert!(before.contains("31 Dec 2020") && !before.contains("31 Dec 2021"));
}

#[test]
fn what_is_to_come_is_listed_with_the_days_that_are_left() {
    let site = site_of(
        "as_of: 2022-03-09",
        &[
            "when: 2022-03-05~, state: planned",
            "when: 2022-03-10, state: planned",
            "when: 2022-04-08, state: planned",
            "when: 2022-05~, state: planned",
            "when: 2022-03-08, state: held",
        ],
        &[],
    );
    let home = page(&site, "index.html");
    let words = &home.words;
    let from = words.find("Scheduled").unwrap_or_default();
    let until = words.find("Activity by").unwrap_or_default();
    let scheduled = &words[from..until];
    for expected in [
        "about 5 Mar 2022",
        "10 Mar 2022",
        "tomorrow",
        "8 Apr 2022",
        "in 30 days",
        "about May",
    ] {
        assert!(scheduled.contains(expected), "{expected}: {scheduled}");
    }
    // What may be off by a week is not certainly over four days later.
    assert!(!scheduled.contains("Event e4"), "{scheduled}");
    assert_eq!(headings(&site, "index.html")[0], "Event e4");
    // A plan whose day has passed is a warning, and not to come.
    let past = "past: { title: A plan gone by, when: 2022-03-08, state: planned }\n";
    site.write("content/meetings/past.yaml", past);
    site.build().ends_with(0);
    let words = page(&site, "index.html").words;
    let until = words.find("Activity by").unwrap_or_default();
    assert!(!words[..until].contains("A plan gone by"), "{words}");
}

#[test]
fn large_figures_count_what_took_place() {
    let site = site_of(
        "as_of: 2022-03-09",
        &[
            "when: 2021-06-01",
            "when: 2022-01-05",
            "when: 2022-01-06",
            "when: 2022-01-07, state: \"off\"",
            "when: 2022-02-07",
        ],
        &["when: 2021-02-03"],
    );
    let words = page(&site, "index.html").words;
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    for expected in [
        "meetings in 2022 (1 in 2021)3 ",
        "drills in 2022 (1 in 2021)0 ",
        "days since the last drill (3 February 2021)399 ",
        "meetings in one month, the most (January 2022)2 ",
    ] {
        assert!(words.contains(expected), "{expected}: {words}");
    }
}

#[test]
fn a_long_record_is_shown_by_year_and_a_short_one_within_its_year() {
    let heading = |meetings: &[&str]| {
        let site = site_of("", meetings, &[]);
        let chronology = page(&site, "chronology/index.html");
        let title = chronology
            .all("title")
            .map(|tag| tag.words.clone())
            .find(|words| words.starts_with("Events by"));
        title.unwrap_or_default()
    };
    assert_eq!(
        heading(&["when: 2022-03-01"]),
        "Events by month, Jan 2022 to Dec 2022"
    );
    assert_eq!(
        heading(&["when: 2019-11", "when: 2022-06-01"]),
        "Events by month, Nov 2019 to Jun 2022"
    );
    assert_eq!(
        heading(&["when: 2012-11", "when: 2022-06-01"]),
        "Events by year, 2012 to 2022"
    );
    assert_eq!(
        heading(&["when: 1905", "when: 2022-06-01"]),
        "Events by period, 1900 to 1909 to 2020 to 2029"
    );
    assert_eq!(heading(&["when: 199X"]), "");
}

#[test]
fn the_strip_of_a_year_leads_to_each_event_and_has_a_table_beside_it() {
    let site = site_of(
        "",
        &["when: 2022-01-05", "when: 2022-01-06", "when: 2022"],
        &["when: 2022-02-03"],
    );
    let year = page(&site, "chronology/2022.html");
    for key in ["#e0", "#e1", "#d0"] {
        assert!(year.links().contains(&key), "{:?}", year.links());
    }
    let cells: Vec<&str> = year.all("td").map(|tag| tag.words.as_str()).collect();
    assert_eq!(cells, ["2", "0", "0", "1"]);
    assert!(
        year.words
            .contains("1 event whose month is not known is not drawn.")
    );
}

#[test]
fn a_busy_year_is_drawn_in_blocks_with_links_to_its_months() {
    let days: Vec<String> = (1..=13)
        .flat_map(|day| (1..=6).map(move |month| format!("when: 2022-{month:02}-{day:02}")))
        .collect();
    let days: Vec<&str> = days.iter().map(String::as_str).collect();
    let site = site_of("", &days, &[]);
    let year = page(&site, "chronology/2022.html");
    let words = &year.words;
    assert!(words.contains("One block is one event"), "{words}");
    let link = year
        .all("a")
        .find(|tag| tag.value("aria-label") == Some("Jan 2022: 13 meetings"));
    assert_eq!(
        link.and_then(|link| link.value("href")),
        Some("../chronology/2022.html#m2022-01")
    );
}

#[test]
fn events_are_set_larger_by_the_rule_of_their_kind_and_the_page_says_it() {
    let site = site_of(
        "",
        &[
            "when: 2022-01-05, rank: high",
            "when: 2022-01-06, rank: low",
            "when: 2022-01-07, parts: [{ size: small }, { size: big }]",
            "when: 2022-01-08, rank: low, parts: [{ size: small }]",
            "when: 2022-01-09, rank: top",
            "when: 2022-01-10",
            "when: 2022-01-11",
            "when: 2022-01-12",
        ],
        &[],
    );
    let year = page(&site, "chronology/2022.html");
    assert_eq!(events(&year, "large"), ["e0", "e2", "e4"]);
    assert!(year.words.contains(
        "Entries are set larger where the rank is high or TOP, or the size of a part is big."
    ));
    assert!(year.words.contains("Set larger 3"));
}

#[test]
fn what_is_planned_stands_last_in_its_month() {
    let site = site_of(
        "as_of: 2022-01-04",
        &[
            "when: 2022-01-05, state: planned",
            "when: 2022-01-06, state: held",
            "when: 2022-02-05, state: held",
        ],
        &[],
    );
    let year = page(&site, "chronology/2022.html");
    assert_eq!(events(&year, "ev"), ["e1", "e0", "e2"]);
    assert_eq!(events(&year, "open"), ["e0"]);
}

#[test]
fn a_list_has_the_headings_that_its_kind_declares() {
    let site = Site::bare()
        .with(
            "content/countries/all.yaml",
            "b: { title: Borduria, code: BBB }\na: { title: Aldovia, code: AAA }\n",
        )
        .with(
            "content/people/all.yaml",
            "x: { title: Xenia, country: b }\ny: { title: Yves, country: a }\nz: { title: Zoe }\n",
        );
    site.build().succeeds();
    assert_eq!(html::problems(&site.public()), NOTHING);
    let people = page(&site, "people/index.html");
    assert_eq!(
        headings(&site, "people/index.html")[..3],
        ["Aldovia", "Borduria", "Others"]
    );
    assert!(people.links().contains(&"../countries/a.html"));
}

#[test]
fn one_group_alone_has_no_heading() {
    let site = Site::bare().with(
        "content/people/all.yaml",
        "x: { title: Xenia }\ny: { title: Yves }\n",
    );
    site.build().succeeds();
    assert_eq!(headings(&site, "people/index.html")[0], "About this record");
}

#[test]
fn a_long_list_has_links_into_it_and_a_short_one_has_none() {
    let topics = |number: usize| {
        let mut text = String::new();
        for index in 0..number {
            let letter = char::from(b'A' + u8::try_from(index % 20).unwrap_or_default());
            let _ = writeln!(text, "t{index}: {{ title: {letter}{index} }}");
        }
        let site = Site::bare().with("content/topics/all.yaml", text);
        site.build().succeeds();
        assert_eq!(html::problems(&site.public()), NOTHING);
        let page = page(&site, "topics/index.html");
        page.links()
            .iter()
            .filter(|link| link.starts_with("#group-"))
            .count()
    };
    assert_eq!(topics(1), 0);
    assert_eq!(topics(10), 0);
    assert_eq!(topics(140), 20);
}

#[test]
fn the_menu_names_the_first_kinds_and_the_foot_all() {
    let site = Site::of_repository();
    site.build().succeeds();
    let home = site.read("public/index.html");
    let (top, rest) = home.split_once("</header>").expect("a page has a header");
    let foot = rest.split_once("<footer").expect("a page has a footer").1;
    assert!(top.contains(">Sources</a>") && !top.contains(">Places</a>"));
    assert!(foot.contains(">Sources</a>") && foot.contains(">Places</a>"));
    let places = site.read("public/places/index.html");
    let top = places
        .split_once("</header>")
        .expect("a page has a header")
        .0;
    assert!(top.contains("aria-current=\"page\">Places</a>"));
}

#[test]
fn cards_for_other_sites_need_an_address() {
    let site = Site::bare();
    site.build().succeeds();
    assert!(!site.read("public/index.html").contains("og:"));
    site.build().published().succeeds();
    let home = site.read("public/index.html");
    for name in ["og:url", "og:title", "twitter:card"] {
        assert!(home.contains(name), "{name}");
    }
}
