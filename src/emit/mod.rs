//! Puts the finished site on disk, and only what differs from what lies there.
//!
//! Changed files wait in a staging folder until the last page has rendered; only then does
//! [`Stage::commit`] touch the output, each file by a rename. The marker `.briefbook` in the output
//! lists the files that we made. Before a commit changes anything it lists the old and the new ones
//! together, so that a crash at any instant leaves nothing that the next build would not know as
//! ours. A file that is not listed is never replaced or deleted, a link in the output never followed.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::digest::Digest;
use crate::output::{Content, Output};

mod error;
mod manifest;
mod place;
mod present;
mod record;
mod target;

pub use error::EmitError;
pub use manifest::{MARKER, parse as files_of_marker};
pub use place::replace;
pub use target::Target;

use manifest::TEMPORARY;
use present::{Folder, Occupant, Present};
use record::Made;

/// What a commit did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Files that were new or differed.
    pub written: usize,
    /// Files that already lay there as they should.
    pub unchanged: usize,
    /// Files of earlier builds that this one no longer has.
    pub removed: usize,
    /// The size of the whole site, without the marker.
    pub total_bytes: u64,
}

/// Collects the outputs of one build; [`put`](Self::put) may be called from several threads.
///
/// A stage that is dropped leaves the output as it was, and its staging folder to the next build.
#[derive(Debug)]
pub struct Stage<'target> {
    target: &'target Target,
    present: Present<'target>,
    staging: PathBuf,
    /// Where the record of pages lies, and what the last build left in it.
    record: PathBuf,
    known: BTreeMap<String, Made>,
    next_number: AtomicUsize,
    total_bytes: AtomicU64,
    fates: Mutex<BTreeMap<String, (Fate, Option<Made>)>>,
}

/// What a commit has to do for one output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Unchanged,
    /// Waits in the staging folder under this number.
    Staged(usize),
}

impl<'target> Stage<'target> {
    /// Starts a build, wiping what an interrupted one left in the folder for such things.
    ///
    /// # Errors
    /// When that folder cannot be wiped or is a symbolic link.
    pub fn begin(target: &'target Target, cache: &Path) -> Result<Self, EmitError> {
        if cache.is_symlink() {
            return Err(EmitError::refused(
                format!("`{}` is a symbolic link", cache.display()),
                "delete the link; the folder is made anew when it is needed",
            ));
        }
        let (staging, record) = (cache.join("staging"), cache.join("pages"));
        place::remove_tree(&staging)?;
        Ok(Self {
            target,
            present: Present::new(target),
            staging,
            known: record::read(&record),
            record,
            next_number: AtomicUsize::new(0),
            total_bytes: AtomicU64::new(0),
            fates: Mutex::new(BTreeMap::new()),
        })
    }

    /// Notes a page that lies in place already, if one made from the same things does.
    ///
    /// What cannot be read is not in place; it will be met again when the page is put there.
    #[must_use]
    pub fn has(&self, path: &str, from: Digest) -> bool {
        let Some(made) = self.known.get(path).filter(|made| made.from == from) else {
            return false;
        };
        if !self.target.listed.contains(path)
            || !matches!(self.present.occupant(path), Ok(Occupant::File(_)))
        {
            return false;
        }
        let Ok(bytes) = fs::read(self.target.folder.join(path)) else {
            return false;
        };
        if Digest::of(&bytes) != made.bytes {
            return false;
        }
        self.total_bytes
            .fetch_add(bytes.len() as u64, Ordering::Relaxed);
        self.note(path.to_owned(), Fate::Unchanged, Some(*made))
            .is_ok()
    }

    /// Notes an output that lies in place already, or writes it to the staging folder.
    ///
    /// What a page was made from is noted for the next build.
    ///
    /// # Errors
    /// When the disk fails, when something that we did not make is in the way, or when the path
    /// was put before.
    pub fn put(&self, output: Output, from: Option<Digest>) -> Result<(), EmitError> {
        let Output { path, content } = output;
        if !manifest::is_output_path(&path) {
            return Err(EmitError::refused(
                format!("`{path}` cannot be the path of an output"),
                "rename the file that it comes from, without `\\`, `..` or control characters",
            ));
        }
        let (fate, size) = match self.present.occupant(&path)? {
            Occupant::Nothing | Occupant::Link | Occupant::OurFolder => self.stage(&content)?,
            Occupant::File(size) => {
                let existing = self.target.folder.join(&path);
                if is_unchanged(&existing, size, &content)? {
                    (Fate::Unchanged, size)
                } else if self.target.listed.contains(&path) {
                    self.stage(&content)?
                } else {
                    return Err(EmitError::foreign(&existing));
                }
            }
        };
        self.total_bytes.fetch_add(size, Ordering::Relaxed);
        let made = from.and_then(|from| match &content {
            Content::Bytes(bytes) => Some(Made {
                from,
                bytes: Digest::of(bytes),
            }),
            Content::Copy(_) => None,
        });
        self.note(path, fate, made)
    }

    fn note(&self, path: String, fate: Fate, made: Option<Made>) -> Result<(), EmitError> {
        // A panic elsewhere cannot leave the map half changed.
        let mut fates = self.fates.lock().unwrap_or_else(PoisonError::into_inner);
        match fates.entry(path) {
            Entry::Vacant(vacant) => {
                vacant.insert((fate, made));
                Ok(())
            }
            Entry::Occupied(occupied) => Err(EmitError::refused(
                format!("`{}` was put twice in one build", occupied.key()),
                "two pages have the same address: report it as a fault of briefbook",
            )),
        }
    }

    /// Brings the output folder up to date; writes nothing at all when nothing differs.
    ///
    /// # Errors
    /// When the disk fails. Every file is then whole, and the next build repairs the rest.
    pub fn commit(self) -> Result<Summary, EmitError> {
        let noted = self
            .fates
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        let mut fates = BTreeMap::new();
        let mut pages = BTreeMap::new();
        for (path, (fate, made)) in noted {
            pages.extend(made.map(|made| (path.clone(), made)));
            fates.insert(path, fate);
        }
        refuse_files_that_hold_files(&fates)?;
        let staged: Vec<(&str, usize)> = fates.iter().filter_map(staged_number).collect();
        let stale: Vec<&str> = self
            .target
            .listed
            .iter()
            .filter(|path| !fates.contains_key(*path))
            .map(String::as_str)
            .collect();
        let mut summary = Summary {
            written: staged.len(),
            unchanged: fates.len() - staged.len(),
            removed: 0,
            total_bytes: self.total_bytes.into_inner(),
        };
        let manifest = manifest::text(fates.keys().map(String::as_str));
        let keep_record = || {
            if pages == self.known {
                return Ok(());
            }
            place::replace(&self.record, record::text(&pages).as_bytes())
        };
        if staged.is_empty() && stale.is_empty() && self.target.manifest == manifest {
            keep_record()?;
            return Ok(summary);
        }

        let folder = &self.target.folder;
        place::create_folder(folder)?;
        let place_manifest = |text: &str| {
            let number = self.next_number.fetch_add(1, Ordering::Relaxed);
            let waiting = self.staging.join(number.to_string());
            place::write_synced(&waiting, text.as_bytes())?;
            place::move_into(&waiting, &folder.join(MARKER))
        };
        place_manifest(&list_old_and_new(self.target, &fates, &staged))?;

        let (in_the_way, merely_old): (Vec<&str>, Vec<&str>) = stale
            .into_iter()
            .partition(|path| stands_in_the_way(path, &fates));
        summary.removed += self.present.remove(&in_the_way)?;
        let mut made = BTreeSet::new();
        for (path, number) in staged {
            let parent = manifest::parent(path);
            if self.present.folder(parent)? == Folder::Missing && made.insert(parent) {
                place::create_folder(&folder.join(parent))?;
            }
            place::move_into(&self.staging.join(number.to_string()), &folder.join(path))?;
        }
        summary.removed += self.present.remove(&merely_old)?;
        place_manifest(&manifest)?;
        place::remove_tree(&self.staging)?;
        keep_record()?;
        Ok(summary)
    }

    /// Throws the build away; the output stays as it was.
    ///
    /// # Errors
    /// When the staging folder cannot be removed.
    pub fn abandon(self) -> Result<(), EmitError> {
        place::remove_tree(&self.staging)
    }

    fn stage(&self, content: &Content) -> Result<(Fate, u64), EmitError> {
        let number = self.next_number.fetch_add(1, Ordering::Relaxed);
        let waiting = self.staging.join(number.to_string());
        let size = match content {
            Content::Bytes(bytes) => place::write(&waiting, bytes)?,
            Content::Copy(source) => place::copy(source, &waiting)?,
        };
        Ok((Fate::Staged(number), size))
    }
}

fn staged_number<'path>((path, fate): (&'path String, &Fate)) -> Option<(&'path str, usize)> {
    match fate {
        Fate::Unchanged => None,
        Fate::Staged(number) => Some((path, *number)),
    }
}

/// Tells whether a file holds what an output would put there.
///
/// Most changes alter the length, so that nothing has to be read to see them.
fn is_unchanged(existing: &Path, size: u64, content: &Content) -> Result<bool, EmitError> {
    let open = |path: &Path| match File::open(path) {
        // Most pages fit one read of this size.
        Ok(file) => Ok(BufReader::with_capacity(64 * 1024, file)),
        Err(source) => Err(EmitError::failed("read", path, source)),
    };
    let compared = match content {
        Content::Bytes(bytes) => {
            if bytes.len() as u64 != size {
                return Ok(false);
            }
            place::same_bytes(bytes.as_slice(), open(existing)?)
        }
        Content::Copy(source) => {
            let metadata =
                fs::metadata(source).map_err(|error| EmitError::failed("read", source, error))?;
            if metadata.len() != size {
                return Ok(false);
            }
            place::same_bytes(open(source)?, open(existing)?)
        }
    };
    compared.map_err(|error| EmitError::failed("read", existing, error))
}

/// Refuses a build in which one output's path is the folder of another's.
fn refuse_files_that_hold_files(fates: &BTreeMap<String, Fate>) -> Result<(), EmitError> {
    for path in fates.keys() {
        if let Some(folder) = manifest::folders(path).find(|folder| fates.contains_key(*folder)) {
            return Err(EmitError::refused(
                format!("`{folder}` would be a file and, for `{path}`, a folder"),
                "rename one of the two",
            ));
        }
    }
    Ok(())
}

/// Tells whether a file of an earlier build lies where this one needs a folder, or in a folder
/// where this one needs a file.
fn stands_in_the_way(stale: &str, fates: &BTreeMap<String, Fate>) -> bool {
    let below = format!("{stale}/");
    manifest::folders(stale).any(|folder| fates.contains_key(folder))
        || fates
            .range(below.clone()..)
            .next()
            .is_some_and(|(path, _)| path.starts_with(&below))
}

/// Makes the manifest that holds while a commit is under way.
///
/// It names the temporary files that moving across devices needs, so that one left by a crash
/// counts as ours too.
fn list_old_and_new(
    target: &Target,
    fates: &BTreeMap<String, Fate>,
    staged: &[(&str, usize)],
) -> String {
    let mut paths: BTreeSet<String> = target.listed.iter().chain(fates.keys()).cloned().collect();
    paths.insert(TEMPORARY.to_owned());
    for (path, _) in staged {
        paths.insert(manifest::sibling(path, TEMPORARY));
    }
    manifest::text(paths.iter().map(String::as_str))
}
