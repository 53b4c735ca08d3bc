//! The largest or the smallest: no other event of the period reaches the value. A tie is no record.

use super::judging::{Case, Finding, nothing_to_ask, of_when};
use super::members::{Members, Period};
use super::selection::{Question, seek};
use super::{Verdict, covered};
use crate::filter::Path;
use crate::model::claims::{Extreme, Set, Within};
use crate::resolve::EntryId;
use crate::resolve::matching::{Fit, Sought};
use crate::when::When;

/// The value of an event, turned so that more is always nearer to the record.
#[derive(Debug, Clone, Copy)]
struct Value {
    least: f64,
    most: f64,
}

/// An event with its value.
struct Rival {
    id: EntryId,
    value: Value,
    is_certain: bool,
}

pub(super) fn record(
    case: &Case,
    among: &Set,
    field: &Path,
    extreme: Extreme,
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
    let Some(own) = value(case, subject, &sought, field, extreme) else {
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
    let compared = Compared {
        case,
        members: &case.selections.members(&question, case.site),
        sought: &sought,
        field,
        extreme,
        subject,
        asked,
    };
    let rivals = compared.rivals(after);
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
    let mut open = rivals.iter().filter(|rival| rival.value.most >= own.least);
    if let Some(rival) = open.next() {
        let unknown = rivals
            .iter()
            .filter(|it| it.value.most.is_infinite())
            .count();
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
    let earlier = compared.rivals(named.up_to(own_days));
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

/// Events that are compared with one of them.
struct Compared<'a> {
    case: &'a Case<'a>,
    members: &'a Members,
    sought: &'a Sought,
    field: &'a Path,
    extreme: Extreme,
    subject: EntryId,
    /// Whether a period is asked for that may reach beyond the event.
    asked: bool,
}

impl Compared<'_> {
    /// Lists the others of a period.
    fn rivals(&self, period: Period) -> Vec<Rival> {
        let (certain, possible) = self.members.within(period);
        let sharp = possible.map(|place| (self.members.sharp[place].id, certain.contains(&place)));
        let blurred = self.members.blurred(period);
        let blurred = blurred.map(|(_, member, is_certain)| (member.id, is_certain));
        let unknown = Value {
            least: f64::NEG_INFINITY,
            most: f64::INFINITY,
        };
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
                value: value(case, id, self.sought, self.field, self.extreme).unwrap_or(unknown),
                is_certain,
            })
            .collect()
    }
}

/// Returns the value of an event: the one nearest to the record of all its items that fit.
fn value(
    case: &Case,
    id: EntryId,
    sought: &Sought,
    field: &Path,
    extreme: Extreme,
) -> Option<Value> {
    let mut found: Option<Value> = None;
    let mut unknown = false;
    for (fit, stated) in case.site.fitting(id, sought, field) {
        let Some((low, high)) = stated else {
            unknown = true;
            continue;
        };
        let (least, most) = match extreme {
            Extreme::Max => (low, high),
            Extreme::Min => (-high, -low),
        };
        let least = if fit == Fit::Yes {
            least
        } else {
            f64::NEG_INFINITY
        };
        found = Some(match found {
            None => Value { least, most },
            Some(value) => Value {
                least: value.least.max(least),
                most: value.most.max(most),
            },
        });
    }
    let mut value = found?;
    if unknown {
        value.most = f64::INFINITY;
    }
    Some(value)
}
