//! What builds before this one were made from, so that a page that would come out the same is not
//! made again.
//!
//! For each page it holds the digest of what it was made from and that of its bytes. A file that
//! somebody has changed no longer has the bytes, and its page is made anew; so is everything where
//! the record is lost or cannot be read. It may be deleted at any time.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::digest::Digest;

/// The first line, which changes with the form of the rest.
const OPENING: &str = "briefbook pages 1";

/// What one page was made from, and what came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Made {
    /// What it was made from.
    pub(super) from: Digest,
    /// Its bytes.
    pub(super) bytes: Digest,
}

/// Reads the record of the last build; an empty one if there is none.
pub(super) fn read(path: &Path) -> BTreeMap<String, Made> {
    let text = fs::read_to_string(path).unwrap_or_default();
    let mut lines = text.lines();
    if lines.next() != Some(OPENING) {
        return BTreeMap::new();
    }
    let pages = lines.map_while(|line| {
        let mut parts = line.splitn(3, ' ');
        let from = Digest::parse(parts.next()?)?;
        let bytes = Digest::parse(parts.next()?)?;
        Some((parts.next()?.to_owned(), Made { from, bytes }))
    });
    pages.collect()
}

/// Writes a record as a text.
pub(super) fn text(pages: &BTreeMap<String, Made>) -> String {
    let mut text = format!("{OPENING}\n");
    for (path, Made { from, bytes }) in pages {
        writeln!(text, "{from} {bytes} {path}").expect("a string can be written");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_read_as_it_is_written() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let path = folder.path().join("pages");
        assert_eq!(read(&path), BTreeMap::new());
        let made = |word: &str| Made {
            from: Digest::of(word.as_bytes()),
            bytes: Digest::of(b"page"),
        };
        let pages = BTreeMap::from([
            ("a b/서욱.html".to_owned(), made("one")),
            ("index.html".to_owned(), made("two")),
        ]);
        fs::write(&path, text(&pages)).expect("the file can be written");
        assert_eq!(read(&path), pages);
        fs::write(&path, text(&pages).replace("pages 1", "pages 0")).expect("it can be written");
        assert_eq!(read(&path), BTreeMap::new());
    }
}
