//! The offices that someone held: on a line of years, with the events that were attended in each as marks.
//!
//! A last day that is not given may be unknown or still to come; the bar then ends open, at the day
//! from which the site speaks.

use chrono::{Datelike as _, NaiveDate};
use tera::Value;

use super::appearances::{attended, attended_by_office, office_id, part};
use super::cards::{Cards, certain_day};
use super::view::{extend, list, map, optional};
use crate::resolve::offices::{Office, offices};
use crate::resolve::{EntryId, Site};
use crate::schema::Role;
use crate::when::{When, days_between};

/// The most events that are marked on the bars.
const MARKS: usize = 60;
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
    extend(&names, bars(&offices, &seen(id, site), site, cards))
}

/// An event that was attended on a certain day, and in which office of the list.
struct Seen {
    day: NaiveDate,
    event: EntryId,
    office: Option<usize>,
}

/// Lists the newest events that were attended on a certain day.
fn seen(id: EntryId, site: &Site) -> Vec<Seen> {
    let attended = attended(id, site).into_iter();
    let seen = attended.filter_map(|(event, attendee)| {
        Some(Seen {
            day: certain_day(event, site)?,
            event,
            office: part(event, &attendee, site).office,
        })
    });
    seen.take(MARKS).collect()
}

/// Makes the bars of the offices, the marks of what was attended and the years of their axis; nothing to
/// draw for one office alone.
fn bars(
    offices: &[Office],
    seen: &[Seen],
    site: &Site,
    cards: &Cards,
) -> [(&'static str, Value); 4] {
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
    let days = || seen.iter().map(|seen| seen.day);
    let (Some(first), Some(last)) = (
        known.iter().map(|(_, from, _)| *from).chain(days()).min(),
        known.iter().map(|(_, _, to)| *to).chain(days()).max(),
    ) else {
        return none;
    };
    if known.is_empty() || (known.len() == 1 && seen.is_empty()) {
        return none;
    }
    let span = days_between(first, last).max(1);
    let place = |day: NaiveDate| days_between(first, day) * 10_000 / span;
    let per_cent = |parts: i64| format!("{}.{:02}%", parts / 100, parts % 100);
    let marks = |within: &dyn Fn(&Seen) -> bool| {
        let seen = seen.iter().filter(|seen| within(seen));
        list(seen.map(|seen| {
            map([
                ("x", per_cent(place(seen.day)).into()),
                ("card", cards.get(seen.event)),
            ])
        }))
    };
    let is_drawn = |number| known.iter().any(|(office, _, _)| office.number == number);
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
            ("marks", marks(&|seen| seen.office == Some(office.number))),
        ])
    });
    let is_outside = |seen: &Seen| !seen.office.is_some_and(is_drawn);
    let outside = seen.iter().any(is_outside).then(|| {
        map([
            ("title", "".into()),
            ("card", Value::none()),
            ("x", "0%".into()),
            ("width", "".into()),
            ("late", false.into()),
            ("end", "".into()),
            ("open", false.into()),
            ("marks", marks(&is_outside)),
        ])
    });
    [
        ("bars", list(bars.chain(outside))),
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
