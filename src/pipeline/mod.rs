//! Calls the stages in order and stops between them where nothing good can follow.
//!
//! An error in what somebody wrote ends the build before anything of the output is touched; a broken
//! environment ends it wherever it is. Nothing here reads the clock.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::check as opinions;
use crate::claims::Claims;
use crate::config::{self, Config};
use crate::diagnostics::Diagnostics;
use crate::emit::{self, EmitError, Stage, Summary, Target};
use crate::load::{self, Changes, Inputs, NotASite};
use crate::model::{self, Known};
use crate::render::{self, Making, Templates};
use crate::resolve::{self, Earlier, Site};
use crate::rules;
use crate::schema::{self, Schema};
use crate::when::When;

mod check;
mod fingerprints;
mod options;
mod trial;

pub use check::{Checking, Findings, check};

pub use fingerprints::{Fingerprinted, fingerprint};
pub use options::Options;
pub use trial::{Trial, Tried};

/// Whether a build adds its addresses to the list of those ever published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Record {
    /// They are added.
    Yes,
    /// The list stays as it is.
    No,
}

/// What keeps a site from being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deny {
    /// Errors alone.
    Errors,
    /// Warnings too.
    Warnings,
}

impl Deny {
    /// Tells whether anything found keeps the site from being written.
    #[must_use]
    pub fn forbids(self, diagnostics: &Diagnostics) -> bool {
        match self {
            Self::Errors => diagnostics.has_errors(),
            Self::Warnings => !diagnostics.is_empty(),
        }
    }
}

/// What became of a build.
#[derive(Debug)]
pub struct Outcome {
    /// What was read; its texts are for printing the diagnostics.
    pub inputs: Arc<Inputs>,
    /// What was found wrong or odd.
    pub diagnostics: Diagnostics,
    /// What was written, if nothing was wrong.
    pub built: Option<Built>,
}

/// What a build wrote.
#[derive(Debug)]
pub struct Built {
    /// The output folder.
    pub out: PathBuf,
    /// The pages and other files.
    pub files: Summary,
    /// The events of the chronology.
    pub events: usize,
    /// The entries of all kinds.
    pub entries: usize,
    /// The drafts that have no page.
    pub drafts_left_out: usize,
    /// Whether feed and sitemap were left out for want of an address.
    pub without_address: bool,
}

/// Why a build could not even begin or end.
#[derive(Debug)]
pub enum BuildError {
    /// The folder is not a site.
    NotASite(NotASite),
    /// The output could not be written.
    Emit(EmitError),
}

impl fmt::Display for BuildError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotASite(error) => error.fmt(formatter),
            Self::Emit(error) => error.fmt(formatter),
        }
    }
}

impl std::error::Error for BuildError {}

/// A site that was read and resolved, before it is rendered.
#[derive(Debug)]
pub struct Prepared {
    /// What was read.
    pub inputs: Arc<Inputs>,
    /// The site.
    pub site: Arc<Site>,
    /// The statements of the site with their verdicts.
    pub claims: Arc<Claims>,
    /// The templates, unless one of them cannot be read at all.
    pub templates: Option<Arc<Templates>>,
    /// What was found wrong or odd.
    pub diagnostics: Diagnostics,
    /// The drafts that are not part of the site.
    pub drafts_left_out: usize,
}

impl Prepared {
    /// Lays out everything that pages are made from.
    #[must_use]
    pub fn making(&self) -> Option<Making> {
        let templates = self.templates.as_ref()?;
        let (site, inputs) = (&self.site, &self.inputs);
        Some(Making::new(
            Arc::clone(site),
            Arc::clone(inputs),
            Arc::clone(templates),
            Arc::clone(&self.claims),
        ))
    }
}

/// What one run leaves to the next of the same site, so that nothing is read twice.
#[derive(Debug, Default)]
pub struct Memory {
    inputs: Option<Arc<Inputs>>,
    schema: Option<Arc<Schema>>,
    known: Known,
    templates: Option<Arc<Templates>>,
    site: Option<Arc<Site>>,
    checked: opinions::Known,
}

/// Reads and resolves a site: the stages `load`, `model` and `resolve`.
///
/// # Errors
///
/// Fails only if the folder holds no site.
pub fn prepare(options: &Options) -> Result<Prepared, NotASite> {
    prepare_again(options, &mut Memory::default(), &Changes::Unknown)
}

/// Does the same after an earlier run, and reads only what changed since.
///
/// # Errors
///
/// Fails only if the folder holds no site any more.
pub fn prepare_again(
    options: &Options,
    memory: &mut Memory,
    changes: &Changes,
) -> Result<Prepared, NotASite> {
    let mut diagnostics = Diagnostics::default();
    let earlier = memory.inputs.as_deref().map(|inputs| (inputs, changes));
    let mut inputs = load::load(&options.site, earlier, &mut diagnostics)?;
    let published = options.published.as_deref();
    let before = memory.inputs.as_deref();
    load::read_last(
        &options.site,
        published,
        before,
        &mut inputs,
        &mut diagnostics,
    );
    let inputs = Arc::new(inputs);
    let schema = match &memory.schema {
        Some(schema) if earlier.is_some_and(|(earlier, _)| earlier.same_kinds(&inputs)) => {
            Arc::clone(schema)
        }
        _ => {
            let mut found = Diagnostics::default();
            let schema = Arc::new(schema::parse(&inputs.kinds, &mut found));
            // What is wrong with a kind has to be said in every run.
            memory.schema = found.is_empty().then(|| Arc::clone(&schema));
            diagnostics.append(found);
            schema
        }
    };
    let templates = match &memory.templates {
        Some(templates) if earlier.is_some_and(|(earlier, _)| earlier.same_theme(&inputs)) => {
            Some(Arc::clone(templates))
        }
        _ => {
            let mut found = Diagnostics::default();
            let templates = render::prepare(&inputs, &schema, &mut found);
            memory.templates = templates.clone().filter(|_| found.is_empty());
            diagnostics.append(found);
            templates
        }
    };
    let config = read_config(&inputs, options, &mut diagnostics);
    let rules = rules::parse(&inputs.rules, &schema, &mut diagnostics);
    let drafts = options.drafts;
    let known = &mut memory.known;
    let (content, texts) = (&inputs.content, &inputs.texts);
    let entries = model::build(content, texts, &schema, drafts, known, &mut diagnostics);
    let written = entries.len();
    let before = earlier.zip(memory.site.as_deref());
    let before = before.map(|((inputs, _), site)| Earlier { site, inputs });
    let mut found = Diagnostics::default();
    let site = resolve::resolve(
        entries, schema, config, rules, &inputs, drafts, before, &mut found,
    );
    let site = Arc::new(site);
    // What is wrong with a reference has to be said in every run.
    memory.site = found.is_empty().then(|| Arc::clone(&site));
    memory.inputs = Some(Arc::clone(&inputs));
    diagnostics.append(found);
    let claims = Arc::new(Claims::judge(&site));
    let checked = &mut memory.checked;
    opinions::check(&site, &inputs, &claims, checked, &mut diagnostics);
    Ok(Prepared {
        inputs,
        drafts_left_out: written - site.entries.len(),
        site,
        claims,
        templates,
        diagnostics,
    })
}

fn read_config(inputs: &Inputs, options: &Options, diagnostics: &mut Diagnostics) -> Config {
    let mut config = match &inputs.config {
        Some(node) => config::parse(node, diagnostics),
        None => Config::default(),
    };
    if let Some(url) = &options.base_url {
        config.url = Some(url.clone());
    }
    if let Some(day) = &options.as_of {
        config.as_of = Some(day.clone());
    }
    if config.as_of.is_none() {
        config.as_of.clone_from(&options.source_date);
    }
    if let Some(now) = options.now {
        let zone = config.zones.first().map(|(_, zone)| *zone);
        config.as_of = When::day_of(now, zone);
    }
    config
}

/// Builds a site.
///
/// # Errors
///
/// Fails if the folder is not a site or the output cannot be written; faults of the content are in
/// the outcome.
pub fn build(options: &Options) -> Result<Outcome, BuildError> {
    build_counting(options, &AtomicUsize::new(0))
}

/// Does the same, and counts the files as they are made.
///
/// # Errors
///
/// Fails as [`build`] does.
pub fn build_counting(options: &Options, finished: &AtomicUsize) -> Result<Outcome, BuildError> {
    let out = options
        .out
        .clone()
        .unwrap_or_else(|| options.site.join("public"));
    let content = options.site.join("content");
    let target = Target::open(&out, &options.site, &content).map_err(BuildError::Emit)?;
    let prepared = prepare(options).map_err(BuildError::NotASite)?;
    let making = prepared.making();
    let Prepared {
        inputs,
        site,
        mut diagnostics,
        drafts_left_out,
        ..
    } = prepared;
    let making = match making {
        Some(making) if !options.deny.forbids(&diagnostics) => making,
        faulty => {
            if let Some(making) = faulty {
                render::check(&making, &mut diagnostics, &|_| ());
            }
            return Ok(Outcome {
                inputs,
                diagnostics,
                built: None,
            });
        }
    };
    let cache = options.site.join(".briefbook");
    let stage = Stage::begin(&target, &cache).map_err(BuildError::Emit)?;
    let is_known = |path: &str, digest| {
        let has = stage.has(path, digest);
        finished.fetch_add(usize::from(has), Ordering::Relaxed);
        Ok(has)
    };
    let put = |output, digest| {
        finished.fetch_add(1, Ordering::Relaxed);
        stage.put(output, digest)
    };
    let rendered = render::render(&making, &mut diagnostics, &is_known, &put);
    if rendered.is_err() || options.deny.forbids(&diagnostics) {
        let abandoned = stage.abandon();
        rendered.and(abandoned).map_err(BuildError::Emit)?;
        return Ok(Outcome {
            inputs,
            diagnostics,
            built: None,
        });
    }
    let files = stage.commit().map_err(BuildError::Emit)?;
    if options.record == Record::Yes {
        record(&site, &inputs, &content).map_err(BuildError::Emit)?;
    }
    let built = Built {
        out,
        files,
        events: site.chronology.order.len(),
        entries: site.entries.len(),
        drafts_left_out,
        without_address: site.config.url.is_none(),
    };
    Ok(Outcome {
        inputs,
        diagnostics,
        built: Some(built),
    })
}

/// Adds the addresses of a site to those in `content/_published.txt`.
fn record(site: &Site, inputs: &Inputs, content: &Path) -> Result<(), EmitError> {
    let mut addresses = resolve::published_addresses(site);
    let known = resolve::published_lines(inputs, &inputs.texts);
    addresses.extend(known.into_iter().map(|(_, address)| address.to_owned()));
    let mut text = String::from(
        "# Every address ever published. `briefbook build --record` adds to it; never take a line out.\n",
    );
    for address in addresses {
        text.push_str(&address);
        text.push('\n');
    }
    let before = inputs.published.map(|id| &inputs.texts.get(id).content);
    if before == Some(&text) {
        return Ok(());
    }
    emit::replace(&content.join("_published.txt"), text.as_bytes())
}
