//! Who refers to an entry, in groups by how they do.
//!
//! In: the references that lead to an entry. Out: groups with a label (the inverse label that the
//! referring field declares), in the order of the declarations; mere mentions come last, without those
//! who stand in a group before. What a page shows of a group is decided elsewhere.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::EntryId;
use super::references::{By, Edge};
use super::titles::sorted_by_name;
use crate::model::{Entry, Within};
use crate::schema::{FieldPath, Kind, Role, Schema};
use crate::when::{OrderKey, When};

/// The word for those who refer in running text.
pub const TEXT: &str = "text";

/// The rank of the group of those who only mention an entry: the last.
const BODY_RANK: usize = usize::MAX;

/// Where references are looked up.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    /// The entries, by id.
    pub entries: &'a [Arc<Entry>],
    /// Their kinds.
    pub schema: &'a Schema,
}

/// References that share a label.
#[derive(Debug)]
pub struct Group<'a> {
    /// Where the group stands: in the order of the declarations.
    pub rank: usize,
    /// What the page of the entry calls it.
    pub label: Cow<'a, str>,
    /// How its entries refer, in a word for templates.
    pub via: &'static str,
    /// The references, those of one entry beside each other.
    pub edges: Vec<Edge>,
}

impl Group<'_> {
    /// Returns who refers, each once, in the order of the entries.
    #[must_use]
    pub fn ids(&self) -> Vec<EntryId> {
        let mut ids: Vec<EntryId> = self.edges.iter().map(|edge| edge.from).collect();
        ids.dedup();
        ids
    }
}

impl<'a> Record<'a> {
    fn entry(self, id: EntryId) -> &'a Entry {
        &self.entries[id.0 as usize]
    }

    /// Returns the kind of an entry.
    #[must_use]
    pub fn kind(self, id: EntryId) -> &'a Kind {
        self.schema.kind(self.entry(id).kind)
    }

    /// Sorts the references that lead to one entry into groups.
    #[must_use]
    pub fn groups(self, edges: &[Edge]) -> Vec<Group<'a>> {
        let mut groups: BTreeMap<Cow<'a, str>, Group<'a>> = BTreeMap::new();
        for edge in edges.iter().filter(|edge| !self.is_hidden(edge)) {
            let (rank, label) = self.label_of(edge);
            if let Some(group) = groups.get_mut(&label) {
                group.rank = rank.min(group.rank);
                group.edges.push(edge.clone());
                continue;
            }
            let group = Group {
                rank,
                label: label.clone(),
                via: self.via(edge),
                edges: vec![edge.clone()],
            };
            groups.insert(label, group);
        }
        let mut groups: Vec<Group<'a>> = groups.into_values().collect();
        groups.sort_by(|left, right| (left.rank, &left.label).cmp(&(right.rank, &right.label)));
        merge_mentions(&mut groups);
        groups.retain(|group| !group.edges.is_empty());
        groups
    }

    /// Returns what the page of the target calls a reference, and where its group stands.
    #[must_use]
    pub fn label_of(self, edge: &Edge) -> (usize, Cow<'a, str>) {
        let kind = self.kind(edge.from);
        let entry = self.entry(edge.from);
        let cites = kind.roles.get(Role::Cites).map(|path| kind.field(path));
        let inverse_of_citing = || {
            let inverse = cites.and_then(|field| field.field_type.inverse());
            Cow::Borrowed(inverse.unwrap_or("Cited by"))
        };
        match edge.by {
            By::Link(..) => (BODY_RANK, Cow::Borrowed("Mentioned in")),
            By::Citation(..) => (BODY_RANK - 1, inverse_of_citing()),
            By::Field(slot) => {
                let reference = &entry.references[slot];
                let rank = usize::from(entry.kind.0) * 1000 + reference.path.0[0] * 10;
                match reference.within {
                    Within::Source => (rank, inverse_of_citing()),
                    Within::Speaker => (BODY_RANK - 2, Cow::Borrowed("Figures given in")),
                    Within::Value => (rank, inverse_of(kind, &reference.path)),
                    Within::Disputed => {
                        let label = inverse_of(kind, &reference.path);
                        (rank + 1, format!("{label}, according to some").into())
                    }
                }
            }
        }
    }

    /// Returns the word that tells templates how an entry refers: by which part a field plays, by a
    /// field of no part, or in running text.
    fn via(self, edge: &Edge) -> &'static str {
        let By::Field(slot) = edge.by else {
            return TEXT;
        };
        let kind = self.kind(edge.from);
        let reference = &self.entry(edge.from).references[slot];
        if reference.within != Within::Value {
            return "figure";
        }
        if self.is_speaker(edge.from, slot) {
            return "statement";
        }
        let offices = kind.roles.get(Role::Tenures);
        if offices.is_some_and(|path| reference.path.0.starts_with(&path.0)) {
            return "office";
        }
        let plays = |role: Role| kind.roles.get(role) == Some(&reference.path);
        let known = [
            (Role::Attended, "attendance"),
            (Role::Answers, "answer"),
            (Role::Fulfilled, "fulfilment"),
            (Role::HeldAs, "plan"),
            (Role::Grouped, "run"),
            (Role::Located, "location"),
            (Role::Parties, "party"),
        ];
        let found = known.into_iter().find(|(role, _)| plays(*role));
        if let Some((_, word)) = found {
            word
        } else if kind.side(&reference.path).is_some() {
            "succession"
        } else {
            "field"
        }
    }

    /// Tells whether a reference names the speaker of words in the same group.
    #[must_use]
    pub fn is_speaker(self, from: EntryId, slot: usize) -> bool {
        let kind = self.kind(from);
        let reference = &self.entry(from).references[slot];
        let Some((_, outer)) = reference
            .path
            .0
            .split_last()
            .filter(|(_, outer)| !outer.is_empty())
        else {
            return false;
        };
        let fields = kind
            .field(&FieldPath(outer.to_vec()))
            .field_type
            .group_fields();
        reference.within == Within::Value
            && !kind.cites_at(&reference.path)
            && fields.iter().any(|field| field.quoted)
    }

    /// Tells whether a reference stands in a part that pages do not show.
    fn is_hidden(self, edge: &Edge) -> bool {
        let By::Field(slot) = edge.by else {
            return false;
        };
        let path = &self.entry(edge.from).references[slot].path;
        self.kind(edge.from).fields[path.0[0]].hidden
    }

    /// Orders events from the newest to the oldest, and what has no date after them by title.
    #[must_use]
    pub fn newest_first(self, id: EntryId) -> (bool, Reverse<Option<OrderKey>>, String) {
        let entry = self.entry(id);
        let key = entry.when.as_ref().map(When::order_key);
        let name = sorted_by_name(entry, self.kind(id)).to_lowercase();
        (key.is_none(), Reverse(key), name)
    }
}

/// Takes out of the last group, that of mere mentions, whoever stands in a group before it; the
/// references go along.
fn merge_mentions(groups: &mut [Group]) {
    let Some((last, others)) = groups.split_last_mut() else {
        return;
    };
    if last.rank != BODY_RANK {
        return;
    }
    let lengths: Vec<usize> = others.iter().map(|group| group.edges.len()).collect();
    last.edges.retain(|edge| {
        let known = others.iter_mut().zip(&lengths).find(|(group, length)| {
            let before = &group.edges[..**length];
            before
                .binary_search_by_key(&edge.from, |edge| edge.from)
                .is_ok()
        });
        known
            .map(|(group, _)| group.edges.push(edge.clone()))
            .is_none()
    });
    for group in others {
        // The sort is stable: mentions stand behind the references that they were found beside.
        group.edges.sort_by_key(|edge| edge.from);
    }
}

/// Returns what the page of the target calls those who refer to it by a field.
fn inverse_of<'a>(kind: &'a Kind, path: &FieldPath) -> Cow<'a, str> {
    let field = kind.field(path);
    let declared = field.field_type.inverse().map(Cow::Borrowed);
    declared.unwrap_or_else(|| format!("{}: {}", kind.plural, field.label).into())
}
