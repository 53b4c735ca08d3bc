//! An id for each event of the chronology and each source of a page, and no id for two.
//!
//! Keys are anchors, and never change once published.

use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{Entry, Key};
use crate::schema::{Mark, Schema};

/// Reports what would give a page the same id twice: keys are anchors, of events in the chronology and
/// of sources on the pages that cite them.
pub(super) fn check(entries: &[Arc<Entry>], schema: &Schema, diagnostics: &mut Diagnostics) {
    let events = || entries.iter().filter(|entry| entry.when.is_some());
    for entry in events().filter(|entry| is_id_of_the_frame(entry.key.as_str())) {
        let message = format!(
            "the anchor `#{}` of the chronology belongs to the page itself",
            entry.key
        );
        diagnostics.push(
            Diagnostic::new(Code::AddressCollision, entry.span, message)
                .help("give the event another key, best one that begins with its day"),
        );
    }
    let event = |key: &Key| {
        (
            format!("`#{key}` of the chronology"),
            "give one of the two events another key",
        )
    };
    report_shared(events(), &event, diagnostics);
    let citable = schema.citable();
    let sources = entries.iter().filter(|entry| citable.contains(&entry.kind));
    let source = |key: &Key| {
        (
            format!("`#src-{key}` of pages that cite it"),
            "give one of the two sources another key",
        )
    };
    report_shared(sources, &source, diagnostics);
}

/// Reports each entry whose key one of another kind had before it; `words` names the anchor and the way out.
fn report_shared<'a>(
    entries: impl Iterator<Item = &'a Arc<Entry>>,
    words: &dyn Fn(&Key) -> (String, &'static str),
    diagnostics: &mut Diagnostics,
) {
    let mut first_by_key: HashMap<&Key, &Arc<Entry>> = HashMap::new();
    for entry in entries {
        let first = first_by_key.entry(&entry.key).or_insert(entry);
        if first.kind != entry.kind {
            let (anchor, help) = words(&entry.key);
            let message = format!("the anchor {anchor} is already taken");
            diagnostics.push(
                Diagnostic::new(Code::AddressCollision, entry.span, message)
                    .label(first.span, "taken here")
                    .help(help),
            );
        }
    }
}

/// Tells whether the page of a year itself uses an id: for its parts, marks and months.
fn is_id_of_the_frame(id: &str) -> bool {
    let month = |rest: &str| rest.starts_with(|first: char| first.is_ascii_digit());
    let mark = |rest: &str| rest == "strike" || Mark::ALL.iter().any(|(word, _)| *word == rest);
    ["main", "sections", "sections-h"].contains(&id)
        || id.strip_prefix("m-").is_some_and(mark)
        || id.strip_prefix('m').is_some_and(month)
}
