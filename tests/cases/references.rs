//! References in fields: by key, title, alias or native name, and what is wrong with the others.

use crate::check::{SAMPLE, Show, check, fields};
use insta::assert_snapshot;

#[test]
fn an_entry_is_found_by_any_of_its_names() {
    assert_snapshot!(fields(&[
        "friend: kishi-nobuo",
        "friend: Nobuo Kishi",
        "friend: nobuo kishi",
        "friend: Kishi Nobuo",
        "friend: Minister Kishi",
        "friend: minister  KISHI",
        "friend: 岸信夫",
        "friend: 서욱",
        "friend: people/kishi-nobuo",
        "friend: Kishi-Nobuo",
        "friend: \"[[kishi-nobuo]]\"",
        "friend: \"[[Nobuo Kishi]]\"",
        "friend: \"[[people/kishi-nobuo]]\"",
        "friend: \"[[kishi-nobuo|the minister]]\"",
        "friend: \"[[kishi-nobuo#h-life]]\"",
        "friend: \"[[ kishi-nobuo ]]\"",
        "friend: \"[[kishi-nobuo.md]]\"",
        "friend: '[[kishi-nobuo]]'",
        "anyone: Japan",
        "anyone: tmm",
        "friends: [kishi-nobuo, \"[[Suh Wook]]\", Min Ji-ho]",
    ]), @r#"
    friend: kishi-nobuo
      = friend: -> people/kishi-nobuo
    friend: Nobuo Kishi
      = friend: -> people/kishi-nobuo
    friend: nobuo kishi
      = friend: -> people/kishi-nobuo
    friend: Kishi Nobuo
      = friend: -> people/kishi-nobuo
    friend: Minister Kishi
      = friend: -> people/kishi-nobuo
    friend: minister  KISHI
      = friend: -> people/kishi-nobuo
    friend: 岸信夫
      = friend: -> people/kishi-nobuo
    friend: 서욱
      = friend: -> people/suh-wook
    friend: people/kishi-nobuo
      = friend: -> people/kishi-nobuo
    friend: Kishi-Nobuo
      = friend: -> people/kishi-nobuo
    friend: "[[kishi-nobuo]]"
      = friend: -> people/kishi-nobuo
    friend: "[[Nobuo Kishi]]"
      = friend: -> people/kishi-nobuo
    friend: "[[people/kishi-nobuo]]"
      = friend: -> people/kishi-nobuo
    friend: "[[kishi-nobuo|the minister]]"
      = friend: -> people/kishi-nobuo
    friend: "[[kishi-nobuo#h-life]]"
      = friend: -> people/kishi-nobuo
    friend: "[[ kishi-nobuo ]]"
      = friend: -> people/kishi-nobuo
    friend: "[[kishi-nobuo.md]]"
      = friend: -> people/kishi-nobuo
    friend: '[[kishi-nobuo]]'
      = friend: -> people/kishi-nobuo
    anyone: Japan
      = anyone: -> countries/japan
    anyone: tmm
      = anyone: -> series/tmm
    friends: [kishi-nobuo, "[[Suh Wook]]", Min Ji-ho]
      = friends: [-> people/kishi-nobuo, -> people/suh-wook, -> people/min-ji-ho]
    "#);
}

#[test]
fn a_name_is_found_in_any_unicode_form() {
    // 서욱 as macOS writes it in file names, in single letters.
    let printed = fields(&["friend: \u{1109}\u{1165}\u{110b}\u{116e}\u{11a8}"]);
    assert!(
        printed.ends_with("= friend: -> people/suh-wook\n"),
        "{printed}"
    );
}

#[test]
fn a_wikilink_needs_quotes() {
    assert_snapshot!(fields(&[
        "friend: [[kishi-nobuo]]",
        "friends: [[kishi-nobuo]]",
        "friends: [[[kishi-nobuo]], suh-wook]",
        "friends:\n  - [[kishi-nobuo]]",
    ]), @r#"
    friend: [[kishi-nobuo]]
      ! 3:9 wrong-type: `friend` takes a single value, not a list | put a wikilink in quotes: `"[[…]]"`
    friends: [[kishi-nobuo]]
      ! 3:11 wrong-type: `friends` takes a single value, not a list | put a wikilink in quotes: `"[[…]]"`
    friends: [[[kishi-nobuo]], suh-wook]
      ! 3:11 wrong-type: `friends` takes a single value, not a list | put a wikilink in quotes: `"[[…]]"`
    friends:
        - [[kishi-nobuo]]
      ! 4:5 wrong-type: `friends` takes a single value, not a list | put a wikilink in quotes: `"[[…]]"`
    "#);
}

#[test]
fn a_name_that_nothing_has_is_reported_with_the_nearest() {
    assert_snapshot!(fields(&[
        "friend: kishi-nobou",
        "friend: kishi",
        "friend: Wook",
        "friend: Nobuo Kihsi",
        "friend: nobody",
        "friend: people/nobody",
        "friend: 岸信男",
        "friend: \"[[kishi-nobou]]\"",
        "friend: '?'",
        "friend: kishi-nobuo.md",
        "friend: ../people/kishi-nobuo",
        "anyone: tmn",
        "proofs: [kyodo, kiodo]",
        "friend: 2022",
    ]), @r#"
    friend: kishi-nobou
      ! 3:9 unknown-reference: there is no person called `kishi-nobou` | did you mean `kishi-nobuo` (Nobuo Kishi)?
    friend: kishi
      ! 3:9 unknown-reference: there is no person called `kishi` | did you mean `kishi-nobuo` (Nobuo Kishi)?
    friend: Wook
      ! 3:9 unknown-reference: there is no person called `Wook` | did you mean `suh-wook` (Suh Wook)?
    friend: Nobuo Kihsi
      ! 3:9 unknown-reference: there is no person called `Nobuo Kihsi` | did you mean `kishi-nobuo` (Nobuo Kishi)?
    friend: nobody
      ! 3:9 unknown-reference: there is no person called `nobody` | write content/people/nobody.md for it, or correct the name
    friend: people/nobody
      ! 3:9 unknown-reference: there is no person called `people/nobody` | write content/people/nobody.md for it, or correct the name
    friend: 岸信男
      ! 3:9 unknown-reference: there is no person called `岸信男` | write content/people/岸信男.md for it, or correct the name
    friend: "[[kishi-nobou]]"
      ! 3:9 unknown-reference: there is no person called `kishi-nobou` | did you mean `kishi-nobuo` (Nobuo Kishi)?
    friend: '?'
      ! 3:9 unknown-reference: there is no person called `?` | write the key, title or other name of one
    friend: kishi-nobuo.md
      ! 3:9 unknown-reference: there is no person called `kishi-nobuo.md` | did you mean `kishi-nobuo` (Nobuo Kishi)?
    friend: ../people/kishi-nobuo
      ! 3:9 unknown-reference: there is no person called `../people/kishi-nobuo` | did you mean `kishi-nobuo` (Nobuo Kishi)?
    anyone: tmn
      ! 3:9 unknown-reference: there is no person, country or series called `tmn` | did you mean `tmm` (Ministers' meetings)?
    proofs: [kyodo, kiodo]
      ! 3:17 unknown-reference: there is no source called `kiodo` | did you mean `kyodo` (Kyodo report)?
    friend: 2022
      ! 3:9 unknown-reference: there is no person called `2022` | write content/people/2022.md for it, or correct the name
    "#);
}

#[test]
fn a_name_of_another_kind_is_reported_with_both_ends() {
    assert_snapshot!(fields(&[
        "friend: japan",
        "friend: Japan",
        "friend: series/tmm",
        "anyone: kyodo",
        "friends: [kishi-nobuo, japan]",
        "proofs: kishi-nobuo",
        "parts: [{ name: one, who: japan }]",
    ]), @"
    friend: japan
      ! 3:9 wrong-kind: `japan` is a country, and a person is wanted here | name a person instead, or move this to the field where it belongs
      !   content/countries/japan.md:2:8 this is what it means
      !   templates/kinds/sample.yaml:21:3 the kinds allowed are declared here
    friend: Japan
      ! 3:9 wrong-kind: `Japan` is a country, and a person is wanted here | name a person instead, or move this to the field where it belongs
      !   content/countries/japan.md:2:8 this is what it means
      !   templates/kinds/sample.yaml:21:3 the kinds allowed are declared here
    friend: series/tmm
      ! 3:9 wrong-kind: `series/tmm` is a series, and a person is wanted here | name a person instead, or move this to the field where it belongs
      !   content/series/tmm.md:2:8 this is what it means
      !   templates/kinds/sample.yaml:21:3 the kinds allowed are declared here
    anyone: kyodo
      ! 3:9 wrong-kind: `kyodo` is a source, and a person, a country or a series is wanted here | name a person, a country or a series instead, or move this to the field where it belongs
      !   content/sources/list.yaml:1:1 this is what it means
      !   templates/kinds/sample.yaml:22:3 the kinds allowed are declared here
    friends: [kishi-nobuo, japan]
      ! 3:24 wrong-kind: `japan` is a country, and a person is wanted here | name a person instead, or move this to the field where it belongs
      !   content/countries/japan.md:2:8 this is what it means
      !   templates/kinds/sample.yaml:23:3 the kinds allowed are declared here
    proofs: kishi-nobuo
      ! 3:9 wrong-kind: `kishi-nobuo` is a person, and a source is wanted here | name a source instead, or move this to the field where it belongs
      !   content/people/kishi-nobuo.md:2:8 this is what it means
      !   templates/kinds/sample.yaml:32:3 the kinds allowed are declared here
    parts: [{ name: one, who: japan }]
      ! 3:27 wrong-kind: `japan` is a country, and a person is wanted here | name a person instead, or move this to the field where it belongs
      !   content/countries/japan.md:2:8 this is what it means
      !   templates/kinds/sample.yaml:28:217 the kinds allowed are declared here
    ");
}

#[test]
fn a_name_that_several_have_is_ambiguous_and_a_key_is_not() {
    assert_snapshot!(fields(&[
        "friend: Min",
        "friend: min",
        "friend: \"[[Min]]\"",
        "friend: min-ji-ho",
        "friend: people/Min",
    ]), @r#"
    friend: Min
      ! 3:9 ambiguous-reference: `Min` means 2 entries | write the key of the one you mean: `people/min-ji-ho` or `people/min-seo-yeon`
      !   content/people/min-ji-ho.md:2:8 one of them
      !   content/people/min-seo-yeon.md:2:8 one of them
    friend: min
      ! 3:9 ambiguous-reference: `min` means 2 entries | write the key of the one you mean: `people/min-ji-ho` or `people/min-seo-yeon`
      !   content/people/min-ji-ho.md:2:8 one of them
      !   content/people/min-seo-yeon.md:2:8 one of them
    friend: "[[Min]]"
      ! 3:9 ambiguous-reference: `Min` means 2 entries | write the key of the one you mean: `people/min-ji-ho` or `people/min-seo-yeon`
      !   content/people/min-ji-ho.md:2:8 one of them
      !   content/people/min-seo-yeon.md:2:8 one of them
    friend: min-ji-ho
      = friend: -> people/min-ji-ho
    friend: people/Min
      ! 3:9 ambiguous-reference: `people/Min` means 2 entries | write the key of the one you mean: `people/min-ji-ho` or `people/min-seo-yeon`
      !   content/people/min-ji-ho.md:2:8 one of them
      !   content/people/min-seo-yeon.md:2:8 one of them
    "#);
}

#[test]
fn kinds_settle_what_names_leave_open() {
    assert_snapshot!(check("
        //- /content/countries/singapore.md
        ---
        title: Singapore
        code: SGP
        ---
        //- /content/places/singapore.md
        ---
        title: Singapore
        country: singapore
        ---
        //- /content/people/lee-a.md
        ---
        title: Lee A
        country: Singapore
        ---
        //- /content/series/shangri-la.md
        ---
        title: Shangri-La
        parties: [singapore, countries/singapore]
        ---
    ", Show::Edges), @"
    countries/singapore <- people/lee-a country
    countries/singapore <- places/singapore country
    countries/singapore <- series/shangri-la parties
    countries/singapore <- series/shangri-la parties
    ");
}

#[test]
fn a_body_says_which_of_two_kinds_it_means() {
    assert_snapshot!(check("
        //- /content/countries/singapore.md
        ---
        title: Singapore
        code: SGP
        ---
        //- /content/places/singapore.md
        ---
        title: Singapore
        ---
        //- /content/about.md
        ---
        title: About
        ---
        [[singapore]] or [[places/singapore]] or [the country](countries/singapore.md) or [[Singapore|a name]]
    ", Show::Edges), @"
    content/about.md:4:3 ambiguous-reference: `singapore` means 2 entries | write the key of the one you mean: `countries/singapore` or `places/singapore`
      content/countries/singapore.md:2:8 one of them
      content/places/singapore.md:2:8 one of them
    content/about.md:4:85 ambiguous-reference: `Singapore` means 2 entries | write the key of the one you mean: `countries/singapore` or `places/singapore`
      content/countries/singapore.md:2:8 one of them
      content/places/singapore.md:2:8 one of them
    ");
}

#[test]
fn a_key_of_another_kind_does_not_hide_the_title_of_the_right_one() {
    assert_snapshot!(check("
        //- /content/topics/washington.md
        ---
        title: Washington as a topic
        ---
        //- /content/places/washington-dc.md
        ---
        title: Washington
        ---
        //- /content/places/white-house.md
        ---
        title: White House
        part_of: Washington
        ---
        //- /content/places/capitol.md
        ---
        title: Capitol
        part_of: washington
        ---
    ", Show::Edges), @"
    places/washington-dc <- places/capitol part_of
    places/washington-dc <- places/white-house part_of
    ");
}

#[test]
fn a_published_entry_does_not_refer_to_a_draft() {
    assert_snapshot!(fields(&[
        "friend: unfinished",
        "friend: Unfinished Person",
        "friend: \"[[unfinished]]\"",
        "friends: [kishi-nobuo, unfinished]",
        "words: see [[unfinished]]",
        "words: see [it](../people/unfinished.md)",
    ]), @r#"
    friend: unfinished
      ! 3:9 draft-reference: `unfinished` is a draft, and this brief is not | take `draft: true` out of the draft, take this reference out, or build with --drafts
    friend: Unfinished Person
      ! 3:9 draft-reference: `Unfinished Person` is a draft, and this brief is not | take `draft: true` out of the draft, take this reference out, or build with --drafts
    friend: "[[unfinished]]"
      ! 3:9 draft-reference: `unfinished` is a draft, and this brief is not | take `draft: true` out of the draft, take this reference out, or build with --drafts
    friends: [kishi-nobuo, unfinished]
      ! 3:24 draft-reference: `unfinished` is a draft, and this brief is not | take `draft: true` out of the draft, take this reference out, or build with --drafts
    words: see [[unfinished]]
      ! 3:14 draft-reference: `unfinished` is a draft, and this brief is not | take `draft: true` out of the draft, take this reference out, or build with --drafts
    words: see [it](../people/unfinished.md)
      ! 3:17 draft-reference: `../people/unfinished.md` is a draft, and this brief is not | take `draft: true` out of the draft, take this reference out, or build with --drafts
    "#);
}

#[test]
fn an_entry_that_refers_to_itself_makes_no_edge() {
    assert_snapshot!(check("
        //- /content/organisations/kr-mnd.md
        ---
        title: Ministry
        part_of: kr-mnd
        ---
        See [[kr-mnd]] and [[kr-mnd|itself]].
    ", Show::Edges), @"");
}

#[test]
fn edges_tell_by_which_field_and_with_which_words() {
    assert_snapshot!(check("
        //- /content/talks/2022-02-10-call.md
        ---
        title: A call
        summary: A call.
        when: 2022-02-10
        status: held
        parties: [japan]
        participants:
          - { person: kishi-nobuo, as: Minister of Defense, note: by phone }
          - kishi-nobuo
        duration: { value: 30 min, by: kishi-nobuo, source: kyodo }
        statements:
          - { by: kishi-nobuo, words: significant, channel: press conference, source: kyodo }
        sources: [kyodo]
        ---
        [[kishi-nobuo]] spoke for half an hour [@kyodo]. He said more than that to Japan's press.
        Later [[japan|Japan]] said so too.
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
        kyodo: { title: Kyodo report, publisher: Kyodo, consulted: excerpt }
    ", Show::Edges), @r#"
    countries/japan <- talks/2022-02-10-call parties
    countries/japan <- talks/2022-02-10-call link: Later Japan said so too.
    people/kishi-nobuo <- talks/2022-02-10-call duration (by)
    people/kishi-nobuo <- talks/2022-02-10-call participants.person "Minister of Defense; by phone"
    people/kishi-nobuo <- talks/2022-02-10-call participants.person
    people/kishi-nobuo <- talks/2022-02-10-call statements.by "“significant”; press conference"
    people/kishi-nobuo <- talks/2022-02-10-call link: kishi-nobuo spoke for half an hour.
    sources/kyodo <- talks/2022-02-10-call duration (source)
    sources/kyodo <- talks/2022-02-10-call statements.source "“significant”; press conference"
    sources/kyodo <- talks/2022-02-10-call sources
    sources/kyodo <- talks/2022-02-10-call citation: kishi-nobuo spoke for half an hour.
    "#);
}

#[test]
fn entries_of_lists_are_found_like_those_of_files() {
    assert_snapshot!(check("
        //- /content/people/list.yaml
        kishi-nobuo: { title: Nobuo Kishi, country: japan, aliases: [Kishi] }
        suh-wook: { title: Suh Wook, organisation: kr-mnd }
        //- /content/countries/all.yaml
        japan: { title: Japan, code: JPN }
        //- /content/organisations/kr-mnd.md
        ---
        title: Ministry
        ---
        Led by [[Kishi]], no, by [[suh-wook]].
    ", Show::Edges), @"
    countries/japan <- people/kishi-nobuo country
    organisations/kr-mnd <- people/suh-wook organisation
    people/kishi-nobuo <- organisations/kr-mnd link: Led by Kishi, no, by suh-wook.
    people/suh-wook <- organisations/kr-mnd link: Led by Kishi, no, by suh-wook.
    ");
}

#[test]
fn the_sample_site_is_clean() {
    assert_eq!(check(SAMPLE, Show::Nothing), "clean");
}
