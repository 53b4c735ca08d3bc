//! The events behind a claim: what was counted, what may belong, what was left out and by which rule.

use std::collections::HashSet;

use super::judging::of_when;
use super::members::{Members, Period};
use super::selection::{Question, Selections};
use super::tally::{self, Tally};
use super::{Judged, covered, judging, unit_of};
use crate::model::claims::{Assertion, Claim, Set, Within};
use crate::resolve::{EntryId, Site};

/// The events behind a claim.
#[derive(Debug, Default)]
pub struct Evidence {
    /// Those that were counted, in order; the newest where there are more than are listed.
    pub counted: Vec<EntryId>,
    /// The number of those.
    pub number: usize,
    /// Those of which it is not certain whether they belong.
    pub perhaps: Vec<EntryId>,
    /// Those of the period that the counting rule, or their not having taken place, leaves out.
    pub left_out: Vec<EntryId>,
    /// The place of the class of events by which the record is declared to be complete for it.
    pub covering: Option<usize>,
    /// What the other counting rules of the kind give for the same period.
    pub otherwise: Vec<Otherwise>,
}

/// What another counting rule gives.
#[derive(Debug, Clone, Copy)]
pub struct Otherwise {
    /// The place of the rule among those of the site.
    pub unit: usize,
    /// What it counts.
    pub tally: Tally,
}

/// The most events that are listed.
const MOST: usize = 40;

/// How much is wanted of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    /// What was counted, and what perhaps.
    Counted,
    /// What was left out and what other rules give, too.
    Whole,
}

pub(super) fn evidence(
    judged: &Judged,
    depth: Depth,
    selections: &Selections,
    site: &Site,
) -> Evidence {
    let claim = judged.claim(site);
    let unit = unit_of(claim, site);
    let case = judging::Case {
        id: judged.entry,
        claim,
        unit,
        selections,
        site,
    };
    let Some(set) = claim.set() else {
        return Evidence::default();
    };
    let Some(period) = period(&case, claim, set) else {
        return Evidence::default();
    };
    let question = Question::new(&set.filter, unit);
    let members = selections.members(&question, site);
    let mut evidence = listed(&members, period, selections);
    if depth == Depth::Counted {
        return evidence;
    }
    let wide = selections.members(&Question::wide(&set.filter), site);
    evidence.covering = covered::covering(&question.filter, period, site);
    evidence.left_out = left_out(&wide, &members, period, selections);
    if matches!(claim.asserts, Assertion::Count { .. }) {
        let others = site.rules.units.iter().enumerate();
        let others = others.filter(|(_, other)| {
            let same = unit.is_some_and(|unit| std::ptr::eq(unit, *other));
            other.filter.kind == set.filter.kind && !same
        });
        evidence.otherwise = others
            .map(|(place, other)| {
                let question = Question::new(&set.filter, Some(other));
                let members = selections.members(&question, site);
                let tally = tally::count(&members, period, &other.counts, &question, site);
                Otherwise { unit: place, tally }
            })
            .collect();
    }
    evidence
}

/// Returns the period whose events are shown.
fn period(case: &judging::Case, claim: &Claim, set: &Set) -> Option<Period> {
    let own = || case.days_of(&claim.of);
    Some(match &claim.asserts {
        Assertion::Ordinal { starting, .. } => {
            let mut period = case.period(set)?;
            period.last = own()?;
            if let Some((event, _)) = starting {
                let id = case.site.find_event(&event.written)?;
                period.first = case.selections.days(id);
            }
            period
        }
        Assertion::FirstSince { since, .. } => Period {
            first: of_when(since).first,
            last: own()?,
        },
        Assertion::LastBefore { before, .. } => Period {
            first: own()?,
            last: of_when(before).last,
        },
        Assertion::Record { since, .. } => {
            let mut period = case.period(set)?;
            if matches!(set.within, Within::Always) && set.until.is_none() {
                period.last = own()?;
            }
            if let Some(since) = since {
                period.first = of_when(since).first;
            }
            period
        }
        Assertion::Count { .. } => case.period(set)?,
        Assertion::DaysBetween { .. } | Assertion::HeldOffice { .. } => return None,
    })
}

fn listed(members: &Members, period: Period, selections: &Selections) -> Evidence {
    let (certain, possible) = members.within(period);
    let mut perhaps: Vec<EntryId> = possible
        .filter(|place| !certain.contains(place))
        .map(|place| members.sharp[place].id)
        .collect();
    let mut counted: Vec<EntryId> = members.sharp[certain].iter().map(|it| it.id).collect();
    for (_, member, is_certain) in members.blurred(period) {
        if is_certain {
            counted.push(member.id);
        } else {
            perhaps.push(member.id);
        }
    }
    let number = counted.len();
    for list in [&mut counted, &mut perhaps] {
        list.sort_by_key(|id| selections.rank(*id));
        let more = list.len().saturating_sub(MOST);
        list.drain(..more);
    }
    Evidence {
        counted,
        number,
        perhaps,
        ..Evidence::default()
    }
}

fn left_out(
    wide: &Members,
    members: &Members,
    period: Period,
    selections: &Selections,
) -> Vec<EntryId> {
    let (_, possible) = wide.within(period);
    let sharp = wide.sharp[possible].iter();
    let blurred = wide.blurred(period).map(|(_, member, _)| member);
    // Whatever of the period is counted lies within it as well.
    let (_, known) = members.within(period);
    let known = members.sharp[known].iter();
    let known = known.chain(members.blurred(period).map(|(_, member, _)| member));
    let counted: HashSet<EntryId> = known.map(|member| member.id).collect();
    let all = sharp.chain(blurred).map(|member| member.id);
    let mut left: Vec<EntryId> = all.filter(|id| !counted.contains(id)).collect();
    left.sort_by_key(|id| selections.rank(*id));
    left.truncate(MOST);
    left
}
