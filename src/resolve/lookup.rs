//! Finds entries by key, title, alias or any other name.
//!
//! A key goes before a name; among names, all that fit are returned, for the caller to decide
//! whether that is one too many.

use std::collections::HashMap;
use std::sync::Arc;

use super::EntryId;
use crate::model::{Entry, Folded, Item, preferred};
use crate::schema::{KindId, Role, Schema};

/// The names of a set of entries.
pub(super) struct Names {
    by_key: HashMap<String, Vec<(KindId, EntryId)>>,
    by_name: HashMap<Folded, Vec<(KindId, EntryId)>>,
    /// Keys and titles by kind, for suggestions.
    pub(super) spellings: Vec<(KindId, String, EntryId)>,
}

impl Names {
    pub(super) fn new(entries: &[Arc<Entry>], schema: &Schema) -> Self {
        let mut names = Self {
            by_key: HashMap::new(),
            by_name: HashMap::new(),
            spellings: Vec::new(),
        };
        for (entry, number) in entries.iter().zip(0..) {
            let id = (entry.kind, EntryId(number));
            let key = entry.key.as_str();
            names.by_key.entry(key.to_owned()).or_default().push(id);
            let mut spellings = vec![Folded::new(key), Folded::new(&entry.title)];
            spellings.extend(entry.aliases.iter().map(|(alias, _)| Folded::new(alias)));
            if let Some(path) = schema.kind(entry.kind).roles.get(Role::Named) {
                spellings.extend(entry.values(path).into_iter().filter_map(text_of));
            }
            spellings.sort();
            spellings.dedup();
            for spelling in spellings {
                if !spelling.as_str().is_empty() {
                    names.by_name.entry(spelling).or_default().push(id);
                }
            }
            names.spellings.push((entry.kind, key.to_owned(), id.1));
            names
                .spellings
                .push((entry.kind, entry.title.clone(), id.1));
        }
        names
    }

    /// Returns the entries that a reference may mean, of any kind: by key if there are such, else by
    /// name. `folder/key` means the key within that folder.
    pub(super) fn find(&self, written: &str, schema: &Schema) -> Vec<(KindId, EntryId)> {
        if let Some(found) = self.by_key.get(written) {
            return found.clone();
        }
        if let Some((folder, key)) = written.rsplit_once('/')
            && let Some(kind) = schema.by_folder(folder)
            && let Some(found) = self.by_key.get(key)
        {
            let found: Vec<_> = found
                .iter()
                .copied()
                .filter(|(of, _)| *of == kind)
                .collect();
            if !found.is_empty() {
                return found;
            }
        }
        let named = self.find_by_name(written);
        if named.is_empty()
            && let Some((folder, name)) = written.rsplit_once('/')
            && let Some(kind) = schema.by_folder(folder)
        {
            let mut named = self.find_by_name(name);
            named.retain(|(of, _)| *of == kind);
            return named;
        }
        named
    }

    /// Returns the entries that have this name, whatever their keys.
    pub(super) fn find_by_name(&self, written: &str) -> Vec<(KindId, EntryId)> {
        self.by_name
            .get(&Folded::new(written))
            .cloned()
            .unwrap_or_default()
    }
}

fn text_of(item: &Item) -> Option<Folded> {
    preferred(&item.value).words().map(Folded::new)
}
