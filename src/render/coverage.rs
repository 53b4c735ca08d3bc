//! For what the record is complete, and what others counted, beside what it holds itself.
//!
//! The numbers of the record are counted here from its events; nothing declared is changed.

use tera::Value;

use super::cards::Cards;
use super::values::date_view;
use super::view::{extend, list, map, optional};
use crate::claims::{Asked, Claims};
use crate::filter::Named;
use crate::resolve::{EntryId, Site};
use crate::rules::{Coverage, Total};
use crate::schema::KindId;
use crate::when::When;

/// Lists the classes of events for which the record is complete.
pub(super) fn coverage(site: &Site, cards: &Cards) -> Value {
    list(
        site.rules
            .coverage
            .iter()
            .map(|covered| class(covered, site, cards)),
    )
}

/// Lists the classes of events of some kinds for which the record is complete in a period, or a part of it;
/// `reach` tells which.
pub(super) fn during(period: Option<&When>, kinds: &[KindId], site: &Site, cards: &Cards) -> Value {
    let reaching = reaching(period, kinds, site);
    list(reaching.map(|(covered, whole)| {
        let reach = if whole { "whole" } else { "part" };
        extend(&class(covered, site, cards), [("reach", reach.into())])
    }))
}

/// Names those of some kinds for which nothing is declared to be complete in a period.
pub(super) fn undeclared(period: Option<&When>, kinds: &[KindId], site: &Site) -> Value {
    let is_declared = |kind: &&KindId| {
        let mut reaching = reaching(period, kinds, site);
        reaching.any(|(covered, _)| covered.filter.kind == **kind)
    };
    let others = kinds.iter().filter(|kind| !is_declared(kind));
    list(others.map(|kind| site.schema.kind(*kind).label.as_str().into()))
}

/// Finds what is declared of some kinds for a day of a period, each with whether it holds for all days.
fn reaching<'a>(
    period: Option<&'a When>,
    kinds: &'a [KindId],
    site: &'a Site,
) -> impl Iterator<Item = (&'a Coverage, bool)> {
    let of_kind = |covered: &&Coverage| kinds.contains(&covered.filter.kind);
    site.rules
        .coverage
        .iter()
        .filter(of_kind)
        .filter_map(move |covered| {
            let (Some(asked), Some(declared)) = (period, &covered.period) else {
                return Some((covered, covered.period.is_none()));
            };
            let ends = |one: &When, other: &When| one.last_day().zip(other.first_day());
            let parted = |one, other| ends(one, other).is_some_and(|(last, first)| last < first);
            let outside = parted(asked, declared) || parted(declared, asked);
            let whole = asked.is_within(declared).is_certain();
            (!outside).then_some((covered, whole))
        })
}

fn class(covered: &Coverage, site: &Site, cards: &Cards) -> Value {
    let day = |when: &Option<When>| {
        when.as_ref()
            .map_or_else(Value::none, |it| date_view(it, site))
    };
    let events = site
        .matching(&covered.filter)
        .filter(|id| is_in(*id, covered.period.as_ref(), site));
    let events = events.count();
    let kind = site.schema.kind(covered.filter.kind);
    map([
        ("label", covered.name.as_str().into()),
        ("kind", kind.name.as_str().into()),
        ("plural", kind.plural.as_str().into()),
        ("begins", day(&covered.from)),
        ("ends", day(&covered.to)),
        ("rule", covered.rule.as_str().into()),
        (
            "leaves_out",
            list(covered.leaves_out.iter().map(|words| words.as_str().into())),
        ),
        ("events", events.into()),
        ("sources", sources(&covered.sources, site, cards)),
    ])
}

/// Lists what others counted, each beside the number here.
pub(super) fn totals(claims: &Claims, site: &Site, cards: &Cards) -> Value {
    list(
        site.rules
            .totals
            .iter()
            .map(|total| counted(total, claims, site, cards)),
    )
}

pub(super) fn counted(total: &Total, claims: &Claims, site: &Site, cards: &Cards) -> Value {
    let day = |when: &Option<When>| {
        when.as_ref()
            .map_or_else(Value::none, |it| date_view(it, site))
    };
    let kind = site.schema.kind(total.filter.kind);
    let unit = total.unit.as_ref();
    let unit = unit.and_then(|named| site.rules.unit(&named.written, total.filter.kind));
    let (here, plural) = match unit {
        Some(unit) => {
            let asked = Asked {
                filter: total.filter.clone(),
                within: total.within.clone(),
                until: None,
                unit: Some(unit),
            };
            (claims.count(&asked, site).words(), unit.name.as_str())
        }
        None => {
            let events = site
                .matching(&total.filter)
                .filter(|id| is_in(*id, total.within.as_ref(), site));
            (events.count().to_string(), kind.plural.as_str())
        }
    };
    map([
        ("label", total.name.as_str().into()),
        ("number", total.number.into()),
        ("here", here.into()),
        ("kind", kind.name.as_str().into()),
        ("plural", plural.into()),
        ("period", day(&total.within)),
        ("counted", day(&total.counted)),
        ("remark", optional(total.reason.as_deref())),
        ("sources", sources(&total.sources, site, cards)),
    ])
}

/// Tells whether an event can have taken place within a period.
fn is_in(id: EntryId, period: Option<&When>, site: &Site) -> bool {
    let when = site.entry(id).when.as_ref();
    period.is_none_or(|period| when.is_some_and(|when| when.is_within(period).is_possible()))
}

fn sources(named: &[Named], site: &Site, cards: &Cards) -> Value {
    list(site.named(named).map(|id| cards.get(id)))
}
