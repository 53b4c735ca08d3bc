//! A record in memory and the verdicts on its claims: read from a folder once, changed as often as a
//! test wants.
//!
//! In: a folder, and briefs or files of rules that take the place of those in it. Out: the site, its
//! claims with their verdicts, and what was found wrong.

#![allow(dead_code, reason = "each test crate needs a part of this")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use briefbook::check;
use briefbook::claims::{Claims, Judged};
use briefbook::config::{self, Config};
use briefbook::diagnostics::{Diagnostics, Severity};
use briefbook::load::{self, Inputs, Written};
use briefbook::model::{self, Drafts, Known};
use briefbook::resolve::{self, EntryId, Site};
use briefbook::rules;
use briefbook::schema::{self, Schema};
use briefbook::text::Span;
use briefbook::yaml;

/// The kinds of `tests/claims/kinds`.
const KINDS: &[(&str, &str)] = &[
    ("exercise", include_str!("../claims/kinds/exercise.yaml")),
    ("tool", include_str!("../claims/kinds/tool.yaml")),
    ("ground", include_str!("../claims/kinds/ground.yaml")),
    ("crew", include_str!("../claims/kinds/crew.yaml")),
    ("officer", include_str!("../claims/kinds/officer.yaml")),
];

/// A record that was read.
pub(crate) struct Record {
    inputs: Inputs,
    schema: Arc<Schema>,
    config: Config,
    known: Known,
    checked: check::Known,
}

/// What differs from the record as it was read.
#[derive(Default)]
pub(crate) struct Change {
    /// Briefs, each a path and a text.
    pub(crate) briefs: Vec<(String, String)>,
    /// The paths of files that are not there.
    pub(crate) without: BTreeSet<String>,
    /// Files of rules, each a name without its ending and a text.
    pub(crate) rules: Vec<(String, String)>,
}

/// A record with its verdicts.
pub(crate) struct Outcome {
    pub(crate) inputs: Inputs,
    pub(crate) site: Site,
    pub(crate) claims: Claims,
    pub(crate) diagnostics: Diagnostics,
}

impl Record {
    /// Reads the site in a folder.
    pub(crate) fn of(folder: &Path) -> Self {
        let mut diagnostics = Diagnostics::default();
        let inputs = load::load(folder, None, &mut diagnostics).expect("there is a site");
        let schema = Arc::new(schema::parse(&inputs.kinds, &mut diagnostics));
        let node = inputs.config.as_ref().expect("the settings can be read");
        let config = config::parse(node, &mut diagnostics);
        let record = Self {
            inputs,
            schema,
            config,
            known: Known::default(),
            checked: check::Known::default(),
        };
        assert_eq!(printed(&diagnostics, &record.inputs), "");
        record
    }

    /// Makes one without any entry, which has the kinds of `tests/claims/kinds`.
    pub(crate) fn empty() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let kinds = folder.path().join("templates/kinds");
        fs::create_dir_all(&kinds).expect("a new folder takes folders");
        fs::write(folder.path().join("site.yaml"), "title: Sample\n").expect("it can be written");
        for (name, text) in KINDS {
            fs::write(kinds.join(format!("{name}.yaml")), text).expect("it can be written");
        }
        Self::of(folder.path())
    }

    /// Returns the paths of the files with entries, in order.
    pub(crate) fn paths(&self) -> Vec<String> {
        let content = self.inputs.content.iter();
        content
            .map(|written| self.inputs.texts.get(written.text).path.clone())
            .collect()
    }

    /// Returns the text of a file.
    pub(crate) fn text(&self, path: &str) -> String {
        let content = self.inputs.content.iter().map(|written| written.text);
        let rules = self.inputs.rules.iter().map(|(_, node)| node.span.text);
        let mut texts = content.chain(rules).map(|id| self.inputs.texts.get(id));
        let found = texts.find(|text| text.path == path);
        found.expect("it was read").content.clone()
    }

    /// Judges the claims of the record with a change.
    pub(crate) fn judge(&mut self, change: &Change) -> Outcome {
        let mut inputs = self.inputs.clone();
        let path = |written: &Written, inputs: &Inputs| inputs.texts.get(written.text).path.clone();
        let mut content = std::mem::take(&mut inputs.content);
        content.retain(|written| !change.without.contains(&path(written, &inputs)));
        inputs.content = content;
        let briefs = change.briefs.iter();
        let briefs: Vec<(&str, &str)> = briefs
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .collect();
        inputs.put_briefs(&briefs);
        let mut diagnostics = Diagnostics::default();
        for (name, content) in &change.rules {
            let text = inputs
                .texts
                .add(format!("content/_rules/{name}.yaml"), content.as_str());
            let node = yaml::parse(content, Span::new(text, 0, content.len()), &mut diagnostics);
            inputs.rules.retain(|(known, _)| known != name);
            inputs.rules.extend(node.map(|node| (name.clone(), node)));
        }
        let rules = rules::parse(&inputs.rules, &self.schema, &mut diagnostics);
        let entries = model::build(
            &inputs.content,
            &inputs.texts,
            &self.schema,
            Drafts::Exclude,
            &mut self.known,
            &mut diagnostics,
        );
        let site = resolve::resolve(
            entries,
            Arc::clone(&self.schema),
            self.config.clone(),
            rules,
            &inputs,
            Drafts::Exclude,
            None,
            &mut diagnostics,
        );
        let claims = Claims::judge(&site);
        Outcome {
            inputs,
            site,
            claims,
            diagnostics,
        }
    }

    /// Does the same, and adds what the checks of a valid site find.
    pub(crate) fn check(&mut self, change: &Change) -> Outcome {
        let mut outcome = self.judge(change);
        check::check(
            &outcome.site,
            &outcome.inputs,
            &outcome.claims,
            &mut self.checked,
            &mut outcome.diagnostics,
        );
        outcome
    }
}

impl Outcome {
    /// Returns the key of an entry.
    pub(crate) fn key(&self, id: EntryId) -> &str {
        self.site.entry(id).key.as_str()
    }

    /// Writes what was computed for a claim: a number, bounds, and the event on which it turns.
    pub(crate) fn computed(&self, judged: &Judged) -> String {
        let number = judged.computed.map(|tally| match tally.one() {
            Some(number) => format!("{number}"),
            None if tally.most.is_infinite() => format!("{}..", tally.least),
            None => format!("{}..{}", tally.least, tally.most),
        });
        let witness = judged.witness.map(|id| format!("@{}", self.key(id)));
        let parts: Vec<String> = number.into_iter().chain(witness).collect();
        parts.join(" ")
    }

    /// Writes the diagnostics, one a line.
    pub(crate) fn printed(&self) -> String {
        printed(&self.diagnostics, &self.inputs)
    }
}

/// Writes diagnostics, one a line.
pub(crate) fn printed(diagnostics: &Diagnostics, inputs: &Inputs) -> String {
    let sorted = diagnostics.sorted(&inputs.texts).into_iter();
    let lines = sorted.map(|found| {
        let path = &inputs.texts.get(found.span.text).path;
        let line = inputs.texts.position(found.span).line;
        let severity = match found.code.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        format!(
            "{severity} {path}:{line} {}: {}",
            found.code.name(),
            found.message
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}
