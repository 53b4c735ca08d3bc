//! A node of front matter and the type of its field, to a value or a diagnostic.
//!
//! A fault yields one diagnostic and no value, so that nothing after it complains of the same words
//! again. References are noted in the order of the text; `resolve` looks them up.

use super::body::Body;
use super::facts::read_field;
use super::picture::read_picture;
use super::preferred;
use super::scalars::{read_date, read_scalar, unknown_zone};
use super::value::{Item, Reference, Value, Within, is_indirect};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Mend, near_miss};
use crate::schema::{FieldDef, FieldPath, FieldType};
use crate::text::Span;
use crate::when::{meant_zone, parse_zone};
use crate::yaml::{Key, Node, Yaml};

/// What reading an entry's fields collects.
pub(super) struct Reading<'d> {
    /// The references found so far.
    pub(super) references: Vec<Reference>,
    /// The entry's body, and after it the fields of Markdown found so far.
    pub(super) bodies: Vec<Body>,
    /// The field that dates the entry; its zone stands in another field and is checked later.
    pub(super) dated: Option<&'d FieldPath>,
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
            reading
                .diagnostics
                .push(unknown_key(key, fields, reserved, entries));
        }
    }
    let mut values = Vec::with_capacity(fields.len());
    for (index, field) in fields.iter().enumerate() {
        let node = entries.iter().find(|(key, _)| key.text == field.name);
        let node = node.map(|(_, node)| node).filter(|node| !node.is_blank());
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

/// Reports a key that no field has, among the keys beside it.
pub(super) fn unknown_key(
    key: &Key,
    fields: &[FieldDef],
    reserved: &[&str],
    beside: &[(Key, Node)],
) -> Diagnostic {
    let names = || {
        let names = fields.iter().map(|field| field.name.as_str());
        names.chain(reserved.iter().copied())
    };
    let near = near_miss(&key.text, names());
    // A key that is there already cannot be the one that was meant.
    let free = |name: &&str| !beside.iter().any(|(other, _)| other.text == *name);
    let mend = Mend::near(key.span, &key.text, names().filter(free));
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None if fields.is_empty() => format!("known here: {}", reserved.join(", ")),
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
    .mend(mend)
}

/// Reads one value of a type.
pub(super) fn read_value(
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
        FieldType::Picture => read_picture(name, node, path, reading)?,
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
        .filter(|item| !item.is_blank())
        .filter_map(|item| match &item.value {
            Yaml::List(inner) if inner.len() == 1 && matches!(of, FieldType::Ref { .. }) => {
                reading
                    .diagnostics
                    .push(not_single(name, item, WIKILINK_HELP));
                None
            }
            Yaml::Null | Yaml::Scalar { .. } | Yaml::List(_) | Yaml::Map(_) => {
                read_value(of, name, item, path, reading)
            }
        })
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
                names.first().unwrap_or(&"…"),
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
    let own_words = !is_indirect(fields, &values);
    let words: Vec<String> = fields
        .iter()
        .zip(&values)
        .filter_map(|(field, item)| {
            let value = preferred(&item.as_ref()?.value);
            // A language tag says nothing beside a name.
            let words = value.words().filter(|_| value.language().is_none())?;
            Some(if field.quoted && own_words {
                format!("“{words}”")
            } else {
                words.to_owned()
            })
        })
        .collect();
    let words = words.join("; ");
    for reference in &mut reading.references[first_reference..] {
        if matches!(reference.within, Within::Value | Within::Disputed) {
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
            let mend = meant_zone(&key.text);
            let mend = mend.map(|zone| Mend::words(key.span, key.text.as_str(), zone));
            let diagnostic = unknown_zone(&key.text, key.span, near).mend(mend);
            reading.diagnostics.push(diagnostic);
        });
        let Some((text, _)) = scalar(&key.text, node, reading) else {
            continue;
        };
        let when = read_date(&text, node, reading.diagnostics);
        let when = when.filter(|when| {
            if when.time().is_some() {
                let message = format!("the day in `{}` has a time of day", key.text);
                let diagnostic = Diagnostic::new(Code::BadDate, node.span, message);
                reading
                    .diagnostics
                    .push(diagnostic.help("write the day alone, as 2022-02-09"));
            }
            when.time().is_none()
        });
        if let (Ok(zone), Some(when)) = (zone, when) {
            days.push((zone, when));
        }
    }
    Some(Value::Days(days))
}

/// Notes a reference and returns its index.
pub(super) fn note_reference(
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
pub(super) fn scalar(name: &str, node: &Node, reading: &mut Reading) -> Option<(String, Span)> {
    if let Yaml::Scalar { text, .. } = &node.value {
        return Some((text.trim().to_owned(), node.span));
    }
    let bracketed = matches!(&node.value, Yaml::List(items)
        if items.len() == 1 && matches!(items[0].value, Yaml::List(_)));
    let help = if bracketed {
        WIKILINK_HELP.to_owned()
    } else {
        format!("write one value after `{name}:`; quotes help where it holds a colon or brackets")
    };
    reading.diagnostics.push(not_single(name, node, &help));
    None
}

/// Without quotes, YAML takes a wikilink for a list within a list.
const WIKILINK_HELP: &str = "put a wikilink in quotes: `\"[[…]]\"`";

fn not_single(name: &str, node: &Node, help: &str) -> Diagnostic {
    let message = format!("`{name}` takes a single value, not {}", node.describe());
    let quoted = Mend::Quote { span: node.span };
    let is_wikilink = help == WIKILINK_HELP;
    Diagnostic::new(Code::WrongType, node.span, message)
        .help(help)
        .mend(is_wikilink.then_some(quoted))
}
