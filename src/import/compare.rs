//! Whether what is written in a brief and what the table has are the same value, however each is put.

use std::collections::HashMap;

use crate::model::Folded;
use crate::quantity::Quantity;
use crate::resolve::{EntryId, Site};
use crate::schema::{FieldType, KindId};
use crate::when::{When, parse_duration, parse_zone};

/// The entries of a site by their names, for references that are written in several ways.
pub(super) struct Names {
    by_name: HashMap<Folded, Vec<(KindId, EntryId)>>,
}

impl Names {
    /// Gathers the names of a site.
    pub(super) fn new(site: &Site) -> Self {
        let mut by_name: HashMap<Folded, Vec<(KindId, EntryId)>> = HashMap::new();
        for id in site.ids() {
            let entry = site.entry(id);
            for name in &entry.names {
                let known = by_name.entry(name.clone()).or_default();
                known.push((entry.kind, id));
            }
        }
        Self { by_name }
    }

    /// Returns the one entry of some kinds that a reference means; no kinds allow all.
    fn find(&self, written: &str, kinds: &[KindId]) -> Option<EntryId> {
        let inner = written
            .strip_prefix("[[")
            .and_then(|rest| rest.strip_suffix("]]"));
        let name = inner.map_or(written, |inner| {
            inner.split(['|', '#']).next().unwrap_or(inner)
        });
        let name = name.rsplit('/').next().unwrap_or(name);
        let found = self
            .by_name
            .get(&Folded::new(name.trim_end_matches(".md")))?;
        let mut fitting = found
            .iter()
            .filter(|(kind, _)| kinds.is_empty() || kinds.contains(kind));
        let (_, id) = fitting.next()?;
        fitting.next().is_none().then_some(*id)
    }

    /// Tells whether two references mean the same entry.
    pub(super) fn is_same_reference(&self, one: &str, other: &str, kinds: &[KindId]) -> bool {
        one == other || {
            let id = self.find(one, kinds);
            id.is_some() && id == self.find(other, kinds)
        }
    }

    /// Tells whether two texts, that of a brief and that of a table, are the same value of a type.
    pub(super) fn is_same(&self, field_type: &FieldType, one: &str, other: &str) -> bool {
        let (one, other) = (one.trim(), other.trim());
        if one == other {
            return true;
        }
        let words = |text: &str| {
            text.split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        match field_type {
            FieldType::Text | FieldType::Markdown => words(one) == words(other),
            FieldType::Integer => both(one, other, |text| text.parse::<i64>().ok()),
            FieldType::Decimal { .. } => both(one, other, |text| text.parse::<f64>().ok()),
            FieldType::Quantity { .. } => both(one, other, Quantity::parse),
            FieldType::YesNo => both(one, other, |text| match text {
                "yes" | "true" => Some(true),
                "no" | "false" => Some(false),
                _ => None,
            }),
            FieldType::Date => {
                let edtf = |text: &str| When::parse(text).ok().map(|when| when.edtf().to_owned());
                // A day of the table says nothing against the time of that day in the brief.
                let time = one
                    .strip_prefix(other)
                    .and_then(|rest| rest.strip_prefix('T'));
                both(one, other, edtf) || (time.is_some() && edtf(one).is_some())
            }
            FieldType::Zone => both(one, other, |text| parse_zone(text).ok()),
            FieldType::Duration => both(one, other, |text| {
                parse_duration(text).ok().map(|duration| duration.words())
            }),
            FieldType::Ref { kinds, .. } => self.is_same_reference(one, other, kinds),
            FieldType::List { of } => self.is_same(of, one, other),
            FieldType::Url
            | FieldType::Language
            | FieldType::Picture
            | FieldType::Choice { .. }
            | FieldType::DaysByZone
            | FieldType::Group { .. } => false,
        }
    }
}

/// Tells whether both texts can be read, and as the same.
fn both<T: PartialEq>(one: &str, other: &str, read: impl Fn(&str) -> Option<T>) -> bool {
    let value = read(one);
    value.is_some() && value == read(other)
}
