//! An address for every page, none for two, and none that was published lost.

use crate::check::{Show, build_faults, check};
use insta::assert_snapshot;

#[test]
fn addresses_come_from_folder_and_key() {
    assert_snapshot!(check("
        //- /content/index.md
        ---
        title: Home
        ---
        //- /content/about.md
        ---
        title: About
        ---
        //- /content/people/kishi-nobuo.md
        ---
        title: Nobuo Kishi
        ---
        //- /content/people/서욱.md
        ---
        title: 서욱
        ---
        //- /content/sources/any-name.yaml
        seed-kyodo: { title: Kyodo, publisher: Kyodo, consulted: excerpt }
    ", Show::Addresses), @"
    about.html
    index.html
    people/kishi-nobuo.html
    people/서욱.html
    sources/seed-kyodo.html
    ");
}

#[test]
fn aliases_redirect_from_where_they_would_stand() {
    assert_snapshot!(check("
        //- /content/people/kishi-nobuo.md
        ---
        title: Nobuo Kishi
        aliases: [Kishi Nobuo, kishi, 岸信夫, \"Kishi, N.\", kishi, '...']
        ---
        //- /content/people/suh-wook.md
        ---
        title: Suh Wook
        aliases: Seo Uk
        ---
        //- /content/about.md
        ---
        title: About
        aliases: [about-us]
        ---
    ", Show::Addresses), @"
    about-us.html => about
    about.html
    people/kishi-n.html => people/kishi-nobuo
    people/kishi-nobuo.html
    people/kishi.html => people/kishi-nobuo
    people/seo-uk.html => people/suh-wook
    people/suh-wook.html
    people/岸信夫.html => people/kishi-nobuo
    ");
}

#[test]
fn an_alias_that_several_have_offers_the_choice() {
    assert_snapshot!(check("
        //- /content/people/min-a.md
        ---
        title: Min A
        aliases: [Min]
        ---
        //- /content/people/min-b.md
        ---
        title: Min B
        aliases: [min]
        ---
        //- /content/places/min.md
        ---
        title: Min
        ---
    ", Show::Addresses), @"
    people/min-a.html
    people/min-b.html
    people/min.html => people/min-a or people/min-b
    places/min.html
    ");
}

#[test]
fn two_entries_do_not_share_an_address() {
    assert_snapshot!(check("
        //- /content/sources/a.yaml
        kyodo: { title: Kyodo, publisher: Kyodo, consulted: excerpt }
        //- /content/sources/b.yaml
        kyodo: { title: Kyodo again, publisher: Kyodo, consulted: excerpt }
        //- /content/sources/kyodo.md
        ---
        title: Kyodo in a file
        publisher: Kyodo
        consulted: excerpt
        ---
    ", Show::Nothing), @"
    content/sources/b.yaml:1:1 address-collision: the address `sources/kyodo.html` is already taken by `Kyodo` | give one of the two another key, and write its old key under `aliases`
      content/sources/a.yaml:1:1 taken here
    content/sources/kyodo.md:2:8 address-collision: the address `sources/kyodo.html` is already taken by `Kyodo` | give one of the two another key, and write its old key under `aliases`
      content/sources/a.yaml:1:1 taken here
    ");
}

#[test]
fn addresses_that_differ_by_case_alone_collide() {
    assert_snapshot!(check("
        //- /content/people/Kishi-Nobuo.md
        ---
        title: Nobuo Kishi
        ---
        //- /content/people/list.yaml
        kishi-nobuo: { title: Kishi Nobuo }
    ", Show::Nothing), @"
    content/people/list.yaml:1:1 address-collision: the address `people/kishi-nobuo.html` is already taken by `Nobuo Kishi` (`people/Kishi-Nobuo.html`) | many file systems take these two names for one; give one of the two another key
      content/people/Kishi-Nobuo.md:2:8 taken here
    ");
}

#[test]
fn addresses_that_differ_by_unicode_form_alone_collide() {
    let composed = "caf\u{e9}";
    let decomposed = "cafe\u{301}";
    assert_snapshot!(check(&format!("
        //- /content/places/a.yaml
        {composed}: {{ title: Composed }}
        //- /content/places/b.yaml
        {decomposed}: {{ title: Decomposed }}
        //- /content/people/a.yaml
        \u{c11c}: {{ title: Composed }}
        \u{1109}\u{1165}: {{ title: Decomposed }}
        ａ: {{ title: Wide }}
        a: {{ title: Narrow }}
    "), Show::Nothing), @"
    content/people/a.yaml:2:1 address-collision: the address `people/서.html` is already taken by `Composed` | give one of the two another key, and write its old key under `aliases`
      content/people/a.yaml:1:1 taken here
    content/people/a.yaml:3:1 address-collision: the address `people/ａ.html` is already taken by `Narrow` (`people/a.html`) | many file systems take these two names for one; give one of the two another key
      content/people/a.yaml:4:1 taken here
    content/places/b.yaml:1:1 address-collision: the address `places/café.html` is already taken by `Composed` | give one of the two another key, and write its old key under `aliases`
      content/places/a.yaml:1:1 taken here
    ");
}

#[test]
fn addresses_of_generated_pages_are_taken() {
    assert_snapshot!(check("
        //- /content/404.md
        ---
        title: Not found
        ---
        //- /content/people/index.md
        ---
        title: People
        ---
        //- /content/talks/2022.md
        ---
        title: A talk
        summary: A talk.
        when: 2022-02-10
        status: held
        sources: [kyodo]
        ---
        //- /content/sources/a.yaml
        kyodo: { title: Kyodo, publisher: Kyodo, consulted: excerpt }
        Index: { title: Index, publisher: Kyodo, consulted: excerpt }
    ", Show::Nothing), @"
    content/404.md:2:8 address-collision: the address `404.html` is already taken by the page for addresses that do not exist | give one of the two another key, and write its old key under `aliases`
    content/people/index.md:2:8 address-collision: the address `people/index.html` is already taken by the list of People | give one of the two another key, and write its old key under `aliases`
    content/sources/a.yaml:2:1 address-collision: the address `sources/Index.html` is already taken by the list of Sources (`sources/index.html`) | many file systems take these two names for one; give one of the two another key
    ");
}

#[test]
fn a_file_of_the_theme_takes_no_page() {
    assert_snapshot!(check("
        //- /static/people/kishi-nobuo.html
        <p>mine</p>
        //- /static/chronology/index.html
        <p>mine</p>
        //- /static/About.html
        <p>mine</p>
        //- /content/people/kishi-nobuo.md
        ---
        title: Nobuo Kishi
        ---
        //- /content/about.md
        ---
        title: About
        ---
    ", Show::Nothing), @"
    content/about.md:2:8 address-collision: the address `about.html` is already taken by the file static/About.html (`About.html`) | many file systems take these two names for one; give one of the two another key
    content/people/kishi-nobuo.md:2:8 address-collision: the address `people/kishi-nobuo.html` is already taken by the file static/people/kishi-nobuo.html | give one of the two another key, and write its old key under `aliases`
    site.yaml:1:1 address-collision: the address `chronology/index.html` is already taken by the chronology | give one of the two another key, and write its old key under `aliases`
    ");
}

#[test]
fn a_file_of_the_theme_takes_no_feed() {
    for name in ["feed.xml", "sitemap.xml"] {
        let faults = build_faults(&format!("\n//- /static/{name}\n<mine/>\n"));
        assert!(
            faults.starts_with("site.yaml:1:1 address-collision: "),
            "{faults}"
        );
    }
}

#[test]
fn a_file_of_the_theme_takes_no_picture() {
    let faults = build_faults(
        "
        //- /static/map.png png=3x2
        //- /content/map.png png=4x2
        //- /content/about.md
        ---
        title: About
        ---
        ![A map](map.png)
    ",
    );
    assert!(faults.contains(" address-collision: "), "{faults}");
}

#[test]
fn two_pictures_do_not_differ_by_case_alone() {
    let faults = build_faults(
        "
        //- /content/map.png png=4x2
        //- /content/Map.png png=3x2
        //- /content/about.md
        ---
        title: About
        ---
        ![A map](map.png) ![Another map](Map.png)
    ",
    );
    assert!(faults.contains(" address-collision: "), "{faults}");
}

#[test]
fn an_alias_takes_no_page() {
    assert_snapshot!(check("
        //- /content/people/kishi-nobuo.md
        ---
        title: Nobuo Kishi
        aliases: [suh-wook, index, Kishi-Nobuo, nobuo kishi]
        ---
        //- /content/people/suh-wook.md
        ---
        title: Suh Wook
        aliases: [Nobuo Kishi]
        ---
    ", Show::Addresses), @"
    content/people/kishi-nobuo.md:3:11 address-collision: the address `people/suh-wook.html` is already taken by `Suh Wook` | give one of the two another key, and write its old key under `aliases`
      content/people/suh-wook.md:2:8 taken here
    content/people/kishi-nobuo.md:3:21 address-collision: the address `people/index.html` is already taken by the list of People | give one of the two another key, and write its old key under `aliases`
    ");
}

#[test]
fn what_was_published_is_still_there() {
    assert_snapshot!(check("
        //- /content/_published.txt
        # Every address ever published.

        people/kishi-nobuo.html
        people/old-name.html
        people/suh-wok.html
          talks/2022-02-10-call.html
        index.html
        chronology/index.html
        People/kishi-nobuo.html
        //- /content/people/kishi-nobuo.md
        ---
        title: Nobuo Kishi
        aliases: [old name]
        ---
        //- /content/people/suh-wook.md
        ---
        title: Suh Wook
        ---
    ", Show::Nothing), @"
    content/_published.txt:5:1 lost-address: `people/suh-wok.html` was published and is no longer there | readers may have cited it: restore the file, or write `aliases: [suh-wok]` in the entry that took its place (perhaps `people/suh-wook.html`)
    content/_published.txt:6:3 lost-address: `talks/2022-02-10-call.html` was published and is no longer there | readers may have cited it: restore the file, or write `aliases: [2022-02-10-call]` in the entry that took its place
    content/_published.txt:9:1 lost-address: `People/kishi-nobuo.html` was published and is no longer there | readers may have cited it: restore the file, or write `aliases: [kishi-nobuo]` in the entry that took its place (perhaps `people/kishi-nobuo.html`)
    ");
}

#[test]
fn an_alias_keeps_what_was_published() {
    assert_snapshot!(check("
        //- /content/_published.txt
        people/nobuo-kishi.html
        people/Kishi_N.html
        people/kishi.n.html
        //- /content/people/kishi-nobuo.md
        ---
        title: Nobuo Kishi
        aliases: [nobuo-kishi, Kishi_N, kishi.n]
        ---
    ", Show::Addresses), @"
    people/Kishi_N.html => people/kishi-nobuo
    people/kishi-nobuo.html
    people/kishi.n.html => people/kishi-nobuo
    people/nobuo-kishi.html => people/kishi-nobuo
    ");
}

#[test]
fn the_list_of_addresses_may_come_from_any_editor() {
    assert_eq!(
        check(
            "
            //- /content/_published.txt
            \u{feff}# Every address ever published.\r
            people/a.html\r
            //- /content/people/a.md
            ---
            title: A
            ---
        ",
            Show::Nothing
        ),
        "clean"
    );
}

#[test]
fn sources_of_two_kinds_do_not_share_a_key() {
    assert_snapshot!(check("
//- /templates/kinds/report.yaml
label: Report
plural: Reports
folder: reports
//- /templates/kinds/note.yaml
label: Note
plural: Notes
folder: notes
sourced: { source: [report, source] }
//- /content/reports/kyodo.md
---
title: Kyodo report
---
//- /content/sources/list.yaml
kyodo: { title: Kyodo story, publisher: Kyodo, consulted: excerpt }
", Show::Nothing), @"
    content/sources/list.yaml:1:1 address-collision: the anchor `#src-kyodo` of pages that cite it is already taken | give one of the two sources another key
      content/reports/kyodo.md:2:8 taken here
    ");
}

#[test]
fn an_alias_never_leads_out_of_its_folder() {
    assert_snapshot!(check("
//- /content/_published.txt
topics/../x.html
//- /content/topics/a.md
---
title: A
aliases: [../x]
---
", Show::Addresses), @"content/_published.txt:1:1 lost-address: `topics/../x.html` was published and is no longer there | readers may have cited it: restore the file, or write `aliases: [x]` in the entry that took its place (perhaps `topics/x.html`)");
}
