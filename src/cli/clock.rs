//! What counts as now. Only `new`, which dates a brief, and `check --today` ask for it.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, Utc};

use super::site;

/// Reads the clock, or the moment that `SOURCE_DATE_EPOCH` puts in its place.
///
/// # Errors
///
/// Returns a sentence if neither can be read.
pub(super) fn now() -> Result<DateTime<Utc>, String> {
    if let Some(instant) = site::source_instant()? {
        return Ok(instant);
    }
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|since| i64::try_from(since.as_secs()).ok());
    seconds
        .and_then(|seconds| DateTime::from_timestamp(seconds, 0))
        .ok_or_else(|| "the clock of this computer is wrong; set it".to_owned())
}
