//! Lists the files of a folder, safely and in a fixed order.
//!
//! Symbolic links are followed only where they stay inside the site and lead to nothing that is kept
//! private there; loops, devices and pipes are reported and left out. Hidden files (a dot first) are
//! skipped.

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::disk;
use crate::text::{Span, Texts};

/// The deepest folder that is entered.
const MAX_DEPTH: usize = 16;

/// A file found on disk.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// The path from the site's folder, with forward slashes.
    pub path: String,
    /// Where it lies.
    pub disk: PathBuf,
}

/// Lists the files below `root/folder`, sorted by path; a folder that is not there has none.
pub fn list(
    root: &Path,
    folder: &str,
    texts: &mut Texts,
    diagnostics: &mut Diagnostics,
) -> Vec<Found> {
    let start = root.join(folder);
    if std::fs::symlink_metadata(&start).is_err() {
        return Vec::new();
    }
    let real_root = std::fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
    let mut found = Vec::new();
    let mut walk = WalkDir::new(&start)
        .follow_links(true)
        .max_depth(MAX_DEPTH)
        .sort_by_file_name()
        .into_iter();
    while let Some(entry) = walk.next() {
        match entry {
            Ok(entry) => {
                if entry.depth() > 0 && is_hidden(&entry) {
                    if entry.file_type().is_dir() {
                        walk.skip_current_dir();
                    }
                    continue;
                }
                let fault = link_fault(entry.path(), entry.path_is_symlink(), &real_root);
                if let Some(fault) = fault {
                    if entry.file_type().is_dir() {
                        walk.skip_current_dir();
                    }
                    report_link(fault, &shown(root, entry.path()), texts, diagnostics);
                    continue;
                }
                if entry.depth() == MAX_DEPTH && entry.file_type().is_dir() {
                    report(
                        Code::Unreadable,
                        &shown(root, entry.path()),
                        format!("this folder lies below {MAX_DEPTH} others and is not read"),
                        "move it further up",
                        texts,
                        diagnostics,
                    );
                }
                accept(root, &entry, &mut found, texts, diagnostics);
            }
            Err(error) => {
                let path = error.path().unwrap_or(&start).to_owned();
                let looping = error.loop_ancestor().is_some();
                let (code, message, help) = if looping {
                    (
                        Code::OutsideRoot,
                        "this symbolic link leads back to a folder above it".to_owned(),
                        "remove the link",
                    )
                } else {
                    let reason = error
                        .io_error()
                        .map_or_else(|| error.to_string(), disk::reason);
                    (
                        Code::Unreadable,
                        format!("this cannot be read: {reason}"),
                        "check that the file exists and that you may read it",
                    )
                };
                report(code, &shown(root, &path), message, help, texts, diagnostics);
            }
        }
    }
    found.sort();
    found
}

fn accept(
    root: &Path,
    entry: &DirEntry,
    found: &mut Vec<Found>,
    texts: &mut Texts,
    diagnostics: &mut Diagnostics,
) {
    if entry.file_type().is_dir() {
        return;
    }
    let path = shown(root, entry.path());
    if !entry.file_type().is_file() {
        report(
            Code::NotAFile,
            &path,
            "this is not a file but a device, a pipe or a socket".to_owned(),
            "remove it from the site's folder",
            texts,
            diagnostics,
        );
        return;
    }
    found.push(Found {
        path,
        disk: entry.path().to_owned(),
    });
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().to_string_lossy().starts_with('.')
}

/// Why a symbolic link is not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LinkFault {
    /// It leads out of the site's folder, or to nothing.
    LeadsOut,
    /// It leads to a place in the site that is never published: below a name with a dot or an
    /// underscore first lie `.git` and `_material`.
    LeadsToPrivate,
}

/// Returns why a path of the site, if it is a symbolic link, is not followed.
pub(super) fn fault_of_path(root: &Path, path: &Path) -> Option<LinkFault> {
    let real_root = std::fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
    link_fault(path, path.is_symlink(), &real_root)
}

/// Tells whether a path is a symbolic link that the site does not follow.
#[must_use]
pub fn leads_out(root: &Path, path: &Path) -> bool {
    fault_of_path(root, path).is_some()
}

fn link_fault(path: &Path, is_link: bool, real_root: &Path) -> Option<LinkFault> {
    if !is_link {
        return None;
    }
    let real = std::fs::canonicalize(path).unwrap_or_default();
    let Ok(inside) = real.strip_prefix(real_root) else {
        return Some(LinkFault::LeadsOut);
    };
    let is_private = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with(['.', '_']);
    inside
        .iter()
        .any(is_private)
        .then_some(LinkFault::LeadsToPrivate)
}

/// Reports a symbolic link that is not followed.
pub(super) fn report_link(
    fault: LinkFault,
    path: &str,
    texts: &mut Texts,
    diagnostics: &mut Diagnostics,
) {
    let (message, help) = match fault {
        LinkFault::LeadsOut => (
            "this symbolic link leads out of the site's folder",
            "put a copy of the file into the site instead of a link",
        ),
        LinkFault::LeadsToPrivate => (
            "this symbolic link leads to a file that is not published, as its name or folder begins with `.` or `_`",
            "delete the link; where the file is meant to be published, put a copy here",
        ),
    };
    report(
        Code::OutsideRoot,
        path,
        message.to_owned(),
        help,
        texts,
        diagnostics,
    );
}

fn shown(root: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// Reports a fault of a file as a whole.
pub fn report(
    code: Code,
    path: &str,
    message: String,
    help: &str,
    texts: &mut Texts,
    diagnostics: &mut Diagnostics,
) {
    let text = texts.add(path, "");
    diagnostics.push(Diagnostic::new(code, Span::new(text, 0, 0), message).help(help));
}
