//! What the files of rules have in common: lists of mappings, kinds, periods, entries that are named.

use super::Named;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, near_miss};
use crate::mapping::Mapping;
use crate::schema::{KindId, Schema};
use crate::text::Span;
use crate::when::When;
use crate::yaml::{Node, Yaml};

/// Reports a file that no rule is read from.
pub(super) fn unknown_file(name: &str, node: &Node, diagnostics: &mut Diagnostics) {
    diagnostics.push(
        Diagnostic::new(
            Code::BadRules,
            node.span.within(0, 0),
            format!("there are no rules called `{name}`"),
        )
        .help(format!("known here: {}", super::COVERAGE)),
    );
}

/// Returns the mappings of a list.
pub(super) fn items<'a>(name: &'static str, map: &mut Mapping<'a, '_>) -> Vec<&'a Node> {
    match map.node(name) {
        None => Vec::new(),
        Some(node) => match &node.value {
            Yaml::List(items) => items.iter().collect(),
            Yaml::Null | Yaml::Scalar { .. } | Yaml::Map(_) => {
                let message = format!("`{name}` takes a list, not {}", node.describe());
                map.report(node.span, message);
                Vec::new()
            }
        },
    }
}

/// Reads the kind of events that a rule is about.
pub(super) fn kind(map: &mut Mapping, schema: &Schema) -> Option<KindId> {
    let (name, span) = map.required_text("kind")?;
    let dated = || schema.ids().filter(|(_, kind)| kind.is_dated());
    let found = dated().find(|(_, kind)| kind.name == name);
    if found.is_none() {
        let names: Vec<&str> = dated().map(|(_, kind)| kind.name.as_str()).collect();
        let known = format!("kinds of events here: {}", names.join(", "));
        let near = near_miss(&name, names.iter().copied());
        let help = near.map_or_else(
            || known.clone(),
            |near| format!("did you mean `{near}`? {known}"),
        );
        map.report_with_help(
            span,
            format!("there is no kind of events called `{name}`"),
            help,
        );
    }
    found.map(|(id, _)| id)
}

/// Reads a date or period.
pub(super) fn when(name: &'static str, map: &mut Mapping) -> Option<(When, Span)> {
    let (text, span) = map.text(name)?;
    match When::parse(&text) {
        Ok(when) => Some((when, span)),
        Err(fault) => {
            let mut diagnostic = Diagnostic::new(Code::BadDate, span, fault.message);
            diagnostic.help = fault.help;
            map.diagnostics().push(diagnostic);
            None
        }
    }
}

/// Reads names of entries, one or a list of them.
pub(super) fn named(name: &'static str, map: &mut Mapping) -> Vec<Named> {
    let texts = map.texts(name).into_iter();
    texts
        .map(|(written, span)| Named { written, span })
        .collect()
}
