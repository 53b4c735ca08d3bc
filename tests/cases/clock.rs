//! When an event was, on the pages of a kind that the site declares: its own zone, the zones that the
//! site names, UTC, and the zones of neighbours across the date line.

use crate::check::{Built, build};

const SITE: &str = "
    //- /site.yaml
    title: A test
    as_of: 2022-03-01
    zones: { Seoul: Asia/Seoul, Pyongyang: Asia/Pyongyang, Washington: America/New_York }
    //- /templates/kinds/exercise.yaml
    label: Exercise
    plural: Exercises
    folder: exercises
    menu: 1
    roles: { dated_by: began, zoned_by: clock, also_by: there, answers: against }
    fields:
      began: { type: date, required: true, label: Began, help: The first day. }
      clock: { type: zone, label: Clock, help: The zone. }
      there: { type: days_by_zone, label: There, help: The day elsewhere. }
      against: { type: ref, kinds: [exercise], time: after, inverse: Answered by, label: Answers, help: What it answers. }
";

/// Builds a site with an exercise for each line `key | fields`.
fn exercises(lines: &[&str]) -> Built {
    let mut files = SITE.to_owned();
    for line in lines {
        let (key, fields) = line.split_once('|').unwrap();
        let key = key.trim();
        let head = [
            "",
            &format!("    //- /content/exercises/{key}.md"),
            "    ---",
            &format!("    title: {key}\n"),
        ];
        files += &head.join("\n");
        for field in fields.split(';') {
            files += &["    ", field.trim(), "\n"].concat();
        }
        files += "    ---\n";
    }
    build(&files)
}

/// Returns the clock of a page: zones and what each shows, and what is not known.
fn clock(fields: &str) -> String {
    let built = exercises(&[&format!("one | {fields}")]);
    let words = built.main_words("exercises/one.html");
    let clock = words.iter().skip_while(|word| *word != "When").skip(1);
    let clock = clock.take_while(|word| *word != "Cite this page");
    clock.cloned().collect::<Vec<_>>().join(" | ")
}

/// Returns the days of a page's events, each with the zone beside it if that is named.
fn days(built: &Built, path: &str) -> Vec<String> {
    let page = built.file(path);
    let items = page.split("class=\"when\"").skip(1);
    let days = items.map(|item| {
        let item = item.split_once('>').unwrap().1;
        let end = item
            .find("</span>")
            .into_iter()
            .chain(item.find("</time>\n"));
        let text = &item[..end.min().unwrap()];
        let text: Vec<&str> = text
            .split('<')
            .map(|piece| piece.rsplit('>').next().unwrap())
            .filter(|piece| !piece.trim().is_empty())
            .collect();
        text.join(", ")
    });
    days.collect()
}

#[test]
fn a_launch_at_seoul_is_of_the_day_before_in_washington_and_of_its_own_in_the_chronology() {
    let fields = "began: 2022-01-30T07:52+09:00; clock: Asia/Seoul";
    assert_eq!(
        clock(fields),
        "Seoul | Sun 30 Jan 2022, 07:52 | Pyongyang | Sun 30 Jan 2022, 07:52 | Washington | \
         Sat 29 Jan 2022, 17:52 | UTC | Sat 29 Jan 2022, 22:52"
    );
    let built = exercises(&[&format!("one | {fields}")]);
    assert_eq!(days(&built, "chronology/2022.html"), ["30 Jan"]);
    let year = built.file("chronology/2022.html");
    assert!(
        year.contains("<time class=\"when\" datetime=\"2022-01-30T07:52+09:00\">30 Jan</time>")
    );
    assert!(
        !year.contains("29 Jan"),
        "no page of the chronology knows another day"
    );
}

#[test]
fn a_zone_has_the_clock_that_it_had_that_day() {
    assert_eq!(
        clock("began: 2017-11-29T03:17+09:00; clock: Asia/Seoul"),
        "Seoul | Wed 29 Nov 2017, 03:17 | Pyongyang | Wed 29 Nov 2017, 02:47 | Washington | \
         Tue 28 Nov 2017, 13:17 | UTC | Tue 28 Nov 2017, 18:17"
    );
}

#[test]
fn a_time_with_an_offset_alone_stands_in_the_row_of_a_zone_that_has_it() {
    assert_eq!(
        clock("began: 2022-01-30T07:52+09:00"),
        "Seoul | Sun 30 Jan 2022, 07:52 | Pyongyang | Sun 30 Jan 2022, 07:52 | Washington | \
         Sat 29 Jan 2022, 17:52 | UTC | Sat 29 Jan 2022, 22:52"
    );
    assert_eq!(
        clock("began: 2022-01-30T07:52+07:00"),
        "UTC+7 | Sun 30 Jan 2022, 07:52 | Seoul | Sun 30 Jan 2022, 09:52 | Pyongyang | \
         Sun 30 Jan 2022, 09:52 | Washington | Sat 29 Jan 2022, 19:52 | UTC | Sun 30 Jan 2022, 00:52"
    );
}

#[test]
fn a_day_without_a_time_is_never_shifted() {
    for (fields, shown) in [
        (
            "began: 2022-02-10; clock: Asia/Seoul",
            "Seoul | Thu 10 Feb 2022 | Pyongyang | Thu 10 Feb 2022 | Washington | 9 or 10 Feb 2022 | \
             UTC | 9 or 10 Feb 2022 | Time of day not reported. Washington is 14 hours behind.",
        ),
        (
            "began: 2022-02-10; clock: Asia/Seoul; there: { America/New_York: 2022-02-10 }",
            "Seoul | Thu 10 Feb 2022 | Washington | Thu 10 Feb 2022 | Pyongyang | Thu 10 Feb 2022 | \
             UTC | Thu 10 Feb 2022 | Time of day not reported.",
        ),
        (
            "began: 2017-11-29; clock: Asia/Seoul",
            "Seoul | Wed 29 Nov 2017 | Pyongyang | 28 or 29 Nov 2017 | Washington | 28 or 29 Nov 2017 | \
             UTC | 28 or 29 Nov 2017 | Time of day not reported. Pyongyang is 30 minutes behind.",
        ),
        (
            "began: 2022-02-10",
            "Date | Thu 10 Feb 2022 | Time of day not reported. The zone is not given.",
        ),
        (
            "began: 2022-02; clock: Asia/Seoul",
            "Seoul | Feb 2022, day not known | Pyongyang | Feb 2022, day not known | Washington | \
             between 31 Jan and 28 Feb 2022 | UTC | between 31 Jan and 28 Feb 2022",
        ),
        (
            "began: 2022-02-10/2022-02-12; clock: Asia/Seoul",
            "Seoul | 10 to 12 Feb 2022 | Pyongyang | 10 to 12 Feb 2022 | Washington | \
             between 9 and 12 Feb 2022 | UTC | between 9 and 12 Feb 2022",
        ),
        (
            "began: 2022-02-10~; clock: Asia/Seoul",
            "Seoul | about 10 Feb 2022 | Pyongyang | about 10 Feb 2022 | Washington | \
             about 9 or 10 Feb 2022 | UTC | about 9 or 10 Feb 2022",
        ),
        (
            "began: 2022-02/..; clock: Asia/Seoul",
            "Seoul | from Feb 2022 on",
        ),
    ] {
        assert_eq!(clock(fields), shown);
    }
}

/// Two events whose days step back across the date line, and two whose days do not.
const ACROSS: &[&str] = &[
    "a-first | began: 2022-02-09; clock: Asia/Seoul",
    "b-seoul | began: 2022-02-11T06:30; clock: Asia/Seoul",
    "c-washington | began: 2022-02-10T17:00; clock: America/New_York; against: b-seoul",
    "d-last | began: 2022-02-14; clock: America/New_York",
    "e-lead | began: 2022-02-20; clock: America/New_York",
];

#[test]
fn neighbours_whose_days_step_back_name_their_zones() {
    let built = exercises(ACROSS);
    assert_eq!(
        days(&built, "chronology/2022.html"),
        [
            "9 Feb",
            "11 Feb, Seoul",
            "10 Feb, Washington",
            "14 Feb",
            "20 Feb"
        ]
    );
    let newest_first = [
        "20 Feb",
        "14 Feb",
        "10 Feb, Washington",
        "11 Feb, Seoul",
        "9 Feb",
    ];
    assert_eq!(days(&built, "exercises/index.html"), newest_first);
    let with_year = |day: &&str| day.replacen(" Feb", " Feb 2022", 1);
    let with_years: Vec<String> = newest_first.iter().map(with_year).collect();
    assert_eq!(days(&built, "chronology/index.html"), with_years);
    assert_eq!(days(&built, "index.html"), with_years[1..]);
}

#[test]
fn the_chain_names_zones_where_its_days_step_back() {
    let built = exercises(ACROSS);
    let words = built.main_words("exercises/c-washington.html").join(" ");
    let chain = &words[words.find("What led here").unwrap()..words.find("Cite this").unwrap()];
    assert!(chain.contains("11 February 2022 (Seoul)"), "{chain}");
    assert!(chain.contains("10 February 2022 (Washington)"), "{chain}");
    let plain = exercises(&[
        ACROSS[0],
        "f-after | began: 2022-02-12; clock: Asia/Seoul; against: a-first",
    ]);
    let words = plain.main_words("exercises/f-after.html").join(" ");
    assert!(!words.contains("(Seoul)"), "{words}");
}

#[test]
fn the_page_on_method_explains_the_words_by_what_the_program_says() {
    let files = format!(
        "{SITE}
    //- /content/exercises/one.md
    ---
    title: One
    began: 2022-02
    ---
    //- /content/methodology.md
    ---
    title: Methodology
    ---
    Words.
"
    );
    let words = build(&files).main_words("methodology.html");
    for (term, example, written) in [
        ("about …", "about 13 January 2022", "2022-01-13~"),
        ("… or earlier", "June 2020 or earlier", "[..2020-06]"),
        (
            "…, day not known",
            "February 2022, day not known",
            "2022-02-XX",
        ),
    ] {
        let at = words.iter().position(|word| word == term).unwrap();
        assert_eq!(words[at + 1..at + 3], [example, written]);
    }
}
