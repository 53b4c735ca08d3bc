//! The filters that briefbook adds to Tera.
//!
//! `names.rs` lists them for `build.rs` too; a test holds the list and the registrations together.

pub mod names;

use tera::{Kwargs, State, Tera, Value};

use crate::model::quantity::grouped;

/// Registers every filter of `names::FILTERS`.
pub fn register(engine: &mut Tera) {
    engine.register_filter("number", |value: i64, _: Kwargs, _: &State| -> Value {
        Value::from(grouped(&value.to_string()))
    });
}
