//! `briefbook check`: everything that a build would find, with nothing written.
//!
//! Messages for people go to standard error, and what was looked at to standard output. In the forms
//! for other programs all goes to standard output, and the exit status is the same.

use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::path::{Component, Path};
use std::process::ExitCode;

use serde_json::{Map, Value, json};

use super::progress::counted;
use super::{clock, complain, say, show, site};
use crate::check::Checked;
use crate::diagnostics::{Diagnostic, Severity, github, json, sarif};
use crate::edit::Mending;
use crate::figures::grouped;
use crate::fix;
use crate::load::{self, Changes};
use crate::pipeline::{self, Checking, Deny, Findings, Options};
use crate::serve;

/// The arguments of `check`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  briefbook check --deny warnings     the site of the folder you are in; status 1 if anything is odd")]
pub(super) struct Arguments {
    #[command(flatten)]
    site: site::SiteArguments,
    /// Speak from today, so that plans whose day has passed are told
    #[arg(long, conflicts_with = "as_of")]
    today: bool,
    #[command(flatten)]
    deny: site::DenyArguments,
    /// How messages are written
    #[arg(long, value_name = "FORM", value_enum, default_value = "human")]
    format: Format,
    /// Check again after each change, until Ctrl-C
    #[arg(long)]
    watch: bool,
    /// Write the fingerprints of the texts in content/_material to content/_fingerprints.txt first
    #[arg(long, conflicts_with = "watch")]
    fingerprints: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Human,
    Json,
    Github,
    Sarif,
}

/// What decides how findings are told.
struct Telling {
    format: Format,
    deny: Deny,
    /// What stands before the paths of the site for who reads them from where the command runs.
    folder: String,
}

/// Checks the site, once or after each change.
pub(super) fn run(arguments: Arguments) -> ExitCode {
    let Arguments {
        site,
        today,
        deny,
        format,
        watch,
        fingerprints,
    } = arguments;
    if watch && format == Format::Sarif {
        return complain("SARIF is one document, and --watch never ends; use --format json");
    }
    let telling = Telling {
        format,
        deny: deny.deny(),
        folder: folder(&site.site),
    };
    let mut options = match site.options() {
        Ok(options) => options,
        Err(message) => return complain(&message),
    };
    if fingerprints {
        match write_fingerprints(&options) {
            Err(message) => return complain(&message),
            // The other forms are for programs, which read findings alone.
            Ok(done) if format == Format::Human => {
                say(&done);
            }
            Ok(_) => {}
        }
    }
    let folder = options.site.clone();
    let mut known = if watch {
        Checking::repeated()
    } else {
        Checking::default()
    };
    let mut once = |changes: &Changes| {
        if today {
            // A watch may last longer than the day on which it began.
            options.now = Some(clock::now()?);
        }
        check(&options, &mut known, changes, &telling)
    };
    if !watch {
        return once(&Changes::Unknown).unwrap_or_else(|message| complain(&message));
    }
    let mut first = true;
    let watched = serve::watch(&folder, |changes| {
        match once(changes) {
            Err(message) if first => return ControlFlow::Break(complain(&message)),
            Err(message) => {
                complain(&message);
            }
            Ok(_) => {}
        }
        first = false;
        ControlFlow::Continue(())
    });
    watched.unwrap_or_else(|error| complain(&error.to_string()))
}

/// Writes the fingerprints of the source texts and says what became of them.
fn write_fingerprints(options: &Options) -> Result<String, String> {
    let done = pipeline::fingerprint(options).map_err(|error| error.to_string())?;
    let file = load::FINGERPRINTS;
    Ok(match (done.texts, done.written) {
        (0, false) => "no source texts lie in content/_material\n".to_owned(),
        (1, true) => format!("{file} written, with 1 text at hand\n"),
        (texts, true) => format!("{file} written, with {texts} texts at hand\n"),
        (_, false) if done.diagnostics.has_errors() => format!("{file} not written\n"),
        (_, false) => format!("{file} is as it should be\n"),
    })
}

/// Checks the site once and tells what was found.
fn check(
    options: &Options,
    known: &mut Checking,
    changes: &Changes,
    telling: &Telling,
) -> Result<ExitCode, String> {
    let found = counted(|finished| pipeline::check(options, known, changes, finished));
    let found = found.map_err(|error| error.to_string())?;
    let (diagnostics, texts) = (&found.diagnostics, &found.inputs.texts);
    let folder = &telling.folder;
    let mut mending = Mending::new(texts);
    let mut mended = |item: &Diagnostic| mending.replacements(item);
    let text = match telling.format {
        Format::Human => {
            show(diagnostics, texts)?;
            summary(&found, telling.deny)
        }
        Format::Json => format!(
            "{}{}\n",
            json::lines(diagnostics, texts, &mut mended),
            Value::Object(totals(&found))
        ),
        Format::Github => format!(
            "{}{}",
            github::commands(diagnostics, texts, folder),
            summary(&found, telling.deny)
        ),
        Format::Sarif => {
            let totals = Value::Object(totals(&found));
            sarif::document(diagnostics, texts, folder, &totals, &mut mended)
        }
    };
    let said = say(&text);
    Ok(if telling.deny.forbids(diagnostics) {
        ExitCode::from(1)
    } else {
        said
    })
}

/// Says what was looked at and how it went.
fn summary(found: &Findings, deny: Deny) -> String {
    let count = |number: usize, one: &str, many: &str| {
        let word = if number == 1 { one } else { many };
        format!("{} {word}", grouped(&number.to_string()))
    };
    let counts = found.checked.counts.iter();
    let counts = counts.map(|item| count(item.number, item.one, item.many));
    let mut text = counts.collect::<Vec<_>>().join(", ");
    if text.is_empty() {
        text.push_str("nothing to check yet");
    }
    let (errors, warnings) = numbers(found);
    let errors_in_words = count(errors, "error", "errors");
    let warnings_in_words = count(warnings, "warning", "warnings");
    let outcome = match (errors, warnings, deny) {
        (0, 0, _) => "all good".to_owned(),
        (0, _, Deny::Errors) => format!("no errors, {warnings_in_words}"),
        (0, _, Deny::Warnings) => format!("{warnings_in_words}, and warnings are denied"),
        (_, 0, _) => errors_in_words,
        _ => format!("{errors_in_words}, {warnings_in_words}"),
    };
    let mut text = format!("{text}: {outcome}\n");
    let offers = fix::offers(found).len();
    if offers > 0 {
        let changes = count(offers, "change", "changes");
        let _ = writeln!(
            text,
            "to mend: {changes} (briefbook fix shows them and asks)"
        );
    }
    if found.drafts_left_out > 0 {
        let drafts = count(found.drafts_left_out, "draft", "drafts");
        let _ = writeln!(text, "left out: {drafts} (--drafts checks drafts too)");
    }
    text
}

/// Returns the numbers as data: what was looked at, and what was found.
fn totals(found: &Findings) -> Map<String, Value> {
    let Checked { counts } = &found.checked;
    let counts = counts
        .iter()
        .map(|count| (count.many.replace(' ', "_"), Value::from(count.number)));
    let (errors, warnings) = numbers(found);
    let totals = [
        ("checked", Value::Object(counts.collect())),
        ("errors", json!(errors)),
        ("warnings", json!(warnings)),
    ];
    let totals = totals.into_iter();
    totals
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// Returns how many errors and warnings there are.
fn numbers(found: &Findings) -> (usize, usize) {
    let sorted = found.diagnostics.sorted(&found.inputs.texts);
    let errors = sorted
        .iter()
        .filter(|item| item.code.severity() == Severity::Error)
        .count();
    (errors, sorted.len() - errors)
}

/// Returns what stands before the paths of the site as seen from where the command runs.
fn folder(site: &Path) -> String {
    let parts: Vec<String> = site
        .components()
        .filter(|part| !matches!(part, Component::CurDir))
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    if parts.is_empty() {
        return String::new();
    }
    // The root is a part of its own and holds the first slash.
    format!("{}/", parts.join("/")).replace("//", "/")
}
