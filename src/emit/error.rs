//! The one error of `emit`: a broken environment, told to whoever runs the build.
//!
//! A message names the path and what happened, and says what to do. Mistakes in content never
//! come here; they are diagnostics.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::Path;

use crate::disk;

/// Why the output could not be written.
#[derive(Debug)]
pub struct EmitError {
    /// What happened, with the path in backticks.
    pub message: String,
    /// What to do.
    pub help: String,
    source: Option<io::Error>,
}

impl EmitError {
    /// Makes an error for something that we will not do.
    pub(super) fn refused(message: String, help: impl Into<String>) -> Self {
        Self {
            message,
            help: help.into(),
            source: None,
        }
    }

    /// Makes an error for something in the output folder that we did not make.
    pub(super) fn foreign(path: &Path) -> Self {
        Self::refused(
            format!(
                "`{}` is in the way: briefbook did not make it",
                path.display()
            ),
            "move it out of the output folder or delete it, then build again",
        )
    }

    /// Tells a thing that we will not do from a call that failed.
    pub(super) fn is_refusal(&self) -> bool {
        self.source.is_none()
    }

    /// Makes an error for a call that failed; `doing` is a verb such as `read`.
    pub(super) fn failed(doing: &str, path: &Path, source: io::Error) -> Self {
        Self {
            message: format!(
                "cannot {doing} `{}`: {}",
                path.display(),
                disk::reason(&source)
            ),
            help: format!("{}, then build again", disk::way_out(&source)),
            source: Some(source),
        }
    }
}

impl fmt::Display for EmitError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}; {}", self.message, self.help)
    }
}

impl Error for EmitError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_ref().map(|source| source as _)
    }
}
