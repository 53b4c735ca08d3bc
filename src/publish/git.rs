//! Runs git: one call, its input, what it printed.
//!
//! Which repository is meant follows from a folder, never from variables that a hook left behind.
//! No call here writes an index: locks that git takes for its own comfort are off, and so are its
//! tidying and its guesses at who somebody is.

use std::io::{ErrorKind, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::PublishError;

/// Settings that hold for every call, whatever the machine or the repository says.
const SETTINGS: &[&str] = &[
    "core.fsmonitor=false",
    "core.quotePath=false",
    "gc.auto=0",
    "i18n.commitEncoding=UTF-8",
    "maintenance.auto=false",
    // Without a name and an address git would make up both from the name of the machine.
    "user.useConfigOnly=true",
];

/// Variables that would lead to another repository than the one around the folder.
const LEADING_ELSEWHERE: &[&str] = &[
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_WORK_TREE",
];

/// A folder in which git is run.
#[derive(Debug, Clone)]
pub(super) struct Git {
    folder: PathBuf,
    /// The folder of the repository where it is not to be looked for.
    repository: Option<String>,
}

/// What became of a call.
#[derive(Debug)]
pub(super) struct Said {
    /// Whether git was content.
    pub(super) success: bool,
    /// What it printed as data.
    pub(super) data: Vec<u8>,
    /// What it printed for people.
    pub(super) words: String,
}

impl Said {
    /// Returns the data as text, without the end of its last line.
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.data).trim_end().to_owned()
    }

    /// Makes an error of a call that should not have failed.
    pub(super) fn unexpected(&self, doing: &str) -> PublishError {
        PublishError::new(
            format!("git could not {doing}"),
            "remove the cause that git names, then publish again; nothing was published",
        )
        .with_words(&self.words)
    }
}

impl Git {
    /// Runs git in a folder, on the repository around it.
    pub(super) fn within(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            repository: None,
        }
    }

    /// Runs git in a folder as if it were the work tree of a repository elsewhere.
    pub(super) fn with_work_tree(folder: &Path, repository: &str) -> Self {
        Self {
            folder: folder.to_owned(),
            repository: Some(repository.to_owned()),
        }
    }

    /// Runs git without input.
    pub(super) fn run(&self, arguments: &[&str]) -> Result<Said, PublishError> {
        self.feed(arguments, b"")
    }

    /// Runs git and returns the text of its data where it was content.
    pub(super) fn ask(&self, arguments: &[&str]) -> Result<Option<String>, PublishError> {
        let said = self.run(arguments)?;
        Ok(said.success.then(|| said.text()))
    }

    /// Runs git with input.
    pub(super) fn feed(&self, arguments: &[&str], input: &[u8]) -> Result<Said, PublishError> {
        let failed = |error: std::io::Error| {
            if error.kind() == ErrorKind::NotFound {
                PublishError::new(
                    "git is not installed, or not where programs are looked for",
                    "install git, see that `git --version` prints a version, then publish again",
                )
            } else {
                PublishError::new(
                    format!("git cannot be run: {error}"),
                    "see that `git --version` prints a version, then publish again",
                )
            }
        };
        let mut child = self.command(arguments).spawn().map_err(failed)?;
        let stdin = child.stdin.take();
        let output = std::thread::scope(|scope| {
            // Beside reading, as git answers before it has read all and would wait for us.
            scope.spawn(move || {
                if let Some(mut stdin) = stdin {
                    // A git that stops reading says why, and fails.
                    let _ = stdin.write_all(input);
                }
            });
            child.wait_with_output()
        })
        .map_err(failed)?;
        Ok(Said {
            success: output.status.success(),
            data: output.stdout,
            words: String::from_utf8_lossy(&output.stderr).into_owned(),
        })
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        command.current_dir(&self.folder).arg("--no-optional-locks");
        for setting in SETTINGS {
            command.args(["-c", setting]);
        }
        for variable in LEADING_ELSEWHERE {
            command.env_remove(variable);
        }
        if let Some(repository) = &self.repository {
            command.env("GIT_DIR", repository).env("GIT_WORK_TREE", ".");
        }
        // Its words are read below, so they must be in one language.
        command.env("LC_ALL", "C").env_remove("LANGUAGE");
        if !std::io::stderr().is_terminal() {
            // Nobody is there to type a password.
            command.env("GIT_TERMINAL_PROMPT", "0");
        }
        command
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }
}
