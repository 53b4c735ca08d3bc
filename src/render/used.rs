//! What rests on a source: which facts name it, on how many pages, counted once for all sources.
//!
//! A fact names a source where the value itself does, or where the source stands beside it in a group. The
//! pages themselves are listed with the relations of the source.

use std::collections::{BTreeMap, BTreeSet};

use tera::Value;

use super::citations::names_source;
use super::view::{list, map};
use crate::resolve::{EntryId, Site};
use crate::schema::KindId;

/// What rests on each source, by kind and field of what names it.
#[derive(Debug)]
pub(super) struct Used {
    by_source: BTreeMap<EntryId, Uses>,
}

/// What rests on one source.
#[derive(Debug, Default)]
struct Uses {
    /// By kind and place of the field: the number of facts, and of pages.
    fields: BTreeMap<(KindId, usize), (usize, usize)>,
    /// The pages with a fact that names it.
    pages: usize,
    /// The pages whose text cites it.
    texts: usize,
}

impl Used {
    /// Counts for the whole site, without drafts.
    pub(super) fn new(site: &Site) -> Self {
        let mut by_source: BTreeMap<EntryId, Uses> = BTreeMap::new();
        for id in site.ids().filter(|id| !site.entry(*id).draft) {
            let (entry, kind) = (site.entry(id), site.kind_of(id));
            let targets = site.targets[id.0 as usize].iter();
            let mut here: BTreeSet<EntryId> = BTreeSet::new();
            let mut fields: BTreeSet<(EntryId, usize)> = BTreeSet::new();
            for (reference, target) in entry.references.iter().zip(targets) {
                let place = reference.path.0[0];
                let Some(source) = target.filter(|_| names_source(reference, kind)) else {
                    continue;
                };
                let uses = by_source.entry(source).or_default();
                let (facts, pages) = uses.fields.entry((entry.kind, place)).or_default();
                *facts += 1;
                *pages += usize::from(fields.insert((source, place)));
                uses.pages += usize::from(here.insert(source));
            }
            let bodies = site.body_targets[id.0 as usize].iter();
            let cited: BTreeSet<EntryId> = bodies
                .flat_map(|body| body.citations.iter().flatten().copied())
                .collect();
            for source in cited {
                by_source.entry(source).or_default().texts += 1;
            }
        }
        Self { by_source }
    }

    /// Makes what the page of a source shows of it.
    pub(super) fn view(&self, source: EntryId, site: &Site) -> Value {
        let nothing = Uses::default();
        let uses = self.by_source.get(&source).unwrap_or(&nothing);
        let facts: usize = uses.fields.values().map(|(facts, _)| facts).sum();
        let rows = uses.fields.iter().map(|((kind, place), (facts, pages))| {
            let kind = site.schema.kind(*kind);
            map([
                ("kind", kind.plural.as_str().into()),
                ("label", kind.fields[*place].label.as_str().into()),
                ("facts", (*facts).into()),
                ("pages", (*pages).into()),
            ])
        });
        map([
            ("facts", facts.into()),
            ("pages", uses.pages.into()),
            ("texts", uses.texts.into()),
            ("rows", list(rows)),
        ])
    }
}
