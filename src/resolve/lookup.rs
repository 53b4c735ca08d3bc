//! Finds entries by key, title, alias or any other name.
//!
//! A key goes before a name; among names, all that fit are returned, for the caller to decide
//! whether that is one too many.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::EntryId;
use crate::model::{Entry, Folded};
use crate::schema::{KindId, Schema};

/// An entry with its kind.
pub(super) type Named = (KindId, EntryId);

/// The names of a set of entries.
pub(super) struct Names<'a> {
    entries: &'a [Arc<Entry>],
    by_key: HashMap<&'a str, Vec<Named>>,
    by_name: HashMap<&'a str, Vec<Named>>,
}

impl<'a> Names<'a> {
    pub(super) fn new(entries: &'a [Arc<Entry>]) -> Self {
        let mut names = Self {
            entries,
            by_key: HashMap::with_capacity(entries.len()),
            by_name: HashMap::with_capacity(entries.len() * 2),
        };
        for (entry, number) in entries.iter().zip(0..) {
            let id = (entry.kind, EntryId(number));
            let key = entry.key.as_str();
            names.by_key.entry(key).or_default().push(id);
            for name in &entry.names {
                names.by_name.entry(name.as_str()).or_default().push(id);
            }
        }
        names
    }

    /// Returns the key of an entry.
    pub(super) fn key(&self, id: EntryId) -> &'a str {
        self.entries[id.0 as usize].key.as_str()
    }

    /// Lists keys, titles and the names in use with the kind of each, for suggestions.
    pub(super) fn spellings(&self) -> impl Iterator<Item = (KindId, &'a str, EntryId)> + use<'a> {
        self.entries.iter().zip(0..).flat_map(|(entry, number)| {
            let spelling = move |words: &'a str| (entry.kind, words, EntryId(number));
            let used = entry.designations.iter();
            [spelling(entry.key.as_str()), spelling(&entry.title)]
                .into_iter()
                .chain(used.map(move |used| spelling(&used.name)))
        })
    }

    /// Returns the entries that a reference may mean, of any kind: by key if there are such, else by
    /// name. `folder/key` means the key within that folder.
    pub(super) fn find(&self, written: &str, schema: &Schema) -> Cow<'_, [Named]> {
        if let Some(found) = self.by_key.get(written) {
            return Cow::Borrowed(found);
        }
        if let Some((folder, key)) = written.rsplit_once('/')
            && let Some(kind) = schema.by_folder(folder)
            && let Some(found) = self.by_key.get(key)
        {
            let found: Vec<Named> = of_kind(found, kind);
            if !found.is_empty() {
                return Cow::Owned(found);
            }
        }
        let named = self.find_by_name(written);
        if named.is_empty()
            && let Some((folder, name)) = written.rsplit_once('/')
            && let Some(kind) = schema.by_folder(folder)
        {
            return Cow::Owned(of_kind(self.find_by_name(name), kind));
        }
        Cow::Borrowed(named)
    }

    /// Returns the entries that have this name, whatever their keys.
    pub(super) fn find_by_name(&self, written: &str) -> &[Named] {
        let found = self.by_name.get(Folded::new(written).as_str());
        found.map_or(&[], Vec::as_slice)
    }
}

fn of_kind(found: &[Named], kind: KindId) -> Vec<Named> {
    let found = found.iter().copied();
    found.filter(|(of, _)| *of == kind).collect()
}
