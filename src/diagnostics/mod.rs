//! What is wrong with what somebody wrote, where, and what to do about it.
//!
//! A stage takes `&mut Diagnostics`, reports into it and goes on, so that one run tells of every
//! mistake. Nothing here prints; `print.rs` does. A broken environment (a full disk, a taken port)
//! is not a diagnostic but an `io::Error` of the stage that met it.

use crate::text::{Span, Texts};

pub mod codes;
pub mod github;
pub mod json;
mod mend;
mod near;
mod place;
pub mod print;
pub mod sarif;

pub use codes::{Code, Severity};
pub use mend::{Mend, Replacement};
pub use near::{is_sure, near_miss, sure_miss};

/// One mistake, or one thing worth a second look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which mistake it is; decides the severity.
    pub code: Code,
    /// What is wrong, in one line: lower case, no full stop, the user's words in backticks.
    pub message: String,
    /// Where it is. An empty span at 0 stands for the file as a whole.
    pub span: Span,
    /// Further places that explain it, each with a few words.
    pub labels: Vec<(Span, String)>,
    /// What else has to be known to judge it, such as what was counted: a line each.
    pub notes: Vec<String>,
    /// What to do.
    pub help: Option<String>,
    /// The same for a program, where it can be said exactly; all of them or none.
    pub mends: Vec<Mend>,
}

impl Diagnostic {
    /// Makes a diagnostic without labels or help.
    #[must_use]
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            span,
            labels: Vec::new(),
            notes: Vec::new(),
            help: None,
            mends: Vec::new(),
        }
    }

    /// Adds a second place.
    #[must_use]
    pub fn label(mut self, span: Span, words: impl Into<String>) -> Self {
        self.labels.push((span, words.into()));
        self
    }

    /// Adds a line of what has to be known to judge it.
    #[must_use]
    pub fn note(mut self, words: impl Into<String>) -> Self {
        self.notes.push(words.into());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds what `briefbook fix` may write, if there is such a thing.
    #[must_use]
    pub fn mend(mut self, mend: impl IntoIterator<Item = Mend>) -> Self {
        self.mends.extend(mend);
        self
    }
}

/// Collects the diagnostics of a run.
#[derive(Debug, Default, Clone)]
pub struct Diagnostics {
    items: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.items.push(diagnostic);
    }

    /// Adds all that another collector holds.
    pub fn append(&mut self, other: Self) {
        self.items.extend(other.items);
    }

    /// Returns those of one code, in the order in which they were found.
    pub fn of(&self, code: Code) -> impl Iterator<Item = &Diagnostic> {
        self.items.iter().filter(move |item| item.code == code)
    }

    /// Returns all, in the order in which they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.items.iter()
    }

    /// Returns the same diagnostics at one place, for words whose offsets are not those of a file.
    #[must_use]
    pub fn moved_to(mut self, span: Span) -> Self {
        for item in &mut self.items {
            item.span = span;
            item.labels.clear();
            item.mends.clear();
        }
        self
    }

    /// Takes out what is not to be kept.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.items.retain(keep);
    }

    /// Tells whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Tells whether anything found so far forbids writing the site.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.items
            .iter()
            .any(|item| item.code.severity() == Severity::Error)
    }

    /// Returns them by path, then offset, then code, without repetitions.
    #[must_use]
    pub fn sorted(&self, texts: &Texts) -> Vec<&Diagnostic> {
        let mut items: Vec<&Diagnostic> = self.items.iter().collect();
        let place = |item: &Diagnostic| {
            let path = texts.get(item.span.text).path.as_str();
            (
                path.to_owned(),
                item.span.start,
                item.code,
                item.message.clone(),
            )
        };
        items.sort_by_cached_key(|item| place(item));
        items.dedup();
        items
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn diagnostics_come_in_the_order_of_paths_and_places_and_once() {
        let mut texts = Texts::default();
        let second = texts.add("b.md", "one two");
        let first = texts.add("a.md", "one two");
        let mut diagnostics = Diagnostics::default();
        let report =
            |text, start, code| Diagnostic::new(code, Span::new(text, start, start + 3), "x");
        diagnostics.push(report(second, 0, Code::RawHtml));
        diagnostics.push(report(first, 4, Code::RawHtml));
        diagnostics.push(report(first, 4, Code::RawHtml));
        diagnostics.push(report(first, 0, Code::UnusedFootnote));
        let order: Vec<(Span, Code)> = diagnostics
            .sorted(&texts)
            .iter()
            .map(|diagnostic| (diagnostic.span, diagnostic.code))
            .collect();
        assert_eq!(
            order,
            [
                (Span::new(first, 0, 3), Code::UnusedFootnote),
                (Span::new(first, 4, 7), Code::RawHtml),
                (Span::new(second, 0, 3), Code::RawHtml),
            ]
        );
        assert!(diagnostics.has_errors());
    }
}
