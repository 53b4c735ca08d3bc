//! A Markdown body, read once: fixed HTML with numbered holes, and all that other stages ask of it.
//!
//! `parse` takes the words after the front matter and returns pieces of HTML, the headings, links,
//! citations and images with their spans, and the plain text. What depends on other entries (where
//! a link leads, which number a citation has, how large an image is) stays a hole that `render`
//! fills; this module knows no other entry and reads no file. Raw HTML and other schemes than http,
//! https and mailto are reported here and never reach the output.

use std::ops::Range;

use crate::diagnostics::Diagnostics;
use crate::text::Span;

mod assemble;
mod blocks;
mod citations;
mod emphasis;
mod html;
mod inline;
mod places;
mod prose;
mod reader;
mod sheet;
mod targets;
#[cfg(test)]
mod tests;

pub use html::push_text;
pub use places::{Part, Places};
pub use prose::sentences;
pub(super) use targets::{Refusal, image_path};

/// A body or a one-line value after reading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Body {
    /// The HTML in order, with holes.
    pub pieces: Vec<Piece>,
    /// The headings in order.
    pub headings: Vec<Heading>,
    /// The links in reading order.
    pub links: Vec<Link>,
    /// The citations in reading order, one for each key.
    pub citations: Vec<Citation>,
    /// The images in reading order.
    pub images: Vec<Image>,
    /// The figures to be worked out, in reading order.
    pub figures: Vec<Figure>,
    /// The words without markup, one paragraph a line, footnotes last.
    pub plain: String,
    /// Where those words stand in the file.
    pub places: Places,
}

/// A stretch of HTML or a hole; the number is an index into the list of the same name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Finished HTML.
    Html(String),
    /// Where a link's start tag belongs.
    LinkOpen(usize),
    /// Where the title of a link's target belongs, since the link has no words of its own.
    LinkText(usize),
    /// Where a link's end tag belongs.
    LinkClose(usize),
    /// Where the mark of a citation belongs.
    Citation(usize),
    /// Where an image belongs.
    Image(usize),
    /// Where a figure belongs that is worked out from the record.
    Figure(usize),
}

/// A figure to be worked out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The call between the braces, such as `count(kind="launch")`.
    pub call: String,
    /// The braces and all between.
    pub span: Span,
}

/// A heading of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The level in the page, from 3, because the page has its own h1 and h2.
    pub level: u8,
    /// The words.
    pub text: String,
    /// The anchor, which starts with `h-` and is unique within the body.
    pub id: String,
    /// The whole heading as written.
    pub span: Span,
}

/// A link of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it leads, as far as the words tell.
    pub target: LinkTarget,
    /// The whole link as written.
    pub span: Span,
    /// The name or path within it, without fragment; the whole link where it stands elsewhere.
    pub target_span: Span,
    /// Whether it has words of its own; if not, a [`Piece::LinkText`] asks for the target's title.
    pub has_text: bool,
    /// The words as written, or the name where it has none of its own.
    pub text: String,
    /// Where the words stand in the plain text.
    pub place: Range<usize>,
    /// The sentence of the plain text around it.
    pub sentence: Range<usize>,
}

/// Where a link leads, before anything is looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// An entry by name, from `[[name#fragment]]`.
    Wiki {
        /// The key, file name, title or alias, perhaps with folders, never with `.md`.
        name: String,
        /// The heading.
        fragment: Option<String>,
    },
    /// A file by its path from the body's own file, percent-decoded.
    Path {
        /// The path as decoded.
        path: String,
        /// The heading.
        fragment: Option<String>,
    },
    /// A heading of the same body.
    Fragment(String),
    /// An http, https or mailto address, fit for an attribute once escaped.
    Web(String),
    /// Nothing: the target was reported, and only the words are shown.
    Refused,
}

/// One cited source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The key after `@`.
    pub key: String,
    /// Where in the source, such as `p. 3`.
    pub locator: Option<String>,
    /// The `@` and the key.
    pub span: Span,
    /// The sentence of the plain text that it supports.
    pub sentence: Range<usize>,
}

/// An image beside the body's own file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// The path from the body's own file, percent-decoded.
    pub path: String,
    /// What it shows.
    pub alt: String,
    /// The caption, or nothing.
    pub title: String,
    /// Whether it stands alone in its paragraph and so is a figure rather than part of a line.
    pub alone: bool,
    /// The whole image as written.
    pub span: Span,
}

/// Says what the Markdown may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Paragraphs, lists, tables and all the rest.
    Blocks,
    /// The inside of one paragraph.
    Line,
}

/// Reads a body.
///
/// `base` starts at the first byte of `source` within its text, so that every span of the result
/// counts from the start of the file.
#[must_use]
pub fn parse(source: &str, base: Span, diagnostics: &mut Diagnostics) -> Body {
    reader::read(source, base, Form::Blocks, diagnostics)
}

/// Reads the Markdown of a one-line value: emphasis, code, links and citations, but no blocks.
///
/// Line breaks count as spaces, and what would open a list or heading is taken literally.
#[must_use]
pub fn parse_inline(source: &str, base: Span, diagnostics: &mut Diagnostics) -> Body {
    reader::read(source, base, Form::Line, diagnostics)
}

impl Body {
    /// Tells whether there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Writes the HTML and calls `fill` for every hole.
    pub fn write(&self, out: &mut String, fill: &mut dyn FnMut(&Piece, &mut String)) {
        for piece in &self.pieces {
            match piece {
                Piece::Html(html) => out.push_str(html),
                Piece::LinkOpen(_)
                | Piece::LinkText(_)
                | Piece::LinkClose(_)
                | Piece::Citation(_)
                | Piece::Image(_)
                | Piece::Figure(_) => fill(piece, out),
            }
        }
    }

    /// Returns the sentences of the plain text in order.
    #[must_use]
    pub fn sentences(&self) -> Vec<Range<usize>> {
        let names = self.links.iter().filter(|link| !link.has_text);
        let names: Vec<usize> = names.map(|link| link.place.start).collect();
        prose::sentences(&self.plain, &names)
    }

    /// Tells whether a link leads to a place within another text.
    #[must_use]
    pub fn points_into_others(&self) -> bool {
        self.links.iter().any(|link| match &link.target {
            LinkTarget::Wiki { fragment, .. } | LinkTarget::Path { fragment, .. } => {
                fragment.is_some()
            }
            LinkTarget::Fragment(_) | LinkTarget::Web(_) | LinkTarget::Refused => false,
        })
    }

    /// Returns the heading that a fragment means: by anchor, or by its words as other tools do.
    #[must_use]
    pub fn heading(&self, fragment: &str) -> Option<&Heading> {
        let words = super::names::slug(fragment);
        let slugged = format!("h-{words}");
        let find =
            |fits: &dyn Fn(&Heading) -> bool| self.headings.iter().find(|heading| fits(heading));
        find(&|heading| heading.id == fragment)
            .or_else(|| find(&|heading| heading.id == slugged))
            .or_else(|| find(&|heading| super::names::slug(&heading.text) == words))
    }
}
