//! Texts from disk, in parallel: within the size that is read, in UTF-8, without control characters.

use rayon::prelude::*;

use super::files::{self, Found};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::text::{Span, TextId, Texts, find_control_character};

/// The largest text that is read, in bytes.
const MAX_TEXT: u64 = 8 << 20;

/// Reads files in parallel and adds them to the texts in the order given.
///
/// A file that cannot be used is reported and yields `None`; it still gets a text, for its path.
pub(super) fn read_texts(
    files: Vec<Found>,
    texts: &mut Texts,
    diagnostics: &mut Diagnostics,
) -> Vec<Option<TextId>> {
    let read: Vec<_> = files
        .par_iter()
        .map(|found| read_text(found).map(checked))
        .collect();
    files
        .into_iter()
        .zip(read)
        .map(|(found, read)| match read {
            Ok((content, control)) => {
                let text = texts.add(found.path, content);
                let Some((offset, character)) = control else {
                    return Some(text);
                };
                let span = Span::new(text, offset, offset + character.len_utf8());
                diagnostics.push(
                    Diagnostic::new(
                        Code::ControlCharacter,
                        span,
                        format!(
                            "the invisible control character U+{:04X} stands here",
                            u32::from(character)
                        ),
                    )
                    .help("delete it; it often comes from a copy out of a PDF or a word processor"),
                );
                None
            }
            Err((code, message, help)) => {
                files::report(code, &found.path, message, help, texts, diagnostics);
                None
            }
        })
        .collect()
}

/// Goes along with a text: its first control character, if it has one.
fn checked(content: String) -> (String, Option<(usize, char)>) {
    let control = find_control_character(&content);
    (content, control)
}

fn read_text(found: &Found) -> Result<String, (Code, String, &'static str)> {
    if found.size > MAX_TEXT {
        let message = format!(
            "this text has {} MB; the most that is read is {} MB",
            found.size >> 20,
            MAX_TEXT >> 20
        );
        return Err((Code::TooLarge, message, "split it into several files"));
    }
    let bytes = std::fs::read(&found.disk).map_err(|error| {
        let message = format!("this file cannot be read: {error}");
        (Code::Unreadable, message, "check that you may read it")
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(&error.as_bytes()[..offset]);
        let line = before.matches('\n').count() + 1;
        let message =
            format!("this file is not UTF-8: the first byte that is not stands in line {line}");
        (
            Code::NotUtf8,
            message,
            "save it again with the encoding UTF-8",
        )
    })
}
