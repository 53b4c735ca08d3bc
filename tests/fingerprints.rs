//! Source texts stay private, and their fingerprints tell on other machines what was copied.
//!
//! `UPDATE=1 cargo test --test fingerprints` writes the fingerprints of the site in
//! `tests/diagnostics/copied-run` anew.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it must be"
)]

use std::fs;
use std::path::{Path, PathBuf};

use briefbook::diagnostics::Code;
use briefbook::fingerprints;
use briefbook::pipeline::{self, Options};

const SECRET: &str = "The ministers agreed that nobody outside the room would hear of the plan.\n";

fn site(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("site.yaml"), "title: A test\n").unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn options(folder: &Path) -> Options {
    Options::new(folder.to_owned())
}

fn file(folder: &Path) -> PathBuf {
    folder.join("content/_fingerprints.txt")
}

/// Returns the messages of a check, each with its path.
fn messages(folder: &Path) -> Vec<String> {
    let prepared = pipeline::prepare(&options(folder)).unwrap();
    let texts = &prepared.inputs.texts;
    let sorted = prepared.diagnostics.sorted(texts);
    let shown = sorted.iter().map(|it| {
        let path = &texts.get(it.span.text).path;
        format!("{path} {}: {}", it.code.name(), it.message)
    });
    shown.collect()
}

#[test]
fn fingerprints_are_written_once_and_tell_where_the_text_is_not() {
    let page = format!("---\ntitle: A page\n---\n\n{SECRET}");
    let folder = site(&[
        ("content/_material/room/plan.txt", SECRET),
        ("content/about.md", &page),
    ]);
    let folder = folder.path();
    let copied =
        "content/about.md copied-run: 13 words in a row are those of `room/plan`".to_owned();
    let stale = "content/_material/room/plan.txt stale-fingerprints: there is no \
                 `content/_fingerprints.txt` for the source texts in this folder";
    assert_eq!(messages(folder), [stale.to_owned(), copied.clone()]);

    let done = pipeline::fingerprint(&options(folder)).unwrap();
    assert_eq!((done.texts, done.written), (1, true));
    assert_eq!(messages(folder), std::slice::from_ref(&copied));
    let written = fs::read_to_string(file(folder)).unwrap();
    assert!(!written.contains("ministers"));
    let again = pipeline::fingerprint(&options(folder)).unwrap();
    assert!(!again.written);

    // On another machine the text is not there, and its fingerprints stay.
    fs::remove_dir_all(folder.join("content/_material")).unwrap();
    assert_eq!(messages(folder), std::slice::from_ref(&copied));
    fs::create_dir(folder.join("content/_material")).unwrap();
    fs::write(folder.join("content/_material/other.MD"), SECRET).unwrap();
    assert!(pipeline::fingerprint(&options(folder)).unwrap().written);
    let (materials, _) = fingerprints::read(&fs::read_to_string(file(folder)).unwrap());
    let names: Vec<&str> = materials.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["other", "room/plan"]);
    assert_eq!(materials[0].runs, materials[1].runs);
}

#[test]
fn nothing_is_written_for_a_site_without_source_texts() {
    let folder = site(&[("content/about.md", "---\ntitle: A page\n---\n")]);
    let done = pipeline::fingerprint(&options(folder.path())).unwrap();
    assert_eq!((done.texts, done.written), (0, false));
    assert!(!file(folder.path()).exists());
}

#[test]
fn a_damaged_line_is_told_and_written_anew() {
    let folder = site(&[
        ("content/_material/plan.txt", SECRET),
        ("content/_fingerprints.txt", "material plan\n0123\n"),
        ("content/about.md", "---\ntitle: A page\n---\n"),
    ]);
    let folder = folder.path();
    let damaged =
        "content/_fingerprints.txt stale-fingerprints: this line of fingerprints cannot be read";
    assert_eq!(messages(folder), [damaged]);
    assert!(pipeline::fingerprint(&options(folder)).unwrap().written);
    assert!(messages(folder).is_empty());
}

#[test]
fn source_texts_are_never_published_even_where_a_brief_links_to_them() {
    let page = "---\ntitle: A page\n---\n\n[One](_material/plan.txt), [two](_fingerprints.txt).\n";
    let folder = site(&[
        ("content/_material/plan.txt", SECRET),
        ("content/_material/plan.md", SECRET),
        ("content/_material/deep/photo.png", "not read"),
        ("content/about.md", page),
    ]);
    let folder = folder.path();
    pipeline::fingerprint(&options(folder)).unwrap();
    let outcome = pipeline::build(&options(folder)).unwrap();
    assert_eq!(outcome.diagnostics.of(Code::DeadLink).count(), 2);
    assert!(outcome.built.is_none());

    fs::write(folder.join("content/about.md"), "---\ntitle: A page\n---\n").unwrap();
    let outcome = pipeline::build(&options(folder)).unwrap();
    let out = outcome.built.unwrap().out;
    let mut files = Vec::new();
    collect(&out, &mut files);
    assert!(files.len() > 3);
    for file in files {
        let name = file.to_str().unwrap();
        assert!(
            !name.contains("plan") && !name.contains("fingerprint"),
            "{name}"
        );
        let bytes = fs::read(&file).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("nobody outside the room"), "{name}");
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}

#[test]
fn the_fingerprints_of_the_sample_are_those_of_its_texts() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics/copied-run");
    if std::env::var_os("UPDATE").is_some() {
        pipeline::fingerprint(&options(&root)).unwrap();
    }
    let stale: Vec<String> = messages(&root)
        .into_iter()
        .filter(|message| message.contains("stale-fingerprints"))
        .collect();
    assert!(stale.is_empty(), "{stale:?}");
}

#[test]
fn this_site_knows_its_two_founding_texts() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (materials, fault) = fingerprints::read(&fs::read_to_string(file(root)).unwrap());
    let names: Vec<&str> = materials.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(
        (names.as_slice(), fault),
        (&["seed-kyodo", "seed-yonhap"][..], None)
    );
    assert!(materials.iter().all(|material| material.runs.len() > 200));
}
