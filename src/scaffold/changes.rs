//! Files that a command makes, changes or moves: written all at once, each of them whole.
//!
//! In: what is to stand where, and what stood there when it was worked out. A file that somebody else has
//! changed in the meantime is left as it is, and so are all others.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::Path;

use super::{NewFile, ScaffoldError, write_new};
use crate::emit;
use crate::load::files::leads_out;

/// A file that would be made, changed or moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The path from the site's folder, with forward slashes.
    pub path: String,
    /// The path at which it is now, if that is another.
    pub moved_from: Option<String>,
    /// What it holds now; `None` for a new file.
    pub before: Option<String>,
    /// What it would hold.
    pub after: String,
}

impl Change {
    /// Returns the path at which the file is now.
    #[must_use]
    pub fn old_path(&self) -> &str {
        self.moved_from.as_deref().unwrap_or(&self.path)
    }

    fn is_replaced(&self) -> bool {
        self.before.is_some() && self.moved_from.is_none()
    }
}

/// Reads a text of a site that no build reads; `None` if it is not there.
#[must_use]
pub fn read_beside(root: &Path, path: &str) -> Option<String> {
    fs::read_to_string(root.join(path)).ok()
}

/// Puts files on the disk: new ones all or none, then the changed ones, each at once; a file that moves
/// leaves its old place last.
///
/// # Errors
///
/// Fails where a folder leads out of the site, a file is no longer what it was, or the disk refuses.
pub fn write_changes(root: &Path, changes: &[Change]) -> Result<(), Box<dyn Error>> {
    let folders: BTreeSet<&Path> = changes
        .iter()
        .flat_map(|change| [change.path.as_str(), change.old_path()])
        .flat_map(|path| Path::new(path).ancestors())
        .collect();
    for path in folders {
        let place = root.join(path);
        if leads_out(root, &place) {
            let place = place.display();
            return Err(format!("`{place}` is a symbolic link that leads out of what the site publishes; nothing was written").into());
        }
    }
    for change in changes {
        let Some(before) = &change.before else {
            continue;
        };
        let place = root.join(change.old_path());
        let now =
            fs::read(&place).map_err(|error| ScaffoldError::failed("read", &place, &error))?;
        if now != before.as_bytes() {
            let place = place.display();
            return Err(format!(
                "`{place}` was changed in the meantime; nothing was written, so try again"
            )
            .into());
        }
    }
    let new: Vec<NewFile> = changes
        .iter()
        .filter(|change| !change.is_replaced())
        .map(|change| NewFile {
            path: change.path.clone(),
            bytes: change.after.clone().into_bytes(),
        })
        .collect();
    write_new(root, &new)?;
    for change in changes.iter().filter(|change| change.is_replaced()) {
        emit::replace(&root.join(&change.path), change.after.as_bytes())?;
    }
    for change in changes.iter().filter(|change| change.moved_from.is_some()) {
        let place = root.join(change.old_path());
        fs::remove_file(&place).map_err(|error| ScaffoldError::failed("delete", &place, &error))?;
    }
    Ok(())
}
