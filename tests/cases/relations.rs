//! Relations in time: how both pages tell them, and when dates contradict them. The kind is one that
//! does not come with briefbook.

use crate::check::{Show, build, check};
use insta::assert_snapshot;

const KIND: &str = r#"
    //- /site.yaml
    title: A test
    as_of: 2022-06-30
    //- /templates/kinds/exercise.yaml
    label: Exercise
    plural: Exercises
    folder: exercises
    mark: square
    roles: { dated_by: when, zoned_by: clock, status_by: stand, fulfilled_by: agreed.done_in, due_by: agreed.until, settled_by: agreed.end, realised_by: became, reason_by: because, answers: against }
    fields:
      when: { type: date, label: Date, help: H. }
      clock: { type: zone, label: Clock, help: H. }
      stand: { type: choice, label: State, help: H., options: { done: { label: Completed, tone: good }, meant: { label: Intended, tone: open }, dropped: { label: Dropped, tone: off } } }
      against: { type: list, label: Against, help: H., of: { type: ref, kinds: [exercise] } }
      takes_up: { type: list, label: Takes up, help: H., of: { type: ref, kinds: [exercise], inverse: Taken up by, time: after, told: "taken up {gap} by" } }
      rehearses: { type: ref, kinds: [exercise], inverse: Rehearsed by, time: before, label: Rehearses, help: H. }
      became: { type: ref, kinds: [exercise], inverse: Planned as, label: Became, help: H. }
      because: { type: text, sourced: true, label: Because, help: H. }
      agreed: { type: list, label: Agreed, help: H., of: { type: group, fields: { what: { type: text, label: What, help: H. }, done_in: { type: ref, kinds: [exercise], label: Done in, help: H. }, until: { type: date, label: Until, help: H. }, end: { type: choice, label: End, help: H., options: { done: { label: Done, tone: good }, left: { label: Left, tone: off } } } } } }
"#;

fn site(exercises: &str) -> String {
    format!("{KIND}    //- /content/exercises/all.yaml\n{exercises}")
}

/// Returns what the chain on a page says, a step a line.
fn chain(exercises: &str, page: &str) -> String {
    let words = build(&site(exercises)).main_words(&format!("exercises/{page}.html"));
    let is_head = |word: &String| {
        [
            "What led here, what followed",
            "What led here",
            "What followed",
        ]
        .contains(&word.as_str())
    };
    let start = words.iter().rposition(is_head);
    let start = start.unwrap_or_else(|| panic!("no chain in {words:?}"));
    let rest = &words[start..];
    let end = rest.iter().position(|word| word == "Cite this page");
    let is_day = |word: &&String| word.len() < 3;
    let words = rest[..end.unwrap_or(rest.len())]
        .iter()
        .filter(|word| !is_day(word));
    words.cloned().collect::<Vec<_>>().join("\n")
}

#[test]
fn both_pages_tell_a_relation_with_its_days() {
    const SITE: &str = r"
    early: { title: Early, when: 2022-01-30 }
    late: { title: Late, when: 2022-02-10, takes_up: early }
    before: { title: Before, when: 2022-02-08, rehearses: late }
    ";
    assert_snapshot!(chain(SITE, "early"), @"
    What followed
    The two months around it
    January 2022
    February 2022
    Exercise
    Shaded: this exercise
    Computed from the chronology. Events without a certain day are not drawn.
    Day 0
    30 January 2022
    · this page
    Early
    +11 days
    10 February 2022
    · taken up 11 days later by
    Late
    ");
    assert_snapshot!(chain(SITE, "late"), @"
    What led here
    −11 days
    30 January 2022
    · takes up
    Early
    −2 days
    8 February 2022
    · rehearsed by
    Before
    Day 0
    10 February 2022
    · this page
    Late
    ");
}

#[test]
fn days_that_are_not_certain_are_told_as_such() {
    const SITE: &str = r"
    early: { title: Early, when: 2022-01-30 }
    about: { title: About, when: 2022-02-10~, takes_up: early }
    choice: { title: Choice, when: '[2022-02-09,2022-02-10]', takes_up: early }
    month: { title: Month, when: 2022-01, takes_up: early }
    open: { title: Open, when: 2022-02-12/.., takes_up: early }
    ";
    assert_snapshot!(chain(SITE, "early"), @"
    What followed
    Day 0
    30 January 2022
    · this page
    Early
    0 to +1 day
    January 2022, day not known
    · taken up 0 to 1 day later by
    Month
    +10 to +11 days
    9 or 10 February 2022 · taken up 10 to 11 days later by
    Choice
    ≈+11 days
    about 10 February 2022 · taken up about 11 days later by
    About
    from 12 February 2022 on · taken up by
    Open
    ");
}

#[test]
fn what_follows_across_the_date_line_is_not_told_as_earlier() {
    const SITE: &str = r"
    seoul: { title: In Seoul, when: 2022-01-30T07:52, clock: Asia/Seoul }
    washington: { title: In Washington, when: 2022-01-29, clock: America/New_York, takes_up: seoul }
    ";
    assert_snapshot!(chain(SITE, "seoul"), @"
    What followed
    Day 0
    30 January 2022
    · this page
    In Seoul
    same day
    29 January 2022
    · taken up the same day by
    In Washington
    Days are counted from date to date as given, each in its own zone; across the date line the same moment has another date.
    ");
}

#[test]
fn a_plan_and_the_event_as_which_it_was_held_name_each_other() {
    const SITE: &str = r"
    plan: { title: Plan, when: 2022-02-11, stand: meant, became: held }
    held: { title: Held, when: 2022-02-12, stand: done }
    ";
    assert_snapshot!(chain(SITE, "plan"), @"
    What followed
    Day 0
    11 February 2022
    · this page
    Plan
    +1 day
    12 February 2022
    · became
    Held
    ");
    assert_snapshot!(chain(SITE, "held"), @"
    What led here
    −1 day
    11 February 2022
    · intended · planned as
    Plan
    Day 0
    12 February 2022
    · this page
    Held
    ");
    assert_snapshot!(check(&site(SITE), Show::Nothing), @"clean");
}

#[test]
fn a_plan_that_was_held_as_another_event_is_not_announced_as_scheduled() {
    const SITE: &str = r"
    moved: { title: Moved, when: 2022-07-10, stand: meant, became: held }
    held: { title: Held, when: 2022-06-12, stand: done }
    coming: { title: Coming, when: 2022-07-11, stand: meant }
    ";
    let words = build(&site(SITE)).main_words("index.html");
    let start = words.iter().position(|word| word == "Scheduled");
    let scheduled = &words[start.expect("something is scheduled")..];
    let end = scheduled
        .iter()
        .position(|word| word.starts_with("Activity"));
    let scheduled = &scheduled[..end.unwrap_or(scheduled.len())];
    assert!(scheduled.contains(&"Coming".to_owned()), "{scheduled:?}");
    assert!(!scheduled.contains(&"Moved".to_owned()), "{scheduled:?}");
}

#[test]
fn only_what_is_certain_contradicts_a_relation() {
    for (effect, cause) in [
        ("2022-01-29", "2022-01-30T07:52+09:00"),
        ("2022-01-29", "2022-01-30"),
        ("2022-01", "2022-01-31"),
        ("2022-01-13~", "2022-01-15"),
        ("2022-01-13?", "2022-01-25"),
        ("2022-01-01/..", "2022-03-01"),
        ("'[2022-01-29,2022-02-03]'", "2022-02-01"),
    ] {
        let exercises = format!(
            "    cause: {{ title: Cause, when: {cause}, clock: Asia/Seoul }}\n    effect: {{ title: Effect, when: {effect}, clock: America/New_York, takes_up: cause }}\n"
        );
        assert_eq!(
            check(&site(&exercises), Show::Nothing),
            "clean",
            "{effect} after {cause}"
        );
    }
}

#[test]
fn what_is_certain_contradicts_a_relation_of_any_kind() {
    assert_snapshot!(check(&site("
    early: { title: Early, when: 2022-01-14, takes_up: late, against: late }
    late: { title: Late, when: 2022-01-17, rehearses: early, agreed: { what: W, done_in: early } }
    "), Show::Nothing), @"
    content/exercises/all.yaml:2:52 effect-before-cause: this exercise cannot have come after `late`: it is dated 14 January 2022, and the other 17 January 2022 | correct the date that is wrong, or take `late` out of `takes_up`
      content/exercises/all.yaml:2:30 the date of this one
      content/exercises/all.yaml:3:28 the date of the other
    content/exercises/all.yaml:2:67 effect-before-cause: this exercise cannot have come after `late`: it is dated 14 January 2022, and the other 17 January 2022 | correct the date that is wrong, or take `late` out of `against`
      content/exercises/all.yaml:2:30 the date of this one
      content/exercises/all.yaml:3:28 the date of the other
    content/exercises/all.yaml:3:51 effect-before-cause: this exercise cannot have come before `early`: it is dated 17 January 2022, and the other 14 January 2022 | correct the date that is wrong, or take `early` out of `rehearses`
      content/exercises/all.yaml:3:28 the date of this one
      content/exercises/all.yaml:2:30 the date of the other
    content/exercises/all.yaml:3:86 effect-before-cause: this exercise cannot have come before `early`: it is dated 17 January 2022, and the other 14 January 2022 | correct the date that is wrong, or take `early` out of `done_in`
      content/exercises/all.yaml:3:28 the date of this one
      content/exercises/all.yaml:2:30 the date of the other
    ");
}

#[test]
fn a_loop_is_named_in_order_and_once() {
    assert_snapshot!(check(&site("
    one: { title: One, takes_up: two }
    two: { title: Two, takes_up: [four, three] }
    three: { title: Three, against: one }
    four: { title: Four }
    five: { title: Five, takes_up: [one, two, three] }
    six: { title: Six, takes_up: six }
    "), Show::Nothing), @"
    content/exercises/all.yaml:2:30 relation-loop: these events come after each other in a loop: `one` after `two`, `two` after `three`, `three` after `one` | take out the reference that is wrong; what comes first cannot also come last
      content/exercises/all.yaml:3:37 here `two` after `three`
      content/exercises/all.yaml:4:33 here `three` after `one`
    content/exercises/all.yaml:7:30 relation-loop: `six` cannot come after itself | take out this reference, or name the event that was meant
    ");
}

#[test]
fn plans_and_commitments_are_overdue_by_the_day_of_the_site() {
    assert_snapshot!(check(&site("
    past: { title: Past, when: 2022-06-28, stand: meant }
    near: { title: Near, when: 2022-06-30, stand: meant }
    month: { title: Month, when: 2022-06, stand: meant }
    about: { title: About, when: 2022-06-25~, stand: meant }
    dropped: { title: Dropped, when: 2022-01-01, stand: dropped, because: rain }
    held: { title: Held, when: 2022-01-02, stand: done, agreed: [{ what: A, until: 2022-03 }, { what: B, until: 2022-03, end: left }, { what: C, until: 2022-03, done_in: later }, { what: D, until: 2022 }] }
    later: { title: Later, when: 2022-05-01, stand: done }
    "), Show::Nothing), @"
    content/exercises/all.yaml:2:47 overdue-plan: this exercise was planned for 28 June 2022, which has passed by 30 June 2022, and nothing says what became of it | write `stand: done`, `stand: dropped` or `became:` with the key of the event that took place
      content/exercises/all.yaml:2:28 the day planned
    content/exercises/all.yaml:7:80 overdue-commitment: this was to be done by March 2022, which has passed by 30 June 2022, and nothing says that it was | add `done_in:` with the key of the event that did it, `end: done` or `end: left`
    clean
    ");
}

#[test]
fn a_plan_that_took_place_names_no_other_event() {
    assert_snapshot!(check(&site("
    done: { title: Done, when: 2022-01-01, stand: done, became: later }
    silent: { title: Silent, when: 2022-01-01, became: later }
    dropped: { title: Dropped, when: 2022-01-01, stand: dropped, became: never }
    never: { title: Never, when: 2022-01-03, stand: dropped }
    later: { title: Later, when: 2022-01-02, stand: done }
    "), Show::Nothing), @"
    content/exercises/all.yaml:2:61 plan-mismatch: this exercise took place itself, and so `became` cannot name another event | take out `became`, or say under the state that it was only planned, put off or called off
      content/exercises/all.yaml:2:47 this says that it took place
    content/exercises/all.yaml:3:52 plan-mismatch: this exercise took place itself, and so `became` cannot name another event | take out `became`, or say under the state that it was only planned, put off or called off
    content/exercises/all.yaml:4:70 plan-mismatch: this plan cannot have been held as `never`, which did not take place | name under `became` the event that took place, or take the line out
      content/exercises/all.yaml:5:49 this says how it stands
    ");
}
