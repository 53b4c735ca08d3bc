//! The list of each kind: events by year, newest first; people, places and the rest by what the kind
//! declares, such as a country or a publisher, else by initial.

use std::collections::{BTreeMap, BTreeSet};

use tera::Value;

use super::cards::{Cards, role_text};
use super::choices::{Choices, choices};
use super::chronology::month_name;
use super::citations::support_view;
use super::dateline::zones_to_name;
use super::page::{Head, count_words, page_view};
use super::parts;
use super::quiet;
use super::relations::newest_first;
use super::totals;
use super::values::plain_words;
use super::view::{list, map};
use crate::model::{Folded, UrlPath, preferred};
use crate::resolve::origins::support_of_all;
use crate::resolve::parts::Whole;
use crate::resolve::routes::INDEX;
use crate::resolve::titles::sorted_by;
use crate::resolve::{EntryId, Site};
use crate::schema::{FieldPath, Kind, KindId, Role};
use crate::when::When;

/// The newest events that the first page of a list shows, where the list stands on several pages.
const NEWEST: usize = 20;

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

/// Makes the lists that hold all events of some kinds: what each is called, and its address.
pub(super) fn whole_lists(kinds: impl IntoIterator<Item = KindId>, site: &Site) -> Value {
    let kinds: BTreeSet<KindId> = kinds.into_iter().collect();
    list(kinds.into_iter().filter_map(|id| {
        let url = site.routes.lists.get(&id)?.encoded();
        let label = site.schema.kind(id).plural.as_str();
        Some(map([("label", label.into()), ("url", url.into())]))
    }))
}

/// Makes the context of a page of a kind's list: the first, or that of a part.
pub(super) fn list_page(
    id: KindId,
    part: Option<usize>,
    address: &UrlPath,
    site: &Site,
    cards: &Cards,
) -> Vec<(&'static str, Value)> {
    let kind = site.schema.kind(id);
    let mut ids: Vec<EntryId> = match part {
        Some(part) => site.routes.parts.all[part].ids.clone(),
        None => {
            let of_kind = |entry: &EntryId| site.entry(*entry).kind == id;
            site.ids().filter(of_kind).collect()
        }
    };
    let total = ids.len();
    if kind.is_dated() {
        ids.sort_by_cached_key(|id| newest_first(*id, site));
    } else {
        ids.sort_by_cached_key(|id| (Folded::new(&sorted_by(*id, site)), *id));
    }
    let (totals, quiet) = if kind.is_dated() && part.is_none() {
        let totals = totals::totals(&ids, kind, site, cards);
        (totals, quiet::quiet(&ids, site, cards))
    } else {
        (Value::none(), Value::none())
    };
    let is_parted = !site.routes.parts.below(Whole::Kind(id), part).is_empty();
    let newest: Vec<EntryId> = match (is_parted, kind.is_dated()) {
        (true, true) => ids.iter().copied().take(NEWEST).collect(),
        _ => Vec::new(),
    };
    if is_parted {
        ids.clear();
    }
    let within_year = part.is_some();
    let groups = groups(&ids, kind, within_year, site);
    let dated: &[EntryId] = if kind.is_dated() { &ids } else { &[] };
    let choices = choices(dated, false, site);
    // One group alone says nothing that the title does not.
    let declared = !kind.is_dated() && kind.roles.get(Role::Listed).is_some() && groups.len() > 1;
    let (title, crumbs) = match part {
        Some(place) => {
            let name = &site.routes.parts.all[place].name;
            let title = format!("{}, {name}", kind.plural);
            (title, parts::crumbs(Whole::Kind(id), place, site))
        }
        None => {
            let home = ("Home".to_owned(), Some(UrlPath::page("", INDEX).encoded()));
            (kind.plural.clone(), vec![home, (kind.plural.clone(), None)])
        }
    };
    let description = match part {
        Some(_) => format!("{title}: {} in this record.", count_words(total, kind)),
        None => format!("{} in this record.", count_words(total, kind)),
    };
    let head = Head {
        form: "list",
        title: &title,
        description: &description,
        address,
        section: &kind.name,
        crumbs,
        root: None,
    };
    let support = if part.is_none() && site.schema.citable().contains(&id) {
        support_view(support_of_all(site))
    } else {
        Value::none()
    };
    vec![
        ("page", page_view(head, site)),
        ("kind", kind_view(id, site)),
        ("groups", groups_view(&groups, &choices, site, cards)),
        ("jump", jump(&groups, total, kind)),
        ("declared", declared.into()),
        ("total", total.into()),
        ("support", support),
        ("totals", totals),
        ("quiet", quiet),
        ("parts", parts::index(Whole::Kind(id), part, site)),
        (
            "parted_by",
            parts::parted_by(Whole::Kind(id), part, site).into(),
        ),
        ("part", parts::part(Whole::Kind(id), part, site)),
        ("newest", items_view(&newest, &choices, site, cards)),
        ("choices", choices.view),
    ]
}

/// A part of a list: its heading, the entry that this names if it is one, and the entries.
struct Group {
    heading: String,
    of: Option<EntryId>,
    ids: Vec<EntryId>,
}

/// Names the groups of a part of a list, with the number of entries in each; none for events.
pub(super) fn group_names(ids: &[EntryId], kind: &Kind, site: &Site) -> Vec<(String, usize)> {
    if kind.is_dated() || kind.roles.get(Role::Listed).is_none() {
        return Vec::new();
    }
    let groups = groups(ids, kind, false, site).into_iter();
    groups
        .map(|group| (group.heading, group.ids.len()))
        .collect()
}

/// Groups a list: events by year, or by month on the page of a part; other entries by what the kind
/// declares, else by initial letter.
fn groups(ids: &[EntryId], kind: &Kind, within_year: bool, site: &Site) -> Vec<Group> {
    let declared = kind.roles.get(Role::Listed);
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut groups: Vec<(GroupOrder, Group)> = Vec::new();
    for id in ids {
        let entry = site.entry(*id);
        let (order, heading, of) = if kind.is_dated() {
            let when = entry.when.as_ref();
            let words = match when.and_then(When::year) {
                None => "Year not known".to_owned(),
                Some(year) if within_year => {
                    let month = when.and_then(When::month).map(|(_, month)| month);
                    month_name(year, month)
                }
                Some(year) => year.to_string(),
            };
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
fn groups_view(groups: &[Group], choices: &Choices, site: &Site, cards: &Cards) -> Value {
    list(groups.iter().zip(1..).map(|(group, number)| {
        map([
            ("id", format!("group-{number}").into()),
            ("heading", group.heading.as_str().into()),
            ("card", cards.maybe(group.of)),
            ("items", items_view(&group.ids, choices, site, cards)),
        ])
    }))
}

/// Makes the views of entries in a list.
fn items_view(ids: &[EntryId], choices: &Choices, site: &Site, cards: &Cards) -> Value {
    let stepping = zones_to_name(ids, site);
    list(ids.iter().map(|id| {
        map([
            ("card", cards.get(*id)),
            ("choices", choices.classes(*id)),
            ("uses", uses(*id, site).into()),
            ("credited", role_text(*id, Role::Origin, site).into()),
            ("show_zone", stepping.contains(id).into()),
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
