//! The corrections of one entry: for its page, and for the page's head.

use tera::Value;

use super::values::{Page, date_view};
use super::view::{list, map};
use crate::resolve::corrections::corrections;

/// Makes the corrections of the page's entry, newest first.
pub(super) fn corrections_view(page: &Page) -> Value {
    let found = corrections(page.id, page.site);
    list(found.into_iter().map(|correction| {
        let listed = correction.source.filter(|it| page.numbers.contains_key(it));
        let sources = listed.map(|source| page.citation(source));
        map([
            ("id", correction.anchor.into()),
            ("date", date_view(correction.date, page.site)),
            ("was", correction.was.into()),
            ("now", correction.now.into()),
            ("sources", list(sources)),
        ])
    }))
}
