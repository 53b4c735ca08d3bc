//! One version of a record: its pages with their facts, its statements, and what it says of its kinds.
//!
//! A build gives it by the data that it publishes, a site by what those data would be; so the two can be
//! compared with each other. Only a site has its running text, of which a build gives the length.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value as Json;

use super::Unread;
use crate::claims::Tally;
use crate::disk;
use crate::figures::grouped;
use crate::pipeline::Prepared;
use crate::published::{FACTS, Legend, Page, Published, read_page};
use crate::resolve::facts::{page, prose};
use crate::resolve::legend::legend;
use crate::text::percent_encode;

/// The file of statements beside that of the facts.
const STATEMENTS: &str = "data/claims.json";

/// A version of a record.
#[derive(Debug, Default)]
pub struct Edition {
    /// The pages by address.
    pub pages: BTreeMap<String, Page>,
    /// The statements by the address of their page, in written order.
    pub statements: BTreeMap<String, Vec<Statement>>,
    /// The running text by address; `None` where only its length is known.
    pub prose: Option<BTreeMap<String, String>>,
    /// Whether verdicts are known.
    pub is_judged: bool,
    /// What it says of its kinds and rules.
    pub legend: Legend,
    /// What of it is not known.
    pub unread: Unread,
    /// All addresses of a site.
    addresses: BTreeSet<String>,
    /// The folder of a build.
    folder: Option<PathBuf>,
}

/// A statement with its verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The words.
    pub says: String,
    /// The verdict.
    pub verdict: String,
    /// The number that the record gives, or nothing.
    pub number: String,
}

/// Tells whether a folder is a build.
#[must_use]
pub fn is_build(folder: &Path) -> bool {
    folder.join(FACTS).is_file()
}

impl Edition {
    /// Reads the data of a build.
    ///
    /// # Errors
    ///
    /// Returns a sentence where they cannot be read or are of another form.
    pub fn of_build(folder: &Path) -> Result<Self, String> {
        let path = folder.join(FACTS);
        let shown = path.display();
        let text = fs::read_to_string(&path)
            .map_err(|error| format!("`{shown}` cannot be read: {}", disk::reason(&error)))?;
        let foreign = || format!("`{shown}` is not what a build writes; build that version anew");
        let facts = Published::read(text).ok_or_else(foreign)?;
        let pages = facts.pages().map(|(address, line)| {
            let page = read_page(line)?;
            Some((address.to_owned(), page))
        });
        let pages: BTreeMap<String, Page> = pages.collect::<Option<_>>().ok_or_else(foreign)?;
        let statements = fs::read_to_string(folder.join(STATEMENTS)).ok();
        let statements = statements.as_deref().map(serde_json::from_str::<Json>);
        let statements = statements.and_then(Result::ok);
        let places: HashMap<String, &String> = pages
            .keys()
            .map(|address| (percent_encode(address), address))
            .collect();
        let mut by_page: BTreeMap<String, Vec<Statement>> = BTreeMap::new();
        let listed = statements
            .as_ref()
            .and_then(|it| it.get("claims")?.as_array());
        for line in listed.into_iter().flatten() {
            let words = |name: &str| line.get(name).and_then(Json::as_str).unwrap_or_default();
            let number = |name: &str| line.get(name).and_then(Json::as_f64);
            let page = words("page").split('#').next().unwrap_or_default();
            if let Some(address) = places.get(page) {
                let statement = Statement {
                    says: words("says").to_owned(),
                    verdict: words("verdict").to_owned(),
                    number: range(number("least"), number("most")),
                };
                by_page
                    .entry((*address).clone())
                    .or_default()
                    .push(statement);
            }
        }
        let (legend, has_file) = (
            facts.legend(),
            statements.is_some() || folder.join(STATEMENTS).is_file(),
        );
        Ok(Self {
            statements: by_page,
            prose: None,
            // A build without a statement writes no such file.
            is_judged: listed.is_some() || !has_file && legend != Legend::default(),
            legend,
            unread: Unread::default(),
            addresses: BTreeSet::new(),
            folder: Some(folder.to_owned()),
            pages,
        })
    }

    /// Gathers what a build of a site would publish.
    #[must_use]
    pub fn of_site(prepared: &Prepared) -> Self {
        let (site, claims) = (&prepared.site, &prepared.claims);
        let addresses = site.routes.all.iter();
        let addresses = addresses.map(|address| address.as_str().to_owned());
        let mut edition = Self {
            is_judged: true,
            legend: legend(site, &prepared.inputs),
            unread: Unread::of(prepared),
            addresses: addresses.collect(),
            ..Self::default()
        };
        let mut texts = BTreeMap::new();
        for id in site.ids().filter(|id| !site.entry(*id).draft) {
            let address = site.address(id).as_str().to_owned();
            let statements: Vec<Statement> = claims
                .of(id)
                .iter()
                .map(|judged| Statement {
                    says: judged.claim(site).says.clone(),
                    verdict: judged.verdict.word().to_owned(),
                    number: judged.computed.map_or_else(String::new, tally),
                })
                .collect();
            if !statements.is_empty() {
                edition.statements.insert(address.clone(), statements);
            }
            texts.insert(address.clone(), prose(id, site));
            edition.pages.insert(address, page(id, site));
        }
        edition.prose = Some(texts);
        edition
    }

    /// Tells whether anything is to be found at an address.
    #[must_use]
    pub fn has(&self, address: &str) -> bool {
        let folder = self.folder.as_ref();
        self.addresses.contains(address) || folder.is_some_and(|it| it.join(address).is_file())
    }

    /// Returns the statements of a page.
    #[must_use]
    pub fn statements_of(&self, address: &str) -> &[Statement] {
        self.statements.get(address).map_or(&[], Vec::as_slice)
    }
}

fn tally(tally: Tally) -> String {
    range(
        Some(tally.least),
        Some(tally.most).filter(|most| most.is_finite()),
    )
}

/// Writes the bounds of a number.
#[expect(clippy::float_cmp, reason = "both are written from the same sum")]
fn range(least: Option<f64>, most: Option<f64>) -> String {
    let digits = |number: f64| grouped(&number.to_string());
    match (least, most) {
        (Some(least), Some(most)) if least == most => digits(least),
        (Some(least), Some(most)) => format!("{} to {}", digits(least), digits(most)),
        (Some(least), None) => format!("at least {}", digits(least)),
        (None, _) => String::new(),
    }
}
