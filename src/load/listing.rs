//! Which files there are: of the content, of the site's own templates, of its own static files.
//!
//! An earlier listing is taken over while it must still be true, since to walk a large site costs
//! more than to read what changed in it.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::files::{self, Found};
use super::{Changes, Inputs};
use crate::diagnostics::Diagnostics;
use crate::text::Texts;

/// The files below the three folders of a site, each list sorted by path.
#[derive(Debug, Default)]
pub(super) struct Listing {
    pub(super) content: Vec<Arc<Found>>,
    pub(super) templates: Vec<Arc<Found>>,
    pub(super) statics: Vec<Arc<Found>>,
    /// Whether nothing was reported that another walk would have to report again.
    clean: bool,
}

impl Listing {
    /// Walks the folders of a site.
    fn read(root: &Path, texts: &mut Texts, diagnostics: &mut Diagnostics) -> Self {
        let mut found = Diagnostics::default();
        let mut list = |folder| {
            let files = files::list(root, folder, texts, &mut found);
            files.into_iter().map(Arc::new).collect()
        };
        let (content, templates, statics) = (list("content"), list("templates"), list("static"));
        let clean = found.is_empty();
        diagnostics.append(found);
        Self {
            content,
            templates,
            statics,
            clean,
        }
    }

    /// Tells whether the same files are there after some have changed.
    fn holds(&self, root: &Path, changes: &Changes) -> bool {
        let Changes::Files(paths) = changes else {
            return false;
        };
        self.clean
            && paths.iter().all(|path| {
                let Some(files) = self.files_of(path) else {
                    return true;
                };
                let on_disk = fs::symlink_metadata(root.join(path));
                let from = |path: &str| files.partition_point(|found| found.path.as_str() < path);
                if files
                    .get(from(path))
                    .is_some_and(|found| found.path == *path)
                {
                    return on_disk.is_ok_and(|file| file.is_file());
                }
                let below = format!("{path}/");
                let was_folder = files
                    .get(from(&below))
                    .is_some_and(|found| found.path.starts_with(&below));
                on_disk.is_err() && !was_folder
            })
    }

    /// Returns the files among which a path would stand; `None` for one that is no part of a site.
    fn files_of(&self, path: &str) -> Option<&[Arc<Found>]> {
        let folder = path.split('/').next()?;
        match folder {
            "content" => Some(&self.content),
            "templates" => Some(&self.templates),
            "static" => Some(&self.statics),
            _ => None,
        }
    }
}

/// Lists the files of a site, or takes an earlier listing over.
pub(super) fn list(
    root: &Path,
    earlier: Option<(&Inputs, &Changes)>,
    texts: &mut Texts,
    diagnostics: &mut Diagnostics,
) -> Arc<Listing> {
    if let Some((earlier, changes)) = earlier
        && earlier.listing.holds(root, changes)
    {
        return Arc::clone(&earlier.listing);
    }
    Arc::new(Listing::read(root, texts, diagnostics))
}
