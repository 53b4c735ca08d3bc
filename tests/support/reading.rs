//! Built files as a reader's program sees them: pages as tags and words, feeds as elements.
//!
//! In: the text of a file. Out: plain lists, in the order of the file. Text that is not well-formed
//! ends the test. Nothing is judged here.

#![allow(dead_code, reason = "each test crate needs a part of this")]

use std::fs;
use std::ops::Range;
use std::path::Path;

use html5gum::{DefaultEmitter, Token, Tokenizer};
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// A page of a built site.
pub(crate) struct Page {
    /// The start tags, in order.
    pub(crate) tags: Vec<Tag>,
    /// The words between the tags as a browser shows them, without scripts.
    pub(crate) words: String,
}

/// One start tag.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Tag {
    /// The element's name.
    pub(crate) name: String,
    /// Names and decoded values.
    pub(crate) attributes: Vec<(String, String)>,
    /// The words up to the next tag.
    pub(crate) words: String,
    /// Where all words up to its end tag stand among those of the page.
    pub(crate) inside: Range<usize>,
}

impl Tag {
    /// Returns the value of an attribute.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(written, _)| written == name);
        found.map(|(_, value)| value.as_str())
    }
}

impl Page {
    /// Reads a page from disk.
    pub(crate) fn open(path: &Path) -> Self {
        let html = fs::read_to_string(path);
        Self::read(&html.unwrap_or_else(|error| panic!("{}: {error}", path.display())))
    }

    /// Reads a page.
    pub(crate) fn read(html: &str) -> Self {
        let decoded = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let mut page = Self {
            tags: Vec::new(),
            words: String::new(),
        };
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        // Without this, the content of a script would be read as tags.
        emitter.naively_switch_states(true);
        let mut in_open_tag = false;
        let mut open: Vec<usize> = Vec::new();
        for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
            match token {
                Token::StartTag(tag) => {
                    open.push(page.tags.len());
                    page.tags.push(Tag {
                        name: decoded(&tag.name),
                        attributes: tag
                            .attributes
                            .iter()
                            .map(|(name, value)| (decoded(name), decoded(&value.value)))
                            .collect(),
                        words: String::new(),
                        inside: page.words.len()..page.words.len(),
                    });
                    in_open_tag = true;
                }
                Token::EndTag(tag) => {
                    in_open_tag = false;
                    let name = decoded(&tag.name);
                    let last = open.iter().rposition(|tag| page.tags[*tag].name == name);
                    if let Some(last) = last {
                        let end = page.words.len();
                        page.tags[open[last]].inside.end = end;
                        open.truncate(last);
                    }
                }
                Token::String(text) => {
                    let words = decoded(&text.value);
                    let tag = page.tags.last_mut().filter(|_| in_open_tag);
                    if tag.as_ref().is_none_or(|tag| tag.name != "script") {
                        page.words.push_str(&words);
                    }
                    if let Some(tag) = tag {
                        tag.words.push_str(&words);
                    }
                }
                Token::Comment(_) | Token::Doctype(_) => {}
                Token::Error(error) => panic!("not well-formed HTML: {}", error.value),
            }
        }
        page
    }

    /// Returns the tags of one name.
    pub(crate) fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a Tag> {
        self.tags.iter().filter(move |tag| tag.name == name)
    }

    /// Returns the words right after the first tag of a name.
    pub(crate) fn first(&self, name: &str) -> &str {
        let tag = self.all(name).next();
        let tag = tag.unwrap_or_else(|| panic!("no <{name}>"));
        tag.words.trim()
    }

    /// Returns the words of the first element of a name, those of the elements within it as well.
    pub(crate) fn whole(&self, name: &str) -> &str {
        let tag = self.all(name).next();
        let tag = tag.unwrap_or_else(|| panic!("no <{name}>"));
        self.words[tag.inside.clone()].trim()
    }

    /// Returns the addresses of all links.
    pub(crate) fn links(&self) -> Vec<&str> {
        self.all("a").filter_map(|tag| tag.value("href")).collect()
    }
}

/// One element of an XML file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Element {
    /// The names of the elements around it and its own, with slashes between.
    pub(crate) path: String,
    /// Names and decoded values.
    pub(crate) attributes: Vec<(String, String)>,
    /// The words directly in it.
    pub(crate) words: String,
}

impl Element {
    /// Returns the value of an attribute.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(written, _)| written == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// Reads an XML file, which must be well-formed, into its elements in the order of their beginnings.
pub(crate) fn elements(xml: &str) -> Vec<Element> {
    let odd = xml.chars().find(|character| !is_xml_character(*character));
    assert_eq!(odd, None, "a character that XML forbids");
    let mut reader = Reader::from_str(xml);
    let mut found: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    loop {
        let event = reader.read_event();
        match event.unwrap_or_else(|error| panic!("not well-formed XML: {error}")) {
            Event::Start(tag) => {
                let element = element(&tag, open.last().map(|index| found[*index].path.as_str()));
                open.push(found.len());
                found.push(element);
            }
            Event::Empty(tag) => {
                let around = open.last().map(|index| found[*index].path.as_str());
                let element = element(&tag, around);
                found.push(element);
            }
            Event::End(_) => {
                open.pop();
            }
            Event::Text(text) => push(&mut found, &open, &text.xml10_content()),
            Event::CData(text) => push(&mut found, &open, &text.xml10_content()),
            Event::GeneralRef(reference) => {
                let character = reference.resolve_char_ref().expect("a known character");
                let known = resolve_predefined_entity(&reference).map(str::to_owned);
                let words = character.map(String::from).or(known);
                let words = words.expect("one of the five entities of XML");
                push(&mut found, &open, &words);
            }
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) => {}
            Event::DocType(_) => panic!("a document type where none belongs"),
            Event::Eof => break,
        }
    }
    assert_eq!(open, Vec::<usize>::new(), "elements that nothing closes");
    found
}

fn element(tag: &BytesStart<'_>, around: Option<&str>) -> Element {
    let name = tag.name().into_inner();
    let attributes = tag.attributes().map(|attribute| {
        let attribute = attribute.expect("a readable attribute");
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .expect("a readable value");
        (attribute.key.into_inner().to_owned(), value.into_owned())
    });
    Element {
        path: around.map_or_else(|| name.to_owned(), |around| format!("{around}/{name}")),
        attributes: attributes.collect(),
        words: String::new(),
    }
}

fn push(found: &mut [Element], open: &[usize], words: &str) {
    if let Some(index) = open.last() {
        found[*index].words.push_str(words);
    } else {
        assert_eq!(words.trim(), "", "words outside all elements");
    }
}

/// Tells whether XML 1.0 allows a character at all.
fn is_xml_character(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}
