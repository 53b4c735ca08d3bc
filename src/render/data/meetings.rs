//! All pairs of those who met, as a table: countries with countries, people with people.
//!
//! The page shows the foremost of them; here are all, each with the number of events and the days of
//! the first and the last.

use super::super::reports::meetings::meetings;
use super::csv;
use crate::resolve::{EntryId, Site};
use crate::schema::Role;
use crate::when::When;

/// The columns, each with what it holds.
pub(in crate::render) const COLUMNS: [(&str, &str); 9] = [
    ("between", "whether two parties met or two people"),
    ("one", "the first of the two, by title"),
    ("one_key", "its key, which stays the same"),
    ("other", "the second, by title"),
    ("other_key", "its key"),
    ("events", "the number of events in which both took part"),
    ("first", "the day of the first, in EDTF"),
    ("last", "the day of the last, in EDTF"),
    (
        "last_page",
        "the page of the last, from the top of the site",
    ),
];

/// Makes the table.
pub(in crate::render) fn file(site: &Site) -> Vec<u8> {
    csv::table(COLUMNS.map(|(head, _)| head), &rows(site))
}

/// Makes its rows.
pub(in crate::render) fn rows(site: &Site) -> Vec<[String; 9]> {
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
    rows
}
