//! Splits one brief into front matter and body.
//!
//! Works on offsets and copies nothing, so that every place found in a part is a place in the file.

use std::ops::Range;

/// The two parts of a brief, as byte ranges of its text.
#[derive(Debug, PartialEq, Eq)]
pub struct Parts {
    /// The YAML between the two lines of hyphens.
    pub front: Range<usize>,
    /// The Markdown after them.
    pub body: Range<usize>,
}

/// Why a file has no front matter.
#[derive(Debug, PartialEq, Eq)]
pub enum Fault {
    /// The first line is not `---`.
    NotOpened,
    /// No later line is `---`.
    NotClosed,
}

/// Finds the two parts of a brief.
///
/// The first line must be `---`, after a byte order mark at most; the next line that is just `---`
/// or `...` ends the front matter.
///
/// # Errors
///
/// Tells whether the opening or the closing line is missing.
pub fn split(text: &str) -> Result<Parts, Fault> {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let first_end = line_end(text, start);
    if text[start..first_end].trim_end() != "---" {
        return Err(Fault::NotOpened);
    }
    let front_start = first_end;
    let mut line_start = first_end;
    while line_start < text.len() {
        let end = line_end(text, line_start);
        if matches!(text[line_start..end].trim_end(), "---" | "...") {
            return Ok(Parts {
                front: front_start..line_start,
                body: end..text.len(),
            });
        }
        line_start = end;
    }
    Err(Fault::NotClosed)
}

/// Returns the offset after the newline that ends the line at `start`.
fn line_end(text: &str, start: usize) -> usize {
    text[start..]
        .find('\n')
        .map_or(text.len(), |newline| start + newline + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_whatever_the_line_ends() {
        for (text, front, body) in [
            ("---\na: 1\n---\nBody\n", "a: 1\n", "Body\n"),
            ("---\r\na: 1\r\n---\r\nBody", "a: 1\r\n", "Body"),
            ("\u{feff}---\na: 1\n---\n", "a: 1\n", ""),
            ("---\n---\n", "", ""),
            ("---\na: 1\n---", "a: 1\n", ""),
            ("---\na: |\n  ---x\n...\nBody", "a: |\n  ---x\n", "Body"),
        ] {
            let parts = split(text).expect("both lines are there");
            assert_eq!(&text[parts.front], front);
            assert_eq!(&text[parts.body], body);
        }
        for (text, fault) in [
            ("", Fault::NotOpened),
            ("Body\n---\n", Fault::NotOpened),
            ("---\na: 1\n", Fault::NotClosed),
            ("---- \n---\n", Fault::NotOpened),
        ] {
            assert_eq!(split(text), Err(fault), "{text:?}");
        }
    }
}
