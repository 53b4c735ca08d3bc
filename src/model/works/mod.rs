//! Lists of sources as reference managers export them: CSL-JSON and BibTeX.
//!
//! In: the text of a file and the kind of its folder. Out: for each work its key and fields as if they
//! had been written in YAML, each with its place in the file, so that everything that is looked at in
//! a list of ours is looked at here. Which field takes what, the roles of the kind say; what no role
//! asks for is passed over. Faults are reported where they stand, and the other works are read.

mod bibtex;
mod csl;
mod entries;
mod json;
mod latex;
#[cfg(test)]
mod tests;

use std::fmt::Write;

use super::body::Body;
use super::entry::read_entry;
use super::{Entry, find_kind, read_key};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Mend, near_miss};
use crate::load::{Form, Written};
use crate::schema::{FieldType, Kind, Role, Schema};
use crate::text::Span;
use crate::yaml::{Key, Node, Yaml};

/// Reads the entries of a file that a reference manager exported.
pub(super) fn read(
    written: &Written,
    content: &str,
    schema: &Schema,
) -> Vec<(Option<Entry>, Diagnostics)> {
    let mut found = Diagnostics::default();
    let whole = Span::new(written.text, 0, content.len());
    let Some(kind_id) = find_kind(&written.folder, schema, whole.within(0, 0), &mut found) else {
        return vec![(None, found)];
    };
    let kind = schema.kind(kind_id);
    let works = match written.form {
        Form::Bibtex => bibtex::read(content, whole, kind, &mut found),
        Form::Csl | Form::Brief | Form::List => csl::read(content, whole, kind, &mut found),
    };
    let mut read = vec![(None, found)];
    for (name, node) in works {
        let mut found = Diagnostics::default();
        let entry = read_key(&name.text, name.span, &mut found).and_then(|key| {
            let body = Body::default();
            let mut entry = read_entry(kind_id, schema, key, &node, body, &mut found)?;
            entry.span = name.span;
            Some(entry)
        });
        read.push((entry, found));
    }
    read
}

/// A text with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    /// The text.
    pub(super) text: String,
    /// Where it stands.
    pub(super) span: Span,
}

/// A work as a reference manager describes it.
#[derive(Debug, Default)]
pub(super) struct Work {
    /// The title of the work.
    pub(super) title: Option<Said>,
    /// Who wrote it, as written.
    pub(super) authors: Vec<Said>,
    /// Who published it.
    pub(super) publisher: Option<Said>,
    /// The paper, journal, book or site of which it is a part.
    pub(super) container: Option<Said>,
    /// The day in EDTF.
    pub(super) issued: Option<Said>,
    /// Where it can be read.
    pub(super) address: Option<Said>,
    /// Its language as a tag.
    pub(super) language: Option<Said>,
    /// Its keywords, of which `consulted:` is one.
    pub(super) keywords: Vec<Said>,
}

/// The keyword by which an export says whether the work was read.
const CONSULTED: &str = "consulted:";
/// What is taken where no keyword says it.
const NOT_CONSULTED: &str = "no";

/// Makes of a work what an entry of a list is: a mapping from fields to values.
pub(super) fn fields(work: Work, kind: &Kind, place: Span) -> Node {
    let consulted = work.keywords.iter().find_map(|word| {
        let text = word.text.trim().strip_prefix(CONSULTED)?.trim();
        Some(Said {
            text: text.to_owned(),
            span: word.span,
        })
    });
    let consulted = consulted.or_else(|| {
        let path = kind.roles.get(Role::Consulted)?;
        let options = kind.field(path).field_type.options();
        let known = options.iter().any(|option| option.value == NOT_CONSULTED);
        known.then(|| Said {
            text: NOT_CONSULTED.to_owned(),
            span: place,
        })
    });
    let mut entries: Vec<(Key, Node)> = Vec::new();
    let mut say = |name: &str, span: Span, value: Yaml| {
        let key = Key {
            text: name.to_owned(),
            span,
        };
        entries.push((key, Node { span, value }));
    };
    if let Some(title) = work.title {
        say("title", title.span, scalar(title.text));
    }
    for (role, said) in [
        (Role::Issued, work.publisher.or(work.container)),
        (Role::Released, work.issued),
        (Role::Addressed, work.address),
        (Role::Language, work.language),
        (Role::Consulted, consulted),
    ] {
        if let (Some(name), Some(said)) = (field_of(role, kind), said) {
            say(name, said.span, scalar(said.text));
        }
    }
    if let (Some(name), Some(first)) = (field_of(Role::Authored, kind), work.authors.first()) {
        let span = first.span;
        let items = work.authors.into_iter().map(|author| Node {
            span: author.span,
            value: scalar(author.text),
        });
        let items: Vec<Node> = items.collect();
        let path = kind.roles.get(Role::Authored);
        let several =
            path.is_some_and(|path| matches!(kind.field(path).field_type, FieldType::List { .. }));
        if several {
            say(name, span, Yaml::List(items));
        } else {
            let names: Vec<String> = items.into_iter().filter_map(words).collect();
            say(name, span, scalar(names.join("; ")));
        }
    }
    Node {
        span: place,
        value: Yaml::Map(entries),
    }
}

/// Returns the name of the field that plays a role, where it stands in no group.
fn field_of(role: Role, kind: &Kind) -> Option<&str> {
    let path = kind.roles.get(role).filter(|path| path.0.len() == 1)?;
    Some(&kind.field(path).name)
}

fn scalar(text: String) -> Yaml {
    Yaml::Scalar {
        text,
        verbatim: false,
    }
}

fn words(node: Node) -> Option<String> {
    match node.value {
        Yaml::Scalar { text, .. } => Some(text),
        Yaml::Null | Yaml::List(_) | Yaml::Map(_) => None,
    }
}

/// Reports a fault of form in a file of a reference manager.
fn report(span: Span, message: impl Into<String>, help: &str, diagnostics: &mut Diagnostics) {
    diagnostics.push(Diagnostic::new(Code::BadExport, span, message).help(help));
}

/// Reports a type of work that neither format knows.
fn unknown_type(found: &Said, known: &str, diagnostics: &mut Diagnostics) {
    let help = match near_miss(&found.text, known.split(' ')) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "export the list again, or give the work a type that the format has".to_owned(),
    };
    let message = format!("there is no type of work `{}`", found.text);
    diagnostics.push(
        Diagnostic::new(Code::BadExport, found.span, message)
            .help(help)
            .mend(Mend::near(found.span, &found.text, known.split(' '))),
    );
}

/// Makes a key that can stand in an address of the key of an export, which may hold other signs.
fn key_of(text: &str) -> String {
    let usable = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.');
    let mut key = String::with_capacity(text.len());
    for letter in text.chars() {
        if usable(letter) {
            key.push(letter);
        } else if !key.ends_with('-') && !key.is_empty() {
            key.push('-');
        }
    }
    key.trim_matches(['-', '.']).to_owned()
}

/// Puts a name together: the given name first, but for Chinese, Japanese and Korean names.
fn whole_name(family: &str, given: &str) -> String {
    let first = family.chars().next();
    if first.is_some_and(|letter| u32::from(letter) >= 0x2e80) {
        format!("{family}{given}")
    } else {
        format!("{given} {family}").trim().to_owned()
    }
}

/// Writes a day as EDTF of its parts: year, and month and day as far as they are known.
fn edtf(parts: &[i64]) -> Option<String> {
    let (year, rest) = parts.split_first()?;
    if !(0..=9999).contains(year) || rest.len() > 2 {
        return None;
    }
    let mut text = format!("{year:04}");
    for part in rest {
        if !(1..=99).contains(part) {
            return None;
        }
        write!(text, "-{part:02}").expect("a string can be written");
    }
    Some(text)
}
