//! `briefbook rename`: another key for an entry, in every file that has the old one.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use super::difference::difference;
use super::{complain, say, show};
use crate::diagnostics::{Code, Diagnostics, Severity};
use crate::model::Drafts;
use crate::pipeline::{self, Options, Prepared};
use crate::rename::{Renaming, moved_in_list, rename};
use crate::scaffold::{Change, read_beside, write_changes};

/// The list of the briefs that come with the program, in its own repository.
const SAMPLE: &str = "content/_sample.txt";

/// The arguments of `rename`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  briefbook rename kishi-nobuo kishi --dry-run
                                   shows which files would change, and writes nothing")]
pub(super) struct Arguments {
    /// The key of the entry: the name of its file, or what stands before the colon in a list
    old: String,
    /// The key that it is to have
    new: String,
    /// Print what would change, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// The folder with site.yaml
    #[arg(long, value_name = "DIR", default_value = ".")]
    site: PathBuf,
}

/// Changes the key in all files, and tells what was done.
pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let options = Options {
        drafts: Drafts::Include,
        ..Options::new(arguments.site.clone())
    };
    let prepared = match pipeline::prepare(&options) {
        Ok(prepared) => prepared,
        Err(error) => return complain(&error.to_string()),
    };
    if !errors(&prepared).is_empty() {
        let reported = report(&prepared);
        complain(
            "a key can be changed only where nothing else is wrong, as each place that names it must be known; nothing was written",
        );
        return reported;
    }
    let mut made = match rename(&prepared, &arguments.old, &arguments.new) {
        Ok(made) => made,
        Err(message) => return complain(&message),
    };
    if let Some(list) = read_beside(&arguments.site, SAMPLE)
        && let Some(after) = moved_in_list(&list, &made.changes)
    {
        made.changes.push(Change {
            path: SAMPLE.to_owned(),
            moved_from: None,
            before: Some(list),
            after,
        });
    }
    if arguments.dry_run {
        let mut text: String = made.changes.iter().map(difference).collect();
        text.push_str(&summary(&made, "to be changed"));
        text.push_str("nothing was written\n");
        return say(&text);
    }
    if let Err(error) = write_changes(&arguments.site, &made.changes) {
        return complain(&error.to_string());
    }
    let said = say(&summary(&made, "changed"));
    match pipeline::prepare(&options) {
        Ok(prepared) if !errors(&prepared).is_empty() => report(&prepared),
        Ok(_) => said,
        Err(error) => complain(&error.to_string()),
    }
}

/// Returns the errors of a site; that a draft still lacks something hides no place.
fn errors(prepared: &Prepared) -> Diagnostics {
    let mut errors = Diagnostics::default();
    for found in prepared.diagnostics.sorted(&prepared.inputs.texts) {
        if found.code.severity() == Severity::Error && found.code != Code::MissingField {
            errors.push(found.clone());
        }
    }
    errors
}

/// Prints the errors of a site.
fn report(prepared: &Prepared) -> ExitCode {
    match show(&errors(prepared), &prepared.inputs.texts) {
        Ok(()) => ExitCode::from(1),
        Err(message) => complain(&message),
    }
}

/// Says what becomes of it, or what became of it.
fn summary(made: &Renaming, verb: &str) -> String {
    let files = match made.changes.len() {
        1 => "1 file".to_owned(),
        files => format!("{files} files"),
    };
    let Renaming {
        title,
        old_address,
        new_address,
        left,
        ..
    } = made;
    let mut text = format!("{title}: {files} {verb}; {old_address} leads to {new_address}\n");
    for (path, line) in left {
        let _ = writeln!(
            text,
            "{path}:{line}: the old key stands here in a form that was left alone; as an alias it still leads there"
        );
    }
    text
}
