//! The facts of the last publication, against which a site is compared.
//!
//! They are read from the output folder of the site, or from the folder that the call names. They are no
//! part of the site: a file that cannot be used is reported, and nothing is compared.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::sync::Arc;

use super::texts::Stamp;
use super::{Inputs, files};
use crate::diagnostics::{Code, Diagnostics};
use crate::disk;
use crate::published::{FACTS, Published};

/// The most that is read, in bytes.
const MOST: u64 = 256 << 20;

/// What the last publication said.
#[derive(Debug, Clone)]
pub struct Last {
    /// The facts.
    pub facts: Arc<Published>,
    /// Which pages of it were public.
    pub pages: Pages,
    stamp: Stamp,
}

/// Which pages of an output were public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pages {
    /// All: the folder was named as what is published.
    All,
    /// Those that say so, since the folder is that of any build.
    Listed,
}

/// Reads the facts of the last publication, unless an earlier run has.
pub fn read_last(
    root: &Path,
    named: Option<&Path>,
    earlier: Option<&Inputs>,
    inputs: &mut Inputs,
    diagnostics: &mut Diagnostics,
) {
    let folder = named.map_or_else(|| root.join("public"), Path::to_owned);
    let path = folder.join(FACTS);
    let shown = if named.is_some() {
        path.display().to_string()
    } else {
        format!("public/{FACTS}")
    };
    let mut report = |message: String, help: &str| {
        let texts = &mut inputs.texts;
        files::report(
            Code::ForeignFacts,
            &shown,
            message,
            help,
            texts,
            diagnostics,
        );
    };
    let read = match File::open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound && named.is_none() => return,
        Err(error) => {
            let reason = disk::reason(&error);
            return report(
                format!("the facts that are published cannot be read: {reason}"),
                "name with --published a folder that a build of this site has made",
            );
        }
    };
    let Ok(metadata) = read.metadata() else {
        return;
    };
    let stamp = Stamp::of(&metadata);
    let pages = if named.is_some() {
        Pages::All
    } else {
        Pages::Listed
    };
    if let Some(last) = earlier.and_then(|earlier| earlier.last.as_ref())
        && last.stamp == stamp
        && last.pages == pages
    {
        inputs.last = Some(last.clone());
        return;
    }
    let mut text = String::new();
    let whole = read.take(MOST).read_to_string(&mut text);
    let facts = whole.ok().and_then(|_| Published::read(text));
    match facts {
        Some(facts) => {
            let facts = Arc::new(facts);
            inputs.last = Some(Last {
                facts,
                pages,
                stamp,
            });
        }
        None => report(
            "this file is not what a build writes, and nothing is compared with it".to_owned(),
            "it is damaged, or of another program or version; a build of the site writes it anew",
        ),
    }
}
