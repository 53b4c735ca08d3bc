//! What a name means that somebody typed in a terminal.
//!
//! It is looked up as that of a reference is; where no entry has it, a part of a name will do, if no
//! other entry's names hold the same words.

use super::lookup::{Named, Names};
use super::{EntryId, Site};
use crate::diagnostics::near_miss;
use crate::model::Folded;
use crate::schema::KindId;

/// What a name means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// One entry.
    One(EntryId),
    /// Several entries have this name, or this part of a name.
    Several(Vec<EntryId>),
    /// No entry has it.
    Unknown {
        /// The entry whose key or title is nearest to it.
        near: Option<EntryId>,
    },
}

/// Finds the entry of one of these kinds that a name means.
#[must_use]
pub fn meaning(site: &Site, written: &str, kinds: &[KindId]) -> Meaning {
    let names = Names::new(&site.entries);
    let fitting = |found: &[Named]| -> Vec<EntryId> {
        let fits = found.iter().filter(|(kind, _)| kinds.contains(kind));
        fits.map(|(_, id)| *id).collect()
    };
    let mut found = fitting(&names.find(written, &site.schema));
    if found.is_empty() {
        found = fitting(names.find_by_name(written));
    }
    if found.is_empty() {
        found = holding(site, written, kinds);
    }
    match found.as_slice() {
        [id] => Meaning::One(*id),
        [] => {
            let spellings = || {
                let all = names.spellings();
                all.filter(|(kind, _, _)| kinds.contains(kind))
            };
            let near = near_miss(written, spellings().map(|(_, spelling, _)| spelling));
            let near = near.and_then(|near| spellings().find(|(_, spelling, _)| *spelling == near));
            Meaning::Unknown {
                near: near.map(|(_, _, id)| id),
            }
        }
        _ => Meaning::Several(found),
    }
}

/// Returns the entries of a key, which its folder may precede.
#[must_use]
pub fn with_key(site: &Site, written: &str) -> Vec<EntryId> {
    let (folder, key) = match written.rsplit_once('/') {
        Some((folder, key)) => (Some(folder), key),
        None => (None, written),
    };
    let is = |id: &EntryId| {
        let fits = folder.is_none_or(|folder| site.kind_of(*id).folder == folder);
        fits && site.entry(*id).key.as_str() == key
    };
    site.ids().filter(is).collect()
}

/// Returns the entries with a name that holds each of these words.
fn holding(site: &Site, written: &str, kinds: &[KindId]) -> Vec<EntryId> {
    let written = Folded::new(written);
    let wanted = words(&written);
    let holds = |name: &Folded| {
        let there = words(name);
        !wanted.is_empty() && wanted.iter().all(|word| there.contains(word))
    };
    let ids = site.ids().filter(|id| {
        let entry = site.entry(*id);
        kinds.contains(&entry.kind) && entry.names.iter().any(holds)
    });
    ids.collect()
}

/// Returns the words of a name, without what stands between them.
fn words(name: &Folded) -> Vec<&str> {
    let words = name
        .as_str()
        .split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| !word.is_empty()).collect()
}
