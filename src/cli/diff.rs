//! `briefbook diff`: what differs between two versions of a site, for its editors.
//!
//! A version is a build, the folder of a site, or a revision of git. What is wrong with one of them goes
//! to standard error, and nothing is compared then.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{complain, say, show};
use crate::diagnostics::{Diagnostics, Severity};
use crate::difference::{
    Checkout, Edition, check_out, compare, is_build, json, markdown, place_and_message, text,
};
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
    read_revision(&checkout, version, beside)
}

fn read_site(folder: &Path, version: &str) -> Result<Edition, Fault> {
    let prepared = prepare(folder, version)?;
    if prepared.diagnostics.has_errors() {
        return Err(Fault::Content(Box::new(prepared)));
    }
    Ok(Edition::of_site(&prepared))
}

/// Reads a revision, which nobody can mend: with the kinds of now where its own are refused, and without
/// the entries that have errors.
fn read_revision(checkout: &Checkout, version: &str, now: &Path) -> Result<Edition, Fault> {
    let prepared = prepare(&checkout.site, version)?;
    let refused = refused_kinds(&prepared);
    let Some((_, reason)) = refused.first() else {
        return Ok(Edition::of_site(&prepared));
    };
    let files: Vec<String> = refused.iter().map(|(file, _)| file.clone()).collect();
    checkout.take_kinds(now, &files).map_err(Fault::Call)?;
    let again = prepare(&checkout.site, version)?;
    if !refused_kinds(&again).is_empty() {
        return Err(Fault::Content(Box::new(prepared)));
    }
    let mut edition = Edition::of_site(&again);
    edition.unread.kinds.clone_from(reason);
    Ok(edition)
}

/// Lists the files of kinds that have errors, each with the first of them.
fn refused_kinds(prepared: &Prepared) -> Vec<(String, String)> {
    let texts = &prepared.inputs.texts;
    let mut refused: Vec<(String, String)> = Vec::new();
    for found in prepared.diagnostics.sorted(texts) {
        let path = &texts.get(found.span.text).path;
        let file = path.strip_prefix("templates/kinds/");
        if let Some(file) = file.filter(|file| file.ends_with(".yaml"))
            && found.code.severity() == Severity::Error
            && !refused.iter().any(|(known, _)| known == file)
        {
            refused.push((file.to_owned(), place_and_message(found, texts)));
        }
    }
    refused
}

fn prepare(folder: &Path, version: &str) -> Result<Prepared, Fault> {
    pipeline::prepare(&Options::new(folder.to_owned())).map_err(|_| {
        Fault::Call(format!(
            "`{version}` is neither a build nor a site: it has no data/facts.json and no {SETTINGS}"
        ))
    })
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
