//! What stands between the two lines of hyphens: its limits, its keys, and what every entry has.

use crate::check::{Show, check};
use insta::assert_snapshot;

#[test]
fn a_brief_needs_front_matter_that_begins_and_ends() {
    assert_snapshot!(check("
        //- /content/a.md
        Only words.
        //- /content/b.md
        ---
        title: Never closed
        //- /content/c.md

        ---
        title: After an empty line
        ---
        //- /content/d.md
        //- /content/e.md
        --- 
        title: A space after the hyphens
        ...
        Closed by points.
    ", Show::Nothing), @"
    content/a.md:1:1 no-front-matter: this file does not begin with front matter | begin the file with a line `---`, then `title: …` and the other fields, then another line `---`
    content/b.md:1:1 no-front-matter: the front matter has no line of hyphens at its end | begin the file with a line `---`, then `title: …` and the other fields, then another line `---`
    content/c.md:1:1 no-front-matter: this file does not begin with front matter | begin the file with a line `---`, then `title: …` and the other fields, then another line `---`
    content/d.md:1:1 no-front-matter: this file does not begin with front matter | begin the file with a line `---`, then `title: …` and the other fields, then another line `---`
    ");
}

#[test]
fn a_file_ends_where_it_likes() {
    for text in [
        "\n//- /content/a.md\n---\r\ntitle: A\r\n---\r\nWords.\r\n",
        "\n//- /content/a.md\n\u{feff}---\ntitle: A\n---\nWords.\n",
        "\n//- /content/a.md\n---\ntitle: A\n---",
    ] {
        assert_eq!(check(text, Show::Fields), "a: A", "{text:?}");
    }
}

#[test]
fn every_entry_has_a_title() {
    assert_snapshot!(check("
        //- /content/a.md
        ---
        summary: No title.
        ---
        //- /content/b.md
        ---
        title:
        ---
        //- /content/c.md
        ---
        title: ''
        ---
        //- /content/d.md
        ---
        title: [A, B]
        ---
        //- /content/e.md
        ---
        ---
        //- /content/f.md
        ---
        title: \"  \"
        ---
        //- /content/sources/list.yaml
        nameless: { publisher: Nobody, consulted: excerpt }
        empty:
    ", Show::Nothing), @"
    content/a.md:2:1 missing-field: `title` is missing | add `title:` — what the page is called
    content/b.md:2:1 empty-title: `title` is empty | write after `title:` what the page is called, in quotes if it holds a colon
    content/c.md:2:8 empty-title: `title` is empty | write after `title:` what the page is called, in quotes if it holds a colon
    content/d.md:2:8 empty-title: `title` is a list here | write the title after `title:`, in quotes if it holds a colon
    content/e.md:2:1 missing-field: `title` is missing | add `title:` — what the page is called
    content/f.md:2:8 empty-title: `title` is empty | write after `title:` what the page is called, in quotes if it holds a colon
    content/sources/list.yaml:1:11 missing-field: `title` is missing | add `title:` — what the page is called
    content/sources/list.yaml:2:6 missing-field: `consulted` is missing | add `consulted:` — whether it was read for this site
    content/sources/list.yaml:2:6 missing-field: `publisher` is missing | add `publisher:` — who published it
    content/sources/list.yaml:2:6 missing-field: `title` is missing | add `title:` — what the page is called
    ");
}

#[test]
fn titles_are_texts_whatever_they_look_like() {
    assert_snapshot!(check("
        //- /content/a.md
        ---
        title: 2022
        ---
        //- /content/b.md
        ---
        title: NO
        ---
        //- /content/c.md
        ---
        title: \"Talks: a start\"
        ---
        //- /content/d.md
        ---
        title: '  Spaces  '
        ---
    ", Show::Fields), @"
    a: 2022
    b: NO
    c: Talks: a start
    d: Spaces
    ");
}

#[test]
fn required_fields_are_asked_for() {
    assert_snapshot!(check("
        //- /content/launches/2022-01-30-launch.md
        ---
        title: A launch
        when:
        outcome: success
        launched_by: '  '
        salvos: [~]
        summary: ''
        sources: []
        ---
        //- /content/sources/list.yaml
        kyodo: { title: Kyodo report }
    ", Show::Nothing), @"
    content/launches/2022-01-30-launch.md:2:1 missing-field: `launched_by` is missing | add `launched_by:` — the country that fired
    content/launches/2022-01-30-launch.md:2:1 missing-field: `salvos` is missing | add `salvos:` — one item for each system and site of the day
    content/launches/2022-01-30-launch.md:2:1 missing-field: `sources` is missing | add `sources:` — the sources of this brief, most important first
    content/launches/2022-01-30-launch.md:2:1 missing-field: `when` is missing | add `when:` — the day, or the day and time of the first firing, in the zone of the launch
    content/sources/list.yaml:1:8 missing-field: `consulted` is missing | add `consulted:` — whether it was read for this site
    content/sources/list.yaml:1:8 missing-field: `publisher` is missing | add `publisher:` — who published it
    ");
}

#[test]
fn unknown_keys_are_refused_at_every_level() {
    assert_snapshot!(check("
        //- /content/series/tmm.md
        ---
        title: Ministers' meetings
        sumary: One letter short.
        abreviation: TMM
        Summary: Another case.
        draf: no
        nonsense: 1
        parties: [japan]
        ---
        //- /content/countries/japan.md
        ---
        title: Japan
        code: JPN
        names: [{ text: 日本, lang: ja, langauge: ja }]
        formal_name: { value: Japan, sorce: kyodo }
        ---
        //- /content/sources/list.yaml
        kyodo: { title: Kyodo report, publisher: Kyodo, consulted: excerpt, publishr: Kyodo }
    ", Show::Nothing), @"
    content/countries/japan.md:4:31 unknown-key: there is no field `langauge` here | known here: text, lang; a key of your own begins with `x-`
    content/countries/japan.md:5:30 unknown-key: there is no field `sorce` here | did you mean `source`?
    content/series/tmm.md:3:1 unknown-key: there is no field `sumary` here | did you mean `summary`?
    content/series/tmm.md:4:1 unknown-key: there is no field `abreviation` here | did you mean `abbreviation`?
    content/series/tmm.md:5:1 unknown-key: there is no field `Summary` here | did you mean `summary`?
    content/series/tmm.md:6:1 unknown-key: there is no field `draf` here | did you mean `draft`?
    content/series/tmm.md:7:1 unknown-key: there is no field `nonsense` here | known here: summary, abbreviation, parties, corrections, sources; a key of your own begins with `x-`
    content/sources/list.yaml:1:69 unknown-key: there is no field `publishr` here | did you mean `publisher`?
    ");
}

#[test]
fn keys_of_ones_own_and_of_other_tools_are_left_alone() {
    assert_snapshot!(check("
        //- /content/a.md
        ---
        title: A
        x-own: [anything, { at: all }]
        x-: even this
        tags: [one, two]
        cssclasses: wide
        ---
    ", Show::Nothing), @"clean");
}

#[test]
fn a_key_stands_once() {
    assert_snapshot!(check("
        //- /content/a.md
        ---
        title: A
        summary: One.
        title: B
        x-own: { a: 1, a: 2 }
        summary: Two.
        summary: Three.
        ---
        //- /content/sources/list.yaml
        kyodo: { title: Kyodo report, publisher: Kyodo, consulted: excerpt }
        kyodo: { title: Kyodo again, publisher: Kyodo, consulted: excerpt }
    ", Show::Nothing), @"
    content/a.md:4:1 duplicate-key: the key `title` stands here a second time | keep one of the two; where both values are meant, make one list
      content/a.md:2:1 first here
    content/a.md:5:16 duplicate-key: the key `a` stands here a second time | keep one of the two; where both values are meant, make one list
      content/a.md:5:10 first here
    content/a.md:6:1 duplicate-key: the key `summary` stands here a second time | keep one of the two; where both values are meant, make one list
      content/a.md:3:1 first here
    content/a.md:7:1 duplicate-key: the key `summary` stands here a second time | keep one of the two; where both values are meant, make one list
      content/a.md:3:1 first here
    content/sources/list.yaml:2:1 duplicate-key: the key `kyodo` stands here a second time | keep one of the two; where both values are meant, make one list
      content/sources/list.yaml:1:1 first here
    ");
}

#[test]
fn the_first_fault_of_syntax_is_told_for_each_file() {
    assert_snapshot!(check("
        //- /content/a.md
        ---
        title: A: B
        summary: [never closed
        ---
        //- /content/b.md
        ---
        title: \"never closed
        ---
        //- /content/c.md
        ---
        title: C
          summary: indented
        ---
        //- /content/d.md
        ---
        title: D
        \tsummary: a tab
        ---
        //- /content/e.md
        ---
        - a list
        ---
        //- /content/f.md
        ---
        just words
        ---
        //- /content/g.md
        ---
        ? [a, b]
        : c
        ---
        //- /content/h.md
        ---
        title: @H
        ---
        //- /content/sources/list.yaml
        kyodo: { title: Kyodo
    ", Show::Nothing), @"
    content/a.md:2:9 yaml-syntax: a second colon stands in this line, or the line is indented deeper than the one before it | put a value that holds a colon in quotation marks, or indent the line like its neighbours
    content/b.md:3:1 yaml-syntax: this is not YAML: invalid indentation in multiline quoted scalar | look for a missing quotation mark, a colon inside a value (put the value in quotes), or lines that are not indented alike
    content/c.md:3:10 yaml-syntax: a second colon stands in this line, or the line is indented deeper than the one before it | put a value that holds a colon in quotation marks, or indent the line like its neighbours
    content/d.md:2:8 yaml-syntax: this is not YAML: while scanning a plain scalar, found a tab | look for a missing quotation mark, a colon inside a value (put the value in quotes), or lines that are not indented alike
    content/e.md:2:1 wrong-type: the fields of an entry are a mapping, not a list | write one `key: value` a line
    content/f.md:2:1 wrong-type: the fields of an entry are a mapping, not a single value | write one `key: value` a line
    content/g.md:2:3 yaml-syntax: this is not YAML: a key must be a single word | look for a missing quotation mark, a colon inside a value (put the value in quotes), or lines that are not indented alike
    content/h.md:2:8 yaml-syntax: this is not YAML: unexpected character: `@' | look for a missing quotation mark, a colon inside a value (put the value in quotes), or lines that are not indented alike
    content/sources/list.yaml:1:8 yaml-syntax: this is not YAML: unclosed bracket '{' | look for a missing quotation mark, a colon inside a value (put the value in quotes), or lines that are not indented alike
    ");
}

#[test]
fn anchors_tags_and_depth_are_bounded() {
    let deep = format!(
        "\n//- /content/a.md\n---\ntitle: A\nx-deep: {}{}\n---\n",
        "[".repeat(40),
        "]".repeat(40)
    );
    assert_snapshot!(check(&deep, Show::Nothing), @"content/a.md:3:32 yaml-limits: this is nested deeper than 24 levels, larger than 400000 values, or repeats an anchor | write it flatter or shorter, and write values out instead of `&name` and `*name`");
    assert_snapshot!(check("
        //- /content/a.md
        ---
        title: &name A
        summary: *name
        ---
        //- /content/b.md
        ---
        title: !!str B
        x-own: !mine c
        ---
        //- /content/c.md
        ---
        title: C
        <<: { summary: merged }
        ---
        //- /content/d.md
        ---
        title: D
        x-binary: !!binary aGVsbG8=
        ---
    ", Show::Nothing), @"
    content/a.md:3:10 yaml-limits: this is nested deeper than 24 levels, larger than 400000 values, or repeats an anchor | write it flatter or shorter, and write values out instead of `&name` and `*name`
    content/c.md:3:1 unknown-key: there is no field `<<` here | known here: summary, sources; a key of your own begins with `x-`
    ");
}

#[test]
fn drafts_aliases_and_tags_have_their_shapes() {
    assert_snapshot!(check("
        //- /content/a.md
        ---
        title: A
        draft: maybe
        ---
        //- /content/b.md
        ---
        title: B
        draft: [yes]
        aliases: { old: name }
        tags: { a: b }
        ---
        //- /content/c.md
        ---
        title: C
        aliases: [one, [two]]
        ---
    ", Show::Nothing), @"
    content/a.md:3:8 wrong-type: `draft` is yes or no | write `draft: true`, or leave the line out
    content/b.md:3:8 wrong-type: `draft` is yes or no | write `draft: true`, or leave the line out
    content/b.md:4:10 wrong-type: `aliases` takes names, not a mapping | write it as `aliases: [one, other]`, in quotes what holds a colon or brackets
    content/c.md:3:16 wrong-type: `aliases` takes names, not a list | write it as `aliases: [one, other]`, in quotes what holds a colon or brackets
    ");
}

#[test]
fn control_characters_are_pointed_at() {
    assert_snapshot!(check("
        //- /content/a.md
        ---
        title: A\u{7}B
        ---
        //- /content/b.md
        ---
        title: B
        ---
        Words\u{c} and words.
    ", Show::Nothing), @"
    content/a.md:2:9 control-character: the invisible control character U+0007 stands here | delete it; it often comes from a copy out of a PDF or a word processor
    content/b.md:4:6 control-character: the invisible control character U+000C stands here | delete it; it often comes from a copy out of a PDF or a word processor
    ");
}

#[test]
fn file_names_serve_as_keys_or_are_refused() {
    assert_snapshot!(check("
        //- /content/Kishi Nobuo.md
        ---
        title: A space
        ---
        //- /content/a&b.md
        ---
        title: A sign
        ---
        //- /content/서욱.md
        ---
        title: Another script
        ---
        //- /content/a.b_c-d.md
        ---
        title: Points and lines
        ---
        //- /content/topics/Über.md
        ---
        title: A capital
        ---
        //- /content/sources/list.yaml
        a key: { title: A, publisher: B, consulted: excerpt }
    ", Show::Nothing), @"
    content/Kishi Nobuo.md:1:1 bad-key: `Kishi Nobuo` cannot be a key because of the space | call it `kishi-nobuo`; a key becomes part of the address
    content/a&b.md:1:1 bad-key: `a&b` cannot be a key because of `&` | call it `a-b`; a key becomes part of the address
    content/sources/list.yaml:1:1 bad-key: `a key` cannot be a key because of the space | call it `a-key`; a key becomes part of the address
    ");
}

#[test]
fn files_lie_where_a_kind_claims_them() {
    assert_snapshot!(check("
        //- /content/exercises/2022-08-22-shield.md
        ---
        title: An exercise
        ---
        //- /content/talk/2022-02-10-call.md
        ---
        title: In a folder that is almost right
        ---
        //- /content/talks/2022/2022-02-10-call.md
        ---
        title: In a folder of a folder
        ---
        //- /content/sanctions/list.yaml
        one: { title: One }
        two: { title: Two }
        //- /content/_notes/a.md
        nothing to see
        //- /content/.obsidian/a.md
        nothing to see
    ", Show::Nothing), @"
    content/exercises/2022-08-22-shield.md:1:1 stray-file: no kind of entry has the folder `content/exercises/` | the folders of this site's kinds are countries, launches, organisations, people, places, series, sources, systems, talks, topics
    content/sanctions/list.yaml:1:1 stray-file: no kind of entry has the folder `content/sanctions/` | the folders of this site's kinds are countries, launches, organisations, people, places, series, sources, systems, talks, topics
    content/talk/2022-02-10-call.md:1:1 stray-file: no kind of entry has the folder `content/talk/` | did you mean `content/talks/`?
    content/talks/2022/2022-02-10-call.md:1:1 stray-file: no kind of entry has the folder `content/talks/2022/` | the folders of this site's kinds are countries, launches, organisations, people, places, series, sources, systems, talks, topics
    ");
}

#[test]
fn lists_of_entries_are_mappings() {
    assert_snapshot!(check("
        //- /content/sources/a.yaml
        - title: A
        //- /content/sources/b.yaml
        just words
        //- /content/sources/c.yaml
        //- /content/sources/d.yaml
        # only a remark
        //- /content/sources/e.yaml
        kyodo: just words
        yonhap: [a]
        2022-report: { title: Report, publisher: Nobody, consulted: \"no\" }
    ", Show::Nothing), @"
    content/sources/a.yaml:1:1 wrong-type: a list of entries is a mapping from key to fields, not a list | begin each entry with its key and a colon, and indent its fields below
    content/sources/b.yaml:1:1 wrong-type: a list of entries is a mapping from key to fields, not a single value | begin each entry with its key and a colon, and indent its fields below
    content/sources/e.yaml:1:8 wrong-type: the fields of an entry are a mapping, not a single value | write one `key: value` a line
    content/sources/e.yaml:2:9 wrong-type: the fields of an entry are a mapping, not a list | write one `key: value` a line
    ");
}

#[test]
fn a_fault_has_no_consequences() {
    assert_snapshot!(check("
        //- /content/talks/2022-02-10-call.md
        ---
        title: A call
        summary: A call.
        when: 10 February 2022
        zone: Asia/Soul
        status: hled
        series: tmn
        parties: [japn, japan]
        sources: [kyodo]
        ---
        //- /content/series/tmm.md
        ---
        title: Ministers' meetings
        ---
        //- /content/countries/japan.md
        ---
        title: Japan
        code: JPN
        ---
        //- /content/sources/list.yaml
        kyodo: { title: Kyodo report, publisher: Kyodo, consulted: excerpt }
    ", Show::Nothing), @"
    content/talks/2022-02-10-call.md:4:7 bad-date: `10 February 2022` is not a date in the form that briefbook reads | write `2022-02-10`
    content/talks/2022-02-10-call.md:5:7 unknown-zone: there is no time zone `Asia/Soul` | did you mean `Asia/Seoul`?
    content/talks/2022-02-10-call.md:6:9 unknown-choice: unknown status `hled` | did you mean `held`? `status` allows: held, planned, postponed, cancelled, not-held
    content/talks/2022-02-10-call.md:7:9 unknown-reference: there is no series called `tmn` | did you mean `tmm` (Ministers' meetings)?
    content/talks/2022-02-10-call.md:8:11 unknown-reference: there is no country called `japn` | did you mean `japan` (Japan)?
    ");
}

#[test]
fn folders_may_be_named_like_content_itself() {
    assert_snapshot!(check("
        //- /content/content/about.md
        ---
        title: In a folder of no kind
        ---
        //- /content/content/talks/2022-02-10-call.md
        ---
        title: In a folder of no kind
        ---
    ", Show::Nothing), @"
    content/content/about.md:1:1 stray-file: no kind of entry has the folder `content/content/` | the folders of this site's kinds are countries, launches, organisations, people, places, series, sources, systems, talks, topics
    content/content/talks/2022-02-10-call.md:1:1 stray-file: no kind of entry has the folder `content/content/talks/` | the folders of this site's kinds are countries, launches, organisations, people, places, series, sources, systems, talks, topics
    ");
}

#[test]
fn files_with_almost_the_right_ending_are_told() {
    assert_snapshot!(check("
        //- /content/sources/list.yml
        kyodo: { title: Kyodo report, publisher: Kyodo, consulted: excerpt }
        //- /content/about.MD
        ---
        title: About
        ---
        //- /content/notes.markdown
        ---
        title: Notes
        ---
    ", Show::Nothing), @"
    content/about.MD:1:1 stray-file: a file with the ending `.MD` is not read | rename it so that it ends in `.md`
    content/notes.markdown:1:1 stray-file: a file with the ending `.markdown` is not read | rename it so that it ends in `.md`
    content/sources/list.yml:1:1 stray-file: a file with the ending `.yml` is not read | rename it so that it ends in `.yaml`
    ");
}
