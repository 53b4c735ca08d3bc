//! `briefbook explain`: what a diagnostic means, why it matters, and the ways out.

use std::process::ExitCode;

use super::{complain, say};
use crate::diagnostics::print;

/// The arguments of `explain`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  briefbook explain unknown-key")]
pub(super) struct Arguments {
    /// The name that stands in brackets after error or warning
    code: String,
}

/// Prints the page of a diagnostic.
pub(super) fn run(arguments: &Arguments) -> ExitCode {
    match print::explain(&arguments.code) {
        Ok(text) => say(&text),
        Err(message) => complain(&message),
    }
}
