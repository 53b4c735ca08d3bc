//! The entries that rules and claims name: each key that they write must be that of an entry.
//!
//! Rules and claims are read before all entries are known; what they count is worked out later.

use std::sync::Arc;

use super::EntryId;
use super::lookup::Names;
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
    let citable: Vec<KindId> = schema.citable().into_iter().collect();
    let mut naming = Naming {
        names,
        schema,
        code: Code::BadRules,
        diagnostics,
    };
    let covered = rules.coverage.iter().map(|it| (&it.filter, &it.sources));
    let totals = rules.totals.iter().map(|it| (&it.filter, &it.sources));
    for (filter, sources) in covered.chain(totals) {
        naming.all(sources, &citable);
        naming.filter(filter);
    }
    for unit in &rules.units {
        naming.filter(&unit.filter);
    }
    naming.code = Code::BadClaim;
    let with = |role: Option<Role>| -> Vec<KindId> {
        let kinds = schema.ids().filter(|(_, kind)| match role {
            Some(role) => kind.roles.get(role).is_some(),
            None => kind.is_dated(),
        });
        kinds.map(|(id, _)| id).collect()
    };
    let (dated, people) = (with(None), with(Some(Role::Tenures)));
    for claim in entries.iter().flat_map(|entry| &entry.claims) {
        naming.all(&claim.reported_by, &citable);
        for event in claim.events() {
            naming.find(event, &dated);
        }
        if let Assertion::HeldOffice { person, .. } = &claim.asserts {
            naming.find(person, &people);
        }
        if let Some(set) = claim.set() {
            naming.filter(&set.filter);
            if let Some(unit) = &claim.unit {
                naming.unit(unit, set.filter.kind, rules);
            }
        }
    }
}

/// Looks names up and reports what is not there.
struct Naming<'a, 'd> {
    names: &'a Names<'a>,
    schema: &'a Schema,
    code: Code,
    diagnostics: &'d mut Diagnostics,
}

impl Naming<'_, '_> {
    fn all(&mut self, named: &[Named], allowed: &[KindId]) {
        for named in named {
            self.find(named, allowed);
        }
    }

    fn filter(&mut self, filter: &Filter) {
        let kind = self.schema.kind(filter.kind);
        for condition in &filter.conditions {
            let allowed = condition.path.field(kind, self.schema).field_type.kinds();
            for wanted in &condition.wanted {
                if let Wanted::Entry(named) = wanted {
                    self.find(named, allowed);
                }
            }
        }
    }

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
