//! The offices that someone held: on a line of years, with how many events were attended in each.
//!
//! A last day that is not given may be unknown or still to come; the bar then ends open, at the day
//! from which the site speaks.

use chrono::{Datelike as _, NaiveDate};
use tera::Value;

use super::appearances::{attended_by_office, office_id};
use super::cards::Cards;
use super::view::{extend, list, map, optional};
use crate::resolve::offices::{Office, offices};
use crate::resolve::{EntryId, Site};
use crate::schema::Role;
use crate::when::{When, days_between};

/// The most years that the axis names.
const TICKS: i32 = 6;

/// Makes the offices of an entry with what was attended in each; none where it lists no office.
pub(super) fn tenures_view(id: EntryId, site: &Site, cards: &Cards) -> Value {
    let offices = offices(id, site);
    let Some(path) = site.kind_of(id).roles.get(Role::Tenures) else {
        return Value::none();
    };
    if offices.is_empty() {
        return Value::none();
    }
    let counts = attended_by_office(id, offices.len(), site);
    let attended = counts.into_iter().enumerate().map(|(number, count)| {
        map([
            ("id", office_id(number, offices.len()).into()),
            ("number", count.into()),
        ])
    });
    let attended = list(attended);
    let names = map([
        ("row", site.kind_of(id).field(path).name.as_str().into()),
        ("attended", attended),
    ]);
    extend(&names, bars(&offices, site, cards))
}

/// Makes the bars of the offices and the years of their axis; none with fewer than two offices.
fn bars(offices: &[Office], site: &Site, cards: &Cards) -> [(&'static str, Value); 4] {
    let today = site.as_of.as_ref().and_then(When::last_day);
    let known = offices.iter().filter_map(|office| {
        let from = office.from?.first_day()?;
        let to = office.to.and_then(When::last_day).or(today)?;
        (from <= to).then_some((office, from, to))
    });
    let known: Vec<(&Office, NaiveDate, NaiveDate)> = known.collect();
    let none = [
        ("bars", list([])),
        ("ticks", list([])),
        ("first", Value::none()),
        ("last", Value::none()),
    ];
    let (Some(first), Some(last)) = (
        known.iter().map(|(_, from, _)| *from).min(),
        known.iter().map(|(_, _, to)| *to).max(),
    ) else {
        return none;
    };
    if known.len() < 2 {
        return none;
    }
    let span = days_between(first, last).max(1);
    let place = |day: NaiveDate| days_between(first, day) * 10_000 / span;
    let per_cent = |parts: i64| format!("{}.{:02}%", parts / 100, parts % 100);
    let bars = known.iter().map(|(office, from, to)| {
        let (start, end) = (place(*from), place(*to));
        map([
            ("title", office.title.into()),
            ("card", cards.maybe(office.body)),
            ("x", per_cent(start).into()),
            ("width", per_cent((end - start).max(50)).into()),
            ("late", (start > 5_000).into()),
            ("end", per_cent(end).into()),
            ("open", office.to.is_none().into()),
        ])
    });
    [
        ("bars", list(bars)),
        ("ticks", ticks(first, last, &|day| per_cent(place(day)))),
        ("first", first.year().into()),
        ("last", last.year().into()),
    ]
}

/// Names a few years between the first and the last day.
fn ticks(first: NaiveDate, last: NaiveDate, place: &impl Fn(NaiveDate) -> String) -> Value {
    let years = last.year() - first.year();
    let step = years / TICKS + 1;
    let years = (first.year() + 1..=last.year()).filter(|year| year % step == 0);
    list(years.filter_map(|year| {
        let day = NaiveDate::from_ymd_opt(year, 1, 1)?;
        Some(map([
            ("x", place(day).into()),
            ("year", optional(Some(year.to_string()))),
        ]))
    }))
}
