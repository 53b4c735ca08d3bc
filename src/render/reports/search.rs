//! The index under the search: what leads to every entry without a script, by kind, letter and year.

use tera::Value;

use crate::render::cards::Cards;
use crate::render::lists::{kind_view, uses};
use crate::render::parts;
use crate::render::view::{list, map};
use crate::resolve::parts::Whole;
use crate::resolve::reports::Report;
use crate::resolve::routes::year_page;
use crate::resolve::titles::sorted_by;
use crate::resolve::{EntryId, Site};
use crate::schema::{Kind, KindId};

/// The most names on the page; the lists of the kinds that it leaves out are long and have letters.
const NAMES: usize = 300;

/// Makes what the template sees as `report`.
pub(super) fn view(site: &Site, cards: &Cards) -> Value {
    let mut kinds: Vec<(KindId, &Kind)> = site
        .schema
        .ids()
        .filter(|(id, _)| site.routes.lists.contains_key(id))
        .collect();
    kinds.sort_by_key(|(id, kind)| (kind.menu.unwrap_or(u32::MAX), *id));
    let mut room = NAMES;
    let kinds = kinds.into_iter().filter_map(|(id, kind)| {
        let mut ids: Vec<EntryId> = site
            .ids()
            .filter(|entry| site.entry(*entry).kind == id)
            .collect();
        if ids.is_empty() {
            return None;
        }
        let total = ids.len();
        let parts = parts::index(Whole::Kind(id), None, site);
        let is_parted = parts.as_array().is_some_and(|parts| !parts.is_empty());
        let is_named = !kind.is_dated() && !is_parted && total <= room;
        if is_named {
            room -= total;
            ids.sort_by_cached_key(|id| (sorted_by(*id, site), *id));
        } else {
            ids.clear();
        }
        let entries = ids
            .into_iter()
            .map(|id| map([("card", cards.get(id)), ("uses", uses(id, site).into())]));
        Some(map([
            ("kind", kind_view(id, site)),
            ("total", total.into()),
            ("entries", list(entries)),
            ("parts", parts),
        ]))
    });
    let kinds = list(kinds);
    let years = site.chronology.years.iter().map(|(year, ids)| {
        map([
            ("label", year.to_string().into()),
            ("url", year_page(*year).encoded().into()),
            ("total", ids.len().into()),
        ])
    });
    map([
        ("name", Report::Search.key().into()),
        ("kinds", kinds),
        ("years", list(years)),
    ])
}
