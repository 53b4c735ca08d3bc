//! Names with the time of their use, for a kind that a site declares itself: which entry a name means
//! on a day, where it leads, and what the page that offers the choice says.

use briefbook::load::Changes;
use briefbook::pipeline::{self, Memory, Options};

#[path = "support/site.rs"]
mod support;

use support::Site;

/// A kind of event that refers to ships.
const EXERCISE: &str = "\
label: Exercise
plural: Exercises
folder: exercises
roles: { dated_by: when }
fields:
  when: { type: date, label: Date, help: The first day. }
  ships: { type: list, of: { type: ref, kinds: [ship], inverse: Exercises }, label: Ships, help: What took part. }
";

/// A kind whose names have a time.
const SHIP: &str = "\
label: Ship
plural: Ships
folder: ships
roles: { designated_by: called }
fields:
  called:
    type: list
    of:
      type: group
      fields:
        words: { type: text, required: true, label: Name, help: The name. }
        tongue: { type: language, label: Language, help: Its language. }
        user: { type: ref, kinds: [country], label: Used by, help: Who called it so. }
        since: { type: date, label: From, help: The first day. }
        till: { type: date, label: To, help: The last day. }
    label: Names
    help: What it was called when.
";

/// Two ships, one of which took over the name of the other.
fn site(event: &str) -> Site {
    let ship = |title: &str, called: &str| format!("---\ntitle: {title}\ncalled:\n{called}---\n");
    Site::bare()
        .with("templates/kinds/exercise.yaml", EXERCISE)
        .with("templates/kinds/ship.yaml", SHIP)
        .with(
            "content/countries/japan.md",
            "---\ntitle: Japan\ncode: JPN\n---\n",
        )
        .with(
            "content/ships/old-hull.md",
            ship("Old hull", "  - { words: Akizuki, till: 1993-12 }\n"),
        )
        .with(
            "content/ships/new-hull.md",
            ship(
                "New hull",
                "  - { words: Akizuki, user: japan, since: 2012-03 }\n  - { words: あきづき, tongue: ja }\n",
            ),
        )
        .with("content/exercises/a.md", event)
}

fn event(when: &str, ships: &str, body: &str) -> String {
    format!("---\ntitle: Ships meet\n{when}ships: [{ships}]\n---\n\n{body}\n")
}

/// Returns what is said of a reference to the name on a day.
fn said(when: &str) -> String {
    let site = site(&event(when, "Akizuki", "It was calm."));
    let printed = site.briefbook("check").output();
    let message = printed.errors.lines().next().unwrap_or_default().to_owned();
    let help = printed.errors.lines();
    let help = help.filter_map(|line| line.split_once("= help: "));
    let help: String = help.map(|(_, words)| words).collect();
    format!("{message} ({help})")
}

#[test]
fn the_day_decides_for_the_one_that_was_called_so() {
    assert_eq!(
        said("when: 1990-05-01\n"),
        "warning[shifting-name]: on the date of this brief (1 May 1990) `Akizuki` meant `Old hull`, and something else at another time (write the key of the one that is meant: `old-hull`)"
    );
    assert_eq!(
        said("when: 2022-05\n"),
        "warning[shifting-name]: on the date of this brief (May 2022, day not known) `Akizuki` meant `New hull`, and something else at another time (write the key of the one that is meant: `new-hull`)"
    );
}

#[test]
fn where_the_times_leave_both_or_none_the_reference_is_ambiguous() {
    let help = "(write the key of the one you mean: `ships/new-hull` (so called from March 2012) or `ships/old-hull` (so called until December 1993))";
    for when in ["when: 2000-05-01\n", "when: 1993-12/2012-03\n", ""] {
        assert_eq!(
            said(when),
            format!("error[ambiguous-reference]: `Akizuki` means 2 entries {help}"),
            "{when}"
        );
    }
}

#[test]
fn who_says_which_is_meant_hears_nothing() {
    let site = site(&event(
        "when: 2022-05-01\n",
        "new-hull",
        "The [[new-hull|Akizuki]], as the [[old-hull|Akizuki]] before, and [[ships/new-hull]].",
    ));
    site.briefbook("check").succeeds();
}

#[test]
fn a_name_before_its_time_is_told_where_it_is_printed() {
    let early = |ships: &str, body: &str| {
        let site = site(&event("when: 2011-05-01\n", ships, body));
        site.remove("content/ships/old-hull.md");
        site.briefbook("check").ends_with(0).diagnostics()
    };
    assert_eq!(
        early(
            "Akizuki",
            "The [[Akizuki]] or [[Akizuki|another]] or [[あきづき]]."
        ),
        [
            "content/exercises/a.md:4:9 name-before-its-time",
            "content/exercises/a.md:7:7 name-before-its-time",
        ]
    );
    assert_eq!(early("new-hull", "Akizuki."), Vec::<String>::new());
}

#[test]
fn a_name_that_is_a_title_too_is_of_any_time() {
    let site = site(&event("when: 2011-05-01\n", "Akizuki", "It was calm."));
    site.remove("content/ships/old-hull.md");
    let ship = site.read("content/ships/new-hull.md");
    site.write(
        "content/ships/new-hull.md",
        ship.replace("title: New hull", "title: Akizuki"),
    );
    site.briefbook("check").succeeds();
}

#[test]
fn every_name_leads_to_its_page_and_a_shared_one_offers_the_choice() {
    let site = site(&event("when: 2022-05-01\n", "new-hull", "It was calm."));
    site.build().succeeds();
    let page = |path: &str| site.read(&format!("public/{path}"));
    assert!(page("ships/あきづき.html").contains("url=../ships/new-hull.html"));
    let choice = page("ships/akizuki.html");
    let (_, main) = choice.split_once("<main").expect("a page has a main part");
    for words in [
        "Ship, so called from March 2012 by Japan<",
        "Ship, so called until December 1993<",
    ] {
        assert!(main.contains(words), "{main}");
    }
}

#[test]
fn a_page_of_that_key_is_not_in_the_way_of_a_name() {
    let site = site(&event("when: 2022-05-01\n", "new-hull", "It was calm."));
    site.write(
        "content/ships/akizuki.md",
        "---\ntitle: Akizuki class\n---\n",
    );
    site.build().succeeds();
    assert!(
        site.read("public/ships/akizuki.html")
            .contains("Akizuki class")
    );
}

#[test]
fn a_slip_in_a_name_is_recognised() {
    assert_eq!(
        {
            let site = site(&event("when: 2022-05-01\n", "Akzuki", "It was calm."));
            let printed = site.briefbook("check").ends_with(1);
            let help = printed.errors.lines();
            help.filter_map(|line| line.split_once("= help: "))
                .map(|(_, words)| words.to_owned())
                .collect::<Vec<_>>()
        },
        ["did you mean `new-hull` (New hull)?"]
    );
}

#[test]
fn what_is_taken_over_from_an_earlier_run_knows_the_times_of_names() {
    let site = site(&event("when: 2022-05-01\n", "Akizuki", "It was calm."));
    let options = Options::new(site.path(""));
    let mut memory = Memory::default();
    let mut meant = |changes: &[&str]| {
        let changes = changes.iter().map(|path| (*path).to_owned()).collect();
        let changes = Changes::Files(changes);
        let prepared = pipeline::prepare_again(&options, &mut memory, &changes);
        let found = prepared.expect("the folder is a site").site;
        let event = found.chronology.order[0];
        let target = found.targets[event.0 as usize][0];
        let target = target.expect("the reference means something");
        found.entry(target).title.clone()
    };
    assert_eq!(meant(&[]), "New hull");
    let edit = |path: &str, from: &str, to: &str| {
        site.write(path, site.read(path).replace(from, to));
    };
    let (old, new) = ("content/ships/old-hull.md", "content/ships/new-hull.md");
    edit(old, "1993-12", "2022-06");
    edit(new, "2012-03", "2022-07");
    assert_eq!(meant(&[old, new]), "Old hull");
}
