//! Values with their speaker, sources and basis, alone and side by side.

use crate::check::fields;
use insta::assert_snapshot;

#[test]
fn a_sourced_field_takes_a_plain_value_too() {
    assert_snapshot!(fields(&[
        "height: 800",
        "height: about 800",
        "height: tall",
        "remark: lofted",
        "shade: pale",
        "shade: paler",
    ]), @r#"
    height: 800
      = height: 800
    height: about 800
      = height: about 800
    height: tall
      ! 3:9 bad-number: `height` is a quantity in km, not `tall` | write a number such as 800 (no unit, no commas), `about 800`, `over 700`, or a range such as 450-600
    remark: lofted
      = remark: "lofted"
    shade: pale
      = shade: pale
    shade: paler
      ! 3:8 unknown-choice: unknown shade `paler` | did you mean `pale`? `shade` allows: pale, deep
    "#);
}

#[test]
fn a_value_names_its_speaker_and_sources() {
    assert_snapshot!(fields(&[
        "height: { value: 800 }",
        "height: { value: 800, by: kr-jcs }",
        "height: { value: 800, by: kr-jcs, source: kyodo }",
        "height: { value: 800, source: [kyodo, yonhap] }",
        "height: { value: 800, by: kishi-nobuo, note: at the time }",
        "height: { value: 800, basis: general-knowledge }",
        "height: { value: 800, basis: sourced, source: kyodo }",
        "height: { value: 800, prefer: true }",
        "height: { value: 800, source: [] }",
        "height: { value: 800, by: '', source: '', note: '' }",
        "height:\n  value: 800\n  by: kr-jcs",
        "shade: { value: pale, source: kyodo }",
        "remark: { value: \"words: with a colon\", source: kyodo }",
    ]), @r#"
    height: { value: 800 }
      = height: 800
    height: { value: 800, by: kr-jcs }
      = height: 800 by -> organisations/kr-jcs
    height: { value: 800, by: kr-jcs, source: kyodo }
      = height: 800 by -> organisations/kr-jcs from -> sources/kyodo
    height: { value: 800, source: [kyodo, yonhap] }
      = height: 800 from -> sources/kyodo from -> sources/yonhap
    height: { value: 800, by: kishi-nobuo, note: at the time }
      = height: 800 by -> people/kishi-nobuo (at the time)
    height: { value: 800, basis: general-knowledge }
      = height: 800 general knowledge
    height: { value: 800, basis: sourced, source: kyodo }
      = height: 800 from -> sources/kyodo
    height: { value: 800, prefer: true }
      = height: 800 preferred
    height: { value: 800, source: [] }
      = height: 800
    height: { value: 800, by: '', source: '', note: '' }
      = height: 800
    height:
        value: 800
        by: kr-jcs
      = height: 800 by -> organisations/kr-jcs
    shade: { value: pale, source: kyodo }
      = shade: pale from -> sources/kyodo
    remark: { value: "words: with a colon", source: kyodo }
      = remark: "words: with a colon" from -> sources/kyodo
    "#);
}

#[test]
fn each_part_of_a_sourced_value_is_checked() {
    assert_snapshot!(fields(&[
        "height: { by: kr-jcs }",
        "height: { value: , by: kr-jcs }",
        "height: {}",
        "height: { value: tall, by: kr-jcs }",
        "height: { value: [800] }",
        "height: { value: 800, by: nobody }",
        "height: { value: 800, by: japan }",
        "height: { value: 800, by: [kr-jcs] }",
        "height: { value: 800, source: nothing }",
        "height: { value: 800, source: kr-jcs }",
        "height: { value: 800, source: [kyodo, nothing] }",
        "height: { value: 800, source: { key: kyodo } }",
        "height: { value: 800, sources: kyodo }",
        "height: { value: 800, form: metres }",
        "height: { value: 800, basis: hearsay }",
        "height: { value: 800, basis: general-knowlege }",
        "height: { value: 800, prefer: perhaps }",
        "height: { value: 800, note: [a] }",
        "height: { value: 800, value: 900 }",
        "height: { value: 800, x-own: anything }",
        "shade: { value: paler, source: kyodo }",
    ]), @"
    height: { by: kr-jcs }
      ! 3:9 missing-field: `value` is missing | write `height: { value: …, source: … }`
    height: { value: , by: kr-jcs }
      ! 3:9 missing-field: `value` is missing | write `height: { value: …, source: … }`
    height: {}
      ! 3:9 missing-field: `value` is missing | write `height: { value: …, source: … }`
    height: { value: tall, by: kr-jcs }
      ! 3:18 bad-number: `height` is a quantity in km, not `tall` | write a number such as 800 (no unit, no commas), `about 800`, `over 700`, or a range such as 450-600
    height: { value: [800] }
      ! 3:18 wrong-type: `height` takes a single value, not a list | write one value after `height:`; quotes help where it holds a colon or brackets
    height: { value: 800, by: nobody }
      ! 3:27 unknown-reference: there is no organisation or person called `nobody` | write content/organisations/nobody.md for it, or correct the name
    height: { value: 800, by: japan }
      ! 3:27 wrong-kind: `japan` is a country, and an organisation or a person is wanted here | name an organisation or a person instead, or move this to the field where it belongs
      !   content/countries/japan.md:2:8 this is what it means
    height: { value: 800, by: [kr-jcs] }
      ! 3:27 wrong-type: `by` takes a single value, not a list | write one value after `by:`; quotes help where it holds a colon or brackets
    height: { value: 800, source: nothing }
      ! 3:31 unknown-reference: there is no source called `nothing` | write content/sources/nothing.md for it, or correct the name
    height: { value: 800, source: kr-jcs }
      ! 3:31 wrong-kind: `kr-jcs` is an organisation, and a source is wanted here | name a source instead, or move this to the field where it belongs
      !   content/organisations/kr-jcs.md:2:8 this is what it means
    height: { value: 800, source: [kyodo, nothing] }
      ! 3:39 unknown-reference: there is no source called `nothing` | write content/sources/nothing.md for it, or correct the name
    height: { value: 800, source: { key: kyodo } }
      ! 3:31 wrong-type: `source` takes a single value, not a mapping | write one value after `source:`; quotes help where it holds a colon or brackets
    height: { value: 800, sources: kyodo }
      ! 3:23 unknown-key: there is no field `sources` here | did you mean `source`?
    height: { value: 800, form: metres }
      ! 3:23 unknown-key: there is no field `form` here | known here: value, by, source, basis, note, prefer
    height: { value: 800, basis: hearsay }
      ! 3:30 unknown-choice: unknown basis `hearsay` | `basis` allows: sourced, general-knowledge
    height: { value: 800, basis: general-knowlege }
      ! 3:30 unknown-choice: unknown basis `general-knowlege` | did you mean `general-knowledge`? `basis` allows: sourced, general-knowledge
    height: { value: 800, prefer: perhaps }
      ! 3:31 wrong-type: `prefer` is yes or no, not `perhaps` | write yes or no
    height: { value: 800, note: [a] }
      ! 3:29 wrong-type: `note` takes a single value, not a list | write one value after `note:`; quotes help where it holds a colon or brackets
    height: { value: 800, value: 900 }
      ! 3:23 duplicate-key: the key `value` stands here a second time | keep one of the two; where both values are meant, make one list
      !   3:11 first here
    height: { value: 800, x-own: anything }
      = height: 800
    shade: { value: paler, source: kyodo }
      ! 3:17 unknown-choice: unknown shade `paler` | did you mean `pale`? `shade` allows: pale, deep
    ");
}

#[test]
fn values_that_differ_stand_side_by_side_and_one_is_preferred() {
    assert_snapshot!(fields(&[
        "height: [{ value: 800, by: kr-jcs, prefer: true }, { value: 700, by: kishi-nobuo }]",
        "height:\n  - { value: 800, by: kr-jcs }\n  - { value: 700, by: kishi-nobuo, prefer: true }",
        "height: [{ value: 800 }]",
        "height: [800]",
        "height: [{ value: 800 }, { value: 700 }]",
        "height: [{ value: 800, prefer: true }, { value: 700, prefer: true }]",
        "height: [800, 700]",
        "height: [{ value: 800, prefer: true }, 700]",
        "height: [{ value: 800, prefer: true }, { value: tall }]",
        "height: [{ value: 800, prefer: true }, { by: kr-jcs }]",
        "height: [{ value: 800, prefer: true }, [700]]",
        "height: [{ value: 800, prefer: true }, ~]",
        "height: []",
    ]), @"
    height: [{ value: 800, by: kr-jcs, prefer: true }, { value: 700, by: kishi-nobuo }]
      = height: 800 by -> organisations/kr-jcs preferred / 700 by -> people/kishi-nobuo
    height:
        - { value: 800, by: kr-jcs }
        - { value: 700, by: kishi-nobuo, prefer: true }
      = height: 800 by -> organisations/kr-jcs / 700 by -> people/kishi-nobuo preferred
    height: [{ value: 800 }]
      = height: 800
    height: [800]
      = height: 800
    height: [{ value: 800 }, { value: 700 }]
      ! 3:9 wrong-type: `height` has several values and 0 of them preferred | put `prefer: true` beside exactly one of them; it is the one that pages show first
    height: [{ value: 800, prefer: true }, { value: 700, prefer: true }]
      ! 3:9 wrong-type: `height` has several values and 2 of them preferred | put `prefer: true` beside exactly one of them; it is the one that pages show first
    height: [800, 700]
      ! 3:9 wrong-type: `height` has several values and 0 of them preferred | put `prefer: true` beside exactly one of them; it is the one that pages show first
    height: [{ value: 800, prefer: true }, 700]
      = height: 800 preferred / 700
    height: [{ value: 800, prefer: true }, { value: tall }]
      ! 3:49 bad-number: `height` is a quantity in km, not `tall` | write a number such as 800 (no unit, no commas), `about 800`, `over 700`, or a range such as 450-600
    height: [{ value: 800, prefer: true }, { by: kr-jcs }]
      ! 3:40 missing-field: `value` is missing | write `height: { value: …, source: … }`
    height: [{ value: 800, prefer: true }, [700]]
      ! 3:40 wrong-type: `height` takes a single value, not a list | write one value after `height:`; quotes help where it holds a colon or brackets
    height: [{ value: 800, prefer: true }, ~]
      ! 3:40 wrong-type: `height` takes a single value, not nothing | write one value after `height:`; quotes help where it holds a colon or brackets
    height: []
      = nothing
    ");
}

#[test]
fn sourced_fields_stand_inside_groups() {
    assert_snapshot!(crate::check::check("
        //- /content/people/kishi-nobuo.md
        ---
        title: Nobuo Kishi
        names: [{ text: { value: 岸信夫, basis: general-knowledge }, lang: ja }]
        tenures:
          - title: Minister of Defense
            of: jp-mod
            from: { value: 2020-09-16, source: wiki }
            to: [{ value: 2022-08-10, source: wiki, prefer: true }, { value: 2022-08, by: jp-mod }]
        ---
        //- /content/organisations/jp-mod.md
        ---
        title: Ministry of Defense
        ---
        //- /content/sources/list.yaml
        wiki: { title: An encyclopedia, publisher: Nobody, consulted: excerpt }
    ", crate::check::Show::Fields), @r#"
    organisations/jp-mod: Ministry of Defense
    people/kishi-nobuo: Nobuo Kishi
      names: [{text: "岸信夫" general knowledge, lang: ja}]
      tenures: [{title: "Minister of Defense", of: -> organisations/jp-mod, from: 2020-09-16 from -> sources/wiki, to: 2022-08-10 from -> sources/wiki preferred / 2022-08 by -> organisations/jp-mod}]
    sources/wiki: An encyclopedia
      publisher: "Nobody"
      consulted: excerpt
    "#);
}

/// Two types of missile, a site, and a launch on which sources differ.
const DISPUTED: &str = "
    //- /content/launches/one.md
    ---
    title: One
    when:
      - { value: 2022-01-05T08:07, by: jp-mod, source: list }
      - { value: 2022-01-05T08:10, by: kr-jcs, source: list, prefer: true }
    zone: Asia/Seoul
    outcome: [{ value: success, prefer: true }, { value: unknown, by: kr-jcs }]
    launched_by: north-korea
    salvos:
      - system: [{ value: kn-1, by: kr-jcs, prefer: true }, { value: kn-2, by: jp-mod, source: list }]
        class: srbm
        count: [{ value: 2..4, prefer: true }, { value: at least 2, by: jp-mod }]
        site: { value: airport, source: list }
    sources: [list]
    ---
    //- /content/systems/all.yaml
    kn-1: { title: KN-1 }
    kn-2: { title: KN-2 }
    //- /content/places/airport.md
    ---
    title: Airport
    ---
    //- /content/organisations/all.yaml
    kr-jcs: { title: Joint Chiefs }
    jp-mod: { title: Ministry }
    //- /content/countries/north-korea.md
    ---
    title: North Korea
    code: PRK
    ---
    //- /content/sources/list.md
    ---
    title: A list
    publisher: Nobody
    consulted: yes
    ---
";

#[test]
fn references_dates_and_counts_are_sourced_too() {
    assert_snapshot!(crate::check::check(DISPUTED, crate::check::Show::Fields), @r#"
    countries/north-korea: North Korea
      code: "PRK"
    launches/one: One
      when: 2022-01-05T08:07 by -> organisations/jp-mod from -> sources/list / 2022-01-05T08:10 by -> organisations/kr-jcs from -> sources/list preferred
      zone: Asia/Seoul
      outcome: success preferred / unknown by -> organisations/kr-jcs
      launched_by: -> countries/north-korea
      salvos: [{system: -> systems/kn-1 by -> organisations/kr-jcs preferred / -> systems/kn-2 by -> organisations/jp-mod from -> sources/list, class: srbm, count: 2–4 preferred / at least 2 by -> organisations/jp-mod, site: -> places/airport from -> sources/list}]
      sources: [-> sources/list]
    organisations/jp-mod: Ministry
    organisations/kr-jcs: Joint Chiefs
    places/airport: Airport
    sources/list: A list
      publisher: "Nobody"
      consulted: yes
    systems/kn-1: KN-1
    systems/kn-2: KN-2
    "#);
}

#[test]
fn the_preferred_date_is_the_day_of_the_event() {
    // It is fired after the one date of the other, and before the one that is preferred.
    let between = "    //- /content/launches/two.md
    ---
    title: Two
    when: 2022-01-05T08:08+09:00
    outcome: success
    launched_by: north-korea
    salvos: [{ class: srbm }]
    sources: [list]
    ---
";
    let files = format!("{DISPUTED}{between}");
    assert_snapshot!(crate::check::check(&files, crate::check::Show::Order), @"
    two (after -, before one)
    one (after two, before -)
    ");
}

#[test]
fn what_only_some_say_of_an_entry_stands_apart() {
    assert_snapshot!(crate::check::check(DISPUTED, crate::check::Show::Edges), @"
    countries/north-korea <- launches/one launched_by
    organisations/jp-mod <- launches/one when (by)
    organisations/jp-mod <- launches/one salvos.system (by)
    organisations/jp-mod <- launches/one salvos.count (by)
    organisations/kr-jcs <- launches/one when (by)
    organisations/kr-jcs <- launches/one outcome (by)
    organisations/kr-jcs <- launches/one salvos.system (by)
    places/airport <- launches/one salvos.site
    sources/list <- launches/one when (source)
    sources/list <- launches/one when (source)
    sources/list <- launches/one salvos.system (source)
    sources/list <- launches/one salvos.site (source)
    sources/list <- launches/one sources
    systems/kn-1 <- launches/one salvos.system
    systems/kn-2 <- launches/one salvos.system (disputed)
    ");
}

#[test]
fn every_disputed_date_needs_its_zone() {
    let files = DISPUTED.replace("    zone: Asia/Seoul\n", "");
    assert_snapshot!(crate::check::check(&files, crate::check::Show::Nothing), @"
    content/launches/one.md:4:14 time-without-zone: this time of day has no zone | add the offset, as in 2022-01-30T07:52+09:00, or the zone of the event on a line of its own
    content/launches/one.md:5:14 time-without-zone: this time of day has no zone | add the offset, as in 2022-01-30T07:52+09:00, or the zone of the event on a line of its own
    ");
}

#[test]
fn every_statement_of_a_reference_is_looked_up() {
    let files = DISPUTED.replace("value: kn-2", "value: kn-3");
    assert_snapshot!(crate::check::check(&files, crate::check::Show::Nothing), @"content/launches/one.md:10:66 unknown-reference: there is no system called `kn-3` | did you mean `kn-1` (KN-1)?");
    let files = DISPUTED.replace("value: kn-2", "value: airport");
    assert_snapshot!(crate::check::check(&files, crate::check::Show::Nothing), @"
    content/launches/one.md:10:66 wrong-kind: `airport` is a place, and a system is wanted here | name a system instead, or move this to the field where it belongs
      content/places/airport.md:2:8 this is what it means
      templates/kinds/launch.yaml (built in) the kinds allowed are declared here
    ");
}

#[test]
fn a_count_has_no_unit() {
    let files = DISPUTED.replace("value: 2..4", "value: two");
    assert_snapshot!(crate::check::check(&files, crate::check::Show::Nothing), @"content/launches/one.md:12:22 bad-number: `count` is a number, not `two` | write a number such as 12 (no commas), `about 12`, `at least 2`, or a range such as 2-4; leave the line out where no number is known");
}
