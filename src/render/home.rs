//! The first page: the newest event, the reports, what is to come, activity, the latest entries, and
//! ways in.
//!
//! Everything here is computed once, for this page alone. Days are counted to the day from which the
//! site speaks, never to today.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};
use tera::Value;

use super::activity::{self, is_planned, kinds_of_events};
use super::cards::{Cards, certain_day, role_text, took_place};
use super::chronology::{month_anchor, month_name};
use super::dateline::zones_to_name;
use super::lists::{kind_view, uses};
use super::page::{counted, introduction};
use super::view::{extend, list, map};
use crate::figures::grouped;
use crate::resolve::reports::Report;
use crate::resolve::routes::year_page;
use crate::resolve::{EntryId, Site};
use crate::schema::{KindId, Role};
use crate::when::{MONTHS, When, days_between};

/// The events listed below the first.
const LATEST: usize = 8;
/// The entries named for each kind.
const TOP: usize = 4;
/// The events of other years on this day or in this week.
const OTHER_YEARS: usize = 5;
/// The events to come that are listed.
const SCHEDULED: usize = 6;
/// The days before and after one that make a week around it.
const AROUND: u64 = 3;
/// The kinds whose events are counted in large figures.
const COUNTED: usize = 4;

/// Makes what the home page shows besides the entry that belongs to it.
pub(super) fn home_context(site: &Site, cards: &Cards) -> Vec<(&'static str, Value)> {
    let newest: Vec<EntryId> = site.chronology.order.iter().rev().copied().collect();
    let lead = newest.iter().copied().find(|id| took_place(*id, site));
    let scheduled = scheduled(site);
    let latest = newest.into_iter();
    let latest: Vec<EntryId> = latest
        .filter(|id| Some(*id) != lead && !scheduled.contains(id))
        .take(LATEST)
        .collect();
    vec![
        ("lead", cards.maybe(lead)),
        ("other_years", other_years(site, cards)),
        ("scheduled", scheduled_view(&scheduled, site, cards)),
        ("activity", activity::of_record(site, cards)),
        ("figures", figures(site)),
        ("latest", dated(&latest, site, cards)),
        ("browse", browse(site, cards)),
        ("reports", reports(site)),
    ]
}

/// Names the pages computed from the whole record, each with the summary of the page that introduces
/// it.
fn reports(site: &Site) -> Value {
    let computed = site.routes.reports.iter();
    let computed = computed.filter(|report| **report != Report::Search);
    list(computed.map(|report| {
        let entry = introduction(*report, site);
        let title = entry.map_or(report.title(), |id| site.title(id));
        let summary = entry.map_or("", |id| role_text(id, Role::Summary, site));
        map([
            ("label", title.into()),
            ("url", report.address().encoded().into()),
            ("summary", summary.into()),
        ])
    }))
}

/// Makes a list of events, each with whether its zone has to be named.
fn dated(ids: &[EntryId], site: &Site, cards: &Cards) -> Value {
    let stepping = zones_to_name(ids, site);
    list(ids.iter().map(|id| {
        map([
            ("card", cards.get(*id)),
            ("show_zone", stepping.contains(id).into()),
        ])
    }))
}

/// Returns the day from which the site speaks.
fn today(site: &Site) -> Option<NaiveDate> {
    site.as_of.as_ref().and_then(When::certain_day)
}

/// Finds the events of other years on this day of the year; where there is none, those of the week
/// around it.
fn other_years(site: &Site, cards: &Cards) -> Value {
    let Some(today) = today(site) else {
        return Value::none();
    };
    let week = Days::new(AROUND);
    let mut on_day: Vec<EntryId> = Vec::new();
    let mut in_week: Vec<EntryId> = Vec::new();
    for id in site.chronology.order.iter().rev() {
        let Some(day) = certain_day(*id, site).filter(|day| *day < today) else {
            continue;
        };
        if !took_place(*id, site) {
            continue;
        }
        // Around New Year the week of an event may belong to the year after its own or before it.
        let near = (day.year() - 1..=day.year() + 1)
            .filter(|year| *year != today.year())
            .filter_map(|year| today.with_year(year))
            .find(|same| *same - week <= day && day <= *same + week);
        match near {
            Some(same) if same == day => on_day.push(*id),
            Some(_) => in_week.push(*id),
            None => {}
        }
    }
    let day_words = |day: NaiveDate| format!("{} {}", day.day(), MONTHS[day.month0() as usize]);
    let (label, ids) = if on_day.is_empty() {
        let (first, last) = (today - week, today + week);
        let label = format!(
            "This week in other years, {} to {}",
            day_words(first),
            day_words(last)
        );
        (label, in_week)
    } else {
        (format!("On this day, {}", day_words(today)), on_day)
    };
    if ids.is_empty() {
        return Value::none();
    }
    map([
        ("label", label.into()),
        (
            "items",
            list(ids.into_iter().take(OTHER_YEARS).map(|id| cards.get(id))),
        ),
    ])
}

/// Finds the events that are still to come, the next one first.
fn scheduled(site: &Site) -> Vec<EntryId> {
    let is_past = |id: EntryId| {
        let dates = site.entry(id).when.as_ref().zip(site.as_of.as_ref());
        dates.is_some_and(|(when, today)| when.is_over_on(today).is_certain())
    };
    let order = site.chronology.order.iter().copied();
    order
        .filter(|id| is_planned(*id, site) && !is_past(*id))
        .take(SCHEDULED)
        .collect()
}

fn scheduled_view(ids: &[EntryId], site: &Site, cards: &Cards) -> Value {
    let stepping = zones_to_name(ids, site);
    list(ids.iter().map(|id| {
        let days = certain_day(*id, site)
            .zip(today(site))
            .map(|(day, today)| days_between(today, day));
        let words = match days {
            None => String::new(),
            Some(0) => "today".to_owned(),
            Some(1) => "tomorrow".to_owned(),
            Some(days) => format!("in {} days", grouped(&days.to_string())),
        };
        map([
            ("card", cards.get(*id)),
            ("words", words.into()),
            ("show_zone", stepping.contains(id).into()),
        ])
    }))
}

/// Makes the large figures: the events of each kind in the newest year and the year before, the kind
/// that has been quiet longest, and the busiest month.
fn figures(site: &Site) -> Value {
    let past: Vec<EntryId> = site
        .chronology
        .order
        .iter()
        .copied()
        .filter(|id| took_place(*id, site))
        .collect();
    let kinds = kinds_of_events(&past, site);
    let year_of = |id: EntryId| site.entry(id).when.as_ref().and_then(When::year);
    let years = || past.iter().filter_map(|id| year_of(*id));
    let (Some(first), Some(newest)) = (years().min(), years().max()) else {
        return list([]);
    };
    let of_kind = |kind: KindId| {
        past.iter()
            .copied()
            .filter(move |id| site.entry(*id).kind == kind)
    };
    let mut figures = Vec::new();
    for kind in kinds.iter().take(COUNTED) {
        let in_year = |year: i32| {
            of_kind(*kind)
                .filter(|id| year_of(*id) == Some(year))
                .count()
        };
        let number = in_year(newest);
        let label = format!("{} in {newest}", counted(site.schema.kind(*kind), number));
        let before = match in_year(newest - 1) {
            _ if first == newest => String::new(),
            0 => format!("none recorded in {}", newest - 1),
            before => format!("{} in {}", grouped(&before.to_string()), newest - 1),
        };
        let url = year_page(newest).encoded();
        figures.push(figure(number, label, before, url));
    }
    figures.extend(quiet(&kinds, of_kind, site));
    figures.extend(busiest(&kinds, of_kind, site));
    list(figures)
}

fn figure(number: usize, label: String, note: String, url: String) -> Value {
    map([
        ("number", number.into()),
        ("label", label.into()),
        ("note", note.into()),
        ("url", url.into()),
    ])
}

/// Counts the days since the last event of the kind that has had none for longest.
fn quiet<Ids: Iterator<Item = EntryId>>(
    kinds: &[KindId],
    of_kind: impl Fn(KindId) -> Ids,
    site: &Site,
) -> Option<Value> {
    let today = today(site)?;
    let last = |kind: KindId| {
        let days = of_kind(kind).filter_map(|id| Some((certain_day(id, site)?, id)));
        days.filter(|(day, _)| *day <= today).max()
    };
    let (day, id) = kinds.iter().filter_map(|kind| last(*kind)).min()?;
    let days = usize::try_from(days_between(day, today)).ok()?;
    let kind = site.kind_of(id);
    let label = format!(
        "day{} since the last {}",
        if days == 1 { "" } else { "s" },
        counted(kind, 1)
    );
    let note = site.entry(id).when.as_ref().map(When::long)?;
    let figure = figure(days, label, note, site.address(id).encoded());
    (days > 0).then_some(figure)
}

/// Finds the month with the most events of one kind.
fn busiest<Ids: Iterator<Item = EntryId>>(
    kinds: &[KindId],
    of_kind: impl Fn(KindId) -> Ids,
    site: &Site,
) -> Option<Value> {
    let busiest = kinds.iter().filter_map(|kind| {
        let mut numbers = BTreeMap::<(i32, u32), usize>::new();
        for month in of_kind(*kind).filter_map(|id| site.entry(id).when.as_ref()?.month()) {
            *numbers.entry(month).or_default() += 1;
        }
        let number = numbers.values().copied().max().filter(|most| *most > 1)?;
        numbers.retain(|_, count| *count == number);
        Some((number, site.schema.kind(*kind), numbers))
    });
    // Of several kinds with the same number the first of the menu is named.
    let most = busiest.reduce(|most, next| if next.0 > most.0 { next } else { most });
    let (number, kind, months) = most?;
    let (year, month) = *months.last_key_value()?.0;
    let others = match months.len() {
        1 => String::new(),
        2 => " and one other month".to_owned(),
        more => format!(" and {} other months", more - 1),
    };
    let note = format!("{}{others}", month_name(year, Some(month)));
    let label = format!("{} in one month, the most", counted(kind, number));
    let url = format!(
        "{}#{}",
        year_page(year).encoded(),
        month_anchor(year, Some(month))
    );
    Some(figure(number, label, note, url))
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
