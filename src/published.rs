//! The facts of a site as its last publication had them: one line a page, sorted by address.
//!
//! The file is written for people as well as programs: lines that differ are pages whose facts changed.
//! A page's line is taken apart only where somebody asks for it. Nothing here knows a site.

use std::collections::{BTreeMap, HashMap};
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
    ("when", "the date of an event, as EDTF"),
    ("aliases", "the addresses that lead to the page"),
    (
        "cites",
        "the sources that the page lists, as folders and keys",
    ),
    (
        "prose",
        "the number of words of its running text, and a digest of them",
    ),
    (
        "kinds",
        "for each kind its part, and what pages call its fields",
    ),
    ("rules", "the rules of counting and coverage, part by part"),
];

/// The lines before the first page, after the last, and after all.
const OPENING: &str = "{\n\"format\": 1,\n\"pages\": {\n";
const LEGEND: &str = "\n},\n\"kinds\": ";
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
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// The title.
    pub title: String,
    /// The name of its kind.
    pub kind: String,
    /// The facts, in the order of the page.
    pub facts: Vec<Fact>,
    /// What tells each correction from others.
    pub corrections: Vec<String>,
    /// The date of an event, as EDTF.
    pub when: String,
    /// The addresses that lead to it.
    pub aliases: Vec<String>,
    /// The sources that it lists, as folders and keys.
    pub cites: Vec<String>,
    /// The number of words of its running text and a digest of them; nothing where it has none.
    pub prose: String,
}

/// What a kind is to the record.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Part {
    /// Its entries are dated.
    Event,
    /// They are cited.
    Source,
    /// Events take place there.
    Place,
    /// Anything else.
    #[default]
    Other,
}

/// What the file says of a kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KindWords {
    /// What one entry is called.
    pub label: String,
    /// What it is to the record.
    pub part: Part,
    /// The field that dates its entries, or nothing.
    pub dated: String,
    /// The field of the offices that its entries held, or nothing.
    pub offices: String,
    /// What pages call each field, by its name with those around it.
    pub labels: BTreeMap<String, String>,
}

/// What the file says beside its pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Legend {
    /// The kinds by name.
    pub kinds: BTreeMap<String, KindWords>,
    /// The rules of counting and coverage: for each what it says, part by part.
    pub rules: BTreeMap<String, BTreeMap<String, String>>,
}

/// The file of facts.
#[derive(Debug)]
pub struct Published {
    text: String,
    lines: HashMap<String, Range<usize>>,
    legend: Option<Range<usize>>,
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
        let after = text.strip_prefix(OPENING)?;
        // Line ends within JSON are escaped, so this cannot be part of a page.
        let (inner, legend) = match after.rfind(LEGEND) {
            Some(end) => {
                let from = OPENING.len() + end + LEGEND.len();
                after.strip_suffix("\n}\n")?;
                (&after[..end], Some(from..text.len()))
            }
            None => (after.strip_suffix(CLOSING)?, None),
        };
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
        Some(Self {
            text,
            lines,
            legend,
        })
    }

    /// Returns every page with its address, in no order.
    pub fn pages(&self) -> impl Iterator<Item = (&str, &str)> {
        let lines = self.lines.iter();
        lines.map(|(address, line)| (address.as_str(), &self.text[line.clone()]))
    }

    /// Returns what the file says beside its pages; nothing where it has another form.
    #[must_use]
    pub fn legend(&self) -> Legend {
        let words = self.legend.clone().map(|range| &self.text[range]);
        let words = words.map(|words| format!("{{\"kinds\": {words}"));
        let read = words.and_then(|words| serde_json::from_str::<Json>(&words).ok());
        read.as_ref().map(read_legend).unwrap_or_default()
    }

    /// Returns the line of a page, without its address.
    #[must_use]
    pub fn line(&self, address: &str) -> Option<&str> {
        self.text.get(self.lines.get(address)?.clone())
    }
}

/// Writes the file from the lines of pages, each with its address, in the order given.
#[must_use]
pub fn write<'a>(lines: impl Iterator<Item = (&'a str, String)>, legend: &Legend) -> Vec<u8> {
    let mut text = String::from(OPENING);
    for (number, (address, line)) in lines.enumerate() {
        if number > 0 {
            text.push_str(",\n");
        }
        text.push_str(&Json::from(address).to_string());
        text.push_str(": ");
        text.push_str(&line);
    }
    text.push_str(LEGEND);
    let kinds: Map<String, Json> = legend
        .kinds
        .iter()
        .map(|(name, kind)| (name.clone(), write_kind(kind)))
        .collect();
    let rules = serde_json::json!(legend.rules);
    text.push_str(&Json::from(kinds).to_string());
    text.push_str(",\n\"rules\": ");
    text.push_str(&rules.to_string());
    text.push_str("\n}\n");
    text.into_bytes()
}

fn write_kind(kind: &KindWords) -> Json {
    let part = PARTS.iter().find(|(part, _)| *part == kind.part);
    let mut written = Map::new();
    let mut say = |name: &str, value: Json| {
        if value != "" {
            written.insert(name.to_owned(), value);
        }
    };
    say("label", kind.label.as_str().into());
    say("part", part.map_or("", |(_, word)| *word).into());
    say("dated", kind.dated.as_str().into());
    say("offices", kind.offices.as_str().into());
    say("labels", serde_json::json!(kind.labels));
    written.into()
}

/// The words for the parts of kinds.
const PARTS: &[(Part, &str)] = &[
    (Part::Event, "event"),
    (Part::Source, "cited"),
    (Part::Place, "located"),
];

fn read_legend(legend: &Json) -> Legend {
    let kinds = legend.get("kinds").and_then(Json::as_object);
    let rules = legend.get("rules").and_then(Json::as_object);
    let read_kind = |(name, kind): (&String, &Json)| {
        let word = text(kind, "part");
        let part = PARTS.iter().find(|(_, known)| *known == word);
        let read = KindWords {
            label: text(kind, "label"),
            part: part.map_or(Part::Other, |(part, _)| *part),
            dated: text(kind, "dated"),
            offices: text(kind, "offices"),
            labels: kind.get("labels").map(strings).unwrap_or_default(),
        };
        (name.clone(), read)
    };
    Legend {
        kinds: kinds.into_iter().flatten().map(read_kind).collect(),
        rules: rules
            .into_iter()
            .flatten()
            .map(|(name, parts)| (name.clone(), strings(parts)))
            .collect(),
    }
}

fn strings(of: &Json) -> BTreeMap<String, String> {
    let found = of.as_object().into_iter().flatten();
    found
        .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())))
        .collect()
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
    for (name, word) in [("when", &page.when), ("prose", &page.prose)] {
        if !word.is_empty() {
            line.insert(name.to_owned(), word.as_str().into());
        }
    }
    for (name, words) in [("aliases", &page.aliases), ("cites", &page.cites)] {
        if !words.is_empty() {
            line.insert(name.to_owned(), words.clone().into());
        }
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
        when: text(&page, "when"),
        aliases: texts(&page, "aliases"),
        cites: texts(&page, "cites"),
        prose: text(&page, "prose"),
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
            when: "2022-01-30".to_owned(),
            aliases: vec!["talks/b.html".to_owned()],
            cites: vec!["sources/cns-nti".to_owned()],
            prose: "12 abc".to_owned(),
        }
    }

    fn legend() -> Legend {
        let kind = KindWords {
            label: "Talk".to_owned(),
            part: Part::Event,
            dated: "day".to_owned(),
            offices: String::new(),
            labels: BTreeMap::from([("day".to_owned(), "Day".to_owned())]),
        };
        let parts = BTreeMap::from([("to".to_owned(), "2022\n},\n\"kinds\": ".to_owned())]);
        Legend {
            kinds: BTreeMap::from([("talk".to_owned(), kind)]),
            rules: BTreeMap::from([("coverage: All".to_owned(), parts)]),
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
        let bytes = write(lines.into_iter(), &legend());
        let published = Published::read(String::from_utf8(bytes).expect("JSON is UTF-8"));
        let published = published.expect("it was just written");
        assert_eq!(published.line("talks/c.html"), Some(line.as_str()));
        assert_eq!(published.line("talks/d.html"), None);
        let read = published.line("talks/c.html").and_then(read_page);
        assert_eq!(read, Some(page()));
        assert_eq!(published.legend(), legend());
        assert_eq!(published.pages().count(), 2);
        let older = format!("{OPENING}\"talks/a.html\": {line}{CLOSING}");
        let older = Published::read(older).expect("files had no legend once");
        assert_eq!(older.legend(), Legend::default());
        assert!(older.line("talks/a.html").is_some());
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
        let empty = String::from_utf8(write(std::iter::empty(), &Legend::default()))
            .expect("JSON is UTF-8");
        assert!(Published::read(empty).is_some());
    }
}
