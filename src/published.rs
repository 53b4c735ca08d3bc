//! The facts of a site as its last publication had them: one line a page, sorted by address.
//!
//! The file is written for people as well as programs: lines that differ are pages whose facts changed.
//! A page's line is taken apart only where somebody asks for it. Nothing here knows a site.

use std::collections::HashMap;
use std::ops::Range;

use serde_json::{Map, Value as Json};

/// The address of the file in the output.
pub const FACTS: &str = "data/facts.json";

/// The names in the file, each with what it holds.
pub const NAMES: &[(&str, &str)] = &[
    (
        "pages",
        "every page by its address from the top of the site, a line each",
    ),
    ("title", "the title of the page"),
    ("kind", "its kind"),
    ("facts", "what it states, in the order of the page"),
    ("field", "the field that a fact fills, with those around it"),
    ("in", "what tells a row of a list from the others"),
    ("row", "the number of that row, from 1"),
    ("value", "the value in words"),
    (
        "exact",
        "the value as it is written, where the words are others",
    ),
    ("by", "who states it, as folder and key"),
    ("sources", "the sources that carry it, as folders and keys"),
    ("general", "true where it rests on general knowledge alone"),
    ("disputed", "true where another value is preferred to it"),
    ("corrections", "the corrections of the page"),
];

/// The lines before the first page and after the last.
const OPENING: &str = "{\n\"format\": 1,\n\"pages\": {\n";
const CLOSING: &str = "\n}\n}\n";

/// One statement of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The field, with those around it, parted by full stops.
    pub field: String,
    /// What tells the group in which it stands from others of its list, or nothing.
    pub group: String,
    /// The number of that group in its list, from 1; 0 where it stands in no list of groups.
    pub row: u32,
    /// The value in words.
    pub value: String,
    /// The value in the form in which two are compared.
    pub exact: String,
    /// Who states it, or nothing.
    pub by: String,
    /// The sources that carry it.
    pub sources: Vec<String>,
    /// Whether it rests on general knowledge alone.
    pub general: bool,
    /// Whether another value is preferred to it.
    pub disputed: bool,
}

/// The facts of one page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The title.
    pub title: String,
    /// The name of its kind.
    pub kind: String,
    /// The facts, in the order of the page.
    pub facts: Vec<Fact>,
    /// What tells each correction from others.
    pub corrections: Vec<String>,
}

/// The file of facts.
#[derive(Debug)]
pub struct Published {
    text: String,
    lines: HashMap<String, Range<usize>>,
}

impl Published {
    /// Reads the file; `None` where it has another form.
    #[must_use]
    pub fn read(text: String) -> Option<Self> {
        let text = if text.contains('\r') {
            text.replace("\r\n", "\n")
        } else {
            text
        };
        let inner = text.strip_prefix(OPENING)?.strip_suffix(CLOSING)?;
        let mut lines = HashMap::new();
        let mut start = OPENING.len();
        for line in inner.split('\n') {
            let end = start + line.len();
            if !line.is_empty() {
                let line = line.strip_suffix(',').unwrap_or(line);
                let mut words = serde_json::Deserializer::from_str(line).into_iter::<String>();
                let address = words.next()?.ok()?;
                let rest = line[words.byte_offset()..].strip_prefix(": ");
                let page = rest.filter(|page| page.starts_with('{'))?;
                // What is cut off or torn is not taken for what was published.
                serde_json::from_str::<serde::de::IgnoredAny>(page).ok()?;
                let from = start + line.len() - page.len();
                lines.insert(address, from..start + line.len());
            }
            start = end + 1;
        }
        Some(Self { text, lines })
    }

    /// Returns the line of a page, without its address.
    #[must_use]
    pub fn line(&self, address: &str) -> Option<&str> {
        self.text.get(self.lines.get(address)?.clone())
    }
}

/// Writes the file from the lines of pages, each with its address, in the order given.
#[must_use]
pub fn write<'a>(lines: impl Iterator<Item = (&'a str, String)>) -> Vec<u8> {
    let mut text = String::from(OPENING);
    for (number, (address, line)) in lines.enumerate() {
        if number > 0 {
            text.push_str(",\n");
        }
        text.push_str(&Json::from(address).to_string());
        text.push_str(": ");
        text.push_str(&line);
    }
    text.push_str(CLOSING);
    text.into_bytes()
}

/// Writes the line of a page.
#[must_use]
pub fn write_page(page: &Page) -> String {
    let mut line = Map::new();
    line.insert("title".to_owned(), page.title.as_str().into());
    line.insert("kind".to_owned(), page.kind.as_str().into());
    line.insert(
        "facts".to_owned(),
        page.facts.iter().map(write_fact).collect(),
    );
    if !page.corrections.is_empty() {
        line.insert("corrections".to_owned(), page.corrections.clone().into());
    }
    Json::from(line).to_string()
}

/// Reads the line of a page; `None` where it has another form.
#[must_use]
pub fn read_page(line: &str) -> Option<Page> {
    let page: Json = serde_json::from_str(line).ok()?;
    let facts = page.get("facts")?.as_array()?;
    Some(Page {
        title: text(&page, "title"),
        kind: text(&page, "kind"),
        facts: facts.iter().map(read_fact).collect::<Option<_>>()?,
        corrections: texts(&page, "corrections"),
    })
}

fn write_fact(fact: &Fact) -> Json {
    let mut written = Map::new();
    let mut say = |name: &str, value: Json| {
        if value != "" && value != 0 {
            written.insert(name.to_owned(), value);
        }
    };
    say("field", fact.field.as_str().into());
    say("in", fact.group.as_str().into());
    say("row", fact.row.into());
    say("value", fact.value.as_str().into());
    if fact.exact != fact.value {
        say("exact", fact.exact.as_str().into());
    }
    say("by", fact.by.as_str().into());
    if !fact.sources.is_empty() {
        written.insert("sources".to_owned(), fact.sources.clone().into());
    }
    for (name, flag) in [("general", fact.general), ("disputed", fact.disputed)] {
        if flag {
            written.insert(name.to_owned(), true.into());
        }
    }
    written.into()
}

fn read_fact(fact: &Json) -> Option<Fact> {
    let value = text(fact, "value");
    let exact = text(fact, "exact");
    let flag = |name: &str| fact.get(name).and_then(Json::as_bool) == Some(true);
    Some(Fact {
        field: fact.get("field")?.as_str()?.to_owned(),
        group: text(fact, "in"),
        row: fact
            .get("row")
            .and_then(Json::as_u64)
            .map_or(0, |row| u32::try_from(row).unwrap_or(0)),
        exact: if exact.is_empty() {
            value.clone()
        } else {
            exact
        },
        value,
        by: text(fact, "by"),
        sources: texts(fact, "sources"),
        general: flag("general"),
        disputed: flag("disputed"),
    })
}

fn text(of: &Json, name: &str) -> String {
    let found = of.get(name).and_then(Json::as_str);
    found.unwrap_or_default().to_owned()
}

fn texts(of: &Json, name: &str) -> Vec<String> {
    let found = of.get(name).and_then(Json::as_array);
    let found = found.into_iter().flatten().filter_map(Json::as_str);
    found.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> Page {
        Page {
            title: "A \"quoted\" title, with\na break".to_owned(),
            kind: "talk".to_owned(),
            facts: vec![Fact {
                field: "salvos.range_km".to_owned(),
                group: "Hwasong-12".to_owned(),
                row: 2,
                value: "800 km".to_owned(),
                exact: "800".to_owned(),
                by: "organisations/kr-jcs".to_owned(),
                sources: vec!["sources/cns-nti".to_owned()],
                general: true,
                disputed: true,
            }],
            corrections: vec!["corrected-1".to_owned()],
        }
    }

    #[test]
    fn a_file_is_read_as_it_is_written() {
        let line = write_page(&page());
        assert!(!line.contains('\n'));
        let lines = [
            ("talks/a\": {b.html", line.clone()),
            ("talks/c.html", line.clone()),
        ];
        let bytes = write(lines.into_iter());
        let published = Published::read(String::from_utf8(bytes).expect("JSON is UTF-8"));
        let published = published.expect("it was just written");
        assert_eq!(published.line("talks/c.html"), Some(line.as_str()));
        assert_eq!(published.line("talks/d.html"), None);
        let read = published.line("talks/c.html").and_then(read_page);
        assert_eq!(read, Some(page()));
    }

    #[test]
    fn nothing_else_is_read() {
        for text in [
            "",
            "{}",
            "[]",
            "{\n\"format\": 2,\n\"pages\": {\n\n}\n}\n",
            "\0",
        ] {
            assert!(Published::read(text.to_owned()).is_none(), "{text:?}");
        }
        let damaged = format!("{OPENING}\"a.html\": {{\"title\"{CLOSING}");
        assert!(Published::read(damaged).is_none());
        for line in [
            "{}",
            "{\"facts\": 1}",
            "{\"facts\": [1]}",
            "{\"facts\": [{}]}",
        ] {
            assert_eq!(read_page(line), None, "{line}");
        }
        let empty = String::from_utf8(write(std::iter::empty())).expect("JSON is UTF-8");
        assert!(Published::read(empty).is_some());
    }
}
