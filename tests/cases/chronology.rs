//! The order of events across zones and precisions, their neighbours, and their years.

use crate::check::{Show, check};
use insta::assert_snapshot;

/// Makes a site with a talk for each line `key | when | zone`, and launches for keys that begin so.
fn events(lines: &[&str], show: Show) -> String {
    let mut files = String::from(
        "
//- /content/sources/list.yaml
kyodo: { title: Kyodo, publisher: Kyodo, consulted: excerpt }
//- /content/countries/north-korea.md
---
title: North Korea
code: PRK
---
",
    );
    for line in lines {
        let mut parts = line.split('|').map(str::trim);
        let (key, when) = (parts.next().unwrap(), parts.next().unwrap());
        let zone = parts
            .next()
            .map_or(String::new(), |zone| format!("zone: {zone}\n"));
        let (folder, rest) = if key.starts_with("launch") {
            (
                "launches",
                "outcome: success\nlaunched_by: north-korea\nsalvos: [{ class: srbm }]",
            )
        } else {
            ("talks", "status: held")
        };
        let fields = format!("summary: x\nwhen: \"{when}\"\n{zone}{rest}\nsources: [kyodo]");
        let header = format!("//- /content/{folder}/{key}.md");
        let title = format!("title: {key}");
        files += &[&header, "---", &title, &fields, "---\n"].join("\n");
    }
    check(&files, show)
}

#[test]
fn the_same_date_begins_earlier_in_the_east() {
    assert_snapshot!(events(&[
        "a-honolulu | 2022-02-10 | Pacific/Honolulu",
        "b-washington | 2022-02-10 | America/New_York",
        "c-london | 2022-02-10 | Europe/London",
        "d-seoul | 2022-02-10 | Asia/Seoul",
        "e-kiritimati | 2022-02-10 | Pacific/Kiritimati",
        "f-auckland | 2022-02-10 | Pacific/Auckland",
        "g-utc | 2022-02-10 | UTC",
        "h-without | 2022-02-10",
    ], Show::Order), @"
    e-kiritimati (after -, before f-auckland)
    f-auckland (after e-kiritimati, before d-seoul)
    d-seoul (after f-auckland, before c-london)
    c-london (after d-seoul, before g-utc)
    g-utc (after c-london, before h-without)
    h-without (after g-utc, before b-washington)
    b-washington (after h-without, before a-honolulu)
    a-honolulu (after b-washington, before -)
    ");
}

#[test]
fn a_day_across_the_date_line_keeps_its_own_date() {
    assert_snapshot!(events(&[
        "launch-seoul | 2022-01-01T07:52+09:00 | Asia/Seoul",
        "talk-washington | 2021-12-31T18:00 | America/New_York",
        "talk-tokyo | 2022-01-01 | Asia/Tokyo",
        "talk-honolulu | 2021-12-31 | Pacific/Honolulu",
    ], Show::Years), @"
    2021: talk-honolulu, talk-washington
    2022: talk-tokyo, launch-seoul
    as of 2022-01-01
    ");
}

#[test]
fn order_follows_the_instant_and_years_follow_the_calendar() {
    assert_snapshot!(events(&[
        "launch-seoul | 2022-01-01T07:52+09:00 | Asia/Seoul",
        "talk-washington | 2021-12-31T18:00 | America/New_York",
        "talk-tokyo | 2022-01-01 | Asia/Tokyo",
        "talk-honolulu | 2021-12-31 | Pacific/Honolulu",
    ], Show::Order), @"
    talk-honolulu (after -, before talk-tokyo)
    talk-tokyo (after talk-honolulu, before talk-washington)
    launch-seoul (after -, before -)
    talk-washington (after talk-tokyo, before -)
    ");
}

#[test]
fn events_of_one_day_stand_by_time_then_by_length_then_by_key() {
    assert_snapshot!(events(&[
        "d-day | 2022-02-10 | Asia/Seoul",
        "c-day | 2022-02-10 | Asia/Seoul",
        "b-midnight | 2022-02-10T00:00 | Asia/Seoul",
        "a-noon | 2022-02-10T12:00 | Asia/Seoul",
        "e-minute | 2022-02-10T12:00 | Asia/Seoul",
        "f-second | 2022-02-10T12:00:00 | Asia/Seoul",
        "g-month | 2022-02 | Asia/Seoul",
        "h-two-days | 2022-02-10/2022-02-11 | Asia/Seoul",
        "i-about | 2022-02-10~ | Asia/Seoul",
        "j-before-noon | 2022-02-10T11:59:59 | Asia/Seoul",
    ], Show::Order), @"
    g-month (after -, before b-midnight)
    b-midnight (after g-month, before c-day)
    c-day (after b-midnight, before d-day)
    d-day (after c-day, before i-about)
    i-about (after d-day, before h-two-days)
    h-two-days (after i-about, before j-before-noon)
    j-before-noon (after h-two-days, before f-second)
    f-second (after j-before-noon, before a-noon)
    a-noon (after f-second, before e-minute)
    e-minute (after a-noon, before -)
    ");
}

#[test]
fn coarse_dates_and_open_ends_have_their_place() {
    assert_snapshot!(events(&[
        "a-year | 2021",
        "b-month | 2021-06",
        "c-season | 2021-23",
        "d-decade | 202X",
        "e-day-unknown | 2021-06-XX",
        "f-from | 2021-06/..",
        "g-until | ../2021-06",
        "h-one-of | [2021-06-09,2021-06-11]",
        "i-span | 2020-12-30/2021-01-02",
        "j-century | 20XX",
        "k-or-earlier | [..2021-06]",
    ], Show::Order), @"
    g-until (after -, before k-or-earlier)
    k-or-earlier (after g-until, before j-century)
    j-century (after k-or-earlier, before d-decade)
    d-decade (after j-century, before i-span)
    i-span (after d-decade, before a-year)
    a-year (after i-span, before b-month)
    b-month (after a-year, before e-day-unknown)
    e-day-unknown (after b-month, before f-from)
    f-from (after e-day-unknown, before h-one-of)
    h-one-of (after f-from, before c-season)
    c-season (after h-one-of, before -)
    ");
}

#[test]
fn years_are_those_of_the_first_day_and_coarser_dates_have_none() {
    assert_snapshot!(events(&[
        "a-year | 2021",
        "b-season | 2021-23",
        "c-decade | 202X",
        "d-from | 2021-06/..",
        "e-until | ../2021-06",
        "f-one-of | [2020-12-31,2021-01-01]",
        "g-span | 2020-12-30/2021-01-02",
        "h-about | 2021~",
        "i-far | Y12345",
        "j-before | -0044-03-15",
    ], Show::Years), @"
    -44: j-before
    2020: g-span
    2021: a-year, h-about, d-from, b-season
    no year: e-until, c-decade, f-one-of, i-far
    as of 2021-09-01
    ");
}

#[test]
fn neighbours_are_of_the_same_kind() {
    assert_snapshot!(events(&[
        "launch-a | 2022-01-05 | Asia/Seoul",
        "talk-a | 2022-01-06 | Asia/Seoul",
        "launch-b | 2022-01-07 | Asia/Seoul",
        "talk-b | 2022-01-08 | Asia/Seoul",
        "launch-c | 2022-01-09 | Asia/Seoul",
    ], Show::Order), @"
    launch-a (after -, before launch-b)
    talk-a (after -, before talk-b)
    launch-b (after launch-a, before launch-c)
    talk-b (after talk-a, before -)
    launch-c (after launch-b, before -)
    ");
}

#[test]
fn a_site_without_events_has_an_empty_chronology() {
    assert_snapshot!(events(&[], Show::Years), @"as of nothing");
}

#[test]
fn the_site_speaks_from_its_own_day_or_the_newest_event() {
    let site = |setting: &str| {
        format!(
            "
            //- /site.yaml
            title: A test
            {setting}
            //- /content/launches/a.md
            ---
            title: A
            summary: A.
            when: 2022-01-30T07:52+09:00
            outcome: success
            launched_by: north-korea
            salvos: [{{ class: srbm }}]
            sources: [kyodo]
            ---
            //- /content/countries/north-korea.md
            ---
            title: North Korea
            code: PRK
            ---
            //- /content/sources/list.yaml
            kyodo: {{ title: Kyodo, publisher: Kyodo, consulted: excerpt }}
        "
        )
    };
    assert_snapshot!(check(&site(""), Show::Years), @"
    2022: a
    as of 2022-01-30
    ");
    assert_snapshot!(check(&site("as_of: 2022-03-01"), Show::Years), @"
    2022: a
    as of 2022-03-01
    ");
    assert_snapshot!(check(&site("as_of: 2022-03"), Show::Years), @"site.yaml:2:8 bad-date: `2022-03` is not one certain day | write a day such as 2022-02-28");
    assert_snapshot!(check(&site("as_of: 1 March 2022"), Show::Years), @"site.yaml:2:8 bad-date: `1 March 2022` is not a date in the form that briefbook reads | write `2022-03-01`");
}
