//! The so-manieth, the first since, the last before: where an event stands among others.

use super::judging::{Case, Finding, nothing_to_ask, of_when};
use super::members::{Member, Members, Period};
use super::selection::{Question, Selections};
use super::tally::{self, Tally};
use super::{Verdict, covered, dates};
use crate::filter::Named;
use crate::model::claims::{Assertion, Number, Set};
use crate::resolve::matching::Fit;
use crate::resolve::{EntryId, Site};
use crate::rules::Counts;
use crate::when::{self, When};

pub(super) fn ordinal(
    case: &Case,
    among: &Set,
    starting: Option<&(Named, u32)>,
    is: &Number,
) -> Finding {
    let (Some(own), Some(mut period)) = (case.days_of(&case.claim.of), case.period(among)) else {
        return nothing_to_ask();
    };
    if case
        .unit
        .is_some_and(|unit| matches!(unit.counts, Counts::Sum(_)))
    {
        let reason = "what is added up has no order";
        return Finding::because(Verdict::NotCheckable, reason);
    }
    let question = Question::new(&among.filter, case.unit);
    let mut fit = case
        .subject()
        .map_or(Fit::Yes, |id| case.fit_of(id, &question));
    let mut start = None;
    if let Some((event, number)) = starting {
        let Some(id) = case.site.find_event(&event.written) else {
            return nothing_to_ask();
        };
        let fits = case.fit_of(id, &question);
        if fits == Fit::No {
            let reason = "the event from which it counts is none of those that it counts";
            return Finding::because(Verdict::Contradicted, reason);
        }
        fit = fit.min(fits);
        period.first = case.selections.days(id);
        start = Some((id, *number));
    }
    let by_days = matches!(case.unit.map(|unit| &unit.counts), Some(Counts::Days));
    let within = match (start, case.subject()) {
        (Some((id, _)), Some(subject)) if id != subject && !by_days => {
            let until = Period {
                last: period.last,
                ..Period::ALWAYS
            };
            let after = case.selections.is_before(id, subject, case.site);
            both(after, until.holds(own))
        }
        _ => period.holds(own),
    };
    if fit == Fit::No || !within.is_possible() {
        return Finding::because(Verdict::Contradicted, NOT_ONE_OF_THEM);
    }
    let itself = start.is_some_and(|(id, _)| case.subject() == Some(id));
    if !within.is_certain() && !itself {
        fit = fit.min(Fit::NotKnown);
    }
    let gap = covered::gap(&question.filter, period.up_to(own), case.site);
    let members = case.selections.members(&question, case.site);
    let tally = if by_days {
        let before = start.map_or(0.0, |(_, number)| f64::from(number) - 1.0);
        let days = tally::days(&members, period.up_to(own.later(-1)), case.subject());
        days.plus(before + 1.0)
    } else {
        let Some(subject) = case.subject() else {
            return nothing_to_ask();
        };
        match start {
            Some((id, number)) if id == subject => Tally::exactly(f64::from(number)),
            Some((id, number)) => {
                let between = earlier(
                    &members,
                    subject,
                    Some(id),
                    period,
                    case.selections,
                    case.site,
                );
                between.plus(f64::from(number) + 1.0)
            }
            None => earlier(&members, subject, None, period, case.selections, case.site).plus(1.0),
        }
    };
    doubtful(Case::weigh(tally, is, gap), fit)
}

fn both(one: when::Verdict, other: when::Verdict) -> when::Verdict {
    match (one, other) {
        (when::Verdict::Certainly, verdict) | (verdict, when::Verdict::Certainly) => verdict,
        (when::Verdict::CertainlyNot, _) | (_, when::Verdict::CertainlyNot) => {
            when::Verdict::CertainlyNot
        }
        (when::Verdict::Possibly, when::Verdict::Possibly) => when::Verdict::Possibly,
    }
}

/// An event that is perhaps none of those counted cannot be certain to be the so-manieth.
fn doubtful(mut finding: Finding, fit: Fit) -> Finding {
    if fit != Fit::Yes && finding.verdict == Verdict::Confirmed {
        finding.verdict = Verdict::Possible;
        finding.reason = Some("it is not certain that the event itself is one of them".to_owned());
    }
    finding
}

/// What is said of an event that the conditions leave out.
const NOT_ONE_OF_THEM: &str = "the event itself is none of those that the claim counts";

/// Counts the events of a period before another and, where one is named, after the one at which counting
/// starts.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
pub(super) fn earlier(
    members: &Members,
    subject: EntryId,
    start: Option<EntryId>,
    period: Period,
    selections: &Selections,
    site: &Site,
) -> Tally {
    let own = selections.days(subject);
    // Whatever lies farther back is earlier in every zone; of the others each is asked.
    let far = match start {
        None => own.earliest.saturating_sub(dates::ZONES_APART + 1),
        Some(_) => i64::MIN,
    };
    let Period {
        first: begins,
        last: stops,
    } = period;
    let certain = members.between(begins.latest, stops.earliest.min(far));
    let possible = members.between(begins.earliest, stops.latest.min(far));
    let (mut least, mut most) = (certain.len(), possible.len());
    let after = far.saturating_add(1).max(match start {
        None => begins.earliest,
        Some(_) => begins.later(-dates::ZONES_APART).earliest,
    });
    let until = own.later(dates::ZONES_APART).latest.min(stops.latest);
    let near = members.between(after, until);
    let near = near.map(|place| {
        let member = &members.sharp[place];
        let since = start.is_some() || member.days.earliest >= begins.latest;
        (member, since && member.days.latest <= stops.earliest)
    });
    let blurred = members.blurred(period);
    let blurred = blurred.map(|(_, member, is_certain)| (member, is_certain));
    for (member, is_certain) in near.chain(blurred) {
        if member.id == subject || Some(member.id) == start {
            continue;
        }
        let after = start.map_or(when::Verdict::Certainly, |start| {
            selections.is_before(start, member.id, site)
        });
        let before = selections.is_before(member.id, subject, site);
        if !after.is_possible() || !before.is_possible() {
            continue;
        }
        most += 1;
        least += usize::from(is_certain && after.is_certain() && before.is_certain());
    }
    Tally {
        least: least as f64,
        most: most as f64,
    }
}

pub(super) fn first_since(case: &Case, among: &Set, since: &When) -> Finding {
    alone(case, among, of_when(since), Side::Before)
}

pub(super) fn last_before(case: &Case, among: &Set, before: &When) -> Finding {
    alone(case, among, of_when(before), Side::After)
}

/// On which side of the event the others stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

/// Nothing lies between the event and the period that is named, and something lies in that period.
fn alone(case: &Case, among: &Set, named: Period, side: Side) -> Finding {
    let Some(own) = case.days_of(&case.claim.of) else {
        return nothing_to_ask();
    };
    let question = Question::new(&among.filter, case.unit);
    let subject = case.subject();
    let fit = subject.map_or(Fit::Yes, |id| case.fit_of(id, &question));
    if fit == Fit::No {
        return Finding::because(Verdict::Contradicted, NOT_ONE_OF_THEM);
    }
    // A day as such stands for all of its events; of an event's own day some may be on the other side.
    let margin = if subject.is_some() {
        dates::ZONES_APART
    } else {
        -1
    };
    let (between, whole) = match side {
        Side::Before => (
            Period {
                first: named.last.later(1),
                last: own.later(margin),
            },
            Period {
                first: named.first,
                last: own,
            },
        ),
        Side::After => (
            Period {
                first: own.later(-margin),
                last: named.first.later(-1),
            },
            Period {
                first: own,
                last: named.last,
            },
        ),
    };
    let members = case.selections.members(&question, case.site);
    let beyond = |period: Period| -> Vec<(Member, bool)> {
        let Some(subject) = subject else {
            return candidates(&members, period);
        };
        let others = candidates(&members, period).into_iter();
        others
            .filter(|(member, _)| member.id != subject)
            .filter_map(|(member, is_certain)| {
                let is_before = match side {
                    Side::Before => case.selections.is_before(member.id, subject, case.site),
                    Side::After => case.selections.is_before(subject, member.id, case.site),
                };
                let is_certain = is_certain && is_before.is_certain();
                is_before.is_possible().then_some((member, is_certain))
            })
            .collect()
    };
    let nearer = beyond(between);
    if let Some(nearest) = nearest(nearer.iter().filter(|(_, certain)| *certain), side) {
        return Finding::plain(Verdict::Contradicted).seen(Some(nearest));
    }
    if let Some(gap) = covered::gap(&question.filter, whole, case.site) {
        return Finding::because(Verdict::NotCheckable, gap);
    }
    let inside = beyond(named);
    let witness = nearest(inside.iter().filter(|(_, certain)| *certain), side)
        .or_else(|| nearest(inside.iter(), side));
    if inside.is_empty() {
        let reason = format!("nothing of the kind happened {}", words_for(case));
        return Finding::because(Verdict::Contradicted, reason);
    }
    let certain = inside.iter().any(|(_, certain)| *certain);
    if certain && nearer.is_empty() {
        return doubtful(Finding::plain(Verdict::Confirmed).seen(witness), fit);
    }
    let doubt = nearer
        .first()
        .or(inside.first())
        .map(|(member, _)| member.id);
    let reason = "a date or value on which it depends is not known";
    Finding::because(Verdict::Possible, reason).seen(doubt)
}

/// Says when it was to have happened.
fn words_for(case: &Case) -> String {
    match &case.claim.asserts {
        Assertion::FirstSince { since: period, .. }
        | Assertion::LastBefore { before: period, .. } => format!("in {}", period.long()),
        Assertion::Count { .. }
        | Assertion::Ordinal { .. }
        | Assertion::Record { .. }
        | Assertion::DaysBetween { .. }
        | Assertion::HeldOffice { .. } => String::new(),
    }
}

/// Lists what lies or may lie in a period, each with whether that is certain.
fn candidates(members: &Members, period: Period) -> Vec<(Member, bool)> {
    let (certain, possible) = members.within(period);
    let sharp = possible.map(|place| (members.sharp[place], certain.contains(&place)));
    let blurred = members.blurred(period);
    sharp
        .chain(blurred.map(|(_, member, is_certain)| (*member, is_certain)))
        .collect()
}

fn nearest<'a>(members: impl Iterator<Item = &'a (Member, bool)>, side: Side) -> Option<EntryId> {
    let members = members.map(|(member, _)| member);
    let nearest = match side {
        Side::Before => members.max_by_key(|member| member.days),
        Side::After => members.min_by_key(|member| member.days),
    };
    nearest.map(|member| member.id)
}
