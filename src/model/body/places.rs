//! Where the plain words of a body stand in the file, and which of them are headings, code or
//! quotations.
//!
//! The way back is a list of steps: from one offset of the plain text on, words and file run side by
//! side until the next step. Wrapped lines need none, a citation that leaves no words needs one, so
//! that the list stays short.

use std::ops::Range;

use crate::text::{Span, TextId};

/// Where words come from; offsets count from the start of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// They stand there letter for letter.
    At(usize),
    /// What stands there, such as an entity or a name in brackets, means them.
    Near(usize),
}

/// What a part of the plain text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A heading.
    Heading,
    /// Code, in a line or in a block.
    Code,
    /// A block of somebody else's words.
    Quotation,
}

/// The way from the plain text back to the file, and the parts of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    /// Offsets in the plain text and in the file from which on they run side by side.
    steps: Vec<(u32, u32)>,
    /// The place of all words, where offsets within it cannot be told.
    whole: Option<Span>,
    /// Parts of the plain text, in order of their ends.
    parts: Vec<(Range<usize>, Part)>,
    /// Where a mark leads to a footnote that cites a source.
    noted: Vec<usize>,
}

impl Places {
    /// Notes where the character that stands next in the plain text comes from.
    pub(super) fn step(&mut self, plain: usize, file: usize) {
        let narrow = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
        let step = (narrow(plain), narrow(file));
        let follows = self.steps.last().is_some_and(|(before, origin)| {
            step.0.checked_sub(*before) == step.1.checked_sub(*origin)
        });
        if !follows {
            self.steps.push(step);
        }
    }

    /// Notes what a part of the plain text is.
    pub(super) fn part(&mut self, place: Range<usize>, part: Part) {
        if !place.is_empty() {
            self.parts.push((place, part));
        }
    }

    /// Notes that a mark at this place leads to a footnote that cites a source.
    pub(super) fn note(&mut self, at: usize) {
        self.noted.push(at);
    }

    /// Adds the places of a text that is put `offset` bytes further on.
    pub(super) fn append(&mut self, more: Self, offset: usize) {
        for (plain, file) in more.steps {
            self.step(plain as usize + offset, file as usize);
        }
        let moved = |place: Range<usize>| place.start + offset..place.end + offset;
        let parts = more.parts.into_iter();
        self.parts
            .extend(parts.map(|(place, part)| (moved(place), part)));
        self.noted
            .extend(more.noted.into_iter().map(|at| at + offset));
    }

    /// Gives up the offsets within a value whose written form differs from its words.
    pub(in crate::model) fn collapse(&mut self, whole: Span) {
        self.steps.clear();
        self.whole = Some(whole);
    }

    /// Returns where words of the plain text stand in the file.
    #[must_use]
    pub fn span(&self, text: TextId, plain: &str, place: &Range<usize>) -> Span {
        if let Some(whole) = self.whole {
            return whole;
        }
        let last = plain.get(place.clone()).unwrap_or_default().chars();
        let last = last.last().map_or(0, char::len_utf8);
        let start = self.in_file(place.start);
        let end = self.in_file(place.end.saturating_sub(last)) + last;
        Span::new(text, start, end.max(start))
    }

    fn in_file(&self, at: usize) -> usize {
        let index = self
            .steps
            .partition_point(|(plain, _)| *plain as usize <= at);
        let step = index.checked_sub(1).and_then(|index| self.steps.get(index));
        step.map_or(0, |(plain, file)| *file as usize + at - *plain as usize)
    }

    /// Returns the parts of the plain text that are headings, code or quotations.
    pub fn parts(&self) -> impl Iterator<Item = (&Range<usize>, Part)> {
        self.parts.iter().map(|(place, part)| (place, *part))
    }

    /// Returns where marks lead to footnotes that cite a source.
    #[must_use]
    pub fn noted(&self) -> &[usize] {
        &self.noted
    }
}
