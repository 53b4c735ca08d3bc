//! Arguments to one function per command, and what people read when it ends.
//!
//! Diagnostics go to standard error, data to standard output. Exit codes: 0 clean, 1 faults in the
//! content, 2 a wrong call or a broken environment.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::DateTime;
use clap::{Parser, Subcommand};

use crate::config::site_address;
use crate::diagnostics::print;
use crate::model::Drafts;
use crate::pipeline::{self, Built, Options, Record};
use crate::when::When;

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
    Build(Box<Build>),
    /// Explain a diagnostic: what it means, why it matters, and the ways out
    Explain {
        /// The name that stands in brackets after error or warning
        code: String,
    },
}

#[derive(Debug, clap::Args)]
struct Build {
    /// The folder with site.yaml
    #[arg(long, value_name = "DIR", default_value = ".")]
    site: PathBuf,
    /// The output folder [default: public in the site's folder]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The address at which the site will be published, for feed, sitemap and canonical links
    #[arg(long, value_name = "URL", value_parser = base_url)]
    base_url: Option<String>,
    /// Build drafts too
    #[arg(long)]
    drafts: bool,
    /// The day from which the site speaks, such as 2022-02-28
    #[arg(long, value_name = "DATE", value_parser = as_of)]
    as_of: Option<When>,
    /// Add the addresses of this build to content/_published.txt
    #[arg(long, conflicts_with = "drafts")]
    record: bool,
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
        Command::Build(build) => run_build(*build),
        Command::Explain { code } => run_explain(&code),
    }
}

fn run_build(build: Build) -> ExitCode {
    let options = Options {
        site: build.site,
        out: build.out,
        base_url: build.base_url,
        drafts: if build.drafts {
            Drafts::Include
        } else {
            Drafts::Exclude
        },
        as_of: build.as_of,
        source_date: match source_date() {
            Ok(day) => day,
            Err(message) => return complain(&message),
        },
        record: if build.record {
            Record::Yes
        } else {
            Record::No
        },
    };
    let outcome = match pipeline::build(&options) {
        Ok(outcome) => outcome,
        Err(error) => return complain(&error.to_string()),
    };
    let mut stderr = anstream::stderr().lock();
    if let Err(error) = print::print(&outcome.diagnostics, &outcome.texts, &mut stderr) {
        return complain(&format!("the messages cannot be printed: {error}"));
    }
    match outcome.built {
        Some(result) => {
            report(&result);
            ExitCode::SUCCESS
        }
        None => ExitCode::from(1),
    }
}

/// Says what was built, in two or three lines.
fn report(built: &Built) {
    let files = &built.files;
    let megabytes = files.total_bytes / 100_000;
    let mut text = format!(
        "Built {} files from {} {}, {} of them {}, into {} ({}.{} MB)
",
        files.written + files.unchanged,
        built.entries,
        if built.entries == 1 {
            "entry"
        } else {
            "entries"
        },
        built.events,
        if built.events == 1 {
            "an event"
        } else {
            "events"
        },
        built.out.display(),
        megabytes / 10,
        megabytes % 10,
    );
    // Writing to a string cannot fail.
    let _ = writeln!(
        text,
        "{} written, {} unchanged, {} removed; every link is relative, so it opens from disk too",
        files.written, files.unchanged, files.removed
    );
    if built.without_address {
        text.push_str("not written: feed.xml and sitemap.xml, which need absolute links (set `url:` in site.yaml or --base-url)\n");
    }
    // A closed pipe is not a failed build.
    let _ = anstream::stdout().write_all(text.as_bytes());
}

fn run_explain(code: &str) -> ExitCode {
    match print::explain(code) {
        Ok(text) => {
            let _ = anstream::stdout().write_all(text.as_bytes());
            ExitCode::SUCCESS
        }
        Err(message) => complain(&message),
    }
}

fn complain(message: &str) -> ExitCode {
    let _ = writeln!(anstream::stderr(), "error: {message}");
    ExitCode::from(2)
}

fn base_url(text: &str) -> Result<String, String> {
    site_address(text)
        .ok_or_else(|| "write the whole address, such as https://example.org/briefs/".to_owned())
}

fn as_of(text: &str) -> Result<When, String> {
    match When::parse(text) {
        Ok(when) if when.certain_day().is_some() => Ok(when),
        Ok(_) => Err("write one certain day, such as 2022-02-28".to_owned()),
        Err(error) => Err(error.message),
    }
}

/// Reads the day of `SOURCE_DATE_EPOCH`, the convention for reproducible builds.
fn source_date() -> Result<Option<When>, String> {
    let Some(value) = std::env::var_os("SOURCE_DATE_EPOCH") else {
        return Ok(None);
    };
    let day = value
        .to_str()
        .and_then(|text| text.parse().ok())
        .and_then(|seconds| DateTime::from_timestamp(seconds, 0))
        .and_then(|instant| When::parse(&instant.format("%Y-%m-%d").to_string()).ok());
    match day {
        Some(day) => Ok(Some(day)),
        None => Err("SOURCE_DATE_EPOCH is not a number of seconds since 1970".to_owned()),
    }
}
