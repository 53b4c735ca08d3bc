//! CSL-JSON, as Zotero exports it: a list of objects, one for each work.
//!
//! Names are put together as they are written there, family and given name in the order of the language;
//! a day comes from the parts of `issued` or, where there are none, from its words.

use super::json;
use super::{Said, Work, edtf, fields, key_of, report, unknown_type, whole_name};
use crate::diagnostics::Diagnostics;
use crate::schema::Kind;
use crate::text::Span;
use crate::when::When;
use crate::yaml::{Key, Node, Yaml};

/// The types of works that CSL 1.0.2 names.
const TYPES: &str = "\
    article article-journal article-magazine article-newspaper bill book broadcast chapter \
    classic collection dataset document entry entry-dictionary entry-encyclopedia event figure \
    graphic hearing interview legal_case legislation manuscript map motion_picture \
    musical_score pamphlet paper-conference patent performance periodical \
    personal_communication post post-weblog regulation report review review-book software song \
    speech standard thesis treaty webpage";

/// Reads the works of a file, each with its key.
pub(super) fn read(
    source: &str,
    base: Span,
    kind: &Kind,
    diagnostics: &mut Diagnostics,
) -> Vec<(Key, Node)> {
    let whole = match json::parse(source, base) {
        Ok(whole) => whole,
        Err(fault) => {
            let next = source[fault.at..].chars().next().map_or(0, char::len_utf8);
            let span = base.within(fault.at, fault.at + next);
            let message = format!("this is not JSON: expected {}", fault.wanted);
            report(
                span,
                message,
                "export the list again, or mend it here",
                diagnostics,
            );
            return Vec::new();
        }
    };
    let Yaml::List(items) = whole.value else {
        let help = "export it as CSL JSON: square brackets around, a comma between the works";
        report(
            whole.span.within(0, 1),
            "a list of works begins with `[`",
            help,
            diagnostics,
        );
        return Vec::new();
    };
    items
        .iter()
        .filter_map(|item| work(item, kind, diagnostics))
        .collect()
}

fn work(item: &Node, kind: &Kind, diagnostics: &mut Diagnostics) -> Option<(Key, Node)> {
    let Yaml::Map(entries) = &item.value else {
        let help = "write each work in curly brackets, or take this out";
        report(
            item.span,
            "a work is an object of names and values",
            help,
            diagnostics,
        );
        return None;
    };
    for (place, (key, _)) in entries.iter().enumerate() {
        if entries[..place]
            .iter()
            .any(|(other, _)| other.text == key.text)
        {
            let message = format!("`{}` is written twice for one work", key.text);
            report(key.span, message, "keep one of the two", diagnostics);
        }
    }
    let find = |name: &str| {
        let found = entries.iter().find(|(key, _)| key.text == name);
        found.map(|(_, node)| node).filter(|node| !node.is_blank())
    };
    let said = |name: &str| text(find(name)?);
    let place = item.span.within(0, 1);
    let Some(id) = said("citation-key").or_else(|| said("id")) else {
        let help = "add `\"id\": \"a-short-name\"`; texts cite the work by it";
        report(place, "this work has no `id`", help, diagnostics);
        return None;
    };
    if let Some(form) = said("type")
        && !TYPES.split(' ').any(|known| known == form.text)
    {
        unknown_type(&form, TYPES, diagnostics);
    }
    let issued = find("issued").and_then(|node| day(node, diagnostics));
    let keywords = said("keyword").into_iter().chain(said("note"));
    let work = Work {
        title: said("title").map(|title| Said {
            text: plain(&title.text),
            ..title
        }),
        authors: find("author").map(names).unwrap_or_default(),
        publisher: said("publisher"),
        container: said("container-title"),
        issued,
        address: said("URL"),
        language: said("language"),
        keywords: keywords.flat_map(|said| words(&said)).collect(),
    };
    let key = Key {
        text: key_of(&id.text),
        span: id.span,
    };
    Some((key, fields(work, kind, place)))
}

fn text(node: &Node) -> Option<Said> {
    let Yaml::Scalar { text, .. } = &node.value else {
        return None;
    };
    Some(Said {
        text: text.trim().to_owned(),
        span: node.span,
    })
}

/// Parts what commas, semicolons and lines part.
fn words(said: &Said) -> Vec<Said> {
    let parts = said.text.split([',', ';', '\n']);
    parts
        .map(|part| Said {
            text: part.trim().to_owned(),
            span: said.span,
        })
        .collect()
}

/// Takes the few tags out that CSL allows in a title.
fn plain(title: &str) -> String {
    let mut text = title.to_owned();
    for tag in ["i", "b", "sub", "sup", "span", "sc"] {
        for mark in [
            format!("<{tag}>"),
            format!("</{tag}>"),
            format!("<{tag} class=\"nocase\">"),
        ] {
            text = text.replace(&mark, "");
        }
    }
    text
}

fn names(node: &Node) -> Vec<Said> {
    let Yaml::List(items) = &node.value else {
        return Vec::new();
    };
    items.iter().filter_map(name).collect()
}

fn name(node: &Node) -> Option<Said> {
    let Yaml::Map(entries) = &node.value else {
        return None;
    };
    let part = |wanted: &str| {
        let found = entries.iter().find(|(key, _)| key.text == wanted)?;
        text(&found.1)
            .map(|said| said.text)
            .filter(|text| !text.is_empty())
    };
    let written = part("literal").or_else(|| {
        let family = [part("non-dropping-particle"), part("family")];
        let family = family.into_iter().flatten().collect::<Vec<_>>().join(" ");
        let given = part("given").unwrap_or_default();
        let whole = whole_name(&family, &given);
        Some(whole).filter(|whole| !whole.is_empty())
    })?;
    Some(Said {
        text: written,
        span: node.span,
    })
}

/// Reads a day: parts, a range of parts, or words.
fn day(node: &Node, diagnostics: &mut Diagnostics) -> Option<Said> {
    let Yaml::Map(entries) = &node.value else {
        // Some programs write the words alone; the type of the field looks at them.
        return text(node);
    };
    let find = |name: &str| {
        entries
            .iter()
            .find(|(key, _)| key.text == name)
            .map(|(_, node)| node)
    };
    let circa = find("circa").and_then(text);
    let circa = circa.is_some_and(|said| !matches!(said.text.as_str(), "" | "false" | "0"));
    let mark = if circa { "~" } else { "" };
    let Some(parts) = find("date-parts") else {
        let said = ["raw", "literal"]
            .into_iter()
            .find_map(|name| text(find(name)?));
        return said.map(|said| Said {
            text: format!("{}{mark}", said.text),
            ..said
        });
    };
    let days: Option<Vec<String>> = match &parts.value {
        Yaml::List(days) => days.iter().map(one_day).collect(),
        Yaml::Null | Yaml::Scalar { .. } | Yaml::Map(_) => None,
    };
    let written = match days.as_deref() {
        Some([day]) => format!("{day}{mark}"),
        Some([first, last]) => format!("{first}{mark}/{last}{mark}"),
        _ => String::new(),
    };
    if When::parse(&written).is_err() {
        let help = "write year, month and day as numbers: `\"date-parts\": [[2022, 2, 10]]`";
        report(parts.span, "this is not a day", help, diagnostics);
        return None;
    }
    Some(Said {
        text: written,
        span: parts.span,
    })
}

fn one_day(node: &Node) -> Option<String> {
    let Yaml::List(parts) = &node.value else {
        return None;
    };
    let parts = parts
        .iter()
        .map(|part| text(part)?.text.parse::<i64>().ok());
    edtf(&parts.collect::<Option<Vec<i64>>>()?)
}
