//! Diagnostics as SARIF 2.1.0, the exchange format of tools that check code.
//!
//! In: the collected diagnostics and the texts. Out: one document. Its rules are the codes that occur,
//! each with its section of the manual.

use serde_json::{Map, Value, json};

use super::codes::section;
use super::place::place;
use super::{Code, Diagnostic, Diagnostics, Replacement};
use crate::text::{Span, Texts, percent_encode};

/// Writes the diagnostics of one run. `folder` leads from where the command runs to the site, and is
/// empty or ends in a slash; `properties` is what else is to be said of the run, and `mended` tells what
/// stands where after the mends of a diagnostic.
#[must_use]
pub fn document(
    diagnostics: &Diagnostics,
    texts: &Texts,
    folder: &str,
    properties: &Value,
    mended: &mut dyn FnMut(&Diagnostic) -> Vec<Replacement>,
) -> String {
    let sorted = diagnostics.sorted(texts);
    let mut codes: Vec<Code> = sorted.iter().map(|item| item.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let rules: Vec<Value> = codes.iter().map(|code| rule(*code)).collect();
    let results: Vec<Value> = sorted
        .iter()
        .map(|item| {
            let mut result = result(item, &codes, texts, folder);
            let changes = changes(&mended(item), texts, folder);
            if !changes.is_empty() {
                let words = item.help.as_ref().unwrap_or(&item.message);
                let description = json!({ "text": words });
                result["fixes"] =
                    json!([{ "description": description, "artifactChanges": changes }]);
            }
            result
        })
        .collect();
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
            "properties": properties,
        }],
    });
    format!("{document:#}\n")
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.name(),
        "shortDescription": { "text": code.title() },
        "help": { "text": section(code), "markdown": section(code) },
        "defaultConfiguration": { "level": code.severity().word() },
    })
}

fn result(diagnostic: &Diagnostic, codes: &[Code], texts: &Texts, folder: &str) -> Value {
    let code = diagnostic.code;
    let mut message = diagnostic.message.clone();
    for note in &diagnostic.notes {
        message.push('\n');
        message.push_str(note);
    }
    if let Some(help) = &diagnostic.help {
        message.push_str("\nhelp: ");
        message.push_str(help);
    }
    let mut result = json!({
        "ruleId": code.name(),
        "ruleIndex": codes.iter().position(|other| *other == code),
        "level": code.severity().word(),
        "message": { "text": message },
    });
    if let Some(location) = location(diagnostic.span, texts, folder) {
        result["locations"] = json!([location]);
    }
    let labels = diagnostic.labels.iter().filter_map(|(span, words)| {
        let mut location = location(*span, texts, folder)?;
        location.insert("message".to_owned(), json!({ "text": words }));
        Some(Value::Object(location))
    });
    let labels: Vec<Value> = labels.collect();
    if !labels.is_empty() {
        result["relatedLocations"] = labels.into();
    }
    result
}

/// Returns what stands where after a mend, by file.
fn changes(replacements: &[Replacement], texts: &Texts, folder: &str) -> Vec<Value> {
    let by_file = replacements.chunk_by(|one, other| one.span.text == other.span.text);
    let changes = by_file.filter_map(|replacements| {
        let location = location(replacements.first()?.span, texts, folder)?;
        let artifact = location["physicalLocation"]["artifactLocation"].clone();
        let replacements: Option<Vec<Value>> = replacements
            .iter()
            .map(|replacement| {
                let location = location_of(replacement, texts, folder)?;
                let content = json!({ "text": replacement.text });
                Some(json!({ "deletedRegion": location, "insertedContent": content }))
            })
            .collect();
        Some(json!({ "artifactLocation": artifact, "replacements": replacements? }))
    });
    changes.collect()
}

fn location_of(replacement: &Replacement, texts: &Texts, folder: &str) -> Option<Value> {
    let location = location(replacement.span, texts, folder)?;
    let region = location["physicalLocation"].get("region")?;
    Some(region.clone())
}

/// Returns the place of a span; none for what comes from nowhere.
fn location(span: Span, texts: &Texts, folder: &str) -> Option<Map<String, Value>> {
    let place = place(span, texts);
    if place.path.is_empty() {
        return None;
    }
    let address = percent_encode(&format!("{folder}{}", place.path));
    let mut physical = json!({ "artifactLocation": { "uri": address } });
    if let Some((start, end)) = place.range {
        physical["region"] = json!({
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        });
    }
    Some(Map::from_iter([("physicalLocation".to_owned(), physical)]))
}
