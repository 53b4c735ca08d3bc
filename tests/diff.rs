//! `briefbook diff` as an editor meets it: two versions of a site of a kind of its own, as folders, as
//! builds and as revisions of git; every sort of change in its section; and what cannot be compared.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

#[path = "support/site.rs"]
mod support;

use support::Site;

const KIND: &str = "\
label: Exercise
plural: Exercises
folder: exercises
roles: { dated_by: when, attended_by: who, located_by: at, cites_by: proofs }
sourced: { by: [organisation, person], source: [source] }
fields:
  when: { type: date, required: true, label: First day, help: The first day. }
  ships: { type: integer, sourced: true, label: Ships, help: How many. }
  who: { type: list, of: { type: ref, kinds: [person], inverse: Exercises }, label: Taking part, help: Who. }
  at: { type: ref, kinds: [place], inverse: Exercises, label: Where, help: Where. }
  proofs: { type: list, of: { type: ref, kinds: [source], inverse: Cited by }, label: Sources, help: Sources. }
";

const RULES: &str = "\
coverage:
  - name: Exercises
    kind: exercise
    from: 2022-01
    to: 2022-06
    rule: every one
";

const COUNTING: &str = "\
units:
  - { name: exercises, one: exercise, kind: exercise, counts: entries, sentence: Each counts. }
";

fn event(title: &str, when: &str, more: &str, body: &str) -> String {
    format!("---\ntitle: {title}\nwhen: {when}\n{more}---\n\n{body}\n")
}

const COUNTED: &str = "\
claims:
  - { says: two exercises, count: { kind: exercise, within: 2022-03 }, is: at least 1 }
";

/// The version before.
fn before() -> Site {
    Site::without_files()
        .with("site.yaml", "title: Sample\n")
        .with("templates/kinds/exercise.yaml", KIND)
        .with("content/_rules/coverage.yaml", RULES)
        .with("content/_rules/counting.yaml", COUNTING)
        .with(
            "content/people/ito.md",
            "---\ntitle: Kenji Ito\ntenures:\n  - { title: Minister of Defense, of: ministry, from: 2020-09 }\n---\n",
        )
        .with("content/organisations/ministry.md", "---\ntitle: Ministry\n---\n")
        .with(
            "content/places/bay.md",
            "---\ntitle: The bay\nlatitude: 35.1\nlongitude: 139.2\n---\n",
        )
        .with(
            "content/sources/papers.yaml",
            "daily: { title: Daily news, publisher: Daily, consulted: \"yes\" }\n",
        )
        .with(
            "content/exercises/first.md",
            event(
                "First <exercise>",
                "2022-03-01",
                "ships: { value: 3, source: daily }\nwho: [ito]\nproofs: [daily]\n",
                "They have recieved nothing.",
            ),
        )
        .with(
            "content/exercises/second.md",
            event("Second", "2022-03-02", COUNTED, "There were two exercises in one month."),
        )
        .with(
            "content/exercises/third.md",
            event("Third", "2022-05-03", "", "It was long."),
        )
        .with(
            "content/exercises/fourth.md",
            event("Fourth", "2022-05-04", "", "It was short."),
        )
}

/// The version after, in which something of every sort has changed.
fn after() -> Site {
    before()
        .with("content/_rules/coverage.yaml", RULES.replace("2022-06", "2022-12"))
        .with(
            "content/people/ito.md",
            "---\ntitle: Kenji Ito\ntenures:\n  - { title: Minister of Defense, of: ministry, from: 2020-09, to: 2022-08-10 }\n---\n",
        )
        .with(
            "content/places/bay.md",
            "---\ntitle: The bay\nlatitude: 35.4\nlongitude: 139.2\n---\n",
        )
        .with(
            "content/sources/papers.yaml",
            "daily: { title: Daily news, publisher: Daily, consulted: \"yes\" }\nweekly: { title: Weekly, publisher: Weekly, consulted: \"yes\" }\n",
        )
        .with(
            "content/exercises/first.md",
            event(
                "First <exercise>",
                "2022-03-01",
                "ships: { value: 4, source: weekly }\nwho: [ito]\nproofs: [daily, weekly]\n",
                "They have received nothing.",
            ),
        )
        .with(
            "content/exercises/third.md",
            event("Third", "2022-05-05", "", "It was long and wet."),
        )
        .without("content/exercises/fourth.md")
        .with(
            "content/exercises/fourth-exercise.md",
            event("Fourth", "2022-05-04", "aliases: [fourth]\n", "It was short."),
        )
        .with(
            "content/exercises/fifth.md",
            event("Fifth", "2022-03-31", "", "It was new."),
        )
}

/// Tells what differs between the folders of two sites.
fn told(before: &Path, after: &Path) -> String {
    let site = Site::without_files();
    let run = site.briefbook("diff").arg(before).arg(after);
    let printed = run.succeeds().output;
    let (_, rest) = printed
        .split_once(": ")
        .expect("it begins with the versions");
    rest.to_owned()
}

const TOLD: &str = include_str!("diff.txt");

#[test]
fn every_sort_of_change_stands_in_its_section() {
    let (before, after) = (before(), after());
    let told = told(&before.path(""), &after.path(""));
    if std::env::var_os("UPDATE").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diff.txt");
        fs::write(path, &told).expect("the file can be written");
    }
    assert_eq!(told, TOLD);
}

#[test]
fn builds_are_compared_with_each_other_and_with_sites() {
    let (before, after) = (before(), after());
    before.build().succeeds();
    after.build().succeeds();
    let facts = |told: &str| -> String {
        let start = told.find("\nBriefs added").expect("a brief is new");
        let end = told.find("\nText changed").expect("text changed");
        told[start..end].to_owned()
    };
    let of_builds = told(&before.public(), &after.public());
    assert!(of_builds.contains("Ships: 3 → 4"), "{of_builds}");
    assert!(of_builds.contains("3 → 5 words"), "{of_builds}");
    let mixed = told(&before.public(), &after.path(""));
    assert_eq!(facts(&mixed).lines().next(), facts(TOLD).lines().next());
    // A file without a legend, as builds once wrote it.
    let text = before.read("public/data/facts.json");
    let (pages, _) = text
        .split_once("\n},\n\"kinds\": ")
        .expect("there is a legend");
    before.write("public/data/facts.json", format!("{pages}\n}}\n}}\n"));
    let older = told(&before.public(), &after.path(""));
    assert!(
        older.contains("Rules and running text were not compared"),
        "{older}"
    );
    before.write("public/data/facts.json", "{}");
    let site = Site::without_files();
    let run = site
        .briefbook("diff")
        .arg(before.public())
        .arg(after.path(""));
    let printed = run.ends_with(2);
    assert!(
        printed.errors.contains("is not what a build writes"),
        "{}",
        printed.errors
    );
}

fn git(folder: &Path, arguments: &[&str]) {
    let done = Command::new("git")
        .current_dir(folder)
        .args(["-c", "user.name=A", "-c", "user.email=a@example.org"])
        .args([
            "-c",
            "init.defaultBranch=main",
            "-c",
            "commit.gpgSign=false",
        ])
        .args(arguments)
        .output()
        .expect("git runs");
    assert!(done.status.success(), "{arguments:?}");
}

/// Puts a version into a folder of a repository and commits it.
fn commit(from: &Site, folder: &Path) {
    for name in ["content", "templates"] {
        let _ = fs::remove_dir_all(folder.join(name));
    }
    copy(&from.path(""), folder);
    git(folder, &["add", "--all", "."]);
    git(folder, &["commit", "--quiet", "-m", "A version"]);
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("the folder can be read") {
        let entry = entry.expect("the entry can be read");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("it has a type").is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("the file can be copied");
        }
    }
}

#[test]
fn revisions_are_compared_and_the_repository_stays_as_it_is() {
    let repository = tempfile::tempdir().expect("a folder can be made");
    let folder = repository.path().join("north pacific");
    fs::create_dir(&folder).expect("a folder can be made");
    git(repository.path(), &["init", "--quiet"]);
    commit(&before(), &folder);
    commit(&after(), &folder);
    let index = repository.path().join(".git/index");
    let stamp = fs::read(&index).expect("there is an index");
    let site = Site::without_files();
    let run = |arguments: &[&str]| {
        site.briefbook("diff")
            .arg("--site")
            .arg(&folder)
            .args(arguments)
    };
    let printed = run(&["HEAD~1", "HEAD"]).succeeds();
    assert_eq!(printed.output, format!("HEAD~1 → HEAD: {TOLD}"));
    let printed = run(&["HEAD~1:north pacific"]).succeeds();
    assert!(printed.output.ends_with(TOLD), "{}", printed.output);
    let printed = run(&["HEAD", "--exit-code"]).succeeds();
    assert!(
        printed.output.ends_with(": no difference\n"),
        "{}",
        printed.output
    );
    run(&["HEAD~1", "--exit-code"]).ends_with(1);
    assert_eq!(fs::read(&index).expect("there is an index"), stamp);
    for (arguments, message) in [
        (
            &["nowhere"][..],
            "there is neither a folder nor a revision `nowhere`",
        ),
        (&["HEAD:south"], "revision `HEAD` has no folder `south`"),
        (
            &["HEAD:north pacific/content"],
            "is neither a build nor a site",
        ),
        (
            &["--", "--help"],
            "there is neither a folder nor a revision `--help`",
        ),
    ] {
        let printed = run(arguments).ends_with(2);
        assert!(printed.errors.contains(message), "{}", printed.errors);
    }
    let outside = before();
    let run = outside
        .briefbook("diff")
        .arg("HEAD")
        .env("GIT_CEILING_DIRECTORIES", "/");
    let printed = run.ends_with(2);
    assert!(
        printed.errors.contains("in no git repository"),
        "{}",
        printed.errors
    );
    let run = outside.briefbook("diff").arg("HEAD").env("PATH", "");
    let printed = run.ends_with(2);
    assert!(
        printed.errors.contains("git is not installed"),
        "{}",
        printed.errors
    );
}

#[test]
fn sites_without_a_page_and_sites_with_errors_are_no_surprise() {
    let empty = Site::without_files().with("site.yaml", "title: Sample\n");
    let other = Site::without_files().with("site.yaml", "title: Other\n");
    assert_eq!(told(&empty.path(""), &other.path("")), "no difference\n");
    let first = told(&empty.path(""), &before().path(""));
    assert!(first.starts_with("4 briefs added, "), "{first}");
    let last = told(&before().path(""), &empty.path(""));
    assert!(last.starts_with("4 briefs withdrawn, "), "{last}");
    let broken = before().with(
        "content/exercises/third.md",
        "---\ntitle: Third\nwhen: soon\n---\n",
    );
    let run = broken.briefbook("diff").arg(empty.path(""));
    let printed = run.ends_with(1);
    assert!(
        printed.errors.contains("content/exercises/third.md"),
        "{}",
        printed.errors
    );
    assert!(
        printed
            .errors
            .contains("has errors, and what it says cannot be compared")
    );
    assert_eq!(printed.output, "");
}

#[test]
fn programs_and_proposals_get_forms_of_their_own() {
    let (before, after) = (before(), after());
    let run = |form: &str| {
        let site = Site::without_files();
        let run = site.briefbook("diff").args(&["--format", form]);
        run.arg(before.path(""))
            .arg(after.path(""))
            .succeeds()
            .output
    };
    let data: Value = serde_json::from_str(&run("json")).expect("it is JSON");
    assert_eq!(data["format"], 1);
    let page = |address: &str| {
        let pages = data["pages"].as_array().expect("there are pages");
        let page = pages.iter().find(|page| page["address"] == address);
        page.expect("the page changed").clone()
    };
    let first = page("exercises/first.html");
    assert_eq!(first["facts"][0]["label"], "Ships");
    assert_eq!(first["facts"][0]["before"]["value"], "3");
    assert_eq!(first["facts"][0]["after"]["carried_by"][0], "Weekly");
    assert_eq!(first["prose"]["spelling_only"], true);
    let moved = page("exercises/fourth-exercise.html");
    assert_eq!(moved["moved_from"], "exercises/fourth.html");
    assert_eq!(moved["redirect"], true);
    assert_eq!(page("exercises/third.html")["when_before"], "2022-05-03");
    let turned = &page("exercises/second.html")["statements"][0];
    assert_eq!(turned["before"]["number"], "2");
    assert_eq!(turned["after"]["number"], "3");
    assert_eq!(data["rules"][0]["after"], "2022-12");
    let comment = run("markdown");
    assert!(
        comment.contains("**First &lt;exercise&gt;**\n  - Ships&#58; 3 → 4"),
        "{comment}"
    );
    assert!(!comment.contains("<exercise>"));
}
