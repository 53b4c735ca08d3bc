//! Which files of the content hold entries, and how these are written there.
//!
//! Briefs and lists of ours are known by their endings. What a reference manager exported is a list of
//! entries in the folders of kinds that declare who issued something; elsewhere it is a file like others.

use std::collections::BTreeSet;

use super::below;
use crate::text::TextId;
use crate::yaml::{Node, Yaml};

/// A file that holds entries.
#[derive(Debug, Clone)]
pub struct Written {
    /// The folder below `content/`; empty for the top.
    pub folder: String,
    /// The file's name without its ending.
    pub stem: String,
    /// Whether it holds one entry or several.
    pub form: Form,
    /// The whole text.
    pub text: TextId,
}

/// How entries are written in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A Markdown file with front matter: one entry.
    Brief,
    /// A YAML mapping from key to fields: several entries.
    List,
    /// CSL-JSON: several works.
    Csl,
    /// BibTeX: several works.
    Bibtex,
}

/// The role whose kinds take lists of works.
const ISSUED: &str = "issued_by";

/// Lists the folders of the kinds that take lists of works.
pub(super) fn folders_of_works(kinds: &[(String, Node)]) -> BTreeSet<String> {
    let takes = kinds.iter().filter_map(|(_, node)| {
        find(find(node, "roles")?, ISSUED)?;
        match &find(node, "folder")?.value {
            Yaml::Scalar { text, .. } => Some(text.clone()),
            Yaml::Null | Yaml::List(_) | Yaml::Map(_) => None,
        }
    });
    takes.collect()
}

fn find<'a>(node: &'a Node, name: &str) -> Option<&'a Node> {
    let Yaml::Map(entries) = &node.value else {
        return None;
    };
    let found = entries.iter().find(|(key, _)| key.text == name);
    found.map(|(_, node)| node)
}

/// Tells by its name how entries are written in a file, if it holds any.
pub(super) fn form_of(path: &str, works: &BTreeSet<String>) -> Option<Form> {
    let (start, ending) = path.rsplit_once('.')?;
    let holds_works = || {
        let folder = below(start, "content/").rsplit_once('/');
        folder.is_some_and(|(folder, _)| works.contains(folder))
    };
    match ending {
        "md" => Some(Form::Brief),
        "yaml" => Some(Form::List),
        "json" if holds_works() => Some(Form::Csl),
        "bib" if holds_works() => Some(Form::Bibtex),
        _ => None,
    }
}

/// Describes a file that holds entries.
pub(super) fn written(path: &str, form: Form, text: TextId) -> Written {
    let inner = below(path, "content/");
    let (folder, file) = inner.rsplit_once('/').unwrap_or(("", inner));
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    Written {
        folder: folder.to_owned(),
        stem: stem.to_owned(),
        form,
        text,
    }
}
