//! Everything that pages are made from, and each page's template with what the template sees.
//!
//! A page is found by its address, so that one can be made without the others. What it is made from
//! is known before it is made, and so is whether it would come out as it was before.

use std::sync::{Arc, OnceLock};

use tera::{Tera, Value};

use super::cards::{self, Cards};
use super::digest;
use super::entry::{self, Shared};
use super::functions::Asking;
use super::page::{Head, page_view, site_view, with_file};
use super::pages::{Page, pages};
use super::reports::statements;
use super::templates::{Fault, Templates};
use super::{aliases, chronology, home, lists, parts, record, reports, rest};
use crate::claims::Claims;
use crate::digest::Digest;
use crate::load::Inputs;
use crate::model::UrlPath;
use crate::resolve::parts::Whole;
use crate::resolve::reports::Report;
use crate::resolve::routes::INDEX;
use crate::resolve::words::words_of_body;
use crate::resolve::{EntryId, Site};
use crate::schema::Role;
use crate::text::Span;

/// The page that hosts show for addresses that do not exist.
pub const MISSING: &str = "404.html";

/// What every page is made from.
#[derive(Debug)]
pub struct Making {
    site: Arc<Site>,
    inputs: Arc<Inputs>,
    templates: Arc<Templates>,
    /// The templates with the functions of this site.
    engine: Tera,
    /// What the answers of those functions depend on.
    asked: OnceLock<Digest>,
    pub(super) cards: Arc<Cards>,
    shared: Shared,
    claims: Arc<Claims>,
    /// What every template sees as `site`.
    site_view: Value,
    /// The pages, sorted by address.
    pages: Vec<(UrlPath, Page)>,
}

/// What one page is made from.
pub(super) struct Recipe {
    template: String,
    context: Vec<(&'static str, Value)>,
}

impl Making {
    /// Lays everything out; nothing is rendered yet.
    #[must_use]
    pub fn new(
        site: Arc<Site>,
        inputs: Arc<Inputs>,
        templates: Arc<Templates>,
        claims: Arc<Claims>,
    ) -> Self {
        let mut pages = pages(&site);
        pages.sort_by(|left, right| left.0.cmp(&right.0));
        let cards = Arc::new(Cards::new(Arc::clone(&site)));
        let site_view = site_view(&site, &inputs);
        cards.digests().add(&site_view);
        let asking = Asking {
            site: Arc::clone(&site),
            claims: Arc::clone(&claims),
            cards: Arc::clone(&cards),
            nowhere: Span::new(inputs.site_file, 0, 0),
        };
        Self {
            engine: templates.bound(&asking),
            asked: OnceLock::new(),
            cards,
            shared: Shared::new(&site),
            site_view,
            pages,
            site,
            inputs,
            templates,
            claims,
        }
    }

    /// Returns the site.
    #[must_use]
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// Returns what was read from disk.
    #[must_use]
    pub fn inputs(&self) -> &Inputs {
        &self.inputs
    }

    /// Returns the statements of the site with their verdicts.
    #[must_use]
    pub fn claims(&self) -> &Claims {
        &self.claims
    }

    /// Returns the templates.
    pub(super) fn templates(&self) -> &Templates {
        &self.templates
    }

    /// Returns the templates with the functions of this site.
    pub(super) fn engine(&self) -> &Tera {
        &self.engine
    }

    /// Returns the cards.
    pub(super) fn cards(&self) -> &Cards {
        &self.cards
    }

    /// Returns what the pages of entries share.
    pub(super) fn shared(&self) -> &Shared {
        &self.shared
    }

    /// Returns what every template sees as `site`.
    pub(super) fn site_view(&self) -> &Value {
        &self.site_view
    }

    /// Returns the number of pages.
    #[must_use]
    pub fn number_of_pages(&self) -> usize {
        self.pages.len()
    }

    /// Returns the address of a page by its number.
    #[must_use]
    pub fn address(&self, number: usize) -> &UrlPath {
        &self.pages[number].0
    }

    /// Finds the number of the page at an address.
    #[must_use]
    pub fn find(&self, address: &str) -> Option<usize> {
        let found = self
            .pages
            .binary_search_by(|(known, _)| known.as_str().cmp(address));
        found.ok()
    }

    /// Gathers what a page is made from.
    pub(super) fn recipe(&self, number: usize) -> Recipe {
        let (address, page) = &self.pages[number];
        let (template, mut context) = self.page(*page, address);
        context.push(("site", self.site_view.clone()));
        Recipe { template, context }
    }

    /// Returns the digest of everything that has a part in a page.
    pub(super) fn digest(&self, recipe: &Recipe) -> Digest {
        let asked = self.templates.asks(&recipe.template);
        let asked = asked.then(|| {
            *self
                .asked
                .get_or_init(|| record::digest(&self.site, &self.inputs))
        });
        digest::of_page(
            self.templates.digest(),
            asked,
            &recipe.template,
            &recipe.context,
            self.cards.digests(),
        )
    }

    /// Makes a page.
    pub(super) fn make(&self, number: usize, recipe: Recipe) -> Result<Vec<u8>, Box<Fault>> {
        let Recipe { template, context } = recipe;
        let address = self.address(number).as_str();
        self.templates.render(
            &self.engine,
            &template,
            context,
            address,
            &self.inputs.texts,
        )
    }

    /// Returns a page's template and context.
    fn page(&self, page: Page, address: &UrlPath) -> (String, Vec<(&'static str, Value)>) {
        let (site, cards) = (&*self.site, &self.cards);
        match page {
            Page::Entry(id) => {
                let template = self.template("kinds", &site.kind_of(id).name, "_default");
                (template, self.entry(id))
            }
            Page::Home(entry) => ("home.html".to_owned(), self.home(entry)),
            Page::List(kind, part) => {
                let template = self.template("lists", &site.schema.kind(kind).name, DEFAULT_LIST);
                (template, lists::list_page(kind, part, address, site, cards))
            }
            Page::Chronology => {
                let context = chronology::index_page(site, cards);
                ("lists/chronology.html".to_owned(), context)
            }
            Page::Year(year, part) => {
                let context = chronology::year_context(year, part, address, site, cards);
                ("lists/year.html".to_owned(), context)
            }
            Page::Group(group, part) => {
                let context = rest::group_page(group, part, address, site, cards);
                ("lists/group.html".to_owned(), context)
            }
            Page::Report(report, entry) => {
                let template = format!("reports/{}.html", report.key());
                (template, self.report(report, entry))
            }
            Page::Statements(part) => self.statements(part, address),
            Page::Alias => aliases::page(address, site, cards),
            Page::Missing => {
                let head = Head {
                    form: "missing",
                    title: "Page not found",
                    description: "There is no page at this address.",
                    address,
                    section: "",
                    crumbs: Vec::new(),
                    root: Some(base_path(site)),
                };
                let context = vec![("page", page_view(head, site))];
                ("missing.html".to_owned(), context)
            }
        }
    }

    /// Returns the template for a kind: its own, or the default of the folder.
    pub(super) fn template(&self, folder: &str, kind: &str, default: &str) -> String {
        let own = format!("{folder}/{kind}.html");
        if self.templates.has(&own) {
            own
        } else {
            format!("{folder}/{default}.html")
        }
    }

    fn entry(&self, id: EntryId) -> Vec<(&'static str, Value)> {
        let site = &*self.site;
        let kind = site.kind_of(id);
        let entry = site.entry(id);
        let plain = kind.folder.is_empty();
        let mut crumbs = vec![("Home".to_owned(), Some(UrlPath::page("", INDEX).encoded()))];
        if let Some(list) = site.routes.lists.get(&entry.kind) {
            crumbs.push((kind.plural.clone(), Some(list.encoded())));
        }
        crumbs.push((site.title(id).to_owned(), None));
        let summary = cards::role_text(id, Role::Summary, site);
        let body = self.plain_body(id);
        let description = if summary.is_empty() { &body } else { summary };
        let head = Head {
            form: if plain { "plain" } else { "entry" },
            title: site.title(id),
            description,
            address: site.address(id),
            section: if plain {
                entry.key.as_str()
            } else {
                &kind.name
            },
            crumbs,
            root: None,
        };
        vec![
            (
                "page",
                with_file(&page_view(head, site), Some(id), site, &self.inputs),
            ),
            ("kind", lists::kind_view(entry.kind, site)),
            ("entry", self.view(id)),
        ]
    }

    /// Makes an entry as its page shows it.
    fn view(&self, id: EntryId) -> Value {
        let (claims, cards) = (&self.claims, &self.cards);
        entry::entry_view(id, None, &self.site, claims, cards, &self.shared)
    }

    /// Returns the body of an entry without markup.
    fn plain_body(&self, id: EntryId) -> String {
        let body = self.site.entry(id).body();
        let links = &self.site.body_targets[id.0 as usize][0].links;
        words_of_body(body, links, &(0..body.plain.len()), &self.site)
    }

    fn home(&self, entry: Option<EntryId>) -> Vec<(&'static str, Value)> {
        let site = &*self.site;
        let summary = entry.map_or("", |id| cards::role_text(id, Role::Summary, site));
        let description = if summary.is_empty() {
            &site.config.tagline
        } else {
            summary
        };
        let head = Head {
            form: "home",
            title: &site.config.title,
            description,
            address: &UrlPath::page("", INDEX),
            section: "home",
            crumbs: Vec::new(),
            root: None,
        };
        let page = with_file(&page_view(head, site), entry, site, &self.inputs);
        let entry = entry.map_or_else(Value::none, |id| self.view(id));
        let mut context = vec![("page", page), ("entry", entry)];
        context.extend(home::home_context(site, &self.cards));
        context
    }

    fn report(&self, report: Report, entry: Option<EntryId>) -> Vec<(&'static str, Value)> {
        let site = &*self.site;
        let title = entry.map_or(report.title(), |id| site.title(id));
        let summary = entry.map_or("", |id| cards::role_text(id, Role::Summary, site));
        let first = ("Home".to_owned(), Some(UrlPath::page("", INDEX).encoded()));
        let head = Head {
            form: "report",
            title,
            description: summary,
            address: &report.address(),
            section: report.key(),
            crumbs: vec![first, (title.to_owned(), None)],
            root: None,
        };
        let page = with_file(&page_view(head, site), entry, site, &self.inputs);
        let entry = entry.map_or_else(Value::none, |id| self.view(id));
        let data = reports::report(report, site, &self.claims, &self.cards, &self.shared);
        vec![("page", page), ("entry", entry), ("report", data)]
    }

    /// Makes the page of a part of the statements.
    fn statements(&self, part: usize, address: &UrlPath) -> (String, Vec<(&'static str, Value)>) {
        let (site, report) = (&*self.site, Report::Statements);
        let name = &site.routes.parts.all[part].name;
        let head = Head {
            form: "report",
            title: &format!("{}, {name}", report.title()),
            description: "",
            address,
            section: report.key(),
            crumbs: parts::crumbs(Whole::Statements, part, site),
            root: None,
        };
        let data = statements::view(Some(part), &self.claims, site, &self.cards);
        let context = vec![
            ("page", page_view(head, site)),
            ("entry", Value::none()),
            ("report", data),
        ];
        (format!("reports/{}.html", report.key()), context)
    }
}

/// The template of lists of kinds that have none of their own.
const DEFAULT_LIST: &str = "kind";

/// Returns the path below which a host serves the site, with slashes at both ends.
#[must_use]
pub fn base_path(site: &Site) -> String {
    let Some(url) = &site.config.url else {
        return "/".to_owned();
    };
    let rest = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
    rest.find('/')
        .map_or_else(|| "/".to_owned(), |slash| rest[slash..].to_owned())
}
