//! Whether plans and commitments say what became of them once their day has passed.
//!
//! "Passed" is asked of the day from which the site speaks, never of a clock, and only what has
//! certainly passed is spoken of.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::load::Inputs;
use crate::resolve::{EntryId, Site};
use crate::schema::{FieldPath, Kind, Role, Tone};
use crate::when::When;

/// Checks plans and what was agreed.
pub(super) fn check(site: &Site, _inputs: &Inputs, diagnostics: &mut Diagnostics) {
    for id in site.ids() {
        let kind = site.kind_of(id);
        if kind.roles.get(Role::HeldAs).is_some() {
            diagnostics_of_held(id, site, diagnostics);
        }
        let Some(as_of) = &site.as_of else {
            continue;
        };
        if kind.roles.get(Role::Status).is_some() {
            overdue_plan(id, as_of, site, diagnostics);
        }
        if kind.roles.get(Role::Due).is_some() {
            overdue_commitments(id, as_of, site, diagnostics);
        }
    }
}

/// Reports a plan whose day has passed without a word on what became of it.
fn overdue_plan(id: EntryId, as_of: &When, site: &Site, diagnostics: &mut Diagnostics) {
    if site.tone(id) != Some(Tone::Open) {
        return;
    }
    let (entry, kind) = (site.entry(id), site.kind_of(id));
    let Some(when) = entry
        .when
        .as_ref()
        .filter(|when| when.is_over_on(as_of).is_certain())
    else {
        return;
    };
    let Some(path) = kind.roles.get(Role::Status) else {
        return;
    };
    let Some(item) = entry.values(path).first().copied() else {
        return;
    };
    let field = kind.field(path);
    let ended: Vec<String> = field
        .field_type
        .options()
        .iter()
        .filter(|option| option.tone != Some(Tone::Open))
        .map(|option| format!("`{}: {}`", field.name, option.value))
        .collect();
    let mut ways = ended;
    if let Some(path) = kind.roles.get(Role::HeldAs) {
        ways.push(format!(
            "`{}:` with the key of the event that took place",
            kind.field(path).name
        ));
    }
    let message = format!(
        "this {} was planned for {}, which has passed by {}, and nothing says what became of it",
        kind.label.to_lowercase(),
        when.long(),
        as_of.long()
    );
    let mut found =
        Diagnostic::new(Code::OverduePlan, item.span, message).help(format!("write {}", or(&ways)));
    if let Some(date) = kind.roles.get(Role::Dated)
        && let Some(item) = entry.values(date).first()
    {
        found = found.label(item.span, "the day planned");
    }
    diagnostics.push(found);
}

/// Reports what was to be done by a day that has passed, where nothing says that it was.
fn overdue_commitments(id: EntryId, as_of: &When, site: &Site, diagnostics: &mut Diagnostics) {
    let kind = site.kind_of(id);
    for agreed in site.agreed(id) {
        let Some((due, span)) = agreed.due else {
            continue;
        };
        if agreed.kept_by.is_some()
            || agreed.settled.is_some()
            || !due.is_over_on(as_of).is_certain()
        {
            continue;
        }
        let message = format!(
            "this was to be done by {}, which has passed by {}, and nothing says that it was",
            due.long(),
            as_of.long()
        );
        let mut ways = Vec::new();
        if let Some(path) = kind.roles.get(Role::Fulfilled) {
            ways.push(format!(
                "`{}:` with the key of the event that did it",
                kind.field(path).name
            ));
        }
        ways.extend(options(kind, kind.roles.get(Role::Settled)));
        diagnostics.push(
            Diagnostic::new(Code::OverdueCommitment, span, message)
                .help(format!("add {}", or(&ways))),
        );
    }
}

/// Writes the options of a choice as they can be pasted.
fn options(kind: &Kind, path: Option<&FieldPath>) -> Vec<String> {
    let Some(field) = path.map(|path| kind.field(path)) else {
        return Vec::new();
    };
    let options = field.field_type.options().iter();
    options
        .map(|option| format!("`{}: {}`", field.name, option.value))
        .collect()
}

/// Reports a plan that was held as another event although it took place itself, or although the other
/// did not.
fn diagnostics_of_held(id: EntryId, site: &Site, diagnostics: &mut Diagnostics) {
    let Some((slot, other)) = site.held_by_slot(id) else {
        return;
    };
    let (entry, kind) = (site.entry(id), site.kind_of(id));
    let reference = &entry.references[slot];
    let field = &kind.field(&reference.path).name;
    let state = |id: EntryId| {
        let path = site.kind_of(id).roles.get(Role::Status)?;
        Some(site.entry(id).values(path).first()?.span)
    };
    let (message, label, help) = if site.took_place(id) {
        (
            format!(
                "this {} took place itself, and so `{field}` cannot name another event",
                kind.label.to_lowercase()
            ),
            state(id).map(|span| (span, "this says that it took place")),
            format!(
                "take out `{field}`, or say under the state that it was only planned, put off or called off"
            ),
        )
    } else if !site.took_place(other) {
        (
            format!(
                "this plan cannot have been held as `{}`, which did not take place",
                reference.written
            ),
            state(other).map(|span| (span, "this says how it stands")),
            format!("name under `{field}` the event that took place, or take the line out"),
        )
    } else {
        return;
    };
    let found = Diagnostic::new(Code::PlanMismatch, reference.span, message).help(help);
    diagnostics.push(match label {
        Some((span, words)) => found.label(span, words),
        None => found,
    });
}

/// Joins ways out: `a, b or c`.
fn or(ways: &[String]) -> String {
    match ways.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}
