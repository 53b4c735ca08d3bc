//! Who held office in a body: those who led it, by the titles that it names, then all others.
//!
//! Made from the offices that people list; nothing is stated on the page of the body itself but the
//! titles of its heads.

use tera::Value;

use super::cards::Cards;
use super::values::date_view;
use super::view::{list, map};
use crate::model::{Within, preferred};
use crate::resolve::offices::{Office, offices};
use crate::resolve::references::By;
use crate::resolve::titles::sorted_by;
use crate::resolve::{EntryId, Site};
use crate::schema::Role;
use crate::when::{Verdict, When};

/// The most office holders that a page lists of each sort, where a page of its own has them all.
const SHOWN: usize = 60;

/// Lists who led a body, oldest first, and who else held office there.
pub(super) fn leaders(id: EntryId, site: &Site, cards: &Cards) -> Value {
    let heads = titles_of_heads(id, site);
    let (mut led, mut others) = (Vec::new(), Vec::new());
    for (who, office) in holders(id, site) {
        if heads.iter().any(|title| office.is_called(title)) {
            led.push((who, office));
        } else {
            others.push((who, office));
        }
    }
    // Whom these tables leave out, the page of the group has.
    let shown = if site.rest.has(id, "office") {
        SHOWN
    } else {
        usize::MAX
    };
    map([
        ("titles", list(heads.into_iter().map(Value::from))),
        ("led_total", led.len().into()),
        ("led", list_view(led, shown, site, cards)),
        ("others_total", others.len().into()),
        ("others", list_view(others, shown, site, cards)),
    ])
}

/// Returns the titles of those who lead a body.
fn titles_of_heads(id: EntryId, site: &Site) -> Vec<&str> {
    let path = site.kind_of(id).roles.get(Role::Heads);
    let items = path.map(|path| site.entry(id).values(path));
    let items = items.unwrap_or_default().into_iter();
    items
        .filter_map(|item| preferred(&item.value).words())
        .collect()
}

/// Finds the offices held in a body, in the order in which they began.
fn holders(id: EntryId, site: &Site) -> Vec<(EntryId, Office<'_>)> {
    let listing = site.incoming[id.0 as usize].iter().filter_map(|edge| {
        let By::Field(slot) = edge.by else {
            return None;
        };
        let reference = &site.entry(edge.from).references[slot];
        let listed = site.kind_of(edge.from).roles.get(Role::Tenures)?;
        let is_office = reference.path.0.starts_with(&listed.0);
        (is_office && reference.within == Within::Value).then_some(edge.from)
    });
    let mut people: Vec<EntryId> = listing.collect();
    people.sort_unstable();
    people.dedup();
    let mut holders = Vec::new();
    for who in people {
        let held_here = offices(who, site)
            .into_iter()
            .filter(|office| office.body == Some(id));
        holders.extend(held_here.map(|office| (who, office)));
    }
    holders.sort_by_cached_key(|(who, office)| {
        let began = office.from.map(When::order_key);
        (began.is_none(), began, sorted_by(*who, site).into_owned())
    });
    holders
}

fn list_view(holders: Vec<(EntryId, Office)>, shown: usize, site: &Site, cards: &Cards) -> Value {
    let day = |when: Option<&When>| when.map_or_else(Value::none, |when| date_view(when, site));
    let as_of = site.as_of.as_ref();
    list(
        holders
            .into_iter()
            .rev()
            .take(shown)
            .rev()
            .map(|(who, office)| {
                let now = as_of.is_some_and(|as_of| office.covers(as_of) == Verdict::Certainly);
                let tenures = site.kind_of(who).roles.get(Role::Tenures);
                let row = tenures.map_or("", |path| &site.kind_of(who).field(path).name);
                map([
                    ("card", cards.get(who)),
                    ("title", office.title.into()),
                    ("first_day", day(office.from)),
                    ("last_day", day(office.to)),
                    ("now", now.into()),
                    ("anchor", format!("part-{row}").into()),
                ])
            }),
    )
}
