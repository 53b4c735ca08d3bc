//! The fields of a kind file: name, type and what the type needs.

use std::collections::BTreeMap;

use super::timing::read_timing;
use super::{Choice, FieldDef, FieldType, KindId, RESERVED, Tone};
use crate::diagnostics::{Code, Diagnostics, Mend, near_miss};
use crate::mapping::Mapping;
use crate::text::Span;
use crate::yaml::{Key, Node};

/// Reads the fields of a kind or a group; `reserved` names those that cannot be.
pub(super) fn read_fields(
    entries: &[(&Key, &Node)],
    ids: &BTreeMap<&str, KindId>,
    reserved: &[&str],
    diagnostics: &mut Diagnostics,
) -> Vec<FieldDef> {
    let mut fields = Vec::new();
    for (key, node) in entries {
        let Some(mut map) = Mapping::open(node, Code::BadKind, diagnostics) else {
            continue;
        };
        if reserved.contains(&key.text.as_str()) || key.text.starts_with("x-") {
            map.report_with_help(
                key.span,
                format!("`{}` cannot be the name of a field", key.text),
                format!(
                    "every entry has it already; reserved are {} and `x-…`",
                    RESERVED.join(", ")
                ),
            );
        }
        let usable =
            |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
        if !key
            .text
            .starts_with(|first: char| first.is_ascii_lowercase())
            || !key.text.chars().all(usable)
        {
            map.report_with_help(
                key.span,
                format!("`{}` cannot be the name of a field", key.text),
                "use lower-case letters, digits and underscores, a letter first".to_owned(),
            );
        }
        let label = map
            .required_text("label")
            .map_or_else(String::new, |(text, _)| text);
        let help = map
            .required_text("help")
            .map_or_else(String::new, |(text, _)| text);
        let required = map.flag("required");
        let hidden = map.flag("hidden");
        let sourced = map.flag("sourced");
        let quoted = map.flag("quoted");
        let verbatim = map.flag("verbatim");
        let Some(field_type) = read_type(&mut map, ids) else {
            continue;
        };
        if sourced
            && matches!(
                field_type,
                FieldType::List { .. } | FieldType::Group { .. } | FieldType::Picture
            )
        {
            map.report_with_help(
                key.span,
                format!("`{}` cannot be sourced", key.text),
                "values of the types list, group and picture carry no sources in this way; put the flag on the fields of the group".to_owned(),
            );
        }
        if quoted && !matches!(field_type, FieldType::Text) {
            map.report_with_help(
                key.span,
                format!("`{}` cannot be quoted", key.text),
                "only a field of type text holds somebody's words".to_owned(),
            );
        }
        if verbatim && !matches!(field_type, FieldType::Text) {
            map.report_with_help(
                key.span,
                format!("`{}` cannot be verbatim", key.text),
                "only a field of type text holds words as somebody else set them".to_owned(),
            );
        }
        map.finish();
        fields.push(FieldDef {
            name: key.text.clone(),
            label,
            help,
            required,
            hidden,
            sourced,
            quoted,
            verbatim,
            field_type,
            span: key.span,
        });
    }
    fields
}

/// Returns the field that tells in which language the words of a quoted field are: the first of type
/// language after it, before another quoted field.
#[must_use]
pub fn language_beside(fields: &[FieldDef], quoted: usize) -> Option<usize> {
    let after = fields.iter().enumerate().skip(quoted + 1);
    let mut after = after.take_while(|(_, field)| !field.quoted);
    let found = after.find(|(_, field)| matches!(field.field_type, FieldType::Language));
    found.map(|(index, _)| index)
}

fn read_type(map: &mut Mapping, ids: &BTreeMap<&str, KindId>) -> Option<FieldType> {
    let (word, span) = map.required_text("type")?;
    Some(match word.as_str() {
        "text" => FieldType::Text,
        "markdown" => FieldType::Markdown,
        "integer" => FieldType::Integer,
        "decimal" => FieldType::Decimal {
            unit: read_unit(map),
        },
        "quantity" => FieldType::Quantity {
            unit: read_unit(map),
        },
        "yes_no" => FieldType::YesNo,
        "date" => FieldType::Date,
        "zone" => FieldType::Zone,
        "days_by_zone" => FieldType::DaysByZone,
        "duration" => FieldType::Duration,
        "url" => FieldType::Url,
        "language" => FieldType::Language,
        "picture" => FieldType::Picture,
        "choice" => FieldType::Choice {
            options: read_options(map, span),
        },
        "ref" => {
            let kinds = read_kind_names("kinds", map, ids);
            if kinds.is_empty() {
                map.report(span, "a ref needs `kinds`, the kinds that it may refer to");
            }
            FieldType::Ref {
                kinds,
                inverse: map.text("inverse").map(|(text, _)| text),
                timing: read_timing(map),
            }
        }
        "list" => {
            let Some(node) = map.node("of") else {
                map.report(span, "a list needs `of`, the type of its items");
                return None;
            };
            let mut inner = Mapping::open(node, Code::BadKind, map.diagnostics())?;
            let of = read_type(&mut inner, ids)?;
            inner.finish();
            FieldType::List { of: Box::new(of) }
        }
        "group" => {
            let entries = map.entries("fields");
            let fields = read_fields(&entries, ids, &[], map.diagnostics());
            if fields.is_empty() {
                map.report(span, "a group needs `fields`");
            }
            let short = map.text("short").and_then(|(name, span)| {
                let index = fields.iter().position(|field| field.name == name);
                if index.is_none() {
                    let message = format!("there is no field `{name}` in this group");
                    let names: Vec<&str> = fields.iter().map(|it| it.name.as_str()).collect();
                    let help = format!("its fields are {}", names.join(", "));
                    let mend = Mend::near_value(span, &name, names.iter().copied());
                    map.report_with_mend(span, message, help, mend);
                }
                index
            });
            FieldType::Group { short, fields }
        }
        other => {
            let help = match near_miss(other, FieldType::WORDS.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the types are {}", FieldType::WORDS.join(", ")),
            };
            let mend = Mend::near_value(span, other, FieldType::WORDS.iter().copied());
            map.report_with_mend(span, format!("there is no type `{other}`"), help, mend);
            return None;
        }
    })
}

fn read_unit(map: &mut Mapping) -> String {
    map.text("unit").map_or_else(String::new, |(text, _)| text)
}

fn read_options(map: &mut Mapping, span: Span) -> Vec<Choice> {
    let mut options = Vec::new();
    for (key, node) in map.entries("options") {
        let Some(mut inner) = Mapping::open(node, Code::BadKind, map.diagnostics()) else {
            continue;
        };
        let label = inner
            .required_text("label")
            .map_or_else(|| key.text.clone(), |(text, _)| text);
        let full = inner
            .text("full")
            .map_or_else(String::new, |(text, _)| text);
        let tone = inner
            .text("tone")
            .and_then(|(word, span)| one_of("tone", &word, span, Tone::ALL, &mut inner));
        let indirect = inner.flag("indirect");
        let standing = inner.flag("standing");
        inner.finish();
        options.push(Choice {
            value: key.text.clone(),
            label,
            full,
            tone,
            indirect,
            standing,
        });
    }
    if options.is_empty() {
        map.report(span, "a choice needs `options`");
    }
    options
}

/// Reads one word out of a closed list.
pub(super) fn one_of<T: Copy>(
    key: &str,
    word: &str,
    span: Span,
    all: &[(&str, T)],
    map: &mut Mapping,
) -> Option<T> {
    let found = all.iter().find(|(name, _)| *name == word);
    if found.is_none() {
        let words: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
        map.report_with_mend(
            span,
            format!("`{key}` cannot be `{word}`"),
            format!("allowed: {}", words.join(", ")),
            Mend::near_value(span, word, words.iter().copied()),
        );
    }
    found.map(|(_, value)| *value)
}

/// Reads the names of kinds.
pub(super) fn read_kind_names(
    key: &'static str,
    map: &mut Mapping,
    ids: &BTreeMap<&str, KindId>,
) -> Vec<KindId> {
    let mut kinds = Vec::new();
    for (name, span) in map.texts(key) {
        if let Some(id) = ids.get(name.as_str()) {
            kinds.push(*id);
        } else {
            let help = match near_miss(&name, ids.keys().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "each kind is a file in `templates/kinds/`".to_owned(),
            };
            let mend = Mend::near_value(span, &name, ids.keys().copied());
            map.report_with_mend(span, format!("there is no kind `{name}`"), help, mend);
        }
    }
    kinds
}
