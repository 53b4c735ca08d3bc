//! Markdown events turned into a body.
//!
//! The events come once, in order, from pulldown-cmark; this file decides what each becomes. Links,
//! images and citations are in `inline.rs`, headings, tables, quotations and footnotes in `blocks.rs`. What a brief may not hold is reported and left out.

use std::ops::Range;

use pulldown_cmark::{Alignment, CowStr, Event, Options, Parser, Tag, TagEnd};

use super::assemble::{Footnote, assemble};
use super::citations::Run;
use super::emphasis::{Marked, mark};
use super::html::Anchors;
use super::inline::{OpenImage, OpenLink};
use super::places::{Origin, Part};
use super::sheet::{ParagraphStart, Quotation, Sheet};
use super::{Body, Form, blocks};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::text::{Span, find_control_character};

/// The state of one reading.
pub(super) struct Reader<'a> {
    pub(super) source: &'a str,
    pub(super) marked: &'a Marked<'a>,
    pub(super) base: Span,
    pub(super) form: Form,
    pub(super) diagnostics: &'a mut Diagnostics,
    /// The main text and, above it, the footnotes that are open.
    pub(super) sheets: Vec<Sheet>,
    pub(super) open_footnotes: Vec<(String, Span)>,
    pub(super) footnotes: Vec<Footnote>,
    /// Text that may still grow.
    pub(super) run: Run,
    pub(super) anchors: Anchors,
    paragraph: Option<ParagraphStart>,
    pub(super) heading: Option<usize>,
    pub(super) link: Option<OpenLink>,
    pub(super) image: Option<OpenImage>,
    pub(super) table: Table,
    in_code_block: bool,
    in_html_block: bool,
    /// HTML start tags reported in this paragraph, whose end tags need no report of their own.
    pub(super) reported_tags: usize,
    /// The end of the last event, in the source.
    pub(super) last_end: usize,
}

/// The table that is open, and how many there were.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) count: usize,
    pub(super) alignments: Vec<Alignment>,
    pub(super) column: usize,
    pub(super) in_head: bool,
}

/// Reads Markdown into a body.
pub(super) fn read(source: &str, base: Span, form: Form, diagnostics: &mut Diagnostics) -> Body {
    let marked = mark(source, form);
    let mut reader = Reader {
        source,
        marked: &marked,
        base,
        form,
        diagnostics,
        sheets: vec![Sheet::default()],
        open_footnotes: Vec::new(),
        footnotes: Vec::new(),
        run: Run::default(),
        anchors: Anchors::default(),
        paragraph: None,
        heading: None,
        link: None,
        image: None,
        table: Table::default(),
        in_code_block: false,
        in_html_block: false,
        reported_tags: 0,
        last_end: 0,
    };
    let mut events = Parser::new_ext(&marked.text, options()).into_offset_iter();
    while let Some((event, range)) = events.next() {
        let range = marked.range(&range);
        // Links by label need the place of their definition as well.
        let definition = match &event {
            Event::Start(Tag::Link { id, .. }) => events.reference_definitions().get(id),
            _ => None,
        };
        let definition = definition.map(|definition| marked.range(&definition.span));
        reader.event(event, &range, definition);
    }
    reader.finish()
}

/// The extensions that are read.
///
/// Attributes of headings are read in `Run::take_heading_id` instead, because the parser drops
/// other braces from the text; quotation marks stay as written for the sake of Korean.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
        | Options::ENABLE_WIKILINKS
}

impl Reader<'_> {
    pub(super) fn sheet(&mut self) -> &mut Sheet {
        self.sheets
            .last_mut()
            .expect("the main text stays below all footnotes")
    }

    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        self.base.within(range.start, range.end)
    }

    pub(super) fn report(&mut self, code: Code, range: &Range<usize>, message: String, help: &str) {
        let span = self.span(range);
        self.diagnostics
            .push(Diagnostic::new(code, span, message).help(help));
    }

    fn event(&mut self, event: Event<'_>, range: &Range<usize>, definition: Option<Range<usize>>) {
        if let Event::Text(words) = &event {
            self.text(words, range);
        } else if let Event::SoftBreak = &event {
            self.soft_break(range);
        } else if self.image.is_some() {
            self.image_event(&event, range);
        } else {
            self.flush_run_before(&event);
            let starts = matches!(event, Event::Start(_));
            self.structure(event, range, definition);
            if starts {
                self.last_end = range.start;
                return;
            }
        }
        self.last_end = range.end;
    }

    fn text(&mut self, words: &CowStr<'_>, range: &Range<usize>) {
        // No file holds such a character itself, but an entity may stand for one.
        if let Some((_, character)) = find_control_character(words) {
            let message = format!(
                "this stands for the control character U+{:04X}",
                u32::from(character)
            );
            self.report(Code::ControlCharacter, range, message, "delete it");
            return;
        }
        if self.in_code_block {
            let words = self.marked.clean(words).into_owned();
            let origin = Origin::At(self.span(range).start as usize);
            self.sheet().words(&words, origin);
        } else if self.image.is_some() {
            self.image_words(words);
        } else if self.link.as_ref().is_none_or(OpenLink::takes_words) {
            let marked = self.marked;
            let verbatim = self
                .source
                .get(range.clone())
                .is_some_and(|written| *written == *marked.clean(words));
            // A mark lies between its parts but takes no bytes of the source.
            let mut start = range.start;
            for part in marked.parts(words).filter(|part| !part.is_empty()) {
                self.run.push(part, start, verbatim);
                start += part.len();
            }
        }
    }

    fn soft_break(&mut self, range: &Range<usize>) {
        if self.image.is_some() {
            self.image_words("\n");
        } else {
            self.run.push("\n", range.start, true);
        }
    }

    fn flush_run_before(&mut self, event: &Event<'_>) {
        // The end of a heading looks for an id in the text first.
        if !matches!(event, Event::End(TagEnd::Heading(_))) {
            self.flush_run();
        }
    }

    fn structure(
        &mut self,
        event: Event<'_>,
        range: &Range<usize>,
        definition: Option<Range<usize>>,
    ) {
        match event {
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                ..
            }) => {
                self.start_link(link_type, &dest_url, range, definition);
            }
            Event::Start(Tag::Image {
                link_type,
                dest_url,
                title,
                ..
            }) => {
                self.start_image(link_type, &dest_url, &title, range);
            }
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Code(words) => {
                let words = self.marked.clean(&words).into_owned();
                let origin = Origin::Near(self.span(range).start as usize);
                let sheet = self.sheet();
                let start = sheet.prose.next_word();
                sheet.markup("<code>");
                sheet.words(&words, origin);
                sheet.markup("</code>");
                sheet.part_since(start, Part::Code);
            }
            Event::Html(_) if self.in_html_block => {}
            Event::Html(html) | Event::InlineHtml(html) => self.inline_html(&html, range),
            Event::FootnoteReference(label) => self.footnote_mark(&label),
            Event::HardBreak => {
                let origin = Origin::At(self.span(range).start as usize);
                let sheet = self.sheet();
                sheet.markup("<br>\n");
                sheet.prose.push(" ", origin);
            }
            Event::Rule => {
                let sheet = self.sheet();
                sheet.end_block();
                sheet.fresh_line();
                sheet.markup("<hr>\n");
            }
            Event::TaskListMarker(done) => self.sheet().markup(if done {
                "<span class=\"task\" role=\"img\" aria-label=\"done\">☑</span> "
            } else {
                "<span class=\"task\" role=\"img\" aria-label=\"open\">☐</span> "
            }),
            // Text and line breaks are gathered before they come here, and formulas are not read.
            Event::Text(_) | Event::SoftBreak | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Emphasis => self.sheet().markup("<em>"),
            Tag::Strong => self.sheet().markup("<strong>"),
            Tag::Strikethrough => self.sheet().markup("<del>"),
            Tag::Paragraph => {
                self.start_block("");
                if self.form == Form::Blocks {
                    self.paragraph = Some(self.sheet().start_paragraph());
                }
            }
            Tag::Heading { .. } => {
                self.start_block("");
                self.heading = Some(self.sheet().reserve());
            }
            Tag::BlockQuote(kind) => {
                self.start_block(blocks::quote_start(kind));
                let quotes = kind.map_or(Quotation::Yes, |_| Quotation::No);
                self.sheet().start_quotation(quotes);
            }
            Tag::CodeBlock(kind) => {
                self.in_code_block = true;
                self.start_block("<pre><code");
                self.code_language(&kind);
            }
            Tag::HtmlBlock => {
                self.sheet().end_block();
                self.in_html_block = true;
                let html = self.source.get(range.clone()).unwrap_or_default();
                let first_line = html.trim_end().split('\n').next().unwrap_or_default();
                let end = range.start + first_line.trim_end().len();
                self.report_html(html, &(range.start..end));
            }
            Tag::List(None) => self.start_block("<ul>\n"),
            Tag::List(Some(1)) => self.start_block("<ol>\n"),
            Tag::List(Some(first)) => self.start_block(&format!("<ol start=\"{first}\">\n")),
            Tag::Item => self.start_block("<li>"),
            Tag::DefinitionList => self.start_block("<dl>\n"),
            Tag::DefinitionListTitle => self.start_block("<dt>"),
            Tag::DefinitionListDefinition => self.start_block("<dd>"),
            Tag::FootnoteDefinition(label) => self.start_footnote(&label, range),
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => {
                self.table.in_head = true;
                self.table.column = 0;
                self.sheet().markup("<thead>\n<tr>");
            }
            Tag::TableRow => {
                self.table.column = 0;
                self.sheet().markup("<tr>");
            }
            Tag::TableCell => self.start_cell(),
            // The first two are handled with their events, the others belong to unread extensions.
            Tag::Link { .. }
            | Tag::Image { .. }
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Emphasis => self.sheet().markup("</em>"),
            TagEnd::Strong => self.sheet().markup("</strong>"),
            TagEnd::Strikethrough => self.sheet().markup("</del>"),
            TagEnd::Link => self.end_link(range),
            TagEnd::Paragraph => {
                self.reported_tags = 0;
                let start = self.paragraph.take();
                let sheet = self.sheet();
                sheet.end_block();
                if let Some(start) = start {
                    sheet.end_paragraph(&start);
                }
            }
            TagEnd::Heading(level) => self.end_heading(level, range),
            TagEnd::BlockQuote(_) => {
                self.end_block("</blockquote>\n");
                self.sheet().end_quotation();
            }
            TagEnd::CodeBlock => {
                self.in_code_block = false;
                self.reported_tags = 0;
                let sheet = self.sheet();
                let place = sheet.end_block();
                sheet.prose.places.part(place, Part::Code);
                sheet.markup("</code></pre>\n");
            }
            TagEnd::HtmlBlock => self.in_html_block = false,
            TagEnd::List(true) => self.end_block("</ol>\n"),
            TagEnd::List(false) => self.end_block("</ul>\n"),
            TagEnd::Item => self.end_block("</li>\n"),
            TagEnd::DefinitionList => self.end_block("</dl>\n"),
            TagEnd::DefinitionListTitle => self.end_block("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.end_block("</dd>\n"),
            TagEnd::FootnoteDefinition => self.end_footnote(),
            TagEnd::Table => self.end_block("</tbody>\n</table></div>\n"),
            TagEnd::TableHead => {
                self.table.in_head = false;
                self.end_block("</tr>\n</thead>\n<tbody>\n");
            }
            TagEnd::TableRow => self.end_block("</tr>\n"),
            TagEnd::TableCell => {
                self.table.column += 1;
                self.end_block(if self.table.in_head { "</th>" } else { "</td>" });
            }
            // Images end while one is open, and the others belong to unread extensions.
            TagEnd::Image | TagEnd::Superscript | TagEnd::Subscript | TagEnd::MetadataBlock(_) => {}
        }
    }

    pub(super) fn start_block(&mut self, markup: &str) {
        let sheet = self.sheet();
        sheet.end_block();
        sheet.fresh_line();
        sheet.markup(markup);
    }

    pub(super) fn end_block(&mut self, markup: &str) {
        self.reported_tags = 0;
        let sheet = self.sheet();
        sheet.end_block();
        sheet.markup(markup);
    }

    fn finish(mut self) -> Body {
        self.flush_run();
        let main = self
            .sheets
            .pop()
            .expect("the main text stays below all footnotes");
        assemble(main, self.footnotes, self.anchors, self.diagnostics)
    }
}
