//! Whose time of day it is where an event gives none: that of its place.
//!
//! In: the entries as they were read. Out: the same, those events with their date in the zone of the
//! place. Only a time of day asks for it: a day without a zone stays one. An event at places of several
//! zones, or of none, has to say which it means. What an earlier run gave is taken over.

use std::sync::Arc;

use chrono_tz::Tz;

use super::lookup::{Named, Names};
use super::references::allowed;
use crate::diagnostics::Diagnostics;
use crate::model::{Entry, Value, date_entry, preferred, report_lack_of_zone};
use crate::schema::{Role, Schema};
use crate::when::When;

/// An entry as it was read, and with the zone of its place.
pub(super) type Placed = (Arc<Entry>, Arc<Entry>);

/// Gives events the zone of their place, where they need one, and returns which.
pub(super) fn of_places(
    entries: &mut [Arc<Entry>],
    schema: &Schema,
    earlier: &[Placed],
    diagnostics: &mut Diagnostics,
) -> Vec<Placed> {
    if !entries.iter().any(|entry| entry.lacks_zone) {
        return Vec::new();
    }
    let mut placed: Vec<(usize, Placed)> = Vec::new();
    let names = Names::new(entries);
    for (number, entry) in entries.iter().enumerate() {
        if !entry.lacks_zone {
            continue;
        }
        let kind = schema.kind(entry.kind);
        let Some(zones) = zones_of_places(entry, entries, &names, schema) else {
            continue;
        };
        let mut several = zones.iter();
        let (Some(zone), None) = (several.next().copied(), several.next()) else {
            report_lack_of_zone(kind, entry, &help(&zones), diagnostics);
            continue;
        };
        let is_known = |(read, made): &&Placed| {
            Arc::ptr_eq(read, entry) && made.when.as_ref().and_then(When::zone) == Some(zone)
        };
        let made = match earlier.iter().find(is_known) {
            Some((_, made)) => Arc::clone(made),
            None => Arc::new(Entry {
                when: date_entry(kind, entry, Some(zone), diagnostics),
                ..Entry::clone(entry)
            }),
        };
        placed.push((number, (Arc::clone(entry), made)));
    }
    for (number, (_, made)) in &placed {
        entries[*number] = Arc::clone(made);
    }
    placed.into_iter().map(|(_, placed)| placed).collect()
}

/// Returns the zones of the places of an event; `None` where it names a place that is not found, of
/// which more is said elsewhere.
fn zones_of_places(
    entry: &Entry,
    entries: &[Arc<Entry>],
    names: &Names,
    schema: &Schema,
) -> Option<Vec<Tz>> {
    let kind = schema.kind(entry.kind);
    let mut zones = Vec::new();
    let Some(path) = kind.roles.get(Role::Located) else {
        return Some(zones);
    };
    for item in entry.values(path) {
        let Value::Ref(slot) = preferred(&item.value) else {
            continue;
        };
        let reference = &entry.references[*slot];
        let kinds = allowed(kind, reference);
        let fits = |(kind, _): &&Named| kinds.contains(kind);
        let mut found = names.find(&reference.written, schema);
        if !found.iter().any(|named| fits(&named)) {
            found = names.find_by_name(&reference.written).into();
        }
        let mut fitting = found.iter().filter(fits);
        let (Some((kind, id)), None) = (fitting.next(), fitting.next()) else {
            return None;
        };
        let path = schema.kind(*kind).roles.get(Role::Zoned);
        let place = &entries[id.0 as usize];
        let written = path.and_then(|path| place.values(path).first().copied());
        let Some(zone) = written.and_then(|item| preferred(&item.value).zone()) else {
            // It may lie in the zone of another place or not.
            return Some(Vec::new());
        };
        if !zones.contains(&zone) {
            zones.push(zone);
        }
    }
    Some(zones)
}

fn help(zones: &[Tz]) -> String {
    let ways = "add the offset, as in 2022-01-30T07:52+09:00, or the zone of the event on a line of its own";
    if zones.is_empty() {
        return ways.to_owned();
    }
    let zones: Vec<String> = zones.iter().map(|zone| format!("`{zone}`")).collect();
    format!("{ways}: its places lie in {}", zones.join(" and "))
}
