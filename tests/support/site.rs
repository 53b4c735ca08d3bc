//! A site in a temporary folder and the program run on it, written as one readable chain.
//!
//! In: files, edits, arguments. Out: how the program ended, what it printed, and the tree that it
//! left, with time stamps. `reading.rs` beside this file reads built pages and feeds. Nothing here
//! calls the crate: what these tests see is what a user of the program sees.

#![allow(dead_code, reason = "each test crate needs a part of this")]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

/// The address below which the tests publish.
pub(crate) const BASE_URL: &str = "https://example.org/briefs/";

/// The declaration of a kind of event that the default kinds do not have.
pub(crate) const EXERCISE: &str = "\
label: Exercise
plural: Exercises
folder: exercises
roles: { dated_by: when }
fields:
  when: { type: date, label: Date, help: The first day. }
";

/// A picture of one pixel.
pub(crate) const PNG: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\x3a\x7e\x9b\x55\
    \0\0\0\x0aIDATx\x9cc`\0\0\0\x02\0\x01\x48\xaf\xa4\x71\0\0\0\0IEND\xaeB`\x82";

/// A site in a folder of its own, with room beside it.
pub(crate) struct Site {
    folder: TempDir,
}

impl Site {
    /// Makes a folder without any file.
    pub(crate) fn without_files() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        fs::create_dir(folder.path().join("site")).expect("a new folder takes a folder");
        Self { folder }
    }

    /// Makes a site of nothing but a title.
    pub(crate) fn bare() -> Self {
        Self::without_files().with("site.yaml", "title: Sample\n")
    }

    /// Copies the site of this repository.
    pub(crate) fn of_repository() -> Self {
        let site = Self::without_files();
        for (path, bytes) in repository_files() {
            site.write(&path, bytes);
        }
        site
    }

    /// Copies of the site of this repository what a new site starts from: the briefs of the sample, and
    /// no more.
    pub(crate) fn of_sample() -> Self {
        let files = repository_files();
        let listed = &files["content/_sample.txt"];
        let listed = std::str::from_utf8(listed).expect("the list is a text");
        let listed: Vec<&str> = listed.lines().collect();
        let site = Self::without_files();
        for (path, bytes) in &files {
            if !path.starts_with("content/") || listed.contains(&path.as_str()) {
                site.write(path, bytes);
            }
        }
        site
    }

    /// Copies the site of this repository with its files made in the opposite order.
    pub(crate) fn of_repository_backwards() -> Self {
        let site = Self::without_files();
        for (path, bytes) in repository_files().into_iter().rev() {
            site.write(&path, bytes);
        }
        site
    }

    /// Adds or replaces a file.
    pub(crate) fn with(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        self.write(path, content);
        self
    }

    /// Takes a file away.
    pub(crate) fn without(self, path: &str) -> Self {
        self.remove(path);
        self
    }

    /// Adds or replaces a file.
    pub(crate) fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.path(path);
        let parent = path.parent().expect("a file lies in a folder");
        fs::create_dir_all(parent).expect("a folder can be made in a temporary folder");
        fs::write(path, content).expect("a file can be written to a temporary folder");
    }

    /// Takes a file away.
    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    }

    /// Reads a file.
    pub(crate) fn read(&self, path: &str) -> String {
        let path = self.path(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// Returns where a file of the site lies; `../` leads to the room beside the site.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join("site").join(path)
    }

    /// Returns the folder into which a build writes unless told otherwise.
    pub(crate) fn public(&self) -> PathBuf {
        self.path("public")
    }

    /// Prepares a run of `briefbook build` in the site's folder.
    pub(crate) fn build(&self) -> Run {
        self.briefbook("build")
    }

    /// Prepares a run of the program in the site's folder.
    pub(crate) fn briefbook(&self, command: &str) -> Run {
        let mut process = Command::new(env!("CARGO_BIN_EXE_briefbook"));
        process
            .arg(command)
            .current_dir(self.path(""))
            .env("NO_COLOR", "1")
            .env_remove("CLICOLOR_FORCE")
            .env_remove("SOURCE_DATE_EPOCH");
        Run { process }
    }
}

/// A run of the program that is still to begin.
pub(crate) struct Run {
    process: Command,
}

impl Run {
    /// Adds an argument.
    pub(crate) fn arg(mut self, argument: impl AsRef<std::ffi::OsStr>) -> Self {
        self.process.arg(argument);
        self
    }

    /// Adds arguments.
    pub(crate) fn args(mut self, arguments: &[&str]) -> Self {
        self.process.args(arguments);
        self
    }

    /// Publishes below [`BASE_URL`].
    pub(crate) fn published(self) -> Self {
        self.args(&["--base-url", BASE_URL])
    }

    /// Sets a variable of the environment.
    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.process.env(name, value);
        self
    }

    /// Runs the program and returns how it ended.
    pub(crate) fn output(mut self) -> Ended {
        let output = self.process.output().expect("the program can be started");
        Ended {
            status: output.status.code().expect("the program was not killed"),
            errors: String::from_utf8(output.stderr).expect("the program prints UTF-8"),
        }
    }

    /// Runs the program, which must end with this status, and returns what it printed.
    #[track_caller]
    pub(crate) fn ends_with(mut self, status: i32) -> Printed {
        let output = self.process.output().expect("the program can be started");
        let text = |bytes| String::from_utf8(bytes).expect("the program prints UTF-8");
        let printed = Printed {
            output: text(output.stdout),
            errors: text(output.stderr),
        };
        assert_eq!(
            output.status.code(),
            Some(status),
            "{:?} printed\n{}{}",
            self.process,
            printed.output,
            printed.errors
        );
        printed
    }

    /// Runs the program, which must find nothing to complain of.
    #[track_caller]
    pub(crate) fn succeeds(self) -> Printed {
        let printed = self.ends_with(0);
        assert_eq!(printed.errors, "");
        printed
    }

    /// Runs the program, which must report faults of the content, and returns them as
    /// [`Printed::diagnostics`] does.
    #[track_caller]
    pub(crate) fn reports(self) -> Vec<String> {
        self.ends_with(1).diagnostics()
    }
}

/// How a run ended.
pub(crate) struct Ended {
    /// The status.
    pub(crate) status: i32,
    /// Standard error.
    pub(crate) errors: String,
}

/// What a run printed.
pub(crate) struct Printed {
    /// Standard output.
    pub(crate) output: String,
    /// Standard error.
    pub(crate) errors: String,
}

impl Printed {
    /// Returns the diagnostics in printed order as `path:line:column code`, or `path code` where one
    /// speaks of a file as a whole.
    pub(crate) fn diagnostics(&self) -> Vec<String> {
        let mut lines = self.errors.lines();
        let mut found = Vec::new();
        while let Some(line) = lines.next() {
            let Some((head, _)) = line.split_once("]: ") else {
                continue;
            };
            let Some((_, code)) = head
                .split_once('[')
                .filter(|(severity, _)| ["error", "warning"].contains(severity))
            else {
                continue;
            };
            let place = lines.next().and_then(|line| line.split_once("--> "));
            let (_, place) = place.unwrap_or_else(|| panic!("no place after `{line}`"));
            found.push(format!("{place} {code}"));
        }
        found
    }
}

/// Reads the sources of the site of this repository, sorted by path.
fn repository_files() -> BTreeMap<String, Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = BTreeMap::new();
    for folder in ["content", "templates", "static"] {
        for (path, stamp) in tree(&root.join(folder)) {
            // Private source texts are not part of the site.
            if let Some(bytes) = stamp.bytes.filter(|_| !path.starts_with("_material/")) {
                files.insert(format!("{folder}/{path}"), bytes);
            }
        }
    }
    let settings = fs::read(root.join("site.yaml")).expect("the repository holds a site");
    files.insert("site.yaml".to_owned(), settings);
    files
}

/// What is known of a file or folder without trusting a clock.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    /// When it was last changed.
    pub(crate) modified: SystemTime,
    /// What a file holds; a folder holds nothing itself.
    pub(crate) bytes: Option<Vec<u8>>,
}

/// Lists the files and folders below a folder, itself included as the empty path.
pub(crate) fn tree(folder: &Path) -> BTreeMap<String, Stamp> {
    let mut found = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.unwrap_or_else(|error| panic!("{error}"));
        let relative = entry
            .path()
            .strip_prefix(folder)
            .expect("walkdir stays in its folder");
        let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
        let metadata = entry.metadata().expect("a listed file is still there");
        let bytes = metadata
            .is_file()
            .then(|| fs::read(entry.path()).expect("a listed file can be read"));
        let modified = metadata.modified().expect("this system keeps time stamps");
        found.insert(parts.join("/"), Stamp { modified, bytes });
    }
    found
}

/// Sets every time stamp below a folder far back, so that no clock is too coarse to tell a change.
pub(crate) fn age(folder: &Path) {
    let past = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for entry in walkdir::WalkDir::new(folder).contents_first(true) {
        let entry = entry.unwrap_or_else(|error| panic!("{error}"));
        // Only Unix opens folders as files; elsewhere their own stamps stay as they are.
        if entry.file_type().is_file() || cfg!(unix) {
            let mut options = File::options();
            let options = options.read(true).write(entry.file_type().is_file());
            let file = options.open(entry.path()).expect("it was just listed");
            file.set_modified(past)
                .expect("an own file can be given a time");
        }
    }
}

/// Names what differs between two trees, one line for each file or folder.
pub(crate) fn changes(
    before: &BTreeMap<String, Stamp>,
    after: &BTreeMap<String, Stamp>,
) -> Vec<String> {
    let mut found = differing_files(before, after);
    for (path, stamp) in before {
        if after
            .get(path)
            .is_some_and(|other| other.modified != stamp.modified)
        {
            found.push(format!("`{path}` has another time stamp"));
        }
    }
    found.sort();
    found
}

/// Names the files and folders that only one of two trees has, or that hold other bytes.
pub(crate) fn differing_files(
    before: &BTreeMap<String, Stamp>,
    after: &BTreeMap<String, Stamp>,
) -> Vec<String> {
    let gone = before
        .keys()
        .filter(|path| !after.contains_key(*path))
        .map(|path| format!("`{path}` is gone"));
    let differing = after.iter().filter_map(|(path, stamp)| {
        let Some(old) = before.get(path) else {
            return Some(format!("`{path}` is new"));
        };
        (old.bytes != stamp.bytes).then(|| format!("`{path}` holds something else"))
    });
    let mut found: Vec<String> = gone.chain(differing).collect();
    found.sort();
    found
}
