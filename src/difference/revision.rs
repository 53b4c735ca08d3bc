//! A revision of git as a folder: its files are put into a folder of their own, which goes again.
//!
//! The repository stays as it is: neither its index nor its list of work trees is touched, and nothing
//! of what lies uncommitted is read. A revision may name a folder within it, as `main:north-pacific`.

use std::ffi::OsStr;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::disk;

/// The files of a revision; the folder goes with this value.
#[derive(Debug)]
pub struct Checkout {
    folder: PathBuf,
    /// The folder of the site in it.
    pub site: PathBuf,
}

impl Drop for Checkout {
    fn drop(&mut self) {
        // It lies where the system keeps what may go.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Puts the files of a revision into a folder of their own.
///
/// # Errors
///
/// Returns a sentence where git is not there, the folder is in no repository, or the revision is unknown.
pub fn check_out(revision: &str, beside: &Path) -> Result<Checkout, String> {
    let beside = if beside.as_os_str().is_empty() {
        Path::new(".")
    } else {
        beside
    };
    let git = |arguments: &[&str]| ask(beside, &[], arguments);
    let repository = git(&["rev-parse", "--absolute-git-dir"])?.ok_or_else(|| {
        format!(
            "there is no folder `{revision}`, and no revision, as `{}` is in no git repository",
            beside.display()
        )
    })?;
    // Without a folder of its own, a revision means the folder of the site in it.
    let tree = if revision.contains(':') {
        revision.to_owned()
    } else {
        let prefix = git(&["rev-parse", "--show-prefix"])?.unwrap_or_default();
        format!("{revision}:{}", prefix.trim_end_matches('/'))
    };
    let known = |name: &str| git(&["rev-parse", "--verify", "--quiet", "--end-of-options", name]);
    let object = known(&tree)?;
    let is_tree = match &object {
        Some(object) => git(&["cat-file", "-t", object])?.as_deref() == Some("tree"),
        None => false,
    };
    let (Some(object), true) = (object, is_tree) else {
        let (name, path) = tree.split_once(':').unwrap_or((&tree, ""));
        let is_revision = known(&format!("{name}^{{commit}}"))?.is_some();
        return Err(if is_revision {
            format!("revision `{name}` has no folder `{path}`")
        } else {
            format!(
                "there is neither a folder nor a revision `{revision}`; `git log --oneline` lists revisions"
            )
        });
    };
    let checkout = new_folder()?;
    let index = checkout.folder.join("index");
    let places = [
        ("GIT_DIR", OsStr::new(&repository)),
        ("GIT_INDEX_FILE", index.as_os_str()),
        ("GIT_WORK_TREE", checkout.site.as_os_str()),
    ];
    for arguments in [
        &["read-tree", object.as_str()][..],
        &["checkout-index", "--all"],
    ] {
        if ask(&checkout.site, &places, arguments)?.is_none() {
            return Err(format!(
                "git could not put the files of `{revision}` into a folder; see that the disk has room"
            ));
        }
    }
    Ok(checkout)
}

impl Checkout {
    /// Puts the kinds of another site in the place of those of the same names, and of some others that
    /// cannot be used.
    ///
    /// # Errors
    ///
    /// Returns a sentence where a file cannot be copied.
    pub fn take_kinds(&self, other: &Path, unusable: &[String]) -> Result<(), String> {
        let failed =
            |error: std::io::Error| format!("the kinds cannot be copied: {}", disk::reason(&error));
        let mut folder = self.site.clone();
        for name in ["templates", "kinds"] {
            folder.push(name);
            // A link may lead out of the folder.
            let is_folder = fs::symlink_metadata(&folder).is_ok_and(|found| found.is_dir());
            if !is_folder {
                let _ = fs::remove_file(&folder);
                fs::create_dir(&folder).map_err(failed)?;
            }
        }
        for name in unusable {
            let _ = fs::remove_file(folder.join(name));
        }
        let kinds = fs::read_dir(other.join("templates/kinds"));
        for kind in kinds.into_iter().flatten().flatten() {
            let name = kind.file_name();
            let is_kind = Path::new(&name).extension() == Some(OsStr::new("yaml"));
            if is_kind && kind.file_type().is_ok_and(|found| found.is_file()) {
                let place = folder.join(&name);
                let _ = fs::remove_file(&place);
                fs::copy(kind.path(), &place).map_err(failed)?;
            }
        }
        Ok(())
    }
}

/// Makes a folder that nobody else has.
fn new_folder() -> Result<Checkout, String> {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let folders = std::env::temp_dir();
    loop {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder = folders.join(format!("briefbook-{}-{number}", std::process::id()));
        let refused = |error: std::io::Error| {
            let shown = folders.display();
            format!(
                "no folder can be made in `{shown}`: {}",
                disk::reason(&error)
            )
        };
        match fs::create_dir(&folder) {
            Ok(()) => {
                let site = folder.join("files");
                let checkout = Checkout {
                    folder,
                    site: site.clone(),
                };
                fs::create_dir(site).map_err(refused)?;
                return Ok(checkout);
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(refused(error)),
        }
    }
}

/// Runs git and returns what it printed; `None` where it was not content.
fn ask(
    folder: &Path,
    places: &[(&str, &OsStr)],
    arguments: &[&str],
) -> Result<Option<String>, String> {
    let mut command = Command::new("git");
    command
        .current_dir(folder)
        .args(["--no-optional-locks", "-c", "core.fsmonitor=false"]);
    // Which repository is meant follows from the folder, never from what a hook left behind.
    for name in ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_PREFIX"] {
        command.env_remove(name);
    }
    command.envs(places.iter().copied()).args(arguments);
    let output = command.output().map_err(|error| {
        if error.kind() == ErrorKind::NotFound && folder.is_dir() {
            "git is not installed, or not where programs are looked for; name two folders instead of revisions"
                .to_owned()
        } else {
            format!("git cannot be run: {}", disk::reason(&error))
        }
    })?;
    let text = String::from_utf8_lossy(&output.stdout)
        .trim_end()
        .to_owned();
    Ok(output.status.success().then_some(text))
}
