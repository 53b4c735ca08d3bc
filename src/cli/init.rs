//! `briefbook init`: a new site in a folder.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{complain, say};
use crate::scaffold::init::{self, NewSite, Sample};

/// The arguments of `init`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  briefbook init north-pacific     a new site in the folder north-pacific, with a sample to learn from")]
pub(super) struct Arguments {
    /// The folder of the new site; `.` is the one you are in
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Leave the sample out: only settings and a first page
    #[arg(long)]
    empty: bool,
}

/// Makes the site and says what was made.
pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let sample = if arguments.empty {
        Sample::Leave
    } else {
        Sample::Include
    };
    match init::init(&arguments.folder, sample) {
        Ok(site) => say(&report(&arguments.folder, &site)),
        Err(error) => complain(&error.to_string()),
    }
}

fn report(folder: &Path, site: &NewSite) -> String {
    let here = folder == Path::new(".");
    let name = folder.display().to_string();
    let name = name.trim_end_matches(['/', '\\']);
    let mut text = if here {
        "Created a site in this folder\n".to_owned()
    } else {
        format!("Created {name}/\n")
    };
    let mut folders: BTreeMap<&str, usize> = BTreeMap::new();
    let mut single = Vec::new();
    for path in &site.written {
        match path.rsplit_once('/') {
            Some((folder, _)) if path != "content/index.md" && !path.starts_with('.') => {
                *folders.entry(folder).or_default() += 1;
            }
            _ => single.push(path.as_str()),
        }
    }
    // Writing to a string cannot fail.
    let _ = writeln!(text, "  {}", single.join("  "));
    let width = folders.keys().map(|folder| folder.len()).max().unwrap_or(0);
    for (folder, count) in folders {
        let folder = format!("{folder}/");
        let width = width + 1;
        let files = if count == 1 { "file" } else { "files" };
        let _ = writeln!(text, "  {folder:width$}  {count:2} {files}");
    }
    if !site.kept.is_empty() {
        let _ = writeln!(text, "Kept as it was: {}", site.kept.join(", "));
    }
    if !site.not_ignored.is_empty() {
        let lines = site.not_ignored.join(" and ");
        let _ = writeln!(text, "Add to .gitignore, a line each: {lines}");
    }
    let _ = if here {
        writeln!(text, "Next: briefbook serve")
    } else {
        writeln!(text, "Next: cd {} && briefbook serve", shell_word(name))
    };
    text
}

/// Puts a path in quotes where a terminal would take it for several words.
fn shell_word(path: &str) -> String {
    let harmless = |letter: char| {
        letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.' | '/' | '\\' | ':')
    };
    if path.chars().all(harmless) {
        path.to_owned()
    } else {
        format!("'{}'", path.replace('\'', "'\\''"))
    }
}
