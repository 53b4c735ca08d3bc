//! The briefs that are there, and what a table makes of them.
//!
//! A brief that would change is edited by spans and looked at again: what would not come out as it was
//! meant is not changed at all.

use std::collections::{BTreeMap, HashMap};

use super::compare::Names;
use super::entries::{Planned, rank};
use super::mapping::Mapping;
use super::update::Updating;
use super::{Draft, faults::shown};
use crate::edit::{Edit, Source, apply, front_of};
use crate::load::Form;
use crate::model::Folded;
use crate::pipeline::Prepared;
use crate::schema::{Kind, RESERVED};
use crate::text::TextId;
use crate::yaml::{Node, Yaml};

/// Where an entry is that a table has too.
pub(super) struct Existing {
    text: TextId,
    form: Form,
}

/// Brings briefs up to a table.
pub(super) struct Updates<'a> {
    prepared: &'a Prepared,
    mapping: &'a Mapping,
    kind: &'a Kind,
    names: Option<Names>,
    by_key: HashMap<Folded, (TextId, Form)>,
    remarks: Vec<String>,
    /// How many briefs have a value for which the table has none, by the name of the field.
    kept: BTreeMap<String, usize>,
    /// How many entries stand in lists.
    in_lists: usize,
}

impl<'a> Updates<'a> {
    /// Gathers the entries of the kind of a mapping.
    pub(super) fn new(prepared: &'a Prepared, mapping: &'a Mapping) -> Self {
        let site = &prepared.site;
        let kind = site.schema.kind(mapping.kind);
        let mut by_key = HashMap::new();
        for entry in site
            .entries
            .iter()
            .filter(|entry| entry.kind == mapping.kind)
        {
            by_key.insert(Folded::new(entry.key.as_str()), (entry.text, Form::List));
        }
        // A file counts even if what it holds could not be read.
        let files = prepared.inputs.content.iter();
        for file in files.filter(|file| file.folder == kind.folder && file.form == Form::Brief) {
            by_key.insert(Folded::new(&file.stem), (file.text, Form::Brief));
        }
        Self {
            prepared,
            mapping,
            kind,
            names: None,
            by_key,
            remarks: Vec::new(),
            kept: BTreeMap::new(),
            in_lists: 0,
        }
    }

    /// Finds the entry of a key.
    pub(super) fn find(&self, key: &str) -> Option<Existing> {
        let (text, form) = *self.by_key.get(&Folded::new(key))?;
        Some(Existing { text, form })
    }

    /// Returns a brief brought up to the table; `None` if nothing is to be changed.
    pub(super) fn draft(&mut self, planned: Planned, there: &Existing) -> Option<Draft> {
        if there.form == Form::List {
            self.in_lists += 1;
            return None;
        }
        let prepared = self.prepared;
        let text = prepared.inputs.texts.get(there.text);
        let Some(front) = front_of(&text.content, there.text) else {
            self.remark(
                &text.path,
                "its front matter cannot be read, and it stays as it is",
            );
            return None;
        };
        self.note_kept(&planned, &front);
        let (edits, remarks) = self.edits(&text.content, &front, &planned);
        for remark in remarks {
            self.remark(&text.path, &remark);
        }
        if edits.is_empty() {
            return None;
        }
        let after = apply(&text.content, edits).filter(|after| {
            let again = front_of(&after.text, there.text);
            again.is_some_and(|front| self.edits(&after.text, &front, &planned).0.is_empty())
        });
        let Some(after) = after else {
            self.remark(
                &text.path,
                "what the table has for it cannot be written without touching more; change it by hand",
            );
            return None;
        };
        let is_unfinished = value_of(&front, RESERVED[1]).is_some_and(|node| {
            matches!(&node.value, Yaml::Scalar { text, .. } if matches!(text.as_str(), "yes" | "true"))
        });
        Some(Draft {
            planned,
            path: text.path.clone(),
            before: Some(text.content.clone()),
            after,
            is_unfinished,
        })
    }

    fn edits(&mut self, text: &str, front: &Node, planned: &Planned) -> (Vec<Edit>, Vec<String>) {
        let site = &self.prepared.site;
        let names = self.names.get_or_insert_with(|| Names::new(site));
        let mut updating = Updating {
            source: Source { text },
            names,
            rows: self.mapping.rows.as_deref(),
            edits: Vec::new(),
            remarks: Vec::new(),
        };
        let rank = rank(self.kind);
        updating.map(&self.kind.fields, front, false, &planned.fields, &rank);
        (updating.edits, updating.remarks)
    }

    /// Counts what the brief has and the table has nothing of.
    fn note_kept(&mut self, planned: &Planned, front: &Node) {
        let mut names: Vec<&str> = planned
            .empties
            .iter()
            .map(|empty| empty.name.as_str())
            .collect();
        names.sort_unstable();
        names.dedup();
        let items = self
            .mapping
            .rows
            .as_deref()
            .and_then(|rows| value_of(front, rows));
        let items = match items.map(|node| &node.value) {
            Some(Yaml::List(items)) => items.as_slice(),
            Some(Yaml::Null | Yaml::Scalar { .. } | Yaml::Map(_)) | None => &[],
        };
        for name in names {
            let of_rows = items.iter().any(|item| value_of(item, name).is_some());
            if value_of(front, name).is_some() || (of_rows && planned.rows.len() == 1) {
                *self.kept.entry(name.to_owned()).or_default() += 1;
            }
        }
    }

    fn remark(&mut self, path: &str, words: &str) {
        self.remarks.push(format!("{}: {words}", shown(path)));
    }

    /// Returns what is worth knowing of the briefs that were looked at.
    pub(super) fn notes(self) -> Vec<String> {
        let mut notes = self.remarks;
        for (name, count) in self.kept {
            let briefs = match count {
                1 => "1 brief".to_owned(),
                _ => format!("{count} briefs"),
            };
            notes.push(format!(
                "{briefs} with a value for `{name}`, of which the table has none, kept it"
            ));
        }
        if self.in_lists > 0 {
            notes.push(format!(
                "{} of the entries stand in lists such as content/sources/*.yaml, which are changed by hand alone",
                self.in_lists
            ));
        }
        notes
    }
}

/// Returns what a key has in a mapping, unless that is nothing.
fn value_of<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
    let Yaml::Map(entries) = &node.value else {
        return None;
    };
    let mut entries = entries.iter();
    let found = entries.find(|(key, node)| key.text == name && !node.is_blank());
    found.map(|(_, node)| node)
}
