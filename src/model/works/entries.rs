//! BibTeX text to entries, each with its values as they are written.
//!
//! Entries are found by their `@`; what stands between them is a remark. Values are braces, quotes,
//! numbers and the words of `@string`, joined with `#`. A fault ends the reading of its entry alone.

use std::collections::HashMap;

use super::{Said, report};
use crate::diagnostics::Diagnostics;
use crate::text::Span;

/// An entry as it is written.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) form: Said,
    pub(super) key: Said,
    pub(super) values: Vec<(String, Said)>,
    pub(super) place: Span,
}

/// Reads the entries of a text.
pub(super) fn entries(source: &str, base: Span, diagnostics: &mut Diagnostics) -> Vec<Entry> {
    let mut reader = Reader {
        source,
        base,
        at: 0,
        strings: HashMap::new(),
    };
    let mut entries = Vec::new();
    while let Some(offset) = source[reader.at..].find('@') {
        let start = reader.at + offset;
        reader.at = start + 1;
        match reader.entry(start) {
            Ok(entry) => entries.extend(entry),
            Err(wanted) => {
                let at = reader.at.min(source.len());
                let next = source[at..].chars().next().map_or(0, char::len_utf8);
                let message = format!("this entry cannot be read: expected {wanted}");
                let help = "export the list again, or mend it here";
                report(base.within(at, at + next), message, help, diagnostics);
                // The next entry begins on a line of its own.
                let rest = source[at..].find("\n@");
                reader.at = rest.map_or(source.len(), |next| at + next);
            }
        }
    }
    entries
}

struct Reader<'a> {
    source: &'a str,
    base: Span,
    at: usize,
    strings: HashMap<String, String>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.source.as_bytes().get(self.at).copied()
    }

    fn takes(&mut self, wanted: u8) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn skip_blanks(&mut self) {
        let rest = &self.source[self.at..];
        self.at = self.source.len() - rest.trim_start().len();
    }

    /// Takes what holds as long as every letter passes.
    fn word(&mut self, passes: impl Fn(char) -> bool) -> Said {
        let rest = &self.source[self.at..];
        let length = rest.len() - rest.trim_start_matches(passes).len();
        let span = self.base.within(self.at, self.at + length);
        let text = rest[..length].to_owned();
        self.at += length;
        Said { text, span }
    }

    fn name(&mut self) -> Said {
        self.skip_blanks();
        self.word(|letter| letter.is_alphanumeric() || "-_:.+/".contains(letter))
    }

    fn entry(&mut self, start: usize) -> Result<Option<Entry>, &'static str> {
        let form = self.name();
        let word = form.text.to_lowercase();
        self.skip_blanks();
        let end = match self.peek() {
            Some(b'{') => b'}',
            Some(b'(') => b')',
            // An address of mail or the like between entries.
            _ => return Ok(None),
        };
        if word == "comment" || word == "preamble" {
            self.braced().ok_or("a closing brace")?;
            return Ok(None);
        }
        self.at += 1;
        if word == "string" {
            let name = self.name().text.to_lowercase();
            self.skip_blanks();
            if !self.takes(b'=') {
                return Err("`=`");
            }
            let value = self.value()?;
            self.strings.insert(name, value.text);
            self.skip_blanks();
            return if self.takes(end) {
                Ok(None)
            } else {
                Err("a closing brace")
            };
        }
        self.skip_blanks();
        let key = self.word(|letter| !letter.is_whitespace() && !",{}()=\"#".contains(letter));
        let mut entry = Entry {
            form: Said {
                text: word,
                span: form.span,
            },
            key,
            values: Vec::new(),
            place: self.base.within(start, start + 1),
        };
        loop {
            self.skip_blanks();
            if self.takes(end) {
                return Ok(Some(entry));
            }
            if !self.takes(b',') {
                return Err("a comma before the next name, or a closing brace");
            }
            self.skip_blanks();
            if self.takes(end) {
                return Ok(Some(entry));
            }
            let name = self.name();
            if name.text.is_empty() {
                return Err("a name such as title");
            }
            self.skip_blanks();
            if !self.takes(b'=') {
                return Err("`=`");
            }
            let value = self.value()?;
            entry.values.push((name.text.to_lowercase(), value));
        }
    }

    /// Reads a value: parts joined with `#`.
    fn value(&mut self) -> Result<Said, &'static str> {
        self.skip_blanks();
        let start = self.at;
        let mut text = String::new();
        loop {
            self.skip_blanks();
            match self.peek() {
                Some(b'{') => text.push_str(&self.braced().ok_or("a closing brace")?),
                Some(b'"') => text.push_str(&self.quoted().ok_or("a closing quotation mark")?),
                _ => {
                    let word = self.name().text;
                    if word.is_empty() {
                        return Err("a value in braces or quotes");
                    }
                    match self.strings.get(&word.to_lowercase()) {
                        Some(known) => text.push_str(known),
                        None => text.push_str(&word),
                    }
                }
            }
            let end = self.at;
            self.skip_blanks();
            if !self.takes(b'#') {
                let span = self.base.within(start, end);
                return Ok(Said { text, span });
            }
        }
    }

    /// Takes a text in braces, which may hold others.
    fn braced(&mut self) -> Option<String> {
        let (start, mut depth) = (self.at + 1, 0_usize);
        let bytes = self.source.as_bytes();
        for (place, byte) in bytes.iter().enumerate().skip(self.at) {
            let escaped = place > start && bytes[place - 1] == b'\\';
            match byte {
                b'{' | b'(' if place + 1 == start => depth += 1,
                b'{' if !escaped => depth += 1,
                b'}' if !escaped => depth = depth.saturating_sub(1),
                b')' if bytes[start - 1] == b'(' && depth == 1 => depth = 0,
                _ => {}
            }
            if depth == 0 {
                self.at = place + 1;
                return Some(self.source[start..place].to_owned());
            }
        }
        None
    }

    /// Takes a text in quotation marks; within braces they stand for themselves.
    fn quoted(&mut self) -> Option<String> {
        let (start, mut depth) = (self.at + 1, 0_usize);
        for (place, byte) in self.source.bytes().enumerate().skip(start) {
            match byte {
                b'{' => depth += 1,
                b'}' => depth = depth.saturating_sub(1),
                b'"' if depth == 0 => {
                    self.at = place + 1;
                    return Some(self.source[start..place].to_owned());
                }
                _ => {}
            }
        }
        None
    }
}
