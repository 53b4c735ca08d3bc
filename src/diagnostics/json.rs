//! Diagnostics as JSON Lines: one object a line, in the order in which they are printed.
//!
//! In: the collected diagnostics and the texts. Out: text for programs that show them elsewhere, such
//! as editors. What does not apply is left out.

use serde_json::{Map, Value, json};

use super::place::place;
use super::{Diagnostic, Diagnostics, Replacement};
use crate::text::{Span, Texts};

/// Writes each diagnostic as an object on a line of its own; `mended` tells what stands where after its
/// mends.
#[must_use]
pub fn lines(
    diagnostics: &Diagnostics,
    texts: &Texts,
    mended: &mut dyn FnMut(&Diagnostic) -> Vec<Replacement>,
) -> String {
    let mut lines = String::new();
    for item in diagnostics.sorted(texts) {
        let replacements = mended(item);
        lines.push_str(&object(item, &replacements, texts).to_string());
        lines.push('\n');
    }
    lines
}

fn object(diagnostic: &Diagnostic, replacements: &[Replacement], texts: &Texts) -> Value {
    let mut object = Map::new();
    let code = diagnostic.code;
    object.insert("code".to_owned(), code.name().into());
    object.insert("severity".to_owned(), code.severity().word().into());
    insert_place(&mut object, diagnostic.span, texts);
    object.insert("message".to_owned(), diagnostic.message.as_str().into());
    if let Some(help) = &diagnostic.help {
        object.insert("help".to_owned(), help.as_str().into());
    }
    if !diagnostic.notes.is_empty() {
        let notes = diagnostic.notes.iter().cloned().map(Value::String);
        object.insert("notes".to_owned(), Value::Array(notes.collect()));
    }
    let labels = diagnostic.labels.iter().map(|(span, words)| {
        let mut label = Map::new();
        insert_place(&mut label, *span, texts);
        label.insert("message".to_owned(), words.as_str().into());
        Value::Object(label)
    });
    object.insert("labels".to_owned(), labels.collect());
    if !replacements.is_empty() {
        let mends = replacements.iter().map(|replacement| {
            let mut mend = Map::new();
            insert_place(&mut mend, replacement.span, texts);
            mend.insert("new".to_owned(), replacement.text.as_str().into());
            Value::Object(mend)
        });
        object.insert("mends".to_owned(), mends.collect());
    }
    Value::Object(object)
}

fn insert_place(object: &mut Map<String, Value>, span: Span, texts: &Texts) {
    let place = place(span, texts);
    if !place.path.is_empty() {
        object.insert("path".to_owned(), place.path.into());
    }
    if let Some((start, end)) = place.range {
        object.insert("line".to_owned(), start.line.into());
        object.insert("column".to_owned(), start.column.into());
        let end = json!({ "line": end.line, "column": end.column });
        object.insert("end".to_owned(), end);
    }
}
