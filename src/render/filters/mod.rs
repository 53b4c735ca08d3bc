//! The filters that briefbook adds to Tera.
//!
//! `names.rs` lists them for `build.rs` too; a test holds the list and the registrations together.

#[cfg(test)]
mod names;

use tera::{Kwargs, State, Tera, Value};

use crate::figures::grouped;

/// Registers every filter of `names::FILTERS`.
pub(super) fn register(engine: &mut Tera) {
    engine.register_filter("number", |value: i64, _: Kwargs, _: &State| -> Value {
        Value::from(grouped(&value.to_string()))
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_registered() {
        let mut engine = Tera::new();
        register(&mut engine);
        for name in names::FILTERS {
            let template = format!("{{{{ 1234567 | {name} }}}}");
            let rendered = engine.render_str(&template, &tera::Context::new(), false);
            assert_eq!(rendered.expect("the filter is there"), "1,234,567");
        }
    }
}
