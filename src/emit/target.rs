//! The output folder, checked before anything is rendered.
//!
//! A folder is ours when it carries our marker, is empty or does not exist yet. Folders that the
//! site itself lives in are refused whatever they hold, however their path is spelled. Nothing is
//! written here.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

use super::EmitError;
use super::manifest::{self, MARKER, TEMPORARY};

const ANOTHER_FOLDER: &str = "choose another folder with `--out`, such as `public`";

/// An output folder that was checked and may be written.
#[derive(Debug)]
pub struct Target {
    /// The path as it was given, which is the one that messages show.
    pub(super) folder: PathBuf,
    pub(super) exists: bool,
    /// The paths of the files that earlier builds made.
    pub(super) listed: BTreeSet<String>,
    /// The marker file's text; empty where there is none.
    pub(super) manifest: String,
}

impl Target {
    /// Checks that a folder may become, or already is, the output of this site.
    ///
    /// # Errors
    /// When the folder is not ours to write, with the reason; when the disk cannot be read.
    pub fn open(out: &Path, site_root: &Path, content: &Path) -> Result<Self, EmitError> {
        refuse_folders_of_the_site(out, site_root, content)?;
        // Without its last slash, a link shows as a link.
        let folder: PathBuf = out.components().collect();
        let mut target = Self {
            exists: true,
            listed: BTreeSet::new(),
            manifest: String::new(),
            folder,
        };
        match fs::metadata(&target.folder) {
            Ok(metadata) if metadata.is_dir() => {}
            Ok(_) => {
                return Err(EmitError::refused(
                    format!("`{}` is not a folder", out.display()),
                    ANOTHER_FOLDER,
                ));
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                target.exists = false;
                return Ok(target);
            }
            Err(error) => return Err(EmitError::failed("read", out, error)),
        }
        match read_marker(&target.folder)? {
            Some((text, listed)) => {
                target.manifest = text;
                target.listed = listed;
            }
            None => refuse_what_is_not_empty(&target.folder)?,
        }
        // Left by a crash while the marker itself was being put in place.
        if fs::symlink_metadata(target.folder.join(TEMPORARY)).is_ok() {
            target.listed.insert(TEMPORARY.to_owned());
        }
        Ok(target)
    }
}

/// Reads the marker, or `None` where there is none.
fn read_marker(folder: &Path) -> Result<Option<(String, BTreeSet<String>)>, EmitError> {
    let marker = folder.join(MARKER);
    match fs::symlink_metadata(&marker) {
        Ok(metadata) if metadata.is_file() => {}
        Ok(_) => return Err(not_our_marker(&marker)),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(EmitError::failed("read", &marker, error)),
    }
    let bytes = fs::read(&marker).map_err(|error| EmitError::failed("read", &marker, error))?;
    String::from_utf8(bytes)
        .ok()
        .and_then(|text| manifest::parse(&text).map(|listed| Some((text, listed))))
        .ok_or_else(|| not_our_marker(&marker))
}

fn not_our_marker(marker: &Path) -> EmitError {
    EmitError::refused(
        format!("`{}` is not a marker that briefbook made", marker.display()),
        ANOTHER_FOLDER,
    )
}

/// Refuses a folder without a marker unless it holds nothing that anyone could miss.
fn refuse_what_is_not_empty(folder: &Path) -> Result<(), EmitError> {
    if folder.is_symlink() {
        return Err(EmitError::refused(
            format!(
                "`{}` is a symbolic link to a folder that briefbook did not make",
                folder.display()
            ),
            "give the folder itself with `--out`",
        ));
    }
    let names = fs::read_dir(folder)
        .and_then(|entries| {
            entries
                .map(|entry| entry.map(|entry| entry.file_name()))
                .collect::<io::Result<BTreeSet<OsString>>>()
        })
        .map_err(|error| EmitError::failed("read", folder, error))?;
    match names.iter().find(|name| *name != TEMPORARY) {
        None => Ok(()),
        Some(name) => Err(EmitError::refused(
            format!(
                "`{}` holds files that briefbook did not make, such as `{}`",
                folder.display(),
                name.display()
            ),
            "choose another folder with `--out`, or empty this one yourself",
        )),
    }
}

/// Refuses the folders from which the site is made, those above and those inside.
fn refuse_folders_of_the_site(
    out: &Path,
    site_root: &Path,
    content: &Path,
) -> Result<(), EmitError> {
    let resolved = resolve(out)?;
    if resolve(site_root)?.starts_with(&resolved) {
        return Err(EmitError::refused(
            format!("`{}` holds the site itself", out.display()),
            ANOTHER_FOLDER,
        ));
    }
    let own = ["templates", "static", ".briefbook"].map(|name| site_root.join(name));
    for folder in own.iter().map(PathBuf::as_path).chain([content]) {
        let kept = resolve(folder)?;
        if resolved.starts_with(&kept) || kept.starts_with(&resolved) {
            return Err(EmitError::refused(
                format!(
                    "`{}` would mix the output with `{}`, which belongs to the site",
                    out.display(),
                    folder.display()
                ),
                ANOTHER_FOLDER,
            ));
        }
    }
    Ok(())
}

/// Makes a path absolute and free of links, also one whose last parts do not exist yet.
fn resolve(path: &Path) -> Result<PathBuf, EmitError> {
    let failed = |error| EmitError::failed("find", path, error);
    let spelled = if path.as_os_str().is_empty() {
        Path::new(".")
    } else {
        path
    };
    let absolute = std::path::absolute(spelled).map_err(failed)?;
    let mut missing = Vec::new();
    for ancestor in absolute.ancestors() {
        match fs::canonicalize(ancestor) {
            Ok(mut resolved) => {
                resolved.extend(missing.iter().rev());
                return Ok(resolved);
            }
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(failed(error)),
            Err(_) if ancestor.is_symlink() => {
                return Err(EmitError::refused(
                    format!("`{}` is a symbolic link to nothing", ancestor.display()),
                    "delete the link, or make the folder that it points to",
                ));
            }
            // `..` after a folder that does not exist says nothing certain.
            Err(error) => match ancestor.components().next_back() {
                Some(Component::Normal(name)) => missing.push(name.to_owned()),
                _ => return Err(failed(error)),
            },
        }
    }
    Err(failed(ErrorKind::NotFound.into()))
}
