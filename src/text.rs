//! Every text that a person wrote, and places in it.
//!
//! A [`Span`] is a text's id with a start and an end byte; it stays with what was read from there
//! until the pages are rendered, so that any stage can point at the words it means. Lines and
//! columns are worked out only when something is printed.

use std::fmt::Write as _;
use std::sync::Arc;

/// Finds the first character that no page and no feed may hold.
#[must_use]
pub fn find_control_character(text: &str) -> Option<(usize, char)> {
    text.char_indices()
        .find(|(_, letter)| is_forbidden(*letter))
}

/// Tells whether no page and no feed may hold a character: controls other than tabs and line ends,
/// and what Unicode sets aside as no character at all.
#[must_use]
pub fn is_forbidden(letter: char) -> bool {
    (letter.is_control() && !matches!(letter, '\t' | '\n' | '\r'))
        || matches!(letter, '\u{fdd0}'..='\u{fdef}')
        || u32::from(letter) & 0xfffe == 0xfffe
}

/// Encodes the bytes that RFC 3986 does not allow in a path.
#[must_use]
pub fn percent_encode(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'/') {
            encoded.push(char::from(byte));
        } else {
            write!(encoded, "%{byte:02X}").expect("a string can be written");
        }
    }
    encoded
}

/// Identifies a text within [`Texts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextId(u32);

/// A range of bytes in one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The text in which the range lies.
    pub text: TextId,
    /// The offset of the first byte.
    pub start: u32,
    /// The offset after the last byte.
    pub end: u32,
}

impl Span {
    /// Makes a span from byte offsets.
    ///
    /// Texts are limited in size when they are read, so that offsets fit 32 bits.
    #[must_use]
    pub fn new(text: TextId, start: usize, end: usize) -> Self {
        let narrow = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
        Self {
            text,
            start: narrow(start),
            end: narrow(end),
        }
    }

    /// Narrows this span to `start..end`, counted in bytes from its own start.
    #[must_use]
    pub fn within(self, start: usize, end: usize) -> Self {
        let base = self.start as usize;
        Self::new(self.text, base + start, base + end)
    }
}

/// One text with the path that a reader knows it by.
#[derive(Debug, Clone)]
pub struct Text {
    /// The path from the site's folder, with forward slashes.
    pub path: String,
    /// The whole text; empty for a file that could not be read.
    pub content: String,
}

/// A position as editors count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// All texts of a run.
///
/// A run that begins with the texts of an earlier one keeps the ids of files that are still there.
/// Whether a text is the same as in the earlier run, its address in memory tells.
#[derive(Debug, Default, Clone)]
pub struct Texts {
    texts: Vec<Arc<Text>>,
}

impl Texts {
    /// Adds a text and returns its id.
    pub fn add(&mut self, path: impl Into<String>, content: impl Into<String>) -> TextId {
        let id = self.next_id();
        self.texts.push(Arc::new(Text {
            path: path.into(),
            content: content.into(),
        }));
        id
    }

    /// Puts another text of the same path in the place of one that was added before.
    pub fn replace(&mut self, id: TextId, content: impl Into<String>) {
        if let Some(text) = self.texts.get_mut(id.0 as usize) {
            *text = Arc::new(Text {
                path: text.path.clone(),
                content: content.into(),
            });
        }
    }

    /// Returns a text that outlives this collection; `None` for an id that is not of it.
    #[must_use]
    pub fn share(&self, id: TextId) -> Option<&Arc<Text>> {
        self.texts.get(id.0 as usize)
    }

    /// Returns the id that the next added text will get.
    #[must_use]
    pub fn next_id(&self) -> TextId {
        TextId(u32::try_from(self.texts.len()).unwrap_or(u32::MAX))
    }

    /// Returns a text; one without path and content for an id that is not of this collection.
    #[must_use]
    pub fn get(&self, id: TextId) -> &Text {
        static NOWHERE: Text = Text {
            path: String::new(),
            content: String::new(),
        };
        self.texts.get(id.0 as usize).map_or(&NOWHERE, |text| text)
    }

    /// Returns the words at a span.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        let content = &self.get(span.text).content;
        content
            .get(span.start as usize..span.end as usize)
            .unwrap_or_default()
    }

    /// Returns the line and column of a span's first byte.
    #[must_use]
    pub fn position(&self, span: Span) -> Position {
        let content = &self.get(span.text).content;
        let mut start = (span.start as usize).min(content.len());
        while !content.is_char_boundary(start) {
            start -= 1;
        }
        let before = &content[..start];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Position {
            line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_count_from_one() {
        let mut texts = Texts::default();
        let id = texts.add("a.md", "one\n서욱 two\n");
        let span = Span::new(id, 11, 14);
        assert_eq!(texts.slice(span), "two");
        assert_eq!(texts.position(span), Position { line: 2, column: 4 });
        let end = Span::new(id, 15, 15);
        assert_eq!(texts.position(end), Position { line: 3, column: 1 });
    }
}
