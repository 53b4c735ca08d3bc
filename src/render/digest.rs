//! What a page is made from, in a few bytes.
//!
//! Two pages with one digest are the same to the last byte: it covers the template with all others,
//! everything that the template sees, and the program itself. Values are written down in a form in
//! which no two different ones look alike, and hashed together.

use tera::Value;

use crate::digest::Digest;
use crate::embedded;

/// Returns the fingerprint of everything that has a part in a page; `asked` is that of what the functions
/// of its template depend on, if it calls any.
pub(super) fn of_page(
    templates: Digest,
    asked: Option<Digest>,
    template: &str,
    context: &[(&'static str, Value)],
) -> Digest {
    let mut sheet = Vec::with_capacity(32 << 10);
    sheet.extend(templates.as_bytes());
    if let Some(asked) = asked {
        sheet.extend(asked.as_bytes());
    }
    write_text(template, &mut sheet);
    for (name, value) in context {
        write_text(name, &mut sheet);
        write_value(value, &mut sheet);
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
fn write_value(value: &Value, sheet: &mut Vec<u8>) {
    if let Some(text) = value.as_str() {
        // Whether a text is escaped when printed is part of it.
        sheet.push(if value.is_safe() { b'h' } else { b't' });
        write_text(text, sheet);
    } else if let Some(map) = value.as_map() {
        sheet.push(b'm');
        write_number(map.len(), sheet);
        for (name, value) in map {
            match name.as_str() {
                Some(name) => write_text(name, sheet),
                None => write_text(&name.to_string(), sheet),
            }
            write_value(value, sheet);
        }
    } else if let Some(items) = value.as_array() {
        sheet.push(b'l');
        write_number(items.len(), sheet);
        for item in items {
            write_value(item, sheet);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::view::{list, map};

    fn digest(value: Value) -> Digest {
        of_page(Digest::of(b""), None, "a.html", &[("value", value)])
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
