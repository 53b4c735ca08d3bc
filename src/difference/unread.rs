//! What of a version is not known, because errors stand in it.
//!
//! A revision of git is past and cannot be mended, so that the rest of it is compared: entries of which an
//! error hides something are left out, and so are verdicts, which rest on all entries. An error that hides
//! nothing, such as a statement that the record contradicts, leaves an entry as it is.

use std::collections::BTreeSet;

use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::load::{Form, Written};
use crate::model::UrlPath;
use crate::pipeline::Prepared;
use crate::text::Texts;

/// The entries and rules of a version that are not known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unread {
    /// The addresses of entries of which something is not known.
    pub pages: BTreeSet<String>,
    /// The addresses of entries of which a statement is not known, and all the rest is.
    pub statements: BTreeSet<String>,
    /// The folders of which not even the entries are all known.
    pub folders: BTreeSet<String>,
    /// Whether the rules are not all known.
    pub rules: bool,
    /// The first of the errors, with its place.
    pub first: String,
    /// Why the kinds of the site as it is now were taken; nothing where the version has its own.
    pub kinds: String,
}

impl Unread {
    /// Gathers what the errors of a site hide.
    #[must_use]
    pub fn of(prepared: &Prepared) -> Self {
        let texts = &prepared.inputs.texts;
        let mut unread = Self::default();
        for found in prepared.diagnostics.sorted(texts) {
            if found.code.severity() == Severity::Error
                && hides(found, prepared)
                && unread.add(found, prepared)
                && unread.first.is_empty()
            {
                unread.first = place_and_message(found, texts);
            }
        }
        unread
    }

    /// Adds what an error hides; tells whether that is anything.
    fn add(&mut self, found: &Diagnostic, prepared: &Prepared) -> bool {
        let (site, inputs) = (&prepared.site, &prepared.inputs);
        let span = found.span;
        let mut entries = site.ids().filter(|id| {
            let entry = site.entry(*id);
            let extent = entry.extent.start..=entry.extent.end;
            entry.text == span.text && extent.contains(&span.start)
        });
        let written = inputs.content.iter().find(|it| it.text == span.text);
        let path = &inputs.texts.get(span.text).path;
        match (entries.next(), written, path.strip_prefix(CONTENT)) {
            (Some(id), ..) => {
                let address = site.address(id).as_str().to_owned();
                match found.code {
                    Code::BadClaim => self.statements.insert(address),
                    _ => self.pages.insert(address),
                }
            }
            (None, Some(written), _) => self.file(written),
            (None, None, Some(path)) if path.starts_with(RULES) => {
                self.rules = true;
                true
            }
            (None, None, Some(path)) => {
                let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
                match file.strip_suffix(".md") {
                    Some(stem) => self.page(folder, stem),
                    None => self.folders.insert(folder.to_owned()),
                }
            }
            (None, None, None) => false,
        }
    }

    fn file(&mut self, written: &Written) -> bool {
        match written.form {
            Form::Brief => self.page(&written.folder, &written.stem),
            Form::List | Form::Csl | Form::Bibtex => self.folders.insert(written.folder.clone()),
        }
    }

    fn page(&mut self, folder: &str, stem: &str) -> bool {
        let address = UrlPath::page(folder, stem);
        self.pages.insert(address.as_str().to_owned())
    }

    /// Tells whether everything is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let is_read = self.pages.is_empty() && self.statements.is_empty();
        is_read && self.folders.is_empty() && !self.rules
    }

    /// Tells whether a page is not known, or not whole.
    #[must_use]
    pub fn holds(&self, address: &str) -> bool {
        let folder = address.rsplit_once('/').map_or("", |(folder, _)| folder);
        self.pages.contains(address) || self.folders.contains(folder)
    }
}

/// The folder of entries, and that of rules in it.
const CONTENT: &str = "content/";
const RULES: &str = "_rules/";

/// Says where an error is, and what.
#[must_use]
pub fn place_and_message(found: &Diagnostic, texts: &Texts) -> String {
    let path = &texts.get(found.span.text).path;
    let line = texts.position(found.span).line;
    format!("{path}:{line}: {}", found.message)
}

/// Tells whether an error leaves something unknown of what an entry or a rule states.
fn hides(found: &Diagnostic, prepared: &Prepared) -> bool {
    let site = &prepared.site;
    let in_fields = |id| {
        let mut references = site.entry(id).references.iter();
        references.any(|it| {
            it.span.text == found.span.text
                && it.span.start <= found.span.start
                && found.span.end <= it.span.end
        })
    };
    matches!(
        found.code,
        // The words of a link in a text stay what they are.
        Code::UnknownReference | Code::WrongKind | Code::AmbiguousReference | Code::DraftReference
    ) && site.ids().any(in_fields)
        || matches!(
            found.code,
            Code::NotUtf8
                | Code::TooLarge
                | Code::ControlCharacter
                | Code::Unreadable
                | Code::OutsideRoot
                | Code::NotAFile
                | Code::StrayFile
                | Code::BadKey
                | Code::BadExport
                | Code::NoFrontMatter
                | Code::YamlSyntax
                | Code::YamlLimits
                | Code::DuplicateKey
                | Code::UnknownKey
                | Code::WrongType
                | Code::BadClaim
                | Code::BadDate
                | Code::TimeWithoutZone
                | Code::UnknownZone
                | Code::UnknownChoice
                | Code::BadNumber
                | Code::BadDuration
                | Code::BadLanguage
                | Code::BadUrl
                | Code::BadRules
                | Code::AddressCollision
        )
}
