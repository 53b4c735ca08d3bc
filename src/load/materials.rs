//! Private source texts, and the file of their fingerprints.
//!
//! The folder is no part of the site: nothing of it gets a page or is copied, and no link leads there.
//! Its texts are read so that words taken from them can be found in briefs.

use std::sync::Arc;

use super::files::Found;
use super::texts::read_texts;
use super::{Changes, Inputs, below};
use crate::diagnostics::Diagnostics;
use crate::text::TextId;

/// The folder of private source texts.
const MATERIAL: &str = "content/_material/";
/// The fingerprints of source texts.
pub const FINGERPRINTS: &str = "content/_fingerprints.txt";

/// What is known of the texts that a site draws on.
#[derive(Debug, Default, Clone)]
pub struct Materials {
    /// The private texts at hand, each with its name: the file's path in the folder, without ending.
    pub texts: Vec<(String, TextId)>,
    /// The text of the file of fingerprints, if there is one.
    pub fingerprints: Option<TextId>,
}

/// Reads the private texts and the file of fingerprints.
pub(super) fn read(
    content: &[Arc<Found>],
    earlier: Option<(&Inputs, &Changes)>,
    inputs: &mut Inputs,
    diagnostics: &mut Diagnostics,
) {
    let to_read: Vec<Arc<Found>> = content
        .iter()
        .filter(|found| found.path == FINGERPRINTS || name_of(&found.path).is_some())
        .cloned()
        .collect();
    if to_read.is_empty() {
        return;
    }
    let read = read_texts(&to_read, earlier, inputs, diagnostics);
    for (found, text) in to_read.iter().zip(read) {
        match (text, name_of(&found.path)) {
            (Some(text), Some(name)) => inputs.materials.texts.push((name.to_owned(), text)),
            (Some(text), None) => inputs.materials.fingerprints = Some(text),
            (None, _) => {}
        }
    }
}

/// Returns the name of a private text; `None` for any other file.
fn name_of(path: &str) -> Option<&str> {
    let name = path.starts_with(MATERIAL).then(|| below(path, MATERIAL))?;
    let (name, ending) = name.rsplit_once('.')?;
    matches!(ending.to_lowercase().as_str(), "txt" | "md").then_some(name)
}
