//! The few motions by which `emit` changes a disk.
//!
//! A file is written under a name that nobody else uses and comes to its own by a rename, so that
//! whoever looks finds the old bytes or the new ones. Which file goes where is decided elsewhere.

use std::fs::{self, File};
use std::io::{self, BufRead, ErrorKind, Write};
use std::path::Path;

use super::EmitError;
use super::manifest::TEMPORARY;

/// Writes a new file; returns its size.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<u64, EmitError> {
    create_new(path)
        .and_then(|mut file| file.write_all(bytes))
        .map_err(|error| EmitError::failed("write", path, error))?;
    Ok(bytes.len() as u64)
}

/// Writes a new file and waits until the disk has it.
///
/// A page that a power cut spoils is made again; a marker that it spoils would lock us out.
pub(super) fn write_synced(path: &Path, bytes: &[u8]) -> Result<(), EmitError> {
    create_new(path)
        .and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()
        })
        .map_err(|error| EmitError::failed("write", path, error))
}

/// Copies a file's bytes, but not its permissions, to a new file; returns its size.
pub(super) fn copy(source: &Path, path: &Path) -> Result<u64, EmitError> {
    let mut original =
        File::open(source).map_err(|error| EmitError::failed("read", source, error))?;
    create_new(path)
        .and_then(|mut file| io::copy(&mut original, &mut file))
        .map_err(|error| EmitError::failed("write", path, error))
}

/// Moves a finished file to its place, over whatever file or link is there.
pub(super) fn move_into(waiting: &Path, place: &Path) -> Result<(), EmitError> {
    match fs::rename(waiting, place) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::CrossesDevices => copy_into(waiting, place),
        Err(error) => Err(EmitError::failed("write", place, error)),
    }
}

/// Does what [`move_into`] does where the two folders lie on different devices.
fn copy_into(waiting: &Path, place: &Path) -> Result<(), EmitError> {
    let temporary = place.with_file_name(TEMPORARY);
    match fs::remove_file(&temporary) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(EmitError::failed("delete", &temporary, error)),
    }
    copy(waiting, &temporary)?;
    fs::rename(&temporary, place).map_err(|error| EmitError::failed("write", place, error))
}

/// Gives a file new bytes at once: whoever looks finds the old ones or the new ones.
///
/// # Errors
///
/// Fails where the file or its folder cannot be written; the old bytes are then still there.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), EmitError> {
    let temporary = path.with_file_name(TEMPORARY);
    match fs::remove_file(&temporary) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(EmitError::failed("delete", &temporary, error)),
    }
    write_synced(&temporary, bytes)?;
    fs::rename(&temporary, path).map_err(|error| EmitError::failed("write", path, error))
}

/// Makes a folder and those above it.
pub(super) fn create_folder(path: &Path) -> Result<(), EmitError> {
    fs::create_dir_all(path).map_err(|error| EmitError::failed("make the folder", path, error))
}

/// Removes a folder with all that it holds, if it exists; a link in it goes, not what it points to.
pub(super) fn remove_tree(path: &Path) -> Result<(), EmitError> {
    match fs::remove_dir_all(path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(EmitError::failed("delete", path, error)),
    }
}

/// Compares two streams to their ends.
pub(super) fn same_bytes(mut left: impl BufRead, mut right: impl BufRead) -> io::Result<bool> {
    loop {
        let (left_bytes, right_bytes) = (left.fill_buf()?, right.fill_buf()?);
        let shared = left_bytes.len().min(right_bytes.len());
        if shared == 0 {
            return Ok(left_bytes.len() == right_bytes.len());
        }
        if left_bytes[..shared] != right_bytes[..shared] {
            return Ok(false);
        }
        left.consume(shared);
        right.consume(shared);
    }
}

/// Opens a file that must not exist yet; makes its folder only when it turns out to be missing.
fn create_new(path: &Path) -> io::Result<File> {
    match File::create_new(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            File::create_new(path)
        }
        result => result,
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    #[test]
    fn streams_are_compared_however_they_are_cut() {
        let long: Vec<u8> = (0..100_u8).collect();
        let cut = |bytes: &'static [u8]| BufReader::with_capacity(3, bytes);
        assert!(same_bytes(cut(b""), &b""[..]).expect("memory"));
        assert!(same_bytes(cut(b"abcdefg"), &b"abcdefg"[..]).expect("memory"));
        assert!(!same_bytes(cut(b"abcdefg"), &b"abcdefG"[..]).expect("memory"));
        assert!(!same_bytes(cut(b"abcdef"), &b"abcdefg"[..]).expect("memory"));
        let thirds = BufReader::with_capacity(7, long.as_slice());
        assert!(same_bytes(thirds, BufReader::with_capacity(5, long.as_slice())).expect("memory"));
    }

    #[test]
    fn a_copy_across_devices_replaces_and_leaves_no_trace() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (waiting, place) = (folder.path().join("0"), folder.path().join("a.html"));
        let leftover = folder.path().join(TEMPORARY);
        fs::write(&waiting, "new").expect("write");
        fs::write(&place, "old").expect("write");
        fs::write(&leftover, "of a crash, and longer").expect("write");
        copy_into(&waiting, &place).expect("nothing is in the way");
        assert_eq!(fs::read(&place).expect("read"), b"new");
        assert!(!leftover.exists());
    }

    #[cfg(unix)]
    #[test]
    fn a_copy_across_devices_never_writes_through_a_link() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (waiting, elsewhere) = (folder.path().join("0"), folder.path().join("elsewhere"));
        fs::write(&waiting, "new").expect("write");
        fs::write(&elsewhere, "precious").expect("write");
        std::os::unix::fs::symlink(&elsewhere, folder.path().join(TEMPORARY)).expect("link");
        copy_into(&waiting, &folder.path().join("a.html")).expect("nothing is in the way");
        assert_eq!(fs::read(&elsewhere).expect("read"), b"precious");
    }
}
