//! The templates of a site: the default ones, and its own over them.
//!
//! Tera's errors become diagnostics at the template's own line. Since Tera takes a field that no
//! kind declares for empty in an `if`, the names after `entry.fields.` are looked up here as well.

use std::collections::BTreeMap;

use tera::{Context, ErrorKind, Tera, Value};

use super::filters;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, near_miss};
use crate::load::Inputs;
use crate::schema::{Kind, Schema};
use crate::text::{Span, TextId, Texts};

/// The templates, ready to render.
pub(super) struct Templates {
    engine: Tera,
    texts: BTreeMap<String, TextId>,
}

/// Builds the engine; `None` after a fault of syntax, which is reported.
pub(super) fn prepare(
    inputs: &Inputs,
    schema: &Schema,
    site: Value,
    diagnostics: &mut Diagnostics,
) -> Option<Templates> {
    let mut engine = Tera::new();
    filters::register(&mut engine);
    engine.autoescape_on([".html", ".xml"]);
    let html: Vec<&(String, TextId)> =
        inputs.templates.iter().filter(|(name, _)| name.ends_with(".html")).collect();
    let texts: BTreeMap<String, TextId> = html.iter().map(|(name, text)| (name.clone(), *text)).collect();
    let sources = html.iter().map(|(name, text)| (name.as_str(), inputs.texts.get(*text).content.as_str()));
    if let Err(error) = engine.add_raw_templates(sources) {
        diagnostics.push(fault(&error, Code::TemplateSyntax, &texts, &inputs.texts, None));
        return None;
    }
    for (name, text) in html {
        let kind = name.strip_prefix("kinds/").and_then(|name| name.strip_suffix(".html"));
        if let Some(kind) = kind.and_then(|name| schema.kinds.iter().find(|kind| kind.name == name)) {
            check_fields(kind, *text, &inputs.texts, diagnostics);
        }
    }
    engine.global_context().insert_value("site", site);
    Some(Templates { engine, texts })
}

impl Templates {
    /// Tells whether there is a template of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.texts.contains_key(name)
    }

    /// Renders a page; `address` is named in the message if it fails.
    pub(super) fn render(
        &self,
        name: &str,
        context: Vec<(&'static str, Value)>,
        address: &str,
        texts: &Texts,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut values = Context::new();
        for (name, value) in context {
            values.insert_value(name, value);
        }
        let mut page = Vec::with_capacity(16 << 10);
        match self.engine.render_to(name, &values, &mut page) {
            Ok(()) => Ok(page),
            Err(error) => Err(Box::new(fault(&error, Code::TemplateError, &self.texts, texts, Some(address)))),
        }
    }
}

fn fault(
    error: &tera::Error,
    code: Code,
    ids: &BTreeMap<String, TextId>,
    texts: &Texts,
    address: Option<&str>,
) -> Diagnostic {
    let at = |name: &str, range: std::ops::Range<usize>| {
        let id = ids.get(name).or_else(|| ids.values().next()).copied();
        id.map_or_else(|| Span::new(texts.id_after(0), 0, 0), |id| Span::new(id, range.start, range.end))
    };
    let (span, message) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            (at(report.filename(), report.span().range.clone()), report.message().to_owned())
        }
        ErrorKind::MissingParent { current, .. } => (at(current, 0..0), error.to_string()),
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            (at(tpl, 0..0), error.to_string())
        }
        _ => (at("", 0..0), error.to_string()),
    };
    let message = message.trim_end_matches('.').to_owned();
    let diagnostic = Diagnostic::new(code, span, lower_first(&message));
    match address {
        Some(address) => diagnostic.help(format!(
            "this was found while making {address}; `docs/templates.md` lists what templates see"
        )),
        None => diagnostic.help("correct the template, or delete it to get the default one back"),
    }
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_lowercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// Reports each `entry.fields.name` in the template of a kind that the kind does not declare.
fn check_fields(kind: &Kind, text: TextId, texts: &Texts, diagnostics: &mut Diagnostics) {
    const BEFORE: &str = "entry.fields.";
    let source = &texts.get(text).content;
    for (offset, _) in source.match_indices(BEFORE) {
        let start = offset + BEFORE.len();
        let length = source[start..]
            .find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
            .unwrap_or(source.len() - start);
        let name = &source[start..start + length];
        let names = kind.fields.iter().map(|field| field.name.as_str());
        if name.is_empty() || names.clone().any(|known| known == name) {
            continue;
        }
        let help = match near_miss(name, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("declare it in templates/kinds/{}.yaml, or take it out here", kind.name),
        };
        diagnostics.push(
            Diagnostic::new(
                Code::TemplateField,
                Span::new(text, start, start + length),
                format!("the kind `{}` has no field `{name}`", kind.name),
            )
            .help(help),
        );
    }
}
