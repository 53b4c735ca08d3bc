//! What blocks become: headings, code, quotations, tables and footnotes.
//!
//! No attribute is written that the Content-Security-Policy or a style sheet would have to undo:
//! alignment is a class, and headings start below the page's own h1 and h2.

use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, HeadingLevel};

use super::places::Part;
use super::reader::Reader;
use super::sheet::{FootnoteMark, Sheet};
use super::{Heading, Piece, assemble::Footnote};
use crate::diagnostics::{Code, Diagnostic, Mend};
use crate::model::names::slug;

impl Reader<'_> {
    /// Writes the tags of a heading, whose anchor is known only after its words.
    pub(super) fn end_heading(&mut self, written: HeadingLevel, range: &Range<usize>) {
        let chosen = self.run.take_heading_id(self.source);
        self.flush_run();
        self.reported_tags = 0;
        let text = self.sheet().prose.block().to_owned();
        let name = chosen.as_deref().unwrap_or(&text);
        let name = slug(name.strip_prefix("h-").unwrap_or(name));
        let id = self.anchors.claim(&if name.is_empty() {
            "h-part".to_owned()
        } else {
            format!("h-{name}")
        });
        let words = self.source.get(range.clone()).unwrap_or_default();
        let range = range.start..range.start + words.trim_end().len();
        if written == HeadingLevel::H1 {
            let message = format!("`{text}` is a heading of the first level");
            let help = "begin it with `##`; the first level is the page's title";
            let words = words.trim_end();
            let span = self.span(&range);
            let mend = words
                .starts_with("# ")
                .then(|| Mend::words(span, words, format!("#{words}")));
            self.diagnostics.push(
                Diagnostic::new(Code::HeadingLevel, span, message)
                    .help(help)
                    .mend(mend),
            );
        }
        let level = match written {
            HeadingLevel::H1 | HeadingLevel::H2 => 3,
            HeadingLevel::H3 => 4,
            HeadingLevel::H4 => 5,
            HeadingLevel::H5 | HeadingLevel::H6 => 6,
        };
        let span = self.span(&range);
        let piece = self.heading.take();
        let sheet = self.sheet();
        let place = sheet.end_block();
        sheet.prose.places.part(place, Part::Heading);
        if let Some(piece) = piece {
            sheet.body.pieces[piece] = Piece::Html(format!("<h{level} id=\"{id}\">"));
        }
        sheet.markup(&format!("</h{level}>\n"));
        sheet.body.headings.push(Heading {
            level,
            text,
            id,
            span,
        });
    }

    /// Finishes the start tag of a code block.
    pub(super) fn code_language(&mut self, kind: &CodeBlockKind<'_>) {
        let language = match kind {
            CodeBlockKind::Indented => String::new(),
            CodeBlockKind::Fenced(info) => {
                let info = self.marked.clean(info);
                info.split_whitespace()
                    .next()
                    .unwrap_or_default()
                    .to_owned()
            }
        };
        let sheet = self.sheet();
        if !language.is_empty() {
            sheet.markup(" class=\"language-");
            sheet.escaped(&language);
            sheet.markup("\"");
        }
        sheet.markup(">");
    }

    /// Opens a table in a box that can be scrolled.
    pub(super) fn start_table(&mut self, alignments: Vec<Alignment>) {
        self.table.alignments = alignments;
        self.table.count += 1;
        // Regions of a page need names of their own.
        let number = match self.table.count {
            1 => String::new(),
            count => format!(" {count}"),
        };
        self.start_block(&format!(
            "<div class=\"scroll\" role=\"region\" aria-label=\"Table{number}\" tabindex=\"0\">\
             <table class=\"tbl\">\n"
        ));
    }

    /// Opens a cell of a table.
    pub(super) fn start_cell(&mut self) {
        let class = match self.table.alignments.get(self.table.column) {
            Some(Alignment::Right) => " class=\"num\"",
            Some(Alignment::None | Alignment::Left | Alignment::Center) | None => "",
        };
        let tag = if self.table.in_head {
            "<th scope=\"col\""
        } else {
            "<td"
        };
        let sheet = self.sheet();
        sheet.end_block();
        sheet.markup(tag);
        sheet.markup(class);
        sheet.markup(">");
    }

    /// Opens a footnote, which is written on a sheet of its own.
    pub(super) fn start_footnote(&mut self, label: &str, range: &Range<usize>) {
        let written = self.source.get(range.clone()).unwrap_or_default();
        let bracket = written.find("[^").unwrap_or(0);
        let end = written.find("]:").map_or(written.len(), |end| end + 1);
        let label_range = range.start + bracket..range.start + end.max(bracket);
        let opened = (self.folded(label), self.span(&label_range));
        self.sheet().end_block();
        self.open_footnotes.push(opened);
        self.sheets.push(Sheet::default());
    }

    /// Puts a footnote aside for the end of the text.
    pub(super) fn end_footnote(&mut self) {
        if let Some((label, span)) = self.open_footnotes.pop()
            && let Some(sheet) = self.sheets.pop()
        {
            self.footnotes.push(Footnote { label, span, sheet });
        }
    }

    /// Leaves a place for a footnote's number.
    pub(super) fn footnote_mark(&mut self, label: &str) {
        let label = self.folded(label);
        let sheet = self.sheet();
        sheet.close_hole(Piece::Html(String::new()));
        let piece = sheet.body.pieces.len() - 1;
        let at = sheet.prose.last_word();
        sheet.footnote_marks.push(FootnoteMark { piece, label, at });
    }

    fn folded(&self, label: &str) -> String {
        let label = self.marked.clean(label).to_lowercase();
        label.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Returns the start of a quotation, with the word that an alert begins with.
pub(super) fn quote_start(kind: Option<BlockQuoteKind>) -> &'static str {
    match kind {
        None => "<blockquote>\n",
        Some(BlockQuoteKind::Note) => {
            "<blockquote class=\"alert note\">\n<p><strong>Note</strong></p>\n"
        }
        Some(BlockQuoteKind::Tip) => {
            "<blockquote class=\"alert tip\">\n<p><strong>Tip</strong></p>\n"
        }
        Some(BlockQuoteKind::Important) => {
            "<blockquote class=\"alert important\">\n<p><strong>Important</strong></p>\n"
        }
        Some(BlockQuoteKind::Warning) => {
            "<blockquote class=\"alert warning\">\n<p><strong>Warning</strong></p>\n"
        }
        Some(BlockQuoteKind::Caution) => {
            "<blockquote class=\"alert caution\">\n<p><strong>Caution</strong></p>\n"
        }
    }
}
