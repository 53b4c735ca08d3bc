//! What cannot be right is told while somebody writes: the checks of a build run in the preview too.
//!
//! The sites and the words are those of `tests/diagnostics/`. Each site is made sound, shown, and then
//! spoiled by one edit; the preview must say exactly what a build says, still say it after an edit of
//! something else, and be silent once the edit is undone.

use std::fs;
use std::path::Path;

use super::preview::Preview;
use super::site::{Site, tree};

/// An edit that spoils a site.
struct Edit {
    /// The folder in `tests/diagnostics/` that holds the spoiled site.
    folder: &'static str,
    /// The file that is edited.
    file: &'static str,
    /// What stands in it while it is sound.
    sound: &'static str,
    /// What stands there in the spoiled site.
    faulty: &'static str,
}

const SHIELD: &str = "content/exercises/2022-01-shield.md";

/// Checks that look at one entry.
const OF_ONE_ENTRY: &[Edit] = &[
    Edit {
        folder: "days-conflict.exercise",
        file: SHIELD,
        sound: "New_York: 2022-01-09",
        faulty: "New_York: 2022-01-12",
    },
    Edit {
        folder: "quotation-drift.exercise",
        file: SHIELD,
        sound: "a good day for all who took part” ",
        faulty: "a great day for all who took part” ",
    },
    Edit {
        folder: "family-name",
        file: "content/people/kishi-nobuo.md",
        sound: "family: Kishi\n",
        faulty: "family: Kishii\n",
    },
];

/// Checks that look at the whole site.
const OF_THE_SITE: &[Edit] = &[
    Edit {
        folder: "office-not-held.exercise",
        file: "content/exercises/2020-01-shield.md",
        sound: "begins: 2021-05-10",
        faulty: "begins: 2020-01-10",
    },
    // The office is that of another entry than the one of which the preview speaks.
    Edit {
        folder: "office-not-held.exercise",
        file: "content/officers/ito.md",
        sound: "since: 2019-04-01",
        faulty: "since: 2021-04-01",
    },
    // The zone of a time of day is that of its places, which are other entries too.
    Edit {
        folder: "time-without-zone.exercise",
        file: "content/grounds/all.yaml",
        sound: "hours: Asia/Tokyo }\nguam: { title: Guam, hours: Asia/Tokyo }",
        faulty: "hours: Asia/Tokyo }\nguam: { title: Guam, hours: Pacific/Guam }",
    },
    Edit {
        folder: "relation-loop.exercise",
        file: "content/exercises/2022-02-sword.md",
        sound: "after: []\n",
        faulty: "after: [2022-01-shield]\n",
    },
    Edit {
        folder: "effect-before-cause.exercise",
        file: SHIELD,
        sound: "begins: 2022-01",
        faulty: "begins: 2022-01-10",
    },
];

/// What differs from the facts that were published.
const OF_WHAT_IS_PUBLISHED: &[Edit] = &[Edit {
    folder: "silent-change.exercise",
    file: SHIELD,
    sound: "value: 900,",
    faulty: "value: at least 1200,",
}];

/// Copies the site in a folder of `tests/diagnostics/`; returns it with what a build of it prints.
fn spoiled(folder: &str) -> (Site, String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/diagnostics")
        .join(folder);
    let site = Site::without_files();
    let mut expected = String::new();
    for (path, stamp) in tree(&folder) {
        match stamp.bytes {
            Some(bytes) if path == "expected.txt" => {
                expected = String::from_utf8(bytes).unwrap().replace("\r\n", "\n");
            }
            Some(bytes) => site.write(&path, bytes),
            None => fs::create_dir_all(site.path(&path)).unwrap(),
        }
    }
    (site, expected)
}

/// Makes each site sound, spoils it and undoes that, before the eyes of a preview.
fn assert_told(edits: &[Edit]) {
    for edit in edits {
        let (site, expected) = spoiled(edit.folder);
        let faulty = site.read(edit.file);
        let sound = faulty.replacen(edit.faulty, edit.sound, 1);
        assert_ne!(sound, faulty, "{}: nothing to undo", edit.folder);
        site.write(edit.file, &sound);

        let preview = Preview::of(&site, &[]);
        assert_eq!(preview.begun(), "", "{} is not sound", edit.folder);
        let stops_the_pages = expected.starts_with("error");
        let mut ear = preview.listen_with("", "");
        assert_eq!(ear.hear().event, "reload");

        site.write(edit.file, &faulty);
        preview.waits_until_it_tells(&expected);
        if stops_the_pages {
            let heard = ear.hear_of("faults");
            assert_eq!(heard.data.trim_end(), expected.trim_end());
        }
        // What was found is remembered, or found again.
        site.write("content/elsewhere.md", "---\ntitle: Elsewhere\n---\n");
        preview.waits_until_it_tells(&expected);

        site.write(edit.file, &sound);
        preview.waits_until_it_tells("");
        if stops_the_pages {
            ear.hear_of("mended");
        }
        assert_eq!(preview.get("elsewhere").status, 200);
    }
}

#[test]
fn what_is_wrong_with_one_entry_is_told_until_it_is_undone() {
    assert_told(OF_ONE_ENTRY);
}

#[test]
fn what_is_wrong_between_entries_is_told_until_it_is_undone() {
    assert_told(OF_THE_SITE);
}

#[test]
fn a_fact_that_changed_in_silence_is_told_until_it_is_put_back() {
    assert_told(OF_WHAT_IS_PUBLISHED);
}
