//! Kinds as a site declares them: its own win, new ones work, and each mistake is told.

use crate::check::{Show, build, build_faults, check};
use insta::assert_snapshot;

/// Checks a kind file together with one brief of the kind.
fn kind(declaration: &str, entry: &str) -> String {
    check(
        &format!(
            "
//- /templates/kinds/exercise.yaml
{declaration}
//- /content/exercises/shield.md
---
title: Shield
{entry}
---
"
        ),
        Show::Fields,
    )
}

const HEAD: &str = "label: Exercise\nplural: Exercises\nfolder: exercises\n";

/// Checks the fields of a kind that is otherwise right.
fn declared(fields: &str) -> String {
    kind(&format!("{HEAD}fields:\n  {fields}"), "")
}

#[test]
fn the_least_kind_has_a_label_a_plural_and_a_folder() {
    assert_snapshot!(kind(HEAD, ""), @"exercises/shield: Shield");
    assert_snapshot!(kind("", ""), @"
    templates/kinds/exercise.yaml:1:1 bad-kind: `folder` is missing
    templates/kinds/exercise.yaml:1:1 bad-kind: `label` is missing
    templates/kinds/exercise.yaml:1:1 bad-kind: `plural` is missing
    ");
    assert_snapshot!(kind("label: Exercise\nplural: [Exercises]\nfolder:", ""), @"
    templates/kinds/exercise.yaml:1:1 bad-kind: `folder` is missing
    templates/kinds/exercise.yaml:2:9 bad-kind: `plural` takes a single value, not a list
    ");
    assert_snapshot!(kind("- a list", ""), @"
    templates/kinds/exercise.yaml:1:1 bad-kind: a mapping is wanted here, not a list | write `key: value` lines, one for each setting
    ");
    assert_snapshot!(kind("label: [", ""), @"
    templates/kinds/exercise.yaml:1:8 yaml-syntax: this is not YAML: unclosed bracket '[' | look for a missing quotation mark, a colon inside a value (put the value in quotes), or lines that are not indented alike
    ");
}

#[test]
fn folders_are_plain_and_not_shared() {
    for folder in ["Exercises", "a/b", "../x", "a b", "_x"] {
        let printed = kind(&HEAD.replace("exercises", folder), "");
        assert!(printed.contains("exercise.yaml:3:9 bad-kind"), "{printed}");
    }
    assert_snapshot!(kind(&HEAD.replace("exercises", "''"), ""), @"
    templates/kinds/exercise.yaml:1:1 bad-kind: `folder` is missing
    ");
    assert_snapshot!(kind(&HEAD.replace("exercises", "talks"), ""), @"
    templates/kinds/talk.yaml (built in) bad-kind: the kinds `exercise` and `talk` share the folder `talks` | give each kind a folder of its own
      templates/kinds/exercise.yaml:1:1 declared here with the same folder
    ");
    assert_snapshot!(kind(&HEAD.replace("exercises", "."), ""), @"
    templates/kinds/page.yaml (built in) bad-kind: the kinds `exercise` and `page` share the folder `` | give each kind a folder of its own
      templates/kinds/exercise.yaml:1:1 declared here with the same folder
    ");
    assert_snapshot!(kind(&HEAD.replace("exercises", "chronology"), ""), @"
    content/exercises/shield.md:1:1 stray-file: no kind of entry has the folder `content/exercises/` | the folders of this site's kinds are countries, chronology, launches, organisations, people, places, series, sources, systems, talks, topics
    site.yaml:1:1 address-collision: the address `chronology/index.html` is already taken by the chronology | give one of the two another key, and write its old key under `aliases`
    ");
}

#[test]
fn settings_of_a_kind_are_known() {
    assert_snapshot!(kind(&format!("{HEAD}feilds: {{}}\nmark: star\nmenu: first\nx-own: anything\ncolour: red\ncard: [nothing]"), ""), @"
    templates/kinds/exercise.yaml:4:1 bad-kind: there is no setting `feilds` | did you mean `fields`?
    templates/kinds/exercise.yaml:5:7 bad-kind: `mark` cannot be `star` | allowed: circle, triangle, square, diamond
    templates/kinds/exercise.yaml:6:7 bad-kind: `menu` is a position such as 1 or 2
    templates/kinds/exercise.yaml:8:1 bad-kind: there is no setting `colour` | known here: label, plural, folder, mark, counted_as, claim_words, menu, fields, roles, sourced, card, table, large, ballistic
    templates/kinds/exercise.yaml:9:8 bad-kind: there is no field `nothing` in this kind | name a field that the kind declares, or `group.field` for one inside a group
    ");
}

#[test]
fn fields_have_label_help_and_a_type() {
    assert_snapshot!(declared("size: { type: integer, label: Size, help: How many. }"), @"exercises/shield: Shield");
    assert_snapshot!(declared("size: {}"), @"
    templates/kinds/exercise.yaml:5:9 bad-kind: `help` is missing
    templates/kinds/exercise.yaml:5:9 bad-kind: `label` is missing
    templates/kinds/exercise.yaml:5:9 bad-kind: `type` is missing
    ");
    assert_snapshot!(declared("size: integer"), @"templates/kinds/exercise.yaml:5:9 bad-kind: a mapping is wanted here, not a single value | write `key: value` lines, one for each setting");
    assert_snapshot!(declared("size: { type: number, label: Size, help: How many. }"), @"templates/kinds/exercise.yaml:5:17 bad-kind: there is no type `number` | the types are text, markdown, integer, decimal, quantity, yes_no, date, zone, days_by_zone, duration, url, language, picture, choice, ref, list, group");
    assert_snapshot!(declared("size: { type: integr, label: Size, help: How many. }"), @"templates/kinds/exercise.yaml:5:17 bad-kind: there is no type `integr` | did you mean `integer`?");
    assert_snapshot!(declared("size: { type: integer, label: Size, help: How many., requierd: yes }"), @"templates/kinds/exercise.yaml:5:56 bad-kind: there is no setting `requierd` | did you mean `required`?");
    assert_snapshot!(declared("size: { type: integer, label: Size, help: How many., required: maybe }"), @"templates/kinds/exercise.yaml:5:66 bad-kind: `required` is yes or no, not `maybe`");
    assert_snapshot!(declared("size: { type: [integer], label: Size, help: How many. }"), @"templates/kinds/exercise.yaml:5:17 bad-kind: `type` takes a single value, not a list");
    assert_snapshot!(declared("size: { type: integer, unit: km, label: Size, help: How many. }"), @"templates/kinds/exercise.yaml:5:26 bad-kind: there is no setting `unit` | known here: label, help, required, hidden, sourced, quoted, verbatim, type");
}

#[test]
fn names_of_fields_are_plain_and_not_taken() {
    for name in [
        "Size",
        "2size",
        "the-size",
        "größe",
        "x-size",
        "title",
        "draft",
        "aliases",
        "tags",
        "cssclasses",
        "_size",
        "a.b",
    ] {
        let printed = declared(&format!(
            "{name}: {{ type: integer, label: Size, help: How many. }}"
        ));
        assert!(
            printed.contains("exercise.yaml:5:3 bad-kind: "),
            "{name}: {printed}"
        );
        assert!(
            printed.contains("cannot be the name of a field"),
            "{name}: {printed}"
        );
    }
    assert_snapshot!(declared("size: { type: integer, label: Size, help: How many. }\n  size: { type: text, label: Size, help: How many. }"), @"
    templates/kinds/exercise.yaml:6:3 duplicate-key: the key `size` stands here a second time | keep one of the two; where both values are meant, make one list
      templates/kinds/exercise.yaml:5:3 first here
    ");
}

#[test]
fn references_name_kinds() {
    assert_snapshot!(declared("who: { type: ref, kinds: [person, country], label: Who, help: Who. }"), @"exercises/shield: Shield");
    assert_snapshot!(declared("who: { type: ref, label: Who, help: Who. }"), @"templates/kinds/exercise.yaml:5:16 bad-kind: a ref needs `kinds`, the kinds that it may refer to");
    assert_snapshot!(declared("who: { type: ref, kinds: [persn], label: Who, help: Who. }"), @"
    templates/kinds/exercise.yaml:5:16 bad-kind: a ref needs `kinds`, the kinds that it may refer to
    templates/kinds/exercise.yaml:5:29 bad-kind: there is no kind `persn` | did you mean `person`?
    ");
    assert_snapshot!(declared("who: { type: ref, kinds: [battle], label: Who, help: Who. }"), @"
    templates/kinds/exercise.yaml:5:16 bad-kind: a ref needs `kinds`, the kinds that it may refer to
    templates/kinds/exercise.yaml:5:29 bad-kind: there is no kind `battle` | each kind is a file in `templates/kinds/`
    ");
    assert_snapshot!(declared("who: { type: ref, kinds: exercise, label: Who, help: Who. }"), @"exercises/shield: Shield");
}

#[test]
fn lists_groups_and_choices_have_what_they_need() {
    assert_snapshot!(declared("a: { type: list, label: A, help: A. }"), @"templates/kinds/exercise.yaml:5:14 bad-kind: a list needs `of`, the type of its items");
    assert_snapshot!(declared("a: { type: list, of: text, label: A, help: A. }"), @"templates/kinds/exercise.yaml:5:24 bad-kind: a mapping is wanted here, not a single value | write `key: value` lines, one for each setting");
    assert_snapshot!(declared("a: { type: list, of: { type: nothing }, label: A, help: A. }"), @"templates/kinds/exercise.yaml:5:32 bad-kind: there is no type `nothing` | the types are text, markdown, integer, decimal, quantity, yes_no, date, zone, days_by_zone, duration, url, language, picture, choice, ref, list, group");
    assert_snapshot!(declared("a: { type: choice, label: A, help: A. }"), @"templates/kinds/exercise.yaml:5:14 bad-kind: a choice needs `options`");
    assert_snapshot!(declared("a: { type: choice, options: [one, two], label: A, help: A. }"), @"
    templates/kinds/exercise.yaml:5:14 bad-kind: a choice needs `options`
    templates/kinds/exercise.yaml:5:31 bad-kind: `options` takes a mapping, not a list
    ");
    assert_snapshot!(declared("a: { type: choice, options: { one: {}, two: { label: Two, tone: grey } }, label: A, help: A. }"), @"
    templates/kinds/exercise.yaml:5:38 bad-kind: `label` is missing
    templates/kinds/exercise.yaml:5:67 bad-kind: `tone` cannot be `grey` | allowed: good, open, off, failed
    ");
    assert_snapshot!(declared("a: { type: group, label: A, help: A. }"), @"templates/kinds/exercise.yaml:5:14 bad-kind: a group needs `fields`");
    assert_snapshot!(declared("a: { type: group, short: c, fields: { b: { type: text, label: B, help: B. } }, label: A, help: A. }"), @"templates/kinds/exercise.yaml:5:28 bad-kind: there is no field `c` in this group | its fields are b");
}

#[test]
fn an_empty_group_is_a_fault_of_the_kind_whatever_the_entry_says() {
    let head = format!("{HEAD}fields:\n  a: {{ type: group, label: A, help: A. }}");
    for entry in ["a: word", "a: [word]", "a: { b: c }", "a:"] {
        let printed = kind(&head, entry);
        assert!(
            printed.contains("a group needs `fields`"),
            "{entry}: {printed}"
        );
    }
}

#[test]
fn sources_belong_to_single_values() {
    assert_snapshot!(declared("a: { type: list, of: { type: text }, sourced: true, label: A, help: A. }"), @"templates/kinds/exercise.yaml:5:3 bad-kind: `a` cannot be sourced | values of the types list, group and picture carry no sources in this way; put the flag on the fields of the group");
    assert_snapshot!(declared("a: { type: group, fields: { b: { type: text, label: B, help: B. } }, sourced: true, label: A, help: A. }"), @"templates/kinds/exercise.yaml:5:3 bad-kind: `a` cannot be sourced | values of the types list, group and picture carry no sources in this way; put the flag on the fields of the group");
    assert_snapshot!(kind(&format!("{HEAD}sourced: {{ by: [persn], source: [source], form: x }}"), ""), @"
    templates/kinds/exercise.yaml:4:17 bad-kind: there is no kind `persn` | did you mean `person`?
    templates/kinds/exercise.yaml:4:43 bad-kind: there is no setting `form` | known here: by, source
    ");
    assert_snapshot!(kind(&format!("{HEAD}sourced: yes"), ""), @"templates/kinds/exercise.yaml:4:10 bad-kind: a mapping is wanted here, not a single value | write `key: value` lines, one for each setting");
}

#[test]
fn roles_are_known_and_suit_their_fields() {
    let with_roles = |roles: &str| {
        kind(
            &format!(
                "{HEAD}roles: {roles}\nfields:\n  day: {{ type: date, label: Day, help: The day. }}\n  name: {{ type: text, label: Name, help: A name. }}"
            ),
            "day: 2022-08-22",
        )
    };
    assert_snapshot!(with_roles("{ dated_by: day }"), @"
    exercises/shield: Shield
      day: 2022-08-22
    ");
    assert_snapshot!(with_roles("{ dated: day }"), @"templates/kinds/exercise.yaml:4:10 bad-kind: there is no role `dated` | did you mean `dated_by`?");
    assert_snapshot!(with_roles("{ coloured_by: day }"), @"templates/kinds/exercise.yaml:4:10 bad-kind: there is no role `coloured_by` | `docs/kinds.md` lists the roles");
    assert_snapshot!(with_roles("{ dated_by: dya }"), @"templates/kinds/exercise.yaml:4:20 bad-kind: there is no field `dya` in this kind | did you mean `day`?");
    assert_snapshot!(with_roles("{ dated_by: name }"), @"templates/kinds/exercise.yaml:4:20 bad-kind: `name` is a text and cannot be `dated_by` | a field of this type can: date");
    assert_snapshot!(with_roles("{ dated_by: [day] }"), @"templates/kinds/exercise.yaml:4:20 bad-kind: `dated_by` takes the name of a field");
    assert_snapshot!(with_roles("{ dated_by: day, dated_by: name }"), @"
    templates/kinds/exercise.yaml:4:25 duplicate-key: the key `dated_by` stands here a second time | keep one of the two; where both values are meant, make one list
      templates/kinds/exercise.yaml:4:10 first here
    templates/kinds/exercise.yaml:4:35 bad-kind: `name` is a text and cannot be `dated_by` | a field of this type can: date
    ");
    assert_snapshot!(with_roles("[dated_by]"), @"templates/kinds/exercise.yaml:4:8 bad-kind: `roles` takes a mapping, not a list");
    assert_snapshot!(with_roles("{ dated_by: day.part }"), @"templates/kinds/exercise.yaml:4:20 bad-kind: there is no field `day.part` in this kind | name a field that the kind declares, or `group.field` for one inside a group");
    assert_snapshot!(with_roles("{ dated_by: }"), @"templates/kinds/exercise.yaml:4:18 bad-kind: `dated_by` takes the name of a field");
}

#[test]
fn a_dated_kind_without_a_date_in_one_entry() {
    let declaration = format!(
        "{HEAD}roles: {{ dated_by: day }}\nfields:\n  day: {{ type: date, label: Day, help: The day. }}"
    );
    assert_snapshot!(kind(&declaration, ""), @"exercises/shield: Shield");
    assert_snapshot!(kind(&declaration, "day: 22 August 2022"), @"content/exercises/shield.md:3:6 bad-date: `22 August 2022` is not a date in the form that briefbook reads | write `2022-08-22`");
}

#[test]
fn a_site_declares_a_kind_of_its_own() {
    let built = build(EXERCISE);
    assert_snapshot!(built.main_words("exercises/2022-08-22-shield.html").join("\n"), @r#"
    Exercise
    22 August to 1 September 2022
    Exercise Shield
    Two armies trained for a fortnight.
    At a glance
    When
    Seoul
    22 Aug to 1 Sep 2022
    UTC
    between 21 Aug and 1 Sep 2022
    Troops
    about 12,000 soldiers
    In the field
    yes
    Account
    They trained.
    Cite this page
    “Exercise Shield.” A test. As of September 1, 2022. https://example.org/briefs/exercises/2022-08-22-shield.html.
    APA, BibTeX, CSL-JSON
    APA
    Exercise Shield (as of September 1, 2022). (n.d.). A test. https://example.org/briefs/exercises/2022-08-22-shield.html
    BibTeX
    @misc{2022-08-22-shield, title = {{Exercise Shield}}, howpublished = {A test}, url = {https://example.org/briefs/exercises/2022-08-22-shield.html}, note = {As of September 1, 2022}, langid = {en} }
    CSL-JSON
    [{ "id": "2022-08-22-shield", "type": "webpage", "title": "Exercise Shield", "container-title": "A test", "language": "en", "version": "2022-09-01", "URL": "https://example.org/briefs/exercises/2022-08-22-shield.html" }]
    "#);
    assert_eq!(
        built.files_with("2022-08-22-shield"),
        [
            ".briefbook",
            "chronology/2022.html",
            "chronology/index.html",
            "data/facts.json",
            "exercises/2022-08-22-shield.html",
            "exercises/index.html",
            "feed.xml",
            "index.html",
            "search/e-0.js",
            "sitemap.xml",
        ]
    );
}

const EXERCISE: &str = "
    //- /templates/kinds/exercise.yaml
    label: Exercise
    plural: Exercises
    folder: exercises
    mark: square
    menu: 4
    roles: { dated_by: first_day, zoned_by: where, summary_by: gist }
    fields:
      gist: { type: text, label: Gist, help: One sentence. }
      first_day: { type: date, required: true, label: Began, help: The first day. }
      where: { type: zone, label: Zone, help: The zone. }
      troops: { type: quantity, unit: soldiers, label: Troops, help: How many took part. }
      field_training: { type: yes_no, label: In the field, help: Whether units moved. }
    //- /content/exercises/2022-08-22-shield.md
    ---
    title: Exercise Shield
    gist: Two armies trained for a fortnight.
    first_day: 2022-08-22/2022-09-01
    where: Asia/Seoul
    troops: about 12000
    field_training: yes
    ---
    They trained.
";

#[test]
fn a_kind_file_of_the_site_wins() {
    assert_snapshot!(check("
        //- /templates/kinds/topic.yaml
        label: Subject
        plural: Subjects
        folder: topics
        fields:
          weight: { type: integer, required: true, label: Weight, help: How heavy. }
        //- /content/topics/missiles.md
        ---
        title: Missiles
        weight: 3
        ---
        //- /content/topics/talks.md
        ---
        title: Talks
        summary: Not a field of this site's kind.
        ---
    ", Show::Fields), @"
    content/topics/talks.md:2:1 missing-field: `weight` is missing | add `weight:` — how heavy
    content/topics/talks.md:3:1 unknown-key: there is no field `summary` here | known here: weight; a key of your own begins with `x-`
    ");
}

#[test]
fn a_kind_may_move_to_another_folder() {
    assert_snapshot!(check("
        //- /templates/kinds/topic.yaml
        label: Subject
        plural: Subjects
        folder: subjects
        //- /content/subjects/missiles.md
        ---
        title: Missiles
        ---
        //- /content/topics/talks.md
        ---
        title: Talks
        ---
    ", Show::Addresses), @"content/topics/talks.md:1:1 stray-file: no kind of entry has the folder `content/topics/` | the folders of this site's kinds are countries, launches, organisations, people, places, series, sources, systems, talks, subjects");
}

#[test]
fn templates_of_the_site_win_and_their_faults_are_told() {
    assert_snapshot!(build("
        //- /templates/kinds/topic.html
        {% extends \"base.html\" %}
        {% block main %}<main><p>mine: {{ entry.title }}</p></main>{% endblock %}
        //- /content/topics/missiles.md
        ---
        title: Missiles & more
        ---
    ").main_words("topics/missiles.html").join("\n"), @"mine: Missiles & more");
    assert_snapshot!(build_faults("
        //- /templates/kinds/topic.html
        {% if %}
        //- /templates/kinds/page.html
        {% extends \"nothing.html\" %}
        //- /content/topics/missiles.md
        ---
        title: Missiles
        ---
        //- /content/about.md
        ---
        title: About
        ---
    "), @"templates/kinds/topic.html:1:7 template-syntax: found `%}` but expected one of: integer, float, string, bool, ident, `-`, `not`, `<`, `{`, `[` or `(` | correct the template, or delete it to get the default one back");
    assert_snapshot!(build_faults("
        //- /templates/kinds/topic.html
        {{ entry.fields.sumary }} {{ nothing }}
        //- /content/topics/missiles.md
        ---
        title: Missiles
        ---
    "), @"
    templates/kinds/topic.html:1:17 template-field: the kind `topic` has no field `sumary` | did you mean `summary`?
    ");
}

#[test]
fn only_names_that_a_template_asks_for_are_looked_up() {
    let template = "
//- /templates/kinds/exercise.yaml
label: Exercise
plural: Exercises
folder: exercises
//- /templates/kinds/exercise.html
{# entry.fields.gone was here #}{% set my_entry = entry %}{{ my_entry.fields | length }}
{% if entry.fields.wrong %}{% endif %}
{% if false %}{{ my_entry.fields.other }}{% endif %}
";
    assert_snapshot!(build_faults(template), @"templates/kinds/exercise.html:2:20 template-field: the kind `exercise` has no field `wrong` | declare it in templates/kinds/exercise.yaml, or take it out here");
}

#[test]
fn the_name_of_a_kind_is_plain() {
    for name in ["sub/drill", "Drill", "a b", "_drill", "7"] {
        let files = format!(
            "\n//- /templates/kinds/{name}.yaml\nlabel: Drill\nplural: Drills\nfolder: drills\n"
        );
        assert_eq!(
            check(&files, Show::Nothing).trim_end(),
            format!(
                "templates/kinds/{name}.yaml:1:1 bad-kind: a kind cannot be called `{name}` | call the file by lower-case letters, digits and hyphens, and put it straight into `templates/kinds/`"
            )
        );
    }
}

#[test]
fn a_stated_office_stands_beside_those_who_took_part() {
    let fields = "  who:\n    type: list\n    label: W\n    help: H.\n    of: { type: group, fields: { p: { type: ref, kinds: [person], label: P, help: H. }, as: { type: text, label: A, help: H. } } }\n  other: { type: text, label: O, help: H. }\n";
    let with = |roles: &str| {
        kind(
            &format!("{HEAD}roles: {{ {roles} }}\nfields:\n{fields}"),
            "",
        )
    };
    assert_snapshot!(with("stated_by: who.as, attended_by: who.p"), @"exercises/shield: Shield");
    assert_snapshot!(with("attended_by: who.p, stated_by: other"), @"templates/kinds/exercise.yaml:4:41 bad-kind: `other` does not stand beside those who took part | name a text in the same group as the field that plays `attended_by`");
    assert_snapshot!(with("stated_by: who.as"), @"templates/kinds/exercise.yaml:4:21 bad-kind: `as` does not stand beside those who took part | name a text in the same group as the field that plays `attended_by`");
}

#[test]
fn an_order_of_names_has_the_words_of_the_site() {
    let with = |options: &str| {
        kind(
            &format!(
                "{HEAD}roles: {{ order_by: turn }}\nfields:\n  turn: {{ type: choice, label: T, help: H., options: {options} }}"
            ),
            "",
        )
    };
    assert_snapshot!(with("{ given-first: { label: G } }"), @"exercises/shield: Shield");
    assert_snapshot!(with("{ given-first: { label: G }, western: { label: W } }"), @"templates/kinds/exercise.yaml:4:20 bad-kind: `western` is not an order of names | the options of `turn` can be as-written, given-first, family-first");
}
