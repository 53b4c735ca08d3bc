//! From files to a commit, object by object, without an index or a work tree.
//!
//! Bytes are taken as they are: no line ending is turned, no filter runs, every file gets the mode
//! 100644. Until a name points to the commit, nobody sees any of this.

use std::collections::BTreeMap;

use super::PublishError;
use super::contents::Contents;
use super::git::Git;

/// How many files a commit adds, changes and takes away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Changes {
    /// Files that were not there.
    pub new: usize,
    /// Files with other bytes.
    pub changed: usize,
    /// Files that are there no more.
    pub removed: usize,
}

/// An entry of a tree: its mode and type, its object, its name.
type TreeEntry<'path> = (&'static str, String, &'path str);

/// Stores the files and the tree that they make; returns the tree.
pub(super) fn store(
    git: &Git,
    repository: &str,
    contents: &Contents,
) -> Result<String, PublishError> {
    let mut folders: BTreeMap<&str, Vec<TreeEntry>> = BTreeMap::from([("", Vec::new())]);
    let blobs = store_files(repository, contents)?;
    for (file, blob) in contents.files.iter().zip(blobs) {
        let (parent, name) = parent_and_name(&file.path);
        for (end, _) in file.path.match_indices('/') {
            folders.entry(&file.path[..end]).or_default();
        }
        folders
            .entry(parent)
            .or_default()
            .push(("100644 blob", blob, name));
    }
    let mut levels: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for folder in folders.keys() {
        let level = match *folder {
            "" => 0,
            folder => 1 + folder.matches('/').count(),
        };
        levels.entry(level).or_default().push(folder);
    }
    // From the deepest level up, so that each folder finds the trees of those in it.
    let mut root = String::new();
    for level in levels.into_values().rev() {
        let mut input = String::new();
        for folder in &level {
            for (mode, object, name) in folders.get(folder).into_iter().flatten() {
                input.push_str(&format_entry(mode, object, name));
            }
            input.push('\0');
        }
        let trees = lines_for(
            &git.feed(&["mktree", "-z", "--batch"], input.as_bytes())?,
            level.len(),
            "store the folders of the site",
        )?;
        for (folder, tree) in level.into_iter().zip(trees) {
            if folder.is_empty() {
                root = tree;
            } else {
                let (parent, name) = parent_and_name(folder);
                let entries = folders.entry(parent).or_default();
                entries.push(("040000 tree", tree, name));
            }
        }
    }
    Ok(root)
}

fn format_entry(mode: &str, object: &str, name: &str) -> String {
    format!("{mode} {object}\t{name}\0")
}

fn parent_and_name(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// Stores the bytes of each file; returns the objects in order.
fn store_files(repository: &str, contents: &Contents) -> Result<Vec<String>, PublishError> {
    let mut paths = String::new();
    for file in &contents.files {
        paths.push_str(&file.path);
        paths.push('\n');
    }
    // In the output folder, so that paths are read from there wherever the site lies.
    let git = Git::with_work_tree(&contents.folder, repository);
    let said = git.feed(
        &["hash-object", "-w", "--no-filters", "--stdin-paths"],
        paths.as_bytes(),
    )?;
    lines_for(&said, contents.files.len(), "store the files of the site")
}

/// Returns the lines of an answer, of which there must be one for each question.
fn lines_for(
    said: &super::git::Said,
    questions: usize,
    doing: &str,
) -> Result<Vec<String>, PublishError> {
    let lines: Vec<String> = said.text().lines().map(str::to_owned).collect();
    if said.success && lines.len() == questions {
        Ok(lines)
    } else {
        Err(said.unexpected(doing))
    }
}

/// Compares a tree with that of a commit.
pub(super) fn changes(git: &Git, commit: &str, tree: &str) -> Result<Changes, PublishError> {
    let said = git.run(&[
        "diff-tree",
        "-r",
        "-z",
        "--no-renames",
        "--name-status",
        commit,
        tree,
    ])?;
    if !said.success {
        return Err(said.unexpected("compare the site with the branch"));
    }
    let mut changes = Changes::default();
    // A letter and a path take turns.
    for letter in said.data.split(|byte| *byte == 0).step_by(2) {
        match letter {
            b"A" => changes.new += 1,
            b"D" => changes.removed += 1,
            b"" => {}
            _ => changes.changed += 1,
        }
    }
    Ok(changes)
}

/// Makes a commit of a tree, by whom git's settings name.
pub(super) fn commit(
    git: &Git,
    tree: &str,
    parent: Option<&str>,
    message: &str,
) -> Result<String, PublishError> {
    let mut arguments = vec!["commit-tree", tree, "-F", "-"];
    if let Some(parent) = parent {
        arguments.extend(["-p", parent]);
    }
    let said = git.feed(&arguments, message.as_bytes())?;
    if said.success {
        Ok(said.text())
    } else {
        Err(said.unexpected("make a commit"))
    }
}
