//! When an event was, in every zone that matters: its own, those of the days reported elsewhere, those
//! that the site names, and UTC.
//!
//! What each row says is decided in `when::elsewhere`: a time is converted, a day without one is never
//! shifted. A zone of which nothing can be said has no row.

use chrono_tz::Tz;
use tera::Value;

use super::values::{zone_city, zone_label};
use super::view::{list, map, optional};
use crate::model::{Within, preferred};
use crate::resolve::{EntryId, Site};
use crate::schema::Role;
use crate::when::{Elsewhere, Seen, When};

/// What the page of an event shows of its time.
pub(super) struct Clock {
    /// The rows: each zone with the day, and the time where it is known.
    pub(super) rows: Value,
    /// What is not known, in a sentence or two.
    pub(super) note: String,
}

/// Makes the clock of an entry; an empty one for what is no event.
pub(super) fn clock(id: EntryId, site: &Site) -> Clock {
    let Some(when) = &site.entry(id).when else {
        return Clock {
            rows: list([]),
            note: String::new(),
        };
    };
    let reported = reported_days(id, site);
    let elsewhere = when.elsewhere(reported);
    let rows = rows(when, &elsewhere, &zones(id, when, reported, site));
    let views = rows.into_iter().map(|(label, seen)| {
        map([
            ("label", label.into()),
            ("text", seen.text.into()),
            ("iso", optional(seen.iso)),
        ])
    });
    Clock {
        rows: list(views),
        note: note(when, &elsewhere, site),
    }
}

/// Names the zones to show, each once: the own one first and UTC last. The own one has the name of the
/// place, where that is the city after which the zone is called.
fn zones(id: EntryId, when: &When, reported: &[(Tz, When)], site: &Site) -> Vec<(String, Tz)> {
    let own = when.zone();
    let reported = reported.iter().map(|(zone, _)| *zone);
    let own = own.map(|zone| {
        let city = zone_city(zone);
        let is_there = places(id, site).any(|place| site.title(place) == city);
        let label = if is_there {
            city
        } else {
            zone_label(zone, site)
        };
        (label, zone)
    });
    let reported = reported.map(|zone| (zone_label(zone, site), zone));
    let named = own.into_iter().chain(reported);
    let universal = ("UTC".to_owned(), Tz::UTC);
    let all = named.chain(site.config.zones.iter().cloned());
    let mut zones: Vec<(String, Tz)> = Vec::new();
    for (label, zone) in all.chain([universal]) {
        if zones.iter().all(|(_, known)| *known != zone) {
            zones.push((label, zone));
        }
    }
    zones
}

/// Returns where an event was.
fn places(id: EntryId, site: &Site) -> impl Iterator<Item = EntryId> + '_ {
    let path = site.kind_of(id).roles.get(Role::Located);
    let references = site.entry(id).references.iter();
    let pairs = references.zip(site.targets[id.0 as usize].iter());
    let there = pairs.filter(move |(reference, _)| {
        path == Some(&reference.path) && reference.within == Within::Value
    });
    there.filter_map(|(_, target)| *target)
}

fn rows(when: &When, elsewhere: &Elsewhere, zones: &[(String, Tz)]) -> Vec<(String, Seen)> {
    let seen = zones
        .iter()
        .filter_map(|(label, zone)| Some((label.clone(), elsewhere.seen_from(*zone)?)));
    let mut rows: Vec<(String, Seen)> = seen.collect();
    if when.zone().is_none() {
        let written = when.as_written();
        // A time with an offset stands in the row of a zone that has the same one.
        let is_shown = written.iso.is_some() && rows.iter().any(|(_, row)| row.iso == written.iso);
        if when.time().is_none() || !is_shown {
            let label = when.offset_name().unwrap_or_else(|| "Date".to_owned());
            rows.insert(0, (label, written));
        }
    }
    rows
}

/// Returns the days that sources give in other zones.
fn reported_days(id: EntryId, site: &Site) -> &[(Tz, When)] {
    let path = site.kind_of(id).roles.get(Role::Also);
    let reported = path.map_or_else(Vec::new, |path| site.entry(id).values(path));
    let first = reported.first().map(|item| preferred(&item.value));
    first.and_then(|value| value.days()).unwrap_or_default()
}

/// Says what is not known of a certain day: its time, or whose day it is; and how far off the first
/// zone is in which it can be one of two.
fn note(when: &When, elsewhere: &Elsewhere, site: &Site) -> String {
    if when.certain_day().is_none() || when.time().is_some() {
        return String::new();
    }
    let mut sentences = vec!["Time of day not reported.".to_owned()];
    if when.zone().is_none() {
        sentences.push("The zone is not given.".to_owned());
    }
    let open = site.config.zones.iter().find(|(_, zone)| {
        let seen = elsewhere.seen_from(*zone);
        seen.is_some_and(|seen| seen.iso.is_none())
    });
    let apart = open.and_then(|(label, zone)| {
        let minutes = elsewhere.minutes_ahead(*zone)?;
        let direction = if minutes < 0 { "behind" } else { "ahead" };
        Some(format!(
            "{label} is {} {direction}.",
            hours(minutes.unsigned_abs())
        ))
    });
    sentences.extend(apart);
    sentences.join(" ")
}

fn hours(minutes: u32) -> String {
    let counted = |number: u32, unit: &str| {
        let ending = if number == 1 { "" } else { "s" };
        format!("{number} {unit}{ending}")
    };
    match (minutes / 60, minutes % 60) {
        (0, minutes) => counted(minutes, "minute"),
        (hours, 0) => counted(hours, "hour"),
        (hours, minutes) => format!("{} {}", counted(hours, "hour"), counted(minutes, "minute")),
    }
}
