//! The facts that an entry's page states, in long form, and what else is published of it as data.
//!
//! In: a site. Out: every statement of every field that is a fact, with its place. Running text,
//! summaries, lists of sources, corrections, days of editing and hidden fields are none. Order carries
//! no meaning.

use rayon::prelude::*;

use super::corrections::corrections;
use super::legend::legend;
use super::words::{plain_words, words_of_body};
use super::{EntryId, Site};
use crate::digest::Digest;
use crate::load::Inputs;
use crate::model::{Basis, Fact as Stated, Item, UrlPath, Value, preferred};
use crate::published::{self, Fact, Page};
use crate::schema::{FieldDef, FieldPath, FieldType, Kind, Role};
use crate::text::Span;

/// The roles whose fields state no fact of their own.
pub(super) const NO_FACTS: &[Role] = &[
    Role::Summary,
    Role::Cites,
    Role::Corrected,
    Role::Published,
    Role::Updated,
];

/// Lists the facts of an entry, each with its place.
#[must_use]
pub fn facts(id: EntryId, site: &Site) -> Vec<(Fact, Span)> {
    let (entry, kind) = (site.entry(id), site.kind_of(id));
    let left_out: Vec<&FieldPath> = NO_FACTS
        .iter()
        .filter_map(|role| kind.roles.get(*role))
        .collect();
    let mut reading = Reading {
        id,
        site,
        kind,
        row: 0,
        found: Vec::new(),
    };
    let fields = kind.fields.iter().zip(&entry.fields).zip(0..);
    for ((field, item), index) in fields {
        let path = FieldPath(vec![index]);
        if let Some(item) = item
            && !left_out.contains(&&path)
        {
            reading.field(field, item, &path, &field.name, "");
        }
    }
    reading.found
}

/// Gathers what the page of an entry publishes.
#[must_use]
pub fn page(id: EntryId, site: &Site) -> Page {
    let facts = facts(id, site).into_iter().map(|(fact, _)| fact);
    let when = site.entry(id).when.as_ref();
    let prose = prose(id, site);
    let words = prose.split_whitespace().count();
    Page {
        title: site.title(id).to_owned(),
        kind: site.kind_of(id).name.clone(),
        facts: facts.collect(),
        corrections: corrections(id, site)
            .into_iter()
            .map(|correction| correction.anchor)
            .collect(),
        when: when.map_or_else(String::new, |when| when.edtf().to_owned()),
        aliases: aliases(id, site),
        cites: cites(id, site),
        prose: if words == 0 {
            String::new()
        } else {
            format!("{words} {}", Digest::of(prose.as_bytes()))
        },
    }
}

/// Returns the running text of an entry: its summary, its body, and its fields of Markdown.
#[must_use]
pub fn prose(id: EntryId, site: &Site) -> String {
    let (entry, kind) = (site.entry(id), site.kind_of(id));
    let mut text = String::new();
    if let Some(path) = kind.roles.get(Role::Summary) {
        let field = kind.field(path);
        for item in entry.values(path) {
            if !matches!(field.field_type.item(), FieldType::Markdown) {
                text.push_str(&plain_words(&item.value, &field.field_type, id, site));
                text.push('\n');
            }
        }
    }
    let targets = site.body_targets[id.0 as usize].iter();
    for (body, targets) in entry.bodies.iter().zip(targets) {
        text.push_str(&words_of_body(
            body,
            &targets.links,
            &(0..body.plain.len()),
            site,
        ));
        text.push('\n');
    }
    text
}

/// Lists the addresses that lead to the page of an entry.
fn aliases(id: EntryId, site: &Site) -> Vec<String> {
    let folder = &site.kind_of(id).folder;
    let aliases = site.entry(id).aliases.iter();
    let addresses = aliases.map(|(alias, _)| UrlPath::page(folder, alias));
    let own = addresses.filter(|address| {
        let alias = site.routes.aliases.get(address);
        alias.is_some_and(|alias| alias.entries == [id])
    });
    own.map(|address| address.as_str().to_owned()).collect()
}

/// Lists the sources that an entry names in its list of sources.
fn cites(id: EntryId, site: &Site) -> Vec<String> {
    let Some(path) = site.kind_of(id).roles.get(Role::Cites) else {
        return Vec::new();
    };
    let items = site.entry(id).values(path).into_iter();
    let slots = items.filter_map(|item| preferred(&item.value).reference());
    slots
        .filter_map(|slot| site.targets[id.0 as usize][slot])
        .map(|source| with_folder(source, site))
        .collect()
}

/// Returns folder and key of an entry.
fn with_folder(id: EntryId, site: &Site) -> String {
    format!("{}/{}", site.kind_of(id).folder, site.entry(id).key)
}

/// Writes the facts of all pages but drafts, sorted by address.
#[must_use]
pub fn file(site: &Site, inputs: &Inputs) -> Vec<u8> {
    let ids: Vec<EntryId> = site.ids().filter(|id| !site.entry(*id).draft).collect();
    let lines = ids.par_iter().map(|id| {
        let line = published::write_page(&page(*id, site));
        (site.address(*id).as_str(), line)
    });
    let mut lines: Vec<(&str, String)> = lines.collect();
    lines.sort();
    published::write(lines.into_iter(), &legend(site, inputs))
}

/// Facts under way.
struct Reading<'a> {
    id: EntryId,
    site: &'a Site,
    kind: &'a Kind,
    /// The number of the group in the list of groups that is being read.
    row: u32,
    found: Vec<(Fact, Span)>,
}

impl Reading<'_> {
    fn field(&mut self, field: &FieldDef, item: &Item, path: &FieldPath, name: &str, group: &str) {
        let is_fact = match field.field_type.item() {
            FieldType::Markdown | FieldType::Picture => false,
            FieldType::Ref { .. } => !self.kind.cites_at(path),
            FieldType::Text
            | FieldType::Integer
            | FieldType::Decimal { .. }
            | FieldType::Quantity { .. }
            | FieldType::YesNo
            | FieldType::Date
            | FieldType::Zone
            | FieldType::DaysByZone
            | FieldType::Duration
            | FieldType::Url
            | FieldType::Language
            | FieldType::Choice { .. }
            | FieldType::List { .. }
            | FieldType::Group { .. } => true,
        };
        if field.hidden || !is_fact {
            return;
        }
        match &item.value {
            Value::List(items) => {
                let is_whole = path.0.len() == 1;
                for (item, number) in items.iter().zip(1..) {
                    if is_whole && item.value.group().is_some() {
                        self.row = number;
                    }
                    self.field(field, item, path, name, group);
                }
                if is_whole {
                    self.row = 0;
                }
            }
            Value::Group(items) => self.group(field, items, path, name),
            Value::Facts(facts) => {
                let chosen = preferred(&item.value);
                for fact in facts {
                    let disputed = !std::ptr::eq(&raw const fact.item.value, chosen);
                    self.state(field, &fact.item, name, group, Some((fact, disputed)));
                }
            }
            Value::Text(_)
            | Value::Markdown(_)
            | Value::Integer(_)
            | Value::Decimal(_)
            | Value::Quantity(_)
            | Value::YesNo(_)
            | Value::Date(_)
            | Value::Zone(_)
            | Value::Days(_)
            | Value::Duration(_)
            | Value::Url(_)
            | Value::Language(_)
            | Value::Picture(_)
            | Value::Choice(_)
            | Value::Ref(_) => self.state(field, item, name, group, None),
        }
    }

    fn group(&mut self, field: &FieldDef, items: &[Option<Item>], path: &FieldPath, name: &str) {
        let fields = field.field_type.group_fields();
        let mut set = fields.iter().zip(items);
        let first = set.find_map(|(field, item)| {
            let value = preferred(&item.as_ref()?.value);
            Some(plain_words(value, &field.field_type, self.id, self.site))
        });
        let first = first.unwrap_or_default();
        for ((field, item), index) in fields.iter().zip(items).zip(0..) {
            if let Some(item) = item {
                let path = FieldPath([path.0.as_slice(), &[index]].concat());
                let name = format!("{name}.{}", field.name);
                self.field(field, item, &path, &name, &first);
            }
        }
    }

    /// Notes one statement.
    fn state(
        &mut self,
        field: &FieldDef,
        item: &Item,
        name: &str,
        group: &str,
        stated: Option<(&Stated, bool)>,
    ) {
        let field_type = field.field_type.item();
        let words = plain_words(&item.value, field_type, self.id, self.site);
        let mut value = words.replace('\u{a0}', " ");
        let exact = match &item.value {
            Value::Date(when) => {
                if let Some(time) = when.time() {
                    value = format!("{value}, {time}");
                }
                when.edtf().to_owned()
            }
            Value::Ref(slot) => self.key(Some(*slot)),
            Value::Choice(index) => field_type
                .options()
                .get(*index)
                .map_or_else(String::new, |option| option.value.clone()),
            _ => value.clone(),
        };
        let fact = stated.map(|(fact, _)| fact);
        let sources = fact.map_or(&[][..], |fact| &fact.sources);
        let fact = Fact {
            field: name.to_owned(),
            group: group.to_owned(),
            row: self.row,
            value,
            exact,
            by: self.key(fact.and_then(|fact| fact.by)),
            sources: sources.iter().map(|slot| self.key(Some(*slot))).collect(),
            general: fact.is_some_and(|fact| fact.basis == Basis::GeneralKnowledge),
            disputed: stated.is_some_and(|(_, disputed)| disputed),
        };
        self.found.push((fact, item.span));
    }

    /// Returns folder and key of what a reference means.
    fn key(&self, slot: Option<usize>) -> String {
        let target = slot.and_then(|slot| self.site.targets[self.id.0 as usize][slot]);
        target.map_or_else(String::new, |target| with_folder(target, self.site))
    }
}
