//! What differs between two versions of a record, in the terms of those who edit it.
//!
//! In: two [`Edition`]s, of builds or of sites. Out: [`Difference`], page by page: added, withdrawn, moved,
//! dated anew, facts, statements, sources, running text; and the rules. Facts are compared as by the check
//! of silent changes. Nothing here knows a kind: what is an event or a source, the editions say.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::published::{Legend, Page, Part};

mod comparing;
mod edition;
mod headline;
pub mod json;
mod lines;
pub mod markdown;
mod prose;
mod report;
mod revision;
pub mod text;
mod unread;

use comparing::{Comparing, rules};

pub use edition::{Edition, Statement, is_build};
pub use headline::headline;
pub use prose::ProseChange;
pub use report::{Item, Section, sections};
pub use revision::{Checkout, check_out};
pub use unread::{Unread, place_and_message};

/// What became of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is new.
    Added,
    /// It is gone.
    Withdrawn,
    /// It is there in both versions.
    Kept,
}

/// What changed on a page.
#[derive(Debug, Clone)]
pub struct PageChange {
    /// Its address, the old one if it is gone.
    pub address: String,
    /// Its title.
    pub title: String,
    /// The name of its kind, and what one of these is called.
    pub kind: (String, String),
    /// What its kind is to the record.
    pub part: Part,
    /// Its date, as EDTF; empty where it has none.
    pub when: String,
    /// What became of it.
    pub fate: Fate,
    /// What it holds, for one that is new: facts, statements and words of running text.
    pub holds: (usize, usize, usize),
    /// The address that it had, if that is another, and whether it still leads here.
    pub moved: Option<(String, bool)>,
    /// The title of the page to which its address leads, if it is gone and not forgotten.
    pub leads_to: Option<String>,
    /// The title that it had, if that is another.
    pub retitled: Option<String>,
    /// The date that it had, if that is another; empty where it had none.
    pub redated: Option<String>,
    /// The titles of the sources of the new date.
    pub date_sources: Vec<String>,
    /// Its facts that changed.
    pub facts: Vec<FactChange>,
    /// Its statements of which the verdict or the number changed, and those that came or went.
    pub statements: Vec<StatementChange>,
    /// The titles of the sources that it lists now.
    pub sources_added: Vec<String>,
    /// The titles of those that it lists no more.
    pub sources_dropped: Vec<String>,
    /// What changed in its running text.
    pub prose: Option<ProseChange>,
    /// The number of its new corrections.
    pub corrections: usize,
}

/// A fact that changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FactChange {
    /// The field, with those around it.
    pub field: String,
    /// What pages call it.
    pub label: String,
    /// What tells its row from the others of its list, or nothing.
    pub group: String,
    /// What pages call the list in which its row stands, or nothing.
    pub list: String,
    /// Whether other values of the field stand beside it.
    pub beside: bool,
    /// Whether it is an office that somebody held.
    pub is_office: bool,
    /// The value of then, if there was one.
    pub before: Option<Stated>,
    /// The value of now, if there is one.
    pub now: Option<Stated>,
}

/// A value and who says so.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stated {
    /// The value in words.
    pub value: String,
    /// The title of who states it, or nothing.
    pub by: String,
    /// The titles of its sources.
    pub sources: Vec<String>,
    /// Whether another value is preferred to it.
    pub disputed: bool,
}

/// A statement whose verdict or number changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementChange {
    /// The words.
    pub says: String,
    /// The verdict and number of then, if it was made.
    pub before: Option<(String, String)>,
    /// The verdict and number of now, if it is made.
    pub now: Option<(String, String)>,
}

/// A part of a rule that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleChange {
    /// The rule: its list, and its first words.
    pub rule: String,
    /// The part; nothing where the rule as a whole is new or gone, or has no parts.
    pub part: String,
    /// What it said, if it was there.
    pub before: Option<String>,
    /// What it says, if it is there.
    pub now: Option<String>,
}

/// An address that led to a page, and leads nowhere any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadAddress {
    /// The address.
    pub address: String,
    /// The title of the page to which it led.
    pub title: String,
    /// Where that page is now, if it is anywhere.
    pub now_at: Option<String>,
}

/// What differs between two versions.
#[derive(Debug, Default)]
pub struct Difference {
    /// The pages that changed, by date and title; those without a date last.
    pub pages: Vec<PageChange>,
    /// The addresses that lead nowhere any more, in order.
    pub dead: Vec<DeadAddress>,
    /// The rules that changed.
    pub rules: Vec<RuleChange>,
    /// Whether verdicts could be compared.
    pub is_judged: bool,
    /// Whether rules and the words of fields could be.
    pub has_legend: bool,
    /// What of the two versions is not known.
    pub unread: [Unread; 2],
}

impl Difference {
    /// Tells whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let is_known = self.unread.iter().all(Unread::is_empty);
        self.pages.is_empty() && self.rules.is_empty() && self.dead.is_empty() && is_known
    }
}

/// Compares two versions of a record.
#[must_use]
pub fn compare(before: &Edition, now: &Edition) -> Difference {
    let comparing = Comparing {
        before,
        now,
        renamed: renamed(before, now),
    };
    let old_of: HashMap<&str, &str> = comparing
        .renamed
        .iter()
        .map(|(old, new)| (*new, *old))
        .collect();
    let is_unread = |address: &str| before.unread.holds(address) || now.unread.holds(address);
    let mut pages: Vec<PageChange> = Vec::new();
    for (address, page) in &now.pages {
        let old_address = old_of.get(address.as_str()).copied().unwrap_or(address);
        match before.pages.get(old_address) {
            _ if is_unread(address) || is_unread(old_address) => {}
            Some(old) => pages.extend(comparing.kept(old_address, old, address, page)),
            None => pages.push(comparing.alone(address, page, now, Fate::Added)),
        }
    }
    for (address, page) in &before.pages {
        let is_kept = now.pages.contains_key(address) && !old_of.contains_key(address.as_str());
        let moved = comparing.renamed.contains_key(address.as_str());
        if !is_kept && !moved && !is_unread(address) {
            pages.push(comparing.alone(address, page, before, Fate::Withdrawn));
        }
    }
    pages.sort_by(|one, other| place(one).cmp(&place(other)));
    let has_legend = [before, now]
        .iter()
        .all(|edition| edition.legend != Legend::default() || edition.pages.is_empty());
    let unread = [before.unread.clone(), now.unread.clone()];
    Difference {
        pages,
        dead: dead(&comparing),
        rules: if has_legend && !unread.iter().any(|it| it.rules) {
            rules(&before.legend, &now.legend)
        } else {
            Vec::new()
        },
        is_judged: comparing.is_judged(),
        has_legend,
        unread,
    }
}

/// Finds the addresses, of pages and of redirects, that led somewhere and lead nowhere any more.
fn dead(comparing: &Comparing) -> Vec<DeadAddress> {
    let Comparing {
        before,
        now,
        renamed,
    } = comparing;
    let mut alive: HashSet<&str> = HashSet::new();
    for (address, page) in &now.pages {
        alive.insert(address);
        alive.extend(page.aliases.iter().map(String::as_str));
    }
    let is_dead =
        |address: &str| !alive.contains(address) && !now.has(address) && !now.unread.holds(address);
    let mut dead = Vec::new();
    for (own, page) in before
        .pages
        .iter()
        .filter(|(own, _)| !now.unread.holds(own))
    {
        let own = own.as_str();
        let addresses: BTreeSet<&str> = page
            .aliases
            .iter()
            .map(String::as_str)
            .chain([own])
            .collect();
        for address in addresses.into_iter().filter(|it| is_dead(it)) {
            let new = renamed.get(own).copied();
            let now_at = new.or(now.pages.contains_key(own).then_some(own));
            dead.push(DeadAddress {
                address: address.to_owned(),
                title: page.title.clone(),
                now_at: now_at.map(str::to_owned),
            });
        }
    }
    dead
}

/// Returns what decides where a change stands.
fn place(change: &PageChange) -> (bool, &str, &str, &str) {
    let when = change.when.as_str();
    (when.is_empty(), when, &change.title, &change.address)
}

/// Finds the pages that moved, by their old address: those that an alias leads to, and those of which
/// title, kind and date are found once at another address.
fn renamed<'a>(before: &'a Edition, now: &'a Edition) -> HashMap<&'a str, &'a str> {
    let mut moved: HashMap<&str, &str> = HashMap::new();
    let gone =
        |address: &str| before.pages.contains_key(address) && !now.pages.contains_key(address);
    let is_new = |address: &str| !before.pages.contains_key(address);
    let mut taken: HashSet<&str> = HashSet::new();
    for (address, page) in now.pages.iter().filter(|(address, _)| is_new(address)) {
        let mut aliases = page.aliases.iter().map(String::as_str);
        let known = |alias: &&str| gone(alias) && !moved.contains_key(alias);
        if let Some(alias) = aliases.find(known) {
            moved.insert(alias, address);
            taken.insert(address);
        }
    }
    let words = |page: &'a Page| (page.title.as_str(), page.kind.as_str(), page.when.as_str());
    let mut alike: HashMap<_, (Vec<&str>, Vec<&str>)> = HashMap::new();
    for (address, page) in &before.pages {
        if gone(address) && !moved.contains_key(address.as_str()) {
            alike.entry(words(page)).or_default().0.push(address);
        }
    }
    for (address, page) in &now.pages {
        if is_new(address) && !taken.contains(address.as_str()) {
            alike.entry(words(page)).or_default().1.push(address);
        }
    }
    for (old, new) in alike.into_values() {
        if let ([old], [new]) = (old.as_slice(), new.as_slice()) {
            moved.insert(old, new);
        }
    }
    moved
}
