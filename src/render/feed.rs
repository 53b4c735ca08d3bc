//! The Atom feeds (RFC 4287): of the newest events, and of the newest corrections.
//!
//! Made only where the site's address is known, since a feed needs absolute addresses. An entry's
//! identity is its address, which never changes once published. `updated` is the day of the last
//! change of fact or of publication where the brief gives one, else the day of the event, else (for
//! an event without a first day, or before the year 0) the day from which the site speaks; no day of
//! publication is made up.

use std::io::Cursor;

use chrono::Datelike;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::cards::role_text;
use crate::model::preferred;
use crate::resolve::corrections::{Correction, all_corrections};
use crate::resolve::reports::Report;
use crate::resolve::routes::{CORRECTIONS, FEED};
use crate::resolve::{EntryId, Site};
use crate::schema::Role;

/// The events, or corrections, that a feed holds.
const NEWEST: usize = 50;

type Xml = Writer<Cursor<Vec<u8>>>;

/// Makes the feed for a site that is published at `base`.
pub(super) fn feed(base: &str, site: &Site) -> Vec<u8> {
    let newest = site.chronology.order.iter().rev().take(NEWEST);
    let newest: Vec<EntryId> = newest.copied().collect();
    let head = Head {
        id: base,
        title: &site.config.title,
        subtitle: &site.config.tagline,
        file: FEED,
        page: base,
        updated: newest.iter().map(|id| updated(*id, site)).max(),
    };
    write_feed(&head, base, site, |writer| {
        newest
            .iter()
            .try_for_each(|id| write_entry(writer, *id, base, site))
    })
}

/// Makes the feed of the newest corrections.
pub(super) fn corrections_feed(base: &str, site: &Site) -> Vec<u8> {
    let corrections = all_corrections(site);
    let newest = &corrections[..corrections.len().min(NEWEST)];
    let page = format!("{base}{}", Report::Corrections.address().encoded());
    let head = Head {
        id: &page,
        title: &format!(
            "{}: {}",
            site.config.title,
            Report::Corrections.title().to_lowercase()
        ),
        subtitle: "",
        file: CORRECTIONS,
        page: &page,
        updated: newest.iter().map(|(_, it)| corrected(it, site)).max(),
    };
    write_feed(&head, base, site, |writer| {
        newest
            .iter()
            .try_for_each(|(id, it)| write_correction(writer, *id, it, base, site))
    })
}

/// What stands before the entries of a feed.
struct Head<'a> {
    id: &'a str,
    title: &'a str,
    subtitle: &'a str,
    /// The feed's own file.
    file: &'a str,
    /// The page that shows the same.
    page: &'a str,
    updated: Option<String>,
}

fn write_feed(
    head: &Head,
    base: &str,
    site: &Site,
    entries: impl Fn(&mut Xml) -> std::io::Result<()>,
) -> Vec<u8> {
    let mut writer = Writer::new_with_indent(Cursor::new(Vec::new()), b' ', 1);
    let written = write_whole(&mut writer, head, base, site, entries);
    written.expect("a vector can be written");
    let mut bytes = writer.into_inner().into_inner();
    bytes.push(b'\n');
    bytes
}

fn write_whole(
    writer: &mut Xml,
    head: &Head,
    base: &str,
    site: &Site,
    entries: impl Fn(&mut Xml) -> std::io::Result<()>,
) -> std::io::Result<()> {
    let updated = head.updated.clone();
    let updated = updated.unwrap_or_else(|| stamp(as_of(site)));
    let author = site
        .config
        .publisher
        .as_deref()
        .unwrap_or(&site.config.title);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    writer
        .create_element("feed")
        .with_attribute(("xmlns", "http://www.w3.org/2005/Atom"))
        .with_attribute(("xml:lang", site.config.language.as_str()))
        .write_inner_content(|writer| {
            text(writer, "id", head.id)?;
            text(writer, "title", head.title)?;
            if !head.subtitle.is_empty() {
                text(writer, "subtitle", head.subtitle)?;
            }
            text(writer, "updated", &updated)?;
            let own = format!("{base}{}", head.file);
            link(writer, "self", "application/atom+xml", &own)?;
            link(writer, "alternate", "text/html", head.page)?;
            writer
                .create_element("author")
                .write_inner_content(|writer| text(writer, "name", author))?;
            if let Some(licence) = &site.config.licence {
                text(writer, "rights", &licence.name)?;
            }
            entries(writer)
        })?;
    Ok(())
}

fn write_correction(
    writer: &mut Xml,
    id: EntryId,
    correction: &Correction,
    base: &str,
    site: &Site,
) -> std::io::Result<()> {
    let address = site.address(id).encoded();
    let address = format!("{base}{address}#{}", correction.anchor);
    writer
        .create_element("entry")
        .write_inner_content(|writer| {
            text(writer, "id", &address)?;
            text(writer, "title", site.title(id))?;
            text(writer, "updated", &corrected(correction, site))?;
            link(writer, "alternate", "text/html", &address)?;
            text(writer, "summary", &correction.words())
        })?;
    Ok(())
}

fn corrected(correction: &Correction, site: &Site) -> String {
    let day = correction.date.first_day();
    stamp(
        day.filter(|day| is_in_rfc_3339(*day))
            .or_else(|| as_of(site)),
    )
}

fn write_entry(writer: &mut Xml, id: EntryId, base: &str, site: &Site) -> std::io::Result<()> {
    let address = format!("{base}{}", site.address(id).encoded());
    let kind = site.kind_of(id);
    writer
        .create_element("entry")
        .write_inner_content(|writer| {
            text(writer, "id", &address)?;
            text(writer, "title", site.title(id))?;
            text(writer, "updated", &updated(id, site))?;
            if let Some(day) =
                role_day(id, Role::Published, site).filter(|day| is_in_rfc_3339(*day))
            {
                text(writer, "published", &stamp(Some(day)))?;
            }
            link(writer, "alternate", "text/html", &address)?;
            writer
                .create_element("category")
                .with_attribute(("term", kind.name.as_str()))
                .with_attribute(("label", kind.label.as_str()))
                .write_empty()?;
            let when = site.entry(id).when.as_ref().map(crate::when::When::long);
            let summary = [
                when.as_deref().unwrap_or_default(),
                role_text(id, Role::Summary, site),
            ];
            let summary: Vec<&str> = summary
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect();
            text(writer, "summary", &summary.join(": "))
        })?;
    Ok(())
}

fn text(writer: &mut Xml, name: &str, words: &str) -> std::io::Result<()> {
    writer
        .create_element(name)
        .write_text_content(BytesText::new(words))?;
    Ok(())
}

fn link(writer: &mut Xml, relation: &str, media_type: &str, address: &str) -> std::io::Result<()> {
    writer
        .create_element("link")
        .with_attribute(("rel", relation))
        .with_attribute(("type", media_type))
        .with_attribute(("href", address))
        .write_empty()?;
    Ok(())
}

fn updated(id: EntryId, site: &Site) -> String {
    let day = role_day(id, Role::Updated, site)
        .or_else(|| role_day(id, Role::Published, site))
        .or_else(|| site.entry(id).when.as_ref()?.first_day())
        .filter(|day| is_in_rfc_3339(*day))
        .or_else(|| as_of(site));
    stamp(day)
}

/// Returns the day from which the site speaks.
fn as_of(site: &Site) -> Option<chrono::NaiveDate> {
    let day = site.as_of.as_ref().and_then(crate::when::When::last_day);
    day.filter(|day| is_in_rfc_3339(*day))
}

/// Tells whether a day can be written in RFC 3339, which knows the years 0 to 9999.
fn is_in_rfc_3339(day: chrono::NaiveDate) -> bool {
    (0..=9999).contains(&day.year())
}

/// Returns the day that plays a role.
pub(super) fn role_day(id: EntryId, role: Role, site: &Site) -> Option<chrono::NaiveDate> {
    let path = site.kind_of(id).roles.get(role)?;
    let values = site.entry(id).values(path);
    preferred(&values.first()?.value).date()?.first_day()
}

/// Writes a day as the instant at which it begins in UTC (RFC 3339), as Atom wants it.
fn stamp(day: Option<chrono::NaiveDate>) -> String {
    let day = day.unwrap_or_default();
    format!("{}T00:00:00Z", day.format("%Y-%m-%d"))
}
