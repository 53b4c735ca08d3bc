//! A difference for the terminal: one line of numbers, then the sections.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::{Difference, Unread, headline, sections};
use crate::figures::grouped;

/// The most pages that are named where they are left out.
const NAMED: usize = 5;

/// Writes a difference for reading in a terminal.
#[must_use]
pub fn text(difference: &Difference, before: &str, now: &str) -> String {
    let mut text = format!("{before} → {now}: {}\n", headline(difference));
    for remark in remarks(difference, before, now) {
        let _ = write!(text, "\n{remark}\n");
    }
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
    // A title or value of somebody else must not steer the terminal.
    text.replace(
        |letter: char| letter.is_control() && letter != '\n',
        "\u{fffd}",
    )
}

/// Says what could not be compared.
pub(super) fn remarks(difference: &Difference, before: &str, now: &str) -> Vec<String> {
    let mut remarks = Vec::new();
    for (unread, version) in difference.unread.iter().zip([before, now]) {
        remarks.extend(unread_remarks(unread, version));
    }
    let is_read = difference.unread.iter().all(Unread::is_empty);
    if !is_read {
        remarks
            .push("Verdicts were not compared, as they rest on all entries and rules.".to_owned());
    } else if !difference.is_judged {
        remarks.push(
            "Verdicts were not compared, as one of the two is a build without them.".to_owned(),
        );
    }
    if !difference.has_legend {
        remarks.push(
            "Rules and running text were not compared, as one of the two is a build of an older version."
                .to_owned(),
        );
    }
    remarks
}

/// Says what of a version is not known, and why.
fn unread_remarks(unread: &Unread, version: &str) -> Vec<String> {
    let mut remarks = Vec::new();
    if !unread.kinds.is_empty() {
        remarks.push(format!(
            "The kinds of `{version}` are declared in a way that this briefbook does not read ({}), so its entries were read by the kinds of the site as it is now.",
            unread.kinds
        ));
    }
    let mut left_out = some(&unread.pages, "");
    left_out.extend(some(&unread.statements, "the statements of "));
    let folders = unread.folders.iter();
    left_out.extend(folders.map(|folder| format!("all of content/{folder}")));
    if unread.rules {
        left_out.push("the rules".to_owned());
    }
    if !left_out.is_empty() {
        remarks.push(format!(
            "Not compared, as `{version}` has errors there: {}. The first is in {}.",
            left_out.join(", "),
            unread.first
        ));
    }
    remarks
}

/// Names the first of several pages and counts the others.
fn some(pages: &BTreeSet<String>, what: &str) -> Vec<String> {
    let first = pages.iter().take(NAMED);
    let mut named: Vec<String> = first.map(|page| format!("{what}{page}")).collect();
    if let Some(more) = pages.len().checked_sub(NAMED).filter(|more| *more > 0) {
        named.push(format!("{what}{} more", grouped(&more.to_string())));
    }
    named
}
