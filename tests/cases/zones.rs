//! The zone of an event that states a time and no zone: that of its place, for kinds that a site
//! declares. A day without a time asks for none.

use crate::check::{Show, build, check};

/// Writes a site with an exercise of these fields; a line is parted from the next by `;`.
fn exercise(fields: &str) -> String {
    let fields = fields.replace("; ", "\n    ");
    format!(
        "
    //- /site.yaml
    title: A test
    as_of: 2022-03-01
    zones: {{ Washington: America/New_York }}
    //- /templates/kinds/exercise.yaml
    label: Exercise
    plural: Exercises
    folder: exercises
    roles: {{ dated_by: began, zoned_by: clock, located_by: held.at }}
    fields:
      began: {{ type: date, sourced: true, required: true, label: Began, help: The first day. }}
      clock: {{ type: zone, label: Clock, help: The zone. }}
      held:
        type: list
        label: Held
        help: Where it was held.
        of:
          type: group
          short: at
          fields:
            at: {{ type: ref, kinds: [range], inverse: Held here, label: At, help: A range. }}
    //- /templates/kinds/range.yaml
    label: Range
    plural: Ranges
    folder: ranges
    roles: {{ zoned_by: hours }}
    fields:
      hours: {{ type: zone, label: Hours, help: The zone. }}
    //- /content/ranges/all.yaml
    fuji: {{ title: Mount Fuji, hours: Asia/Tokyo }}
    hokkaido: {{ title: Hokkaido, hours: Asia/Tokyo }}
    guam: {{ title: Guam, hours: Pacific/Guam }}
    utah: {{ title: Utah, hours: America/Denver }}
    sea: {{ title: At sea }}
    exercises: {{ title: Another }}
    //- /content/exercises/zero.md
    ---
    title: zero
    began: 2022-01-29T22:30Z
    ---
    //- /content/exercises/one.md
    ---
    title: one
    {fields}
    ---
"
    )
}

fn clock(fields: &str) -> String {
    let built = build(&exercise(fields));
    let words = built.main_words("exercises/one.html");
    let clock = words.iter().skip_while(|word| *word != "When").skip(1);
    let clock = clock.take_while(|word| !["Cite this page", "Held"].contains(&word.as_str()));
    clock.cloned().collect::<Vec<_>>().join(" | ")
}

#[test]
fn a_time_without_a_zone_is_that_of_its_place() {
    let tokyo = "Tokyo | Sun 30 Jan 2022, 07:52 | Washington | Sat 29 Jan 2022, 17:52 | UTC | \
                 Sat 29 Jan 2022, 22:52";
    for fields in [
        "began: 2022-01-30T07:52; held: [fuji]",
        "began: 2022-01-30T07:52; held: [Mount Fuji]",
        "began: 2022-01-30T07:52; held: [fuji, hokkaido]",
        "began: [{ value: 2022-01-30T07:52, prefer: true }, { value: 2022-01-30T07:50 }]; held: [fuji]",
        // What the event says itself goes before what its place says.
        "began: 2022-01-30T07:52; clock: Asia/Tokyo; held: [guam]",
    ] {
        let shown = clock(fields);
        assert!(shown.starts_with(tokyo), "{fields}: {shown}");
    }
    // The summer time of the place is that of the day.
    let shown = clock("began: 2022-07-30T07:52; held: [utah]");
    assert!(shown.ends_with("UTC | Sat 30 Jul 2022, 13:52"), "{shown}");
}

#[test]
fn a_day_without_a_time_takes_no_zone_from_its_place() {
    assert_eq!(
        clock("began: 2022-01-30; held: [fuji]"),
        "Date | Sun 30 Jan 2022 | Time of day not reported. The zone is not given."
    );
}

#[test]
fn the_zone_of_the_place_decides_the_order() {
    let order = |place: &str| {
        let fields = format!("began: 2022-01-30T07:52; held: [{place}]");
        check(&exercise(&fields), Show::Order)
    };
    assert_eq!(
        order("fuji"),
        "zero (after -, before one)\none (after zero, before -)"
    );
    // On Guam it is an hour later, and so 07:52 is half an hour before the other began.
    assert_eq!(
        order("guam"),
        "one (after -, before zero)\nzero (after one, before -)"
    );
}

#[test]
fn a_time_needs_a_zone_where_its_places_do_not_give_one() {
    let lacks = "time-without-zone: this time of day has no zone | add the offset, as in \
                 2022-01-30T07:52+09:00, or the zone of the event on a line of its own";
    let two = ": its places lie in `Asia/Tokyo` and `Pacific/Guam`";
    for (fields, expected) in [
        ("began: 2022-01-30T07:52", format!("3:8 {lacks}")),
        ("began: 2022-01-30T07:52; held: [sea]", format!("3:8 {lacks}")),
        ("began: 2022-01-30T07:52; held: [fuji, sea]", format!("3:8 {lacks}")),
        ("began: 2022-01-30T07:52; held: [fuji, guam]", format!("3:8 {lacks}{two}")),
        // One fault is told, and no other that follows from it.
        (
            "began: 2022-01-30T07:52; held: [fugi]",
            "4:8 unknown-reference: there is no range called `fugi` | did you mean `fuji` (Mount Fuji)?".to_owned(),
        ),
        (
            "began: 2022-01-30T07:52; clock: Asia/Tokio; held: [sea]",
            "4:8 unknown-zone: there is no time zone `Asia/Tokio` | did you mean `Asia/Tokyo`?".to_owned(),
        ),
        (
            "began: 2022-03-13T02:30; held: [utah]",
            "3:8 bad-date: clocks in `America/Denver` never showed `2022-03-13T02:30`: they were put forward over it | check the time, or the zone that the source gives it in".to_owned(),
        ),
    ] {
        let printed = check(&exercise(fields), Show::Nothing);
        assert_eq!(printed.trim_end(), format!("content/exercises/one.md:{expected}"));
    }
}
