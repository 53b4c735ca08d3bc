//! Entries to a [`Site`]: every reference found, every page with an address, every event in order.
//!
//! In: entries, schema, settings. Out: one immutable value that `render` reads from several threads.
//! The files below run once, in the order of `resolve`; none of them changes an entry, but that events
//! without a zone are first given that of their place.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::config::Config;
use crate::diagnostics::Diagnostics;
use crate::load::Inputs;
use crate::model::{Drafts, Entry, UrlPath};
use crate::rules::Rules;
use crate::schema::{Kind, Schema};
use crate::text::{Span, Texts};
use crate::when::When;

mod agreed;
mod anchors;
mod bodies;
pub mod called;
pub mod chronology;
pub mod corrections;
pub mod facts;
pub mod flights;
pub mod groups;
pub mod legend;
mod look_up;
mod lookup;
mod lost;
pub mod matching;
mod meaning;
mod numbers;
pub mod offices;
pub mod origins;
mod part_keys;
pub mod parts;
pub mod positions;
pub mod references;
pub mod related;
pub mod reports;
pub mod rest;
pub mod routes;
mod rules;
mod standing;
mod timed;
pub mod titles;
pub mod words;
mod zones;

pub use agreed::Agreed;
pub use meaning::{Meaning, meaning, with_key};
pub use timed::Timed;

use chronology::Chronology;
use groups::Record;
use lookup::Names;
use origins::Origins;
use references::{Bodies, Edge, Targets};
use related::Sharing;
use rest::Rest;
use routes::Routes;

/// Identifies an entry within a [`Site`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub u32);

/// Everything that pages are made of.
#[derive(Debug)]
pub struct Site {
    /// The kinds.
    pub schema: Arc<Schema>,
    /// The settings.
    pub config: Config,
    /// The entries by kind and key; an [`EntryId`] is an index here.
    pub entries: Vec<Arc<Entry>>,
    /// For each entry, what its references mean.
    pub targets: Vec<Targets>,
    /// For each entry and each of its bodies, what links, citations and images mean.
    pub body_targets: Vec<Bodies>,
    /// For each entry, who refers to it.
    pub incoming: Vec<Vec<Edge>>,
    /// The events in order.
    pub chronology: Chronology,
    /// Which events are like each other.
    pub sharing: Sharing,
    /// Whose reporting the sources are.
    pub origins: Origins,
    /// The addresses.
    pub routes: Routes,
    /// Who refers to an entry, where its page has no room for all of them.
    pub rest: Rest,
    /// The events that have the zone of their place.
    placed: Vec<zones::Placed>,
    /// The titles that pages turn round, by the place of their entries.
    turned: Vec<Option<Box<str>>>,
    /// What the record claims to be complete for, and what others counted.
    pub rules: Rules,
    /// The day from which the site speaks.
    pub as_of: Option<When>,
}

impl Site {
    /// Returns an entry.
    #[must_use]
    pub fn entry(&self, id: EntryId) -> &Entry {
        &self.entries[id.0 as usize]
    }

    /// Returns the kind of an entry.
    #[must_use]
    pub fn kind_of(&self, id: EntryId) -> &Kind {
        self.schema.kind(self.entry(id).kind)
    }

    /// Returns every entry's id, by kind and key.
    pub fn ids(&self) -> impl Iterator<Item = EntryId> + use<> {
        (0..u32::try_from(self.entries.len()).unwrap_or(u32::MAX)).map(EntryId)
    }

    /// Returns what pages call an entry: its title, a person's in the order that the site has for names.
    #[must_use]
    pub fn title(&self, id: EntryId) -> &str {
        let turned = self.turned[id.0 as usize].as_deref();
        turned.unwrap_or(&self.entry(id).title)
    }

    /// Returns the entries and their kinds, to ask who refers to whom.
    #[must_use]
    pub fn record(&self) -> Record<'_> {
        Record {
            entries: &self.entries,
            schema: &self.schema,
        }
    }

    /// Returns the address of an entry's page.
    #[must_use]
    pub fn address(&self, id: EntryId) -> &UrlPath {
        &self.routes.pages[id.0 as usize]
    }
}

/// A site that was resolved before without any fault, with what it was read from.
#[derive(Debug, Clone, Copy)]
pub struct Earlier<'a> {
    /// The site.
    pub site: &'a Site,
    /// What it was read from.
    pub inputs: &'a Inputs,
}

impl<'a> Earlier<'a> {
    /// Returns the site if every name and path means there what it means now.
    fn same_names(
        self,
        entries: &[Arc<Entry>],
        schema: &Arc<Schema>,
        routes: &Routes,
        inputs: &Inputs,
    ) -> Option<&'a Site> {
        let Self {
            site,
            inputs: before,
        } = self;
        let same_entry = |(one, other): (&Arc<Entry>, &Arc<Entry>)| {
            Arc::ptr_eq(one, other)
                || (one.kind == other.kind
                    && one.key == other.key
                    && one.names == other.names
                    && same_times(one, other))
        };
        let same = Arc::ptr_eq(&site.schema, schema)
            && site.entries.len() == entries.len()
            && site.entries.iter().zip(entries).all(same_entry)
            && site.routes.all == routes.all
            && before.attachments == inputs.attachments;
        same.then_some(site)
    }
}

/// Tells whether two entries were called the same at the same times.
fn same_times(one: &Entry, other: &Entry) -> bool {
    let times = |entry: &Entry| -> Vec<_> {
        let used = entry.designations.iter();
        used.map(|used| (used.folded.clone(), used.from.clone(), used.to.clone()))
            .collect()
    };
    times(one) == times(other)
}

/// Resolves a site; after an earlier run, only what may have changed since.
pub fn resolve(
    entries: Vec<Arc<Entry>>,
    schema: Arc<Schema>,
    config: Config,
    rules: Rules,
    inputs: &Inputs,
    drafts: Drafts,
    earlier: Option<Earlier>,
    diagnostics: &mut Diagnostics,
) -> Site {
    let (drafted, mut entries): (Vec<Arc<Entry>>, Vec<Arc<Entry>>) = entries
        .into_iter()
        .partition(|entry| entry.draft && drafts == Drafts::Exclude);
    let before = earlier.map_or(&[][..], |earlier| &earlier.site.placed);
    let placed = zones::of_places(&mut entries, &schema, before, diagnostics);
    let chronology = chronology::order(&entries, &schema);
    let route = || {
        let mut found = Diagnostics::default();
        let routes = routes::route(&entries, &schema, &chronology, &config, inputs, &mut found);
        anchors::check(&entries, &schema, &mut found);
        (routes, found)
    };
    let name = || (Names::new(&entries), Names::new(&drafted));
    let ((routes, found), (names, drafted)) = rayon::join(route, name);
    diagnostics.append(found);
    let earlier =
        earlier.and_then(|earlier| earlier.same_names(&entries, &schema, &routes, inputs));
    let found = references::resolve(
        &entries,
        &schema,
        &names,
        &drafted,
        &routes,
        inputs,
        earlier,
        diagnostics,
    );
    let record = Record {
        entries: &entries,
        schema: &schema,
    };
    let published = published_lines(inputs, &inputs.texts).into_iter();
    let published = published.map(|(_, address)| address).collect();
    let site_file = Span::new(inputs.site_file, 0, 0);
    let rest = rest::rest(
        record,
        &found.incoming,
        &routes,
        &chronology.order,
        &published,
        site_file,
        diagnostics,
    );
    lost::find_lost(&routes, &rest, inputs, diagnostics);
    let sharing = Sharing::new(&entries, &schema, &found.targets, &chronology);
    let origins = Origins::new(&entries, &schema);
    rules::check(&rules, &entries, &names, &schema, diagnostics);
    let turned = titles::titles(&entries, &schema, &config);
    let as_of = config
        .as_of
        .clone()
        .or_else(|| rules.end().cloned())
        .or_else(|| chronology.newest_day(&entries));
    Site {
        schema,
        config,
        entries,
        targets: found.targets,
        body_targets: found.bodies,
        incoming: found.incoming,
        chronology,
        sharing,
        origins,
        routes,
        rest,
        placed,
        turned,
        rules,
        as_of,
    }
}

/// Returns the addresses of all pages and redirects, as `_published.txt` lists them.
#[must_use]
pub fn published_addresses(site: &Site) -> BTreeSet<String> {
    let all = site.routes.all.iter().chain(site.rest.addresses());
    all.filter(|address| address.as_str().ends_with(".html"))
        .map(|address| address.as_str().to_owned())
        .collect()
}

/// Returns the lines of `_published.txt`, without remarks and empty lines, each with its offset.
#[must_use]
pub fn published_lines<'a>(inputs: &Inputs, texts: &'a Texts) -> Vec<(usize, &'a str)> {
    let Some(text) = inputs.published else {
        return Vec::new();
    };
    let mut offset = 0;
    let mut lines = Vec::new();
    for line in texts.get(text).content.split_inclusive('\n') {
        let address = line.trim_start_matches('\u{feff}').trim();
        if !address.is_empty() && !address.starts_with('#') {
            lines.push((offset + line.find(address).unwrap_or_default(), address));
        }
        offset += line.len();
    }
    lines
}
