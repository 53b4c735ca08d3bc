//! The marker file `.briefbook` of an output folder: the list of the files that we made.
//!
//! Its first line says whose it is, the others are paths with forward slashes, sorted. Anyone may
//! have edited it, so a line that leads out of the folder is dropped when the list is read. This
//! file knows paths and text only; it never touches a disk.

use std::collections::BTreeSet;
use std::path::{Component, Path};

/// The name of the marker file of an output folder.
pub const MARKER: &str = ".briefbook";

/// The name under which a file waits in its own folder for the rename that puts it in place.
pub(super) const TEMPORARY: &str = ".briefbook-new";

const FIRST_LINE: &str = "made by briefbook; files listed below are replaced and deleted by it";

/// Writes the marker file's text for paths that come sorted.
pub(super) fn text<'path>(paths: impl Iterator<Item = &'path str>) -> String {
    let mut text = String::from(FIRST_LINE);
    text.push('\n');
    for path in paths {
        text.push_str(path);
        text.push('\n');
    }
    text
}

/// Reads the paths that a marker lists, or `None` from a text that is no marker of ours.
#[must_use]
pub fn parse(text: &str) -> Option<BTreeSet<String>> {
    let mut lines = text.lines();
    lines.next().filter(|line| *line == FIRST_LINE).map(|_| {
        lines
            .filter(|line| is_inside(line))
            .map(str::to_owned)
            .collect()
    })
}

/// Tells whether an output may have this path.
pub(super) fn is_output_path(path: &str) -> bool {
    is_inside(path) && path.split('/').all(|part| part != TEMPORARY)
}

/// Tells whether a path stays below the output folder, away from the marker, and fits on a line.
fn is_inside(path: &str) -> bool {
    // A backslash means something else on another system, and a control character may end a line.
    !path.contains(|character: char| character == '\\' || character.is_control())
        // The system's own parser passes over these two.
        && path.split('/').all(|part| !part.is_empty() && part != ".")
        && Path::new(path)
            .components()
            .all(|component| matches!(component, Component::Normal(_)))
        && path.split('/').next() != Some(MARKER)
}

/// Returns the folder that a path lies in; empty for the output folder itself.
pub(super) fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Returns the path of another file in the same folder.
pub(super) fn sibling(path: &str, name: &str) -> String {
    match parent(path) {
        "" => name.to_owned(),
        folder => format!("{folder}/{name}"),
    }
}

/// Returns the folders above a path, outermost first, without the output folder itself.
pub(super) fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(end, _)| &path[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_reads_back_as_it_was_written() {
        let written = text(["a.html", "talks/b.html"].into_iter());
        assert_eq!(
            written,
            "made by briefbook; files listed below are replaced and deleted by it\n\
             a.html\ntalks/b.html\n"
        );
        let read = parse(&written).expect("it has our first line");
        assert_eq!(
            read.into_iter().collect::<Vec<_>>(),
            ["a.html", "talks/b.html"]
        );
    }

    #[test]
    fn line_ends_of_another_system_are_read_too() {
        let read = parse(&text(["a.html"].into_iter()).replace('\n', "\r\n"));
        assert_eq!(read, Some(BTreeSet::from(["a.html".to_owned()])));
    }

    #[test]
    fn lines_that_lead_elsewhere_are_dropped() {
        let hostile = [
            "",
            "/etc/passwd",
            "..",
            "../x",
            "a/../../x",
            "a//b",
            "./a",
            "a/",
            "a\\..\\b",
            ".briefbook",
            ".briefbook/staging",
            "tab\there",
            "nul\0",
        ];
        for line in hostile {
            assert_eq!(
                parse(&text([line].into_iter())),
                Some(BTreeSet::new()),
                "{line:?}"
            );
        }
    }

    #[test]
    fn another_first_line_is_not_ours() {
        assert_eq!(parse(""), None);
        assert_eq!(parse("a.html\n"), None);
        assert_eq!(parse("made by someone else\na.html\n"), None);
    }

    #[test]
    fn an_output_never_takes_the_names_we_need() {
        assert!(is_output_path("talks/2022-02-10.html"));
        assert!(is_output_path("talks/.briefbook"));
        assert!(!is_output_path(".briefbook"));
        assert!(!is_output_path("talks/.briefbook-new"));
        assert!(!is_output_path(".briefbook-new/x"));
    }

    #[test]
    fn folders_come_outermost_first() {
        assert_eq!(folders("a/b/c.html").collect::<Vec<_>>(), ["a", "a/b"]);
        assert_eq!(folders("c.html").count(), 0);
        assert_eq!(parent("a/b/c.html"), "a/b");
        assert_eq!(sibling("a/b.html", "c"), "a/c");
        assert_eq!(sibling("b.html", "c"), "c");
    }
}
