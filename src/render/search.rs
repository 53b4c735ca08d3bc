//! What is to be found of each entry: its names, its day, its facts and its text, in plain words.

use rayon::prelude::*;
use tera::Value;

use super::cards::{Cards, role_text};
use super::view::names_of;
use crate::model::body::sentences;
use crate::model::{Item, Value as Field, is_indirect, preferred};
use crate::output::{Content, Output};
use crate::resolve::words::{plain_words, words_of_body};
use crate::resolve::{EntryId, Site};
use crate::schema::{FieldDef, FieldPath, FieldType, Kind, KindId, Mark, Role};
use crate::search::{Document, Facets};
use crate::when::When;

/// The most days of a span that are found one by one.
const DAYS: i64 = 7;

/// Makes the files of the index.
pub(super) fn files(site: &Site, cards: &Cards) -> Vec<Output> {
    let kinds: Vec<KindId> = site.schema.ids().map(|(id, _)| id).collect();
    let parties = party_kinds(site);
    let citable = site.schema.citable();
    let countries: Vec<EntryId> = site
        .ids()
        .filter(|id| parties.contains(&site.entry(*id).kind))
        .collect();
    let facets = Facets {
        kinds: kinds
            .iter()
            .map(|id| site.schema.kind(*id))
            .map(|kind| {
                let mark = kind.mark.map_or("", Mark::word).to_owned();
                [kind.label.clone(), kind.plural.clone(), mark]
            })
            .collect(),
        countries: countries
            .iter()
            .map(|id| site.title(*id).to_owned())
            .collect(),
    };
    let events = site.chronology.order.iter().copied();
    let mut others: Vec<EntryId> = site
        .ids()
        .filter(|id| site.entry(*id).when.is_none())
        .collect();
    others.sort_by_key(|id| (site.entry(*id).kind, *id));
    let ids: Vec<EntryId> = events.chain(others).collect();
    let documents: Vec<Document> = ids
        .par_iter()
        .map(|id| Document {
            is_source: citable.contains(&site.entry(*id).kind),
            ..document(*id, &countries, site, cards)
        })
        .collect();
    let files = crate::search::index(&documents, &facets).into_iter();
    files
        .map(|(path, bytes)| Output {
            path,
            content: Content::Bytes(bytes),
        })
        .collect()
}

/// Lists the kinds whose entries are sides of events.
fn party_kinds(site: &Site) -> Vec<KindId> {
    let mut kinds = Vec::new();
    for (_, kind) in site.schema.ids() {
        if let Some(path) = kind.roles.get(Role::Parties) {
            kinds.extend(kind.field(path).field_type.kinds());
        }
    }
    kinds.sort();
    kinds.dedup();
    kinds
}

fn document(id: EntryId, countries: &[EntryId], site: &Site, cards: &Cards) -> Document {
    let (entry, kind) = (site.entry(id), site.kind_of(id));
    let card = cards.get(id);
    let targets = || {
        let targets = site.targets[id.0 as usize].iter().copied().flatten();
        targets.filter(|target| !kind.citable.contains(&site.entry(*target).kind))
    };
    let mut sides: Vec<usize> = targets()
        .chain([id])
        .filter_map(|target| countries.binary_search(&target).ok())
        .collect();
    sides.sort_unstable();
    sides.dedup();
    let mut facts = facts(id, kind, site);
    let mut short: Vec<&str> = targets()
        .map(|target| role_text(target, Role::Abbreviated, site))
        .filter(|text| !text.is_empty())
        .collect();
    short.sort_unstable();
    short.dedup();
    facts.extend((!short.is_empty()).then(|| short.join(", ")));
    Document {
        address: site.address(id).encoded(),
        title: site.title(id).to_owned(),
        language: role_text(id, Role::Language, site).to_owned(),
        kind: usize::from(entry.kind.0),
        is_event: entry.when.is_some(),
        year: entry.when.as_ref().and_then(When::year),
        date: entry.when.as_ref().map(When::long).unwrap_or_default(),
        days: entry.when.as_ref().map(days).unwrap_or_default(),
        line: line(&card),
        countries: sides,
        names: names(id, site, &card),
        key: entry.key.as_str().to_owned(),
        summary: role_text(id, Role::Summary, site).to_owned(),
        facts,
        sentences: texts(id, site),
        is_source: false,
    }
}

/// Lists the other names of an entry, each once.
fn names(id: EntryId, site: &Site, card: &Value) -> Vec<String> {
    let entry = site.entry(id);
    let aliases = entry.aliases.iter().map(|(alias, _)| alias.as_str());
    let used = entry.designations.iter().map(|used| used.name.as_str());
    let mut names: Vec<String> = aliases.chain(used).map(str::to_owned).collect();
    let path = site.kind_of(id).roles.get(Role::Named);
    let native = path.into_iter().flat_map(|path| entry.values(path));
    let native = native.filter_map(|item| preferred(&item.value).words());
    names.extend(native.map(str::to_owned));
    names.push(text_of(card, "abbreviation"));
    if entry.title != site.title(id) {
        names.push(entry.title.clone());
    }
    let mut known: Vec<String> = vec![String::new(), site.title(id).to_owned()];
    names.retain(|name| {
        let is_new = !known.contains(name);
        known.push(name.clone());
        is_new
    });
    names
}

/// The words by which a day is found, from the one that says most.
fn days(when: &When) -> Vec<String> {
    let (Some(first), Some(last)) = (when.first_day(), when.last_day()) else {
        return Vec::new();
    };
    let mut days = Vec::new();
    if (last - first).num_days() < DAYS {
        let all = first.iter_days().take_while(|day| *day <= last);
        days.extend(all.map(|day| day.format("%Y-%m-%d").to_string()));
    }
    for form in ["%Y-%m", "%Y"] {
        let (first, last) = (
            first.format(form).to_string(),
            last.format(form).to_string(),
        );
        days.extend((first != last).then_some(last));
        days.push(first);
    }
    days
}

/// How an event stands, and the facts beside the title.
fn line(card: &Value) -> String {
    let names = names_of(card);
    let mut parts: Vec<String> = Vec::new();
    if let Some(state) = names.get(&"state".into()) {
        parts.push(text_of(state, "text"));
    }
    let facts = names.get(&"line".into()).and_then(Value::as_array);
    for fact in facts.into_iter().flatten() {
        let text = text_of(fact, "text");
        let names = names_of(fact);
        let is_figure = names.get(&"figure".into()).and_then(Value::as_bool);
        parts.push(if is_figure == Some(true) {
            format!("{} {text}", text_of(fact, "label").to_lowercase())
        } else {
            text
        });
    }
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

fn text_of(value: &Value, name: &'static str) -> String {
    let names = names_of(value);
    let text = names.get(&name.into()).and_then(Value::as_str);
    text.unwrap_or_default().to_owned()
}

/// Lists the values of the fields that hold facts, each field with its label.
fn facts(id: EntryId, kind: &Kind, site: &Site) -> Vec<String> {
    let left_out: Vec<&FieldPath> = [
        Role::Summary,
        Role::Cites,
        Role::Corrected,
        Role::Published,
        Role::Updated,
        Role::Dated,
        Role::Zoned,
        Role::Also,
        Role::Language,
        Role::Named,
        Role::Designated,
        Role::Family,
        Role::NameOrder,
        Role::Abbreviated,
    ]
    .iter()
    .filter_map(|role| kind.roles.get(*role))
    .collect();
    let fields = kind.fields.iter().zip(&site.entry(id).fields).zip(0..);
    let mut facts = Vec::new();
    for ((field, item), index) in fields {
        let Some(item) = item.as_ref().filter(|_| !field.hidden) else {
            continue;
        };
        if left_out.iter().any(|path| path.0[0] == index) {
            continue;
        }
        let text = words(item, &field.field_type, id, site);
        if !text.is_empty() {
            facts.push(format!("{}: {text}", field.label));
        }
    }
    facts
}

/// Writes a value in plain words; of groups, only what can be looked for.
fn words(item: &Item, field_type: &FieldType, id: EntryId, site: &Site) -> String {
    let value = preferred(&item.value);
    let joined = |parts: Vec<String>, by: &str| {
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(by)
    };
    match (value, field_type) {
        (Field::List(items), _) => {
            let items = items.iter();
            let items = items.map(|item| words(item, field_type.item(), id, site));
            joined(items.collect(), "; ")
        }
        (Field::Group(items), _) => {
            let fields = field_type.group_fields();
            let own_words = !is_indirect(fields, items);
            let parts = fields.iter().zip(items);
            let parts = parts.filter(|(field, _)| !field.hidden);
            let parts = parts.filter_map(|(field, item)| {
                Some(quoted(
                    field,
                    words(item.as_ref()?, &field.field_type, id, site),
                    own_words,
                ))
            });
            joined(parts.collect(), ", ")
        }
        (
            Field::Url(_)
            | Field::Picture(_)
            | Field::Markdown(_)
            | Field::Zone(_)
            | Field::Language(_)
            | Field::YesNo(_),
            _,
        ) => String::new(),
        (Field::Ref(slot), _) => {
            let target = site.targets[id.0 as usize][*slot];
            let citable = &site.kind_of(id).citable;
            let target = target.filter(|target| !citable.contains(&site.entry(*target).kind));
            target.map_or_else(String::new, |target| site.title(target).to_owned())
        }
        _ => plain_words(value, field_type, id, site),
    }
}

fn quoted(field: &FieldDef, text: String, own_words: bool) -> String {
    if field.quoted && own_words && !text.is_empty() {
        format!("“{text}”")
    } else {
        text
    }
}

/// Lists the sentences of an entry's texts.
fn texts(id: EntryId, site: &Site) -> Vec<String> {
    let mut texts = Vec::new();
    let bodies = site.entry(id).bodies.iter();
    for (body, targets) in bodies.zip(site.body_targets[id.0 as usize].iter()) {
        let whole = 0..body.plain.len();
        let plain = words_of_body(body, &targets.links, &whole, site);
        texts.extend(
            sentences(&plain, &[])
                .into_iter()
                .map(|part| plain[part].to_owned()),
        );
    }
    texts
}
