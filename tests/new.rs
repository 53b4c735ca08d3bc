//! `briefbook new`: a starter is made from the declaration of its kind, names are found as references
//! find them, nothing is asserted that nobody gave, and nothing that exists is overwritten.

use std::fs;
use std::path::Path;

#[path = "support/site.rs"]
mod support;

use support::{Printed, Run, Site, differing_files, tree};

const NOTHING: [&str; 0] = [];

/// A site with people whose names are alike, a place with a zone, and a source.
fn site() -> Site {
    Site::bare()
        .with(
            "site.yaml",
            "title: A\nzones: { Tokyo: Asia/Tokyo, Washington: America/New_York }\n",
        )
        .with(
            "content/people/people.yaml",
            "kim-sung: { title: Sung Kim }\nkim-man-gi: { title: Kim Man-gi }\n\
             blinken-antony: { title: Antony Blinken, aliases: [Tony B.] }\n\
             kishi-nobuo: { title: Nobuo Kishi, names: [{ text: 岸信夫, lang: ja }] }\n",
        )
        .with(
            "content/places/places.yaml",
            "honolulu: { title: Honolulu, zone: Pacific/Honolulu }\nhanoi: { title: Hanoi }\n",
        )
        .with(
            "content/countries/c.yaml",
            "japan: { title: Japan, code: JPN }\n",
        )
        .with(
            "content/sources/s.yaml",
            "s: { title: S, publisher: P, consulted: yes }\n",
        )
}

/// Prepares `briefbook new` at noon of 10 February 2022, UTC.
fn new(site: &Site, arguments: &[&str]) -> Run {
    let run = site.briefbook("new").args(arguments);
    run.env("SOURCE_DATE_EPOCH", "1644494400")
}

/// Runs `briefbook new`, which must refuse and leave the folder as it was.
fn refuses(site: &Site, arguments: &[&str]) -> String {
    let before = tree(&site.path(""));
    let Printed { output, errors } = new(site, arguments).ends_with(2);
    assert_eq!(differing_files(&before, &tree(&site.path(""))), NOTHING);
    assert_eq!(output, "");
    errors
}

/// Returns the lines of a front matter that are no remarks, without the remarks at their ends.
fn facts(text: &str) -> Vec<String> {
    let front = text.split("---\n").nth(1);
    let lines = front.expect("a starter has front matter").lines();
    let lines = lines.filter(|line| !line.trim_start().starts_with('#') && !line.is_empty());
    let bare = lines.map(|line| line.split("  #").next().unwrap_or_default());
    bare.map(str::to_owned).collect()
}

#[test]
fn a_starter_of_every_kind_builds_as_it_is() {
    let site = Site::without_files();
    site.briefbook("init").arg(".").succeeds();
    let kinds =
        fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/kinds")).unwrap();
    let mut known = 0;
    for file in kinds {
        let name = file.unwrap().file_name().into_string().unwrap();
        if let Some(kind) = name.strip_suffix(".yaml") {
            new(&site, &[kind, &format!("A new {kind}")]).succeeds();
            known += 1;
        }
    }
    assert!(known > 10);
    site.build().succeeds();
    assert!(
        !site
            .path("public/talks/2022-02-10-a-new-talk.html")
            .exists()
    );
    assert!(site.path("public/people/a-new-person.html").is_file());
    assert!(site.path("public/a-new-page.html").is_file());
}

#[test]
fn every_remark_of_a_starter_shows_a_form_that_its_field_takes() {
    let site = Site::without_files();
    site.briefbook("init").arg(".").succeeds();
    // A remark names a picture, and writes nothing beside the brief.
    for folder in ["talks", "launches"] {
        site.write(&format!("content/{folder}/photo.png"), support::PNG);
    }
    let kinds = [
        "talk",
        "launch",
        "person",
        "place",
        "system",
        "organisation",
        "source",
        "series",
        "country",
    ];
    for kind in kinds {
        let key = format!("2022-02-10-{kind}");
        let printed = new(&site, &[kind, "Try", "--key", &key]).succeeds().output;
        let path = printed
            .lines()
            .next()
            .unwrap()
            .strip_prefix("Wrote ")
            .unwrap()
            .to_owned();
        let text = site.read(&path);
        let prose = ["# What follows", "# Below the next", "# are [[key]]"];
        let lines = text
            .lines()
            .filter(|line| !prose.iter().any(|prose| line.starts_with(prose)))
            .map(|line| line.replacen("# ", "", usize::from(line.trim_start().starts_with("# "))));
        let lines: Vec<String> = lines.collect();
        assert!(lines.len() > 8, "{text}");
        site.write(&path, lines.join("\n"));
    }
    let Printed { errors, .. } = site.build().arg("--drafts").ends_with(1);
    let codes: Vec<&str> = errors
        .lines()
        .filter(|line| line.starts_with("error["))
        .collect();
    // The examples of the remarks are other events, whose dates may not suit one of that day.
    let lacks = [
        "error[missing-field]",
        "error[missing-alt]",
        "error[effect-before-cause]",
        "error[plan-mismatch]",
    ];
    assert!(
        codes
            .iter()
            .all(|line| lacks.iter().any(|code| line.starts_with(code))),
        "{errors}"
    );
}

#[test]
fn a_kind_that_nobody_foresaw_gets_a_starter_in_its_own_words() {
    let site = site()
        .with(
            "templates/kinds/wedding.yaml",
            "label: Wedding\nplural: Weddings\nfolder: weddings\n\
             roles: { dated_by: day, zoned_by: clock, attended_by: pair.guests, located_by: hall }\n\
             fields:\n\
             \x20 day: { type: date, required: true, label: Day, help: The day. }\n\
             \x20 clock: { type: zone, label: Clock, help: Whose day. }\n\
             \x20 hall: { type: ref, kinds: [hall], label: Hall, help: Where. }\n\
             \x20 pair:\n\
             \x20   type: group\n\
             \x20   label: Pair\n\
             \x20   help: Who.\n\
             \x20   fields:\n\
             \x20     guests: { type: list, of: { type: ref, kinds: [person] }, label: Guests, help: All. }\n\
             \x20     vows: { type: text, required: true, label: Vows, help: What was said. }\n\
             \x20     cake: { type: yes_no, label: Cake, help: Whether there was any. }\n\
             \x20 mood: { type: choice, label: Mood, help: How it was., options: { gay: { label: Gay }, grim: { label: Grim } } }\n",
        )
        .with(
            "templates/kinds/hall.yaml",
            "label: Hall\nplural: Halls\nfolder: halls\nroles: { zoned_by: time }\n\
             fields: { time: { type: zone, label: Time, help: Its zone. } }\n",
        )
        .with("content/halls/h.yaml", "great: { title: Great Hall, time: Asia/Seoul }\n");
    let arguments = [
        "wedding",
        "Two marry",
        "--with",
        "kishi,blinken",
        "--where",
        "great hall",
    ];
    let printed = new(&site, &arguments).succeeds().output;
    assert_eq!(
        printed,
        "Wrote content/weddings/2022-02-10-two-marry.md\n\
         \x20 kishi      → Nobuo Kishi (kishi-nobuo)\n\
         \x20 blinken    → Antony Blinken (blinken-antony)\n\
         \x20 great hall → Great Hall (great)\n\
         It is a draft, which the site leaves out. Fill in vows; write the text; then take out the line `draft: true`\n"
    );
    assert_eq!(
        site.read("content/weddings/2022-02-10-two-marry.md"),
        "---\n\
         title: Two marry\n\
         draft: true  # the site leaves it out; take this line away when the required facts are there\n\
         day: 2022-02-10\n\
         clock: Asia/Seoul\n\
         hall: great\n\
         pair:\n\
         \x20 guests: [kishi-nobuo, blinken-antony]\n\
         \x20 vows:  # required: What was said.\n\
         \x20 # cake: yes  # Whether there was any.\n\
         \n\
         # What follows may be left out. Take the # before a line away to use it.\n\
         # aliases: [another name]  # Other names by which links find it, and keys that it had before.\n\
         # mood: gay  # How it was. One of: gay, grim\n\
         \n\
         # Below the next line stands the text, in your own words. Headings begin with ##, links to entries\n\
         # are [[key]].\n\
         ---\n\n"
    );
    site.build().succeeds();
    let text = site.read("content/weddings/2022-02-10-two-marry.md");
    let text = text
        .replace("draft: true", "")
        .replace("vows:", "vows: I do");
    site.write("content/weddings/2022-02-10-two-marry.md", text);
    site.build().succeeds();
    assert!(
        site.path("public/weddings/2022-02-10-two-marry.html")
            .is_file()
    );
}

#[test]
fn names_are_found_by_key_title_alias_native_name_and_part() {
    for name in [
        "blinken-antony",
        "Antony  BLINKEN",
        "Tony B.",
        "blinken",
        "[[x]]",
    ] {
        let site = site();
        let run = new(&site, &["talk", "T", "--with", name]);
        if name == "[[x]]" {
            run.ends_with(2);
            continue;
        }
        let printed = run.succeeds().output;
        let expected = format!("  {name} → Antony Blinken (blinken-antony)\n");
        assert!(printed.contains(&expected), "{printed}");
        let facts = facts(&site.read("content/talks/2022-02-10-t.md"));
        assert!(
            facts.contains(&"  - person: blinken-antony".to_owned()),
            "{facts:?}"
        );
    }
    let site = site();
    let printed = new(&site, &["talk", "T", "--with", "岸信夫"])
        .succeeds()
        .output;
    assert!(
        printed.contains("岸信夫 → Nobuo Kishi (kishi-nobuo)"),
        "{printed}"
    );
}

#[test]
fn a_name_that_can_mean_several_is_refused_with_all_of_them() {
    assert_eq!(
        refuses(&site(), &["talk", "T", "--with", "blinken,kim"]),
        "error: `kim` can mean `kim-man-gi` (Kim Man-gi), `kim-sung` (Sung Kim); give the key of the \
         one you mean with --with\n"
    );
}

#[test]
fn an_unknown_name_is_refused_unless_stubs_are_wanted() {
    let site = site();
    assert_eq!(
        refuses(&site, &["talk", "T", "--with", "blinkne-antony"]),
        "error: there is no person called `blinkne-antony`. Did you mean `blinken-antony` (Antony Blinken)? \
         Nothing was written\n\
         help: correct the name; or write the entry first, as in briefbook new person \"Blinkne Antony\"; or add \
         --stubs, and the smallest possible entry is written for it\n"
    );
    let printed = new(
        &site,
        &["talk", "T", "--with", "Chung Eui-yong,kishi", "--stubs"],
    )
    .succeeds();
    assert!(
        printed.output.contains(
            "  Chung Eui-yong → no person yet: wrote content/people/chung-eui-yong.md with the name alone\n\
             \x20 kishi          → Nobuo Kishi (kishi-nobuo)\n"
        ),
        "{}",
        printed.output
    );
    let stub = site.read("content/people/chung-eui-yong.md");
    assert_eq!(facts(&stub), ["title: Chung Eui-yong"]);
    assert!(stub.contains("\n# A stub: "));
    site.build().succeeds();
}

#[test]
fn no_key_is_ever_made_of_characters_that_are_read_in_several_ways() {
    let site = site();
    let errors = refuses(&site, &["talk", "T", "--with", "정의용", "--stubs"]);
    assert!(
        errors.contains("--with \"key-in-latin-letters=정의용\""),
        "{errors}"
    );
    let errors = refuses(&site, &["talk", "電話会談"]);
    assert!(
        errors.contains("--key 2022-02-10-two-or-three-words"),
        "{errors}"
    );
    new(
        &site,
        &[
            "talk",
            "電話会談",
            "--key",
            "2022-02-10-call",
            "--with",
            "chung=정의용",
            "--stubs",
        ],
    )
    .succeeds();
    assert_eq!(
        facts(&site.read("content/people/chung.md")),
        ["title: 정의용"]
    );
    let talk = facts(&site.read("content/talks/2022-02-10-call.md"));
    assert_eq!(talk[0], "title: 電話会談");
    site.build().succeeds();
}

#[test]
fn the_date_is_today_in_the_zone_of_the_place_or_the_first_of_the_site() {
    let site = site();
    for (epoch, arguments, expected) in [
        (
            "1644505200",
            &["talk", "A"][..],
            ["2022-02-11", "Asia/Tokyo"],
        ),
        (
            "1644505200",
            &["talk", "B", "--where", "honolulu"],
            ["2022-02-10", "Pacific/Honolulu"],
        ),
        (
            "1644490800",
            &["talk", "C", "--where", "hanoi"],
            ["2022-02-10", "Asia/Tokyo"],
        ),
    ] {
        let run = site
            .briefbook("new")
            .args(arguments)
            .env("SOURCE_DATE_EPOCH", epoch);
        let printed = run.succeeds().output;
        let path = printed
            .lines()
            .next()
            .unwrap()
            .strip_prefix("Wrote ")
            .unwrap()
            .to_owned();
        assert!(path.contains(expected[0]), "{path}");
        let [day, zone] = expected;
        assert_eq!(
            facts(&site.read(&path))[2..4],
            [format!("when: {day}"), format!("zone: {zone}")]
        );
    }
}

#[test]
fn a_date_that_is_given_gets_a_zone_only_where_one_is_certain() {
    let site = site();
    new(&site, &["talk", "A", "--when", "2022-01~"]).succeeds();
    let talk = facts(&site.read("content/talks/2022-01-a.md"));
    assert_eq!(talk[2..4], ["when: 2022-01~", "status:"]);
    let errors = refuses(&site, &["talk", "B", "--when", "2022-01-02T09:30"]);
    assert_eq!(
        errors,
        "error: the time of day in `2022-01-02T09:30` has no zone; add the offset from UTC, as in \
         2022-01-02T09:30+09:00\n"
    );
    let arguments = [
        "talk",
        "B",
        "--when",
        "2022-01-02T09:30",
        "--where",
        "honolulu",
    ];
    new(&site, &arguments).succeeds();
    let arguments = [
        "talk",
        "C",
        "--when",
        "2022-01-02T09:30+09:00",
        "--where",
        "honolulu",
    ];
    assert!(refuses(&site, &arguments).starts_with("error: "));
    let site = site.with("site.yaml", "title: A\nzones: { Seoul: Asia/Seoul }\n");
    new(&site, &["talk", "D", "--when", "[2022-01-02,2022-01-03]"]).succeeds();
    let talk = facts(&site.read("content/talks/2022-01-d.md"));
    assert_eq!(
        talk[2..4],
        ["when: \"[2022-01-02,2022-01-03]\"", "zone: Asia/Seoul"]
    );
    site.build().arg("--drafts").ends_with(1);
}

#[test]
fn what_exists_is_never_overwritten() {
    let site = site();
    new(&site, &["person", "Kim Sung-han"]).succeeds();
    for (arguments, part) in [
        (
            &["person", "Kim Sung-han"][..],
            "`kim-sung-han` is there already, in content/people/kim-sung-han.md",
        ),
        (
            &["person", "X", "--key", "Kim-Sung"],
            "`Kim-Sung` is there already, in content/people/people.yaml",
        ),
    ] {
        let errors = refuses(&site, arguments);
        assert!(errors.contains(part), "{errors}");
    }
    new(&site, &["talk", "Same words"]).succeeds();
    let errors = refuses(&site, &["launch", "Same words"]);
    assert!(
        errors.contains("is there already, in content/talks/"),
        "{errors}"
    );
    // What is no entry is not overwritten either.
    site.write("content/series/mine.md", "not an entry");
    let errors = new(&site, &["series", "Mine"]).ends_with(2).errors;
    assert!(
        errors.contains("there already") || errors.contains("exists"),
        "{errors}"
    );
    assert_eq!(site.read("content/series/mine.md"), "not an entry");
}

#[test]
fn a_wrong_call_says_what_would_be_right() {
    let site = site();
    for (arguments, part) in [
        (
            &["tlak", "T"][..],
            "there is no kind `tlak`; did you mean `talk`? this site has country, ",
        ),
        (&["person", "T", "--when", "2022"], "leave --when out"),
        (
            &["launch", "T", "--with", "kishi"],
            "--with has no place in the kind `launch`",
        ),
        (&["talk", "T", "--when", "10.02.2022"], "2022-02-10"),
        (&["talk", "T", "--key", "a b"], "`a b` cannot be a key"),
        (&["talk", "T", "--key", "../up"], "`../up` cannot be a key"),
        (&["talk", " "], "a title is one line of words"),
        (&["talk", "one\ntwo"], "a title is one line of words"),
        (
            &["talk", "T", "--site", "nowhere"],
            "there is no site.yaml in nowhere",
        ),
    ] {
        let errors = refuses(&site, arguments);
        assert!(errors.contains(part), "{arguments:?}: {errors}");
    }
}

#[test]
fn a_dry_run_prints_the_files_and_writes_none() {
    let site = site();
    let before = tree(&site.path(""));
    let arguments = ["talk", "T", "--with", "chung", "--dry-run"];
    let printed = new(&site, &arguments).succeeds().output;
    assert_eq!(differing_files(&before, &tree(&site.path(""))), NOTHING);
    for part in [
        "content/talks/2022-02-10-t.md\n\n---\ntitle: T\n",
        "content/people/chung.md\n\n---\n",
    ] {
        assert!(printed.contains(part), "{printed}");
    }
}

#[test]
fn faults_elsewhere_do_not_stop_a_new_brief_and_those_of_kinds_do() {
    let site = site().with(
        "content/people/broken.md",
        "---\ntitle: B\ncountry: nowhere\n---\n",
    );
    new(&site, &["talk", "T", "--with", "kishi"]).succeeds();
    site.write(
        "templates/kinds/talk.yaml",
        "label: Talk\nplural: Talks\nfolder: talks\nfolders: x\n",
    );
    let found = new(&site, &["talk", "U"]).ends_with(1).diagnostics();
    assert_eq!(found, ["templates/kinds/talk.yaml:4:1 bad-kind"]);
}
