//! The pages that are computed from the whole record, and which of them a site has.
//!
//! A page is there as soon as an entry holds what it is made from: a site without commitments has no
//! ledger of them. A plain page with the same key stands above what is computed, as its introduction.

use std::sync::Arc;

use super::routes::{CLAIMS, MEETINGS};
use crate::model::{Entry, UrlPath};
use crate::schema::{Role, Schema};

/// The name of the page of statements, and the folder of its parts.
pub const STATEMENTS: &str = "statements";

/// The files that belong to reports, each with what a message calls it.
pub(super) const FILES: [(Report, &str, &str); 2] = [
    (Report::Meetings, MEETINGS, "the table of all who met"),
    (Report::Statements, CLAIMS, "the file of checked statements"),
];

/// A page computed from the whole record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Report {
    /// Where and when events took place, of which classes and at which levels, as pictures.
    Pictures,
    /// What answered what, and after how many days.
    Responses,
    /// What was agreed or planned, and what became of it.
    Commitments,
    /// Who met whom.
    Meetings,
    /// What is said of the record as a whole and checked against it, with the verdicts.
    Statements,
    /// What was wrong on these pages, and when it was put right.
    Corrections,
    /// How the record is kept: the page of that key, with the rules in force below its text.
    Methodology,
    /// What can be taken over into other programs: the page of that key, with the files below its text.
    Data,
    /// The search, and the index of what it finds.
    Search,
}

impl Report {
    /// Every report, in the order in which pages name them.
    pub const ALL: [Self; 9] = [
        Self::Pictures,
        Self::Responses,
        Self::Commitments,
        Self::Meetings,
        Self::Statements,
        Self::Corrections,
        Self::Methodology,
        Self::Data,
        Self::Search,
    ];

    /// Returns the key: the name of its page, of its template, and of the page that introduces it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Pictures => "pictures",
            Self::Responses => "responses",
            Self::Commitments => "commitments",
            Self::Meetings => "meetings",
            Self::Statements => STATEMENTS,
            Self::Corrections => "corrections",
            Self::Methodology => "methodology",
            Self::Data => "data",
            Self::Search => "search",
        }
    }

    /// Returns the title of its page where no entry gives one.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Pictures => "Maps and pictures",
            Self::Responses => "Responses",
            Self::Commitments => "Plans and commitments",
            Self::Meetings => "Who met whom",
            Self::Statements => "Checked statements",
            Self::Corrections => "Corrections",
            Self::Methodology => "Methodology",
            Self::Data => "Data",
            Self::Search => "Search and index",
        }
    }

    /// Returns the address of its page.
    #[must_use]
    pub fn address(self) -> UrlPath {
        UrlPath::page("", self.key())
    }

    /// Returns the roles any of which makes the page.
    fn roles(self) -> &'static [Role] {
        match self {
            Self::Pictures => &[Role::Classed, Role::Levelled],
            Self::Responses => &[Role::Answers],
            Self::Commitments => &[Role::Fulfilled, Role::HeldAs, Role::Reason],
            Self::Meetings => &[Role::Attended, Role::Parties],
            Self::Corrections => &[Role::Corrected],
            Self::Statements | Self::Methodology | Self::Data | Self::Search => &[],
        }
    }
}

/// Returns the reports that a site has.
pub(super) fn present(entries: &[Arc<Entry>], schema: &Schema) -> Vec<Report> {
    let holds = |entry: &Entry, role: Role| {
        let path = schema.kind(entry.kind).roles.get(role);
        path.is_some_and(|path| entry.fields.get(path.0[0]).is_some_and(Option::is_some))
    };
    let is_introduced = |report: Report| {
        entries.iter().any(|entry| {
            schema.kind(entry.kind).folder.is_empty() && entry.key.as_str() == report.key()
        })
    };
    Report::ALL
        .into_iter()
        .filter(|report| match report {
            Report::Methodology | Report::Data => is_introduced(*report),
            Report::Search => !entries.is_empty(),
            Report::Statements => entries.iter().any(|entry| !entry.claims.is_empty()),
            Report::Meetings => entries.iter().any(|entry| {
                let roles = report.roles().iter();
                roles.copied().any(|role| meets(entry, role, schema))
            }),
            Report::Pictures if is_on_globe(entries, schema) => true,
            Report::Pictures | Report::Responses | Report::Commitments | Report::Corrections => {
                let roles = report.roles();
                entries
                    .iter()
                    .any(|entry| roles.iter().any(|role| holds(entry, *role)))
            }
        })
        .collect()
}

/// Tells whether an event names a place, and any place has a position.
fn is_on_globe(entries: &[Arc<Entry>], schema: &Schema) -> bool {
    let has = |entry: &Entry, role: Role| {
        let path = schema.kind(entry.kind).roles.get(role);
        path.is_some_and(|path| !entry.values(path).is_empty())
    };
    let is_placed = |entry: &Entry| has(entry, Role::Latitude) && has(entry, Role::Longitude);
    let is_event = |entry: &Entry| schema.kind(entry.kind).is_dated();
    entries.iter().any(|entry| is_placed(entry))
        && entries
            .iter()
            .any(|entry| is_event(entry) && has(entry, Role::Located))
}

/// Tells whether several play a part in an event.
fn meets(entry: &Entry, role: Role, schema: &Schema) -> bool {
    let kind = schema.kind(entry.kind);
    let path = kind.roles.get(role).filter(|_| kind.is_dated());
    path.is_some_and(|path| entry.values(path).len() > 1)
}
