//! Who took part in events that are bound together, in which offices, and on what all of it rests.

use std::collections::{BTreeMap, BTreeSet};

use super::citations::{names_source, sources_of};
use super::dossier::About;
use crate::resolve::offices::{Office, attendees, offices};
use crate::resolve::titles::sorted_by;
use crate::resolve::{EntryId, Site};
use crate::when::When;

/// Lists who took part in some events, by name, each with these events.
pub(super) fn people(events: &[EntryId], site: &Site) -> Vec<(EntryId, Vec<EntryId>)> {
    let mut people: BTreeMap<EntryId, Vec<EntryId>> = BTreeMap::new();
    for event in events {
        let known: BTreeSet<EntryId> = attendees(*event, site)
            .iter()
            .filter_map(|attendee| attendee.who)
            .collect();
        for who in known {
            people.entry(who).or_default().push(*event);
        }
    }
    let mut people: Vec<(EntryId, Vec<EntryId>)> = people.into_iter().collect();
    people.sort_by(|(one, _), (other, _)| {
        (sorted_by(*one, site), *one).cmp(&(sorted_by(*other, site), *other))
    });
    people
}

/// Lists the sources of all events in the order in which they are first cited, then those of the offices.
pub(super) fn notes(
    about: &About,
    people: &[(EntryId, Vec<EntryId>)],
    site: &Site,
) -> Vec<EntryId> {
    let of_events = about.events.iter().flat_map(|id| sources_of(*id, site));
    let of_people = people.iter().flat_map(|(id, _)| {
        let offices = offices(*id, site);
        let within = offices
            .iter()
            .filter(|office| may_reach(office, about.period.as_ref()));
        let sources: Vec<EntryId> = within
            .flat_map(|office| sources_of_office(*id, office, site))
            .collect();
        sources
    });
    let mut known = BTreeSet::new();
    let all = of_events.chain(of_people);
    all.filter(|source| known.insert(*source)).collect()
}

/// Tells whether an office may have been held on a day of a period.
pub(super) fn may_reach(office: &Office, period: Option<&When>) -> bool {
    period.is_none_or(|period| {
        let last = office.to.and_then(When::last_day);
        let first = office.from.and_then(When::first_day);
        let over = last
            .zip(period.first_day())
            .is_some_and(|(last, day)| last < day);
        let later = first
            .zip(period.last_day())
            .is_some_and(|(first, day)| first > day);
        !over && !later
    })
}

/// Lists the sources that are named beside an office.
pub(super) fn sources_of_office(id: EntryId, office: &Office, site: &Site) -> Vec<EntryId> {
    let kind = site.kind_of(id);
    let references = site.entry(id).references.iter();
    let pairs = references.zip(site.targets[id.0 as usize].iter());
    let mut sources: Vec<EntryId> = Vec::new();
    for (reference, target) in pairs {
        let span = reference.span;
        let lies_within = span.text == office.span.text
            && office.span.start <= span.start
            && span.end <= office.span.end;
        if let Some(source) = target
            && lies_within
            && names_source(reference, kind)
            && !sources.contains(source)
        {
            sources.push(*source);
        }
    }
    sources
}
