//! The chronology: an index of years with the newest events, and a page for each year.
//!
//! A year's page runs oldest first, month by month; each event's anchor is its key and never
//! changes. Spells of which the record has nothing stand between the events they part.

use std::collections::BTreeMap;

use tera::Value;

use super::activity::{self, is_planned, kinds_of_events};
use super::cards::Cards;
use super::coverage;
use super::dateline::zones_to_name;
use super::page::{Head, page_view, tally};
use super::view::{list, map, optional};
use crate::model::{UrlPath, preferred};
use crate::resolve::routes::{CHRONOLOGY, INDEX, year_page};
use crate::resolve::{EntryId, Site};
use crate::when::{MONTHS, When, days_between};

/// The events that the index shows.
const NEWEST: usize = 20;
/// The years that the rail of a year's page names on either side of it.
const RAIL: usize = 30;
/// The days without an event from which a spell is called quiet.
const QUIET: i64 = 28;

/// Makes the context of the index of years.
pub(super) fn index_page(site: &Site, cards: &Cards) -> Vec<(&'static str, Value)> {
    let address = UrlPath::page(CHRONOLOGY, INDEX);
    let head = Head {
        form: "chronology",
        title: "Chronology",
        description: "Every event of this record by year, and the newest of them.",
        address: &address,
        section: CHRONOLOGY,
        crumbs: vec![home_crumb(), ("Chronology".to_owned(), None)],
        root: None,
    };
    let years = site.chronology.years.iter().rev().map(|(year, ids)| {
        map([
            ("year", (*year).into()),
            ("url", year_page(*year).encoded().into()),
            ("total", ids.len().into()),
            ("kinds", tally(ids, site)),
            (
                "months",
                list(
                    months(ids, site)
                        .into_iter()
                        .map(|(month, ids)| month_link(*year, month, &ids, site)),
                ),
            ),
        ])
    });
    let newest = site.chronology.order.iter().rev().take(NEWEST);
    let newest: Vec<EntryId> = newest.copied().collect();
    let shown = |ids: &[EntryId]| {
        let stepping = zones_to_name(ids, site);
        list(ids.iter().map(|id| {
            map([
                ("card", cards.get(*id)),
                ("show_zone", stepping.contains(id).into()),
                ("large", is_large(*id, site).into()),
            ])
        }))
    };
    vec![
        ("page", page_view(head, site)),
        ("years", list(years)),
        ("activity", activity::of_record(site, cards)),
        (
            "large_rule",
            large_rule(&site.chronology.order, site).into(),
        ),
        ("complete", coverage::coverage(site, cards)),
        ("newest", shown(&newest)),
        ("undated", shown(&site.chronology.undated)),
    ]
}

/// Tells whether an event is set larger, by the rule of its kind: any of several values is enough.
pub(super) fn is_large(id: EntryId, site: &Site) -> bool {
    let entry = site.entry(id);
    site.kind_of(id).large.iter().any(|condition| {
        let items = entry.values(&condition.path);
        items.into_iter().any(|item| {
            let option = preferred(&item.value).choice();
            option.is_some_and(|option| condition.options.contains(&option))
        })
    })
}

/// Says by which rule events are set larger, for the kinds that some events are of.
fn large_rule(ids: &[EntryId], site: &Site) -> String {
    let conditions: Vec<String> = kinds_of_events(ids, site)
        .into_iter()
        .flat_map(|kind| {
            let kind = site.schema.kind(kind);
            kind.large.iter().map(|condition| condition.words(kind))
        })
        .collect();
    if conditions.is_empty() {
        return String::new();
    }
    let conditions = conditions.join(", or ");
    format!("Entries are set larger where {conditions}.")
}

/// Makes the context of a year's page.
pub(super) fn year_context(year: i32, site: &Site, cards: &Cards) -> Vec<(&'static str, Value)> {
    let ids = &site.chronology.years[&year];
    let address = year_page(year);
    let title = year.to_string();
    let description = format!("The events of {year} in the order in which they happened.");
    let head = Head {
        form: "year",
        title: &title,
        description: &description,
        address: &address,
        section: CHRONOLOGY,
        crumbs: vec![
            home_crumb(),
            (
                "Chronology".to_owned(),
                Some(UrlPath::page(CHRONOLOGY, INDEX).encoded()),
            ),
            (title.clone(), None),
        ],
        root: None,
    };
    let months = months(ids, site);
    let shown: Vec<EntryId> = months.iter().flat_map(|(_, ids)| ids).copied().collect();
    let gaps = gaps(&shown, site);
    let stepping = zones_to_name(&shown, site);
    let months = months.into_iter().map(|(month, ids)| {
        let items = ids.iter().map(|id| {
            let gap = gaps
                .get(id)
                .map(|days| format!("{days} days with no event in this record"));
            map([
                ("card", cards.get(*id)),
                ("gap", optional(gap)),
                ("show_zone", stepping.contains(id).into()),
                ("large", is_large(*id, site).into()),
            ])
        });
        map([
            ("id", month_anchor(year, month).into()),
            ("name", month_name(year, month).into()),
            ("kinds", tally(&ids, site)),
            ("items", list(items)),
        ])
    });
    let neighbour = |other: Option<&i32>| {
        other.map_or_else(Value::none, |year| {
            map([
                ("year", (*year).into()),
                ("url", year_page(*year).encoded().into()),
            ])
        })
    };
    let years = &site.chronology.years;
    vec![
        ("page", page_view(head, site)),
        ("year", year.into()),
        ("total", ids.len().into()),
        ("kinds", tally(ids, site)),
        ("large_rule", large_rule(ids, site).into()),
        (
            "large",
            ids.iter().filter(|id| is_large(**id, site)).count().into(),
        ),
        ("activity", activity::of_year(year, ids, site, cards)),
        ("months", list(months)),
        ("rail", rail(year, site)),
        (
            "previous",
            neighbour(years.range(..year).next_back().map(|(year, _)| year)),
        ),
        (
            "next",
            neighbour(years.range(year + 1..).next().map(|(year, _)| year)),
        ),
    ]
}

fn home_crumb() -> (String, Option<String>) {
    ("Home".to_owned(), Some(UrlPath::page("", INDEX).encoded()))
}

/// Groups the events of a year by month, in order; those without a month come last, and within each
/// month those that are still to come.
fn months(ids: &[EntryId], site: &Site) -> Vec<(Option<u32>, Vec<EntryId>)> {
    let mut months: BTreeMap<(bool, Option<u32>), Vec<EntryId>> = BTreeMap::new();
    for id in ids {
        let month = site
            .entry(*id)
            .when
            .as_ref()
            .and_then(When::month)
            .map(|(_, month)| month);
        months
            .entry((month.is_none(), month))
            .or_default()
            .push(*id);
    }
    months
        .into_iter()
        .map(|((_, month), mut ids)| {
            ids.sort_by_key(|id| is_planned(*id, site));
            (month, ids)
        })
        .collect()
}

/// Returns the anchor of a month on the page of its year.
pub(super) fn month_anchor(year: i32, month: Option<u32>) -> String {
    match month {
        Some(month) => format!("m{year:04}-{month:02}"),
        None => format!("m{year:04}-unknown"),
    }
}

/// Returns the name of a month.
pub(super) fn month_word(month: u32) -> &'static str {
    MONTHS[(month as usize).clamp(1, 12) - 1]
}

/// Returns the address of a year's page.
pub(super) fn year_url(year: i32) -> String {
    year_page(year).encoded()
}

/// Returns the address of a month in its year's page.
pub(super) fn month_url(year: i32, month: Option<u32>) -> String {
    format!("{}#{}", year_url(year), month_anchor(year, month))
}

/// Returns a month in words.
pub(super) fn month_name(year: i32, month: Option<u32>) -> String {
    match month {
        Some(month) => format!("{} {year}", month_word(month)),
        None => "Month not known".to_owned(),
    }
}

fn month_link(year: i32, month: Option<u32>, ids: &[EntryId], site: &Site) -> Value {
    let label = month.map_or("not known", |month| &month_word(month)[..3]);
    let short = month.map_or("?", |month| &month_word(month)[..1]);
    let anchor = month_anchor(year, month);
    map([
        ("id", anchor.as_str().into()),
        ("label", label.into()),
        ("short", short.into()),
        ("name", month_name(year, month).into()),
        ("url", month_url(year, month).into()),
        ("number", ids.len().into()),
        ("kinds", tally(ids, site)),
    ])
}

/// Makes the rail: the years around this one, and the months of this one.
///
/// Their number is bounded, so that a record of many centuries does not repeat all of its years on
/// the page of each.
fn rail(current: i32, site: &Site) -> Value {
    let years = &site.chronology.years;
    let from = years.range(..current).rev().take(RAIL).last();
    let to = years.range(current..).take(RAIL + 1).last();
    let first = from.map_or(current, |(year, _)| *year);
    let last = to.map_or(current, |(year, _)| *year);
    list(years.range(first..=last).rev().map(|(year, ids)| {
        let months = if *year == current {
            months(ids, site)
        } else {
            Vec::new()
        };
        map([
            ("year", (*year).into()),
            ("url", year_page(*year).encoded().into()),
            ("current", (*year == current).into()),
            ("number", ids.len().into()),
            (
                "months",
                list(
                    months
                        .into_iter()
                        .map(|(month, ids)| month_link(*year, month, &ids, site)),
                ),
            ),
        ])
    }))
}

/// Finds the quiet spells before the events of a year, in whole days between certain days.
fn gaps(ids: &[EntryId], site: &Site) -> BTreeMap<EntryId, i64> {
    let mut gaps = BTreeMap::new();
    for pair in ids.windows(2) {
        let last = site.entry(pair[0]).when.as_ref().and_then(When::last_day);
        let first = site.entry(pair[1]).when.as_ref().and_then(When::first_day);
        if let (Some(last), Some(first)) = (last, first) {
            let between = days_between(last, first) - 1;
            if between >= QUIET {
                gaps.insert(pair[1], between);
            }
        }
    }
    gaps
}
