//! The chronology: an index of years with the newest events, and a page for each year.
//!
//! A year's page runs oldest first, month by month; each event's anchor is its key and never
//! changes. Spells of which the record has nothing stand between the events they part.

use std::collections::BTreeMap;

use tera::Value;

use super::activity::{self, is_planned, kinds_of_events};
use super::cards::Cards;
use super::choices::{Choices, choices};
use super::coverage;
use super::dateline::zones_to_name;
use super::page::{Head, page_view, tally};
use super::parts;
use super::view::{list, map, optional};
use crate::model::{UrlPath, preferred};
use crate::resolve::parts::Whole;
use crate::resolve::routes::{CHRONOLOGY, INDEX, year_page};
use crate::resolve::{EntryId, Site};
use crate::when::{MONTHS, When, days_between};

/// The events that the index shows.
const NEWEST: usize = 20;
/// The years that the rail of a year's page names on either side of it.
const RAIL: usize = 30;
/// The days without an event from which a spell is called quiet.
pub(super) const QUIET: i64 = 28;

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

/// Makes the context of a year's page, or of the page of a part of it.
pub(super) fn year_context(
    year: i32,
    part: Option<usize>,
    address: &UrlPath,
    site: &Site,
    cards: &Cards,
) -> Vec<(&'static str, Value)> {
    let of_year = &site.chronology.years[&year];
    let of_part = part.map(|place| &site.routes.parts.all[place]);
    let ids = of_part.map_or(of_year, |part| &part.ids);
    let title = of_part.map_or_else(|| year.to_string(), |part| part.name.clone());
    let description = format!("The events of {title} in the order in which they happened.");
    let head = Head {
        form: "year",
        title: &title,
        description: &description,
        address,
        section: CHRONOLOGY,
        crumbs: match part {
            Some(place) => parts::crumbs(Whole::Year(year), place, site),
            None => vec![
                home_crumb(),
                (
                    "Chronology".to_owned(),
                    Some(UrlPath::page(CHRONOLOGY, INDEX).encoded()),
                ),
                (title.clone(), None),
            ],
        },
        root: None,
    };
    let below = parts::index(Whole::Year(year), part, site);
    let parted_by = parts::parted_by(Whole::Year(year), part, site);
    let shown: Vec<EntryId> = if parted_by.is_empty() {
        months(ids, site)
            .into_iter()
            .flat_map(|(_, ids)| ids)
            .collect()
    } else {
        Vec::new()
    };
    let months = months(&shown, site);
    let choices = choices(&shown, true, site);
    let activity = match part {
        Some(_) => Value::none(),
        None => activity::of_year(year, ids, site, cards),
    };
    let (previous, next) = neighbours(year, part, site);
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
        ("activity", activity),
        ("months", months_view(year, &months, &choices, site, cards)),
        ("choices", choices.view),
        ("parts", below),
        ("parted_by", parted_by.into()),
        ("part", parts::part(Whole::Year(year), part, site)),
        ("rail", rail(year, site)),
        ("previous", previous),
        ("next", next),
    ]
}

/// Makes the views of the months of some events, in order, as a chronology of their own.
pub(super) fn months_of(ids: &[EntryId], site: &Site, cards: &Cards) -> Value {
    let mut years: BTreeMap<Option<i32>, Vec<EntryId>> = BTreeMap::new();
    for id in ids {
        let year = site.entry(*id).when.as_ref().and_then(When::year);
        years.entry(year).or_default().push(*id);
    }
    let none = choices(&[], false, site);
    let mut all = Vec::new();
    for (year, ids) in years {
        let months = months(&ids, site);
        let views = months_view(year.unwrap_or_default(), &months, &none, site, cards);
        all.extend(views.as_array().into_iter().flatten().cloned());
    }
    list(all)
}

/// Makes the views of the months of a year, each with its events and the quiet spells before them.
fn months_view(
    year: i32,
    months: &[(Option<u32>, Vec<EntryId>)],
    choices: &Choices,
    site: &Site,
    cards: &Cards,
) -> Value {
    let shown: Vec<EntryId> = months.iter().flat_map(|(_, ids)| ids).copied().collect();
    let gaps = gaps(&shown, site);
    let stepping = zones_to_name(&shown, site);
    list(months.iter().map(|(month, ids)| {
        let items = ids.iter().map(|id| {
            let gap = gaps
                .get(id)
                .map(|days| format!("{days} days with no event in this record"));
            map([
                ("card", cards.get(*id)),
                ("choices", choices.classes(*id)),
                ("gap", optional(gap)),
                ("show_zone", stepping.contains(id).into()),
                ("large", is_large(*id, site).into()),
            ])
        });
        map([
            ("id", month_anchor(year, *month).into()),
            ("name", month_name(year, *month).into()),
            ("kinds", tally(ids, site)),
            ("items", list(items)),
        ])
    }))
}

/// Makes the links to the pages before and after: of a part those of the parts around it, else those
/// of the years around this one.
fn neighbours(year: i32, part: Option<usize>, site: &Site) -> (Value, Value) {
    let (before, after) = part.map_or((None, None), |part| site.routes.parts.neighbours(part));
    let of_part = |place: usize| {
        let part = &site.routes.parts.all[place];
        (part.name.clone(), part.address.encoded())
    };
    let of_year = |(year, _): (&i32, _)| (year.to_string(), year_page(*year).encoded());
    let years = &site.chronology.years;
    let before = before.map(of_part);
    let after = after.map(of_part);
    let before = before.or_else(|| years.range(..year).next_back().map(of_year));
    let after = after.or_else(|| years.range(year + 1..).next().map(of_year));
    let link = |page: Option<(String, String)>| {
        page.map_or_else(Value::none, |(label, url)| {
            map([("year", label.into()), ("url", url.into())])
        })
    };
    (link(before), link(after))
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

/// Returns the address of a month: in its year's page, or its own where the year is parted.
pub(super) fn month_url(year: i32, month: Option<u32>, site: &Site) -> String {
    let parts = site.routes.parts.below(Whole::Year(year), None);
    let mut parts = parts.iter().map(|place| &site.routes.parts.all[*place]);
    let name = month_name(year, month);
    let own = parts.find(|part| part.name == name);
    own.map_or_else(
        || format!("{}#{}", year_url(year), month_anchor(year, month)),
        |part| part.address.encoded(),
    )
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
        ("url", month_url(year, month, site).into()),
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
