//! Which events the chronology sets larger, and which flights are ballistic: rules that a kind declares,
//! never taste.
//!
//! In: the setting `large` or `ballistic` of a kind file, which names choice fields and, for each, the
//! options that count. Out: conditions of which any is enough, and the words in which pages state them.

use super::parse::find_path;
use super::{Choice, FieldPath, Kind};
use crate::diagnostics::{Mend, near_miss};
use crate::mapping::Mapping;
use crate::yaml::{Node, Yaml};

/// One condition: a choice field holds one of a few options.
#[derive(Debug)]
pub struct Large {
    /// The field.
    pub path: FieldPath,
    /// The options that count, as indices among those of the field, in the order of the kind file.
    pub options: Vec<usize>,
}

/// Reads the conditions; a name that does not exist is reported with the nearest one that does.
pub(super) fn read_large(
    setting: &'static str,
    decides: &str,
    kind: &Kind,
    declared: &[&str],
    map: &mut Mapping,
) -> Vec<Large> {
    let mut conditions = Vec::new();
    for (key, node) in map.entries(setting) {
        let Some(path) = find_path(kind, &key.text, declared, key.span, map) else {
            continue;
        };
        let known = kind.field(&path).field_type.options();
        if known.is_empty() {
            let word = kind.field(&path).field_type.item().word();
            map.report_with_help(
                key.span,
                format!("`{}` is a {word} and cannot decide {decides}", key.text),
                "name a field of the type `choice`, or a list of them".to_owned(),
            );
            continue;
        }
        let options = read_options(node, &key.text, known, map);
        if !options.is_empty() {
            conditions.push(Large { path, options });
        }
    }
    conditions
}

/// Reads options of a choice, one or a list of them, as indices; one that does not exist is reported with
/// the nearest that does.
pub fn read_options(node: &Node, field: &str, known: &[Choice], map: &mut Mapping) -> Vec<usize> {
    let items = match &node.value {
        Yaml::List(items) => items.as_slice(),
        Yaml::Null | Yaml::Scalar { .. } | Yaml::Map(_) => std::slice::from_ref(node),
    };
    let mut options = Vec::new();
    for item in items {
        let Yaml::Scalar { text, .. } = &item.value else {
            map.report(
                item.span,
                format!(
                    "options of `{field}` are wanted here, not {}",
                    item.describe()
                ),
            );
            continue;
        };
        if let Some(index) = known.iter().position(|option| option.value == text.trim()) {
            options.push(index);
            continue;
        }
        let names = || known.iter().map(|option| option.value.as_str());
        let allowed = format!(
            "`{field}` allows: {}",
            names().collect::<Vec<_>>().join(", ")
        );
        let help = match near_miss(text.trim(), names()) {
            Some(near) => format!("did you mean `{near}`? {allowed}"),
            None => allowed,
        };
        map.report_with_mend(
            item.span,
            format!("`{field}` has no option `{}`", text.trim()),
            help,
            Mend::near_value(item.span, text.trim(), names()),
        );
    }
    options
}

impl Large {
    /// Says the condition in words, as `the class is IRBM, ICBM or SLV`.
    #[must_use]
    pub fn words(&self, kind: &Kind) -> String {
        let field = kind.field(&self.path);
        let known = field.field_type.options();
        let mut labels: Vec<String> = self
            .options
            .iter()
            .map(|index| in_a_sentence(&known[*index].label))
            .collect();
        let last = labels.pop().unwrap_or_default();
        let options = if labels.is_empty() {
            last
        } else {
            format!("{} or {last}", labels.join(", "))
        };
        format!("the {} is {options}", in_a_sentence(&field.label))
    }
}

/// Gives a label the form that it has within a sentence; what begins with two capitals stays.
#[must_use]
pub fn in_a_sentence(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            let rest = &label[first.len_utf8()..];
            first.to_lowercase().chain(rest.chars()).collect()
        }
        _ => label.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::in_a_sentence;

    #[test]
    fn abbreviations_keep_their_capitals_within_a_sentence() {
        for (label, words) in [
            ("ICBM", "ICBM"),
            ("Ministers", "ministers"),
            ("Class not known", "class not known"),
            ("élan", "élan"),
            ("A", "A"),
            ("", ""),
        ] {
            assert_eq!(in_a_sentence(label), words);
        }
    }
}
