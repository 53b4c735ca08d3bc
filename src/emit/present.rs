//! What lies in the output folder now, asked with care.
//!
//! Every folder is looked at once, when the first file in it is put, and never through a symbolic
//! link. What earlier builds made may give way; anything else is an error that names it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Metadata};
use std::io::ErrorKind;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::manifest::{self, TEMPORARY};
use super::{EmitError, Target};

/// The output folder as a build finds it.
#[derive(Debug)]
pub(super) struct Present<'target> {
    target: &'target Target,
    folders: Mutex<BTreeMap<String, Folder>>,
}

/// Whether a folder exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Folder {
    Exists,
    /// Nothing is there, or only a file of ours that gives way.
    Missing,
}

/// What lies where an output is to be put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Occupant {
    Nothing,
    /// A file of this size.
    File(u64),
    /// A symbolic link, to be replaced itself.
    Link,
    /// A folder with nothing but files that earlier builds made.
    OurFolder,
}

impl<'target> Present<'target> {
    pub(super) fn new(target: &'target Target) -> Self {
        Self {
            target,
            folders: Mutex::new(BTreeMap::new()),
        }
    }

    /// Tells what lies at an output's path.
    pub(super) fn occupant(&self, path: &str) -> Result<Occupant, EmitError> {
        if self.folder(manifest::parent(path))? == Folder::Missing {
            return Ok(Occupant::Nothing);
        }
        let place = self.target.folder.join(path);
        let Some(metadata) = look(&place)? else {
            return Ok(Occupant::Nothing);
        };
        if metadata.is_symlink() {
            Ok(Occupant::Link)
        } else if metadata.is_file() {
            Ok(Occupant::File(metadata.len()))
        } else if metadata.is_dir() {
            self.refuse_foreign_files(path)?;
            Ok(Occupant::OurFolder)
        } else {
            Err(EmitError::foreign(&place))
        }
    }

    /// Tells whether a folder exists; the empty path is the output folder itself.
    pub(super) fn folder(&self, path: &str) -> Result<Folder, EmitError> {
        if path.is_empty() {
            return Ok(if self.target.exists {
                Folder::Exists
            } else {
                Folder::Missing
            });
        }
        if let Some(folder) = self.known(path) {
            return Ok(folder);
        }
        let folder = match self.folder(manifest::parent(path))? {
            Folder::Missing => Folder::Missing,
            Folder::Exists => self.look_at_folder(path)?,
        };
        let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        folders.insert(path.to_owned(), folder);
        Ok(folder)
    }

    /// Deletes files of earlier builds and the folders that this empties; returns their number.
    pub(super) fn remove(&self, paths: &[&str]) -> Result<usize, EmitError> {
        let mut removed = 0;
        let mut emptied = BTreeSet::new();
        for path in paths {
            // What lies behind a link, or where others put a file, is not ours.
            let folder = match self.folder(manifest::parent(path)) {
                Ok(folder) => folder,
                Err(error) if error.is_refusal() => continue,
                Err(error) => return Err(error),
            };
            if folder == Folder::Exists && self.remove_file(path)? && !path.ends_with(TEMPORARY) {
                removed += 1;
            }
            // Also where the file is gone already: a crash may have come between the two.
            emptied.extend(manifest::folders(path));
        }
        // Backwards, so that a folder comes before the one that holds it.
        for folder in emptied.into_iter().rev() {
            // It fails while anything is left in the folder, which is then to stay.
            let _ = fs::remove_dir(self.target.folder.join(folder));
        }
        Ok(removed)
    }

    fn remove_file(&self, path: &str) -> Result<bool, EmitError> {
        let place = self.target.folder.join(path);
        match look(&place)? {
            Some(metadata) if metadata.is_file() || metadata.is_symlink() => {}
            Some(_) | None => return Ok(false),
        }
        fs::remove_file(&place).map_err(|error| EmitError::failed("delete", &place, error))?;
        Ok(true)
    }

    fn known(&self, path: &str) -> Option<Folder> {
        let folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        folders.get(path).copied()
    }

    fn look_at_folder(&self, path: &str) -> Result<Folder, EmitError> {
        let place = self.target.folder.join(path);
        match look(&place)? {
            None => Ok(Folder::Missing),
            Some(metadata) if metadata.is_symlink() => Err(EmitError::refused(
                format!(
                    "`{}` is a symbolic link, and briefbook writes no file through one",
                    place.display()
                ),
                "delete the link, then build again",
            )),
            Some(metadata) if metadata.is_dir() => Ok(Folder::Exists),
            Some(metadata) if metadata.is_file() && self.target.listed.contains(path) => {
                Ok(Folder::Missing)
            }
            Some(_) => Err(EmitError::foreign(&place)),
        }
    }

    /// Refuses a folder, where a file is needed, that holds anything we did not make.
    fn refuse_foreign_files(&self, folder: &str) -> Result<(), EmitError> {
        let place = self.target.folder.join(folder);
        let below = format!("{folder}/");
        let ours = self.target.listed.range(below.clone()..).next();
        if !ours.is_some_and(|path| path.starts_with(&below)) {
            return Err(EmitError::foreign(&place));
        }
        let failed = |error| EmitError::failed("read", &place, error);
        for entry in fs::read_dir(&place).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            // A name that is not UTF-8 cannot stand in our list.
            let Some(name) = entry.file_name().to_str().map(str::to_owned) else {
                return Err(EmitError::foreign(&entry.path()));
            };
            let path = format!("{below}{name}");
            if entry.file_type().map_err(failed)?.is_dir() {
                self.refuse_foreign_files(&path)?;
            } else if !self.target.listed.contains(&path) {
                return Err(EmitError::foreign(&entry.path()));
            }
        }
        Ok(())
    }
}

/// Looks at a path without following a link at its end.
fn look(path: &Path) -> Result<Option<Metadata>, EmitError> {
    match fs::symlink_metadata(path) {
        Ok(metadata) => Ok(Some(metadata)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(EmitError::failed("look at", path, error)),
    }
}
