//! In which templates a function may be called, so that their pages depend on what it answers.
//!
//! Read from the text of the templates: a call is the name of a function and a bracket. A template calls
//! what those call that it names, by inheritance or inclusion; a component may be used by any.

use std::collections::BTreeSet;

use crate::claims::Function;

/// Returns the names of the templates in whose pages a function may be called.
pub(super) fn asking<'a>(
    templates: impl Iterator<Item = (&'a str, &'a str)> + Clone,
) -> BTreeSet<String> {
    if templates.clone().any(|(_, text)| in_component(text)) {
        return templates.map(|(name, _)| name.to_owned()).collect();
    }
    let calls = templates
        .clone()
        .filter(|(_, text)| !calls(text).is_empty());
    let mut asking: BTreeSet<&str> = calls.map(|(name, _)| name).collect();
    loop {
        let before = asking.len();
        for (name, text) in templates.clone() {
            if asking.iter().any(|other| names(text, other)) {
                asking.insert(name);
            }
        }
        if asking.len() == before {
            return asking.into_iter().map(str::to_owned).collect();
        }
    }
}

/// Returns where functions are called.
fn calls(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    for function in Function::ALL {
        for (at, name) in text.match_indices(function.name()) {
            let part_of_a_name =
                |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '.');
            if !text[..at].ends_with(part_of_a_name)
                && text[at + name.len()..].trim_start().starts_with('(')
            {
                found.push(at);
            }
        }
    }
    found
}

/// Tells whether a function is called within a component.
fn in_component(text: &str) -> bool {
    let calls = calls(text);
    let mut from = 0;
    while let Some(start) = text[from..].find("component ").map(|at| at + from) {
        let end = text[start..].find("endcomponent");
        let end = end.map_or(text.len(), |length| start + length + "endcomponent ".len());
        if calls.iter().any(|call| (start..end).contains(call)) {
            return true;
        }
        from = end.min(text.len());
        while !text.is_char_boundary(from) {
            from += 1;
        }
    }
    false
}

/// Tells whether a text names a template, in quotation marks of any sort.
fn names(text: &str, template: &str) -> bool {
    text.match_indices(template).any(|(at, name)| {
        let before = text[..at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        before == after && matches!(before, Some('"' | '\'' | '`'))
    })
}

#[cfg(test)]
mod tests {
    use super::asking;

    #[test]
    fn a_template_asks_by_itself_and_by_what_it_names() {
        let templates = [
            (
                "base.html",
                "{% block main %}{% endblock main %} discount(1)",
            ),
            (
                "kinds/a.html",
                "{% extends 'base.html' %}{{ count(kind=\"a\") }}",
            ),
            ("kinds/b.html", "{% extends \"kinds/c.html\" %}"),
            ("kinds/c.html", "{% include \"parts/d.html\" %}"),
            ("parts/d.html", "{{ days_between (to=\"this\") }}"),
        ];
        let asking = asking(templates.into_iter());
        let asking: Vec<&str> = asking.iter().map(String::as_str).collect();
        assert_eq!(
            asking,
            [
                "kinds/a.html",
                "kinds/b.html",
                "kinds/c.html",
                "parts/d.html"
            ]
        );
    }

    #[test]
    fn a_component_that_asks_may_stand_on_any_page() {
        let templates = [
            (
                "a.html",
                "{% component it() %}{{ count(kind=\"a\") }}{% endcomponent it %}",
            ),
            ("b.html", "words"),
        ];
        assert_eq!(asking(templates.into_iter()).len(), 2);
        let templates = [
            (
                "a.html",
                "{% component it() %}{% endcomponent it %}{{ count(kind=\"a\") }}",
            ),
            ("b.html", "words"),
        ];
        assert_eq!(asking(templates.into_iter()).len(), 1);
    }
}
