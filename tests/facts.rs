//! Facts that are disputed, corrected and published, for a kind of event that a site declares itself.
//! Nothing is compiled for it: the program under test is the one that all other tests run.

#[path = "support/html.rs"]
mod html;
#[path = "support/reading.rs"]
mod reading;
#[path = "support/site.rs"]
mod site;

use reading::Page;
use site::{BASE_URL, Site};

const NOTHING: [&str; 0] = [];

const KIND: &str = "\
label: Exercise
plural: Exercises
folder: exercises
mark: square
roles: { dated_by: begins, status_by: state, cites_by: proofs, corrected_by: mended, published_by: out }
card: [units.host, strength]
sourced: { by: [organisation], source: [source] }
fields:
  begins: { type: date, sourced: true, label: Begins, help: The first day. }
  state: { type: choice, sourced: true, label: State, help: How it stands., options: { done: { label: Done, tone: good }, off: { label: Called off, tone: off } } }
  strength: { type: quantity, sourced: true, label: Strength, help: How many took part. }
  units:
    type: list
    label: Units
    help: Who took part.
    of:
      type: group
      fields:
        name: { type: text, label: Unit, help: Its name. }
        host: { type: ref, kinds: [country], sourced: true, inverse: Exercises, label: Host, help: Where. }
  mended:
    type: list
    label: Corrections
    help: What was wrong.
    of:
      type: group
      fields:
        day: { type: date, label: Day, help: The day. }
        before: { type: text, label: Before, help: What stood there. }
        after: { type: text, label: After, help: What stands there. }
        proof: { type: ref, kinds: [source], label: Proof, help: The source. }
  out: { type: date, hidden: true, label: Published, help: The day. }
  proofs: { type: list, of: { type: ref, kinds: [source] }, label: Proofs, help: Sources. }
";

const BRIEF: &str = "\
---
title: Sample drill
begins: [{ value: 2090-03-08, by: one, source: list, prefer: true }, { value: 2090-03-09, by: two }]
state: done
strength: [{ value: 2..4, prefer: true, source: list }, { value: about 10, by: two }]
units:
  - { name: First, host: [{ value: land, prefer: true, source: list }, { value: sea, by: two }] }
  - { name: Second, host: sea }
out: 2090-03-10
proofs: [list]
---
";

fn exercise() -> Site {
    Site::bare()
        .with("site.yaml", "title: Sample\nas_of: 2090-04-01\n")
        .with("templates/kinds/exercise.yaml", KIND)
        .with("content/exercises/drill.md", BRIEF)
        .with(
            "content/organisations/all.yaml",
            "one: { title: One }\ntwo: { title: Two }\n",
        )
        .with(
            "content/countries/all.yaml",
            "land: { title: Land, code: AAA }\nsea: { title: Sea, code: BBB }\n",
        )
        .with(
            "content/sources/all.yaml",
            "list: { title: A list, publisher: Nobody, consulted: yes }\n",
        )
}

const PAGE: &str = "public/exercises/drill.html";

#[test]
fn dates_references_and_counts_are_disputed() {
    let site = exercise();
    site.build().succeeds();
    assert_eq!(html::problems(&site.public()), NOTHING);
    let page = Page::open(&site.path(PAGE));
    assert!(page.words.contains("Who says what"), "{}", page.words);
    assert!(page.words.contains("2–4"), "{}", page.words);
    assert!(page.words.contains("about\u{a0}10"), "{}", page.words);
    assert!(page.words.contains("(sources differ)"), "{}", page.words);
    // Land holds it, and Sea by one account and as the host of the other unit.
    let land = Page::open(&site.path("public/countries/land.html"));
    assert!(!land.words.contains("according to some"), "{}", land.words);
    let sea = Page::open(&site.path("public/countries/sea.html"));
    assert!(
        sea.words.contains("Exercises, according to some"),
        "{}",
        sea.words
    );
    // The day that is preferred is that of the chronology.
    let year = Page::open(&site.path("public/chronology/2090.html"));
    assert!(year.words.contains("8 Mar"), "{}", year.words);
}

#[test]
fn corrections_are_told_on_the_page_on_their_own_and_in_a_feed() {
    let mended = "mended: [{ day: 2090-03-11, before: it had 5 units, after: it had </script> 2, proof: list }]\nout:";
    let site = exercise().with("content/exercises/drill.md", BRIEF.replace("out:", mended));
    site.build().published().succeeds();
    assert_eq!(html::problems(&site.public()), NOTHING);
    let page = Page::open(&site.path(PAGE));
    assert!(page.words.contains("Corrected"), "{}", page.words);
    assert_eq!(page.first("del"), "it had 5 units");
    assert_eq!(page.first("ins"), "it had </script> 2");
    let is_data = |tag: &&reading::Tag| tag.value("type") == Some("application/ld+json");
    let data = page.all("script").find(is_data).expect("the page has data");
    let data: serde_json::Value = serde_json::from_str(&data.words).expect("it is JSON");
    assert_eq!(data["@type"], "Report");
    assert_eq!(data["datePublished"], "2090-03-10");
    assert_eq!(data["dateModified"], "2090-03-11");
    assert_eq!(data["citation"][0]["name"], "A list");
    let comment = &data["correction"][0];
    assert_eq!(comment["@type"], "CorrectionComment");
    assert_eq!(
        comment["text"],
        "Was: it had 5 units. Now: it had </script> 2."
    );
    let report = Page::open(&site.path("public/corrections.html"));
    assert_eq!(report.first("del"), "it had 5 units");
    let feed = site.read("public/corrections.xml");
    let entries = feed.matches("<entry>").count();
    assert_eq!(entries, 1);
    let address = format!("<id>{BASE_URL}exercises/drill.html#corrected-2090-03-11-");
    assert!(feed.contains(&address), "{feed}");
    assert!(
        feed.contains("<updated>2090-03-11T00:00:00Z</updated>"),
        "{feed}"
    );
}

#[test]
fn a_site_without_corrections_has_no_page_of_them() {
    let site = exercise();
    site.build().published().succeeds();
    assert!(!site.path("public/corrections.html").exists());
    assert!(!site.path("public/corrections.xml").exists());
}

#[test]
fn a_fact_that_changes_on_a_published_page_wants_a_correction() {
    let site = exercise();
    site.build().succeeds();
    let before = site.read("public/data/facts.json");
    assert!(
        before
            .contains("{\"field\":\"strength\",\"value\":\"2–4\",\"sources\":[\"sources/list\"]}"),
        "{before}"
    );
    std::fs::rename(site.path("public"), site.path("../live")).expect("a folder can be renamed");
    let check = |text: String| {
        site.write("content/exercises/drill.md", text);
        site.briefbook("check")
            .args(&["--published", "../live"])
            .ends_with(0)
            .errors
    };
    assert_eq!(check(BRIEF.to_owned()), "");
    // Another order, and more of it, are no change.
    let more = BRIEF.replace("  - { name: Second, host: sea }\n", "");
    let more = more.replace(
        "units:\n",
        "units:\n  - { name: Second, host: sea }\n  - { name: Third }\n",
    );
    assert_eq!(check(more), "");
    let changed = BRIEF.replace("2..4", "3");
    let told = check(changed.clone());
    assert!(
        told.contains("warning[silent-change]: `strength` was published as `2–4` and is now `3`"),
        "{told}"
    );
    let line = "- { day: 2090-04-01, before: Strength 2–4, after: Strength 3, proof: list }";
    assert!(told.contains(line), "{told}");
    // The line of the message, pasted, is the way out.
    let pasted = changed.replace("out:", &format!("mended:\n  {line}\nout:"));
    assert_eq!(check(pasted.clone()), "");
    // It does not speak of the day.
    let told = check(pasted.replace("2090-03-08", "2090-03-07"));
    assert!(
        told.contains("`begins` was published as `8 March 2090` and is now `7 March 2090`"),
        "{told}"
    );
    // To prefer the other value is a change too.
    let other = BRIEF
        .replace("2..4, prefer: true", "2..4")
        .replace("about 10, by: two", "about 10, by: two, prefer: true");
    let told = check(other);
    let words =
        "`strength` was published as `2–4` and is now `about 10` according to `organisations/two`";
    assert!(told.contains(words), "{told}");
}

/// Publishes a brief of these lines; returns what a check says once it is of others.
fn published(lines: &str) -> impl Fn(&str) -> Vec<String> + use<> {
    let brief = |lines: &str| {
        format!("---\ntitle: Drill\nbegins: 2090-03-08\n{lines}out: 2090-03-10\n---\n")
    };
    let site = exercise().with("content/exercises/drill.md", brief(lines));
    site.build().succeeds();
    std::fs::rename(site.path("public"), site.path("../live")).expect("a folder can be renamed");
    move |lines: &str| {
        site.write("content/exercises/drill.md", brief(lines));
        let checked = site.briefbook("check").args(&["--published", "../live"]);
        let errors = checked.ends_with(0).errors;
        let heads = errors
            .lines()
            .filter_map(|line| line.strip_prefix("warning[silent-change]: "));
        heads.map(str::to_owned).collect()
    }
}

#[test]
fn a_value_belongs_to_its_group() {
    let units = |rows: &[&str]| {
        let rows: Vec<String> = rows
            .iter()
            .map(|row| format!("  - {{ {row} }}\n"))
            .collect();
        format!("units:\n{}", rows.concat())
    };
    let (first, second) = ("name: First, host: land", "name: Second, host: sea");
    let told = published(&units(&[first, second]));
    assert_eq!(told(&units(&[first, second])), NOTHING);
    let swapped = ["name: First, host: sea", "name: Second, host: land"];
    let both = [
        "`host` was published as `Land` and is now `Sea`",
        "`host` was published as `Sea` and is now `Land`",
    ];
    assert_eq!(told(&units(&swapped)), both);
    // Neither another order nor what is new is a change, and neither hides one.
    assert_eq!(told(&units(&[second, first])), NOTHING);
    let third = "name: Third, host: land";
    assert_eq!(told(&units(&[third, first, second])), NOTHING);
    assert_eq!(told(&units(&[first, first, second])), NOTHING);
    assert_eq!(
        told(&units(&[third, swapped[1], swapped[0]])),
        [both[1], both[0]]
    );
    // What became of a group is told by the group.
    assert_eq!(
        told(&units(&["name: First, host: sea", third])),
        [
            "`host` was published as `Land` and is now `Sea`",
            "`name` was published as `Second` and is now `Third`",
            "`host` was published as `Sea` and is now `Land`",
        ]
    );
    assert_eq!(
        told(&units(&[second])),
        [
            "`host` was published as `Land` and is no longer there",
            "`name` was published as `First` and is no longer there",
        ]
    );
}

#[test]
fn groups_without_a_name_of_their_own_are_told_apart_by_all_that_they_say() {
    let units = |hosts: &[&str]| {
        let rows: Vec<String> = hosts
            .iter()
            .map(|host| format!("  - {{ name: One, host: {host} }}\n"))
            .collect();
        format!("units:\n{}", rows.concat())
    };
    let told = published(&units(&["land", "sea"]));
    assert_eq!(told(&units(&["sea", "land"])), NOTHING);
    assert_eq!(told(&units(&["sea", "sea", "land"])), NOTHING);
    assert_eq!(
        told(&units(&["sea", "sea"])),
        ["`host` was published as `Land` and is now `Sea`"]
    );
}

#[test]
fn a_correction_answers_for_what_it_names() {
    let lines = |begun: &str, strength: &str, corrections: &[&str]| {
        let rows: Vec<String> = corrections
            .iter()
            .map(|words| format!("  - {{ day: 2090-03-12, {words} }}\n"))
            .collect();
        let mended = if rows.is_empty() {
            String::new()
        } else {
            format!("mended:\n{}", rows.concat())
        };
        format!("state: {begun}\nstrength: {strength}\n{mended}")
    };
    let told = published(&lines("done", "900", &[]));
    let state = "`state` was published as `Done` and is now `Called off`";
    let strength = "`strength` was published as `900` and is now `1,200`";
    let now = |corrections: &[&str]| told(&lines("off", "1200", corrections));
    assert_eq!(now(&[]), [state, strength]);
    // Named by a value, the old one or the new.
    assert_eq!(
        now(&["before: there were 900, after: there were more"]),
        [state]
    );
    assert_eq!(
        now(&["before: there were fewer, after: there were 1200"]),
        [state]
    );
    // Named by the field, where no value is.
    assert_eq!(
        now(&["before: its strength was too low, after: it is right"]),
        [state]
    );
    assert_eq!(
        now(&["before: state and strength were wrong, after: they are right"]),
        NOTHING
    );
    assert_eq!(
        now(&["before: its state was done, after: its strength was not looked at"]),
        [strength]
    );
    // In other words it answers for one change, and not for several.
    let other = "before: it took place, after: it did not";
    assert_eq!(now(&[other]), [state, strength]);
    assert_eq!(now(&[other, "before: 900, after: 1200"]), NOTHING);
    assert_eq!(told(&lines("off", "900", &[other])), NOTHING);
    // One that was published before answers for nothing new.
    let told = published(&lines("done", "900", &[other]));
    assert_eq!(told(&lines("off", "900", &[other])), [state]);
}

#[test]
fn a_first_draft_is_never_nagged() {
    let draft = BRIEF.replace("out: 2090-03-10\n", "");
    let site = exercise().with("content/exercises/drill.md", &draft);
    site.build().succeeds();
    site.write("content/exercises/drill.md", draft.replace("2..4", "3"));
    site.build().succeeds();
    // What is published is looked at, once.
    site.write("content/exercises/drill.md", BRIEF.replace("2..4", "7"));
    let printed = site.build().ends_with(0).errors;
    assert!(printed.contains("`3` and is now `7`"), "{printed}");
    site.build().succeeds();
}

const REPORT: &str = "\
label: Report
plural: Reports
folder: reports
menu: 7
roles: { issued_by: house, origin_by: credit }
fields:
  house: { type: text, label: House, help: Who printed it. }
  credit: { type: text, label: Credit, help: Whose words. }
";

const REPORTS: &str = "\
agency: { title: Item, house: The Agency }
reprint: { title: Reprint, house: A Paper, credit: the  agency }
other-reprint: { title: Other reprint, house: B Paper, credit: The Agency }
own: { title: Own report, house: A Paper }
leaflet: { title: Leaflet }
";

/// Builds the page of an exercise with one fact that rests on these reports, and one without a source.
fn resting_on(reports: &str) -> (Site, Page) {
    let kind = KIND
        .replace("source: [source] }", "source: [report] }")
        .replace("kinds: [source]", "kinds: [report]");
    let site = Site::bare()
        .with("site.yaml", "title: Sample\nas_of: 2090-04-01\n")
        .with("templates/kinds/exercise.yaml", kind)
        .with("templates/kinds/report.yaml", REPORT)
        .with("content/reports/all.yaml", REPORTS)
        .with(
            "content/exercises/drill.md",
            format!("---\ntitle: Drill\nbegins: 2090-03-08\nstrength: {{ value: 5, source: [{reports}] }}\n---\n"),
        )
        .with(
            "content/exercises/sketch.md",
            "---\ntitle: Sketch\ndraft: true\nbegins: 2090-03-08\n---\n",
        );
    site.build().succeeds();
    let page = Page::open(&site.path(PAGE));
    (site, page)
}

#[test]
fn links_that_repeat_one_report_are_one_origin() {
    for (reports, said) in [
        ("agency, reprint", "2 links, 1 origin"),
        ("reprint, other-reprint", "2 links, 1 origin"),
        ("agency, own", "2 links, 2 origins"),
        // What a paper reprints is not its own report.
        ("reprint, own", "2 links, 2 origins"),
        ("agency, leaflet", "2 links, 2 origins"),
        ("agency, reprint, own, leaflet", "4 links, 3 origins"),
    ] {
        let (site, page) = resting_on(reports);
        assert!(page.words.contains(said), "{reports}: {}", page.words);
        assert_eq!(html::problems(&site.public()), NOTHING);
    }
    let (_, page) = resting_on("agency");
    assert!(!page.words.contains("1 links"), "{}", page.words);
}

#[test]
fn the_day_of_an_event_names_its_sources_beside_the_clock() {
    let (site, _) = resting_on("own");
    let drill = site.read("content/exercises/drill.md");
    let sourced = drill.replace(
        "begins: 2090-03-08",
        "begins: { value: 2090-03-08, source: own }",
    );
    let cited = "2090</time><sup><a href=\"#src-own\"";
    assert!(!site.read(PAGE).contains(cited));
    site.write("content/exercises/drill.md", sourced);
    site.build().succeeds();
    assert!(site.read(PAGE).contains(cited), "{}", site.read(PAGE));
}

#[test]
fn a_page_and_the_list_of_sources_count_what_facts_rest_on() {
    let (site, page) = resting_on("agency, own");
    let said = "that can name a source, 1 rests on several origins, 1 names no source.";
    let here = format!("Of the 2 facts here {said}");
    assert!(page.words.contains(&here), "{}", page.words);
    let list = Page::open(&site.path("public/reports/index.html"));
    let whole = format!("Of the 2 facts in this record {said}");
    assert!(list.words.contains(&whole), "{}", list.words);
    let (_, page) = resting_on("");
    let none = "None of the 2 facts here that can name a source names one.";
    assert!(page.words.contains(none), "{}", page.words);
    let (_, page) = resting_on("agency, reprint");
    assert!(
        page.words
            .contains("1 rests on one origin, 1 names no source."),
        "{}",
        page.words
    );
}

#[test]
fn several_facts_on_one_origin_each_are_not_said_to_share_it() {
    let (site, _) = resting_on("own");
    let brief = "---\ntitle: Drill\nbegins: 2090-03-08\nstate: { value: done, source: reprint }\nstrength: [{ value: 5, source: reprint, prefer: true }, { value: 6, source: leaflet }]\n---\n";
    site.write("content/exercises/drill.md", brief);
    site.build().succeeds();
    let page = Page::open(&site.path(PAGE));
    let said = "3 rest on a single origin each, 1 names no source.";
    assert!(page.words.contains(said), "{}", page.words);
    // Whose report it is says more than the number of the link.
    let table = page.words.split("According to").nth(1).expect("a table");
    let table = table.split("The value named first").next().expect("a part");
    assert!(table.contains("the  agency"), "{table}");
    assert!(table.contains("source 2"), "{table}");
}
