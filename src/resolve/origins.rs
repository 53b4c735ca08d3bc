//! Whose reporting the sources are: how many origins stand behind the links of a fact.
//!
//! In: the roles of the kinds that are cited. The origin of a source is the one that it credits, else
//! who issued it. Sources of one origin are one, and so are a source that credits another and what
//! that other issued. Names are folded and numbered once; to count for a fact is to compare numbers.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::facts::NO_FACTS;
use super::{EntryId, Site};
use crate::model::{Basis, Entry, Folded, Item, Value, preferred};
use crate::schema::{FieldDef, FieldPath, Kind, KindId, Role, Schema};

/// Who issued each entry, and whose reporting it is.
#[derive(Debug, Default)]
pub struct Origins {
    issued: Vec<Option<u32>>,
    credited: Vec<Option<u32>>,
}

/// How many facts rest on how many origins.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Support {
    /// Facts that name no source, on a page that names none either.
    pub none: usize,
    /// Facts that rest on general knowledge.
    pub general: usize,
    /// Facts that name no source of their own, on a page that names some for the whole.
    pub whole: usize,
    /// Facts whose sources have one origin.
    pub one: usize,
    /// Facts whose sources have several.
    pub several: usize,
}

impl Origins {
    /// Reads the origins of all entries.
    pub(super) fn new(entries: &[Arc<Entry>], schema: &Schema) -> Self {
        let mut numbers: HashMap<Folded, u32> = HashMap::new();
        let mut read = |role: Role| -> Vec<Option<u32>> {
            let names = entries.iter().map(|entry| name(entry, role, schema));
            let mut number = |name: &str| {
                let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
                *numbers.entry(Folded::new(name)).or_insert(next)
            };
            names.map(|name| name.map(&mut number)).collect()
        };
        Self {
            issued: read(Role::Issued),
            credited: read(Role::Origin),
        }
    }

    /// Counts the origins of sources.
    #[must_use]
    pub fn number(&self, sources: &[EntryId]) -> usize {
        let place = |id: &EntryId| id.0 as usize;
        let credited: BTreeSet<u32> = sources
            .iter()
            .filter_map(|id| self.credited[place(id)])
            .collect();
        let mut unnamed: BTreeSet<EntryId> = BTreeSet::new();
        let mut named: BTreeSet<u32> = BTreeSet::new();
        let mut joined: BTreeMap<u32, u32> = BTreeMap::new();
        for id in sources {
            let issued = self.issued[place(id)];
            let Some(own) = self.credited[place(id)].or(issued) else {
                unnamed.insert(*id);
                continue;
            };
            named.insert(own);
            if let Some(issued) = issued.filter(|issued| credited.contains(issued)) {
                let (from, to) = (leader(own, &joined), leader(issued, &joined));
                if from != to {
                    joined.insert(from, to);
                }
            }
        }
        let leaders: BTreeSet<u32> = named.iter().map(|name| leader(*name, &joined)).collect();
        leaders.len() + unnamed.len()
    }
}

/// Returns the name that plays a role of an entry.
fn name<'a>(entry: &'a Entry, role: Role, schema: &Schema) -> Option<&'a str> {
    let path = schema.kind(entry.kind).roles.get(role)?;
    let items = entry.values(path);
    preferred(&items.first()?.value).words()
}

/// Returns the name that stands for all that are joined with one.
fn leader(mut name: u32, joined: &BTreeMap<u32, u32>) -> u32 {
    while let Some(next) = joined.get(&name) {
        name = *next;
    }
    name
}

impl Support {
    /// Adds what others rest on.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self {
            none: self.none + other.none,
            general: self.general + other.general,
            whole: self.whole + other.whole,
            one: self.one + other.one,
            several: self.several + other.several,
        }
    }

    /// Counts the facts.
    #[must_use]
    pub fn total(self) -> usize {
        self.none + self.general + self.whole + self.one + self.several
    }
}

/// Counts the facts of an entry that can name a source: the statements of sourced fields, and the
/// groups that have a source beside what they say.
#[must_use]
pub fn support(id: EntryId, site: &Site) -> Support {
    let (entry, kind) = (site.entry(id), site.kind_of(id));
    let cites = kind.roles.get(Role::Cites);
    let mut counting = Counting {
        id,
        site,
        kind,
        has_sources: cites.is_some_and(|path| !entry.values(path).is_empty()),
        support: Support::default(),
    };
    let left_out: Vec<&FieldPath> = NO_FACTS
        .iter()
        .filter_map(|role| kind.roles.get(*role))
        .collect();
    for ((field, item), index) in kind.fields.iter().zip(&entry.fields).zip(0..) {
        let path = FieldPath(vec![index]);
        if let Some(item) = item
            && !left_out.contains(&&path)
        {
            counting.field(field, item, &path);
        }
    }
    counting.support
}

/// Counts those of the whole site by kind, without drafts; kinds without such a fact are left out.
#[must_use]
pub fn support_by_kind(site: &Site) -> BTreeMap<KindId, Support> {
    let ids: Vec<EntryId> = site.ids().filter(|id| !site.entry(*id).draft).collect();
    let counts = ids.par_iter().map(|id| support(*id, site));
    let counts: Vec<Support> = counts.collect();
    let mut by_kind: BTreeMap<KindId, Support> = BTreeMap::new();
    for (id, counted) in ids.iter().zip(counts) {
        let of_kind = by_kind.entry(site.entry(*id).kind).or_default();
        *of_kind = of_kind.with(counted);
    }
    by_kind.retain(|_, support| support.total() > 0);
    by_kind
}

/// Counts those of the whole site, without drafts.
#[must_use]
pub fn support_of_all(site: &Site) -> Support {
    let by_kind = support_by_kind(site).into_values();
    by_kind.fold(Support::default(), Support::with)
}

/// A count under way.
struct Counting<'a> {
    id: EntryId,
    site: &'a Site,
    kind: &'a Kind,
    /// Whether the entry names sources for the whole of it.
    has_sources: bool,
    support: Support,
}

impl Counting<'_> {
    fn field(&mut self, field: &FieldDef, item: &Item, path: &FieldPath) {
        if field.hidden {
            return;
        }
        match &item.value {
            Value::Facts(facts) => {
                for fact in facts {
                    self.note(&fact.sources, fact.basis);
                }
            }
            Value::List(items) => {
                for item in items {
                    self.field(field, item, path);
                }
            }
            Value::Group(items) => self.group(field, items, path),
            _ if field.sourced => self.note(&[], Basis::Sourced),
            _ => {}
        }
    }

    fn group(&mut self, field: &FieldDef, items: &[Option<Item>], path: &FieldPath) {
        let mut beside: Option<Vec<usize>> = None;
        for ((inner, item), index) in field.field_type.group_fields().iter().zip(items).zip(0..) {
            let path = FieldPath([path.0.as_slice(), &[index]].concat());
            if self.kind.cites_at(&path) {
                let slots = beside.get_or_insert_default();
                slots.extend(item.iter().flat_map(references));
            } else if let Some(item) = item {
                self.field(inner, item, &path);
            }
        }
        if let Some(slots) = beside {
            self.note(&slots, Basis::Sourced);
        }
    }

    /// Notes a fact by the places of its sources among the references, and what else it rests on.
    fn note(&mut self, slots: &[usize], basis: Basis) {
        let targets = &self.site.targets[self.id.0 as usize];
        let sources: Vec<EntryId> = slots.iter().filter_map(|slot| targets[*slot]).collect();
        let support = &mut self.support;
        let number = match (self.site.origins.number(&sources), basis) {
            (0, Basis::GeneralKnowledge) => &mut support.general,
            (0, Basis::Sourced) if self.has_sources => &mut support.whole,
            (0, Basis::Sourced) => &mut support.none,
            (1, _) => &mut support.one,
            (_, _) => &mut support.several,
        };
        *number += 1;
    }
}

/// Lists the references of a value.
fn references(item: &Item) -> Vec<usize> {
    match &item.value {
        Value::List(items) => items.iter().flat_map(references).collect(),
        value => value.reference().into_iter().collect(),
    }
}
