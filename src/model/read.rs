//! A node of front matter and the type of its field, to a value or a diagnostic.
//!
//! A fault yields one diagnostic and no value, so that nothing after it complains of the same words
//! again. References are noted in the order of the text; `resolve` looks them up.

use super::body::{self, Body};
use super::quantity::Quantity;
use super::value::{Basis, Fact, Item, Reference, Value, Within};
use crate::config::{is_language_tag, is_web_address};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, near_miss};
use crate::schema::{FieldDef, FieldPath, FieldType};
use crate::text::Span;
use crate::when::{When, parse_duration, parse_zone};
use crate::yaml::{Key, Node, Yaml};

/// The keys of a value that carries its speaker and sources.
const FACT_KEYS: &[&str] = &["value", "by", "source", "basis", "note", "prefer"];

/// What reading an entry's fields collects.
pub(super) struct Reading<'d> {
    /// The references found so far.
    pub(super) references: Vec<Reference>,
    /// The entry's body, and after it the fields of Markdown found so far.
    pub(super) bodies: Vec<Body>,
    /// Where faults go.
    pub(super) diagnostics: &'d mut Diagnostics,
}

/// Reads the declared fields out of a mapping; unknown and missing ones are reported.
///
/// `place` is where the mapping as a whole is reported, and `reserved` names keys read elsewhere.
pub(super) fn read_fields(
    fields: &[FieldDef],
    entries: &[(Key, Node)],
    place: Span,
    path: &FieldPath,
    reserved: &[&str],
    reading: &mut Reading,
) -> Vec<Option<Item>> {
    for (key, _) in entries {
        let name = key.text.as_str();
        let known = reserved.contains(&name) || name.starts_with("x-");
        if !known && !fields.iter().any(|field| field.name == name) {
            reading.diagnostics.push(unknown_key(key, fields, reserved));
        }
    }
    let mut values = Vec::with_capacity(fields.len());
    for (index, field) in fields.iter().enumerate() {
        let node = entries.iter().find(|(key, _)| key.text == field.name);
        let node = node
            .map(|(_, node)| node)
            .filter(|node| node.value != Yaml::Null);
        let step = FieldPath([path.0.as_slice(), &[index]].concat());
        values.push(match node {
            Some(node) => read_field(field, node, &step, reading),
            None => {
                if field.required {
                    let help = format!("add `{}:` — {}", field.name, lower_first(&field.help));
                    reading.diagnostics.push(
                        Diagnostic::new(
                            Code::MissingField,
                            place,
                            format!("`{}` is missing", field.name),
                        )
                        .help(help),
                    );
                }
                None
            }
        });
    }
    values
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_lowercase().to_string());
    first.unwrap_or_default() + letters.as_str().trim_end_matches('.')
}

fn unknown_key(key: &Key, fields: &[FieldDef], reserved: &[&str]) -> Diagnostic {
    let names = fields.iter().map(|field| field.name.as_str());
    let near = near_miss(&key.text, names.chain(reserved.iter().copied()));
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
            format!(
                "known here: {}; a key of your own begins with `x-`",
                names.join(", ")
            )
        }
    };
    Diagnostic::new(
        Code::UnknownKey,
        key.span,
        format!("there is no field `{}` here", key.text),
    )
    .help(help)
}

fn read_field(
    field: &FieldDef,
    node: &Node,
    path: &FieldPath,
    reading: &mut Reading,
) -> Option<Item> {
    if !field.sourced {
        return read_value(&field.field_type, &field.name, node, path, reading);
    }
    match &node.value {
        Yaml::Map(entries) => {
            let fact = read_fact(field, entries, node.span, path, reading)?;
            Some(Item {
                value: Value::Facts(vec![fact]),
                span: node.span,
            })
        }
        Yaml::List(items) => {
            let facts: Vec<Fact> = items
                .iter()
                .filter_map(|item| match &item.value {
                    Yaml::Map(entries) => read_fact(field, entries, item.span, path, reading),
                    Yaml::Null | Yaml::Scalar { .. } | Yaml::List(_) => {
                        let item = read_value(&field.field_type, &field.name, item, path, reading)?;
                        Some(plain_fact(item))
                    }
                })
                .collect();
            let preferred = facts.iter().filter(|fact| fact.prefer).count();
            if facts.len() > 1 && preferred != 1 {
                reading.diagnostics.push(
                    Diagnostic::new(
                        Code::WrongType,
                        node.span.within(0, 1),
                        format!("`{}` has several values and {preferred} of them preferred", field.name),
                    )
                    .help("put `prefer: true` beside exactly one of them; it is the one that pages show first"),
                );
            }
            (!facts.is_empty()).then_some(Item {
                value: Value::Facts(facts),
                span: node.span,
            })
        }
        Yaml::Null | Yaml::Scalar { .. } => {
            read_value(&field.field_type, &field.name, node, path, reading)
        }
    }
}

fn plain_fact(item: Item) -> Fact {
    Fact {
        item,
        by: None,
        sources: Vec::new(),
        basis: Basis::Sourced,
        note: String::new(),
        prefer: false,
    }
}

fn read_fact(
    field: &FieldDef,
    entries: &[(Key, Node)],
    span: Span,
    path: &FieldPath,
    reading: &mut Reading,
) -> Option<Fact> {
    let find = |name: &str| {
        entries
            .iter()
            .find(|(key, node)| key.text == name && node.value != Yaml::Null)
            .map(|(_, node)| node)
    };
    for (key, _) in entries {
        if !FACT_KEYS.contains(&key.text.as_str()) {
            reading.diagnostics.push(unknown_key(key, &[], FACT_KEYS));
        }
    }
    let Some(value) = find("value") else {
        reading.diagnostics.push(
            Diagnostic::new(Code::MissingField, span.within(0, 1), "`value` is missing")
                .help(format!("write `{}: {{ value: …, source: … }}`", field.name)),
        );
        return None;
    };
    let item = read_value(&field.field_type, &field.name, value, path, reading);
    let mut fact = plain_fact(item?);
    if let Some(node) = find("by")
        && let Some((written, span)) = scalar("by", node, reading)
    {
        fact.by = Some(note_reference(
            &written,
            span,
            path,
            Within::Speaker,
            reading,
        ));
    }
    if let Some(node) = find("source") {
        let nodes = match &node.value {
            Yaml::List(items) => items.as_slice(),
            Yaml::Null | Yaml::Scalar { .. } | Yaml::Map(_) => std::slice::from_ref(node),
        };
        for node in nodes {
            if let Some((written, span)) = scalar("source", node, reading) {
                let slot = note_reference(&written, span, path, Within::Source, reading);
                fact.sources.push(slot);
            }
        }
    }
    if let Some(node) = find("basis")
        && let Some((written, span)) = scalar("basis", node, reading)
    {
        match written.as_str() {
            "sourced" => {}
            "general-knowledge" => fact.basis = Basis::GeneralKnowledge,
            other => reading.diagnostics.push(unknown_choice(
                "basis",
                other,
                span,
                &["sourced", "general-knowledge"],
            )),
        }
    }
    if let Some(node) = find("note")
        && let Some((written, _)) = scalar("note", node, reading)
    {
        fact.note = written;
    }
    if let Some(node) = find("prefer")
        && let Some((written, span)) = scalar("prefer", node, reading)
    {
        fact.prefer = yes_no("prefer", &written, span, reading.diagnostics).unwrap_or(false);
    }
    Some(fact)
}

/// Reads one value of a type.
fn read_value(
    field_type: &FieldType,
    name: &str,
    node: &Node,
    path: &FieldPath,
    reading: &mut Reading,
) -> Option<Item> {
    let value = match field_type {
        FieldType::List { of } => return read_list(of, name, node, path, reading),
        FieldType::Group { short, fields } => {
            return read_group(*short, fields, name, node, path, reading);
        }
        FieldType::DaysByZone => read_days(name, node, reading)?,
        FieldType::Text
        | FieldType::Markdown
        | FieldType::Integer
        | FieldType::Decimal { .. }
        | FieldType::Quantity { .. }
        | FieldType::YesNo
        | FieldType::Date
        | FieldType::Zone
        | FieldType::Duration
        | FieldType::Url
        | FieldType::Language
        | FieldType::Choice { .. }
        | FieldType::Ref { .. } => {
            let (text, _) = scalar(name, node, reading)?;
            read_scalar(field_type, name, &text, node, path, reading)?
        }
    };
    Some(Item {
        value,
        span: node.span,
    })
}

fn read_scalar(
    field_type: &FieldType,
    name: &str,
    text: &str,
    node: &Node,
    path: &FieldPath,
    reading: &mut Reading,
) -> Option<Value> {
    let span = node.span;
    let fault =
        |code: Code, message: String, help: &str| Diagnostic::new(code, span, message).help(help);
    let value = match field_type {
        FieldType::Text => Ok(Value::Text(text.to_owned())),
        FieldType::Markdown => {
            let body = read_markdown(text, node, reading.diagnostics);
            reading.bodies.push(body);
            Ok(Value::Markdown(reading.bodies.len() - 1))
        }
        FieldType::Integer => text.parse().map(Value::Integer).map_err(|_| {
            fault(Code::BadNumber, format!("`{name}` is a whole number, not `{text}`"), "write digits only, such as 2")
        }),
        FieldType::Decimal { .. } => {
            let digits = text.strip_prefix('-').unwrap_or(text);
            if Quantity::parse(digits).is_some() && digits.chars().all(|letter| letter.is_ascii_digit() || letter == '.') {
                Ok(Value::Decimal(text.to_owned()))
            } else {
                Err(fault(Code::BadNumber, format!("`{name}` is a number, not `{text}`"), "write digits with a point, such as 40.61 or -77.04"))
            }
        }
        FieldType::Quantity { unit } => Quantity::parse(text).map(Value::Quantity).ok_or_else(|| {
            fault(
                Code::BadNumber,
                format!("`{name}` is a quantity in {unit}, not `{text}`"),
                "write a number such as 800 (no unit, no commas), `about 800`, `over 700`, or a range such as 450-600",
            )
        }),
        FieldType::YesNo => return yes_no(name, text, span, reading.diagnostics).map(Value::YesNo),
        FieldType::Date => return read_date(text, node, reading.diagnostics).map(|when| Value::Date(Box::new(when))),
        FieldType::Zone => parse_zone(text).map(Value::Zone).map_err(|near| unknown_zone(text, span, near)),
        FieldType::Duration => parse_duration(text).map(Value::Duration).map_err(|error| {
            let mut diagnostic = Diagnostic::new(Code::BadDuration, span, error.message);
            diagnostic.help = error.help;
            diagnostic
        }),
        FieldType::Url => {
            if is_web_address(text) {
                Ok(Value::Url(text.to_owned()))
            } else {
                Err(fault(Code::BadUrl, format!("`{text}` is not a web address"), "write the whole address, beginning with https:// or http://, without spaces"))
            }
        }
        FieldType::Language => {
            if is_language_tag(text) {
                Ok(Value::Language(text.to_owned()))
            } else {
                Err(fault(Code::BadLanguage, format!("`{text}` is not a language tag"), "write a short tag such as ja, ko or en-GB"))
            }
        }
        FieldType::Choice { options } => options
            .iter()
            .position(|option| option.value == text)
            .map(Value::Choice)
            .ok_or_else(|| {
                let values: Vec<&str> = options.iter().map(|option| option.value.as_str()).collect();
                unknown_choice(name, text, span, &values)
            }),
        FieldType::Ref { .. } => Ok(Value::Ref(note_reference(text, span, path, Within::Value, reading))),
        FieldType::DaysByZone | FieldType::List { .. } | FieldType::Group { .. } => {
            unreachable!("read_value handles the types that are not single values")
        }
    };
    value
        .map_err(|diagnostic| reading.diagnostics.push(diagnostic))
        .ok()
}

fn read_list(
    of: &FieldType,
    name: &str,
    node: &Node,
    path: &FieldPath,
    reading: &mut Reading,
) -> Option<Item> {
    let items = match &node.value {
        Yaml::List(items) => items.as_slice(),
        // One value may stand without brackets, but a mapping only where groups are listed.
        Yaml::Scalar { .. } | Yaml::Map(_) => std::slice::from_ref(node),
        Yaml::Null => return None,
    };
    let values: Vec<Item> = items
        .iter()
        .filter(|item| item.value != Yaml::Null)
        .filter_map(|item| read_value(of, name, item, path, reading))
        .collect();
    (!values.is_empty()).then_some(Item {
        value: Value::List(values),
        span: node.span,
    })
}

fn read_group(
    short: Option<usize>,
    fields: &[FieldDef],
    name: &str,
    node: &Node,
    path: &FieldPath,
    reading: &mut Reading,
) -> Option<Item> {
    let first_reference = reading.references.len();
    let values = match &node.value {
        Yaml::Map(entries) => {
            read_fields(fields, entries, node.span.within(0, 1), path, &[], reading)
        }
        Yaml::Scalar { .. } if short.is_some() => {
            let index = short.expect("the guard says so");
            let step = FieldPath([path.0.as_slice(), &[index]].concat());
            let item = read_field(&fields[index], node, &step, reading)?;
            let mut values: Vec<Option<Item>> = fields.iter().map(|_| None).collect();
            values[index] = Some(item);
            values
        }
        Yaml::Null | Yaml::Scalar { .. } | Yaml::List(_) => {
            let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
            let help = format!(
                "write it as `{{ {}: … }}`; the fields are {}",
                names[0],
                names.join(", ")
            );
            reading.diagnostics.push(
                Diagnostic::new(
                    Code::WrongType,
                    node.span,
                    format!(
                        "each item of `{name}` is a mapping, not {}",
                        node.describe()
                    ),
                )
                .help(help),
            );
            return None;
        }
    };
    let words: Vec<String> = fields
        .iter()
        .zip(&values)
        .filter_map(|(field, item)| match &item.as_ref()?.value {
            Value::Text(text) if field.quoted => Some(format!("“{text}”")),
            Value::Text(text) => Some(text.clone()),
            _ => None,
        })
        .collect();
    let words = words.join("; ");
    for reference in &mut reading.references[first_reference..] {
        if reference.within == Within::Value {
            reference.words.clone_from(&words);
        }
    }
    Some(Item {
        value: Value::Group(values),
        span: node.span,
    })
}

fn read_days(name: &str, node: &Node, reading: &mut Reading) -> Option<Value> {
    let Yaml::Map(entries) = &node.value else {
        reading.diagnostics.push(
            Diagnostic::new(
                Code::WrongType,
                node.span,
                format!(
                    "`{name}` is a mapping from zone to day, not {}",
                    node.describe()
                ),
            )
            .help("write it as `{ America/New_York: 2022-02-09 }`"),
        );
        return None;
    };
    let mut days = Vec::new();
    for (key, node) in entries {
        let zone = parse_zone(&key.text).map_err(|near| {
            let diagnostic = unknown_zone(&key.text, key.span, near);
            reading.diagnostics.push(diagnostic);
        });
        let Some((text, _)) = scalar(&key.text, node, reading) else {
            continue;
        };
        let when = read_date(&text, node, reading.diagnostics);
        if let (Ok(zone), Some(when)) = (zone, when) {
            days.push((zone, when));
        }
    }
    Some(Value::Days(days))
}

fn read_date(text: &str, node: &Node, diagnostics: &mut Diagnostics) -> Option<When> {
    When::parse(text)
        .map_err(|error| {
            let verbatim = matches!(node.value, Yaml::Scalar { verbatim: true, .. });
            let length = text[error.offset.min(text.len())..]
                .chars()
                .next()
                .map_or(0, char::len_utf8);
            let span = if verbatim && error.offset > 0 && length > 0 {
                node.span.within(error.offset, error.offset + length)
            } else {
                node.span
            };
            let mut diagnostic = Diagnostic::new(Code::BadDate, span, error.message);
            diagnostic.help = error.help;
            diagnostics.push(diagnostic);
        })
        .ok()
}

fn read_markdown(text: &str, node: &Node, diagnostics: &mut Diagnostics) -> Body {
    if matches!(node.value, Yaml::Scalar { verbatim: true, .. }) {
        return body::parse_inline(text, node.span, diagnostics);
    }
    // Quotes and escapes shift the offsets, so what is found is reported at the value as a whole.
    let mut found = Diagnostics::default();
    let mut body = body::parse_inline(text, node.span, &mut found);
    for link in &mut body.links {
        (link.span, link.target_span) = (node.span, node.span);
    }
    for citation in &mut body.citations {
        citation.span = node.span;
    }
    for image in &mut body.images {
        image.span = node.span;
    }
    diagnostics.append(found.moved_to(node.span));
    body
}

fn note_reference(
    written: &str,
    span: Span,
    path: &FieldPath,
    within: Within,
    reading: &mut Reading,
) -> usize {
    reading.references.push(Reference {
        written: unbracket(written).to_owned(),
        span,
        path: path.clone(),
        within,
        words: String::new(),
    });
    reading.references.len() - 1
}

/// Takes the brackets, label and fragment off a wikilink: `[[a#b|c]]` means `a`.
fn unbracket(written: &str) -> &str {
    let Some(inner) = written
        .strip_prefix("[[")
        .and_then(|rest| rest.strip_suffix("]]"))
    else {
        return written;
    };
    let inner = inner.split(['|', '#']).next().unwrap_or(inner);
    inner.trim().trim_end_matches(".md")
}

/// Returns the text of a node that must be a single value.
fn scalar(name: &str, node: &Node, reading: &mut Reading) -> Option<(String, Span)> {
    if let Yaml::Scalar { text, .. } = &node.value {
        return Some((text.trim().to_owned(), node.span));
    }
    let bracketed = matches!(&node.value, Yaml::List(items)
        if items.len() == 1 && matches!(items[0].value, Yaml::List(_)));
    let help = if bracketed {
        "put a wikilink in quotes: `\"[[…]]\"`".to_owned()
    } else {
        format!("write one value after `{name}:`; quotes help where it holds a colon or brackets")
    };
    reading.diagnostics.push(
        Diagnostic::new(
            Code::WrongType,
            node.span,
            format!("`{name}` takes a single value, not {}", node.describe()),
        )
        .help(help),
    );
    None
}

fn yes_no(name: &str, text: &str, span: Span, diagnostics: &mut Diagnostics) -> Option<bool> {
    match text {
        "yes" | "true" => Some(true),
        "no" | "false" => Some(false),
        other => {
            diagnostics.push(
                Diagnostic::new(
                    Code::WrongType,
                    span,
                    format!("`{name}` is yes or no, not `{other}`"),
                )
                .help("write yes or no"),
            );
            None
        }
    }
}

fn unknown_choice(name: &str, text: &str, span: Span, values: &[&str]) -> Diagnostic {
    let near = near_miss(text, values.iter().copied());
    let allowed = format!("`{name}` allows: {}", values.join(", "));
    let help = match near {
        Some(near) => format!("did you mean `{near}`? {allowed}"),
        None => allowed,
    };
    Diagnostic::new(
        Code::UnknownChoice,
        span,
        format!("unknown {name} `{text}`"),
    )
    .help(help)
}

fn unknown_zone(text: &str, span: Span, near: Option<&'static str>) -> Diagnostic {
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write an IANA name such as Asia/Seoul or America/New_York".to_owned(),
    };
    Diagnostic::new(
        Code::UnknownZone,
        span,
        format!("there is no time zone `{text}`"),
    )
    .help(help)
}
