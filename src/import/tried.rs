//! Tries the entries of an import as a build would read them, and leaves out what it would refuse.
//!
//! What is wrong with a value is told at the cell that it came from, in the words of the diagnostic.

use std::collections::BTreeSet;

use super::faults::RowFault;
use super::table::Table;
use super::values::Origin;
use super::{Draft, Import};
use crate::diagnostics::{Code, Diagnostic};
use crate::pipeline::{Prepared, Trial};
use crate::text::{Span, TextId, Texts};

/// Returns the drafts of entries in which a build would find nothing wrong.
pub(super) fn keep_sound(
    mut drafts: Vec<Draft>,
    prepared: &Prepared,
    table: &Table,
    mapping_text: TextId,
    import: &mut Import,
) -> Vec<Draft> {
    if drafts.is_empty() {
        return drafts;
    }
    let mut trial = Trial::new(prepared);
    // What is left out may be missed by what is left, so that each round may find more.
    loop {
        let briefs: Vec<(&str, &str)> = drafts
            .iter()
            .map(|draft| (draft.path.as_str(), draft.after.text.as_str()))
            .collect();
        let tried = trial.run(&briefs);
        let mut faulty = BTreeSet::new();
        for error in &tried.errors {
            let owner = owner(error, &drafts, &tried.texts);
            let Some((index, offset)) = owner else {
                import.diagnostics.push(error.clone());
                continue;
            };
            let draft = &drafts[index];
            if is_allowed(error, draft) {
                continue;
            }
            faulty.insert(index);
            report(error, offset, draft, table, mapping_text, import);
        }
        if faulty.is_empty() {
            return drafts;
        }
        for draft in faulty.iter().map(|index| &drafts[*index]) {
            let rows = &draft.planned.rows;
            if rows.len() > 1 {
                let rows: Vec<String> = rows.iter().map(usize::to_string).collect();
                let (rows, key) = (rows.join(", "), &draft.planned.key);
                import.notes.push(format!(
                    "the rows {rows} make one entry, `{key}`, which is left out as a whole"
                ));
            }
        }
        let mut index = 0;
        drafts.retain(|draft| {
            let is_faulty = faulty.contains(&index);
            import.left_out += if is_faulty {
                draft.planned.rows.len()
            } else {
                0
            };
            index += 1;
            !is_faulty
        });
    }
}

/// Finds the draft in which a fault lies, or to which it points, and the offset there.
fn owner(error: &Diagnostic, drafts: &[Draft], texts: &Texts) -> Option<(usize, usize)> {
    let labels = error.labels.iter().map(|(span, _)| *span);
    let mut spans = std::iter::once(error.span).chain(labels);
    spans.find_map(|span| {
        let path = &texts.get(span.text).path;
        let index = drafts.iter().position(|draft| draft.path == *path)?;
        Some((index, span.start as usize))
    })
}

/// Tells whether a fault is no reason to leave an entry out: a draft may lack what is required.
fn is_allowed(error: &Diagnostic, draft: &Draft) -> bool {
    error.code == Code::MissingField && draft.is_unfinished
}

/// Reports a fault at the cell from which its value came.
fn report(
    error: &Diagnostic,
    offset: usize,
    draft: &Draft,
    table: &Table,
    mapping_text: TextId,
    import: &mut Import,
) {
    let planned = &draft.planned;
    let whole = offset == 0 || error.code == Code::MissingField;
    let mark = draft.after.mark_at(offset);
    let origin = mark.and_then(|mark| planned.origins.get(mark));
    let row = origin.map_or(planned.rows[0], |origin| origin.row);
    if error.code == Code::MissingField {
        let name = error.message.split('`').nth(1).unwrap_or_default();
        let empties = planned.new_empties.iter().chain(&planned.empties);
        let mut empties = empties.rev();
        let empty = empties.find(|empty| empty.name == name && (empty.row == row || offset == 0));
        let row = empty.map_or(row, |empty| empty.row);
        let column = empty.and_then(|empty| empty.column);
        let mut fault = match column {
            Some(column) => RowFault::at(row, column, &table.columns, ""),
            None => RowFault::of_row(row, String::new(), None),
        };
        fault.message.clone_from(&error.message);
        fault.help.clone_from(&error.help);
        import.faults.push(fault);
        return;
    }
    let place = origin.filter(|_| !whole);
    match place {
        Some(Origin {
            cell: None, span, ..
        }) => {
            // What the mapping itself says is wrong in every row, and told once.
            let span = Span::new(mapping_text, span.start as usize, span.end as usize);
            let known = import
                .diagnostics
                .of(error.code)
                .any(|known| known.span == span && known.message == error.message);
            if !known {
                let mut told = Diagnostic::new(error.code, span, error.message.clone());
                told.help.clone_from(&error.help);
                import.diagnostics.push(told);
            }
        }
        Some(Origin {
            row,
            cell: Some((column, cell)),
            ..
        }) => import.faults.push(RowFault {
            message: error.message.clone(),
            help: error.help.clone(),
            ..RowFault::at(*row, *column, &table.columns, cell)
        }),
        None => {
            let row = planned.rows[0];
            let fault = RowFault::of_row(row, error.message.clone(), error.help.clone());
            import.faults.push(fault);
        }
    }
}
