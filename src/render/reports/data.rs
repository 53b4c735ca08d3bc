//! The files of data that a site publishes: where each lies, what it holds, and what its columns mean.
//!
//! A file is listed if it is written, and its columns are described where they are named. Under which
//! licence the files stand is the site's to say.

use tera::Value;

use crate::published::{FACTS, NAMES};
use crate::render::data::{meetings, statements};
use crate::render::view::{list, map};
use crate::resolve::Site;
use crate::resolve::reports::Report;
use crate::resolve::routes::{CLAIMS, CORRECTIONS, FEED, MEETINGS};

/// A file and what is said of it.
struct File {
    address: &'static str,
    format: &'static str,
    holds: &'static str,
    rows: usize,
    /// What one row is.
    row: &'static str,
    columns: &'static [(&'static str, &'static str)],
}

/// Makes the list of the files.
pub(super) fn files(site: &Site) -> Value {
    let has = |report: Report| site.routes.reports.contains(&report);
    let mut files = vec![File {
        address: FACTS,
        format: "JSON",
        holds: "the facts of every page, each with the field that it fills, who states it and which sources carry it",
        rows: site.ids().filter(|id| !site.entry(*id).draft).count(),
        row: "page",
        columns: NAMES,
    }];
    if has(Report::Meetings) {
        files.push(File {
            address: MEETINGS,
            format: "CSV",
            holds: "all pairs of parties and of people that took part in an event together",
            rows: meetings::rows(site).len(),
            row: "pair",
            columns: &meetings::COLUMNS,
        });
    }
    if has(Report::Statements) {
        files.push(File {
            address: CLAIMS,
            format: "JSON",
            holds: "all statements that are checked against the record, with the verdicts",
            rows: site.entries.iter().map(|entry| entry.claims.len()).sum(),
            row: "statement",
            columns: statements::NAMES,
        });
    }
    if site.config.url.is_some() {
        files.push(File {
            address: FEED,
            format: "Atom",
            holds: "the events that were added or changed last, for feed readers",
            rows: 0,
            row: "",
            columns: &[],
        });
        if has(Report::Corrections) {
            files.push(File {
                address: CORRECTIONS,
                format: "Atom",
                holds: "the corrections, for feed readers",
                rows: 0,
                row: "",
                columns: &[],
            });
        }
    }
    list(files.iter().map(|file| {
        let columns = file.columns.iter();
        map([
            ("url", file.address.into()),
            ("format", file.format.into()),
            ("holds", file.holds.into()),
            ("rows", file.rows.into()),
            ("row", file.row.into()),
            (
                "columns",
                list(columns.map(|(name, meaning)| {
                    map([("name", (*name).into()), ("meaning", (*meaning).into())])
                })),
            ),
        ])
    }))
}
