//! What reference managers such as Zotero read on a page: tags in its head, and items in its text.
//!
//! The tags are those of Highwire Press, which scholarly search engines read as well. An item is a
//! `ContextObject` in a span (`COinS`): an `OpenURL` query that no reader sees. Neither says what is not known.

use tera::Value as View;

use super::cards::role_text;
use super::cite::Work;
use super::view::map;
use crate::model::{Value, preferred};
use crate::resolve::{EntryId, Site};
use crate::schema::Role;
use crate::text::percent_encode;

/// What is known of a work that an item describes; what is not known is empty.
pub(super) struct Item<'a> {
    pub(super) title: &'a str,
    /// The work of which it is a part.
    pub(super) whole: &'a str,
    pub(super) publisher: &'a str,
    pub(super) date: Option<String>,
    pub(super) address: Option<&'a str>,
    pub(super) authors: Vec<&'a str>,
    pub(super) language: &'a str,
}

/// Writes an item as a query; an attribute has still to escape it.
pub(super) fn coins(item: &Item) -> String {
    let mut query = "ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Adc".to_owned();
    let mut say = |name: &str, value: &str| {
        if !value.is_empty() {
            query.push_str("&rft.");
            query.push_str(name);
            query.push('=');
            query.push_str(&percent_encode(value));
        }
    };
    // The form for Dublin Core takes the type in the words of Zotero.
    let form = if item.address.is_some() {
        "webpage"
    } else {
        "document"
    };
    say("type", form);
    say("title", item.title);
    say("source", item.whole);
    for author in &item.authors {
        say("au", author);
    }
    say("publisher", item.publisher);
    say("date", item.date.as_deref().unwrap_or_default());
    say("identifier", item.address.unwrap_or_default());
    say("language", item.language);
    query
}

/// Writes the item of a source.
pub(super) fn coins_of(source: EntryId, site: &Site) -> String {
    let (entry, kind) = (site.entry(source), site.kind_of(source));
    let values = |role: Role| kind.roles.get(role).map(|path| entry.values(path));
    let first = |role: Role| Some(preferred(&values(role)?.first()?.value));
    let authors = values(Role::Authored).unwrap_or_default();
    let language = role_text(source, Role::Language, site);
    coins(&Item {
        title: &entry.title,
        whole: "",
        publisher: role_text(source, Role::Issued, site),
        date: first(Role::Released).and_then(|value| value.date()?.iso()),
        address: first(Role::Addressed).and_then(|value| match value {
            Value::Url(address) => Some(address.as_str()),
            _ => None,
        }),
        authors: authors
            .iter()
            .filter_map(|item| preferred(&item.value).words())
            .collect(),
        language: if language.is_empty() {
            &site.config.language
        } else {
            language
        },
    })
}

/// Lists the tags for the head of a page, each with its name and content.
pub(super) fn tags(work: &Work) -> Vec<View> {
    let day = work.published.map(|day| day.format("%Y/%m/%d").to_string());
    let known = [
        ("citation_title", Some(work.title)),
        ("citation_publication_date", day.as_deref()),
        ("citation_publisher", work.publisher),
        ("citation_public_url", work.address.as_deref()),
        ("citation_language", Some(work.language)),
        // Without it Zotero takes every page with these tags for an article in a journal.
        ("z:itemType", Some("webpage")),
    ];
    let known = known.into_iter();
    known
        .filter_map(|(name, content)| {
            Some(map([("name", name.into()), ("content", content?.into())]))
        })
        .collect()
}
