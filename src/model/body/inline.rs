//! Citations, links, images and refused HTML within a line.
//!
//! A link becomes a pair of holes around its words, with its target read and checked as far as its
//! own words allow. An image becomes one hole; its alternative text is plain, so that nothing
//! inside it can be a link of its own.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::citations::{Run, What};
use super::places::Origin;
use super::reader::Reader;
use super::targets::{embedded_path, image_path, link_target, wiki_target};
use super::{Citation, Figure, Image, Link, LinkTarget, Piece};
use crate::diagnostics::{Code, Diagnostic, Mend};

/// A link whose end is still to come.
#[derive(Debug)]
pub(super) struct OpenLink {
    index: usize,
    link_type: LinkType,
    written: String,
    /// Where the definition of a link by label stands.
    definition: Option<Range<usize>>,
    /// Links that the parser found within this one, which stay words.
    inner: usize,
}

/// An image whose end is still to come.
#[derive(Debug)]
pub(super) struct OpenImage {
    link_type: LinkType,
    written: String,
    title: String,
    alt: String,
    range: Range<usize>,
    /// Images that the parser found within this one, which give only their words.
    inner: usize,
}

impl OpenLink {
    /// Tells whether text inside it is shown; `[[name]]` shows its target's title instead.
    pub(super) fn takes_words(&self) -> bool {
        !matches!(self.link_type, LinkType::WikiLink { has_pothole: false })
    }
}

impl Reader<'_> {
    /// Writes the gathered text, with citations taken out and broken footnote marks reported.
    pub(super) fn flush_run(&mut self) {
        let run = std::mem::take(&mut self.run);
        let found = run.find(self.source);
        let mut written = 0;
        for found in found {
            match found.what {
                // A link cannot hold the link of a citation, so these brackets stay words.
                What::Citations(_) | What::Unreadable(_) if self.link.is_some() => {}
                What::Citations(cited) => {
                    self.write_run(&run, written..found.place.start);
                    written = found.place.end;
                    for cited in cited {
                        let span = self.span(&cited.range);
                        let sheet = self.sheet();
                        let at = sheet.prose.last_word();
                        sheet.close_hole(Piece::Citation(sheet.body.citations.len()));
                        sheet.body.citations.push(Citation {
                            key: cited.key,
                            locator: cited.locator,
                            span,
                            sentence: at..at,
                        });
                    }
                }
                What::Figure(call, range) => {
                    self.write_run(&run, written..found.place.start);
                    written = found.place.end;
                    let span = self.span(&range);
                    self.sheet().figure(Figure { call, span });
                }
                What::Unreadable(range) => {
                    let message = format!(
                        "`{}` cannot be read as a citation",
                        &self.source[range.clone()]
                    );
                    let help = "write `[@key]`, `[@key, p. 3]` or `[@one; @other]`; \
                                where no citation is meant, write `\\[`";
                    self.report(Code::UnknownReference, &range, message, help);
                }
                What::Footnote(label, range) => {
                    let message = format!("there is no footnote `{label}`");
                    let help =
                        format!("add a line that begins with `[^{label}]:`, or delete the mark");
                    self.report(Code::UnknownFootnote, &range, message, &help);
                }
            }
        }
        self.write_run(&run, written..run.text.len());
        self.run = run;
        self.run.clear();
    }

    /// Writes a part of the gathered text.
    fn write_run(&mut self, run: &Run, place: Range<usize>) {
        let base = self.base.start as usize;
        for (place, origin) in run.origins(&place) {
            let origin = match origin {
                Origin::At(offset) => Origin::At(base + offset),
                Origin::Near(offset) => Origin::Near(base + offset),
            };
            self.sheet().words(&run.text[place], origin);
        }
    }

    pub(super) fn start_link(
        &mut self,
        link_type: LinkType,
        written: &str,
        range: &Range<usize>,
        definition: Option<Range<usize>>,
    ) {
        if let Some(link) = &mut self.link {
            link.inner += 1;
            return;
        }
        let span = self.span(range);
        let written = self.marked.clean(written).into_owned();
        let sheet = self.sheet();
        let index = sheet.body.links.len();
        let start = sheet.prose.next_word();
        sheet.hole(Piece::LinkOpen(index));
        sheet.body.links.push(Link {
            target: LinkTarget::Refused,
            span,
            target_span: span,
            has_text: true,
            text: String::new(),
            place: start..start,
            sentence: start..start,
        });
        self.link = Some(OpenLink {
            index,
            link_type,
            written,
            definition,
            inner: 0,
        });
    }

    pub(super) fn end_link(&mut self, range: &Range<usize>) {
        let Some(mut link) = self.link.take() else {
            return;
        };
        if link.inner > 0 {
            link.inner -= 1;
            self.link = Some(link);
            return;
        }
        let target_range = self.target_range(&link, range);
        let target = match link.link_type {
            LinkType::WikiLink { .. } => wiki_target(&link.written),
            LinkType::Email => link_target(&format!("mailto:{}", link.written)),
            LinkType::Inline
            | LinkType::Reference
            | LinkType::ReferenceUnknown
            | LinkType::Collapsed
            | LinkType::CollapsedUnknown
            | LinkType::Shortcut
            | LinkType::ShortcutUnknown
            | LinkType::Autolink => link_target(&link.written),
        };
        let target = target.unwrap_or_else(|refusal| {
            let span = self.span(&target_range);
            let written = link.written.trim();
            let has_host = written.starts_with("//");
            let mend = has_host.then(|| Mend::words(span, written, format!("https:{written}")));
            self.diagnostics.push(
                Diagnostic::new(refusal.code, span, refusal.message)
                    .help(refusal.help)
                    .mend(mend),
            );
            LinkTarget::Refused
        });
        let target_span = self.span(&target_range);
        let start = target_span.start as usize;
        let origin = match &target {
            LinkTarget::Wiki { name, .. } | LinkTarget::Path { path: name, .. }
                if self.source.get(target_range.clone()) == Some(name) =>
            {
                Origin::At(start)
            }
            LinkTarget::Wiki { .. }
            | LinkTarget::Path { .. }
            | LinkTarget::Fragment(_)
            | LinkTarget::Web(_)
            | LinkTarget::Refused => Origin::Near(start),
        };
        let sheet = self.sheet();
        let start = sheet.body.links[link.index].place.start;
        let mut place = start..sheet.prose.last_word();
        let has_image = matches!(sheet.body.pieces.last(), Some(Piece::Image(_)));
        let has_text = has_image || !sheet.prose.slice(&place).trim().is_empty();
        let mut asks_for_title = false;
        if !has_text {
            match &target {
                LinkTarget::Wiki { name, .. } | LinkTarget::Path { path: name, .. } => {
                    asks_for_title = true;
                    sheet.hole(Piece::LinkText(link.index));
                    sheet.prose.push(name, origin);
                }
                LinkTarget::Fragment(words) | LinkTarget::Web(words) => sheet.words(words, origin),
                LinkTarget::Refused => sheet.words(link.written.trim(), origin),
            }
            place.end = sheet.prose.last_word();
        }
        sheet.hole(Piece::LinkClose(link.index));
        let text = sheet.prose.slice(&place).trim().to_owned();
        let finished = &mut sheet.body.links[link.index];
        finished.target = target;
        finished.target_span = target_span;
        finished.has_text = !asks_for_title;
        finished.text = text;
        finished.place = place;
    }

    /// Returns where the name or path of a link stands, or the whole link.
    fn target_range(&self, link: &OpenLink, range: &Range<usize>) -> Range<usize> {
        let path = link.written.split('#').next().unwrap_or_default();
        let path = path.trim().trim_end_matches('\\').trim_end();
        let wanted = if path.is_empty() {
            link.written.trim()
        } else {
            path
        };
        let window = match (&link.definition, link.link_type) {
            (Some(definition), _) => definition.clone(),
            (None, LinkType::WikiLink { .. }) => range.start + "[[".len()..range.end,
            (None, LinkType::Autolink | LinkType::Email) => range.clone(),
            (
                None,
                LinkType::Inline
                | LinkType::Reference
                | LinkType::ReferenceUnknown
                | LinkType::Collapsed
                | LinkType::CollapsedUnknown
                | LinkType::Shortcut
                | LinkType::ShortcutUnknown,
            ) => self.last_end..range.end,
        };
        let words = self.source.get(window.clone()).unwrap_or_default();
        // A definition begins with its label, which may hold the same words.
        let skipped = if link.definition.is_some() {
            words.find("]:").unwrap_or(0)
        } else {
            0
        };
        match words[skipped..].find(wanted) {
            Some(at) if !wanted.is_empty() => {
                let start = window.start + skipped + at;
                start..start + wanted.len()
            }
            Some(_) | None => range.clone(),
        }
    }

    pub(super) fn start_image(
        &mut self,
        link_type: LinkType,
        written: &str,
        title: &str,
        range: &Range<usize>,
    ) {
        self.image = Some(OpenImage {
            link_type,
            written: self.marked.clean(written).into_owned(),
            title: self.marked.clean(title).trim().to_owned(),
            alt: String::new(),
            range: range.clone(),
            inner: 0,
        });
    }

    /// Adds to the alternative text of the image that is open.
    pub(super) fn image_words(&mut self, words: &str) {
        let words = self.marked.clean(words);
        if let Some(image) = &mut self.image {
            image.alt.push_str(&words);
        }
    }

    /// Takes from the inside of an image what its alternative text can hold.
    pub(super) fn image_event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        let Some(image) = &mut self.image else {
            return;
        };
        match event {
            Event::Start(Tag::Image { .. }) => image.inner += 1,
            Event::End(TagEnd::Image) if image.inner > 0 => image.inner -= 1,
            Event::End(TagEnd::Image) => self.end_image(),
            Event::Code(words) => self.image_words(words),
            Event::HardBreak => self.image_words(" "),
            Event::Html(html) | Event::InlineHtml(html) => self.inline_html(html, range),
            Event::Start(_)
            | Event::End(_)
            | Event::Text(_)
            | Event::SoftBreak
            | Event::Rule
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    fn end_image(&mut self) {
        let Some(image) = self.image.take() else {
            return;
        };
        let is_embed = matches!(image.link_type, LinkType::WikiLink { .. });
        let mut alt = image.alt.split_whitespace().collect::<Vec<_>>().join(" ");
        // Without a bar the words are the file's name, and `|300` is a width.
        let is_size = |words: &str| {
            words
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'x')
        };
        if is_embed
            && (image.link_type == (LinkType::WikiLink { has_pothole: false }) || is_size(&alt))
        {
            alt.clear();
        }
        let path = if is_embed {
            embedded_path(&image.written)
        } else {
            image_path(&image.written)
        };
        let path = match path {
            Ok(path) => path,
            Err(refusal) => {
                self.report(refusal.code, &image.range, refusal.message, &refusal.help);
                let origin = Origin::Near(self.span(&image.range).start as usize);
                self.sheet().words(&alt, origin);
                return;
            }
        };
        if alt.is_empty() {
            let message = format!("image `{path}` has no description");
            let help = if is_embed {
                format!("write `![[{path}|what it shows]]`")
            } else {
                format!("write `![what it shows]({path})`")
            };
            self.report(Code::MissingAlt, &image.range, message, &help);
        }
        let span = self.span(&image.range);
        let sheet = self.sheet();
        sheet.hole(Piece::Image(sheet.body.images.len()));
        sheet.body.images.push(Image {
            path,
            alt,
            title: image.title,
            alone: false,
            span,
        });
    }

    /// Reports a tag or comment in a line; the end tag of a reported start tag is not news.
    pub(super) fn inline_html(&mut self, html: &str, range: &Range<usize>) {
        if html.starts_with("</") && self.reported_tags > 0 {
            self.reported_tags -= 1;
            return;
        }
        if !html.starts_with("</") && !html.starts_with("<!") && !html.ends_with("/>") {
            self.reported_tags += 1;
        }
        self.report_html(html, range);
    }

    pub(super) fn report_html(&mut self, html: &str, range: &Range<usize>) {
        let html = html.trim_start();
        let (message, help) = if html.starts_with("<!--") {
            let help = "delete it; a remark for editors can stand after a `#` in the front matter";
            ("an HTML comment in a body".to_owned(), help)
        } else {
            let tag = html.find('>').map_or(html, |end| &html[..=end]);
            let shown: String = tag
                .chars()
                .take(40)
                .take_while(|next| *next != '\n')
                .collect();
            let shown = self.marked.clean(&shown).into_owned();
            let help = "write Markdown instead; where the character itself is meant, write `\\<`";
            (format!("HTML `{shown}` in a body"), help)
        };
        self.report(Code::RawHtml, range, message, help);
    }
}
