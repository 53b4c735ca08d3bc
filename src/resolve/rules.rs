//! The entries that rules and claims name: each key that they write must be that of an entry.
//!
//! Rules and claims are read before all entries are known; what they count is worked out later.

use std::sync::Arc;

use super::lookup::Names;
use super::{EntryId, Site};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Mend, near_miss};
use crate::filter::{Filter, Named, Wanted};
use crate::model::Entry;
use crate::model::claims::Assertion;
use crate::rules::Rules;
use crate::schema::{KindId, Role, Schema};

/// Reports every entry and counting rule that rules and claims name and that is not there.
pub(super) fn check(
    rules: &Rules,
    entries: &[Arc<Entry>],
    names: &Names,
    schema: &Schema,
    diagnostics: &mut Diagnostics,
) {
    let mut naming = Naming {
        names,
        schema,
        code: Code::BadRules,
        diagnostics,
    };
    for (wanted, allowed) in in_rules(rules, schema) {
        naming.find(wanted, &allowed);
    }
    for total in &rules.totals {
        if let Some(unit) = &total.unit {
            naming.unit(unit, total.filter.kind, rules);
        }
    }
    naming.code = Code::BadClaim;
    for (wanted, allowed) in in_claims(entries, schema) {
        naming.find(wanted, &allowed);
    }
    for claim in entries.iter().flat_map(|entry| &entry.claims) {
        if let (Some(set), Some(unit)) = (claim.set(), &claim.unit) {
            naming.unit(unit, set.filter.kind, rules);
        }
    }
}

impl Site {
    /// Lists the places at which rules and claims name entries by their keys, with the kinds that are
    /// meant.
    #[must_use]
    pub fn named_in_rules(&self) -> Vec<(&Named, Vec<KindId>)> {
        let mut named = in_rules(&self.rules, &self.schema);
        named.extend(in_claims(&self.entries, &self.schema));
        named
    }
}

/// Lists the entries that rules name, each with the kinds of which it may be.
fn in_rules<'a>(rules: &'a Rules, schema: &Schema) -> Vec<(&'a Named, Vec<KindId>)> {
    let citable: Vec<KindId> = schema.citable().into_iter().collect();
    let covered = rules.coverage.iter().map(|it| (&it.filter, &it.sources));
    let totals = rules.totals.iter().map(|it| (&it.filter, &it.sources));
    let mut named = Vec::new();
    for (filter, sources) in covered.chain(totals) {
        named.extend(sources.iter().map(|source| (source, citable.clone())));
        named.extend(in_filter(filter, schema));
    }
    for unit in &rules.units {
        named.extend(in_filter(&unit.filter, schema));
    }
    let waters = rules.toponyms.waters.iter();
    let sources = waters.flat_map(|water| &water.sources);
    named.extend(sources.map(|source| (source, citable.clone())));
    let with_position: Vec<KindId> = schema.placed().collect();
    let places = rules.toponyms.places.iter();
    named.extend(places.map(|place| (place, with_position.clone())));
    named
}

/// Lists the entries that claims name.
fn in_claims<'a>(entries: &'a [Arc<Entry>], schema: &Schema) -> Vec<(&'a Named, Vec<KindId>)> {
    let citable: Vec<KindId> = schema.citable().into_iter().collect();
    let with = |role: Option<Role>| -> Vec<KindId> {
        let kinds = schema.ids().filter(|(_, kind)| match role {
            Some(role) => kind.roles.get(role).is_some(),
            None => kind.is_dated(),
        });
        kinds.map(|(id, _)| id).collect()
    };
    let (dated, people) = (with(None), with(Some(Role::Tenures)));
    let mut named = Vec::new();
    for claim in entries.iter().flat_map(|entry| &entry.claims) {
        let sources = claim.reported_by.iter();
        named.extend(sources.map(|source| (source, citable.clone())));
        let events = claim.events().into_iter();
        named.extend(events.map(|event| (event, dated.clone())));
        if let Assertion::HeldOffice { person, .. } = &claim.asserts {
            named.push((person, people.clone()));
        }
        if let Some(set) = claim.set() {
            named.extend(in_filter(&set.filter, schema));
        }
    }
    named
}

/// Lists the entries that a filter names.
fn in_filter<'a>(
    filter: &'a Filter,
    schema: &Schema,
) -> impl Iterator<Item = (&'a Named, Vec<KindId>)> {
    let kind = schema.kind(filter.kind);
    filter.conditions.iter().flat_map(move |condition| {
        let kinds = condition.path.field(kind, schema).field_type.kinds();
        condition
            .wanted
            .iter()
            .filter_map(move |wanted| match wanted {
                Wanted::Entry(named) => Some((named, kinds.to_vec())),
                Wanted::Option(_)
                | Wanted::Truth(_)
                | Wanted::Number(_)
                | Wanted::Words(_)
                | Wanted::Nothing
                | Wanted::Anything => None,
            })
    })
}

/// Looks names up and reports what is not there.
struct Naming<'a, 'd> {
    names: &'a Names<'a>,
    schema: &'a Schema,
    code: Code,
    diagnostics: &'d mut Diagnostics,
}

impl Naming<'_, '_> {
    fn unit(&mut self, wanted: &Named, kind: KindId, rules: &Rules) {
        if rules.unit(&wanted.written, kind).is_some() {
            return;
        }
        let units = rules.units.iter().filter(|unit| unit.filter.kind == kind);
        let known: Vec<&str> = units.map(|unit| unit.name.as_str()).collect();
        let message = format!(
            "no rule counts the kind `{}` in `{}`",
            self.schema.kind(kind).name,
            wanted.written
        );
        let near = near_miss(&wanted.written, known.iter().copied());
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None if known.is_empty() => {
                "declare it in `content/_rules/counting.yaml`, or leave `unit` out".to_owned()
            }
            None => format!("known here: {}", known.join(", ")),
        };
        let mend = Mend::near_value(wanted.span, &wanted.written, known.iter().copied());
        let found = Diagnostic::new(self.code, wanted.span, message).help(help);
        self.diagnostics.push(found.mend(mend));
    }

    fn find(&mut self, wanted: &Named, allowed: &[KindId]) {
        let found = self.names.find(&wanted.written, self.schema);
        let is_key = |(kind, id): &(KindId, EntryId)| {
            allowed.contains(kind) && self.names.key(*id) == wanted.written
        };
        if found.iter().any(is_key) {
            return;
        }
        let labels: Vec<String> = allowed
            .iter()
            .map(|id| self.schema.kind(*id).label.to_lowercase())
            .collect();
        let message = format!(
            "there is no {} with the key `{}`",
            labels.join(" or "),
            wanted.written
        );
        let keys = || {
            let spellings = self.names.spellings();
            let fitting = spellings.filter(|(kind, _, _)| allowed.contains(kind));
            fitting.map(|(_, _, id)| self.names.key(id))
        };
        let near = near_miss(&wanted.written, keys());
        let help = near.map_or_else(
            || {
                "write its key: the name of its file, or what stands before its colon in a list"
                    .to_owned()
            },
            |near| format!("did you mean `{near}`?"),
        );
        // Rules are written with keys alone, so that a name in its place is as good as a slip.
        let so_called: Vec<&str> = found
            .iter()
            .filter(|(kind, _)| allowed.contains(kind))
            .map(|(_, id)| self.names.key(*id))
            .collect();
        let mend = match so_called.as_slice() {
            [key] => Some(Mend::value(wanted.span, *key)),
            _ => Mend::near_value(wanted.span, &wanted.written, keys()),
        };
        let found = Diagnostic::new(self.code, wanted.span, message).help(help);
        self.diagnostics.push(found.mend(mend));
    }
}
