//! Drafts: built when asked for, and otherwise in no page, list, feed or sitemap.

use crate::check::{Show, build, build_with_drafts, check, check_with_drafts};
use insta::assert_snapshot;

const SITE: &str = "
    //- /content/talks/2022-02-10-call.md
    ---
    title: A call
    summary: A call.
    when: 2022-02-10
    status: held
    sources: [kyodo]
    ---
    //- /content/talks/2022-02-11-secretmeeting.md
    ---
    title: The secretmeeting
    draft: true
    summary: A secretmeeting.
    when: 2022-02-11
    status: held
    parties: [japan]
    participants: [kishi-nobuo, secretperson]
    aliases: [secretmeeting alias]
    responds_to: [2022-02-10-call]
    sources: [kyodo, secretsource]
    ---
    About [[2022-02-10-call]] [@kyodo]. ![secretmeeting](secretmeeting.png)
    //- /content/talks/secretmeeting.png png=3x2
    //- /content/people/secretperson.md
    ---
    title: The secretperson
    draft: yes
    ---
    //- /content/people/kishi-nobuo.md
    ---
    title: Nobuo Kishi
    ---
    //- /content/countries/japan.md
    ---
    title: Japan
    code: JPN
    ---
    //- /content/sources/list.yaml
    kyodo: { title: Kyodo, publisher: Kyodo, consulted: excerpt }
    secretsource: { title: The secretsource, publisher: Nobody, consulted: excerpt, draft: true }
";

#[test]
fn drafts_leak_nowhere() {
    let built = build(SITE);
    assert_eq!(built.files_with("secret"), Vec::<&str>::new());
    assert!(built.file("feed.xml").contains("2022-02-10-call"));
    assert!(built.file("sitemap.xml").contains("2022-02-10-call"));
}

#[test]
fn drafts_are_built_when_asked_for() {
    let built = build_with_drafts(SITE);
    assert_snapshot!(built.files_with("secretmeeting").join("\n"), @"
    .briefbook
    chronology/2022.html
    chronology/index.html
    countries/japan.html
    data/meetings.csv
    feed.xml
    index.html
    meetings.html
    people/kishi-nobuo.html
    people/secretperson.html
    responses.html
    search/e-0.js
    search/t-s.js
    search/w-.js
    sitemap.xml
    sources/kyodo.html
    sources/secretsource.html
    talks/2022-02-10-call.html
    talks/2022-02-11-secretmeeting.html
    talks/index.html
    talks/secretmeeting-alias.html
    talks/secretmeeting.png
    ");
}

#[test]
fn a_draft_leaves_no_edge_order_or_day() {
    assert_snapshot!(check(SITE, Show::Edges), @"sources/kyodo <- talks/2022-02-10-call sources");
    assert_snapshot!(check(SITE, Show::Years), @"
    2022: 2022-02-10-call
    as of 2022-02-10
    ");
    assert_snapshot!(check_with_drafts(SITE, Show::Years), @"
    2022: 2022-02-10-call, 2022-02-11-secretmeeting
    as of 2022-02-11
    ");
    assert_snapshot!(check(SITE, Show::Addresses), @"
    countries/japan.html
    people/kishi-nobuo.html
    sources/kyodo.html
    talks/2022-02-10-call.html
    ");
}

const UNFINISHED: &str = "
    //- /content/talks/2022-02-11-meeting.md
    ---
    title: An unfinished meeting
    draft: true
    summary: Unfinished.
    status: hled
    participants: [nobody]
    ---
    See [[nothing]] and <b>this</b>.
    //- /content/people/kishi-nobuo.md
    ---
    title: Nobuo Kishi
    ---
    //- /content/people/list.yaml
    kishi-nobuo: { title: The same key, draft: true }
";

#[test]
fn faults_of_drafts_are_kept_until_drafts_are_built() {
    assert_snapshot!(check(UNFINISHED, Show::Nothing), @"clean");
    assert_snapshot!(check_with_drafts(UNFINISHED, Show::Nothing), @r#"
    content/people/list.yaml:1:1 address-collision: the address `people/kishi-nobuo.html` is already taken by `Nobuo Kishi` | give one of the two another key, and write its old key under `aliases`
      content/people/kishi-nobuo.md:2:8 taken here
    content/talks/2022-02-11-meeting.md:2:1 missing-field: `sources` is missing | add `sources:` — the sources of this brief, most important first
    content/talks/2022-02-11-meeting.md:2:1 missing-field: `when` is missing | add `when:` — the day in the event's own zone, as EDTF (2022-02-10, 2022-01~) or with a time (2022-02-10T09:30)
    content/talks/2022-02-11-meeting.md:5:9 unknown-choice: unknown status `hled` | did you mean `held`? `status` allows: held, planned, postponed, cancelled, not-held
    content/talks/2022-02-11-meeting.md:6:16 unknown-reference: there is no person called `nobody` | write content/people/nobody.md for it, or correct the name
    content/talks/2022-02-11-meeting.md:8:7 unknown-reference: there is no entry called `nothing` | write nothing.md for it in the folder of its kind, or correct the name
    content/talks/2022-02-11-meeting.md:8:21 raw-html: HTML `<b>` in a body | write Markdown instead; where the character itself is meant, write `\<`
    "#);
}

#[test]
fn a_draft_refers_to_drafts() {
    assert_snapshot!(check_with_drafts("
        //- /content/people/a.md
        ---
        title: A
        draft: true
        organisation: b
        ---
        //- /content/organisations/b.md
        ---
        title: B
        draft: true
        ---
    ", Show::Edges), @"organisations/b <- people/a organisation");
}

#[test]
fn a_broken_draft_still_hides() {
    assert_snapshot!(check("
        //- /content/people/a.md
        ---
        draft: true
        ---
        //- /content/people/b.md
        ---
        title: [B]
        draft: 'true'
        nonsense: 1
        ---
        //- /content/people/c.md
        ---
        title: C
        draft: True
        ---
    ", Show::Nothing), @"content/people/c.md:3:8 wrong-type: `draft` is yes or no | write `draft: true`, or leave the line out");
}

#[test]
fn an_address_that_became_a_draft_is_lost() {
    assert_snapshot!(check("
        //- /content/_published.txt
        people/a.html
        //- /content/people/a.md
        ---
        title: A
        draft: true
        ---
    ", Show::Nothing), @"content/_published.txt:1:1 lost-address: `people/a.html` was published and is no longer there | readers may have cited it: restore the file, or write `aliases: [a]` in the entry that took its place");
}
