//! The flights of an event: from where, how far, how high, in which direction, by whom that is stated.
//!
//! In: the fields that play `flown_by`, `risen_by`, `headed_by` and `landed_by`, with those of
//! `located_by` and `typed_by` beside them. Out: one flight for each item of the list of groups in which
//! the distance stands, or one for the event.

use super::{EntryId, Site};
use crate::model::{Fact, Item, Value, preferred, values_in};
use crate::quantity::Quantity;
use crate::schema::{FieldPath, Kind, Role};

/// A flight as it is stated.
#[derive(Debug, Clone)]
pub struct Flight<'a> {
    /// From where.
    pub site: Option<EntryId>,
    /// What flew.
    pub flown: Option<EntryId>,
    /// What it is called where that is not known: the choice that tells whether its path is ballistic.
    pub class: String,
    /// The distances stated, the preferred one first.
    pub distances: Vec<Stated<'a>>,
    /// The heights stated, the preferred one first.
    pub heights: Vec<Stated<'a>>,
    /// The directions stated with a source, the preferred one first.
    pub headings: Vec<Stated<'a>>,
    /// Where it came down, if a source says so.
    pub landing: Option<EntryId>,
    /// Whether its path is ballistic.
    pub course: Course,
}

/// A number that somebody states.
#[derive(Debug, Clone, Copy)]
pub struct Stated<'a> {
    /// The number.
    pub quantity: &'a Quantity,
    /// Who states it and on what it rests, where the brief says.
    pub fact: Option<&'a Fact>,
}

/// What is known of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Course {
    /// It is ballistic.
    Ballistic,
    /// It is not, or nobody knows: what the kind says of it, such as `class: cruise missile`.
    Other(String),
}

impl Site {
    /// Returns the flights of an event; none for a kind of which no distance is told.
    #[must_use]
    pub fn flights(&self, id: EntryId) -> Vec<Flight<'_>> {
        let kind = self.kind_of(id);
        let Some(flown) = kind.roles.get(Role::Flown) else {
            return Vec::new();
        };
        let entry = self.entry(id);
        if flown.0.len() == 1 {
            return vec![self.flight(id, kind, &entry.fields, 0)];
        }
        let item = entry.fields.get(flown.0[0]).and_then(Option::as_ref);
        let items = match item.map(|item| &item.value) {
            Some(Value::List(items)) => items.as_slice(),
            Some(_) => item.map(std::slice::from_ref).unwrap_or_default(),
            None => &[],
        };
        let groups = items.iter().filter_map(|item| item.value.group());
        groups
            .map(|group| self.flight(id, kind, group, 1))
            .collect()
    }

    /// Returns how far something of a type can fly, where a source says so.
    #[must_use]
    pub fn reach(&self, id: EntryId) -> Option<Stated<'_>> {
        let path = self.kind_of(id).roles.get(Role::Reaching)?;
        let item = self.entry(id).values(path).first().copied()?;
        let preferred = stated(item).into_iter().next()?;
        let is_sourced = preferred.fact.is_some_and(|fact| !fact.sources.is_empty());
        is_sourced.then_some(preferred)
    }

    /// Reads a flight from the fields of a group, or from those of the entry; what stands outside the
    /// group holds for all flights.
    fn flight<'a>(
        &'a self,
        id: EntryId,
        kind: &Kind,
        group: &'a [Option<Item>],
        depth: usize,
    ) -> Flight<'a> {
        let top = kind.roles.get(Role::Flown).map(|path| path.0[0]);
        let values = |path: &FieldPath| {
            if depth == 1 && Some(path.0[0]) == top {
                values_in(group, &path.0[1..])
            } else {
                self.entry(id).values(path)
            }
        };
        let of_role = |role: Role| {
            kind.roles
                .get(role)
                .and_then(|path| values(path).first().copied())
        };
        let numbers = |role: Role| of_role(role).map(stated).unwrap_or_default();
        let target = |role: Role| self.meant(id, preferred(&of_role(role)?.value));
        let is_sourced = |stated: &Stated| stated.fact.is_some_and(|fact| !fact.sources.is_empty());
        let landed = of_role(Role::Landed).filter(|item| {
            let Value::Facts(facts) = &item.value else {
                return false;
            };
            facts.iter().any(|fact| !fact.sources.is_empty())
        });
        let mut headings = numbers(Role::Headed);
        headings.retain(is_sourced);
        let (class, course) = course(kind, &values);
        Flight {
            class,
            course,
            site: target(Role::Located),
            flown: target(Role::Typed),
            distances: numbers(Role::Flown),
            heights: numbers(Role::Risen),
            headings,
            landing: landed.and_then(|item| self.meant(id, preferred(&item.value))),
        }
    }

    fn meant(&self, id: EntryId, value: &Value) -> Option<EntryId> {
        self.targets[id.0 as usize][value.reference()?]
    }
}

/// Returns what is chosen in the fields that decide, and whether the path is ballistic.
fn course<'a>(kind: &Kind, values: &dyn Fn(&FieldPath) -> Vec<&'a Item>) -> (String, Course) {
    let mut class = String::new();
    let mut words = Vec::new();
    let mut is_ballistic = false;
    for condition in &kind.ballistic {
        let field = kind.field(&condition.path);
        let items = values(&condition.path);
        let chosen = items
            .first()
            .and_then(|item| preferred(&item.value).choice());
        is_ballistic |= chosen.is_some_and(|chosen| condition.options.contains(&chosen));
        let option = chosen.and_then(|chosen| field.field_type.options().get(chosen));
        let full = option.map_or("not stated", |option| {
            if option.full.is_empty() {
                &option.label
            } else {
                &option.full
            }
        });
        words.push(format!("{}: {full}", field.label));
        if let Some(option) = option.filter(|_| class.is_empty()) {
            class.clone_from(&option.label);
        }
    }
    let course = if is_ballistic {
        Course::Ballistic
    } else {
        Course::Other(words.join(", "))
    };
    (class, course)
}

/// Lists the numbers that are stated, the preferred one first.
fn stated(item: &Item) -> Vec<Stated<'_>> {
    let Value::Facts(facts) = &item.value else {
        let quantity = item.value.quantity();
        return quantity
            .map(|quantity| Stated {
                quantity,
                fact: None,
            })
            .into_iter()
            .collect();
    };
    let mut stated: Vec<Stated> = facts
        .iter()
        .filter_map(|fact| {
            Some(Stated {
                quantity: fact.item.value.quantity()?,
                fact: Some(fact),
            })
        })
        .collect();
    stated.sort_by_key(|stated| !stated.fact.is_some_and(|fact| fact.prefer));
    stated
}
