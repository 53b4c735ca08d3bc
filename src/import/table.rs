//! Comma-separated text to rows of cells, counted as the spreadsheet counts them.
//!
//! A row that cannot be read is marked as faulty and ends with its line, so that one quotation mark too
//! few does not swallow the rows below it. Blank rows are counted and passed over.

use super::decode::{Decoded, LOST, decode};
use super::faults::{RowFault, letters, shown};
use crate::text::is_forbidden;

/// The longest cell that is read, in characters.
const LONGEST_CELL: usize = 100_000;

/// A table.
#[derive(Debug, Default)]
pub struct Table {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows that can be read.
    pub rows: Vec<Row>,
    /// What is wrong with the head of the table; nothing can be done then.
    pub head_faults: Vec<RowFault>,
    /// The rows that cannot be read.
    pub faults: Vec<RowFault>,
    /// What is worth knowing about the table as a whole.
    pub notes: Vec<String>,
}

/// A row of cells, as many as there are columns.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its number in the spreadsheet; the head is row 1.
    pub number: usize,
    /// The text of each cell.
    pub cells: Vec<String>,
}

impl Table {
    /// Finds a column by its name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }

    /// Sets aside the rows that cannot be used for what stands in these columns.
    pub fn set_aside(&mut self, columns: &[usize]) {
        let faults = &mut self.faults;
        let names = &self.columns;
        self.rows.retain(|row| {
            let found = columns.iter().find_map(|column| {
                let (message, help) = fault_of_cell(&row.cells[*column])?;
                let fault = RowFault::at(row.number, *column, names, &row.cells[*column]);
                Some(fault.saying(message, help))
            });
            let is_good = found.is_none();
            faults.extend(found);
            is_good
        });
    }
}

/// Reads a table.
#[must_use]
pub fn read_table(bytes: &[u8]) -> Table {
    let mut table = Table::default();
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        table.head_faults.push(RowFault::of_head(
            "this is a workbook, not a table of text".to_owned(),
            "in the spreadsheet, save the sheet as “CSV UTF-8”, and import that file".to_owned(),
        ));
        return table;
    }
    let decoded = decode(bytes);
    let (start, delimiter) = delimiter(&decoded.text);
    let mut records = Records {
        text: &decoded.text,
        at: start,
        number: 0,
        delimiter,
    };
    let head = records.by_ref().find(|record| !record.is_blank());
    let Some(head) = head else {
        table.head_faults.push(RowFault::of_head(
            "the table is empty".to_owned(),
            "its first row names the columns, and each row below is one".to_owned(),
        ));
        return table;
    };
    let rows: Vec<Record> = records.filter(|record| !record.is_blank()).collect();
    read_head(&head, &rows, &mut table);
    if table.head_faults.is_empty() {
        note_guess(&decoded, &head, &rows, &mut table);
        for record in rows {
            take_row(record, head.cells.len(), &mut table);
        }
    }
    table
}

/// Returns the offset at which the table begins and what separates its cells.
fn delimiter(text: &str) -> (usize, char) {
    let first = text.lines().find(|line| !line.trim().is_empty());
    let first = first.unwrap_or_default();
    // Some spreadsheets say it in a line of its own, which they do not count.
    if let Some(sign) = first
        .trim()
        .strip_prefix("sep=")
        .and_then(|rest| rest.chars().next())
        && text.starts_with(first)
    {
        let end = text.find('\n').map_or(text.len(), |newline| newline + 1);
        return (end, sign);
    }
    let mut in_quotes = false;
    let mut counts = [(',', 0), (';', 0), ('\t', 0)];
    for letter in first.chars() {
        in_quotes ^= letter == '"';
        for (sign, count) in &mut counts {
            *count += usize::from(letter == *sign && !in_quotes);
        }
    }
    // Of equals the first wins.
    let most = counts.iter().rev().max_by_key(|(_, count)| *count);
    (0, most.map_or(',', |(sign, _)| *sign))
}

/// One row as it is written.
struct Record {
    number: usize,
    /// Where it begins in the text.
    start: usize,
    cells: Vec<String>,
    /// The cell whose quotation marks do not fit.
    broken: Option<usize>,
}

impl Record {
    fn is_blank(&self) -> bool {
        self.broken.is_none() && self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

struct Records<'a> {
    text: &'a str,
    at: usize,
    number: usize,
    delimiter: char,
}

impl Iterator for Records<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        if self.at >= self.text.len() {
            return None;
        }
        self.number += 1;
        let start = self.at;
        let mut record = Record {
            number: self.number,
            start,
            cells: Vec::new(),
            broken: None,
        };
        loop {
            let rest = &self.text[self.at..];
            let opened = rest.trim_start_matches(' ').strip_prefix('"');
            let (cell, length) = match opened {
                Some(inside) => match quoted(inside) {
                    Some((cell, length)) => (cell, rest.len() - inside.len() + length),
                    None => {
                        record.broken = Some(record.cells.len());
                        break;
                    }
                },
                None => {
                    let ends = [self.delimiter, '\n', '\r'];
                    let length = rest.find(ends).unwrap_or(rest.len());
                    (rest[..length].to_owned(), length)
                }
            };
            self.at += length;
            let rest = &self.text[self.at..];
            let after = rest.trim_start_matches(' ');
            let after = if opened.is_some() { after } else { rest };
            self.at += rest.len() - after.len();
            record.cells.push(cell);
            if after.starts_with(self.delimiter) {
                self.at += self.delimiter.len_utf8();
                continue;
            }
            let line_end = ["\r\n", "\n", "\r"]
                .iter()
                .find(|end| after.starts_with(**end));
            match line_end {
                Some(end) => self.at += end.len(),
                None if after.is_empty() => {}
                // Words after a closing quotation mark.
                None => record.broken = Some(record.cells.len() - 1),
            }
            break;
        }
        if record.broken.is_some() {
            // The row ends with its first line, or those below would be swallowed.
            let rest = &self.text[start..];
            self.at = start + rest.find('\n').map_or(rest.len(), |newline| newline + 1);
        }
        Some(record)
    }
}

/// Reads a cell after its opening quotation mark; returns it with the bytes up to the closing one.
fn quoted(inside: &str) -> Option<(String, usize)> {
    let mut cell = String::new();
    let mut at = 0;
    loop {
        let end = at + inside[at..].find('"')?;
        cell.push_str(&inside[at..end]);
        if !inside[end + 1..].starts_with('"') {
            return Some((cell, end + 1));
        }
        cell.push('"');
        at = end + 2;
    }
}

fn read_head(head: &Record, rows: &[Record], table: &mut Table) {
    if head.broken.is_some() {
        table.head_faults.push(RowFault::of_head(
            "a quotation mark in the first row is not closed, or words follow it".to_owned(),
            "correct the names of the columns".to_owned(),
        ));
        return;
    }
    let mut names: Vec<String> = head
        .cells
        .iter()
        .map(|cell| cell.trim().to_owned())
        .collect();
    // Spreadsheets write columns that are empty from top to bottom, too.
    let is_empty = |column: usize| {
        let mut cells = rows.iter().filter_map(|row| row.cells.get(column));
        cells.all(|cell| cell.trim().is_empty())
    };
    while names.last().is_some_and(String::is_empty) && is_empty(names.len() - 1) {
        names.pop();
    }
    for (column, name) in names.iter().enumerate() {
        let first = names.iter().position(|other| other == name);
        if name.is_empty() {
            let fault = RowFault::at(1, column, &names, "");
            let help = "name it in the first row, or delete the column";
            table
                .head_faults
                .push(fault.saying("this column has no name", help));
        } else if let Some(first) = first.filter(|first| *first < column) {
            let fault = RowFault::at(1, column, &names, name);
            let message = format!(
                "column {} has the name `{}` too",
                letters(first),
                shown(name)
            );
            table
                .head_faults
                .push(fault.saying(message, "rename one of the two"));
        }
    }
    for fault in &mut table.head_faults {
        fault.row = Some(head.number);
    }
    table.columns = names;
}

/// Says where it first mattered that the table was read as Windows-1252.
fn note_guess(decoded: &Decoded, head: &Record, rows: &[Record], table: &mut Table) {
    let Some(offset) = decoded.guessed else {
        return;
    };
    let row = std::iter::once(head).chain(rows);
    let Some(row) = row.take_while(|row| row.start <= offset).last() else {
        return;
    };
    let column = row.cells.iter().position(|cell| !cell.is_ascii());
    let column = column.unwrap_or(0);
    let place = RowFault::at(
        row.number,
        column,
        &table.columns,
        row.cells.get(column).map_or("", String::as_str),
    );
    table.notes.push(format!(
        "the table is not saved as UTF-8 and was read as Windows-1252, which first matters in {}; look whether the letters are right",
        place.place()
    ));
}

fn take_row(record: Record, width: usize, table: &mut Table) {
    let wanted = table.columns.len();
    let names = &table.columns;
    if let Some(column) = record.broken {
        let fault = RowFault::at(record.number, column, names, "");
        table.faults.push(fault.saying(
            "a quotation mark is not closed here, or words follow the closing one",
            "put the whole cell in quotation marks, and double those within it; only this line was passed over",
        ));
        return;
    }
    let mut cells = record.cells;
    // A cell more than the head has may be one that was cut in two, whatever the last one holds.
    while cells.len() > wanted
        && cells.len() <= width
        && cells.last().is_some_and(|cell| cell.trim().is_empty())
    {
        cells.pop();
    }
    if cells.len() != wanted {
        let counted = |number: usize| match number {
            1 => "1 cell".to_owned(),
            _ => format!("{number} cells"),
        };
        let column = cells.len().min(wanted);
        let cell = cells.get(column).map_or("", String::as_str);
        let fault = RowFault::at(record.number, column, names, cell);
        let message = format!(
            "this row has {}, and the table {wanted} columns",
            counted(cells.len())
        );
        let help = if cells.len() > wanted {
            "look for a separator within a cell that is not in quotation marks"
        } else {
            "look for a cell that was left out, or a line that breaks off"
        };
        table.faults.push(fault.saying(message, help));
        return;
    }
    table.rows.push(Row {
        number: record.number,
        cells,
    });
}

/// Returns why a cell cannot be used, and what to do.
fn fault_of_cell(cell: &str) -> Option<(String, String)> {
    const ERRORS: &[&str] = &[
        "#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!",
    ];
    let count = cell.chars().take(LONGEST_CELL + 1).count();
    let trimmed = cell.trim();
    if count > LONGEST_CELL {
        let all = cell.chars().count();
        return Some((
            format!("this cell has {all} characters, and no more than {LONGEST_CELL} are read"),
            "look for a quotation mark that swallowed other cells; a long text belongs into the brief itself".to_owned(),
        ));
    }
    if let Some(letter) = cell.chars().find(|letter| is_forbidden(*letter)) {
        let number = u32::from(letter);
        return Some((
            format!("this cell holds the control character U+{number:04X}"),
            "delete it; it may have come along when the text was copied".to_owned(),
        ));
    }
    if cell.contains(LOST) {
        return Some((
            "a letter of this cell was lost, as the table mixes encodings".to_owned(),
            "correct the cell, and save the table as UTF-8".to_owned(),
        ));
    }
    if ERRORS
        .iter()
        .any(|error| trimmed.eq_ignore_ascii_case(error))
    {
        return Some((
            "this cell holds the error of a formula".to_owned(),
            "correct the formula in the spreadsheet, or write its value".to_owned(),
        ));
    }
    if trimmed.starts_with('=') {
        return Some((
            "this cell holds a formula, not its value".to_owned(),
            "in the spreadsheet, paste the values in place of the formulas, and export again"
                .to_owned(),
        ));
    }
    None
}

#[cfg(test)]
#[path = "tests/table.rs"]
mod tests;
