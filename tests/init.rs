//! `briefbook init`: a new site builds as it is, nothing of the user's is overwritten, and a failure
//! leaves nothing behind.

use std::collections::BTreeSet;
use std::fs;

#[path = "support/site.rs"]
mod support;

use support::{Site, differing_files, tree};

/// Makes a site in the folder `new` beside the site of the test, and returns what was printed.
fn init(site: &Site, arguments: &[&str]) -> String {
    let run = site.briefbook("init").args(arguments);
    run.succeeds().output
}

#[test]
fn a_new_site_builds_without_a_message() {
    for arguments in [&["new"][..], &["new", "--empty"]] {
        let site = Site::without_files();
        init(&site, arguments);
        let printed = site.build().args(&["--site", "new"]).succeeds();
        assert!(printed.output.starts_with("Built "), "{}", printed.output);
        assert!(site.path("new/public/index.html").is_file());
    }
}

#[test]
fn the_sample_can_be_deleted_as_the_readme_says() {
    let site = Site::without_files();
    init(&site, &["new"]);
    assert!(site.read("new/README.md").contains("## The sample"));
    for entry in fs::read_dir(site.path("new/content")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            fs::remove_dir_all(path).unwrap();
        }
    }
    site.build().args(&["--site", "new"]).succeeds();
}

#[test]
fn a_new_site_fills_nothing_in() {
    let site = Site::without_files();
    init(&site, &["north-pacific"]);
    let settings = site.read("north-pacific/site.yaml");
    assert!(settings.lines().count() <= 15, "{settings}");
    let set: Vec<&str> = settings
        .lines()
        .filter(|line| !line.starts_with(['#', ' ']))
        .collect();
    assert_eq!(set, ["title: North pacific", "zones:"]);
    init(&site, &["empty", "--empty"]);
    let settings = site.read("empty/site.yaml");
    let set: Vec<&str> = settings
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect();
    assert_eq!(set, ["title: Empty"]);
}

#[test]
fn every_remark_of_the_settings_can_be_put_to_use() {
    let site = Site::without_files();
    init(&site, &["new", "--empty"]);
    let values = [
        ("tagline", "A line"),
        ("publisher", "A desk"),
        ("contact", "desk@example.org"),
        ("repository", "https://example.org/files"),
        ("url", "https://example.org/site/"),
        ("as_of", "2022-02-28"),
    ];
    let lines: Vec<String> = site
        .read("new/site.yaml")
        .lines()
        .map(|line| {
            let bare = line.strip_prefix("# ").unwrap_or(line);
            let (name, rest) = bare.split_once(':').unwrap_or((bare, ""));
            match values.iter().find(|(setting, _)| *setting == name) {
                Some((_, value)) => format!("{name}: {value}"),
                // A sentence stays the remark that it is.
                None if name.contains(' ') && !name.starts_with(' ') => line.to_owned(),
                None => format!("{name}:{rest}"),
            }
        })
        .collect();
    let text = lines.join("\n");
    site.write("new/site.yaml", &text);
    assert!(
        text.contains("licence: {") && text.contains("\n  Seoul:"),
        "{text}"
    );
    site.build().args(&["--site", "new"]).succeeds();
}

#[test]
fn the_printed_lines_name_what_was_made_and_what_comes_next() {
    let site = Site::without_files();
    assert_eq!(
        init(&site, &["a new site", "--empty"]),
        "Created a new site/\n  \
         README.md  .gitignore  .github/workflows/pages.yml  content/index.md  site.yaml\n\
         Next: cd 'a new site' && briefbook serve\n"
    );
    let printed = init(&site, &["new"]);
    assert!(printed.contains("\n  content/talks/ "), "{printed}");
    assert!(
        printed.ends_with("Next: cd new && briefbook serve\n"),
        "{printed}"
    );
}

#[test]
fn the_folder_of_a_new_repository_keeps_what_it_holds() {
    let site = Site::without_files();
    site.write(".git/HEAD", "ref: refs/heads/main\n");
    site.write("README.md", "mine\n");
    site.write("LICENSE", "mine too\n");
    site.write(".gitignore", "/public\n");
    let printed = init(&site, &["."]);
    assert!(
        printed.starts_with("Created a site in this folder\n"),
        "{printed}"
    );
    assert!(
        printed.ends_with(
            "Kept as it was: README.md, .gitignore, LICENSE\n\
             Add to .gitignore, a line each: .briefbook/ and content/_material/\n\
             Next: briefbook serve\n"
        ),
        "{printed}"
    );
    assert_eq!(site.read("README.md"), "mine\n");
    assert_eq!(site.read("LICENSE"), "mine too\n");
    assert_eq!(site.read(".gitignore"), "/public\n");
    site.build().succeeds();
}

#[test]
fn a_folder_with_work_in_it_is_refused_and_stays_as_it_was() {
    let site = Site::without_files().with("content/index.md", "---\ntitle: A\n---\n");
    let before = tree(&site.path(""));
    let printed = site.briefbook("init").arg(".").ends_with(2);
    assert_eq!(
        printed.errors,
        "error: `.` is not empty: it holds `content`, for example; name a new folder, or one in \
         which there is nothing but .git, README and LICENSE\n"
    );
    assert_eq!(differing_files(&before, &tree(&site.path(""))), [""; 0]);
    site.write("site.yaml", "title: A\n");
    let printed = site.briefbook("init").arg(".").ends_with(2);
    assert_eq!(
        printed.errors,
        "error: `.` is a site already; name another folder for a new one\n"
    );
    let printed = site.briefbook("init").arg("site.yaml").ends_with(2);
    assert!(
        printed.errors.contains("`site.yaml` is not a folder"),
        "{}",
        printed.errors
    );
}

#[test]
fn the_sample_carries_its_notice_and_licence() {
    let site = Site::without_files();
    init(&site, &["new"]);
    let notice = site.read("new/content/_sample/NOTICE.txt");
    for source in [
        "nagix/nk-missile-tests",
        "CSIS Beyond Parallel",
        "CC BY 4.0",
    ] {
        assert!(notice.contains(source), "{source}");
    }
    let licence = site.read("new/content/_sample/LICENSE-DATA-nagix");
    assert!(licence.contains("Apache License"));
    site.build().args(&["--site", "new"]).succeeds();
    let published: BTreeSet<String> = tree(&site.path("new/public")).into_keys().collect();
    assert!(!published.iter().any(|path| path.contains("_sample")));
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_made_leaves_one_sentence() {
    let site = Site::without_files();
    let printed = site.briefbook("init").arg("/proc/new").ends_with(2);
    assert_eq!(printed.errors.lines().count(), 1, "{}", printed.errors);
    assert!(
        printed.errors.starts_with("error: cannot "),
        "{}",
        printed.errors
    );
}
