//! One value as YAML: plain where no reader can mistake it, in double quotation marks otherwise.
//!
//! Plain is what YAML 1.1 and 1.2 both read as the same text, and Obsidian too. A value whose own form
//! tells what it is (a day, a number) stays plain as people write it.

use std::fmt::Write as _;

/// How a value may be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Words: `14:52`, `017` and `no` have to stay what they are.
    Words,
    /// A number, a day, a key: what looks like one may stand plain.
    Value,
}

/// Where a value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// On a line of its own, after its key.
    Block,
    /// Within brackets.
    Flow,
}

/// Words that some reader of YAML takes for a truth value or for nothing.
const RESERVED: &[&str] = &[
    "true", "false", "yes", "no", "on", "off", "null", "none", "y", "n", ".inf", ".nan",
];

/// Writes a value as a YAML scalar that is read back as the same text.
#[must_use]
pub fn scalar(text: &str, form: Form, place: Place) -> String {
    if is_plain(text, form, place) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

fn is_plain(text: &str, form: Form, place: Place) -> bool {
    let Some(first) = text.chars().next() else {
        return false;
    };
    let is_reserved = RESERVED.iter().any(|word| text.eq_ignore_ascii_case(word));
    // A truth value of ours is one of YAML's as well.
    let is_truth = form == Form::Value && matches!(text, "yes" | "no" | "true" | "false");
    let is_number = text
        .strip_prefix('-')
        .unwrap_or(text)
        .starts_with(|letter: char| letter.is_ascii_digit());
    let first_fits = first.is_alphabetic() || (form == Form::Value && is_number);
    let brackets = |letter: char| place == Place::Flow && "[]{},".contains(letter);
    let special = |letter: char| letter.is_control() || "\"\\`\u{feff}".contains(letter);
    first_fits
        && (!is_reserved || is_truth)
        && text.trim() == text
        && !text.contains(": ")
        && !text.ends_with(':')
        && !text.contains(" #")
        && !text.contains("  ")
        && !text.contains(|letter| special(letter) || brackets(letter))
}

/// Writes a text in double quotation marks.
#[must_use]
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(letter);
            }
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\u{feff}' | '\u{2028}' | '\u{2029}' | '\u{85}' => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(letter));
            }
            letter if letter.is_control() => {
                let _ = write!(quoted, "\\x{:02X}", u32::from(letter));
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

/// Writes a text with the quotation marks that stood around the one before it.
#[must_use]
pub(super) fn scalar_like(before: &str, text: &str, form: Form, place: Place) -> String {
    let single = !text.contains(|letter: char| letter.is_control());
    match before.chars().next() {
        Some('"') => quoted(text),
        Some('\'') if single => format!("'{}'", text.replace('\'', "''")),
        _ => scalar(text, form, place),
    }
}
