//! Facts that changed since they were published, without a correction that says so.
//!
//! In: the site, and the facts of the last publication. A statement that is gone from a public page, or
//! is no longer the preferred one, is a change; what is new beside it, and the order, is none. What was
//! found in an entry is remembered while it, and what it refers to, stay as they are.

use std::collections::HashSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::load::{Inputs, Last, Pages};
use crate::model::{Entry, Folded};
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
    let address = site.address(id).as_str();
    let line = last.line(address)?;
    let says_so = || {
        let path = kind.roles.get(Role::Published);
        path.is_some_and(|path| !site.entry(id).values(path).is_empty())
    };
    let public = pages == Pages::All || listed.contains(address) || says_so();
    if !public || site.entry(id).draft || line == write_page(&page(id, site)) {
        return None;
    }
    let old = read_page(line)?;
    let now = facts(id, site);
    let mut changed: Vec<(&Fact, Option<&(Fact, Span)>)> = Vec::new();
    for fact in &old.facts {
        if !now.iter().any(|(other, _)| still_says(other, fact)) {
            changed.push((fact, successor(fact, &old, &now)));
        }
    }
    changed.retain(|(fact, _)| kind.path(&fact.field).is_some());
    let answers = answers(id, &old, &changed, site);
    changed.retain(|(fact, now)| !answers.cover(fact, now.map(|(fact, _)| fact)));
    let mut found = Diagnostics::default();
    for (fact, now) in changed {
        found.push(report(id, fact, now, site));
    }
    (!found.is_empty()).then_some(found)
}

/// Tells whether a statement says what another said before, in its place.
fn still_says(now: &Fact, before: &Fact) -> bool {
    now.field == before.field
        && (before.disputed || !now.disputed)
        && (now.exact == before.exact || Folded::new(&now.exact) == Folded::new(&before.exact))
        && (before.by.is_empty() || now.by == before.by)
}

/// Finds the statement that took the place of one: a new one of the same field, best of its group.
fn successor<'a>(before: &Fact, old: &Page, now: &'a [(Fact, Span)]) -> Option<&'a (Fact, Span)> {
    let is_new = |fact: &Fact| {
        let other = fact.exact != before.exact || fact.by != before.by;
        other
            && fact.field == before.field
            && !old.facts.iter().any(|other| still_says(fact, other))
    };
    let of_field = || now.iter().filter(|(fact, _)| is_new(fact));
    // It may still be there, and another be preferred to it now.
    let lost_preference = || {
        let of_field = || now.iter().filter(|(fact, _)| fact.field == before.field);
        let same = |fact: &Fact| fact.exact == before.exact && fact.disputed;
        let mut others = of_field().filter(|(fact, _)| !fact.disputed);
        of_field()
            .find(|(fact, _)| same(fact))
            .and_then(|(demoted, _)| others.find(|(fact, _)| fact.group == demoted.group))
    };
    of_field()
        .find(|(fact, _)| fact.group == before.group && fact.by == before.by)
        .or_else(|| of_field().find(|(fact, _)| fact.group == before.group))
        .or_else(|| of_field().next())
        .or_else(lost_preference)
}

/// What the corrections that are new say.
struct Answers {
    /// The words of those that name a value which changed.
    named: Vec<String>,
    /// Whether another one speaks in words of its own, and so of the page as a whole.
    whole: bool,
}

impl Answers {
    fn cover(&self, before: &Fact, now: Option<&Fact>) -> bool {
        self.whole || self.named.iter().any(|words| names(words, before, now))
    }
}

fn answers(
    id: EntryId,
    old: &Page,
    changed: &[(&Fact, Option<&(Fact, Span)>)],
    site: &Site,
) -> Answers {
    let is_new = |it: &Correction| !old.corrections.contains(&it.anchor);
    let corrections = corrections(id, site).into_iter().filter(is_new);
    let words = corrections.map(|it| format!("{}\n{}", folded(it.was), folded(it.now)));
    let (named, others): (Vec<String>, Vec<String>) = words.partition(|words| {
        let mut changed = changed.iter();
        changed.any(|(before, now)| names(words, before, now.map(|(fact, _)| fact)))
    });
    Answers {
        named,
        whole: !others.is_empty(),
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

fn report(id: EntryId, before: &Fact, now: Option<&(Fact, Span)>, site: &Site) -> Diagnostic {
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
            *span,
            format!(
                "`{name}` was published as `{}`, exactly `{}`, and is now `{}`",
                before.value, before.exact, fact.exact
            ),
        ),
        Some((fact, span)) => (
            *span,
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
fn help(id: EntryId, before: &Fact, now: Option<&(Fact, Span)>, site: &Site) -> String {
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
