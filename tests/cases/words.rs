//! Quotations, copies and words of time, in kinds that a site declares itself.

use crate::check::{Show, build, check};
use insta::assert_snapshot;

/// A kind with statements in a form of its own.
const EXERCISE: &str = "
//- /templates/kinds/exercise.yaml
label: Exercise
plural: Exercises
folder: exercises
roles: { dated_by: day, zoned_by: zone }
fields:
  day: { type: date, label: Day, help: The day. }
  zone: { type: zone, label: Zone, help: The zone. }
  aim: { type: text, label: Aim, help: What it was for. }
  scenario: { type: markdown, label: Scenario, help: What was assumed. }
  code: { type: text, verbatim: true, label: Code name, help: As announced. }
  secret: { type: text, hidden: true, label: Note, help: A note. }
  heard:
    type: list
    label: Heard
    help: What was heard.
    of:
      type: group
      fields:
        phrase: { type: text, quoted: true, label: Phrase, help: The words. }
        manner: { type: choice, label: Manner, help: Whose words they are., options: { own: { label: own words }, told: { label: retold, indirect: true } } }
//- /content/sources/list.yaml
kyodo: { title: A report, publisher: Kyodo, consulted: excerpt }
";

fn exercise(front: &str, body: &str) -> String {
    check(
        &format!(
            "{EXERCISE}
//- /content/exercises/shield.md
---
title: Shield begins today
day: 2022-02-10
zone: Asia/Seoul
{front}
---

{body}
"
        ),
        Show::Nothing,
    )
}

const HEARD: &str = "heard: [{ phrase: we are ready for anything at all }]";

#[test]
fn quotations_are_compared_with_the_statements_of_any_kind() {
    assert_snapshot!(exercise(HEARD, "They said: “We are ready for anything”."), @"clean");
    assert_snapshot!(exercise(HEARD, "They said: “We are ready for everything at all” [@kyodo]."), @"
    content/exercises/shield.md:8:13 quotation-drift: this quotation differs from the words registered: `everything` stands here, `anything` is registered | write `we are ready for anything at all`, mark what you leave out with … and what you insert with [ ]; or correct the statement, if the source has these words
      content/exercises/shield.md:5:19 the words registered
    ");
    assert_snapshot!(exercise(HEARD, "They said: “nobody was told of it”."), @"
    content/exercises/shield.md:8:13 loose-quotation: nothing says whose words these are: `nobody was told of it` | cite the source in the same sentence, as in “…” [@key], or register the words with their speaker and source among the statements of this entry
    clean
    ");
    assert_snapshot!(exercise(HEARD, "They said: “nobody was told of it”[^a].\n\n[^a]: A report [@kyodo]."), @"clean");
    assert_snapshot!(exercise(HEARD, "> Nobody was told of it.\n>\n> — A report [@kyodo]"), @"clean");
}

#[test]
fn words_that_are_not_the_speakers_own_register_nothing() {
    let told = HEARD.replace("all }", "all, manner: told }");
    assert_snapshot!(exercise(&told, "They said: “We are ready for anything”."), @"
    content/exercises/shield.md:8:13 loose-quotation: nothing says whose words these are: `We are ready for anything` | cite the source in the same sentence, as in “…” [@key], or register the words with their speaker and source among the statements of this entry
    clean
    ");
    let own = HEARD.replace("all }", "all, manner: own }");
    assert_snapshot!(exercise(&own, "They said: “We are ready for anything”."), @"clean");
}

#[test]
fn fields_that_cannot_cite_are_looked_at_for_drift_alone() {
    let aim = "aim: To show that “nobody needs to be told of it”";
    assert_snapshot!(exercise(&format!("{HEARD}\n{aim}"), ""), @"clean");
    let aim = "aim: To show that “we are ready for something at all”";
    assert_snapshot!(exercise(&format!("{HEARD}\n{aim}"), ""), @"
    content/exercises/shield.md:6:20 quotation-drift: this quotation differs from the words registered: `something` stands here, `anything` is registered | write `we are ready for anything at all`, mark what you leave out with … and what you insert with [ ]; or correct the statement, if the source has these words
      content/exercises/shield.md:5:19 the words registered
    ");
    let scenario = "scenario: \"They said “nobody was told of it”.\"";
    assert_snapshot!(exercise(scenario, ""), @"
    content/exercises/shield.md:5:11 loose-quotation: nothing says whose words these are: `nobody was told of it` | cite the source in the same sentence, as in “…” [@key], or register the words with their speaker and source among the statements of this entry
    clean
    ");
}

#[test]
fn the_titles_of_linked_works_and_code_are_no_quotations() {
    assert_snapshot!(exercise("", "See “[a long title of a work](https://example.org)” and `“a b c d”`.\n\n## “A heading of four words”\n"), @"clean");
    assert_snapshot!(exercise("", "See [the page “a b c d e” there](https://example.org)."), @"clean");
}

#[test]
fn words_of_time_are_counted_from_the_day_of_any_kind() {
    assert_snapshot!(exercise("aim: To begin tomorrow", "It was planned last month."), @"
    content/exercises/shield.md:5:15 relative-time: `tomorrow` says when only to those who read it at once | counted from this entry's own day, Thursday, 10 February 2022 (Asia/Seoul), it is Friday, 11 February 2022: write that
    content/exercises/shield.md:8:16 relative-time: `last month` says when only to those who read it at once | counted from this entry's own day, Thursday, 10 February 2022 (Asia/Seoul), it is January 2022: write that
    clean
    ");
    assert_snapshot!(exercise("code: Tomorrow and tomorrow\nsecret: told yesterday", "See `today`.\n\n## Last week\n"), @"clean");
    assert_snapshot!(exercise("", "It follows [[kyodo|last week’s report]] and [[kyodo]]."), @"
    content/exercises/shield.md:8:20 relative-time: `last week’s` says when only to those who read it at once | counted from this entry's own day, Thursday, 10 February 2022 (Asia/Seoul), it is the week from Monday, 31 January 2022: write that
    clean
    ");
}

#[test]
fn words_of_time_are_left_alone_in_other_languages_than_english() {
    let korean = format!("//- /site.yaml\ntitle: 시험\nlanguage: ko\n{EXERCISE}");
    let files = format!(
        "{korean}\n//- /content/exercises/shield.md\n---\ntitle: Shield\nday: 2022-02-10\n---\n\nIt begins tomorrow.\n"
    );
    assert_snapshot!(check(&files, Show::Nothing), @"clean");
}

#[test]
fn copies_are_found_in_titles_texts_and_fields_of_any_kind() {
    let material = "//- /content/_material/report.txt\nThe two sides will hold the drill in the spring of the year as planned.\n\
                    //- /content/_fingerprints.txt\n";
    let files = format!(
        "{EXERCISE}\n{material}//- /content/exercises/shield.md\n---\n\
         title: Two sides will hold the drill in the spring\nday: 2022-02-10\n\
         aim: 'The two sides will hold the drill in the spring'\n\
         code: Two sides will hold the drill in the spring\n\
         scenario: \"will **hold** the drill in the [spring](https://example.org) of the year\"\n---\n\n\
         In the **spring** of the year, the two sides will hold the [drill](https://example.org)\n\
         in the spring of the year.\n"
    );
    assert_snapshot!(check(&files, Show::Nothing), @"
    content/_material/report.txt:1:1 stale-fingerprints: `content/_fingerprints.txt` has no fingerprints of `report` | run `briefbook check --fingerprints`, and commit the file with the change
    content/exercises/shield.md:2:8 copied-run: 9 words in a row are those of `report` | say it in words of your own; where the wording matters, quote it and name the source: “…” [@key]
    content/exercises/shield.md:4:7 copied-run: 10 words in a row are those of `report` | say it in words of your own; where the wording matters, quote it and name the source: “…” [@key]
    content/exercises/shield.md:6:11 copied-run: 10 words in a row are those of `report` | say it in words of your own; where the wording matters, quote it and name the source: “…” [@key]
    content/exercises/shield.md:9:32 copied-run: 13 words in a row are those of `report` | say it in words of your own; where the wording matters, quote it and name the source: “…” [@key]
    clean
    ");
}

#[test]
fn statements_say_whose_wording_they_are_and_in_which_language() {
    let built = build(
        "
//- /content/sources/list.yaml
kyodo: { title: A report, publisher: Kyodo, consulted: excerpt }
//- /content/people/kishi-nobuo.md
---
title: Nobuo Kishi
---
//- /content/talks/2022-02-10-call.md
---
title: A call
when: 2022-02-10
status: held
statements:
  - { by: kishi-nobuo, words: a grave threat, original: 重大な脅威, original_lang: ja, translator: Kyodo, source: kyodo }
  - { by: kishi-nobuo, words: that they would stay in touch, form: paraphrase, source: kyodo }
  - { by: kishi-nobuo, words: 断固たる, lang: ja, source: kyodo }
sources: [kyodo]
---
",
    );
    let said = |page: &str| {
        let page = built.file(page);
        let mut quotes: Vec<String> = Vec::new();
        for figure in page.split("<figure class=\"said\">").skip(1) {
            let quote = figure.split("<figcaption>").next().unwrap();
            let words = quote.split("<p").filter(|part| !part.contains("href"));
            let words = words.filter_map(|part| part.split("</p>").next());
            quotes.push(words.collect::<Vec<_>>().join(" | "));
        }
        quotes.join("\n")
    };
    assert_snapshot!(said("talks/2022-02-10-call.html"), @r#"
    <blockquote> | >“a grave threat” |  class="meta" lang="ja">“重大な脅威”
    <blockquote> | >that they would stay in touch
    <blockquote> |  lang="ja">“断固たる”
    "#);
    assert_snapshot!(said("people/kishi-nobuo.html"), @r#"
    <blockquote> | >“a grave threat” |  class="meta" lang="ja">“重大な脅威”
    <blockquote> | >that they would stay in touch
    <blockquote> |  lang="ja">“断固たる”
    "#);
    let page = built.file("people/kishi-nobuo.html");
    assert_eq!(page.matches("translated by Kyodo").count(), 1);
    assert_eq!(page.matches(">in paraphrase<").count(), 1);
}
