//! The plain words of a body and the sentences in them.
//!
//! Words arrive in order; blanks are folded, paragraphs become lines. A sentence ends at `.`, `!`
//! or `?` before a blank, at the full-width marks anywhere, and at the end of its paragraph. The
//! rule is simple on purpose: it decides which words are shown beside a backlink, and whether a
//! sentence has a date or a source.

use std::ops::Range;

use super::places::{Origin, Places};

/// Short forms whose full stop does not end a sentence, as they stand before names and figures.
const SHORT_FORMS: &[&str] = &[
    "Adm", "Apr", "Aug", "Brig", "Capt", "Col", "Dec", "Dr", "Feb", "Gen", "Gov", "Jan", "Lt",
    "Maj", "Messrs", "Mr", "Mrs", "Ms", "Mt", "Nov", "Oct", "Prof", "Rep", "Sen", "Sept", "Sgt",
    "St", "approx", "ca", "cf", "pp", "vs",
];

/// Collects plain words.
#[derive(Debug, Default)]
pub(super) struct Prose {
    text: String,
    /// Where the words come from.
    pub(super) places: Places,
    block_start: usize,
    block_is_open: bool,
    blank_is_due: bool,
    mark_was_left_out: bool,
}

impl Prose {
    /// Adds words.
    pub(super) fn push(&mut self, words: &str, origin: Origin) {
        for (offset, character) in words.char_indices() {
            if character.is_ascii_whitespace() {
                self.blank_is_due = true;
                continue;
            }
            // The blank before a citation must not part a sentence from its full stop.
            if self.mark_was_left_out && closes(character) {
                self.blank_is_due = false;
            }
            self.open();
            self.mark_was_left_out = false;
            self.places.step(
                self.text.len(),
                match origin {
                    Origin::At(start) => start + offset,
                    Origin::Near(start) => start,
                },
            );
            self.text.push(character);
        }
    }

    /// Notes that a citation or footnote mark stood here, which leaves no words.
    pub(super) fn leave_out_mark(&mut self) {
        self.mark_was_left_out = true;
    }

    /// Returns where the next word will stand.
    pub(super) fn next_word(&mut self) -> usize {
        self.open();
        self.text.len()
    }

    /// Returns where the last word ended.
    pub(super) fn last_word(&self) -> usize {
        self.text.len()
    }

    /// Returns the words of the paragraph so far.
    pub(super) fn block(&self) -> &str {
        if self.block_is_open {
            self.text[self.block_start..].trim_end()
        } else {
            ""
        }
    }

    /// Returns words by their place; nothing where that place was blank and has gone.
    pub(super) fn slice(&self, place: &Range<usize>) -> &str {
        self.text.get(place.clone()).unwrap_or_default()
    }

    /// Ends the paragraph and returns where it stands.
    pub(super) fn end_block(&mut self) -> Range<usize> {
        self.blank_is_due = false;
        self.mark_was_left_out = false;
        if !self.block_is_open {
            return self.text.len()..self.text.len();
        }
        let length = self.block().len();
        self.text.truncate(self.block_start + length);
        // A paragraph without words leaves its line to the next one.
        self.block_is_open = length == 0;
        self.block_start..self.text.len()
    }

    /// Returns all words and where they come from.
    pub(super) fn finish(mut self) -> (String, Places) {
        self.end_block();
        if self.text.ends_with('\n') {
            self.text.pop();
        }
        (self.text, self.places)
    }

    fn open(&mut self) {
        if !self.block_is_open {
            if !self.text.is_empty() {
                self.text.push('\n');
            }
            self.block_start = self.text.len();
            self.block_is_open = true;
        }
        let at_start = self.text.len() == self.block_start;
        if self.blank_is_due && !at_start && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
        self.blank_is_due = false;
    }
}

/// Returns where each sentence of a paragraph ends; the last end is the paragraph's own.
///
/// A small letter after a full stop carries the sentence on, unless it begins one of the `names`,
/// which stand for titles; these are offsets in ascending order.
pub(super) fn sentence_ends(block: &str, names: &[usize]) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut characters = block.char_indices().peekable();
    while let Some((start, character)) = characters.next() {
        let full_width = matches!(character, '。' | '！' | '？' | '．');
        if !full_width && !matches!(character, '.' | '!' | '?') {
            continue;
        }
        let mut end = start + character.len_utf8();
        let mut closing_quote = false;
        while let Some((at, next)) = characters.next_if(|(_, next)| ends_or_encloses(*next)) {
            end = at + next.len_utf8();
            closing_quote = true;
        }
        let after = block[end..].chars().next();
        if after.is_none() {
            break;
        }
        let follows_on = !full_width
            && (after.is_some_and(|next| next != ' ')
                || continues(block, end, names)
                || (character == '.' && !closing_quote && is_short_form(&block[..start])));
        if !follows_on {
            ends.push(end);
        }
    }
    ends.push(block.len());
    ends
}

/// Returns the sentences of a text that has one paragraph a line, in order.
///
/// `names` are offsets in ascending order at which a name stands that begins with a small letter.
#[must_use]
pub fn sentences(text: &str, names: &[usize]) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for block in text.split('\n') {
        let here = names.partition_point(|name| *name < start);
        let there = names.partition_point(|name| *name < start + block.len());
        let names: Vec<usize> = names[here..there].iter().map(|name| name - start).collect();
        let mut from = 0;
        for end in sentence_ends(block, &names) {
            let blanks = block[from..end].len() - block[from..end].trim_start().len();
            if from + blanks < end {
                sentences.push(start + from + blanks..start + end);
            }
            from = end;
        }
        start += block.len() + 1;
    }
    sentences
}

/// Returns the sentence that holds all of `place`, given the ends of its paragraph's sentences.
pub(super) fn sentence_around(block: &str, ends: &[usize], place: &Range<usize>) -> Range<usize> {
    let last = ends.len() - 1;
    let first_sentence = ends.partition_point(|end| *end <= place.start).min(last);
    let last_sentence = ends
        .partition_point(|end| *end < place.end)
        .clamp(first_sentence, last);
    let start = first_sentence
        .checked_sub(1)
        .map_or(0, |before| ends[before]);
    let end = ends[last_sentence];
    let blanks = block[start..end].len() - block[start..end].trim_start().len();
    start + blanks..end
}

/// Returns the sentence that a mark at `at` closes, whether it stands before or after the stop.
pub(super) fn sentence_before(block: &str, ends: &[usize], at: usize) -> Range<usize> {
    let at = block[..at].trim_end().len();
    sentence_around(block, ends, &(at.saturating_sub(1)..at))
}

fn closes(character: char) -> bool {
    matches!(
        character,
        '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '…' | '”' | '’' | '）'
    ) || matches!(
        character,
        '。' | '、' | '，' | '！' | '？' | '」' | '』' | '．'
    )
}

fn ends_or_encloses(character: char) -> bool {
    matches!(
        character,
        '.' | '!' | '?' | '"' | '\'' | '”' | '’' | '»' | ')' | ']'
    ) || matches!(
        character,
        '。' | '！' | '？' | '．' | '）' | '」' | '』' | '】' | '》' | '〉'
    )
}

fn continues(block: &str, end: usize, names: &[usize]) -> bool {
    let after = block[end..].trim_start_matches(' ');
    let start = block.len() - after.len();
    after.starts_with(char::is_lowercase) && names.binary_search(&start).is_err()
}

/// Tells whether the words end in an initial (`J`), initials (`U.S`) or a listed short form.
fn is_short_form(before: &str) -> bool {
    let start = before
        .rfind(|character: char| !character.is_alphanumeric() && character != '.')
        .map_or(0, |at| {
            at + before[at..].chars().next().map_or(0, char::len_utf8)
        });
    let word = &before[start..];
    let initials = !word.is_empty()
        && word.split('.').all(|part| {
            let mut letters = part.chars();
            letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
        });
    initials || SHORT_FORMS.contains(&word)
}
