//! What a table changes in a brief that is there: single values, keys and items, each by a span.
//!
//! Values are compared, not texts. What the table has nothing of stays; lists gain and never lose; what
//! several sources state is changed only in the words of the source that the mapping names.

use super::compare::Names;
use super::facts::{WrittenFact, wanted_facts, written_facts};
use super::pairs::pairs;
use crate::edit::{Edit, Scalar, Source, Tree, add_items, add_key, expand, set_value};
use crate::schema::{FieldDef, FieldType};
use crate::yaml::{Key, Node, Yaml};

/// What is found out while a brief is brought up to a table.
pub(super) struct Updating<'a> {
    pub(super) source: Source<'a>,
    pub(super) names: &'a Names,
    /// The list that has an item for each row.
    pub(super) rows: Option<&'a str>,
    /// What is to be changed.
    pub(super) edits: Vec<Edit>,
    /// What the table has otherwise and nobody can decide but the writer.
    pub(super) remarks: Vec<String>,
}

/// A value that is there: its key, the value, and whether it stands in brackets.
#[derive(Clone, Copy)]
struct There<'n> {
    key: Option<&'n Key>,
    node: &'n Node,
    in_flow: bool,
}

impl Updating<'_> {
    /// Brings a mapping up to the values wanted; `rank` is the declared order of its keys.
    pub(super) fn map(
        &mut self,
        fields: &[FieldDef],
        node: &Node,
        in_flow: bool,
        wanted: &[(String, Tree)],
        rank: &dyn Fn(&str) -> Option<usize>,
    ) {
        let Yaml::Map(entries) = &node.value else {
            return;
        };
        let in_flow = in_flow || self.source.is_flow(node);
        let mut ordered: Vec<&(String, Tree)> = wanted.iter().collect();
        ordered.sort_by_key(|(name, _)| rank(name));
        for (name, tree) in ordered {
            let written = entries
                .iter()
                .find(|(key, node)| key.text == *name && !node.is_blank());
            let field = fields.iter().find(|field| field.name == *name);
            match written {
                None => self
                    .edits
                    .extend(add_key(node, name, tree, rank, self.source)),
                Some((key, node)) => {
                    let there = There {
                        key: Some(key),
                        node,
                        in_flow,
                    };
                    self.field(field, name, there, tree);
                }
            }
        }
    }

    fn field(&mut self, field: Option<&FieldDef>, name: &str, there: There, tree: &Tree) {
        // A key that every kind has: words, or several.
        let words = FieldType::Text;
        let Some(field) = field else {
            match tree {
                Tree::List(items) => self.gain(&words, there, items),
                Tree::Scalar(_) | Tree::Map { .. } => self.typed(&words, name, there, tree),
            }
            return;
        };
        if field.sourced {
            self.facts(field, there, tree);
        } else {
            self.typed(&field.field_type, name, there, tree);
        }
    }

    fn typed(&mut self, field_type: &FieldType, name: &str, there: There, tree: &Tree) {
        match (field_type, tree) {
            (FieldType::List { of }, Tree::List(items)) => {
                if of.group_fields().is_empty() {
                    self.gain(of, there, items);
                } else {
                    self.groups(of, name, there, items);
                }
            }
            (FieldType::Group { .. }, Tree::Map { .. } | Tree::Scalar(_)) => {
                self.group(field_type, name, there, tree);
            }
            (_, Tree::Map { entries, .. }) if matches!(there.node.value, Yaml::Map(_)) => {
                self.days(name, there, entries);
            }
            (_, Tree::Scalar(value)) => match &there.node.value {
                Yaml::Scalar { text, .. } => {
                    if !self.names.is_same(field_type, text, &value.text) {
                        self.set(there, tree);
                    }
                }
                Yaml::Null | Yaml::List(_) | Yaml::Map(_) => self.remark(name, "another form"),
            },
            (_, Tree::List(_) | Tree::Map { .. }) => self.remark(name, "another form"),
        }
    }

    fn set(&mut self, there: There, tree: &Tree) {
        let There { key, node, in_flow } = there;
        self.edits
            .push(set_value(key, node, tree, in_flow, self.source));
    }

    fn remark(&mut self, name: &str, what: &str) {
        self.remarks
            .push(format!("`{name}` has {what} there, and stays as it is"));
    }

    /// Adds the items that a list lacks.
    fn gain(&mut self, of: &FieldType, there: There, items: &[Tree]) {
        let written = items_of(there.node);
        let lacks = |item: &&Tree| {
            let Tree::Scalar(wanted) = item else {
                return true;
            };
            !written.iter().any(|node| match &node.value {
                Yaml::Scalar { text, .. } => self.names.is_same(of, text, &wanted.text),
                Yaml::Null | Yaml::List(_) | Yaml::Map(_) => false,
            })
        };
        let lacking: Vec<Tree> = items.iter().filter(lacks).cloned().collect();
        if !lacking.is_empty() {
            self.edits
                .push(add_items(there.node, &lacking, self.source));
        }
    }

    /// Brings the groups of a list up to those wanted, and adds the ones that it lacks.
    fn groups(&mut self, of: &FieldType, name: &str, there: There, items: &[Tree]) {
        let written = items_of(there.node);
        let in_flow = there.in_flow || self.source.is_flow(there.node);
        let of_rows = self.rows == Some(name);
        let by_name = pairs(of, of_rows, written, items, self.names);
        let mut lacking = Vec::new();
        for (item, pair) in items.iter().zip(&by_name) {
            match pair {
                Some(index) => {
                    let there = There {
                        key: None,
                        node: &written[*index],
                        in_flow,
                    };
                    self.group(of, name, there, item);
                }
                None => lacking.push(item.clone()),
            }
        }
        let unpaired = (0..written.len()).filter(|index| !by_name.contains(&Some(*index)));
        if of_rows && !lacking.is_empty() && unpaired.count() > 0 {
            self.remarks.push(format!(
                "which items of `{name}` belong to which rows cannot be told, and those that differ stay as they are"
            ));
        } else if !lacking.is_empty() {
            self.edits
                .push(add_items(there.node, &lacking, self.source));
        }
    }

    /// Brings one group up to the one wanted; a single value there may stand for one of its fields.
    fn group(&mut self, of: &FieldType, name: &str, there: There, tree: &Tree) {
        let fields = of.group_fields();
        let FieldType::Group { short, .. } = of.item() else {
            return;
        };
        let short = short.map(|index| &fields[index]);
        let rank = |name: &str| fields.iter().position(|field| field.name == name);
        match (&there.node.value, tree) {
            (Yaml::Map(_), Tree::Map { entries, .. }) => {
                self.map(fields, there.node, there.in_flow, entries, &rank);
            }
            (Yaml::Map(_), Tree::Scalar(_)) => {
                if let Some(field) = short {
                    let entries = [(field.name.clone(), tree.clone())];
                    self.map(fields, there.node, there.in_flow, &entries, &rank);
                }
            }
            (Yaml::Scalar { .. }, Tree::Scalar(_)) => match short {
                Some(field) => self.field(Some(field), &field.name, there, tree),
                None => self.remark(name, "another form"),
            },
            (Yaml::Scalar { text, .. }, Tree::Map { entries, .. }) => {
                let Some(field) = short else {
                    return self.remark(name, "another form");
                };
                let same = |entry: &&(String, Tree)| {
                    entry.0 == field.name
                        && matches!(&entry.1, Tree::Scalar(value) if self.names.is_same(&field.field_type, text, &value.text))
                };
                let others: Vec<(String, Tree)> = entries
                    .iter()
                    .filter(|entry| entry.0 != field.name)
                    .cloned()
                    .collect();
                if entries.iter().any(|entry| same(&entry)) {
                    if !others.is_empty() {
                        self.edits
                            .push(expand(there.node, &field.name, &others, self.source));
                    }
                } else {
                    self.set(there, tree);
                }
            }
            (Yaml::Null | Yaml::List(_), _) | (_, Tree::List(_)) => {
                self.remark(name, "another form");
            }
        }
    }

    /// Brings days by zone, or the parts of a picture, up to those wanted.
    fn days(&mut self, name: &str, there: There, wanted: &[(String, Tree)]) {
        let Yaml::Map(entries) = &there.node.value else {
            return self.remark(name, "another form");
        };
        let in_flow = there.in_flow || self.source.is_flow(there.node);
        for (name, tree) in wanted {
            match entries.iter().find(|(key, _)| key.text == *name) {
                Some((key, node)) => {
                    let there = There {
                        key: Some(key),
                        node,
                        in_flow,
                    };
                    self.typed(&FieldType::Text, name, there, tree);
                }
                None => {
                    let edit = add_key(there.node, name, tree, &|_| None, self.source);
                    self.edits.extend(edit);
                }
            }
        }
    }

    /// Brings a value that carries sources up to the one wanted.
    fn facts(&mut self, field: &FieldDef, there: There, tree: &Tree) {
        let in_flow = there.in_flow || self.source.is_flow(there.node);
        let written = written_facts(there.node, there.in_flow, in_flow);
        let same = |fact: &WrittenFact, value: &Scalar| match &fact.value.value {
            Yaml::Scalar { text, .. } => self.names.is_same(&field.field_type, text, &value.text),
            Yaml::Null | Yaml::List(_) | Yaml::Map(_) => false,
        };
        for wanted in wanted_facts(tree) {
            let Some(value) = wanted.value else {
                continue;
            };
            let shares = |fact: &&WrittenFact| {
                let mut sources = wanted.sources.iter();
                sources.any(|wanted| {
                    let mut sources = fact.sources.iter();
                    sources.any(|source| self.names.is_same_reference(source, wanted, &[]))
                })
            };
            let named: Vec<&WrittenFact> = if wanted.sources.is_empty() {
                written.iter().collect()
            } else {
                written.iter().filter(shares).collect()
            };
            let speaks = |fact: &&&WrittenFact| {
                let by = fact.by.as_deref();
                wanted.by.is_some_and(|wanted| {
                    by.is_some_and(|by| self.names.is_same_reference(by, wanted, &[]))
                })
            };
            let spoken: Vec<&WrittenFact> = named.iter().filter(speaks).copied().collect();
            let meant = if spoken.is_empty() { &named } else { &spoken };
            let is_there = |facts: &[&WrittenFact]| facts.iter().any(|fact| same(fact, value));
            if is_there(&named)
                || (named.is_empty() && written.iter().any(|fact| same(fact, value)))
            {
                continue;
            }
            match (meant.as_slice(), written.as_slice()) {
                ([one], _) => {
                    let whole = Tree::Scalar(value.clone());
                    self.set_fact(one, &whole);
                }
                ([], [only]) if only.sources.is_empty() => {
                    let tree = if only.is_bare { tree } else { &Tree::Scalar(value.clone()) };
                    self.set_fact(only, tree);
                }
                ([], _) => self.remarks.push(format!(
                    "`{}` has no value of {} there, and the table has {}; add it by hand, if it is to stand beside the others",
                    field.name,
                    wanted.sources.join(", "),
                    value.text
                )),
                _ => self.remarks.push(format!(
                    "`{}` has several values there that may be the one of the table, which has {}; correct it by hand",
                    field.name, value.text
                )),
            }
        }
    }

    fn set_fact(&mut self, fact: &WrittenFact, tree: &Tree) {
        let there = There {
            key: fact.key,
            node: fact.value,
            in_flow: fact.in_flow,
        };
        self.set(there, tree);
    }
}

/// Returns the items of a list; a value without brackets is a list of one.
fn items_of(node: &Node) -> &[Node] {
    match &node.value {
        Yaml::List(items) => items,
        Yaml::Null | Yaml::Scalar { .. } | Yaml::Map(_) => std::slice::from_ref(node),
    }
}
