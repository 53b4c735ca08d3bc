//! What GitHub Pages, git and the disks of others cannot hold, found before anything is sent.
//!
//! Paths and sizes come in, sentences go out. Nothing is read here.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization as _;

use super::contents::File;

/// The largest site that GitHub Pages publishes.
const MOST_BYTES: u64 = 1_000_000_000;
/// The largest file that GitHub takes.
const MOST_BYTES_OF_A_FILE: u64 = 100 * 1024 * 1024;

/// Names that Windows keeps for devices, whatever ending they have.
const DEVICES: &[&str] = &["aux", "con", "nul", "prn"];

/// What stands against publishing a site, and what will soon.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// What must be mended first.
    pub faults: Vec<String>,
    /// What is good to know.
    pub warning: Option<String>,
}

/// Compares the files of a site with the limits.
#[must_use]
pub fn check(files: &[File]) -> Limits {
    let mut limits = Limits::default();
    let total: u64 = files.iter().map(|file| file.size).sum();
    if total > MOST_BYTES {
        limits.faults.push(format!(
            "the site has {}, and GitHub Pages takes 1 GB: leave out or shrink its largest pictures",
            gigabytes(total)
        ));
    } else if total > MOST_BYTES / 10 * 9 {
        limits.warning = Some(format!(
            "the site has {} of the 1 GB that GitHub Pages takes",
            gigabytes(total)
        ));
    }
    for file in files {
        if file.size > MOST_BYTES_OF_A_FILE {
            limits.faults.push(format!(
                "`{}` has {} MB, and GitHub takes no file above 100 MB",
                file.path,
                file.size / (1024 * 1024)
            ));
        }
    }
    // Folders too, so that each fault is told once, of the highest part that has it.
    let parts: BTreeSet<&str> = files.iter().flat_map(|file| prefixes(&file.path)).collect();
    for part in &parts {
        let last = part.rsplit('/').next().unwrap_or_default();
        if let Some(reason) = unfit(last) {
            limits.faults.push(format!("`{part}` {reason}: rename it"));
        }
    }
    let mut spellings: BTreeMap<String, &str> = BTreeMap::new();
    let mut clashing: BTreeSet<String> = BTreeSet::new();
    for part in parts {
        let folded = fold(part);
        let above = folded.rsplit_once('/').map_or("", |(above, _)| above);
        if clashing.contains(above) {
            clashing.insert(folded);
        } else if let Some(other) = spellings.get(&folded) {
            limits.faults.push(format!(
                "`{other}` and `{part}` differ only in capitals or accents, and many disks take them for one: rename one of them"
            ));
            clashing.insert(folded);
        } else {
            spellings.insert(folded, part);
        }
    }
    limits
}

fn gigabytes(bytes: u64) -> String {
    // Rounded up, so that what is above the limit never reads as if it were at it.
    let hundredths = bytes.div_ceil(10_000_000);
    format!("{}.{:02} GB", hundredths / 100, hundredths % 100)
}

/// Returns a path and the folders above it.
fn prefixes(path: &str) -> impl Iterator<Item = &str> {
    let folders = path.match_indices('/').map(|(end, _)| &path[..end]);
    folders.chain([path])
}

/// Makes a path comparable as a disk does that knows no capitals.
fn fold(path: &str) -> String {
    path.nfc().flat_map(char::to_lowercase).collect()
}

/// Says why a name cannot be kept everywhere.
fn unfit(name: &str) -> Option<String> {
    let forbidden = |letter: &char| letter.is_control() || "<>:\"|?*\\".contains(*letter);
    if let Some(letter) = name.chars().find(forbidden) {
        return Some(format!(
            "has the character {letter:?}, which Windows and the upload to Pages refuse"
        ));
    }
    if name.ends_with(['.', ' ']) {
        return Some("ends in a dot or a space, which Windows drops".to_owned());
    }
    let lower = name.to_ascii_lowercase();
    if matches!(lower.as_str(), ".git" | "git~1") {
        return Some("has a name that git keeps for itself".to_owned());
    }
    let stem = lower.split('.').next().unwrap_or_default();
    let numbered = ["com", "lpt"].iter().any(|device| {
        stem.strip_prefix(device)
            .is_some_and(|rest| rest.len() == 1 && rest.chars().all(|it| it.is_ascii_digit()))
    });
    (numbered || DEVICES.contains(&stem))
        .then(|| "has a name that Windows keeps for a device".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(paths: &[&str]) -> Vec<String> {
        let files: Vec<File> = paths.iter().map(|path| file(path, 1)).collect();
        check(&files).faults
    }

    fn file(path: &str, size: u64) -> File {
        File {
            path: path.to_owned(),
            size,
        }
    }

    #[test]
    fn a_site_above_one_gigabyte_is_refused_and_one_near_it_warned_of() {
        let parts = |size: u64| check(&[10_u64; 10].map(|_| file("a.html", size / 10)));
        assert_eq!(parts(900_000_000), Limits::default());
        assert_eq!(
            parts(900_000_010).warning.as_deref(),
            Some("the site has 0.91 GB of the 1 GB that GitHub Pages takes")
        );
        assert!(parts(1_000_000_000).faults.is_empty());
        assert_eq!(
            parts(1_000_000_010).faults,
            [
                "the site has 1.01 GB, and GitHub Pages takes 1 GB: leave out or shrink its largest pictures"
            ]
        );
    }

    #[test]
    fn a_file_above_a_hundred_megabytes_is_named() {
        let limits = check(&[file("a.png", 104_857_600), file("b.png", 104_857_601)]);
        assert_eq!(
            limits.faults,
            ["`b.png` has 100 MB, and GitHub takes no file above 100 MB"]
        );
    }

    #[test]
    fn names_that_differ_in_capitals_or_accents_clash_once() {
        assert_eq!(faults(&["a.txt", "b/a.txt"]), Vec::<String>::new());
        for (paths, pair) in [
            (&["A.txt", "a.txt"], "`A.txt` and `a.txt`"),
            (&["Img/a.png", "img/b.png"], "`Img` and `img`"),
            (&["Img/a.png", "img/a.png"], "`Img` and `img`"),
            (&["e\u{301}.txt", "É.txt"], "`e\u{301}.txt` and `É.txt`"),
        ] {
            let found = faults(paths);
            assert_eq!(found.len(), 1, "{found:?}");
            assert!(found[0].starts_with(pair), "{found:?}");
        }
    }

    #[test]
    fn names_that_other_systems_refuse_are_named_by_their_highest_part() {
        for (path, named) in [
            ("a:b/c/d.html", "`a:b` has the character ':'"),
            ("a?.html", "`a?.html` has the character '?'"),
            ("a/b./c.html", "`a/b.` ends in a dot"),
            ("con.html", "`con.html` has a name that Windows keeps"),
            ("x/COM1", "`x/COM1` has a name that Windows keeps"),
            ("x/.GIT/a", "`x/.GIT` has a name that git keeps"),
        ] {
            let found = faults(&[path]);
            assert_eq!(found.len(), 1, "{found:?}");
            assert!(found[0].starts_with(named), "{found:?}");
        }
        let fine = [
            "console.html",
            "com.html",
            "com10.html",
            ".nojekyll",
            "가.html",
        ];
        assert_eq!(faults(&fine), Vec::<String>::new());
    }
}
