//! The HTML of one page to a part of a document: ids, links and pictures are made to fit.
//!
//! Ids get a prefix, and so does whatever names them. A link leads to its target where that is part of the
//! document, else to the address of the site, and where neither is known its words stand alone. Nothing that
//! the document does not hold is loaded. What is read is what templates make; a tag is copied as it is
//! written where nothing in it has to change.

use std::collections::{BTreeMap, BTreeSet};

/// What the parts of a document know of each other.
pub(super) struct Document<'a> {
    /// The id of everything that has a place in it, by the address of its page.
    pub(super) places: BTreeMap<String, String>,
    /// These ids.
    pub(super) anchors: BTreeSet<String>,
    /// The address of the site, with a slash at its end.
    pub(super) site: Option<&'a str>,
    /// Returns a picture as an address that holds it, by its address within the site.
    pub(super) picture: &'a (dyn Fn(&str) -> Option<String> + Sync),
}

/// One part under way.
struct Part<'a> {
    document: &'a Document<'a>,
    /// What comes before its ids; nothing for the frame of the document.
    prefix: &'a str,
    /// The way back to the top folder in its addresses.
    root: &'a str,
    ids: BTreeSet<&'a str>,
}

/// Attributes that name ids, one or several.
const NAMING: &[&str] = &[
    "aria-controls",
    "aria-describedby",
    "aria-labelledby",
    "aria-owns",
    "for",
    "headers",
    "list",
];

/// Writes the HTML of a page, with the way back to the top folder in it, as a part of a document.
pub(super) fn weave(html: &str, prefix: &str, root: &str, document: &Document, out: &mut String) {
    let mut ids = BTreeSet::new();
    for tag in tags(html) {
        ids.extend(tag.value("id"));
    }
    let part = Part {
        document,
        prefix,
        root,
        ids,
    };
    let (mut copied, mut dropped) = (0, false);
    for tag in tags(html) {
        out.push_str(&html[copied..tag.start]);
        copied = tag.end;
        let is_link = tag.name.eq_ignore_ascii_case("a");
        if is_link && tag.closing {
            if !std::mem::take(&mut dropped) {
                out.push_str(tag.text);
            }
        } else if is_link && tag.value("href").is_some() {
            match part.target(tag.value("href").unwrap_or_default()) {
                Some(target) => part.write(&tag, Some(&target), out),
                None => dropped = true,
            }
        } else {
            part.write(&tag, None, out);
        }
    }
    out.push_str(&html[copied..]);
}

impl Part<'_> {
    /// Finds where a link leads in the document; nothing where it would lead nowhere.
    fn target(&self, written: &str) -> Option<String> {
        let address = written.replace("&amp;", "&");
        if let Some(fragment) = address.strip_prefix('#') {
            let id = decoded(fragment);
            if self.ids.contains(id.as_str()) {
                return Some(format!("#{}{id}", self.prefix));
            }
            let note = id.strip_prefix("src-").map(|key| format!("note::{key}"));
            let is_there = |id: &String| self.document.anchors.contains(id);
            return note.filter(is_there).map(|note| format!("#{note}"));
        }
        if has_scheme(&address) {
            return Some(address);
        }
        let address = address.strip_prefix(self.root)?;
        let page = address.split(['#', '?']).next().unwrap_or_default();
        match self.document.places.get(page) {
            Some(place) => Some(format!("#{place}")),
            None => Some(format!("{}{address}", self.document.site?)),
        }
    }

    /// Writes a tag; `target` is where its link leads.
    fn write(&self, tag: &Tag, target: Option<&str>, out: &mut String) {
        let name = tag.name.to_ascii_lowercase();
        let level = heading(&name).filter(|_| !self.prefix.is_empty());
        let is_details = name == "details";
        if tag.closing || (tag.attributes.is_empty() && level.is_none() && !is_details) {
            out.push_str(tag.text);
            return;
        }
        out.push('<');
        out.push_str(tag.name);
        for (attribute, value) in &tag.attributes {
            let lower = attribute.to_ascii_lowercase();
            let changed = value.and_then(|value| self.changed(&name, &lower, value, target));
            match changed {
                Some(Changed::Gone) => {}
                Some(Changed::To(value)) => push_attribute(attribute, Some(&value), out),
                None => push_attribute(attribute, *value, out),
            }
        }
        // Below the title of the document, everything lies one level deeper than on its own page.
        if let Some(level) = level.filter(|_| tag.value("aria-level").is_none()) {
            push_attribute("aria-level", Some(&(level + 1).to_string()), out);
        }
        // Paper cannot be asked to show more.
        if is_details && !tag.attributes.iter().any(|(name, _)| *name == "open") {
            push_attribute("open", None, out);
        }
        out.push_str(if tag.text.ends_with("/>") { "/>" } else { ">" });
    }

    /// Returns what becomes of an attribute; nothing where it stays.
    fn changed(&self, tag: &str, name: &str, value: &str, target: Option<&str>) -> Option<Changed> {
        let prefix = self.prefix;
        match name {
            "id" => Some(Changed::To(format!("{prefix}{value}"))),
            "href" if target.is_some() => target.map(|target| Changed::To(escaped(target))),
            "href" | "xlink:href" if value.starts_with('#') => {
                // The marks of the kinds stand in the frame, once for all.
                let own = self.ids.contains(&value[1..]);
                own.then(|| Changed::To(format!("#{prefix}{}", &value[1..])))
            }
            "src" if tag == "img" => {
                let address = value.strip_prefix(self.root).unwrap_or(value);
                let picture = (self.document.picture)(&decoded(address));
                Some(picture.map_or(Changed::Gone, Changed::To))
            }
            "srcset" | "loading" => Some(Changed::Gone),
            // Every entry has the same sections: as landmarks they would tell nobody where to go.
            "aria-label" | "aria-labelledby"
                if !prefix.is_empty() && matches!(tag, "aside" | "section") =>
            {
                Some(Changed::Gone)
            }
            "role" if !prefix.is_empty() && value == "region" => {
                Some(Changed::To("group".to_owned()))
            }
            _ if NAMING.contains(&name) => {
                let ids = value.split_ascii_whitespace();
                let ids: Vec<String> = ids.map(|id| format!("{prefix}{id}")).collect();
                Some(Changed::To(ids.join(" ")))
            }
            _ if value.contains("url(#") => {
                let value = value.replace("url(#", &format!("url(#{prefix}"));
                Some(Changed::To(value))
            }
            _ => None,
        }
    }
}

/// What becomes of an attribute.
enum Changed {
    To(String),
    Gone,
}

/// A tag as it is written.
struct Tag<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    name: &'a str,
    closing: bool,
    /// The attributes, each with its value, without quotation marks and as it is escaped.
    attributes: Vec<(&'a str, Option<&'a str>)>,
}

impl<'a> Tag<'a> {
    fn value(&self, name: &str) -> Option<&'a str> {
        let found = self
            .attributes
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.and_then(|(_, value)| *value)
    }
}

/// Elements whose content is no markup.
const RAW: &[&str] = &["script", "style", "textarea"];

/// Returns the tags of a text, in order, without those within comments and raw text.
fn tags(html: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut place = 0;
    let mut raw: Option<&str> = None;
    std::iter::from_fn(move || {
        loop {
            let start = place + html[place..].find('<')?;
            let rest = &html[start..];
            if raw.is_none() && rest.starts_with("<!--") {
                place = start + rest.find("-->").map_or(rest.len(), |end| end + 3);
                continue;
            }
            let closing = rest.starts_with("</");
            let name_start = if closing { 2 } else { 1 };
            let name_end = rest[name_start..]
                .find(|letter: char| letter.is_ascii_whitespace() || matches!(letter, '>' | '/'))
                .map_or(rest.len(), |end| name_start + end);
            let name = &rest[name_start..name_end];
            let is_name = name.starts_with(|letter: char| letter.is_ascii_alphabetic());
            let ends_raw = raw.is_none_or(|of| closing && name.eq_ignore_ascii_case(of));
            if !is_name || !ends_raw {
                place = start + 1;
                continue;
            }
            raw = None;
            let (attributes, length) = attributes(&rest[name_end..]);
            let end = start + name_end + length;
            place = end;
            let lower = name.to_ascii_lowercase();
            if !closing && let Some(found) = RAW.iter().find(|known| **known == lower) {
                raw = Some(found);
            }
            return Some(Tag {
                start,
                end,
                text: &html[start..end],
                name,
                closing,
                attributes,
            });
        }
    })
}

/// Reads the attributes of a tag up to its end, and returns how far that is.
fn attributes(text: &str) -> (Vec<(&str, Option<&str>)>, usize) {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut place = 0;
    while place < bytes.len() {
        match bytes[place] {
            b'>' => return (found, place + 1),
            letter if letter.is_ascii_whitespace() || letter == b'/' => place += 1,
            _ => {
                let start = place;
                while place < bytes.len()
                    && !bytes[place].is_ascii_whitespace()
                    && !matches!(bytes[place], b'=' | b'>' | b'/')
                {
                    place += 1;
                }
                let name = &text[start..place];
                if bytes.get(place) != Some(&b'=') {
                    // A lone sign that begins no name is passed over.
                    place += usize::from(place == start);
                    found.push((name, None));
                    continue;
                }
                place += 1;
                let quote = bytes.get(place).copied();
                let (from, to, next) = match quote {
                    Some(quote @ (b'"' | b'\'')) => {
                        let from = place + 1;
                        let to = text[from..].find(char::from(quote));
                        let to = to.map_or(text.len(), |to| from + to);
                        (from, to, (to + 1).min(text.len()))
                    }
                    _ => {
                        let unquoted = |letter: char| letter.is_ascii_whitespace() || letter == '>';
                        let to = text[place..].find(unquoted);
                        let to = to.map_or(text.len(), |to| place + to);
                        (place, to, to)
                    }
                };
                found.push((name, Some(&text[from..to])));
                place = next;
            }
        }
    }
    (found, text.len())
}

fn push_attribute(name: &str, value: Option<&str>, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    if let Some(value) = value {
        out.push_str("=\"");
        out.push_str(&value.replace('"', "&quot;"));
        out.push('"');
    }
}

/// Escapes an address for an attribute.
fn escaped(address: &str) -> String {
    address.replace('&', "&amp;").replace('<', "&lt;")
}

/// Returns the level of a heading.
fn heading(name: &str) -> Option<u32> {
    match name.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(u32::from(level - b'0')),
        _ => None,
    }
}

/// Tells whether an address is absolute.
fn has_scheme(address: &str) -> bool {
    let scheme = address.split([':', '/', '?', '#']).next();
    let scheme = scheme.unwrap_or_default();
    address[scheme.len()..].starts_with(':')
        && scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
}

/// Takes the percent-encoding from a part of an address.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, others)) = rest.split_first() {
        let pair = others.get(..2).filter(|_| *first == b'%');
        let pair = pair.and_then(|pair| std::str::from_utf8(pair).ok());
        let byte = pair.and_then(|pair| u8::from_str_radix(pair, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &others[2..] } else { others };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Weaves a page of the folder `talks` into a document that holds one other talk and one source.
    fn woven(html: &str, site: Option<&str>) -> String {
        let places: Vec<(String, String)> = [
            ("talks/other.html", "other"),
            ("people/%EC%84%9C.html", "who::서"),
            ("sources/s.html", "note::s"),
        ]
        .map(|(address, anchor)| (address.to_owned(), anchor.to_owned()))
        .into();
        let picture = |address: &str| {
            (address == "talks/a b.png").then(|| "data:image/png;base64,".to_owned())
        };
        let document = Document {
            anchors: places.iter().map(|(_, anchor)| anchor.clone()).collect(),
            places: places.into_iter().collect(),
            site,
            picture: &picture,
        };
        let mut out = String::new();
        weave(html, "k::", "../", &document, &mut out);
        out
    }

    #[test]
    fn links_lead_within_the_document_where_they_can() {
        for (written, expected) in [
            (
                "<a href=\"../talks/other.html#cite\">b</a>",
                "<a href=\"#other\">b</a>",
            ),
            (
                "<a href='../people/%EC%84%9C.html' lang=ko>서</a>",
                "<a href=\"#who::서\" lang=\"ko\">서</a>",
            ),
            (
                "<sup><a href=\"#src-s\" aria-label=\"Source 1\">1</a></sup>",
                "<sup><a href=\"#note::s\" aria-label=\"Source 1\">1</a></sup>",
            ),
            (
                "<a href=\"https://example.org/?a=1&amp;b=2\" rel=\"external\">x</a>",
                "<a href=\"https://example.org/?a=1&amp;b=2\" rel=\"external\">x</a>",
            ),
            (
                "<h3 id=\"part\">P</h3><a href=\"#part\">p</a>",
                "<h3 id=\"k::part\" aria-level=\"4\">P</h3><a href=\"#k::part\">p</a>",
            ),
        ] {
            assert_eq!(woven(written, None), expected);
        }
    }

    #[test]
    fn a_link_to_what_is_not_there_leads_to_the_site_or_loses_its_tags() {
        let link = "See <a href=\"../talks/index.html#x\"><b>all</b> talks</a>, <a href=\"#gone\">gone</a>.";
        assert_eq!(woven(link, None), "See <b>all</b> talks, gone.");
        assert_eq!(
            woven(link, Some("https://example.org/a/")),
            "See <a href=\"https://example.org/a/talks/index.html#x\"><b>all</b> talks</a>, gone."
        );
    }

    #[test]
    fn whatever_names_an_id_follows_it() {
        for (written, expected) in [
            (
                "<svg aria-labelledby=\"a b\"></svg>",
                "<svg aria-labelledby=\"k::a k::b\"></svg>",
            ),
            (
                "<section aria-labelledby=\"a\"><div role=\"region\" aria-label=\"A\"></div></section>",
                "<section><div role=\"group\" aria-label=\"A\"></div></section>",
            ),
            (
                "<svg><clipPath id=\"c\"/><path clip-path=\"url(#c)\"/><use href=\"#c\"/><use href=\"#m-circle\"/></svg>",
                "<svg><clipPath id=\"k::c\"/><path clip-path=\"url(#k::c)\"/><use href=\"#k::c\"/><use href=\"#m-circle\"/></svg>",
            ),
        ] {
            assert_eq!(woven(written, None), expected);
        }
    }

    #[test]
    fn nothing_outside_the_document_is_loaded() {
        for (written, expected) in [
            (
                "<img src=\"../talks/a%20b.png\" alt=\"A > b\" loading=\"lazy\">",
                "<img src=\"data:image/png;base64,\" alt=\"A > b\">",
            ),
            ("<img src=\"../talks/c.png\" alt=\"C\">", "<img alt=\"C\">"),
        ] {
            assert_eq!(woven(written, None), expected);
        }
    }

    #[test]
    fn what_is_no_tag_stays_as_it_is() {
        for written in [
            "a < b &lt; c",
            "<!-- <a href=\"#gone\"> -->",
            "<script>if (a<b) '<a href=\"#gone\">'</script>",
            "<p hidden data-x=\"&quot;\">é 서</p>",
            "<br/>",
            "<",
        ] {
            assert_eq!(woven(written, None), written);
        }
    }

    #[test]
    fn details_are_open_and_headings_lie_deeper() {
        assert_eq!(
            woven("<h1>T</h1><details><summary>S</summary></details>", None),
            "<h1 aria-level=\"2\">T</h1><details open><summary>S</summary></details>"
        );
    }
}
