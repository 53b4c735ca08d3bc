//! Puts a built site onto a branch of its git repository and pushes that branch.
//!
//! [`place`] checks without network what can be checked, [`gather`] lists what the build left,
//! [`check`] holds it against the limits of GitHub Pages, [`publish`] commits and pushes. The work
//! tree, the index, `HEAD` and every other branch stay as they are; nothing is ever forced. A
//! commit gets a name only when the remote has taken it, so whatever fails leaves no trace.

use std::collections::BTreeSet;
use std::path::Path;

mod address;
mod branch;
mod commit;
mod contents;
mod error;
mod git;
mod limits;
mod remote;

pub use address::{Address, GithubRepository, GivenBy, address};
pub use commit::Changes;
pub use contents::{Contents, File, gather};
pub use error::PublishError;
pub use limits::{Limits, check};

use git::Git;

/// Where a site is to be published, checked as far as that goes without network.
#[derive(Debug)]
pub struct Place {
    git: Git,
    /// The folder in which git keeps the repository.
    repository: String,
    /// The branch.
    pub branch: String,
    /// The name of the remote.
    pub remote: String,
    /// The repository on github.com that the remote leads to, if it does.
    pub github: Option<GithubRepository>,
}

/// Whether anything is to be committed and pushed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Commit and push.
    Publish,
    /// Only find out what would happen.
    DryRun,
}

/// What became of a publication.
#[derive(Debug)]
pub struct Publication {
    /// What happened, or would happen.
    pub outcome: Outcome,
    /// The commit of the sources that it was made from, shortened; only if all of them are in it.
    pub source: Option<String>,
    /// Whether the remote did not have the branch before.
    pub new_branch: bool,
    /// Whether the remote had no branch at all before.
    pub empty_remote: bool,
    /// Whether the branch of this repository was left behind because it has commits of its own.
    pub left_behind: bool,
}

/// What a publication came to.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The branch has all this already, in this commit.
    Unchanged(String),
    /// A commit was pushed; what it changed.
    Pushed(String, Changes),
    /// A dry run: what would change after the commit that is named, if there is one.
    WouldPush(Option<String>, Changes),
}

/// Finds the repository around a site and checks remote, branch and identity.
///
/// # Errors
///
/// With a sentence and a way out when one of them will not do.
pub fn place(site: &Path, remote: &str, branch: &str) -> Result<Place, PublishError> {
    if !site.join("site.yaml").is_file() {
        return Err(PublishError::new(
            format!("there is no site.yaml in {}", site.display()),
            "go to the folder of your site, or name it with --site",
        ));
    }
    let git = Git::within(site);
    let repository = repository(&git, site)?;
    branch::refuse_unfit(&git, branch)?;
    let Some(url) = git.ask(&["remote", "get-url", "--push", "--", remote])? else {
        return Err(PublishError::new(
            format!("this repository knows no remote `{remote}`"),
            format!(
                "add it with `git remote add {remote} ADDRESS`, or name another one with `--remote`"
            ),
        ));
    };
    for identity in ["GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"] {
        if git.ask(&["var", identity])?.is_none() {
            return Err(PublishError::new(
                "git does not know who you are, and a commit names its author",
                "run `git config --global user.name \"YOUR NAME\"` and `git config --global user.email YOUR@ADDRESS`, then publish again",
            ));
        }
    }
    Ok(Place {
        git,
        repository,
        branch: branch.to_owned(),
        remote: remote.to_owned(),
        github: GithubRepository::parse(url.lines().next().unwrap_or_default()),
    })
}

/// Finds the folder of the repository in which a site lies.
fn repository(git: &Git, site: &Path) -> Result<String, PublishError> {
    let said = git.run(&["rev-parse", "--absolute-git-dir"])?;
    if said.success {
        return Ok(said.text());
    }
    if said.words.contains("dubious ownership") {
        return Err(PublishError::new(
            format!(
                "git does not trust the repository around `{}`, as it belongs to somebody else",
                site.display()
            ),
            "if you trust it, run the `git config` command that git names above, then publish again",
        )
        .with_words(&said.words));
    }
    if said.words.contains("not a git repository") {
        return Err(PublishError::new(
            format!("`{}` is not in a git repository", site.display()),
            "make one with `git init`, tell it where to push with `git remote add origin ADDRESS`, then publish again",
        ));
    }
    Err(said.unexpected("open the repository"))
}

/// Commits the contents to the branch and pushes it, if they differ from what lies there.
///
/// # Errors
///
/// With a sentence and a way out when the branch is not ours, or the remote cannot be reached or
/// refuses. Nothing is published then.
pub fn publish(
    place: &Place,
    contents: &Contents,
    mode: Mode,
) -> Result<Publication, PublishError> {
    let Place {
        git,
        repository,
        branch,
        remote,
        github: _,
    } = place;
    let there = remote::branches(git, remote, branch)?;
    if let Some(tip) = &there.tip {
        remote::fetch(git, remote, branch, tip)?;
    }
    let parent = match &there.tip {
        Some(tip) => Some(tip.clone()),
        None => branch::local_tip(git, branch)?,
    };
    if let Some(parent) = &parent {
        let new: BTreeSet<&str> = contents.files.iter().map(|it| it.path.as_str()).collect();
        branch::refuse_foreign(git, branch, parent, &new)?;
    }
    let tree = commit::store(git, repository, contents)?;
    let changes = match &parent {
        Some(parent) => commit::changes(git, parent, &tree)?,
        None => commit::Changes {
            new: contents.files.len(),
            ..Changes::default()
        },
    };
    let mut publication = Publication {
        outcome: Outcome::WouldPush(parent.clone(), changes),
        source: source(git, contents)?,
        new_branch: there.tip.is_none(),
        empty_remote: there.none,
        left_behind: false,
    };
    let same = changes == Changes::default();
    if let (true, Some(tip)) = (same, there.tip) {
        publication.outcome = Outcome::Unchanged(tip);
        return Ok(publication);
    }
    if mode == Mode::DryRun {
        return Ok(publication);
    }
    let commit = match parent {
        // Committed before, and never pushed.
        Some(parent) if same => parent,
        parent => {
            let message = message(contents, publication.source.as_deref());
            commit::commit(git, &tree, parent.as_deref(), &message)?
        }
    };
    remote::push(git, remote, branch, &commit)?;
    publication.left_behind = !branch::follow(git, branch, &commit)?;
    publication.outcome = Outcome::Pushed(commit, changes);
    Ok(publication)
}

/// Returns the short name of the commit that holds every source of the site, if there is one.
fn source(git: &Git, contents: &Contents) -> Result<Option<String>, PublishError> {
    if git
        .ask(&["ls-files", "--error-unmatch", "site.yaml"])?
        .is_none()
    {
        return Ok(None);
    }
    let output = contents.folder.file_name().unwrap_or_default();
    let without_output = format!(":(exclude){}", output.to_string_lossy());
    let changed = git.ask(&[
        "status",
        "--porcelain",
        "--untracked-files=all",
        "--",
        ".",
        &without_output,
        ":(exclude).briefbook",
    ])?;
    if changed.is_none_or(|changed| !changed.is_empty()) {
        return Ok(None);
    }
    git.ask(&["rev-parse", "--verify", "--quiet", "--short", "HEAD"])
}

fn message(contents: &Contents, source: Option<&str>) -> String {
    let pages = contents.pages();
    match source {
        Some(commit) => format!("Publish {pages} from {commit}\n"),
        None => format!("Publish {pages}\n"),
    }
}
