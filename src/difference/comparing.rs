//! Compares one page, one rule: facts, statements, sources, running text.
//!
//! In: both versions, and which pages of them moved. Out: what changed on each page, in the titles and
//! words of the version that has them. A reference to a page that moved is the same reference.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::{
    Edition, FactChange, Fate, PageChange, RuleChange, Stated, Statement, StatementChange, prose,
};
use crate::check::compared::compare as compare_facts;
use crate::published::{Fact, KindWords, Legend, Page, Part};

/// Two versions that are being compared.
pub(super) struct Comparing<'a> {
    pub(super) before: &'a Edition,
    pub(super) now: &'a Edition,
    /// The new address of each page that moved, by the old one.
    pub(super) renamed: HashMap<&'a str, &'a str>,
}

impl Comparing<'_> {
    /// Tells whether verdicts can be compared: those of a version rest on all of its entries.
    pub(super) fn is_judged(&self) -> bool {
        let both = [self.before, self.now];
        both.iter().all(|it| it.is_judged && it.unread.is_empty())
    }

    /// Returns what is said of a kind, by the version of now if both say it.
    fn kind(&self, name: &str) -> KindWords {
        let kinds = [&self.now.legend.kinds, &self.before.legend.kinds];
        let found = kinds.iter().find_map(|kinds| kinds.get(name)).cloned();
        found.unwrap_or_default()
    }

    fn change(&self, address: &str, page: &Page, fate: Fate) -> PageChange {
        let kind = self.kind(&page.kind);
        let label = if kind.label.is_empty() {
            page.kind.clone()
        } else {
            kind.label
        };
        let is_event = kind.part == Part::Event || !page.when.is_empty();
        PageChange {
            address: address.to_owned(),
            title: page.title.clone(),
            kind: (page.kind.clone(), label),
            part: if is_event { Part::Event } else { kind.part },
            when: page.when.clone(),
            fate,
            holds: (0, 0, 0),
            moved: None,
            leads_to: None,
            retitled: None,
            redated: None,
            date_sources: Vec::new(),
            facts: Vec::new(),
            statements: Vec::new(),
            sources_added: Vec::new(),
            sources_dropped: Vec::new(),
            prose: None,
            corrections: 0,
        }
    }

    /// Tells of a page that is in one of the versions alone.
    pub(super) fn alone(
        &self,
        address: &str,
        page: &Page,
        edition: &Edition,
        fate: Fate,
    ) -> PageChange {
        let words = page.prose.split(' ').next().unwrap_or_default();
        let leads_here = |page: &&Page| page.aliases.iter().any(|alias| alias == address);
        let mut others = self.now.pages.values();
        let leads_to = others.find(|page| fate == Fate::Withdrawn && leads_here(page));
        PageChange {
            leads_to: leads_to.map(|page| page.title.clone()),
            holds: (
                page.facts.len(),
                edition.statements_of(address).len(),
                words.parse().unwrap_or_default(),
            ),
            ..self.change(address, page, fate)
        }
    }

    /// Compares a page that is in both; `None` where nothing of it changed.
    pub(super) fn kept(
        &self,
        old_address: &str,
        old: &Page,
        address: &str,
        page: &Page,
    ) -> Option<PageChange> {
        let mut change = self.change(address, page, Fate::Kept);
        if old_address != address {
            let leads_here = page.aliases.iter().any(|alias| alias == old_address);
            change.moved = Some((old_address.to_owned(), leads_here));
        }
        let other = |old: &str, new: &str| (old != new).then(|| old.to_owned());
        change.retitled = other(&old.title, &page.title);
        change.redated = other(&old.when, &page.when);
        (change.facts, change.date_sources) = self.facts(old, page);
        change.statements = if self.is_judged() {
            statements(
                self.before.statements_of(old_address),
                self.now.statements_of(address),
            )
        } else {
            Vec::new()
        };
        let cited = |page: &Page| -> Vec<String> {
            let sources = page
                .cites
                .iter()
                .chain(page.facts.iter().flat_map(|it| &it.sources));
            sources.map(|source| self.key(source)).collect()
        };
        let (sources_before, sources_now) = (cited(old), cited(page));
        change.sources_added = new_in(&sources_now, &sources_before, self.now);
        change.sources_dropped = new_in(&sources_before, &sources_now, self.before);
        let is_new = |it: &&String| !old.corrections.contains(it);
        change.corrections = page.corrections.iter().filter(is_new).count();
        change.prose = match (&self.before.prose, &self.now.prose) {
            (Some(before), Some(now)) => {
                let text = |of: &BTreeMap<String, String>, address| {
                    of.get(address).cloned().unwrap_or_default()
                };
                prose::compare(&text(before, old_address), &text(now, address))
            }
            // The data of an older build say nothing of it.
            _ if self.before.legend == Legend::default()
                || self.now.legend == Legend::default() =>
            {
                None
            }
            _ => prose::compare_lengths(&old.prose, &page.prose),
        };
        let is_same = change.moved.is_none()
            && change.retitled.is_none()
            && change.redated.is_none()
            && change.facts.is_empty()
            && change.statements.is_empty()
            && change.sources_added.is_empty()
            && change.sources_dropped.is_empty()
            && change.prose.is_none()
            && change.corrections == 0;
        (!is_same).then_some(change)
    }

    /// Compares the facts of a page, without the date that is told apart, of which the sources are
    /// given.
    fn facts(&self, old: &Page, page: &Page) -> (Vec<FactChange>, Vec<String>) {
        let kind = self.kind(&page.kind);
        let mut before_all = old.facts.clone();
        for fact in &mut before_all {
            fact.exact = self.key(&fact.exact);
            fact.by = self.key(&fact.by);
        }
        let is_date = |fact: &Fact| {
            !kind.dated.is_empty() && fact.field == kind.dated && old.when != page.when
        };
        let compared = compare_facts(&before_all, &page.facts);
        let mut found = Vec::new();
        for gone in &compared.gone {
            let fact = &before_all[gone.before];
            let successor = gone.now.map(|place| (place, &page.facts[place]));
            found.push((gone.now, fact, Some(fact), successor.map(|(_, fact)| fact)));
        }
        for place in &compared.new {
            let fact = &page.facts[*place];
            found.push((Some(*place), fact, None, Some(fact)));
        }
        found.sort_by_key(|(place, ..)| place.unwrap_or(usize::MAX));
        let dates = found.iter().filter(|(_, fact, ..)| is_date(fact));
        let mut dates = dates.filter_map(|(.., now)| *now);
        let date = dates.find(|fact| !fact.disputed);
        let date = date.map_or_else(Vec::new, |fact| stated(fact, self.now).sources);
        let facts = found
            .into_iter()
            .filter(|(_, fact, ..)| !is_date(fact))
            .map(|(_, fact, before, now)| FactChange {
                field: fact.field.clone(),
                label: label(&fact.field, &kind),
                group: if fact.row > 0 || fact.field.contains('.') {
                    now.map_or(&fact.group, |now| &now.group).clone()
                } else {
                    String::new()
                },
                list: match fact.field.split_once('.') {
                    Some((list, _)) if fact.row > 0 => label(list, &kind),
                    _ => String::new(),
                },
                beside: match (before, now) {
                    (Some(_), Some(_)) => false,
                    (Some(fact), None) => has_others(fact, &before_all),
                    (None, _) => has_others(fact, &page.facts),
                },
                is_office: !kind.offices.is_empty()
                    && fact.field.split('.').next() == Some(kind.offices.as_str()),
                before: before.map(|fact| stated(fact, self.before)),
                now: now.map(|fact| stated(fact, self.now)),
            })
            .collect();
        (facts, date)
    }

    /// Returns folder and key as they are now.
    fn key(&self, key: &str) -> String {
        if !key.contains('/') {
            return key.to_owned();
        }
        let moved = self.renamed.get(format!("{key}.html").as_str());
        let moved = moved.and_then(|address| address.strip_suffix(".html"));
        moved.unwrap_or(key).to_owned()
    }
}

/// Tells whether a page states another value in the same place.
fn has_others(fact: &Fact, facts: &[Fact]) -> bool {
    let place = |fact: &Fact| (fact.field.clone(), fact.row);
    let same = facts.iter().filter(|other| place(other) == place(fact));
    same.count() > 1
}

fn stated(fact: &Fact, edition: &Edition) -> Stated {
    let exact = fact.exact != fact.value && !fact.exact.contains('/');
    let sources = fact.sources.iter().map(|key| title(key, edition));
    Stated {
        value: if fact.value.is_empty() && exact {
            fact.exact.clone()
        } else {
            fact.value.clone()
        },
        by: title(&fact.by, edition),
        sources: sources.collect(),
        disputed: fact.disputed,
    }
}

/// Returns the title of an entry, or its key where it has no page.
fn title(key: &str, edition: &Edition) -> String {
    let page = edition.pages.get(&format!("{key}.html"));
    page.map_or_else(|| key.to_owned(), |page| page.title.clone())
}

/// Returns what pages call a field; its own name in words where nothing says it.
fn label(field: &str, kind: &KindWords) -> String {
    kind.labels.get(field).cloned().unwrap_or_else(|| {
        let name = field.rsplit('.').next().unwrap_or(field);
        name.replace('_', " ")
    })
}

/// Returns the titles of the sources of one version of a page that the other lacks, each once.
fn new_in(sources: &[String], others: &[String], edition: &Edition) -> Vec<String> {
    let mut seen: HashSet<&str> = others.iter().map(String::as_str).collect();
    let new = sources.iter().filter(|source| seen.insert(source));
    new.map(|source| title(source, edition)).collect()
}

/// Pairs the statements of a page by their words, each of the same words in its turn.
fn statements(before: &[Statement], now: &[Statement]) -> Vec<StatementChange> {
    let verdict = |it: &Statement| (it.verdict.clone(), it.number.clone());
    let mut left: Vec<&Statement> = before.iter().collect();
    let mut changes = Vec::new();
    for statement in now {
        let same = left.iter().position(|old| old.says == statement.says);
        let old = same.map(|place| left.remove(place));
        if old != Some(statement) {
            changes.push(StatementChange {
                says: statement.says.clone(),
                before: old.map(verdict),
                now: Some(verdict(statement)),
            });
        }
    }
    changes.extend(left.into_iter().map(|old| StatementChange {
        says: old.says.clone(),
        before: Some(verdict(old)),
        now: None,
    }));
    changes
}

/// Compares the rules, part by part.
pub(super) fn rules(before: &Legend, now: &Legend) -> Vec<RuleChange> {
    let mut changes = Vec::new();
    let names: BTreeSet<&String> = before.rules.keys().chain(now.rules.keys()).collect();
    for rule in names {
        let whole = |parts: &BTreeMap<String, String>| -> String {
            let parts = parts.iter().map(|(part, words)| format!("{part} {words}"));
            parts.collect::<Vec<_>>().join("; ").trim().to_owned()
        };
        let (old, new) = (before.rules.get(rule), now.rules.get(rule));
        let (Some(old), Some(new)) = (old, new) else {
            changes.push(RuleChange {
                rule: rule.clone(),
                part: String::new(),
                before: old.map(whole),
                now: new.map(whole),
            });
            continue;
        };
        let parts: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        for part in parts
            .into_iter()
            .filter(|part| old.get(*part) != new.get(*part))
        {
            changes.push(RuleChange {
                rule: rule.clone(),
                part: part.clone(),
                before: old.get(part).cloned(),
                now: new.get(part).cloned(),
            });
        }
    }
    changes
}
