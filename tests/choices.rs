//! What readers choose among the events of a page: groups of answers by kind, size and state, for the
//! kinds of the sample and for one that a site declares itself.

#[path = "support/reading.rs"]
mod reading;
#[path = "support/site.rs"]
mod site;

use reading::{Page, Tag};
use site::Site;

const YEAR: &str = "chronology/2022.html";

const EXERCISE: &str = "\
label: Exercise
plural: Exercises
folder: exercises
mark: square
menu: 1
roles: { dated_by: when, status_by: state }
large: { size: [big] }
fields:
  when: { type: date, label: Date, help: The first day. }
  size: { type: choice, label: Size, help: How large., options: { big: { label: Big }, small: { label: Small } } }
  state: { type: choice, label: State, help: How it stands., options: { done: { label: Done, tone: good }, due: { label: Due, tone: open }, off: { label: Called off, tone: off }, late: { label: Put off, tone: off }, lost: { label: Given up, tone: off } } }
";

/// Builds a site of exercises of 2022, each given as the rest of its mapping, and of further files.
fn build(exercises: &[&str], files: &[(&str, &str)]) -> Site {
    let entries = exercises.iter().zip(1..).map(|(rest, day)| {
        format!("e{day}: {{ title: Exercise {day}, when: 2022-03-{day:02}{rest} }}\n")
    });
    let mut site = Site::bare()
        .with("site.yaml", "title: Sample\nas_of: 2022-03-01\n")
        .with("templates/kinds/exercise.yaml", EXERCISE)
        .with("content/exercises/all.yaml", entries.collect::<String>());
    for (path, text) in files {
        site = site.with(path, text);
    }
    site.build().succeeds();
    site
}

fn year(site: &Site) -> Page {
    Page::open(&site.public().join(YEAR))
}

/// Returns the answers of a page: class, group, value and words; the one for all has no class.
fn answers(site: &Site, path: &str) -> Vec<String> {
    let html = site.read(&format!("public/{path}"));
    let labels = html.split("<label").skip(1);
    let labels = labels.filter_map(|rest| rest.split_once("</label>"));
    let answer = |(label, _): (&str, &str)| {
        let label = format!("<label{label}");
        let page = Page::read(&label);
        let [label, radio, ..] = &page.tags[..] else {
            panic!("a label without a button: {label}")
        };
        assert_eq!(radio.value("type"), Some("radio"));
        let value = |tag: &Tag, name: &str| tag.value(name).unwrap_or_default().to_owned();
        // The one for all is chosen at first.
        let checked = radio.value("checked").is_some();
        assert_eq!(value(radio, "value").is_empty(), checked);
        let parts = [
            value(label, "class"),
            value(radio, "name"),
            value(radio, "value"),
            page.words.trim().to_owned(),
        ];
        parts.join("|")
    };
    labels.map(answer).collect()
}

/// Returns the answers that each event bears, in order.
fn borne(page: &Page) -> Vec<String> {
    let events = page.all("li").filter_map(|tag| {
        let classes = tag.value("class")?;
        let mut classes = classes.split(' ');
        (classes.next() == Some("ev")).then(|| classes.collect::<Vec<_>>())
    });
    let is_answer = |class: &&str| {
        let number = class.strip_prefix('f').unwrap_or_default();
        number.parse::<u8>().is_ok()
    };
    events
        .map(|classes| {
            let answers: Vec<&str> = classes.into_iter().filter(is_answer).collect();
            answers.join(" ")
        })
        .collect()
}

#[test]
fn a_declared_kind_is_chosen_beside_others_by_size_and_by_state() {
    let talk =
        "---\ntitle: Talk\nwhen: 2022-04-01\nstatus: held\nlevel: ministers\nsources: [s]\n---\n";
    let launch = "---\ntitle: Launch\nwhen: 2022-04-02\noutcome: partial\nlaunched_by: k\n\
                  salvos: { class: srbm }\nsources: [s]\n---\n";
    let source = "s: { title: S, publisher: P, consulted: yes }\n";
    let site = build(
        &[
            ", state: done, size: big",
            ", state: done",
            ", state: due",
            ", state: off",
            ", state: late",
            ", state: lost",
            "",
        ],
        &[
            ("content/talks/t.md", talk),
            ("content/launches/l.md", launch),
            ("content/sources/all.yaml", source),
            (
                "content/countries/all.yaml",
                "k: { title: K, code: PRK }
",
            ),
        ],
    );
    let page = year(&site);
    assert_eq!(
        answers(&site, YEAR),
        [
            "|kind||All 9",
            "f1|kind|exercise|Exercises 7",
            "f2|kind|talk|Talks 1",
            "f3|kind|launch|Launches 1",
            "|size||All 9",
            "f4|size|larger|Set larger 2",
            "f5|size|others|The rest 7",
            "|state||All 9",
            "f6|state|held|Done or held 3",
            "f7|state|failed|Partly failed 1",
            "f8|state|planned|Due 1",
            // Three words of one kind are too many for a button.
            "f9|state|not-held|Not held 3",
            // One that says nothing has no word.
            "f10|state|unknown|State not known 1",
        ]
    );
    assert_eq!(
        borne(&page),
        [
            "f1 f4 f6",
            "f1 f5 f6",
            "f1 f5 f9",
            "f1 f5 f9",
            "f1 f5 f9",
            "f1 f5 f10",
            // What is still to come stands last in its month.
            "f1 f5 f8",
            "f2 f4 f6",
            "f3 f5 f7",
        ]
    );
    let legends: Vec<&str> = page.all("legend").map(|tag| tag.words.trim()).collect();
    assert_eq!(legends, ["Kind", "Size", "State"]);
    let button = page.all("button").next().expect("the form has a button");
    assert_eq!(button.value("type"), Some("reset"));

    // The list of one kind asks for the state alone; it sets none larger.
    let eighth = build(
        &[", state: done", ", state: off", "", "", "", "", "", ""],
        &[],
    );
    assert_eq!(
        answers(&eighth, "exercises/index.html"),
        [
            "|state||All 8",
            "f1|state|held|Done 1",
            "f2|state|not-held|Called off 1",
            "f3|state|unknown|State not known 6"
        ]
    );
}

#[test]
fn few_events_and_events_that_are_all_alike_offer_no_choice() {
    let seven = build(
        &[
            ", state: done, size: big",
            ", state: off",
            "",
            "",
            "",
            "",
            "",
        ],
        &[],
    );
    let alike = build(&["", "", "", "", "", "", "", "", ""], &[]);
    for site in [seven, alike] {
        for path in [
            "chronology/2022.html",
            "exercises/index.html",
            "chronology/index.html",
        ] {
            let page = Page::open(&site.public().join(path));
            assert_eq!(page.all("form").count(), 0, "{path}");
            assert!(borne(&page).iter().all(String::is_empty), "{path}");
        }
    }
}

#[test]
fn more_kinds_than_the_style_sheet_has_answers_for_are_one_answer() {
    let kinds = ["a", "b", "c", "d", "e", "f"];
    let mut site = Site::bare();
    for (kind, number) in kinds.iter().zip(1..) {
        let declared = format!(
            "label: K{kind}\nplural: K{kind}\nfolder: k{kind}\nroles: {{ dated_by: when }}\n\
             fields:\n  when: {{ type: date, label: Date, help: The day. }}\n"
        );
        let events = format!(
            "{kind}1: {{ title: A, when: 2022-01-0{number} }}\n{kind}2: {{ title: B, when: 2022-02-0{number} }}\n"
        );
        site = site
            .with(&format!("templates/kinds/k{kind}.yaml"), declared)
            .with(&format!("content/k{kind}/all.yaml"), events);
    }
    site.build().succeeds();
    let page = year(&site);
    let answers = answers(&site, YEAR);
    assert_eq!(answers[0], "|kind||All 12");
    assert_eq!(answers.len(), 6);
    assert_eq!(answers[5], "f5|kind|*|Other kinds 4");
    assert_eq!(
        borne(&page)
            .iter()
            .filter(|classes| *classes == "f5")
            .count(),
        4
    );
}

#[test]
fn the_style_sheet_knows_every_answer_that_a_page_can_have() {
    let sheet = include_str!("../static/lists.css");
    for number in 1..=12 {
        let rule = format!("body:has(.f{number} > :checked) .ev:not(.f{number}),");
        assert!(sheet.contains(&rule), "no rule {rule}");
    }
}

#[test]
fn the_sample_offers_its_kinds_sizes_and_states() {
    let site = Site::of_sample();
    site.build().succeeds();
    let page = year(&site);
    let answers = answers(&site, YEAR);
    let of = |group: &str| {
        let needle = format!("|{group}|");
        let of_group = answers.iter().filter(|answer| answer.contains(&needle));
        of_group.count()
    };
    assert_eq!((of("kind"), of("size")), (3, 3), "{answers:?}");
    assert!(of("state") >= 3, "{answers:?}");
    // Each number is that of the events that bear the class.
    for answer in &answers {
        let (class, words) = answer.split_once('|').expect("an answer has parts");
        let number = words.rsplit(' ').next().unwrap_or_default();
        let bearing = borne(&page);
        let bearing = bearing
            .iter()
            .filter(|classes| class.is_empty() || classes.split(' ').any(|borne| borne == class));
        assert_eq!(bearing.count().to_string(), number, "{answer}");
    }
}
