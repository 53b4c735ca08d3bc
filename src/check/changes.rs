//! Facts that changed since they were published, without a correction that says so.
//!
//! In: the site, and the facts of the last publication. A statement that is gone from a public page, or
//! is no longer the preferred one, is a change; what is new beside it, and the order, is none. What was
//! found in an entry is remembered while it, and what it refers to, stay as they are.

use std::collections::HashSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::compared::compare;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::load::{Inputs, Last, Pages};
use crate::model::{Entry, Folded, UrlPath};
use crate::published::{Fact, Page, Published, read_page, write_page};
use crate::resolve::corrections::{Correction, corrections};
use crate::resolve::facts::{facts, page};
use crate::resolve::references::Targets;
use crate::resolve::{EntryId, Site, published_lines};
use crate::schema::{FieldType, Role, Schema};
use crate::text::{Span, Text};
use crate::when::When;

/// What an earlier run found, and all that it depends on besides the entries.
#[derive(Debug, Default)]
pub(super) struct Known {
    setting: Option<Setting>,
    /// By the number of the entry.
    held: Vec<Held>,
}

/// What a comparison depends on besides the entry.
#[derive(Debug, Clone)]
struct Setting {
    schema: Arc<Schema>,
    last: Arc<Published>,
    pages: Pages,
    listed: Option<Arc<Text>>,
    as_of: Option<When>,
}

impl Setting {
    fn is(&self, other: &Self) -> bool {
        let listed = match (&self.listed, &other.listed) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        listed
            && Arc::ptr_eq(&self.schema, &other.schema)
            && Arc::ptr_eq(&self.last, &other.last)
            && self.pages == other.pages
            && self.as_of == other.as_of
    }
}

/// What was found in one entry.
#[derive(Debug, Clone)]
struct Held {
    entry: Arc<Entry>,
    targets: Targets,
    found: Option<Arc<Diagnostics>>,
}

/// A statement that is not made any more.
struct Change<'a> {
    before: &'a Fact,
    /// What took its place.
    now: Option<(&'a Fact, Span)>,
    /// What pages call its field.
    label: &'a str,
}

/// Compares the facts of public pages with those of the last publication.
pub(super) fn check(
    site: &Site,
    inputs: &Inputs,
    known: &mut Known,
    diagnostics: &mut Diagnostics,
) {
    let Some(Last { facts, pages, .. }) = &inputs.last else {
        *known = Known::default();
        return;
    };
    let listed = inputs.published.and_then(|id| inputs.texts.share(id));
    let setting = Setting {
        schema: Arc::clone(&site.schema),
        last: Arc::clone(facts),
        pages: *pages,
        listed: listed.cloned(),
        as_of: site.as_of.clone(),
    };
    let same = known.setting.as_ref().is_some_and(|it| it.is(&setting));
    let earlier = if same {
        std::mem::take(&mut known.held)
    } else {
        Vec::new()
    };
    let addresses: HashSet<&str> = published_lines(inputs, &inputs.texts)
        .into_iter()
        .map(|(_, address)| address)
        .collect();
    let ids: Vec<EntryId> = site.ids().collect();
    let look = |id: &EntryId| {
        let place = id.0 as usize;
        let (entry, targets) = (&site.entries[place], &site.targets[place]);
        let before = earlier
            .get(place)
            .filter(|held| Arc::ptr_eq(&held.entry, entry) && Arc::ptr_eq(&held.targets, targets));
        before.cloned().unwrap_or_else(|| Held {
            entry: Arc::clone(entry),
            targets: Arc::clone(targets),
            found: changes(*id, site, facts, *pages, &addresses).map(Arc::new),
        })
    };
    known.held = ids.par_iter().map(look).collect();
    known.setting = Some(setting);
    for found in known.held.iter().filter_map(|held| held.found.as_ref()) {
        diagnostics.append(Diagnostics::clone(found));
    }
}

/// Tells of the facts of one page that changed in silence; `None` where there are none.
fn changes(
    id: EntryId,
    site: &Site,
    last: &Published,
    pages: Pages,
    listed: &HashSet<&str>,
) -> Option<Diagnostics> {
    let kind = site.kind_of(id);
    // Where a kind has no place for corrections, nobody could write one.
    kind.roles.get(Role::Corrected)?;
    let (address, line) = published(id, site, last)?;
    let says_so = || {
        let path = kind.roles.get(Role::Published);
        path.is_some_and(|path| !site.entry(id).values(path).is_empty())
    };
    let public = pages == Pages::All || listed.contains(address.as_str()) || says_so();
    if !public || site.entry(id).draft || line == write_page(&page(id, site)) {
        return None;
    }
    let mut old = read_page(line)?;
    for fact in &mut old.facts {
        for named in [&mut fact.exact, &mut fact.by] {
            if let Some(key) = renamed(named, site) {
                *named = key;
            }
        }
    }
    let (now, spans): (Vec<Fact>, Vec<Span>) = facts(id, site).into_iter().unzip();
    let mut changed: Vec<Change> = Vec::new();
    for gone in compare(&old.facts, &now).gone {
        let before = &old.facts[gone.before];
        if let Some(path) = kind.path(&before.field) {
            changed.push(Change {
                before,
                now: gone.now.map(|place| (&now[place], spans[place])),
                label: &kind.field(&path).label,
            });
        }
    }
    leave_unanswered(id, &old, &mut changed, site);
    let mut found = Diagnostics::default();
    for Change { before, now, .. } in changed {
        found.push(report(id, before, now, site));
    }
    (!found.is_empty()).then_some(found)
}

/// Finds the facts of an entry as they were published: under its key, or under one that it had before.
fn published<'a>(id: EntryId, site: &Site, last: &'a Published) -> Option<(UrlPath, &'a str)> {
    let own = site.address(id);
    if let Some(line) = last.line(own.as_str()) {
        return Some((own.clone(), line));
    }
    let folder = &site.kind_of(id).folder;
    site.entry(id).aliases.iter().find_map(|(alias, _)| {
        let address = UrlPath::page(folder, alias);
        let line = last.line(address.as_str())?;
        let is_own = site.routes.aliases.get(&address)?.entries == [id];
        is_own.then_some((address, line))
    })
}

/// Returns folder and key of what was published under a key that is an alias now.
fn renamed(named: &str, site: &Site) -> Option<String> {
    let (folder, key) = named.rsplit_once('/')?;
    let alias = site.routes.aliases.get(&UrlPath::page(folder, key))?;
    let [id] = alias.entries.as_slice() else {
        return None;
    };
    let folder = &site.kind_of(*id).folder;
    Some(format!("{folder}/{}", site.entry(*id).key))
}

/// Leaves the changes to which no new correction answers.
///
/// A correction answers for the values that it names; where it names none, for the fields that it names;
/// and where it names neither, for one change, if no other is left.
fn leave_unanswered(id: EntryId, old: &Page, changed: &mut Vec<Change>, site: &Site) {
    let is_new = |it: &Correction| !old.corrections.contains(&it.anchor);
    let corrections = corrections(id, site).into_iter().filter(is_new);
    let mut in_own_words = 0;
    let mut answered: Vec<bool> = vec![false; changed.len()];
    for correction in corrections {
        let words = format!("{}\n{}", folded(correction.was), folded(correction.now));
        let of_values = |change: &Change| names(&words, change.before, change.now.map(|it| it.0));
        let of_fields =
            |change: &Change| !change.label.is_empty() && has_words(&words, &folded(change.label));
        let names_values = changed.iter().any(of_values);
        let mut answers = false;
        for (change, answered) in changed.iter().zip(&mut answered) {
            if of_values(change) || (!names_values && of_fields(change)) {
                *answered = true;
                answers = true;
            }
        }
        in_own_words += usize::from(!answers);
    }
    let mut answered = answered.into_iter();
    changed.retain(|_| !answered.next().unwrap_or_default());
    if changed.len() <= in_own_words {
        changed.clear();
    }
}

/// Tells whether a correction names the old or the new value.
fn names(words: &str, before: &Fact, now: Option<&Fact>) -> bool {
    let names = |value: &str| !value.is_empty() && has_words(words, &folded(value));
    names(&before.value) || now.is_some_and(|now| names(&now.value))
}

/// Tells whether words stand in a text as words of their own: `900 km` is no part of `1900 km`.
fn has_words(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + words.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// Folds words for comparison; figures count the same with and without marks of thousands.
fn folded(words: &str) -> String {
    Folded::new(&words.replace(',', "")).as_str().to_owned()
}

fn report(id: EntryId, before: &Fact, now: Option<(&Fact, Span)>, site: &Site) -> Diagnostic {
    let name = before.field.rsplit('.').next().unwrap_or_default();
    let same_speaker = now.is_none_or(|(fact, _)| fact.by == before.by);
    let said = |fact: &Fact| {
        let by = if fact.by.is_empty() || same_speaker {
            String::new()
        } else {
            format!(" according to `{}`", fact.by)
        };
        format!("`{}`{by}", fact.value)
    };
    let (span, message) = match now {
        Some((fact, span)) if fact.value == before.value && fact.by == before.by => (
            span,
            format!(
                "`{name}` was published as `{}`, exactly `{}`, and is now `{}`",
                before.value, before.exact, fact.exact
            ),
        ),
        Some((fact, span)) => (
            span,
            format!(
                "`{name}` was published as {} and is now {}",
                said(before),
                said(fact)
            ),
        ),
        None => (
            site.entry(id).span,
            format!(
                "`{name}` was published as {} and is no longer there",
                said(before)
            ),
        ),
    };
    Diagnostic::new(Code::SilentChange, span, message).help(help(id, before, now, site))
}

/// Writes the correction that is missing, ready to be pasted.
fn help(id: EntryId, before: &Fact, now: Option<(&Fact, Span)>, site: &Site) -> String {
    let kind = site.kind_of(id);
    let Some(path) = kind.roles.get(Role::Corrected) else {
        return String::new();
    };
    let field = kind.field(path);
    let fields = field.field_type.group_fields();
    let name = |wanted: fn(&FieldType) -> bool, place: usize| {
        let mut of_type = fields.iter().filter(|field| wanted(&field.field_type));
        of_type.nth(place).map(|field| field.name.as_str())
    };
    let is_text = |field_type: &FieldType| matches!(field_type, FieldType::Text);
    let label = kind.path(&before.field);
    let label = label.map_or("", |path| kind.field(&path).label.as_str());
    let words = |fact: &Fact| flow_text(&format!("{label} {}", fact.value));
    let now_words = now.map_or_else(
        || flow_text(&format!("{label} not stated")),
        |(fact, _)| words(fact),
    );
    let source = now.and_then(|(fact, _)| fact.sources.first());
    let source = source.map(|source| source.rsplit('/').next().unwrap_or(source).to_owned());
    let as_of = site.as_of.as_ref().map(When::edtf);
    let parts = [
        (
            name(|it| matches!(it, FieldType::Date), 0),
            as_of.map(str::to_owned),
        ),
        (name(is_text, 0), Some(words(before))),
        (name(is_text, 1), Some(now_words)),
        (name(|it| matches!(it, FieldType::Ref { .. }), 0), source),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{}: {}", name?, value?)))
        .collect();
    format!(
        "if it was wrong, say so under `{}:` with `- {{ {} }}`; else put it back",
        field.name,
        parts.join(", ")
    )
}

/// Writes words as a value within braces, in quotes where they need them.
fn flow_text(words: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || " .-–/".contains(letter);
    if words.starts_with(char::is_alphabetic) && words.chars().all(plain) {
        return words.trim().to_owned();
    }
    serde_json::Value::from(words.trim()).to_string()
}
