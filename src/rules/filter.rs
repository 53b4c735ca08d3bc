//! Which entries of a kind are meant: conditions on declared fields, all of which must hold.

use super::Named;
use crate::mapping::Mapping;
use crate::schema::{FieldPath, FieldType, Kind, KindId, find_path, read_options};
use crate::yaml::{Node, Yaml};

/// The entries of a kind for which all conditions hold.
#[derive(Debug)]
pub struct Filter {
    /// The kind.
    pub kind: KindId,
    /// The conditions.
    pub conditions: Vec<Condition>,
}

/// One condition: somewhere in an entry the field holds one of a few values.
#[derive(Debug)]
pub struct Condition {
    /// The field.
    pub path: FieldPath,
    /// The values.
    pub wanted: Vec<Wanted>,
}

/// A value that a condition asks for.
#[derive(Debug)]
pub enum Wanted {
    /// An option of a choice, by its index.
    Option(usize),
    /// An entry that is referred to.
    Entry(Named),
}

/// Reads the conditions under `where`.
pub(super) fn read(id: KindId, kind: &Kind, map: &mut Mapping) -> Filter {
    let mut conditions = Vec::new();
    for (key, node) in map.entries("where") {
        let Some(path) = find_path(kind, &key.text, &[], key.span, map) else {
            continue;
        };
        let field_type = kind.field(&path).field_type.item();
        let wanted: Vec<Wanted> = match field_type {
            FieldType::Choice { options } => {
                let found = read_options(node, &key.text, options, map);
                found.into_iter().map(Wanted::Option).collect()
            }
            FieldType::Ref { .. } => {
                let found = values(node, &key.text, map);
                found.into_iter().map(Wanted::Entry).collect()
            }
            _ => {
                let message = format!(
                    "`{}` is a {} and cannot be asked for here",
                    key.text,
                    field_type.word()
                );
                let help = "ask for a field of the type `choice` or `ref`, or a list of them";
                map.report_with_help(key.span, message, help.to_owned());
                Vec::new()
            }
        };
        if !wanted.is_empty() {
            conditions.push(Condition { path, wanted });
        }
    }
    Filter {
        kind: id,
        conditions,
    }
}

/// Returns the words of one value or of a list of them.
fn values(node: &Node, field: &str, map: &mut Mapping) -> Vec<Named> {
    let items = match &node.value {
        Yaml::List(items) => items.as_slice(),
        Yaml::Null | Yaml::Scalar { .. } | Yaml::Map(_) => std::slice::from_ref(node),
    };
    let mut values = Vec::new();
    for item in items {
        if let Yaml::Scalar { text, .. } = &item.value {
            values.push(Named {
                written: text.trim().to_owned(),
                span: item.span,
            });
        } else {
            let message = format!(
                "values of `{field}` are wanted here, not {}",
                item.describe()
            );
            map.report(item.span, message);
        }
    }
    values
}
