//! What a record claims to be complete for, how it counts, what others counted and how maps name
//! waters: the files of `content/_rules/`.
//!
//! In: the YAML of those files and the schema. Out: [`Rules`], in which every kind, field and option is
//! known to exist. The entries that a rule names are found later, when all entries are known; so is
//! what a rule counts.

use crate::diagnostics::Diagnostics;
use crate::schema::{KindId, Schema};
use crate::when::When;
use crate::yaml::Node;

mod counting;
mod coverage;
mod read;
mod toponyms;

pub use counting::{Counts, Unit};
pub use coverage::{Coverage, Total};
pub use toponyms::{Toponyms, Water};

/// The file in which coverage and the counts of others are declared, without its ending.
pub const COVERAGE: &str = "coverage";

/// The file in which the rules of counting are declared, without its ending.
pub const COUNTING: &str = "counting";

/// The file in which names on maps are declared, without its ending.
pub const TOPONYMS: &str = "toponyms";

/// The rules of a site.
#[derive(Debug, Default)]
pub struct Rules {
    /// For what the record is complete.
    pub coverage: Vec<Coverage>,
    /// What others counted.
    pub totals: Vec<Total>,
    /// In what things are counted.
    pub units: Vec<Unit>,
    /// The periods that the page on the rules counts under each unit.
    pub compared: Vec<When>,
    /// How maps call waters, and which places they name.
    pub toponyms: Toponyms,
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

    /// Finds a counting rule by its name and the kind that it counts.
    #[must_use]
    pub fn unit(&self, name: &str, kind: KindId) -> Option<&Unit> {
        let mut units = self.units.iter();
        units.find(|unit| unit.filter.kind == kind && unit.name == name)
    }

    /// Returns the counting rule of a kind that counts where none is named: the first.
    #[must_use]
    pub fn usual(&self, kind: KindId) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.filter.kind == kind)
    }
}

/// Reads the files of rules, given as name without ending and content.
pub fn parse(files: &[(String, Node)], schema: &Schema, diagnostics: &mut Diagnostics) -> Rules {
    let mut rules = Rules::default();
    for (name, node) in files {
        if name == COVERAGE {
            coverage::read(node, schema, &mut rules, diagnostics);
        } else if name == COUNTING {
            counting::read(node, schema, &mut rules, diagnostics);
        } else if name == TOPONYMS {
            toponyms::read(node, &mut rules, diagnostics);
        } else {
            read::unknown_file(name, node, diagnostics);
        }
    }
    rules
}
