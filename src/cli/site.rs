//! The arguments of every command that reads a whole site.

use std::path::PathBuf;

use chrono::{DateTime, Utc};

use crate::config::site_address;
use crate::model::Drafts;
use crate::pipeline::{Deny, Options};
use crate::when::When;

/// Which site is read, and what is decided for it outside `site.yaml`.
#[derive(Debug, clap::Args)]
pub(super) struct SiteArguments {
    /// The folder with site.yaml
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(super) site: PathBuf,
    /// The address at which the site will be published, for feed, sitemap and canonical links
    #[arg(long, value_name = "URL", value_parser = base_url)]
    base_url: Option<String>,
    /// Take drafts in too
    #[arg(long)]
    drafts: bool,
    /// A folder with the site as it is published: tell of facts that differ without a correction
    #[arg(long, value_name = "DIR")]
    published: Option<PathBuf>,
    /// The day from which the site speaks, such as 2022-02-28
    #[arg(long, value_name = "DATE", value_parser = as_of)]
    as_of: Option<When>,
}

impl SiteArguments {
    /// Asks for a build of this site.
    ///
    /// # Errors
    ///
    /// Returns a sentence if `SOURCE_DATE_EPOCH` is set and cannot be read.
    pub(super) fn options(self) -> Result<Options, String> {
        Ok(Options {
            base_url: self.base_url,
            published: self.published,
            drafts: if self.drafts {
                Drafts::Include
            } else {
                Drafts::Exclude
            },
            as_of: self.as_of,
            source_date: source_date()?,
            ..Options::new(self.site)
        })
    }
}

/// What else than errors ends a command with status 1.
#[derive(Debug, clap::Args)]
pub(super) struct DenyArguments {
    /// What counts as an error too
    #[arg(long, value_name = "WHAT")]
    deny: Option<Denied>,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Denied {
    Warnings,
}

impl DenyArguments {
    /// Returns what keeps a site from being written.
    pub(super) fn deny(&self) -> Deny {
        match self.deny {
            Some(Denied::Warnings) => Deny::Warnings,
            None => Deny::Errors,
        }
    }
}

/// Reads the address of a site from the command line.
pub(super) fn base_url(text: &str) -> Result<String, String> {
    site_address(text)
        .ok_or_else(|| "write the whole address, such as https://example.org/briefs/".to_owned())
}

fn as_of(text: &str) -> Result<When, String> {
    match When::parse(text) {
        Ok(when) if when.certain_day().is_some() => Ok(when),
        Ok(_) => Err("write one certain day, such as 2022-02-28".to_owned()),
        Err(error) => Err(error.message),
    }
}

/// Reads the day of `SOURCE_DATE_EPOCH`, the convention for reproducible builds.
pub(super) fn source_date() -> Result<Option<When>, String> {
    let Some(instant) = source_instant()? else {
        return Ok(None);
    };
    match When::parse(&instant.format("%Y-%m-%d").to_string()) {
        Ok(day) => Ok(Some(day)),
        Err(_) => Err(NOT_SECONDS.to_owned()),
    }
}

const NOT_SECONDS: &str = "SOURCE_DATE_EPOCH is not a number of seconds since 1970";

/// Reads the moment of `SOURCE_DATE_EPOCH`.
pub(super) fn source_instant() -> Result<Option<DateTime<Utc>>, String> {
    let Some(value) = std::env::var_os("SOURCE_DATE_EPOCH") else {
        return Ok(None);
    };
    let instant = value
        .to_str()
        .and_then(|text| text.parse().ok())
        .and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    match instant {
        Some(instant) => Ok(Some(instant)),
        None => Err(NOT_SECONDS.to_owned()),
    }
}
