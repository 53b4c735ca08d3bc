//! Which groups of a list are those of the last publication: a figure belongs to its group, and is
//! another one where it stands in another.
//!
//! In: the facts of a page then and now. Out: for each group of then that of now. Groups that say the
//! same are paired first, then those that are told apart by the same words and share most, in their
//! order; so neither a new group nor another order is a change.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::published::Fact;

/// A group: the field of its list, and its number there.
type Row<'a> = (&'a str, u32);

/// For each group of the last publication the one of now, if any is left for it.
pub(super) struct Rows<'a> {
    now: BTreeMap<Row<'a>, u32>,
}

impl Rows<'_> {
    /// Tells whether a statement of now stands where one of then stood; their fields may differ.
    pub(super) fn share(&self, before: &Fact, now: &Fact) -> bool {
        before.row == 0 || self.now.get(&row(before)) == Some(&now.row)
    }
}

/// Pairs the groups of then with those of now.
pub(super) fn pair<'a>(before: &'a [Fact], now: &'a [Fact]) -> Rows<'a> {
    let (before, now) = (by_row(before), by_row(now));
    let mut pairs = BTreeMap::new();
    let mut taken: BTreeSet<Row> = BTreeSet::new();
    let said = |facts: &[&'a Fact]| -> Vec<(&'a str, &'a str, &'a str, bool)> {
        let said = facts.iter();
        said.map(|fact| (&*fact.field, &*fact.exact, &*fact.by, fact.disputed))
            .collect()
    };
    let mut same: BTreeMap<_, Vec<Row>> = BTreeMap::new();
    for (row, facts) in now.iter().rev() {
        same.entry((row.0, said(facts))).or_default().push(*row);
    }
    for (row, facts) in &before {
        let equal = same.get_mut(&(row.0, said(facts)));
        if let Some(found) = equal.and_then(Vec::pop) {
            taken.insert(found);
            pairs.insert(*row, found.1);
        }
    }
    let mut ways = Vec::new();
    for (row, facts) in before.iter().filter(|(row, _)| !pairs.contains_key(*row)) {
        for (other, candidates) in now.range((row.0, 0)..=(row.0, u32::MAX)) {
            if taken.contains(other) {
                continue;
            }
            let told = |facts: &[&'a Fact]| facts.first().map(|fact| fact.group.as_str());
            let alike = told(facts) == told(candidates);
            let is_said = |fact: &&&Fact| candidates.iter().any(|other| says_same(other, fact));
            let shared = facts.iter().filter(is_said).count();
            ways.push((Reverse((alike, shared)), *row, *other));
        }
    }
    ways.sort_unstable();
    for (_, row, other) in ways {
        if !pairs.contains_key(&row) && taken.insert(other) {
            pairs.insert(row, other.1);
        }
    }
    Rows { now: pairs }
}

/// Gathers the facts of each group.
fn by_row(facts: &[Fact]) -> BTreeMap<Row<'_>, Vec<&Fact>> {
    let mut rows: BTreeMap<Row, Vec<&Fact>> = BTreeMap::new();
    for fact in facts.iter().filter(|fact| fact.row > 0) {
        rows.entry(row(fact)).or_default().push(fact);
    }
    rows
}

fn row(fact: &Fact) -> Row<'_> {
    let list = fact.field.split('.').next().unwrap_or_default();
    (list, fact.row)
}

fn says_same(now: &Fact, before: &Fact) -> bool {
    now.field == before.field && now.exact == before.exact && now.by == before.by
}
