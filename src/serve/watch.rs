//! Which files of a site change.
//!
//! In: the site's folder. Out: changes, as paths from it. Only what a build reads is watched: the
//! settings, and the three folders, which may come and go.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;

use notify::event::{CreateKind, EventKind, RemoveKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use crate::load::{Changes, SETTINGS};

/// The folders that a build reads.
const FOLDERS: [&str; 3] = ["content", "templates", "static"];

/// Something that happened on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Change {
    /// To the file or folder of this path from the site's folder.
    At(String),
    /// The system cannot say to what.
    Anywhere,
}

/// Changes that are read together.
#[derive(Debug, Default)]
pub(super) struct Batch {
    paths: BTreeSet<String>,
    anywhere: bool,
}

impl Batch {
    /// Adds a change.
    pub(super) fn add(&mut self, change: Change) {
        match change {
            Change::At(path) => {
                self.paths.insert(path);
            }
            Change::Anywhere => self.anywhere = true,
        }
    }

    /// Returns what has changed, and begins again.
    pub(super) fn take(&mut self) -> Changes {
        let paths = std::mem::take(&mut self.paths);
        if std::mem::take(&mut self.anywhere) {
            Changes::Unknown
        } else {
            Changes::Files(paths)
        }
    }
}

/// The watch over a site; it ends when it is dropped.
pub(super) struct Watch {
    root: PathBuf,
    watcher: RecommendedWatcher,
}

impl Watch {
    /// Begins to watch.
    pub(super) fn new(site: &Path, sender: Sender<Change>) -> notify::Result<Self> {
        // The system reports real paths.
        let root = site.canonicalize()?;
        let place = root.clone();
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            for change in changes(event, &place) {
                // Nobody listens any more when the program ends.
                let _ = sender.send(change);
            }
        })?;
        watcher.watch(&root, RecursiveMode::NonRecursive)?;
        let mut watch = Self { root, watcher };
        watch.enter(&FOLDERS);
        Ok(watch)
    }

    /// Watches the folders that changes speak of once more, as they may be new ones.
    pub(super) fn renew(&mut self, batch: &Batch) {
        let changed = |folder: &&str| batch.anywhere || batch.paths.contains(*folder);
        let folders: Vec<&str> = FOLDERS.into_iter().filter(changed).collect();
        self.enter(&folders);
    }

    fn enter(&mut self, folders: &[&str]) {
        for folder in folders {
            let path = self.root.join(folder);
            if path.is_dir() {
                // A folder that goes away at this moment is seen to do so from above.
                let _ = self.watcher.unwatch(&path);
                let _ = self.watcher.watch(&path, RecursiveMode::Recursive);
            }
        }
    }
}

/// Reads what the system says.
fn changes(event: notify::Result<Event>, root: &Path) -> Vec<Change> {
    let Ok(event) = event else {
        return vec![Change::Anywhere];
    };
    if event.kind.is_access() {
        return Vec::new();
    }
    let paths: Vec<String> = event
        .paths
        .iter()
        .filter_map(|path| path_in_site(path, root))
        .collect();
    // What lies in a folder that comes or goes is not always reported by itself.
    let of_folder = matches!(
        event.kind,
        EventKind::Create(CreateKind::Folder) | EventKind::Remove(RemoveKind::Folder)
    );
    if event.need_rescan() || (of_folder && !paths.is_empty()) {
        return vec![Change::Anywhere];
    }
    paths.into_iter().map(Change::At).collect()
}

/// Returns a path from the site's folder if a build reads what lies there.
fn path_in_site(path: &Path, root: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path
        .strip_prefix(root)
        .ok()?
        .iter()
        .map(|part| part.to_str())
        .collect();
    let parts = parts?;
    let first = parts.first()?;
    let is_read = (parts.len() == 1 && *first == SETTINGS) || FOLDERS.contains(first);
    let hidden = parts.iter().any(|part| part.starts_with('.'));
    (is_read && !hidden).then(|| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_build_reads_counts_as_a_change() {
        let root = Path::new("/site");
        let seen = |path: &str| path_in_site(&root.join(path), root);
        for path in [
            "site.yaml",
            "content/talks/a.md",
            "static/site.css",
            "content",
        ] {
            assert_eq!(seen(path).as_deref(), Some(path));
        }
        for path in [
            "public/index.html",
            ".briefbook/pages",
            "content/.a.md.swp",
            "x.yaml",
        ] {
            assert_eq!(seen(path), None, "{path}");
        }
        assert_eq!(path_in_site(Path::new("/other/content/a.md"), root), None);
    }

    #[test]
    fn a_batch_forgets_the_paths_where_anything_may_have_changed() {
        let mut batch = Batch::default();
        batch.add(Change::At("content/a.md".to_owned()));
        batch.add(Change::At("content/a.md".to_owned()));
        let paths = BTreeSet::from(["content/a.md".to_owned()]);
        assert_eq!(batch.take(), Changes::Files(paths));
        batch.add(Change::At("content/a.md".to_owned()));
        batch.add(Change::Anywhere);
        assert_eq!(batch.take(), Changes::Unknown);
        assert_eq!(batch.take(), Changes::Files(BTreeSet::new()));
    }
}
