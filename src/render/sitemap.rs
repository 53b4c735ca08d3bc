//! The sitemap for search engines (sitemaps.org), in parts where a site has very many pages.
//!
//! Lists pages, not redirects; `lastmod` only where a brief gives the day of its last change.

use std::io::Cursor;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::feed::role_day;
use crate::model::UrlPath;
use crate::output::{Content, Output};
use crate::resolve::routes::SITEMAP;
use crate::resolve::{EntryId, Site};
use crate::schema::Role;

/// The most addresses that one sitemap may hold.
const MOST: usize = 50_000;
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

type Xml = Writer<Cursor<Vec<u8>>>;

/// Makes the sitemap, or a list of sitemaps, for a site that is published at `base`.
pub(super) fn sitemap(base: &str, site: &Site) -> Vec<Output> {
    let entries: std::collections::BTreeMap<&UrlPath, EntryId> =
        site.ids().map(|id| (site.address(id), id)).collect();
    let all = site.routes.all.iter().chain(site.rest.addresses());
    let pages: Vec<(&UrlPath, Option<EntryId>)> = all
        .filter(|address| address.as_str().ends_with(".html") && address.as_str() != super::MISSING)
        .filter(|address| !site.routes.aliases.contains_key(*address))
        .map(|address| (address, entries.get(address).copied()))
        .collect();
    if pages.len() <= MOST {
        return vec![output(SITEMAP.to_owned(), |writer| {
            part(writer, &pages, base, site)
        })];
    }
    let parts: Vec<_> = pages.chunks(MOST).collect();
    let mut outputs: Vec<Output> = parts
        .iter()
        .zip(1..)
        .map(|(pages, number)| {
            output(format!("sitemap-{number}.xml"), |writer| {
                part(writer, pages, base, site)
            })
        })
        .collect();
    let addresses: Vec<String> = outputs
        .iter()
        .map(|output| format!("{base}{}", output.path))
        .collect();
    outputs.push(output(SITEMAP.to_owned(), |writer| {
        writer
            .create_element("sitemapindex")
            .with_attribute(("xmlns", NAMESPACE))
            .write_inner_content(|writer| {
                for address in &addresses {
                    writer
                        .create_element("sitemap")
                        .write_inner_content(|writer| location(writer, address))?;
                }
                Ok(())
            })?;
        Ok(())
    }));
    outputs
}

fn output(path: String, write: impl FnOnce(&mut Xml) -> std::io::Result<()>) -> Output {
    let mut writer = Writer::new_with_indent(Cursor::new(Vec::new()), b' ', 1);
    writer
        .write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))
        .and_then(|()| write(&mut writer))
        .expect("a vector can be written");
    let mut bytes = writer.into_inner().into_inner();
    bytes.push(b'\n');
    Output {
        path,
        content: Content::Bytes(bytes),
    }
}

fn part(
    writer: &mut Xml,
    pages: &[(&UrlPath, Option<EntryId>)],
    base: &str,
    site: &Site,
) -> std::io::Result<()> {
    writer
        .create_element("urlset")
        .with_attribute(("xmlns", NAMESPACE))
        .write_inner_content(|writer| {
            for (address, entry) in pages {
                let encoded = address.encoded();
                let short = encoded.strip_suffix("index.html").unwrap_or(&encoded);
                let day = entry.and_then(|id| role_day(id, Role::Updated, site));
                writer.create_element("url").write_inner_content(|writer| {
                    location(writer, &format!("{base}{short}"))?;
                    if let Some(day) = day {
                        let day = day.format("%Y-%m-%d").to_string();
                        writer
                            .create_element("lastmod")
                            .write_text_content(BytesText::new(&day))?;
                    }
                    Ok(())
                })?;
            }
            Ok(())
        })?;
    Ok(())
}

fn location(writer: &mut Xml, address: &str) -> std::io::Result<()> {
    writer
        .create_element("loc")
        .write_text_content(BytesText::new(address))?;
    Ok(())
}
