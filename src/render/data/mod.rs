//! Files of data, for those who work with the record in other programs.
//!
//! In: the site. Out: the bytes of each file. Rows stand in a fixed order, so that two builds of the
//! same site give the same bytes.

pub(super) mod csv;
pub(super) mod meetings;
pub(super) mod statements;
