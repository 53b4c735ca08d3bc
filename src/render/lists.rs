//! The list of each kind: events by year, newest first; people, places and the rest by initial.

use std::collections::BTreeMap;

use tera::Value;

use super::cards::Cards;
use super::page::{Head, count_words, page_view};
use super::relations::newest_first;
use super::view::{list, map};
use crate::model::UrlPath;
use crate::resolve::routes::{CHRONOLOGY, INDEX};
use crate::resolve::{EntryId, Site};
use crate::schema::{Kind, KindId};

/// The most events that a list shows; the rest stand in the chronology.
const SHOWN: usize = 500;

/// Makes the view of a kind, as `kind` in templates.
pub(super) fn kind_view(id: KindId, site: &Site) -> Value {
    let kind = site.schema.kind(id);
    let url = site.routes.lists.get(&id).map(UrlPath::encoded);
    map([
        ("name", kind.name.as_str().into()),
        ("label", kind.label.as_str().into()),
        ("plural", kind.plural.as_str().into()),
        ("url", url.unwrap_or_default().into()),
        (
            "mark",
            kind.mark.map_or("", crate::schema::Mark::word).into(),
        ),
        ("dated", kind.is_dated().into()),
    ])
}

/// Makes the context of a kind's list page.
pub(super) fn list_page(
    id: KindId,
    address: &UrlPath,
    site: &Site,
    cards: &Cards,
) -> Vec<(&'static str, Value)> {
    let kind = site.schema.kind(id);
    let mut ids: Vec<EntryId> = site
        .ids()
        .filter(|entry| site.entry(*entry).kind == id)
        .collect();
    let total = ids.len();
    if kind.is_dated() {
        ids.sort_by_cached_key(|id| newest_first(*id, site));
        ids.truncate(SHOWN);
    } else {
        ids.sort_by_cached_key(|id| (crate::model::Folded::new(&site.entry(*id).title), *id));
    }
    let description = format!("{} in this record.", count_words(total, kind));
    let head = Head {
        form: "list",
        title: &kind.plural,
        description: &description,
        address,
        section: &kind.name,
        crumbs: vec![
            ("Home".to_owned(), Some(UrlPath::page("", INDEX).encoded())),
            (kind.plural.clone(), None),
        ],
        root: None,
    };
    let more = if total > ids.len() {
        map([
            (
                "text",
                format!("The newest {SHOWN} are listed here; the chronology has them all.").into(),
            ),
            ("url", UrlPath::page(CHRONOLOGY, INDEX).encoded().into()),
        ])
    } else {
        Value::none()
    };
    vec![
        ("page", page_view(head, site)),
        ("kind", kind_view(id, site)),
        ("groups", groups(&ids, kind, site, cards)),
        ("total", total.into()),
        ("more", more),
    ]
}

fn groups(ids: &[EntryId], kind: &Kind, site: &Site, cards: &Cards) -> Value {
    let heading = |id: EntryId| {
        let entry = site.entry(id);
        if kind.is_dated() {
            let year = entry.when.as_ref().and_then(crate::when::When::year);
            year.map_or_else(|| "Year not known".to_owned(), |year| year.to_string())
        } else {
            initial(&entry.title)
        }
    };
    let mut groups: Vec<(String, Vec<EntryId>)> = Vec::new();
    for id in ids {
        let heading = heading(*id);
        match groups.last_mut() {
            Some((last, items)) if *last == heading => items.push(*id),
            _ => groups.push((heading, vec![*id])),
        }
    }
    // Names that sort apart may share an initial; the second group of a heading joins the first.
    let mut merged: Vec<(String, Vec<EntryId>)> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (heading, items) in groups {
        let place = *places.entry(heading.clone()).or_insert_with(|| {
            merged.push((heading, Vec::new()));
            merged.len() - 1
        });
        merged[place].1.extend(items);
    }
    list(
        merged
            .into_iter()
            .zip(1..)
            .map(|((heading, items), number)| {
                map([
                    ("id", format!("group-{number}").into()),
                    ("heading", heading.into()),
                    (
                        "items",
                        list(items.into_iter().map(|id| {
                            map([("card", cards.get(id)), ("uses", uses(id, site).into())])
                        })),
                    ),
                ])
            }),
    )
}

/// Returns the letter under which a title stands, or a sign for titles that begin with none.
fn initial(title: &str) -> String {
    match title.chars().find(|letter| letter.is_alphanumeric()) {
        Some(letter) if letter.is_alphabetic() => letter.to_uppercase().to_string(),
        _ => "0–9".to_owned(),
    }
}

/// Counts the entries that refer to an entry.
pub(super) fn uses(id: EntryId, site: &Site) -> usize {
    let mut from: Vec<EntryId> = site.incoming[id.0 as usize]
        .iter()
        .map(|edge| edge.from)
        .collect();
    from.sort();
    from.dedup();
    from.len()
}
