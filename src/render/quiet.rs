//! The longest spells without an event of a kind.
//!
//! In: events. Out: the spells between the days that any of them can have touched, longest first. An
//! event whose day is in doubt takes up every day that it can have had, so that a spell is never
//! longer than the record knows; what did not take place ends none.

use chrono::{Days, NaiveDate};
use tera::Value;

use super::cards::{Cards, certain_day, took_place};
use super::chronology::QUIET;
use super::values::date_view;
use super::view::{list, map};
use crate::resolve::{EntryId, Site};
use crate::when::{When, days_between};

/// The spells that a page lists.
const LISTED: usize = 10;

/// The days without an event between two, or from the last to the day of the record.
struct Spell {
    first: NaiveDate,
    last: NaiveDate,
    after: EntryId,
    before: Option<EntryId>,
}

impl Spell {
    fn days(&self) -> i64 {
        days_between(self.first, self.last) + 1
    }
}

/// Makes the view of the longest quiet spells; none where there is no long one.
pub(super) fn quiet(ids: &[EntryId], site: &Site, cards: &Cards) -> Value {
    let held = || ids.iter().copied().filter(|id| took_place(*id, site));
    let mut placed: Vec<(NaiveDate, NaiveDate, EntryId)> = held()
        .filter_map(|id| {
            let when = site.entry(id).when.as_ref()?;
            Some((when.first_day()?, when.last_day()?, id))
        })
        .collect();
    placed.sort();
    let unplaced = held().count() - placed.len();
    let mut spells = spells(&placed, site);
    spells.retain(|spell| spell.days() >= QUIET);
    spells.sort_by_key(|spell| (std::cmp::Reverse(spell.days()), spell.first));
    spells.truncate(LISTED);
    if spells.is_empty() {
        return Value::none();
    }
    map([
        ("unplaced", unplaced.into()),
        (
            "spells",
            list(spells.iter().map(|spell| view(spell, site, cards))),
        ),
    ])
}

/// Finds every spell between events in the order of their first days.
fn spells(placed: &[(NaiveDate, NaiveDate, EntryId)], site: &Site) -> Vec<Spell> {
    let mut spells = Vec::new();
    let mut reached: Option<(NaiveDate, EntryId)> = None;
    for (first, last, id) in placed {
        if let Some((day, after)) = reached {
            spells.extend(between(day, first.pred_opt(), after, Some(*id)));
        }
        if reached.is_none_or(|(day, _)| *last >= day) {
            reached = Some((*last, *id));
        }
    }
    let end = site.as_of.as_ref().and_then(When::last_day);
    if let Some((day, after)) = reached {
        spells.extend(between(day, end, after, None));
    }
    spells
}

fn between(
    reached: NaiveDate,
    last: Option<NaiveDate>,
    after: EntryId,
    before: Option<EntryId>,
) -> Option<Spell> {
    let (first, last) = (reached.checked_add_days(Days::new(1))?, last?);
    (first <= last).then_some(Spell {
        first,
        last,
        after,
        before,
    })
}

fn view(spell: &Spell, site: &Site, cards: &Cards) -> Value {
    let day = |day: NaiveDate| {
        let when = When::parse(&day.format("%Y-%m-%d").to_string());
        when.map_or_else(|_| Value::none(), |when| date_view(&when, site))
    };
    let is_certain = |id: EntryId| certain_day(id, site).is_some();
    let certain = is_certain(spell.after) && spell.before.is_none_or(is_certain);
    map([
        ("days", spell.days().into()),
        ("certain", certain.into()),
        ("first", day(spell.first)),
        ("last", day(spell.last)),
        ("after", cards.get(spell.after)),
        ("before", cards.maybe(spell.before)),
    ])
}
