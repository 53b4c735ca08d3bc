//! What changes in a file, as a unified diff.

use similar::TextDiff;

use crate::scaffold::Change;

/// Writes what would change in a file as a unified diff.
pub(super) fn difference(change: &Change) -> String {
    let before = change.before.as_deref().unwrap_or_default();
    let diff = TextDiff::from_lines(before, &change.after);
    let old = if change.before.is_some() {
        format!("a/{}", change.old_path())
    } else {
        "/dev/null".to_owned()
    };
    let new = format!("b/{}", change.path);
    let moved = change.moved_from.as_deref();
    let moved = moved.map_or_else(String::new, |from| {
        format!("rename from {from}\nrename to {}\n", change.path)
    });
    format!("{moved}{}", diff.unified_diff().header(&old, &new))
}
