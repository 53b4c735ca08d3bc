//! What was checked, in numbers: so many briefs, links and dates, by which a reader knows that a site
//! without a message was not merely passed over.
//!
//! In: the site. Out: plain data. A check that looks at a new sort of thing adds a line to `COUNTED`;
//! the numbers are worked out only for those who ask, never in a preview.

use rayon::prelude::*;

use crate::load::Inputs;
use crate::model::{Entry, Item, Value, preferred};
use crate::resolve::Site;
use crate::resolve::references::LinkTo;
use crate::schema::{FieldDef, Kind, Role};

/// How many there are of one sort of thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// What one of them is called.
    pub one: &'static str,
    /// What several are called.
    pub many: &'static str,
    /// How many there are.
    pub number: usize,
}

/// What was checked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// The numbers, in the order in which they are told.
    pub counts: Vec<Count>,
}

/// Counts one sort of thing in a site.
type Counting = fn(&Site, &Inputs) -> usize;

/// What is counted: the words for one and for several, and how.
const COUNTED: &[(&str, &str, Counting)] = &[
    ("brief", "briefs", |site, _| site.chronology.order.len()),
    ("entry", "entries", |site, _| {
        match site.chronology.order.len() {
            0 => site.entries.len(),
            _ => 0,
        }
    }),
    ("other entry", "other entries", |site, _| {
        match site.chronology.order.len() {
            0 => 0,
            briefs => site.entries.len() - briefs,
        }
    }),
    ("reference", "references", |site, _| {
        in_entries(site, |entry, _| entry.references.len())
    }),
    ("link", "links", links),
    ("citation", "citations", |site, _| {
        in_entries(site, |entry, _| {
            entry.bodies.iter().map(|body| body.citations.len()).sum()
        })
    }),
    ("sourced fact", "sourced facts", |site, _| {
        in_values(site, |item, _| match &item.value {
            Value::Facts(facts) => facts.iter().filter(|fact| !fact.sources.is_empty()).count(),
            _ => 0,
        })
    }),
    ("date", "dates", |site, _| {
        in_values(site, |item, _| {
            let days = item.value.days().map_or(0, <[_]>::len);
            days + usize::from(preferred(&item.value).date().is_some())
        })
    }),
    ("quotation", "quotations", |site, _| {
        in_values(site, |item, field| {
            usize::from(field.quoted && !matches!(item.value, Value::Facts(_)))
        })
    }),
    ("office", "offices", |site, _| of_role(site, Role::Tenures)),
    ("name in use", "names in use", |site, _| {
        in_entries(site, |entry, _| entry.designations.len())
    }),
    ("relation in time", "relations in time", |site, _| {
        site.ids().map(|id| site.timed(id).count()).sum()
    }),
    ("commitment", "commitments", |site, _| {
        site.ids().map(|id| site.agreed(id).len()).sum()
    }),
    ("warning allowed", "warnings allowed", |site, _| {
        in_entries(site, |entry, _| entry.allowed.len())
    }),
];

/// Counts what a site holds; what it has none of is left out.
#[must_use]
pub fn checked(site: &Site, inputs: &Inputs) -> Checked {
    let counts = COUNTED.par_iter().map(|(one, many, counting)| Count {
        one,
        many,
        number: counting(site, inputs),
    });
    Checked {
        counts: counts.filter(|count| count.number > 0).collect(),
    }
}

/// Adds up what there is in each entry.
pub(super) fn in_entries(site: &Site, number: impl Fn(&Entry, &Kind) -> usize) -> usize {
    let entries = site.entries.iter();
    entries
        .map(|entry| number(entry, site.schema.kind(entry.kind)))
        .sum()
}

/// Counts the values of the field that plays a role.
pub(super) fn of_role(site: &Site, role: Role) -> usize {
    in_entries(site, |entry, kind| {
        let path = kind.roles.get(role);
        path.map_or(0, |path| entry.values(path).len())
    })
}

/// Adds up what there is in each value with its field, within lists, groups and statements too.
pub(super) fn in_values(site: &Site, number: impl Fn(&Item, &FieldDef) -> usize) -> usize {
    in_entries(site, |entry, kind| {
        in_fields(&kind.fields, &entry.fields, &number)
    })
}

fn in_fields(
    fields: &[FieldDef],
    items: &[Option<Item>],
    number: &impl Fn(&Item, &FieldDef) -> usize,
) -> usize {
    let items = fields.iter().zip(items);
    items
        .filter_map(|(field, item)| Some(in_item(field, item.as_ref()?, number)))
        .sum()
}

fn in_item(field: &FieldDef, item: &Item, number: &impl Fn(&Item, &FieldDef) -> usize) -> usize {
    if let Value::List(items) = &item.value {
        return items.iter().map(|item| in_item(field, item, number)).sum();
    }
    if let Value::Group(items) = &item.value {
        return in_fields(field.field_type.group_fields(), items, number);
    }
    let mut found = number(item, field);
    if let Value::Facts(facts) = &item.value {
        let stated = facts.iter().map(|fact| in_item(field, &fact.item, number));
        found += stated.sum::<usize>();
    }
    found
}

/// Counts the links whose end on this site was looked for.
fn links(site: &Site, _: &Inputs) -> usize {
    let bodies = site.body_targets.iter().flat_map(|bodies| bodies.iter());
    let links = bodies.flat_map(|body| &body.links);
    links
        .filter(|link| matches!(link, LinkTo::Entry(..) | LinkTo::File(..) | LinkTo::Here(_)))
        .count()
}
