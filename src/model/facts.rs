//! Values that carry who states them and which sources report it.
//!
//! A sourced field takes a plain value, a mapping with `value` and what it rests on, or a list of
//! these where the statements differ.

use super::read::{Reading, note_reference, read_value, scalar, unknown_key};
use super::scalars::{unknown_choice, yes_no};
use super::value::{Basis, Fact, Item, Reference, Value, Within};
use crate::diagnostics::{Code, Diagnostic};
use crate::schema::{FieldDef, FieldPath};
use crate::text::Span;
use crate::yaml::{Key, Node, Yaml};

/// The keys of a value that carries its speaker and sources.
const FACT_KEYS: &[&str] = &["value", "by", "source", "basis", "note", "prefer"];

/// Reads a field whose values may carry their speaker and sources.
pub(super) fn read_field(
    field: &FieldDef,
    node: &Node,
    path: &FieldPath,
    reading: &mut Reading,
) -> Option<Item> {
    if !field.sourced {
        return read_value(&field.field_type, &field.name, node, path, reading);
    }
    match &node.value {
        Yaml::Map(entries) => {
            let fact = read_fact(field, entries, node.span, path, reading)?;
            Some(Item {
                value: Value::Facts(vec![fact]),
                span: node.span,
            })
        }
        Yaml::List(items) => {
            let facts: Vec<Fact> = items
                .iter()
                .filter_map(|item| match &item.value {
                    Yaml::Map(entries) => read_fact(field, entries, item.span, path, reading),
                    Yaml::Null | Yaml::Scalar { .. } | Yaml::List(_) => {
                        let item = read_value(&field.field_type, &field.name, item, path, reading)?;
                        Some(plain_fact(item))
                    }
                })
                .collect();
            let preferred = facts.iter().filter(|fact| fact.prefer).count();
            if facts.len() > 1 && preferred != 1 {
                reading.diagnostics.push(
                    Diagnostic::new(
                        Code::WrongType,
                        node.span.within(0, 1),
                        format!("`{}` has several values and {preferred} of them preferred", field.name),
                    )
                    .help("put `prefer: true` beside exactly one of them; it is the one that pages show first"),
                );
            }
            set_disputed_apart(&facts, &mut reading.references);
            (!facts.is_empty()).then_some(Item {
                value: Value::Facts(facts),
                span: node.span,
            })
        }
        Yaml::Null | Yaml::Scalar { .. } => {
            read_value(&field.field_type, &field.name, node, path, reading)
        }
    }
}

/// Marks the references of values to which another is preferred: what only some say of an entry does
/// not make it one of those that its page counts.
fn set_disputed_apart(facts: &[Fact], references: &mut [Reference]) {
    let preferred = facts.iter().position(|fact| fact.prefer).unwrap_or(0);
    for (index, fact) in facts.iter().enumerate() {
        if let Value::Ref(slot) = fact.item.value
            && index != preferred
        {
            references[slot].within = Within::Disputed;
        }
    }
}

fn plain_fact(item: Item) -> Fact {
    Fact {
        item,
        by: None,
        sources: Vec::new(),
        basis: Basis::Sourced,
        note: String::new(),
        prefer: false,
    }
}

fn read_fact(
    field: &FieldDef,
    entries: &[(Key, Node)],
    span: Span,
    path: &FieldPath,
    reading: &mut Reading,
) -> Option<Fact> {
    let find = |name: &str| {
        entries
            .iter()
            .find(|(key, node)| key.text == name && !node.is_blank())
            .map(|(_, node)| node)
    };
    for (key, _) in entries {
        if !FACT_KEYS.contains(&key.text.as_str()) && !key.text.starts_with("x-") {
            reading
                .diagnostics
                .push(unknown_key(key, &[], FACT_KEYS, entries));
        }
    }
    let Some(value) = find("value") else {
        reading.diagnostics.push(
            Diagnostic::new(Code::MissingField, span.within(0, 1), "`value` is missing")
                .help(format!("write `{}: {{ value: …, source: … }}`", field.name)),
        );
        return None;
    };
    let item = read_value(&field.field_type, &field.name, value, path, reading);
    let mut fact = plain_fact(item?);
    if let Some(node) = find("by")
        && let Some((written, span)) = scalar("by", node, reading)
    {
        fact.by = Some(note_reference(
            &written,
            span,
            path,
            Within::Speaker,
            reading,
        ));
    }
    if let Some(node) = find("source") {
        let nodes = match &node.value {
            Yaml::List(items) => items.as_slice(),
            Yaml::Null | Yaml::Scalar { .. } | Yaml::Map(_) => std::slice::from_ref(node),
        };
        for node in nodes {
            if let Some((written, span)) = scalar("source", node, reading) {
                let slot = note_reference(&written, span, path, Within::Source, reading);
                fact.sources.push(slot);
            }
        }
    }
    if let Some(node) = find("basis")
        && let Some((written, span)) = scalar("basis", node, reading)
    {
        match written.as_str() {
            "sourced" => {}
            "general-knowledge" => fact.basis = Basis::GeneralKnowledge,
            other => reading.diagnostics.push(unknown_choice(
                "basis",
                other,
                span,
                &["sourced", "general-knowledge"],
            )),
        }
    }
    if let Some(node) = find("note")
        && let Some((written, _)) = scalar("note", node, reading)
    {
        fact.note = written;
    }
    if let Some(node) = find("prefer")
        && let Some((written, span)) = scalar("prefer", node, reading)
    {
        fact.prefer = yes_no("prefer", &written, span, reading.diagnostics).unwrap_or(false);
    }
    Some(fact)
}
