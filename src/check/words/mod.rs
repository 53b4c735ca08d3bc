//! What the words of an entry say about themselves: whose they are, and whether they will still be
//! true when somebody reads them later.
//!
//! Each text of an entry (the body, fields of words) is taken apart once, and the checks look
//! at it: quotations, claims, copies of source texts, words of time, statements that no claim covers. What they find in one entry is remembered
//! with it; only quotations that its own statements do not settle are compared with those of the
//! entries that it refers to.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostics::{Diagnostics, Mend};
use crate::fingerprints::Fingerprints;
use crate::model::Entry;
use crate::model::claims::Claim;
use crate::resolve::{EntryId, Site};
use crate::schema::{Kind, KindId};
use crate::text::Span;

mod claimed;
mod copies;
mod dates;
pub(super) mod materials;
mod passages;
mod phrases;
mod proposed;
mod quotations;
mod quoted;
mod relative;
mod renumbered;
mod sentence;
mod statements;
mod unclaimed;
mod wording;

pub(super) use statements::Nouns;

/// What the checks need to know besides the entry.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Setting {
    /// Whether the texts are in English.
    pub(super) english: English,
    /// What runs of words of the source texts are known by.
    pub(super) fingerprints: Arc<Fingerprints>,
    /// For each source text, whether its name is the key of something that can be cited.
    pub(super) is_source: Vec<bool>,
    /// The kinds that can be cited.
    pub(super) citable: BTreeSet<KindId>,
    /// The words that kinds declare for their events.
    pub(super) nouns: Nouns,
}

/// Whether texts are in English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum English {
    Yes,
    No,
}

/// What is to be compared with other entries before anything can be said of it.
#[derive(Debug, Default)]
pub(super) struct Open(Vec<quotations::Open>);

/// Looks at the words of one entry.
pub(super) fn look(
    entry: &Entry,
    kind: &Kind,
    setting: &Setting,
    diagnostics: &mut Diagnostics,
) -> Open {
    let passages = passages::of(entry, kind, setting);
    let open = quotations::look(entry, kind, &passages);
    let drifted = claimed::look(entry, &passages, diagnostics);
    copies::look(&passages, setting, diagnostics);
    if setting.english == English::Yes {
        relative::look(entry, kind, &passages, diagnostics);
        unclaimed::look(
            entry,
            kind,
            &passages,
            &drifted,
            &setting.nouns,
            diagnostics,
        );
    }
    Open(open)
}

/// Returns where the words of a claim stand in the texts of its entry.
pub(super) fn place_of(says: &str, entry: &Entry, kind: &Kind, setting: &Setting) -> Option<Span> {
    let passages = passages::of(entry, kind, setting);
    claimed::find(says, &passages).map(|(passage, place)| passage.span(&place))
}

/// Puts another number in the sentence of a claim, where that is but one word.
pub(super) fn renumbered(
    claim: &Claim,
    number: u32,
    entry: &Entry,
    kind: &Kind,
    setting: &Setting,
) -> Vec<Mend> {
    renumbered::renumbered(claim, number, &passages::of(entry, kind, setting))
}

/// Settles what was left open in one entry.
pub(super) fn settle(id: EntryId, open: &Open, site: &Site, diagnostics: &mut Diagnostics) {
    if !open.0.is_empty() {
        quotations::settle(id, &open.0, site, diagnostics);
    }
}
