//! The page of a group that is too long for the page of the entry: who refers to that entry under one
//! label.
//!
//! Events stand newest first, as a table where their kind declares columns; a group on several pages
//! begins with their index. What belongs to which page is decided in `resolve::rest`.

use tera::Value;

use super::cards::Cards;
use super::lists::kind_view;
use super::page::{Head, page_view};
use super::parts;
use super::relations::{group_view, newest_first};
use super::view::extend;
use crate::figures::grouped;
use crate::model::UrlPath;
use crate::resolve::groups::Group;
use crate::resolve::parts::Whole;
use crate::resolve::references::Edge;
use crate::resolve::routes::INDEX;
use crate::resolve::{EntryId, Site};

/// Makes the context of the page of a group: the first, or that of a part.
pub(super) fn group_page(
    number: usize,
    part: Option<usize>,
    address: &UrlPath,
    site: &Site,
    cards: &Cards,
) -> Vec<(&'static str, Value)> {
    let listed = &site.rest.all[number];
    let of = Whole::Group(number);
    let target = listed.target;
    let mut ids = match part {
        Some(part) => site.rest.parts.all[part].ids.clone(),
        None => listed.ids.clone(),
    };
    let total = ids.len();
    if site.rest.parts.below(of, part).is_empty() {
        ids.sort_by_cached_key(|id| newest_first(*id, site));
    } else {
        ids.clear();
    }
    let group = Group {
        rank: 0,
        label: listed.label.as_str().into(),
        via: listed.via,
        edges: edges(&ids, target, &listed.label, site),
    };
    let name = part.map(|place| site.rest.parts.all[place].name.as_str());
    let (entry, label) = (site.title(target), &listed.label);
    let title = match name {
        Some(name) => format!("{entry}: {label}, {name}"),
        None => format!("{entry}: {label}"),
    };
    let crumbs = if let Some(place) = part {
        parts::crumbs(of, place, site)
    } else {
        let home = ("Home".to_owned(), Some(UrlPath::page("", INDEX).encoded()));
        let mut crumbs = vec![home];
        crumbs.extend(parts::above_group(number, site));
        crumbs.push((label.clone(), None));
        crumbs
    };
    let kind = site.entry(target).kind;
    let head = Head {
        form: "list",
        title: &title,
        description: &format!("{title}: {} in this record.", grouped(&total.to_string())),
        address,
        section: &site.schema.kind(kind).name,
        crumbs,
        root: None,
    };
    vec![
        ("page", page_view(head, site)),
        ("kind", kind_view(kind, site)),
        ("entry", cards.get(target)),
        ("total", total.into()),
        (
            "group",
            extend(
                &group_view(&group, &ids, ids.len(), site, cards),
                [("url", Value::none())],
            ),
        ),
        ("parts", parts::index(of, part, site)),
        ("parted_by", parts::parted_by(of, part, site).into()),
        ("part", parts::part(of, part, site)),
    ]
}

/// Finds by what entries refer to another under a label, without looking at anybody else.
fn edges(ids: &[EntryId], target: EntryId, label: &str, site: &Site) -> Vec<Edge> {
    let incoming = &site.incoming[target.0 as usize];
    let mut from = ids.to_vec();
    from.sort_unstable();
    let here = from.into_iter().flat_map(|from| {
        let first = incoming.partition_point(|edge| edge.from < from);
        let edges = incoming[first..].iter();
        edges.take_while(move |edge| edge.from == from).cloned()
    });
    let here: Vec<Edge> = here.collect();
    let groups = site.record().groups(&here).into_iter();
    let mut groups = groups.filter(|group| group.label == label);
    groups.next().map_or_else(Vec::new, |group| group.edges)
}
