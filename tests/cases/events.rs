//! What the pages of events, people and runs work out from the facts of others.

use crate::check::build;
use insta::assert_snapshot;

const SITE: &str = r"
    //- /site.yaml
    title: A test
    as_of: 2022-06-30
    //- /content/talks/2021-12-01-first.md
    ---
    title: The early meeting
    when: 2021-12-01
    zone: Asia/Tokyo
    status: held
    level: ministers
    series: rounds
    participants: [{ person: kishi, as: Minister }, sato]
    outcomes:
      - { text: to meet again, kept_by: 2022-03-01-third }
      - { text: to share reports }
    statements: [{ by: kishi, words: a good start, about: the meeting, channel: press, source: kyodo }]
    sources: [kyodo]
    ---
    [[kishi]] spoke in [[tokyo]]. He went on.
    //- /content/talks/2022-01-15-second.md
    ---
    title: The later meeting falls through
    when: 2022-01-15
    status: cancelled
    level: ministers
    series: rounds
    sources: [kyodo]
    ---
    It was to follow the [[2021-12-01-first]].
    //- /content/talks/2022-03-01-third.md
    ---
    title: The last meeting
    when: 2022-03-01
    status: held
    level: ministers
    series: rounds
    participants: [kishi]
    photo: { file: hall.png, alt: An empty hall, caption: The hall, credit: A desk, source: kyodo }
    sources: [kyodo]
    ---
    //- /content/talks/hall.png png=40x30
    //- /content/launches/2022-01-05-a.md
    ---
    title: An early launch
    when: 2022-01-05
    outcome: success
    launched_by: nk
    salvos: [{ class: srbm, system: arrow, range_km: 300 }]
    sources: [kyodo]
    ---
    //- /content/launches/2022-01-09-b.md
    ---
    title: A later launch
    when: 2022-01-09
    outcome: failure
    launched_by: nk
    salvos: [{ class: srbm, system: arrow, apogee_km: 50 }]
    sources: [kyodo]
    ---
    //- /content/people/kishi.md
    ---
    title: Nobuo Kishi
    tenures:
      - { title: Adviser, of: ministry, from: 2019-01-01, to: 2021-11-30 }
      - { title: Minister, of: ministry, from: 2021-12-01, to: 2022-05-01 }
    ---
    //- /content/people/sato.md
    ---
    title: Sato
    tenures: [{ title: Envoy, of: ministry, from: 2021-01-01, to: 2021-12-31 }]
    ---
    //- /content/organisations/ministry.md
    ---
    title: The Ministry
    ---
    //- /content/places/tokyo.md
    ---
    title: Tokyo
    ---
    //- /content/series/rounds.md
    ---
    title: The rounds
    ---
    //- /content/systems/arrow.md
    ---
    title: Arrow
    ---
    //- /content/countries/nk.md
    ---
    title: North Korea
    code: PRK
    ---
    //- /content/sources/list.yaml
    kyodo: { title: Kyodo report, publisher: Kyodo, consulted: excerpt }
";

/// Returns the words of a page from those of one heading up to another.
fn part(page: &str, from: &str, to: &str) -> String {
    let words = build(SITE).main_words(page);
    let start = words.iter().rposition(|word| word == from);
    let start = start.unwrap_or_else(|| panic!("no {from} in {words:?}"));
    let rest = &words[start..];
    let end = rest.iter().position(|word| word == to);
    let end = end.unwrap_or_else(|| panic!("no {to} in {rest:?}"));
    // The calendars are looked at where they are drawn.
    let is_day = |word: &String| word.len() < 3;
    let words = rest[..end].iter().filter(|word| !is_day(word));
    words.cloned().collect::<Vec<_>>().join("\n")
}

#[test]
fn the_chain_has_what_kept_an_outcome_and_the_neighbours_of_the_run() {
    assert_snapshot!(part("talks/2021-12-01-first.html", "What followed", "Sources"), @"
    What followed
    The two months around it
    December 2021
    January 2022
    Talk
    Launch
    Shaded: this talk
    Computed from the chronology. Events without a certain day are not drawn.
    Day 0
    1 December 2021
    · this page
    The early meeting
    +45 days
    15 January 2022
    · cancelled · next in this series
    The later meeting falls through
    It was to follow the The early meeting.
    +90 days
    1 March 2022
    · commitment kept by · next in this series
    The last meeting
    This series:
    The rounds
    Next after it:
    1 March 2022
    , 90 days later.
    90 days
    Dec 2021
    Mar 2022
    The nearest events of the series that were held on a certain day, to scale; 3 are recorded in all.
    ");
    assert_snapshot!(part("talks/2022-03-01-third.html", "What led here", "Cite this page"), @"
    What led here
    The month around it
    March 2022
    Talk
    Shaded: this talk
    Computed from the chronology. Events without a certain day are not drawn.
    −90 days
    1 December 2021
    · keeps what was agreed 90 days before in · previous in this series
    The early meeting
    −45 days
    15 January 2022
    · cancelled · previous in this series
    The later meeting falls through
    Day 0
    1 March 2022
    · this page
    The last meeting
    This series:
    The rounds
    Last before it:
    1 December 2021
    , 90 days before.
    90 days
    Dec 2021
    Mar 2022
    The nearest events of the series that were held on a certain day, to scale; 3 are recorded in all.
    Sources
    Kyodo report
    Kyodo · read as an excerpt
    All 3 facts here that can name a source rest on the sources of this page as a whole.
    ");
}

#[test]
fn an_outcome_is_open_until_an_event_keeps_it() {
    assert_snapshot!(part("talks/2021-12-01-first.html", "Outcomes and commitments", "Statements"), @"
    Outcomes and commitments
    How long each stayed open
    90 days
    211 days
    Counted to 30 June 2022, the day from which this record speaks. Solid: kept. Outline: no event in this record keeps it.
    to meet again
    Kept
    (among all plans and commitments)
    1 March 2022
    The last meeting
    to share reports
    Open
    (among all plans and commitments)
    All plans and commitments of this record
    , open and kept
    ");
}

#[test]
fn an_office_is_as_stated_or_as_the_person_has_it() {
    assert_snapshot!(part("talks/2021-12-01-first.html", "Participants", "Outcomes and commitments"), @"
    Participants
    Role as of 1 December 2021; “then”: no longer held on 30 June 2022
    Country
    Name
    Role
    Nobuo Kishi
    then Minister
    Sato
    then Envoy
    by the list of offices; the sources of this talk state none
    ");
    assert_snapshot!(part("people/kishi.html", "Appearances", "Cite this page"), @"
    Appearances
    Minister
    The Ministry
    1 December 2021
    1 May 2022
    1 Mar 2022
    The last meeting
    Talk
    · Held · Ministers · by the list of offices
    1 Dec 2021
    The early meeting
    Talk
    · Held · Ministers
    Nobuo Kishi spoke in Tokyo.
    Met with
    Who took part in the same events, by number of events; the role is that of the latest
    Country
    Name
    Role
    Events
    Sato
    then Envoy
    Statements
    “a good start”
    The early meeting
    Source:
    Kyodo report
    1 December 2021
    of the meeting, press
    Sources
    None of the 4 facts here that can name a source names one.
    ");
}

#[test]
fn a_launch_has_its_place_in_the_year_and_its_month() {
    let words = build(SITE).main_words("launches/2022-01-09-b.html");
    assert!(words.contains(&"Second launch of 2022 in this record".to_owned()));
    assert_snapshot!(part("launches/2022-01-09-b.html", "January in sequence", "Sources"), @"
    January in sequence
    The month around it
    January 2022
    Talk
    Launch
    Shaded: this launch
    Computed from the chronology. Events without a certain day are not drawn.
    Launches of January 2022
    Of 2022
    Day
    System, class
    Range
    (km)
    Apogee
    (km)
    5 Jan
    : An early launch
    Flown
    Arrow
    SRBM
    300
    9 Jan
    (this page)
    Failed
    Arrow
    SRBM
    Days from each to the next: 4. Computed.
    What followed
    Ministers
    51 days
    Days from this launch to the first talk at each level in this record that certainly came later. Computed; order in time, not cause.
    Others of the type
    Arrow
    One of 2 launches of this type in this record. The one before:
    5 January 2022
    , 4 days before.
    ");
}

#[test]
fn what_was_not_held_has_no_place_in_the_year() {
    let words = build(SITE).main_words("talks/2022-01-15-second.html");
    assert!(!words.iter().any(|word| word.contains("in this record")));
}

#[test]
fn a_run_and_a_type_list_their_events() {
    assert_snapshot!(part("series/rounds.html", "Talks in this series", "Cite this page"), @"
    Talks in this series
    By year
    2022
    1 held, 1 cancelled
    2021
    1 held
    90 days
    Dec 2021
    Mar 2022
    To scale; events not held or without a certain day are not drawn.
    1 Mar 2022
    The last meeting
    Talk
    · Held · Ministers
    15 Jan 2022
    The later meeting falls through
    Talk
    · Cancelled · Ministers
    1 Dec 2021
    The early meeting
    Talk
    · Held · Ministers
    ");
    assert_snapshot!(part("systems/arrow.html", "Launches", "Cite this page"), @"
    Launches
    Day
    Class
    Range
    (km)
    Apogee
    (km)
    9 Jan 2022
    : A later launch
    Failed
    SRBM
    5 Jan 2022
    : An early launch
    Flown
    SRBM
    300
    ");
}

#[test]
fn a_photo_stands_at_the_head_and_its_source_is_numbered() {
    let built = build(SITE);
    let html = built.file("talks/2022-03-01-third.html");
    let start = html.find("<figure class=\"photo\">").unwrap();
    let end = start + html[start..].find("</figure>").unwrap();
    assert_snapshot!(&html[start..end], @r##"<figure class="photo"><img src="../talks/hall.png" alt="An empty hall" width="40" height="30"><figcaption>The hall<sup><a href="#src-kyodo" aria-label="Source 1">1</a></sup> <span class="note">Photo: A desk</span></figcaption>"##);
}

#[test]
fn no_event_is_listed_twice() {
    for page in [
        "talks/2021-12-01-first.html",
        "talks/2022-03-01-third.html",
        "launches/2022-01-05-a.html",
    ] {
        let words = build(SITE).main_words(page);
        let end = words
            .iter()
            .position(|word| word.starts_with("Previous ") || word.starts_with("Next "));
        for title in ["The later meeting falls through", "A later launch"] {
            let listed = words[..end.unwrap()].iter().filter(|word| *word == title);
            assert!(listed.count() < 2, "{page}: {title}");
        }
    }
}

#[test]
fn a_photo_needs_a_file_and_a_description() {
    let with = |photo: &str| {
        let faulty = SITE.replace(
            "photo: { file: hall.png, alt: An empty hall, caption: The hall, credit: A desk, source: kyodo }",
            photo,
        );
        crate::check::build_faults(&faulty)
    };
    assert_snapshot!(with("photo: hall.png"), @"content/talks/2022-03-01-third.md:8:8 missing-alt: image `hall.png` has no description | write `photo: { file: hall.png, alt: what it shows }`");
    assert_snapshot!(with("photo: { file: hall.png }"), @"content/talks/2022-03-01-third.md:8:16 missing-alt: image `hall.png` has no description | write `photo: { file: hall.png, alt: what it shows }`");
    assert_snapshot!(with("photo: { alt: An empty hall }"), @"content/talks/2022-03-01-third.md:8:8 missing-field: `file` is missing | write `photo: { file: table.jpg, alt: what it shows }`");
    assert_snapshot!(with("photo: { file: hal.png, alt: An empty hall }"), @"content/talks/2022-03-01-third.md:8:16 missing-image: there is no picture `hal.png` | did you mean `hall.png`?");
    assert_snapshot!(with("photo: { file: https://example.org/hall.png, alt: An empty hall }"), @"content/talks/2022-03-01-third.md:8:16 bad-image: an image must lie beside the brief | put the file into the folder of this brief and write its name");
    assert_snapshot!(with("photo: { file: hall.png, alt: An empty hall, credits: A desk, source: kyodoo }"), @"
    content/talks/2022-03-01-third.md:8:46 unknown-key: there is no field `credits` here | did you mean `credit`?
    content/talks/2022-03-01-third.md:8:71 unknown-reference: there is no source called `kyodoo` | did you mean `kyodo` (Kyodo report)?
    ");
    assert_snapshot!(with("photo: [hall.png]"), @"content/talks/2022-03-01-third.md:8:8 wrong-type: `photo` takes a single value, not a list | write one value after `photo:`; quotes help where it holds a colon or brackets");
}
