//! `briefbook fix`: sites spoiled by one slip each come out as they were, byte for byte, and nothing is
//! written that nobody agreed to.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use briefbook::fix::{Answer, mend};
use briefbook::pipeline::Options;

#[path = "support/site.rs"]
mod site;

use site::{PNG, Site, tree};

const SETTINGS: &str = "\
title: Sample
language: en   # of all texts
licence: { name: CC BY 4.0, url: https://example.org/licence }
as_of: 2022-12-31
zones: { Seoul: Asia/Seoul, Tokyo: Asia/Tokyo }
names: { order: family-first }
";

const KIND: &str = "\
label: Exercise
plural: Exercises
folder: exercises
mark: square
roles: { dated_by: when, zoned_by: zone, status_by: state, attended_by: who.person, cites_by: sources }
card: [state, who]
sourced: { by: [organisation], source: [source] }
fields:
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
  site: { type: ref, kinds: [place], inverse: Exercises here, label: Site, help: Where. }
  reach: { type: quantity, unit: km, sourced: true, label: Reach, help: How far. }
  annual: { type: yes_no, label: Every year, help: Whether it comes each year. }
  notice: { type: url, label: Announcement, help: Where it was announced. }
  remark: { type: markdown, label: Remark, help: A remark. }
  who:
    type: list
    of:
      type: group
      short: person
      fields:
        person: { type: ref, kinds: [person], inverse: Exercises, label: Person, help: Who. }
        rank: { type: text, label: Rank, help: The rank. }
    label: Taking part
    help: Who took part.
  spoken:
    type: list
    of:
      type: group
      fields:
        words: { type: text, quoted: true, label: Words, help: The words. }
        source: { type: ref, kinds: [source], inverse: Cited by, label: Source, help: Where. }
    label: Said
    help: What was said.
  follows: { type: ref, kinds: [exercise], inverse: Followed by, label: Follows, help: What it follows. }
  sources:
    type: list
    of: { type: ref, kinds: [source], inverse: Cited by }
    label: Sources
    help: The sources.
";

const FIRST: &str = "content/exercises/2022-01-shield.md";
const SECOND: &str = "content/exercises/2022-02-10-table-top.md";
const THIRD: &str = "content/exercises/2022-11-05-drill.md";

const FIRST_BRIEF: &str = "\
---
title: Shield is held in the field
when: 2022-01
state: done
who: [ito-kenji]
sources: [daily]
---

The first of its kind [@daily].

## How days are reckoned

By the calendar of the place.
";

const SECOND_BRIEF: &str = r#"---
# The second of the year.
title: A table-top exercise
allow:
  loose-quotation: the reader knows who spoke
when: 2022-02-10   # as the Daily has it
zone: Asia/Tokyo
elsewhere: { America/New_York: 2022-02-09 }
state: "done"
site: 'tokyo'
reach: { value: 800, by: mod, source: daily }
annual: yes
remark: Held in one room of [[tokyo]].
who:
  - { person: ito-kenji, rank: Colonel }
  - { person: "[[park-min]]", rank: Captain } # on loan
spoken:
  - { words: a grave and imminent threat to the peace of the region, source: daily }
follows: 2022-01-shield
sources: [daily, "weekly"]
---

They met yesterday (Wednesday, 9 February 2022) with [[ito-kenji]] and [[park-min|Park]] in [Tokyo](../places/tokyo.md)
[@daily; @weekly, p. 3]. It followed [[2022-01-shield#How days are reckoned|Shield]] and
[its calendar](2022-01-shield.md#h-how-days-are-reckoned).

![A dot](table.png)

The ministry spoke of “a grave and imminent threat to the peace of the region” [@daily]. Others
said “something else than that” with a smile.

## What came of it

More is on [the web](https://example.org/report).
"#;

const THIRD_BRIEF: &str = "\
---
title: A drill at sea
when: 2022-11-05
state: done
claims:
  # Counted in November.
  - says: third exercise of the year
    ordinal: { kind: exercise, within: year }
    is: 3
  - { says: came 268 days after, days_between: { from: 2022-02-10-table-top, to: this }, is: 268 }
  - { says: 'All three exercises of 2022', count: { kind: exercise, within: 2022 }, is: 3 }  # to the end
  - says: the last since February
    first_since: 2022-02
    among: { kind: exercise }
sources: [daily]
---

It was the third exercise of the year, and the last since February. It came 268 days after the one before.

All three exercises of 2022 were counted by hand.
";

const RULES: &str = "\
coverage:
  # What the record holds.
  - name: Exercises
    kind: exercise
    where: { state: done, site: tokyo }
    from: 2022-01
    to: 2022-12-31
    rule: All of them.
    source: [daily]
  - { name: Exercises anywhere, kind: exercise, from: 2022-01, to: 2022-12-31, rule: Each of them., source: [daily] }
";

fn good() -> Site {
    Site::without_files()
        .with("site.yaml", SETTINGS)
        .with("templates/kinds/exercise.yaml", KIND)
        .with(
            "templates/kinds/exercise.html",
            "{% extends \"kinds/_default.html\" %}\n{# {{ entry.fields.when }} #}\n",
        )
        .with(FIRST, FIRST_BRIEF)
        .with(SECOND, SECOND_BRIEF)
        .with(THIRD, THIRD_BRIEF)
        .with("content/exercises/table.png", PNG)
        .with("content/_rules/coverage.yaml", RULES)
        .with(
            "content/people/ito-kenji.md",
            "---\ntitle: Kenji Ito\nfamily: Ito\n---\n\nA soldier.\n",
        )
        .with(
            "content/people/park-min.md",
            "---\ntitle: Park Min\nfamily: Park\n---\n",
        )
        .with("content/places/tokyo.md", "---\ntitle: Tokyo\n---\n")
        .with("content/organisations/mod.md", "---\ntitle: Ministry\n---\n")
        .with(
            "content/sources/papers.yaml",
            "# Two papers.\ndaily:\n  title: Daily news\n  publisher: Daily\n  consulted: \"yes\"\nweekly: { title: Weekly, publisher: Weekly, consulted: excerpt }\n",
        )
        .with(
            "content/systems/first.md",
            "---\ntitle: First\ndesignations:\n  - { name: KN-17, to: 2017-04 }\n---\n",
        )
        .with(
            "content/systems/second.md",
            "---\ntitle: Second\ndesignations:\n  - { name: KN-17, from: 2017-05 }\n  - { name: KN-98, from: 2023 }\n---\n",
        )
        .with("content/countries/north.md", "---\ntitle: North\ncode: PRK\n---\n")
        .with(
            "content/launches/2022-01-30-one.md",
            "---\ntitle: One is fired\nwhen: 2022-01-30\noutcome: success\nlaunched_by: north\nsalvos:\n  - { system: second, class: irbm }\nsources: [daily]\n---\n\nIt was a [[second|KN-17]].\n",
        )
}

const PEOPLE: &str = "content/people/ito-kenji.md";
const KINDS: &str = "templates/kinds/exercise.yaml";
const COVERAGE: &str = "content/_rules/coverage.yaml";
const PAPERS: &str = "content/sources/papers.yaml";
const LAUNCH: &str = "content/launches/2022-01-30-one.md";

/// Slips, one a site: the file, what is right, and what stands there instead.
const SLIPS: &[(&str, &str, &str)] = &[
    // Keys.
    (SECOND, "\nwhen:", "\nwehn:"),
    (SECOND, "\nstate:", "\nstat:"),
    (SECOND, "\ntitle:", "\ntitel:"),
    (SECOND, "\nallow:", "\nalow:"),
    (SECOND, "rank: Captain", "rnak: Captain"),
    (SECOND, "{ person: ito-kenji", "{ persn: ito-kenji"),
    (SECOND, "value: 800", "vlaue: 800"),
    (SECOND, "{ words: a grave", "{ word: a grave"),
    (SECOND, "elsewhere:", "elsewere:"),
    (PEOPLE, "family:", "famly:"),
    (PAPERS, "  publisher: Daily", "  publsher: Daily"),
    (PAPERS, "consulted: excerpt", "consultd: excerpt"),
    ("site.yaml", "language:", "langauge:"),
    ("site.yaml", "licence:", "license:"),
    ("site.yaml", "order:", "odrer:"),
    (COVERAGE, "    rule:", "    rul:"),
    (COVERAGE, "where:", "wehre:"),
    (COVERAGE, "coverage:", "coverge:"),
    (COVERAGE, "{ state: done", "{ sttae: done"),
    (KINDS, "label: Exercise\n", "labell: Exercise\n"),
    (KINDS, "dated_by:", "datde_by:"),
    (KINDS, "zoned_by:", "zonedby:"),
    (KINDS, "required: true", "requierd: true"),
    // Words out of a closed list.
    (SECOND, "\"done\"", "\"doen\""),
    (SECOND, "annual: yes", "annual: Yes"),
    (LAUNCH, "outcome: success", "outcome: sucess"),
    (LAUNCH, "class: irbm", "class: IRBM"),
    (PAPERS, "consulted: \"yes\"", "consulted: \"yess\""),
    ("site.yaml", "family-first", "family-frist"),
    (COVERAGE, "state: done", "state: don"),
    (COVERAGE, "kind: exercise", "kind: exercice"),
    (KINDS, "mark: square", "mark: sqaure"),
    (KINDS, "tone: good", "tone: god"),
    (KINDS, "type: quantity", "type: quantitiy"),
    (KINDS, "kinds: [place]", "kinds: [palce]"),
    (KINDS, "status_by: state", "status_by: statte"),
    (KINDS, "card: [state, who]", "card: [state, whho]"),
    (KINDS, "short: person", "short: persom"),
    (KINDS, "{ by: [organisation]", "{ by: [organization]"),
    (SECOND, "loose-quotation:", "lose-quotation:"),
    // References.
    (SECOND, "person: ito-kenji", "person: ito-kenij"),
    (SECOND, "person: ito-kenji", "person: ito"),
    (SECOND, "\"[[park-min]]\"", "\"[[park-mni]]\""),
    (SECOND, "\"[[park-min]]\"", "[[park-min]]"),
    (SECOND, "site: 'tokyo'", "site: 'tokio'"),
    (SECOND, "by: mod,", "by: modd,"),
    (SECOND, "follows: 2022-01-shield", "follows: 2022-01-sheild"),
    (SECOND, "[daily, \"weekly\"]", "[daily, \"wekly\"]"),
    (FIRST, "who: [ito-kenji]", "who: [ito-kenjii]"),
    (COVERAGE, "site: tokyo", "site: tokoy"),
    (COVERAGE, "source: [daily]", "source: [dialy]"),
    (COVERAGE, "site: tokyo", "site: Tokyo"),
    // Links, citations, pictures.
    (SECOND, "[[ito-kenji]]", "[[ito-kneji]]"),
    (SECOND, "[[park-min|Park]]", "[[park-mim|Park]]"),
    (SECOND, "[[tokyo]]", "[[tokyoo]]"),
    (SECOND, "@weekly, p. 3", "@weakly, p. 3"),
    (FIRST, "[@daily]", "[@daly]"),
    (SECOND, "../places/tokyo.md", "../places/tokio.md"),
    (SECOND, "#How days are reckoned", "#How days are rekoned"),
    (SECOND, "(table.png)", "(tabel.png)"),
    (
        SECOND,
        "(https://example.org/report)",
        "(//example.org/report)",
    ),
    // Dates, zones and numbers.
    (SECOND, "when: 2022-02-10", "when: 10 February 2022"),
    (SECOND, "when: 2022-02-10", "when: 2022/02/10"),
    (FIRST, "when: 2022-01", "when: January 2022"),
    (COVERAGE, "to: 2022-12-31", "to: 31 December 2022"),
    (COVERAGE, "from: 2022-01", "from: 2022/01"),
    ("site.yaml", "as_of: 2022-12-31", "as_of: 31.12.2022"),
    (SECOND, "zone: Asia/Tokyo", "zone: Asia/Tokio"),
    (SECOND, "zone: Asia/Tokyo", "zone: Tokyo"),
    (SECOND, "America/New_York:", "America/NewYork:"),
    ("site.yaml", "Seoul: Asia/Seoul", "Seoul: Asia/Soul"),
    (SECOND, "value: 800,", "value: 800 km,"),
    // What cannot be right.
    (PEOPLE, "family: Ito", "family: Itoh"),
    (
        SECOND,
        "yesterday (Wednesday, 9 February 2022)",
        "yesterday",
    ),
    (
        SECOND,
        "imminent threat to the peace of the region”",
        "immediate threat to the peace of the region”",
    ),
    (
        SECOND,
        "to the peace of the region”",
        "to peace of the region”",
    ),
    // The first of two such words is not the one that is missing.
    (
        SECOND,
        "peace of the region” [@daily]",
        "peace of region” [@daily]",
    ),
    (LAUNCH, "system: second", "system: KN-17"),
    (LAUNCH, "[[second|KN-17]]", "[[KN-17]]"),
    (LAUNCH, "system: second", "system: KN-98"),
    (
        SECOND,
        "  loose-quotation:",
        "  heading-level: none is\n  loose-quotation:",
    ),
    (
        FIRST,
        "state: done\n",
        "state: done\nallow: { relative-time: nothing here }\n",
    ),
    (SECOND, "## What came", "# What came"),
    // Numbers that drifted: in the text, in the words of a claim, in what it asserts.
    (
        THIRD,
        "It was the third exercise",
        "It was the fourth exercise",
    ),
    (THIRD, "says: third exercise", "says: fourth exercise"),
    (THIRD, "    is: 3", "    is: 4"),
    (THIRD, "It came 268 days", "It came 271 days"),
    (THIRD, "says: came 268 days", "says: came 267 days"),
    (THIRD, "is: 268 }", "is: 267 }"),
    (THIRD, "\nAll three", "\nAll four"),
    (THIRD, "'All three", "'All Three"),
    (THIRD, "is: 3 }", "is: 5 }"),
    (
        THIRD,
        "among: { kind: exercise }",
        "among: { kind: exercise, within: 2022 }",
    ),
];

fn files(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for path in tree(&site.path("")).keys() {
        if let Ok(bytes) = std::fs::read(site.path(path)) {
            files.insert(path.clone(), bytes);
        }
    }
    files
}

#[track_caller]
fn spoil(site: &Site, path: &str, right: &str, wrong: &str) {
    let text = site.read(path);
    assert!(text.contains(right), "{path} has no `{right}`");
    site.write(path, text.replacen(right, wrong, 1));
}

#[test]
fn a_site_with_one_slip_comes_out_as_it_was() {
    let site = good();
    let printed = site
        .briefbook("check")
        .arg("--deny")
        .arg("warnings")
        .succeeds();
    assert!(printed.output.contains("all good"), "{}", printed.output);
    let right = files(&site);
    assert!(SLIPS.len() >= 50 && SLIPS.iter().all(|(path, _, _)| right.contains_key(*path)));
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut wrong = Vec::new();
        while let Some((path, good_words, slip)) = SLIPS.get(next.fetch_add(1, Ordering::Relaxed)) {
            let site = good();
            spoil(&site, path, good_words, slip);
            let options = Options::new(site.path(""));
            let mended = mend(&options, &mut |_| Answer::Yes).expect("the site can be written");
            let now = files(&site);
            if mended.made == 0 {
                wrong.push(format!("{slip:?} was not mended"));
            }
            for (path, bytes) in &right {
                if now.get(path) != Some(bytes) {
                    let text = String::from_utf8_lossy(&now[path]);
                    wrong.push(format!(
                        "{slip:?} ({} made) left {path} as\n{text}",
                        mended.made
                    ));
                }
            }
            if !mended.findings.diagnostics.is_empty() {
                let texts = &mended.findings.inputs.texts;
                let left = mended.findings.diagnostics.sorted(texts);
                let left: Vec<&str> = left.iter().map(|it| it.message.as_str()).collect();
                wrong.push(format!("{slip:?} left {left:?}"));
            }
        }
        wrong
    };
    let wrong: Vec<String> = thread::scope(|scope| {
        let workers: Vec<_> = (0..2).map(|_| scope.spawn(worker)).collect();
        let done = workers.into_iter();
        done.flat_map(|worker| worker.join().expect("no test panics"))
            .collect()
    });
    assert!(
        wrong.is_empty(),
        "{} of them:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// Spoils a site in several places at once.
fn spoil_all(site: &Site, wrap: impl Fn(&str) -> String) {
    let several = [
        (SECOND, "\nwhen: 2022-02-10", "\nwehn: 10 February 2022"),
        (SECOND, "state: \"done\"", "state: \"doen\""),
        (
            SECOND,
            "  loose-quotation:",
            "  heading-level: none is\n  loose-quotation:",
        ),
        (SECOND, "[[tokyo]]", "[[tokyoo]]"),
        (SECOND, "@weekly, p. 3", "@weakly, p. 3"),
        (
            SECOND,
            "rank: Captain } # on loan",
            "rnak: Captain } # on loan",
        ),
        (
            SECOND,
            "yesterday (Wednesday, 9 February 2022)",
            "yesterday",
        ),
        (PEOPLE, "family: Ito", "famly: Itoh"),
        (PAPERS, "  publisher: Daily", "  publsher: Daily"),
        (COVERAGE, "where: { state: done", "wehre: { sttae: doen"),
    ];
    for (path, right, wrong) in several {
        spoil(site, path, &wrap(right), &wrap(wrong));
    }
}

#[test]
fn what_one_mend_brings_to_light_the_next_round_mends() {
    let site = good();
    let right = files(&site);
    spoil_all(&site, str::to_owned);
    let printed = site.briefbook("fix").arg("--yes").succeeds();
    assert_eq!(files(&site), right);
    let last = printed.output.lines().last();
    assert_eq!(
        last,
        Some("14 changes made in 4 files, 0 left"),
        "{}",
        printed.output
    );
}

#[test]
fn line_ends_and_byte_order_marks_stay() {
    let site = good();
    let crlf = |text: &str| text.replace('\n', "\r\n");
    for path in [SECOND, PEOPLE, PAPERS, COVERAGE, "site.yaml"] {
        let text = crlf(&site.read(path));
        let mark = if path.ends_with(".md") {
            "\u{feff}"
        } else {
            ""
        };
        site.write(path, format!("{mark}{text}"));
    }
    let right = files(&site);
    spoil_all(&site, crlf);
    site.briefbook("fix").arg("--yes").succeeds();
    assert_eq!(files(&site), right);
}

#[test]
fn a_dry_run_shows_each_change_and_writes_nothing() {
    let site = good();
    spoil(&site, SECOND, "site: 'tokyo'", "site: 'tokio'");
    spoil(&site, PEOPLE, "family: Ito", "family: Itoh");
    let before = files(&site);
    let printed = site.briefbook("fix").arg("--dry-run").ends_with(1);
    assert_eq!(printed.errors, "");
    assert_eq!(
        printed.output,
        "\
content/exercises/2022-02-10-table-top.md:10: error[unknown-reference]: there is no place called `tokio`
--- a/content/exercises/2022-02-10-table-top.md
+++ b/content/exercises/2022-02-10-table-top.md
@@ -7,7 +7,7 @@
 zone: Asia/Tokyo
 elsewhere: { America/New_York: 2022-02-09 }
 state: \"done\"
-site: 'tokio'
+site: 'tokyo'
 reach: { value: 800, by: mod, source: daily }
 annual: yes
 remark: Held in one room of [[tokyo]].

content/people/ito-kenji.md:3: warning[family-name]: `Kenji Ito` neither begins nor ends with `Itoh`
--- a/content/people/ito-kenji.md
+++ b/content/people/ito-kenji.md
@@ -1,6 +1,6 @@
 ---
 title: Kenji Ito
-family: Itoh
+family: Ito
 ---
 
 A soldier.

2 changes can be made (nothing was written)
"
    );
    // Nobody can be asked in a test, so that nothing is written either.
    let printed_again = site.briefbook("fix").ends_with(1);
    assert_eq!(printed_again.output, printed.output);
    assert_eq!(
        printed_again.errors,
        "there is no terminal to ask at, so nothing was written; --yes writes all of it\n"
    );
    assert_eq!(files(&site), before);
}

#[test]
fn only_what_is_agreed_to_is_written() {
    let site = good();
    spoil(&site, SECOND, "[[tokyo]]", "[[tokyoo]]");
    spoil(&site, SECOND, "site: 'tokyo'", "site: 'tokio'");
    spoil(&site, PEOPLE, "family: Ito", "family: Itoh");
    let spoiled = files(&site);
    let options = Options::new(site.path(""));
    let answered = |answers: &[Answer]| {
        let mut left = answers.iter();
        let mut asked = Vec::new();
        let mended = mend(&options, &mut |offer| {
            asked.push(offer.message.clone());
            *left.next().expect("nobody is asked twice")
        });
        (mended.expect("the site can be written"), asked)
    };
    let (mended, asked) = answered(&[Answer::No, Answer::No, Answer::No]);
    assert_eq!((mended.made, mended.left, asked.len()), (0, 3, 3));
    assert_eq!(files(&site), spoiled);

    let (mended, asked) = answered(&[Answer::Quit]);
    assert_eq!((mended.made, mended.left, asked.len()), (0, 3, 1));
    assert_eq!(files(&site), spoiled);

    // What was refused is not asked again in the round that follows.
    let (mended, asked) = answered(&[Answer::No, Answer::Yes, Answer::No]);
    assert_eq!((mended.made, mended.left, asked.len()), (1, 2, 3));
    let text = site.read(SECOND);
    assert!(
        text.contains("site: 'tokio'") && text.contains("[[tokyo]]"),
        "{text}"
    );

    let (mended, asked) = answered(&[Answer::Yes, Answer::Quit]);
    assert_eq!((mended.made, mended.left, asked.len()), (1, 1, 2));
    assert_eq!(
        mended
            .findings
            .diagnostics
            .sorted(&mended.findings.inputs.texts)
            .len(),
        1
    );
    assert!(site.read(PEOPLE).contains("Itoh"));
}

#[test]
fn where_two_can_be_meant_nothing_is_offered() {
    for (path, right, wrong) in [
        // Another month is another event.
        (SECOND, "follows: 2022-01-shield", "follows: 2022-03-shield"),
        (SECOND, "when: 2022-02-10 ", "when: 02/10/2022 "),
        (SECOND, "@weekly, p. 3", "@daekly, p. 3"),
        (SECOND, "\nannual: yes", "\nzone_: Asia/Tokyo\nannual: yes"),
    ] {
        let site = good();
        spoil(&site, path, right, wrong);
        let spoiled = files(&site);
        let printed = site.briefbook("fix").arg("--yes").ends_with(1);
        assert_eq!(
            printed.output, "nothing that can be mended was found\n",
            "{wrong}"
        );
        assert_eq!(files(&site), spoiled);
    }
}

#[test]
fn a_number_that_is_more_than_one_word_is_left_to_its_writer() {
    let claim = "  - says: third exercise of the year\n    ordinal: { kind: exercise, within: year }\n    is: 3\n";
    let sentence = "the third exercise of the year";
    for (says, is, written, more) in [
        // An article may have to change with it.
        (
            "a fourth exercise of the year",
            4,
            "a fourth exercise of the year",
            "",
        ),
        // The words stand twice.
        (
            "fourth exercise of the year",
            4,
            "the fourth exercise of the year",
            "\nThe fourth exercise of the year was held at sea.\n",
        ),
        // A source has the number.
        (
            "fourth exercise of the year\n    reported_by: daily",
            5,
            "the fourth exercise of the year",
            "",
        ),
    ] {
        let site = good();
        let text = THIRD_BRIEF
            .replace(claim, &format!("  - says: {says}\n    ordinal: {{ kind: exercise, within: year }}\n    is: {is}\n"))
            .replace(sentence, written);
        let text = format!("{text}{more}");
        site.write(THIRD, text.clone());
        let mended = mend(&Options::new(site.path("")), &mut |_| Answer::Yes);
        let mended = mended.expect("the site can be written");
        assert_eq!((mended.made, site.read(THIRD)), (0, text), "{says}");
        assert!(mended.findings.diagnostics.has_errors(), "{says}");
    }
}

#[test]
fn a_clean_site_has_nothing_to_mend() {
    let printed = good().briefbook("fix").succeeds();
    assert_eq!(printed.output, "nothing that can be mended was found\n");
    assert_eq!(printed.errors, "");
    let nowhere = Site::without_files();
    nowhere.briefbook("fix").ends_with(2);
}

/// The mends of a message stand in the forms for programs too, where SARIF wants them.
#[test]
fn programs_are_told_of_mends() {
    let site = good();
    spoil(&site, PEOPLE, "family: Ito", "family: Itoh");
    let printed = site
        .briefbook("check")
        .args(&["--format", "json"])
        .succeeds();
    let first = printed.output.lines().next().expect("a message");
    let object: serde_json::Value = serde_json::from_str(first).expect("JSON");
    let place = serde_json::json!([{
        "path": PEOPLE, "line": 3, "column": 9, "end": { "line": 3, "column": 13 }, "new": "Ito",
    }]);
    assert_eq!(object["mends"], place);

    let printed = site
        .briefbook("check")
        .args(&["--format", "sarif"])
        .succeeds();
    let document: serde_json::Value = serde_json::from_str(&printed.output).expect("JSON");
    let result = &document["runs"][0]["results"][0];
    let location = &result["locations"][0]["physicalLocation"]["artifactLocation"];
    let change = serde_json::json!({
        "artifactLocation": location,
        "replacements": [{
            "deletedRegion": { "startLine": 3, "startColumn": 9, "endLine": 3, "endColumn": 13 },
            "insertedContent": { "text": "Ito" },
        }],
    });
    let fixes = result["fixes"].as_array().expect("a list");
    assert_eq!(fixes.len(), 1);
    assert_eq!(fixes[0]["artifactChanges"], serde_json::json!([change]));
    assert!(
        fixes[0]["description"]["text"]
            .as_str()
            .is_some_and(|text| !text.is_empty())
    );

    let printed = site.briefbook("check").ends_with(0);
    assert!(
        printed
            .output
            .ends_with("\nto mend: 1 change (briefbook fix shows them and asks)\n"),
        "{}",
        printed.output
    );
}
