//! Fills the holes of a body: links get their addresses, citations their numbers, images their size.
//!
//! The fixed HTML between the holes was made once, when the brief was read. Everything written here
//! is escaped for the attribute or text in which it stands.

use std::fmt::Write as _;

use super::values::{Page, anchor};
use crate::model::body::{Body, Piece, push_text};
use crate::resolve::references::{BodyTargets, LinkTo};
use crate::text::percent_encode;

/// Returns a body of the page's entry as HTML: the first is the brief itself, the others are fields.
pub(super) fn html(number: usize, page: &Page) -> String {
    let body = &page.site.entry(page.id).bodies[number];
    let targets = &page.site.body_targets[page.id.0 as usize][number];
    let filling = Filling {
        body,
        targets,
        page,
    };
    let mut html = String::with_capacity(body.plain.len() * 2);
    body.write(&mut html, &mut |piece, out| match piece {
        Piece::Html(_) => {}
        Piece::LinkOpen(index) => filling.open_link(*index, out),
        Piece::LinkText(index) => filling.link_text(*index, out),
        Piece::LinkClose(index) => {
            if targets.links[*index] != LinkTo::Nowhere {
                out.push_str("</a>");
            }
        }
        Piece::Citation(index) => filling.citation(*index, out),
        Piece::Image(index) => filling.image(*index, out),
        Piece::Figure(index) => {
            // What cannot be worked out was reported, and nothing is written then.
            let figure = page
                .claims
                .figure(&body.figures[*index], page.id, page.site);
            push_text(out, &figure.unwrap_or_default());
        }
    });
    html
}

/// What the filling of a hole looks at.
struct Filling<'a> {
    body: &'a Body,
    targets: &'a BodyTargets,
    page: &'a Page<'a>,
}

impl Filling<'_> {
    fn open_link(&self, index: usize, out: &mut String) {
        let root = self.page.root;
        let place = |id: &Option<String>| {
            id.as_ref()
                .map_or_else(String::new, |id| format!("#{}", percent_encode(id)))
        };
        let (address, external) = match &self.targets.links[index] {
            LinkTo::Nowhere => return,
            LinkTo::Entry(id, fragment) => {
                let address = self.page.site.address(*id).encoded();
                (format!("{root}{address}{}", place(fragment)), false)
            }
            LinkTo::File(path, fragment) => (
                format!("{root}{}{}", path.encoded(), place(fragment)),
                false,
            ),
            LinkTo::Here(id) => (format!("#{}", percent_encode(id)), false),
            LinkTo::Web(address) => (address.clone(), !address.starts_with("mailto:")),
        };
        out.push_str("<a href=\"");
        push_text(out, &address);
        out.push_str(if external {
            "\" rel=\"external\">"
        } else {
            "\">"
        });
    }

    /// Writes the words of a link that has none of its own: the title of what it leads to.
    fn link_text(&self, index: usize, out: &mut String) {
        match &self.targets.links[index] {
            LinkTo::Entry(id, _) => push_text(out, self.page.site.title(*id)),
            LinkTo::File(..) | LinkTo::Here(_) | LinkTo::Web(_) | LinkTo::Nowhere => {
                push_text(out, &self.body.links[index].text);
            }
        }
    }

    fn citation(&self, index: usize, out: &mut String) {
        let Some(source) = self.targets.citations[index] else {
            return;
        };
        let mut words = self
            .page
            .numbers
            .get(&source)
            .copied()
            .unwrap_or_default()
            .to_string();
        if let Some(locator) = &self.body.citations[index].locator {
            words = format!("{words}, {locator}");
        }
        out.push_str("<sup><a href=\"#");
        push_text(out, &anchor(source, self.page.site));
        out.push_str("\" aria-label=\"Source ");
        push_text(out, &words);
        out.push_str("\">");
        push_text(out, &words);
        out.push_str("</a></sup>");
    }

    fn image(&self, index: usize, out: &mut String) {
        let image = &self.body.images[index];
        let Some(picture) = &self.targets.images[index] else {
            return;
        };
        if image.alone {
            out.push_str("<figure class=\"photo\">");
        }
        out.push_str("<img src=\"");
        push_text(
            out,
            &format!("{}{}", self.page.root, picture.address.encoded()),
        );
        out.push_str("\" alt=\"");
        push_text(out, &image.alt);
        let (width, height) = (picture.width, picture.height);
        write!(
            out,
            "\" width=\"{width}\" height=\"{height}\" loading=\"lazy\">"
        )
        .expect("a string can be written");
        if image.alone {
            if !image.title.is_empty() {
                out.push_str("<figcaption>");
                push_text(out, &image.title);
                out.push_str("</figcaption>");
            }
            out.push_str("</figure>");
        }
    }
}
