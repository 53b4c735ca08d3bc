//! The main text and the footnotes put together.
//!
//! Footnotes are numbered in the order in which the text first refers to them, then in the order
//! in which footnotes refer to each other; one that nothing reached from the text refers to is
//! reported and left out. Anchors come from labels, so that they outlive a renumbering.

use std::collections::BTreeMap;

use super::html::{Anchors, push_text};
use super::sheet::{FootnoteMark, Sheet};
use super::{Body, Piece};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::names::slug;
use crate::text::Span;

/// A footnote as written.
#[derive(Debug)]
pub(super) struct Footnote {
    /// The label, folded.
    pub(super) label: String,
    /// The label in its brackets.
    pub(super) span: Span,
    /// The text.
    pub(super) sheet: Sheet,
}

/// A footnote whose text is finished.
#[derive(Debug)]
struct Note {
    label: String,
    anchor: String,
    span: Span,
    body: Body,
    marks: Vec<FootnoteMark>,
    /// Its number, once a place that refers to it was met.
    number: Option<usize>,
    /// The anchors of the places that refer to it.
    back: Vec<String>,
}

/// Joins everything into one body.
pub(super) fn assemble(
    main: Sheet,
    footnotes: Vec<Footnote>,
    mut anchors: Anchors,
    diagnostics: &mut Diagnostics,
) -> Body {
    let (mut main, marks) = main.finish();
    let mut note_by_label = BTreeMap::new();
    let mut notes: Vec<Note> = Vec::new();
    for footnote in footnotes {
        if let Some(first) = note_by_label.get(&footnote.label) {
            let first: &Note = &notes[*first];
            diagnostics.push(
                Diagnostic::new(
                    Code::DuplicateFootnote,
                    footnote.span,
                    format!("footnote `{}` is written twice", footnote.label),
                )
                .label(first.span, "the first one")
                .help("give one of them another label, or delete it"),
            );
            continue;
        }
        note_by_label.insert(footnote.label.clone(), notes.len());
        let (body, marks) = footnote.sheet.finish();
        notes.push(Note {
            anchor: anchors.claim(&format!("fn-{}", slug(&footnote.label))),
            label: footnote.label,
            span: footnote.span,
            body,
            marks,
            number: None,
            back: Vec::new(),
        });
    }

    let mut order = Vec::new();
    number(
        &mut main,
        &marks,
        &mut notes,
        &note_by_label,
        &mut order,
        &mut anchors,
    );
    let mut next = 0;
    while let Some(index) = order.get(next).copied() {
        let mut body = std::mem::take(&mut notes[index].body);
        let marks = std::mem::take(&mut notes[index].marks);
        number(
            &mut body,
            &marks,
            &mut notes,
            &note_by_label,
            &mut order,
            &mut anchors,
        );
        notes[index].body = body;
        next += 1;
    }
    for note in notes.iter().filter(|note| note.number.is_none()) {
        diagnostics.push(
            Diagnostic::new(
                Code::UnusedFootnote,
                note.span,
                format!("nothing refers to footnote `{}`", note.label),
            )
            .help(format!(
                "write `[^{}]` where it belongs, or delete it",
                note.label
            )),
        );
    }

    let mut whole = Body::default();
    append(&mut whole, main);
    if !order.is_empty() {
        push_html(
            &mut whole,
            "<section class=\"footnotes\" aria-label=\"Footnotes\">\n<ol>\n",
        );
        for index in order {
            push_note(&mut whole, &mut notes[index]);
        }
        push_html(&mut whole, "</ol>\n</section>\n");
    }
    whole
}

/// Fills the places of one text that refer to footnotes, and numbers those met for the first time.
fn number(
    body: &mut Body,
    marks: &[FootnoteMark],
    notes: &mut [Note],
    note_by_label: &BTreeMap<String, usize>,
    order: &mut Vec<usize>,
    anchors: &mut Anchors,
) {
    for mark in marks {
        let Some(&index) = note_by_label.get(&mark.label) else {
            // Labels that only the parser's folding holds equal stay as they were written.
            let mut literal = String::new();
            push_text(&mut literal, &format!("[^{}]", mark.label));
            body.pieces[mark.piece] = Piece::Html(literal);
            continue;
        };
        let note = &mut notes[index];
        let number = *note.number.get_or_insert_with(|| {
            order.push(index);
            order.len()
        });
        if !note.body.citations.is_empty() {
            body.places.note(mark.at);
        }
        let back = anchors.claim(&format!("fnref-{}", slug(&note.label)));
        body.pieces[mark.piece] = Piece::Html(format!(
            "<sup><a href=\"#{}\" id=\"{back}\" aria-label=\"Footnote {number}\">{number}</a></sup>",
            note.anchor
        ));
        note.back.push(back);
    }
}

fn push_note(whole: &mut Body, note: &mut Note) {
    push_html(whole, &format!("<li id=\"{}\">", note.anchor));
    append(whole, std::mem::take(&mut note.body));
    let mut links = String::new();
    for (index, back) in note.back.iter().enumerate() {
        let which = if index == 0 {
            String::new()
        } else {
            format!(", place {}", index + 1)
        };
        let arrow = format!(" <a href=\"#{back}\" aria-label=\"Back to the text{which}\">↩</a>");
        links.push_str(&arrow);
    }
    // The arrow belongs to the last line of the footnote, not under it.
    if let Some(Piece::Html(html)) = whole.pieces.last_mut()
        && let Some(length) = html.strip_suffix("</p>\n").map(str::len)
    {
        html.insert_str(length, &links);
    } else {
        push_html(whole, &links);
    }
    push_html(whole, "</li>\n");
}

fn push_html(body: &mut Body, html: &str) {
    if let Some(Piece::Html(last)) = body.pieces.last_mut() {
        last.push_str(html);
    } else if !html.is_empty() {
        body.pieces.push(Piece::Html(html.to_owned()));
    }
}

/// Appends a body, whose indices and places move on.
fn append(whole: &mut Body, more: Body) {
    let Body {
        pieces,
        headings,
        links,
        citations,
        images,
        figures,
        plain,
        places,
    } = more;
    let (link, citation, image) = (whole.links.len(), whole.citations.len(), whole.images.len());
    let figure = whole.figures.len();
    for piece in pieces {
        match piece {
            Piece::Html(html) => push_html(whole, &html),
            Piece::LinkOpen(index) => whole.pieces.push(Piece::LinkOpen(index + link)),
            Piece::LinkText(index) => whole.pieces.push(Piece::LinkText(index + link)),
            Piece::LinkClose(index) => whole.pieces.push(Piece::LinkClose(index + link)),
            Piece::Citation(index) => whole.pieces.push(Piece::Citation(index + citation)),
            Piece::Image(index) => whole.pieces.push(Piece::Image(index + image)),
            Piece::Figure(index) => whole.pieces.push(Piece::Figure(index + figure)),
        }
    }
    if !whole.plain.is_empty() && !plain.is_empty() {
        whole.plain.push('\n');
    }
    let offset = whole.plain.len();
    whole.plain.push_str(&plain);
    whole.places.append(places, offset);
    whole.headings.extend(headings);
    whole.images.extend(images);
    whole.figures.extend(figures);
    whole.links.extend(links.into_iter().map(|mut link| {
        link.place = link.place.start + offset..link.place.end + offset;
        link.sentence = link.sentence.start + offset..link.sentence.end + offset;
        link
    }));
    whole
        .citations
        .extend(citations.into_iter().map(|mut citation| {
            citation.sentence = citation.sentence.start + offset..citation.sentence.end + offset;
            citation
        }));
}
