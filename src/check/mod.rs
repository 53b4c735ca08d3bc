//! Opinions about a valid site: what no stage before could find wrong, because each entry by itself is
//! well formed.
//!
//! In: the [`Site`] and what it was read from. Out: diagnostics. What depends on one entry alone is
//! remembered with that entry and not looked at again; what depends on the whole is looked at in every
//! run, in time that grows with the site.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::claims::Claims;
use crate::diagnostics::Diagnostics;
use crate::load::Inputs;
use crate::model::Entry;
use crate::resolve::{EntryId, Site};
use crate::schema::{Kind, Schema};

mod allowed;
mod called;
mod changes;
mod claims;
pub mod compared;
mod counts;
mod days;
mod figures;
mod names;
mod offices;
mod plans;
mod relations;
mod rows;
mod words;

use words::{English, Nouns, Setting};

pub use counts::{Checked, Count, checked};

/// What was found in single entries by an earlier run.
#[derive(Debug, Default)]
pub struct Known {
    schema: Option<Arc<Schema>>,
    setting: Option<Setting>,
    materials: words::materials::Known,
    changes: changes::Known,
    /// By the place of the entry in memory.
    entries: HashMap<usize, Held>,
}

/// What was found in one entry; the entry is held so that no other can take its place in memory.
#[derive(Debug)]
struct Held {
    entry: Arc<Entry>,
    found: Arc<Found>,
}

/// What was found in one entry, and what is still to be compared with others.
#[derive(Debug, Default)]
struct Found {
    diagnostics: Diagnostics,
    open: words::Open,
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
    days::apart,
    called::names_of_their_time,
];

/// Checks a site, and notes in `known` what was found in each entry.
pub fn check(
    site: &Site,
    inputs: &Inputs,
    claims: &Claims,
    known: &mut Known,
    diagnostics: &mut Diagnostics,
) {
    let setting = setting(site, inputs, &mut known.materials, diagnostics);
    let same = known
        .schema
        .as_ref()
        .is_some_and(|schema| Arc::ptr_eq(schema, &site.schema))
        && known.setting.as_ref() == Some(&setting);
    let earlier = if same {
        std::mem::take(&mut known.entries)
    } else {
        HashMap::new()
    };
    let alone = || -> Vec<Held> {
        let entries = site.entries.par_iter();
        let alone = entries.map(|entry| alone(entry, site, &setting, &earlier));
        alone.collect()
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
    for (held, id) in alone.iter().zip((0..).map(EntryId)) {
        if !held.found.diagnostics.is_empty() {
            diagnostics.append(Diagnostics::clone(&held.found.diagnostics));
        }
        words::settle(id, &held.found.open, site, diagnostics);
    }
    for found in together {
        diagnostics.append(found);
    }
    claims::check(site, claims, &setting, diagnostics);
    figures::check(site, claims, diagnostics);
    changes::check(site, inputs, &mut known.changes, diagnostics);
    allowed::settle(site, diagnostics);
    known.schema = Some(Arc::clone(&site.schema));
    known.setting = Some(setting);
    let held = alone
        .into_iter()
        .map(|held| (Arc::as_ptr(&held.entry).addr(), held));
    known.entries = held.collect();
}

/// Gathers what checks of single entries need to know besides the entry.
fn setting(
    site: &Site,
    inputs: &Inputs,
    materials: &mut words::materials::Known,
    diagnostics: &mut Diagnostics,
) -> Setting {
    let language = site.config.language.to_ascii_lowercase();
    let english = language.split('-').next() == Some("en");
    let fingerprints = words::materials::fingerprints(inputs, materials, diagnostics);
    let citable = site.schema.citable();
    let names = fingerprints.names();
    let is_key = |name: &str| {
        let mut entries = site.entries.iter();
        entries.any(|entry| entry.key.as_str() == name && citable.contains(&entry.kind))
    };
    Setting {
        english: if english { English::Yes } else { English::No },
        is_source: names.map(is_key).collect(),
        citable: citable.clone(),
        nouns: Nouns::of(&site.schema),
        fingerprints,
    }
}

/// Returns what `content/_fingerprints.txt` should hold: the fingerprints of the source texts at hand,
/// and those of others that it holds already. `None` where there is neither.
#[must_use]
pub fn fingerprints(inputs: &Inputs) -> Option<String> {
    let materials = &inputs.materials;
    let any = !materials.texts.is_empty() || materials.fingerprints.is_some();
    any.then(|| words::materials::file(inputs))
}

/// Checks one entry, unless that was done before.
fn alone(
    entry: &Arc<Entry>,
    site: &Site,
    setting: &Setting,
    earlier: &HashMap<usize, Held>,
) -> Held {
    let known = earlier
        .get(&Arc::as_ptr(entry).addr())
        .map(|held| Arc::clone(&held.found));
    let found = known.unwrap_or_else(|| {
        let mut found = Diagnostics::default();
        let kind = site.schema.kind(entry.kind);
        for check in ALONE {
            check(entry, kind, &mut found);
        }
        let open = words::look(entry, kind, setting, &mut found);
        Arc::new(Found {
            diagnostics: found,
            open,
        })
    });
    Held {
        entry: Arc::clone(entry),
        found,
    }
}
