//! Diagnostics as people read them: sorted by file, each with the line it speaks of.
//!
//! In come the collected diagnostics and the texts; out goes text in the form that rustc made
//! known, always with colour codes: the caller's writer strips them where they are not wanted.
//! Nothing that a file contains reaches the terminal as a command, and no span, however wrong, and
//! no line, however long, stops the printing.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Origin, Padding};
use annotate_snippets::{Renderer, Snippet};

use super::codes::section;
use super::{Code, Diagnostic, Diagnostics, Severity, near_miss};
use crate::text::{Span, TextId, Texts};

/// The columns that a source line may take; a longer one is cut around the words that are meant.
const WIDTH: usize = 100;

/// The greatest number of characters that carets underline.
const LONGEST_UNDERLINE: usize = 80;

/// The greatest byte column at which a line is shown; beyond it the position alone is printed.
const LAST_SHOWN_COLUMN: usize = 10_000;

/// The greatest number of lines between two places that are still shown as one snippet.
const LARGEST_GAP: usize = 1_000;

/// The greatest number of characters of one message.
const LONGEST_MESSAGE: usize = 800;

/// How many diagnostics were printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Those that forbid writing the site.
    pub errors: usize,
    /// Those that do not.
    pub warnings: usize,
    /// The files in which they lie.
    pub files: usize,
}

/// Prints all diagnostics and, if there were any, a line that sums them up.
///
/// # Errors
///
/// Returns the error of the writer.
pub fn print(diagnostics: &Diagnostics, texts: &Texts, out: &mut dyn Write) -> io::Result<Counts> {
    let mut lines = LineStarts::default();
    let mut counts = Counts::default();
    let mut paths = BTreeSet::new();
    let mut first_code: Option<Code> = None;
    let renderer = Renderer::styled().term_width(WIDTH);
    for diagnostic in diagnostics.sorted(texts) {
        match diagnostic.code.severity() {
            Severity::Error => counts.errors += 1,
            Severity::Warning => counts.warnings += 1,
        }
        paths.insert(texts.get(diagnostic.span.text).path.as_str());
        first_code.get_or_insert(diagnostic.code);
        let group = group(diagnostic, texts, &mut lines);
        writeln!(out, "{}\n", renderer.render(&[group]))?;
    }
    counts.files = paths.len();
    if let Some(code) = first_code {
        writeln!(out, "{}", summary(counts))?;
        writeln!(out, "more: briefbook explain {}", code.name())?;
    }
    Ok(counts)
}

/// Returns what the manual says of a code, given by its name or as it stands in a message.
///
/// # Errors
///
/// Returns a sentence with the nearest code if there is none of that name.
pub fn explain(code_name: &str) -> Result<String, String> {
    let trimmed = code_name.trim();
    let inner = trimmed
        .split_once('[')
        .map_or(trimmed, |(_, rest)| rest)
        .trim_end_matches([':', ']'])
        .to_lowercase();
    if let Some(code) = Code::by_name(&inner) {
        return Ok(format!("{}\n\n{}", code.name(), section(code)));
    }
    let help = near_miss(&inner, Code::ALL.iter().map(|code| code.name())).map_or_else(
        || {
            let names: Vec<&str> = Code::ALL.iter().map(|code| code.name()).collect();
            format!("the codes are {}", names.join(", "))
        },
        |name| format!("did you mean `{name}`?"),
    );
    let shown = one_line(trimmed);
    Err(format!("there is no code `{shown}`; {help}"))
}

fn summary(counts: Counts) -> String {
    let counted = |number: usize, word: &str| match number {
        1 => format!("1 {word}"),
        _ => format!("{number} {word}s"),
    };
    let mut parts = Vec::new();
    if counts.errors > 0 {
        parts.push(counted(counts.errors, "error"));
    }
    if counts.warnings > 0 {
        parts.push(counted(counts.warnings, "warning"));
    }
    format!("{} in {}", parts.join(", "), counted(counts.files, "file"))
}

/// Where the lines of the texts begin, worked out once for each text.
#[derive(Default)]
struct LineStarts {
    by_text: BTreeMap<TextId, Vec<usize>>,
}

impl LineStarts {
    /// Returns the words of a line, counted from 0, without its line end.
    fn words<'a>(&mut self, texts: &'a Texts, text: TextId, line: usize) -> &'a str {
        let content = texts.get(text).content.as_str();
        let starts = self.of(texts, text);
        let end = starts.get(line + 1).copied().unwrap_or(content.len());
        let words = &content[starts[line]..end];
        let words = words.strip_suffix('\n').unwrap_or(words);
        words.strip_suffix('\r').unwrap_or(words)
    }

    fn of(&mut self, texts: &Texts, text: TextId) -> &[usize] {
        self.by_text.entry(text).or_insert_with(|| {
            let content = &texts.get(text).content;
            let newlines = content
                .bytes()
                .enumerate()
                .filter(|(_, byte)| *byte == b'\n');
            let after = newlines.map(|(offset, _)| offset + 1);
            std::iter::once(0)
                .chain(after.filter(|start| *start < content.len()))
                .collect()
        })
    }
}

/// A place that was made fit to be shown: on one line, on character boundaries, not too long.
struct Place<'a> {
    text: TextId,
    /// Counted from 0.
    line: usize,
    /// The words of the whole line, without its line end.
    content: &'a str,
    /// The underlined bytes of the line.
    range: Range<usize>,
    kind: AnnotationKind,
    label: Option<&'a str>,
}

impl Place<'_> {
    /// Returns the column as editors count it, in characters from 1.
    fn column(&self) -> usize {
        self.content[..self.range.start].chars().count() + 1
    }

    fn is_shown(&self) -> bool {
        self.range.start <= LAST_SHOWN_COLUMN
    }

    /// Tells whether both fit into one snippet, without a line that would have to be cut twice.
    fn is_near(&self, other: &Self) -> bool {
        let near_left = |place: &Self| place.range.start <= WIDTH / 2;
        self.text == other.text
            && self.line.abs_diff(other.line) <= LARGEST_GAP
            && (self.line == other.line || (near_left(self) && near_left(other)))
    }
}

/// Returns where a span is to be shown, or nothing if it stands for a file as a whole.
fn place<'a>(
    span: Span,
    kind: AnnotationKind,
    label: Option<&'a str>,
    texts: &'a Texts,
    lines: &mut LineStarts,
) -> Option<Place<'a>> {
    let content = texts.get(span.text).content.as_str();
    if content.is_empty() || (span.start == 0 && span.end == 0) {
        return None;
    }
    let starts = lines.of(texts, span.text);
    let start = content.floor_char_boundary(span.start as usize);
    let line = starts.partition_point(|line_start| *line_start <= start) - 1;
    let line_start = starts[line];
    let words = lines.words(texts, span.text, line);
    // What begins in the line end, or after the last one, is shown right after the line's words.
    let from = (start - line_start).min(words.len());
    let end = content.ceil_char_boundary(span.end as usize).max(start);
    let to = (end - line_start).clamp(from, words.len());
    let longest = words[from..].char_indices().nth(LONGEST_UNDERLINE);
    let to = longest.map_or(to, |(offset, _)| to.min(from + offset));
    Some(Place {
        text: span.text,
        line,
        content: words,
        range: from..to,
        kind,
        label,
    })
}

fn group<'a>(diagnostic: &'a Diagnostic, texts: &'a Texts, lines: &mut LineStarts) -> Group<'a> {
    let level = match diagnostic.code.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level
        .primary_title(one_line(&diagnostic.message))
        .id(diagnostic.code.name());
    let mut elements: Vec<Element> = Vec::new();
    let mut notes = Vec::new();
    let mut snippets: Vec<Vec<Place>> = Vec::new();
    match place(diagnostic.span, AnnotationKind::Primary, None, texts, lines) {
        Some(primary) if primary.is_shown() => snippets.push(vec![primary]),
        Some(primary) => {
            let origin = Origin::path(path(texts, primary.text)).line(primary.line + 1);
            elements.push(origin.char_column(primary.column()).into());
        }
        None => {
            // What comes from nowhere, such as a fault of the site as a whole, is told without a place.
            let path = path(texts, diagnostic.span.text);
            elements.extend((!path.is_empty()).then(|| Origin::path(path).into()));
        }
    }
    for (span, words) in &diagnostic.labels {
        match place(*span, AnnotationKind::Context, Some(words), texts, lines) {
            Some(place) if place.is_shown() => {
                let near = |places: &Vec<Place>| places.iter().all(|other| place.is_near(other));
                match snippets.iter().position(near) {
                    Some(index) => snippets[index].push(place),
                    None => snippets.push(vec![place]),
                }
            }
            Some(place) => {
                let (line, column) = (place.line + 1, place.column());
                let path = path(texts, span.text);
                notes.push(format!("{path}:{line}:{column}: {}", one_line(words)));
            }
            None => notes.push(format!("{}: {}", path(texts, span.text), one_line(words))),
        }
    }
    elements.extend(snippets.into_iter().map(|places| {
        let path = path(texts, places[0].text);
        snippet(places, texts, lines).path(path).into()
    }));
    let more = diagnostic.notes.iter();
    let more = more.map(|note| shortened(&visible(note)).clone());
    let notes = notes.into_iter().chain(more);
    let notes = notes.map(|note| Level::NOTE.message(note));
    let help = diagnostic.help.iter();
    let help = help.map(|help| Level::HELP.message(shortened(&visible(help))));
    let mut remarks = notes.chain(help).peekable();
    if remarks.peek().is_some() && matches!(elements[..], [Element::Origin(_)]) {
        elements.push(Padding.into());
    }
    elements.extend(remarks.map(Element::from));
    Group::with_title(title).elements(elements)
}

/// Makes a snippet of places in one text, of which only the lines needed are copied.
fn snippet<'a>(
    mut places: Vec<Place<'a>>,
    texts: &'a Texts,
    lines: &mut LineStarts,
) -> Snippet<'a, Annotation<'a>> {
    places.sort_by_key(|place| (place.line, place.range.start));
    let first_line = places[0].line;
    let mut last_line = first_line;
    let mut source = String::new();
    let mut annotations = Vec::new();
    for chunk in places.chunk_by(|one, other| one.line == other.line) {
        let Place {
            text,
            line,
            content,
            ..
        } = chunk[0];
        // A single line between two shown ones is shown as well; more are folded, so that their
        // words need not be copied.
        if line == last_line + 2 {
            let between = lines.words(texts, text, last_line + 1);
            source.push('\n');
            source.push_str(&visible(cut(between, LAST_SHOWN_COLUMN)));
            last_line += 1;
        }
        source.extend(std::iter::repeat_n('\n', line - last_line));
        last_line = line;
        let line_start = source.len();
        for place in chunk {
            let shown = |offset: usize| line_start + visible(&content[..offset]).len();
            let span = shown(place.range.start)..shown(place.range.end);
            annotations.push(place.kind.span(span).label(place.label.map(one_line)));
        }
        let last = chunk.iter().map(|place| place.range.end).max().unwrap_or(0);
        source.push_str(&visible(cut(content, last + LAST_SHOWN_COLUMN)));
    }
    Snippet::source(source)
        .line_start(first_line + 1)
        .annotations(annotations)
}

/// Returns a file's path, fit for the terminal.
fn path(texts: &Texts, text: TextId) -> String {
    one_line(&texts.get(text).path)
}

/// Returns at most `length` bytes from the beginning of a text.
fn cut(text: &str, length: usize) -> &str {
    &text[..text.floor_char_boundary(length)]
}

/// Returns a text on one line, fit for the terminal, and not longer than anybody would read.
fn one_line(text: &str) -> String {
    let flat: String = visible(text)
        .chars()
        .map(|character| match character {
            '\n' | '\t' => ' ',
            other => other,
        })
        .collect();
    shortened(&flat)
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST_MESSAGE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Puts a visible sign in place of every character that would steer the terminal or hide itself.
///
/// Each character becomes one character, so that columns stay what they are.
#[must_use]
pub fn visible(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '\n' | '\t' => character,
            '\0'..='\u{1f}' => {
                char::from_u32(0x2400 + u32::from(character)).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            '\u{7f}' => '␡',
            '\u{80}'..='\u{9f}'
            | '\u{61c}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{e0000}'..='\u{e007f}' => char::REPLACEMENT_CHARACTER,
            other => other,
        })
        .collect()
}

#[cfg(test)]
#[path = "tests/print.rs"]
mod tests;
