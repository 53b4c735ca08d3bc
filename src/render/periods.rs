//! Months and years as the pages of events show them: calendars, sequences, ordinals.
//!
//! Made once and shared: the calendar of a month is drawn once, however many pages show it.
//! A calendar draws only events of a certain day; an ordinal is given only where no other event of
//! the kind can have been earlier or later than it seems.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use chrono::{Datelike as _, NaiveDate};
use tera::Value;

use super::cards::{Cards, certain_day, mark_of, took_place};
use super::chronology::{month_name, month_url};
use super::page::counted;
use super::tables;
use super::view::{extend, list, map, optional};
use crate::draw::Mark;
use crate::draw::calendar::{calendar, field};
use crate::resolve::{EntryId, Site};
use crate::schema::KindId;
use crate::when::{When, days_between};

/// The most events that the sequence of a month lists.
const LISTED: usize = 40;

/// What the pages of events share; a view is made when the first page asks for it.
#[derive(Debug)]
pub(super) struct Periods {
    calendars: BTreeMap<(i32, u32), Calendar>,
    sequences: BTreeMap<(KindId, i32, u32), Sequence>,
    ordinals: Vec<Option<(usize, usize)>>,
}

/// The events of one month that have a certain day, and their calendar.
#[derive(Debug, Default)]
struct Calendar {
    events: Vec<(u32, EntryId)>,
    view: OnceLock<Value>,
}

/// The events of one kind and month, and what pages show of them.
#[derive(Debug, Default)]
struct Sequence {
    ids: Vec<EntryId>,
    view: OnceLock<Value>,
}

impl Periods {
    /// Sorts the events into months, and counts those of each kind and year.
    pub(super) fn new(site: &Site) -> Self {
        let mut periods = Self {
            calendars: BTreeMap::new(),
            sequences: BTreeMap::new(),
            ordinals: ordinals(site),
        };
        for id in &site.chronology.order {
            let entry = site.entry(*id);
            if let Some(day) = entry.when.as_ref().and_then(When::certain_day) {
                let month = (day.year(), day.month());
                let calendar = periods.calendars.entry(month).or_default();
                calendar.events.push((day.day(), *id));
            }
            if let Some((year, month)) = entry.when.as_ref().and_then(When::month) {
                let of = (entry.kind, year, month);
                periods.sequences.entry(of).or_default().ids.push(*id);
            }
        }
        periods
    }

    /// Makes the calendars beside an event: its month, and of the two next to it the fuller one.
    pub(super) fn calendars(&self, id: EntryId, site: &Site) -> Value {
        let Some(day) = certain_day(id, site) else {
            return list([]);
        };
        let this = (day.year(), day.month());
        let before = if this.1 == 1 {
            (this.0 - 1, 12)
        } else {
            (this.0, this.1 - 1)
        };
        let after = if this.1 == 12 {
            (this.0 + 1, 1)
        } else {
            (this.0, this.1 + 1)
        };
        let drawn = |month| {
            let found = self.calendars.get(&month);
            found.map_or(0, |found| found.events.len())
        };
        let months = match (drawn(before), drawn(after)) {
            (0, 0) => vec![this],
            (left, right) if left >= right => vec![before, this],
            _ => vec![this, after],
        };
        list(months.into_iter().filter_map(|month| {
            let found = self.calendars.get(&month)?;
            let here = if month == this {
                let place = field(days_after_monday(day)?, day.day());
                map([
                    ("x", place.x.into()),
                    ("y", place.y.into()),
                    ("width", place.width.into()),
                    ("height", place.height.into()),
                ])
            } else {
                Value::none()
            };
            let view = found.view.get_or_init(|| {
                calendar_view(month, &found.events, site).unwrap_or_else(Value::none)
            });
            (!view.is_none()).then(|| extend(view, [("here", here)]))
        }))
    }

    /// Returns the events of the kind in the month of an event, or none where it is the only one.
    pub(super) fn sequence(&self, id: EntryId, site: &Site, cards: &Cards) -> Value {
        let entry = site.entry(id);
        let Some((year, month)) = entry.when.as_ref().and_then(When::month) else {
            return Value::none();
        };
        let found = self.sequences.get(&(entry.kind, year, month));
        let Some(found) = found.filter(|found| found.ids.len() > 1) else {
            return Value::none();
        };
        let make = || sequence_view((year, month), &found.ids, &self.ordinals, site, cards);
        found.view.get_or_init(make).clone()
    }

    /// Makes the place of an event among those of its kind that took place in its year.
    pub(super) fn ordinal(&self, id: EntryId, site: &Site) -> Value {
        let year = site.entry(id).when.as_ref().and_then(When::year);
        let (Some((number, total)), Some(year)) = (self.ordinals[id.0 as usize], year) else {
            return Value::none();
        };
        let kind = site.kind_of(id);
        map([
            ("number", number.into()),
            ("words", ordinal_words(number).into()),
            ("year", year.into()),
            ("total", total.into()),
            ("one", counted(kind, 1).into()),
            ("all", counted(kind, total).into()),
        ])
    }
}

/// Returns how many days the first of a day's month comes after a Monday.
fn days_after_monday(day: NaiveDate) -> Option<u32> {
    Some(day.with_day(1)?.weekday().num_days_from_monday())
}

fn calendar_view(
    (year, month): (i32, u32),
    events: &[(u32, EntryId)],
    site: &Site,
) -> Option<Value> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    let next = first.checked_add_months(chrono::Months::new(1))?;
    let days = u32::try_from(days_between(first, next)).ok()?;
    let marks: Vec<(u32, Mark)> = events
        .iter()
        .filter_map(|(day, id)| Some((*day, mark_of(*id, site)?)))
        .collect();
    let drawn = calendar(days_after_monday(first)?, days, &marks);
    let mut by_kind: BTreeMap<(u32, KindId), Vec<String>> = BTreeMap::new();
    for (day, id) in events {
        let kind = site.kind_of(*id);
        let order = (kind.menu.unwrap_or(u32::MAX), site.entry(*id).kind);
        by_kind.entry(order).or_default().push(day.to_string());
    }
    let kinds = list(by_kind.into_iter().map(|((_, kind), days)| {
        let kind = site.schema.kind(kind);
        map([
            ("label", kind.label.as_str().into()),
            (
                "mark",
                kind.mark.map_or("", crate::schema::Mark::word).into(),
            ),
            ("days", days.join(", ").into()),
        ])
    }));
    Some(map([
        ("name", month_name(year, Some(month)).into()),
        ("url", month_url(year, Some(month), site).into()),
        ("kinds", kinds),
        ("svg", Value::safe_string(&drawn.svg)),
        ("height", drawn.height.into()),
    ]))
}

fn sequence_view(
    (year, month): (i32, u32),
    ids: &[EntryId],
    ordinals: &[Option<(usize, usize)>],
    site: &Site,
    cards: &Cards,
) -> Value {
    let shown = &ids[..ids.len().min(LISTED)];
    let items = shown.iter().map(|id| {
        let number = ordinals[id.0 as usize].map(|(number, _)| number);
        map([
            ("card", cards.get(*id)),
            ("number", number.map_or_else(Value::none, Value::from)),
        ])
    });
    let days: Option<Vec<NaiveDate>> = ids.iter().map(|id| certain_day(*id, site)).collect();
    let gaps = days.map(|days| {
        let gaps = days.windows(2).map(|pair| days_between(pair[0], pair[1]));
        gaps.map(|days| days.to_string())
            .collect::<Vec<_>>()
            .join(", ")
    });
    let name = month_name(year, Some(month));
    map([
        ("name", name.as_str().into()),
        ("month", name.split(' ').next().unwrap_or_default().into()),
        ("year", year.into()),
        ("url", month_url(year, Some(month), site).into()),
        ("total", ids.len().into()),
        ("items", list(items)),
        ("columns", tables::columns(shown, site)),
        ("gaps", optional(gaps.filter(|_| ids.len() <= LISTED))),
    ])
}

/// Numbers the events of each kind and year that took place, where their order is beyond doubt.
fn ordinals(site: &Site) -> Vec<Option<(usize, usize)>> {
    let mut ordinals = vec![None; site.entries.len()];
    let mut years: BTreeMap<(KindId, i32), Vec<EntryId>> = BTreeMap::new();
    for id in &site.chronology.order {
        let entry = site.entry(*id);
        if let Some(year) = entry.when.as_ref().and_then(When::year)
            && took_place(*id, site)
        {
            years.entry((entry.kind, year)).or_default().push(*id);
        }
    }
    for ids in years.values() {
        let keys: Vec<_> = ids
            .iter()
            .filter_map(|id| site.entry(*id).when.as_ref().map(When::order_key))
            .collect();
        let mut latest = i64::MIN;
        for (index, (id, key)) in ids.iter().zip(&keys).enumerate() {
            let before = latest < key.earliest;
            let after = keys
                .get(index + 1)
                .is_none_or(|next| key.latest < next.earliest);
            if before && after && certain_day(*id, site).is_some() {
                ordinals[id.0 as usize] = Some((index + 1, ids.len()));
            }
            latest = latest.max(key.latest);
        }
    }
    ordinals
}

/// Writes a place in English: `1st`, `12th`, `23rd`.
fn ordinal_words(number: usize) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{}{ending}", crate::figures::grouped(&number.to_string()))
}

#[cfg(test)]
mod tests {
    use super::ordinal_words;

    #[test]
    fn places_are_written_in_english() {
        let words = [1, 2, 3, 4, 11, 12, 13, 21, 102, 111, 1203].map(ordinal_words);
        let wanted = [
            "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd", "111th", "1,203rd",
        ];
        assert_eq!(words, wanted);
    }
}
