//! In what things are counted: entries, days, or the sum of a field, each with a sentence for readers.

use super::{Rules, read};
use crate::diagnostics::{Code, Diagnostics};
use crate::filter::{self, Filter, Path};
use crate::mapping::Mapping;
use crate::schema::{FieldType, Schema};
use crate::when::When;
use crate::yaml::Node;

/// A rule of counting.
#[derive(Debug)]
pub struct Unit {
    /// The name by which claims ask for it, such as `rounds`.
    pub name: String,
    /// What one of them is called; the name without its last letter where nothing is declared.
    pub one: String,
    /// What the rule says, in a sentence for readers.
    pub sentence: String,
    /// What is counted.
    pub counts: Counts,
    /// Which entries count at all.
    pub filter: Filter,
}

/// What a rule counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Counts {
    /// Each entry once.
    Entries,
    /// Each day once, by the calendar of the event's own zone, whatever number of entries it has.
    Days,
    /// The numbers of a field, added up.
    Sum(Path),
}

/// Reads the file.
pub(super) fn read(node: &Node, schema: &Schema, rules: &mut Rules, diagnostics: &mut Diagnostics) {
    let Some(mut map) = Mapping::open(node, Code::BadRules, diagnostics) else {
        return;
    };
    for item in read::items("units", &mut map) {
        let unit = read_unit(item, schema, map.diagnostics());
        let Some(unit) = unit else { continue };
        if rules.unit(&unit.name, unit.filter.kind).is_some() {
            let kind = &schema.kind(unit.filter.kind).name;
            let message = format!("there are two rules `{}` for the kind `{kind}`", unit.name);
            map.report(item.span.within(0, 0), message);
        }
        rules.units.push(unit);
    }
    for (text, span) in map.texts("compared") {
        match When::parse(&text) {
            Ok(when) => rules.compared.push(when),
            Err(fault) => {
                let help = fault.help.unwrap_or_default();
                map.report_with_help(span, fault.message, help);
            }
        }
    }
    map.finish();
}

fn read_unit(node: &Node, schema: &Schema, diagnostics: &mut Diagnostics) -> Option<Unit> {
    let mut map = Mapping::open(node, Code::BadRules, diagnostics)?;
    let name = map.required_text("name");
    let one = map.text("one");
    let sentence = map.required_text("sentence");
    let filter = filter::read(schema, &mut map);
    let counts = map.required_text("counts").and_then(|(words, span)| {
        let filter = filter.as_ref()?;
        match words.as_str() {
            "entries" => return Some(Counts::Entries),
            "days" => return Some(Counts::Days),
            _ => {}
        }
        let Some(dotted) = words.strip_prefix("sum of ") else {
            let help = "write `entries`, `days`, or `sum of` and the name of a field".to_owned();
            map.report_with_help(span, format!("nothing is counted by `{words}`"), help);
            return None;
        };
        let path = filter::find(filter.kind, dotted.trim(), &[], span, schema, &mut map)?;
        let field = path.field(schema.kind(filter.kind), schema);
        let is_number = matches!(
            field.field_type.item(),
            FieldType::Integer | FieldType::Decimal { .. } | FieldType::Quantity { .. }
        );
        if !is_number {
            let word = field.field_type.item().word();
            let message = format!("`{}` is a {word} and has no sum", dotted.trim());
            map.report_with_help(span, message, "name a field that holds a number".to_owned());
        }
        is_number.then_some(Counts::Sum(path))
    });
    map.finish();
    let name = name?.0;
    Some(Unit {
        one: one.map_or_else(|| name.trim_end_matches('s').to_owned(), |(text, _)| text),
        name,
        sentence: sentence?.0,
        counts: counts?,
        filter: filter?,
    })
}
