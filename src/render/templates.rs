//! The templates of a site: the default ones, and its own over them.
//!
//! Tera's errors become diagnostics at the template's own line. Since Tera takes a field that no
//! kind declares for empty in an `if`, the names after `entry.fields.` are looked up here as well.

use std::collections::{BTreeMap, BTreeSet};

use tera::{Context, ErrorKind, Tera, Value};

use super::calls;
use super::digest;
use super::filters;
use super::functions::{self, Asking};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Mend, near_miss};
use crate::digest::Digest;
use crate::load::Inputs;
use crate::schema::{Kind, Schema};
use crate::text::{Span, TextId, Texts};

/// The templates of a site, ready to render.
#[derive(Debug)]
pub struct Templates {
    engine: Tera,
    texts: BTreeMap<String, TextId>,
    digest: Digest,
    /// The templates in whose pages a function may be called.
    asking: BTreeSet<String>,
}

/// Builds the engine; `None` after a fault of syntax, which is reported.
pub(super) fn prepare(
    inputs: &Inputs,
    schema: &Schema,
    diagnostics: &mut Diagnostics,
) -> Option<Templates> {
    let mut engine = Tera::new();
    filters::register(&mut engine);
    functions::announce(&mut engine);
    engine.autoescape_on([".html", ".xml"]);
    let html: Vec<&(String, TextId)> = inputs
        .templates
        .iter()
        .filter(|(name, _)| name.ends_with(".html"))
        .collect();
    let texts: BTreeMap<String, TextId> = html
        .iter()
        .map(|(name, text)| (name.clone(), *text))
        .collect();
    let sources = html
        .iter()
        .map(|(name, text)| (name.as_str(), inputs.texts.get(*text).content.as_str()));
    if let Err(error) = engine.add_raw_templates(sources) {
        for (span, message) in missing_parts(&error, &texts, &inputs.texts) {
            diagnostics.push(syntax_fault(span, &message));
        }
        return None;
    }
    for (name, text) in html {
        let kind = name
            .strip_prefix("kinds/")
            .and_then(|name| name.strip_suffix(".html"));
        if let Some(kind) = kind.and_then(|name| schema.kinds.iter().find(|kind| kind.name == name))
        {
            check_fields(kind, *text, &inputs.texts, diagnostics);
        }
    }
    let digest = digest::of_templates(texts.iter().map(|(name, text)| {
        let text = &inputs.texts.get(*text).content;
        (name.as_str(), text.as_str())
    }));
    let asking = calls::asking(texts.iter().map(|(name, text)| {
        let text = &inputs.texts.get(*text).content;
        (name.as_str(), text.as_str())
    }));
    Some(Templates {
        engine,
        texts,
        digest,
        asking,
    })
}

impl Templates {
    /// Returns the digest of all templates together.
    pub(super) fn digest(&self) -> Digest {
        self.digest
    }

    /// Returns the templates with the functions of a site.
    pub(super) fn bound(&self, asking: &Asking) -> Tera {
        let mut engine = self.engine.clone();
        functions::register(&mut engine, asking);
        engine
    }

    /// Tells whether a page of this template may call a function.
    pub(super) fn asks(&self, name: &str) -> bool {
        self.asking.contains(name)
    }

    /// Tells whether there is a template of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.texts.contains_key(name)
    }

    /// Renders a page; `address` is named in the message if it fails.
    pub(super) fn render(
        &self,
        engine: &Tera,
        name: &str,
        context: Vec<(&'static str, Value)>,
        address: &str,
        texts: &Texts,
    ) -> Result<Vec<u8>, Box<Fault>> {
        let mut values = Context::new();
        for (name, value) in context {
            values.insert_value(name, value);
        }
        let mut page = Vec::with_capacity(16 << 10);
        match engine.render_to(name, &values, &mut page) {
            Ok(()) => Ok(page),
            Err(error) => Err(Box::new(self.fault(&error, address, texts))),
        }
    }

    fn fault(&self, error: &tera::Error, address: &str, texts: &Texts) -> Fault {
        let (span, message) = place(error, &self.texts, texts);
        let found = format!("this was found while making {address}");
        // Tera lists what there is after saying what there is not.
        let (message, known) = match message.split_once(" Available fields: ") {
            Some((message, known)) => (message.to_owned(), Some(known)),
            None => (message, None),
        };
        let asked = message.split('`').nth(1).unwrap_or_default();
        let near = known.and_then(|known| near_miss(asked, known.split(", ")));
        let help = match near {
            Some(near) => format!("did you mean `{near}`? {found}"),
            None => format!("{found}; `docs/templates.md` lists what templates see"),
        };
        let mend = known.and_then(|known| Mend::near(span, asked, known.split(", ")));
        Fault {
            diagnostic: Diagnostic::new(Code::TemplateError, span, worded(&message))
                .help(help)
                .mend(mend),
            in_any_content: known.is_some(),
        }
    }
}

/// A template that failed on a page.
#[derive(Debug)]
pub(super) struct Fault {
    /// What is reported.
    pub(super) diagnostic: Diagnostic,
    /// Whether the template would fail with any content, as it asks for what never exists.
    pub(super) in_any_content: bool,
}

/// Returns where an error lies and what Tera says of it.
fn place(error: &tera::Error, ids: &BTreeMap<String, TextId>, texts: &Texts) -> (Span, String) {
    let at = |name: &str, range: std::ops::Range<usize>| {
        let id = ids.get(name).or_else(|| ids.values().next()).copied();
        let id = id.unwrap_or_else(|| texts.next_id());
        Span::new(id, range.start, range.end)
    };
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = at(report.filename(), report.span().range.clone());
            (span, report.message().to_owned())
        }
        ErrorKind::MissingParent { current, parent } => (
            at(current, 0..0),
            format!("this extends the template `{parent}`, which does not exist"),
        ),
        ErrorKind::CircularExtend { tpl, .. } => (
            at(tpl, 0..0),
            "this template extends itself, by way of others or at once".to_owned(),
        ),
        ErrorKind::CircularInclude { tpl, .. } => (
            at(tpl, 0..0),
            "this template includes itself, by way of others or at once".to_owned(),
        ),
        _ => {
            let report = error.to_string();
            (
                at("", 0..0),
                report.lines().next().unwrap_or_default().to_owned(),
            )
        }
    }
}

/// Reads what Tera says of filters, components and templates that do not exist, which it puts into
/// one text: each in a line `error: …`, its place in the line after. Other errors are one fault.
fn missing_parts(
    error: &tera::Error,
    ids: &BTreeMap<String, TextId>,
    texts: &Texts,
) -> Vec<(Span, String)> {
    let text = match error.kind() {
        ErrorKind::Msg(text) => text.as_str(),
        _ => "",
    };
    let mut found = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(message) = line.trim().strip_prefix("error: ") else {
            continue;
        };
        let place = lines.next().and_then(|line| line.split_once("--> "));
        let mut parts = place.map_or("", |(_, place)| place).trim().rsplitn(3, ':');
        let mut number = || parts.next().and_then(|part| part.parse::<usize>().ok());
        let (Some(column), Some(line)) = (number(), number()) else {
            continue;
        };
        let Some(id) = parts.next().and_then(|name| ids.get(name)) else {
            continue;
        };
        let source = &texts.get(*id).content;
        let before: usize = source
            .split_inclusive('\n')
            .take(line.saturating_sub(1))
            .map(str::len)
            .sum();
        let words = source[before..].lines().next().unwrap_or_default();
        let start = words.char_indices().nth(column.saturating_sub(1));
        let start = start.map_or(words.len(), |(at, _)| at);
        let name = message.split('`').nth(1).unwrap_or_default();
        let length = words[start..].find(name).map_or(0, |at| at + name.len());
        let span = Span::new(*id, before + start, before + start + length);
        found.push((span, message.to_owned()));
    }
    if found.is_empty() {
        found.push(place(error, ids, texts));
    }
    found
}

fn syntax_fault(span: Span, message: &str) -> Diagnostic {
    let help = if message.contains("end of input") {
        "look for an `{% if %}`, `{% for %}` or `{% block %}` without its `{% end… %}`"
    } else {
        "correct the template, or delete it to get the default one back"
    };
    Diagnostic::new(Code::TemplateSyntax, span, worded(message)).help(help)
}

/// Gives a message of Tera the form of ours.
fn worded(message: &str) -> String {
    let message = message.trim_end_matches('.');
    let mut letters = message.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_lowercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// Returns where the comments of a template stand.
fn comments(source: &str) -> Vec<std::ops::Range<usize>> {
    let starts = source.match_indices("{#").map(|(start, _)| start);
    starts
        .map(|start| {
            let end = source[start..].find("#}");
            start..end.map_or(source.len(), |end| start + end)
        })
        .collect()
}

/// Reports each `entry.fields.name` in the template of a kind that the kind does not declare.
fn check_fields(kind: &Kind, text: TextId, texts: &Texts, diagnostics: &mut Diagnostics) {
    const BEFORE: &str = "entry.fields.";
    let source = &texts.get(text).content;
    let comments = comments(source);
    for (offset, _) in source.match_indices(BEFORE) {
        let start = offset + BEFORE.len();
        // `my_entry.fields.` is a name of the template's own, and a comment asks for nothing.
        let is_part_of_a_name = source[..offset].ends_with(|letter: char| {
            letter.is_ascii_alphanumeric() || matches!(letter, '_' | '.')
        });
        if is_part_of_a_name || comments.iter().any(|comment| comment.contains(&offset)) {
            continue;
        }
        let length = source[start..]
            .find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
            .unwrap_or(source.len() - start);
        let name = &source[start..start + length];
        let names = kind.fields.iter().map(|field| field.name.as_str());
        if name.is_empty() || names.clone().any(|known| known == name) {
            continue;
        }
        let mend = Mend::near(Span::new(text, start, start + length), name, names.clone());
        let help = match near_miss(name, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "declare it in templates/kinds/{}.yaml, or take it out here",
                kind.name
            ),
        };
        diagnostics.push(
            Diagnostic::new(
                Code::TemplateField,
                Span::new(text, start, start + length),
                format!("the kind `{}` has no field `{name}`", kind.name),
            )
            .help(help)
            .mend(mend),
        );
    }
}
