//! The cells of a row, by what a mapping says of them, to the values of an entry.
//!
//! What is empty is left out: a value without text, a group of which no part that changes from row to
//! row is there. Each value remembers the cell that it came from.

use super::faults::RowFault;
use super::mapping::Mapping;
use super::spec::{One, Set, Spec, VALUE};
use super::table::{Row, Table};
use super::templates::{Cells, Text};
use crate::diagnostics::near_miss;
use crate::edit::{Scalar, Tree};
use crate::text::Span;

/// Where a value came from.
#[derive(Debug, Clone)]
pub(super) struct Origin {
    /// The number of the row.
    pub(super) row: usize,
    /// The column and its cell; `None` for what the mapping itself says.
    pub(super) cell: Option<(usize, String)>,
    /// What the mapping says.
    pub(super) span: Span,
}

/// A key for which a row has nothing.
#[derive(Debug, Clone)]
pub(super) struct Empty {
    pub(super) name: String,
    pub(super) row: usize,
    pub(super) column: Option<usize>,
}

/// What filling the fields of entries collects.
#[derive(Debug, Default)]
pub(super) struct Filled {
    pub(super) origins: Vec<Origin>,
    pub(super) empties: Vec<Empty>,
    pub(super) faults: Vec<RowFault>,
}

/// Fills the values of one row.
pub(super) struct Filler<'a> {
    pub(super) mapping: &'a Mapping,
    pub(super) table: &'a Table,
    pub(super) row: &'a Row,
    pub(super) cells: Cells,
    pub(super) filled: &'a mut Filled,
    /// The column of the list whose part is being filled.
    of_list: Option<usize>,
    /// Whether anything of this row could not be filled.
    pub(super) failed: bool,
}

impl<'a> Filler<'a> {
    /// Begins with a row, and all rows of its entry.
    pub(super) fn new(
        mapping: &'a Mapping,
        table: &'a Table,
        row: &'a Row,
        rows: &[&Row],
        filled: &'a mut Filled,
    ) -> Self {
        Self {
            mapping,
            table,
            row,
            cells: mapping.templates.cells(row, rows),
            filled,
            of_list: None,
            failed: false,
        }
    }

    /// Fills a text; what cannot be filled is reported and empty.
    pub(super) fn text(&mut self, text: &Text) -> String {
        match self.mapping.templates.fill(text, &self.cells) {
            Ok(filled) => filled,
            Err(message) => {
                let help = "correct the cell, or the template in the mapping";
                self.report(text, message, help.to_owned());
                String::new()
            }
        }
    }

    /// Reports a fault at the cell that a text names first.
    pub(super) fn report(&mut self, text: &Text, message: String, help: String) {
        self.failed = true;
        let fault = match self.column(text) {
            Some(column) => {
                let cell = &self.row.cells[column];
                RowFault {
                    message,
                    help: Some(help),
                    ..RowFault::at(self.row.number, column, &self.table.columns, cell)
                }
            }
            None => RowFault::of_row(self.row.number, message, Some(help)),
        };
        self.filled.faults.push(fault);
    }

    /// Returns the column that a value came from: the first that is named and not empty.
    fn column(&self, text: &Text) -> Option<usize> {
        let filled = |column: &&usize| !self.row.cells[**column].trim().is_empty();
        let named = text.columns.iter().find(filled).or(text.columns.first());
        named
            .copied()
            .or(self.of_list.filter(|_| text.constant().is_none()))
    }

    fn one(&mut self, one: &One) -> Option<Tree> {
        let mut text = self.text(&one.text);
        if let Some(name) = one.table.as_ref().filter(|_| !text.is_empty()) {
            let words = &self.mapping.tables[name];
            match words.get(&text) {
                Some(means) => text.clone_from(means),
                None => {
                    let near = near_miss(&text, words.keys().map(String::as_str));
                    let help = match near {
                        Some(near) => format!(
                            "did you mean `{near}`? otherwise add it to the words of `{name}` in the mapping"
                        ),
                        None => format!(
                            "correct the cell, or add it to the words of `{name}` in the mapping"
                        ),
                    };
                    let message = format!("the words of `{name}` do not have `{text}`");
                    self.report(&one.text, message, help);
                    return None;
                }
            }
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        if words.is_empty() {
            return None;
        }
        let mark = self.note_origin(&one.text);
        Some(Tree::Scalar(Scalar {
            text: words.join(" "),
            form: one.form,
            mark,
        }))
    }

    /// Notes where a text came from; returns the mark of it.
    pub(super) fn note_origin(&mut self, text: &Text) -> usize {
        let column = self.column(text);
        let cell = column.map(|column| (column, self.row.cells[column].trim().to_owned()));
        self.filled.origins.push(Origin {
            row: self.row.number,
            cell,
            span: text.span,
        });
        self.filled.origins.len() - 1
    }

    /// Fills a value; `None` if there is none.
    pub(super) fn value(&mut self, spec: &Spec) -> Option<Tree> {
        match spec {
            Spec::One(one) => self.one(one),
            Spec::Fact { value, others } => {
                let value = self.one(value)?;
                let mut entries = vec![(VALUE.to_owned(), value)];
                for set in others {
                    let tree = self.value(&set.spec).map(single);
                    entries.extend(tree.map(|tree| (set.name.clone(), tree)));
                }
                if entries.len() == 1 {
                    return entries.pop().map(|(_, value)| value);
                }
                Some(Tree::Map {
                    entries,
                    in_line: true,
                })
            }
            Spec::Map(sets) => self.group(sets),
            Spec::List(specs) => {
                let mut items = Vec::new();
                for spec in specs {
                    match self.value(spec) {
                        Some(Tree::List(inner)) => items.extend(inner),
                        item => items.extend(item),
                    }
                }
                (!items.is_empty()).then_some(Tree::List(items))
            }
            Spec::Each {
                each,
                split,
                only,
                unless,
                item,
            } => {
                let text = self.text(each);
                self.of_list = self.column(each);
                let mut items = Vec::new();
                for part in text.split(split.as_str()).map(str::trim) {
                    let wanted = only.as_ref().is_none_or(|only| is_like(part, only));
                    let unwanted = unless.as_ref().is_some_and(|unless| is_like(part, unless));
                    if part.is_empty() || !wanted || unwanted {
                        continue;
                    }
                    self.cells.set_item(part);
                    items.extend(self.value(item));
                }
                self.of_list = None;
                self.cells.set_item("");
                (!items.is_empty()).then_some(Tree::List(items))
            }
        }
    }

    /// Fills a group; one of which nothing but constants is there is left out.
    fn group(&mut self, sets: &[Set]) -> Option<Tree> {
        let entries = self.sets(sets);
        let varies = |set: &Set| !is_constant(&set.spec);
        let there = |set: &Set| entries.iter().any(|(name, _)| *name == set.name);
        if entries.is_empty()
            || (sets.iter().any(varies) && !sets.iter().any(|set| varies(set) && there(set)))
        {
            return None;
        }
        Some(Tree::Map {
            entries,
            in_line: false,
        })
    }

    /// Fills several keys.
    pub(super) fn sets(&mut self, sets: &[Set]) -> Vec<(String, Tree)> {
        let mut entries = Vec::new();
        for set in sets {
            match self.value(&set.spec) {
                Some(tree) => entries.push((set.name.clone(), tree)),
                None => self.note_empty(set),
            }
        }
        entries
    }

    fn note_empty(&mut self, set: &Set) {
        let mut columns = Vec::new();
        set.spec.note_columns(&mut columns);
        self.filled.empties.push(Empty {
            name: set.name.clone(),
            row: self.row.number,
            column: columns.first().copied().or(self.of_list),
        });
    }
}

/// Writes a list of one as the one.
fn single(tree: Tree) -> Tree {
    match tree {
        Tree::List(mut items) if items.len() == 1 => items.remove(0),
        tree => tree,
    }
}

fn is_constant(spec: &Spec) -> bool {
    let sets = |sets: &[Set]| sets.iter().all(|set| is_constant(&set.spec));
    match spec {
        Spec::One(one) => one.text.constant().is_some(),
        Spec::Fact { value, .. } => value.text.constant().is_some(),
        Spec::Map(entries) => sets(entries),
        Spec::List(items) => items.iter().all(is_constant),
        Spec::Each { each, .. } => each.constant().is_some(),
    }
}

/// Tells whether a word is one that a pattern means; a star in it stands for any letters.
fn is_like(word: &str, pattern: &str) -> bool {
    match pattern.split_once('*') {
        None => word == pattern,
        Some((before, after)) => {
            let rest = word.strip_prefix(before);
            rest.is_some_and(|rest| match after {
                "" => true,
                after if after.contains('*') => rest
                    .char_indices()
                    .any(|(at, _)| is_like(&rest[at..], after)),
                after => rest.ends_with(after),
            })
        }
    }
}

/// Tells whether two values are the same, wherever they came from.
pub(super) fn is_same(one: &Tree, other: &Tree) -> bool {
    match (one, other) {
        (Tree::Scalar(one), Tree::Scalar(other)) => one.text == other.text,
        (Tree::List(one), Tree::List(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| is_same(one, other))
        }
        (Tree::Map { entries: one, .. }, Tree::Map { entries: other, .. }) => {
            let mut pairs = one.iter().zip(other);
            one.len() == other.len()
                && pairs.all(|((one_key, one), (key, other))| one_key == key && is_same(one, other))
        }
        (Tree::Scalar(_) | Tree::List(_) | Tree::Map { .. }, _) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_like;

    #[test]
    fn a_star_stands_for_any_letters() {
        for (word, pattern, expected) in [
            ("lk-2022", "lk-*", true),
            ("cns-nti", "lk-*", false),
            ("lk", "lk-*", false),
            ("a", "a", true),
            ("ab", "a", false),
            ("2022-call", "*-call", true),
            ("2022-call-2", "*-call", false),
            ("a-b-c", "a*b*c", true),
            ("", "*", true),
        ] {
            assert_eq!(is_like(word, pattern), expected, "{word} {pattern}");
        }
    }
}
