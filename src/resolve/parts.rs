//! Long lists in parts, each with an address of its own.
//!
//! One rule for every list: with more than [`LONGEST`] entries (or
//! [`MOST_EVENTS`] events) it is parted by what it is sorted by,
//! events by year and month, everything else by letter. Its first page keeps its address and leads
//! to the parts, whose addresses are made of that key. A list whose parts were published stays
//! parted, so that no address is lost when it shrinks. Nothing is left out, and nothing stands twice.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::EntryId;
use super::chronology::Chronology;
use super::groups::Record;
use super::part_keys::{PartKey, Step, is_made, sorted_by};
use super::reports::Report;
use super::rest::Listed;
use super::routes::{CHRONOLOGY, year_page};
use crate::model::{Entry, Folded, UrlPath};
use crate::schema::{Kind, KindId, Schema};

/// The most entries of a list on one page.
pub const LONGEST: usize = 150;
/// The most events: each takes up more of a page.
pub const MOST_EVENTS: usize = LONGEST * 2 / 3;
/// The most entries whose statements a numbered part lists; any other part is measured by the statements.
const MOST_CLAIMING: usize = LONGEST / 5;

/// A list that may be parted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whole {
    /// The list of a kind.
    Kind(KindId),
    /// A year of the chronology.
    Year(i32),
    /// Who refers to an entry, by the place of the group (see `rest`).
    Group(usize),
    /// The statements that are checked, by the entry that makes them.
    Statements,
}

/// One page of a parted list.
#[derive(Debug)]
pub struct Part {
    /// The list that it belongs to.
    pub of: Whole,
    /// The address of its page.
    pub address: UrlPath,
    /// What it is called, such as `2022`, `March 2022` or `A to C`.
    pub name: String,
    /// By what it and the parts beside it were parted, in a word.
    pub by: &'static str,
    /// Its entries; those of a part that is parted itself stand on the parts below it.
    pub ids: Vec<EntryId>,
    /// The part that it is a part of, unless that is the list.
    pub above: Option<usize>,
    /// Its own parts.
    pub below: Vec<usize>,
}

/// The parts of all lists that have any.
#[derive(Debug, Default)]
pub struct Parts {
    /// Every part; others name it by its place here.
    pub all: Vec<Part>,
    /// The parts of each list, in order: events newest first in the list of their kind.
    pub tops: BTreeMap<Whole, Vec<usize>>,
}

impl Part {
    /// Says what it is, for a message.
    #[must_use]
    pub fn words(&self, schema: &Schema) -> String {
        match self.of {
            Whole::Kind(kind) => {
                let plural = &schema.kind(kind).plural;
                format!("“{}” in the list of {plural}", self.name)
            }
            Whole::Year(year) => format!("“{}” of the year {year}", self.name),
            Whole::Group(_) => format!("“{}” in the list `{}`", self.name, self.address),
            Whole::Statements => format!("“{}” in the list of statements", self.name),
        }
    }
}

impl Parts {
    /// Returns the parts into which a list or, with `part`, one of its parts is divided.
    #[must_use]
    pub fn below(&self, of: Whole, part: Option<usize>) -> &[usize] {
        match part {
            Some(part) => &self.all[part].below,
            None => self.tops.get(&of).map_or(&[], Vec::as_slice),
        }
    }

    /// Returns the parts before and after one; where it has none beside it, those of the part above.
    #[must_use]
    pub fn neighbours(&self, part: usize) -> (Option<usize>, Option<usize>) {
        let Part { of, above, .. } = &self.all[part];
        let beside = self.below(*of, *above);
        let place = beside.iter().position(|other| *other == part);
        let place = place.unwrap_or_default();
        let (mut before, mut after) = (
            place.checked_sub(1).map(|place| beside[place]),
            beside.get(place + 1).copied(),
        );
        if let Some(above) = above {
            let (further, later) = self.neighbours(*above);
            before = before.or(further);
            after = after.or(later);
        }
        (before, after)
    }
}

/// What the parts are made from.
struct Lists<'a> {
    entries: &'a [Arc<Entry>],
    schema: &'a Schema,
    /// The addresses that were published and may be those of parts: nothing else stands there.
    published: BTreeSet<&'a str>,
    parts: Parts,
}

/// Parts the lists that are too long. `published` are the addresses that were ever published.
pub(super) fn parts(
    entries: &[Arc<Entry>],
    schema: &Schema,
    chronology: &Chronology,
    pages: &[UrlPath],
    published: impl IntoIterator<Item = impl AsRef<str>>,
) -> Parts {
    let published: Vec<_> = published.into_iter().collect();
    let mut kept: BTreeSet<&str> = published.iter().map(AsRef::as_ref).collect();
    kept.retain(|address| is_made(address));
    let years = chronology.years.keys().map(|year| year_page(*year));
    for page in pages.iter().cloned().chain(years) {
        kept.remove(page.as_str());
    }
    let mut lists = Lists {
        entries,
        schema,
        published: kept,
        parts: Parts::default(),
    };
    let mut of_kind: Vec<Vec<EntryId>> = vec![Vec::new(); schema.kinds.len()];
    // Events newest first, and after them what has no date.
    for id in chronology.order.iter().rev() {
        of_kind[usize::from(entries[id.0 as usize].kind.0)].push(*id);
    }
    for (entry, id) in entries.iter().zip((0..).map(EntryId)) {
        if entry.when.is_none() {
            of_kind[usize::from(entry.kind.0)].push(id);
        }
    }
    for (id, kind) in schema.ids().filter(|(_, kind)| !kind.folder.is_empty()) {
        let ids = std::mem::take(&mut of_kind[usize::from(id.0)]);
        let step = if kind.is_dated() {
            Step::Year
        } else {
            Step::Block
        };
        let below = lists.part(Whole::Kind(id), None, &kind.folder, ("", ""), ids, step);
        lists.keep(Whole::Kind(id), below);
    }
    let claimed = claimed(entries, chronology);
    let folder = Report::Statements.key();
    let below = lists.part(
        Whole::Statements,
        None,
        folder,
        ("", ""),
        claimed,
        Step::Year,
    );
    lists.keep(Whole::Statements, below);
    for (year, ids) in &chronology.years {
        let of = Whole::Year(*year);
        let file = year.to_string();
        let below = (file.as_str(), file.as_str());
        let below = lists.part(of, None, CHRONOLOGY, below, ids.clone(), Step::Month);
        lists.keep(of, below);
    }
    lists.parts
}

/// Parts the groups of who refers to an entry that are too long.
pub(super) fn of_groups(record: Record, groups: &[Listed], published: &BTreeSet<&str>) -> Parts {
    let mut kept = published.clone();
    kept.retain(|address| is_made(address));
    let mut lists = Lists {
        entries: record.entries,
        schema: record.schema,
        published: kept,
        parts: Parts::default(),
    };
    for (number, group) in groups.iter().enumerate() {
        let of = Whole::Group(number);
        let address = group.address.as_str();
        let folder = address.strip_suffix(".html").unwrap_or(address);
        let has_events = group.ids.iter().any(|id| record.kind(*id).is_dated());
        let step = if has_events { Step::Year } else { Step::Block };
        let below = lists.part(of, None, folder, ("", ""), group.ids.clone(), step);
        lists.keep(of, below);
    }
    lists.parts
}

/// Lists the entries with statements that are checked: events newest first, then what has no date.
fn claimed(entries: &[Arc<Entry>], chronology: &Chronology) -> Vec<EntryId> {
    let claims = |id: &EntryId| !entries[id.0 as usize].claims.is_empty();
    let events = chronology.order.iter().rev().copied();
    let ids = (0..).map(EntryId).zip(entries);
    let others = ids
        .filter(|(_, entry)| entry.when.is_none())
        .map(|(id, _)| id);
    events.chain(others).filter(claims).collect()
}

/// A part before it is known whether there will be one.
struct Portion {
    key: PartKey,
    ids: Vec<EntryId>,
}

impl Lists<'_> {
    fn keep(&mut self, of: Whole, below: Vec<usize>) {
        if !below.is_empty() {
            self.parts.tops.insert(of, below);
        }
    }

    /// Parts a list, if it is too long or was parted before; returns the parts.
    fn part(
        &mut self,
        of: Whole,
        above: Option<usize>,
        folder: &str,
        (file, name): (&str, &str),
        ids: Vec<EntryId>,
        step: Step,
    ) -> Vec<usize> {
        let is_event = |id: &EntryId| self.entry(*id).1.is_dated();
        let has_events = match of {
            Whole::Kind(kind) => self.schema.kind(kind).is_dated(),
            Whole::Year(_) | Whole::Statements => true,
            Whole::Group(_) => ids.iter().any(is_event),
        };
        let (most, is_long) = match of {
            Whole::Statements => (MOST_CLAIMING, self.number_of_claims(&ids) > LONGEST),
            _ if has_events => (MOST_EVENTS, ids.len() > MOST_EVENTS),
            _ => (LONGEST, ids.len() > LONGEST),
        };
        if !is_long && self.published.is_empty() {
            return Vec::new();
        }
        let mut portions = self.portions((file, name), ids, step, most);
        if let ([portion], Some(next)) = (portions.as_mut_slice(), step.next())
            && portion.key.file == file
        {
            // This step says nothing more: figures have no letter.
            let ids = std::mem::take(&mut portion.ids);
            return self.part(of, above, folder, (file, name), ids, next);
        }
        let address = |portion: &Portion| UrlPath::page(folder, &portion.key.file);
        let was_parted = |portion: &Portion| self.published.contains(address(portion).as_str());
        if !is_long && !portions.iter().any(was_parted) {
            return Vec::new();
        }
        let mut places = Vec::new();
        for Portion { key, ids } in portions {
            let place = self.parts.all.len();
            places.push(place);
            self.parts.all.push(Part {
                of,
                address: UrlPath::page(folder, &key.file),
                name: key.name.clone(),
                by: step.word(),
                ids: ids.clone(),
                above,
                below: Vec::new(),
            });
            if let Some(next) = step.next_of(&key) {
                let below = (key.file.as_str(), key.name.as_str());
                let below = self.part(of, Some(place), folder, below, ids, next);
                self.parts.all[place].below = below;
            }
        }
        places
    }

    /// Sorts the entries of a list into the parts that it would have, in the order of the list.
    fn portions(
        &self,
        (file, name): (&str, &str),
        ids: Vec<EntryId>,
        step: Step,
        most: usize,
    ) -> Vec<Portion> {
        if matches!(step, Step::Number) {
            return self.numbered(file, name, ids, most);
        }
        let mut places: BTreeMap<PartKey, usize> = BTreeMap::new();
        let mut portions: Vec<Portion> = Vec::new();
        for id in ids {
            let key = {
                let (entry, kind) = self.entry(id);
                PartKey::of(entry, kind, file, step)
            };
            let place = *places.entry(key.clone()).or_insert_with(|| {
                let ids = Vec::new();
                portions.push(Portion { key, ids });
                portions.len() - 1
            });
            portions[place].ids.push(id);
        }
        // The sort is stable, and parts by day are all of one order.
        portions.sort_by_key(|portion| portion.key.order);
        portions
    }

    /// Parts what no key parts any more, so many to a page.
    fn numbered(&self, file: &str, name: &str, mut ids: Vec<EntryId>, most: usize) -> Vec<Portion> {
        ids.sort_by_cached_key(|id| {
            let (entry, kind) = self.entry(*id);
            (!kind.is_dated()).then(|| Folded::new(&sorted_by(entry, kind)))
        });
        let chunks = ids.chunks(most).zip(1..);
        chunks
            .map(|(ids, number)| Portion {
                key: PartKey {
                    order: number,
                    file: format!("{file}-{number}"),
                    name: format!("{name}, part {number}"),
                },
                ids: ids.to_vec(),
            })
            .collect()
    }

    fn number_of_claims(&self, ids: &[EntryId]) -> usize {
        let entries = ids.iter().map(|id| &self.entries[id.0 as usize]);
        entries.map(|entry| entry.claims.len()).sum()
    }

    fn entry(&self, id: EntryId) -> (&Entry, &Kind) {
        let entry = &self.entries[id.0 as usize];
        (entry, self.schema.kind(entry.kind))
    }
}
