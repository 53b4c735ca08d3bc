//! The front matter of one entry: the keys that every entry has, and the fields of its kind.

use chrono_tz::Tz;

use super::body::Body;
use super::designation::designations;
use super::family::Parts;
use super::read::{Reading, read_fields};
use super::{Entry, Folded, Item, Key, Value, preferred};
use super::{allow, claims};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::schema::{FieldPath, Kind, KindId, RESERVED, Role, Schema};
use crate::text::Span;
use crate::when::When;
use crate::yaml::{Key as YamlKey, Node, Yaml};

/// Reads the fields of one entry; `None` if they are no mapping at all.
pub(super) fn read_entry(
    kind_id: KindId,
    schema: &Schema,
    key: Key,
    front: &Node,
    body: Body,
    diagnostics: &mut Diagnostics,
) -> Option<Entry> {
    let kind = schema.kind(kind_id);
    let place = front.span.within(0, 0);
    let entries: &[(YamlKey, Node)] = match &front.value {
        Yaml::Map(entries) => entries,
        Yaml::Null => &[],
        Yaml::Scalar { .. } | Yaml::List(_) => {
            diagnostics.push(
                Diagnostic::new(
                    Code::WrongType,
                    front.span,
                    format!(
                        "the fields of an entry are a mapping, not {}",
                        front.describe()
                    ),
                )
                .help("write one `key: value` a line"),
            );
            return None;
        }
    };
    let mut reading = Reading {
        references: Vec::new(),
        bodies: vec![body],
        dated: kind.roles.get(Role::Dated),
        diagnostics,
    };
    let top = FieldPath(Vec::new());
    let fields = read_fields(&kind.fields, entries, place, &top, RESERVED, &mut reading);
    let Reading {
        references, bodies, ..
    } = reading;
    let find = |name: &str| {
        entries
            .iter()
            .find(|(key, node)| key.text == name && node.value != Yaml::Null)
            .map(|(_, node)| node)
    };
    let mut entry = Entry {
        kind: kind_id,
        key,
        title: String::new(),
        draft: false,
        aliases: Vec::new(),
        tags: Vec::new(),
        fields,
        references,
        bodies,
        when: None,
        lacks_zone: false,
        names: Vec::new(),
        designations: Vec::new(),
        allowed: Vec::new(),
        claims: Vec::new(),
        extent: front.span,
        text: front.span.text,
        span: place,
    };
    read_title(find("title"), entries, place, &mut entry, diagnostics);
    if let Some(node) = find("draft") {
        entry.draft = read_draft(node, diagnostics);
    }
    if let Some(node) = find("aliases") {
        entry.aliases = read_words(node);
        report_other_than_words("aliases", node, diagnostics);
    }
    if let Some(node) = find("tags") {
        entry.tags = read_words(node).into_iter().map(|(word, _)| word).collect();
    }
    if let Some(node) = find("allow") {
        entry.allowed = allow::read(node, diagnostics);
    }
    if let Some(node) = find("claims") {
        entry.claims = claims::read(node, schema, diagnostics);
    }
    let zone_field = kind.roles.get(Role::Zoned).map(|path| path.0[0]);
    let zone_is_written = zone_field.is_some_and(|index| find(&kind.fields[index].name).is_some());
    let zones = kind.roles.get(Role::Zoned).map(|path| entry.values(path));
    let zone = zones.and_then(|zones| preferred(&zones.first()?.value).zone());
    entry.when = date_entry(kind, &entry, zone, diagnostics);
    // A zone that is written but could not be read has been reported, and nothing more is said of it.
    entry.lacks_zone = !zone_is_written && dates(kind, &entry).any(When::needs_zone);
    entry.designations = designations(kind, &entry);
    entry.names = names_of(kind, &entry);
    Some(entry)
}

/// Reads the title, which every entry must have.
fn read_title(
    title: Option<&Node>,
    entries: &[(YamlKey, Node)],
    place: Span,
    entry: &mut Entry,
    diagnostics: &mut Diagnostics,
) {
    match title {
        Some(Node {
            value: Yaml::Scalar { text, .. },
            span,
        }) if !text.trim().is_empty() => {
            text.trim().clone_into(&mut entry.title);
            entry.span = *span;
        }
        Some(Node {
            value: Yaml::Scalar { .. },
            span,
        }) => diagnostics.push(empty_title(*span)),
        Some(node) => diagnostics.push(
            Diagnostic::new(
                Code::EmptyTitle,
                node.span,
                format!("`title` is {} here", node.describe()),
            )
            .help("write the title after `title:`, in quotes if it holds a colon"),
        ),
        None => diagnostics.push(match entries.iter().find(|(key, _)| key.text == "title") {
            Some((key, _)) => empty_title(key.span),
            None => Diagnostic::new(Code::MissingField, place, "`title` is missing")
                .help("add `title:` — what the page is called"),
        }),
    }
}

/// Folds everything that an entry can be called.
fn names_of(kind: &Kind, entry: &Entry) -> Vec<Folded> {
    let mut names = vec![Folded::new(entry.key.as_str()), Folded::new(&entry.title)];
    names.extend(entry.aliases.iter().map(|(alias, _)| Folded::new(alias)));
    names.extend(entry.designations.iter().map(|used| used.folded.clone()));
    if let Some(path) = kind.roles.get(Role::Named) {
        let words = |item: &Item| preferred(&item.value).words().map(Folded::new);
        names.extend(entry.values(path).into_iter().filter_map(words));
    }
    let family = kind.roles.get(Role::Family);
    let family = family.and_then(|path| entry.text_at(path));
    if let Some(parts) = family.and_then(|family| Parts::of(&entry.title, family)) {
        names.push(Folded::new(&parts.other()));
    }
    names.retain(|name| !name.as_str().is_empty());
    names.sort();
    names.dedup();
    names
}

fn empty_title(span: Span) -> Diagnostic {
    Diagnostic::new(Code::EmptyTitle, span, "`title` is empty")
        .help("write after `title:` what the page is called, in quotes if it holds a colon")
}

fn read_draft(node: &Node, diagnostics: &mut Diagnostics) -> bool {
    if let Yaml::Scalar { text, .. } = &node.value {
        match text.as_str() {
            "true" | "yes" => return true,
            "false" | "no" => return false,
            _ => {}
        }
    }
    diagnostics.push(
        Diagnostic::new(Code::WrongType, node.span, "`draft` is yes or no")
            .help("write `draft: true`, or leave the line out"),
    );
    false
}

fn read_words(node: &Node) -> Vec<(String, Span)> {
    let items = match &node.value {
        Yaml::List(items) => items.as_slice(),
        Yaml::Null | Yaml::Scalar { .. } | Yaml::Map(_) => std::slice::from_ref(node),
    };
    items
        .iter()
        .filter_map(|item| match &item.value {
            Yaml::Scalar { text, .. } if !text.trim().is_empty() => {
                Some((text.trim().to_owned(), item.span))
            }
            Yaml::Null | Yaml::Scalar { .. } | Yaml::List(_) | Yaml::Map(_) => None,
        })
        .collect()
}

fn report_other_than_words(name: &str, node: &Node, diagnostics: &mut Diagnostics) {
    let items = match &node.value {
        Yaml::List(items) => items.as_slice(),
        Yaml::Null | Yaml::Scalar { .. } | Yaml::Map(_) => std::slice::from_ref(node),
    };
    for item in items {
        if matches!(item.value, Yaml::List(_) | Yaml::Map(_)) {
            diagnostics.push(
                Diagnostic::new(
                    Code::WrongType,
                    item.span,
                    format!("`{name}` takes names, not {}", item.describe()),
                )
                .help(format!(
                    "write it as `{name}: [one, other]`, in quotes what holds a colon or brackets"
                )),
            );
        }
    }
}

/// Returns the dates that an entry states for itself.
fn dates<'a>(kind: &Kind, entry: &'a Entry) -> impl Iterator<Item = &'a When> + use<'a> {
    stated(kind, entry).filter_map(|item| item.value.date())
}

/// Returns the statements of the date of an entry.
fn stated<'a>(kind: &Kind, entry: &'a Entry) -> impl Iterator<Item = &'a Item> + use<'a> {
    let items = kind.roles.get(Role::Dated).map(|path| entry.values(path));
    let item = items.and_then(|items| items.first().copied());
    item.into_iter().flat_map(|item| {
        if let Value::Facts(facts) = &item.value {
            facts.iter().map(|fact| &fact.item).collect()
        } else {
            vec![item]
        }
    })
}

/// Joins the date of an entry with its zone, and reports where the two do not fit.
///
/// Where sources give several dates, the preferred one dates the entry; the others are held to the same.
pub fn date_entry(
    kind: &Kind,
    entry: &Entry,
    zone: Option<Tz>,
    diagnostics: &mut Diagnostics,
) -> Option<When> {
    let item = *entry.values(kind.roles.get(Role::Dated)?).first()?;
    let own = preferred(&item.value);
    let mut date = None;
    for item in stated(kind, entry) {
        let when = in_zone(item, zone, diagnostics);
        if std::ptr::eq(&raw const item.value, own) {
            date = when;
        }
    }
    date
}

/// Reports the times of day of an entry of which nothing says in which zone they are.
pub fn report_lack_of_zone(kind: &Kind, entry: &Entry, help: &str, diagnostics: &mut Diagnostics) {
    let without = |item: &&Item| item.value.date().is_some_and(When::needs_zone);
    for item in stated(kind, entry).filter(without) {
        let message = "this time of day has no zone";
        let fault = Diagnostic::new(Code::TimeWithoutZone, item.span, message);
        diagnostics.push(fault.help(help));
    }
}

/// Gives one date its zone, and reports where the two do not fit.
fn in_zone(item: &Item, zone: Option<Tz>, diagnostics: &mut Diagnostics) -> Option<When> {
    let when = item.value.date()?.clone().of_event();
    let when = match zone {
        Some(zone) => when.in_zone(zone),
        None => when,
    };
    if let Some(fault) = when.zone_fault() {
        let mut diagnostic = Diagnostic::new(Code::BadDate, item.span, fault.message);
        diagnostic.help = fault.help;
        diagnostics.push(diagnostic);
    }
    Some(when)
}
