//! `briefbook publish github` against repositories in temporary folders: what reaches the branch,
//! what stays untouched, and what is said where nothing can be published.
//!
//! Git is cut off from the settings of the machine, and nothing leaves it: every remote is a folder.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it must be"
)]

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

#[path = "support/documents.rs"]
mod documents;

/// A repository with a site, a remote beside it, and a home without settings.
struct Desk {
    folder: TempDir,
    /// The folder of the site, from that of the repository.
    site: &'static str,
    variables: Vec<(&'static str, String)>,
}

/// What the program printed and how it ended.
struct Ended {
    code: i32,
    data: String,
    words: String,
}

impl Desk {
    /// Makes a repository whose only commit holds a small site.
    fn new() -> Self {
        Self::with_site_in("")
    }

    fn with_site_in(site: &'static str) -> Self {
        let desk = Self::without_repository(site);
        desk.begin();
        desk.git(&["add", "."]);
        desk.git(&["commit", "--quiet", "--message=Begin"]);
        desk
    }

    fn without_repository(site: &'static str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let desk = Self {
            folder,
            site,
            variables: Vec::new(),
        };
        for name in ["home", "repository", "remote.git"] {
            fs::create_dir(desk.path(name)).unwrap();
        }
        desk.git_in("remote.git", &["init", "--quiet", "--bare"]);
        desk.write("site.yaml", "title: Sample\n");
        desk.write("content/about.md", "---\ntitle: About\n---\n\nA text.\n");
        desk.write(".gitignore", "/public\n.briefbook/\n");
        desk
    }

    /// Makes a repository without a commit.
    fn begin(&self) {
        self.git(&["init", "--quiet", "--initial-branch=main"]);
        let settings = "[user]\nname = A. Editor\nemail = editor@example.org\n\
            [remote \"origin\"]\nurl = ../remote.git\n\
            fetch = +refs/heads/*:refs/remotes/origin/*\n";
        let path = self.path("repository/.git/config");
        let before = fs::read_to_string(&path).unwrap();
        fs::write(path, before + settings).unwrap();
    }

    fn with_variable(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.variables.push((name, value.into()));
        self
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn in_site(&self, path: &str) -> PathBuf {
        self.path("repository").join(self.site).join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.in_site(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Makes a command that sees nothing of the machine's settings.
    fn command(&self, program: impl AsRef<std::ffi::OsStr>, folder: &Path) -> Command {
        let mut command = Command::new(program);
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("GIT_") {
                command.env_remove(name);
            }
        }
        command
            .current_dir(folder)
            .env("HOME", self.path("home"))
            .env("USERPROFILE", self.path("home"))
            .env("XDG_CONFIG_HOME", self.path("home"))
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CEILING_DIRECTORIES", self.folder.path())
            .env_remove("SOURCE_DATE_EPOCH")
            .env("NO_COLOR", "1");
        command
    }

    fn git(&self, arguments: &[&str]) -> String {
        self.git_in("repository", arguments)
    }

    fn remote(&self, arguments: &[&str]) -> String {
        self.git_in("remote.git", arguments)
    }

    fn git_in(&self, folder: &str, arguments: &[&str]) -> String {
        let mut command = self.command("git", &self.path(folder));
        let output = command
            .args(["-c", "core.quotePath=false"])
            .args(arguments)
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "git {arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout)
            .unwrap()
            .trim_end()
            .to_owned()
    }

    fn publish(&self, arguments: &[&str]) -> Ended {
        self.publish_from("repository", arguments)
    }

    fn publish_from(&self, repository: &str, arguments: &[&str]) -> Ended {
        let folder = self.path(repository).join(self.site);
        let mut command = self.command(env!("CARGO_BIN_EXE_briefbook"), &folder);
        command.args(["publish", "github"]).args(arguments);
        for (name, value) in &self.variables {
            command.env(name, value);
        }
        ended(command.output().unwrap())
    }

    /// Publishes and returns the commit that the remote then has.
    fn published(&self, arguments: &[&str]) -> String {
        let ended = self.publish(arguments);
        assert_eq!(ended.code, 0, "{}", ended.words);
        self.tip()
    }

    /// Publishes in vain; returns what was said, and sees that nothing changed anywhere.
    fn refused(&self, arguments: &[&str]) -> String {
        let references = |desk: &Self| {
            let here = desk.git(&["for-each-ref", "refs/heads", "refs/tags"]);
            (here, desk.remote(&["for-each-ref"]))
        };
        let before = references(self);
        let ended = self.publish(arguments);
        assert_eq!(ended.code, 2, "{}{}", ended.data, ended.words);
        assert_eq!(references(self), before);
        assert_eq!(ended.data, "");
        ended.words
    }

    fn tip(&self) -> String {
        self.remote(&["rev-parse", "gh-pages"])
    }

    fn commits(&self) -> usize {
        let commits = self.remote(&["rev-list", "gh-pages"]);
        commits.lines().count()
    }

    /// Returns what the branch of the remote holds, by path.
    fn branch(&self) -> BTreeMap<String, Vec<u8>> {
        let listing = self.remote(&["ls-tree", "-r", "-z", "gh-pages"]);
        let entries = listing.split('\0').filter(|entry| !entry.is_empty());
        let (paths, blobs): (Vec<&str>, Vec<&str>) = entries
            .map(|entry| {
                let (about, path) = entry.split_once('\t').unwrap();
                let (mode, blob) = about.split_once(" blob ").unwrap();
                assert_eq!(mode, "100644", "{path}");
                (path, blob)
            })
            .unzip();
        let mut command = self.command("git", &self.path("remote.git"));
        command.args(["cat-file", "--batch"]).stdin(Stdio::piped());
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        // So short that it fits into the pipe whole.
        let questions = blobs.join("\n") + "\n";
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(questions.as_bytes()).unwrap();
        drop(stdin);
        let answers = child.wait_with_output().unwrap().stdout;
        let mut rest = answers.as_slice();
        let mut files = BTreeMap::new();
        for path in paths {
            // A line with name, type and size, the bytes, a line end.
            let end = rest.iter().position(|byte| *byte == b'\n').unwrap();
            let about = std::str::from_utf8(&rest[..end]).unwrap();
            let size: usize = about.rsplit(' ').next().unwrap().parse().unwrap();
            let bytes = &rest[end + 1..end + 1 + size];
            files.insert(path.to_owned(), bytes.to_vec());
            rest = &rest[end + size + 2..];
        }
        files
    }

    fn public(&self) -> BTreeMap<String, Vec<u8>> {
        tree(&self.in_site("public"))
    }

    /// Returns everything in the repository but objects, logs, the output and the published branch.
    fn untouched(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = tree(&self.path("repository"));
        files.retain(|path, _| {
            !path.starts_with(".git/objects/")
                && !path.starts_with(".git/logs/")
                && !path.ends_with("/gh-pages")
                && !path.contains("public/")
                && !path.contains(".briefbook/")
        });
        files
    }
}

fn ended(output: Output) -> Ended {
    Ended {
        code: output.status.code().unwrap(),
        data: String::from_utf8(output.stdout).unwrap(),
        words: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Reads every file below a folder, by path with forward slashes.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let walk = walkdir::WalkDir::new(folder).into_iter();
    let files = walk
        .map(Result::unwrap)
        .filter(|it| it.file_type().is_file());
    files
        .map(|file| {
            let relative = file.path().strip_prefix(folder).unwrap();
            let parts: Vec<_> = relative.iter().map(|it| it.to_str().unwrap()).collect();
            (parts.join("/"), fs::read(file.path()).unwrap())
        })
        .collect()
}

#[cfg(unix)]
fn hook(path: &Path, script: &str) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn the_branch_holds_the_bytes_of_the_output() {
    let desk = Desk::new();
    desk.write(
        ".gitattributes",
        "* text eol=crlf ident\n*.txt filter=shout\n",
    );
    desk.write("static/sums.txt", "$Id$\nunix\ndos\r\n");
    desk.write("static/가/b c.txt", "");
    desk.git(&["config", "core.autocrlf", "true"]);
    desk.git(&["config", "filter.shout.clean", "tr a-z A-Z"]);
    desk.git(&["config", "filter.shout.required", "true"]);
    desk.published(&[]);
    let branch = desk.branch();
    assert_eq!(branch, desk.public());
    assert_eq!(branch["sums.txt"], b"$Id$\nunix\ndos\r\n");
    assert!(branch.contains_key("가/b c.txt"));
    assert!(branch.contains_key("index.html"));
    assert!(branch.contains_key(".nojekyll"));
    assert!(branch.contains_key(".briefbook"));
}

#[test]
fn a_second_publication_adds_a_commit_only_for_a_change() {
    let desk = Desk::new();
    let first = desk.published(&[]);
    assert_eq!(desk.git(&["rev-parse", "gh-pages"]), first);
    let source = desk.git(&["rev-parse", "--short", "main"]);
    let about = desk.remote(&["log", "--format=%an %ae %s%n%b", "gh-pages"]);
    let pages = desk
        .public()
        .keys()
        .filter(|it| it.ends_with(".html"))
        .count();
    assert_eq!(
        about.trim_end(),
        format!("A. Editor editor@example.org Publish {pages} pages from {source}")
    );

    let again = desk.publish(&[]);
    assert_eq!(again.code, 0);
    assert_eq!(
        again.data,
        format!(
            "Nothing has changed: `gh-pages` of `origin` holds this site already, as {}\n",
            &first[..10]
        )
    );
    assert_eq!(desk.tip(), first);

    // A tag of the user's own stays at home, even if git is told to send such along.
    desk.git(&["tag", "--annotate", "--message=A tag", "v1", "gh-pages"]);
    desk.git(&["config", "push.followTags", "true"]);
    desk.write(
        "content/about.md",
        "---\ntitle: About\n---\n\nAnother text.\n",
    );
    let ended = desk.publish(&[]);
    assert!(ended.data.contains("\n0 files new, "), "{}", ended.data);
    assert_eq!(desk.remote(&["rev-parse", "gh-pages^"]), first);
    assert_eq!(desk.commits(), 2);
    let subject = desk.remote(&["log", "-1", "--format=%s", "gh-pages"]);
    assert_eq!(subject, format!("Publish {pages} pages"), "not committed");
    assert_eq!(desk.branch(), desk.public());
    assert_eq!(desk.git(&["rev-parse", "gh-pages"]), desk.tip());
    assert_eq!(desk.remote(&["tag"]), "");
}

#[test]
fn work_tree_index_and_other_branches_stay_as_they_are() {
    let desk = Desk::new();
    desk.git(&["branch", "other"]);
    desk.write("content/staged.md", "---\ntitle: Staged\n---\n\nA text.\n");
    desk.git(&["add", "content/staged.md"]);
    desk.write("content/about.md", "---\ntitle: About\n---\n\nChanged.\n");
    desk.write("content/new.md", "---\ntitle: New\n---\n\nA text.\n");
    let before = desk.untouched();
    assert!(before.contains_key(".git/index"));
    desk.published(&[]);
    assert_eq!(desk.untouched(), before);
    let references = desk.remote(&["for-each-ref", "--format=%(refname)"]);
    assert_eq!(references, "refs/heads/gh-pages");
    assert!(desk.branch().contains_key("staged.html"));
    assert!(desk.branch().contains_key("new.html"));
}

#[test]
fn a_dry_run_says_what_would_happen_and_does_nothing() {
    let desk = Desk::new();
    let before = desk.untouched();
    let ended = desk.publish(&["--dry-run"]);
    assert_eq!(ended.code, 0, "{}", ended.words);
    assert!(ended.data.starts_with("Would publish "), "{}", ended.data);
    assert!(ended.data.contains("as a new branch; nothing was sent\n"));
    assert_eq!(desk.untouched(), before);
    assert_eq!(desk.remote(&["for-each-ref"]), "");
    assert_eq!(desk.git(&["for-each-ref", "refs/heads/gh-pages"]), "");
}

#[test]
fn what_another_machine_published_is_kept() {
    let desk = Desk::new();
    let first = desk.published(&[]);
    desk.git_in("", &["clone", "--quiet", "repository", "second"]);
    for (name, value) in [
        ("user.name", "B. Editor"),
        ("user.email", "b@example.org"),
        ("remote.origin.url", "../remote.git"),
    ] {
        desk.git_in("second", &["config", name, value]);
    }
    let about = desk.path("second/content/about.md");
    fs::write(about, "---\ntitle: About\n---\n\nOf the second.\n").unwrap();
    assert_eq!(desk.publish_from("second", &[]).code, 0);
    let second = desk.tip();
    assert_eq!(desk.remote(&["rev-parse", "gh-pages^"]), first);

    desk.write(
        "content/about.md",
        "---\ntitle: About\n---\n\nOf the first.\n",
    );
    desk.published(&[]);
    assert_eq!(desk.remote(&["rev-parse", "gh-pages^"]), second);
    assert_eq!(desk.branch(), desk.public());
    assert!(!desk.path("repository/.git/FETCH_HEAD").exists());
}

#[cfg(unix)]
#[test]
fn a_publication_at_the_same_moment_is_not_overwritten() {
    let desk = Desk::new();
    let first = desk.published(&[]);
    // Between our look at the remote and our push, another commit arrives there.
    let other = desk.remote(&[
        "-c",
        "user.name=B",
        "-c",
        "user.email=b@example.org",
        "commit-tree",
        "gh-pages^{tree}",
        "-p",
        &first,
        "-m",
        "Meanwhile",
    ]);
    let remote = desk.path("remote.git");
    hook(
        &desk.path("repository/.git/hooks/pre-push"),
        &format!(
            "exec git --git-dir='{}' update-ref refs/heads/gh-pages {other}",
            remote.display()
        ),
    );
    desk.write("content/about.md", "---\ntitle: About\n---\n\nChanged.\n");
    let ended = desk.publish(&[]);
    assert_eq!(ended.code, 2);
    assert_eq!(
        ended.words.lines().next(),
        Some("error: `gh-pages` of `origin` changed while this was being published")
    );
    assert_eq!(desk.tip(), other);
    fs::remove_file(desk.path("repository/.git/hooks/pre-push")).unwrap();
    desk.published(&[]);
    assert_eq!(desk.remote(&["rev-parse", "gh-pages^"]), other);
}

#[test]
fn a_site_in_a_folder_of_the_repository_is_published_alone() {
    let desk = Desk::with_site_in("records/briefs");
    let before = desk.untouched();
    desk.published(&[]);
    assert_eq!(desk.branch(), desk.public());
    assert_eq!(desk.untouched(), before);
    let subject = desk.remote(&["log", "-1", "--format=%s", "gh-pages"]);
    assert!(subject.contains(" from "), "{subject}");
}

#[test]
fn a_site_can_be_named_from_elsewhere() {
    let desk = Desk::new();
    let folder = desk.path("home");
    let mut command = desk.command(env!("CARGO_BIN_EXE_briefbook"), &folder);
    command.args(["publish", "github", "--site", "../repository"]);
    let ended = ended(command.output().unwrap());
    assert_eq!(ended.code, 0, "{}", ended.words);
    assert_eq!(desk.branch(), desk.public());
}

#[test]
fn a_repository_without_a_commit_can_publish() {
    let desk = Desk::without_repository("");
    desk.begin();
    let words = desk.refused(&["--branch", "main"]);
    assert!(
        words.starts_with("error: `main` is checked out in "),
        "{words}"
    );
    let ended = desk.publish(&[]);
    assert_eq!(ended.code, 0, "{}", ended.words);
    assert!(ended.words.contains("note: `origin` had no branch at all"));
    let subject = desk.remote(&["log", "-1", "--format=%s", "gh-pages"]);
    assert!(!subject.contains("from"), "{subject}");
}

#[test]
fn a_detached_head_stays_where_it_is() {
    let desk = Desk::new();
    desk.git(&["checkout", "--quiet", "--detach"]);
    let before = desk.untouched();
    desk.published(&[]);
    assert_eq!(desk.untouched(), before);
    assert_eq!(desk.branch(), desk.public());
}

#[test]
fn a_linked_work_tree_publishes_too() {
    let desk = Desk::new();
    desk.git(&["worktree", "add", "--quiet", "-b", "draft", "../linked"]);
    let ended = desk.publish_from("linked", &[]);
    assert_eq!(ended.code, 0, "{}", ended.words);
    assert_eq!(desk.branch(), tree(&desk.path("linked/public")));
}

#[test]
fn signing_and_variables_of_a_hook_do_not_matter() {
    let desk = Desk::new()
        .with_variable("GIT_DIR", "nowhere")
        .with_variable("GIT_WORK_TREE", "nowhere")
        .with_variable("GIT_INDEX_FILE", "nowhere");
    desk.git(&["config", "commit.gpgSign", "true"]);
    desk.git(&["config", "gpg.program", "no-such-program"]);
    desk.published(&[]);
    assert_eq!(desk.branch(), desk.public());
}

#[test]
fn a_branch_that_is_checked_out_is_refused() {
    let desk = Desk::new();
    let words = desk.refused(&["--branch", "main"]);
    assert!(
        words.starts_with("error: `main` is checked out in "),
        "{words}"
    );
    desk.git(&["worktree", "add", "--quiet", "-b", "gh-pages", "../linked"]);
    let words = desk.refused(&[]);
    assert!(
        words.starts_with("error: `gh-pages` is checked out in "),
        "{words}"
    );
}

#[test]
fn a_branch_that_briefbook_did_not_make_is_refused() {
    let desk = Desk::new();
    desk.git(&["push", "--quiet", "origin", "main:gh-pages"]);
    assert_eq!(
        desk.refused(&[]).lines().next(),
        Some(
            "error: the branch `gh-pages` holds files that briefbook did not make, such as `.gitignore`"
        )
    );
    let ended = desk.publish(&["--branch", "pages"]);
    assert_eq!(ended.code, 0, "{}", ended.words);
}

#[test]
fn a_local_branch_of_another_making_is_refused_too() {
    let desk = Desk::new();
    desk.git(&["branch", "gh-pages"]);
    let words = desk.refused(&[]);
    assert!(
        words.contains("files that briefbook did not make"),
        "{words}"
    );
}

/// Adds a file to the published branch, as GitHub's web page can.
fn add_on_the_remote(desk: &Desk, path: &str, text: &str) {
    desk.git_in(
        "",
        &[
            "clone",
            "--quiet",
            "--branch=gh-pages",
            "remote.git",
            "other",
        ],
    );
    fs::write(desk.path("other").join(path), text).unwrap();
    desk.git_in("other", &["config", "user.name", "B. Editor"]);
    desk.git_in("other", &["config", "user.email", "b@example.org"]);
    desk.git_in("other", &["add", "."]);
    desk.git_in("other", &["commit", "--quiet", "--message=Add"]);
    desk.git_in("other", &["push", "--quiet"]);
}

#[test]
fn a_domain_that_github_wrote_onto_the_branch_is_not_lost() {
    let desk = Desk::new();
    desk.published(&[]);
    add_on_the_remote(&desk, "CNAME", "briefs.example.org");
    let words = desk.refused(&[]);
    assert!(
        words.ends_with(
            "help: write `briefs.example.org` into the file static/CNAME, then publish again\n"
        ),
        "{words}"
    );
    desk.write("static/CNAME", "briefs.example.org\n");
    let ended = desk.publish(&[]);
    assert_eq!(ended.code, 0, "{}", ended.words);
    assert!(
        ended
            .data
            .ends_with("Address: https://briefs.example.org/ (as static/CNAME says)\n")
    );
    assert_eq!(desk.branch(), desk.public());
    let page = fs::read_to_string(desk.in_site("public/index.html")).unwrap();
    assert!(page.contains("https://briefs.example.org/"));
}

#[test]
fn a_file_that_others_added_to_the_branch_is_named() {
    let desk = Desk::new();
    desk.published(&[]);
    add_on_the_remote(&desk, "proof.txt", "of ownership");
    let words = desk.refused(&[]);
    assert!(
        words.starts_with(
            "error: the branch `gh-pages` holds `proof.txt`, which briefbook did not make\n"
        ),
        "{words}"
    );
    desk.write("static/proof.txt", "of ownership");
    desk.published(&[]);
    assert_eq!(desk.branch()["proof.txt"], b"of ownership");
}

#[test]
fn a_page_that_is_gone_goes_from_the_branch() {
    let desk = Desk::new();
    desk.write("content/old.md", "---\ntitle: Old\n---\n\nA text.\n");
    desk.published(&[]);
    assert!(desk.branch().contains_key("old.html"));
    fs::remove_file(desk.in_site("content/old.md")).unwrap();
    desk.published(&[]);
    assert!(!desk.branch().contains_key("old.html"));
}

#[test]
fn a_branch_deleted_on_the_remote_comes_back_with_its_history() {
    let desk = Desk::new();
    let first = desk.published(&[]);
    desk.remote(&["update-ref", "-d", "refs/heads/gh-pages"]);
    assert_eq!(desk.published(&[]), first);
}

#[test]
fn a_local_branch_with_commits_of_its_own_is_left_as_it_is() {
    let desk = Desk::new();
    desk.published(&[]);
    let own = desk.git(&["commit-tree", "gh-pages^{tree}", "-m", "Own"]);
    desk.git(&["update-ref", "refs/heads/gh-pages", &own]);
    desk.write("content/about.md", "---\ntitle: About\n---\n\nChanged.\n");
    let ended = desk.publish(&[]);
    assert_eq!(ended.code, 0, "{}", ended.words);
    assert!(
        ended
            .words
            .contains("note: your own branch `gh-pages` has commits")
    );
    assert_eq!(desk.git(&["rev-parse", "gh-pages"]), own);
    assert_eq!(desk.commits(), 2);
}

#[test]
fn git_must_know_who_publishes() {
    let desk = Desk::new();
    desk.git(&["config", "--unset", "user.name"]);
    desk.git(&["config", "--unset", "user.email"]);
    assert_eq!(
        desk.refused(&[]).lines().next(),
        Some("error: git does not know who you are, and a commit names its author")
    );
    assert!(!desk.in_site("public").exists(), "nothing was built");
}

#[test]
fn a_folder_outside_of_git_is_told_how_to_begin() {
    let desk = Desk::without_repository("");
    let ended = desk.publish(&[]);
    assert_eq!(ended.code, 2);
    assert_eq!(
        ended.words,
        "error: `.` is not in a git repository\nhelp: make one with `git init`, tell it where to push with `git remote add origin ADDRESS`, then publish again\n"
    );
}

#[test]
fn a_folder_without_a_site_is_told_apart() {
    let desk = Desk::new();
    fs::remove_file(desk.in_site("site.yaml")).unwrap();
    assert_eq!(
        desk.refused(&[]),
        "error: there is no site.yaml in .\nhelp: go to the folder of your site, or name it with --site\n"
    );
}

#[test]
fn a_remote_that_is_not_there_is_told_apart_from_one_that_is_unknown() {
    let desk = Desk::new();
    assert_eq!(
        desk.refused(&["--remote", "elsewhere"]),
        "error: this repository knows no remote `elsewhere`\nhelp: add it with `git remote add elsewhere ADDRESS`, or name another one with `--remote`\n"
    );
    desk.git(&["remote", "add", "elsewhere", "../nothing.git"]);
    assert_eq!(
        desk.refused(&["--remote", "elsewhere"]).lines().next(),
        Some("error: there is no repository where `elsewhere` leads to")
    );
}

#[test]
fn a_repository_of_somebody_else_is_not_used_blindly() {
    let desk = Desk::new().with_variable("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1");
    let words = desk.refused(&[]);
    assert!(
        words.starts_with("error: git does not trust the repository around `.`"),
        "{words}"
    );
    assert!(
        words.contains("git config --global --add safe.directory"),
        "{words}"
    );
}

#[test]
fn a_machine_without_git_is_told_so() {
    let desk = Desk::new().with_variable("PATH", "");
    assert_eq!(
        desk.refused(&[]).lines().next(),
        Some("error: git is not installed, or not where programs are looked for")
    );
}

#[test]
fn a_name_that_no_branch_can_have_is_refused() {
    let desk = Desk::new();
    for name in ["a b", "a..b", "@{-1}"] {
        let words = desk.refused(&["--branch", name]);
        let message = format!("error: `{name}` cannot be the name of a branch\n");
        assert!(words.starts_with(&message), "{words}");
    }
}

#[cfg(unix)]
#[test]
fn what_the_server_says_to_a_refused_push_is_passed_on() {
    let desk = Desk::new();
    let before = desk.untouched();
    let pre_receive = desk.path("remote.git/hooks/pre-receive");
    hook(
        &pre_receive,
        "echo 'no publications on Sundays' >&2\nexit 1",
    );
    assert_eq!(
        desk.refused(&[]).lines().take(2).collect::<Vec<_>>(),
        [
            "error: `origin` refused the publication: [remote rejected] (pre-receive hook declined)",
            "  remote: no publications on Sundays"
        ]
    );
    assert_eq!(desk.untouched(), before);
    fs::remove_file(pre_receive).unwrap();
    desk.published(&[]);
    assert_eq!(desk.commits(), 1);
}

#[cfg(unix)]
#[test]
fn a_hook_of_the_repository_may_stop_a_publication() {
    let desk = Desk::new();
    hook(
        &desk.path("repository/.git/hooks/pre-push"),
        "echo 'not before the review' >&2\nexit 1",
    );
    let words = desk.refused(&[]);
    assert!(words.contains("\n  not before the review\n"), "{words}");
}

#[test]
fn faults_of_the_content_stop_a_publication() {
    let desk = Desk::new();
    desk.write("content/about.md", "---\ntitel: About\n---\n");
    let ended = desk.publish(&[]);
    assert_eq!(ended.code, 1, "{}", ended.words);
    assert!(ended.words.contains("content/about.md"), "{}", ended.words);
    assert_eq!(desk.remote(&["for-each-ref"]), "");
}

// Elsewhere the disk itself may know no capitals.
#[cfg(target_os = "linux")]
#[test]
fn names_that_differ_only_in_capitals_stop_a_publication() {
    let desk = Desk::new();
    desk.write("static/Pictures/a.txt", "a");
    desk.write("static/pictures/b.txt", "b");
    let ended = desk.publish(&[]);
    assert_eq!(ended.code, 1, "{}", ended.words);
    assert_eq!(
        ended.words,
        "error: this site cannot be published as it is\n  `Pictures` and `pictures` differ only in capitals or accents, and many disks take them for one: rename one of them\n"
    );
    assert_eq!(desk.remote(&["for-each-ref"]), "");
}

#[cfg(unix)]
#[test]
fn links_and_files_of_others_in_the_output_stay_behind() {
    let desk = Desk::new();
    desk.published(&[]);
    let published = desk.branch();
    std::os::unix::fs::symlink("/etc/hostname", desk.in_site("public/link.html")).unwrap();
    desk.write("public/notes/private.txt", "mine");
    let ended = desk.publish(&[]);
    assert_eq!(ended.code, 0, "{}", ended.words);
    assert!(
        ended
            .words
            .contains("note: `./public/link.html` and 1 more stayed behind"),
        "{}",
        ended.words
    );
    assert_eq!(desk.branch(), published);
}

#[cfg(unix)]
#[test]
fn a_remote_on_github_gives_address_and_switch() {
    let desk = Desk::new();
    // What looks like GitHub to git is the folder beside it.
    fs::create_dir(desk.path("OWNER")).unwrap();
    fs::rename(desk.path("remote.git"), desk.path("OWNER/REPO.git")).unwrap();
    let root = desk.folder.path().display().to_string();
    let script = desk.path("ssh");
    hook(
        &script,
        &format!("for words; do :; done\ncd '{root}' && eval \"$words\""),
    );
    desk.git(&[
        "remote",
        "set-url",
        "origin",
        "git@github.com:OWNER/REPO.git",
    ]);
    let desk = desk
        .with_variable("GIT_SSH", script.display().to_string())
        .with_variable("GIT_SSH_VARIANT", "simple");
    let ended = desk.publish(&[]);
    assert_eq!(ended.code, 0, "{}", ended.words);
    let lines: Vec<&str> = ended.data.lines().skip(2).collect();
    assert_eq!(
        lines,
        [
            "One switch is left: at https://github.com/OWNER/REPO/settings/pages choose the source “Deploy from a branch”, then `gh-pages` and `/ (root)`, and save",
            "Address: https://owner.github.io/REPO/ (which follows from the remote; write it into site.yaml as `url:`)",
        ]
    );
    let missing = fs::read_to_string(desk.in_site("public/404.html")).unwrap();
    assert!(missing.contains("\"/REPO/"), "{missing}");
    let feed = fs::read_to_string(desk.in_site("public/feed.xml")).unwrap();
    assert!(feed.contains("https://owner.github.io/REPO/"));

    desk.write("site.yaml", "title: Sample\nurl: https://example.org/\n");
    let ended = desk.publish(&[]);
    assert_eq!(ended.code, 0, "{}", ended.words);
    assert!(!ended.data.contains("One switch"), "{}", ended.data);
    assert!(
        ended
            .data
            .ends_with("Address: https://example.org/ (as `url:` in site.yaml says)\n"),
        "{}",
        ended.data
    );
    assert_eq!(
        ended.words,
        "note: GitHub Pages shows this repository at https://owner.github.io/REPO/ unless a domain of its own is set\n"
    );
}

#[test]
fn no_address_is_made_up_for_another_remote() {
    let desk = Desk::new();
    let ended = desk.publish(&[]);
    assert!(!ended.data.contains("Address"), "{}", ended.data);
    assert!(
        ended
            .words
            .contains("note: the address of the site is not known")
    );
    assert!(!desk.branch().contains_key("feed.xml"));
    let ended = desk.publish(&["--base-url", "https://example.org/briefs"]);
    assert_eq!(ended.words, "");
    assert!(
        ended
            .data
            .ends_with("Address: https://example.org/briefs/ (as --base-url says)\n"),
        "{}",
        ended.data
    );
    assert!(desk.branch().contains_key("feed.xml"));
}

#[test]
fn every_option_is_in_the_manual() {
    let output = Command::new(env!("CARGO_BIN_EXE_briefbook"))
        .args(["publish", "github", "--help"])
        .env("COLUMNS", "200")
        .output()
        .unwrap();
    let help = ended(output).data;
    let lines = help.lines().map(str::trim_start);
    let options = lines
        .filter(|line| line.starts_with('-'))
        .filter_map(|line| {
            let mut words = line.split_whitespace();
            words.next().map(|word| word.trim_end_matches(','))
        });
    let mut options: Vec<String> = options.map(str::to_owned).collect();
    let rows = documents::read("docs/publishing.md").table("Options", "option");
    let listed = documents::first_column(&rows).into_iter();
    let mut listed: Vec<String> = listed
        .filter_map(|call| call.split(' ').next().map(str::to_owned))
        .filter(|option| option != "-h")
        .collect();
    options
        .iter_mut()
        .filter(|it| *it == "-h")
        .for_each(|it| *it = "--help".to_owned());
    options.sort();
    listed.sort();
    assert_eq!(listed, options);
}
