//! Tables as programs save them, and as people spoil them.

use super::*;

/// Writes a table as its columns, rows and faults.
fn told(text: &str) -> String {
    let table = read_table(text.as_bytes());
    let mut told = vec![table.columns.join("|")];
    for row in &table.rows {
        told.push(format!("{}: {}", row.number, row.cells.join("|")));
    }
    for fault in table.head_faults.iter().chain(&table.faults) {
        told.push(format!("! {}: {}", fault.place(), fault.message));
    }
    told.join("\n")
}

#[test]
fn rows_are_counted_as_the_spreadsheet_counts_them() {
    for (text, expected) in [
        ("a,b\n1,2\n", "a|b\n2: 1|2"),
        ("a;b\r\n1;2,5\r\n\r\n;\r\n3;4", "a|b\n2: 1|2,5\n5: 3|4"),
        ("a\tb\n1\t\"x\ny\"\n2\tz\n", "a|b\n2: 1|x\ny\n3: 2|z"),
        ("\n a , b\n1,2\n", "a|b\n3: 1|2"),
        ("sep=;\na;b\n1;2\n", "a|b\n2: 1|2"),
        ("a,b,,\n1,2,,\n", "a|b\n2: 1|2"),
        (
            "a,b\n1,\"say \"\"hi\"\", he\"\n",
            "a|b\n2: 1|say \"hi\", he",
        ),
        ("a,b\r1,2\r3,4\r", "a|b\n2: 1|2\n3: 3|4"),
        ("a\n1\n", "a\n2: 1"),
    ] {
        assert_eq!(told(text), expected, "{text:?}");
    }
}

#[test]
fn what_is_wrong_does_not_take_other_rows_along() {
    for (text, expected) in [
        (
            "a,b\n1,\"open\n2,3\n4,\"x\"\n",
            "a|b\n3: 2|3\n4: 4|x\n! row 2, column B `b`: a quotation mark is not closed here, or words follow the closing one",
        ),
        (
            "a,b\n1,\"open\n2,3\n",
            "a|b\n3: 2|3\n! row 2, column B `b`: a quotation mark is not closed here, or words follow the closing one",
        ),
        (
            "a,b\n\"x\" y,2\n3,4\n",
            "a|b\n3: 3|4\n! row 2, column A `a`: a quotation mark is not closed here, or words follow the closing one",
        ),
        (
            "a,b\n1\n1,2,3\n1,2\n3,4,\n",
            "a|b\n4: 1|2\n! row 2, column B `b`: this row has 1 cell, and the table 2 columns\n! row 3, column C (`3`): this row has 3 cells, and the table 2 columns\n! row 5, column C: this row has 3 cells, and the table 2 columns",
        ),
        (
            "a,,a\n1,2,3\n",
            "a||a\n! row 1, column B: this column has no name\n! row 1, column C `a`: column A has the name `a` too",
        ),
        ("", "\n! the table: the table is empty"),
        (
            "PK\u{3}\u{4}",
            "\n! the table: this is a workbook, not a table of text",
        ),
    ] {
        assert_eq!(told(text), expected, "{text:?}");
    }
}
