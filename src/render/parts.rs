//! The parts of a long list as templates see them: the index of the parts, and the way between them.
//!
//! What belongs to which part is decided in `resolve::parts`; here are the words and the links.

use tera::Value;

use super::lists::group_names;
use super::page::{introduction, tally};
use super::view::{list, map, optional};
use crate::figures::grouped;
use crate::model::UrlPath;
use crate::resolve::Site;
use crate::resolve::parts::{Part, Parts, Whole};
use crate::resolve::reports::Report;
use crate::resolve::routes::{CHRONOLOGY, INDEX, year_page};

/// The letters of an entry's title in the way to the pages below it.
const ROOM: usize = 24;

/// The most groups that the index names of a part.
const NAMED: usize = 6;

/// Returns the parts among which those of a list are.
fn all(of: Whole, site: &Site) -> &Parts {
    match of {
        Whole::Kind(_) | Whole::Year(_) | Whole::Statements => &site.routes.parts,
        Whole::Group(_) => &site.rest.parts,
    }
}

/// Makes the index of the parts of a list, or of a part that is parted itself.
pub(super) fn index(of: Whole, part: Option<usize>, site: &Site) -> Value {
    let all = all(of, site);
    let parts = all.below(of, part);
    list(parts.iter().map(|place| {
        let part = &all.all[*place];
        map([
            ("id", anchor(part).into()),
            ("label", part.name.as_str().into()),
            ("url", part.address.encoded().into()),
            ("total", part.ids.len().into()),
            ("kinds", tally(&part.ids, site)),
            ("words", words(part, site).into()),
        ])
    }))
}

/// Says in a word by what a list is parted, or nothing.
pub(super) fn parted_by(of: Whole, part: Option<usize>, site: &Site) -> &'static str {
    let parts = all(of, site);
    let first = parts.below(of, part).first();
    first.map_or("", |first| parts.all[*first].by)
}

/// Returns the anchor of a part in the index: for a month the one that it has in an undivided year.
fn anchor(part: &Part) -> String {
    let name = part.address.as_str().rsplit('/').next().unwrap_or_default();
    let stem = name.strip_suffix(".html").unwrap_or(name);
    match part.of {
        Whole::Year(_) => format!("m{stem}"),
        Whole::Kind(_) | Whole::Group(_) | Whole::Statements => format!("part-{stem}"),
    }
}

/// Names the largest groups of a part by letter, with their numbers.
fn words(part: &Part, site: &Site) -> String {
    let Whole::Kind(kind) = part.of else {
        return String::new();
    };
    let mut groups = group_names(&part.ids, site.schema.kind(kind), site);
    groups.sort_by_key(|(_, number)| std::cmp::Reverse(*number));
    let rest = groups.len().saturating_sub(NAMED);
    groups.truncate(NAMED);
    let mut words: Vec<String> = groups
        .into_iter()
        .map(|(name, number)| match number {
            1 => name,
            _ => format!("{name} ({})", grouped(&number.to_string())),
        })
        .collect();
    if rest > 0 {
        words.push(format!("and {} more", grouped(&rest.to_string())));
    }
    words.join(", ")
}

/// Makes what the page of a part sees of its place: what it is called, and the pages around it.
pub(super) fn part(of: Whole, place: Option<usize>, site: &Site) -> Value {
    let Some(place) = place else {
        return Value::none();
    };
    let parts = all(of, site);
    let (previous, next) = parts.neighbours(place);
    let link = |place: Option<usize>| {
        place.map_or_else(Value::none, |place| {
            let part = &parts.all[place];
            map([
                ("label", part.name.as_str().into()),
                ("url", part.address.encoded().into()),
            ])
        })
    };
    let way = way(of, place, site);
    let (label, url) = way.last().cloned().unwrap_or_default();
    map([
        ("label", parts.all[place].name.as_str().into()),
        (
            "above",
            map([("label", label.into()), ("url", optional(url))]),
        ),
        ("previous", link(previous)),
        ("next", link(next)),
    ])
}

/// Returns the pages from the first page of the list down to a part, as breadcrumbs.
pub(super) fn crumbs(of: Whole, place: usize, site: &Site) -> Vec<(String, Option<String>)> {
    let home = ("Home".to_owned(), Some(UrlPath::page("", INDEX).encoded()));
    let here = (all(of, site).all[place].name.clone(), None);
    let mut crumbs = vec![home];
    match of {
        Whole::Kind(_) | Whole::Statements => {}
        Whole::Year(_) => {
            let chronology = UrlPath::page(CHRONOLOGY, INDEX).encoded();
            crumbs.push(("Chronology".to_owned(), Some(chronology)));
        }
        Whole::Group(number) => crumbs.extend(above_group(number, site)),
    }
    crumbs.extend(way(of, place, site));
    crumbs.push(here);
    crumbs
}

/// Returns the pages above the list of a group: that of the kind, and that of the entry.
pub(super) fn above_group(number: usize, site: &Site) -> Vec<(String, Option<String>)> {
    let target = site.rest.all[number].target;
    let list = site.routes.lists.get(&site.entry(target).kind);
    let mut above = Vec::new();
    if let Some(list) = list {
        above.push((site.kind_of(target).plural.clone(), Some(list.encoded())));
    }
    let page = site.address(target).encoded();
    above.push((short(site.title(target)), Some(page)));
    above
}

/// Returns the first words of a title, so that the pages below still find room beside it.
fn short(title: &str) -> String {
    if title.chars().count() <= ROOM {
        return title.to_owned();
    }
    let cut: String = title.chars().take(ROOM).collect();
    let words = cut
        .rsplit_once(' ')
        .map_or(cut.as_str(), |(words, _)| words);
    format!("{words}…")
}

/// Returns the pages above a part: the first page of its list, then the parts that it is a part of.
fn way(of: Whole, place: usize, site: &Site) -> Vec<(String, Option<String>)> {
    let parts = all(of, site);
    let part = &parts.all[place];
    let Some(above) = part.above else {
        return vec![match part.of {
            Whole::Kind(kind) => {
                let url = site.routes.lists.get(&kind).map(UrlPath::encoded);
                (site.schema.kind(kind).plural.clone(), url)
            }
            Whole::Year(year) => (year.to_string(), Some(year_page(year).encoded())),
            Whole::Statements => {
                let report = Report::Statements;
                let title = introduction(report, site).map_or(report.title(), |id| site.title(id));
                (title.to_owned(), Some(report.address().encoded()))
            }
            Whole::Group(number) => {
                let group = &site.rest.all[number];
                (group.label.clone(), Some(group.address.encoded()))
            }
        }];
    };
    let mut way = way(of, above, site);
    let above = &parts.all[above];
    way.push((above.name.clone(), Some(above.address.encoded())));
    way
}
