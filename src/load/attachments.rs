//! Files that lie beside the briefs: pictures, and what a brief may link to.
//!
//! Only the first bytes of a picture are read, for its size; `emit` copies the rest.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use imagesize::{Compression, ImageType};

use super::files::{self, Found};
use super::{Changes, Inputs};
use crate::diagnostics::{Code, Diagnostics};
use crate::text::Texts;

/// A file beside the briefs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Where it lies.
    pub disk: PathBuf,
    /// Its width and height in pixels, if it is a picture that browsers show.
    pub size: Option<(usize, usize)>,
}

/// The endings of files that are copied because a brief links to them; none of them runs a script.
pub const ATTACHED: &[&str] = &[
    "jpg", "jpeg", "png", "webp", "avif", "gif", "pdf", "csv", "txt", "json", "zip",
];

/// Tells whether a file of this name may be copied into the site.
#[must_use]
pub fn is_attached(path: &str) -> bool {
    let ending = path
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_lowercase());
    ending.is_some_and(|ending| ATTACHED.contains(&ending.as_str()))
}

/// Returns the width and height of a picture that browsers show, if the file is what its name says.
///
/// A file that only begins like a picture could be a page of its own, with scripts that no policy
/// holds back, and so the name must fit as well.
fn picture_size(path: &str, disk: &Path) -> Option<(usize, usize)> {
    let mut reader = BufReader::new(File::open(disk).ok()?);
    let kind = imagesize::reader_type(&mut reader).ok()?;
    let (_, ending) = path.rsplit_once('.')?;
    let fits = match ending.to_lowercase().as_str() {
        "jpg" | "jpeg" => matches!(kind, ImageType::Jpeg),
        "png" => matches!(kind, ImageType::Png),
        "gif" => matches!(kind, ImageType::Gif),
        "webp" => matches!(kind, ImageType::Webp),
        "avif" => matches!(kind, ImageType::Heif(Compression::Av1)),
        _ => false,
    };
    let size = kind.reader_size(&mut reader).ok().filter(|_| fits)?;
    Some((size.width, size.height))
}

/// Reads what is to be known of a file beside the briefs, with its path below `content/`.
pub(super) fn read(found: &Found, earlier: Option<(&Inputs, &Changes)>) -> (String, Attachment) {
    let path = super::below(&found.path, "content/").to_owned();
    if let Some((earlier, Changes::Files(changed))) = earlier
        && let Some(known) = earlier.attachments.get(&path)
        && !changed.contains(&found.path)
    {
        return (path, known.clone());
    }
    let size = picture_size(&path, &found.disk);
    let disk = found.disk.clone();
    (path, Attachment { disk, size })
}

/// Reports the files whose names end almost as those of entries do, which nothing would read.
pub(super) fn without_misnamed(
    mut files: Vec<Arc<Found>>,
    texts: &mut Texts,
    diagnostics: &mut Diagnostics,
) -> Vec<Arc<Found>> {
    files.retain(|found| {
        let ending = found.path.rsplit_once('.').map_or("", |(_, ending)| ending);
        let meant = match ending.to_lowercase().as_str() {
            "md" | "markdown" => "md",
            "yaml" | "yml" => "yaml",
            _ => return true,
        };
        files::report(
            Code::StrayFile,
            &found.path,
            format!("a file with the ending `.{ending}` is not read"),
            &format!("rename it so that it ends in `.{meant}`"),
            texts,
            diagnostics,
        );
        false
    });
    files
}
