//! `briefbook build`: the site as a folder of plain files.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use super::progress::counted;
use super::{complain, say, show, site};
use crate::pipeline::{self, Built, Options, Record};

/// The arguments of `build`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  briefbook build     the site of the folder you are in, into its folder public")]
pub(super) struct Arguments {
    #[command(flatten)]
    site: site::SiteArguments,
    #[command(flatten)]
    deny: site::DenyArguments,
    /// The output folder [default: public in the site's folder]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Add the addresses of this build to content/_published.txt
    #[arg(long, conflicts_with = "drafts")]
    record: bool,
}

/// Builds the site and says what was built.
pub(super) fn run(arguments: Arguments) -> ExitCode {
    let options = match arguments.site.options() {
        Ok(options) => Options {
            out: arguments.out,
            deny: arguments.deny.deny(),
            record: if arguments.record {
                Record::Yes
            } else {
                Record::No
            },
            ..options
        },
        Err(message) => return complain(&message),
    };
    let outcome = match counted(|finished| pipeline::build_counting(&options, finished)) {
        Ok(outcome) => outcome,
        Err(error) => return complain(&error.to_string()),
    };
    if let Err(message) = show(&outcome.diagnostics, &outcome.inputs.texts) {
        return complain(&message);
    }
    match outcome.built {
        Some(result) => report(&result),
        None => {
            if !outcome.diagnostics.has_errors() {
                let _ = writeln!(
                    anstream::stderr(),
                    "warnings are denied, so nothing was written"
                );
            }
            ExitCode::from(1)
        }
    }
}

/// Says what was built, in two or three lines.
fn report(built: &Built) -> ExitCode {
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
    if built.drafts_left_out > 0 {
        let count = built.drafts_left_out;
        let words = if count == 1 { "draft" } else { "drafts" };
        let _ = writeln!(
            text,
            "left out: {count} {words} (--drafts builds drafts too)"
        );
    }
    if built.without_address {
        text.push_str("not written: feed.xml and sitemap.xml, which need absolute links (set `url:` in site.yaml or --base-url)\n");
    }
    say(&text)
}
