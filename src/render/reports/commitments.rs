//! Plans and commitments: what the events of the record agreed or planned, and what became of it.
//!
//! The ledger is put in order once a build, newest first. Pages of events ask it for the place of what
//! they agreed; the page itself lists as much as can be read. Ages are counted to the day from which
//! the site speaks, and left out where there is none.

use std::collections::{BTreeMap, BTreeSet};

use tera::Value;

use super::super::cards::Cards;
use super::super::chain::gap;
use super::super::lists::whole_lists;
use super::super::values::date_view;
use super::super::view::{list, map, optional};
use crate::model::slug;
use crate::resolve::reports::Report;
use crate::resolve::{Agreed, EntryId, Site};
use crate::schema::Tone;
use crate::when::{Gap, When};

/// The most lines of each part of the page.
const LISTED: usize = 100;
/// The words of what was agreed that make its anchor.
const WORDS: usize = 6;

/// Everything that was agreed or planned, newest first.
#[derive(Debug)]
pub(in crate::render) struct Ledger {
    open: Vec<Line>,
    kept: Vec<Line>,
    settled: Vec<Line>,
    /// Positions and practices, which no event can keep.
    standing: Vec<Line>,
    plans: Vec<EntryId>,
    /// The plans that the page lists.
    listed: BTreeSet<EntryId>,
    /// The anchors of the lines that the page lists, by event and place.
    anchors: BTreeMap<(EntryId, usize), String>,
    /// The events that were planned as others, with those plans.
    planned: BTreeMap<EntryId, Vec<EntryId>>,
}

/// One thing that was agreed.
#[derive(Debug)]
struct Line {
    event: EntryId,
    place: usize,
}

impl Ledger {
    /// Goes through the record once.
    pub(in crate::render) fn new(site: &Site) -> Self {
        let mut ledger = Self {
            open: Vec::new(),
            kept: Vec::new(),
            settled: Vec::new(),
            standing: Vec::new(),
            plans: Vec::new(),
            listed: BTreeSet::new(),
            anchors: BTreeMap::new(),
            planned: BTreeMap::new(),
        };
        for event in site.chronology.order.iter().rev().copied() {
            if !site.took_place(event) {
                if ledger.plans.len() < LISTED {
                    ledger.listed.insert(event);
                }
                ledger.plans.push(event);
                if let Some(held) = site.held_as(event) {
                    ledger.planned.entry(held).or_default().push(event);
                }
                continue;
            }
            let mut known: Vec<String> = Vec::new();
            for agreed in site.agreed(event) {
                let part = if agreed.is_open() {
                    &mut ledger.open
                } else if agreed.kept_by.is_some() {
                    &mut ledger.kept
                } else if agreed.is_standing() {
                    &mut ledger.standing
                } else {
                    &mut ledger.settled
                };
                let anchor = anchor(event, &agreed, &known, site);
                if part.len() < LISTED {
                    ledger.anchors.insert((event, agreed.place), anchor.clone());
                }
                known.push(anchor);
                let place = agreed.place;
                part.push(Line { event, place });
            }
        }
        ledger
    }

    /// Returns the address of a thing that was agreed, if the page lists it.
    fn address(&self, event: EntryId, place: usize, site: &Site) -> Option<String> {
        let anchor = self.anchors.get(&(event, place))?;
        let page = Report::Commitments;
        let has_page = site.routes.reports.contains(&page);
        has_page.then(|| format!("{}#{anchor}", page.address().encoded()))
    }

    /// Returns the address of a plan, if the page lists it.
    fn plan_address(&self, plan: EntryId, site: &Site) -> Option<String> {
        let page = Report::Commitments;
        let listed = self.listed.contains(&plan) && site.routes.reports.contains(&page);
        listed.then(|| format!("{}#c-{}", page.address().encoded(), site.entry(plan).key))
    }

    /// Makes what the page of an event shows of all that it agreed, in the order of its list.
    pub(in crate::render) fn agreed(&self, event: EntryId, site: &Site, cards: &Cards) -> Value {
        if !site.took_place(event) {
            return list([]);
        }
        let agreed = site.agreed(event).into_iter();
        list(agreed.map(|agreed| line(event, &agreed, self, site, cards)))
    }

    /// Makes what the page of a plan says became of it, and the page of an event of its plans.
    pub(in crate::render) fn plan(&self, event: EntryId, site: &Site, cards: &Cards) -> Value {
        let planned = self.planned.get(&event).into_iter().flatten();
        let planned = planned.map(|plan| {
            let gap = gap(*plan, event, site);
            map([
                ("card", cards.get(*plan)),
                ("gap", optional(gap.map(Gap::words))),
            ])
        });
        let held = site.held_as(event);
        let held_gap = held.and_then(|held| gap(event, held, site));
        map([
            ("became", cards.maybe(held)),
            ("gap", optional(held_gap.map(Gap::words))),
            ("planned", list(planned)),
            ("url", optional(self.plan_address(event, site))),
        ])
    }

    /// Makes the page.
    pub(super) fn view(&self, site: &Site, cards: &Cards) -> Value {
        let lines = |part: &[Line]| {
            let listed = part.iter().take(LISTED);
            list(listed.filter_map(|Line { event, place }| {
                let agreed = site.agreed(*event).into_iter().nth(*place)?;
                Some(line(*event, &agreed, self, site, cards))
            }))
        };
        let part = |part: &[Line]| map([("total", part.len().into()), ("items", lines(part))]);
        let plans = self.plans.iter().take(LISTED);
        let lines_of = [&self.open, &self.kept, &self.settled]
            .into_iter()
            .flatten();
        let events = lines_of
            .map(|line| line.event)
            .chain(self.plans.iter().copied());
        let kinds = events.map(|event| site.entry(event).kind);
        map([
            ("lists", whole_lists(kinds, site)),
            ("name", Report::Commitments.key().into()),
            ("open", part(&self.open)),
            ("kept", part(&self.kept)),
            ("ended", part(&self.settled)),
            ("standing", part(&self.standing)),
            (
                "plans",
                map([
                    ("total", self.plans.len().into()),
                    (
                        "items",
                        list(plans.map(|plan| plan_line(*plan, site, cards))),
                    ),
                ]),
            ),
        ])
    }
}

/// Makes the anchor of a thing that was agreed from its event and its first words.
fn anchor(event: EntryId, agreed: &Agreed, known: &[String], site: &Site) -> String {
    let words: Vec<&str> = agreed.text.split_whitespace().take(WORDS).collect();
    let base = format!("c-{}-{}", site.entry(event).key, slug(&words.join(" ")));
    let base = base.trim_end_matches('-').to_owned();
    let again = (2..).map(|number| format!("{base}-{number}"));
    let free = std::iter::once(base.clone()).chain(again);
    let mut free = free.filter(|anchor| !known.contains(anchor));
    free.next().unwrap_or(base)
}

fn line(event: EntryId, agreed: &Agreed, ledger: &Ledger, site: &Site, cards: &Cards) -> Value {
    let when = site.entry(event).when.as_ref();
    let since = |until: Option<&When>| Some(when?.gap_to(until?)?.not_before());
    let (state, tone, gap) = match (agreed.kept_by, agreed.settled) {
        (Some(kept), _) => {
            let until = site.entry(kept).when.as_ref();
            ("Kept", "good", since(until))
        }
        (None, settled) if agreed.is_open() => {
            let day = site.as_of.as_ref();
            let later =
                day.filter(|day| when.is_some_and(|when| !day.is_before(when).is_certain()));
            let label = settled.map_or("Open", |option| option.label.as_str());
            (label, "open", since(later))
        }
        (None, settled) => {
            let tone = settled.and_then(|option| option.tone);
            let label = settled.map_or("", |option| option.label.as_str());
            (label, tone.map_or("", Tone::word), None)
        }
    };
    let overdue = agreed.is_open()
        && agreed
            .due
            .zip(site.as_of.as_ref())
            .is_some_and(|((due, _), day)| due.is_over_on(day).is_certain());
    let due = agreed.due.map(|(due, _)| date_view(due, site));
    let address = ledger.address(event, agreed.place, site);
    let anchor = ledger.anchors.get(&(event, agreed.place));
    map([
        ("anchor", optional(anchor.cloned())),
        ("url", optional(address)),
        ("text", agreed.text.into()),
        ("card", cards.get(event)),
        ("state", state.into()),
        ("tone", tone.into()),
        (
            "days",
            gap.and_then(Gap::exact)
                .map_or_else(Value::none, Value::from),
        ),
        ("length", optional(gap.map(Gap::length))),
        ("kept_in", cards.maybe(agreed.kept_by)),
        ("due_by", due.unwrap_or_else(Value::none)),
        ("overdue", overdue.into()),
        ("sources", sources(agreed.source, cards)),
    ])
}

fn plan_line(plan: EntryId, site: &Site, cards: &Cards) -> Value {
    let held = site.held_as(plan);
    let became = held.and_then(|held| gap(plan, held, site));
    let when = site.entry(plan).when.as_ref();
    let is_open = site.tone(plan) == Some(Tone::Open);
    let pair = when.zip(site.as_of.as_ref()).filter(|_| is_open);
    let overdue = pair.is_some_and(|(when, day)| when.is_over_on(day).is_certain());
    let left = pair
        .filter(|(when, day)| day.is_before(when).is_certain())
        .and_then(|(when, day)| day.gap_to(when));
    let (reason, source) = site.reason(plan);
    map([
        ("anchor", format!("c-{}", site.entry(plan).key).into()),
        ("card", cards.get(plan)),
        ("became", cards.maybe(held)),
        ("gap", optional(became.map(Gap::words))),
        ("left", optional(left.map(Gap::length))),
        ("overdue", overdue.into()),
        ("why", reason.unwrap_or_default().into()),
        ("sources", sources(source, cards)),
    ])
}

/// Lists the source that reports something, if one is named.
fn sources(source: Option<EntryId>, cards: &Cards) -> Value {
    list(source.map(|source| cards.get(source)))
}
