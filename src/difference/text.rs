//! A difference for the terminal: one line of numbers, then the sections.

use std::fmt::Write as _;

use super::{Difference, headline, sections};

/// Writes a difference for reading in a terminal.
#[must_use]
pub fn text(difference: &Difference, before: &str, now: &str) -> String {
    let mut text = format!("{before} → {now}: {}\n", headline(difference));
    for section in sections(difference) {
        let _ = write!(text, "\n{}\n", section.heading);
        for item in section.items {
            let when = if item.when.is_empty() {
                String::new()
            } else {
                format!("{}  ", item.when)
            };
            let remark = if item.remark.is_empty() {
                String::new()
            } else {
                format!(" ({})", item.remark)
            };
            let _ = writeln!(text, "  {when}{}{remark}", item.title);
            for line in item.lines {
                let _ = writeln!(text, "      {line}");
            }
        }
    }
    for remark in remarks(difference) {
        let _ = write!(text, "\n{remark}\n");
    }
    // A title or value of somebody else must not steer the terminal.
    text.replace(
        |letter: char| letter.is_control() && letter != '\n',
        "\u{fffd}",
    )
}

/// Says what could not be compared.
pub(super) fn remarks(difference: &Difference) -> Vec<&'static str> {
    let mut remarks = Vec::new();
    if !difference.is_judged {
        remarks.push("Verdicts were not compared, as one of the two is a build without them.");
    }
    if !difference.has_legend {
        remarks.push(
            "Rules and running text were not compared, as one of the two is a build of an older version.",
        );
    }
    remarks
}
