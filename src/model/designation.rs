//! The names that were used for an entry: by whom, and from when to when.
//!
//! Of the group that plays the role, the first text is the name, the first language its language, the
//! first reference to anything but a source who uses it, the first to sources alone where that is said,
//! and the first two dates are the first and the last day of its use. What is not given is not known,
//! or still goes on.

use super::{Entry, Folded, Item, Value, preferred};
use crate::schema::{FieldDef, FieldType, Kind, Role};
use crate::text::Span;
use crate::when::When;

/// A name that was used for an entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Designation {
    /// The name as written.
    pub name: String,
    /// The name in the form in which names are compared.
    pub folded: Folded,
    /// Where it is written.
    pub span: Span,
    /// The index of the reference to who uses it.
    pub by: Option<usize>,
    /// The first day of its use.
    pub from: Option<When>,
    /// The last day of its use.
    pub to: Option<When>,
}

/// The fields of the group, each as its index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DesignationFields {
    /// The name.
    pub name: usize,
    /// Its language.
    pub lang: Option<usize>,
    /// Who uses it.
    pub by: Option<usize>,
    /// The first day.
    pub from: Option<usize>,
    /// The last day.
    pub to: Option<usize>,
    /// Where that is said.
    pub source: Option<usize>,
}

/// Finds the fields of the group that plays the role in a kind.
#[must_use]
pub fn designation_fields(kind: &Kind) -> Option<DesignationFields> {
    let path = kind.roles.get(Role::Designated)?;
    let fields = kind.field(path).field_type.group_fields();
    let find = |fits: &dyn Fn(&FieldType) -> bool, place: usize| {
        let fitting = fields.iter().enumerate();
        let mut fitting = fitting.filter(|(_, field): &(_, &FieldDef)| fits(&field.field_type));
        fitting.nth(place).map(|(index, _)| index)
    };
    let cites = |of: &FieldType| {
        of.kinds()
            .iter()
            .all(|kind_id| kind.citable.contains(kind_id))
    };
    let refers = |of: &FieldType| matches!(of.item(), FieldType::Ref { .. });
    let is_date = |of: &FieldType| matches!(of, FieldType::Date);
    Some(DesignationFields {
        name: find(&|of| matches!(of, FieldType::Text), 0)?,
        lang: find(&|of| matches!(of, FieldType::Language), 0),
        by: find(&|of| refers(of) && !cites(of), 0),
        from: find(&is_date, 0),
        to: find(&is_date, 1),
        source: find(&|of| refers(of) && cites(of), 0),
    })
}

/// Reads the names that were used for an entry, in written order.
pub(super) fn designations(kind: &Kind, entry: &Entry) -> Vec<Designation> {
    let parts = kind
        .roles
        .get(Role::Designated)
        .zip(designation_fields(kind));
    let Some((path, parts)) = parts else {
        return Vec::new();
    };
    let groups = entry.values(path).into_iter();
    let groups = groups.filter_map(|item| item.value.group());
    groups
        .filter_map(|group| designation(group, parts))
        .collect()
}

fn designation(group: &[Option<Item>], parts: DesignationFields) -> Option<Designation> {
    let item = |index: Option<usize>| group.get(index?)?.as_ref();
    let date = |index| preferred(&item(index)?.value).date().cloned();
    let by = item(parts.by).and_then(|item| {
        if let Value::List(users) = &item.value {
            users.first()
        } else {
            Some(item)
        }
    });
    let named = item(Some(parts.name))?;
    let name = preferred(&named.value).words()?;
    Some(Designation {
        name: name.to_owned(),
        folded: Folded::new(name),
        span: place_of(named),
        by: by.and_then(|item| preferred(&item.value).reference()),
        from: date(parts.from),
        to: date(parts.to),
    })
}

/// Returns where the words of a value stand, without its speaker and sources.
fn place_of(item: &Item) -> Span {
    let Value::Facts(facts) = &item.value else {
        return item.span;
    };
    let shown = preferred(&item.value);
    let fact = facts
        .iter()
        .find(|fact| std::ptr::eq(&raw const fact.item.value, shown));
    fact.map_or(item.span, |fact| fact.item.span)
}
