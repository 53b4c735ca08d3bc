//! Emphasis beside Chinese, Japanese and Korean words.
//!
//! Markdown asks for a space or punctuation around `**` that touches punctuation, which these
//! scripts do not write: in `**북한(北韓)**은` the stars would stay. One rare punctuation mark that
//! the source does not contain is put beside such a run before parsing and taken out of the events
//! afterwards. The same mark at the start of each line keeps a one-line value from being a block.
//! Everything outside this file counts in bytes of the source.

use std::borrow::Cow;
use std::ops::Range;

use super::Form;

/// Punctuation for Unicode and for the parser, without meaning in Markdown, and seldom written.
const MARKS: std::ops::RangeInclusive<char> = '\u{2E30}'..='\u{2E4E}';

/// A source prepared for the parser.
#[derive(Debug)]
pub(super) struct Marked<'a> {
    /// What the parser reads.
    pub(super) text: Cow<'a, str>,
    mark: Option<char>,
    /// Offsets of the marks in `text`, ascending.
    marks: Vec<usize>,
}

/// Puts marks where the parser needs them.
pub(super) fn mark(source: &str, form: Form) -> Marked<'_> {
    let places = places(source, form);
    // A source that holds every one of these marks is read without them.
    let mark = MARKS.clone().find(|mark| !source.contains(*mark));
    let (false, Some(mark)) = (places.is_empty(), mark) else {
        return Marked {
            text: Cow::Borrowed(source),
            mark: None,
            marks: Vec::new(),
        };
    };
    let mut text = String::with_capacity(source.len() + places.len() * mark.len_utf8());
    let mut marks = Vec::with_capacity(places.len());
    let mut copied = 0;
    for place in places {
        text.push_str(&source[copied..place]);
        copied = place;
        marks.push(text.len());
        text.push(mark);
    }
    text.push_str(&source[copied..]);
    Marked {
        text: Cow::Owned(text),
        mark: Some(mark),
        marks,
    }
}

impl Marked<'_> {
    /// Turns an offset in the marked text into one in the source.
    pub(super) fn offset(&self, marked: usize) -> usize {
        let before = self.marks.partition_point(|mark| *mark < marked);
        marked - before * self.mark.map_or(0, char::len_utf8)
    }

    /// Turns a range of the marked text into one of the source.
    pub(super) fn range(&self, marked: &Range<usize>) -> Range<usize> {
        self.offset(marked.start)..self.offset(marked.end)
    }

    /// Takes the marks out of words that the parser returned.
    pub(super) fn clean<'w>(&self, words: &'w str) -> Cow<'w, str> {
        match self.mark {
            Some(mark) if words.contains(mark) => Cow::Owned(words.replace(mark, "")),
            Some(_) | None => Cow::Borrowed(words),
        }
    }

    /// Splits words that the parser returned at the marks.
    pub(super) fn parts<'w>(&self, words: &'w str) -> impl Iterator<Item = &'w str> {
        let mark = self.mark;
        words.split(move |character| Some(character) == mark)
    }
}

fn places(source: &str, form: Form) -> Vec<usize> {
    let mut places = Vec::new();
    if form == Form::Line {
        places.push(0);
    }
    let mut before = '\n';
    let mut characters = source.char_indices().peekable();
    while let Some((start, character)) = characters.next() {
        if form == Form::Line && character == '\n' && start + 1 < source.len() {
            places.push(start + 1);
        }
        if !matches!(character, '*' | '~') {
            before = character;
            continue;
        }
        let mut end = start + 1;
        while characters.next_if(|(_, next)| *next == character).is_some() {
            end += 1;
        }
        let after = characters.peek().map_or('\n', |(_, next)| *next);
        if is_cjk(before) && is_punctuation(after) {
            places.push(start);
        }
        if is_punctuation(before) && before != '\\' && is_cjk(after) {
            places.push(end);
        }
        before = character;
    }
    places
}

/// Tells whether a character is a letter of a script that writes no spaces around emphasis.
fn is_cjk(character: char) -> bool {
    character.is_alphanumeric()
        && matches!(character,
            '\u{1100}'..='\u{11FF}' | '\u{2E80}'..='\u{2FDF}' | '\u{3005}'..='\u{3007}'
            | '\u{3021}'..='\u{318F}' | '\u{31A0}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
            | '\u{A960}'..='\u{A97F}' | '\u{AC00}'..='\u{D7FF}' | '\u{F900}'..='\u{FAFF}'
            | '\u{FF10}'..='\u{FF19}' | '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}'
            | '\u{FF66}'..='\u{FFDC}' | '\u{20000}'..='\u{3FFFF}')
}

/// Tells whether the parser takes a character for punctuation, near enough for a neighbour of `*`.
fn is_punctuation(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_punctuation();
    }
    !character.is_alphanumeric()
        && !character.is_whitespace()
        && !character.is_control()
        && !matches!(character,
            '\u{0300}'..='\u{036F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{302A}'..='\u{302F}' | '\u{3099}'..='\u{309A}'
            | '\u{E000}'..='\u{F8FF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FE20}'..='\u{FE2F}'
            | '\u{FEFF}' | '\u{1FBCB}'..)
}
