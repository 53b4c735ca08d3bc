//! The page of an entry: its card and all its fields, the clock, the sources by number, relations.
//!
//! Works for every kind alike; what a page shows, and in which order, its template decides.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use tera::Value;

use super::cards::Cards;
use super::markdown;
use super::relations::{backlinks, chain};
use super::values::{Page, anchor, fields_view, rows, zone_label};
use super::view::{extend, list, map, optional};
use crate::model::{Within, preferred};
use crate::resolve::{EntryId, Site};
use crate::schema::{FieldType, KindId, Role};
use crate::when::When;

/// The views of the fields of sources, which the pages that cite them share; each is made when the
/// first page asks for it.
///
/// They hold links, and so they suit the pages in folders only; a page of the top folder, of which
/// there are few, makes its own.
#[derive(Debug)]
pub(super) struct SourceFields {
    citable: BTreeSet<KindId>,
    views: Vec<OnceLock<Value>>,
}

/// The way back to the top folder from the pages that share the views of sources.
const SHARED_ROOT: &str = "../";

impl SourceFields {
    /// Makes room for the views of a site.
    pub(super) fn new(site: &Site) -> Self {
        let views = site.ids().map(|_| OnceLock::new()).collect();
        Self {
            citable: site.schema.citable(),
            views,
        }
    }

    /// Returns the view of the fields of a source on a page; none of what cannot be cited.
    fn of(&self, source: EntryId, page: &Page) -> Value {
        if !self.citable.contains(&page.site.entry(source).kind) {
            return Value::none();
        }
        let numbers = BTreeMap::new();
        let of_source = Page {
            id: source,
            numbers: if page.root == SHARED_ROOT {
                &numbers
            } else {
                page.numbers
            },
            ..*page
        };
        if page.root == SHARED_ROOT {
            let view = self.views[source.0 as usize].get_or_init(|| fields_of_page(&of_source));
            view.clone()
        } else {
            fields_of_page(&of_source)
        }
    }
}

fn fields_of_page(page: &Page) -> Value {
    let entry = page.site.entry(page.id);
    fields_view(&page.site.kind_of(page.id).fields, &entry.fields, page)
}

/// Lists the sources of an entry in the order of their numbers: those that it names, then those that
/// its facts and its body cite besides.
fn sources_of(id: EntryId, site: &Site) -> Vec<EntryId> {
    let entry = site.entry(id);
    let kind = site.kind_of(id);
    let cites = kind.roles.get(Role::Cites);
    let targets = &site.targets[id.0 as usize];
    let references = || entry.references.iter().zip(targets);
    let named = references().filter(|(reference, _)| {
        Some(&reference.path) == cites && reference.within == Within::Value
    });
    let by_facts = references().filter(|(reference, _)| match reference.within {
        Within::Source => true,
        Within::Speaker => false,
        // A source beside its fact, in a group; one in a field of its own is not cited by that.
        Within::Value if reference.path.0.len() == 1 => false,
        Within::Value => kind.cites_at(&reference.path),
    });
    let in_body = site.body_targets[id.0 as usize]
        .iter()
        .flat_map(|body| &body.citations);
    let mut sources: Vec<EntryId> = Vec::new();
    for target in named
        .chain(by_facts)
        .map(|(_, target)| target)
        .chain(in_body)
    {
        if let Some(source) = target
            && *source != id
            && !sources.contains(source)
        {
            sources.push(*source);
        }
    }
    sources
}

/// Makes what the template of an entry's page sees as `entry`.
pub(super) fn entry_view(
    id: EntryId,
    site: &Site,
    cards: &Cards,
    source_fields: &SourceFields,
) -> Value {
    let entry = site.entry(id);
    let kind = site.kind_of(id);
    let sources = sources_of(id, site);
    let numbers: BTreeMap<EntryId, usize> = sources.iter().copied().zip(1..).collect();
    let root = site.address(id).root();
    let page = Page {
        site,
        cards,
        id,
        root: &root,
        numbers: &numbers,
    };
    let fields = fields_view(&kind.fields, &entry.fields, &page);
    // The summary stands under the title, the sources in a list of their own.
    let elsewhere: Vec<&str> = [Role::Summary, Role::Cites]
        .into_iter()
        .filter_map(|role| Some(kind.field(kind.roles.get(role)?).name.as_str()))
        .collect();
    let rows = rows(&kind.fields, &fields, &elsewhere);
    let citations = sources.iter().map(|source| {
        map([
            ("number", numbers[source].into()),
            ("id", anchor(*source, site).into()),
            ("card", cards.get(*source)),
            ("fields", source_fields.of(*source, &page)),
        ])
    });
    let related = site.sharing.related_to(id, &site.entries);
    let related = related.iter().map(|related| {
        let shared: Vec<&str> = related
            .shared
            .iter()
            .map(|id| site.entry(*id).title.as_str())
            .collect();
        map([
            ("card", cards.get(related.id)),
            ("shared", shared.join(", ").into()),
        ])
    });
    let parties = parties(id, site);
    let contents = entry
        .body()
        .headings
        .iter()
        .filter(|heading| heading.level == 3);
    extend(
        &cards.get(id),
        [
            ("fields", fields),
            ("rows", rows),
            ("body", Value::safe_string(&markdown::html(0, &page))),
            ("clock", clock(id, site)),
            ("clock_note", clock_note(entry.when.as_ref()).into()),
            (
                "aliases",
                list(entry.aliases.iter().map(|(alias, _)| alias.as_str().into())),
            ),
            (
                "tags",
                list(entry.tags.iter().map(|tag| tag.as_str().into())),
            ),
            (
                "parties",
                list(parties.iter().map(|party| cards.get(*party))),
            ),
            ("parties_word", parties_word(id, parties.len(), site).into()),
            ("backlinks", backlinks(id, site, cards)),
            ("led", chain(id, site, cards)),
            (
                "previous",
                cards.maybe(site.chronology.previous[id.0 as usize]),
            ),
            ("next", cards.maybe(site.chronology.next[id.0 as usize])),
            ("related", list(related)),
            ("citations", list(citations)),
            (
                "contents",
                list(contents.map(|heading| {
                    map([
                        ("id", heading.id.as_str().into()),
                        ("text", heading.text.as_str().into()),
                    ])
                })),
            ),
        ],
    )
}

fn parties(id: EntryId, site: &Site) -> Vec<EntryId> {
    let Some(path) = site.kind_of(id).roles.get(Role::Parties) else {
        return Vec::new();
    };
    let entry = site.entry(id);
    entry
        .references
        .iter()
        .zip(&site.targets[id.0 as usize])
        .filter(|(reference, _)| reference.path == *path && reference.within == Within::Value)
        .filter_map(|(_, target)| *target)
        .collect()
}

/// Counts the parties in words, for kinds whose entries have several.
fn parties_word(id: EntryId, number: usize, site: &Site) -> &'static str {
    let kind = site.kind_of(id);
    let several = kind
        .roles
        .get(Role::Parties)
        .is_some_and(|path| matches!(kind.field(path).field_type, FieldType::List { .. }));
    match number {
        2 if several && kind.is_dated() => "Bilateral",
        3 if several && kind.is_dated() => "Trilateral",
        4.. if several && kind.is_dated() => "Multilateral",
        _ => "",
    }
}

/// Makes the same instant, or the same day, in the event's own zone and in those of the site.
fn clock(id: EntryId, site: &Site) -> Value {
    let entry = site.entry(id);
    let Some(when) = &entry.when else {
        return list([]);
    };
    let also = reported_days(id, site);
    let mut zones: Vec<(String, chrono_tz::Tz)> = Vec::new();
    zones.extend(when.zone().map(|zone| (zone_label(zone, site), zone)));
    zones.extend(
        also.iter()
            .map(|(zone, _)| (zone_label(*zone, site), *zone)),
    );
    zones.extend(site.config.zones.iter().cloned());
    let mut seen: Vec<chrono_tz::Tz> = Vec::new();
    let mut rows = Vec::new();
    for (label, zone) in zones {
        if seen.contains(&zone) {
            continue;
        }
        seen.push(zone);
        let reported = also
            .iter()
            .find(|(of, _)| *of == zone)
            .map(|(_, when)| when);
        let view = when.seen_from(zone, reported);
        rows.push((label, view));
    }
    if rows.is_empty() {
        let view = crate::when::Seen {
            text: when.long(),
            iso: when.iso(),
        };
        rows.push(("Date".to_owned(), view));
    }
    rows.extend(when.utc().map(|view| ("UTC".to_owned(), view)));
    list(rows.into_iter().map(|(label, view)| {
        map([
            ("label", label.into()),
            ("text", view.text.into()),
            ("iso", optional(view.iso)),
        ])
    }))
}

fn reported_days(id: EntryId, site: &Site) -> Vec<(chrono_tz::Tz, When)> {
    let Some(path) = site.kind_of(id).roles.get(Role::Also) else {
        return Vec::new();
    };
    let reported = site.entry(id).values(path);
    let days = reported
        .first()
        .and_then(|item| preferred(&item.value).days());
    days.unwrap_or_default().to_vec()
}

fn clock_note(when: Option<&When>) -> &'static str {
    match when {
        Some(when) if when.certain_day().is_some() && when.time().is_none() => {
            "Time of day not reported."
        }
        _ => "",
    }
}
