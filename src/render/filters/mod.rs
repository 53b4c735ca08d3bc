//! The filters that briefbook adds to Tera.
//!
//! `names.rs` lists them for `build.rs` too; a test holds the list and the registrations together.

#[cfg(test)]
mod names;

use tera::{Kwargs, State, Tera, Value};

use crate::claims::{cardinal_word, ordinal_word};
use crate::figures::grouped;

/// Registers every filter of `names::FILTERS`.
pub(super) fn register(engine: &mut Tera) {
    engine.register_filter("number", |value: i64, _: Kwargs, _: &State| -> Value {
        Value::from(grouped(&value.to_string()))
    });
    engine.register_filter(
        "cardinal_word",
        |value: Value, _: Kwargs, _: &State| -> Value { worded(value, cardinal_word) },
    );
    engine.register_filter(
        "ordinal_word",
        |value: Value, _: Kwargs, _: &State| -> Value { worded(value, ordinal_word) },
    );
}

/// Writes a whole number as a word; what is none, such as `5 to 7`, stays as it is.
fn worded(value: Value, word: fn(u32) -> String) -> Value {
    let number = value.as_i128().filter(|_| !value.is_f64());
    match number.and_then(|number| u32::try_from(number).ok()) {
        Some(number) => word(number).into(),
        None => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::Function;

    #[test]
    fn every_name_is_registered() {
        let mut engine = Tera::new();
        register(&mut engine);
        let rendered = names::FILTERS.iter().map(|name| {
            let template = format!("{{{{ 1001 | {name} }}}}");
            let rendered = engine.render_str(&template, &tera::Context::new(), false);
            rendered.expect("the filter is there")
        });
        let rendered: Vec<String> = rendered.collect();
        assert_eq!(rendered, ["1,001", "1,001", "1001st"]);
        let functions = Function::ALL.map(Function::name);
        assert_eq!(functions, names::FUNCTIONS);
    }
}
