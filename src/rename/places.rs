//! Where the key of an entry stands in the texts of a site: references, links, citations, rules.
//!
//! What each of them means was found out by `resolve`; here the key is looked for in what is written
//! there. Names other than the key stay: they still lead to the entry.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::edit::{Edit, Written};
use crate::model::body::{Body, LinkTarget};
use crate::resolve::references::{BodyTargets, LinkTo};
use crate::resolve::{EntryId, Site};
use crate::text::{Span, TextId, Texts};

/// The edits of each text, by their place, each once.
pub(super) type Edits = BTreeMap<TextId, BTreeMap<(usize, usize), String>>;

/// Makes an edit of a place and its new words.
pub(super) fn edit(((start, end), text): ((usize, usize), String)) -> Edit {
    let mut new = Written::default();
    new.push(&text);
    Edit {
        range: start..end,
        new,
    }
}

/// What is gathered.
pub(super) struct Places<'a> {
    old: &'a str,
    new: &'a str,
    texts: &'a Texts,
    pub(super) edits: Edits,
    /// Where the key is meant and was not found as it is written.
    pub(super) left: Vec<Span>,
}

impl<'a> Places<'a> {
    pub(super) fn new(old: &'a str, new: &'a str, texts: &'a Texts) -> Self {
        Self {
            old,
            new,
            texts,
            edits: Edits::new(),
            left: Vec::new(),
        }
    }

    /// Gathers all places at which an entry is meant by its key.
    pub(super) fn gather(&mut self, site: &Site, id: EntryId) {
        for from in site.ids() {
            let place = from.0 as usize;
            let entry = site.entry(from);
            let references = entry.references.iter().zip(site.targets[place].iter());
            for (reference, target) in references {
                if *target == Some(id) && self.is_key(&reference.written) {
                    self.change(reference.span, &reference.written, &["\"", "'", "[["]);
                }
            }
            let bodies = entry.bodies.iter().zip(site.body_targets[place].iter());
            for (body, targets) in bodies {
                self.gather_body(body, targets, id);
            }
        }
        let kind = site.entry(id).kind;
        for (named, allowed) in site.named_in_rules() {
            if allowed.contains(&kind) && named.written == self.old {
                self.change(named.span, &named.written, &["\"", "'"]);
            }
        }
    }

    fn gather_body(&mut self, body: &Body, targets: &BodyTargets, id: EntryId) {
        for (link, to) in body.links.iter().zip(&targets.links) {
            if !matches!(to, LinkTo::Entry(target, _) if *target == id) {
                continue;
            }
            match &link.target {
                LinkTarget::Wiki { name, .. } if self.is_key(name) => {
                    self.change(link.target_span, name, &["[["]);
                }
                LinkTarget::Path { path, .. } => {
                    let file = path.rsplit('/').next().unwrap_or(path);
                    let stem = file.strip_suffix(".md").or(file.strip_suffix(".html"));
                    if stem == Some(self.old) {
                        self.change(link.target_span, path, &["(", "<", " "]);
                    }
                }
                LinkTarget::Wiki { .. }
                | LinkTarget::Fragment(_)
                | LinkTarget::Web(_)
                | LinkTarget::Refused => {}
            }
        }
        for (citation, to) in body.citations.iter().zip(&targets.citations) {
            if *to == Some(id) && self.is_key(&citation.key) {
                self.change(citation.span, &citation.key, &["@"]);
            }
        }
    }

    /// Tells whether words are the key, alone or behind its folder.
    fn is_key(&self, written: &str) -> bool {
        written.rsplit('/').next() == Some(self.old)
    }

    /// Changes the key in words that stand within a span, wherever they do: a span may be that of a
    /// whole value, in which the place of a single link is not known.
    fn change(&mut self, span: Span, written: &str, openings: &[&str]) {
        let path = &self.texts.get(span.text).path;
        let ours = path.ends_with(".md") || path.ends_with(".yaml");
        let slice = self.texts.slice(span);
        let mut found = false;
        for (at, _) in slice.match_indices(written).filter(|_| ours) {
            if !is_whole(slice, at..at + written.len(), openings) {
                continue;
            }
            // The key is the last part of what is written, but for an ending.
            let Some(offset) = written.rfind(self.old) else {
                continue;
            };
            found = true;
            let start = span.start as usize + at + offset;
            self.edits
                .entry(span.text)
                .or_default()
                .insert((start, start + self.old.len()), self.new.to_owned());
        }
        if !found {
            self.left.push(span);
        }
    }
}

/// Tells whether words within a text stand after one of the openings, or at the beginning, and end there.
fn is_whole(text: &str, place: Range<usize>, openings: &[&str]) -> bool {
    let before = &text[..place.start];
    let after = text[place.end..].chars().next();
    let goes_on = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '/');
    let begins = before.is_empty() || openings.iter().any(|opening| before.ends_with(opening));
    begins && !after.is_some_and(goes_on)
}
