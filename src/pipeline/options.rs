//! What a run of the pipeline is asked to do: the site, and what is decided for it outside `site.yaml`.

use std::path::PathBuf;

use chrono::{DateTime, Utc};

use super::{Deny, Record};
use crate::model::Drafts;
use crate::when::When;

/// What a build is asked to do.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder with `site.yaml`.
    pub site: PathBuf,
    /// The output folder; `public` in the site's folder if none is given.
    pub out: Option<PathBuf>,
    /// The folder with what is published, against which the facts are compared.
    pub published: Option<PathBuf>,
    /// The address at which the site will be published, instead of the one in `site.yaml`; it ends in
    /// a slash.
    pub base_url: Option<String>,
    /// Whether drafts are built.
    pub drafts: Drafts,
    /// The day from which the site speaks, instead of the one in `site.yaml`.
    pub as_of: Option<When>,
    /// The day from which it speaks where neither says one, as `SOURCE_DATE_EPOCH` gives it.
    pub source_date: Option<When>,
    /// The moment of whose day the site speaks, whatever else says so.
    pub now: Option<DateTime<Utc>>,
    /// Whether the addresses are added to `content/_published.txt` after the build.
    pub record: Record,
    /// What keeps a site from being written.
    pub deny: Deny,
}

impl Options {
    /// Asks for a plain build of the site in a folder.
    #[must_use]
    pub fn new(site: PathBuf) -> Self {
        Self {
            site,
            out: None,
            published: None,
            base_url: None,
            drafts: Drafts::Exclude,
            as_of: None,
            source_date: None,
            now: None,
            record: Record::No,
            deny: Deny::Errors,
        }
    }
}
