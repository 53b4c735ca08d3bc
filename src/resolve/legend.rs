//! What the file of facts says beside its pages: the parts of kinds, the names of fields, and the rules.
//!
//! With it two such files can be compared in the words of their readers, though neither has its site. A
//! rule is taken as it is written, part by part, so that no change of one can be missed.

use std::collections::BTreeMap;

use super::Site;
use crate::load::Inputs;
use crate::published::{KindWords, Legend, Part};
use crate::schema::{FieldPath, FieldType, Kind, KindId, Role, dotted_names};
use crate::yaml::{Node, Yaml};

/// Gathers what a site says beside its pages.
#[must_use]
pub fn legend(site: &Site, inputs: &Inputs) -> Legend {
    let schema = &site.schema;
    let citable = schema.citable();
    let mut located: Vec<KindId> = Vec::new();
    for kind in &schema.kinds {
        if let Some(path) = kind.roles.get(Role::Located)
            && let FieldType::Ref { kinds, .. } = kind.field(path).field_type.item()
        {
            located.extend(kinds);
        }
    }
    let kinds = schema.ids().map(|(id, kind)| {
        let part = if kind.roles.get(Role::Dated).is_some() {
            Part::Event
        } else if citable.contains(&id) {
            Part::Source
        } else if located.contains(&id) {
            Part::Place
        } else {
            Part::Other
        };
        (kind.name.clone(), words(kind, part))
    });
    Legend {
        kinds: kinds.collect(),
        rules: inputs.rules.iter().flat_map(rules).collect(),
    }
}

fn words(kind: &Kind, part: Part) -> KindWords {
    let first = |role: Role| {
        let path = kind.roles.get(role);
        path.map_or_else(String::new, |path| {
            kind.field(&FieldPath(path.0[..1].to_vec())).name.clone()
        })
    };
    let labels = dotted_names(&kind.fields, "").into_iter();
    KindWords {
        label: kind.label.clone(),
        part,
        dated: first(Role::Dated),
        offices: first(Role::Tenures),
        labels: labels
            .filter_map(|dotted| {
                let label = kind.field(&kind.path(&dotted)?).label.clone();
                Some((dotted, label))
            })
            .collect(),
    }
}

/// Takes a file of rules apart: each item of its lists by its first words, and each part of that.
fn rules((file, node): &(String, Node)) -> Vec<(String, BTreeMap<String, String>)> {
    let mut found: Vec<(String, BTreeMap<String, String>)> = Vec::new();
    let mut add = |name: String, parts: BTreeMap<String, String>| {
        let same = found.iter().filter(|(known, _)| {
            let rest = known.strip_prefix(name.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(" ("))
        });
        let name = match same.count() {
            0 => name,
            before => format!("{name} ({})", before + 1),
        };
        found.push((name, parts));
    };
    let Yaml::Map(lists) = &node.value else {
        return Vec::new();
    };
    for (list, items) in lists {
        let plain = |node: &Node| BTreeMap::from([(String::new(), flow(node))]);
        match &items.value {
            Yaml::List(items) if items.iter().all(|it| matches!(it.value, Yaml::Map(_))) => {
                for item in items {
                    let Yaml::Map(parts) = &item.value else {
                        continue;
                    };
                    let name = parts.first().map(|(_, first)| flow(first));
                    let name = name.unwrap_or_default();
                    let parts = parts.iter().skip(1);
                    let parts = parts.map(|(key, value)| (key.text.clone(), flow(value)));
                    add(format!("{}: {name}", list.text), parts.collect());
                }
            }
            _ => add(format!("{file}: {}", list.text), plain(items)),
        }
    }
    found
}

/// Writes a value in one line, as somebody would read it aloud.
fn flow(node: &Node) -> String {
    match &node.value {
        Yaml::Null => String::new(),
        Yaml::Scalar { text, .. } => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Yaml::List(items) => items.iter().map(flow).collect::<Vec<_>>().join(", "),
        Yaml::Map(entries) => {
            let entries = entries.iter();
            let entries = entries.map(|(key, value)| format!("{} {}", key.text, flow(value)));
            entries.collect::<Vec<_>>().join("; ")
        }
    }
}
