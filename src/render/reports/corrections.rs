//! What was wrong on the pages of the record, newest correction first.

use tera::Value;

use crate::render::cards::Cards;
use crate::render::values::date_view;
use crate::render::view::{list, map};
use crate::resolve::Site;
use crate::resolve::corrections::all_corrections;
use crate::resolve::routes::CORRECTIONS;

/// Makes what the page of corrections shows.
pub(super) fn corrections(name: &'static str, site: &Site, cards: &Cards) -> Value {
    let found = all_corrections(site);
    let feed = site.config.url.as_ref().map(|_| Value::from(CORRECTIONS));
    map([
        ("name", name.into()),
        ("total", found.len().into()),
        ("feed", feed.unwrap_or_else(Value::none)),
        (
            "items",
            list(found.into_iter().map(|(id, correction)| {
                map([
                    ("card", cards.get(id)),
                    ("id", correction.anchor.into()),
                    ("date", date_view(correction.date, site)),
                    ("was", correction.was.into()),
                    ("now", correction.now.into()),
                    ("source", cards.maybe(correction.source)),
                ])
            })),
        ),
    ])
}
