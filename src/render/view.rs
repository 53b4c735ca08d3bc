//! Helpers that build template values.
//!
//! Values are built directly rather than by serialising structs: a card or list that many pages
//! share is then one allocation, and cloning it is counting a reference.

use std::collections::BTreeMap;

use tera::Value;
use tera::value::Key;

/// The named values of a map under way.
///
/// Tera hashes the names of a map when it takes it over; sorting them here costs less than hashing
/// them twice.
pub(super) type Names = BTreeMap<Key<'static>, Value>;

/// Makes a map of named values.
pub(super) fn map<const N: usize>(entries: [(&'static str, Value); N]) -> Value {
    Value::from(BTreeMap::from(entries))
}

/// Adds named values to a map.
pub(super) fn extend<const N: usize>(value: &Value, entries: [(&'static str, Value); N]) -> Value {
    let mut names = names_of(value);
    names.extend(entries.map(|(name, value)| (name.into(), value)));
    Value::from(names)
}

/// Returns the named values of a map; nothing for another value.
pub(super) fn names_of(value: &Value) -> Names {
    let names = value.as_map().into_iter().flatten();
    names
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// Makes a list.
pub(super) fn list(items: impl IntoIterator<Item = Value>) -> Value {
    Value::from(items.into_iter().collect::<Vec<Value>>())
}

/// Makes a text, or none for an absent one.
pub(super) fn optional(text: Option<impl Into<String>>) -> Value {
    text.map_or_else(Value::none, |text| Value::from(text.into()))
}
