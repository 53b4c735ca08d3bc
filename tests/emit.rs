//! `emit` against a real file system: what it writes, what it leaves alone, what it refuses.
//!
//! Every test builds a few pages into a temporary folder and compares the whole tree. Time stamps
//! are set back before a build that is to write nothing, so that no clock is too coarse to tell.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use briefbook::digest::Digest;
use briefbook::emit::{EmitError, Stage, Summary, Target};
use briefbook::output::{Content, Output};
use tempfile::TempDir;

const FIRST_LINE: &str = "made by briefbook; files listed below are replaced and deleted by it\n";

/// A site's folder with what the tests need of it.
struct Site {
    folder: TempDir,
}

impl Site {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for name in ["content", "templates", "static"] {
            fs::create_dir(folder.path().join(name)).expect("an empty folder");
        }
        Self { folder }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn open(&self, out: &str) -> Result<Target, EmitError> {
        Target::open(&self.path(out), self.folder.path(), &self.path("content"))
    }

    fn refusal(&self, out: &str) -> String {
        let error = self.open(out).expect_err("the folder is refused");
        self.shorten(&error)
    }

    /// Removes the temporary folder from a message, and the slashes of one system.
    fn shorten(&self, error: &EmitError) -> String {
        let prefix = format!("{}/", self.folder.path().display());
        let slashes = |text: &str| text.replace(std::path::MAIN_SEPARATOR, "/");
        slashes(&error.to_string()).replace(&slashes(&prefix), "")
    }

    /// Builds `pages` into `public`.
    fn build(&self, pages: &[(&str, &str)]) -> Result<Summary, EmitError> {
        let target = self.open("public")?;
        let stage = Stage::begin(&target, &self.path(".briefbook"))?;
        for (path, text) in pages {
            stage.put(page(path, text), None)?;
        }
        stage.commit()
    }

    fn build_refused(&self, pages: &[(&str, &str)]) -> String {
        let before = tree(&self.path("public"));
        let error = self.build(pages).expect_err("the build is refused");
        assert_eq!(tree(&self.path("public")), before, "the output changed");
        self.shorten(&error)
    }

    fn public(&self) -> Vec<(String, String)> {
        tree(&self.path("public"))
    }
}

fn page(path: &str, text: &str) -> Output {
    Output {
        path: path.to_owned(),
        content: Content::Bytes(text.as_bytes().to_vec()),
    }
}

/// Lists everything below a folder: text of files, targets of links, `/` for folders.
fn tree(folder: &Path) -> Vec<(String, String)> {
    fn walk(folder: &Path, prefix: &str, found: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let entry = entry.expect("a readable folder");
            let path = format!("{prefix}{}", entry.file_name().display());
            let file_type = entry.file_type().expect("a readable entry");
            let shown = if file_type.is_dir() {
                walk(&entry.path(), &format!("{path}/"), found);
                "/".to_owned()
            } else if file_type.is_symlink() {
                format!(
                    "-> {}",
                    fs::read_link(entry.path()).expect("a link").display()
                )
            } else {
                fs::read_to_string(entry.path()).expect("a text")
            };
            found.insert(path, shown);
        }
    }
    let mut found = BTreeMap::new();
    walk(folder, "", &mut found);
    found.into_iter().collect()
}

fn owned(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect()
}

fn marker(paths: &[&str]) -> String {
    let lines = paths.iter().map(|path| format!("{path}\n"));
    FIRST_LINE.to_owned() + &lines.collect::<String>()
}

fn summary(written: usize, unchanged: usize, removed: usize, total_bytes: u64) -> Summary {
    Summary {
        written,
        unchanged,
        removed,
        total_bytes,
    }
}

/// Sets the time stamps of a tree back to one moment, long past.
fn set_back(folder: &Path) -> SystemTime {
    let past = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for path in files_and_folders(folder) {
        // A folder opens for reading only; a file's stamp needs more on Windows.
        File::options()
            .read(true)
            .write(path.is_file())
            .open(path)
            .and_then(|file| file.set_modified(past))
            .expect("our own file");
    }
    past
}

fn files_and_folders(folder: &Path) -> Vec<PathBuf> {
    let below = tree(folder).into_iter().map(|(path, _)| folder.join(path));
    // Windows cannot open a folder as a file, so that its stamp cannot be set.
    [folder.to_path_buf()]
        .into_iter()
        .chain(below)
        .filter(|path| cfg!(unix) || path.is_file())
        .collect()
}

#[test]
fn a_first_build_writes_every_file_and_the_marker() {
    let site = Site::new();
    let pages = [
        ("talks/b.html", "bb"),
        ("index.html", "home"),
        ("talks/a.html", "a"),
    ];
    assert_eq!(site.build(&pages).expect("a build"), summary(3, 0, 0, 7));
    assert_eq!(
        site.public(),
        owned(&[
            (
                ".briefbook",
                &marker(&["index.html", "talks/a.html", "talks/b.html"])
            ),
            ("index.html", "home"),
            ("talks", "/"),
            ("talks/a.html", "a"),
            ("talks/b.html", "bb"),
        ])
    );
    assert!(!site.path(".briefbook/staging").exists());
}

#[test]
fn a_second_build_writes_nothing() {
    let site = Site::new();
    let pages = [("index.html", "home"), ("talks/a.html", "a")];
    site.build(&pages).expect("a build");
    let past = set_back(&site.path("public"));
    assert_eq!(site.build(&pages).expect("a build"), summary(0, 2, 0, 5));
    for path in files_and_folders(&site.path("public")) {
        let metadata = fs::metadata(&path).expect("it exists");
        assert_eq!(
            metadata.modified().expect("a stamp"),
            past,
            "{}",
            path.display()
        );
    }
}

#[test]
fn only_what_differs_is_written() {
    let site = Site::new();
    site.build(&[("a.html", "same"), ("b.html", "long"), ("c.html", "abcd")])
        .expect("a build");
    let past = set_back(&site.path("public"));
    let pages = [("a.html", "same"), ("b.html", "longer"), ("c.html", "abcD")];
    assert_eq!(site.build(&pages).expect("a build"), summary(2, 1, 0, 14));
    let stamp = |path| fs::metadata(site.path(path)).and_then(|found| found.modified());
    assert_eq!(stamp("public/a.html").expect("a stamp"), past);
    assert_eq!(
        site.public()[1..],
        owned(&[("a.html", "same"), ("b.html", "longer"), ("c.html", "abcD")])
    );
}

#[test]
fn a_file_on_disk_is_copied_and_compared() {
    let site = Site::new();
    site.write("static/logo.txt", "logo");
    let build = || {
        let target = site.open("public").expect("ours");
        let stage = Stage::begin(&target, &site.path(".briefbook")).expect("a stage");
        stage
            .put(
                Output {
                    path: "static/logo.txt".to_owned(),
                    content: Content::Copy(site.path("static/logo.txt")),
                },
                None,
            )
            .expect("a file");
        stage.commit().expect("a build")
    };
    assert_eq!(build(), summary(1, 0, 0, 4));
    assert_eq!(build(), summary(0, 1, 0, 4));
    site.write("static/logo.txt", "LOGO");
    assert_eq!(build(), summary(1, 0, 0, 4));
    assert_eq!(
        fs::read(site.path("public/static/logo.txt")).expect("it exists"),
        b"LOGO"
    );
}

#[test]
fn pages_may_be_put_from_several_threads() {
    let site = Site::new();
    let target = site.open("public").expect("ours");
    let stage = Stage::begin(&target, &site.path(".briefbook")).expect("a stage");
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let stage = &stage;
            scope.spawn(move || {
                for number in 0..50 {
                    let path = format!("f{}/{thread}-{number}.html", number % 5);
                    stage
                        .put(page(&path, &path), None)
                        .expect("nothing is in the way");
                }
            });
        }
    });
    assert_eq!(stage.commit().expect("a build").written, 200);
    let pages: Vec<_> = site
        .public()
        .into_iter()
        .filter(|(path, text)| path == text)
        .collect();
    assert_eq!(pages.len(), 200);
}

#[test]
fn stale_files_and_emptied_folders_go_and_foreign_files_stay() {
    let site = Site::new();
    site.build(&[
        ("a.html", "a"),
        ("old/deep/b.html", "b"),
        ("mixed/c.html", "c"),
    ])
    .expect("a build");
    site.write("public/mixed/notes.txt", "mine");
    site.write("public/CNAME", "example.org");
    fs::create_dir(site.path("public/empty")).expect("a folder");
    assert_eq!(
        site.build(&[("a.html", "a")]).expect("a build"),
        summary(0, 1, 2, 1)
    );
    assert_eq!(
        site.public(),
        owned(&[
            (".briefbook", &marker(&["a.html"])),
            ("CNAME", "example.org"),
            ("a.html", "a"),
            ("empty", "/"),
            ("mixed", "/"),
            ("mixed/notes.txt", "mine"),
        ])
    );
}

#[test]
fn a_foreign_file_is_never_replaced() {
    let site = Site::new();
    site.build(&[("a.html", "a")]).expect("a build");
    site.write("public/b.html", "mine");
    assert_eq!(
        site.build_refused(&[("a.html", "new"), ("b.html", "b")]),
        "`public/b.html` is in the way: briefbook did not make it; \
         move it out of the output folder or delete it, then build again"
    );
    site.write("public/b.html", "b");
    let built = site.build(&[("a.html", "a"), ("b.html", "b")]);
    assert_eq!(
        built.expect("the same bytes do no harm"),
        summary(0, 2, 0, 2)
    );
}

#[test]
fn a_folder_that_is_not_ours_is_refused() {
    let site = Site::new();
    site.write("public/notes.txt", "mine");
    assert_eq!(
        site.build_refused(&[("a.html", "a")]),
        "`public` holds files that briefbook did not make, such as `notes.txt`; \
         choose another folder with `--out`, or empty this one yourself"
    );
    site.write("public/.briefbook", "something else\n");
    assert_eq!(
        site.build_refused(&[("a.html", "a")]),
        "`public/.briefbook` is not a marker that briefbook made; \
         choose another folder with `--out`, such as `public`"
    );
    site.write("public/.briefbook", FIRST_LINE);
    site.build(&[("a.html", "a")])
        .expect("the marker makes it ours");
    assert_eq!(
        site.public(),
        owned(&[
            (".briefbook", &marker(&["a.html"])),
            ("a.html", "a"),
            ("notes.txt", "mine"),
        ])
    );
}

#[test]
fn an_empty_folder_and_an_absent_one_are_fine() {
    let site = Site::new();
    fs::create_dir(site.path("public")).expect("a folder");
    site.build(&[("a.html", "a")])
        .expect("an empty folder is fine");
    let target = site
        .open("not/there/yet")
        .expect("an absent folder is fine");
    let stage = Stage::begin(&target, &site.path(".briefbook")).expect("a stage");
    stage.put(page("a.html", "a"), None).expect("a page");
    stage.commit().expect("a build");
    assert_eq!(
        tree(&site.path("not/there/yet")),
        owned(&[(".briefbook", &marker(&["a.html"])), ("a.html", "a")])
    );
}

#[test]
fn folders_of_the_site_are_refused_however_they_are_spelled() {
    let site = Site::new();
    site.write("site.yaml", "title: x");
    let another = "choose another folder with `--out`, such as `public`";
    for out in ["", ".", "content/..", ".."] {
        let refusal = site.refusal(out);
        assert!(
            refusal.contains("holds the site itself"),
            "{out}: {refusal}"
        );
    }
    let inside = [
        "content",
        "content/new",
        "templates",
        "static/x/y",
        ".briefbook/out",
    ];
    for out in inside {
        let whose = out.split('/').next().expect("a first part");
        assert_eq!(
            site.refusal(out),
            format!(
                "`{out}` would mix the output with `{whose}`, which belongs to the site; {another}"
            )
        );
    }
    assert_eq!(
        site.refusal("site.yaml"),
        format!("`site.yaml` is not a folder; {another}")
    );
}

#[test]
fn a_folder_above_the_content_is_refused() {
    let site = Site::new();
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    let content = elsewhere.path().join("briefs/content");
    fs::create_dir_all(&content).expect("a folder");
    let out = elsewhere.path().join("briefs");
    let error = Target::open(&out, site.folder.path(), &content).expect_err("it is refused");
    assert!(
        error.message.contains("would mix the output with"),
        "{error}"
    );
}

#[test]
fn a_path_that_leads_out_is_refused() {
    let site = Site::new();
    for path in [
        "../x",
        "/x",
        "a/../../x",
        "",
        "a//b",
        ".briefbook",
        "a\\b",
        "a\nb",
    ] {
        let error = site.build(&[(path, "x")]).expect_err("the path is refused");
        assert_eq!(
            error.message,
            format!("`{path}` cannot be the path of an output")
        );
    }
    assert!(!site.path("public").exists());
}

#[test]
fn the_same_path_twice_is_an_error() {
    let site = Site::new();
    let refusal = site.build_refused(&[("a.html", "a"), ("a.html", "b")]);
    assert!(
        refusal.starts_with("`a.html` was put twice in one build"),
        "{refusal}"
    );
    let refusal = site.build_refused(&[("a", "a"), ("a-b", "x"), ("a/b/c", "b")]);
    assert!(
        refusal.starts_with("`a` would be a file and, for `a/b/c`, a folder"),
        "{refusal}"
    );
}

#[test]
fn what_we_made_gives_way_to_a_folder_or_a_file_of_the_same_name() {
    let site = Site::new();
    site.build(&[("a", "file"), ("b/c/d", "deep"), ("b/e", "e")])
        .expect("a build");
    let built = site.build(&[("a/x/y", "deep"), ("b", "file")]);
    assert_eq!(built.expect("a build"), summary(2, 0, 3, 8));
    assert_eq!(
        site.public(),
        owned(&[
            (".briefbook", &marker(&["a/x/y", "b"])),
            ("a", "/"),
            ("a/x", "/"),
            ("a/x/y", "deep"),
            ("b", "file"),
        ])
    );
}

#[test]
fn what_others_made_does_not_give_way() {
    let site = Site::new();
    site.build(&[("b/c", "ours")]).expect("a build");
    site.write("public/a", "mine");
    site.write("public/b/notes/x.txt", "mine");
    fs::create_dir(site.path("public/empty")).expect("a folder");
    let refusal = |path, place: &str| {
        let expected = format!("`public/{place}` is in the way: briefbook did not make it");
        let refusal = site.build_refused(&[(path, "x")]);
        assert!(refusal.starts_with(&expected), "{refusal}");
    };
    refusal("a/x.html", "a");
    refusal("b", "b/notes");
    refusal("empty", "empty");
}

#[test]
fn an_abandoned_build_leaves_the_output_as_it_was() {
    let site = Site::new();
    site.build(&[("a.html", "a"), ("b.html", "b")])
        .expect("a build");
    let before = site.public();
    let past = set_back(&site.path("public"));
    let target = site.open("public").expect("ours");
    let stage = Stage::begin(&target, &site.path(".briefbook")).expect("a stage");
    stage.put(page("a.html", "changed"), None).expect("a page");
    stage.put(page("new/c.html", "c"), None).expect("a page");
    assert_eq!(tree(&site.path(".briefbook/staging")).len(), 2);
    stage.abandon().expect("a clean end");
    assert_eq!(site.public(), before);
    for path in files_and_folders(&site.path("public")) {
        let metadata = fs::metadata(&path).expect("it exists");
        assert_eq!(
            metadata.modified().expect("a stamp"),
            past,
            "{}",
            path.display()
        );
    }
    assert!(!site.path(".briefbook/staging").exists());
}

#[test]
fn a_build_cut_off_before_its_commit_is_wiped_by_the_next() {
    let site = Site::new();
    site.build(&[("a.html", "a")]).expect("a build");
    let before = site.public();
    let target = site.open("public").expect("ours");
    let stage = Stage::begin(&target, &site.path(".briefbook")).expect("a stage");
    stage.put(page("a.html", "half"), None).expect("a page");
    drop(stage);
    assert_eq!(site.public(), before);
    assert_eq!(
        site.build(&[("a.html", "b")]).expect("a build"),
        summary(1, 0, 0, 1)
    );
    assert_eq!(
        site.public(),
        owned(&[(".briefbook", &marker(&["a.html"])), ("a.html", "b")])
    );
}

#[test]
fn a_commit_cut_off_anywhere_is_repaired_by_the_next() {
    let old = [
        ("a.html", "old"),
        ("b/c.html", "old"),
        ("gone/d.html", "old"),
    ];
    let new = [
        ("a.html", "new!"),
        ("b/c.html", "new!"),
        ("e/f.html", "new!"),
    ];
    // The commit stops at the staged file that is missing: the first, the second or the third. The
    // next build makes the same site, goes back to the old one or makes a third.
    for missing in ["0", "1", "2"] {
        for next in [&new[..], &old[..], &[("e/f.html", "third")]] {
            let site = Site::new();
            site.build(&old).expect("a build");
            let target = site.open("public").expect("ours");
            let stage = Stage::begin(&target, &site.path(".briefbook")).expect("a stage");
            for (path, text) in new {
                stage.put(page(path, text), None).expect("a page");
            }
            fs::remove_file(site.path(".briefbook/staging").join(missing)).expect("it waits there");
            stage.commit().expect_err("a file is missing");

            let mut left = site.public().into_iter();
            let union = [
                ".briefbook-new",
                "a.html",
                "b/.briefbook-new",
                "b/c.html",
                "e/.briefbook-new",
                "e/f.html",
                "gone/d.html",
            ];
            assert_eq!(left.next(), Some((".briefbook".to_owned(), marker(&union))));
            for (path, text) in left {
                assert!(
                    ["old", "new!", "/"].contains(&text.as_str()),
                    "{path}: {text}"
                );
            }

            site.build(next).expect("a repair");
            let fresh = Site::new();
            fresh.build(next).expect("a build");
            assert_eq!(site.public(), fresh.public(), "stopped at {missing}");
        }
    }
}

#[test]
fn what_a_crash_left_between_two_renames_is_cleared_away() {
    let site = Site::new();
    // As a commit leaves it that was cut off while it copied across devices: old and new files
    // listed together with the temporary names, one of them half written, one file deleted before
    // its folder.
    let listed = [
        ".briefbook-new",
        "a.html",
        "b/.briefbook-new",
        "b/c.html",
        "gone/deep/d.html",
        "half-gone/deep/d.html",
        "later.html",
    ];
    site.write("public/.briefbook", &marker(&listed));
    site.write("public/a.html", "new");
    site.write("public/b/.briefbook-new", "ha");
    fs::create_dir_all(site.path("public/gone/deep")).expect("a folder");
    fs::create_dir(site.path("public/half-gone")).expect("a folder");
    let built = site.build(&[("a.html", "new"), ("b/c.html", "half")]);
    assert_eq!(built.expect("a repair"), summary(1, 1, 0, 7));
    assert_eq!(
        site.public(),
        owned(&[
            (".briefbook", &marker(&["a.html", "b/c.html"])),
            ("a.html", "new"),
            ("b", "/"),
            ("b/c.html", "half"),
        ])
    );
}

#[test]
fn a_crash_before_the_first_marker_does_not_lock_us_out() {
    let site = Site::new();
    site.write("public/.briefbook-new", "made by bri");
    site.build(&[("a.html", "a")]).expect("a repair");
    assert_eq!(
        site.public(),
        owned(&[(".briefbook", &marker(&["a.html"])), ("a.html", "a")])
    );
}

#[test]
fn a_list_that_names_files_elsewhere_deletes_nothing_there() {
    let site = Site::new();
    site.write("x", "precious");
    let absolute = site.path("x").display().to_string();
    let hostile = marker(&[
        "../x",
        &absolute,
        "a/../../x",
        "./a.html",
        ".briefbook",
        "dir",
        "dir/",
    ]);
    site.write("public/.briefbook", &hostile);
    site.write("public/a.html", "mine");
    site.write("public/dir/y", "mine");
    assert_eq!(site.build(&[]).expect("a build"), summary(0, 0, 0, 0));
    assert_eq!(fs::read(site.path("x")).expect("it exists"), b"precious");
    assert_eq!(
        site.public(),
        owned(&[
            (".briefbook", FIRST_LINE),
            ("a.html", "mine"),
            ("dir", "/"),
            ("dir/y", "mine"),
        ])
    );
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_linked_folder_in_the_output_is_refused() {
        let site = Site::new();
        site.build(&[("index.html", "home")]).expect("a build");
        fs::create_dir(site.path("elsewhere")).expect("a folder");
        symlink(site.path("elsewhere"), site.path("public/talks")).expect("a link");
        assert_eq!(
            site.build_refused(&[("index.html", "new"), ("talks/deep/a.html", "a")]),
            "`public/talks` is a symbolic link, and briefbook writes no file through one; \
             delete the link, then build again"
        );
        assert_eq!(tree(&site.path("elsewhere")), []);
    }

    #[test]
    fn nothing_behind_a_linked_folder_is_deleted() {
        let site = Site::new();
        site.build(&[("index.html", "home"), ("talks/a.html", "a")])
            .expect("a build");
        fs::rename(site.path("public/talks"), site.path("elsewhere")).expect("a move");
        symlink(site.path("elsewhere"), site.path("public/talks")).expect("a link");
        let built = site.build(&[("index.html", "home")]);
        assert_eq!(built.expect("a build"), summary(0, 1, 0, 4));
        assert_eq!(tree(&site.path("elsewhere")), owned(&[("a.html", "a")]));
        assert!(site.path("public/talks").is_symlink());
    }

    #[test]
    fn a_linked_file_is_replaced_itself() {
        let site = Site::new();
        site.build(&[("a.html", "old"), ("b.html", "old")])
            .expect("a build");
        site.write("precious", "new");
        for path in ["public/a.html", "public/b.html"] {
            fs::remove_file(site.path(path)).expect("it exists");
            symlink(site.path("precious"), site.path(path)).expect("a link");
        }
        assert_eq!(
            site.build(&[("a.html", "new")]).expect("a build"),
            summary(1, 0, 1, 3)
        );
        assert_eq!(
            site.public(),
            owned(&[(".briefbook", &marker(&["a.html"])), ("a.html", "new")])
        );
        assert_eq!(fs::read(site.path("precious")).expect("it exists"), b"new");
    }

    #[test]
    fn a_link_as_output_folder_needs_a_marker_behind_it() {
        let site = Site::new();
        fs::create_dir(site.path("real")).expect("a folder");
        symlink(site.path("real"), site.path("public")).expect("a link");
        let expected = "`public` is a symbolic link to a folder that briefbook did not make; \
             give the folder itself with `--out`";
        assert_eq!(site.refusal("public"), expected);
        assert_eq!(site.refusal("public/"), expected);
        site.write("real/.briefbook", FIRST_LINE);
        site.build(&[("a.html", "a")])
            .expect("the marker makes it ours");
        assert_eq!(
            tree(&site.path("real")),
            owned(&[(".briefbook", &marker(&["a.html"])), ("a.html", "a")])
        );
    }

    #[test]
    fn links_to_the_site_or_to_nothing_are_refused() {
        let site = Site::new();
        symlink(site.path("content"), site.path("to-content")).expect("a link");
        symlink(site.folder.path(), site.path("to-site")).expect("a link");
        symlink(site.path("absent"), site.path("to-nothing")).expect("a link");
        let refused = |out, expected: &str| {
            let refusal = site.refusal(out);
            assert!(refusal.contains(expected), "{out}: {refusal}");
        };
        refused("to-content/new", "would mix the output with `content`");
        refused("to-site", "holds the site itself");
        refused("to-nothing", "`to-nothing` is a symbolic link to nothing");
        refused(
            "to-nothing/new",
            "`to-nothing` is a symbolic link to nothing",
        );
    }

    #[test]
    fn a_marker_that_is_a_link_is_not_ours() {
        let site = Site::new();
        site.write("elsewhere", FIRST_LINE);
        fs::create_dir(site.path("public")).expect("a folder");
        symlink(site.path("elsewhere"), site.path("public/.briefbook")).expect("a link");
        let refusal = site.refusal("public");
        assert!(
            refusal.contains("is not a marker that briefbook made"),
            "{refusal}"
        );
    }

    #[test]
    fn a_linked_cache_is_refused_and_not_wiped() {
        let site = Site::new();
        site.write("elsewhere/staging/x", "precious");
        symlink(site.path("elsewhere"), site.path(".briefbook")).expect("a link");
        let target = site.open("public").expect("an absent folder is fine");
        let error =
            Stage::begin(&target, &site.path(".briefbook")).expect_err("the link is refused");
        assert!(error.message.ends_with("is a symbolic link"), "{error}");
        assert_eq!(
            fs::read(site.path("elsewhere/staging/x")).expect("it exists"),
            b"precious"
        );
    }
}

#[test]
fn a_page_made_from_the_same_things_need_not_be_made_again() {
    let site = Site::new();
    let (one, other) = (Digest::of(b"one"), Digest::of(b"other"));
    let build = |from: Digest, text: &str| {
        let target = site.open("public").expect("the folder is ours");
        let stage = Stage::begin(&target, &site.path(".briefbook")).expect("a stage");
        let had = stage.has("a.html", from);
        if !had {
            stage.put(page("a.html", text), Some(from)).expect("a page");
        }
        let summary = stage.commit().expect("the output can be written");
        (had, summary.written, summary.total_bytes)
    };
    assert_eq!(build(one, "text"), (false, 1, 4));
    assert_eq!(build(one, "never made"), (true, 0, 4));
    assert_eq!(
        build(other, "newer"),
        (false, 1, 5),
        "made from other things"
    );
    assert_eq!(
        build(one, "text"),
        (false, 1, 4),
        "only the last build counts"
    );

    site.write("public/a.html", "edited by hand");
    assert_eq!(build(one, "text"), (false, 1, 4), "the file was changed");
    fs::remove_file(site.path("public/a.html")).expect("it exists");
    assert_eq!(build(one, "text"), (false, 1, 4), "the file was deleted");
    site.write(".briefbook/pages", "nonsense");
    assert_eq!(build(one, "text"), (false, 0, 4), "the record was lost");
    assert_eq!(build(one, "text"), (true, 0, 4));

    // The record of one output folder says nothing of what lies in another.
    let target = site.open("elsewhere").expect("a new folder");
    let stage = Stage::begin(&target, &site.path(".briefbook")).expect("a stage");
    assert!(!stage.has("a.html", one));
}
