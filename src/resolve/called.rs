//! What an entry was called when: whether a name was in use on a day, and the time of its use in words.
//!
//! In: entries with the times of their names. Out: answers, for references, for the page that offers
//! the choice, and for `check`. Nothing is certain of a time that is not given.

use crate::model::{Designation, Entry, Folded};
use crate::when::When;

/// Returns the uses of a name for an entry.
pub fn uses<'a>(entry: &'a Entry, name: &'a Folded) -> impl Iterator<Item = &'a Designation> {
    let used = entry.designations.iter();
    used.filter(move |used| used.folded == *name)
}

/// Tells whether an entry that has a name may have been called so on a day, as far as its times say.
///
/// A name that stands elsewhere too (as key, title or alias) is of any time, and a day that is not known
/// tells nothing.
#[must_use]
pub fn may_be_called(entry: &Entry, name: &Folded, when: Option<&When>) -> bool {
    let Some(when) = when.filter(|_| !is_timeless(entry, name)) else {
        return true;
    };
    uses(entry, name).any(|used| {
        let in_use = when.is_between(used.from.as_ref(), used.to.as_ref());
        in_use.is_possible()
    })
}

/// Tells whether an entry has a name apart from the times of its use.
#[must_use]
pub fn is_timeless(entry: &Entry, name: &Folded) -> bool {
    let is_it = |words: &str| Folded::new(words) == *name;
    uses(entry, name).next().is_none()
        || is_it(entry.key.as_str())
        || is_it(&entry.title)
        || entry.aliases.iter().any(|(alias, _)| is_it(alias))
}

/// Returns the times of a name for an entry in words: `from May 2017`; none where none is given.
#[must_use]
pub fn when_called(entry: &Entry, name: &Folded) -> Option<String> {
    let times: Vec<String> = uses(entry, name).filter_map(time).collect();
    (!times.is_empty()).then(|| times.join("; "))
}

/// Returns the time of the use of a name in words.
#[must_use]
pub fn time(used: &Designation) -> Option<String> {
    match (&used.from, &used.to) {
        (None, None) => None,
        (Some(from), None) => Some(format!("from {}", from.long())),
        (None, Some(to)) => Some(format!("until {}", to.long())),
        (Some(from), Some(to)) => Some(format!("from {} to {}", from.long(), to.long())),
    }
}
