//! Every code has a folder in `tests/diagnostics/` with the smallest site that provokes it, and the
//! exact text that `briefbook build` then prints. A folder `CODE.CASE` holds one more site of a code:
//! `exercise` is one whose kinds the site declares itself. `UPDATE=1 cargo test --test diagnostics`
//! writes the texts anew; read each as the person who must act on it before it is committed.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it must be"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use briefbook::diagnostics::{Code, Severity};
use rayon::prelude::*;

const EXPECTED: &str = "expected.txt";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics")
}

/// What a build of a site printed and how it ended.
struct Run {
    printed: String,
    status: Option<i32>,
    wrote: bool,
    /// What a check of the same site printed and how it ended.
    checked: (String, Option<i32>),
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else if entry.file_name() != EXPECTED {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Returns the names of the folders, sorted.
fn names() -> BTreeSet<String> {
    let entries = fs::read_dir(folder()).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.collect()
}

/// Returns the name of the code for which a folder stands.
fn code_of(name: &str) -> &str {
    name.split('.').next().unwrap()
}

/// Builds a copy of the site in a folder, after `spoil` has added what cannot be stored.
fn build(name: &str, spoil: impl FnOnce(&Path)) -> Run {
    let temporary = tempfile::tempdir().unwrap();
    let site = temporary.path().join("site");
    let out = temporary.path().join("public");
    copy(&folder().join(name), &site);
    fs::create_dir_all(site.join("content")).unwrap();
    spoil(&site);
    let briefbook = |command: &str| {
        let mut process = Command::new(env!("CARGO_BIN_EXE_briefbook"));
        process
            .args([command, "--site"])
            .arg(&site)
            .env("NO_COLOR", "1")
            .env_remove("CLICOLOR_FORCE")
            .env_remove("SOURCE_DATE_EPOCH");
        process
    };
    let checked = briefbook("check").output().unwrap();
    let output = briefbook("build").arg("--out").arg(&out).output().unwrap();
    Run {
        checked: (
            String::from_utf8(checked.stderr).unwrap(),
            checked.status.code(),
        ),
        printed: String::from_utf8(output.stderr).unwrap(),
        status: output.status.code(),
        wrote: out.exists(),
    }
}

/// Returns everything that is wrong with a run, each as a line or more.
fn compare(name: &str, code: Code, run: &Run) -> Vec<String> {
    let path = folder().join(name).join(EXPECTED);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &run.printed).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    let mut faults = Vec::new();
    if !expected.lines().eq(run.printed.lines()) {
        faults.push(format!(
            "{name}: expected\n{expected}\n{name}: printed\n{}",
            run.printed
        ));
    }
    let others = printed_codes(&run.printed);
    if others != BTreeSet::from([format!("{}[{}]", code.severity().word(), code.name())]) {
        faults.push(format!("{name}: reported were {others:?}"));
    }
    let (status, wrote) = match code.severity() {
        Severity::Error => (1, false),
        Severity::Warning => (0, true),
    };
    if run.status != Some(status) {
        faults.push(format!("{name}: ended with {:?}, not {status}", run.status));
    }
    if run.checked != (run.printed.clone(), run.status) {
        let (printed, status) = &run.checked;
        faults.push(format!(
            "{name}: a check ended with {status:?} and printed\n{printed}"
        ));
    }
    if run.wrote != wrote {
        faults.push(format!("{name}: the output was written: {}", run.wrote));
    }
    faults
}

/// Returns every `error[…]` and `warning[…]` with which a line begins.
fn printed_codes(printed: &str) -> BTreeSet<String> {
    let heads = printed.lines().filter_map(|line| line.split_once("]: "));
    heads
        .filter(|(head, _)| head.starts_with("error[") || head.starts_with("warning["))
        .map(|(head, _)| format!("{head}]"))
        .collect()
}

/// Puts what cannot be stored into the site of a code; tells whether this system can.
fn spoil(code: Code, site: &Path) -> bool {
    let about = site.join("content/about.md");
    if code == Code::NotUtf8 {
        // An á as Latin-1 has it.
        fs::write(about, b"---\ntitle: Ministers meet in Bogot\xe1\n---\n").unwrap();
    } else if code == Code::TooLarge {
        fs::write(about, " ".repeat(9 << 20)).unwrap();
    } else if code == Code::ControlCharacter {
        fs::write(about, "---\ntitle: Ministers\u{8} meet\n---\n").unwrap();
    } else if [Code::Unreadable, Code::OutsideRoot, Code::NotAFile].contains(&code) {
        return spoil_unix(code, site);
    }
    true
}

#[cfg(unix)]
fn spoil_unix(code: Code, site: &Path) -> bool {
    use std::os::unix::fs::symlink;

    let about = site.join("content/about.md");
    if code == Code::Unreadable {
        symlink("gone.md", about).unwrap();
    } else if code == Code::OutsideRoot {
        fs::write(site.join("../private.md"), "---\ntitle: Private\n---\n").unwrap();
        symlink("../../private.md", about).unwrap();
    } else {
        let status = Command::new("mkfifo").arg(about).status().unwrap();
        assert!(status.success());
    }
    true
}

#[cfg(not(unix))]
fn spoil_unix(_: Code, _: &Path) -> bool {
    false
}

#[test]
fn every_code_has_a_folder_and_every_folder_a_code() {
    let names = names();
    let folders: BTreeSet<String> = names.iter().map(|name| code_of(name).to_owned()).collect();
    let codes: BTreeSet<String> = Code::ALL
        .iter()
        .map(|code| code.name().to_owned())
        .collect();
    assert_eq!(folders, codes);
    assert!(codes.is_subset(&names), "{:?}", codes.difference(&names));
}

#[test]
fn every_folder_prints_exactly_its_text() {
    let faults = names().into_par_iter().flat_map_iter(|name| {
        let code = Code::by_name(code_of(&name)).unwrap();
        let mut possible = true;
        let run = build(&name, |site| possible = spoil(code, site));
        let faults = possible.then(|| compare(&name, code, &run));
        faults.into_iter().flatten()
    });
    let faults: Vec<String> = faults.collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
