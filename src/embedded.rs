//! The files inside the binary: the default theme with its kinds, and the sample briefs.
//!
//! `build.rs` makes the tables. A file of the same path in a site's own folder wins; `load` sees to
//! that.

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));
