//! A finished file of the site, on its way from `render` to whoever takes it.
//!
//! `render` yields these one by one, `emit` writes them and `serve` answers from them. Nothing here
//! reads or writes a disk.

use std::path::PathBuf;

/// One file of the finished site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// The path below the output folder, with forward slashes and without `..`.
    pub path: String,
    /// What the file holds.
    pub content: Content,
}

/// Where the bytes of an [`Output`] come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// These bytes.
    Bytes(Vec<u8>),
    /// The bytes of a file on disk, such as an image, which `load` has checked.
    Copy(PathBuf),
}
