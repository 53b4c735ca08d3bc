//! What templates and plain pages ask: counts and places that are worked out, never typed.

use super::judging::of_when;
use super::members::Period;
use super::selection::Question;
use super::tally::{self, Tally};
use super::{Claims, covered, order};
use crate::filter::Filter;
use crate::resolve::matching::Fit;
use crate::resolve::{EntryId, Site};
use crate::rules::{Counts, Unit};
use crate::when::{Days, When};

/// A question of a page.
#[derive(Debug, Clone)]
pub struct Asked<'a> {
    /// Which events.
    pub filter: Filter,
    /// In which period; none for all time.
    pub within: Option<When>,
    /// Up to which day, that day included.
    pub until: Option<Days>,
    /// The rule by which is counted; none counts entries.
    pub unit: Option<&'a Unit>,
}

impl Claims {
    /// Counts events; nothing tells that the record is not declared to be complete for them.
    #[must_use]
    pub fn count(&self, asked: &Asked, site: &Site) -> Tally {
        let question = Question::new(&asked.filter, asked.unit);
        let members = self.selections.members(&question, site);
        let counts = asked.unit.map_or(&Counts::Entries, |unit| &unit.counts);
        tally::count(&members, asked.period(), counts, &question, site)
    }

    /// Tells whether the record is declared to be complete for what is asked.
    #[must_use]
    pub fn is_covered(&self, asked: &Asked, site: &Site) -> bool {
        let question = Question::new(&asked.filter, asked.unit);
        covered::gap(&question.filter, asked.period(), site).is_none()
    }

    /// Returns the place of an event among others, from 1; nothing if it is none of them.
    #[must_use]
    pub fn ordinal(&self, id: EntryId, asked: &Asked, site: &Site) -> Option<Tally> {
        site.entry(id).when.as_ref()?;
        let own = self.selections.days(id);
        let question = Question::new(&asked.filter, asked.unit);
        let sought = super::selection::seek(&question, site);
        let period = asked.period();
        if site.fit(id, &sought) == Fit::No || !period.holds(own).is_possible() {
            return None;
        }
        let members = self.selections.members(&question, site);
        let before = match asked.unit.map(|unit| &unit.counts) {
            Some(Counts::Sum(_)) => return None,
            Some(Counts::Days) => tally::days(&members, period.up_to(own.later(-1)), Some(id)),
            Some(Counts::Entries) | None => {
                order::earlier(&members, id, None, period, &self.selections, site)
            }
        };
        Some(before.plus(1.0))
    }

    /// Returns the last event before another that belongs to those asked for, if both are certain.
    #[must_use]
    pub fn previous(&self, id: EntryId, asked: &Asked, site: &Site) -> Option<EntryId> {
        site.entry(id).when.as_ref()?;
        let own = self.selections.days(id);
        let question = Question::new(&asked.filter, asked.unit);
        let members = self.selections.members(&question, site);
        let mut period = asked.period();
        period.last = own.later(-1);
        let (certain, _) = members.within(period);
        let last = members.sharp[certain].last()?;
        let between = Period {
            first: last.days.later(1),
            last: own,
        };
        let unclear = members
            .blurred(between)
            .any(|(_, member, _)| member.id != id);
        (!unclear).then_some(last.id)
    }
}

impl Asked<'_> {
    fn period(&self) -> Period {
        let period = self.within.as_ref().map_or(Period::ALWAYS, of_when);
        match self.until {
            Some(until) => period.up_to(until),
            None => period,
        }
    }
}
