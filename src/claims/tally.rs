//! How many events, days or things a period holds: at least and at most.

use std::collections::BTreeSet;

use super::members::{Member, Members, Period};
use super::selection::{Question, seek};
use super::spoken::ordinal_word;
use crate::figures::grouped;
use crate::filter::Path;
use crate::resolve::matching::Fit;
use crate::resolve::{EntryId, Site};
use crate::rules::Counts;
use crate::when::Days;

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

    /// Writes it: `7`, `6 to 7`, `at least 6`.
    #[must_use]
    pub fn words(self) -> String {
        let figures = |number: f64| grouped(&format!("{number}"));
        match self.one() {
            Some(number) => figures(number),
            None if self.most.is_infinite() => format!("at least {}", figures(self.least)),
            None => format!("{} to {}", figures(self.least), figures(self.most)),
        }
    }

    /// Writes it as a place: `seventh`, `sixth to seventh`.
    #[must_use]
    pub fn place(self) -> String {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "places are small whole numbers"
        )]
        let whole = |number: f64| ordinal_word(number as u32);
        match self.one() {
            Some(number) => whole(number),
            None if self.most.is_infinite() => format!("{} or later", whole(self.least)),
            None => format!("{} to {}", whole(self.least), whole(self.most)),
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

    /// Returns the number, if it is one, and a whole one.
    #[must_use]
    pub fn whole(self) -> Option<u32> {
        let number = self.one()?;
        let is_whole = number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it is whole and within bounds"
        )]
        is_whole.then_some(number as u32)
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
    let mut most = members.days(&possible);
    let mut single = BTreeSet::new();
    let mut apart = Vec::new();
    let others = members.blurred(period);
    for (_, member, is_certain) in others.filter(|(_, it, _)| Some(it.id) != except) {
        let Days { earliest, latest } = member.days;
        if is_certain && members.between(earliest, latest).is_empty() {
            apart.push((latest, earliest));
        }
        let counted = members.days(&members.between(earliest, latest));
        let is_counted = i128::from(latest) - i128::from(earliest) < counted as i128;
        let is_twin = member.days.one().is_some_and(|day| !single.insert(day));
        most += usize::from(!is_counted && !is_twin);
    }
    let least = members.days(&certain) + fewest(apart);
    Tally {
        least: least as f64,
        most: most as f64,
    }
}

/// Returns on how few days events can have been of which only the last and the first possible day are
/// known.
fn fewest(mut spells: Vec<(i64, i64)>) -> usize {
    spells.sort_unstable();
    let mut days = 0;
    let mut reached = None;
    for (last, first) in spells {
        if reached.is_none_or(|reached| reached < first) {
            reached = Some(last);
            days += 1;
        }
    }
    days
}

fn sum(members: &Members, period: Period, path: &Path, question: &Question, site: &Site) -> Tally {
    let (certain, possible) = members.within(period);
    let sought = seek(question, site);
    let mut tally = Tally::exactly(0.0);
    let mut add = |member: &Member, is_certain: bool| {
        for (fit, value) in site.fitting(member.id, &sought, path) {
            let (low, high) = value.map_or((0.0, f64::INFINITY), |it| (it.least, it.most));
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
    Tally {
        least: rounded(tally.least),
        most: rounded(tally.most),
    }
}

/// Takes away what adding up leaves behind the digits that were written: a tenth and two are three.
fn rounded(sum: f64) -> f64 {
    (sum * 1e6).round() / 1e6
}
