//! Reads a mapping of declarations key by key: settings and kind files.
//!
//! Each look-up reports a value of the wrong shape where it stands; `finish` reports every key that
//! nobody asked for, with the nearest one that exists. Briefs are not read here but by their kind.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Mend, near_miss};
use crate::text::Span;
use crate::yaml::{Key, Node, Yaml};

/// A mapping under reading.
pub struct Mapping<'a, 'd> {
    entries: BTreeMap<&'a str, (&'a Key, &'a Node)>,
    asked: Vec<&'static str>,
    /// Whether the keys that nobody asked for by name were read as well.
    rest_is_read: bool,
    code: Code,
    span: Span,
    diagnostics: &'d mut Diagnostics,
}

impl<'a, 'd> Mapping<'a, 'd> {
    /// Opens a node that must be a mapping; faults are reported under `code`.
    pub fn open(node: &'a Node, code: Code, diagnostics: &'d mut Diagnostics) -> Option<Self> {
        let Yaml::Map(entries) = &node.value else {
            diagnostics.push(
                Diagnostic::new(
                    code,
                    node.span,
                    format!("a mapping is wanted here, not {}", node.describe()),
                )
                .help("write `key: value` lines, one for each setting"),
            );
            return None;
        };
        let mut by_key = BTreeMap::new();
        for (key, value) in entries {
            by_key.entry(key.text.as_str()).or_insert((key, value));
        }
        Some(Self {
            entries: by_key,
            asked: Vec::new(),
            rest_is_read: false,
            code,
            span: node.span,
            diagnostics,
        })
    }

    /// Opens a mapping within this one; its faults are reported in the same way.
    pub fn inner<'s>(&'s mut self, node: &'a Node) -> Option<Mapping<'a, 's>> {
        Mapping::open(node, self.code, self.diagnostics)
    }

    /// Returns the node of a key, whatever it is; an empty value counts as absent.
    pub fn node(&mut self, name: &'static str) -> Option<&'a Node> {
        if !self.asked.contains(&name) {
            self.asked.push(name);
        }
        let (_, node) = self.entries.get(name)?;
        (!node.is_blank()).then_some(*node)
    }

    /// Returns the text of a key with its place.
    pub fn text(&mut self, name: &'static str) -> Option<(String, Span)> {
        let node = self.node(name)?;
        match &node.value {
            Yaml::Scalar { text, .. } => Some((text.trim().to_owned(), node.span)),
            Yaml::Null | Yaml::List(_) | Yaml::Map(_) => {
                let message = format!("`{name}` takes a single value, not {}", node.describe());
                self.report(node.span, message);
                None
            }
        }
    }

    /// Returns the text of a key that must be there.
    pub fn required_text(&mut self, name: &'static str) -> Option<(String, Span)> {
        if self.node(name).is_none() {
            self.report_missing(name);
            return None;
        }
        self.text(name)
    }

    /// Reports that a key is not there.
    pub fn report_missing(&mut self, name: &str) {
        let span = self.span.within(0, 0);
        self.report(span, format!("`{name}` is missing"));
    }

    /// Returns the truth of a key; absent is no.
    pub fn flag(&mut self, name: &'static str) -> bool {
        match self.text(name) {
            None => false,
            Some((text, span)) => match text.as_str() {
                "true" | "yes" => true,
                "false" | "no" => false,
                other => {
                    self.report(span, format!("`{name}` is yes or no, not `{other}`"));
                    false
                }
            },
        }
    }

    /// Returns the texts of a key that takes a list or a single value.
    pub fn texts(&mut self, name: &'static str) -> Vec<(String, Span)> {
        let Some(node) = self.node(name) else {
            return Vec::new();
        };
        let items = match &node.value {
            Yaml::List(items) => items.as_slice(),
            Yaml::Null | Yaml::Scalar { .. } | Yaml::Map(_) => std::slice::from_ref(node),
        };
        let mut texts = Vec::new();
        for item in items {
            match &item.value {
                Yaml::Scalar { text, .. } => texts.push((text.trim().to_owned(), item.span)),
                Yaml::Null | Yaml::List(_) | Yaml::Map(_) => {
                    let message = format!("`{name}` takes words, not {}", item.describe());
                    self.report(item.span, message);
                }
            }
        }
        texts
    }

    /// Returns the entries of a key that takes a mapping with free keys, in written order.
    pub fn entries(&mut self, name: &'static str) -> Vec<(&'a Key, &'a Node)> {
        let Some(node) = self.node(name) else {
            return Vec::new();
        };
        match &node.value {
            Yaml::Map(entries) => entries.iter().map(|(key, value)| (key, value)).collect(),
            Yaml::Null | Yaml::Scalar { .. } | Yaml::List(_) => {
                let message = format!("`{name}` takes a mapping, not {}", node.describe());
                self.report(node.span, message);
                Vec::new()
            }
        }
    }

    /// Returns the entries of which nobody has asked so far, by key; those that begin with `x-` are left
    /// out.
    pub fn rest(&mut self) -> Vec<(&'a Key, &'a Node)> {
        self.rest_is_read = true;
        let entries = self.entries.values().copied();
        entries
            .filter(|(key, _)| {
                !self.asked.contains(&key.text.as_str()) && !key.text.starts_with("x-")
            })
            .collect()
    }

    /// Reports a fault of this mapping.
    pub fn report(&mut self, span: Span, message: impl Into<String>) {
        self.diagnostics
            .push(Diagnostic::new(self.code, span, message));
    }

    /// Reports a fault of this mapping and says what to do.
    pub fn report_with_help(&mut self, span: Span, message: String, help: String) {
        self.diagnostics
            .push(Diagnostic::new(self.code, span, message).help(help));
    }

    /// Reports a fault of this mapping with what is to be written instead, if that is sure.
    pub fn report_with_mend(
        &mut self,
        span: Span,
        message: String,
        help: String,
        mend: Option<Mend>,
    ) {
        self.diagnostics.push(
            Diagnostic::new(self.code, span, message)
                .help(help)
                .mend(mend),
        );
    }

    /// Lends the collector, for values that are read elsewhere.
    pub fn diagnostics(&mut self) -> &mut Diagnostics {
        self.diagnostics
    }

    /// Reports every key that nobody asked for; keys that begin with `x-` are free.
    pub fn finish(mut self) {
        if self.rest_is_read {
            return;
        }
        let unknown: Vec<&Key> = self
            .entries
            .values()
            .map(|(key, _)| *key)
            .filter(|key| !self.asked.contains(&key.text.as_str()) && !key.text.starts_with("x-"))
            .collect();
        for key in unknown {
            let near = near_miss(&key.text, self.asked.iter().copied());
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known here: {}", self.asked.join(", ")),
            };
            let free = self.asked.iter().copied();
            let free = free.filter(|name| !self.entries.contains_key(name));
            let mend = Mend::near(key.span, &key.text, free);
            let message = format!("there is no setting `{}`", key.text);
            self.report_with_mend(key.span, message, help, mend);
        }
    }
}
