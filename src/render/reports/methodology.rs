//! How the record is kept, as far as the program itself decides it: the words of precision, and what
//! the facts rest on.
//!
//! The table of words is the one from which every date is worded, and its examples are worded by it.
//! Facts are counted as the pages count their own.

use tera::Value;

use crate::model::UrlPath;
use crate::render::cards::Cards;
use crate::render::citations::support_view;
use crate::render::view::{list, map, optional};
use crate::resolve::Site;
use crate::resolve::origins::{Support, support_by_kind};
use crate::when::VOCABULARY;

/// Makes the table of what facts rest on, by kind in the order of the menu, and for all of them.
pub(super) fn standing(site: &Site) -> Value {
    let by_kind = support_by_kind(site);
    let all = by_kind
        .values()
        .copied()
        .fold(Support::default(), Support::with);
    let mut kinds: Vec<_> = by_kind.into_iter().collect();
    kinds.sort_by_key(|(id, _)| (site.schema.kind(*id).menu.unwrap_or(u32::MAX), *id));
    map([
        (
            "kinds",
            list(kinds.into_iter().map(|(id, support)| {
                let address = site.routes.lists.get(&id);
                map([
                    ("label", site.schema.kind(id).plural.as_str().into()),
                    ("url", optional(address.map(UrlPath::encoded))),
                    ("support", support_view(support)),
                ])
            })),
        ),
        ("all", support_view(all)),
    ])
}

/// Makes the policy for names on maps: in words, the waters with all their names, the places that maps name.
pub(super) fn toponyms(site: &Site, cards: &Cards) -> Value {
    let toponyms = &site.rules.toponyms;
    let waters = toponyms.waters.iter().map(|water| {
        map([
            ("called", water.names.join(" / ").into()),
            (
                "sources",
                list(site.named(&water.sources).map(|id| cards.get(id))),
            ),
        ])
    });
    let places = toponyms.places.iter().filter_map(|named| {
        let mut kinds = site.schema.placed();
        kinds.find_map(|kind| site.find(kind, &named.written))
    });
    map([
        ("policy", toponyms.policy.as_str().into()),
        ("waters", list(waters)),
        ("named", list(places.map(|id| cards.get(id)))),
    ])
}

/// Makes the table of the words that say how well a date is known.
pub(super) fn words() -> Value {
    list(VOCABULARY.iter().map(|term| {
        map([
            ("words", term.words.into()),
            ("written", term.written.into()),
            ("example", term.example().into()),
            ("meaning", term.meaning.into()),
        ])
    }))
}
