//! Every type of field, right and wrong: the value that is read, or the one fault that is reported.

use crate::check::fields;
use insta::assert_snapshot;

#[test]
fn text_keeps_what_was_written() {
    assert_snapshot!(fields(&[
        "text: plain words",
        "text: NO",
        "text: 017",
        "text: 1_000",
        "text: 2022-02-10",
        "text: 1e3",
        "text: true",
        "text: 'it''s quoted'",
        "text: \"with: a colon\"",
        "text: \"\\u00e9\"",
        "text: 서욱",
        "text:   spaces around  ",
        "text: a # a remark",
        "text: >\n  two\n  lines",
        "text: |\n  two\n  lines",
    ]), @r#"
    text: plain words
      = text: "plain words"
    text: NO
      = text: "NO"
    text: 017
      = text: "017"
    text: 1_000
      = text: "1_000"
    text: 2022-02-10
      = text: "2022-02-10"
    text: 1e3
      = text: "1e3"
    text: true
      = text: "true"
    text: 'it''s quoted'
      = text: "it's quoted"
    text: "with: a colon"
      = text: "with: a colon"
    text: "\u00e9"
      = text: "é"
    text: 서욱
      = text: "서욱"
    text:   spaces around  
      = text: "spaces around"
    text: a # a remark
      = text: "a"
    text: >
        two
        lines
      = text: "two lines"
    text: |
        two
        lines
      = text: "two\nlines"
    "#);
}

#[test]
fn empty_values_count_as_absent() {
    assert_snapshot!(fields(&[
        "text:",
        "text: ~",
        "text: null",
        "text: ''",
        "text: '  '",
        "whole: ''",
        "whole:",
        "friends: []",
        "friends: [~]",
        "friends:",
        "friend: ''",
        "parts: []",
        "part:",
        "part: {}",
        "day: ''",
        "colour: ''",
        "link: ''",
        "elsewhere: {}",
        "height:",
        "height: ''",
    ]), @"
    text:
      = nothing
    text: ~
      = nothing
    text: null
      = nothing
    text: ''
      = nothing
    text: '  '
      = nothing
    whole: ''
      = nothing
    whole:
      = nothing
    friends: []
      = nothing
    friends: [~]
      = nothing
    friends:
      = nothing
    friend: ''
      = nothing
    parts: []
      = nothing
    part:
      = nothing
    part: {}
      ! 3:7 missing-field: `name` is missing | add `name:` — the name
    day: ''
      = nothing
    colour: ''
      = nothing
    link: ''
      = nothing
    elsewhere: {}
      = elsewhere: 
    height:
      = nothing
    height: ''
      = nothing
    ");
}

#[test]
fn a_single_value_is_not_a_list_or_a_mapping() {
    assert_snapshot!(fields(&[
        "text: [a, b]",
        "text: { a: b }",
        "whole: [3]",
        "day: { year: 2022 }",
        "colour: [red]",
        "friend: [kishi-nobuo]",
        "friend: [[kishi-nobuo]]",
        "zone: [Asia/Seoul]",
        "sure: []",
        "link: {}",
    ]), @r#"
    text: [a, b]
      ! 3:7 wrong-type: `text` takes a single value, not a list | write one value after `text:`; quotes help where it holds a colon or brackets
    text: { a: b }
      ! 3:7 wrong-type: `text` takes a single value, not a mapping | write one value after `text:`; quotes help where it holds a colon or brackets
    whole: [3]
      ! 3:8 wrong-type: `whole` takes a single value, not a list | write one value after `whole:`; quotes help where it holds a colon or brackets
    day: { year: 2022 }
      ! 3:6 wrong-type: `day` takes a single value, not a mapping | write one value after `day:`; quotes help where it holds a colon or brackets
    colour: [red]
      ! 3:9 wrong-type: `colour` takes a single value, not a list | write one value after `colour:`; quotes help where it holds a colon or brackets
    friend: [kishi-nobuo]
      ! 3:9 wrong-type: `friend` takes a single value, not a list | write one value after `friend:`; quotes help where it holds a colon or brackets
    friend: [[kishi-nobuo]]
      ! 3:9 wrong-type: `friend` takes a single value, not a list | put a wikilink in quotes: `"[[…]]"`
    zone: [Asia/Seoul]
      ! 3:7 wrong-type: `zone` takes a single value, not a list | write one value after `zone:`; quotes help where it holds a colon or brackets
    sure: []
      = nothing
    link: {}
      ! 3:7 wrong-type: `link` takes a single value, not a mapping | write one value after `link:`; quotes help where it holds a colon or brackets
    "#);
}

#[test]
fn whole_numbers() {
    assert_snapshot!(fields(&[
        "whole: 3",
        "whole: 0",
        "whole: -3",
        "whole: '3'",
        "whole: 007",
        "whole: +3",
        "whole: 3.0",
        "whole: 1,000",
        "whole: 1_000",
        "whole: three",
        "whole: 0x1F",
        "whole: 9223372036854775807",
        "whole: 9223372036854775808",
        "whole: ３",
    ]), @"
    whole: 3
      = whole: 3
    whole: 0
      = whole: 0
    whole: -3
      = whole: -3
    whole: '3'
      = whole: 3
    whole: 007
      = whole: 7
    whole: +3
      = whole: 3
    whole: 3.0
      ! 3:8 bad-number: `whole` is a whole number, not `3.0` | write digits only, such as 2
    whole: 1,000
      ! 3:8 bad-number: `whole` is a whole number, not `1,000` | write digits only, such as 2
    whole: 1_000
      ! 3:8 bad-number: `whole` is a whole number, not `1_000` | write digits only, such as 2
    whole: three
      ! 3:8 bad-number: `whole` is a whole number, not `three` | write digits only, such as 2
    whole: 0x1F
      ! 3:8 bad-number: `whole` is a whole number, not `0x1F` | write digits only, such as 2
    whole: 9223372036854775807
      = whole: 9223372036854775807
    whole: 9223372036854775808
      ! 3:8 bad-number: `whole` is a whole number, not `9223372036854775808` | write digits only, such as 2
    whole: ３
      ! 3:8 bad-number: `whole` is a whole number, not `３` | write digits only, such as 2
    ");
}

#[test]
fn decimal_numbers() {
    assert_snapshot!(fields(&[
        "point: 40.61",
        "point: -77.04",
        "point: 40",
        "point: 0",
        "point: .5",
        "point: 5.",
        "point: 40,61",
        "point: 40.61°",
        "point: 1e3",
        "point: 450-600",
        "point: about 40",
        "point: --4",
        "point: NaN",
        "point: .inf",
    ]), @"
    point: 40.61
      = point: 40.61
    point: -77.04
      = point: -77.04
    point: 40
      = point: 40
    point: 0
      = point: 0
    point: .5
      ! 3:8 bad-number: `point` is a number, not `.5` | write digits with a point, such as 40.61 or -77.04
    point: 5.
      ! 3:8 bad-number: `point` is a number, not `5.` | write digits with a point, such as 40.61 or -77.04
    point: 40,61
      ! 3:8 bad-number: `point` is a number, not `40,61` | write digits with a point, such as 40.61 or -77.04
    point: 40.61°
      ! 3:8 bad-number: `point` is a number, not `40.61°` | write digits with a point, such as 40.61 or -77.04
    point: 1e3
      ! 3:8 bad-number: `point` is a number, not `1e3` | write digits with a point, such as 40.61 or -77.04
    point: 450-600
      ! 3:8 bad-number: `point` is a number, not `450-600` | write digits with a point, such as 40.61 or -77.04
    point: about 40
      ! 3:8 bad-number: `point` is a number, not `about 40` | write digits with a point, such as 40.61 or -77.04
    point: --4
      ! 3:8 bad-number: `point` is a number, not `--4` | write digits with a point, such as 40.61 or -77.04
    point: NaN
      ! 3:8 bad-number: `point` is a number, not `NaN` | write digits with a point, such as 40.61 or -77.04
    point: .inf
      ! 3:8 yaml-syntax: this is not YAML: non-finite float `.inf` rejected by the configured policy | look for a missing quotation mark, a colon inside a value (put the value in quotes), or lines that are not indented alike
    ");
}

#[test]
fn quantities() {
    assert_snapshot!(fields(&[
        "amount: 800",
        "amount: 2000",
        "amount: about 2000",
        "amount: over 700",
        "amount: under 700",
        "amount: at least 700",
        "amount: at most 700",
        "amount: 450-600",
        "amount: about 450-600",
        "amount: 6.5",
        "amount: 600-450",
        "amount: over 450-600",
        "amount: 800 km",
        "amount: 1,000",
        "amount: -5",
        "amount: many",
        "amount: ~2000",
        "amount: About 2000",
        "amount: 0",
        "amount: 1234567890123",
    ]), @"
    amount: 800
      = amount: 800
    amount: 2000
      = amount: 2,000
    amount: about 2000
      = amount: about 2,000
    amount: over 700
      = amount: over 700
    amount: under 700
      = amount: under 700
    amount: at least 700
      = amount: at least 700
    amount: at most 700
      = amount: at most 700
    amount: 450-600
      = amount: 450–600
    amount: about 450-600
      = amount: about 450–600
    amount: 6.5
      = amount: 6.5
    amount: 600-450
      ! 3:9 bad-number: `amount` is a quantity in km, not `600-450` | write a number such as 800 (no unit, no commas), `about 800`, `over 700`, or a range such as 450-600
    amount: over 450-600
      ! 3:9 bad-number: `amount` is a quantity in km, not `over 450-600` | write a number such as 800 (no unit, no commas), `about 800`, `over 700`, or a range such as 450-600
    amount: 800 km
      ! 3:9 bad-number: `amount` is a quantity in km, not `800 km` | write a number such as 800 (no unit, no commas), `about 800`, `over 700`, or a range such as 450-600
    amount: 1,000
      ! 3:9 bad-number: `amount` is a quantity in km, not `1,000` | write a number such as 800 (no unit, no commas), `about 800`, `over 700`, or a range such as 450-600
    amount: -5
      ! 3:9 bad-number: `amount` is a quantity in km, not `-5` | write a number such as 800 (no unit, no commas), `about 800`, `over 700`, or a range such as 450-600
    amount: many
      ! 3:9 bad-number: `amount` is a quantity in km, not `many` | write a number such as 800 (no unit, no commas), `about 800`, `over 700`, or a range such as 450-600
    amount: ~2000
      ! 3:9 bad-number: `amount` is a quantity in km, not `~2000` | write a number such as 800 (no unit, no commas), `about 800`, `over 700`, or a range such as 450-600
    amount: About 2000
      ! 3:9 bad-number: `amount` is a quantity in km, not `About 2000` | write a number such as 800 (no unit, no commas), `about 800`, `over 700`, or a range such as 450-600
    amount: 0
      = amount: 0
    amount: 1234567890123
      ! 3:9 bad-number: `amount` is a quantity in km, not `1234567890123` | write a number such as 800 (no unit, no commas), `about 800`, `over 700`, or a range such as 450-600
    ");
}

#[test]
fn yes_and_no() {
    assert_snapshot!(fields(&[
        "sure: yes",
        "sure: no",
        "sure: true",
        "sure: false",
        "sure: 'no'",
        "sure: on",
        "sure: Yes",
        "sure: 1",
    ]), @"
    sure: yes
      = sure: yes
    sure: no
      = sure: no
    sure: true
      = sure: yes
    sure: false
      = sure: no
    sure: 'no'
      = sure: no
    sure: on
      ! 3:7 wrong-type: `sure` is yes or no, not `on` | write yes or no
    sure: Yes
      ! 3:7 wrong-type: `sure` is yes or no, not `Yes` | write yes or no
    sure: 1
      ! 3:7 wrong-type: `sure` is yes or no, not `1` | write yes or no
    ");
}

#[test]
fn dates() {
    assert_snapshot!(fields(&[
        "until: 2022-02-10",
        "until: '2022-02-10'",
        "until: 2022-02",
        "until: 2022",
        "until: 2022-02-10~",
        "until: 2022-02-10?",
        "until: 2022-02-10%",
        "until: 2022-02-XX",
        "until: 199X",
        "until: 2022-21",
        "until: 2019-11-16/2019-11-17",
        "until: 2019-12/..",
        "until: ../2020-06",
        "until: \"[2022-02-09,2022-02-10]\"",
        "until: \"[2022-02-09..2022-02-10]\"",
        "until: 2022-01-30T07:52+09:00",
        "until: 2022-01-30T07:52:10Z",
        "until: 2020-02-29",
        "until: 2022-02-29",
        "until: 2022-13-01",
        "until: 2022-02-30",
        "until: 2022-2-5",
        "until: 10 February 2022",
        "until: 2022/02/10",
        "until: 10.02.2022",
        "until: 2022-W05",
        "until: 07:52",
        "until: 2022-01-30T25:00+09:00",
        "until: \"[2022-02-09, 2022-02-10]\"",
        "until: [2022-02-09, 2022-02-10]",
        "until: soon",
    ]), @r#"
    until: 2022-02-10
      = until: 2022-02-10
    until: '2022-02-10'
      = until: 2022-02-10
    until: 2022-02
      = until: 2022-02
    until: 2022
      = until: 2022
    until: 2022-02-10~
      = until: 2022-02-10~
    until: 2022-02-10?
      = until: 2022-02-10?
    until: 2022-02-10%
      = until: 2022-02-10%
    until: 2022-02-XX
      = until: 2022-02-XX
    until: 199X
      = until: 199X
    until: 2022-21
      = until: 2022-21
    until: 2019-11-16/2019-11-17
      = until: 2019-11-16/2019-11-17
    until: 2019-12/..
      = until: 2019-12/..
    until: ../2020-06
      = until: ../2020-06
    until: "[2022-02-09,2022-02-10]"
      = until: [2022-02-09,2022-02-10]
    until: "[2022-02-09..2022-02-10]"
      = until: [2022-02-09..2022-02-10]
    until: 2022-01-30T07:52+09:00
      = until: 2022-01-30T07:52+09:00
    until: 2022-01-30T07:52:10Z
      = until: 2022-01-30T07:52:10Z
    until: 2020-02-29
      = until: 2020-02-29
    until: 2022-02-29
      ! 3:16 bad-date: there is no `29` in February 2022 | February 2022 has 28 days
    until: 2022-13-01
      ! 3:13 bad-date: there is no month `13` | months run from `01` to `12`
    until: 2022-02-30
      ! 3:16 bad-date: there is no `30` in February 2022 | February 2022 has 28 days
    until: 2022-2-5
      ! 3:8 bad-date: `2022-2-5` is not a date in the form that briefbook reads | write `2022-02-05`
    until: 10 February 2022
      ! 3:8 bad-date: `10 February 2022` is not a date in the form that briefbook reads | write `2022-02-10`
    until: 2022/02/10
      ! 3:8 bad-date: `2022/02/10` is not a date in the form that briefbook reads | write `2022-02-10`
    until: 10.02.2022
      ! 3:8 bad-date: `10.02.2022` is not a date in the form that briefbook reads | write `2022-02-10`
    until: 2022-W05
      ! 3:8 bad-date: weeks are not supported | write the first and last day, as `2022-01-31/2022-02-06`
    until: 07:52
      ! 3:8 bad-date: `07:52` is a time without a day | write the day first, as `2022-01-30T07:52+09:00`
    until: 2022-01-30T25:00+09:00
      ! 3:19 bad-date: `2022-01-30T25:00+09:00` is not a date: hour must be 00-23 (24 is not allowed) | write the time as `07:52` or `07:52:10`, then `Z` or an offset such as `+09:00`
    until: "[2022-02-09, 2022-02-10]"
      ! 3:8 bad-date: `[2022-02-09, 2022-02-10]` is not a date in the form that briefbook reads | write `[2022-02-09,2022-02-10]`
    until: [2022-02-09, 2022-02-10]
      ! 3:8 wrong-type: `until` takes a single value, not a list | write one value after `until:`; quotes help where it holds a colon or brackets
    until: soon
      ! 3:8 bad-date: `soon` is not a date: year must have exactly four digits (or X) | write a day as `2022-02-10`, a month as `2022-02`, an interval as `2022-02-10/2022-02-12`; `~` after it means about, `?` probably
    "#);
}

#[test]
fn zones() {
    assert_snapshot!(fields(&[
        "zone: Asia/Seoul",
        "zone: America/New_York",
        "zone: UTC",
        "zone: asia/seoul",
        "zone: Asia/Soul",
        "zone: Seoul",
        "zone: KST",
        "zone: +09:00",
        "zone: Mars/Olympus",
    ]), @"
    zone: Asia/Seoul
      = zone: Asia/Seoul
    zone: America/New_York
      = zone: America/New_York
    zone: UTC
      = zone: UTC
    zone: asia/seoul
      ! 3:7 unknown-zone: there is no time zone `asia/seoul` | did you mean `Asia/Seoul`?
    zone: Asia/Soul
      ! 3:7 unknown-zone: there is no time zone `Asia/Soul` | did you mean `Asia/Seoul`?
    zone: Seoul
      ! 3:7 unknown-zone: there is no time zone `Seoul` | did you mean `Asia/Seoul`?
    zone: KST
      ! 3:7 unknown-zone: there is no time zone `KST` | write an IANA name such as Asia/Seoul or America/New_York
    zone: +09:00
      ! 3:7 unknown-zone: there is no time zone `+09:00` | write an IANA name such as Asia/Seoul or America/New_York
    zone: Mars/Olympus
      ! 3:7 unknown-zone: there is no time zone `Mars/Olympus` | write an IANA name such as Asia/Seoul or America/New_York
    ");
}

#[test]
fn times_need_a_zone_and_must_agree_with_it() {
    assert_snapshot!(fields(&[
        "day: 2022-01-30T07:52\nzone: Asia/Seoul",
        "day: 2022-01-30T07:52+09:00",
        "day: 2022-01-30T07:52+09:00\nzone: Asia/Seoul",
        "day: 2022-01-30T07:52Z\nzone: UTC",
        "day: 2022-01-30T07:52",
        "day: 2022-01-30T07:52+08:00\nzone: Asia/Seoul",
        "day: 2022-01-30T07:52Z\nzone: Asia/Seoul",
        "day: 2017-11-29T02:47+08:30\nzone: Asia/Pyongyang",
        "day: 2017-11-29T02:47+09:00\nzone: Asia/Pyongyang",
        "day: 2022-03-13T02:30\nzone: America/New_York",
        "day: 2022-11-06T01:30\nzone: America/New_York",
        "day: 2022-01-30\nzone: Asia/Soul",
        "day: 2022-01-30T07:52\nzone: Asia/Soul",
    ]), @"
    day: 2022-01-30T07:52
      zone: Asia/Seoul
      = day: 2022-01-30T07:52; zone: Asia/Seoul
    day: 2022-01-30T07:52+09:00
      = day: 2022-01-30T07:52+09:00
    day: 2022-01-30T07:52+09:00
      zone: Asia/Seoul
      = day: 2022-01-30T07:52+09:00; zone: Asia/Seoul
    day: 2022-01-30T07:52Z
      zone: UTC
      = day: 2022-01-30T07:52Z; zone: UTC
    day: 2022-01-30T07:52
      ! 3:6 time-without-zone: this time of day has no zone | add the offset, as in 2022-01-30T07:52+09:00, or the zone of the event on a line of its own
    day: 2022-01-30T07:52+08:00
      zone: Asia/Seoul
      ! 3:6 bad-date: `+08:00` is not the offset of `Asia/Seoul` at that time, which is `+09:00` | write the time in the event's zone, as `2022-01-30T08:52+09:00` for the same instant, or correct the zone
    day: 2022-01-30T07:52Z
      zone: Asia/Seoul
      ! 3:6 bad-date: `Z` is not the offset of `Asia/Seoul` at that time, which is `+09:00` | write the time in the event's zone, as `2022-01-30T16:52+09:00` for the same instant, or correct the zone
    day: 2017-11-29T02:47+08:30
      zone: Asia/Pyongyang
      = day: 2017-11-29T02:47+08:30; zone: Asia/Pyongyang
    day: 2017-11-29T02:47+09:00
      zone: Asia/Pyongyang
      ! 3:6 bad-date: `+09:00` is not the offset of `Asia/Pyongyang` at that time, which is `+08:30` | write the time in the event's zone, as `2017-11-29T02:17+08:30` for the same instant, or correct the zone
    day: 2022-03-13T02:30
      zone: America/New_York
      ! 3:6 bad-date: clocks in `America/New_York` never showed `2022-03-13T02:30`: they were put forward over it | check the time, or the zone that the source gives it in
    day: 2022-11-06T01:30
      zone: America/New_York
      = day: 2022-11-06T01:30; zone: America/New_York
    day: 2022-01-30
      zone: Asia/Soul
      ! 4:7 unknown-zone: there is no time zone `Asia/Soul` | did you mean `Asia/Seoul`?
    day: 2022-01-30T07:52
      zone: Asia/Soul
      ! 4:7 unknown-zone: there is no time zone `Asia/Soul` | did you mean `Asia/Seoul`?
    ");
}

#[test]
fn times_in_other_fields_say_their_zone_themselves() {
    assert_snapshot!(fields(&[
        "until: 2022-01-30T07:52+09:00",
        "until: 2022-01-30T07:52Z",
        "until: 2022-01-30T07:52",
        "until: 2022-01-30T07:52\nzone: Asia/Seoul",
        "elsewhere: { UTC: 2022-02-10T07:52 }",
        "elsewhere: { UTC: 2022-02-10T07:52Z }",
    ]), @"
    until: 2022-01-30T07:52+09:00
      = until: 2022-01-30T07:52+09:00
    until: 2022-01-30T07:52Z
      = until: 2022-01-30T07:52Z
    until: 2022-01-30T07:52
      ! 3:8 time-without-zone: this time of day has no zone | add the offset, as in 2022-01-30T07:52+09:00, or write the day alone
    until: 2022-01-30T07:52
      zone: Asia/Seoul
      ! 3:8 time-without-zone: this time of day has no zone | add the offset, as in 2022-01-30T07:52+09:00, or write the day alone
    elsewhere: { UTC: 2022-02-10T07:52 }
      ! 3:19 bad-date: the day in `UTC` has a time of day | write the day alone, as 2022-02-09
    elsewhere: { UTC: 2022-02-10T07:52Z }
      ! 3:19 bad-date: the day in `UTC` has a time of day | write the day alone, as 2022-02-09
    ");
}

#[test]
fn days_by_zone() {
    assert_snapshot!(fields(&[
        "elsewhere: { America/New_York: 2022-02-09 }",
        "elsewhere: { America/New_York: 2022-02-09, Asia/Seoul: 2022-02-10 }",
        "elsewhere:\n  Asia/Tokyo: 2022-02-10",
        "elsewhere: { America/New_Yrok: 2022-02-09 }",
        "elsewhere: { America/New_York: yesterday }",
        "elsewhere: { America/New_York: }",
        "elsewhere: { America/New_York: [2022-02-09] }",
        "elsewhere: 2022-02-09",
        "elsewhere: [America/New_York]",
        "elsewhere: { Asia/Seoul: 2022-02-10, Asia/Seoul: 2022-02-11 }",
    ]), @"
    elsewhere: { America/New_York: 2022-02-09 }
      = elsewhere: America/New_York 2022-02-09
    elsewhere: { America/New_York: 2022-02-09, Asia/Seoul: 2022-02-10 }
      = elsewhere: America/New_York 2022-02-09, Asia/Seoul 2022-02-10
    elsewhere:
        Asia/Tokyo: 2022-02-10
      = elsewhere: Asia/Tokyo 2022-02-10
    elsewhere: { America/New_Yrok: 2022-02-09 }
      ! 3:14 unknown-zone: there is no time zone `America/New_Yrok` | did you mean `America/New_York`?
    elsewhere: { America/New_York: yesterday }
      ! 3:32 bad-date: `yesterday` is not a date: year must have exactly four digits (or X) | write a day as `2022-02-10`, a month as `2022-02`, an interval as `2022-02-10/2022-02-12`; `~` after it means about, `?` probably
    elsewhere: { America/New_York: }
      ! 3:30 wrong-type: `America/New_York` takes a single value, not nothing | write one value after `America/New_York:`; quotes help where it holds a colon or brackets
    elsewhere: { America/New_York: [2022-02-09] }
      ! 3:32 wrong-type: `America/New_York` takes a single value, not a list | write one value after `America/New_York:`; quotes help where it holds a colon or brackets
    elsewhere: 2022-02-09
      ! 3:12 wrong-type: `elsewhere` is a mapping from zone to day, not a single value | write it as `{ America/New_York: 2022-02-09 }`
    elsewhere: [America/New_York]
      ! 3:12 wrong-type: `elsewhere` is a mapping from zone to day, not a list | write it as `{ America/New_York: 2022-02-09 }`
    elsewhere: { Asia/Seoul: 2022-02-10, Asia/Seoul: 2022-02-11 }
      ! 3:38 duplicate-key: the key `Asia/Seoul` stands here a second time | keep one of the two; where both values are meant, make one list
      !   3:14 first here
    ");
}

#[test]
fn durations() {
    assert_snapshot!(fields(&[
        "lasting: 30 min",
        "lasting: 1 h 15 min",
        "lasting: 2 h",
        "lasting: 9137 s",
        "lasting: 3 days",
        "lasting: 1 day",
        "lasting: 152 min 17 s",
        "lasting: 30",
        "lasting: half an hour",
        "lasting: 30min",
        "lasting: 15 min 1 h",
        "lasting: 1.5 h",
        "lasting: -3 min",
        "lasting: PT30M",
        "lasting: 00:30",
    ]), @"
    lasting: 30 min
      = lasting: 30 minutes
    lasting: 1 h 15 min
      = lasting: 1 hour 15 minutes
    lasting: 2 h
      = lasting: 2 hours
    lasting: 9137 s
      = lasting: 9,137 seconds
    lasting: 3 days
      = lasting: 3 days
    lasting: 1 day
      = lasting: 1 day
    lasting: 152 min 17 s
      = lasting: 152 minutes 17 seconds
    lasting: 30
      ! 3:10 bad-duration: `30` has no unit of time | write whole numbers with `days`, `h`, `min` or `s`, the largest unit first, as `1 h 15 min`
    lasting: half an hour
      ! 3:10 bad-duration: `half an hour` is not a duration | write whole numbers with `days`, `h`, `min` or `s`, the largest unit first, as `1 h 15 min`
    lasting: 30min
      = lasting: 30 minutes
    lasting: 15 min 1 h
      ! 3:10 bad-duration: `1 h` is out of order | write whole numbers with `days`, `h`, `min` or `s`, the largest unit first, as `1 h 15 min`
    lasting: 1.5 h
      ! 3:10 bad-duration: `1` has no unit of time | write whole numbers with `days`, `h`, `min` or `s`, the largest unit first, as `1 h 15 min`
    lasting: -3 min
      ! 3:10 bad-duration: `-3 min` is not a duration | write whole numbers with `days`, `h`, `min` or `s`, the largest unit first, as `1 h 15 min`
    lasting: PT30M
      ! 3:10 bad-duration: `PT30M` is not a duration | write whole numbers with `days`, `h`, `min` or `s`, the largest unit first, as `1 h 15 min`
    lasting: 00:30
      ! 3:10 bad-duration: `00` has no unit of time | write whole numbers with `days`, `h`, `min` or `s`, the largest unit first, as `1 h 15 min`
    ");
}

#[test]
fn addresses_of_the_web() {
    assert_snapshot!(fields(&[
        "link: https://example.org/a?b=c&d#e",
        "link: http://example.org",
        "link: HTTPS://EXAMPLE.ORG/",
        "link: example.org",
        "link: www.example.org/a",
        "link: ftp://example.org/",
        "link: javascript:alert(1)",
        "link: //example.org/a",
        "link: https://",
        "link: \"https://example.org/a b\"",
        "link: https://user@example.org/",
        "link: https://example.org/\"><b",
        "link: https://例え.jp/道",
        "link: mailto:a@example.org",
    ]), @r#"
    link: https://example.org/a?b=c&d#e
      = link: https://example.org/a?b=c&d#e
    link: http://example.org
      = link: http://example.org
    link: HTTPS://EXAMPLE.ORG/
      = link: HTTPS://EXAMPLE.ORG/
    link: example.org
      ! 3:7 bad-url: `example.org` is not a web address | write the whole address, beginning with https:// or http://, without spaces
    link: www.example.org/a
      ! 3:7 bad-url: `www.example.org/a` is not a web address | write the whole address, beginning with https:// or http://, without spaces
    link: ftp://example.org/
      ! 3:7 bad-url: `ftp://example.org/` is not a web address | write the whole address, beginning with https:// or http://, without spaces
    link: javascript:alert(1)
      ! 3:7 bad-url: `javascript:alert(1)` is not a web address | write the whole address, beginning with https:// or http://, without spaces
    link: //example.org/a
      ! 3:7 bad-url: `//example.org/a` is not a web address | write the whole address, beginning with https:// or http://, without spaces
    link: https://
      ! 3:7 bad-url: `https://` is not a web address | write the whole address, beginning with https:// or http://, without spaces
    link: "https://example.org/a b"
      ! 3:7 bad-url: `https://example.org/a b` is not a web address | write the whole address, beginning with https:// or http://, without spaces
    link: https://user@example.org/
      ! 3:7 bad-url: `https://user@example.org/` is not a web address | write the whole address, beginning with https:// or http://, without spaces
    link: https://example.org/"><b
      ! 3:7 bad-url: `https://example.org/"><b` is not a web address | write the whole address, beginning with https:// or http://, without spaces
    link: https://例え.jp/道
      = link: https://例え.jp/道
    link: mailto:a@example.org
      ! 3:7 bad-url: `mailto:a@example.org` is not a web address | write the whole address, beginning with https:// or http://, without spaces
    "#);
}

#[test]
fn languages() {
    assert_snapshot!(fields(&[
        "tongue: ko",
        "tongue: en-GB",
        "tongue: zh-Hant-TW",
        "tongue: Korean",
        "tongue: k",
        "tongue: ko_KR",
        "tongue: ko-",
        "tongue: 12",
        "tongue: no",
    ]), @"
    tongue: ko
      = tongue: ko
    tongue: en-GB
      = tongue: en-GB
    tongue: zh-Hant-TW
      = tongue: zh-Hant-TW
    tongue: Korean
      ! 3:9 bad-language: `Korean` is not a language tag | write a short tag such as ja, ko or en-GB
    tongue: k
      ! 3:9 bad-language: `k` is not a language tag | write a short tag such as ja, ko or en-GB
    tongue: ko_KR
      ! 3:9 bad-language: `ko_KR` is not a language tag | write a short tag such as ja, ko or en-GB
    tongue: ko-
      ! 3:9 bad-language: `ko-` is not a language tag | write a short tag such as ja, ko or en-GB
    tongue: 12
      ! 3:9 bad-language: `12` is not a language tag | write a short tag such as ja, ko or en-GB
    tongue: no
      = tongue: no
    ");
}

#[test]
fn choices() {
    assert_snapshot!(fields(&[
        "colour: red",
        "colour: 'red'",
        "colour: dark-blue",
        "colour: no",
        "colour: rde",
        "colour: Red",
        "colour: dark blue",
        "colour: purple",
        "colours: [red, green]",
        "colours: red",
        "colours: [red, grene]",
        "colours: [red, [green]]",
    ]), @"
    colour: red
      = colour: red
    colour: 'red'
      = colour: red
    colour: dark-blue
      = colour: dark-blue
    colour: no
      = colour: no
    colour: rde
      ! 3:9 unknown-choice: unknown colour `rde` | did you mean `red`? `colour` allows: red, dark-blue, no
    colour: Red
      ! 3:9 unknown-choice: unknown colour `Red` | did you mean `red`? `colour` allows: red, dark-blue, no
    colour: dark blue
      ! 3:9 unknown-choice: unknown colour `dark blue` | did you mean `dark-blue`? `colour` allows: red, dark-blue, no
    colour: purple
      ! 3:9 unknown-choice: unknown colour `purple` | `colour` allows: red, dark-blue, no
    colours: [red, green]
      = colours: [red, green]
    colours: red
      = colours: [red]
    colours: [red, grene]
      ! 3:16 unknown-choice: unknown colours `grene` | did you mean `green`? `colours` allows: red, green
    colours: [red, [green]]
      ! 3:16 wrong-type: `colours` takes a single value, not a list | write one value after `colours:`; quotes help where it holds a colon or brackets
    ");
}

#[test]
fn lists() {
    assert_snapshot!(fields(&[
        "numbers: [1, 2]",
        "numbers: 1",
        "numbers:\n  - 1\n  - 2",
        "numbers: [1, x, 3, y]",
        "numbers: [1, ~, 3]",
        "numbers: [1, [2]]",
        "numbers: { a: 1 }",
        "names: [a, 'b, c', NO]",
        "names: a, b",
        "friends: [kishi-nobuo, suh-wook]",
        "friends: kishi-nobuo",
    ]), @r#"
    numbers: [1, 2]
      = numbers: [1, 2]
    numbers: 1
      = numbers: [1]
    numbers:
        - 1
        - 2
      = numbers: [1, 2]
    numbers: [1, x, 3, y]
      ! 3:14 bad-number: `numbers` is a whole number, not `x` | write digits only, such as 2
      ! 3:20 bad-number: `numbers` is a whole number, not `y` | write digits only, such as 2
    numbers: [1, ~, 3]
      = numbers: [1, 3]
    numbers: [1, [2]]
      ! 3:14 wrong-type: `numbers` takes a single value, not a list | write one value after `numbers:`; quotes help where it holds a colon or brackets
    numbers: { a: 1 }
      ! 3:10 wrong-type: `numbers` takes a single value, not a mapping | write one value after `numbers:`; quotes help where it holds a colon or brackets
    names: [a, 'b, c', NO]
      = names: ["a", "b, c", "NO"]
    names: a, b
      = names: ["a, b"]
    friends: [kishi-nobuo, suh-wook]
      = friends: [-> people/kishi-nobuo, -> people/suh-wook]
    friends: kishi-nobuo
      = friends: [-> people/kishi-nobuo]
    "#);
}

#[test]
fn groups() {
    assert_snapshot!(fields(&[
        "part: { name: one, size: 3 }",
        "part: { size: 3 }",
        "part: { name: one, sise: 3 }",
        "part: { name: one, colour: red }",
        "part: { name: one, x-own: anything }",
        "part: { name: one, title: anything }",
        "part: { name: one, size: three }",
        "part: { name: [one] }",
        "part: one",
        "part: [one]",
        "part: [{ name: one }]",
        "part: { name: one, name: two }",
        "part: { name: }",
    ]), @r#"
    part: { name: one, size: 3 }
      = part: {name: "one", size: 3}
    part: { size: 3 }
      ! 3:7 missing-field: `name` is missing | add `name:` — the name
    part: { name: one, sise: 3 }
      ! 3:20 unknown-key: there is no field `sise` here | did you mean `size`?
    part: { name: one, colour: red }
      ! 3:20 unknown-key: there is no field `colour` here | known here: name, size; a key of your own begins with `x-`
    part: { name: one, x-own: anything }
      = part: {name: "one"}
    part: { name: one, title: anything }
      ! 3:20 unknown-key: there is no field `title` here | known here: name, size; a key of your own begins with `x-`
    part: { name: one, size: three }
      ! 3:26 bad-number: `size` is a whole number, not `three` | write digits only, such as 2
    part: { name: [one] }
      ! 3:15 wrong-type: `name` takes a single value, not a list | write one value after `name:`; quotes help where it holds a colon or brackets
    part: one
      ! 3:7 wrong-type: each item of `part` is a mapping, not a single value | write it as `{ name: … }`; the fields are name, size
    part: [one]
      ! 3:7 wrong-type: each item of `part` is a mapping, not a list | write it as `{ name: … }`; the fields are name, size
    part: [{ name: one }]
      ! 3:7 wrong-type: each item of `part` is a mapping, not a list | write it as `{ name: … }`; the fields are name, size
    part: { name: one, name: two }
      ! 3:20 duplicate-key: the key `name` stands here a second time | keep one of the two; where both values are meant, make one list
      !   3:9 first here
    part: { name: }
      ! 3:7 missing-field: `name` is missing | add `name:` — the name
    "#);
}

#[test]
fn lists_of_groups() {
    assert_snapshot!(fields(&[
        "parts: [{ name: one, size: 3 }, { name: two }]",
        "parts:\n  - name: one\n    size: 3\n  - two",
        "parts: [one, two]",
        "parts: one",
        "parts: { name: one }",
        "parts: [{ size: 3 }]",
        "parts: [{ name: one, sise: 3 }, { nam: two }]",
        "parts: [[one]]",
        "parts: [{ name: one, who: kishi-nobuo }, { name: two, who: nobody }]",
        "parts: [{ name: one, size: x }, { name: two, size: y }]",
        "parts: [~, one]",
    ]), @r#"
    parts: [{ name: one, size: 3 }, { name: two }]
      = parts: [{name: "one", size: 3}, {name: "two"}]
    parts:
        - name: one
          size: 3
        - two
      = parts: [{name: "one", size: 3}, {name: "two"}]
    parts: [one, two]
      = parts: [{name: "one"}, {name: "two"}]
    parts: one
      = parts: [{name: "one"}]
    parts: { name: one }
      = parts: [{name: "one"}]
    parts: [{ size: 3 }]
      ! 3:9 missing-field: `name` is missing | add `name:` — the name
    parts: [{ name: one, sise: 3 }, { nam: two }]
      ! 3:22 unknown-key: there is no field `sise` here | did you mean `size`?
      ! 3:33 missing-field: `name` is missing | add `name:` — the name
      ! 3:35 unknown-key: there is no field `nam` here | did you mean `name`?
    parts: [[one]]
      ! 3:9 wrong-type: each item of `parts` is a mapping, not a list | write it as `{ name: … }`; the fields are name, size, who
    parts: [{ name: one, who: kishi-nobuo }, { name: two, who: nobody }]
      ! 3:60 unknown-reference: there is no person called `nobody` | write content/people/nobody.md for it, or correct the name
    parts: [{ name: one, size: x }, { name: two, size: y }]
      ! 3:28 bad-number: `size` is a whole number, not `x` | write digits only, such as 2
      ! 3:52 bad-number: `size` is a whole number, not `y` | write digits only, such as 2
    parts: [~, one]
      = parts: [{name: "one"}]
    "#);
}

#[test]
fn markdown_in_a_field() {
    assert_snapshot!(fields(&[
        "words: plain",
        "words: some *emphasis* and [[kishi-nobuo]]",
        "words: \"[[kishi-nobuo|the minister]] said so [@kyodo]\"",
        "words: see [[nobody]]",
        "words: \"quoted, and so see [[nobody]]\"",
        "words: cited [@nothing]",
        "words: <b>bold</b>",
        "words: \"[a](javascript:alert(1))\"",
        "words: '# not a heading'",
        "words: '- not a list'",
        "words: [[kishi-nobuo]]",
    ]), @r##"
    words: plain
      = words: markdown "plain"
    words: some *emphasis* and [[kishi-nobuo]]
      = words: markdown "some emphasis and kishi-nobuo"
    words: "[[kishi-nobuo|the minister]] said so [@kyodo]"
      = words: markdown "the minister said so"
    words: see [[nobody]]
      ! 3:14 unknown-reference: there is no entry called `nobody` | write nobody.md for it in the folder of its kind, or correct the name
    words: "quoted, and so see [[nobody]]"
      ! 3:8 unknown-reference: there is no entry called `nobody` | write nobody.md for it in the folder of its kind, or correct the name
    words: cited [@nothing]
      ! 3:15 unknown-reference: there is no source called `nothing` | write content/sources/nothing.md for it, or correct the name
    words: <b>bold</b>
      ! 3:8 raw-html: HTML `<b>` in a body | write Markdown instead; where the character itself is meant, write `\<`
    words: "[a](javascript:alert(1))"
      ! 3:8 forbidden-scheme: `javascript:` addresses are not allowed | only http, https and mailto are; a file of this site is named by its path
    words: '# not a heading'
      = words: markdown "# not a heading"
    words: '- not a list'
      = words: markdown "- not a list"
    words: [[kishi-nobuo]]
      ! 3:8 wrong-type: `words` takes a single value, not a list | put a wikilink in quotes: `"[[…]]"`
    "##);
}

#[test]
fn a_number_with_too_many_digits_is_told_so() {
    assert_snapshot!(fields(&["point: 39.0287384920384"]), @r#"
    point: 39.0287384920384
      ! 3:8 bad-number: `point` is a number, not `39.0287384920384` | leave out the last digits: twelve characters are read, and six digits after the point tell a place to the decimetre
    "#);
}
