//! Which entries of a kind are meant: conditions on declared fields, all of which must hold.
//!
//! In: a mapping from dotted names to values, in a file of rules or a claim. Out: a [`Filter`] in which
//! every field and option is known to exist; the entries that it names are looked up later. What an
//! entry makes of a condition is the business of `resolve`.

use crate::diagnostics::{Code, Diagnostic, Mend, near_miss};
use crate::mapping::Mapping;
use crate::quantity::Quantity;
use crate::schema::{FieldType, Kind, KindId, Schema, read_options};
use crate::text::Span;
use crate::when::When;
use crate::yaml::{Key, Node, Yaml};

mod path;

pub use path::{Path, find};

/// The entries of a kind for which all conditions hold.
///
/// Conditions on fields of the same list of groups must hold within one item of it: of a day with two
/// firings, one firing must be of the class *and* from the site.
#[derive(Debug, Clone)]
pub struct Filter {
    /// The kind.
    pub kind: KindId,
    /// The conditions.
    pub conditions: Vec<Condition>,
}

impl Filter {
    /// Returns the filter with the conditions of another of the same kind added.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let conditions = self.conditions.iter().chain(&other.conditions);
        Self {
            kind: self.kind,
            conditions: conditions.cloned().collect(),
        }
    }

    /// Tells whether whatever this filter asks for is asked for by the other as well, by what both write.
    #[must_use]
    pub fn is_part_of(&self, other: &Self) -> bool {
        // What may be so in an item of its own says nothing of two conditions on one item.
        let is_single = |condition: &Condition| {
            let others = other.conditions.iter();
            others
                .filter(|it| it.path.own.0[0] == condition.path.own.0[0])
                .count()
                == 1
        };
        let narrower = |condition: &Condition| {
            let mut own = self
                .conditions
                .iter()
                .filter(|own| own.path == condition.path)
                .filter(|own| !own.apart || condition.apart || is_single(condition));
            own.any(|own| {
                let mut wanted = own.wanted.iter();
                wanted.all(|wanted| condition.wanted.iter().any(|it| it.takes_in(wanted)))
            })
        };
        self.kind == other.kind && other.conditions.iter().all(narrower)
    }
}

impl Wanted {
    /// Tells whether whatever the other asks for is asked for by this one as well.
    #[must_use]
    pub fn takes_in(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Entry(one), Self::Entry(other)) => one.written == other.written,
            (Self::Number(one), Self::Number(other)) => {
                let ((low, high), (least, most)) = (one.reach(), other.reach());
                low <= least && most <= high
            }
            (Self::Anything, other) => *other != Self::Nothing,
            (one, other) => one == other,
        }
    }
}

/// One condition: the field holds one of a few values.
#[derive(Debug, Clone)]
pub struct Condition {
    /// The field.
    pub path: Path,
    /// The values.
    pub wanted: Vec<Wanted>,
    /// Whether it is one of several values that must all be there, each perhaps in another item of a list
    /// of groups.
    pub apart: bool,
}

/// A value that a condition asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Wanted {
    /// An option of a choice, by its index.
    Option(usize),
    /// An entry that is referred to.
    Entry(Named),
    /// Yes or no.
    Truth(bool),
    /// A number or a range of them, as quantities are written: `at least 1000`, `450..600`.
    Number(Quantity),
    /// These words.
    Words(String),
    /// That nothing stands there.
    Nothing,
    /// That something stands there, whatever it is.
    Anything,
}

/// The key of an entry that a rule or claim names, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The words written.
    pub written: String,
    /// Where they are written.
    pub span: Span,
}

/// Reads the kind of events that a rule is about.
pub fn kind(map: &mut Mapping, schema: &Schema) -> Option<KindId> {
    let (name, span) = map.required_text("kind")?;
    let dated = || schema.ids().filter(|(_, kind)| kind.is_dated());
    let found = dated().find(|(_, kind)| kind.name == name);
    if found.is_none() {
        let names: Vec<&str> = dated().map(|(_, kind)| kind.name.as_str()).collect();
        let known = format!("kinds of events here: {}", names.join(", "));
        let near = near_miss(&name, names.iter().copied());
        let help = near.map_or_else(
            || known.clone(),
            |near| format!("did you mean `{near}`? {known}"),
        );
        map.report_with_mend(
            span,
            format!("there is no kind of events called `{name}`"),
            help,
            Mend::near_value(span, &name, names.iter().copied()),
        );
    }
    found.map(|(id, _)| id)
}

/// Reads a date or period.
pub fn when(name: &'static str, map: &mut Mapping) -> Option<(When, Span)> {
    let (text, span) = map.text(name)?;
    match When::parse(&text) {
        Ok(when) => Some((when, span)),
        Err(fault) => {
            let mut diagnostic = Diagnostic::new(Code::BadDate, span, fault.message);
            diagnostic.help = fault.help;
            let mend = fault.meant.map(|meant| Mend::value(span, meant));
            map.diagnostics().push(diagnostic.mend(mend));
            None
        }
    }
}

/// Reads names of entries, one or a list of them.
pub fn named(name: &'static str, map: &mut Mapping) -> Vec<Named> {
    let texts = map.texts(name).into_iter();
    texts
        .map(|(written, span)| Named { written, span })
        .collect()
}

/// Reads `kind` and the conditions under `where`; without a kind they cannot be understood and are
/// passed over.
pub fn read(schema: &Schema, map: &mut Mapping) -> Option<Filter> {
    let Some(id) = kind(map, schema) else {
        map.node("where");
        return None;
    };
    Some(Filter {
        kind: id,
        conditions: conditions(id, schema, map),
    })
}

/// Reads the conditions under `where`.
pub fn conditions(id: KindId, schema: &Schema, map: &mut Mapping) -> Vec<Condition> {
    let entries = map.entries("where");
    read_conditions(id, &entries, &[], schema, map)
}

/// Reads the conditions that stand beside the keys of a claim; `known` are these keys.
pub fn beside(id: KindId, known: &[&str], schema: &Schema, map: &mut Mapping) -> Vec<Condition> {
    let entries = map.rest();
    read_conditions(id, &entries, known, schema, map)
}

fn read_conditions<'a>(
    id: KindId,
    entries: &[(&'a Key, &'a Node)],
    known: &[&str],
    schema: &Schema,
    map: &mut Mapping<'a, '_>,
) -> Vec<Condition> {
    let mut conditions = Vec::new();
    for (key, node) in entries {
        let Some(path) = find(id, &key.text, known, key.span, schema, map) else {
            continue;
        };
        let (name, kind) = (key.text.as_str(), schema.kind(id));
        if matches!(node.value, Yaml::Map(_)) {
            conditions.extend(read_whole(&path, kind, schema, name, node, map));
            continue;
        }
        let wanted = read_wanted(&path, kind, schema, name, node, map);
        if !wanted.is_empty() {
            conditions.push(Condition {
                path,
                wanted,
                apart: false,
            });
        }
    }
    conditions
}

/// Reads what is asked of a field as a whole: `all: [ … ]`, that each of these values is there, or
/// `absent: yes`, that nothing is. A mapping can be no value of a field, as a word such as `none` could.
fn read_whole<'a>(
    path: &Path,
    kind: &Kind,
    schema: &Schema,
    name: &str,
    node: &'a Node,
    map: &mut Mapping<'a, '_>,
) -> Vec<Condition> {
    let condition = |wanted, apart| Condition {
        path: path.clone(),
        wanted: vec![wanted],
        apart,
    };
    let Some(mut inner) = map.inner(node) else {
        return Vec::new();
    };
    let (all, absent) = (inner.node("all"), inner.node("absent"));
    let mut conditions = Vec::new();
    if let Some(all) = all {
        let wanted = read_wanted(path, kind, schema, name, all, &mut inner).into_iter();
        conditions.extend(wanted.map(|wanted| condition(wanted, true)));
    }
    if absent.is_some() {
        let wanted = if inner.flag("absent") {
            Wanted::Nothing
        } else {
            Wanted::Anything
        };
        conditions.push(condition(wanted, false));
    }
    if all.is_some() && absent.is_some() {
        let message = format!("`{name}` cannot be asked for by `all` and by `absent` at once");
        inner.report_with_help(node.span, message, "write one of the two".to_owned());
    }
    inner.finish();
    conditions
}

fn read_wanted(
    path: &Path,
    kind: &Kind,
    schema: &Schema,
    name: &str,
    node: &Node,
    map: &mut Mapping,
) -> Vec<Wanted> {
    let field_type = path.field(kind, schema).field_type.item();
    if let FieldType::Choice { options } = field_type {
        let found = read_options(node, name, options, map);
        return found.into_iter().map(Wanted::Option).collect();
    }
    let values = values(node, name, map).into_iter();
    values
        .filter_map(|value| read_one(field_type, name, value, map))
        .collect()
}

fn read_one(field_type: &FieldType, name: &str, value: Named, map: &mut Mapping) -> Option<Wanted> {
    match field_type {
        FieldType::Ref { .. } => Some(Wanted::Entry(value)),
        FieldType::Text | FieldType::Language => Some(Wanted::Words(value.written)),
        FieldType::YesNo => match value.written.as_str() {
            "true" | "yes" => Some(Wanted::Truth(true)),
            "false" | "no" => Some(Wanted::Truth(false)),
            other => {
                let message = format!("`{name}` is yes or no, not `{other}`");
                map.report_with_help(value.span, message, "write yes or no".to_owned());
                None
            }
        },
        FieldType::Integer | FieldType::Decimal { .. } | FieldType::Quantity { .. } => {
            let read = Quantity::parse(&value.written);
            if read.is_none() {
                map.report_with_help(
                    value.span,
                    format!("`{name}` is a number, not `{}`", value.written),
                    "write a number or a range without its unit, such as 800, `at least 800` or 450..600".to_owned(),
                );
            }
            read.map(Wanted::Number)
        }
        FieldType::Markdown
        | FieldType::Date
        | FieldType::Zone
        | FieldType::DaysByZone
        | FieldType::Duration
        | FieldType::Url
        | FieldType::Picture
        | FieldType::Choice { .. }
        | FieldType::List { .. }
        | FieldType::Group { .. } => {
            map.report_with_help(
                value.span,
                format!(
                    "`{name}` is a {} and cannot be asked for here",
                    field_type.word()
                ),
                "ask for a field that holds a choice, a reference, a number, yes or no, or words; of days ask by `within`".to_owned(),
            );
            None
        }
    }
}

/// Returns the words of one value or of a list of them.
fn values(node: &Node, field: &str, map: &mut Mapping) -> Vec<Named> {
    let items = match &node.value {
        Yaml::List(items) => items.as_slice(),
        Yaml::Null | Yaml::Scalar { .. } | Yaml::Map(_) => std::slice::from_ref(node),
    };
    let mut values = Vec::new();
    for item in items {
        if let Yaml::Scalar { text, .. } = &item.value {
            values.push(Named {
                written: text.trim().to_owned(),
                span: item.span,
            });
        } else {
            let message = format!(
                "values of `{field}` are wanted here, not {}",
                item.describe()
            );
            map.report(item.span, message);
        }
    }
    values
}
