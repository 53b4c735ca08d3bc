//! `briefbook diff`: what differs between two versions of a site, for its editors.
//!
//! A version is a build, the folder of a site, or a revision of git. What is wrong with one of them goes
//! to standard error, and nothing is compared then.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{complain, say, show};
use crate::diagnostics::{Diagnostics, Severity};
use crate::difference::{Edition, check_out, compare, is_build, json, markdown, text};
use crate::load::SETTINGS;
use crate::pipeline::{self, Options, Prepared};

/// The arguments of `diff`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  briefbook diff public                 what you changed since the last build
  briefbook diff HEAD                   what you changed since the last commit, where the site is kept in git")]
pub(super) struct Arguments {
    /// The version before: a folder with a build or a site, or a revision of git
    before: String,
    /// The version after; if not given, the site itself
    after: Option<String>,
    /// How the difference is written
    #[arg(long, value_name = "FORM", value_enum, default_value = "text")]
    format: Format,
    /// End with status 1 if anything differs
    #[arg(long)]
    exit_code: bool,
    /// The folder with site.yaml
    #[arg(long, value_name = "DIR", default_value = ".")]
    site: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Text,
    Json,
    Markdown,
}

/// Compares two versions and tells what differs.
pub(super) fn run(arguments: Arguments) -> ExitCode {
    let Arguments {
        before,
        after,
        format,
        exit_code,
        site,
    } = arguments;
    let here = site.display().to_string();
    let (after, after_name) = match &after {
        Some(after) => (after.as_str(), after.as_str()),
        None if here == "." => (".", "the working folder"),
        None => (here.as_str(), here.as_str()),
    };
    let mut editions = Vec::new();
    for version in [before.as_str(), after] {
        match read(version, &site) {
            Ok(edition) => editions.push(edition),
            Err(Fault::Call(message)) => return complain(&message),
            Err(Fault::Content(prepared)) => return report(version, &prepared),
        }
    }
    let [old, new] = editions.as_slice() else {
        return ExitCode::from(2);
    };
    let difference = compare(old, new);
    let write = match format {
        Format::Text => text::text,
        Format::Json => json::json,
        Format::Markdown => markdown::markdown,
    };
    let said = say(&write(&difference, &before, after_name));
    if exit_code && said == ExitCode::SUCCESS && !difference.is_empty() {
        ExitCode::from(1)
    } else {
        said
    }
}

/// Why a version cannot be compared.
enum Fault {
    /// It is not there, or not what it should be.
    Call(String),
    /// It has errors.
    Content(Box<Prepared>),
}

/// Reads a version, whichever form it has.
fn read(version: &str, beside: &Path) -> Result<Edition, Fault> {
    let folder = Path::new(version);
    if is_build(folder) {
        return Edition::of_build(folder).map_err(Fault::Call);
    }
    if folder.is_dir() {
        return read_site(folder, version);
    }
    let checkout = check_out(version, beside).map_err(Fault::Call)?;
    if is_build(&checkout.site) {
        return Edition::of_build(&checkout.site).map_err(Fault::Call);
    }
    read_site(&checkout.site, version)
}

fn read_site(folder: &Path, version: &str) -> Result<Edition, Fault> {
    let prepared = pipeline::prepare(&Options::new(folder.to_owned())).map_err(|_| {
        Fault::Call(format!(
            "`{version}` is neither a build nor a site: it has no data/facts.json and no {SETTINGS}"
        ))
    })?;
    if prepared.diagnostics.has_errors() {
        return Err(Fault::Content(Box::new(prepared)));
    }
    Ok(Edition::of_site(&prepared))
}

/// Prints the errors of a version that has some.
fn report(version: &str, prepared: &Prepared) -> ExitCode {
    let mut errors = Diagnostics::default();
    for found in prepared.diagnostics.sorted(&prepared.inputs.texts) {
        if found.code.severity() == Severity::Error {
            errors.push(found.clone());
        }
    }
    if let Err(message) = show(&errors, &prepared.inputs.texts) {
        return complain(&message);
    }
    complain(&format!(
        "`{version}` has errors, and what it says cannot be compared before they are mended"
    ));
    ExitCode::from(1)
}
