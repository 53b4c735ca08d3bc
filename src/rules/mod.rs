//! What a record claims to be complete for, and what others counted: the files of `content/_rules/`.
//!
//! In: the YAML of those files and the schema. Out: [`Rules`], in which every kind, field and option is
//! known to exist. The entries that a rule names are found later, when all entries are known; so is
//! what a rule counts.

use crate::diagnostics::Diagnostics;
use crate::schema::Schema;
use crate::text::Span;
use crate::when::When;
use crate::yaml::Node;

mod coverage;
mod filter;
mod read;

pub use coverage::{Coverage, Total};
pub use filter::{Condition, Filter, Wanted};

/// The file in which coverage and the counts of others are declared, without its ending.
pub const COVERAGE: &str = "coverage";

/// The rules of a site.
#[derive(Debug, Default)]
pub struct Rules {
    /// For what the record is complete.
    pub coverage: Vec<Coverage>,
    /// What others counted.
    pub totals: Vec<Total>,
}

/// The key of an entry that a rule names, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The words written.
    pub written: String,
    /// Where they are written.
    pub span: Span,
}

impl Rules {
    /// Returns the latest end of what is declared to be covered.
    #[must_use]
    pub fn end(&self) -> Option<&When> {
        let ends = self
            .coverage
            .iter()
            .filter_map(|covered| covered.to.as_ref());
        ends.max_by_key(|end| end.last_day())
    }
}

/// Reads the files of rules, given as name without ending and content.
pub fn parse(files: &[(String, Node)], schema: &Schema, diagnostics: &mut Diagnostics) -> Rules {
    let mut rules = Rules::default();
    for (name, node) in files {
        if name == COVERAGE {
            coverage::read(node, schema, &mut rules, diagnostics);
        } else {
            read::unknown_file(name, node, diagnostics);
        }
    }
    rules
}
