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
    assert!(of_builds.contains("(3 → 5 words)"), "{of_builds}");
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

/// Builds a version as it is published below the name of a repository.
fn build(site: &Site) -> std::path::PathBuf {
    let run = site.build();
    run.args(&["--base-url", "https://example.org/gh-pages-name/"])
        .succeeds();
    site.public()
}

/// Takes the sections of one heading out of what is told.
fn section(told: &str, heading: &str) -> String {
    let start = told.find(&format!("\n\n{heading}\n"));
    let start = start.unwrap_or_else(|| panic!("there is no `{heading}` in\n{told}")) + 2;
    let end = told[start..]
        .find("\n\n")
        .map_or(told.len(), |end| start + end);
    told[start..end].trim_end().to_owned()
}

#[test]
fn a_verdict_that_turned_between_two_builds_is_told() {
    let reported = "claims:\n  - { says: two exercises, count: { kind: exercise, within: 2022-03 }, is: 2, reported_by: daily }\n";
    let second = event(
        "Second",
        "2022-03-02",
        reported,
        "There were two exercises in one month.",
    );
    let before = before().with("content/exercises/second.md", &second);
    let after = after().with("content/exercises/second.md", &second);
    let (before, after) = (build(&before), build(&after));
    let of_builds = told(&before, &after);
    assert_eq!(
        section(&of_builds, "Statements that are contradicted now"),
        "Statements that are contradicted now\n  2022-03-02  Second\n      “two exercises”: confirmed (2) → contradicted (3)"
    );
    assert!(
        of_builds.contains(", 1 statement contradicted now, "),
        "{of_builds}"
    );
    let back = told(&after, &before);
    assert_eq!(
        section(&back, "Statements with another verdict"),
        "Statements with another verdict\n  2022-03-02  Second\n      “two exercises”: contradicted (3) → confirmed (2)"
    );
}

const OFFICER: &str = "\
label: Officer
plural: Officers
folder: officers
roles: { tenures_by: posts }
fields:
  posts:
    type: list
    of:
      type: group
      fields:
        rank: { type: text, label: Rank, help: The rank. }
        unit: { type: ref, kinds: [ministry], inverse: Officers, label: Unit, help: The unit. }
        from: { type: date, label: Since, help: The first day. }
        to: { type: date, label: Until, help: The last day. }
    label: Posts
    help: The posts.
";

#[test]
fn offices_of_a_kind_that_a_site_declares_are_told_as_offices() {
    let kind = OFFICER
        .replace("rank:", "title:")
        .replace("unit:", "of:")
        .replace("[ministry]", "[organisation]");
    let officer = |posts: &str| format!("---\ntitle: Aoi Sato\nposts:\n{posts}---\n");
    let first = "  - { title: Captain, of: ministry, from: 2019-04, to: 2021-03 }\n";
    let site = |posts: &str| {
        before()
            .with("templates/kinds/officer.yaml", &kind)
            .with("content/officers/sato-aoi.md", officer(posts))
    };
    let before = site(first);
    let after = site(&format!(
        "{}  - {{ title: Major, of: ministry, from: 2021-04 }}\n",
        first.replace("2021-03", "2021-02")
    ));
    for told in [
        told(&before.path(""), &after.path("")),
        told(&build(&before), &build(&after)),
    ] {
        assert_eq!(
            told,
            "\
2 facts changed

Offices
  Aoi Sato
      Captain, until: March 2021 → February 2021
      Posts, new: rank Major, unit Ministry, since April 2021
"
        );
    }
}

#[test]
fn an_address_that_leads_nowhere_any_more_is_told() {
    let alias = |aliases: &str| event("Third", "2022-05-03", aliases, "It was long.");
    let before = before().with(
        "content/exercises/third.md",
        alias("aliases: [third-one, thirdly]\n"),
    );
    // Moved without a redirect, a redirect taken away, an entry withdrawn, and one put into another.
    let text = before.read("content/exercises/fourth.md");
    let after = before_again(&before)
        .without("content/exercises/fourth.md")
        .with("content/exercises/fourth-exercise.md", text)
        .with(
            "content/exercises/third.md",
            alias("aliases: [thirdly, second]\n"),
        )
        .without("content/exercises/second.md")
        .without("content/exercises/first.md");
    for told in [
        told(&before.path(""), &after.path("")),
        told(&build(&before), &build(&after)),
    ] {
        assert_eq!(
            told,
            "\
2 briefs withdrawn, 3 addresses lead nowhere any more, 1 page moved

Briefs withdrawn
  2022-03-01  First <exercise> (Exercise, 3 facts, 4 words)
  2022-03-02  Second (Exercise, 1 fact, 1 checked statement, 7 words)
      its address leads to Third

Addresses that lead nowhere any more
  exercises/first.html (First <exercise>)
  exercises/fourth.html (Fourth, now at exercises/fourth-exercise.html)
  exercises/third-one.html (Third, now at exercises/third.html)

Other title or address
  2022-05-04  Fourth
      exercises/fourth.html → exercises/fourth-exercise.html; nothing leads from the old address to it
"
        );
    }
    let site = Site::without_files();
    let run = site.briefbook("diff").args(&["--format", "json"]);
    let run = run.arg(before.path("")).arg(after.path(""));
    let data: Value = serde_json::from_str(&run.succeeds().output).expect("it is JSON");
    assert_eq!(data["dead_addresses"].as_array().map(Vec::len), Some(3));
    assert_eq!(
        data["dead_addresses"][1]["now_at"],
        "exercises/fourth-exercise.html"
    );
}

fn before_again(site: &Site) -> Site {
    let other = Site::without_files();
    copy(&site.path(""), &other.path(""));
    other
}

#[test]
fn a_time_of_day_is_told_where_it_changed_and_nowhere_else() {
    let at = |when: &str| {
        before().with(
            "content/exercises/third.md",
            event("Third", when, "", "It was long."),
        )
    };
    let line = |from: &str, to: &str| {
        let told = told(&at(from).path(""), &at(to).path(""));
        let (head, rest) = told.split_once("\n\n").expect("something differs");
        let mut lines = rest.lines().skip(1);
        (
            head.to_owned(),
            lines.next().unwrap_or_default().trim().to_owned(),
            lines.next().unwrap_or_default().trim().to_owned(),
        )
    };
    let said =
        |one: &str, two: &str, three: &str| (one.to_owned(), two.to_owned(), three.to_owned());
    assert_eq!(
        line("2022-05-03T07:52+09:00", "2022-05-04T07:52+09:00"),
        said(
            "1 date changed",
            "2022-05-04  Third",
            "3 May 2022 → 4 May 2022"
        )
    );
    assert_eq!(
        line("2022-05-03T07:52+09:00", "2022-05-03T08:10+09:00"),
        said(
            "1 time changed",
            "2022-05-03  Third",
            "3 May 2022: 07:52 → 08:10"
        )
    );
    assert_eq!(
        line("2022-05-03", "2022-05-03T08:10+09:00"),
        said(
            "1 time changed",
            "2022-05-03  Third",
            "3 May 2022: no time → 08:10"
        )
    );
    assert_eq!(
        line("2022-05-03T07:52+09:00", "2022-05-03T07:52+08:30"),
        said(
            "1 time changed",
            "2022-05-03  Third",
            "2022-05-03T07:52+09:00 → 2022-05-03T07:52+08:30"
        )
    );
}

#[test]
fn a_revision_that_is_refused_today_is_compared_as_far_as_it_is_read() {
    let repository = tempfile::tempdir().expect("a folder can be made");
    let folder = repository.path().join("site");
    fs::create_dir(&folder).expect("a folder can be made");
    git(repository.path(), &["init", "--quiet"]);
    let past = before()
        .with(
            "templates/kinds/exercise.yaml",
            KIND.replace(
                "fields:\n",
                "fields:\n  claims: { type: text, help: What is said. }\n",
            ),
        )
        .with("templates/kinds/tide.yaml", "label: Tide\nfields: 3\n")
        .with(
            "content/exercises/third.md",
            event("Third", "2022-05-03", "depth: 3\n", "It was long."),
        )
        .with(
            "content/exercises/fourth.md",
            event("Fourth", "2022-05-04", "", "It was [[nothing]]."),
        );
    commit(&past, &folder);
    commit(&after(), &folder);
    let site = Site::without_files();
    let run = |form: &str| {
        let run = site.briefbook("diff").arg("--site").arg(&folder);
        run.args(&["HEAD~1", "--format", form]).succeeds().output
    };
    let printed = run("text");
    let (_, rest) = printed
        .split_once(": ")
        .expect("it begins with the versions");
    let (head, rest) = rest.split_once("\n\nBriefs added\n").expect("one is new");
    assert_eq!(
        head,
        "\
1 brief added, 1 page moved, 3 facts changed, 1 rule changed, 1 source added, 1 text changed, 1 text with other spelling only

The kinds of `HEAD~1` are declared in a way that this briefbook does not read (templates/kinds/exercise.yaml:7: `claims` cannot be the name of a field), so its entries were read by the kinds of the site as it is now.

Not compared, as `HEAD~1` has errors there: exercises/third.html. The first is in content/exercises/third.md:4: there is no field `depth` here.

Verdicts were not compared, as they rest on all entries and rules."
    );
    assert!(rest.contains("Ships: 3 → 4 (source: Weekly)"), "{rest}");
    assert!(!rest.contains("Third"), "{rest}");
    let data: Value = serde_json::from_str(&run("json")).expect("it is JSON");
    assert_eq!(data["verdicts_compared"], false);
    assert_eq!(
        data["not_compared"]["before"]["addresses"][0],
        "exercises/third.html"
    );
    assert!(run("markdown").contains("Not compared, as"));
    // A folder can be mended, and so is not compared before it is.
    let printed = site.briefbook("diff").arg(past.path("")).arg(&folder);
    let printed = printed.ends_with(1);
    assert!(
        printed
            .errors
            .contains("has errors, and what it says cannot be compared"),
        "{}",
        printed.errors
    );
}

/// Takes the marks of Markdown out of a comment.
fn unmarked(comment: &str) -> String {
    let mut text = comment.to_owned();
    for (escape, letter) in [
        ("&#58;", ":"),
        ("&#46;", "."),
        ("&#64;", "@"),
        ("&#35;", "#"),
    ] {
        text = text.replace(escape, letter);
    }
    let text = text.replace("&lt;", "<").replace("&gt;", ">");
    text.replace("&amp;", "&")
        .replace("**", "")
        .replace('\\', "")
}

#[test]
fn the_three_forms_agree() {
    let (before, after) = (before(), after());
    let run = |form: &str| {
        let site = Site::without_files();
        let run = site.briefbook("diff").args(&["--format", form]);
        let run = run.arg(before.path("")).arg(after.path(""));
        run.succeeds().output
    };
    let (text, comment) = (run("text"), run("markdown"));
    let data: Value = serde_json::from_str(&run("json")).expect("it is JSON");
    let comment = unmarked(&comment);
    let (_, headline) = text
        .lines()
        .next()
        .and_then(|line| line.split_once(": "))
        .expect("a headline");
    assert!(comment.contains(headline), "{comment}");
    let mut lines = 0;
    for line in text
        .lines()
        .skip(1)
        .map(str::trim)
        .filter(|line| !line.is_empty())
    {
        // Dates stand before titles, which are bold.
        let words = line.split_once("  ").map_or(line, |(_, title)| title);
        assert!(comment.contains(words), "`{words}` is not in\n{comment}");
        lines += 1;
    }
    assert_eq!(
        lines,
        TOLD.lines().skip(1).filter(|line| !line.is_empty()).count()
    );
    let pages = data["pages"].as_array().expect("there are pages");
    for page in pages {
        let title = page["heading"].as_str().expect("it has a title");
        assert!(text.contains(title), "`{title}` is not in\n{text}");
        for fact in page["facts"].as_array().into_iter().flatten() {
            let value = fact["after"]["value"]
                .as_str()
                .expect("each has a value now");
            assert!(text.contains(value), "`{value}` is not in\n{text}");
        }
    }
    let facts = pages.iter().filter_map(|page| page["facts"].as_array());
    let facts: usize = facts.map(Vec::len).sum();
    assert!(
        text.contains(&format!(", {facts} facts changed, ")),
        "{text}"
    );
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
