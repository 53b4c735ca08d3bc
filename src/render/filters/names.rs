//! The names of the filters and functions that briefbook adds to Tera.
//!
//! Shared with `build.rs`, which parses the templates without the filters and functions themselves.

/// Every filter of ours.
pub(crate) const FILTERS: &[&str] = &["cardinal_word", "number", "ordinal_word"];

/// Every function of ours.
pub(crate) const FUNCTIONS: &[&str] = &[
    "count",
    "ordinal",
    "previous",
    "first_since",
    "days_between",
];
