//! Whether the record says of itself that it is complete for what a claim counts.

use super::members::Period;
use crate::filter::Filter;
use crate::resolve::Site;
use crate::rules::Coverage;
use crate::when::Days;

/// Returns the place of the first class of events by which the record is declared to be complete.
pub(super) fn covering(filter: &Filter, period: Period, site: &Site) -> Option<usize> {
    let mut all = site.rules.coverage.iter();
    all.position(|covered| filter.is_part_of(&covered.filter) && holds(covered, period))
}

/// Returns why the record cannot know, or nothing if it is declared to be complete.
pub(super) fn gap(filter: &Filter, period: Period, site: &Site) -> Option<String> {
    if covering(filter, period, site).is_some() {
        return None;
    }
    let all = site.rules.coverage.iter();
    let covering: Vec<&Coverage> = all
        .filter(|covered| filter.is_part_of(&covered.filter))
        .collect();
    let Some(nearest) = covering.first() else {
        let plural = site.schema.kind(filter.kind).plural.to_lowercase();
        return Some(format!(
            "nothing declares for when the record of these {plural} is complete"
        ));
    };
    let (first, last) = ends(nearest);
    let begins = nearest
        .from
        .as_ref()
        .filter(|_| first.latest > period.first.earliest);
    let stops = nearest
        .to
        .as_ref()
        .filter(|_| last.earliest < period.last.latest);
    let what = &nearest.name;
    Some(match (begins, stops) {
        (Some(from), _) => format!("the record of “{what}” begins with {}", from.long()),
        (None, Some(to)) => format!("the record of “{what}” ends with {}", to.long()),
        (None, None) => format!("the record of “{what}” does not reach as far"),
    })
}

fn holds(covered: &Coverage, period: Period) -> bool {
    let (first, last) = ends(covered);
    first.latest <= period.first.earliest && last.earliest >= period.last.latest
}

/// Returns the first and the last day that are covered; an end that is not declared is open.
fn ends(covered: &Coverage) -> (Days, Days) {
    let first = covered
        .from
        .as_ref()
        .map_or(Days::START, |from| from.ends().0);
    let last = covered.to.as_ref().map_or(Days::END, |to| to.ends().1);
    (first, last)
}
