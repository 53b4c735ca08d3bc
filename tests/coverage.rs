//! What a record claims to be complete for, and what others counted: on the pages of a site whose kinds
//! are its own.

#[path = "support/site.rs"]
mod site;

use site::Site;

const EXERCISE: &str = "\
label: Exercise
plural: Exercises
folder: exercises
roles: { dated_by: day, cites_by: from }
fields:
  day: { type: date, label: Day, help: The day. }
  size:
    type: choice
    label: Size
    help: How large it was.
    options: { large: { label: Large }, small: { label: Small } }
  units:
    type: list
    label: Units
    help: Who took part.
    of: { type: group, short: who, fields: { who: { type: ref, kinds: [country], label: Country, help: Who. } } }
  from: { type: list, of: { type: ref, kinds: [source] }, label: Sources, help: Where it is reported. }
";

const COVERAGE: &str = "\
coverage:
  - name: Large exercises of Xland
    kind: exercise
    where: { size: large, units.who: [x] }
    from: 2021
    to: 2022-06
    rule: every large one that Xland announced
    leaves_out: [drills at sea, drills of the police]
    source: gazette
totals:
  - name: Exercises of the year
    number: 4
    kind: exercise
    within: 2021
    source: gazette
    counted: 2022-01
    reason: the Gazette counts a drill of the police
  - name: Days of drill
    number: 3
    kind: exercise
    unit: days of drill
    within: 2021
    source: gazette
";

const COUNTING: &str = "\
units: [{ name: days of drill, kind: exercise, where: { size: large }, counts: days, sentence: A day counts once. }]
";

fn site() -> Site {
    let mut site = Site::bare()
        .with("templates/kinds/exercise.yaml", EXERCISE)
        .with("content/_rules/coverage.yaml", COVERAGE)
        .with("content/_rules/counting.yaml", COUNTING)
        .with("content/methodology.md", "---\ntitle: Methodology\n---\n")
        .with(
            "content/countries/all.yaml",
            "x: { title: Xland, code: XLD }\ny: { title: Yland, code: YLD }\n",
        )
        .with(
            "content/sources/all.yaml",
            "gazette: { title: Gazette of drills, publisher: P, consulted: \"yes\" }\n",
        );
    for (key, day, size, who) in [
        ("before", "2020-12-31", "large", "x"),
        ("first", "2021-03-01", "large", "x"),
        ("small", "2021-04-01", "small", "x"),
        ("other", "2021-05-01", "large", "y"),
        ("perhaps", "2022-06~", "large", "x"),
        ("after", "2022-07-01", "large", "x"),
    ] {
        let brief = format!(
            "---\ntitle: Drill {key}\nday: {day}\nsize: {size}\nunits: [{{ who: {who} }}]\n---\n"
        );
        site = site.with(&format!("content/exercises/{key}.md"), brief);
    }
    site
}

/// Returns the words of a page between two of them.
fn words(page: &str, from: &str, to: &str) -> String {
    let rest = page.split(from).nth(1).expect("the beginning is there");
    let part = rest.split(to).next().unwrap_or_default();
    let pieces = part
        .split('<')
        .map(|piece| piece.split_once('>').map_or("", |(_, text)| text));
    let words: Vec<&str> = pieces.flat_map(str::split_whitespace).collect();
    words.join(" ")
}

#[test]
fn the_methodology_tells_what_is_complete_and_what_others_counted() {
    let site = site();
    site.build().succeeds();
    let page = site.read("public/methodology.html");
    assert_eq!(
        words(&page, "id=\"coverage-h\">What is complete", "</section>"),
        "A record cannot know what it lacks. For these classes of events those who keep it declare \
         it complete, by the rule that stands beside each and not a day further. Nothing is claimed for \
         any other event. Large exercises of Xland Period from 2021 to June 2022 Rule every large one \
         that Xland announced Left out drills at sea; drills of the police Exercises here 2 Judged by \
         Gazette of drills"
    );
    assert_eq!(
        words(
            &page,
            "<tbody>\n        <tr><th scope=\"row\">Exercises",
            "</tbody>"
        ),
        "2021 4 3 exercises Gazette of drills P&nbsp;· read in full counted January 2022 the Gazette counts \
         a drill of the police Days of drill 2021 3 2 days of drill Gazette of drills P&nbsp;· read in full"
    );
}

#[test]
fn the_chronology_tells_it_too_and_the_site_speaks_from_its_end() {
    let site = site();
    site.build().succeeds();
    let page = site.read("public/chronology/index.html");
    assert_eq!(
        words(&page, "id=\"coverage-h\">What is complete", "</section>"),
        "Large exercises of Xland, from 2021 to June 2022: every large one that Xland announced Nothing \
         is claimed for other events."
    );
    assert!(
        site.read("public/methodology.html")
            .contains("counted to <time datetime=\"2022-06\">"),
        "the day from which the record speaks is the end of what it covers"
    );
}
