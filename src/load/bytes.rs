//! The bytes of a file that goes into the site as it is, for what holds it within itself.
//!
//! `emit` copies such files and never needs their bytes.

use std::borrow::Cow;
use std::fs;
use std::path::Path;

use super::{Attachment, Static};
use crate::disk;

impl Static {
    /// Reads the file.
    ///
    /// # Errors
    ///
    /// Says in a sentence why it cannot be read.
    pub fn read(&self) -> Result<Cow<'static, [u8]>, String> {
        match self {
            Self::Embedded(bytes) => Ok(Cow::Borrowed(bytes)),
            Self::Disk(path) => read(path).map(Cow::Owned),
        }
    }
}

impl Attachment {
    /// Reads the file.
    ///
    /// # Errors
    ///
    /// Says in a sentence why it cannot be read.
    pub fn read(&self) -> Result<Vec<u8>, String> {
        read(&self.disk)
    }
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| {
        let reason = disk::reason(&error);
        format!("{} cannot be read: {reason}", path.display())
    })
}
