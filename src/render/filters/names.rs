//! The names of the filters that briefbook adds to Tera.
//!
//! Shared with `build.rs`, which parses the templates without the filters themselves.

/// Every filter of ours.
pub(crate) const FILTERS: &[&str] = &["number"];
