//! The numbers of an entry that fits a filter, each as far as it is known.
//!
//! In: an entry, a filter whose entries are found, and the way to a field. Out: for each item that may fit,
//! the least and the largest number of all that is stated of it, and how far somebody states it to reach.

use super::matching::{Fit, Sought, groups};
use super::{EntryId, Site};
use crate::filter::Path;
use crate::model::{Item, Value, values_in};

/// The numbers that a value can be, of all that is stated of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// The least.
    pub least: f64,
    /// The largest.
    pub most: f64,
    /// What it is at least, by whoever states the most.
    pub highest: f64,
    /// What it is at most, by whoever states the least.
    pub lowest: f64,
}

impl Bounds {
    fn of((least, most): (f64, f64)) -> Self {
        Self {
            least,
            most,
            highest: least,
            lowest: most,
        }
    }

    /// Takes in what somebody else states.
    fn or(self, other: Self) -> Self {
        Self {
            least: self.least.min(other.least),
            most: self.most.max(other.most),
            highest: self.highest.max(other.highest),
            lowest: self.lowest.min(other.lowest),
        }
    }
}

impl Site {
    /// Returns the bounds of the numbers at a path of an entry that fits, each with how well its item
    /// does; none where nothing is known of an item that fits.
    #[must_use]
    pub fn fitting(&self, id: EntryId, sought: &Sought, path: &Path) -> Vec<(Fit, Option<Bounds>)> {
        let entry = self.entry(id);
        let top = path.own.0[0];
        let asked = sought.joint.iter().find(|(of, _)| *of == top);
        let mut found = Vec::new();
        if path.own.0.len() == 1 {
            self.values_beyond(id, &entry.fields, &path.own.0, path, Fit::Yes, &mut found);
            return found;
        }
        let mut groups = groups(entry.fields.get(top).and_then(Option::as_ref)).peekable();
        let sourced = || self.kind_of(id).field(&path.own).sourced;
        if groups.peek().is_none() && sourced() {
            return vec![(Fit::NotKnown, None)];
        }
        for group in groups {
            let fit = asked.map_or(Fit::Yes, |(_, asked)| self.fit_group(id, group, asked));
            if fit != Fit::No {
                self.values_beyond(id, group, &path.own.0[1..], path, fit, &mut found);
            }
        }
        found
    }

    fn values_beyond(
        &self,
        id: EntryId,
        fields: &[Option<Item>],
        own: &[usize],
        path: &Path,
        fit: Fit,
        found: &mut Vec<(Fit, Option<Bounds>)>,
    ) {
        let before = found.len();
        let items = values_in(fields, own);
        for item in items {
            if path.beyond.is_empty() {
                found.push((fit, bounds(&item.value)));
                continue;
            }
            let Value::Facts(facts) = &item.value else {
                let values = self.beyond(id, &item.value, path).into_iter();
                found.extend(values.map(|item| (fit, bounds(&item.value))));
                continue;
            };
            // One of those named was meant, and nobody knows which.
            let each = facts.iter().map(|fact| {
                let values = self.beyond(id, &fact.item.value, path).into_iter();
                let all: Option<Vec<Bounds>> = values.map(|it| bounds(&it.value)).collect();
                all.and_then(|all| all.into_iter().reduce(Bounds::or))
            });
            let each: Option<Vec<Bounds>> = each.collect();
            found.push((
                fit,
                each.and_then(|each| each.into_iter().reduce(Bounds::or)),
            ));
        }
        if found.len() == before {
            found.push((fit, None));
        }
    }

    /// Returns the values to which a path leads beyond a reference.
    pub(super) fn beyond(&self, id: EntryId, value: &Value, path: &Path) -> Vec<&Item> {
        let target = self.target(id, value);
        let values = target.and_then(|target| {
            let entry = self.entry(target);
            let mut paths = path.beyond.iter();
            let (_, path) = paths.find(|(kind, _)| *kind == entry.kind)?;
            Some(entry.values(path))
        });
        values.unwrap_or_default()
    }
}

/// Returns the least and the largest number that a value can stand for.
pub(super) fn number(value: &Value) -> Option<(f64, f64)> {
    match value {
        Value::Quantity(quantity) => Some(quantity.reach()),
        #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
        Value::Integer(number) => Some((*number as f64, *number as f64)),
        Value::Decimal(text) => text.parse().ok().map(|number| (number, number)),
        _ => None,
    }
}

/// Returns the bounds of a number, of all that is stated of it.
fn bounds(value: &Value) -> Option<Bounds> {
    let Value::Facts(facts) = value else {
        return number(value).map(Bounds::of);
    };
    let stated = facts.iter().filter_map(|fact| number(&fact.item.value));
    stated.map(Bounds::of).reduce(Bounds::or)
}
