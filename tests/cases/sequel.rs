//! What pages say of the events before and after one, and of the day itself: nothing that the record
//! cannot know. For kinds that do not come with briefbook.

use crate::check::build;

const SITE: &str = r"
    //- /site.yaml
    title: A test
    as_of: 2022-12-31
    //- /templates/kinds/strike.yaml
    label: Strike
    plural: Strikes
    folder: strikes
    roles: { dated_by: day, typed_by: tool, cites_by: proofs }
    sourced: { source: [source] }
    fields:
      day: { type: date, sourced: true, label: Day, help: H. }
      tool: { type: ref, kinds: [tool], label: Tool, help: H. }
      proofs: { type: list, label: Proofs, help: H., of: { type: ref, kinds: [source] } }
    //- /templates/kinds/exercise.yaml
    label: Exercise
    plural: Exercises
    folder: exercises
    mark: circle
    roles: { dated_by: when, status_by: stand, levelled_by: rank, grouped_by: round, answers: against }
    fields:
      when: { type: date, label: Date, help: H. }
      stand: { type: choice, label: State, help: H., options: { done: { label: Completed, tone: good }, meant: { label: Intended, tone: open } } }
      rank: { type: choice, label: Rank, help: H., options: { high: { label: High }, low: { label: Low } } }
      round: { type: ref, kinds: [round], label: Round, help: H. }
      against: { type: list, label: Against, help: H., of: { type: ref, kinds: [strike] } }
    //- /templates/kinds/round.yaml
    label: Round
    plural: Rounds
    folder: rounds
    fields: {}
    //- /templates/kinds/tool.yaml
    label: Tool
    plural: Tools
    folder: tools
    fields: {}
    //- /content/tools/hammer.md
    ---
    title: Hammer
    ---
    //- /content/rounds/all.yaml
    spring: { title: Spring round }
    autumn: { title: Autumn round }
    //- /content/strikes/all.yaml
    early: { title: Early strike, day: 2012-03-01, tool: hammer }
    vague: { title: Vague strike, day: 2020-06, tool: hammer }
    late: { title: Late strike, day: { value: 2022-01-01, basis: general-knowledge, note: The day is not in any report. }, tool: hammer }
    guess: { title: Guessed strike, day: 2022-05-09? }
    //- /content/exercises/all.yaml
    z: { title: Exercise Z, when: 2021-12-01, stand: done, rank: low, round: spring }
    a: { title: Exercise A, when: 2022-02-01~, stand: done, rank: high, round: spring }
    b: { title: Exercise B, when: 2022-01-02~, stand: done, rank: high, round: spring }
    c: { title: Exercise C, when: 2022-03-01, stand: done, rank: high, round: spring }
    d: { title: Exercise D, when: 2022-04-01, stand: done, rank: low, round: autumn }
    e: { title: Exercise E, when: 2022-06-15, stand: done, rank: low, round: autumn }
    f: { title: Exercise F, when: 2022-06, stand: done, rank: low, round: autumn, against: guess }
    //- /content/sources/all.yaml
    p: { title: A proof, publisher: P, consulted: excerpt }
";

const COVERAGE: &str = r"
    //- /content/_rules/coverage.yaml
    coverage:
      - name: High exercises
        kind: exercise
        where: { rank: high }
        from: 2017
        to: 2022-12-31
        rule: every one that is known
";

fn words(site: &str, path: &str) -> String {
    let words = build(site).main_words(path).join(" ");
    words.replace('\u{a0}', " ")
}

fn covered() -> String {
    format!("{SITE}{}", COVERAGE.trim_start_matches('\n'))
}

#[test]
fn a_date_says_under_the_clock_on_what_it_rests() {
    let page = words(SITE, "strikes/late.html");
    assert!(
        page.contains("general knowledge, not sourced The day is not in any report."),
        "{page}"
    );
}

#[test]
fn what_followed_begins_where_the_record_does() {
    // Nothing is declared: the first of the record is told as that.
    let page = words(SITE, "strikes/early.html");
    assert!(page.contains("What followed High"), "{page}");
    assert!(page.contains("at each level in this record"), "{page}");
    // Of the low ones no class is declared, and of the high ones none before 2017.
    let page = words(&covered(), "strikes/early.html");
    assert!(!page.contains("What followed"), "{page}");
    let page = words(&covered(), "strikes/late.html");
    assert!(page.contains("What followed High"), "{page}");
    assert!(!page.contains("Low"), "{page}");
    // Nor does the page of responses tell more.
    let page = words(&covered(), "responses.html");
    assert!(page.contains("Early strike none none"), "{page}");
}

#[test]
fn what_followed_is_the_first_that_certainly_came_later_also_about_a_day() {
    // Exercise B may have been before the strike.
    let page = words(SITE, "strikes/late.html");
    assert!(page.contains("High ≈31 days Low 90 days"), "{page}");
    let page = words(SITE, "strikes/early.html");
    assert!(page.contains("High ≈3,594 days"), "{page}");
}

#[test]
fn the_neighbours_of_a_run_are_the_same_in_the_chain_and_beside_the_line() {
    let page = words(SITE, "exercises/c.html");
    assert!(page.contains("about 1 February 2022 · previous in this series"));
    assert!(
        page.contains("Last before it: about 1 February 2022, about 28 days before"),
        "{page}"
    );
}

#[test]
fn neighbours_of_which_either_may_be_first_are_of_the_same_time() {
    let page = words(SITE, "exercises/e.html");
    assert!(
        page.contains("day not known · about the same time in this series"),
        "{page}"
    );
}

#[test]
fn a_run_without_declared_coverage_tells_its_neighbours_in_this_record() {
    let page = words(&covered(), "exercises/c.html");
    assert!(page.contains("· previous in this series"), "{page}");
    let page = words(&covered(), "exercises/d.html");
    assert!(
        page.contains("· next of this series in this record"),
        "{page}"
    );
    assert!(page.contains("Next after it in this record:"), "{page}");
}

#[test]
fn others_of_a_type_may_have_days_that_are_not_known() {
    let page = words(SITE, "strikes/late.html");
    assert!(
        page.contains("The one before: June 2020, day not known , 550 to 579 days before."),
        "{page}"
    );
}

#[test]
fn the_contents_name_the_chain_as_its_heading_does() {
    let built = build(SITE);
    let page = built.file("strikes/late.html");
    assert!(page.contains("<a href=\"#chain\">What followed</a>"));
    let page = built.file("exercises/c.html");
    assert!(
        page.contains("<a href=\"#chain\">What led here</a>"),
        "{page}"
    );
}

#[test]
fn a_short_word_with_a_hyphen_is_not_broken_in_a_heading() {
    let site = SITE.replace(
        "Exercise C,",
        "Drill of the KN-25 in a two-and-a-half-day round,",
    );
    let built = build(&site);
    let page = built.file("exercises/c.html");
    let heading =
        "<h1>Drill of the <span class=\"nw\">KN-25</span> in a two-and-a-half-day round</h1>";
    assert!(page.contains(heading), "{page}");
}
