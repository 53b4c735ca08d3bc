//! Opinions about a valid site: what no stage before could find wrong, because each entry by itself is
//! well formed.
//!
//! In: the [`Site`] and what it was read from. Out: diagnostics. What depends on one entry alone is
//! remembered with that entry and not looked at again; what depends on the whole is looked at in every
//! run, in time that grows with the site.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostics::Diagnostics;
use crate::load::Inputs;
use crate::model::Entry;
use crate::resolve::Site;
use crate::schema::{Kind, Schema};

mod called;
mod counts;
mod days;
mod names;
mod offices;
mod plans;
mod relations;

pub use counts::{Checked, Count, checked};

/// What was found in single entries by an earlier run.
#[derive(Debug, Default)]
pub struct Known {
    schema: Option<Arc<Schema>>,
    /// By the place of the entry in memory.
    entries: HashMap<usize, Held>,
}

/// What was found in one entry; the entry is held so that no other can take its place in memory.
#[derive(Debug)]
struct Held {
    entry: Arc<Entry>,
    found: Arc<Diagnostics>,
}

/// Looks at one entry by itself.
type Alone = fn(&Entry, &Kind, &mut Diagnostics);

/// Looks at the site as a whole.
type Together = fn(&Site, &Inputs, &mut Diagnostics);

/// The checks of single entries.
const ALONE: &[Alone] = &[names::family, days::check];

/// The checks of the whole site.
const TOGETHER: &[Together] = &[
    relations::check,
    plans::check,
    offices::on_the_day,
    called::names_of_their_time,
];

/// Checks a site, and notes in `known` what was found in each entry.
pub fn check(site: &Site, inputs: &Inputs, known: &mut Known, diagnostics: &mut Diagnostics) {
    let same = known
        .schema
        .as_ref()
        .is_some_and(|schema| Arc::ptr_eq(schema, &site.schema));
    let earlier = if same {
        std::mem::take(&mut known.entries)
    } else {
        HashMap::new()
    };
    let alone = || -> Vec<Held> {
        let entries = site.entries.par_iter();
        entries.map(|entry| alone(entry, site, &earlier)).collect()
    };
    let together = || -> Vec<Diagnostics> {
        let checks = TOGETHER.par_iter();
        checks
            .map(|check| {
                let mut found = Diagnostics::default();
                check(site, inputs, &mut found);
                found
            })
            .collect()
    };
    let (alone, together) = rayon::join(alone, together);
    for held in &alone {
        if !held.found.is_empty() {
            diagnostics.append(Diagnostics::clone(&held.found));
        }
    }
    for found in together {
        diagnostics.append(found);
    }
    known.schema = Some(Arc::clone(&site.schema));
    let held = alone
        .into_iter()
        .map(|held| (Arc::as_ptr(&held.entry).addr(), held));
    known.entries = held.collect();
}

/// Checks one entry, unless that was done before.
fn alone(entry: &Arc<Entry>, site: &Site, earlier: &HashMap<usize, Held>) -> Held {
    let known = earlier
        .get(&Arc::as_ptr(entry).addr())
        .map(|held| Arc::clone(&held.found));
    let found = known.unwrap_or_else(|| {
        let mut found = Diagnostics::default();
        for check in ALONE {
            check(entry, site.schema.kind(entry.kind), &mut found);
        }
        Arc::new(found)
    });
    Held {
        entry: Arc::clone(entry),
        found,
    }
}
