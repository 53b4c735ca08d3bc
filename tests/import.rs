//! Tables to briefs: each folder of `tests/import/` holds a table, a mapping and what a run prints and
//! leaves behind. `UPDATE=1 cargo test --test import` writes the expected texts anew; read every line.
//!
//! All cases share the site in `tests/import/_site/`, whose kind of event no Rust knows. Tables that
//! cannot be stored as text are made here.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it must be"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import")
}

/// A site, a table and a mapping in a folder of their own.
struct Case {
    room: TempDir,
}

/// How a run ended and what it printed.
struct Ran {
    status: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Case {
    /// Lays the files of a case over those of the site that all share.
    fn new(name: &str) -> Self {
        let room = tempfile::tempdir().unwrap();
        copy(&folder().join("_site"), room.path());
        copy(&folder().join(name), room.path());
        Self { room }
    }

    fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.room.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.room.path().join(path)).unwrap()
    }

    /// Runs an import of `table.csv` by `mapping.yaml` with further arguments.
    fn import(&self, arguments: &[&str]) -> Ran {
        self.briefbook(&[&["import", "table.csv", "--map", "mapping.yaml"], arguments].concat())
    }

    fn briefbook(&self, arguments: &[&str]) -> Ran {
        let output = Command::new(env!("CARGO_BIN_EXE_briefbook"))
            .args(arguments)
            .current_dir(self.room.path())
            .env("NO_COLOR", "1")
            .env_remove("CLICOLOR_FORCE")
            .env_remove("SOURCE_DATE_EPOCH")
            .output()
            .unwrap();
        Ran {
            status: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Returns all files below `content/` by path.
    fn content(&self) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        collect(&self.room.path().join("content"), "content", &mut files);
        files
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{prefix}/{}", entry.file_name().into_string().unwrap());
        if entry.file_type().unwrap().is_dir() {
            collect(&entry.path(), &path, files);
        } else {
            files.insert(path, fs::read_to_string(entry.path()).unwrap());
        }
    }
}

/// Tells what a run printed and which files it made or changed.
fn told(ran: &Ran, before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> String {
    let mut told = format!("{}{}ended with {:?}\n", ran.stderr, ran.stdout, ran.status);
    for (path, text) in after {
        if before.get(path) != Some(text) {
            let _ = write!(told, "\n=== {path}\n{text}");
        }
    }
    told.replace('\r', "␍")
}

/// Compares with the expected text of a case, or writes it.
fn compare(name: &str, told: &str) {
    let path = folder().join(name).join("expected.txt");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, told).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        expected == told,
        "{name}: expected\n{expected}\n{name}: got\n{told}"
    );
}

/// Runs a case, compares, and looks whether a second run leaves everything as it is.
fn holds(name: &str, arguments: &[&str]) -> Case {
    let case = Case::new(name);
    let before = case.content();
    let ran = case.import(arguments);
    let after = case.content();
    compare(name, &told(&ran, &before, &after));
    let again = case.import(arguments);
    assert!(
        again.stdout.contains("0 made, 0 changed"),
        "{name}: {}",
        again.stdout
    );
    assert_eq!(
        case.content(),
        after,
        "{name}: a second run changed something"
    );
    case
}

#[test]
fn rows_become_briefs_that_a_build_takes() {
    let case = holds("made", &[]);
    let checked = case.briefbook(&["check"]);
    assert_eq!(checked.stderr, "");
    let again = case.import(&["--dry-run"]);
    assert_eq!(
        again.stdout,
        "0 made, 0 changed, 2 unchanged, 0 rows left out (nothing was written)\n"
    );
}

#[test]
fn an_update_changes_what_the_table_has_and_nothing_else() {
    let case = Case::new("updated");
    // Git would take these line ends away.
    let windows = "content/exercises/windows.md";
    case.write(windows, case.read(windows).replace('\n', "\r\n"));
    let before = case.content();
    let ran = case.import(&["--update", "--dry-run"]);
    assert_eq!(case.content(), before, "a dry run wrote something");
    compare("updated", &told(&ran, &before, &before));
    let ran = case.import(&["--update"]);
    let summary = "1 made, 5 changed, 2 unchanged, 0 rows left out\n";
    assert_eq!(ran.stdout, summary, "{}", ran.stderr);
    let after = case.content();
    let again = case.import(&["--update"]);
    assert!(
        again.stdout.starts_with("0 made, 0 changed, 8 unchanged"),
        "{}",
        again.stdout
    );
    assert_eq!(case.content(), after);
}

/// Returns words that YAML, CSV or Markdown might take for something else, the same in every run.
fn awkward(seed: &mut u64) -> String {
    const PARTS: &[&str] = &[
        "a", "no", "2022", ": ", " #", "- ", "\"", "'", ",", ";", "[", "]", "{", "}", "\\", "岸",
        "서", "é", "~", "null", "0x1f", "14:52", "&", "*", "!", "|", ">", "%", "@", "`", " ", "\n",
        "1e3", "-", "?", ":", "=", "{{", "}}", "{%", "---", "...", "\t",
    ];
    let mut text = String::new();
    let mut next = |most: u64| {
        *seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (*seed >> 33) % most
    };
    for _ in 0..next(7) {
        let part = next(PARTS.len() as u64);
        text.push_str(PARTS[usize::try_from(part).unwrap()]);
    }
    // A formula is a fault of its own.
    text.trim().trim_start_matches('=').to_owned()
}

#[test]
fn an_update_with_the_same_table_is_nothing() {
    let case = Case::new("made");
    let mut seed = 20_221_122;
    let mut table = String::from(
        "no,name,first_day,last_day,size,ships,place,what,troops,remark,who,sources,Web address,text\n",
    );
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    for number in 0..100 {
        for row in 0..=number % 3 {
            let name =
                quoted(&format!("Name {number} {}", awkward(&mut seed)).replace(['/', '\n'], " "));
            let name = if row == 0 { name } else { String::new() };
            let place = ["busan", "jeju", ""][(number + row) % 3];
            let (what, remark) = (quoted(&awkward(&mut seed)), quoted(&awkward(&mut seed)));
            let who = quoted(&format!(
                "suh-wook:{}",
                awkward(&mut seed).replace([';', ':'], " ")
            ));
            let text = if row == 0 {
                quoted("Plain.")
            } else {
                String::new()
            };
            let _ = writeln!(
                table,
                "{number},{name},2022-{:02},,big,{row},{place},{what},{number},{remark},{who},navy;paper,,{text}",
                1 + number % 12
            );
        }
    }
    let mapping = case.read("mapping.yaml").replace(
        "ships: { value: \"{{ ships }}\", source: navy }",
        "summary: \"{{ name }}\"",
    );
    let mapping = mapping.replace("\"{{ first_day }} {{ name }}\"", "\"{{ no }}-x\"");
    case.write("mapping.yaml", mapping);
    case.write("table.csv", table);
    let made = case.import(&[]);
    assert_eq!(
        made.stdout, "100 made, 0 changed, 0 unchanged, 0 rows left out\n",
        "{}",
        made.stderr
    );
    let before = case.content();
    let updated = case.import(&["--update"]);
    assert_eq!(
        updated.stdout, "0 made, 0 changed, 100 unchanged, 0 rows left out\n",
        "{}",
        updated.stderr
    );
    assert_eq!(updated.stderr, "");
    assert_eq!(case.content(), before);
}
