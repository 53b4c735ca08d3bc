//! Arguments to one function per command, and what people read when it ends.
//!
//! Each command has a file of its own: its arguments, what it calls, what it prints. Diagnostics go to
//! standard error, data to standard output. Exit codes: 0 clean, 1 faults in the content, 2 a wrong
//! call or a broken environment.

use std::io::{ErrorKind, Write as _};
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use crate::diagnostics::{Diagnostics, print};
use crate::disk;
use crate::text::Texts;

mod build;
mod check;
mod clock;
mod completions;
mod diff;
mod difference;
mod dossier;
mod explain;
mod fix;
mod import;
mod init;
mod new;
mod progress;
mod publish;
mod rename;
mod serve;
mod site;

/// Turns Markdown briefs about dated events into a cross-linked site with a chronology.
#[derive(Debug, Parser)]
#[command(
    name = "briefbook",
    version,
    arg_required_else_help = true,
    after_help = "\
Example:
  briefbook init north-pacific     then go to the folder north-pacific, and run briefbook build

`briefbook help build` explains a command, with an example."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a new site, with a sample to learn from
    Init(init::Arguments),
    /// Write a starter for a new entry
    New(Box<new::Arguments>),
    /// Make briefs of the rows of a table, or bring them up to it
    Import(Box<import::Arguments>),
    /// Build the site into a folder of plain files
    Build(Box<build::Arguments>),
    /// Tell everything that is wrong with the site, and write nothing
    Check(Box<check::Arguments>),
    /// Tell what differs between two versions of the site, as an editor would
    Diff(Box<diff::Arguments>),
    /// Bind chosen events into one file, to be read anywhere and printed
    Dossier(Box<dossier::Arguments>),
    /// Write what messages propose, each change shown and agreed to first
    Fix(Box<fix::Arguments>),
    /// Give an entry another key, everywhere at once
    Rename(rename::Arguments),
    /// Show the site while you write: every page reloads when its text changes
    Serve(Box<serve::Arguments>),
    /// Publish the site
    Publish(Box<publish::Arguments>),
    /// Explain a diagnostic: what it means, why it matters, and the ways out
    Explain(explain::Arguments),
    /// Print a script with which a shell completes commands and options
    #[command(hide = true)]
    Completions(completions::Completions),
    /// Print a page for the manual of the system
    #[command(hide = true)]
    Man(completions::Man),
}

/// Runs the command that the arguments name.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let wrong = error.use_stderr();
            // Nothing more can be said if even this cannot be printed.
            let _ = error.print();
            return if wrong {
                ExitCode::from(2)
            } else {
                ExitCode::SUCCESS
            };
        }
    };
    match arguments.command {
        Command::Init(arguments) => init::run(&arguments),
        Command::New(arguments) => new::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Build(arguments) => build::run(*arguments),
        Command::Check(arguments) => check::run(*arguments),
        Command::Diff(arguments) => diff::run(*arguments),
        Command::Dossier(arguments) => dossier::run(*arguments),
        Command::Fix(arguments) => fix::run(*arguments),
        Command::Rename(arguments) => rename::run(&arguments),
        Command::Serve(arguments) => serve::run(*arguments),
        Command::Publish(arguments) => publish::run(*arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Completions(arguments) => {
            completions::run_completions(&arguments, Arguments::command())
        }
        Command::Man(arguments) => completions::run_man(&arguments, Arguments::command()),
    }
}

/// Prints diagnostics. A reader who has seen enough is not a failure.
fn show(diagnostics: &Diagnostics, texts: &Texts) -> Result<(), String> {
    match print::print(diagnostics, texts, &mut anstream::stderr().lock()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(format!(
            "the messages cannot be printed: {}",
            disk::reason(&error)
        )),
        Ok(_) | Err(_) => Ok(()),
    }
}

/// Reports a wrong call or a broken environment.
fn complain(message: &str) -> ExitCode {
    let _ = writeln!(anstream::stderr(), "error: {message}");
    ExitCode::from(2)
}

/// Prints data and ends the command. A reader who has seen enough is not a failure; a full disk is.
fn say(text: &str) -> ExitCode {
    let mut stdout = anstream::stdout().lock();
    let printed = stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush());
    match printed {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            complain(&format!("this cannot be printed: {}", disk::reason(&error)))
        }
        Ok(()) | Err(_) => ExitCode::SUCCESS,
    }
}
