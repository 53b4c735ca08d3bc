//! Tables as CSV after RFC 4180: lines end in CRLF, and a cell is quoted where it must be.
//!
//! A spreadsheet takes a cell that begins with a sign of a formula for one. Such a cell gets an
//! apostrophe in front, which spreadsheets do not show.

/// Writes a table: the heads of its columns, then its rows.
pub(in crate::render) fn table<const N: usize>(heads: [&str; N], rows: &[[String; N]]) -> Vec<u8> {
    let mut text = String::new();
    write_row(&mut text, &heads);
    for row in rows {
        write_row(&mut text, row);
    }
    text.into_bytes()
}

fn write_row(text: &mut String, cells: &[impl AsRef<str>]) {
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            text.push(',');
        }
        write_cell(text, cell.as_ref());
    }
    text.push_str("\r\n");
}

fn write_cell(text: &mut String, cell: &str) {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let cell = if is_formula {
        format!("'{cell}")
    } else {
        cell.to_owned()
    };
    if cell.contains(['"', ',', '\r', '\n']) {
        text.push('"');
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(&cell);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be_and_are_never_formulas() {
        let row = ["a", "b, c", "d \"e\"", "f\ng", "=1+1", ""].map(str::to_owned);
        let written = table(["1", "2", "3", "4", "5", "6"], &[row]);
        assert_eq!(
            String::from_utf8(written).as_deref(),
            Ok("1,2,3,4,5,6\r\na,\"b, c\",\"d \"\"e\"\"\",\"f\ng\",'=1+1,\r\n")
        );
    }
}
