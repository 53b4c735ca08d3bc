//! Events that are like another: what they share, how rare it is, and how close they are in time.

use crate::check::{Show, check};
use insta::assert_snapshot;

/// Makes a site with a talk for each line `key | when | people`.
fn talks(lines: &[String]) -> String {
    let mut files = String::from(
        "
//- /content/sources/list.yaml
kyodo: { title: Kyodo, publisher: Kyodo, consulted: excerpt }
//- /content/people/list.yaml
",
    );
    let people = lines
        .iter()
        .flat_map(|line| line.split('|').nth(2).unwrap().split(','));
    let mut people: Vec<&str> = people
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect();
    people.sort_unstable();
    people.dedup();
    let people = people
        .iter()
        .map(|name| format!("{name}: {{ title: {name} }}\n"));
    files.extend(people);
    for line in lines {
        let parts: Vec<&str> = line.split('|').map(str::trim).collect();
        let fields = format!(
            "title: {0}\nsummary: x\nwhen: {1}\nstatus: held\nparticipants: [{2}]\nsources: [kyodo]",
            parts[0], parts[1], parts[2]
        );
        let header = format!("//- /content/talks/{}.md", parts[0]);
        files += &[&header, "---", &fields, "---\n"].join("\n");
    }
    files
}

fn related(lines: &[&str]) -> String {
    let lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    check(&talks(&lines), Show::Related)
}

#[test]
fn events_that_share_nobody_are_not_related() {
    assert_snapshot!(related(&[
        "a | 2022-02-10 | kim",
        "b | 2022-02-11 | lee",
        "c | 2022-02-12 |",
    ]), @"
    a: nothing
    b: nothing
    c: nothing
    ");
}

#[test]
fn two_shared_people_count_more_than_one() {
    assert_snapshot!(related(&[
        "a | 2022-02-10 | kim, lee",
        "b | 2022-02-11 | kim",
        "c | 2022-02-11 | kim, lee",
        "d | 2022-02-11 | cho",
    ]), @"
    a: c (lee, kim); b (kim)
    b: c (kim); a (kim)
    c: a (lee, kim); b (kim)
    d: nothing
    ");
}

#[test]
fn whom_few_share_counts_more_than_whom_all_share() {
    assert_snapshot!(related(&[
        "a | 2022-02-10 | everybody, rare",
        "b | 2022-02-10 | everybody",
        "c | 2022-02-10 | rare",
        "d | 2022-02-10 | everybody",
        "e | 2022-02-10 | everybody",
    ]), @"
    a: c (rare); b (everybody); d (everybody); e (everybody)
    b: a (everybody); d (everybody); e (everybody)
    c: a (rare)
    d: a (everybody); b (everybody); e (everybody)
    e: a (everybody); b (everybody); d (everybody)
    ");
}

#[test]
fn what_is_closer_in_time_stands_first() {
    assert_snapshot!(related(&[
        "a | 2022-02-10 | kim",
        "b | 2012-02-10 | kim",
        "c | 2022-02-20 | kim",
        "d | 2022-01-10 | kim",
    ]), @"
    a: c (kim); d (kim); b (kim)
    b: d (kim); a (kim); c (kim)
    c: a (kim); d (kim); b (kim)
    d: a (kim); c (kim); b (kim)
    ");
}

#[test]
fn events_without_a_day_come_last() {
    assert_snapshot!(related(&[
        "a | 2022-02-10 | kim",
        "b | ../2030 | kim",
        "c | 1950-02-20 | kim",
    ]), @"
    a: c (kim); b (kim)
    b: a (kim); c (kim)
    c: a (kim); b (kim)
    ");
}

#[test]
fn sources_make_no_relation_and_speakers_of_figures_neither() {
    assert_snapshot!(check("
        //- /content/talks/a.md
        ---
        title: A
        summary: A.
        when: 2022-02-10
        status: held
        duration: { value: 30 min, by: kr-jcs, source: kyodo }
        outcomes: [{ text: something, source: kyodo }]
        sources: [kyodo]
        ---
        [[kr-jcs]] said so [@kyodo].
        //- /content/talks/b.md
        ---
        title: B
        summary: B.
        when: 2022-02-11
        status: held
        duration: { value: 30 min, by: kr-jcs, source: kyodo }
        outcomes: [{ text: something, source: kyodo }]
        sources: [kyodo]
        ---
        [[kr-jcs]] said so [@kyodo].
        //- /content/organisations/kr-jcs.md
        ---
        title: Joint Chiefs
        ---
        //- /content/sources/list.yaml
        kyodo: { title: Kyodo, publisher: Kyodo, consulted: excerpt }
    ", Show::Related), @"
    a: nothing
    b: nothing
    ");
}

#[test]
fn kinds_of_events_are_related_across() {
    assert_snapshot!(check("
        //- /content/talks/a.md
        ---
        title: A
        summary: A.
        when: 2022-02-10
        status: held
        topics: [missiles]
        sources: [kyodo]
        ---
        //- /content/launches/b.md
        ---
        title: B
        summary: B.
        when: 2022-01-30
        outcome: success
        launched_by: north-korea
        salvos: [{ class: srbm }]
        topics: [missiles]
        sources: [kyodo]
        ---
        //- /content/topics/missiles.md
        ---
        title: Missiles
        ---
        //- /content/countries/north-korea.md
        ---
        title: North Korea
        code: PRK
        ---
        //- /content/sources/list.yaml
        kyodo: { title: Kyodo, publisher: Kyodo, consulted: excerpt }
    ", Show::Related), @"
    b: a (missiles)
    a: b (missiles)
    ");
}

#[test]
fn whoever_takes_part_in_much_brings_in_the_nearest_in_time_only() {
    // Of thirty talks that share one person, only the nearest six on either side are looked at: the
    // five that are shown stand around each talk, never far from it. More than half share nobody.
    let lines: Vec<String> = (0..60)
        .map(|number| {
            let (month, day) = (number / 28 + 1, number % 28 + 1);
            let who = ["kim", "lee"][number % 2];
            format!("t{number:02} | 2022-{month:02}-{day:02} | {who}")
        })
        .collect();
    let printed = check(&talks(&lines), Show::Related);
    assert_eq!(printed.lines().count(), 60);
    for line in printed.lines() {
        let (event, others) = line.split_once(": ").unwrap();
        let number = |key: &str| key[1..3].parse::<i32>().unwrap();
        let others: Vec<i32> = others.split("; ").map(number).collect();
        assert_eq!(others.len(), 5, "{line}");
        assert!(
            others
                .iter()
                .all(|other| (other - number(event)).abs() <= 12),
            "{line}"
        );
    }
}

#[test]
fn what_more_than_half_of_many_events_share_relates_none_of_them() {
    // Of a few events, what all share is all that there is to say.
    let lines = |number: usize| -> Vec<String> {
        let people = |day: usize| if day < 3 { "all, few" } else { "all" };
        let line = |day: usize| format!("t{day:02} | 2022-02-{day:02} | {}", people(day));
        (1..=number).map(line).collect()
    };
    let shown = |lines: &[String]| check(&talks(lines), Show::Related);
    let few = shown(&lines(4));
    assert!(few.contains("t03: t02 (all)"), "{few}");
    let many = shown(&lines(12));
    assert!(many.contains("t01: t02 (few)\n"), "{many}");
    assert!(many.contains("t03: nothing"), "{many}");
}
