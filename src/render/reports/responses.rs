//! Responses: for each event that can be answered, the days to the first later one at each level, and
//! which of those are declared to be answers.
//!
//! The first later event comes from the ranks that are put in order once a build, so that the page
//! costs little more than its rows. Medians and ranges are taken over the whole record, also where the
//! page lists only its newest part. Nothing here says that one event caused another.

use std::collections::BTreeSet;

use tera::Value;

use super::super::cards::Cards;
use super::super::chain::gap;
use super::super::lists::whole_lists;
use super::super::runs::{Rank, Runs, rank_of};
use super::super::view::{list, map, optional};
use crate::draw::lags::{Dots, lags};
use crate::figures::grouped;
use crate::model::Within;
use crate::resolve::references::By;
use crate::resolve::reports::Report;
use crate::resolve::{EntryId, Site};
use crate::schema::{KindId, Role};
use crate::when::{Gap, OrderKey, When};

/// The most rows of the page.
const LISTED: usize = 70;

/// What came after one event, level by level, then what answered it at none.
struct Row {
    event: EntryId,
    levels: Vec<Vec<Step>>,
    others: Vec<Step>,
}

/// One later event.
struct Step {
    event: EntryId,
    gap: Option<Gap>,
    declared: bool,
}

/// Gathers what came after every event that can be answered, newest first.
fn rows(ranks: &[Rank], site: &Site, runs: &Runs) -> Vec<Row> {
    let answerable = answerable(site);
    let events = site.chronology.order.iter().rev().copied();
    let events = events.filter(|id| site.took_place(*id));
    events
        .filter_map(|id| row(id, ranks, &answerable, site, runs))
        .collect()
}

/// Returns what later events of some ranks are called.
fn later_word<'a>(ranks: &[Rank], site: &'a Site) -> &'a str {
    let kinds: BTreeSet<KindId> = ranks.iter().map(|rank| rank.0).collect();
    match kinds.first() {
        Some(kind) if kinds.len() == 1 => site.schema.kind(*kind).label.as_str(),
        _ => "Event",
    }
}

/// Returns what the events of rows are called, one and several.
fn words_for<'a>(rows: &[Row], site: &'a Site) -> (&'a str, &'a str) {
    let kinds: BTreeSet<KindId> = rows.iter().map(|row| site.entry(row.event).kind).collect();
    match kinds.first().map(|kind| site.schema.kind(*kind)) {
        Some(kind) if kinds.len() == 1 => (kind.label.as_str(), kind.plural.as_str()),
        _ => ("Event", "Events"),
    }
}

/// Makes the picture of the days to the first later event at each level, over the whole record.
pub(super) fn delays(site: &Site, runs: &Runs) -> Value {
    let ranks: Vec<Rank> = runs.ranks().collect();
    picture(&ranks, &rows(&ranks, site, runs), site)
}

/// Draws certain days as dots, declared answers with a ring; none where no days are certain.
fn picture(ranks: &[Rank], rows: &[Row], site: &Site) -> Value {
    let firsts = |place: usize| rows.iter().filter_map(move |row| row.levels[place].first());
    let held: Vec<usize> = (0..ranks.len())
        .filter(|place| firsts(*place).next().is_some())
        .collect();
    let days: Vec<Vec<(i64, bool)>> = held
        .iter()
        .map(|place| {
            let steps = firsts(*place);
            let certain =
                steps.filter_map(|step| Some((step.gap.and_then(Gap::exact)?, step.declared)));
            certain.collect()
        })
        .collect();
    let Some(drawn) = lags(&days) else {
        return Value::none();
    };
    let dots = |dots: &Dots, ring: bool| {
        map([
            ("ring", ring.into()),
            ("width", dots.width.as_str().into()),
            ("path", dots.path.as_str().into()),
        ])
    };
    let levels = held.iter().zip(&drawn.rows).map(|(place, row)| {
        let rings = row.rings.iter().map(|own| dots(own, true));
        let filled = row.dots.iter().map(|own| dots(own, false));
        map([
            ("label", label(ranks[*place], site).into()),
            ("first", figures(firsts(*place))),
            ("dots", list(rings.chain(filled))),
            ("median", row.median.as_str().into()),
        ])
    });
    let ticks = drawn
        .ticks
        .iter()
        .map(|(days, at)| map([("days", (*days).into()), ("at", at.as_str().into())]));
    let (one, several) = words_for(rows, site);
    map([
        ("one", one.into()),
        ("several", several.into()),
        ("total", rows.len().into()),
        ("later", later_word(ranks, site).into()),
        ("levels", list(levels)),
        ("ticks", list(ticks)),
        (
            "answers",
            days.iter().flatten().any(|(_, declared)| *declared).into(),
        ),
    ])
}

/// Makes the page.
pub(super) fn view(site: &Site, cards: &Cards, runs: &Runs) -> Value {
    let ranks: Vec<Rank> = runs.ranks().collect();
    let rows = rows(&ranks, site, runs);
    let later = later_word(&ranks, site);
    let labels: Vec<&str> = ranks.iter().map(|rank| label(*rank, site)).collect();
    let levels = labels.iter().enumerate().map(|(place, label)| {
        let firsts = rows.iter().filter_map(|row| row.levels[place].first());
        let answers = rows
            .iter()
            .flat_map(|row| row.levels[place].iter().filter(|step| step.declared));
        map([
            ("label", (*label).into()),
            ("first", figures(firsts)),
            ("declared", figures(answers)),
        ])
    });
    let any = rows.iter().filter_map(|row| {
        row.all()
            .filter(|step| step.declared)
            .min_by_key(|step| order(step.event, site))
    });
    let kinds: BTreeSet<KindId> = rows.iter().map(|row| site.entry(row.event).kind).collect();
    let (one, several) = words_for(&rows, site);
    map([
        ("name", Report::Responses.key().into()),
        ("one", one.into()),
        ("several", several.into()),
        ("total", rows.len().into()),
        ("later", later.into()),
        ("levels", list(levels)),
        ("picture", picture(&ranks, &rows, site)),
        ("answered", figures(any)),
        (
            "rows",
            list(rows.iter().take(LISTED).map(|row| row_view(row, cards))),
        ),
        ("lists", whole_lists(kinds, site)),
        (
            "others",
            rows.iter().any(|row| !row.others.is_empty()).into(),
        ),
    ])
}

impl Row {
    fn all(&self) -> impl Iterator<Item = &Step> {
        self.levels.iter().flatten().chain(&self.others)
    }
}

fn label(rank: Rank, site: &Site) -> &str {
    let kind = site.schema.kind(rank.0);
    let path = kind.roles.get(Role::Levelled);
    let option = path.and_then(|path| kind.field(path).field_type.options().get(rank.1));
    option.map_or("", |option| option.label.as_str())
}

/// Returns the kinds that an answer may name and that have no level of their own.
fn answerable(site: &Site) -> BTreeSet<KindId> {
    let named = site.schema.ids().flat_map(|(_, kind)| {
        let path = kind.roles.get(Role::Answers);
        path.map_or(&[][..], |path| kind.field(path).field_type.kinds())
    });
    let without = |id: &KindId| site.schema.kind(*id).roles.get(Role::Levelled).is_none();
    named.copied().filter(without).collect()
}

/// Gathers what came after an event; nothing for one that nobody answers and that is of no such kind.
fn row(
    event: EntryId,
    ranks: &[Rank],
    answerable: &BTreeSet<KindId>,
    site: &Site,
    runs: &Runs,
) -> Option<Row> {
    let answers = answers(event, site);
    if answers.is_empty() && !answerable.contains(&site.entry(event).kind) {
        return None;
    }
    let step = |other: EntryId, declared: bool| Step {
        event: other,
        gap: gap(event, other, site).map(Gap::not_before),
        declared,
    };
    let mut others: Vec<EntryId> = answers.clone();
    let levels = ranks.iter().map(|rank| {
        let mut steps: Vec<Step> = Vec::new();
        let next = runs.first_later(event, *rank, site);
        for answer in &answers {
            if (site.entry(*answer).kind, rank_of(*answer, site)) == (rank.0, Some(rank.1)) {
                others.retain(|other| other != answer);
                steps.push(step(*answer, true));
            }
        }
        if let Some(next) = next.filter(|next| !answers.contains(next)) {
            steps.push(step(next, false));
        }
        steps.sort_by_key(|step| order(step.event, site));
        steps
    });
    let levels = levels.collect();
    Some(Row {
        event,
        levels,
        others: others.into_iter().map(|other| step(other, true)).collect(),
    })
}

/// Returns the events that are declared to answer an event, in order.
fn answers(event: EntryId, site: &Site) -> Vec<EntryId> {
    let mut found: Vec<EntryId> = Vec::new();
    for edge in &site.incoming[event.0 as usize] {
        let By::Field(slot) = edge.by else { continue };
        let reference = &site.entry(edge.from).references[slot];
        let role = site.kind_of(edge.from).roles.get(Role::Answers);
        if reference.within == Within::Value
            && role == Some(&reference.path)
            && site.took_place(edge.from)
            && !found.contains(&edge.from)
        {
            found.push(edge.from);
        }
    }
    found.sort_by_key(|id| order(*id, site));
    found
}

fn order(id: EntryId, site: &Site) -> (Option<OrderKey>, EntryId) {
    (site.entry(id).when.as_ref().map(When::order_key), id)
}

/// Counts steps, and takes the median and the range of those whose days are certain.
fn figures<'a>(steps: impl Iterator<Item = &'a Step>) -> Value {
    let (mut number, mut days) = (0_usize, Vec::new());
    for step in steps {
        number += 1;
        days.extend(step.gap.and_then(Gap::exact));
    }
    days.sort_unstable();
    let unsure = number - days.len();
    let range = match (days.first(), days.last()) {
        (Some(least), Some(most)) if least == most => grouped(&least.to_string()),
        (Some(least), Some(most)) => {
            format!(
                "{} to {}",
                grouped(&least.to_string()),
                grouped(&most.to_string())
            )
        }
        _ => String::new(),
    };
    map([
        ("number", number.into()),
        ("unsure", unsure.into()),
        ("median", optional(median(&days))),
        (
            "range",
            optional(Some(range).filter(|range| !range.is_empty())),
        ),
    ])
}

/// Returns the middle of sorted days: `11`, or `8.5` between two.
fn median(days: &[i64]) -> Option<String> {
    let middle = days.len() / 2;
    let upper = *days.get(middle)?;
    if days.len() % 2 == 1 {
        return Some(grouped(&upper.to_string()));
    }
    let sum = days[middle - 1] + upper;
    let half = if sum % 2 == 0 { "" } else { ".5" };
    Some(format!("{}{half}", grouped(&(sum / 2).to_string())))
}

fn row_view(row: &Row, cards: &Cards) -> Value {
    let steps = |steps: &[Step]| {
        list(steps.iter().map(|step| {
            map([
                ("card", cards.get(step.event)),
                ("declared", step.declared.into()),
                ("days", optional(step.gap.map(Gap::length))),
            ])
        }))
    };
    map([
        ("card", cards.get(row.event)),
        ("levels", list(row.levels.iter().map(|level| steps(level)))),
        ("others", steps(&row.others)),
    ])
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn the_median_is_the_middle_or_lies_between_the_two() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[4]).as_deref(), Some("4"));
        assert_eq!(median(&[0, 3, 40]).as_deref(), Some("3"));
        assert_eq!(median(&[1, 3, 4, 9]).as_deref(), Some("3.5"));
        assert_eq!(median(&[1, 3, 5, 9]).as_deref(), Some("4"));
    }
}
