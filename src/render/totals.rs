//! Events of one kind by year, under a rule that the page states.
//!
//! In: the events of a list, or those that refer to an entry. Out: the strip of years (see `activity`), for each year how many stand how
//! and how many are set larger, and the sentence that says what is counted. Nothing is estimated.

use std::collections::BTreeSet;

use tera::Value;

use super::activity;
use super::cards::{Cards, chosen_state};
use super::chronology::is_large;
use super::view::{extend, list};
use crate::resolve::{EntryId, Site};
use crate::schema::Kind;

/// The fewest events, and the fewest years, of which totals say more than the list itself.
const FEWEST: (usize, usize) = (12, 3);

/// Makes the totals of those who refer to an entry: for each kind of events its own, where they are
/// many.
pub(super) fn of_group(id: &str, ids: &[EntryId], site: &Site, cards: &Cards) -> Value {
    let kinds = activity::kinds_of_events(ids, site).into_iter();
    let views = kinds.map(|kind| {
        let of_kind = |id: &EntryId| site.entry(*id).kind == kind;
        let ids: Vec<EntryId> = ids.iter().copied().filter(of_kind).collect();
        let kind = site.schema.kind(kind);
        let totals = totals(&ids, kind, site, cards);
        let id = format!("{id}-{}", kind.name);
        if totals.is_none() {
            totals
        } else {
            extend(&totals, [("id", id.into())])
        }
    });
    list(views.filter(|totals| !totals.is_none()))
}

/// Makes the totals of a kind; none where the events are few or of few years.
pub(super) fn totals(ids: &[EntryId], kind: &Kind, site: &Site, cards: &Cards) -> Value {
    let years = ids
        .iter()
        .filter_map(|id| site.entry(*id).when.as_ref()?.year());
    let (events, fewest) = FEWEST;
    if ids.len() < events || years.collect::<BTreeSet<_>>().len() < fewest {
        return Value::none();
    }
    let columns = columns(ids, kind, site);
    let labels = columns.iter().map(|column| column.label.as_str().into());
    let count = |ids: &[EntryId]| {
        let number = |column: &Column| ids.iter().filter(|id| (column.holds)(**id, site)).count();
        list(columns.iter().map(|column| number(column).into()))
    };
    let strip = activity::of_years(ids, &count, site, cards);
    if strip.is_none() {
        return strip;
    }
    extend(
        &strip,
        [("counted", list(labels)), ("rule", rule(kind, site).into())],
    )
}

/// Tells whether an event is counted in a column.
type Holds = Box<dyn Fn(EntryId, &Site) -> bool>;

/// A column of the table beside the number of events.
struct Column {
    label: String,
    holds: Holds,
}

/// Lists the states of the events, where there are several, and what is set larger, where only some is.
fn columns(ids: &[EntryId], kind: &Kind, site: &Site) -> Vec<Column> {
    let mut states: Vec<String> = Vec::new();
    for state in ids.iter().filter_map(|id| chosen_state(*id, site)) {
        if !states.contains(&state.label) {
            states.push(state.label.clone());
        }
    }
    let mut columns: Vec<Column> = Vec::new();
    if states.len() > 1 {
        columns.extend(states.into_iter().map(|label| {
            let wanted = label.clone();
            let holds = move |id: EntryId, site: &Site| {
                chosen_state(id, site).is_some_and(|state| state.label == wanted)
            };
            Column {
                label,
                holds: Box::new(holds),
            }
        }));
    }
    let large = ids.iter().filter(|id| is_large(**id, site)).count();
    if large > 0 && large < ids.len() {
        let options = kind.large.iter().flat_map(|condition| {
            let options = kind.field(&condition.path).field_type.options();
            let chosen = condition.options.iter();
            chosen.map(move |option| options[*option].label.as_str())
        });
        columns.push(Column {
            label: options.collect::<Vec<_>>().join(", "),
            holds: Box::new(is_large),
        });
    }
    columns
}

/// Says what is counted, and to which day.
fn rule(kind: &Kind, site: &Site) -> String {
    let mut words = vec!["Each is counted in the year of its own day".to_owned()];
    if let Some(as_of) = &site.as_of {
        words.push(format!("the record speaks from {}", as_of.long()));
    }
    let words = format!("{}.", words.join("; "));
    if kind.counted_as.is_empty() {
        words
    } else {
        format!("{} {words}", kind.counted_as)
    }
}
