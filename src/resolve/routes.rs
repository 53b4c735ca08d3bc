//! An address for each page, and no address for two.
//!
//! Addresses are compared as the most forgiving file system would: without case and Unicode form.
//! An alias gets a redirect, or a page that offers the choice where several entries share it. What
//! was ever published must still be there.

use std::borrow::Cow;
use std::collections::hash_map::Entry::{Occupied, Vacant};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;
use std::sync::Arc;

use super::EntryId;
use super::chronology::Chronology;
use super::parts::{self, Parts};
use super::reports::{self, Report};
use crate::config::Config;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::load::{Inputs, is_attached};
use crate::model::names::{LONGEST, slug};
use crate::model::{Entry, Folded, UrlPath};
use crate::published::FACTS;
use crate::schema::{KindId, Schema};
use crate::text::Span;

/// The folder of the chronology.
pub const CHRONOLOGY: &str = "chronology";
/// The name of a folder's first page.
pub const INDEX: &str = "index";

/// The address of the feed.
pub const FEED: &str = "feed.xml";
/// The address of the table of all who met.
pub const MEETINGS: &str = "data/meetings.csv";
/// The address of the file of checked statements.
pub const CLAIMS: &str = "data/claims.json";
/// The address of the feed of corrections.
pub const CORRECTIONS: &str = "corrections.xml";
/// The address of the sitemap.
pub const SITEMAP: &str = "sitemap.xml";

/// The addresses of a site.
#[derive(Debug)]
pub struct Routes {
    /// The page of each entry.
    pub pages: Vec<UrlPath>,
    /// The list page of each kind; none for the kind of the top folder.
    pub lists: BTreeMap<KindId, UrlPath>,
    /// The parts of long lists.
    pub parts: Parts,
    /// The pages computed from the whole record.
    pub reports: Vec<Report>,
    /// The pages of aliases: who is meant, by address.
    pub aliases: BTreeMap<UrlPath, Alias>,
    /// Every address of the output, files included.
    pub all: BTreeSet<UrlPath>,
}

/// What stands at the address of an alias.
#[derive(Debug)]
pub struct Alias {
    /// The alias as first written.
    pub name: String,
    /// The entries that have it; more than one offers a choice.
    pub entries: Vec<EntryId>,
}

/// Who asks for an address.
struct Claim<'a> {
    address: Cow<'a, UrlPath>,
    asker: Asker<'a>,
    span: Option<Span>,
}

/// Who that is, as a message names it.
enum Asker<'a> {
    Entry(&'a str),
    Alias(&'a str),
    Other(String),
}

impl fmt::Display for Asker<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Entry(title) => write!(formatter, "`{title}`"),
            Self::Alias(alias) => write!(formatter, "the alias `{alias}`"),
            Self::Other(words) => formatter.write_str(words),
        }
    }
}

/// Gives every page an address.
pub(super) fn route(
    entries: &[Arc<Entry>],
    schema: &Schema,
    chronology: &Chronology,
    config: &Config,
    inputs: &Inputs,
    diagnostics: &mut Diagnostics,
) -> Routes {
    let pages: Vec<UrlPath> = entries
        .iter()
        .map(|entry| UrlPath::page(&schema.kind(entry.kind).folder, entry.key.as_str()))
        .collect();
    let lists: BTreeMap<KindId, UrlPath> = schema
        .ids()
        .filter(|(_, kind)| !kind.folder.is_empty())
        .map(|(id, kind)| (id, UrlPath::page(&kind.folder, INDEX)))
        .collect();
    let published = super::published_lines(inputs, &inputs.texts);
    let published = published.into_iter().map(|(_, address)| address);
    let parts = parts::parts(entries, schema, chronology, &pages, published);
    let mut claims = generated(&lists, schema, chronology, config, inputs);
    claims.extend(parts.all.iter().map(|part| Claim {
        address: Cow::Borrowed(&part.address),
        asker: Asker::Other(part.words(schema)),
        span: None,
    }));
    claims.extend(entries.iter().zip(&pages).map(|(entry, address)| Claim {
        address: Cow::Borrowed(address),
        asker: Asker::Entry(&entry.title),
        span: Some(entry.span),
    }));
    // The home page is made with or without an entry for it.
    let home = UrlPath::page("", INDEX);
    if !pages.contains(&home) {
        claims.push(Claim {
            address: Cow::Owned(home),
            asker: Asker::Other("the home page".to_owned()),
            span: None,
        });
    }
    let reports = reports::present(entries, schema);
    if config.url.is_some() && reports.contains(&Report::Corrections) {
        claims.extend(UrlPath::file(CORRECTIONS).map(|address| Claim {
            address: Cow::Owned(address),
            asker: Asker::Other("the feed of corrections".to_owned()),
            span: None,
        }));
    }
    // A page of the same key introduces the report, and stands at its address.
    let unclaimed = reports
        .iter()
        .filter(|report| !pages.contains(&report.address()));
    claims.extend(unclaimed.map(|report| Claim {
        address: Cow::Owned(report.address()),
        asker: Asker::Other(format!("the page “{}”", report.title())),
        span: None,
    }));
    for (report, address, words) in reports::FILES {
        let address = reports.contains(&report).then(|| UrlPath::file(address));
        claims.extend(address.flatten().map(|address| Claim {
            address: Cow::Owned(address),
            asker: Asker::Other(words.to_owned()),
            span: None,
        }));
    }
    let site_file = Span::new(inputs.site_file, 0, 0);
    let mut owners: HashMap<Folded, Claim> = HashMap::with_capacity(claims.len());
    for claim in claims {
        match owners.entry(claim.address.folded()) {
            Occupied(owner) => diagnostics.push(collision(&claim, owner.get(), site_file)),
            Vacant(free) => {
                free.insert(claim);
            }
        }
    }
    let aliases = route_aliases(
        entries,
        schema,
        &pages,
        &owners,
        inputs,
        site_file,
        diagnostics,
    );
    let owned = owners.into_values().map(|claim| claim.address.into_owned());
    let mut all: BTreeSet<UrlPath> = owned.collect();
    all.extend(aliases.keys().cloned());
    Routes {
        pages,
        lists,
        parts,
        reports,
        aliases,
        all,
    }
}

/// Lists the addresses of pages and files that no entry asks for.
fn generated(
    lists: &BTreeMap<KindId, UrlPath>,
    schema: &Schema,
    chronology: &Chronology,
    config: &Config,
    inputs: &Inputs,
) -> Vec<Claim<'static>> {
    let mut claims = vec![
        (
            UrlPath::page(CHRONOLOGY, INDEX),
            "the chronology".to_owned(),
        ),
        (
            UrlPath::page("", "404"),
            "the page for addresses that do not exist".to_owned(),
        ),
    ];
    for (id, address) in lists {
        claims.push((
            address.clone(),
            format!("the list of {}", schema.kind(*id).plural),
        ));
    }
    for year in chronology.years.keys() {
        claims.push((year_page(*year), format!("the year {year}")));
    }
    claims.extend(UrlPath::file(FACTS).map(|address| (address, "the file of facts".to_owned())));
    for address in inputs.attachments.keys().filter(|path| is_attached(path)) {
        if let Some(path) = UrlPath::file(address) {
            claims.push((path, format!("the file content/{address}")));
        }
    }
    if config.url.is_some() {
        for (name, what) in [(FEED, "the feed"), (SITEMAP, "the sitemap")] {
            claims.extend(UrlPath::file(name).map(|address| (address, what.to_owned())));
        }
    }
    for address in inputs.statics.keys() {
        if let Some(path) = UrlPath::file(address) {
            claims.push((path, format!("the file static/{address}")));
        }
    }
    claims
        .into_iter()
        .map(|(address, words)| Claim {
            address: Cow::Owned(address),
            asker: Asker::Other(words),
            span: None,
        })
        .collect()
}

/// Returns the address of a year's page.
#[must_use]
pub fn year_page(year: i32) -> UrlPath {
    UrlPath::page(CHRONOLOGY, &year.to_string())
}

fn collision(claim: &Claim, owner: &Claim, site_file: Span) -> Diagnostic {
    // A file in static/ that takes the name of a generated page has no place in a text, and so the
    // site's own file stands for it.
    let (here, there) = match (claim.span, owner.span) {
        (None, Some(_)) => (owner, claim),
        _ => (claim, owner),
    };
    let span = here.span.unwrap_or(site_file);
    let same = here.address == there.address;
    let message = format!(
        "the address `{}` is already taken by {}{}",
        here.address,
        there.asker,
        if same {
            String::new()
        } else {
            format!(" (`{}`)", there.address)
        }
    );
    let help = if same {
        "give one of the two another key, and write its old key under `aliases`"
    } else {
        "many file systems take these two names for one; give one of the two another key"
    };
    let diagnostic = Diagnostic::new(Code::AddressCollision, span, message).help(help);
    match there.span {
        Some(other) => diagnostic.label(other, "taken here"),
        None => diagnostic,
    }
}

fn route_aliases(
    entries: &[Arc<Entry>],
    schema: &Schema,
    pages: &[UrlPath],
    owners: &HashMap<Folded, Claim>,
    inputs: &Inputs,
    site_file: Span,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<UrlPath, Alias> {
    let published: BTreeSet<&str> = super::published_lines(inputs, &inputs.texts)
        .into_iter()
        .map(|(_, address)| address)
        .collect();
    let mut aliases: BTreeMap<Folded, (UrlPath, Alias)> = BTreeMap::new();
    for ((entry, page), id) in entries.iter().zip(pages).zip((0..).map(EntryId)) {
        let aliases_written = entry
            .aliases
            .iter()
            .map(|(alias, span)| (alias, span, true));
        let used = entry.designations.iter();
        let used = used.map(|used| (&used.name, &used.span, false));
        for (alias, span, is_promised) in aliases_written.chain(used) {
            let name = slug(alias);
            // A name that no file can have still finds its entry.
            if name.is_empty() || name.len() > LONGEST {
                continue;
            }
            // An old key keeps its capitals, points and underscores where it was published so.
            let folder = &schema.kind(entry.kind).folder;
            let address = Some(UrlPath::page(folder, alias))
                .filter(|address| published.contains(address.as_str()))
                .filter(|address| UrlPath::file(address.as_str()).is_some())
                .unwrap_or_else(|| UrlPath::page(folder, &name));
            if address.folded() == page.folded() {
                continue;
            }
            if let Some(owner) = owners.get(&address.folded()) {
                // Whatever has its page there now, another entry may have been called the same once.
                if !is_promised {
                    continue;
                }
                let claim = Claim {
                    address: Cow::Owned(address),
                    asker: Asker::Alias(alias),
                    span: Some(*span),
                };
                diagnostics.push(collision(&claim, owner, site_file));
                continue;
            }
            let (_, shared) = aliases.entry(address.folded()).or_insert_with(|| {
                let entries = Vec::new();
                (
                    address,
                    Alias {
                        name: alias.clone(),
                        entries,
                    },
                )
            });
            if !shared.entries.contains(&id) {
                shared.entries.push(id);
            }
        }
    }
    aliases.into_values().collect()
}
