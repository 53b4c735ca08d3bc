//! Edits at the nodes of YAML that was read: where a value ends, where a new key or item belongs.
//!
//! The spans of nodes end with their last value; what closes a bracket is looked for in the text.

use std::ops::Range;

use super::scalar::{Place, quoted, scalar_like};
use super::tree::Tree;
use super::{Edit, Written};
use crate::yaml::{Key, Node, Yaml};

/// A text whose nodes are edited.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The whole text.
    pub text: &'a str,
}

impl Source<'_> {
    fn written(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// Tells whether a list or mapping is written in brackets.
    #[must_use]
    pub fn is_flow(&self, node: &Node) -> bool {
        let start = node.span.start as usize;
        // A list that is not indented begins with its first item, which may be in brackets itself.
        let is_item = matches!(&node.value, Yaml::List(items)
            if items.first().is_some_and(|item| item.span.start == node.span.start));
        !is_item && self.written(start..self.text.len()).starts_with(['{', '['])
    }

    /// Returns the column of an offset, in bytes from 0.
    fn column(&self, offset: usize) -> usize {
        let before = self.written(0..offset);
        offset - before.rfind('\n').map_or(0, |newline| newline + 1)
    }

    /// Returns the end of the line of an offset, before its line end.
    fn line_end(&self, offset: usize) -> usize {
        let rest = self.written(offset..self.text.len());
        let end = rest.find('\n').unwrap_or(rest.len());
        offset + rest[..end].trim_end_matches('\r').len()
    }

    /// Puts the line ends of the text into words of ours.
    fn with_line_ends(&self, new: Written) -> Written {
        if !self.text.contains("\r\n") {
            return new;
        }
        let mut changed = Written::default();
        let mut shifts = Vec::new();
        for letter in new.text.chars() {
            if letter == '\n' {
                changed.text.push('\r');
                shifts.push(changed.text.len() - shifts.len() - 1);
            }
            changed.text.push(letter);
        }
        let moved = |offset: usize| offset + shifts.iter().filter(|at| **at < offset).count();
        let marks = new.marks.into_iter();
        changed.marks = marks
            .map(|(range, mark)| (moved(range.start)..moved(range.end), mark))
            .collect();
        changed
    }

    fn insert(&self, at: usize, new: Written) -> Edit {
        Edit {
            range: at..at,
            new: self.with_line_ends(new),
        }
    }
}

/// Returns the offset after a node, its closing bracket included.
#[must_use]
pub fn node_end(node: &Node, source: Source) -> usize {
    let last = match &node.value {
        Yaml::Null | Yaml::Scalar { .. } => return node.span.end as usize,
        Yaml::List(items) => items.last(),
        Yaml::Map(entries) => entries.last().map(|(_, value)| value),
    };
    let start = node.span.start as usize;
    let inner = last.map(|node| node_end(node, source));
    if !source.is_flow(node) {
        return inner.unwrap_or(node.span.end as usize);
    }
    let mut at = inner.unwrap_or(start + 1);
    while let Some(letter) = source.text[at..].chars().next() {
        match letter {
            '}' | ']' => return at + 1,
            '#' => at = source.line_end(at),
            letter => at += letter.len_utf8(),
        }
    }
    at
}

/// Puts another value in the place of one: with the same quotation marks, if it is a single one.
#[must_use]
pub fn set_value(
    key: Option<&Key>,
    node: &Node,
    tree: &Tree,
    in_flow: bool,
    source: Source,
) -> Edit {
    let place = if in_flow { Place::Flow } else { Place::Block };
    let mut range = node.span.start as usize..node_end(node, source);
    let mut before = source.written(range.clone());
    // The text of a block scalar begins after its sign, which goes with it.
    if let Some(key) = key {
        let after = key.span.end as usize;
        let between = source.written(after..range.start);
        if let Some(sign) = between.find(['|', '>']).filter(|_| between.contains('\n')) {
            range.start = after + sign;
            before = "";
        }
    }
    let new = match tree {
        Tree::Scalar(value) => {
            let mut written = Written::default();
            let text = scalar_like(before, &value.text, value.form, place);
            written.push_marked(&text, value.mark);
            written
        }
        Tree::List(_) | Tree::Map { .. } => tree.in_line(Place::Flow),
    };
    let new = source.with_line_ends(new);
    Edit { range, new }
}

/// Adds a key to a mapping, after the nearest of those that stand before it in the declared order.
///
/// `rank` tells the place of a key in that order. A key that is there without a value gets one.
#[must_use]
pub fn add_key(
    node: &Node,
    key: &str,
    tree: &Tree,
    rank: &dyn Fn(&str) -> Option<usize>,
    source: Source,
) -> Option<Edit> {
    let Yaml::Map(entries) = &node.value else {
        return None;
    };
    let in_flow = source.is_flow(node);
    let column = |entries: &[(Key, Node)]| {
        let first = entries.first()?;
        Some(source.column(first.0.span.start as usize))
    };
    let indent = column(entries).unwrap_or(0);
    if let Some((written, value)) = entries.iter().find(|(written, _)| written.text == key) {
        let colon = written.span.end as usize;
        let colon = colon + source.written(colon..source.text.len()).find(':')? + 1;
        let mut new = Written::default();
        if in_flow {
            new.push(" ");
            new.append(tree.in_line(Place::Flow));
        } else {
            new.append(tree.after_key(key, indent));
        }
        let new = source.with_line_ends(new);
        let end = node_end(value, source).max(colon);
        let range = colon..end;
        return Some(Edit { range, new });
    }
    let own = rank(key);
    let before = entries.iter().filter(|(other, _)| rank(&other.text) < own);
    let before = before.max_by_key(|(other, _)| rank(&other.text));
    let mut new = Written::default();
    if in_flow {
        let mut pair = Written::default();
        pair.push(key);
        pair.push(": ");
        pair.append(tree.in_line(Place::Flow));
        let start = node.span.start as usize + 1;
        return Some(match (before, entries.first()) {
            (Some((_, value)), _) => {
                new.push(", ");
                new.append(pair);
                source.insert(node_end(value, source), new)
            }
            (None, Some((first, _))) => {
                new.append(pair);
                new.push(", ");
                source.insert(first.span.start as usize, new)
            }
            (None, None) => {
                new.push(" ");
                new.append(pair);
                new.push(" ");
                let range = start..node_end(node, source) - 1;
                Edit { range, new }
            }
        });
    }
    match before {
        Some((_, value)) => {
            new.push("\n");
            new.push(&" ".repeat(indent));
            new.append(tree.with_key(key, indent));
            Some(source.insert(source.line_end(node_end(value, source)), new))
        }
        None => {
            new.append(tree.with_key(key, indent));
            new.push("\n");
            new.push(&" ".repeat(indent));
            let first = entries.first().map(|(first, _)| first.span.start);
            let at = first.unwrap_or(node.span.start) as usize;
            Some(source.insert(at, new))
        }
    }
}

/// Adds items at the end of a list; a single value without brackets becomes a list.
#[must_use]
pub fn add_items(node: &Node, trees: &[Tree], source: Source) -> Edit {
    let mut new = Written::default();
    let Yaml::List(items) = &node.value else {
        let range = node.span.start as usize..node_end(node, source);
        new.push("[");
        new.push(source.written(range.clone()));
        for tree in trees {
            new.push(", ");
            new.append(tree.in_line(Place::Flow));
        }
        new.push("]");
        return Edit { range, new };
    };
    if source.is_flow(node) {
        for (tree, number) in trees.iter().zip(items.len()..) {
            new.push(if number == 0 { "" } else { ", " });
            new.append(tree.in_line(Place::Flow));
        }
        let start = node.span.start as usize + 1;
        let at = items.last().map_or(start, |item| node_end(item, source));
        return source.insert(at, new);
    }
    let first = items
        .first()
        .map_or(node.span.start, |item| item.span.start) as usize;
    let hyphen = source.written(0..first).rfind('-').unwrap_or(first);
    let indent = source.column(hyphen);
    for tree in trees {
        new.push("\n");
        new.push(&" ".repeat(indent));
        new.append(tree.as_item(indent));
    }
    source.insert(source.line_end(node_end(node, source)), new)
}

/// Turns a single value, which stands for one field of a group, into that group with further fields.
#[must_use]
pub fn expand(node: &Node, short: &str, others: &[(String, Tree)], source: Source) -> Edit {
    let range = node.span.start as usize..node_end(node, source);
    let before = source.written(range.clone());
    let mut new = Written::default();
    new.push("{ ");
    new.push(short);
    new.push(": ");
    // What is plain on a line may end within brackets.
    let plain = !before.starts_with(['"', '\'']);
    match &node.value {
        Yaml::Scalar { text, .. } if plain && before.contains(['[', ']', '{', '}', ',']) => {
            new.push(&quoted(text));
        }
        Yaml::Null | Yaml::Scalar { .. } | Yaml::List(_) | Yaml::Map(_) => new.push(before),
    }
    for (key, tree) in others {
        new.push(", ");
        new.push(key);
        new.push(": ");
        new.append(tree.in_line(Place::Flow));
    }
    new.push(" }");
    Edit { range, new }
}

/// Takes a key with its value out of a mapping; `None` if it is not there.
#[must_use]
pub fn remove_key(node: &Node, key: &str, source: Source) -> Option<Edit> {
    let Yaml::Map(entries) = &node.value else {
        return None;
    };
    let index = entries
        .iter()
        .position(|(written, _)| written.text == key)?;
    let (written, value) = &entries[index];
    let start = written.span.start as usize;
    let end = node_end(value, source).max(written.span.end as usize);
    let range = if !source.is_flow(node) {
        let line = start - source.column(start);
        let end = source.line_end(end);
        let rest = source.written(end..source.text.len());
        let newline = rest.find('\n').map_or(0, |newline| newline + 1);
        let alone = source.written(line..start).trim().is_empty();
        // The first key after a hyphen leaves the hyphen to the next.
        let next = entries.get(index + 1);
        match next.filter(|_| !alone) {
            Some((next, _)) => start..next.span.start as usize,
            None => line..end + newline,
        }
    } else if let Some((next, _)) = entries.get(index + 1) {
        start..next.span.start as usize
    } else if let Some((_, before)) = index.checked_sub(1).map(|index| &entries[index]) {
        node_end(before, source)..end
    } else {
        start..end
    };
    let new = Written::default();
    Some(Edit { range, new })
}
