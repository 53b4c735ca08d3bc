//! `briefbook completions` and `briefbook man`: what shells and the manual of a system want to know.
//!
//! Packagers and those who like their terminal use them; the list of commands leaves them out.

use std::io::{self, ErrorKind};
use std::process::ExitCode;

use clap_complete::Shell;

use super::{complain, say};

/// The arguments of `completions`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  briefbook completions bash > ~/.local/share/bash-completion/completions/briefbook")]
pub(super) struct Completions {
    /// The shell that is to complete commands and options
    shell: Shell,
}

/// The arguments of `man`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  briefbook man build > briefbook-build.1     then read it with: man ./briefbook-build.1")]
pub(super) struct Man {
    /// The command whose page is wanted; without one, that of briefbook itself
    #[arg(value_name = "COMMAND")]
    name: Option<String>,
}

/// Prints a completion script.
pub(super) fn run_completions(arguments: &Completions, mut command: clap::Command) -> ExitCode {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "briefbook", &mut script);
    say(&String::from_utf8_lossy(&script))
}

/// Prints a page of the manual in the form that `man` reads.
pub(super) fn run_man(arguments: &Man, mut command: clap::Command) -> ExitCode {
    command.build();
    let page = match &arguments.name {
        None => Some(command),
        Some(name) => command.find_subcommand(name).cloned(),
    };
    let Some(page) = page else {
        return complain("there is no such command; `briefbook --help` lists them");
    };
    match roff(page) {
        Ok(text) => say(&text),
        Err(error) => complain(&format!("the page cannot be made: {error}")),
    }
}

fn roff(page: clap::Command) -> io::Result<String> {
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text)?;
    String::from_utf8(text).map_err(|error| io::Error::new(ErrorKind::InvalidData, error))
}
