//! What a page is made from, in a few bytes.
//!
//! Two pages with one digest are the same to the last byte: it covers the template with all others,
//! everything that the template sees, and the program itself. Values are written down in a form in
//! which no two different ones look alike, and hashed together. A value that many pages share is
//! written down and hashed once, and stands in each page's sheet as its digest.

use std::collections::HashMap;
use std::ptr;
use std::sync::{PoisonError, RwLock};

use tera::{Map, Value};

use crate::digest::Digest;
use crate::embedded;

/// The digests of maps that many pages share, by where they lie.
///
/// Whoever adds one keeps it for as long as these are asked for, so that no other comes to lie there.
#[derive(Debug, Default)]
pub(super) struct Known(RwLock<HashMap<usize, Digest>>);

impl Known {
    /// Adds a value if it is a map; nothing else is told by where it lies.
    pub(super) fn add(&self, value: &Value) {
        let Some(map) = value.as_map() else {
            return;
        };
        let mut sheet = Vec::new();
        write_map(map, self, &mut sheet);
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(place_of(map), Digest::of(&sheet));
    }

    fn get(&self, map: &Map) -> Option<Digest> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        known.get(&place_of(map)).copied()
    }
}

fn place_of(map: &Map) -> usize {
    ptr::from_ref(map).addr()
}

/// Returns the fingerprint of everything that has a part in a page; `asked` is that of what the functions
/// of its template depend on, if it calls any.
pub(super) fn of_page(
    templates: Digest,
    asked: Option<Digest>,
    template: &str,
    context: &[(&'static str, Value)],
    known: &Known,
) -> Digest {
    let mut sheet = Vec::with_capacity(32 << 10);
    sheet.extend(templates.as_bytes());
    if let Some(asked) = asked {
        sheet.extend(asked.as_bytes());
    }
    write_text(template, &mut sheet);
    for (name, value) in context {
        write_text(name, &mut sheet);
        write_value(value, known, &mut sheet);
    }
    Digest::of(&sheet)
}

/// Returns the fingerprint of a set of templates, each a name and a text.
pub(super) fn of_templates<'a>(templates: impl Iterator<Item = (&'a str, &'a str)>) -> Digest {
    let mut sheet = Vec::new();
    write_text(embedded::REVISION, &mut sheet);
    for (name, text) in templates {
        write_text(name, &mut sheet);
        write_text(text, &mut sheet);
    }
    Digest::of(&sheet)
}

fn write_number(number: usize, sheet: &mut Vec<u8>) {
    sheet.extend((number as u64).to_le_bytes());
}

fn write_text(text: &str, sheet: &mut Vec<u8>) {
    write_number(text.len(), sheet);
    sheet.extend(text.as_bytes());
}

/// Writes a value: a letter for what it is, then its length where it has one, then what it holds.
fn write_value(value: &Value, known: &Known, sheet: &mut Vec<u8>) {
    if let Some(text) = value.as_str() {
        // Whether a text is escaped when printed is part of it.
        sheet.push(if value.is_safe() { b'h' } else { b't' });
        write_text(text, sheet);
    } else if let Some(map) = value.as_map() {
        if let Some(digest) = known.get(map) {
            sheet.push(b'd');
            sheet.extend(digest.as_bytes());
        } else {
            write_map(map, known, sheet);
        }
    } else if let Some(items) = value.as_array() {
        sheet.push(b'l');
        write_number(items.len(), sheet);
        for item in items {
            write_value(item, known, sheet);
        }
    } else if let Some(yes) = value.as_bool() {
        sheet.extend([b'b', u8::from(yes)]);
    } else if value.is_none() {
        sheet.push(b'n');
    } else if let Some(number) = value.as_i128().filter(|_| !value.is_f64()) {
        sheet.push(b'i');
        sheet.extend(number.to_le_bytes());
    } else if let Some(number) = value.as_f64() {
        sheet.push(b'f');
        sheet.extend(number.to_bits().to_le_bytes());
    } else {
        sheet.push(b'o');
        write_text(&value.to_string(), sheet);
    }
}

fn write_map(map: &Map, known: &Known, sheet: &mut Vec<u8>) {
    sheet.push(b'm');
    write_number(map.len(), sheet);
    for (name, value) in map {
        match name.as_str() {
            Some(name) => write_text(name, sheet),
            None => write_text(&name.to_string(), sheet),
        }
        write_value(value, known, sheet);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::view::{list, map};

    fn digest(value: Value) -> Digest {
        digest_with(value, &Known::default())
    }

    fn digest_with(value: Value, known: &Known) -> Digest {
        of_page(Digest::of(b""), None, "a.html", &[("value", value)], known)
    }

    #[test]
    fn shared_values_are_told_apart_by_what_they_hold() {
        let card = |title: &str| map([("title", title.into()), ("date", map([("day", 1.into())]))]);
        let page = |card: &Value| list(["before".into(), card.clone(), card.clone()]);
        let digest_of = |title: &str| {
            let (known, card) = (Known::default(), card(title));
            known.add(&card);
            let shared = digest_with(page(&card), &known);
            // The digest itself has its part, not a walk through the card.
            assert_ne!(shared, digest(page(&card)), "{title}");
            shared
        };
        assert_eq!(digest_of("One"), digest_of("One"), "wherever it lies");
        assert_ne!(digest_of("One"), digest_of("Two"));
    }

    #[test]
    fn different_values_have_different_digests() {
        let values = [
            Value::none(),
            "".into(),
            "1".into(),
            Value::safe_string("1"),
            1.into(),
            1.0.into(),
            true.into(),
            list([]),
            list(["1".into()]),
            list(["1".into(), "".into()]),
            list([list(["1".into()])]),
            map([("1", Value::none())]),
            map([("1", "".into())]),
            map([("a", "b".into()), ("c", "d".into())]),
            map([("a", "bc".into()), ("d", "".into())]),
        ];
        let mut digests: Vec<Digest> = values.into_iter().map(digest).collect();
        let number = digests.len();
        digests.sort();
        digests.dedup();
        assert_eq!(digests.len(), number);
    }
}
