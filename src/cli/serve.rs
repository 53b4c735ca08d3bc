//! `briefbook serve`: the site in a browser while it is written.

use std::io::Write as _;
use std::process::ExitCode;

use super::{complain, say, show, site};
use crate::serve::{self, Count, News};

/// The arguments of `serve`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  briefbook serve     then open the address that it prints; Ctrl-C ends it")]
pub(super) struct Arguments {
    #[command(flatten)]
    site: site::SiteArguments,
    /// The port on this computer [default: the first free one from 4000]
    #[arg(long)]
    port: Option<u16>,
}

/// Serves the site until the program is interrupted.
pub(super) fn run(arguments: Arguments) -> ExitCode {
    let options = match arguments.site.options() {
        Ok(options) => options,
        Err(message) => return complain(&message),
    };
    match serve::serve(options, arguments.port, tell) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => complain(&error.to_string()),
    }
}

/// Tells of the preview, a line or a list of mistakes at a time.
fn tell(news: News) {
    match news {
        News::Ready(address) => {
            say(&format!(
                "Open {address}\nEvery change is shown at once. Ctrl-C ends the preview.\n"
            ));
        }
        News::Read(inputs, diagnostics, count) => {
            // What cannot be printed here is shown in the browser.
            let _ = show(diagnostics, &inputs.texts);
            say(&summary(count, diagnostics.has_errors()));
        }
        News::NoSite(error) => warn(&error.to_string()),
        News::Blind(reason) => warn(&format!(
            "changes cannot be seen ({reason}); start the preview again after each one"
        )),
    }
}

fn summary(count: Count, faulty: bool) -> String {
    let Count { entries, events } = count;
    let outcome = if faulty {
        "the pages stay as they were until this is mended"
    } else {
        "all pages are up to date"
    };
    format!("Read {entries} entries, {events} of them events: {outcome}\n")
}

fn warn(message: &str) {
    let _ = writeln!(anstream::stderr(), "error: {message}");
}
