//! What is wrong with a row, told as people find it in the spreadsheet: by row, column letter and name.

use crate::diagnostics::print::visible;

/// The most characters of a cell that a message repeats.
const LONGEST_SHOWN: usize = 60;

/// One fault of a table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowFault {
    /// The row, as the spreadsheet counts; `None` for the table as a whole.
    pub row: Option<usize>,
    /// The number of the column from 0, if one is to blame.
    pub column: Option<usize>,
    /// The name of that column.
    pub name: String,
    /// The text of the cell.
    pub cell: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl RowFault {
    /// Makes a fault of one cell, without its words.
    pub(super) fn at(row: usize, column: usize, names: &[String], cell: &str) -> Self {
        Self {
            row: Some(row),
            column: Some(column),
            name: names.get(column).cloned().unwrap_or_default(),
            cell: cell.trim().to_owned(),
            message: String::new(),
            help: None,
        }
    }

    /// Says what is wrong, and what to do.
    pub(super) fn saying(mut self, message: impl Into<String>, help: impl Into<String>) -> Self {
        self.message = message.into();
        self.help = Some(help.into());
        self
    }

    /// Makes a fault of a whole row.
    pub(super) fn of_row(row: usize, message: String, help: Option<String>) -> Self {
        Self {
            row: Some(row),
            column: None,
            name: String::new(),
            cell: String::new(),
            message,
            help,
        }
    }

    /// Makes a fault of the table as a whole.
    pub(super) fn of_head(message: String, help: String) -> Self {
        Self {
            row: None,
            column: None,
            name: String::new(),
            cell: String::new(),
            message,
            help: Some(help),
        }
    }

    /// Says where it is.
    #[must_use]
    pub fn place(&self) -> String {
        let Some(row) = self.row else {
            return "the table".to_owned();
        };
        let Some(column) = self.column else {
            return format!("row {row}");
        };
        let name = match self.name.as_str() {
            "" => String::new(),
            name => format!(" `{}`", shown(name)),
        };
        let cell = match self.cell.as_str() {
            "" => String::new(),
            cell if cell == self.name => String::new(),
            cell => format!(" (`{}`)", shown(cell)),
        };
        format!("row {row}, column {}{name}{cell}", letters(column))
    }
}

/// Returns the letters by which spreadsheets call a column.
pub(super) fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut number = column + 1;
    while number > 0 {
        let letter = u8::try_from((number - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + letter));
        number = (number - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// Returns a text on one line, fit for the terminal, and no longer than a message needs it.
pub(super) fn shown(text: &str) -> String {
    let flat: String = visible(text)
        .chars()
        .map(|letter| {
            if matches!(letter, '\n' | '\t') {
                ' '
            } else {
                letter
            }
        })
        .collect();
    match flat.char_indices().nth(LONGEST_SHOWN) {
        Some((end, _)) => format!("{}…", &flat[..end]),
        None => flat,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_called_as_spreadsheets_call_them() {
        for (column, called) in [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (51, "AZ"),
            (52, "BA"),
            (701, "ZZ"),
            (702, "AAA"),
        ] {
            assert_eq!(letters(column), called);
        }
    }
}
