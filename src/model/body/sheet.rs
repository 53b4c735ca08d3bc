//! One run of text under way: the main text or a footnote.
//!
//! A sheet gathers HTML, holes and plain words in step, so that a footnote met anywhere can be put
//! at the end with its links, citations and images counted in reading order. It knows nothing of
//! Markdown.

use std::ops::Range;

use super::places::{Origin, Part};
use super::prose::{Prose, sentence_around, sentence_before, sentence_ends};
use super::{Body, Figure, Piece, html};

/// What has been written so far.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// The finished part; its plain text and sentences are filled as paragraphs end.
    pub(super) body: Body,
    /// The plain words.
    pub(super) prose: Prose,
    /// Pieces that wait for the number of a footnote, with its label.
    pub(super) footnote_marks: Vec<FootnoteMark>,
    html: String,
    settled_links: usize,
    settled_citations: usize,
    /// Where the blocks of quotations that are open begin; `None` within another, and for what only
    /// looks like one.
    open_quotations: Vec<Option<usize>>,
    in_quotation: bool,
}

/// A place that refers to a footnote.
#[derive(Debug)]
pub(super) struct FootnoteMark {
    /// The index of the empty piece that stands for it.
    pub(super) piece: usize,
    /// The footnote's label, folded.
    pub(super) label: String,
    /// Where it stands in the plain text.
    pub(super) at: usize,
}

/// Whether a block of quoted text holds somebody else's words; a note or warning does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quotation {
    Yes,
    No,
}

/// Where a paragraph's start tag stands.
#[derive(Debug)]
pub(super) struct ParagraphStart {
    pieces: usize,
    html: usize,
}

impl Sheet {
    /// Appends markup.
    pub(super) fn markup(&mut self, markup: &str) {
        self.html.push_str(markup);
    }

    /// Appends escaped words to the HTML only.
    pub(super) fn escaped(&mut self, words: &str) {
        html::push_text(&mut self.html, words);
    }

    /// Appends words to the HTML and to the plain text.
    pub(super) fn words(&mut self, words: &str, origin: Origin) {
        self.escaped(words);
        self.prose.push(words, origin);
    }

    /// Notes what the words since `start` are.
    pub(super) fn part_since(&mut self, start: usize, part: Part) {
        let end = self.prose.last_word();
        self.prose.places.part(start..end, part);
    }

    /// Appends a hole.
    pub(super) fn hole(&mut self, piece: Piece) {
        self.flush();
        self.body.pieces.push(piece);
    }

    /// Appends a hole for the mark of a source or footnote, close to the word before it.
    pub(super) fn close_hole(&mut self, piece: Piece) {
        self.html.truncate(self.html.trim_end().len());
        self.prose.leave_out_mark();
        self.hole(piece);
    }

    /// Appends a figure that is worked out later; what will stand there is not known yet.
    pub(super) fn figure(&mut self, figure: Figure) {
        self.hole(Piece::Figure(self.body.figures.len()));
        let origin = Origin::Near(figure.span.start as usize);
        self.prose.push("…", origin);
        self.body.figures.push(figure);
    }

    /// Appends an empty piece to be filled later and returns its index.
    pub(super) fn reserve(&mut self) -> usize {
        self.hole(Piece::Html(String::new()));
        self.body.pieces.len() - 1
    }

    /// Starts a new line of HTML.
    pub(super) fn fresh_line(&mut self) {
        let after_hole = match self.body.pieces.last() {
            None => false,
            Some(Piece::Html(html)) => !html.ends_with('\n'),
            Some(
                Piece::LinkOpen(_)
                | Piece::LinkText(_)
                | Piece::LinkClose(_)
                | Piece::Citation(_)
                | Piece::Image(_)
                | Piece::Figure(_),
            ) => true,
        };
        let unfinished = if self.html.is_empty() {
            after_hole
        } else {
            !self.html.ends_with('\n')
        };
        if unfinished {
            self.html.push('\n');
        }
    }

    /// Starts a paragraph.
    pub(super) fn start_paragraph(&mut self) -> ParagraphStart {
        let start = ParagraphStart {
            pieces: self.body.pieces.len(),
            html: self.html.len(),
        };
        self.html.push_str("<p>");
        start
    }

    /// Ends a paragraph; one that holds an image and nothing else becomes a figure.
    pub(super) fn end_paragraph(&mut self, start: &ParagraphStart) {
        let only_image = match self.body.pieces.get_mut(start.pieces..) {
            Some([Piece::Html(before), Piece::Image(image)])
                if before.len() == start.html + "<p>".len() && self.html.trim().is_empty() =>
            {
                before.truncate(start.html);
                Some(*image)
            }
            Some(_) | None => None,
        };
        if let Some(image) = only_image {
            self.body.images[image].alone = true;
            self.html.clear();
            self.html.push('\n');
        } else {
            self.html.push_str("</p>\n");
        }
    }

    /// Begins a block of somebody else's words, or one that only looks like it.
    pub(super) fn start_quotation(&mut self, is_quotation: Quotation) {
        let begins = is_quotation == Quotation::Yes && !self.in_quotation;
        self.in_quotation |= begins;
        let start = begins.then(|| self.prose.last_word());
        self.open_quotations.push(start);
    }

    /// Ends the block that was begun last.
    pub(super) fn end_quotation(&mut self) {
        if let Some(start) = self.open_quotations.pop().flatten() {
            self.in_quotation = false;
            self.part_since(start, Part::Quotation);
        }
    }

    /// Ends a paragraph of the plain text and finds the sentences of its links and citations.
    ///
    /// Returns where the paragraph stands.
    pub(super) fn end_block(&mut self) -> Range<usize> {
        let place = self.prose.end_block();
        let links = &mut self.body.links[self.settled_links..];
        let citations = &mut self.body.citations[self.settled_citations..];
        if links.is_empty() && citations.is_empty() {
            return place;
        }
        let block = self.prose.slice(&place);
        let within = |offset: usize| offset.clamp(place.start, place.end) - place.start;
        let names = links.iter().filter(|link| !link.has_text);
        let names: Vec<usize> = names.map(|link| within(link.place.start)).collect();
        let ends = sentence_ends(block, &names);
        let in_text =
            |sentence: Range<usize>| sentence.start + place.start..sentence.end + place.start;
        for link in links {
            link.place = link.place.start.min(place.end)..link.place.end.min(place.end);
            let words = within(link.place.start)..within(link.place.end);
            link.sentence = in_text(sentence_around(block, &ends, &words));
        }
        for citation in citations {
            let at = within(citation.sentence.start);
            citation.sentence = in_text(sentence_before(block, &ends, at));
        }
        self.settled_links = self.body.links.len();
        self.settled_citations = self.body.citations.len();
        place
    }

    /// Returns the finished body and the places that refer to footnotes.
    pub(super) fn finish(mut self) -> (Body, Vec<FootnoteMark>) {
        self.end_block();
        self.flush();
        (self.body.plain, self.body.places) = self.prose.finish();
        let length = self.body.plain.len();
        for link in &mut self.body.links {
            clamp(&mut link.place, length);
            clamp(&mut link.sentence, length);
        }
        for citation in &mut self.body.citations {
            clamp(&mut citation.sentence, length);
        }
        (self.body, self.footnote_marks)
    }

    fn flush(&mut self) {
        if !self.html.is_empty() {
            let html = std::mem::take(&mut self.html);
            self.body.pieces.push(Piece::Html(html));
        }
    }
}

fn clamp(place: &mut Range<usize>, length: usize) {
    *place = place.start.min(length)..place.end.min(length);
}
