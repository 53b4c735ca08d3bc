//! The table of an event that flew: a row for each who states a number, with the site and the sources.
//!
//! The numbers are those that map and profile draw; what is drawn stands in the first row of each flight.

use tera::Value;

use super::values::Page;
use super::view::{list, map, optional};
use crate::model::{Basis, Fact};
use crate::resolve::flights::{Flight, Stated};
use crate::resolve::{EntryId, Site};

/// Returns what flew, in words.
pub(super) fn what(flight: &Flight, site: &Site) -> String {
    flight
        .flown
        .map_or_else(|| flight.class.clone(), |id| site.title(id).to_owned())
}

/// Makes the rows of the table: for each flight, a row for each who states a number.
pub(super) fn rows(flights: &[Flight], page: &Page) -> Vec<Value> {
    let site = page.site;
    let mut rows = Vec::new();
    for flight in flights {
        let located = flight.site.and_then(|id| site.located(id));
        let told = statements(flight, page);
        let lines = told.len();
        for (index, said) in told.into_iter().enumerate() {
            let words = |stated: Option<Stated>| {
                optional(stated.map(|stated| stated.quantity.words_with("km")))
            };
            let facts = [said.distance, said.height].into_iter().flatten();
            let facts: Vec<&Fact> = facts.filter_map(|stated| stated.fact).collect();
            let mut sources: Vec<EntryId> = Vec::new();
            for slot in facts.iter().flat_map(|fact| &fact.sources) {
                sources.extend(
                    page.target(*slot)
                        .filter(|source| !sources.contains(source)),
                );
            }
            let general = |fact: &&Fact| fact.basis == Basis::GeneralKnowledge;
            rows.push(map([
                ("label", what(flight, site).into()),
                ("site", page.cards.maybe(flight.site)),
                ("position", optional(located.map(|located| located.words()))),
                (
                    "known_to",
                    optional(located.map(|located| located.precision())),
                ),
                ("distance", words(said.distance)),
                ("height", words(said.height)),
                ("by", page.cards.maybe(said.speaker)),
                (
                    "sources",
                    list(sources.into_iter().map(|source| page.citation(source))),
                ),
                ("general", facts.iter().any(general).into()),
                ("drawn", (index == 0).into()),
                ("lines", lines.into()),
            ]));
        }
    }
    rows
}

/// What one speaker states of a flight.
struct Said<'a> {
    speaker: Option<EntryId>,
    distance: Option<Stated<'a>>,
    height: Option<Stated<'a>>,
}

/// Gathers what each speaker states, the preferred distance first; at least one line.
fn statements<'a>(flight: &Flight<'a>, page: &Page) -> Vec<Said<'a>> {
    let speaker = |stated: &Stated| page.target(stated.fact?.by?);
    let mut told: Vec<Said> = Vec::new();
    for far in &flight.distances {
        told.push(Said {
            speaker: speaker(far),
            distance: Some(*far),
            height: None,
        });
    }
    for (index, high) in flight.heights.iter().enumerate() {
        let by = speaker(high);
        // What is drawn stands in the first line, whoever states the two numbers of it.
        let beside = told.iter_mut().enumerate().find(|(line, said)| {
            said.height.is_none()
                && said.distance.is_some()
                && said.speaker == by
                && (*line > 0 || index == 0)
        });
        match beside {
            Some((_, said)) => said.height = Some(*high),
            None => told.push(Said {
                speaker: by,
                distance: None,
                height: Some(*high),
            }),
        }
    }
    if told.is_empty() {
        told.push(Said {
            speaker: None,
            distance: None,
            height: None,
        });
    }
    told
}
