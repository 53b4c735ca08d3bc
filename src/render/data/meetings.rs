//! All pairs of those who met, as a table: countries with countries, people with people.
//!
//! The page shows the foremost of them; here are all, each with the number of events and the days of
//! the first and the last.

use super::super::reports::meetings::meetings;
use super::csv;
use crate::resolve::{EntryId, Site};
use crate::schema::Role;
use crate::when::When;

/// The columns.
const HEADS: [&str; 9] = [
    "between",
    "one",
    "one_key",
    "other",
    "other_key",
    "events",
    "first",
    "last",
    "last_page",
];

/// Makes the table.
pub(in crate::render) fn file(site: &Site) -> Vec<u8> {
    let mut rows = Vec::new();
    for (role, word) in [(Role::Parties, "parties"), (Role::Attended, "people")] {
        for ((one, other), pair) in meetings(role, site).pairs {
            let day = |event: EntryId| {
                let when = site.entry(event).when.as_ref();
                when.map_or_else(String::new, |when| When::edtf(when).to_owned())
            };
            let key = |id: EntryId| site.entry(id).key.as_str().to_owned();
            rows.push([
                word.to_owned(),
                site.title(one).to_owned(),
                key(one),
                site.title(other).to_owned(),
                key(other),
                pair.number.to_string(),
                day(pair.first),
                day(pair.last),
                site.address(pair.last).encoded(),
            ]);
        }
    }
    csv::table(HEADS, &rows)
}
