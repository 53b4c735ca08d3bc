//! The mapping file: which kind, which key, and what each field is made of.
//!
//! In: YAML, the table whose columns it names, the kind that it fills. Out: a [`Mapping`], or every
//! fault of it at its place. What the fields are made of is read by `specs.rs`.

use std::collections::BTreeMap;

use super::spec::Set;
use super::specs::Specs;
use super::table::Table;
use super::templates::{Templates, Text};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, near_miss};
use crate::schema::{FieldType, Kind, KindId, RESERVED, Schema};
use crate::yaml::{Key, Node, Yaml};

/// Words of the table with what they mean, by the name of the list.
pub(super) type Tables = BTreeMap<String, BTreeMap<String, String>>;

/// How rows become entries.
#[derive(Debug)]
pub struct Mapping {
    pub(super) kind: KindId,
    pub(super) key: Text,
    /// Rows for which it is the same make one entry.
    pub(super) brief: Option<Text>,
    /// Rows for which it is empty are passed over.
    pub(super) only: Option<Text>,
    /// The field that gets an item for each row of an entry.
    pub(super) rows: Option<String>,
    pub(super) tables: Tables,
    /// What is written when an entry is made, and never again.
    pub(super) when_new: Vec<Set>,
    /// What follows the table.
    pub(super) fields: Vec<Set>,
    pub(super) body: Option<Text>,
    pub(super) templates: Templates,
    /// The columns that any of these names.
    pub(super) columns: Vec<usize>,
}

/// The keys of a mapping file.
const KEYS: &[&str] = &[
    "kind", "key", "brief", "only", "rows", "tables", "when_new", "fields", "body",
];

/// Reads a mapping file; `kind` goes before the one that it names.
pub fn read_mapping(
    node: &Node,
    table: &Table,
    schema: &Schema,
    kind: Option<&str>,
    diagnostics: &mut Diagnostics,
) -> Option<Mapping> {
    let Yaml::Map(entries) = &node.value else {
        let message = format!("a mapping is wanted here, not {}", node.describe());
        let help = "write `kind:`, `key:` and `fields:`; docs/import.md shows an example";
        diagnostics.push(Diagnostic::new(Code::WrongType, node.span, message).help(help));
        return None;
    };
    for (key, _) in entries {
        if !KEYS.contains(&key.text.as_str()) && !key.text.starts_with("x-") {
            diagnostics.push(unknown(key, "setting", KEYS.iter().copied()));
        }
    }
    let find = |name: &str| {
        let mut entries = entries.iter();
        let found = entries.find(|(key, node)| key.text == name && !node.is_blank());
        found.map(|(_, node)| node)
    };
    let kind_id = find_kind(kind, find("kind"), node, schema, diagnostics);
    let tables = find("tables").map_or_else(Tables::new, |node| read_tables(node, diagnostics));
    let mut templates = Templates::new(table, &tables);
    let mut text = |name: &str, diagnostics: &mut Diagnostics| {
        find(name).map(|node| templates.read(node, diagnostics))
    };
    let (brief, only, body) = (
        text("brief", diagnostics).flatten(),
        text("only", diagnostics).flatten(),
        text("body", diagnostics).flatten(),
    );
    let key = text("key", diagnostics);
    if key.is_none() {
        let help = "add `key: \"{{ … }}\"`: the name of the file that a row becomes";
        let place = node.span.within(0, 0);
        diagnostics.push(Diagnostic::new(Code::MissingField, place, "`key` is missing").help(help));
    }
    let kind = schema.kind(kind_id?);
    let rows = find("rows").and_then(|node| read_rows(node, kind, diagnostics));
    let mut specs = Specs {
        kind,
        tables: &tables,
        templates: &mut templates,
        diagnostics,
    };
    let when_new = find("when_new").map_or_else(Vec::new, |node| specs.entry(node));
    let fields = find("fields").map_or_else(Vec::new, |node| specs.entry(node));
    for set in &when_new {
        if let Some(other) = fields.iter().find(|other| other.name == set.name) {
            let message = format!("`{}` is under `fields` too", set.name);
            let help =
                "keep it under `when_new` to write it once, or under `fields` to follow the table";
            diagnostics.push(
                Diagnostic::new(Code::DuplicateKey, set.span, message)
                    .label(other.span, "here")
                    .help(help),
            );
        }
    }
    let mut columns: Vec<usize> = Vec::new();
    let key = key.flatten();
    for text in [&brief, &only, &body, &key].into_iter().flatten() {
        columns.extend(&text.columns);
    }
    for set in when_new.iter().chain(&fields) {
        set.spec.note_columns(&mut columns);
    }
    columns.sort_unstable();
    columns.dedup();
    Some(Mapping {
        kind: kind_id?,
        key: key?,
        brief,
        only,
        rows,
        tables,
        when_new,
        fields,
        body,
        templates,
        columns,
    })
}

impl Mapping {
    /// Returns the columns that the mapping names.
    #[must_use]
    pub fn columns(&self) -> &[usize] {
        &self.columns
    }

    /// Returns what an entry of the kind needs and the mapping does not give.
    #[must_use]
    pub fn lacks(&self, schema: &Schema) -> Vec<String> {
        let sets = || self.fields.iter().chain(&self.when_new);
        let given = |name: &str| sets().any(|set| set.name == name);
        let fields = schema.kind(self.kind).fields.iter();
        let draft = self.when_new.iter().find(|set| set.name == RESERVED[1]);
        let is_draft = draft.is_some_and(|set| matches!(set.spec.constant(), Some("yes" | "true")));
        let required = fields
            .filter(|field| field.required && !is_draft)
            .map(|field| field.name.as_str());
        let all = [TITLE].into_iter().chain(required);
        all.filter(|name| !given(name)).map(str::to_owned).collect()
    }
}

/// The reserved key that every entry has.
pub(super) const TITLE: &str = RESERVED[0];

/// Reports a key that is not known, with the nearest that is.
pub(super) fn unknown<'a>(
    key: &Key,
    what: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let help = match near_miss(&key.text, known.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known here: {}", known.collect::<Vec<_>>().join(", ")),
    };
    let message = format!("there is no {what} `{}` here", key.text);
    Diagnostic::new(Code::UnknownKey, key.span, message).help(help)
}

fn find_kind(
    given: Option<&str>,
    node: Option<&Node>,
    whole: &Node,
    schema: &Schema,
    diagnostics: &mut Diagnostics,
) -> Option<KindId> {
    let written = match node.map(|node| (&node.value, node.span)) {
        Some((Yaml::Scalar { text, .. }, span)) => Some((text.as_str(), span)),
        Some(_) | None => None,
    };
    let span = written.map_or(whole.span.within(0, 0), |(_, span)| span);
    let Some(name) = given.or(written.map(|(name, _)| name)) else {
        let help = "add `kind:`, or name it with --kind";
        diagnostics.push(Diagnostic::new(Code::MissingField, span, "`kind` is missing").help(help));
        return None;
    };
    let found = schema.ids().find(|(_, kind)| kind.name == name);
    if found.is_none() {
        let names = || schema.kinds.iter().map(|kind| kind.name.as_str());
        let help = match near_miss(name, names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("this site has {}", names().collect::<Vec<_>>().join(", ")),
        };
        let message = format!("there is no kind `{name}`");
        diagnostics.push(Diagnostic::new(Code::UnknownChoice, span, message).help(help));
    }
    found.map(|(id, _)| id)
}

fn read_tables(node: &Node, diagnostics: &mut Diagnostics) -> Tables {
    let mut tables = Tables::new();
    let mut report = |node: &Node| {
        let message = format!(
            "words with what they mean are wanted here, not {}",
            node.describe()
        );
        let help = "write them as `{ word of the table: word of the kind }`";
        diagnostics.push(Diagnostic::new(Code::WrongType, node.span, message).help(help));
    };
    let Yaml::Map(entries) = &node.value else {
        report(node);
        return tables;
    };
    for (name, node) in entries {
        let Yaml::Map(words) = &node.value else {
            report(node);
            continue;
        };
        let table = tables.entry(name.text.clone()).or_default();
        for (word, node) in words {
            match &node.value {
                Yaml::Scalar { text, .. } => {
                    table.insert(word.text.clone(), text.trim().to_owned());
                }
                Yaml::Null => {
                    table.insert(word.text.clone(), String::new());
                }
                Yaml::List(_) | Yaml::Map(_) => report(node),
            }
        }
    }
    tables
}

fn read_rows(node: &Node, kind: &Kind, diagnostics: &mut Diagnostics) -> Option<String> {
    let lists = kind.fields.iter().filter(|field| {
        matches!(field.field_type, FieldType::List { .. })
            && !field.field_type.group_fields().is_empty()
    });
    let names: Vec<&str> = lists.map(|field| field.name.as_str()).collect();
    if let Yaml::Scalar { text, .. } = &node.value {
        if names.contains(&text.as_str()) {
            return Some(text.clone());
        }
        let help = match near_miss(text, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if names.is_empty() => "this kind has no list of groups".to_owned(),
            None => format!("the lists of groups are {}", names.join(", ")),
        };
        let message = format!("`{text}` is no list of groups of the kind `{}`", kind.name);
        diagnostics.push(Diagnostic::new(Code::UnknownKey, node.span, message).help(help));
        return None;
    }
    let message = format!(
        "the name of a field is wanted here, not {}",
        node.describe()
    );
    diagnostics.push(Diagnostic::new(Code::WrongType, node.span, message));
    None
}
