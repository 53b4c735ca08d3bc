//! An index by which a page finds entries without a server.
//!
//! In: what is to be found of each entry, as plain words. Out: scripts of data, each of which hands one
//! text to a function that the script of the page has registered, so that they load from a disk too. A
//! query loads the few that hold its words, and those of the results that are shown. Words are read here
//! and by the script of the page in the same way (`units`); one table of cases holds the two together.

mod dates;
mod documents;
mod fold;
mod postings;
mod shards;
mod terms;
mod units;
mod write;

pub use documents::{Document, Facets};
pub use units::{Unit, units};
pub use write::index;

/// The folder of the index.
pub const FOLDER: &str = "search";
