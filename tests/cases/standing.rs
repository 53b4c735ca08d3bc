//! What was planned and did not take place, and what was agreed that no event can keep, for kinds that
//! do not come with briefbook.

use crate::check::{Show, build, check};

const SITE: &str = r"
    //- /site.yaml
    title: A test
    as_of: 2022-06-30
    zones: { Capital: America/New_York }
    //- /templates/kinds/exercise.yaml
    label: Exercise
    plural: Exercises
    folder: exercises
    mark: square
    roles: { dated_by: when, zoned_by: clock, located_by: field, status_by: stand, attended_by: staff.who, stated_by: staff.rank, fulfilled_by: agreed.done_in, due_by: agreed.until, settled_by: agreed.end }
    card: [shots.far]
    fields:
      when: { type: date, label: Date, help: H. }
      clock: { type: zone, label: Clock, help: H. }
      field: { type: ref, kinds: [place], label: Field, help: H. }
      stand: { type: choice, label: State, help: H., options: { done: { label: Completed, tone: good }, meant: { label: Intended, tone: open }, dropped: { label: Dropped, tone: off } } }
      staff: { type: list, label: Staff, help: H., of: { type: group, short: who, fields: { who: { type: ref, kinds: [person], label: Name, help: H. }, rank: { type: text, label: Rank, help: H. } } } }
      shots: { type: list, label: Shots, help: H., of: { type: group, fields: { far: { type: quantity, unit: km, label: Distance, help: H. } } } }
      agreed: { type: list, label: Agreed, help: H., of: { type: group, fields: { what: { type: text, label: What, help: H. }, done_in: { type: ref, kinds: [exercise], label: Done in, help: H. }, until: { type: date, label: Until, help: H. }, end: { type: choice, label: End, help: H., options: { done: { label: Done, tone: good }, lasting: { label: Lasting, standing: true }, unsure: { label: Unsure, tone: open } } } } } }
    //- /content/places/all.yaml
    new-york: { title: New York }
    boston: { title: Boston }
    //- /content/people/all.yaml
    ann: { title: Ann, aliases: [Annie] }
    bob: { title: Bob, aliases: [Bobby] }
    //- /content/exercises/all.yaml
    first: { title: First drill, when: 2021-03-01/2021-03-04, stand: done, staff: [ann, bob], clock: America/New_York, field: new-york, shots: [{ far: 350-400 }, { far: 110-300 }, { far: 400 }] }
    second: { title: Second drill, when: 2022-01-01/2022-01-05, stand: done, staff: [ann], clock: America/New_York, field: boston, shots: [{ far: 5 }, { far: 7 }], agreed: [{ what: to stand together, end: lasting, until: 2022-02 }, { what: to share maps, end: unsure, until: 2022-03 }, { what: to drill again }] }
    third: { allow: { overdue-plan: nobody tells }, title: Third drill, when: 2022-05-01, stand: meant, staff: [{ who: ann, rank: Chief }] }
    fourth: { title: Fourth drill, when: 2022-08-01, stand: meant, staff: [bob] }
    sixth: { title: Sixth drill, when: 2022-06-01, stand: done, clock: America/New_York, field: new-york }
    seventh: { title: Seventh drill, when: 2022-06-02, stand: done, clock: America/New_York, field: boston }
    fifth: { title: Fifth drill, when: 2022-02-01, stand: dropped, staff: [ann] }
";

fn words(path: &str) -> String {
    let words = build(SITE).main_words(path).join(" ");
    words.replace('\u{a0}', " ")
}

#[test]
fn what_was_not_held_is_no_event_in_which_somebody_took_part() {
    let page = words("people/ann.html");
    assert!(
        page.contains("Took part in 2 events 1 March 2021 to 5 January 2022 was to take part in 2 more, not known to have been held"),
        "{page}"
    );
    assert!(page.contains("Appearances 2 2022 "), "{page}");
    assert!(
        page.contains("Was to take part in 2 1 May 2022 Third drill Exercise · Intended · as Chief 1 Feb 2022 Fifth drill"),
        "{page}"
    );
    let page = words("people/bob.html");
    assert!(
        page.contains("Took part in 1 event 1 to 4 March 2021 was"),
        "{page}"
    );
}

#[test]
fn a_plan_says_who_was_to_take_part_and_that_nothing_is_known_of_it() {
    let page = words("exercises/third.html");
    assert!(
        page.contains("Intended not known to have taken place"),
        "{page}"
    );
    assert!(page.contains("Were to take part Rank as of"), "{page}");
    assert!(!page.contains("Staff"), "{page}");
    // What is still to come, and what was called off, is known to stand so.
    assert!(!words("exercises/fourth.html").contains("not known to have"));
    let page = words("exercises/fifth.html");
    assert!(!page.contains("not known to have"), "{page}");
    assert!(page.contains("Were to take part"), "{page}");
    assert!(words("exercises/first.html").contains("Staff Rank as of"));
}

#[test]
fn what_no_event_can_keep_is_not_open_and_what_is_not_known_is_not_overdue() {
    let page = words("commitments.html");
    assert!(page.contains("commitments open 2"), "{page}");
    assert!(page.contains("standing position or practice 1"), "{page}");
    assert!(
        page.contains("Standing positions and practices to stand together Lasting agreed on"),
        "{page}"
    );
    assert!(page.contains("to share maps Unsure open for"), "{page}");
    assert!(!page.contains("Ended otherwise"), "{page}");
    // Of the two that have passed, each says how it stands.
    assert!(!check(SITE, Show::Nothing).contains("overdue-commitment"));
}

#[test]
fn the_clock_names_the_city_of_the_event_where_the_zone_is_called_after_it() {
    assert!(words("exercises/sixth.html").contains("When New York Wed 1 Jun"));
    assert!(words("exercises/seventh.html").contains("When Capital Thu"));
}

#[test]
fn lists_name_the_least_and_the_most_of_many_figures() {
    let page = words("exercises/index.html");
    assert!(page.contains("distance 110–400 km"), "{page}");
    assert!(page.contains("distance 5 km, 7 km"), "{page}");
}
