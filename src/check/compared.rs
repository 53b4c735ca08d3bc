//! What a page does not state any more, and what took its place: one comparison of facts for all who ask.
//!
//! In: the facts of a page then and now. Out: the statements that are gone, each with the new one in its
//! place, if there is one. What is new beside the rest, and the order, make no difference here.

use super::rows::{Rows, pair};
use crate::model::Folded;
use crate::published::Fact;

/// A statement that is not made any more, by its place among the facts of then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gone {
    /// Its place among the facts of then.
    pub before: usize,
    /// The place of what took its place among the facts of now.
    pub now: Option<usize>,
}

/// What two versions of a page differ in.
#[derive(Debug)]
pub struct Compared {
    /// What is not stated any more, in the order of then.
    pub gone: Vec<Gone>,
    /// What is stated in addition, in the order of now.
    pub new: Vec<usize>,
}

/// Compares the facts of a page then and now.
#[must_use]
pub fn compare(before: &[Fact], now: &[Fact]) -> Compared {
    let rows = pair(before, now);
    let still = |then: &Fact| {
        let mut in_place = now.iter().filter(|other| rows.share(then, other));
        in_place.any(|other| still_says(other, then))
    };
    let gone: Vec<Gone> = (0..before.len())
        .filter(|place| !still(&before[*place]))
        .map(|place| Gone {
            before: place,
            now: successor(&before[place], before, now, &rows),
        })
        .collect();
    let known = |fact: &Fact| {
        let mut known = before.iter();
        known.any(|known| rows.share(known, fact) && still_says(fact, known))
    };
    let new = (0..now.len())
        .filter(|place| !gone.iter().any(|it| it.now == Some(*place)) && !known(&now[*place]))
        .collect();
    Compared { gone, new }
}

/// Tells whether a statement says what another said before, in its place.
fn still_says(now: &Fact, before: &Fact) -> bool {
    now.field == before.field
        && (before.disputed || !now.disputed)
        && (now.exact == before.exact || Folded::new(&now.exact) == Folded::new(&before.exact))
        && (before.by.is_empty() || now.by == before.by)
}

/// Finds the statement that took the place of one: a new one of the same field in the same group.
fn successor(before: &Fact, old: &[Fact], now: &[Fact], rows: &Rows) -> Option<usize> {
    let in_place = || {
        let now = now.iter().enumerate();
        now.filter(|(_, fact)| fact.field == before.field && rows.share(before, fact))
    };
    let is_new = |fact: &Fact| {
        let other = fact.exact != before.exact || fact.by != before.by;
        let mut known = old.iter();
        other && !known.any(|known| rows.share(known, fact) && still_says(fact, known))
    };
    let new = || in_place().filter(|(_, fact)| is_new(fact));
    // It may still be there, and another be preferred to it now.
    let lost_preference = || {
        let same = |fact: &Fact| fact.exact == before.exact && fact.disputed;
        let mut others = in_place().filter(|(_, fact)| !fact.disputed);
        in_place()
            .find(|(_, fact)| same(fact))
            .and_then(|(_, demoted)| others.find(|(_, fact)| fact.group == demoted.group))
    };
    new()
        .find(|(_, fact)| fact.group == before.group && fact.by == before.by)
        .or_else(|| new().find(|(_, fact)| fact.group == before.group))
        .or_else(|| new().next())
        .or_else(lost_preference)
        .map(|(place, _)| place)
}
