//! A [`Site`] to the files of its pages.
//!
//! In: the site and the templates. Out: each file, handed to `put` as soon as it is made, from
//! several threads, so that the pages of a large site never lie in memory together. `render` never
//! reads the disk. A page is a pure function of the site; what many pages show of an entry (its
//! card) is built once and shared.

use std::collections::BTreeSet;
use std::convert::Infallible;

use rayon::prelude::*;
use tera::Value;

use crate::diagnostics::{Code, Diagnostics};
use crate::load::Inputs;
use crate::model::UrlPath;
use crate::output::{Content, Output};
use crate::resolve::routes::INDEX;
use crate::resolve::{EntryId, Site};
use crate::schema::{KindId, Role};
use crate::text::Span;

mod cards;
mod chronology;
mod entry;
mod feed;
mod files;
mod filters;
mod home;
mod lists;
mod markdown;
mod page;
mod relations;
mod sitemap;
mod templates;
mod values;
mod view;

use cards::Cards;
use entry::SourceFields;
use page::{Head, page_view};
use templates::Fault;
pub use templates::Templates;
use view::{list, map};

/// The page that hosts show for addresses that do not exist.
const MISSING: &str = "404.html";

/// Something that a template makes.
enum Page<'a> {
    Entry(EntryId),
    Home(Option<EntryId>),
    List(KindId, &'a UrlPath),
    Chronology,
    Year(i32),
    Alias(&'a UrlPath),
    Missing,
}

/// What every page is made from.
struct Making<'a> {
    site: &'a Site,
    templates: Templates,
    cards: Cards,
    source_fields: SourceFields,
}

/// Reads the templates of a site; `None` after a fault of syntax, which is reported.
pub fn prepare(site: &Site, inputs: &Inputs, diagnostics: &mut Diagnostics) -> Option<Templates> {
    templates::prepare(inputs, &site.schema, page::site_view(site), diagnostics)
}

/// Reports the faults of templates in a site whose content has faults of its own.
///
/// The pages are made and thrown away. What a template asks for in vain is reported only where it
/// cannot be a consequence of what is wrong with the content.
pub fn check(site: &Site, inputs: &Inputs, templates: Templates, diagnostics: &mut Diagnostics) {
    let making = Making::new(site, templates);
    let faults = making.pages(inputs, &|_| Ok::<(), Infallible>(()));
    let faults = faults.unwrap_or_else(|never| match never {});
    // A name that the template's kind does not declare was found by reading the template.
    let known: Vec<Span> = diagnostics
        .of(Code::TemplateField)
        .map(|item| item.span)
        .collect();
    let new = faults.into_iter().filter(|fault| {
        let span = fault.diagnostic.span;
        let overlaps = |other: &Span| {
            other.text == span.text && other.start < span.end && span.start < other.end
        };
        fault.in_any_content && !known.iter().any(overlaps)
    });
    report(new, diagnostics);
}

/// Makes every file of a site and hands it to `put`, in no fixed order.
///
/// A template that fails is reported; the pages that do not need it are still made, so that one run
/// tells of every fault.
///
/// # Errors
///
/// Returns the first error of `put`.
pub fn render<E: Send>(
    site: &Site,
    inputs: &Inputs,
    templates: Templates,
    diagnostics: &mut Diagnostics,
    put: &(impl Fn(Output) -> Result<(), E> + Sync),
) -> Result<(), E> {
    let making = Making::new(site, templates);
    report(making.pages(inputs, put)?, diagnostics);
    for file in files::files(site, inputs) {
        put(file)?;
    }
    Ok(())
}

fn output(path: &str, content: Content) -> Output {
    Output {
        path: path.to_owned(),
        content,
    }
}

fn pages(site: &Site) -> Vec<Page<'_>> {
    let home = UrlPath::page("", INDEX);
    let home_entry = site.ids().find(|id| *site.address(*id) == home);
    let mut pages = vec![Page::Home(home_entry), Page::Chronology, Page::Missing];
    pages.extend(
        site.ids()
            .filter(|id| Some(*id) != home_entry)
            .map(Page::Entry),
    );
    pages.extend(
        site.routes
            .lists
            .iter()
            .map(|(id, address)| Page::List(*id, address)),
    );
    pages.extend(site.chronology.years.keys().map(|year| Page::Year(*year)));
    pages.extend(site.routes.aliases.keys().map(Page::Alias));
    pages
}

/// Reports each fault once, however many pages meet it.
fn report(faults: impl IntoIterator<Item = Fault>, diagnostics: &mut Diagnostics) {
    let mut known = BTreeSet::new();
    for fault in faults {
        let diagnostic = fault.diagnostic;
        if known.insert((diagnostic.span, diagnostic.message.clone())) {
            diagnostics.push(diagnostic);
        }
    }
}

impl<'a> Making<'a> {
    fn new(site: &'a Site, templates: Templates) -> Self {
        let cards = Cards::new(site);
        let source_fields = entry::source_fields(site, &cards);
        Self {
            site,
            templates,
            cards,
            source_fields,
        }
    }

    /// Makes the pages and hands them to `put`; returns the faults of templates, in fixed order.
    fn pages<E: Send>(
        &self,
        inputs: &Inputs,
        put: &(impl Fn(Output) -> Result<(), E> + Sync),
    ) -> Result<Vec<Fault>, E> {
        let faults = pages(self.site)
            .par_iter()
            .map(|page| {
                let (address, template, context) = self.page(page);
                let path = address.as_str();
                match self
                    .templates
                    .render(&template, context, path, &inputs.texts)
                {
                    Ok(bytes) => put(output(path, Content::Bytes(bytes))).map(|()| None),
                    Err(fault) => Ok(Some(*fault)),
                }
            })
            .collect::<Result<Vec<_>, E>>()?;
        Ok(faults.into_iter().flatten().collect())
    }

    /// Returns a page's address, template and context.
    fn page(&self, page: &Page) -> (UrlPath, String, Vec<(&'static str, Value)>) {
        let (site, cards) = (self.site, &self.cards);
        match page {
            Page::Entry(id) => {
                let template = self.template("kinds", &site.kind_of(*id).name, "_default");
                (site.address(*id).clone(), template, self.entry(*id))
            }
            Page::Home(entry) => (
                UrlPath::page("", INDEX),
                "home.html".to_owned(),
                self.home(*entry),
            ),
            Page::List(kind, address) => {
                let template = self.template("lists", &site.schema.kind(*kind).name, DEFAULT_LIST);
                (
                    (*address).clone(),
                    template,
                    lists::list_page(*kind, address, site, cards),
                )
            }
            Page::Chronology => {
                let address = UrlPath::page(crate::resolve::routes::CHRONOLOGY, INDEX);
                (
                    address,
                    "lists/chronology.html".to_owned(),
                    chronology::index_page(site, cards),
                )
            }
            Page::Year(year) => {
                let address = crate::resolve::routes::year_page(*year);
                (
                    address,
                    "lists/year.html".to_owned(),
                    chronology::year_context(*year, site, cards),
                )
            }
            Page::Alias(address) => self.alias(address),
            Page::Missing => {
                let address = UrlPath::page("", "404");
                let head = Head {
                    form: "missing",
                    title: "Page not found",
                    description: "There is no page at this address.",
                    address: &address,
                    section: "",
                    crumbs: Vec::new(),
                    root: Some(base_path(site)),
                };
                let context = vec![("page", page_view(head, site))];
                (address, "missing.html".to_owned(), context)
            }
        }
    }

    /// Returns the template for a kind: its own, or the default of the folder.
    fn template(&self, folder: &str, kind: &str, default: &str) -> String {
        let own = format!("{folder}/{kind}.html");
        if self.templates.has(&own) {
            own
        } else {
            format!("{folder}/{default}.html")
        }
    }

    fn entry(&self, id: EntryId) -> Vec<(&'static str, Value)> {
        let (site, kind) = (self.site, self.site.kind_of(id));
        let entry = site.entry(id);
        let plain = kind.folder.is_empty();
        let mut crumbs = vec![("Home".to_owned(), Some(UrlPath::page("", INDEX).encoded()))];
        if let Some(list) = site.routes.lists.get(&entry.kind) {
            crumbs.push((kind.plural.clone(), Some(list.encoded())));
        }
        crumbs.push((entry.title.clone(), None));
        let summary = cards::role_text(id, Role::Summary, site);
        let body = self.plain_body(id);
        let description = if summary.is_empty() { &body } else { summary };
        let head = Head {
            form: if plain { "plain" } else { "entry" },
            title: &entry.title,
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
            ("page", page_view(head, site)),
            ("kind", lists::kind_view(entry.kind, site)),
            (
                "entry",
                entry::entry_view(id, site, &self.cards, &self.source_fields),
            ),
        ]
    }

    /// Returns the body of an entry without markup.
    fn plain_body(&self, id: EntryId) -> String {
        let body = self.site.entry(id).body();
        let links = &self.site.body_targets[id.0 as usize][0].links;
        relations::plain_words(body, links, &(0..body.plain.len()), self.site)
    }

    fn home(&self, entry: Option<EntryId>) -> Vec<(&'static str, Value)> {
        let site = self.site;
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
        let entry = entry.map_or_else(Value::none, |id| {
            entry::entry_view(id, site, &self.cards, &self.source_fields)
        });
        let mut context = vec![("page", page_view(head, site)), ("entry", entry)];
        context.extend(home::home_context(site, &self.cards));
        context
    }

    /// Makes the page of an alias: a redirect, or a choice where several entries share it.
    fn alias(&self, address: &UrlPath) -> (UrlPath, String, Vec<(&'static str, Value)>) {
        let site = self.site;
        let alias = &site.routes.aliases[address];
        let choice = alias.entries.len() > 1;
        let first = alias.entries[0];
        let head = Head {
            form: if choice { "choice" } else { "redirect" },
            title: &alias.name,
            description: "",
            address: if choice { address } else { site.address(first) },
            section: &site.kind_of(first).name,
            crumbs: Vec::new(),
            root: Some(address.root()),
        };
        let mut context = vec![("page", page_view(head, site))];
        if choice {
            context.push(("alias", alias.name.as_str().into()));
            context.push((
                "choices",
                list(alias.entries.iter().map(|id| self.cards.get(*id))),
            ));
            return (address.clone(), "choice.html".to_owned(), context);
        }
        let target = map([
            ("title", site.entry(first).title.as_str().into()),
            ("url", site.address(first).encoded().into()),
        ]);
        context.push(("target", target));
        context.push((
            "refresh",
            format!("{}{}", address.root(), site.address(first).encoded()).into(),
        ));
        (address.clone(), "redirect.html".to_owned(), context)
    }
}

/// The template of lists of kinds that have none of their own.
const DEFAULT_LIST: &str = "kind";

/// Returns the path below which a host serves the site, with slashes at both ends.
fn base_path(site: &Site) -> String {
    let Some(url) = &site.config.url else {
        return "/".to_owned();
    };
    let rest = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
    rest.find('/')
        .map_or_else(|| "/".to_owned(), |slash| rest[slash..].to_owned())
}
