//! The three talks with a remote: which branches it has, fetching one of them, pushing one commit.
//!
//! Each failure becomes one sentence with a way out, and the words of git below it. The words are
//! compared in English, the language in which git is asked to speak.

use super::PublishError;
use super::git::{Git, Said};

/// The branches of a remote, as far as a publication needs them.
#[derive(Debug)]
pub(super) struct Branches {
    /// The newest commit of the branch asked for.
    pub(super) tip: Option<String>,
    /// Whether there is no branch at all.
    pub(super) none: bool,
}

/// Asks a remote for its branches.
pub(super) fn branches(git: &Git, remote: &str, branch: &str) -> Result<Branches, PublishError> {
    let said = git.run(&["ls-remote", "--heads", "--", remote])?;
    if !said.success {
        return Err(unreachable(remote, &said));
    }
    let text = said.text();
    let wanted = format!("refs/heads/{branch}");
    let tip = text.lines().find_map(|line| {
        let (commit, name) = line.split_once('\t')?;
        (name == wanted).then(|| commit.to_owned())
    });
    Ok(Branches {
        tip,
        none: text.is_empty(),
    })
}

/// Fetches the branch, unless its newest commit is here already.
///
/// Nothing but the objects and the name under which git remembers the remote's branch changes.
pub(super) fn fetch(
    git: &Git,
    remote: &str,
    branch: &str,
    commit: &str,
) -> Result<(), PublishError> {
    let known = git.run(&["cat-file", "-e", &format!("{commit}^{{commit}}")])?;
    if known.success {
        return Ok(());
    }
    let said = git.run(&[
        "fetch",
        "--quiet",
        "--no-tags",
        "--no-write-fetch-head",
        "--no-recurse-submodules",
        "--",
        remote,
        &format!("refs/heads/{branch}"),
    ])?;
    if said.success {
        Ok(())
    } else {
        Err(unreachable(remote, &said))
    }
}

/// Pushes one commit to one branch, never by force.
pub(super) fn push(
    git: &Git,
    remote: &str,
    branch: &str,
    commit: &str,
) -> Result<(), PublishError> {
    let said = git.run(&[
        "push",
        "--porcelain",
        "--no-follow-tags",
        "--recurse-submodules=no",
        "--",
        remote,
        &format!("{commit}:refs/heads/{branch}"),
    ])?;
    if said.success {
        Ok(())
    } else {
        Err(refused(remote, branch, &said))
    }
}

/// Says why a push did not succeed.
fn refused(remote: &str, branch: &str, said: &Said) -> PublishError {
    let text = said.text();
    let Some(reason) = text
        .lines()
        .find_map(|line| line.strip_prefix("!\t")?.split('\t').nth(1))
    else {
        // No answer about the branch: the talk ended before, or a hook of this repository ended it.
        return unreachable(remote, said);
    };
    let behind = reason.contains("fetch first") || reason.contains("non-fast-forward");
    // So a server puts it that was overtaken after it had shown its branches.
    if behind || said.words.contains("but expected") {
        return PublishError::new(
            format!("`{branch}` of `{remote}` changed while this was being published"),
            "publish again: what came in between is kept, and yours follows it",
        );
    }
    if reason.contains("currently checked out") {
        return PublishError::new(
            format!("`{branch}` is checked out in the repository that `{remote}` leads to"),
            "check out another branch there, or publish to another with `--branch`",
        );
    }
    PublishError::new(
        format!("`{remote}` refused the publication: {reason}"),
        "what stands above says why; if it is not clear, ask whoever keeps that repository",
    )
    .with_words(&said.words)
}

/// Says why a remote did not answer.
fn unreachable(remote: &str, said: &Said) -> PublishError {
    const OFFLINE: &[&str] = &[
        "Could not resolve",
        "Couldn't resolve",
        "Failed to connect",
        "Couldn't connect",
        "Connection refused",
        "Connection timed out",
        "Connection reset",
        "Network is unreachable",
        "No route to host",
        "Temporary failure in name resolution",
        "unable to look up",
    ];
    const NOT_ALLOWED: &[&str] = &[
        "Permission denied",
        "Permission to ",
        "Authentication failed",
        "could not read Username",
        "could not read Password",
        "Host key verification failed",
        "returned error: 401",
        "returned error: 403",
    ];
    const NOT_THERE: &[&str] = &[
        "does not appear to be a git repository",
        "Repository not found",
        "repository not found",
        "not found",
        "does not exist",
    ];
    let has = |signs: &[&str]| signs.iter().any(|sign| said.words.contains(sign));
    let (message, help) = if has(OFFLINE) {
        (
            format!("the server of `{remote}` cannot be reached"),
            "see that this machine is online, then publish again; nothing was published".to_owned(),
        )
    } else if has(NOT_ALLOWED) {
        (
            format!("the server of `{remote}` does not let you in"),
            format!(
                "sign in so that `git ls-remote {remote}` lists the branches, and see that you may push there; nothing was published"
            ),
        )
    } else if has(NOT_THERE) {
        (
            format!("there is no repository where `{remote}` leads to"),
            format!(
                "see `git remote get-url {remote}`, and set the right address with `git remote set-url {remote} ADDRESS`"
            ),
        )
    } else {
        (
            format!("git did not come to terms with `{remote}`"),
            "remove the cause that git names, then publish again; nothing was published".to_owned(),
        )
    };
    PublishError::new(message, help).with_words(&said.words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(data: &str, words: &str) -> Said {
        Said {
            success: false,
            data: data.as_bytes().to_vec(),
            words: words.to_owned(),
        }
    }

    #[test]
    fn a_server_that_does_not_answer_is_told_from_one_that_refuses() {
        for (words, message) in [
            (
                "fatal: unable to access 'https://example.org/a.git/': Could not resolve host: example.org",
                "the server of `origin` cannot be reached",
            ),
            (
                "ssh: connect to host example.org port 22: Connection refused",
                "the server of `origin` cannot be reached",
            ),
            (
                "git@example.org: Permission denied (publickey).\nfatal: Could not read from remote repository.",
                "the server of `origin` does not let you in",
            ),
            (
                "fatal: could not read Username for 'https://example.org': terminal prompts disabled",
                "the server of `origin` does not let you in",
            ),
            (
                "remote: Repository not found.",
                "there is no repository where `origin` leads to",
            ),
            (
                "fatal: something new",
                "git did not come to terms with `origin`",
            ),
        ] {
            let error = unreachable("origin", &said("", words));
            assert_eq!(error.message, message, "{words}");
            assert_eq!(error.said.join("\n"), words);
        }
    }

    #[test]
    fn a_refused_branch_is_told_with_the_reason_of_the_server() {
        let line = |reason: &str| format!("To a\n!\t1234:refs/heads/gh-pages\t{reason}\nDone\n");
        let message =
            |reason: &str| refused("origin", "gh-pages", &said(&line(reason), "")).message;
        assert_eq!(
            message("[rejected] (fetch first)"),
            "`gh-pages` of `origin` changed while this was being published"
        );
        assert_eq!(
            message("[remote rejected] (branch is currently checked out)"),
            "`gh-pages` is checked out in the repository that `origin` leads to"
        );
        assert_eq!(
            message("[remote rejected] (protected branch hook declined)"),
            "`origin` refused the publication: [remote rejected] (protected branch hook declined)"
        );
    }
}
