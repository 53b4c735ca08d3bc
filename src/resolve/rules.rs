//! What the rules of a site mean for its entries: whom they name, and which events they ask for.
//!
//! Rules were read before any entry was known; here each key that they write is looked up, and a
//! filter is laid on entries.

use std::sync::Arc;

use super::lookup::Names;
use super::references::Targets;
use super::{EntryId, Site};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, near_miss};
use crate::model::{Entry, preferred};
use crate::rules::{Condition, Filter, Named, Rules, Wanted};
use crate::schema::{KindId, Schema};

/// Reports every entry that the rules name and that is not there.
pub(super) fn check(rules: &Rules, names: &Names, schema: &Schema, diagnostics: &mut Diagnostics) {
    let citable: Vec<KindId> = schema.citable().into_iter().collect();
    let covered = rules.coverage.iter().map(|it| (&it.filter, &it.sources));
    let totals = rules.totals.iter().map(|it| (&it.filter, &it.sources));
    for (filter, sources) in covered.chain(totals) {
        for source in sources {
            find(source, &citable, names, schema, diagnostics);
        }
        let kind = schema.kind(filter.kind);
        for condition in &filter.conditions {
            let allowed = kind.field(&condition.path).field_type.kinds();
            for wanted in &condition.wanted {
                if let Wanted::Entry(named) = wanted {
                    find(named, allowed, names, schema, diagnostics);
                }
            }
        }
    }
}

fn find(
    wanted: &Named,
    allowed: &[KindId],
    names: &Names,
    schema: &Schema,
    diagnostics: &mut Diagnostics,
) {
    let found = names.find(&wanted.written, schema);
    let is_key =
        |(kind, id): &(KindId, EntryId)| allowed.contains(kind) && names.key(*id) == wanted.written;
    if found.iter().any(is_key) {
        return;
    }
    let labels: Vec<String> = allowed
        .iter()
        .map(|id| schema.kind(*id).label.to_lowercase())
        .collect();
    let message = format!(
        "there is no {} with the key `{}`",
        labels.join(" or "),
        wanted.written
    );
    let near = names
        .spellings()
        .filter(|(kind, _, _)| allowed.contains(kind))
        .map(|(_, _, id)| names.key(id));
    let near = near_miss(&wanted.written, near);
    let help = near.map_or_else(
        || {
            "write its key: the name of its file, or what stands before its colon in a list"
                .to_owned()
        },
        |near| format!("did you mean `{near}`?"),
    );
    diagnostics.push(Diagnostic::new(Code::BadRules, wanted.span, message).help(help));
}

impl Site {
    /// Returns the entries that a filter asks for.
    pub fn matching(&self, filter: &Filter) -> impl Iterator<Item = EntryId> {
        self.ids().filter(|id| {
            let (entry, targets) = (self.entry(*id), &self.targets[id.0 as usize]);
            matches(entry, targets, filter, &self.entries)
        })
    }

    /// Returns the entries that rules name as their sources.
    pub fn named<'a>(&'a self, named: &'a [Named]) -> impl Iterator<Item = EntryId> + 'a {
        let citable = self.schema.citable();
        named.iter().filter_map(move |named| {
            self.ids().find(|id| {
                let entry = self.entry(*id);
                citable.contains(&entry.kind) && entry.key.as_str() == named.written
            })
        })
    }
}

fn matches(entry: &Entry, targets: &Targets, filter: &Filter, entries: &[Arc<Entry>]) -> bool {
    let holds = |condition: &Condition| {
        entry.values(&condition.path).into_iter().any(|item| {
            let value = preferred(&item.value);
            condition.wanted.iter().any(|wanted| match wanted {
                Wanted::Option(option) => value.choice() == Some(*option),
                Wanted::Entry(named) => value
                    .reference()
                    .and_then(|slot| targets[slot])
                    .is_some_and(|id| entries[id.0 as usize].key.as_str() == named.written),
            })
        })
    };
    entry.kind == filter.kind && filter.conditions.iter().all(holds)
}
