//! The events of every filter in use, each found once and shared.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, PoisonError, RwLock};

use rayon::prelude::*;

use super::dates;
use super::members::{Calendar, Members, Postings, of_kind};
use crate::filter::{Filter, Wanted};
use crate::resolve::matching::Sought;
use crate::resolve::{EntryId, Site};
use crate::rules::Unit;
use crate::schema::{FieldPath, KindId};
use crate::when::{Days, Verdict};

/// What is asked for: the conditions of a claim and of the rule by which it counts.
#[derive(Debug, Clone)]
pub(super) struct Question {
    pub(super) filter: Filter,
    /// Whether events that did not take place are asked for as well.
    pub(super) planned: bool,
}

impl Question {
    /// Asks for the events that a rule counts.
    pub(super) fn new(filter: &Filter, unit: Option<&Unit>) -> Self {
        Self {
            filter: unit.map_or_else(|| filter.clone(), |unit| filter.and(&unit.filter)),
            planned: false,
        }
    }

    /// Asks for all events of the filter, whatever a rule leaves out.
    pub(super) fn wide(filter: &Filter) -> Self {
        Self {
            filter: filter.clone(),
            planned: true,
        }
    }

    /// Returns what two questions have in common that ask for the same.
    fn signature(&self) -> Signature {
        let conditions = self.filter.conditions.iter().map(|condition| {
            let wanted = condition.wanted.iter().map(|wanted| match wanted {
                Wanted::Entry(named) => format!("[{}]", named.written),
                other => format!("{other:?}"),
            });
            format!(
                "{:?}{}{}",
                condition.path,
                if condition.apart { "+" } else { "=" },
                wanted.collect::<Vec<_>>().join("|")
            )
        });
        let mut conditions: Vec<String> = conditions.collect();
        conditions.sort_unstable();
        conditions.dedup();
        (self.filter.kind, self.planned, conditions)
    }
}

type Signature = (KindId, bool, Vec<String>);

/// The events of the filters in use.
#[derive(Debug, Default)]
pub(super) struct Selections {
    calendar: Calendar,
    known: RwLock<HashMap<Signature, Arc<Members>>>,
}

impl Selections {
    /// Finds the events of many questions at once.
    pub(super) fn new(questions: &[Question], site: &Site) -> Self {
        let calendar = Calendar::new(site);
        let mut seen = HashSet::new();
        let distinct: Vec<(Signature, Sought)> = questions
            .iter()
            .map(|question| (question.signature(), question))
            .filter(|(signature, _)| seen.insert(signature.clone()))
            .map(|(signature, question)| (signature, seek(question, site)))
            .collect();
        let mut paths: BTreeMap<(KindId, Vec<usize>), FieldPath> = BTreeMap::new();
        for (_, sought) in &distinct {
            if let Some((path, _)) = sought.handle() {
                paths.insert((sought.kind, path.0.clone()), path.clone());
            }
        }
        let paths: Vec<((KindId, Vec<usize>), FieldPath)> = paths.into_iter().collect();
        let postings: HashMap<(KindId, Vec<usize>), Postings> = paths
            .into_par_iter()
            .map(|(key, path)| {
                let postings = Postings::new(key.0, &path, site);
                (key, postings)
            })
            .collect();
        let found: Vec<(Signature, Arc<Members>)> = distinct
            .into_par_iter()
            .map(|(signature, sought)| {
                let handle = sought.handle().and_then(|(path, values)| {
                    let postings = postings.get(&(sought.kind, path.0.clone()))?;
                    Some(postings.candidates(&values))
                });
                let members = match handle {
                    Some(ids) => Members::gather(ids.into_iter(), &sought, &calendar, site),
                    None => Members::gather(of_kind(sought.kind, site), &sought, &calendar, site),
                };
                (signature, Arc::new(members))
            })
            .collect();
        Self {
            calendar,
            known: RwLock::new(found.into_iter().collect()),
        }
    }

    /// Returns the events of a question.
    pub(super) fn members(&self, question: &Question, site: &Site) -> Arc<Members> {
        let signature = question.signature();
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(members) = known.get(&signature) {
            return Arc::clone(members);
        }
        drop(known);
        let sought = seek(question, site);
        let ids = of_kind(sought.kind, site);
        let members = Arc::new(Members::gather(ids, &sought, &self.calendar, site));
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(signature, Arc::clone(&members));
        members
    }

    /// Returns the place of an event in the chronology.
    pub(super) fn rank(&self, id: EntryId) -> u32 {
        self.calendar.ranks[id.0 as usize]
    }

    /// Tells whether an event began before another.
    pub(super) fn is_before(&self, id: EntryId, other: EntryId, site: &Site) -> Verdict {
        let apart = dates::ZONES_APART;
        let (own, others) = (self.days(id), self.days(other));
        if own.latest < others.later(-apart).earliest {
            Verdict::Certainly
        } else if others.latest < own.later(-apart).earliest {
            Verdict::CertainlyNot
        } else {
            dates::is_before(id, other, site)
        }
    }

    /// Returns the days on which an event can have begun.
    pub(super) fn days(&self, id: EntryId) -> Days {
        self.calendar.days[id.0 as usize]
    }
}

/// Finds what a question names.
pub(super) fn seek(question: &Question, site: &Site) -> Sought {
    let mut sought = site.seek(&question.filter);
    sought.took_place &= !question.planned;
    sought
}
