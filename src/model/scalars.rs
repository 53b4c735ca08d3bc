//! The text of a single value and the type of its field, to a value or a diagnostic.

use super::body::{self, Body};
use super::read::{Reading, note_reference};
use super::value::{Value, Within};
use crate::config::{is_language_tag, is_web_address};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Mend, near_miss};
use crate::quantity::{self, Quantity};
use crate::schema::{FieldPath, FieldType};
use crate::text::Span;
use crate::when::{When, meant_zone, parse_duration, parse_zone};
use crate::yaml::{Node, Yaml};

/// Reads the text of a single value by the type of its field.
pub(super) fn read_scalar(
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
                let plain = digits.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
                let help = if plain && digits.len() > quantity::LONGEST {
                    "leave out the last digits: twelve characters are read, and six digits after the point tell a place to the decimetre"
                } else {
                    "write digits with a point, such as 40.61 or -77.04"
                };
                Err(fault(Code::BadNumber, format!("`{name}` is a number, not `{text}`"), help))
            }
        }
        FieldType::Quantity { unit } => Quantity::parse(text).map(Value::Quantity).ok_or_else(|| {
            let (what, help) = if unit.is_empty() {
                ("a number".to_owned(), "write a number such as 12 (no commas), `about 12`, `at least 2`, or a range such as 2-4; leave the line out where no number is known")
            } else {
                (format!("a quantity in {unit}"), "write a number such as 800 (no unit, no commas), `about 800`, `over 700`, or a range such as 450-600")
            };
            let number = text.strip_suffix(unit.as_str()).filter(|_| !unit.is_empty());
            let number = number.map(str::trim_end).filter(|number| Quantity::parse(number).is_some());
            fault(Code::BadNumber, format!("`{name}` is {what}, not `{text}`"), help)
                .mend(number.map(|number| Mend::value(span, number)))
        }),
        FieldType::YesNo => return yes_no(name, text, span, reading.diagnostics).map(Value::YesNo),
        FieldType::Date => {
            let when = read_date(text, node, reading.diagnostics)?;
            if when.needs_zone() && reading.dated != Some(path) {
                Err(fault(Code::TimeWithoutZone, "this time of day has no zone".to_owned(), "add the offset, as in 2022-01-30T07:52+09:00, or write the day alone"))
            } else {
                Ok(Value::Date(Box::new(when)))
            }
        }
        FieldType::Zone => parse_zone(text).map(Value::Zone).map_err(|near| {
            let mend = meant_zone(text).map(|zone| Mend::value(span, zone));
            unknown_zone(text, span, near).mend(mend)
        }),
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
        FieldType::DaysByZone
        | FieldType::Picture
        | FieldType::List { .. }
        | FieldType::Group { .. } => {
            unreachable!("read_value handles the types that are not single values")
        }
    };
    value
        .map_err(|diagnostic| reading.diagnostics.push(diagnostic))
        .ok()
}

/// Reads a date.
pub(super) fn read_date(text: &str, node: &Node, diagnostics: &mut Diagnostics) -> Option<When> {
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
            let mend = error.meant.map(|meant| Mend::value(node.span, meant));
            diagnostics.push(diagnostic.mend(mend));
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
    body.places.collapse(node.span);
    diagnostics.append(found.moved_to(node.span));
    body
}

/// Reads yes or no.
pub(super) fn yes_no(
    name: &str,
    text: &str,
    span: Span,
    diagnostics: &mut Diagnostics,
) -> Option<bool> {
    match text {
        "yes" | "true" => Some(true),
        "no" | "false" => Some(false),
        other => {
            let word = ["yes", "no", "true", "false"].into_iter();
            let mut word = word.filter(|word| word.eq_ignore_ascii_case(other));
            diagnostics.push(
                Diagnostic::new(
                    Code::WrongType,
                    span,
                    format!("`{name}` is yes or no, not `{other}`"),
                )
                .help("write yes or no")
                .mend(word.next().map(|word| Mend::value(span, word))),
            );
            None
        }
    }
}

/// Reports a word that a choice does not have.
pub(super) fn unknown_choice(name: &str, text: &str, span: Span, values: &[&str]) -> Diagnostic {
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
    .mend(Mend::near_value(span, text, values.iter().copied()))
}

/// Reports a zone that does not exist.
pub(super) fn unknown_zone(text: &str, span: Span, near: Option<&'static str>) -> Diagnostic {
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
