//! Where a diagnostic points, as other programs count it: path, lines and columns from 1.
//!
//! In: a span and the texts. Out: plain data for the formats beside this file. A span that stands for
//! a file as a whole has no lines.

use crate::text::{Position, Span, Texts};

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place<'a> {
    /// The path from the site's folder; empty where a fault is of the site as a whole.
    pub(super) path: &'a str,
    /// The first character and the one after the last, unless the file as a whole is meant.
    pub(super) range: Option<(Position, Position)>,
}

/// Works out a place.
pub(super) fn place(span: Span, texts: &Texts) -> Place<'_> {
    let text = texts.get(span.text);
    let whole = text.content.is_empty() || (span.start == 0 && span.end == 0);
    let range = || {
        let end = Span {
            start: span.end.max(span.start),
            ..span
        };
        (texts.position(span), texts.position(end))
    };
    Place {
        path: &text.path,
        range: (!whole).then(range),
    }
}
