//! The first page: the newest event, the latest entries, activity by year, and ways in.

use tera::Value;

use super::cards::{Cards, took_place};
use super::lists::{kind_view, uses};
use super::page::tally;
use super::view::{extend, list, map};
use crate::resolve::routes::year_page;
use crate::resolve::{EntryId, Site};
use crate::schema::KindId;

/// The events listed below the first.
const LATEST: usize = 8;
/// The entries named for each kind.
const TOP: usize = 4;
/// The years of the table of activity.
const YEARS: usize = 6;

/// Makes what the home page shows besides the entry that belongs to it.
pub(super) fn home_context(site: &Site, cards: &Cards) -> Vec<(&'static str, Value)> {
    let newest: Vec<EntryId> = site.chronology.order.iter().rev().copied().collect();
    let lead = newest.iter().copied().find(|id| took_place(*id, site));
    let latest = newest.iter().filter(|id| Some(**id) != lead).take(LATEST);
    let activity = site
        .chronology
        .years
        .iter()
        .rev()
        .take(YEARS)
        .map(|(year, ids)| {
            map([
                ("year", (*year).into()),
                ("url", year_page(*year).encoded().into()),
                ("total", ids.len().into()),
                ("kinds", tally(ids, site)),
            ])
        });
    vec![
        ("lead", cards.maybe(lead)),
        ("latest", list(latest.map(|id| cards.get(*id)))),
        ("browse", browse(site, cards)),
        ("activity", list(activity)),
    ]
}

/// Names the entries of each undated kind of the menu that most others refer to.
fn browse(site: &Site, cards: &Cards) -> Value {
    // Sources are found where they are cited; their titles are too long for a line here.
    let cited = site.schema.citable();
    let mut kinds: Vec<(u32, KindId)> = site
        .schema
        .ids()
        .filter(|(id, kind)| !kind.is_dated() && !cited.contains(id))
        .filter_map(|(id, kind)| Some((kind.menu?, id)))
        .collect();
    kinds.sort();
    list(kinds.into_iter().filter_map(|(_, kind)| {
        let mut ids: Vec<EntryId> = site
            .ids()
            .filter(|id| site.entry(*id).kind == kind)
            .collect();
        if ids.is_empty() {
            return None;
        }
        let total = ids.len();
        ids.sort_by_cached_key(|id| (std::cmp::Reverse(uses(*id, site)), *id));
        let view = kind_view(kind, site);
        let label = site.schema.kind(kind).plural.as_str().into();
        Some(map([
            ("kind", extend(&view, [("label", label)])),
            ("total", total.into()),
            (
                "top",
                list(ids.into_iter().take(TOP).map(|id| cards.get(id))),
            ),
        ]))
    }))
}
