//! The list of each kind: events by year, newest first; people, places and the rest by what the kind
//! declares, such as a country or a publisher, else by initial.

use std::collections::BTreeMap;

use tera::Value;

use super::cards::{Cards, role_text};
use super::citations::support_view;
use super::dateline::zones_to_name;
use super::page::{Head, count_words, page_view};
use super::relations::newest_first;
use super::values::plain_words;
use super::view::{list, map};
use crate::model::{Folded, UrlPath, preferred};
use crate::resolve::origins::support_of_all;
use crate::resolve::routes::{CHRONOLOGY, INDEX};
use crate::resolve::titles::sorted_by;
use crate::resolve::{EntryId, Site};
use crate::schema::{FieldPath, Kind, KindId, Role};

/// The most events that a list shows; the rest stand in the chronology.
const SHOWN: usize = 500;

/// The entries above which a list has links into it.
const LONG: usize = 30;
/// The groups above which these links are initials.
const JUMPS: usize = 12;
/// The heading of the entries that do not say to which group they belong.
const NO_GROUP: &str = "Others";

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
        ids.sort_by_cached_key(|id| (Folded::new(&sorted_by(*id, site)), *id));
    }
    let groups = groups(&ids, kind, site);
    // One group alone says nothing that the title does not.
    let declared = !kind.is_dated() && kind.roles.get(Role::Listed).is_some() && groups.len() > 1;
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
    let support = if site.schema.citable().contains(&id) {
        support_view(support_of_all(site))
    } else {
        Value::none()
    };
    vec![
        ("page", page_view(head, site)),
        ("kind", kind_view(id, site)),
        ("groups", groups_view(&groups, site, cards)),
        ("jump", jump(&groups, total, kind)),
        ("declared", declared.into()),
        ("total", total.into()),
        ("support", support),
        ("more", more),
    ]
}

/// A part of a list: its heading, the entry that this names if it is one, and the entries.
struct Group {
    heading: String,
    of: Option<EntryId>,
    ids: Vec<EntryId>,
}

/// Parts a list: events by year; other entries by what the kind declares, else by initial letter.
fn groups(ids: &[EntryId], kind: &Kind, site: &Site) -> Vec<Group> {
    let declared = kind.roles.get(Role::Listed);
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut groups: Vec<(GroupOrder, Group)> = Vec::new();
    for id in ids {
        let entry = site.entry(*id);
        let (order, heading, of) = if kind.is_dated() {
            let year = entry.when.as_ref().and_then(crate::when::When::year);
            let words = year.map_or_else(|| "Year not known".to_owned(), |year| year.to_string());
            (GroupOrder::AsMet, words, None)
        } else if let Some(path) = declared {
            declared_group(*id, path, site)
        } else {
            (GroupOrder::AsMet, initial(&sorted_by(*id, site)), None)
        };
        let place = *places.entry(heading.clone()).or_insert_with(|| {
            let ids = Vec::new();
            groups.push((order, Group { heading, of, ids }));
            groups.len() - 1
        });
        groups[place].1.ids.push(*id);
    }
    groups.sort_by(|(left, _), (right, _)| left.cmp(right));
    groups.into_iter().map(|(_, group)| group).collect()
}

/// Where a group stands among the others; those of equal place stay in the order of the list.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum GroupOrder {
    AsMet,
    Option(usize),
    Words(Folded),
    Last,
}

/// Returns the group of an entry by the field that its kind declares for it.
fn declared_group(
    id: EntryId,
    path: &FieldPath,
    site: &Site,
) -> (GroupOrder, String, Option<EntryId>) {
    let field_type = &site.kind_of(id).field(path).field_type;
    let items = site.entry(id).values(path);
    let Some(value) = items.first().map(|item| preferred(&item.value)) else {
        return (GroupOrder::Last, NO_GROUP.to_owned(), None);
    };
    let words = plain_words(value, field_type, id, site);
    let slot = value.reference();
    let target = slot.and_then(|slot| site.targets[id.0 as usize][slot]);
    let order = value.choice().map_or_else(
        || GroupOrder::Words(Folded::new(&words)),
        GroupOrder::Option,
    );
    (order, words, target)
}

/// Makes the view of the groups.
fn groups_view(groups: &[Group], site: &Site, cards: &Cards) -> Value {
    list(groups.iter().zip(1..).map(|(group, number)| {
        let stepping = zones_to_name(&group.ids, site);
        let items = group.ids.iter().map(|id| {
            map([
                ("card", cards.get(*id)),
                ("uses", uses(*id, site).into()),
                ("credited", role_text(*id, Role::Origin, site).into()),
                ("show_zone", stepping.contains(id).into()),
            ])
        });
        map([
            ("id", format!("group-{number}").into()),
            ("heading", group.heading.as_str().into()),
            ("card", cards.maybe(group.of)),
            ("items", list(items)),
        ])
    }))
}

/// Makes the row of links into a long list: each group, or the first of each initial where there are
/// many groups; nothing where the list is short.
fn jump(groups: &[Group], total: usize, kind: &Kind) -> Value {
    let long = if kind.is_dated() { 1 } else { LONG };
    if groups.len() < 2 || total <= long {
        return list([]);
    }
    let declared = !kind.is_dated() && kind.roles.get(Role::Listed).is_some();
    let by_initial = declared && groups.len() > JUMPS;
    let mut labels: Vec<(String, usize)> = Vec::new();
    for (group, number) in groups.iter().zip(1..) {
        let label = if by_initial {
            initial(&group.heading)
        } else {
            group.heading.clone()
        };
        if labels.iter().all(|(known, _)| *known != label) {
            labels.push((label, number));
        }
    }
    list(labels.into_iter().map(|(label, number)| {
        map([
            ("label", label.into()),
            ("id", format!("group-{number}").into()),
        ])
    }))
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
