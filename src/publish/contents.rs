//! The files of the output that go onto the branch: those that the build made, and its marker.
//!
//! The marker goes along: from it the next publication knows that the branch is ours, and which of
//! its files we may replace. What else lies in the folder, links too, stays behind and is named, so
//! that nothing is published by accident.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::PublishError;
use crate::emit;

/// What goes onto the branch.
#[derive(Debug)]
pub struct Contents {
    /// The output folder.
    pub folder: PathBuf,
    /// Its files that were made by the build, sorted by path.
    pub files: Vec<File>,
    /// What else lies there.
    pub left_out: Vec<String>,
}

/// A file of the output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The path below the output folder, with forward slashes.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
}

impl Contents {
    /// Says how many pages there are.
    #[must_use]
    pub fn pages(&self) -> String {
        let pages = self.files.iter();
        match pages.filter(|file| file.path.ends_with(".html")).count() {
            1 => "1 page".to_owned(),
            pages => format!("{pages} pages"),
        }
    }

    /// Returns the size of all files together.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.size).sum()
    }
}

/// Lists what a build left in its output folder.
///
/// # Errors
///
/// When the folder cannot be read, or lacks a file that the build made.
pub fn gather(folder: &Path) -> Result<Contents, PublishError> {
    let again = "build again, and let nothing else write into this folder";
    let cannot_read = |what: String| PublishError::new(format!("cannot read {what}"), again);
    let marker = folder.join(emit::MARKER);
    let marker = fs::read_to_string(&marker)
        .map_err(|error| cannot_read(format!("`{}`: {error}", marker.display())))?;
    let mut made: BTreeSet<String> = emit::files_of_marker(&marker)
        .ok_or_else(|| cannot_read(format!("the marker in `{}`", folder.display())))?;
    made.insert(emit::MARKER.to_owned());
    let mut contents = Contents {
        folder: folder.to_owned(),
        files: Vec::new(),
        left_out: Vec::new(),
    };
    for entry in WalkDir::new(folder).min_depth(1).sort_by_file_name() {
        let entry = entry.map_err(|error| cannot_read(error.to_string()))?;
        if entry.file_type().is_dir() {
            continue;
        }
        let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
        let path = parts.join("/");
        // A name that is not UTF-8 is none of ours, even if it reads like one.
        let fits = relative.to_str().is_some() && entry.file_type().is_file();
        if fits && made.remove(&path) {
            let metadata = entry
                .metadata()
                .map_err(|error| cannot_read(error.to_string()))?;
            let size = metadata.len();
            contents.files.push(File { path, size });
        } else {
            contents.left_out.push(path);
        }
    }
    if let Some(missing) = made.first() {
        return Err(PublishError::new(
            format!("`{missing}` was built and is not in `{}`", folder.display()),
            again,
        ));
    }
    contents
        .files
        .sort_by(|left, right| left.path.cmp(&right.path));
    Ok(contents)
}
