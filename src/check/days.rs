//! Days that cannot be those of one event, and days that need not be in dispute.
//!
//! The own date and the days reported in other zones are windows of instants; where two have none in
//! common, one of them is wrong, or is the day of another zone than the one beside it. Where sources
//! give days that are one apart, a zone may be all that parts them. What it looks like is said, where it
//! looks like something.

use chrono_tz::Tz;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::load::Inputs;
use crate::model::{Entry, Fact, Value, preferred};
use crate::resolve::Site;
use crate::schema::{Kind, Role};
use crate::when::{Apart, When};

/// Reports the days of an entry that no instant has in common.
pub(super) fn check(entry: &Entry, kind: &Kind, diagnostics: &mut Diagnostics) {
    let values = |role: Role| kind.roles.get(role).map(|path| entry.values(path));
    let (Some(when), Some(reported)) = (&entry.when, values(Role::Also)) else {
        return;
    };
    let Some(item) = reported.first() else {
        return;
    };
    let days = preferred(&item.value).days().unwrap_or_default();
    if let Some(fault) = when.elsewhere(days).disagreement() {
        let mut diagnostic = Diagnostic::new(Code::DaysConflict, item.span, fault.message);
        diagnostic.help = fault.help;
        let own = values(Role::Dated).and_then(|items| items.first().map(|item| item.span));
        diagnostics.push(match own {
            Some(span) => diagnostic.label(span, "the date of the event"),
            None => diagnostic,
        });
    }
}

/// Reports dates in dispute that are a day apart, where each may be the day in a zone of its own.
///
/// A note beside a value says that somebody has thought of that.
pub(super) fn apart(site: &Site, _: &Inputs, diagnostics: &mut Diagnostics) {
    let shown = site.config.zones.iter().map(|(_, zone)| *zone);
    let zones: Vec<Tz> = std::iter::once(Tz::UTC).chain(shown).collect();
    for entry in &site.entries {
        let kind = site.schema.kind(entry.kind);
        let roles = [Role::Dated, Role::Zoned].map(|role| kind.roles.get(role));
        // Where a kind has no place for a zone, nobody could give one.
        let [Some(path), Some(_)] = roles else {
            continue;
        };
        let Some(when) = entry.when.as_ref().filter(|when| !when.needs_zone()) else {
            continue;
        };
        let Some(Value::Facts(facts)) = entry.values(path).first().map(|item| &item.value) else {
            continue;
        };
        let own = facts.iter().find(|fact| fact.prefer);
        let Some(own) = own.filter(|own| own.note.is_empty()) else {
            continue;
        };
        let others = facts.iter().filter(|fact| !fact.prefer);
        for other in others.filter(|other| other.note.is_empty()) {
            report(entry, kind, when, [own, other], &zones, diagnostics);
        }
    }
}

fn report(
    entry: &Entry,
    kind: &Kind,
    when: &When,
    [own, other]: [&Fact; 2],
    zones: &[Tz],
    diagnostics: &mut Diagnostics,
) {
    let Some(stated) = other.item.value.date() else {
        return;
    };
    let Some(apart) = when.apart_from(stated, zones) else {
        return;
    };
    let day = |when: &When| when.certain_day().map(|day| day.to_string());
    let day = |when: &When| day(when).unwrap_or_default();
    let name = |role: Role| kind.roles.get(role).map(|path| &kind.field(path).name);
    // What is said of the day elsewhere already is no riddle.
    let elsewhere = kind.roles.get(Role::Also).map(|path| entry.values(path));
    let elsewhere = elsewhere.and_then(|items| preferred(&items.first()?.value).days());
    let mut said = elsewhere.unwrap_or_default().iter();
    if said.any(|(_, there)| there.certain_day() == stated.certain_day()) {
        return;
    }
    let also = |zone: &str, when: &When| {
        let also = name(Role::Also);
        also.map(|also| format!("write `{also}: {{ {zone}: {} }}`", day(when)))
    };
    let instead = |zone: &str| match also(zone, stated) {
        Some(also) => format!("{also} instead of this value"),
        None => "leave this value out".to_owned(),
    };
    let (here, there) = (when.edtf(), stated.edtf());
    let help = |ways: String| {
        format!("{ways}; where they do disagree, say so in a `note` beside the value")
    };
    let help = match apart {
        Apart::NoZone => {
            let zone = name(Role::Zoned).map_or("", String::as_str);
            let instead = instead("UTC");
            help(format!(
                "say with `{zone}:` whose calendar day it is; where a source counts in another zone, such as UTC, {instead}"
            ))
        }
        Apart::SameMoment => "both are the same moment; leave this value out".to_owned(),
        Apart::OtherIn(zone) => {
            let instead = instead(zone.name());
            help(format!(
                "`{there}` looks like a day in `{zone}`; if the source counts so, {instead}"
            ))
        }
        Apart::OwnIn(zone) => {
            let also =
                also(zone.name(), when).map_or_else(String::new, |also| format!(" and {also}"));
            help(format!(
                "`{here}` looks like a day in `{zone}`; if its source counts so, keep `{there}` alone{also}"
            ))
        }
    };
    let message = format!(
        "`{there}` and `{here}` are a day apart, as the days of one event may be in two zones"
    );
    diagnostics.push(
        Diagnostic::new(Code::DayApart, other.item.span, message)
            .label(own.item.span, "the value preferred")
            .help(help),
    );
}
