//! The statements of a value, as a brief has them and as a mapping wants them.

use super::spec::{BY, SOURCE, VALUE};
use crate::edit::{Scalar, Tree};
use crate::yaml::{Key, Node, Yaml};

/// One statement of a value in a brief.
pub(super) struct WrittenFact<'n> {
    /// The key before the value, if it has one.
    pub(super) key: Option<&'n Key>,
    pub(super) value: &'n Node,
    /// Whether the value stands in brackets.
    pub(super) in_flow: bool,
    /// Whether it stands alone, without what it rests on.
    pub(super) is_bare: bool,
    pub(super) sources: Vec<String>,
    pub(super) by: Option<String>,
}

/// Returns the statements of a value; `outside` tells whether brackets stand around the whole of it, and
/// `inside` whether they stand around its parts.
pub(super) fn written_facts(node: &Node, outside: bool, inside: bool) -> Vec<WrittenFact<'_>> {
    match &node.value {
        Yaml::Map(entries) => fact(entries, true).into_iter().collect(),
        Yaml::List(items) => items
            .iter()
            .flat_map(|item| written_facts(item, inside, inside))
            .collect(),
        Yaml::Null | Yaml::Scalar { .. } => vec![WrittenFact {
            key: None,
            value: node,
            in_flow: outside,
            is_bare: true,
            sources: Vec::new(),
            by: None,
        }],
    }
}

fn fact(entries: &[(Key, Node)], in_flow: bool) -> Option<WrittenFact<'_>> {
    let find = |name: &str| entries.iter().find(|(key, _)| key.text == name);
    let (key, value) = find(VALUE)?;
    let sources = find(SOURCE).map_or_else(Vec::new, |(_, node)| texts(node));
    let by = find(BY).and_then(|(_, node)| texts(node).pop());
    Some(WrittenFact {
        key: Some(key),
        value,
        in_flow,
        is_bare: false,
        sources,
        by,
    })
}

fn texts(node: &Node) -> Vec<String> {
    match &node.value {
        Yaml::Scalar { text, .. } => vec![text.trim().to_owned()],
        Yaml::List(items) => items.iter().flat_map(texts).collect(),
        Yaml::Null | Yaml::Map(_) => Vec::new(),
    }
}

/// One statement of a value that a mapping wants.
pub(super) struct WantedFact<'t> {
    pub(super) value: Option<&'t Scalar>,
    pub(super) sources: Vec<&'t str>,
    pub(super) by: Option<&'t str>,
}

/// Returns the statements that a mapping wants.
pub(super) fn wanted_facts(tree: &Tree) -> Vec<WantedFact<'_>> {
    match tree {
        Tree::Scalar(value) => vec![WantedFact {
            value: Some(value),
            sources: Vec::new(),
            by: None,
        }],
        Tree::List(items) => items.iter().flat_map(wanted_facts).collect(),
        Tree::Map { entries, .. } => {
            let find = |name: &str| {
                let found = entries.iter().find(|(key, _)| key == name);
                found.map_or_else(Vec::new, |(_, tree)| scalars(tree))
            };
            let sources = find(SOURCE);
            vec![WantedFact {
                value: find(VALUE).first().copied(),
                sources: sources.iter().map(|value| value.text.as_str()).collect(),
                by: find(BY).first().map(|value| value.text.as_str()),
            }]
        }
    }
}

fn scalars(tree: &Tree) -> Vec<&Scalar> {
    match tree {
        Tree::Scalar(value) => vec![value],
        Tree::List(items) => items.iter().flat_map(scalars).collect(),
        Tree::Map { .. } => Vec::new(),
    }
}
