//! The pages that gather answers, plans and commitments over the whole record, for kinds that do not
//! come with briefbook.

use crate::check::build;
use insta::assert_snapshot;

const SITE: &str = r"
    //- /site.yaml
    title: A test
    as_of: 2022-06-30
    //- /templates/kinds/strike.yaml
    label: Strike
    plural: Strikes
    folder: strikes
    roles: { dated_by: day, zoned_by: clock }
    fields:
      day: { type: date, label: Day, help: H. }
      clock: { type: zone, label: Clock, help: H. }
    //- /templates/kinds/exercise.yaml
    label: Exercise
    plural: Exercises
    folder: exercises
    roles: { dated_by: when, status_by: stand, levelled_by: rank, answers: against, fulfilled_by: agreed.done_in, due_by: agreed.until, settled_by: agreed.end, realised_by: became, reason_by: because, cites_by: proofs }
    fields:
      when: { type: date, label: Date, help: H. }
      stand: { type: choice, label: State, help: H., options: { done: { label: Completed, tone: good }, meant: { label: Intended, tone: open }, dropped: { label: Dropped, tone: off } } }
      rank: { type: choice, label: Rank, help: H., options: { high: { label: High }, low: { label: Low } } }
      against: { type: list, label: Against, help: H., of: { type: ref, kinds: [strike, exercise] } }
      became: { type: ref, kinds: [exercise], label: Became, help: H. }
      because: { type: text, label: Because, help: H. }
      agreed: { type: list, label: Agreed, help: H., of: { type: group, fields: { what: { type: text, label: What, help: H. }, done_in: { type: ref, kinds: [exercise], label: Done in, help: H. }, until: { type: date, label: Until, help: H. }, end: { type: choice, label: End, help: H., options: { done: { label: Done, tone: good } } }, proof: { type: ref, kinds: [source], label: Proof, help: H. } } } }
      proofs: { type: list, label: Proofs, help: H., of: { type: ref, kinds: [source] } }
    //- /content/strikes/all.yaml
    first: { title: First strike, day: 2022-01-01 }
    second: { title: Second strike, day: 2022-01-11 }
    third: { title: Third strike, day: 2022-02 }
    last: { title: Last strike, day: 2022-05-01 }
    //- /content/exercises/all.yaml
    a: { title: Exercise A, when: 2022-01-05, stand: done, rank: low, agreed: [{ what: to drill again, done_in: d, proof: p }, { what: to drill again, proof: p }, { what: to share maps, end: done }, { what: to meet, until: 2022-07 }] }
    b: { title: Exercise B, when: 2022-01-31, stand: done, rank: low, against: first }
    c: { title: Exercise C, when: 2022-03-01, stand: done, rank: high, against: [second, b] }
    d: { title: Exercise D, when: 2022-04-01~, stand: done, against: second }
    e: { title: Exercise E, when: 2022-02-15, stand: dropped, rank: high, against: second, because: heavy snow, proofs: p }
    f: { title: Exercise F, when: 2022-02-28, stand: meant, became: c }
    g: { title: Exercise G, when: 2022-07-10, stand: meant }
    //- /content/sources/all.yaml
    p: { title: A proof, publisher: P, consulted: excerpt }
    //- /content/commitments.md
    ---
    title: The ledger
    ---
    Words of an editor.
";

fn page(path: &str) -> String {
    let words = build(SITE).main_words(path);
    words.join("\n")
}

#[test]
fn responses_tell_answers_from_what_is_only_next_in_time() {
    assert_snapshot!(page("responses.html"), @"
    Responses
    On this page
    Sequence is not cause
    Days at each level
    Each event
    Sequence is not cause
    The figures say how many days passed from one event to the first exercise that certainly came later, at each level, in this record. They do not say that the later came of the earlier: a meeting may have been arranged long before. Only what is marked as an answer is said by a source to respond. What is not in this record is not counted.
    Days at each level
    A dot stands for the days after one event, a larger one for several of the same length
    Line: the median
    With a ring: a source says that it answered
    Days from each event to the first later exercise at each level
    High: median 49 days, 29 to 59. Low: median 12 days, 4 to 20.
    0
    7
    30 days
    High
    median 49
    Low
    median 12
    Over 5 events: the days to the first exercise at each level in this record that certainly came later, or to an answer if that came first. The scale is that of the square root. Order in time is not cause. Left out are days that are not certain, and what followed where the record is not declared complete.
    Days to the first exercise at each level, over 5 events; in the last column declared answers alone
    Level
    Median days
    Range, days
    Events followed
    Answers
    High
    49
    29 to 59
    4
    1 with a day not certain
    2
    median 39
    Low
    12
    4 to 20
    2
    1
    median 30
    Median and range leave out days that are not certain. 3 events have a declared answer; the median of the days to the first is 30.
    Each event
    How many days after each event, newest first.
    Answer
    : a source says that it responds. A plain number: only the next in time.
    Event
    High
    Low
    At no level
    1 May 2022
    : Last strike
    none
    none
    none
    Feb 2022
    : Third strike
    1 to 28
    none
    none
    31 Jan 2022
    : Exercise B
    29
    answer
    none
    none
    11 Jan 2022
    : Second strike
    49
    answer
    20
    about 80
    answer
    1 Jan 2022
    : First strike
    59
    4
    30
    answer
    none
    Days are counted from date to date as given, each in its own zone; across the date line the same moment has another date.
    ");
}

#[test]
fn the_ledger_lists_what_is_open_what_was_kept_and_what_became_of_plans() {
    assert_snapshot!(page("commitments.html"), @"
    The ledger
    On this page
    Open commitments
    Kept
    Ended otherwise
    Plans
    Words of an editor.
    commitments open
    2
    commitment kept
    1
    commitment ended otherwise
    1
    plans listed
    3
    Ages are counted to 30 June 2022, the day from which this record speaks. “Open” means that no event in this record is known to have kept it.
    Open commitments
    to drill again
    Open
    for 176 days; agreed on 5 January 2022:
    Exercise A
    . Source:
    A proof
    to meet
    Open
    for 176 days; agreed on 5 January 2022:
    Exercise A
    ; due by July 2022
    Kept
    to drill again
    Kept
    after about 86 days by
    Exercise D
    , about 1 April 2022; agreed on 5 January 2022:
    Exercise A
    . Source:
    A proof
    Ended otherwise
    to share maps
    Done
    agreed on 5 January 2022:
    Exercise A
    Plans
    Exercise G
    Intended
    planned for
    10 July 2022
    ; in 10 days
    Exercise F
    Held
    planned for
    28 February 2022
    ; held as
    Exercise C
    , 1 day later
    Exercise E
    Dropped
    planned for
    15 February 2022
    ; heavy snow. Source:
    A proof
    ");
}

#[test]
fn lines_of_the_ledger_have_anchors_made_of_words() {
    let built = build(SITE);
    let html = built.file("commitments.html");
    let ids = html
        .split(" id=\"c-")
        .skip(1)
        .filter_map(|rest| rest.split('"').next());
    assert_eq!(
        ids.collect::<Vec<_>>(),
        [
            "a-to-drill-again-2",
            "a-to-meet",
            "a-to-drill-again",
            "a-to-share-maps",
            "g",
            "f",
            "e"
        ]
    );
}

#[test]
fn no_age_is_counted_to_a_day_before_the_agreement() {
    let site = SITE.replace("    as_of: 2022-06-30\n", "    as_of: 2021-12-31\n");
    let words = build(&site).main_words("commitments.html").join(" ");
    assert!(
        !words.contains("Open for") && words.contains("Kept after about 86 days by"),
        "{words}"
    );
}
