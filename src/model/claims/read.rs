//! The list `claims` of the front matter, key by key.

use super::{Assertion, Claim, Extreme, Number, Point, Set, Statements, Within};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Mend};
use crate::filter::{self, Named};
use crate::mapping::Mapping;
use crate::quantity::Quantity;
use crate::schema::{FieldType, Schema};
use crate::when::When;
use crate::yaml::{Node, Yaml};

/// The keys of which a claim has exactly one.
const ASSERTIONS: &[&str] = &[
    "count",
    "ordinal",
    "first_since",
    "last_before",
    "record",
    "days_between",
    "held_office",
];

/// Reads the list of claims.
pub(in crate::model) fn read(
    node: &Node,
    schema: &Schema,
    diagnostics: &mut Diagnostics,
) -> Vec<Claim> {
    let items = match &node.value {
        Yaml::List(items) => items.as_slice(),
        Yaml::Null | Yaml::Scalar { .. } | Yaml::Map(_) => std::slice::from_ref(node),
    };
    let items = items.iter();
    items
        .filter_map(|item| {
            let mut map = Mapping::open(item, Code::BadClaim, diagnostics)?;
            let claim = read_one(item, schema, &mut map);
            map.finish();
            claim
        })
        .collect()
}

fn read_one(node: &Node, schema: &Schema, map: &mut Mapping) -> Option<Claim> {
    let says = map.required_text("says");
    let of = point("of", map).unwrap_or(Point::This);
    let unit = filter::named("unit", map).into_iter().next();
    let hedge = map.text("hedge");
    let reported_by = filter::named("reported_by", map);
    let remark = map.text("note").map(|(text, _)| text);
    let asserts = assertion(node, schema, map)?;
    let (says, says_span) = says?;
    Some(Claim {
        says,
        says_span,
        asserts,
        of,
        unit,
        hedge,
        reported_by,
        note: remark,
        span: node.span,
    })
}

fn assertion(node: &Node, schema: &Schema, map: &mut Mapping) -> Option<Assertion> {
    let mut given = ASSERTIONS.iter().filter(|name| map.node(name).is_some());
    let first = given.next().copied();
    let second = given.next().copied();
    let (Some(name), None) = (first, second) else {
        let message = match second {
            None => "a claim asserts something: nothing is said here of what".to_owned(),
            Some(second) => {
                let first = first.unwrap_or_default();
                format!("a claim asserts one thing, not `{first}` and `{second}` at once")
            }
        };
        let help = format!("write one of {}", ASSERTIONS.join(", "));
        map.report_with_help(node.span.within(0, 0), message, help);
        for name in ["is", "among"] {
            map.node(name);
        }
        return None;
    };
    Some(match name {
        "count" => {
            let of = set("count", schema, map);
            let is = number("is", map);
            Assertion::Count { of: of?, is: is? }
        }
        "ordinal" => {
            let (among, starting) = ordinal(schema, map);
            let is = number("is", map);
            Assertion::Ordinal {
                among: among?,
                starting,
                is: is?,
            }
        }
        "first_since" => {
            let (among, since) = set_up_to("first_since", schema, map)?;
            Assertion::FirstSince { among, since }
        }
        "last_before" => {
            let (among, before) = set_up_to("last_before", schema, map)?;
            Assertion::LastBefore { among, before }
        }
        "record" => {
            let among = set("among", schema, map)?;
            record(among, schema, map)?
        }
        "days_between" => days_between(map)?,
        _ => held_office(map)?,
    })
}

/// Opens the mapping of a key.
fn inner<'a, 'd>(name: &'static str, map: &'d mut Mapping<'a, '_>) -> Option<Mapping<'a, 'd>> {
    let Some(node) = map.node(name) else {
        map.report_missing(name);
        return None;
    };
    Mapping::open(node, Code::BadClaim, map.diagnostics())
}

fn set(name: &'static str, schema: &Schema, map: &mut Mapping) -> Option<Set> {
    let mut inner = inner(name, map)?;
    let set = read_set(schema, &mut inner);
    inner.finish();
    set
}

/// Reads the period that a claim names, and the events of the time between that and its event.
fn set_up_to(beside: &'static str, schema: &Schema, map: &mut Mapping) -> Option<(Set, When)> {
    let named = filter::when(beside, map);
    let set = set("among", schema, map)?;
    for name in ["within", "until"] {
        let node = map.node("among").and_then(|node| {
            let Yaml::Map(entries) = &node.value else {
                return None;
            };
            entries.iter().find(|(key, _)| key.text == name)
        });
        if let Some((key, _)) = node {
            let message = format!("`{name}` has no place beside `{beside}`");
            let help = format!("take it out: the period is that between the event and `{beside}`");
            let mend = Some(Mend::Remove { key: key.span });
            map.report_with_mend(key.span, message, help, mend);
            return None;
        }
    }
    Some((set, named?.0))
}

fn read_set(schema: &Schema, map: &mut Mapping) -> Option<Set> {
    let filter = filter::read(schema, map);
    let within = within(map)?;
    let until = point("until", map);
    let mut filter = filter?;
    let keys = ["kind", "where", "within", "until"];
    let beside = filter::beside(filter.kind, &keys, schema, map);
    filter.conditions.extend(beside);
    Some(Set {
        filter,
        within,
        until,
    })
}

fn ordinal(schema: &Schema, map: &mut Mapping) -> (Option<Set>, Option<(Named, u32)>) {
    let Some(mut inner) = inner("ordinal", map) else {
        return (None, None);
    };
    // Read first, so that it is not taken for a condition.
    inner.node("starting");
    let set = read_set(schema, &mut inner);
    let mut starting = None;
    if let Some(node) = inner.node("starting")
        && let Some(mut start) = Mapping::open(node, Code::BadClaim, inner.diagnostics())
    {
        let event = start.required_text("event");
        let is = start.required_text("is");
        let is = is.and_then(|(text, span)| {
            let read = text.parse::<u32>().ok();
            if read.is_none() {
                let message = format!("`is` is a whole number such as 9, not `{text}`");
                start.report(span, message);
            }
            read
        });
        start.finish();
        starting = event
            .zip(is)
            .map(|((written, span), is)| (Named { written, span }, is));
    }
    inner.finish();
    (set, starting)
}

fn record(among: Set, schema: &Schema, map: &mut Mapping) -> Option<Assertion> {
    let mut inner = inner("record", map)?;
    let field = inner.required_text("field");
    let id = among.filter.kind;
    let field = field.and_then(|(dotted, span)| {
        let path = filter::find(id, &dotted, &[], span, schema, &mut inner)?;
        let field_type = path.field(schema.kind(id), schema).field_type.item();
        let is_number = matches!(
            field_type,
            FieldType::Integer | FieldType::Decimal { .. } | FieldType::Quantity { .. }
        );
        if !is_number {
            let message = format!("`{dotted}` is a {} and has no record", field_type.word());
            inner.report_with_help(span, message, "name a field that holds a number".to_owned());
        }
        is_number.then_some(path)
    });
    let extreme = match inner.required_text("is") {
        Some((word, _)) if word == "max" => Some(Extreme::Max),
        Some((word, _)) if word == "min" => Some(Extreme::Min),
        Some((word, span)) => {
            let message = format!("a record is `max` or `min`, not `{word}`");
            inner.report(span, message);
            None
        }
        None => None,
    };
    let by = match inner.text("by") {
        None => Statements::All,
        Some((word, span)) => {
            if word != "any" {
                let message = format!("`by` is `any` or left out, not `{word}`");
                let help = "write `by: any` to take every other event by the farthest that anybody states of it; without `by` each value that is stated may be the right one";
                inner.report_with_help(span, message, help.to_owned());
                return None;
            }
            Statements::Any
        }
    };
    let since = filter::when("since", &mut inner);
    inner.finish();
    Some(Assertion::Record {
        among,
        field: field?,
        extreme: extreme?,
        by,
        since: since.map(|(when, _)| when),
    })
}

fn days_between(map: &mut Mapping) -> Option<Assertion> {
    let mut inner = inner("days_between", map)?;
    let from = point("from", &mut inner);
    let to = point("to", &mut inner);
    if from.is_none() && to.is_none() {
        inner.report_missing("from");
    }
    inner.finish();
    let is = number("is", map)?;
    Some(Assertion::DaysBetween {
        from: from.unwrap_or(Point::This),
        to: to.unwrap_or(Point::This),
        is,
    })
}

fn held_office(map: &mut Mapping) -> Option<Assertion> {
    let mut inner = inner("held_office", map)?;
    let person = inner.required_text("person");
    let office = inner.required_text("office");
    inner.finish();
    let (written, span) = person?;
    Some(Assertion::HeldOffice {
        person: Named { written, span },
        office: office?.0,
    })
}

/// Reads the period under `within`; nothing after a date that cannot be read.
pub fn within(map: &mut Mapping) -> Option<Within> {
    Some(match map.text("within") {
        None => Within::Always,
        Some((word, _)) if word == "year" => Within::Year,
        Some((word, _)) if word == "month" => Within::Month,
        Some(_) => {
            let (when, span) = filter::when("within", map)?;
            Within::Period(Box::new(when), span)
        }
    })
}

/// Reads `this`, a day, or the key of an event.
pub fn point(name: &'static str, map: &mut Mapping) -> Option<Point> {
    let (text, span) = map.text(name)?;
    if text == "this" {
        return Some(Point::This);
    }
    Some(match When::parse(&text) {
        Ok(when) => Point::Day(when),
        Err(_) => Point::Event(Named {
            written: text,
            span,
        }),
    })
}

fn number(name: &'static str, map: &mut Mapping) -> Option<Number> {
    let (text, span) = map.required_text(name)?;
    let read = Quantity::parse(&text);
    if read.is_none() {
        let message = format!("`{name}` is a number, not `{text}`");
        let help = "write a number such as 7, `at least 7`, or a range such as 2..4".to_owned();
        map.diagnostics()
            .push(Diagnostic::new(Code::BadClaim, span, message).help(help));
    }
    read.map(|quantity| Number { quantity, span })
}
