//! The largest or the smallest: no other event of the period reaches the value. A tie is no record.
//!
//! Where several values are stated of an event, each may be the right one, unless the claim takes others by
//! the farthest that anybody states: then what a single source reports of them is enough to beat the record.

use std::cmp::Ordering;

use super::judging::{Case, Finding, nothing_to_ask, of_when};
use super::members::{Members, Period};
use super::selection::{Question, seek};
use super::{Verdict, covered};
use crate::filter::Path;
use crate::model::claims::{Extreme, Set, Statements, Within};
use crate::resolve::EntryId;
use crate::resolve::matching::{Fit, Sought};
use crate::when::When;

/// The value of an event, turned so that more is always nearer to the record.
#[derive(Debug, Clone, Copy)]
struct Value {
    least: f64,
    most: f64,
    /// What it is at least by whoever states the most.
    stated: f64,
}

impl Value {
    /// That of an event of which nothing is known.
    const UNKNOWN: Self = Self {
        least: f64::NEG_INFINITY,
        most: f64::INFINITY,
        stated: f64::NEG_INFINITY,
    };

    fn is_known(self) -> bool {
        self.stated > f64::NEG_INFINITY
    }
}

/// An event with its value.
struct Rival {
    id: EntryId,
    value: Value,
    is_certain: bool,
}

/// What is compared.
#[derive(Debug, Clone, Copy)]
pub(super) struct Compared<'a> {
    /// The field.
    pub(super) field: &'a Path,
    /// Which end of its scale is a record.
    pub(super) extreme: Extreme,
    /// Whose statements count.
    pub(super) by: Statements,
}

pub(super) fn record(
    case: &Case,
    among: &Set,
    compared: Compared,
    since: Option<&When>,
) -> Finding {
    let (Some(own_days), Some(subject)) = (case.days_of(&case.claim.of), case.subject()) else {
        return nothing_to_ask();
    };
    let question = Question::new(&among.filter, case.unit);
    let sought = seek(&question, case.site);
    let fit = case.site.fit(subject, &sought);
    if fit == Fit::No {
        let reason = "the event itself is none of those that the claim compares";
        return Finding::because(Verdict::Contradicted, reason);
    }
    let exactly = Compared {
        by: Statements::All,
        ..compared
    };
    let Some(own) = value(case, subject, &sought, exactly) else {
        let reason = "the value of the event itself is not known";
        return Finding::because(Verdict::Possible, reason);
    };
    // Unless another period is asked for, what came after the event takes nothing from it.
    let asked = !matches!(among.within, Within::Always) || among.until.is_some();
    let Some(mut period) = case.period(among) else {
        return nothing_to_ask();
    };
    let within = period.holds(own_days);
    if !within.is_possible() {
        let reason = "the event itself is none of those that the claim compares";
        return Finding::because(Verdict::Contradicted, reason);
    }
    if !asked {
        period.last = own_days;
    }
    let named = since.map(of_when);
    let after = Period {
        first: named.map_or(period.first, |named| named.last.later(1)),
        last: period.last,
    };
    let others = Others {
        case,
        members: &case.selections.members(&question, case.site),
        sought: &sought,
        compared,
        subject,
        asked,
    };
    let rivals = others.rivals(after);
    let beats = |rival: &&Rival| rival.is_certain && rival.value.least >= own.most;
    let best = |left: &&Rival, right: &&Rival| left.value.least.total_cmp(&right.value.least);
    if let Some(rival) = rivals.iter().filter(beats).max_by(best) {
        return Finding::plain(Verdict::Contradicted).seen(Some(rival.id));
    }
    let whole = Period {
        first: named.map_or(period.first, |named| named.first),
        last: period.last,
    };
    if let Some(gap) = covered::gap(&question.filter, whole, case.site) {
        return Finding::because(Verdict::NotCheckable, gap);
    }
    let open = rivals.iter().filter(|rival| rival.value.most >= own.least);
    if let Some(rival) = open.clone().max_by(|one, other| reach(one, other)) {
        let unknown = open.filter(|it| !it.value.is_known()).count();
        let reason = match unknown {
            0 => "a value on which it depends is disputed or not exact".to_owned(),
            1 => "of one other event the value is not known".to_owned(),
            number => format!("of {number} other events the value is not known"),
        };
        return Finding::because(Verdict::Possible, reason).seen(Some(rival.id));
    }
    let certain = fit == Fit::Yes && within.is_certain();
    let Some(named) = named else {
        return doubt(Finding::plain(Verdict::Confirmed), certain);
    };
    let earlier = others.rivals(named.up_to(own_days));
    let reaches = |rival: &&Rival| rival.is_certain && rival.value.least >= own.most;
    if let Some(rival) = earlier.iter().filter(reaches).max_by(best) {
        return doubt(
            Finding::plain(Verdict::Confirmed).seen(Some(rival.id)),
            certain,
        );
    }
    let period = since.map(When::long).unwrap_or_default();
    if earlier.iter().any(|rival| rival.value.most >= own.least) {
        let reason = format!("it is not certain that something in {period} reached the value");
        return Finding::because(Verdict::Possible, reason);
    }
    let reason = format!("nothing in {period} reached the value");
    Finding::because(Verdict::Contradicted, reason)
}

fn doubt(finding: Finding, certain: bool) -> Finding {
    if certain {
        return finding;
    }
    let reason = "it is not certain that the event itself is one of them";
    Finding::because(Verdict::Possible, reason).seen(finding.witness)
}

/// Tells which of two may reach farther: one of which nothing is known last, and of those for which no end
/// is known, the one that somebody states to have reached farther.
fn reach(one: &Rival, other: &Rival) -> Ordering {
    let (one, other) = (one.value, other.value);
    let known = one.is_known().cmp(&other.is_known());
    let most = one.most.total_cmp(&other.most);
    known.then(most).then(one.stated.total_cmp(&other.stated))
}

/// The events that are compared with one of them.
struct Others<'a> {
    case: &'a Case<'a>,
    members: &'a Members,
    sought: &'a Sought,
    compared: Compared<'a>,
    subject: EntryId,
    /// Whether a period is asked for that may reach beyond the event.
    asked: bool,
}

impl Others<'_> {
    /// Lists those of a period.
    fn rivals(&self, period: Period) -> Vec<Rival> {
        let (certain, possible) = self.members.within(period);
        let sharp = possible.map(|place| (self.members.sharp[place].id, certain.contains(&place)));
        let blurred = self.members.blurred(period);
        let blurred = blurred.map(|(_, member, is_certain)| (member.id, is_certain));
        let (case, subject) = (self.case, self.subject);
        sharp
            .chain(blurred)
            .filter(|(id, _)| *id != subject)
            .filter(|(id, _)| {
                self.asked
                    || !case
                        .selections
                        .is_before(subject, *id, case.site)
                        .is_certain()
            })
            .map(|(id, is_certain)| Rival {
                id,
                value: value(case, id, self.sought, self.compared).unwrap_or(Value::UNKNOWN),
                is_certain,
            })
            .collect()
    }
}

/// Returns the value of an event: the one nearest to the record of all its items that fit.
fn value(case: &Case, id: EntryId, sought: &Sought, compared: Compared) -> Option<Value> {
    let mut found: Option<Value> = None;
    let mut unknown = false;
    for (fit, bounds) in case.site.fitting(id, sought, compared.field) {
        let Some(bounds) = bounds else {
            unknown = true;
            continue;
        };
        let mut value = match compared.extreme {
            Extreme::Max => Value {
                least: bounds.least,
                most: bounds.most,
                stated: bounds.highest,
            },
            Extreme::Min => Value {
                least: -bounds.most,
                most: -bounds.least,
                stated: -bounds.lowest,
            },
        };
        if compared.by == Statements::Any {
            value.least = value.stated;
        }
        if fit != Fit::Yes {
            value.least = f64::NEG_INFINITY;
        }
        found = Some(match found {
            None => value,
            Some(other) => Value {
                least: value.least.max(other.least),
                most: value.most.max(other.most),
                stated: value.stated.max(other.stated),
            },
        });
    }
    let mut value = found?;
    if unknown {
        value.most = f64::INFINITY;
    }
    Some(value)
}
