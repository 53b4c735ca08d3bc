//! YAML text to a tree of nodes, each with the bytes it was written in.
//!
//! Scalars keep their written text (`NO` stays `NO`, `017` stays `017`): what a value means is
//! decided later, by the type of the field that it stands in. Depth and size are bounded, anchors
//! cannot be repeated, and the first fault of syntax ends the reading of that text.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_yaml::Spanned;
use serde_yaml::options::{DuplicateKeyPolicy, MergeKeyPolicy};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::text::{Span, find_control_character};

/// The deepest nesting of lists and mappings that is read.
const MAX_DEPTH: usize = 24;
/// The most nodes that one text may hold.
const MAX_NODES: usize = 400_000;

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The bytes in which it is written.
    pub span: Span,
    /// What is written there.
    pub value: Yaml,
}

/// What a node holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Yaml {
    /// Nothing: an empty value, `~` or `null`.
    Null,
    /// A scalar as text.
    Scalar {
        /// The text: as written, or with quotes and escapes resolved.
        text: String,
        /// Whether byte `n` of the text is byte `n` of the span.
        verbatim: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// A mapping in written order; keys may repeat until `unique_entries` looks.
    Map(Vec<(Key, Node)>),
}

/// A key of a mapping with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// The key's text.
    pub text: String,
    /// The bytes in which it is written.
    pub span: Span,
}

impl Node {
    /// Tells whether nothing is written here: no value, an empty text, or a list of nothing else.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match &self.value {
            Yaml::Null => true,
            Yaml::Scalar { text, .. } => text.trim().is_empty(),
            Yaml::List(items) => items.iter().all(Node::is_blank),
            Yaml::Map(_) => false,
        }
    }

    /// Says in plain words what is written here, for messages.
    #[must_use]
    pub fn describe(&self) -> &'static str {
        match self.value {
            Yaml::Null => "nothing",
            Yaml::Scalar { .. } => "a single value",
            Yaml::List(_) => "a list",
            Yaml::Map(_) => "a mapping",
        }
    }
}

/// Reads `source`, whose first byte lies at `base.start`, into a tree.
///
/// An empty document is an empty mapping. A fault of syntax, of depth or of size is reported and
/// yields `None`.
pub fn parse(source: &str, base: Span, diagnostics: &mut Diagnostics) -> Option<Node> {
    let whole = base.within(0, source.len());
    if source.trim().is_empty() {
        return Some(Node {
            span: whole,
            value: Yaml::Map(Vec::new()),
        });
    }
    match serde_yaml::from_str_with_options::<Spanned<Raw>>(source, options()) {
        Ok(raw) => {
            let node = place(raw, source, base);
            find_faults_of_content(&node, diagnostics);
            Some(node)
        }
        Err(error) => {
            diagnostics.push(syntax_fault(&error, source, base));
            None
        }
    }
}

fn options() -> serde_yaml::Options {
    serde_yaml::options! {
        with_snippet: false,
        strict_booleans: true,
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        merge_keys: MergeKeyPolicy::AsOrdinary,
        budget: serde_yaml::budget! { max_depth: MAX_DEPTH, max_nodes: MAX_NODES, max_aliases: 0 }
    }
}

/// A node as the library hands it over: spans stand around it, not in it.
enum Raw {
    Null,
    Text(String),
    /// A number, truth value or the like, whose written text is in the source.
    Typed,
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<RawKey>, Spanned<Raw>)>),
}

struct RawKey(Option<String>);

struct RawVisitor;

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value, a list or a mapping")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        Raw::deserialize(deserializer)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Raw, E> {
        Ok(Raw::Typed)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::Typed)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::Typed)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Raw, E> {
        Ok(Raw::Typed)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Raw, E> {
        Ok(Raw::Typed)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Typed)
    }

    fn visit_str<E>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Raw, E> {
        Ok(Raw::Text(text))
    }

    fn visit_bytes<E: serde::de::Error>(self, _: &[u8]) -> Result<Raw, E> {
        Err(E::custom("binary values are not supported"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Raw::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Raw, A::Error> {
        let mut map = Vec::new();
        while let Some(key) = entries.next_key()? {
            map.push((key, entries.next_value()?));
        }
        Ok(Raw::Map(map))
    }
}

impl<'de> Deserialize<'de> for RawKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Raw::deserialize(deserializer)? {
            Raw::Text(text) => Ok(Self(Some(text))),
            Raw::Typed | Raw::Null => Ok(Self(None)),
            Raw::List(_) | Raw::Map(_) => Err(D::Error::custom("a key must be a single word")),
        }
    }
}

fn bytes_of(location: &serde_yaml::Location, source: &str) -> (usize, usize) {
    let span = location.span();
    let clamp = |offset: u64| {
        usize::try_from(offset)
            .unwrap_or(usize::MAX)
            .min(source.len())
    };
    match (span.byte_offset(), span.byte_len()) {
        (Some(offset), Some(length)) => (clamp(offset), clamp(offset.saturating_add(length))),
        _ => {
            let offset = offset_of(location.line(), location.column(), source);
            (offset, offset)
        }
    }
}

/// Turns a line and a column in characters, both from 1, into a byte offset.
fn offset_of(line: u64, column: u64, source: &str) -> usize {
    let line = usize::try_from(line)
        .unwrap_or(usize::MAX)
        .saturating_sub(1);
    let column = usize::try_from(column)
        .unwrap_or(usize::MAX)
        .saturating_sub(1);
    let mut start = 0;
    for _ in 0..line {
        match source[start..].find('\n') {
            Some(newline) => start += newline + 1,
            None => return source.len(),
        }
    }
    let text = source[start..].split('\n').next().unwrap_or_default();
    start
        + text
            .char_indices()
            .nth(column)
            .map_or(text.len(), |(offset, _)| offset)
}

fn place(raw: Spanned<Raw>, source: &str, base: Span) -> Node {
    let (start, end) = bytes_of(&raw.defined, source);
    let written = source.get(start..end).unwrap_or_default();
    let trimmed = written.trim_end();
    let span = base.within(start, start + trimmed.len());
    match raw.value {
        Raw::Null => Node {
            span,
            value: Yaml::Null,
        },
        Raw::Typed => Node {
            span,
            value: Yaml::Scalar {
                text: trimmed.to_owned(),
                verbatim: true,
            },
        },
        Raw::Text(text) => Node {
            span,
            value: Yaml::Scalar {
                verbatim: text == trimmed,
                text,
            },
        },
        Raw::List(items) => {
            let items: Vec<Node> = items
                .into_iter()
                .map(|item| place(item, source, base))
                .collect();
            let last = items.last().map(|item| item.span.end);
            Node {
                span: stretch(span, last),
                value: Yaml::List(items),
            }
        }
        Raw::Map(entries) => {
            let entries: Vec<(Key, Node)> = entries
                .into_iter()
                .map(|(key, value)| (place_key(key, source, base), place(value, source, base)))
                .collect();
            let last = entries.last().map(|(_, value)| value.span.end);
            Node {
                span: stretch(span, last),
                value: Yaml::Map(entries),
            }
        }
    }
}

fn place_key(raw: Spanned<RawKey>, source: &str, base: Span) -> Key {
    let (start, end) = bytes_of(&raw.defined, source);
    let written = source.get(start..end).unwrap_or_default().trim_end();
    Key {
        span: base.within(start, start + written.len()),
        text: raw.value.0.unwrap_or_else(|| written.to_owned()),
    }
}

fn stretch(span: Span, last: Option<u32>) -> Span {
    Span {
        end: last.unwrap_or(span.end).max(span.end),
        ..span
    }
}

fn find_faults_of_content(node: &Node, found: &mut Diagnostics) {
    match &node.value {
        Yaml::Null => {}
        Yaml::Scalar { text, .. } => find_escaped_control(text, node.span, found),
        Yaml::List(items) => {
            for item in items {
                find_faults_of_content(item, found);
            }
        }
        Yaml::Map(entries) => {
            let mut first_by_text = std::collections::BTreeMap::new();
            for (key, value) in entries {
                find_escaped_control(&key.text, key.span, found);
                find_faults_of_content(value, found);
                if let Some(first) = first_by_text.insert(key.text.as_str(), key.span) {
                    first_by_text.insert(key.text.as_str(), first);
                    found.push(
                        Diagnostic::new(
                            Code::DuplicateKey,
                            key.span,
                            format!("the key `{}` stands here a second time", key.text),
                        )
                        .label(first, "first here")
                        .help("keep one of the two; where both values are meant, make one list"),
                    );
                }
            }
        }
    }
}

/// Reports a text into which an escape such as `\0` brings a character that pages may not hold.
fn find_escaped_control(text: &str, span: Span, found: &mut Diagnostics) {
    if let Some((_, character)) = find_control_character(text) {
        let number = u32::from(character);
        let message = format!("an escape here stands for the control character U+{number:04X}");
        let help = "delete the escape, or put the text in single quotes";
        found.push(Diagnostic::new(Code::ControlCharacter, span, message).help(help));
    }
}

fn syntax_fault(error: &serde_yaml::Error, source: &str, base: Span) -> Diagnostic {
    let error = error.without_snippet();
    let (start, end) = error
        .location()
        .map_or((0, 0), |location| bytes_of(&location, source));
    let end = end.max(start).min(source.len());
    let span = base.within(start.min(end), end);
    let text = error.to_string();
    let text = text
        .split(" at line ")
        .next()
        .unwrap_or_default()
        .trim_end_matches([',', '.'])
        .to_owned();
    // The scanner has a limit of its own, which it reports as a fault of syntax.
    let limit =
        matches!(error, serde_yaml::Error::Budget { .. }) || text.contains("recursion limit");
    if limit {
        return Diagnostic::new(
            Code::YamlLimits,
            span,
            format!("this is nested deeper than {MAX_DEPTH} levels, larger than {MAX_NODES} values, or repeats an anchor"),
        )
        .help("write it flatter or shorter, and write values out instead of `&name` and `*name`");
    }
    if text.contains("mapping values are not allowed") {
        let message = "a second colon stands in this line, or the line is indented deeper than the one before it";
        return Diagnostic::new(Code::YamlSyntax, span, message).help(
            "put a value that holds a colon in quotation marks, or indent the line like its neighbours",
        );
    }
    Diagnostic::new(Code::YamlSyntax, span, format!("this is not YAML: {text}")).help(
        "look for a missing quotation mark, a colon inside a value (put the value in quotes), or \
         lines that are not indented alike",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Texts;

    fn read(source: &str) -> (Option<Node>, Vec<String>) {
        let mut texts = Texts::default();
        let text = texts.add("a.yaml", source);
        let mut diagnostics = Diagnostics::default();
        let node = parse(source, Span::new(text, 0, source.len()), &mut diagnostics);
        let messages = diagnostics
            .sorted(&texts)
            .iter()
            .map(|item| {
                let position = texts.position(item.span);
                format!(
                    "{}:{} {}: {}",
                    position.line,
                    position.column,
                    item.code.name(),
                    item.message
                )
            })
            .collect();
        (node, messages)
    }

    fn show(node: &Node, source: &str) -> String {
        let written = &source[node.span.start as usize..node.span.end as usize];
        match &node.value {
            Yaml::Null => "null".to_owned(),
            Yaml::Scalar { text, verbatim } => {
                format!(
                    "{text:?}{}",
                    if *verbatim {
                        String::new()
                    } else {
                        format!(" as {written:?}")
                    }
                )
            }
            Yaml::List(items) => {
                let items: Vec<String> = items.iter().map(|item| show(item, source)).collect();
                format!("[{}]", items.join(", "))
            }
            Yaml::Map(entries) => {
                let entries: Vec<String> = entries
                    .iter()
                    .map(|(key, value)| format!("{}: {}", key.text, show(value, source)))
                    .collect();
                format!("{{{}}}", entries.join(", "))
            }
        }
    }

    #[test]
    fn scalars_keep_their_written_text() {
        for (source, expected) in [
            ("a: NO", r#"{a: "NO"}"#),
            (
                "a: no\nb: 017\nc: 1_000\nd: 0x1F\ne: 1e3",
                r#"{a: "no", b: "017", c: "1_000", d: "0x1F", e: "1e3"}"#,
            ),
            ("a: 2022-02-10", r#"{a: "2022-02-10"}"#),
            ("a: 2022", r#"{a: "2022"}"#),
            ("a: 07:52", r#"{a: "07:52"}"#),
            ("a:\nb: ~\nc: null", "{a: null, b: null, c: null}"),
            ("a: 'it''s'", r#"{a: "it's" as "'it''s'"}"#),
            ("a: \"[[서욱]]\"", r#"{a: "[[서욱]]" as "\"[[서욱]]\""}"#),
            ("a: [b, {c: d}]", r#"{a: ["b", {c: "d"}]}"#),
            (
                "a: >\n  one\n  two\n",
                "{a: \"one two\\n\" as \"one\\n  two\"}",
            ),
            ("2022: x\ntrue: y", r#"{2022: "x", true: "y"}"#),
            ("a: one # rest", r#"{a: "one"}"#),
            ("북한: 서욱\nb: 한", r#"{북한: "서욱", b: "한"}"#),
            ("", "{}"),
            ("# only a remark\n", "null"),
        ] {
            let (node, messages) = read(source);
            assert_eq!(messages, Vec::<String>::new(), "{source}");
            assert_eq!(show(&node.expect("reads"), source), expected, "{source}");
        }
    }

    #[test]
    fn faults_carry_their_place() {
        for (source, expected) in [
            (
                "a: 1\nb: 2\na: 3",
                "3:1 duplicate-key: the key `a` stands here a second time",
            ),
            ("a: [1, 2", "yaml-syntax"),
            ("a: \"open\nb: c", "yaml-syntax"),
            ("a: b: c", "yaml-syntax"),
            ("a: &x 1\nb: *x", "yaml-limits"),
            ("- a\nb: c", "yaml-syntax"),
        ] {
            let (_, messages) = read(source);
            assert_eq!(messages.len(), 1, "{source}: {messages:?}");
            assert!(messages[0].contains(expected), "{source}: {messages:?}");
        }
        let deep = "[".repeat(1000);
        let (node, messages) = read(&deep);
        assert!(
            node.is_none() && messages[0].contains("yaml-limits"),
            "{messages:?}"
        );
    }
}
