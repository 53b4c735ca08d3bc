//! `briefbook publish github`: the site, built and pushed as a branch for GitHub Pages.
//!
//! The build is that of `briefbook build`, so what goes out is never stale. Notes and progress go to
//! standard error, progress only where somebody watches.

use std::fmt::Write as _;
use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{complain, say, show, site};
use crate::pipeline::{self, Options};
use crate::publish::{
    self, Address, Changes, Contents, GithubRepository, GivenBy, Mode, Outcome, Place, Publication,
};

/// The arguments of `publish`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  briefbook publish github --dry-run     what would be published, and where")]
pub(super) struct Arguments {
    #[command(subcommand)]
    host: Host,
}

#[derive(Debug, clap::Subcommand)]
enum Host {
    /// Build the site and push it as a branch that GitHub Pages shows
    ///
    /// The work tree, the index and all other branches stay as they are.
    #[command(after_help = "\
Example:
  briefbook publish github --dry-run     what would be published, and where")]
    Github(Github),
}

#[derive(Debug, clap::Args)]
struct Github {
    /// The folder with site.yaml
    #[arg(long, value_name = "DIR", default_value = ".")]
    site: PathBuf,
    /// The branch that holds the built site
    #[arg(long, value_name = "NAME", default_value = "gh-pages")]
    branch: String,
    /// The remote of the repository to push to
    #[arg(long, value_name = "NAME", default_value = "origin")]
    remote: String,
    /// The address at which the site will be found, instead of `url` in site.yaml
    #[arg(long, value_name = "URL", value_parser = site::base_url)]
    base_url: Option<String>,
    /// Say what would be published, and publish nothing
    #[arg(long)]
    dry_run: bool,
}

/// Builds and publishes the site, and says where it is.
pub(super) fn run(arguments: Arguments) -> ExitCode {
    let Host::Github(arguments) = arguments.host;
    match github(&arguments) {
        Ok(code) => code,
        Err(message) => complain(&message),
    }
}

/// Publishes to a branch.
///
/// # Errors
///
/// Returns what to print when the call or the environment was wrong.
fn github(arguments: &Github) -> Result<ExitCode, String> {
    let failed = |error: publish::PublishError| error.to_string();
    let site = &arguments.site;
    let place = publish::place(site, &arguments.remote, &arguments.branch).map_err(failed)?;
    let address = publish::address(site, arguments.base_url.as_deref(), place.github.as_ref());
    progress("building the site");
    let Some(out) = build(site, address.as_ref())? else {
        return Ok(ExitCode::from(1));
    };
    let contents = publish::gather(&out).map_err(failed)?;
    let limits = publish::check(&contents.files);
    if let Some(warning) = limits.warning {
        note(&warning);
    }
    if !limits.faults.is_empty() {
        let mut text = String::from("error: this site cannot be published as it is\n");
        for fault in &limits.faults {
            let _ = writeln!(text, "  {fault}");
        }
        let _ = anstream::stderr().write_all(text.as_bytes());
        return Ok(ExitCode::from(1));
    }
    if let Some(first) = contents.left_out.first() {
        let more = match contents.left_out.len() {
            1 => String::new(),
            several => format!(" and {} more", several - 1),
        };
        note(&format!(
            "`{}`{more} stayed behind: briefbook did not make it; what belongs to the site goes into the folder static",
            out.join(first).display()
        ));
    }
    let mode = if arguments.dry_run {
        Mode::DryRun
    } else {
        Mode::Publish
    };
    progress(&format!("talking to {}", place.remote));
    let publication = publish::publish(&place, &contents, mode).map_err(failed)?;
    say(&report(&place, &contents, &publication, address.as_ref()));
    remark(&place, &publication, address.as_ref());
    Ok(ExitCode::SUCCESS)
}

/// Builds the site; returns the output folder unless its content has faults, which are printed.
fn build(site: &Path, address: Option<&Address>) -> Result<Option<PathBuf>, String> {
    let options = Options {
        base_url: address.map(|address| address.url.clone()),
        source_date: site::source_date()?,
        ..Options::new(site.to_owned())
    };
    let outcome = pipeline::build(&options).map_err(|error| error.to_string())?;
    show(&outcome.diagnostics, &outcome.inputs.texts)?;
    Ok(outcome.built.map(|built| built.out))
}

/// Says what was published, where it is, and what is left to do.
fn report(
    place: &Place,
    contents: &Contents,
    publication: &Publication,
    address: Option<&Address>,
) -> String {
    let Place { branch, remote, .. } = place;
    let hundred_thousands = contents.bytes() / 100_000;
    let what = format!(
        "{} in {} files ({}.{} MB)",
        contents.pages(),
        contents.files.len(),
        hundred_thousands / 10,
        hundred_thousands % 10,
    );
    let mut text = match &publication.outcome {
        Outcome::Unchanged(commit) => format!(
            "Nothing has changed: `{branch}` of `{remote}` holds this site already, as {}\n",
            short(commit)
        ),
        Outcome::Pushed(commit, changes) => {
            let source = match &publication.source {
                Some(source) => format!(", made from {source}"),
                None => String::new(),
            };
            format!(
                "Published {what} to `{branch}` of `{remote}` as {}{source}\n{}\n",
                short(commit),
                counted(*changes)
            )
        }
        Outcome::WouldPush(parent, changes) => {
            let parent = match parent {
                Some(parent) => format!("after {}", short(parent)),
                None => "as a new branch".to_owned(),
            };
            format!(
                "Would publish {what} to `{branch}` of `{remote}` {parent}; nothing was sent\n{}\n",
                counted(*changes)
            )
        }
    };
    if let (true, Some(github)) = (publication.new_branch, &place.github) {
        let _ = writeln!(
            text,
            "One switch is left: at {} choose the source “Deploy from a branch”, then `{branch}` and `/ (root)`, and save",
            github.settings()
        );
    }
    if let Some(address) = address {
        let given_by = match address.given_by {
            GivenBy::Call => "as --base-url says",
            GivenBy::Settings => "as `url:` in site.yaml says",
            GivenBy::Domain => "as static/CNAME says",
            GivenBy::Remote => "which follows from the remote; write it into site.yaml as `url:`",
        };
        let _ = writeln!(text, "Address: {} ({given_by})", address.url);
    }
    text
}

fn counted(changes: Changes) -> String {
    let Changes {
        new,
        changed,
        removed,
    } = changes;
    format!("{new} files new, {changed} changed, {removed} removed")
}

fn short(commit: &str) -> &str {
    commit.get(..10).unwrap_or(commit)
}

/// Notes what may surprise later.
fn remark(place: &Place, publication: &Publication, address: Option<&Address>) {
    match (address, place.github.as_ref().map(GithubRepository::pages)) {
        (None, _) => note(
            "the address of the site is not known, so feed.xml and sitemap.xml were not made, and 404.html works only at the root of a host; write `url:` into site.yaml, or give --base-url",
        ),
        (Some(address), Some(pages)) => {
            let named = matches!(address.given_by, GivenBy::Call | GivenBy::Settings);
            if named && address.url != pages {
                note(&format!(
                    "GitHub Pages shows this repository at {pages} unless a domain of its own is set"
                ));
            }
        }
        (Some(_), None) => {}
    }
    if publication.empty_remote {
        note(&format!(
            "`{}` had no branch at all: push your sources too, so that `{}` does not stay its main branch",
            place.remote, place.branch
        ));
    }
    if publication.left_behind {
        note(&format!(
            "your own branch `{}` has commits that `{}` does not have, and was left as it is",
            place.branch, place.remote
        ));
    }
}

/// Prints what is good to know.
fn note(text: &str) {
    let _ = writeln!(anstream::stderr(), "note: {text}");
}

/// Prints what is going on, where somebody watches.
fn progress(text: &str) {
    if std::io::stderr().is_terminal() {
        let _ = writeln!(anstream::stderr(), "{text} …");
    }
}
