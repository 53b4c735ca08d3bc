//! The so-manieth, the first since, the last before: where an event stands among others.

use super::judging::{Case, Finding, nothing_to_ask, of_when};
use super::members::{Member, Members, Period};
use super::selection::Question;
use super::tally::{self, Tally};
use super::{Verdict, covered};
use crate::filter::Named;
use crate::model::claims::{Assertion, Number, Set};
use crate::resolve::matching::Fit;
use crate::resolve::{EntryId, Site};
use crate::rules::Counts;
use crate::when::{self, Days, When};

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
    let fit = case
        .subject()
        .map_or(Fit::Yes, |id| case.fit_of(id, &question));
    if fit == Fit::No {
        return Finding::because(Verdict::Contradicted, NOT_ONE_OF_THEM);
    }
    let mut before = 0.0;
    if let Some((event, number)) = starting {
        let event = case.site.find_event(&event.written);
        let Some(when) = event.and_then(|id| case.site.entry(id).when.as_ref()) else {
            return nothing_to_ask();
        };
        period.first = when.begins();
        before = f64::from(*number) - 1.0;
    }
    period.last = own;
    let gap = covered::gap(&question.filter, period, case.site);
    let tally = match case.unit.map(|unit| &unit.counts) {
        Some(Counts::Days) => {
            period.last = own.later(-1);
            let members = case.selections.members(&question, case.site);
            let days = tally::days(&members, period, case.subject());
            days.plus(before + 1.0)
        }
        _ => {
            let Some(subject) = case.subject() else {
                return nothing_to_ask();
            };
            let members = case.selections.members(&question, case.site);
            let place = earlier(&members, subject, period, own, case.site);
            place.plus(before + 1.0)
        }
    };
    let finding = Case::weigh(tally, is, gap);
    doubtful(finding, fit)
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

/// Counts the events before another within a period that ends on its day.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
pub(super) fn earlier(
    members: &Members,
    subject: EntryId,
    period: Period,
    own: Days,
    site: &Site,
) -> Tally {
    let date = site.entry(subject).when.as_ref();
    let (mut least, mut most) = (0_usize, 0_usize);
    let earlier = Period {
        first: period.first,
        last: own.later(-1),
    };
    let (certain, possible) = members.within(earlier);
    least += certain.len();
    most += possible.len();
    // Those of the same day, and those of which the day is not known.
    let same = members.between(own.earliest, own.latest);
    let same = same.filter(|place| !possible.contains(place));
    let same = same.map(|place| (&members.sharp[place], true));
    let blurred = members.blurred(period);
    let blurred = blurred.map(|(_, member, is_certain)| (member, is_certain));
    for (member, is_certain) in same.chain(blurred) {
        if member.id == subject {
            continue;
        }
        match is_before(site, member.id, date) {
            when::Verdict::Certainly => {
                least += usize::from(is_certain);
                most += 1;
            }
            when::Verdict::Possibly => most += 1,
            when::Verdict::CertainlyNot => {}
        }
    }
    Tally {
        least: least as f64,
        most: most as f64,
    }
}

fn is_before(site: &Site, id: EntryId, other: Option<&When>) -> when::Verdict {
    let own = site.entry(id).when.as_ref();
    own.zip(other)
        .map_or(when::Verdict::Possibly, |(own, other)| own.is_before(other))
}

pub(super) fn first_since(case: &Case, among: &Set, since: &When) -> Finding {
    let Some(own) = case.days_of(&case.claim.of) else {
        return nothing_to_ask();
    };
    let named = of_when(since);
    let between = Period {
        first: named.last.later(1),
        last: own,
    };
    let whole = Period {
        first: named.first,
        last: own,
    };
    alone(case, among, named, between, whole, Side::Before)
}

pub(super) fn last_before(case: &Case, among: &Set, before: &When) -> Finding {
    let Some(own) = case.days_of(&case.claim.of) else {
        return nothing_to_ask();
    };
    let named = of_when(before);
    let between = Period {
        first: own,
        last: named.first.later(-1),
    };
    let whole = Period {
        first: own,
        last: named.last,
    };
    alone(case, among, named, between, whole, Side::After)
}

/// On which side of the event the others stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

/// Nothing lies between the event and the period that is named, and something lies in that period.
fn alone(
    case: &Case,
    among: &Set,
    named: Period,
    between: Period,
    whole: Period,
    side: Side,
) -> Finding {
    let question = Question::new(&among.filter, case.unit);
    let subject = case.subject();
    let fit = subject.map_or(Fit::Yes, |id| case.fit_of(id, &question));
    if fit == Fit::No {
        return Finding::because(Verdict::Contradicted, NOT_ONE_OF_THEM);
    }
    let members = case.selections.members(&question, case.site);
    let mut nearer = candidates(&members, between);
    nearer.retain(|(member, _)| Some(member.id) != subject);
    let date = case.when_of(&case.claim.of);
    nearer.retain_mut(|(member, is_certain)| {
        let other = case.site.entry(member.id).when.as_ref();
        let beyond = match (date, other, side) {
            (Some(date), Some(other), Side::Before) => other.is_before(date),
            (Some(date), Some(other), Side::After) => date.is_before(other),
            _ => when::Verdict::Possibly,
        };
        *is_certain &= beyond.is_certain();
        beyond.is_possible()
    });
    if let Some(nearest) = nearest(nearer.iter().filter(|(_, certain)| *certain), side) {
        let finding = Finding::plain(Verdict::Contradicted).seen(Some(nearest));
        return finding;
    }
    let inside = candidates(&members, named);
    if let Some(gap) = covered::gap(&question.filter, whole, case.site) {
        return Finding::because(Verdict::NotCheckable, gap);
    }
    let witness = nearest(inside.iter().filter(|(_, certain)| *certain), side)
        .or_else(|| nearest(inside.iter(), side));
    if inside.is_empty() && nearer.is_empty() {
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
