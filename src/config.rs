//! `site.yaml` to a [`Config`].
//!
//! What is not set stays unset: no publisher, contact or address is ever filled in.

use chrono_tz::Tz;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Mend};
use crate::mapping::Mapping;
use crate::repository::Repository;
use crate::text::Span;
use crate::when::{When, meant_zone, parse_zone};
use crate::yaml::Node;

/// The settings of a site.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The site's name.
    pub title: String,
    /// A line under the name; may be empty.
    pub tagline: String,
    /// The address at which it is published, with a slash at its end.
    pub url: Option<String>,
    /// The language of the texts, as a BCP 47 tag.
    pub language: String,
    /// The licence of the texts.
    pub licence: Option<Licence>,
    /// The day from which the site speaks.
    pub as_of: Option<When>,
    /// The zones in which dates are also given, each with the name shown.
    pub zones: Vec<(String, Tz)>,
    /// Who publishes the site.
    pub publisher: Option<String>,
    /// Where its files are kept.
    pub repository: Option<String>,
    /// The same, where the addresses of its files are known.
    pub files: Option<Repository>,
    /// How to reach the people behind it: a mail address or a web address.
    pub contact: Option<String>,
    /// The order in which names of people are shown.
    pub name_order: NameOrder,
}

/// The order of given and family name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum NameOrder {
    /// As the title has it.
    #[default]
    AsWritten,
    /// The given name before the family name.
    GivenFirst,
    /// The family name before the given name.
    FamilyFirst,
}

impl NameOrder {
    /// Every order with its word.
    pub const ALL: &[(&str, Self)] = &[
        ("as-written", Self::AsWritten),
        ("given-first", Self::GivenFirst),
        ("family-first", Self::FamilyFirst),
    ];

    /// Finds an order by its word.
    #[must_use]
    pub fn find(word: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(name, _)| *name == word);
        found.map(|(_, order)| *order)
    }

    /// Returns the word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        let found = Self::ALL.iter().find(|(_, order)| *order == self);
        found.map_or("", |(word, _)| *word)
    }

    /// Lists the words for all, to be printed.
    #[must_use]
    pub fn words() -> String {
        let words: Vec<&str> = Self::ALL.iter().map(|(word, _)| *word).collect();
        words.join(", ")
    }
}

/// The licence of the texts.
#[derive(Debug, Clone)]
pub struct Licence {
    /// Its name, such as CC BY 4.0.
    pub name: String,
    /// Where it is printed.
    pub url: Option<String>,
}

/// Reads the settings.
pub fn parse(node: &Node, diagnostics: &mut Diagnostics) -> Config {
    let mut config = Config {
        language: "en".to_owned(),
        ..Config::default()
    };
    let Some(mut map) = Mapping::open(node, Code::BadConfig, diagnostics) else {
        return config;
    };
    if let Some((title, _)) = map.required_text("title") {
        config.title = title;
    }
    if let Some((tagline, _)) = map.text("tagline") {
        config.tagline = tagline;
    }
    if let Some((url, span)) = map.text("url") {
        config.url = read_site_address(&url, span, map.diagnostics());
    }
    if let Some((language, span)) = map.text("language") {
        if is_language_tag(&language) {
            config.language = language;
        } else {
            map.report(
                span,
                format!("`{language}` is not a language tag such as en or ko"),
            );
        }
    }
    config.licence = read_licence(&mut map);
    if let Some((text, span)) = map.text("as_of") {
        config.as_of = read_as_of(&text, span, map.diagnostics());
    }
    for (key, node) in map.entries("zones") {
        let crate::yaml::Yaml::Scalar { text, .. } = &node.value else {
            map.report(node.span, "a zone is a name such as Asia/Seoul");
            continue;
        };
        match parse_zone(text) {
            Ok(zone) => config.zones.push((key.text.clone(), zone)),
            Err(near) => {
                let mut diagnostic = Diagnostic::new(
                    Code::UnknownZone,
                    node.span,
                    format!("there is no time zone `{text}`"),
                );
                diagnostic.help = Some(near.map_or_else(
                    || "write an IANA name such as Asia/Seoul".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                ));
                let mend = meant_zone(text).map(|zone| Mend::value(node.span, zone));
                map.diagnostics().push(diagnostic.mend(mend));
            }
        }
    }
    config.publisher = map.text("publisher").map(|(text, _)| text);
    config.repository = read_web_address(&mut map, "repository");
    let branch = map.text("branch").map(|(text, _)| text);
    let repository = config.repository.as_deref();
    config.files = repository.and_then(|address| Repository::parse(address, branch.as_deref()));
    if let Some((contact, span)) = map.text("contact") {
        if is_web_address(&contact)
            || (contact.contains('@') && !contact.contains([' ', '/', ':', '<', '>']))
        {
            config.contact = Some(contact);
        } else {
            map.report(
                span,
                format!("`{contact}` is neither a mail address nor a web address"),
            );
        }
    }
    if let Some(order) = read_name_order(&mut map) {
        config.name_order = order;
    }
    map.finish();
    config
}

fn read_name_order(map: &mut Mapping) -> Option<NameOrder> {
    let node = map.node("names")?;
    let mut inner = Mapping::open(node, Code::BadConfig, map.diagnostics())?;
    let order = inner.required_text("order").and_then(|(word, span)| {
        let order = NameOrder::find(&word);
        if order.is_none() {
            let words = NameOrder::words();
            let orders = words.split(", ");
            inner.report_with_mend(
                span,
                format!("names cannot be ordered `{word}`"),
                format!("the orders are {words}"),
                Mend::near_value(span, &word, orders),
            );
        }
        order
    });
    inner.finish();
    order
}

fn read_licence(map: &mut Mapping) -> Option<Licence> {
    let node = map.node("licence")?;
    let mut inner = Mapping::open(node, Code::BadConfig, map.diagnostics())?;
    let name = inner.required_text("name").map(|(name, _)| name);
    let url = read_web_address(&mut inner, "url");
    inner.finish();
    Some(Licence { name: name?, url })
}

fn read_web_address(map: &mut Mapping, key: &'static str) -> Option<String> {
    let (url, span) = map.text(key)?;
    if is_web_address(&url) {
        return Some(url);
    }
    map.report(span, format!("`{url}` is not an http or https address"));
    None
}

/// Reads the day from which a site speaks: one certain day.
fn read_as_of(text: &str, span: Span, diagnostics: &mut Diagnostics) -> Option<When> {
    match When::parse(text) {
        Ok(when) if when.certain_day().is_some() => Some(when),
        Ok(_) => {
            diagnostics.push(
                Diagnostic::new(
                    Code::BadDate,
                    span,
                    format!("`{text}` is not one certain day"),
                )
                .help("write a day such as 2022-02-28"),
            );
            None
        }
        Err(error) => {
            let mut diagnostic = Diagnostic::new(Code::BadDate, span, error.message);
            diagnostic.help = error.help;
            let mend = error.meant.map(|meant| Mend::value(span, meant));
            diagnostics.push(diagnostic.mend(mend));
            None
        }
    }
}

/// Makes of a web address that of a site: with a slash at its end, without query and fragment.
///
/// A path with two slashes in a row is refused: the page for missing addresses begins its links with
/// that path, and browsers take what follows two slashes for a host.
#[must_use]
pub fn site_address(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("://")?;
    let usable = is_web_address(text)
        && !text.contains(['?', '#'])
        && !rest.trim_end_matches('/').contains("//");
    usable.then(|| format!("{}/", text.trim_end_matches('/')))
}

/// Reads the address of a site.
fn read_site_address(url: &str, span: Span, diagnostics: &mut Diagnostics) -> Option<String> {
    let address = site_address(url);
    if address.is_some() {
        return address;
    }
    diagnostics.push(
        Diagnostic::new(
            Code::BadConfig,
            span,
            format!("`{url}` cannot be the address of a site"),
        )
        .help("write the whole address, such as https://example.org/briefs/"),
    );
    None
}

/// Tells whether a text is an absolute http or https address that can stand in an attribute.
#[must_use]
pub fn is_web_address(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else {
        return false;
    };
    let scheme_fits = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let forbidden = |letter: char| {
        letter.is_whitespace()
            || letter.is_control()
            || matches!(letter, '<' | '>' | '"' | '\\' | '`' | '{' | '}' | '|' | '^')
    };
    scheme_fits && !host.is_empty() && !host.contains('@') && !text.contains(forbidden)
}

/// Tells whether a text has the form of a BCP 47 language tag.
#[must_use]
pub fn is_language_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.chars().all(|letter| letter.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len())
                && part.chars().all(|letter| letter.is_ascii_alphanumeric())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_site_names_one_host_and_ends_in_one_slash() {
        for (written, address) in [
            ("https://example.org", Some("https://example.org/")),
            (
                "https://example.org/briefs//",
                Some("https://example.org/briefs/"),
            ),
            ("https://example.org//evil.example/", None),
            ("https://example.org/a//b", None),
            ("https:///example.org", None),
            ("https://example.org/?a", None),
            ("example.org", None),
        ] {
            assert_eq!(site_address(written).as_deref(), address, "{written}");
        }
    }
}
