//! JSON to a tree of nodes, each with the bytes in which it is written.
//!
//! The tree is that of YAML, so that all else is shared. Depth is bounded; the first fault of syntax ends
//! the reading of a text, and names what was expected.

use crate::text::Span;
use crate::yaml::{Key, Node, Yaml};

/// The deepest nesting that is read.
const MAX_DEPTH: usize = 24;

/// What is wrong, and at which byte.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// The byte.
    pub(super) at: usize,
    /// What was expected there.
    pub(super) wanted: &'static str,
}

/// Reads a whole text.
pub(super) fn parse(source: &str, base: Span) -> Result<Node, Fault> {
    let mut reader = Reader {
        source,
        base,
        at: source.len() - source.trim_start_matches('\u{feff}').len(),
    };
    let node = reader.value(0)?;
    reader.skip_blanks();
    if reader.at < source.len() {
        return Err(reader.fault("nothing more"));
    }
    Ok(node)
}

struct Reader<'a> {
    source: &'a str,
    base: Span,
    at: usize,
}

impl Reader<'_> {
    fn fault(&self, wanted: &'static str) -> Fault {
        Fault {
            at: self.at,
            wanted,
        }
    }

    fn peek(&self) -> Option<u8> {
        self.source.as_bytes().get(self.at).copied()
    }

    fn takes(&mut self, wanted: u8) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn skip_blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn node(&self, start: usize, value: Yaml) -> Node {
        let span = self.base.within(start, self.at);
        Node { span, value }
    }

    fn value(&mut self, depth: usize) -> Result<Node, Fault> {
        self.skip_blanks();
        let start = self.at;
        if depth > MAX_DEPTH {
            return Err(self.fault("less deep nesting"));
        }
        match self.peek() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b'"') => {
                let text = self.string()?;
                let value = Yaml::Scalar {
                    text,
                    verbatim: false,
                };
                Ok(self.node(start, value))
            }
            _ => self.word(),
        }
    }

    fn object(&mut self, depth: usize) -> Result<Node, Fault> {
        let start = self.at;
        self.at += 1;
        let mut entries = Vec::new();
        self.skip_blanks();
        if self.takes(b'}') {
            return Ok(self.node(start, Yaml::Map(entries)));
        }
        loop {
            self.skip_blanks();
            let from = self.at;
            if self.peek() != Some(b'"') {
                return Err(self.fault("a name in double quotes"));
            }
            let text = self.string()?;
            let span = self.base.within(from, self.at);
            self.skip_blanks();
            if !self.takes(b':') {
                return Err(self.fault("a colon"));
            }
            entries.push((Key { text, span }, self.value(depth + 1)?));
            self.skip_blanks();
            if self.takes(b'}') {
                return Ok(self.node(start, Yaml::Map(entries)));
            }
            if !self.takes(b',') {
                return Err(self.fault("a comma or `}`"));
            }
        }
    }

    fn array(&mut self, depth: usize) -> Result<Node, Fault> {
        let start = self.at;
        self.at += 1;
        let mut items = Vec::new();
        self.skip_blanks();
        if self.takes(b']') {
            return Ok(self.node(start, Yaml::List(items)));
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.skip_blanks();
            if self.takes(b']') {
                return Ok(self.node(start, Yaml::List(items)));
            }
            if !self.takes(b',') {
                return Err(self.fault("a comma or `]`"));
            }
        }
    }

    /// Reads a text in quotes; what it means, the library for JSON says.
    fn string(&mut self) -> Result<String, Fault> {
        let start = self.at;
        self.at += 1;
        loop {
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => self.at += 2,
                Some(_) => self.at += 1,
                None => {
                    self.at = start;
                    return Err(self.fault("a text that ends in a double quote"));
                }
            }
        }
        self.at += 1;
        let written = self.source.get(start..self.at);
        let text = written.and_then(|written| serde_json::from_str(written).ok());
        text.ok_or(Fault {
            at: start,
            wanted: "a text on one line, with `\\` only before a sign that JSON escapes",
        })
    }

    fn word(&mut self) -> Result<Node, Fault> {
        let start = self.at;
        while self
            .peek()
            .is_some_and(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
        {
            self.at += 1;
        }
        let written = &self.source[start..self.at];
        let value = match serde_json::from_str::<serde_json::Value>(written) {
            Ok(serde_json::Value::Null) => Yaml::Null,
            Ok(_) => Yaml::Scalar {
                text: written.to_owned(),
                verbatim: true,
            },
            Err(_) => {
                self.at = start;
                return Err(self.fault("a value: a text in double quotes, a number, `[` or `{`"));
            }
        };
        Ok(self.node(start, value))
    }
}
