//! What briefbook makes of small sites, from YAML to resolved references, one short case each.
//!
//! Every case is a string of files and an inline snapshot of what is reported or resolved; all of it
//! goes through `support/check.rs`. `cargo insta test --accept --test cases` writes the snapshots anew.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it must be"
)]

#[path = "../support/check.rs"]
#[expect(dead_code, reason = "the test of the blueprint uses the rest")]
mod check;

mod addresses;
mod bodies;
mod chronology;
mod clock;
mod declared;
mod drafts;
mod events;
mod front_matter;
mod ledger;
mod links;
mod pages;
mod references;
mod related;
mod relations;
mod sequel;
mod settings;
mod sourced;
mod standing;
mod values;
mod words;
mod zones;
