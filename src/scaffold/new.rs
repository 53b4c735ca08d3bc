//! A new brief: what its file is called, what it holds, and which entries the names given mean.
//!
//! In: a site that was read, and what the command line says. Out: a [`Plan`] of files, of which none
//! is written here. Fields are found by their roles.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::keys::key;
use super::names::{Named, name_entries};
use super::starter::{Known, starter};
use super::{NewFile, ScaffoldError, yaml_text};
use crate::diagnostics::near_miss;
use crate::model::{Folded, Key};
use crate::pipeline::Prepared;
use crate::resolve::{EntryId, Site};
use crate::schema::{Kind, KindId, Role};
use crate::when::When;

/// What is wanted.
#[derive(Debug)]
pub struct Request<'a> {
    /// The name of the kind.
    pub kind: &'a str,
    /// The title.
    pub title: &'a str,
    /// The date; without one, the day that it is now.
    pub when: Option<When>,
    /// The moment of the call.
    pub now: DateTime<Utc>,
    /// Who took part.
    pub with: &'a [String],
    /// Where it took place.
    pub place: Option<&'a str>,
    /// The key, instead of one made of date and title.
    pub key: Option<&'a str>,
}

/// What would be written.
#[derive(Debug)]
pub struct Plan {
    /// The brief.
    pub brief: NewFile,
    /// The required fields that are still to be filled in; with any, the brief is a draft.
    pub missing: Vec<String>,
    /// What each name given was taken for.
    pub names: Vec<Named>,
}

/// Plans a new brief.
///
/// # Errors
///
/// Fails if the kind does not exist or has no field for what was given, if a name can mean several
/// entries, if no key can be made, or if an entry of the key exists.
pub fn plan(prepared: &Prepared, request: &Request) -> Result<Plan, ScaffoldError> {
    let site = &prepared.site;
    let (kind_id, kind) = find_kind(site, request.kind)?;
    let title = request.title.trim();
    if title.is_empty() || title.contains(char::is_control) {
        return Err(ScaffoldError::new(
            "a title is one line of words",
            "write it in quotation marks after the kind",
        ));
    }
    let mut known = Known::new();
    let mut names = Vec::new();
    let with: Vec<&str> = request.with.iter().map(String::as_str).collect();
    let attended = name_entries(site, kind, Role::Attended, "--with", &with)?;
    let place: Vec<&str> = request.place.into_iter().collect();
    let located = name_entries(site, kind, Role::Located, "--where", &place)?;
    let zone_of_place = located
        .first()
        .and_then(|found| found.entry)
        .and_then(|id| zone_of(site, id));
    for (role, found) in [(Role::Attended, attended), (Role::Located, located)] {
        if let Some(path) = kind.roles.get(role).filter(|_| !found.is_empty()) {
            let keys = found.iter().map(|found| yaml_text(&found.named.key));
            known.insert(path.0.clone(), keys.collect());
        }
        names.extend(found.into_iter().map(|found| found.named));
    }
    let when = date(site, kind, request, zone_of_place, &mut known)?;
    let key = key(kind, title, when.as_ref(), request.key)?;
    refuse_existing(prepared, kind_id, &key)?;
    let starter = starter(kind, title, &known, site);
    Ok(Plan {
        brief: file_of(kind, key.as_str(), starter.text),
        missing: starter.missing,
        names,
    })
}

fn find_kind<'a>(site: &'a Site, name: &str) -> Result<(KindId, &'a Kind), ScaffoldError> {
    let mut kinds = site.schema.ids();
    kinds.find(|(_, kind)| kind.name == name).ok_or_else(|| {
        let names: Vec<&str> = site
            .schema
            .kinds
            .iter()
            .map(|kind| kind.name.as_str())
            .collect();
        let near = near_miss(name, names.iter().copied());
        let near = near.map_or_else(String::new, |near| format!("did you mean `{near}`? "));
        ScaffoldError::new(
            format!("there is no kind `{name}`"),
            format!("{near}this site has {}", names.join(", ")),
        )
    })
}

/// Puts a text where an entry of a kind belongs.
pub(super) fn file_of(kind: &Kind, key: &str, text: String) -> NewFile {
    let path = if kind.folder.is_empty() {
        format!("content/{key}.md")
    } else {
        format!("content/{}/{key}.md", kind.folder)
    };
    NewFile {
        path,
        bytes: text.into_bytes(),
    }
}

/// Returns the zone that an entry gives for what takes place there.
fn zone_of(site: &Site, id: EntryId) -> Option<Tz> {
    let path = site.kind_of(id).roles.get(Role::Zoned)?;
    site.entry(id).values(path).first()?.value.zone()
}

/// Decides date and zone, and notes both.
fn date(
    site: &Site,
    kind: &Kind,
    request: &Request,
    zone_of_place: Option<Tz>,
    known: &mut Known,
) -> Result<Option<When>, ScaffoldError> {
    let Some(dated) = kind.roles.get(Role::Dated) else {
        if request.when.is_some() {
            return Err(ScaffoldError::new(
                format!("an entry of the kind `{}` has no date", kind.name),
                "leave --when out",
            ));
        }
        return Ok(None);
    };
    let zones: Vec<Tz> = site.config.zones.iter().map(|(_, zone)| *zone).collect();
    let (when, zone) = match &request.when {
        // One zone is that of the site; of several, none is certain to be that of the event.
        Some(when) => {
            let only = zones.first().copied().filter(|_| zones.len() == 1);
            (when.clone(), zone_of_place.or(only))
        }
        None => {
            let zone = zone_of_place.or_else(|| zones.first().copied());
            (day(request.now, zone), zone)
        }
    };
    let place_of_zone = kind.roles.get(Role::Zoned);
    let zone = zone.filter(|_| place_of_zone.is_some());
    let in_zone = zone.map_or_else(|| when.clone(), |zone| when.clone().in_zone(zone));
    if in_zone.needs_zone() {
        return Err(ScaffoldError::new(
            format!("the time of day in `{}` has no zone", when.edtf()),
            format!("add the offset from UTC, as in {}+09:00", when.edtf()),
        ));
    }
    if let Some(fault) = in_zone.zone_fault() {
        let help = fault.help.unwrap_or_else(|| "correct --when".to_owned());
        return Err(ScaffoldError::new(fault.message, help));
    }
    known.insert(dated.0.clone(), vec![date_text(when.edtf())]);
    if let (Some(path), Some(zone)) = (place_of_zone, zone) {
        known.insert(path.0.clone(), vec![zone.name().to_owned()]);
    }
    Ok(Some(when))
}

/// Returns the day that it is in a zone, or in UTC.
fn day(now: DateTime<Utc>, zone: Option<Tz>) -> When {
    When::day_of(now, zone).expect("clocks show years of four digits")
}

/// Writes a date as YAML; what begins like a list is put in quotes.
fn date_text(edtf: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-+:~?%/.".contains(letter);
    if edtf.starts_with(|letter: char| letter.is_ascii_digit()) && edtf.chars().all(plain) {
        edtf.to_owned()
    } else {
        format!("\"{edtf}\"")
    }
}

/// Refuses the key of an entry that exists: of the same kind, or of another event.
fn refuse_existing(prepared: &Prepared, kind: KindId, key: &Key) -> Result<(), ScaffoldError> {
    let site = &prepared.site;
    let folded = Folded::new(key.as_str());
    let is_event = site.schema.kind(kind).is_dated();
    let mut entries = site.entries.iter();
    let same = entries.find(|entry| {
        let clashes = entry.kind == kind || (is_event && site.schema.kind(entry.kind).is_dated());
        clashes && Folded::new(entry.key.as_str()) == folded
    });
    match same {
        Some(entry) => Err(ScaffoldError::new(
            format!(
                "`{key}` is there already, in {}: {}",
                prepared.inputs.texts.get(entry.text).path,
                entry.title
            ),
            "edit that entry, or choose another key with --key",
        )),
        None => Ok(()),
    }
}
