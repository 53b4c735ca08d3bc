//! Whether relations agree with dates: nothing comes after what is certainly later, and nothing after
//! itself.
//!
//! Each relation is looked at once, and the loops among them are found in one walk, so that the cost
//! grows with the number of relations. What is only possible is not spoken of.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::load::Inputs;
use crate::resolve::{EntryId, Site, Timed};
use crate::schema::{Role, Side};
use crate::text::Span;
use crate::when::{Verdict, When};

/// Checks the relations in time of all entries.
pub(super) fn check(site: &Site, _inputs: &Inputs, diagnostics: &mut Diagnostics) {
    let mut causes: BTreeMap<EntryId, Vec<Timed>> = BTreeMap::new();
    for timed in site.ids().flat_map(|id| site.timed(id)) {
        let (cause, effect) = timed.in_order();
        if is_reversed(cause, effect, site) {
            diagnostics.push(reversed(timed, site));
        } else {
            causes.entry(effect).or_default().push(timed);
        }
    }
    for around in loops(&causes) {
        diagnostics.push(looped(&around, site));
    }
}

/// Tells whether an effect was certainly over before its cause began.
fn is_reversed(cause: EntryId, effect: EntryId, site: &Site) -> bool {
    let when = |id: EntryId| site.entry(id).when.as_ref();
    let pair = when(effect).zip(when(cause));
    cause != effect
        && pair.is_some_and(|(effect, cause)| effect.is_before(cause) == Verdict::Certainly)
}

fn reversed(timed: Timed, site: &Site) -> Diagnostic {
    let reference = &site.entry(timed.from).references[timed.slot];
    let kind = site.kind_of(timed.from);
    let word = match timed.side {
        Side::After => "after",
        Side::Before => "before",
    };
    let message = format!(
        "this {} cannot have come {word} `{}`: it is dated {}, and the other {}",
        kind.label.to_lowercase(),
        reference.written,
        dated(timed.from, site),
        dated(timed.to, site),
    );
    let field = &kind.field(&reference.path).name;
    let help = format!(
        "correct the date that is wrong, or take `{}` out of `{field}`",
        reference.written
    );
    let found = Diagnostic::new(Code::EffectBeforeCause, reference.span, message);
    let found = match date_span(timed.from, site) {
        Some(span) => found.label(span, "the date of this one"),
        None => found,
    };
    match date_span(timed.to, site) {
        Some(span) => found.label(span, "the date of the other"),
        None => found,
    }
    .help(help)
}

/// Writes the date of an event with everything that has a part in the order.
fn dated(id: EntryId, site: &Site) -> String {
    let Some(when) = &site.entry(id).when else {
        return String::new();
    };
    let time = when
        .time()
        .map_or_else(String::new, |time| format!(", {time}"));
    let zone = when
        .zone()
        .map_or_else(String::new, |zone| format!(" ({zone})"));
    format!("{}{time}{zone}", When::long(when))
}

/// Returns where the date of an event is written.
fn date_span(id: EntryId, site: &Site) -> Option<Span> {
    let path = site.kind_of(id).roles.get(Role::Dated)?;
    Some(site.entry(id).values(path).first()?.span)
}

/// Finds loops, each as the relations that lead from one event to the one before it and so round;
/// events that share a loop with one already found may wait until that is undone.
fn loops(causes: &BTreeMap<EntryId, Vec<Timed>>) -> Vec<Vec<Timed>> {
    let cyclic = without_ends(causes);
    let mut found = Vec::new();
    let mut walked: BTreeMap<EntryId, usize> = BTreeMap::new();
    for (walk, start) in cyclic.keys().enumerate() {
        let mut way: Vec<Timed> = Vec::new();
        let mut here = *start;
        while !walked.contains_key(&here) {
            walked.insert(here, walk);
            let step = cyclic[&here];
            way.push(step);
            here = step.in_order().0;
        }
        if walked[&here] == walk {
            let begin = way.iter().position(|step| step.in_order().1 == here);
            found.extend(begin.map(|begin| way.split_off(begin)));
        }
    }
    found
}

/// Takes away, again and again, every event that comes after nothing more; of each that is left,
/// returns a relation to another that is left. Only events of loops, or after one, are left.
fn without_ends(causes: &BTreeMap<EntryId, Vec<Timed>>) -> BTreeMap<EntryId, Timed> {
    let mut effects: BTreeMap<EntryId, Vec<EntryId>> = BTreeMap::new();
    let mut open: BTreeMap<EntryId, usize> = BTreeMap::new();
    for (effect, relations) in causes {
        open.insert(*effect, relations.len());
        for timed in relations {
            let (cause, _) = timed.in_order();
            open.entry(cause).or_insert(0);
            effects.entry(cause).or_default().push(*effect);
        }
    }
    let mut ends: Vec<EntryId> = open
        .iter()
        .filter(|(_, number)| **number == 0)
        .map(|(id, _)| *id)
        .collect();
    while let Some(end) = ends.pop() {
        open.remove(&end);
        for effect in effects.get(&end).into_iter().flatten() {
            if let Some(number) = open.get_mut(effect) {
                *number -= 1;
                if *number == 0 {
                    ends.push(*effect);
                }
            }
        }
    }
    open.keys()
        .filter_map(|id| {
            let mut relations = causes.get(id)?.iter();
            let step = relations.find(|timed| open.contains_key(&timed.in_order().0))?;
            Some((*id, *step))
        })
        .collect()
}

fn looped(around: &[Timed], site: &Site) -> Diagnostic {
    let key = |id: EntryId| &site.entry(id).key;
    let span = |timed: &Timed| site.entry(timed.from).references[timed.slot].span;
    let pairs: Vec<String> = around
        .iter()
        .map(|timed| {
            let (cause, effect) = timed.in_order();
            format!("`{}` after `{}`", key(effect), key(cause))
        })
        .collect();
    let first = &around[0];
    let message = if around.len() == 1 {
        format!("`{}` cannot come after itself", key(first.from))
    } else {
        format!(
            "these events come after each other in a loop: {}",
            pairs.join(", ")
        )
    };
    let mut found = Diagnostic::new(Code::RelationLoop, span(first), message);
    for (timed, words) in around.iter().zip(&pairs).skip(1) {
        found = found.label(span(timed), format!("here {words}"));
    }
    found.help(if around.len() == 1 {
        "take out this reference, or name the event that was meant"
    } else {
        "take out the reference that is wrong; what comes first cannot also come last"
    })
}
