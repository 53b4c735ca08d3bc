//! What the files of rules have in common: names of files, lists of mappings.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::mapping::Mapping;
use crate::yaml::{Node, Yaml};

/// Reports a file that no rule is read from.
pub(super) fn unknown_file(name: &str, node: &Node, diagnostics: &mut Diagnostics) {
    diagnostics.push(
        Diagnostic::new(
            Code::BadRules,
            node.span.within(0, 0),
            format!("there are no rules called `{name}`"),
        )
        .help(format!(
            "known here: {}, {}, {}",
            super::COVERAGE,
            super::COUNTING,
            super::TOPONYMS
        )),
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
