//! Starter files: a new site, and a new brief for any kind.
//!
//! `init.rs` and `new.rs` decide what is written; this file puts it on the disk. Nothing that exists
//! is ever overwritten, and a failure takes back what was written before it. Nothing here reads the
//! clock or prints.

use std::error::Error;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::disk;

mod changes;
pub mod init;
mod keys;
pub mod names;
pub mod new;
mod starter;

pub use changes::{Change, read_beside, write_changes};

/// A file that is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// The path from the site's folder, with forward slashes.
    pub path: String,
    /// What it will hold.
    pub bytes: Vec<u8>,
}

/// Why nothing was made.
#[derive(Debug)]
pub struct ScaffoldError {
    /// What is wrong, with the path in backticks.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl ScaffoldError {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: help.into(),
        }
    }

    /// Makes an error for a call that failed; `doing` is a verb such as `write`.
    fn failed(doing: &str, path: &Path, error: &io::Error) -> Self {
        Self::new(
            format!(
                "cannot {doing} `{}`: {}",
                path.display(),
                disk::reason(error)
            ),
            format!("{}, then try again", disk::way_out(error)),
        )
    }
}

impl fmt::Display for ScaffoldError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}; {}", self.message, self.help)
    }
}

impl Error for ScaffoldError {}

/// Writes new files below a folder, all of them or none.
///
/// # Errors
///
/// Fails where a file exists already or the disk refuses; what was written before is taken back, and
/// the message names what could not be.
pub fn write_new(root: &Path, files: &[NewFile]) -> Result<(), ScaffoldError> {
    let mut made = Made::default();
    for file in files {
        let place = root.join(&file.path);
        if let Err(error) = made.write(&place, &file.bytes) {
            let mut failed = ScaffoldError::failed("write", &place, &error);
            failed.help = match made.take_back() {
                None => format!("{}. Nothing was left behind", failed.help),
                Some(left) => format!(
                    "{}. Part of it is still there, from `{}` on: delete that yourself",
                    failed.help,
                    left.display()
                ),
            };
            return Err(failed);
        }
    }
    Ok(())
}

/// What was made so far, in order.
#[derive(Default)]
struct Made {
    files: Vec<PathBuf>,
    folders: Vec<PathBuf>,
}

impl Made {
    fn write(&mut self, place: &Path, bytes: &[u8]) -> io::Result<()> {
        if let Some(folder) = place.parent() {
            self.create_folder(folder)?;
        }
        let mut file = File::create_new(place)?;
        self.files.push(place.to_owned());
        file.write_all(bytes)?;
        // Some disks tell that they are full only when the bytes must really go there.
        file.sync_data()
    }

    fn create_folder(&mut self, folder: &Path) -> io::Result<()> {
        if folder.as_os_str().is_empty() || folder.is_dir() {
            return Ok(());
        }
        if let Some(above) = folder.parent() {
            self.create_folder(above)?;
        }
        fs::create_dir(folder)?;
        self.folders.push(folder.to_owned());
        Ok(())
    }

    /// Deletes what was made; returns the first thing that could not be deleted.
    fn take_back(self) -> Option<PathBuf> {
        let mut left = None;
        for file in self.files.iter().rev() {
            if fs::remove_file(file).is_err() {
                left = Some(file.clone());
            }
        }
        for folder in self.folders.iter().rev() {
            // A folder into which somebody else has put something stays.
            if fs::remove_dir(folder).is_err() {
                left = Some(folder.clone());
            }
        }
        left
    }
}

/// Writes a text as a YAML scalar that is read back as the same text, in quotes only where it must be.
#[must_use]
pub fn yaml_text(text: &str) -> String {
    let plain_first = text.chars().next().is_some_and(char::is_alphabetic);
    let special = |letter: char| letter.is_control() || "\"\\:#,[]{}&*!|>%@`".contains(letter);
    let is_word = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]
        .iter()
        .any(|word| text.eq_ignore_ascii_case(word));
    if plain_first && !text.ends_with(' ') && !text.contains(special) && !is_word {
        return text.to_owned();
    }
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        if matches!(letter, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(letter);
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Diagnostics;
    use crate::text::{Span, Texts};
    use crate::yaml::{self, Yaml};

    #[test]
    fn texts_are_read_back_as_they_were_written() {
        for text in [
            "Foreign ministers meet in Honolulu",
            "A talk: the second",
            "2022",
            "no",
            "- a dash",
            "\"quoted\" and \\ back",
            "it's",
            "ends with a colon:",
            "# not a remark",
            "a # b",
            "東京で会談",
            "{ a }",
            "?",
            "~",
        ] {
            let source = format!("a: {}\n", yaml_text(text));
            let mut texts = Texts::default();
            let id = texts.add("a.yaml", source.as_str());
            let mut diagnostics = Diagnostics::default();
            let base = Span::new(id, 0, source.len());
            let node = yaml::parse(&source, base, &mut diagnostics).expect("is YAML");
            let Yaml::Map(entries) = node.value else {
                panic!("{source}");
            };
            let Yaml::Scalar { text: read, .. } = &entries[0].1.value else {
                panic!("{source}");
            };
            assert_eq!(read, text);
        }
        assert_eq!(yaml_text("A plain title"), "A plain title");
    }

    #[test]
    fn a_failure_takes_back_what_was_written_before_it() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = |path: &str| NewFile {
            path: path.to_owned(),
            bytes: b"new".to_vec(),
        };
        fs::write(folder.path().join("there"), "old").expect("write");
        let files = [file("a/b/c"), file("a/d"), file("there")];
        let error = write_new(folder.path(), &files).expect_err("one is there already");
        assert!(error.message.contains("there"), "{error}");
        assert!(!folder.path().join("a").exists());
        assert_eq!(fs::read(folder.path().join("there")).expect("read"), b"old");
    }
}
