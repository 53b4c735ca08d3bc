//! The fingerprints of a site's private source texts: reads the texts, writes the file.

use super::{BuildError, Options};
use crate::check;
use crate::diagnostics::Diagnostics;
use crate::emit;
use crate::load::{self, Inputs};

/// What became of the fingerprints of a site's source texts.
#[derive(Debug)]
pub struct Fingerprinted {
    /// What was read; its texts are for printing the diagnostics.
    pub inputs: Inputs,
    /// What was found wrong while reading; with an error in it, nothing was written.
    pub diagnostics: Diagnostics,
    /// How many source texts are at hand.
    pub texts: usize,
    /// Whether the file was written anew; not so where it says the same already.
    pub written: bool,
}

/// Writes the fingerprints of the source texts at hand to `content/_fingerprints.txt`; those of texts
/// that are not at hand stay.
///
/// # Errors
///
/// Fails if the folder holds no site, or if the file cannot be written.
pub fn fingerprint(options: &Options) -> Result<Fingerprinted, BuildError> {
    let mut diagnostics = Diagnostics::default();
    let inputs = load::load(&options.site, None, &mut diagnostics).map_err(BuildError::NotASite)?;
    let mut written = false;
    if let Some(text) = check::fingerprints(&inputs)
        && !diagnostics.has_errors()
    {
        let before = inputs.materials.fingerprints;
        let before = before.map(|id| &inputs.texts.get(id).content);
        if before != Some(&text) {
            let file = options.site.join(load::FINGERPRINTS);
            emit::replace(&file, text.as_bytes()).map_err(BuildError::Emit)?;
            written = true;
        }
    }
    Ok(Fingerprinted {
        texts: inputs.materials.texts.len(),
        inputs,
        diagnostics,
        written,
    })
}
