//! What would be wrong with a site if some of its briefs were others: tried in memory.
//!
//! In: a site that was read, and briefs by path. Out: the diagnostics of the stages up to `resolve`
//! that the site does not have without them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Prepared;
use crate::config::Config;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::load::Inputs;
use crate::model::{self, Drafts, Known};
use crate::resolve;
use crate::rules;
use crate::schema::Schema;
use crate::text::Texts;

/// A site on which briefs are tried.
#[derive(Debug)]
pub struct Trial {
    inputs: Arc<Inputs>,
    schema: Arc<Schema>,
    config: Config,
    known: Known,
    /// What is wrong as it is, each with how often.
    before: BTreeMap<(String, Code, String), usize>,
}

/// What came of a trial.
#[derive(Debug)]
pub struct Tried {
    /// The texts, those tried among them.
    pub texts: Texts,
    /// The errors that were not there before.
    pub errors: Vec<Diagnostic>,
}

impl Trial {
    /// Begins with a site as it is.
    #[must_use]
    pub fn new(prepared: &Prepared) -> Self {
        let mut trial = Self {
            inputs: Arc::clone(&prepared.inputs),
            schema: Arc::clone(&prepared.site.schema),
            config: prepared.site.config.clone(),
            known: Known::default(),
            before: BTreeMap::new(),
        };
        let Tried { texts, errors } = trial.run(&[]);
        for error in &errors {
            *trial.before.entry(signature(error, &texts)).or_default() += 1;
        }
        trial
    }

    /// Tries briefs, each a path and a text.
    pub fn run(&mut self, briefs: &[(&str, &str)]) -> Tried {
        let mut inputs = Inputs::clone(&self.inputs);
        inputs.put_briefs(briefs);
        let mut diagnostics = Diagnostics::default();
        let entries = model::build(
            &inputs.content,
            &inputs.texts,
            &self.schema,
            Drafts::Include,
            &mut self.known,
            &mut diagnostics,
        );
        let schema = Arc::clone(&self.schema);
        let config = self.config.clone();
        // What is wrong with the rules is so without the briefs too.
        let rules = rules::parse(&inputs.rules, &schema, &mut diagnostics);
        resolve::resolve(
            entries,
            schema,
            config,
            rules,
            &inputs,
            Drafts::Include,
            None,
            &mut diagnostics,
        );
        let mut before = self.before.clone();
        let sorted = diagnostics.sorted(&inputs.texts).into_iter();
        let errors = sorted.filter(|error| {
            let is_error = error.code.severity() == crate::diagnostics::Severity::Error;
            let known = before.get_mut(&signature(error, &inputs.texts));
            let known = known.filter(|count| **count > 0).map(|count| *count -= 1);
            is_error && known.is_none()
        });
        let errors = errors.cloned().collect();
        Tried {
            texts: inputs.texts,
            errors,
        }
    }
}

/// Returns what makes a fault the same in two runs, wherever other edits moved it.
fn signature(error: &Diagnostic, texts: &Texts) -> (String, Code, String) {
    let path = texts.get(error.span.text).path.clone();
    (path, error.code, error.message.clone())
}
