//! What every page sees: the site, and the page's own title, address and way home.

use tera::Value;

use super::activity::is_planned;
use super::view::{extend, list, map, optional};
use crate::figures::grouped;
use crate::load::Inputs;
use crate::model::UrlPath;
use crate::resolve::reports::Report;
use crate::resolve::routes::{CHRONOLOGY, FEED, INDEX};
use crate::resolve::{EntryId, Site};
use crate::schema::{Kind, KindId, Mark, Tone};
use crate::when::When;

/// The style sheet of a site's own, which pages use after that of the theme.
const SHEET: &str = "site.css";

/// The longest description that search engines show, in characters.
const DESCRIPTION: usize = 160;

/// One page of the output, before its own data.
pub(super) struct Head<'a> {
    /// What sort of page it is; templates and styles go by it.
    pub(super) form: &'static str,
    /// The page's title, without the site's.
    pub(super) title: &'a str,
    /// One or two sentences on the page.
    pub(super) description: &'a str,
    /// The page's address.
    pub(super) address: &'a UrlPath,
    /// The part of the menu to which it belongs.
    pub(super) section: &'a str,
    /// The pages above it, and itself last, as words and address.
    pub(super) crumbs: Vec<(String, Option<String>)>,
    /// The way back to the top folder, where it is not relative.
    pub(super) root: Option<String>,
}

/// Makes what a template sees as `page`.
pub(super) fn page_view(head: Head, site: &Site) -> Value {
    let encoded = head.address.encoded();
    let canonical = site.config.url.as_ref().map(|base| {
        let short = encoded.strip_suffix("index.html").unwrap_or(&encoded);
        format!("{base}{short}")
    });
    let report = site.config.files.as_ref().and_then(|files| {
        let place = canonical.as_deref().unwrap_or(&encoded);
        files.report(head.title, place)
    });
    map([
        ("form", head.form.into()),
        ("title", head.title.into()),
        ("description", shorten(head.description).into()),
        (
            "root",
            head.root.unwrap_or_else(|| head.address.root()).into(),
        ),
        ("url", encoded.into()),
        ("canonical", optional(canonical)),
        ("report_url", optional(report)),
        ("edit_url", Value::none()),
        ("source_url", Value::none()),
        ("section", head.section.into()),
        (
            "crumbs",
            list(
                head.crumbs
                    .into_iter()
                    .map(|(label, url)| map([("label", label.into()), ("url", optional(url))])),
            ),
        ),
        ("language", site.config.language.as_str().into()),
    ])
}

/// Adds to a page where the file of its entry is edited and read, where that is known.
pub(super) fn with_file(
    page: &Value,
    entry: Option<EntryId>,
    site: &Site,
    inputs: &Inputs,
) -> Value {
    let (Some(id), Some(files)) = (entry, &site.config.files) else {
        return page.clone();
    };
    let path = &inputs.texts.get(site.entry(id).text).path;
    extend(
        page,
        [
            ("edit_url", files.edit(path).into()),
            ("source_url", files.source(path).into()),
        ],
    )
}

fn shorten(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= DESCRIPTION {
        return text;
    }
    let cut: String = text.chars().take(DESCRIPTION - 1).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([',', ';', ':', '.']))
}

/// Makes what every template sees as `site`.
pub(super) fn site_view(site: &Site, inputs: &Inputs) -> Value {
    let config = &site.config;
    let licence = config.licence.as_ref().map_or_else(Value::none, |licence| {
        map([
            ("name", licence.name.as_str().into()),
            ("url", optional(licence.url.as_deref())),
        ])
    });
    let contact_href = config.contact.as_ref().map(|contact| {
        if contact.contains("://") {
            contact.clone()
        } else {
            format!("mailto:{contact}")
        }
    });
    map([
        ("title", config.title.as_str().into()),
        ("tagline", config.tagline.as_str().into()),
        ("language", config.language.as_str().into()),
        ("url", config.url.as_deref().unwrap_or_default().into()),
        ("licence", licence),
        ("publisher", optional(config.publisher.as_deref())),
        ("repository", optional(config.repository.as_deref())),
        ("contact", optional(config.contact.as_deref())),
        ("contact_href", optional(contact_href)),
        (
            "as_of",
            site.as_of.as_ref().map_or_else(Value::none, day_view),
        ),
        ("order_of_names", config.name_order.word().into()),
        ("record", record(site)),
        ("menu", menu(site)),
        ("reports", report_pages(site)),
        ("pages", plain_pages(site)),
        ("counts", counts(site)),
        ("events", site.chronology.order.len().into()),
        ("entries", site.entries.len().into()),
        (
            "sheet",
            optional(inputs.statics.contains_key(SHEET).then_some(SHEET)),
        ),
        ("feed", optional(config.url.as_ref().map(|_| FEED))),
        (
            "generator",
            concat!("briefbook ", env!("CARGO_PKG_VERSION")).into(),
        ),
    ])
}

fn day_view(when: &When) -> Value {
    let weekday = when.certain_day().map(|day| day.format("%A").to_string());
    map([
        ("iso", when.iso().unwrap_or_default().into()),
        ("long", when.long().into()),
        ("weekday", weekday.unwrap_or_default().into()),
    ])
}

/// Makes the first and the last day of the record.
fn record(site: &Site) -> Value {
    let whens = || {
        let events = site.chronology.order.iter();
        let events = events.filter(|id| !is_planned(**id, site));
        events.filter_map(|id| site.entry(*id).when.as_ref())
    };
    let first = whens()
        .filter_map(|when| Some((when.first_day()?, when)))
        .min_by_key(|(day, _)| *day);
    let last = whens()
        .filter_map(|when| Some((when.last_day()?, when)))
        .max_by_key(|(day, _)| *day);
    match (first, last) {
        (Some((_, first)), Some((_, last))) => {
            map([("first", first.long().into()), ("last", last.long().into())])
        }
        _ => Value::none(),
    }
}

fn menu(site: &Site) -> Value {
    let mut kinds: Vec<(u32, KindId, &Kind)> = site
        .schema
        .ids()
        .filter_map(|(id, kind)| Some((kind.menu?, id, kind)))
        .filter(|(_, id, _)| site.entries.iter().any(|entry| entry.kind == *id))
        .collect();
    kinds.sort_by_key(|(position, id, _)| (*position, *id));
    let chronology = UrlPath::page(CHRONOLOGY, INDEX);
    let first = map([
        ("label", "Chronology".into()),
        ("url", chronology.encoded().into()),
        ("name", CHRONOLOGY.into()),
    ]);
    let others = kinds.into_iter().filter_map(|(_, id, kind)| {
        Some(map([
            ("label", kind.plural.as_str().into()),
            ("url", site.routes.lists.get(&id)?.encoded().into()),
            ("name", kind.name.as_str().into()),
        ]))
    });
    list(std::iter::once(first).chain(others))
}

/// Lists the pages computed from the whole record.
fn report_pages(site: &Site) -> Value {
    let reports = site.routes.reports.iter();
    list(reports.map(|report| {
        let title = introduction(*report, site).map_or(report.title(), |id| site.title(id));
        map([
            ("label", title.into()),
            ("url", report.address().encoded().into()),
            ("name", report.key().into()),
        ])
    }))
}

/// Finds the plain page that introduces a page computed from the whole record.
pub(super) fn introduction(report: Report, site: &Site) -> Option<EntryId> {
    let address = report.address();
    site.ids().find(|id| *site.address(*id) == address)
}

/// The plain pages that every page's foot names; with more, the size of a site would grow by their
/// square.
const NAMED: usize = 20;

/// Lists the first plain pages beside the home page.
fn plain_pages(site: &Site) -> Value {
    list(
        site.ids()
            .filter(|id| {
                let key = site.entry(*id).key.as_str();
                let is_report = site.routes.reports.iter().any(|report| report.key() == key);
                site.kind_of(*id).folder.is_empty() && key != INDEX && !is_report
            })
            .take(NAMED)
            .map(|id| {
                map([
                    ("label", site.title(id).into()),
                    ("url", site.address(id).encoded().into()),
                ])
            }),
    )
}

fn counts(site: &Site) -> Value {
    let mut kinds: Vec<(KindId, &Kind)> = site.schema.ids().collect();
    kinds.sort_by_key(|(id, kind)| (kind.menu.unwrap_or(u32::MAX), *id));
    list(kinds.into_iter().filter_map(|(id, kind)| {
        let number = site.entries.iter().filter(|entry| entry.kind == id).count();
        let url = site.routes.lists.get(&id)?;
        (number > 0).then(|| {
            map([
                ("label", counted(kind, number).into()),
                ("number", number.into()),
                ("url", url.encoded().into()),
            ])
        })
    }))
}

/// Returns the word for one or several entries of a kind, in lower case.
pub(super) fn counted(kind: &Kind, number: usize) -> String {
    if number == 1 {
        kind.label.to_lowercase()
    } else {
        kind.plural.to_lowercase()
    }
}

/// Tallies entries by kind: word, mark and number, in the order of the menu.
///
/// Events that did not take place are counted among those listed, and the word says how many.
pub(super) fn tally(ids: &[EntryId], site: &Site) -> Value {
    let mut kinds: Vec<(KindId, &Kind)> = site
        .schema
        .ids()
        .filter(|(_, kind)| kind.is_dated())
        .collect();
    kinds.sort_by_key(|(id, kind)| (kind.menu.unwrap_or(u32::MAX), *id));
    list(kinds.into_iter().filter_map(|(kind_id, kind)| {
        let of_kind = || ids.iter().filter(|id| site.entry(**id).kind == kind_id);
        let number = of_kind().count();
        let with = |tone: Tone| {
            let stands = |id: &&EntryId| site.tone(**id) == Some(tone);
            of_kind().filter(stands).count()
        };
        let label = counted(kind, number) + &aside(number, with(Tone::Off), with(Tone::Open));
        (number > 0).then(|| {
            map([
                ("label", label.into()),
                ("plural", kind.plural.as_str().into()),
                ("mark", kind.mark.map_or("", Mark::word).into()),
                ("number", number.into()),
            ])
        })
    }))
}

/// Says in brackets how many of a number of events were not held, or are still to come.
fn aside(number: usize, off: usize, open: usize) -> String {
    let part = |part: usize, word: &str| match part {
        0 => None,
        _ if part == number => Some(word.to_owned()),
        _ => Some(format!("{part} {word}")),
    };
    let parts: Vec<String> = [part(off, "not held"), part(open, "planned")]
        .into_iter()
        .flatten()
        .collect();
    if parts.is_empty() {
        String::new()
    } else {
        format!(" ({})", parts.join(", "))
    }
}

/// Writes a count with its word: `1,204 talks`.
pub(super) fn count_words(number: usize, kind: &Kind) -> String {
    format!("{} {}", grouped(&number.to_string()), counted(kind, number))
}
