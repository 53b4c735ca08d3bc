//! `briefbook check` as people and programs meet it: it finds what a build finds, writes nothing, and
//! tells it in four forms, of which each is compared word for word or with what its standard asks.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

#[path = "support/site.rs"]
mod support;

use support::{Site, changes, tree};

/// A kind of event that does not come with briefbook.
const EXERCISE: &str = "\
label: Exercise
plural: Exercises
folder: exercises
roles: { dated_by: when }
fields:
  when: { type: date, label: Date, help: The first day. }
  about: { type: list, of: { type: ref, kinds: [topic], inverse: Exercises }, label: About, help: What for. }
";

/// The one event, with a reference that could mean two entries and a link that means none.
const SPOILED: &str = "\
---
title: Ships meet
when: 2022-02-12
about: [sea, trials]
---

All of them met in [[honolulu]].
";

const PATH: &str = "content/exercises/2022-02-12-훈련.md";

/// A site without an error, whose event has this text.
fn site(event: &str) -> Site {
    let topic = |title: &str| format!("---\ntitle: {title}\naliases: [Trials]\n---\n");
    Site::bare()
        .with("templates/kinds/exercise.yaml", EXERCISE)
        .with("content/topics/sea.md", "---\ntitle: At sea\n---\n")
        .with("content/topics/engines.md", topic("Engines"))
        .with("content/topics/radar.md", topic("Radar"))
        .with(PATH, event)
}

fn sound_event() -> String {
    let event = SPOILED.replace("trials", "radar");
    event.replace("[[honolulu]]", "[[sea]]")
}

/// A footnote that nothing refers to.
const NOTE: &str = "\n[^note]: Said later.\n";

/// A site with two errors, one of them with three places, and a warning.
fn spoiled() -> Site {
    site(&(SPOILED.to_owned() + NOTE))
}

fn sound() -> Site {
    site(&sound_event())
}

/// A site with a warning.
fn odd() -> Site {
    site(&(sound_event() + NOTE))
}

#[test]
fn a_sound_site_is_told_what_was_looked_at_and_nothing_is_written() {
    let site = sound();
    let before = tree(&site.path(""));
    let printed = site.briefbook("check").succeeds();
    assert_eq!(
        printed.output,
        "1 brief, 3 other entries, 2 references, 1 link, 1 date: all good\n"
    );
    assert_eq!(
        changes(&before, &tree(&site.path(""))),
        Vec::<String>::new()
    );
}

#[test]
fn a_new_site_has_little_to_check() {
    let site = Site::bare();
    let printed = site.briefbook("check").succeeds();
    assert_eq!(printed.output, "nothing to check yet: all good\n");
    let site = site.with("content/index.md", "---\ntitle: A page\n---\n");
    let printed = site.briefbook("check").succeeds();
    assert_eq!(printed.output, "1 entry: all good\n");
}

#[test]
fn people_read_the_messages_and_then_how_it_went() {
    let printed = spoiled().briefbook("check").ends_with(1);
    assert_eq!(
        printed.diagnostics(),
        [
            format!("{PATH}:4:14 ambiguous-reference"),
            format!("{PATH}:7:22 unknown-reference"),
            format!("{PATH}:9:1 unused-footnote"),
        ]
    );
    assert!(printed.errors.contains("\n2 errors, 1 warning in 1 file\n"));
    assert_eq!(
        printed.output,
        "1 brief, 3 other entries, 2 references, 1 date: 2 errors, 1 warning\n"
    );
}

#[test]
fn warnings_are_let_pass_unless_they_are_denied() {
    let site = odd();
    let told = "1 brief, 3 other entries, 2 references, 1 link, 1 date";
    let printed = site.briefbook("check").ends_with(0);
    assert_eq!(printed.output, format!("{told}: no errors, 1 warning\n"));
    let printed = site
        .briefbook("check")
        .args(&["--deny", "warnings"])
        .ends_with(1);
    assert_eq!(
        printed.output,
        format!("{told}: 1 warning, and warnings are denied\n")
    );
}

#[test]
fn a_build_that_denies_warnings_writes_nothing_where_there_is_one() {
    let site = odd();
    let deny = ["--deny", "warnings"];
    let printed = site.build().args(&deny).ends_with(1);
    assert!(
        printed
            .errors
            .ends_with("\nwarnings are denied, so nothing was written\n"),
        "{}",
        printed.errors
    );
    assert!(!site.public().exists());
    sound().build().args(&deny).succeeds();
}

#[test]
fn each_message_is_an_object_and_the_numbers_are_the_last() {
    let printed = spoiled()
        .briefbook("check")
        .args(&["--format", "json"])
        .ends_with(1);
    assert_eq!(printed.errors, "");
    let path = PATH;
    let expected = [
        format!(
            r#"{{"code":"ambiguous-reference","severity":"error","path":"{path}","line":4,"column":14,"end":{{"line":4,"column":20}},"message":"`trials` means 2 entries","help":"write the key of the one you mean: `topics/engines` or `topics/radar`","labels":[{{"path":"content/topics/engines.md","line":2,"column":8,"end":{{"line":2,"column":15}},"message":"one of them"}},{{"path":"content/topics/radar.md","line":2,"column":8,"end":{{"line":2,"column":13}},"message":"one of them"}}]}}"#
        ),
        format!(
            r#"{{"code":"unknown-reference","severity":"error","path":"{path}","line":7,"column":22,"end":{{"line":7,"column":30}},"message":"there is no entry called `honolulu`","help":"write honolulu.md for it in the folder of its kind, or correct the name","labels":[]}}"#
        ),
        format!(
            r#"{{"code":"unused-footnote","severity":"warning","path":"{path}","line":9,"column":1,"end":{{"line":9,"column":8}},"message":"nothing refers to footnote `note`","help":"write `[^note]` where it belongs, or delete it","labels":[]}}"#
        ),
        r#"{"checked":{"briefs":1,"other_entries":3,"references":2,"dates":1},"errors":2,"warnings":1}"#.to_owned(),
    ];
    let lines: Vec<&str> = printed.output.lines().collect();
    assert_eq!(lines, expected);
}

#[test]
fn what_is_said_of_a_whole_file_has_no_lines() {
    let site = Site::bare().with("content/notes/a.md", "---\ntitle: A\n---\n");
    let printed = site
        .briefbook("check")
        .args(&["--format", "json"])
        .ends_with(1);
    let first: Value = serde_json::from_str(printed.output.lines().next().unwrap()).unwrap();
    assert_eq!(first["code"], "stray-file");
    assert_eq!(first["path"], "content/notes/a.md");
    assert_eq!(first.get("line"), None);
}

#[test]
fn github_is_told_in_its_commands() {
    let printed = spoiled()
        .briefbook("check")
        .args(&["--format", "github"])
        .ends_with(1);
    assert_eq!(printed.errors, "");
    let path = format!("file={PATH}");
    assert_eq!(
        printed.output,
        format!(
            "::error {path},line=4,col=14,endLine=4,endColumn=20,title=ambiguous-reference::`trials` means 2 entries%0Ahelp: write the key of the one you mean: `topics/engines` or `topics/radar`
::error {path},line=7,col=22,endLine=7,endColumn=30,title=unknown-reference::there is no entry called `honolulu`%0Ahelp: write honolulu.md for it in the folder of its kind, or correct the name
::warning {path},line=9,col=1,endLine=9,endColumn=8,title=unused-footnote::nothing refers to footnote `note`%0Ahelp: write `[^note]` where it belongs, or delete it
1 brief, 3 other entries, 2 references, 1 date: 2 errors, 1 warning
"
        )
    );
}

#[test]
fn what_a_text_holds_does_not_end_a_command() {
    let event = sound_event().replace("radar", "\"100 %, a::b\"");
    let printed = site(&event)
        .briefbook("check")
        .args(&["--format", "github"])
        .ends_with(1);
    let first = printed.output.lines().next().unwrap();
    assert!(
        first.contains("::there is no topic called `100 %25, a::b`%0A"),
        "{first}"
    );
}

#[test]
fn paths_for_services_begin_where_the_command_runs() {
    let site = spoiled();
    for (format, expected) in [
        (
            "github",
            "::error file=site/content/exercises/2022-02-12-훈련.md,",
        ),
        (
            "sarif",
            "\"uri\": \"site/content/exercises/2022-02-12-%ED%9B%88%EB%A0%A8.md\"",
        ),
        ("json", "\"path\":\"content/exercises/2022-02-12-훈련.md\""),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_briefbook"))
            .args(["check", "--site", "./site/", "--format", format])
            .current_dir(site.path(".."))
            .output()
            .unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        assert!(printed.contains(expected), "{format}: {printed}");
    }
}

/// What SARIF 2.1.0 asks of a document, as far as this program writes it.
#[test]
fn sarif_has_what_its_standard_requires() {
    let printed = spoiled()
        .briefbook("check")
        .args(&["--format", "sarif"])
        .ends_with(1);
    assert_eq!(printed.errors, "");
    let document: Value = serde_json::from_str(&printed.output).unwrap();
    assert_eq!(document["version"], "2.1.0");
    let [run] = document["runs"].as_array().unwrap().as_slice() else {
        panic!("one run");
    };
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "briefbook");
    let rules = driver["rules"].as_array().unwrap();
    let ids: Vec<&str> = rules
        .iter()
        .map(|rule| rule["id"].as_str().unwrap())
        .collect();
    assert_eq!(
        ids,
        [
            "unknown-reference",
            "ambiguous-reference",
            "unused-footnote"
        ]
    );
    for rule in rules {
        assert!(rule["help"]["text"].as_str().unwrap().contains("\n\n"));
        assert!(
            !rule["shortDescription"]["text"]
                .as_str()
                .unwrap()
                .is_empty()
        );
    }
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 3);
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(result["ruleId"], ids[index]);
        assert_eq!(
            result["level"],
            rules[index]["defaultConfiguration"]["level"]
        );
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        let related = result.get("relatedLocations");
        let related = related.map_or(&[][..], |places| places.as_array().unwrap());
        let places = result["locations"].as_array().unwrap();
        assert_eq!(places.len(), 1);
        for place in places.iter().chain(related) {
            let physical = &place["physicalLocation"];
            let uri = physical["artifactLocation"]["uri"].as_str().unwrap();
            let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/%".contains(&byte);
            assert!(uri.bytes().all(allowed), "{uri}");
            let number = |name: &str| physical["region"][name].as_u64().unwrap();
            let start = (number("startLine"), number("startColumn"));
            assert!(start >= (1, 1) && start.1 >= 1);
            assert!((number("endLine"), number("endColumn")) > start);
        }
    }
    assert_eq!(results[0]["relatedLocations"].as_array().unwrap().len(), 2);
    assert_eq!(run["properties"]["checked"]["briefs"], 1);
}

#[test]
fn a_sound_site_is_a_document_without_results() {
    let printed = sound()
        .briefbook("check")
        .args(&["--format", "sarif"])
        .succeeds();
    let document: Value = serde_json::from_str(&printed.output).unwrap();
    assert_eq!(document["runs"][0]["results"], Value::Array(Vec::new()));
}

#[test]
fn drafts_are_checked_when_asked_for() {
    let draft = SPOILED.replace("when", "draft: true\nwhen");
    let site = sound().with("content/exercises/2022-02-13-b.md", draft);
    let printed = site.briefbook("check").succeeds();
    assert!(
        printed
            .output
            .ends_with(": all good\nleft out: 1 draft (--drafts checks drafts too)\n"),
        "{}",
        printed.output
    );
    site.briefbook("check").arg("--drafts").ends_with(1);
}

#[test]
fn a_template_that_fails_on_one_page_is_found() {
    let site = sound().with(
        "templates/kinds/exercise.html",
        "{% if entry.fields.about %}{{ entry.nothing }}{% endif %}",
    );
    let found = site.briefbook("check").reports();
    assert_eq!(found, site.build().reports());
    assert_eq!(found.len(), 1);
    assert!(found[0].ends_with(" template-error"), "{found:?}");
}

#[test]
fn today_is_the_day_of_the_first_zone() {
    // 23:30 on 1 March in UTC is the day after in Seoul.
    let epoch = "1646177400";
    let site = sound()
        .with("site.yaml", "title: Sample\nzones: { Seoul: Asia/Seoul }\n")
        .with(
            "templates/kinds/exercise.html",
            "{% if site.as_of.iso == \"2022-03-02\" %}{{ entry.nothing }}{% endif %}",
        );
    site.briefbook("check").succeeds();
    let today = || site.briefbook("check").arg("--today");
    today().env("SOURCE_DATE_EPOCH", epoch).ends_with(1);
    today().env("SOURCE_DATE_EPOCH", "1646000000").succeeds();
    let both = today().args(&["--as-of", "2022-03-02"]).ends_with(2);
    assert!(both.errors.contains("cannot be used with"));
}

#[test]
fn a_folder_without_a_site_and_a_form_that_never_ends_are_wrong_calls() {
    let site = Site::without_files();
    for arguments in [&[][..], &["--watch"]] {
        let printed = site.briefbook("check").args(arguments).ends_with(2);
        assert!(printed.errors.contains("site.yaml"), "{}", printed.errors);
    }
    let printed = sound()
        .briefbook("check")
        .args(&["--watch", "--format", "sarif"])
        .ends_with(2);
    assert_eq!(
        printed.errors,
        "error: SARIF is one document, and --watch never ends; use --format json\n"
    );
}

/// A check that watches, and ends with this value.
struct Watching(Child);

impl Drop for Watching {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_watch_checks_again_after_each_change() {
    let site = sound();
    let mut watching = Watching(
        Command::new(env!("CARGO_BIN_EXE_briefbook"))
            .args(["check", "--watch", "--format", "json"])
            .current_dir(site.path(""))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap(),
    );
    let mut lines = BufReader::new(watching.0.stdout.take().unwrap()).lines();
    // Reads up to the numbers of a check, and returns the codes before them.
    let mut next = || -> Vec<String> {
        let mut codes = Vec::new();
        loop {
            let line = lines.next().expect("the watch goes on").unwrap();
            let object: Value = serde_json::from_str(&line).unwrap();
            match object.get("code") {
                Some(code) => codes.push(code.as_str().unwrap().to_owned()),
                None => return codes,
            }
        }
    };
    assert_eq!(next(), Vec::<String>::new());
    // On a busy machine a file may be seen while it is only half written, and then again.
    let mut until = |expected: &[&str]| {
        let found = (0..5).any(|_| next() == expected);
        assert!(found, "{expected:?} is not told");
    };
    site.write(PATH, sound_event().replace("[[sea]]", "[[honolulu]]"));
    until(&["unknown-reference"]);
    site.write(PATH, sound_event());
    until(&[]);
    site.write("templates/kinds/exercise.html", "{{ entry.nothing }}");
    until(&["template-error"]);
}
