//! For which events, from when to when and by which rule the record is complete, and what others
//! counted.
//!
//! Nothing of this is computed: a record cannot know what it lacks. Whoever keeps it declares it, and
//! pages say so.

use super::{Rules, read};
use crate::diagnostics::{Code, Diagnostics};
use crate::filter::{self, Filter, Named};
use crate::mapping::Mapping;
use crate::schema::Schema;
use crate::text::Span;
use crate::when::When;
use crate::yaml::Node;

/// A class of events for which the record is complete.
#[derive(Debug)]
pub struct Coverage {
    /// What the class is called, such as `Ballistic missiles`.
    pub name: String,
    /// The events.
    pub filter: Filter,
    /// The first day or period that is covered.
    pub from: Option<When>,
    /// The last day or period that is covered.
    pub to: Option<When>,
    /// From the first day of the one to the last of the other; `None` where neither end is given.
    pub period: Option<When>,
    /// By which rule an event belongs to the class, in a sentence for readers.
    pub rule: String,
    /// What the rule leaves out, each in a few words.
    pub leaves_out: Vec<String>,
    /// The sources by which completeness can be judged.
    pub sources: Vec<Named>,
}

/// A number that somebody else counted.
#[derive(Debug)]
pub struct Total {
    /// What was counted, in the words of the site.
    pub name: String,
    /// The number.
    pub number: u32,
    /// The events of this record that come nearest.
    pub filter: Filter,
    /// The rule by which they are counted here; none counts entries.
    pub unit: Option<Named>,
    /// The period.
    pub within: Option<When>,
    /// Who counted.
    pub sources: Vec<Named>,
    /// The day of the source, where it is not that of the source's own entry.
    pub counted: Option<When>,
    /// Why the number differs from that of this record, or why the two cannot be compared.
    pub reason: Option<String>,
}

/// Reads the file.
pub(super) fn read(node: &Node, schema: &Schema, rules: &mut Rules, diagnostics: &mut Diagnostics) {
    let Some(mut map) = Mapping::open(node, Code::BadRules, diagnostics) else {
        return;
    };
    for item in read::items("coverage", &mut map) {
        rules
            .coverage
            .extend(read_coverage(item, schema, map.diagnostics()));
    }
    for item in read::items("totals", &mut map) {
        rules
            .totals
            .extend(read_total(item, schema, map.diagnostics()));
    }
    map.finish();
}

fn read_coverage(node: &Node, schema: &Schema, diagnostics: &mut Diagnostics) -> Option<Coverage> {
    let mut map = Mapping::open(node, Code::BadRules, diagnostics)?;
    let name = map.required_text("name");
    let filter = filter::read(schema, &mut map);
    let from = filter::when("from", &mut map);
    let to = filter::when("to", &mut map);
    let rule = map.required_text("rule");
    let leaves_out = map.texts("leaves_out");
    let sources = filter::named("source", &mut map);
    if let (Some((from, _)), Some((to, span))) = (&from, &to) {
        check_order(from, to, *span, &mut map);
    }
    let period = read_period(from.as_ref(), to.as_ref(), &mut map);
    map.finish();
    Some(Coverage {
        name: name?.0,
        filter: filter?,
        period,
        from: from.map(|(when, _)| when),
        to: to.map(|(when, _)| when),
        rule: rule?.0,
        leaves_out: leaves_out.into_iter().map(|(text, _)| text).collect(),
        sources,
    })
}

/// Makes one period of both ends; an end that is not given is open.
fn read_period(
    from: Option<&(When, Span)>,
    to: Option<&(When, Span)>,
    map: &mut Mapping,
) -> Option<When> {
    let (_, span) = from.or(to)?;
    let end = |end: Option<&(When, Span)>| end.map_or("..", |(when, _)| when.edtf()).to_owned();
    let period = When::parse(&format!("{}/{}", end(from), end(to)));
    if period.is_err() {
        map.report_with_help(
            *span,
            "coverage begins and ends on one day, in one month or in one year".to_owned(),
            "write dates such as 2017, 2017-01 or 2017-01-05 under `from` and `to`".to_owned(),
        );
    }
    period.ok()
}

fn check_order(from: &When, to: &When, span: Span, map: &mut Mapping) {
    if to.is_before(from).is_certain() {
        map.report_with_help(
            span,
            format!("coverage ends before it begins, {}", from.long()),
            "write the earlier day under `from` and the later one under `to`".to_owned(),
        );
    }
}

fn read_total(node: &Node, schema: &Schema, diagnostics: &mut Diagnostics) -> Option<Total> {
    let mut map = Mapping::open(node, Code::BadRules, diagnostics)?;
    let name = map.required_text("name");
    let number = map.required_text("number");
    let filter = filter::read(schema, &mut map);
    let within = filter::when("within", &mut map);
    let unit = filter::named("unit", &mut map).into_iter().next();
    let sources = filter::named("source", &mut map);
    if map.node("source").is_none() {
        map.report(
            node.span.within(0, 0),
            "`source` is missing: a count needs somebody who counted",
        );
    }
    let counted = filter::when("counted", &mut map);
    let reason = map.text("reason");
    let number = number.and_then(|(text, span)| {
        let read = text.parse().ok();
        if read.is_none() {
            map.report(
                span,
                format!("`number` is a whole number such as 37, not `{text}`"),
            );
        }
        read
    });
    map.finish();
    Some(Total {
        name: name?.0,
        number: number?,
        filter: filter?,
        unit,
        within: within.map(|(when, _)| when),
        sources,
        counted: counted.map(|(when, _)| when),
        reason: reason.map(|(text, _)| text),
    })
}
