//! How the page of an entry is cited: Chicago, APA, BibTeX and CSL-JSON, ready to be copied.
//!
//! Only what is known is said. A page has no author of its own; a publisher, a day and an address stand
//! only where the site gives them, and nobody's day of access is made up. The day from which the site
//! speaks is the version of the page.

use std::fmt::Write;

use chrono::NaiveDate;
use serde_json::{Map, Value as Json, json};
use tera::Value;

use super::coins::{Item, coins, tags};
use super::linked_data::{modified, published};
use super::view::{list, map};
use crate::resolve::{EntryId, Site};
use crate::when::When;

/// What is known of a page that is cited.
pub(super) struct Work<'a> {
    pub(super) title: &'a str,
    pub(super) key: &'a str,
    /// The site of which the page is a part.
    pub(super) whole: &'a str,
    pub(super) publisher: Option<&'a str>,
    pub(super) published: Option<NaiveDate>,
    pub(super) modified: Option<NaiveDate>,
    pub(super) as_of: Option<NaiveDate>,
    pub(super) address: Option<String>,
    pub(super) language: &'a str,
}

impl<'a> Work<'a> {
    /// Gathers it for the page of an entry.
    pub(super) fn new(id: EntryId, site: &'a Site) -> Self {
        let config = &site.config;
        let address = site.address(id).encoded();
        Self {
            title: site.title(id),
            key: site.entry(id).key.as_str(),
            whole: &config.title,
            publisher: config.publisher.as_deref(),
            published: published(id, site),
            modified: modified(id, site),
            as_of: site.as_of.as_ref().and_then(When::certain_day),
            address: config.url.as_ref().map(|base| format!("{base}{address}")),
            language: &config.language,
        }
    }

    /// Returns the publisher where its name is not that of the site.
    fn other_publisher(&self) -> Option<&'a str> {
        self.publisher.filter(|publisher| *publisher != self.whole)
    }

    /// Names the site, and the page within it where it has no address.
    fn place(&self) -> String {
        match self.address {
            Some(_) => self.whole.to_owned(),
            None => format!("{}, {}", self.whole, self.key),
        }
    }
}

/// Makes what templates see of how a page is cited; `own` is what the page itself describes to
/// reference managers, where that is not the page.
pub(super) fn cite_view(id: EntryId, site: &Site, own: Option<Value>) -> Value {
    let work = Work::new(id, site);
    let of_page = || {
        coins(&Item {
            title: work.title,
            whole: work.whole,
            publisher: work.publisher.unwrap_or_default(),
            date: work.published.map(iso),
            address: work.address.as_deref(),
            authors: Vec::new(),
            language: work.language,
        })
    };
    map([
        ("chicago", chicago(&work).into()),
        ("apa", apa(&work).into()),
        ("bibtex", bibtex(&work).into()),
        ("csl", csl(&work).into()),
        ("tags", list(tags(&work))),
        ("coins", own.unwrap_or_else(|| of_page().into())),
    ])
}

/// Writes a day as ISO 8601 has it.
pub(super) fn iso(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

/// Writes a day as these styles have it in English.
fn american(day: NaiveDate) -> String {
    day.format("%B %-d, %Y").to_string()
}

/// Ends a part with a full stop, unless it has an end of its own.
fn stopped(text: &str) -> String {
    let last = text.trim_end_matches(['”', '’', '"', '\'', ')']);
    if last.ends_with(['.', '?', '!', '…']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

/// Cites a page in the notes of the Chicago Manual of Style.
fn chicago(work: &Work) -> String {
    // Quotation marks alternate, and the full stop stands within them.
    let title = match work.title.strip_suffix('”') {
        Some(before) => format!("{}”", stopped(before)),
        None => stopped(work.title),
    };
    let title = title.replace('“', "‘").replace('”', "’");
    let mut parts = vec![format!("“{title}”"), stopped(&work.place())];
    parts.extend(work.other_publisher().map(stopped));
    parts.extend(work.published.map(|day| stopped(&american(day))));
    parts.extend(
        work.modified
            .map(|day| format!("Last modified {}.", american(day))),
    );
    parts.extend(work.as_of.map(|day| format!("As of {}.", american(day))));
    parts.extend(work.address.as_deref().map(stopped));
    parts.join(" ")
}

/// Cites a page in the style of the American Psychological Association.
fn apa(work: &Work) -> String {
    let day = work.modified.or(work.published).map_or_else(
        || "(n.d.).".to_owned(),
        |day| day.format("(%Y, %B %-d).").to_string(),
    );
    let title = match work.as_of {
        Some(day) => format!("{} (as of {}).", work.title, american(day)),
        None => stopped(work.title),
    };
    let mut parts = match work.publisher {
        Some(publisher) => vec![stopped(publisher), day, title],
        None => vec![title, day],
    };
    // The site is not named a second time where it is its own publisher.
    if work.publisher != Some(work.whole) || work.address.is_none() {
        parts.push(stopped(&work.place()));
    }
    parts.extend(work.address.clone());
    parts.join(" ")
}

/// Cites a page as BibTeX.
fn bibtex(work: &Work) -> String {
    let day = work.published.or(work.modified);
    let fields = [
        ("title", Some(format!("{{{}}}", latex(work.title)))),
        ("howpublished", Some(latex(work.whole))),
        ("publisher", work.other_publisher().map(latex)),
        ("year", day.map(|day| day.format("%Y").to_string())),
        (
            "month",
            day.map(|day| day.format("%b").to_string().to_lowercase()),
        ),
        ("day", day.map(|day| day.format("%-d").to_string())),
        ("url", work.address.clone()),
        (
            "note",
            work.as_of.map(|day| format!("As of {}", american(day))),
        ),
        ("langid", Some(work.language.to_owned())),
    ];
    let mut text = format!("@misc{{{}", work.key);
    for (name, value) in fields {
        let Some(value) = value else { continue };
        // The names of months are words that each style spells in its own way.
        let value = if name == "month" {
            value
        } else {
            format!("{{{value}}}")
        };
        write!(text, ",\n  {name} = {value}").expect("a string can be written");
    }
    text.push_str("\n}");
    text
}

/// Writes a text so that LaTeX prints it as it is.
fn latex(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => written.extend(['\\', letter]),
            '~' => written.push_str("\\textasciitilde{}"),
            '^' => written.push_str("\\textasciicircum{}"),
            '\\' => written.push_str("\\textbackslash{}"),
            other => written.push(other),
        }
    }
    written
}

/// Cites a page as CSL-JSON, which reference managers and citation processors take.
fn csl(work: &Work) -> String {
    let mut item = Map::new();
    let mut say = |name: &str, value: Json| {
        item.insert(name.to_owned(), value);
    };
    say("id", work.key.into());
    say("type", "webpage".into());
    say("title", work.title.into());
    say("container-title", work.whole.into());
    say("language", work.language.into());
    if let Some(publisher) = work.publisher {
        say("publisher", publisher.into());
    }
    if let Some(day) = work.published.or(work.modified) {
        let part = |form: &str| {
            day.format(form)
                .to_string()
                .parse::<i32>()
                .unwrap_or_default()
        };
        say(
            "issued",
            json!({ "date-parts": [[part("%Y"), part("%-m"), part("%-d")]] }),
        );
    }
    if let Some(day) = work.as_of {
        say("version", iso(day).into());
    }
    if let Some(address) = &work.address {
        say("URL", address.as_str().into());
    }
    let lines = item
        .iter()
        .map(|(name, value)| format!("  {}: {value}", Json::from(name.as_str())));
    format!("[{{\n{}\n}}]", lines.collect::<Vec<_>>().join(",\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTHING: Work = Work {
        title: "“Over & done”: who asked?",
        key: "2022-01-30-a_b",
        whole: "Sample Record",
        publisher: None,
        published: None,
        modified: None,
        as_of: None,
        address: None,
        language: "en",
    };

    fn everything() -> Work<'static> {
        Work {
            title: "A missile is fired",
            publisher: Some("Sample House"),
            published: NaiveDate::from_ymd_opt(2022, 1, 31),
            modified: NaiveDate::from_ymd_opt(2022, 10, 5),
            as_of: NaiveDate::from_ymd_opt(2022, 10, 6),
            address: Some("https://example.org/a_b.html".to_owned()),
            ..NOTHING
        }
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        assert_eq!(
            chicago(&NOTHING),
            "“‘Over & done’: who asked?” Sample Record, 2022-01-30-a_b."
        );
        assert_eq!(
            apa(&NOTHING),
            "“Over & done”: who asked? (n.d.). Sample Record, 2022-01-30-a_b."
        );
        assert_eq!(
            bibtex(&NOTHING),
            "@misc{2022-01-30-a_b,\n  title = {{“Over \\& done”: who asked?}},\n  howpublished = {Sample Record},\n  langid = {en}\n}"
        );
        let read: Json = serde_json::from_str(&csl(&NOTHING)).unwrap();
        assert_eq!(
            read,
            json!([{
                "id": "2022-01-30-a_b", "type": "webpage", "title": "“Over & done”: who asked?",
                "container-title": "Sample Record", "language": "en",
            }])
        );
    }

    #[test]
    fn all_that_is_known_is_said() {
        let work = everything();
        assert_eq!(
            chicago(&work),
            "“A missile is fired.” Sample Record. Sample House. January 31, 2022. Last modified October 5, 2022. \
             As of October 6, 2022. https://example.org/a_b.html."
        );
        assert_eq!(
            apa(&work),
            "Sample House. (2022, October 5). A missile is fired (as of October 6, 2022). Sample Record. \
             https://example.org/a_b.html"
        );
        assert_eq!(
            bibtex(&work),
            "@misc{2022-01-30-a_b,\n  title = {{A missile is fired}},\n  howpublished = {Sample Record},\n  \
             publisher = {Sample House},\n  year = {2022},\n  month = jan,\n  day = {31},\n  \
             url = {https://example.org/a_b.html},\n  note = {As of October 6, 2022},\n  langid = {en}\n}"
        );
        let read: Json = serde_json::from_str(&csl(&work)).unwrap();
        assert_eq!(read[0]["issued"], json!({ "date-parts": [[2022, 1, 31]] }));
        assert_eq!(read[0]["URL"], "https://example.org/a_b.html");
        assert_eq!(read[0]["version"], "2022-10-06");
    }

    #[test]
    fn a_site_that_publishes_itself_is_named_once() {
        let work = Work {
            publisher: Some("Sample Record"),
            ..everything()
        };
        assert_eq!(chicago(&work).matches("Sample Record").count(), 1);
        assert_eq!(apa(&work).matches("Sample Record").count(), 1);
    }
}
