//! Tables in the form of `TimelineJS`: known by their columns, and imported without a mapping of one's own.
//!
//! What the form has and a brief has not is taken out and told: times of day without a zone, HTML that
//! no Markdown stands for.

use super::html::markdown;
use super::table::Table;
use crate::config::is_web_address;
use crate::schema::{Kind, RESERVED, Role, Schema};

/// The name by which the embedded mapping is asked for.
pub const TIMELINEJS: &str = "timelinejs";

/// The embedded mapping.
const MAPPING: &str = include_str!("timelinejs.yaml");

/// Stands in the mapping for the field that dates an entry.
const DATED: &str = "DATED";

const TEXT: &str = "Text";
const MEDIA: &str = "Media";

/// The columns without which a table is not of this form, and those that may be missing.
const NEEDED: &[&str] = &["Year", "Headline", TEXT];
const OTHERS: &[&str] = &[
    "Month",
    "Day",
    "Time",
    "End Year",
    "End Month",
    "End Day",
    "End Time",
    "Display Date",
    MEDIA,
    "Media Credit",
    "Media Caption",
    "Type",
];

/// Tells whether a table has the columns of `TimelineJS`.
#[must_use]
pub fn is_timelinejs(table: &Table) -> bool {
    let has = |name: &str| table.column(name).is_some();
    let others = OTHERS.iter().filter(|name| has(name)).count();
    NEEDED.iter().all(|name| has(name)) && others > 2
}

/// Returns the embedded mapping for a kind; `None` if nothing dates its entries.
#[must_use]
pub fn mapping_for(kind: &Kind) -> Option<String> {
    let dated = kind
        .roles
        .get(Role::Dated)
        .filter(|path| path.0.len() == 1)?;
    let dated = &kind.field(dated).name;
    let mut text = MAPPING.replace(DATED, dated);
    // What the form cannot tell has to be added before the site shows the entry.
    let others = kind.fields.iter().filter(|field| field.name != *dated);
    if others.into_iter().any(|field| field.required) {
        text.push_str("when_new:\n  ");
        text.push_str(RESERVED[1]);
        text.push_str(": true\n");
    }
    Some(text)
}

/// Returns the kind of a site whose entries have dates, if there is one only.
#[must_use]
pub fn only_dated(schema: &Schema) -> Option<&str> {
    let mut dated = schema.kinds.iter().filter(|kind| kind.is_dated());
    let kind = dated.next()?;
    dated.next().is_none().then_some(kind.name.as_str())
}

/// Gives a table the columns that it may lack, and notes what will be left out of it.
pub fn complete(table: &mut Table) {
    for name in OTHERS
        .iter()
        .filter(|name| table.column(name).is_none())
        .collect::<Vec<_>>()
    {
        table.columns.push((*name).to_owned());
        for row in &mut table.rows {
            row.cells.push(String::new());
        }
    }
    let cell = |row: &super::table::Row, name: &str| {
        let column = table.column(name);
        column.map_or_else(String::new, |column| row.cells[column].trim().to_owned())
    };
    let mut notes = Vec::new();
    let timed = table
        .rows
        .iter()
        .filter(|row| !cell(row, OTHERS[2]).is_empty())
        .count();
    if timed > 0 {
        notes.push(format!(
            "the times of day of {timed} rows were left out, as the table does not say in which zone they are"
        ));
    }
    for row in &table.rows {
        let mut left_out = markdown(&cell(row, TEXT)).left_out;
        let media = cell(row, MEDIA);
        if !media.is_empty() && !is_web_address(&media) {
            left_out.push(MEDIA.to_owned());
        }
        if !left_out.is_empty() {
            let left_out: Vec<String> = left_out.iter().map(|what| format!("`{what}`")).collect();
            notes.push(format!(
                "row {}: {} was left out; look whether anything is missing",
                row.number,
                left_out.join(", ")
            ));
        }
    }
    table.notes.append(&mut notes);
}
