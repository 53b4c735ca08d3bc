//! The way to a value: a field of the kind itself, or a field of what a reference of it leads to.

use crate::diagnostics::{Mend, near_miss};
use crate::mapping::Mapping;
use crate::schema::{FieldDef, FieldPath, FieldType, Kind, KindId, Schema, dotted_names};
use crate::text::Span;

/// The way to a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// The field of the kind itself.
    pub own: FieldPath,
    /// The field of the entry that the first refers to, for each kind of entry that has it; empty where
    /// the field of the kind itself is meant.
    pub beyond: Vec<(KindId, FieldPath)>,
}

impl Path {
    /// Returns the declaration of the field at its end.
    #[must_use]
    pub fn field<'a>(&self, kind: &'a Kind, schema: &'a Schema) -> &'a FieldDef {
        match self.beyond.first() {
            None => kind.field(&self.own),
            Some((beyond, path)) => schema.kind(*beyond).field(path),
        }
    }
}

/// Finds the field that dotted names stand for, and reports it if there is none.
///
/// `known` are keys that may stand in the same place.
///
/// `system.range_km` is the field `range_km` of the entry that the field `system` refers to.
pub fn find(
    id: KindId,
    dotted: &str,
    known: &[&str],
    span: Span,
    schema: &Schema,
    map: &mut Mapping,
) -> Option<Path> {
    let kind = schema.kind(id);
    let found = kind
        .path(dotted)
        .map(|own| Path {
            own,
            beyond: Vec::new(),
        })
        .or_else(|| through(kind, dotted, schema));
    if found.is_none() {
        let mut names = dotted_names(&kind.fields, "");
        let beyond: Vec<String> = names
            .iter()
            .filter_map(|name| Some((name, kind.path(name)?)))
            .flat_map(|(name, path)| {
                let kinds = kind.field(&path).field_type.kinds().iter();
                kinds
                    .flat_map(move |id| dotted_names(&schema.kind(*id).fields, &format!("{name}.")))
            })
            .collect();
        names.extend(beyond);
        let near = near_miss(
            dotted,
            names
                .iter()
                .map(String::as_str)
                .chain(known.iter().copied()),
        );
        let help = near.map_or_else(
            || {
                "name a field that the kind declares, `group.field` for one inside a group, or `reference.field` for one of what is referred to"
                    .to_owned()
            },
            |near| format!("did you mean `{near}`?"),
        );
        let message = format!("there is no field `{dotted}` in the kind `{}`", kind.name);
        let names = names.iter().map(String::as_str);
        let mend = Mend::near(span, dotted, names.chain(known.iter().copied()));
        map.report_with_mend(span, message, help, mend);
    }
    found
}

/// Finds a field of what a reference leads to; of several kinds, the first that has it and those that
/// have the same.
fn through(kind: &Kind, dotted: &str, schema: &Schema) -> Option<Path> {
    let mut dots = dotted.match_indices('.').map(|(at, _)| at);
    dots.find_map(|at| {
        let own = kind.path(&dotted[..at])?;
        let FieldType::Ref { kinds, .. } = kind.field(&own).field_type.item() else {
            return None;
        };
        let kinds = kinds.iter();
        let found = kinds.filter_map(|id| Some((*id, schema.kind(*id).path(&dotted[at + 1..])?)));
        let mut beyond: Vec<(KindId, FieldPath)> = found.collect();
        let field = |(id, path): &(KindId, FieldPath)| &schema.kind(*id).field(path).field_type;
        let first = field(beyond.first()?);
        beyond.retain(|found| are_alike(field(found), first));
        Some(Path { own, beyond })
    })
}

/// Tells whether the same can be asked of two fields.
fn are_alike(own: &FieldType, other: &FieldType) -> bool {
    let (own, other) = (own.item(), other.item());
    let options = |field: &FieldType| -> Vec<String> {
        let options = field.options().iter();
        options.map(|option| option.value.clone()).collect()
    };
    own.word() == other.word() && options(own) == options(other) && own.kinds() == other.kinds()
}
