//! Entries bound together in one document: each as its page shows it, and what stands around them.
//!
//! In: which events, and what was asked for. Out: the HTML of one entry after the other and of the frame. An
//! entry is made by the template of its kind, whose frame is replaced by nothing, so that a dossier follows
//! whatever a site does to its pages. Sources have one number through all entries. Addresses and ids are still
//! those of pages; `dossier` turns them into those of one document.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use tera::{Tera, Value};

use super::bound::{may_reach, notes, people, sources_of_office};
use super::cards::role_text;
use super::chronology;
use super::coverage;
use super::entry::entry_view;
use super::lists::kind_view;
use super::making::Making;
use super::page::{Head, page_view, tally};
use super::values::{Page, date_view};
use super::view::{extend, list, map};
use crate::diagnostics::Diagnostic;
use crate::digest::Digest;
use crate::load::Inputs;
use crate::model::UrlPath;
use crate::resolve::offices::offices;
use crate::resolve::reports::Report;
use crate::resolve::{EntryId, Site};
use crate::schema::{KindId, Role};
use crate::when::When;

/// The template of the document.
const TEMPLATE: &str = "dossier.html";
/// The template of the frame of a page, and the block of it that holds what the page is about.
const FRAME: &str = "base.html";
const HELD: &str = "main";

/// What a dossier is about.
#[derive(Debug)]
pub struct About {
    /// The title.
    pub title: String,
    /// What was asked for, each a label and words.
    pub asked: Vec<(String, String)>,
    /// The call that makes the dossier again.
    pub command: String,
    /// From the first day asked for to the last; that of the events where none is asked for.
    pub period: Option<When>,
    /// The kinds of events.
    pub kinds: Vec<KindId>,
    /// The events, in order.
    pub events: Vec<EntryId>,
    /// Events of which it is not known whether they belong.
    pub perhaps: Vec<EntryId>,
}

/// A dossier laid out: everything is numbered, nothing is rendered yet.
#[derive(Debug)]
pub struct Dossier<'a> {
    making: &'a Making,
    about: &'a About,
    engine: Tera,
    people: Vec<(EntryId, Vec<EntryId>)>,
    notes: Vec<EntryId>,
    numbers: BTreeMap<EntryId, usize>,
}

impl<'a> Dossier<'a> {
    /// Lays a dossier out.
    ///
    /// # Errors
    ///
    /// Returns a sentence if the templates do not fit together without their frame.
    pub fn new(making: &'a Making, about: &'a About) -> Result<Self, String> {
        let site = making.site();
        let mut engine = making.engine().clone();
        engine
            .add_raw_templates([(FRAME, bare_frame(making.inputs()).as_str())])
            .map_err(|error| format!("the templates cannot be used for a dossier: {error}"))?;
        let people = people(&about.events, site);
        let notes = notes(about, &people, site);
        let numbers = notes.iter().copied().zip(1..).collect();
        Ok(Self {
            making,
            about,
            engine,
            people,
            notes,
            numbers,
        })
    }

    /// Lists what has a place in the document: the address of its page, and the id here.
    #[must_use]
    pub fn places(&self) -> Vec<(String, String)> {
        let site = self.making.site();
        let place = |id: EntryId, anchor: String| (site.address(id).encoded(), anchor);
        let key = |id: EntryId| site.entry(id).key.as_str();
        let events = self.about.events.iter();
        let events = events.map(|id| place(*id, key(*id).to_owned()));
        let people = self.people.iter();
        let people = people.map(|(id, _)| place(*id, format!("who::{}", key(*id))));
        let notes = self.notes.iter();
        let notes = notes.map(|id| place(*id, note_anchor(*id, site)));
        // What pages say there of what is complete, the dossier says of its own period.
        let rules = Report::Methodology.address().encoded();
        let rules = (rules, "part::coverage".to_owned());
        let all = events.chain(people).chain(notes);
        all.chain([rules]).collect()
    }

    /// Makes an event as its page shows it, without the frame of the page.
    ///
    /// # Errors
    ///
    /// Returns what is wrong with a template.
    pub fn event(&self, id: EntryId) -> Result<Vec<u8>, Box<Diagnostic>> {
        let (making, site) = (self.making, self.making.site());
        let kind = site.kind_of(id);
        let (claims, cards, shared) = (making.claims(), making.cards(), making.shared());
        let entry = entry_view(id, Some(&self.numbers), site, claims, cards, shared);
        // What leads to other pages has no place here, nor what the chronology before it shows of all events.
        let none = Value::none;
        let entry = extend(
            &entry,
            [
                ("sequence", none()),
                ("calendars", list([])),
                ("run", none()),
                ("alike", none()),
                ("later", none()),
                ("mentions", none()),
                ("previous", none()),
                ("next", none()),
                ("related", list([])),
                ("backlinks", list([])),
            ],
        );
        let context = vec![
            ("page", self.page(site.title(id), site.address(id))),
            ("kind", kind_view(site.entry(id).kind, site)),
            ("entry", entry),
            ("site", extend(making.site_view(), [("reports", list([]))])),
        ];
        let template = making.template("kinds", &kind.name, "_default");
        self.render(&template, context, site.address(id).as_str())
    }

    /// Makes everything around the entries; `styles` stand in the document, and `policy` lets them through.
    ///
    /// # Errors
    ///
    /// Returns what is wrong with the template.
    pub fn frame(&self, styles: &[String], policy: &str) -> Result<Vec<u8>, Box<Diagnostic>> {
        let (making, site, about) = (self.making, self.making.site(), self.about);
        let cards = making.cards();
        let listed = |ids: &[EntryId]| list(ids.iter().map(|id| cards.get(*id)));
        let asked = about.asked.iter().map(|(label, words)| {
            map([
                ("label", label.as_str().into()),
                ("text", words.as_str().into()),
            ])
        });
        let people = self.people.iter().map(|(id, events)| {
            map([
                ("anchor", format!("who::{}", site.entry(*id).key).into()),
                ("card", cards.get(*id)),
                ("offices", self.offices(*id)),
                ("events", listed(events)),
            ])
        });
        let dossier = map([
            (
                "styles",
                list(styles.iter().map(|style| Value::safe_string(style))),
            ),
            ("policy", policy.into()),
            ("asked", list(asked)),
            ("command", about.command.as_str().into()),
            (
                "period",
                about
                    .period
                    .as_ref()
                    .map_or_else(Value::none, |when| date_view(when, site)),
            ),
            ("version", self.version().into()),
            ("kinds", tally(&about.events, site)),
            ("events", listed(&about.events)),
            ("months", chronology::months_of(&about.events, site, cards)),
            ("people", list(people)),
            ("notes", self.notes_view()),
            ("perhaps", listed(&about.perhaps)),
            (
                "declared",
                coverage::during(about.period.as_ref(), &about.kinds, site, cards),
            ),
            (
                "undeclared",
                coverage::undeclared(about.period.as_ref(), &about.kinds, site),
            ),
        ]);
        let context = vec![
            (
                "page",
                self.page(&about.title, &UrlPath::page("", "dossier")),
            ),
            ("dossier", dossier),
            ("site", making.site_view().clone()),
        ];
        self.render(TEMPLATE, context, TEMPLATE)
    }

    fn render(
        &self,
        template: &str,
        context: Vec<(&'static str, Value)>,
        address: &str,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let texts = &self.making.inputs().texts;
        let templates = self.making.templates();
        let made = templates.render(&self.engine, template, context, address, texts);
        made.map_err(|fault| Box::new(fault.diagnostic))
    }

    fn page(&self, title: &str, address: &UrlPath) -> Value {
        let head = Head {
            form: "dossier",
            title,
            description: "",
            address,
            section: "",
            crumbs: Vec::new(),
            root: None,
        };
        page_view(head, self.making.site())
    }

    /// Returns a fingerprint of all that was written for the site, in few letters.
    fn version(&self) -> String {
        let inputs = self.making.inputs();
        let mut sheet = Vec::new();
        let mut add = |text: &str| {
            sheet.extend((text.len() as u64).to_le_bytes());
            sheet.extend(text.as_bytes());
        };
        for written in &inputs.content {
            let text = inputs.texts.get(written.text);
            add(&text.path);
            add(&text.content);
        }
        for (name, node) in inputs.rules.iter().chain(&inputs.kinds) {
            add(name);
            add(&inputs.texts.get(node.span.text).content);
        }
        let mut version = Digest::of(&sheet).to_string();
        version.truncate(12);
        version
    }

    /// Lists the offices of somebody that fall into the period, or may.
    fn offices(&self, id: EntryId) -> Value {
        let (site, cards) = (self.making.site(), self.making.cards());
        let offices = offices(id, site);
        let within = offices
            .iter()
            .filter(|office| may_reach(office, self.about.period.as_ref()));
        list(within.map(|office| {
            let day =
                |when: Option<&When>| when.map_or_else(Value::none, |when| date_view(when, site));
            let sources = sources_of_office(id, office, site);
            let sources = sources.into_iter().map(|source| self.note(source));
            map([
                ("title", office.title.into()),
                ("card", cards.maybe(office.body)),
                ("begins", day(office.from)),
                ("ends", day(office.to)),
                ("sources", list(sources)),
            ])
        }))
    }

    /// Returns the mark of a note.
    fn note(&self, source: EntryId) -> Value {
        let site = self.making.site();
        map([
            ("number", self.numbers[&source].into()),
            ("id", note_anchor(source, site).into()),
        ])
    }

    fn notes_view(&self) -> Value {
        let making = self.making;
        let site = making.site();
        list(self.notes.iter().map(|source| {
            let page = Page {
                site,
                claims: making.claims(),
                cards: making.cards(),
                id: *source,
                root: "",
                numbers: &self.numbers,
            };
            let shared = making.shared();
            extend(
                &self.note(*source),
                [
                    ("card", making.cards().get(*source)),
                    ("credited", role_text(*source, Role::Origin, site).into()),
                    ("fields", shared.source_fields.of(*source, &page)),
                    ("coins", shared.source_fields.item_of(*source, site)),
                ],
            )
        }))
    }
}

/// Makes a frame that shows one block of a page and none of the others that the frame of pages has.
fn bare_frame(inputs: &Inputs) -> String {
    let mut templates = inputs.templates.iter();
    let frame = templates.find(|(name, _)| name == FRAME);
    let frame = frame.map_or("", |(_, text)| &inputs.texts.get(*text).content);
    let mut bare = String::from("{% if false %}");
    for tag in frame.split("{%").skip(1) {
        let mut words = tag.trim_start_matches('-').split_whitespace();
        if let (Some("block"), Some(name)) = (words.next(), words.next())
            && name != HELD
        {
            // Writing to a string cannot fail.
            let _ = write!(bare, "{{% block {name} %}}{{% endblock {name} %}}");
        }
    }
    let _ = write!(
        bare,
        "{{% endif %}}{{% block {HELD} %}}{{% endblock {HELD} %}}"
    );
    bare
}

fn note_anchor(source: EntryId, site: &Site) -> String {
    format!("note::{}", site.entry(source).key)
}
