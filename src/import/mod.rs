//! A table of rows to briefs, and what of it is new in briefs that are there.
//!
//! In: a site that was read, a table, a mapping. Out: an [`Import`]: the files that would be made or
//! changed, and what is wrong with which row. `scaffold` puts them on the disk. What an entry made of rows
//! has to be, the stages of a build decide: each is tried before it is kept.

use std::fs;
use std::io;
use std::path::Path;

use crate::diagnostics::Diagnostics;
use crate::disk;
use crate::edit::{Tree, Written, entry_text};
use crate::pipeline::Prepared;
use crate::scaffold::Change;
use crate::schema::RESERVED;
use crate::text::TextId;

mod compare;
mod decode;
mod entries;
mod existing;
mod facts;
mod faults;
mod html;
mod mapping;
mod pairs;
mod spec;
mod specs;
mod table;
mod templates;
mod timeline;
mod tried;
mod update;
mod values;

pub use faults::RowFault;
pub use mapping::{Mapping, read_mapping};
pub use table::{Table, read_table};
pub use timeline::{TIMELINEJS, complete, is_timelinejs, mapping_for, only_dated};

use entries::{Planned, plan_entries};
use existing::Updates;
use tried::keep_sound;

/// Whether briefs that are there follow the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Update {
    /// They do, in the fields that are mapped.
    Yes,
    /// They stay as they are.
    No,
}

/// What an import would do.
#[derive(Debug, Default)]
pub struct Import {
    /// The files, by path.
    pub changes: Vec<Change>,
    /// How many entries are there already and stay as they are.
    pub unchanged: usize,
    /// How many rows were left out.
    pub left_out: usize,
    /// How many rows the mapping passes over.
    pub passed_over: usize,
    /// What is wrong, by row.
    pub faults: Vec<RowFault>,
    /// What is wrong with what the mapping itself says.
    pub diagnostics: Diagnostics,
    /// What is worth knowing.
    pub notes: Vec<String>,
}

/// An entry that would be written.
struct Draft {
    planned: Planned,
    path: String,
    before: Option<String>,
    after: Written,
    /// Whether it is a draft, which may lack what its kind requires.
    is_unfinished: bool,
}

/// Reads a table or a mapping from a path.
///
/// # Errors
///
/// Returns a sentence if it cannot be read.
pub fn read_file(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error: io::Error| {
        let (reason, way_out) = (disk::reason(&error), disk::way_out(&error));
        format!("cannot read `{}`: {reason}; {way_out}", path.display())
    })
}

/// Lays out an import; `mapping_text` is the text of the mapping, for faults of what it says.
#[must_use]
pub fn import(
    prepared: &Prepared,
    table: &Table,
    mapping: &Mapping,
    mapping_text: TextId,
    update: Update,
) -> Import {
    let site = &prepared.site;
    let kind = site.schema.kind(mapping.kind);
    let mut plans = plan_entries(table, mapping, kind);
    let mut import = Import {
        left_out: plans.left_out + table.faults.len(),
        passed_over: plans.passed_over,
        notes: table.notes.clone(),
        ..Import::default()
    };
    import.faults.extend(table.faults.iter().cloned());
    import.faults.append(&mut plans.faults);
    let mut drafts = Vec::new();
    let mut updates = Updates::new(prepared, mapping);
    for planned in plans.entries {
        match updates.find(planned.key.as_str()) {
            None => drafts.push(new_draft(planned, kind)),
            Some(_) if update == Update::No => import.unchanged += 1,
            Some(there) => match updates.draft(planned, &there) {
                Some(draft) => drafts.push(draft),
                None => import.unchanged += 1,
            },
        }
    }
    import.notes.append(&mut updates.notes());
    let drafts = keep_sound(drafts, prepared, table, mapping_text, &mut import);
    import.changes = drafts
        .into_iter()
        .map(|draft| Change {
            path: draft.path,
            moved_from: None,
            before: draft.before,
            after: draft.after.text,
        })
        .collect();
    import
        .changes
        .sort_by(|one, other| one.path.cmp(&other.path));
    import.faults.sort();
    import.faults.dedup();
    import
}

fn new_draft(planned: Planned, kind: &crate::schema::Kind) -> Draft {
    let rank = entries::rank(kind);
    let mut fields = planned.fields.clone();
    fields.extend(planned.when_new.iter().cloned());
    fields.sort_by_key(|(name, _)| rank(name));
    let after = entry_text(&fields, &planned.body, planned.body_mark);
    let path = path_of(kind, planned.key.as_str());
    let is_unfinished = fields.iter().any(|(name, tree)| {
        let yes = |text: &str| matches!(text, "yes" | "true");
        name == RESERVED[1] && matches!(tree, Tree::Scalar(value) if yes(&value.text))
    });
    Draft {
        planned,
        path,
        before: None,
        after,
        is_unfinished,
    }
}

fn path_of(kind: &crate::schema::Kind, key: &str) -> String {
    if kind.folder.is_empty() {
        format!("content/{key}.md")
    } else {
        format!("content/{}/{key}.md", kind.folder)
    }
}
