//! How many events, days or things a period holds: at least and at most.

use std::collections::BTreeSet;

use super::members::{Member, Members, Period};
use super::selection::{Question, seek};
use crate::filter::Path;
use crate::model::Value;
use crate::resolve::matching::{Fit, number};
use crate::resolve::{EntryId, Site};
use crate::rules::Counts;

/// A number of which perhaps only the bounds are known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tally {
    /// The least that it can be.
    pub least: f64,
    /// The most that it can be; infinite where nothing is known of something counted.
    pub most: f64,
}

impl Tally {
    /// Makes one of a number that is known.
    pub(super) fn exactly(number: f64) -> Self {
        Self {
            least: number,
            most: number,
        }
    }

    /// Adds a number to both bounds.
    pub(super) fn plus(self, number: f64) -> Self {
        Self {
            least: self.least + number,
            most: self.most + number,
        }
    }

    /// Returns the number, if it is one.
    #[must_use]
    #[expect(
        clippy::float_cmp,
        reason = "both are the same sum of the same numbers"
    )]
    pub fn one(self) -> Option<f64> {
        (self.least == self.most).then_some(self.least)
    }
}

/// Counts what a period holds.
pub(super) fn count(
    members: &Members,
    period: Period,
    counts: &Counts,
    question: &Question,
    site: &Site,
) -> Tally {
    match counts {
        Counts::Entries => entries(members, period),
        Counts::Days => days(members, period, None),
        Counts::Sum(path) => sum(members, period, path, question, site),
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn entries(members: &Members, period: Period) -> Tally {
    let (certain, possible) = members.within(period);
    let (mut least, mut most) = (certain.len(), possible.len());
    for (_, _, is_certain) in members.blurred(period) {
        least += usize::from(is_certain);
        most += 1;
    }
    Tally {
        least: least as f64,
        most: most as f64,
    }
}

/// Counts the days of a period on which there was an event, but for one of unknown day.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
pub(super) fn days(members: &Members, period: Period, except: Option<EntryId>) -> Tally {
    let (certain, possible) = members.within(period);
    let (mut least, mut most) = (members.days(&certain), members.days(&possible));
    let mut single = BTreeSet::new();
    let others = members.blurred(period);
    for (_, member, is_certain) in others.filter(|(_, it, _)| Some(it.id) != except) {
        if is_certain {
            // It fell on some day, if perhaps on one that is counted already.
            least = least.max(1);
        }
        match member.days.one() {
            Some(day) if members.has_day(day) || !single.insert(day) => {}
            _ => most += 1,
        }
    }
    Tally {
        least: least as f64,
        most: most as f64,
    }
}

fn sum(members: &Members, period: Period, path: &Path, question: &Question, site: &Site) -> Tally {
    let (certain, possible) = members.within(period);
    let sought = seek(question, site);
    let mut tally = Tally::exactly(0.0);
    let mut add = |member: &Member, is_certain: bool| {
        for (fit, value) in site.fitting(member.id, &sought, path) {
            let (low, high) = value.and_then(bounds).unwrap_or((0.0, f64::INFINITY));
            if is_certain && fit == Fit::Yes {
                tally.least += low;
            }
            tally.most += high;
        }
    };
    for place in possible {
        add(&members.sharp[place], certain.contains(&place));
    }
    for (_, member, is_certain) in members.blurred(period) {
        add(member, is_certain);
    }
    tally
}

/// Returns the bounds of a number, of all that is stated of it.
pub(super) fn bounds(value: &Value) -> Option<(f64, f64)> {
    let Value::Facts(facts) = value else {
        return number(value);
    };
    let stated = facts.iter().filter_map(|fact| number(&fact.item.value));
    stated.reduce(|(low, high), (least, most)| (low.min(least), high.max(most)))
}
