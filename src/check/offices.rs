//! Offices on the day of an event: one that nobody lists, two at once, one that differs from the list.
//!
//! Each is a warning, and only where it is certain: the list of somebody's offices may be wrong as well
//! as the event, and a day that is not known well enough says nothing. Of people who list no office
//! nothing is said.

use rayon::prelude::*;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::load::Inputs;
use crate::resolve::offices::{Attendee, Held, Office, attendees, claims_none, held, offices};
use crate::resolve::{EntryId, Site};
use crate::schema::{FieldPath, FieldType, Kind, Role};
use crate::when::When;

/// The most offices that a message points at.
const SHOWN: usize = 3;

/// Looks at everybody who took part in an event.
pub(super) fn on_the_day(site: &Site, _: &Inputs, diagnostics: &mut Diagnostics) {
    let ids: Vec<EntryId> = site.ids().collect();
    let listed: Vec<Vec<Office>> = ids.par_iter().map(|id| offices(*id, site)).collect();
    let events = ids.par_iter().filter_map(|id| {
        let when = site.entry(*id).when.as_ref()?;
        let mut found = Diagnostics::default();
        for attendee in attendees(*id, site) {
            let of = attendee.who.map(|who| &listed[who.0 as usize]);
            if let Some(offices) = of.filter(|offices| !offices.is_empty()) {
                check(*id, when, &attendee, offices, site, &mut found);
            }
        }
        (!found.is_empty()).then_some(found)
    });
    for found in events.collect::<Vec<_>>() {
        diagnostics.append(found);
    }
}

fn check(
    event: EntryId,
    when: &When,
    attendee: &Attendee,
    offices: &[Office],
    site: &Site,
    diagnostics: &mut Diagnostics,
) {
    if attendee.stated.is_some_and(|(words, _)| claims_none(words)) {
        return;
    }
    let Held { certain, possible } = &held(offices, when);
    let kind = site.kind_of(event);
    let who = attendee.who.expect("offices are those of somebody");
    let diagnostic = match attendee.stated {
        _ if certain.is_empty() && possible.is_empty() => {
            none_held(attendee, when, offices, who, site)
        }
        Some((words, span)) => {
            let is_listed = certain
                .iter()
                .chain(possible)
                .any(|office| office.is_called(words));
            if certain.is_empty() || is_listed {
                return;
            }
            let mut help = format!(
                "correct it, or add that office to those of `{}`",
                site.entry(who).key
            );
            if let Some(field) = other_forms(site.kind_of(who)) {
                help = format!(
                    "correct it; where it is another name of this office, add `{field}: [{words}]` to the office; where it is another office, add that to the list"
                );
            }
            let message = format!(
                "`{words}` is none of the offices listed for `{}` on {}",
                site.entry(who).title,
                when.long()
            );
            let diagnostic = Diagnostic::new(Code::OfficeDiffers, span, message).help(help);
            label(diagnostic, certain)
        }
        None => {
            let Some(stated) = kind.roles.get(Role::Stated).filter(|_| certain.len() > 1) else {
                return;
            };
            two_held(event, attendee, when, certain, stated, site)
        }
    };
    diagnostics.push(diagnostic);
}

/// Reports that no office on the list can have been held on the day.
fn none_held(
    attendee: &Attendee,
    when: &When,
    offices: &[Office],
    who: EntryId,
    site: &Site,
) -> Diagnostic {
    let entry = site.entry(who);
    let message = format!(
        "no office listed for `{}` covers {}",
        entry.title,
        when.long()
    );
    let span = attendee.stated.map_or(attendee.span, |(_, span)| span);
    let stated = attendee.stated.map_or("…", |(words, _)| words);
    let (row, form) = form_of_office(site.kind_of(who), stated);
    let offices: Vec<&Office> = offices.iter().rev().collect();
    let diagnostic = Diagnostic::new(Code::OfficeNotHeld, span, message).help(format!(
        "correct the date or the person, or add the office held that day to `{row}` of `{}`, as `{form}`",
        entry.key
    ));
    label(diagnostic, &offices)
}

/// Reports that nobody can tell which of several offices is meant.
fn two_held(
    event: EntryId,
    attendee: &Attendee,
    when: &When,
    offices: &[&Office],
    stated: &FieldPath,
    site: &Site,
) -> Diagnostic {
    let (kind, entry) = (site.kind_of(event), site.entry(event));
    let who = &entry.references[attendee.slot];
    let message = format!(
        "{} offices listed for `{}` cover {}, and none is stated here",
        if offices.len() == 2 { "two" } else { "several" },
        attendee.who.map_or("", |who| &site.entry(who).title),
        when.long()
    );
    let (beside, name) = (&kind.field(&who.path).name, &kind.field(stated).name);
    let written = &who.written;
    let ways = offices.iter().take(SHOWN);
    let ways: Vec<String> = ways
        .map(|office| format!("`{{ {beside}: {written}, {name}: {} }}`", office.title))
        .collect();
    let diagnostic = Diagnostic::new(Code::TwoOffices, attendee.span, message)
        .help(format!("say which is meant: {}", ways.join(" or ")));
    label(diagnostic, offices)
}

/// Points at offices of a list.
fn label(mut diagnostic: Diagnostic, offices: &[&Office]) -> Diagnostic {
    for office in offices.iter().take(SHOWN) {
        let end =
            |when: Option<&When>| when.map_or_else(|| "a day not given".to_owned(), When::long);
        let (from, to) = (end(office.from), end(office.to));
        let words = format!("{}, {from} to {to}", office.title);
        diagnostic = diagnostic.label(office.span, words);
    }
    diagnostic
}

/// Returns the name of the list of offices, and the form of an office in it.
fn form_of_office<'a>(kind: &'a Kind, title: &str) -> (&'a str, String) {
    let Some(path) = kind.roles.get(Role::Tenures) else {
        return ("", String::new());
    };
    let list = kind.field(path);
    let mut title = Some(title);
    let fields = list.field_type.group_fields().iter();
    let fields = fields.filter_map(|field| {
        let (field_type, name) = (&field.field_type, &field.name);
        if matches!(field_type, FieldType::Text) {
            return Some(format!("{name}: {}", title.take()?));
        }
        let is_open = matches!(field_type, FieldType::Ref { .. } | FieldType::Date);
        is_open.then(|| format!("{name}: …"))
    });
    let fields: Vec<String> = fields.collect();
    (&list.name, format!("{{ {} }}", fields.join(", ")))
}

/// Returns the name of the field for other forms of a title, if the kind has one.
fn other_forms(kind: &Kind) -> Option<&str> {
    let fields = kind
        .field(kind.roles.get(Role::Tenures)?)
        .field_type
        .group_fields();
    let found = fields.iter().find(|field| {
        matches!(&field.field_type, FieldType::List { of } if matches!(**of, FieldType::Text))
    });
    found.map(|field| field.name.as_str())
}
