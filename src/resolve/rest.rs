//! The groups of who refers to an entry that are too long for its page: each has a page of its own.
//!
//! A page shows so many of a group; where there are more, the whole group stands on a page below the
//! address of the entry, which is parted like any long list. Such a page stays once it was published, as
//! long as anybody refers. What a page shows elsewhere in full, such as a chain, has none.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::groups::{Group, Record};
use super::parts::{self, Parts};
use super::references::Edge;
use super::{EntryId, Routes};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{UrlPath, slug};
use crate::text::Span;

/// The most entries of a group that the page of an entry shows.
pub const SHOWN: usize = 60;
/// The most events: each takes up more of a page.
pub const SHOWN_EVENTS: usize = SHOWN * 2 / 3;

/// How the entries of a group refer where the page of the target shows them all.
const SHOWN_IN_FULL: [&str; 4] = ["answer", "fulfilment", "succession", "plan"];

/// How the entries of groups refer that the page of the target lists together.
const TOGETHER: [&str; 3] = ["attendance", "statement", "office"];

/// A group that has a page of its own.
#[derive(Debug)]
pub struct Listed {
    /// To whom its entries refer.
    pub target: EntryId,
    /// What the page of that entry calls the group.
    pub label: String,
    /// How its entries refer.
    pub via: &'static str,
    /// The address of the first page.
    pub address: UrlPath,
    /// Its entries, the newest first.
    pub ids: Vec<EntryId>,
}

/// The groups that have a page of their own, by target.
#[derive(Debug, Default)]
pub struct Rest {
    /// The groups; others name one by its place here.
    pub all: Vec<Listed>,
    /// The parts of those that are too long for one page.
    pub parts: Parts,
}

impl Rest {
    /// Tells whether a group of those who refer to an entry in this way has a page.
    #[must_use]
    pub fn has(&self, target: EntryId, via: &str) -> bool {
        self.of_target(target).any(|listed| listed.via == via)
    }

    fn of_target(&self, target: EntryId) -> impl Iterator<Item = &Listed> {
        let from = self.all.partition_point(|listed| listed.target < target);
        let groups = self.all[from..].iter();
        groups.take_while(move |listed| listed.target == target)
    }

    /// Returns the group of those who refer to an entry under a label, if it has a page.
    #[must_use]
    pub fn of(&self, target: EntryId, label: &str) -> Option<&Listed> {
        self.of_target(target).find(|listed| listed.label == label)
    }

    /// Returns the addresses of all these pages.
    pub fn addresses(&self) -> impl Iterator<Item = &UrlPath> {
        let parts = self.parts.all.iter().map(|part| &part.address);
        self.all.iter().map(|listed| &listed.address).chain(parts)
    }
}

impl Record<'_> {
    /// Returns how many of a group the page of an entry shows.
    #[must_use]
    pub fn shown(self, ids: &[EntryId]) -> usize {
        if ids.iter().any(|id| self.kind(*id).is_dated()) {
            SHOWN_EVENTS
        } else {
            SHOWN
        }
    }
}

/// Finds the groups that need pages, and gives these an address. `order` is that of the events, and
/// `published` are the addresses that were ever published.
pub(super) fn rest(
    record: Record,
    incoming: &[Vec<Edge>],
    routes: &Routes,
    order: &[EntryId],
    published: &BTreeSet<&str>,
    site_file: Span,
    diagnostics: &mut Diagnostics,
) -> Rest {
    let kept: BTreeSet<&str> = published
        .iter()
        .copied()
        .filter(|address| is_below(address))
        .collect();
    // The folders of entries that had such a page.
    let of_entries: BTreeSet<&str> = kept.iter().filter_map(|address| folder(address)).collect();
    // The newest events first, and after them what has no date.
    let mut ranks = vec![usize::MAX; record.entries.len()];
    for (rank, id) in order.iter().rev().enumerate() {
        ranks[id.0 as usize] = rank;
    }
    let all: Vec<Listed> = incoming
        .par_iter()
        .enumerate()
        .flat_map_iter(|(place, edges)| {
            let page = routes.pages[place].as_str();
            let folder = page.strip_suffix(".html").unwrap_or(page);
            let may = edges.len() > SHOWN_EVENTS || of_entries.contains(folder);
            let target = u32::try_from(place).map(EntryId).ok().filter(|_| may);
            target.map_or_else(Vec::new, |target| {
                of_entry(target, folder, record, edges, &kept, &ranks)
            })
        })
        .collect();
    for listed in all
        .iter()
        .filter(|listed| routes.all.contains(&listed.address))
    {
        let message = format!(
            "the address `{}` is already taken by another page or file",
            listed.address
        );
        let help = format!(
            "the list of “{}” on the page of that entry stands there; give the file another name",
            listed.label
        );
        diagnostics.push(Diagnostic::new(Code::AddressCollision, site_file, message).help(help));
    }
    let parts = parts::of_groups(record, &all, &kept);
    Rest { all, parts }
}

/// Tells whether an address is one of a page below an entry.
pub(super) fn is_below(address: &str) -> bool {
    address.matches('/').count() > 1 && UrlPath::file(address).is_some()
}

/// Returns the page of an entry, without its ending, of an address below it.
fn folder(address: &str) -> Option<&str> {
    let mut slashes = address.match_indices('/').map(|(place, _)| place);
    slashes.nth(1).map(|end| &address[..end])
}

/// Lists the groups of an entry that need a page.
fn of_entry(
    target: EntryId,
    folder: &str,
    record: Record,
    edges: &[Edge],
    kept: &BTreeSet<&str>,
    ranks: &[usize],
) -> Vec<Listed> {
    let mut all: Vec<Listed> = Vec::new();
    let groups = record.groups(edges);
    // What a page lists together is long together, whatever the labels.
    let mut together: BTreeMap<&str, usize> = BTreeMap::new();
    for group in groups.iter().filter(|group| TOGETHER.contains(&group.via)) {
        *together.entry(group.via).or_default() += group.ids().len();
    }
    for Group {
        label, via, edges, ..
    } in groups
    {
        if SHOWN_IN_FULL.contains(&via) {
            continue;
        }
        let mut ids: Vec<EntryId> = edges.iter().map(|edge| edge.from).collect();
        ids.dedup();
        let mut address = UrlPath::page(folder, &slug(&label));
        if all.iter().any(|other| other.address == address) {
            // Two labels may differ in signs alone.
            address = UrlPath::page(folder, &format!("{}-{}", slug(&label), all.len() + 1));
        }
        let number = together.get(via).copied().unwrap_or(ids.len());
        if number > record.shown(&ids) || kept.contains(address.as_str()) {
            ids.sort_by_key(|id| ranks[id.0 as usize]);
            all.push(Listed {
                target,
                label: label.into_owned(),
                via,
                address,
                ids,
            });
        }
    }
    all
}
