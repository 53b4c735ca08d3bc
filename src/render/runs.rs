//! Events that belong to one run or are of one type, and the first later events of each rank.
//!
//! The runs are put in order once a build; a page looks at its own place and a few events around it,
//! so that its cost does not grow with the length of the run.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike as _;
use tera::Value;

use super::cards::{Cards, certain_day, mark_of, took_place};
use super::chain::gap;
use super::view::{list, map, optional};
use crate::draw::line::{Point, line};
use crate::model::{Within, preferred};
use crate::resolve::{EntryId, Site};
use crate::schema::{KindId, Role};
use crate::when::{Gap, MONTHS, OrderKey, When};

/// The events on the line to either side of the one in view.
const AROUND: usize = 2;
/// The most events on the line of a whole run.
const WHOLE: usize = 24;

/// A kind and the place of a level among its options.
pub(super) type Rank = (KindId, usize);

/// What the pages of events share.
#[derive(Debug)]
pub(super) struct Runs {
    /// The events of each run, in order.
    members: BTreeMap<EntryId, Vec<EntryId>>,
    /// For each entry, its run and its place there.
    places: Vec<Option<(EntryId, usize)>>,
    /// The events of each type, in order.
    types: BTreeMap<EntryId, Vec<EntryId>>,
    /// For each entry, its place among all events.
    order: Vec<usize>,
    /// For each rank of each kind, in declared order, its events that took place.
    ranks: BTreeMap<Rank, Vec<(OrderKey, EntryId)>>,
    /// For what of the events that follow others the record is complete.
    complete: Complete,
}

/// What the declared coverage says of runs and ranks.
#[derive(Debug, Default)]
struct Complete {
    /// The kinds of which any class is declared.
    kinds: BTreeSet<KindId>,
    /// The runs of which a class holds events.
    runs: BTreeSet<EntryId>,
    /// The periods of the classes that hold events of each rank.
    ranks: BTreeMap<Rank, Vec<Option<When>>>,
}

impl Complete {
    fn new(site: &Site) -> Self {
        let mut complete = Self::default();
        for class in &site.rules.coverage {
            let kind = class.filter.kind;
            complete.kinds.insert(kind);
            let mut ranks: BTreeSet<usize> = BTreeSet::new();
            for id in site.matching(&class.filter) {
                ranks.extend(rank_of(id, site));
                let run = named_by(id, Role::Grouped, site).first().copied();
                complete.runs.extend(run);
            }
            for rank in ranks {
                let periods = complete.ranks.entry((kind, rank)).or_default();
                periods.push(class.period.clone());
            }
        }
        complete
    }

    /// Tells whether the record can know what followed a date at a rank: where classes of its kind are
    /// declared, one that holds events of the rank has to cover the date.
    fn covers(&self, when: &When, rank: Rank) -> bool {
        let covers = |period: &Option<When>| {
            let period = period.as_ref();
            period.is_none_or(|period| when.is_within(period).is_certain())
        };
        let periods = self.ranks.get(&rank);
        !self.kinds.contains(&rank.0) || periods.is_some_and(|periods| periods.iter().any(covers))
    }
}

impl Runs {
    /// Puts the events of every run and of every rank in order.
    pub(super) fn new(site: &Site) -> Self {
        let mut runs = Self {
            members: BTreeMap::new(),
            places: vec![None; site.entries.len()],
            types: BTreeMap::new(),
            order: vec![0; site.entries.len()],
            ranks: BTreeMap::new(),
            complete: Complete::new(site),
        };
        for (place, id) in site.chronology.order.iter().enumerate() {
            runs.order[id.0 as usize] = place;
            for named in named_by(*id, Role::Typed, site) {
                runs.types.entry(named).or_default().push(*id);
            }
            if let Some(run) = named_by(*id, Role::Grouped, site).first().copied() {
                let members = runs.members.entry(run).or_default();
                runs.places[id.0 as usize] = Some((run, members.len()));
                members.push(*id);
            }
            let entry = site.entry(*id);
            if let (Some(rank), Some(when)) = (rank_of(*id, site), &entry.when)
                && took_place(*id, site)
            {
                let of_rank = runs.ranks.entry((entry.kind, rank)).or_default();
                of_rank.push((when.order_key(), *id));
            }
        }
        runs
    }

    /// Returns the events of the run next to this one on either side: up to the first that took
    /// place.
    pub(super) fn neighbours(&self, id: EntryId, site: &Site) -> Vec<EntryId> {
        let Some((run, place)) = self.places[id.0 as usize] else {
            return Vec::new();
        };
        let members = &self.members[&run];
        let mut found = Vec::new();
        let mut add = |events: &mut dyn Iterator<Item = &EntryId>| {
            for other in events.take(AROUND + 1) {
                found.push(*other);
                if took_place(*other, site) {
                    break;
                }
            }
        };
        add(&mut members[..place].iter().rev());
        add(&mut members[place + 1..].iter());
        found
    }

    /// Tells whether nothing declared leaves it open that the run of an event lacks others.
    pub(super) fn is_whole(&self, id: EntryId, site: &Site) -> bool {
        let kind = site.entry(id).kind;
        let run = self.places[id.0 as usize].map(|(run, _)| run);
        !self.complete.kinds.contains(&kind)
            || run.is_some_and(|run| self.complete.runs.contains(&run))
    }

    /// Makes the run of an event: where in it the event stands, and the line around it.
    pub(super) fn run(&self, id: EntryId, site: &Site, cards: &Cards) -> Value {
        let Some((run, place)) = self.places[id.0 as usize] else {
            return Value::none();
        };
        let members = &self.members[&run];
        if members.len() < 2 {
            return Value::none();
        }
        let drawn = |id: &&EntryId| certain_day(**id, site).is_some() && took_place(**id, site);
        let before = members[..place].iter().rev().filter(drawn).take(AROUND);
        let mut shown: Vec<EntryId> = before.copied().collect();
        shown.reverse();
        let after = members[place + 1..].iter().filter(drawn).take(AROUND);
        let here = drawn(&&id);
        shown.extend(here.then_some(id));
        shown.extend(after);
        // The nearest are told whether or not their days are certain, as in the chain.
        let held = |other: &&EntryId| took_place(**other, site);
        let last = members[..place].iter().rev().find(held).copied();
        let next = members[place + 1..].iter().find(held).copied();
        let beside = |other: Option<EntryId>| neighbour(id, other, site, cards);
        map([
            ("card", cards.get(run)),
            ("total", members.len().into()),
            ("last", beside(last)),
            ("next", beside(next)),
            ("line", line_view(&shown, here.then_some(id), site)),
        ])
    }

    /// Makes the line of a whole run, on its own page.
    pub(super) fn members(&self, id: EntryId, site: &Site) -> Value {
        let Some(members) = self.members.get(&id) else {
            return Value::none();
        };
        let drawn: Vec<EntryId> = members
            .iter()
            .copied()
            .filter(|id| certain_day(*id, site).is_some() && took_place(*id, site))
            .collect();
        let newest = &drawn[drawn.len().saturating_sub(WHOLE)..];
        map([
            ("total", members.len().into()),
            ("drawn", newest.len().into()),
            ("line", line_view(newest, None, site)),
        ])
    }

    /// Returns the events that used something, in order.
    pub(super) fn of_type(&self, id: EntryId) -> &[EntryId] {
        self.types.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Lists what an event used that others used too, each with the events before and after it.
    pub(super) fn alike(&self, id: EntryId, site: &Site, cards: &Cards) -> Value {
        let here = self.order[id.0 as usize];
        let named = named_by(id, Role::Typed, site);
        list(named.into_iter().filter_map(|named| {
            let events = self.types.get(&named).filter(|events| events.len() > 1)?;
            let place = events.partition_point(|other| self.order[other.0 as usize] < here);
            let beside = |other: Option<&EntryId>| neighbour(id, other.copied(), site, cards);
            let before = place.checked_sub(1).and_then(|place| events.get(place));
            Some(map([
                ("card", cards.get(named)),
                ("total", events.len().into()),
                ("last", beside(before)),
                ("next", beside(events.get(place + 1))),
            ]))
        }))
    }

    /// Returns the ranks that have events, in declared order.
    pub(super) fn ranks(&self) -> impl Iterator<Item = Rank> + '_ {
        self.ranks.keys().copied()
    }

    /// Returns the first event of a rank that certainly came after another; nothing where the declared
    /// coverage leaves it open what followed.
    pub(super) fn first_later(&self, id: EntryId, rank: Rank, site: &Site) -> Option<EntryId> {
        let when = site.entry(id).when.as_ref()?;
        if !self.complete.covers(when, rank) {
            return None;
        }
        first_after(when, self.ranks.get(&rank)?, site)
    }

    /// Lists the first event of each rank that certainly came after an event which has no rank of
    /// its own, with the days between.
    pub(super) fn later(&self, id: EntryId, site: &Site, cards: &Cards) -> Value {
        if site.kind_of(id).roles.get(Role::Levelled).is_some() {
            return list([]);
        }
        let found: Vec<(Rank, EntryId, Gap)> = self
            .ranks
            .keys()
            .filter_map(|rank| {
                let first = self.first_later(id, *rank, site)?;
                Some((*rank, first, gap(id, first, site)?.not_before()))
            })
            .collect();
        let most = found.iter().filter_map(|(_, _, gap)| gap.exact()).max();
        list(found.iter().filter_map(|((kind, rank), first, gap)| {
            let kind = site.schema.kind(*kind);
            let field = kind.field(kind.roles.get(Role::Levelled)?);
            let label = field.field_type.options().get(*rank)?.label.as_str();
            let width = |days: i64| format!("{}%", days * 100 / most.unwrap_or(1).max(1));
            Some(map([
                ("rank", label.into()),
                ("card", cards.get(*first)),
                ("days", gap.exact().map_or_else(Value::none, Value::from)),
                ("width", optional(gap.exact().map(width))),
                ("lag", gap.lag().replace('+', "").into()),
            ]))
        }))
    }
}

/// Returns the first event that certainly began after a date was over. What is in doubt lies next to
/// the date in the order, so that few are passed over.
fn first_after(when: &When, events: &[(OrderKey, EntryId)], site: &Site) -> Option<EntryId> {
    let key = when.order_key();
    let first = events.partition_point(|(other, _)| other.earliest <= key.latest);
    let certainly_later = |id: &EntryId| {
        let Some(other) = site.entry(*id).when.as_ref() else {
            return false;
        };
        let in_doubt = when.gap_to(other).is_some_and(Gap::is_doubtful);
        !in_doubt || when.is_before(other).is_certain()
    };
    let mut ids = events[first..].iter().map(|(_, id)| *id);
    ids.find(certainly_later)
}

/// Makes an event beside the one in view, with the days between in words.
fn neighbour(id: EntryId, other: Option<EntryId>, site: &Site, cards: &Cards) -> Value {
    let gap = other.and_then(|other| gap(id, other, site));
    map([
        ("card", cards.maybe(other)),
        ("gap", optional(gap.map(Gap::words))),
    ])
}

/// Returns the entries that an event names in the field of a role, each once.
fn named_by(id: EntryId, role: Role, site: &Site) -> Vec<EntryId> {
    let mut named = Vec::new();
    let Some(path) = site.kind_of(id).roles.get(role) else {
        return named;
    };
    let references = site.entry(id).references.iter();
    for (reference, target) in references.zip(site.targets[id.0 as usize].iter()) {
        if let Some(target) = target
            && reference.path == *path
            && reference.within == Within::Value
            && !named.contains(target)
        {
            named.push(*target);
        }
    }
    named
}

/// Returns the place of an event's level among the options of its kind.
pub(super) fn rank_of(id: EntryId, site: &Site) -> Option<usize> {
    let path = site.kind_of(id).roles.get(Role::Levelled)?;
    preferred(&site.entry(id).values(path).first()?.value).choice()
}

fn line_view(ids: &[EntryId], here: Option<EntryId>, site: &Site) -> Value {
    let points: Vec<Point> = ids
        .iter()
        .filter_map(|id| {
            let day = certain_day(*id, site)?;
            Some(Point {
                day: i64::from(day.num_days_from_ce()),
                label: format!("{} {}", &MONTHS[day.month0() as usize][..3], day.year()),
                mark: mark_of(*id, site)?,
                here: Some(*id) == here,
            })
        })
        .collect();
    line(&points).map_or_else(Value::none, |drawn| {
        let days = ids.iter().filter_map(|id| site.entry(*id).when.as_ref());
        let days: Vec<String> = days.map(When::long).collect();
        map([
            ("svg", Value::safe_string(&drawn.svg)),
            ("height", drawn.height.into()),
            ("text", optional(Some(days.join(", ")))),
        ])
    })
}
