//! All statements that are checked, by verdict: those first with which the record disagrees.
//!
//! In: the verdicts. Out: what the page and its parts show. A record with very many has them on parts by
//! year, and its first page shows those that are not confirmed.

use tera::Value;

use crate::claims::{Claims, Judged, Verdict};
use crate::render::cards::Cards;
use crate::render::claims::brief_view;
use crate::render::parts;
use crate::render::view::{list, map};
use crate::resolve::parts::Whole;
use crate::resolve::reports::Report;
use crate::resolve::routes::CLAIMS;
use crate::resolve::{EntryId, Site};

/// The most statements that a page shows which leads to parts.
const SHOWN: usize = 100;

/// The verdicts in the order of the page, each with its heading, its tone and what it means.
const ORDER: [(Verdict, &str, &str, &str); 4] = [
    (
        Verdict::Contradicted,
        "This record differs",
        "failed",
        "The words are those of a source; by its own events and rules this record comes to something else.",
    ),
    (
        Verdict::Possible,
        "Possible",
        "open",
        "A day or a value on which the statement depends is not known, or sources differ on it.",
    ),
    (
        Verdict::NotCheckable,
        "Not checkable",
        "off",
        "The record is not declared to be complete for what is claimed.",
    ),
    (
        Verdict::Confirmed,
        "Confirmed",
        "good",
        "The record bears the statement out.",
    ),
];

/// Counts the statements by verdict, in the order of the page; what nothing has is left out.
pub(super) fn numbers(claims: &Claims) -> Value {
    list(ORDER.iter().filter_map(|(verdict, label, tone, meaning)| {
        let all = claims.judged.iter();
        let number = all.filter(|judged| judged.verdict == *verdict).count();
        (number > 0).then(|| {
            map([
                ("verdict", verdict.word().into()),
                ("label", (*label).into()),
                ("tone", (*tone).into()),
                ("meaning", (*meaning).into()),
                ("number", number.into()),
            ])
        })
    }))
}

/// Makes what the page of all statements sees, or the page of a part of them.
pub(in crate::render) fn view(
    part: Option<usize>,
    claims: &Claims,
    site: &Site,
    cards: &Cards,
) -> Value {
    let whole = Whole::Statements;
    let index = parts::index(whole, part, site);
    let is_parted = !site.routes.parts.below(whole, part).is_empty();
    let ids: Option<&[EntryId]> = part.map(|part| &*site.routes.parts.all[part].ids);
    let mut all: Vec<&Judged> = match ids {
        Some(ids) => ids.iter().flat_map(|id| claims.of(*id)).collect(),
        None => claims.judged.iter().collect(),
    };
    all.sort_by_key(|judged| {
        let when = site.entry(judged.entry).when.as_ref();
        let day = when.map(|when| std::cmp::Reverse(when.order_key()));
        (day.is_none(), day, judged.entry, judged.number)
    });
    let mut room = if is_parted { SHOWN } else { usize::MAX };
    let groups: Vec<Value> = ORDER
        .iter()
        .filter_map(|(verdict, label, tone, meaning)| {
            let of_verdict = || all.iter().filter(|judged| judged.verdict == *verdict);
            let number = of_verdict().count();
            let most = if is_parted && *verdict == Verdict::Confirmed {
                0
            } else {
                room
            };
            let items: Vec<Value> = of_verdict()
                .take(most)
                .map(|judged| brief_view(judged, claims, site, cards))
                .collect();
            room -= items.len().min(room);
            (number > 0).then(|| {
                map([
                    ("id", verdict.word().replace(' ', "-").into()),
                    ("verdict", verdict.word().into()),
                    ("label", (*label).into()),
                    ("tone", (*tone).into()),
                    ("meaning", (*meaning).into()),
                    ("number", number.into()),
                    ("items", items.into()),
                ])
            })
        })
        .collect();
    let methodology = Report::Methodology;
    let has_rules = site.routes.reports.contains(&methodology);
    map([
        ("name", Report::Statements.key().into()),
        ("total", all.len().into()),
        ("groups", groups.into()),
        ("parts", index),
        ("parted_by", parts::parted_by(whole, part, site).into()),
        ("part", parts::part(whole, part, site)),
        ("file", CLAIMS.into()),
        ("rules", has_rules.into()),
    ])
}
