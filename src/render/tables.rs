//! Tables of events: the columns that a kind declares, and how many there were in each year.
//!
//! The cells lie in the cards; here is said which columns have any, so that none stands empty.

use std::collections::BTreeMap;

use tera::Value;

use super::cards::{chosen_state, is_figure, mark_of};
use super::chronology::year_url;
use super::view::{list, map};
use crate::resolve::{EntryId, Site};
use crate::schema::Tone;
use crate::when::When;

/// The most marks that a year draws one by one.
const MARKS: usize = 24;

/// Lists the columns that any of the entries fills; nothing where they are of several kinds.
pub(super) fn columns(ids: &[EntryId], site: &Site) -> Value {
    let Some(first) = ids.first() else {
        return list([]);
    };
    let of_one_kind = ids
        .iter()
        .all(|id| site.entry(*id).kind == site.entry(*first).kind);
    if !of_one_kind {
        return list([]);
    }
    let kind = site.kind_of(*first);
    list(kind.table.iter().enumerate().filter_map(|(index, path)| {
        let filled = ids
            .iter()
            .any(|id| !site.entry(*id).values(path).is_empty());
        let field = kind.field(path);
        let is_number = is_figure(&field.field_type);
        filled.then(|| {
            map([
                ("index", index.into()),
                ("label", field.label.as_str().into()),
                ("number", is_number.into()),
                ("unit", field.field_type.unit().into()),
            ])
        })
    }))
}

/// Counts events by year, newest first, with a mark for each as far as they are few.
pub(super) fn years(ids: &[EntryId], site: &Site) -> Value {
    let mut years: BTreeMap<i32, Vec<EntryId>> = BTreeMap::new();
    for id in ids {
        if let Some(year) = site.entry(*id).when.as_ref().and_then(When::year) {
            years.entry(year).or_default().push(*id);
        }
    }
    let most = years.values().map(Vec::len).max().unwrap_or(1);
    list(years.into_iter().rev().map(|(year, mut ids)| {
        let rank = |id: &EntryId| site.tone(*id).map(order);
        ids.sort_by_key(rank);
        let marks = ids.iter().take(MARKS).filter_map(|id| mark_of(*id, site));
        map([
            ("year", year.into()),
            ("url", year_url(year).into()),
            ("total", ids.len().into()),
            ("width", format!("{}%", ids.len() * 100 / most).into()),
            (
                "marks",
                list(
                    marks
                        .map(|mark| map([("mark", mark.shape.into()), ("tone", mark.tone.into())])),
                ),
            ),
            ("more", (ids.len() > MARKS).into()),
            ("states", states(&ids, site)),
        ])
    }))
}

/// Says how the events of a year stand, each state with its number.
fn states(ids: &[EntryId], site: &Site) -> Value {
    let mut states: Vec<(&str, usize)> = Vec::new();
    for state in ids.iter().filter_map(|id| chosen_state(*id, site)) {
        match states.iter_mut().find(|(label, _)| *label == state.label) {
            Some((_, number)) => *number += 1,
            None => states.push((&state.label, 1)),
        }
    }
    list(
        states
            .into_iter()
            .map(|(label, number)| map([("text", label.into()), ("number", number.into())])),
    )
}

fn order(tone: Tone) -> u8 {
    match tone {
        Tone::Good => 0,
        Tone::Failed => 1,
        Tone::Off => 2,
        Tone::Open => 3,
    }
}
