//! Helpers that build template values.
//!
//! Values are built directly rather than by serialising structs: a card or list that many pages
//! share is then one allocation, and cloning it is counting a reference.

use tera::{Map, Value};

/// Makes a map of named values.
pub(super) fn map<const N: usize>(entries: [(&'static str, Value); N]) -> Value {
    let mut map = Map::with_capacity(N);
    for (name, value) in entries {
        map.insert(name.into(), value);
    }
    Value::from(map)
}

/// Adds named values to a map.
pub(super) fn extend<const N: usize>(value: &Value, entries: [(&'static str, Value); N]) -> Value {
    let mut map = value.as_map().cloned().unwrap_or_default();
    for (name, value) in entries {
        map.insert(name.into(), value);
    }
    Value::from(map)
}

/// Makes a list.
pub(super) fn list(items: impl IntoIterator<Item = Value>) -> Value {
    Value::from(items.into_iter().collect::<Vec<Value>>())
}

/// Makes a text, or none for an absent one.
pub(super) fn optional(text: Option<impl Into<String>>) -> Value {
    text.map_or_else(Value::none, |text| Value::from(text.into()))
}
