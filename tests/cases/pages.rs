//! What pages say of what was resolved, compared inside `<main>` only.

use crate::check::build;
use insta::assert_snapshot;

const SITE: &str = "
    //- /content/talks/2022-02-10-call.md
    ---
    title: A call
    summary: The ministers spoke.
    when: 2022-02-10
    zone: Asia/Tokyo
    status: held
    participants: [{ person: kishi-nobuo, as: Minister of Defense }]
    responds_to: [2022-01-30-launch]
    sources: [kyodo]
    ---
    It was long [@kyodo]. Then [[kishi-nobuo]] spoke to the press. He said more.
    //- /content/talks/2021-05-01-first.md
    ---
    title: A first call
    summary: They met.
    when: 2021-05-01
    status: held
    participants: [kishi-nobuo]
    sources: [kyodo]
    ---
    //- /content/launches/2022-01-30-launch.md
    ---
    title: A launch
    summary: A missile flew.
    when: 2022-01-30T07:52+09:00
    zone: Asia/Seoul
    outcome: success
    launched_by: north-korea
    salvos: [{ class: srbm }]
    sources: [kyodo]
    ---
    //- /content/people/kishi-nobuo.md
    ---
    title: Nobuo Kishi
    ---
    //- /content/countries/north-korea.md
    ---
    title: North Korea
    code: PRK
    ---
    //- /content/sources/list.yaml
    kyodo: { title: Kyodo report, publisher: Kyodo, consulted: excerpt }
";

#[test]
fn a_person_is_told_who_mentions_them_and_in_which_words() {
    assert_snapshot!(build(SITE).main_words("people/kishi-nobuo.html").join("\n"), @r#"
    Person
    Nobuo Kishi
    Appearances
    2
    2022
    10 Feb
    A call
    Talk
    · Held · as Minister of Defense
    Then Nobuo Kishi spoke to the press.
    2021
    1 May
    A first call
    Talk
    · Held
    Cite this page
    “Nobuo Kishi.” A test. As of February 10, 2022. https://example.org/briefs/people/kishi-nobuo.html.
    APA, BibTeX, CSL-JSON
    APA
    Nobuo Kishi (as of February 10, 2022). (n.d.). A test. https://example.org/briefs/people/kishi-nobuo.html
    BibTeX
    @misc{kishi-nobuo, title = {{Nobuo Kishi}}, howpublished = {A test}, url = {https://example.org/briefs/people/kishi-nobuo.html}, note = {As of February 10, 2022}, langid = {en} }
    CSL-JSON
    [{ "id": "kishi-nobuo", "type": "webpage", "title": "Nobuo Kishi", "container-title": "A test", "language": "en", "version": "2022-02-10", "URL": "https://example.org/briefs/people/kishi-nobuo.html" }]
    "#);
}

#[test]
fn a_launch_is_told_what_answered_it() {
    let mut words = build(SITE).main_words("launches/2022-01-30-launch.html");
    // The days of the calendars are looked at where they are drawn.
    words.retain(|word| word.len() > 2);
    assert_snapshot!(words.join("\n"), @r#"
    Launch
    30 January 2022
    Short-range ballistic missile
    PRK
    Flown
    A launch
    A missile flew.
    1 source
    At a glance
    When
    Seoul
    Sun 30 Jan 2022, 07:52
    UTC
    Sat 29 Jan 2022, 22:52
    Launched by
    North Korea
    Class
    SRBM
    On this page
    Figures
    What followed
    Sources
    Cite this page
    Figures
    No height, distance or time of flight is reported in the sources used.
    Map
    No map is drawn: the sources used here do not say from where it flew.
    No height profile is drawn: height and distance are not both reported in the sources used.
    What followed
    The two months around it
    January 2022
    February 2022
    Launch
    Talk
    Shaded: this launch
    Computed from the chronology. Events without a certain day are not drawn.
    Day 0
    30 January 2022
    · this page
    A launch
    +11 days
    10 February 2022
    · answered 11 days later by
    A call
    Sources
    Kyodo report
    Kyodo · read as an excerpt
    All 3 facts here that can name a source rest on the sources of this page as a whole.
    Cite this page
    “A launch.” A test. As of February 10, 2022. https://example.org/briefs/launches/2022-01-30-launch.html.
    APA, BibTeX, CSL-JSON
    APA
    A launch (as of February 10, 2022). (n.d.). A test. https://example.org/briefs/launches/2022-01-30-launch.html
    BibTeX
    @misc{2022-01-30-launch, title = {{A launch}}, howpublished = {A test}, url = {https://example.org/briefs/launches/2022-01-30-launch.html}, note = {As of February 10, 2022}, langid = {en} }
    CSL-JSON
    [{ "id": "2022-01-30-launch", "type": "webpage", "title": "A launch", "container-title": "A test", "language": "en", "version": "2022-02-10", "URL": "https://example.org/briefs/launches/2022-01-30-launch.html" }]
    "#);
}

#[test]
fn a_year_has_its_months() {
    assert_snapshot!(build(SITE).main_words("chronology/2022.html").join("\n"), @"
    2022
    1 talk
    1 launch
    Entries are set larger where the level is ministers or leaders, or the class is IRBM, ICBM or SLV. No event of this year is.
    2022
    Jan 2022: 1 launch
    Jan
    J
    1
    Feb 2022: 1 talk
    Feb
    F
    1
    2021
    2022 at a glance
    Talks
    above the line
    Launches
    below the line
    One mark is one event.
    30 Jan, launch: A launch
    Jan
    10 Feb, talk: A call
    Feb
    Mar
    Apr
    May
    Jun
    Jul
    Aug
    Sep
    Oct
    Nov
    Dec
    The numbers as a table
    Events by month, Jan 2022 to Dec 2022
    Month
    Talks
    Launches
    Jan 2022
    0
    1
    Feb 2022
    1
    0
    Months without an event are left out.
    January 2022
    1 launch
    30 Jan
    Launch:
    A launch
    SRBM
    February 2022
    1 talk
    10 Feb
    Talk:
    A call
    Year before
    2021
    ");
}

#[test]
fn an_alias_leads_on_and_a_shared_one_offers_the_choice() {
    let built = build(
        "
        //- /content/people/min-a.md
        ---
        title: Min A
        aliases: [Min, Old A]
        ---
        //- /content/people/min-b.md
        ---
        title: Min B
        aliases: [Min]
        ---
    ",
    );
    let redirect = built.file("people/old-a.html");
    let refresh = redirect
        .lines()
        .find(|line| line.contains("http-equiv=\"refresh\""));
    assert_snapshot!(refresh.unwrap().trim(), @r#"<meta http-equiv="refresh" content="0; url=../people/min-a.html">"#);
    assert_snapshot!(built.main_words("people/min.html").join("\n"), @"
    Min
    “Min” may mean any of these.
    Choose an entry
    Min A
    Person
    Min B
    Person
    ");
}
