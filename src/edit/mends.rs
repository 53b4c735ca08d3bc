//! What mends ask for, as edits of the texts that were read.
//!
//! Each is looked for in the text as it stands and read again after it was made: where it would come out
//! as something else than was meant, there is no edit.

use std::collections::HashMap;
use std::ops::Range;

use super::nodes::{Source, add_items, add_key, node_end, remove_key, set_value};
use super::scalar::{Form, quoted};
use super::tree::{Scalar, Tree};
use super::{Edit, Written, apply, front_of, read};
use crate::diagnostics::{Diagnostic, Mend, Replacement};
use crate::text::{Span, TextId, Texts};
use crate::yaml::{Key, Node, Yaml};

/// Turns mends into edits.
#[derive(Debug)]
pub struct Mending<'a> {
    texts: &'a Texts,
    /// What was read of the texts so far.
    read: HashMap<TextId, Option<Node>>,
}

/// A value of YAML with what stands around it.
struct Found<'n> {
    key: Option<&'n Key>,
    node: &'n Node,
    /// Whether it stands in brackets.
    in_flow: bool,
}

impl<'a> Mending<'a> {
    /// Begins with the texts in which the places of mends lie.
    #[must_use]
    pub fn new(texts: &'a Texts) -> Self {
        Self {
            texts,
            read: HashMap::new(),
        }
    }

    /// Returns what stands in which place after the mends of a diagnostic; nothing unless all of them
    /// can be made.
    #[must_use]
    pub fn replacements(&mut self, diagnostic: &Diagnostic) -> Vec<Replacement> {
        let mends = diagnostic.mends.iter();
        let made: Option<Vec<Replacement>> = mends
            .map(|mend| {
                let (text, edit) = self.edit(mend)?;
                Some(Replacement {
                    span: Span::new(text, edit.range.start, edit.range.end),
                    text: edit.new.text,
                })
            })
            .collect();
        made.unwrap_or_default()
    }

    /// Returns the edit that a mend asks for, with the text in which it lies.
    fn edit(&mut self, mend: &Mend) -> Option<(TextId, Edit)> {
        let (Mend::Words { span: place, .. }
        | Mend::Value { span: place, .. }
        | Mend::Quote { span: place }
        | Mend::Item { entry: place, .. }
        | Mend::Remove { key: place }) = mend;
        let id = place.text;
        let source = Source {
            text: &self.texts.get(id).content,
        };
        if let Mend::Words { span, old, new } = mend
            && new.chars().all(is_safe)
        {
            return words(*span, old, new, source).map(|edit| (id, edit));
        }
        let texts = self.texts;
        let read = self.read.entry(id);
        let root = read.or_insert_with(|| root_of(texts, id)).as_ref()?;
        let edit = match mend {
            Mend::Words { span, old, new } => words_in_value(root, *span, old, new, source),
            Mend::Value { span, new } => value(root, *span, new, source),
            Mend::Quote { span } => quote(root, *span, source),
            Mend::Item {
                entry,
                key,
                item,
                after,
            } => add_item(root, *entry, key, item, after, source),
            Mend::Remove { key } => remove(root, *key, source),
        }?;
        let after = apply(source.text, vec![edit.clone()])?.text;
        let again = read_again(&after, texts, id)?;
        let is_meant = match mend {
            Mend::Value { span, new } => {
                let there = |found: &Found| found.node.span.start == span.start;
                let found = find(&again, Source { text: &after }, &there);
                found.is_some_and(|found| is_text(found.node, new))
            }
            Mend::Words { .. } | Mend::Quote { .. } | Mend::Item { .. } | Mend::Remove { .. } => {
                true
            }
        };
        is_meant.then_some((id, edit))
    }
}

/// Tells whether a character means nothing of its own, wherever in YAML it stands within a word.
fn is_safe(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.' | '/' | ' ')
}

fn is_text(node: &Node, wanted: &str) -> bool {
    matches!(&node.value, Yaml::Scalar { text, .. } if text.trim() == wanted)
}

/// Reads the YAML of a text: all of it, or the front matter of a brief.
fn root_of(texts: &Texts, id: TextId) -> Option<Node> {
    read_again(&texts.get(id).content, texts, id)
}

fn read_again(content: &str, texts: &Texts, id: TextId) -> Option<Node> {
    if texts.get(id).path.ends_with(".yaml") {
        read(content, Span::new(id, 0, content.len()))
    } else {
        front_of(content, id)
    }
}

/// Finds the single value of which something holds.
fn find<'n>(node: &'n Node, source: Source, wanted: &dyn Fn(&Found) -> bool) -> Option<Found<'n>> {
    let root = Found {
        key: None,
        node,
        in_flow: false,
    };
    find_below(root, source, wanted)
}

fn find_below<'n>(
    found: Found<'n>,
    source: Source,
    wanted: &dyn Fn(&Found) -> bool,
) -> Option<Found<'n>> {
    let in_flow = found.in_flow || source.is_flow(found.node);
    match &found.node.value {
        Yaml::Null => None,
        Yaml::Scalar { .. } => wanted(&found).then_some(found),
        Yaml::List(items) => items.iter().find_map(|node| {
            let key = None;
            find_below(Found { key, node, in_flow }, source, wanted)
        }),
        Yaml::Map(entries) => entries.iter().find_map(|(key, node)| {
            let key = Some(key);
            find_below(Found { key, node, in_flow }, source, wanted)
        }),
    }
}

/// Finds the list or mapping of which something holds.
fn find_whole<'n>(node: &'n Node, wanted: &dyn Fn(&Node) -> bool) -> Option<&'n Node> {
    if wanted(node) {
        return Some(node);
    }
    match &node.value {
        Yaml::Null | Yaml::Scalar { .. } => None,
        Yaml::List(items) => items.iter().find_map(|item| find_whole(item, wanted)),
        Yaml::Map(entries) => entries
            .iter()
            .find_map(|(_, value)| find_whole(value, wanted)),
    }
}

/// Reads the keys of an entry, given all that belongs to it: a whole brief, or a part of a list.
#[must_use]
pub fn entry_node(content: &str, entry: Span) -> Option<Node> {
    let whole = Span::new(entry.text, 0, content.len());
    if entry == whole {
        return front_of(content, entry.text);
    }
    let root = read(content, whole)?;
    find_whole(&root, &|node| node.span == entry).cloned()
}

/// Puts other words in the place of those that stand exactly once within a span.
fn words(span: Span, old: &str, new: &str, source: Source) -> Option<Edit> {
    let written = source
        .text
        .get(span.start as usize..span.end as usize)
        .filter(|_| !old.is_empty())?;
    let mut places = written.match_indices(old);
    let (offset, _) = places.next().filter(|_| places.next().is_none())?;
    let start = span.start as usize + offset;
    // Within a table a bar would part cells.
    let line = source.text[..start].rsplit('\n').next().unwrap_or_default();
    let in_table = line.trim_start().starts_with('|');
    let escaped = in_table.then(|| new.replace('|', "\\|"));
    let new = escaped.as_deref().unwrap_or(new);
    Some(edit(start..start + old.len(), new))
}

/// Puts other words in the place of some, with quotation marks around the whole where they stand in a
/// value of YAML that would end at a sign in them.
fn words_in_value(root: &Node, span: Span, old: &str, new: &str, source: Source) -> Option<Edit> {
    let plain = words(span, old, new, source)?;
    let holds = |found: &Found| {
        let value = found.node.span;
        value.start <= span.start && span.end <= value.end && value.start < value.end
    };
    let Some(Found { key, node, in_flow }) = find(root, source, &holds) else {
        return Some(plain);
    };
    let Yaml::Scalar { text, .. } = &node.value else {
        return Some(plain);
    };
    // Lines of their own below a sign take any.
    let before = key.map(|key| &source.text[key.span.end as usize..node.span.start as usize]);
    if before.is_some_and(|before| before.contains(['|', '>'])) {
        return Some(plain);
    }
    let tree = Tree::Scalar(Scalar {
        text: text.replacen(old, new, 1),
        form: Form::Words,
        mark: 0,
    });
    let is_found = text.matches(old).count() == 1;
    is_found.then(|| set_value(key, node, &tree, in_flow, source))
}

fn edit(range: Range<usize>, text: &str) -> Edit {
    let mut new = Written::default();
    new.push(text);
    Edit { range, new }
}

fn value(root: &Node, span: Span, new: &str, source: Source) -> Option<Edit> {
    let there = |found: &Found| found.node.span == span;
    let found = find(root, source, &there)?;
    let tree = Tree::Scalar(Scalar {
        text: new.to_owned(),
        form: Form::Value,
        mark: 0,
    });
    let Found { key, node, in_flow } = found;
    Some(set_value(key, node, &tree, in_flow, source))
}

fn quote(root: &Node, span: Span, source: Source) -> Option<Edit> {
    let node = find_whole(root, &|node| node.span == span)?;
    let range = span.start as usize..node_end(node, source);
    let written = source.text.get(range.clone())?;
    (!written.contains(['"', '\\', '\n', '#'])).then(|| edit(range, &quoted(written)))
}

/// Adds an item to a list of an entry, or the list with it.
fn add_item(
    root: &Node,
    entry: Span,
    key: &str,
    item: &str,
    after: &[String],
    source: Source,
) -> Option<Edit> {
    let is_entry = |node: &Node| node.span == entry && matches!(node.value, Yaml::Map(_));
    let whole = Span::new(entry.text, 0, source.text.len());
    let node = if entry == whole {
        root
    } else {
        find_whole(root, &is_entry)?
    };
    let Yaml::Map(entries) = &node.value else {
        return None;
    };
    let item = tree_of(item)?;
    let there = entries
        .iter()
        .find(|(other, value)| other.text == key && !value.is_blank());
    if let Some((_, value)) = there {
        // A mapping on lines of its own cannot be put into brackets.
        let is_open = matches!(value.value, Yaml::Map(_)) && !source.is_flow(value);
        return (!is_open).then(|| add_items(value, &[item], source));
    }
    let rank = |name: &str| {
        let rank = after.iter().position(|before| before == name);
        if name == key { Some(after.len()) } else { rank }
    };
    add_key(node, key, &Tree::List(vec![item]), &rank, source)
}

/// Reads what is to be written; what stands in quotation marks stays words.
fn tree_of(item: &str) -> Option<Tree> {
    let mut diagnostics = crate::diagnostics::Diagnostics::default();
    let base = Span::new(Texts::default().next_id(), 0, item.len());
    let node = crate::yaml::parse(item, base, &mut diagnostics)?;
    (!diagnostics.has_errors()).then(|| tree(&node))
}

fn tree(node: &Node) -> Tree {
    let single = |text: &str, form| {
        Tree::Scalar(Scalar {
            text: text.to_owned(),
            form,
            mark: 0,
        })
    };
    match &node.value {
        Yaml::Null => single("", Form::Words),
        Yaml::Scalar { text, verbatim } => {
            single(text, if *verbatim { Form::Value } else { Form::Words })
        }
        Yaml::List(items) => Tree::List(items.iter().map(tree).collect()),
        Yaml::Map(entries) => Tree::Map {
            entries: entries
                .iter()
                .map(|(key, value)| (key.text.clone(), tree(value)))
                .collect(),
            in_line: false,
        },
    }
}

/// Takes a key out, and with it the mappings that would be left empty.
fn remove(root: &Node, key: Span, source: Source) -> Option<Edit> {
    let is_holder = |node: &Node| match &node.value {
        Yaml::Map(entries) => entries.iter().any(|(other, _)| other.span == key),
        Yaml::Null | Yaml::Scalar { .. } | Yaml::List(_) => false,
    };
    let holder = find_whole(root, &is_holder)?;
    let Yaml::Map(entries) = &holder.value else {
        return None;
    };
    if let [_] = entries.as_slice() {
        let above = find_whole(root, &|node| match &node.value {
            Yaml::Map(entries) => entries.iter().any(|(_, value)| value.span == holder.span),
            Yaml::Null | Yaml::Scalar { .. } | Yaml::List(_) => false,
        });
        if let Some(above) = above
            && let Yaml::Map(entries) = &above.value
            && let Some((key, _)) = entries.iter().find(|(_, value)| value.span == holder.span)
        {
            return remove(root, key.span, source);
        }
    }
    let (written, _) = entries.iter().find(|(other, _)| other.span == key)?;
    remove_key(holder, &written.text, source)
}

#[cfg(test)]
#[path = "tests/mends.rs"]
mod tests;
