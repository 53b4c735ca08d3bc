//! How an entry stands in time to what its references name: after it, or before it.
//!
//! In: the settings of a `ref` field, and the roles that imply an order by themselves. Out: for each
//! kind the fields that order events, so that chain and checks need not ask each field again.

use super::fields::one_of;
use super::{FieldDef, FieldPath, FieldType, Kind, Role};
use crate::mapping::Mapping;

/// On which side of what it refers to an entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// It comes later, as an answer does.
    After,
    /// It comes earlier, as what prepares something does.
    Before,
}

impl Side {
    const ALL: &[(&str, Self)] = &[("after", Self::After), ("before", Self::Before)];

    /// Returns the side on which the other entry stands.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::After => Self::Before,
            Self::Before => Self::After,
        }
    }
}

/// What a `ref` field says of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timing {
    /// On which side the entry stands.
    pub side: Side,
    /// How the page of the other entry tells it, with [`GAP`] where the days go; empty if that is
    /// not declared.
    pub told: String,
}

/// Stands for the days between two events, in the words of a relation.
pub const GAP: &str = "{gap}";

/// Reads what a `ref` field says of time.
pub(super) fn read_timing(map: &mut Mapping) -> Option<Timing> {
    let side = map
        .text("time")
        .and_then(|(word, span)| one_of("time", &word, span, Side::ALL, map));
    let told = map.text("told");
    if let Some((words, span)) = &told {
        if side.is_none() {
            map.report_with_help(
                *span,
                "`told` needs `time`".to_owned(),
                "say with `time: after` or `time: before` how the entry stands to what it refers to"
                    .to_owned(),
            );
        } else if words.matches(GAP).count() != 1 {
            map.report_with_help(
                *span,
                format!("`told` has to hold `{GAP}` once"),
                format!("put it where the days go, as in \"answered {GAP} by\""),
            );
        }
    }
    Some(Timing {
        side: side?,
        told: told.map_or_else(String::new, |(words, _)| words),
    })
}

/// Lists the fields of a kind that order events: those that declare it, and those whose role implies
/// it.
pub(super) fn timed_fields(kind: &Kind) -> Vec<(FieldPath, Side)> {
    let mut found = Vec::new();
    collect(&kind.fields, &mut Vec::new(), &mut found);
    for (role, side) in [
        (Role::Answers, Side::After),
        (Role::Fulfilled, Side::Before),
    ] {
        if let Some(path) = kind.roles.get(role)
            && !found.iter().any(|(known, _)| known == path)
        {
            found.push((path.clone(), side));
        }
    }
    found
}

fn collect(fields: &[FieldDef], outer: &mut Vec<usize>, found: &mut Vec<(FieldPath, Side)>) {
    for (index, field) in fields.iter().enumerate() {
        outer.push(index);
        if let FieldType::Ref {
            timing: Some(timing),
            ..
        } = field.field_type.item()
        {
            found.push((FieldPath(outer.clone()), timing.side));
        }
        collect(field.field_type.group_fields(), outer, found);
        outer.pop();
    }
}
