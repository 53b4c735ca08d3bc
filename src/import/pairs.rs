//! Which group of a list that is there is the one that a table wants.
//!
//! In: the items of a list in a brief, and those that the rows of a table make. Out: for each of the
//! latter the place of the former, if it can be told.

use super::compare::Names;
use super::facts::written_facts;
use super::spec::VALUE;
use crate::edit::Tree;
use crate::schema::{FieldDef, FieldType};
use crate::yaml::{Node, Yaml};

/// Finds for each group wanted the one that is there: by what names it, those of one name in their
/// order. What is left of items of rows goes by its place, if there are as many as rows.
pub(super) fn pairs(
    of: &FieldType,
    of_rows: bool,
    written: &[Node],
    items: &[Tree],
    names: &Names,
) -> Vec<Option<usize>> {
    let mut pairs: Vec<Option<usize>> = vec![None; items.len()];
    if let Some((field, short)) = naming_field(of, items) {
        let there = written
            .iter()
            .map(|node| names_of(node, &field.name, short));
        let there: Vec<Vec<String>> = there.collect();
        let wanted = items.iter().map(|item| wanted_name(item, &field.name));
        let wanted: Vec<Option<&str>> = wanted.collect();
        let is_same = |one: &str, other: &str| names.is_same(&field.field_type, one, other);
        let fits = |index: usize, name: Option<&str>| match name {
            Some(name) => there[index].iter().any(|known| is_same(known, name)),
            None => there[index].is_empty(),
        };
        for (place, name) in wanted.iter().enumerate() {
            let same = |other: Option<&str>| match (*name, other) {
                (Some(name), Some(other)) => is_same(name, other),
                (None, None) => true,
                (Some(_) | None, _) => false,
            };
            let rows = wanted.iter().filter(|other| same(**other)).count();
            let fitting = (0..written.len()).filter(|index| fits(*index, *name));
            let fitting: Vec<usize> = fitting.collect();
            // Which row is which cannot be told where one of several has gone.
            if !of_rows || fitting.len() == rows {
                let free = |index: &&usize| !pairs.contains(&Some(**index));
                pairs[place] = fitting.iter().find(free).copied();
            }
        }
    }
    if of_rows && items.len() == written.len() {
        let free = (0..written.len()).filter(|index| !pairs.contains(&Some(*index)));
        let free: Vec<usize> = free.collect();
        let open = pairs.iter_mut().filter(|pair| pair.is_none());
        for (pair, index) in open.zip(free) {
            *pair = Some(index);
        }
    }
    pairs
}

/// Finds the field that tells the groups of a list apart: the one that a single value stands for, else
/// the first reference, else the first that is there.
fn naming_field<'f>(of: &'f FieldType, items: &[Tree]) -> Option<(&'f FieldDef, bool)> {
    let fields = of.group_fields();
    let is_given = |field: &&FieldDef| {
        items
            .iter()
            .any(|item| wanted_name(item, &field.name).is_some())
    };
    if let FieldType::Group {
        short: Some(index), ..
    } = of.item()
    {
        return Some((&fields[*index], true));
    }
    let mut references = fields
        .iter()
        .filter(|field| matches!(field.field_type, FieldType::Ref { .. }));
    let found = references
        .find(is_given)
        .or_else(|| fields.iter().find(is_given));
    found.map(|field| (field, false))
}

/// Returns the text of a field of a group that is wanted.
fn wanted_name<'t>(item: &'t Tree, name: &str) -> Option<&'t str> {
    match item {
        Tree::Scalar(value) => Some(&value.text),
        Tree::Map { entries, .. } => {
            let (_, tree) = entries.iter().find(|(key, _)| key == name)?;
            match tree {
                Tree::Scalar(value) => Some(&value.text),
                Tree::Map { entries, .. } => match entries.iter().find(|(key, _)| key == VALUE) {
                    Some((_, Tree::Scalar(value))) => Some(&value.text),
                    Some(_) | None => None,
                },
                Tree::List(_) => None,
            }
        }
        Tree::List(_) => None,
    }
}

/// Returns the texts of a field of a group that is there.
fn names_of(node: &Node, name: &str, short: bool) -> Vec<String> {
    match &node.value {
        Yaml::Scalar { text, .. } if short => vec![text.clone()],
        Yaml::Map(entries) => {
            let found = entries.iter().find(|(key, _)| key.text == name);
            let facts = found.map(|(_, node)| written_facts(node, false, false));
            let facts = facts.into_iter().flatten();
            let texts = facts.filter_map(|fact| match &fact.value.value {
                Yaml::Scalar { text, .. } => Some(text.clone()),
                Yaml::Null | Yaml::List(_) | Yaml::Map(_) => None,
            });
            texts.collect()
        }
        Yaml::Null | Yaml::Scalar { .. } | Yaml::List(_) => Vec::new(),
    }
}
