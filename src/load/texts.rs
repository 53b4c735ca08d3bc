//! Texts from disk, in parallel: within the size that is read, in UTF-8, without control characters.
//!
//! A file that an earlier run has read is read again only if something says that it changed.

use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::sync::Arc;
use std::time::SystemTime;

use rayon::prelude::*;

use super::files::{self, Found};
use super::{Changes, Inputs};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::disk;
use crate::text::{Span, TextId, Texts, find_control_character};

/// The largest text that is read, in bytes.
const MAX_TEXT: u64 = 8 << 20;

/// What a file system says of a file that changes with every writing, as far as it can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Stamp {
    size: u64,
    modified: Option<SystemTime>,
}

impl Stamp {
    pub(super) fn of(metadata: &Metadata) -> Self {
        Self {
            size: metadata.len(),
            modified: metadata.modified().ok(),
        }
    }
}

/// What became of one file.
enum Reading {
    /// It is as the earlier run read it.
    Same(TextId, Stamp),
    /// It was read.
    New(String, Stamp),
    /// It cannot be used.
    Fault(Code, String, &'static str),
}

/// Reads files in parallel and gives each its text, in the order given.
///
/// A file that cannot be used is reported and yields `None`; it still gets a text, for its path.
pub(super) fn read_texts(
    files: &[Arc<Found>],
    earlier: Option<(&Inputs, &Changes)>,
    inputs: &mut Inputs,
    diagnostics: &mut Diagnostics,
) -> Vec<Option<TextId>> {
    let read: Vec<Reading> = files
        .par_iter()
        .map(|found| {
            let same = earlier.and_then(|(earlier, changes)| unchanged(found, earlier, changes));
            same.unwrap_or_else(|| read_text(found))
        })
        .collect();
    files
        .iter()
        .zip(read)
        .map(|(found, reading)| {
            let (text, stamp) = match reading {
                Reading::Same(text, stamp) => (text, stamp),
                Reading::New(content, stamp) => {
                    let control = find_control_character(&content);
                    let text = put(&found.path, content, earlier, &mut inputs.texts);
                    if let Some((offset, character)) = control {
                        diagnostics.push(control_character(text, offset, character));
                        return None;
                    }
                    (text, stamp)
                }
                Reading::Fault(code, message, help) => {
                    let texts = &mut inputs.texts;
                    files::report(code, &found.path, message, help, texts, diagnostics);
                    return None;
                }
            };
            inputs.read.insert(found.path.clone(), (text, stamp));
            Some(text)
        })
        .collect()
}

/// Returns the text of a file that has not changed since the earlier run.
fn unchanged(found: &Found, earlier: &Inputs, changes: &Changes) -> Option<Reading> {
    let (text, stamp) = *earlier.read.get(&found.path)?;
    let same = match changes {
        Changes::Files(paths) => !paths.contains(&found.path),
        Changes::Unknown => {
            fs::metadata(&found.disk).is_ok_and(|metadata| Stamp::of(&metadata) == stamp)
        }
    };
    same.then_some(Reading::Same(text, stamp))
}

/// Adds a text, or puts it in the place of the one that the earlier run read from the same file.
fn put(
    path: &str,
    content: String,
    earlier: Option<(&Inputs, &Changes)>,
    texts: &mut Texts,
) -> TextId {
    match earlier.and_then(|(earlier, _)| earlier.read.get(path)) {
        // Somebody saved it as it was: what was made of it is still good.
        Some((text, _)) if texts.get(*text).content == content => *text,
        Some((text, _)) => {
            texts.replace(*text, content);
            *text
        }
        None => texts.add(path, content),
    }
}

fn control_character(text: TextId, offset: usize, character: char) -> Diagnostic {
    let span = Span::new(text, offset, offset + character.len_utf8());
    let message = format!(
        "the invisible control character U+{:04X} stands here",
        u32::from(character)
    );
    Diagnostic::new(Code::ControlCharacter, span, message)
        .help("delete it; it often comes from a copy out of a PDF or a word processor")
}

fn read_text(found: &Found) -> Reading {
    let (bytes, stamp) = match read_bytes(found) {
        Ok(read) => read,
        Err(error) => {
            let message = format!("this file cannot be read: {}", disk::reason(&error));
            return Reading::Fault(Code::Unreadable, message, "check that you may read it");
        }
    };
    if stamp.size > MAX_TEXT {
        let message = format!(
            "this text has {} MB; the most that is read is {} MB",
            stamp.size >> 20,
            MAX_TEXT >> 20
        );
        return Reading::Fault(Code::TooLarge, message, "split it into several files");
    }
    match String::from_utf8(bytes) {
        Ok(content) => Reading::New(content, stamp),
        Err(error) => {
            let offset = error.utf8_error().valid_up_to();
            let before = String::from_utf8_lossy(&error.as_bytes()[..offset]);
            let line = before.matches('\n').count() + 1;
            let message =
                format!("this file is not UTF-8: the first byte that is not stands in line {line}");
            Reading::Fault(
                Code::NotUtf8,
                message,
                "save it again with the encoding UTF-8",
            )
        }
    }
}

/// Reads a file with its stamp; only the stamp where the file is too large.
fn read_bytes(found: &Found) -> io::Result<(Vec<u8>, Stamp)> {
    let mut file = File::open(&found.disk)?;
    // The stamp is taken first: a file that changes while it is read then looks changed afterwards.
    let stamp = Stamp::of(&file.metadata()?);
    let mut bytes = Vec::new();
    if stamp.size <= MAX_TEXT {
        bytes.reserve_exact(usize::try_from(stamp.size).unwrap_or_default() + 1);
        file.read_to_end(&mut bytes)?;
    }
    Ok((bytes, stamp))
}
