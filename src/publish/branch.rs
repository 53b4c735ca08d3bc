//! The branch that is published to: whether it may be, and what lies on it.
//!
//! A branch is ours if its newest commit carries our marker and no file that the marker does not
//! list. Nothing else on it is ever taken away, so an unknown file is a reason to stop.

use std::collections::BTreeSet;

use super::PublishError;
use super::git::Git;
use crate::emit;

/// Checks that a name can be a branch and that it is not checked out here.
pub(super) fn refuse_unfit(git: &Git, branch: &str) -> Result<(), PublishError> {
    let reference = format!("refs/heads/{branch}");
    let fits = git.run(&["check-ref-format", &reference])?.success;
    if !fits || branch.starts_with('-') {
        return Err(PublishError::new(
            format!("`{branch}` cannot be the name of a branch"),
            "give another with `--branch`, such as gh-pages",
        ));
    }
    let said = git.run(&["worktree", "list", "--porcelain"])?;
    if !said.success {
        return Err(said.unexpected("list the work trees of this repository"));
    }
    let text = said.text();
    let mut folder = "";
    for line in text.lines() {
        if let Some(path) = line.strip_prefix("worktree ") {
            folder = path;
        } else if line.strip_prefix("branch ") == Some(&reference) {
            return Err(PublishError::new(
                format!(
                    "`{branch}` is checked out in `{folder}`, and publishing would replace its files by the site"
                ),
                "publish to another branch with `--branch`, or check out another one there",
            ));
        }
    }
    Ok(())
}

/// Returns the newest commit of a branch of this repository.
pub(super) fn local_tip(git: &Git, branch: &str) -> Result<Option<String>, PublishError> {
    let commit = format!("refs/heads/{branch}^{{commit}}");
    git.ask(&["rev-parse", "--verify", "--quiet", &commit])
}

/// Refuses a commit whose files are not all ours, or about to be replaced by a file of that name.
pub(super) fn refuse_foreign(
    git: &Git,
    branch: &str,
    commit: &str,
    new: &BTreeSet<&str>,
) -> Result<(), PublishError> {
    let said = git.run(&["ls-tree", "-r", "-z", "--name-only", "--full-tree", commit])?;
    if !said.success {
        return Err(said.unexpected("list the files of the branch"));
    }
    let listing = String::from_utf8_lossy(&said.data);
    let there: Vec<&str> = listing
        .split('\0')
        .filter(|path| !path.is_empty())
        .collect();
    if there.is_empty() {
        return Ok(());
    }
    let marker = format!("{commit}:{}", emit::MARKER);
    let marker = git.ask(&["cat-file", "blob", &marker])?;
    let Some(listed) = marker.and_then(|text| emit::files_of_marker(&text)) else {
        return Err(PublishError::new(
            format!(
                "the branch `{branch}` holds files that briefbook did not make, such as `{}`",
                there[0]
            ),
            "publish to another branch with `--branch`; or, if nobody needs what is on this one, delete it first, here and on the remote",
        ));
    };
    let foreign = there
        .into_iter()
        .find(|path| *path != emit::MARKER && !listed.contains(*path) && !new.contains(path));
    match foreign {
        None => Ok(()),
        // GitHub itself puts it there when somebody sets a domain in its settings.
        Some("CNAME") => {
            let domain = git.ask(&["cat-file", "blob", &format!("{commit}:CNAME")])?;
            let domain = domain.unwrap_or_default();
            Err(PublishError::new(
                format!(
                    "the branch `{branch}` holds a file `CNAME` with the domain of the site, which publishing would take away"
                ),
                format!(
                    "write `{}` into the file static/CNAME, then publish again",
                    domain.trim()
                ),
            ))
        }
        Some(path) => Err(PublishError::new(
            format!("the branch `{branch}` holds `{path}`, which briefbook did not make"),
            format!(
                "put a copy into the folder static, as static/{path}, if it belongs to the site; or take it off the branch; then publish again"
            ),
        )),
    }
}

/// Moves the branch of this repository to a commit, if that loses none of its own.
///
/// Returns whether it did.
pub(super) fn follow(git: &Git, branch: &str, commit: &str) -> Result<bool, PublishError> {
    let before = local_tip(git, branch)?;
    if let Some(before) = &before {
        let ancestor = git.run(&["merge-base", "--is-ancestor", before, commit])?;
        if !ancestor.success {
            return Ok(false);
        }
    }
    // The branch moves only if it still is where it was: an empty name stands for none.
    let said = git.run(&[
        "update-ref",
        "-m",
        "briefbook: publish",
        &format!("refs/heads/{branch}"),
        commit,
        before.as_deref().unwrap_or(""),
    ])?;
    Ok(said.success)
}
