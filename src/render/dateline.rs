//! Which events of a list have to name the zone of their day.
//!
//! Across the date line the later of two neighbours may have the earlier day, or the same one. Both then
//! name their zone, so that nobody takes the list for being out of order.

use std::collections::BTreeSet;

use crate::resolve::{EntryId, Site};
use crate::when::steps_back;

/// Finds the events of a list, in whichever direction it runs, whose zones have to be named.
pub(super) fn zones_to_name(ids: &[EntryId], site: &Site) -> BTreeSet<EntryId> {
    let mut named = BTreeSet::new();
    for pair in ids.windows(2) {
        let whens = (&site.entry(pair[0]).when, &site.entry(pair[1]).when);
        if let (Some(one), Some(other)) = whens {
            let in_order = one.order_key() <= other.order_key();
            let (before, after) = if in_order { (one, other) } else { (other, one) };
            if steps_back(before, after) {
                named.extend(pair);
            }
        }
    }
    named
}
