//! Every page of a site, each with its address and what sort of page it is.

use crate::model::UrlPath;
use crate::resolve::parts::{Part, Whole};
use crate::resolve::reports::Report;
use crate::resolve::routes::{CHRONOLOGY, INDEX, year_page};
use crate::resolve::{EntryId, Site};
use crate::schema::KindId;

/// Something that a template makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Page {
    Entry(EntryId),
    Home(Option<EntryId>),
    /// The list of a kind, or a part of it.
    List(KindId, Option<usize>),
    Chronology,
    /// A year, or a part of it.
    Year(i32, Option<usize>),
    Report(Report, Option<EntryId>),
    /// Who refers to an entry, or a part of these.
    Group(usize, Option<usize>),
    /// A part of the statements that are checked.
    Statements(usize),
    Alias,
    Missing,
}

/// Lists the pages of a site with their addresses.
pub(super) fn pages(site: &Site) -> Vec<(UrlPath, Page)> {
    let home = UrlPath::page("", INDEX);
    let home_entry = site.ids().find(|id| *site.address(*id) == home);
    let mut pages = vec![
        (home, Page::Home(home_entry)),
        (UrlPath::page(CHRONOLOGY, INDEX), Page::Chronology),
        (UrlPath::page("", "404"), Page::Missing),
    ];
    let mut introductions = vec![home_entry];
    for report in &site.routes.reports {
        let address = report.address();
        let entry = site.ids().find(|id| *site.address(*id) == address);
        introductions.push(entry);
        pages.push((address, Page::Report(*report, entry)));
    }
    let entries = site.ids().filter(|id| !introductions.contains(&Some(*id)));
    pages.extend(entries.map(|id| (site.address(id).clone(), Page::Entry(id))));
    let lists = site.routes.lists.iter();
    pages.extend(lists.map(|(id, address)| (address.clone(), Page::List(*id, None))));
    let years = site.chronology.years.keys();
    pages.extend(years.map(|year| (year_page(*year), Page::Year(*year, None))));
    let groups = site.rest.all.iter().zip(0..);
    pages.extend(groups.map(|(group, place)| (group.address.clone(), Page::Group(place, None))));
    let parts = |parts: &[Part]| -> Vec<(UrlPath, Page)> {
        let page = |(part, place): (&Part, usize)| {
            let page = match part.of {
                Whole::Kind(kind) => Page::List(kind, Some(place)),
                Whole::Year(year) => Page::Year(year, Some(place)),
                Whole::Statements => Page::Statements(place),
                Whole::Group(group) => Page::Group(group, Some(place)),
            };
            (part.address.clone(), page)
        };
        parts.iter().zip(0..).map(page).collect()
    };
    pages.extend(parts(&site.routes.parts.all));
    pages.extend(parts(&site.rest.parts.all));
    let aliases = site.routes.aliases.keys();
    pages.extend(aliases.map(|address| (address.clone(), Page::Alias)));
    pages
}
