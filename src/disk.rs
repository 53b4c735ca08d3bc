//! What a disk says when it refuses, in plain words, and what to do about it.
//!
//! For whoever sits in front of the terminal: systems word these things for programmers, each in its
//! own way and with a number.

use std::io::{Error, ErrorKind};

/// Says why a call failed.
#[must_use]
pub fn reason(error: &Error) -> String {
    let words = match error.kind() {
        ErrorKind::StorageFull => "the disk is full",
        ErrorKind::QuotaExceeded => "your part of the disk is full",
        ErrorKind::ReadOnlyFilesystem => "this disk can be read, but not written to",
        ErrorKind::PermissionDenied => "you do not have the permission",
        ErrorKind::NotFound => "it is not there",
        ErrorKind::AlreadyExists => "it is there already",
        ErrorKind::NotADirectory => "something on the way there is a file, not a folder",
        ErrorKind::IsADirectory => "it is a folder, not a file",
        // The system's own kinds are open-ended, and so are their words.
        _ => return error.to_string(),
    };
    words.to_owned()
}

/// Says what to do before another attempt.
#[must_use]
pub fn way_out(error: &Error) -> &'static str {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "delete something to make room",
        ErrorKind::ReadOnlyFilesystem => "choose a folder on another disk",
        ErrorKind::PermissionDenied => "ask its owner for the permission, or choose another folder",
        ErrorKind::AlreadyExists => "move it out of the way",
        ErrorKind::NotADirectory | ErrorKind::IsADirectory => "choose another name",
        // The cause is named; nobody knows more.
        _ => "remove the cause",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_happens_often_is_said_without_numbers() {
        for kind in [
            ErrorKind::StorageFull,
            ErrorKind::ReadOnlyFilesystem,
            ErrorKind::PermissionDenied,
        ] {
            let error = Error::from(kind);
            assert_ne!(reason(&error), error.to_string());
            assert_ne!(way_out(&error), "remove the cause");
        }
        let other = Error::other("the moon is full");
        assert_eq!(reason(&other), "the moon is full");
    }
}
