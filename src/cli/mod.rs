//! Arguments to one function per command, and what people read when it ends.
//!
//! Each command has a file of its own: its arguments, what it calls, what it prints. Diagnostics go to
//! standard error, data to standard output. Exit codes: 0 clean, 1 faults in the content, 2 a wrong
//! call or a broken environment.

use std::io::{ErrorKind, Write as _};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod build;
mod explain;
mod publish;
mod serve;
mod init;
mod new;
mod site;

/// Turns Markdown briefs about dated events into a cross-linked site with a chronology.
#[derive(Debug, Parser)]
#[command(name = "briefbook", version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build the site into a folder of plain files
    Build(Box<build::Arguments>),
    /// Show the site while you write: every page reloads when its text changes
    Serve(Box<serve::Arguments>),
    /// Publish the site
    Publish(Box<publish::Arguments>),
    /// Make a new site, with a sample to learn from
    Init(init::Arguments),
    /// Write a starter for a new entry
    New(Box<new::Arguments>),
    /// Explain a diagnostic: what it means, why it matters, and the ways out
    Explain(explain::Arguments),
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
        Command::Build(arguments) => build::run(*arguments),
        Command::Serve(arguments) => serve::run(*arguments),
        Command::Publish(arguments) => publish::run(*arguments),
        Command::Init(arguments) => init::run(&arguments),
        Command::New(arguments) => new::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
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
            complain(&format!("this cannot be printed: {error}"))
        }
        Ok(()) | Err(_) => ExitCode::SUCCESS,
    }
}
