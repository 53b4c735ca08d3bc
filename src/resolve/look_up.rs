//! The one entry that a word means, and what is said where it means none or several.
//!
//! A name that several entries had at different times means the one that had it on the day of the
//! brief in which it stands, where those times leave no other.

use super::EntryId;
use super::called::{may_be_called, when_called};
use super::references::Context;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Mend, is_sure, near_miss};
use crate::model::{Entry, Folded};
use crate::schema::{KindId, Schema};
use crate::text::Span;

/// Finds the one entry of the kinds allowed that a reference of an entry means; an empty list allows
/// all.
pub(super) fn look_up(
    written: &str,
    span: Span,
    allowed: &[KindId],
    declared: Option<Span>,
    entry: &Entry,
    context: &Context,
    diagnostics: &mut Diagnostics,
) -> Option<EntryId> {
    let fits = |kind: &KindId| allowed.is_empty() || allowed.contains(kind);
    let mut found = context.names.find(written, context.schema);
    if !found.iter().any(|(kind, _)| fits(kind)) {
        // The key of another kind does not stand in the way of a name of the right one.
        let named = context.names.find_by_name(written);
        if named.iter().any(|(kind, _)| fits(kind)) {
            found = named.into();
        }
    }
    if let [(kind, id)] = *found
        && fits(&kind)
    {
        return Some(id);
    }
    let fitting: Vec<EntryId> = found
        .iter()
        .filter(|(kind, _)| fits(kind))
        .map(|(_, id)| *id)
        .collect();
    match (fitting.as_slice(), &*found) {
        // Entries that share a key, and so an address, were reported as such.
        ([id, rest @ ..], _) if rest.iter().all(|other| same_page(*id, *other, context)) => {
            return Some(*id);
        }
        ([], []) => diagnostics.push(unknown(written, span, allowed, context)),
        ([], [(kind, id), ..]) => {
            let kind = context.schema.kind(*kind);
            let wanted = kinds_in_words(allowed, context.schema);
            let mut diagnostic = Diagnostic::new(
                Code::WrongKind,
                span,
                format!(
                    "`{written}` is {}, and {wanted} is wanted here",
                    with_article(&kind.label.to_lowercase())
                ),
            )
            .label(context.entries[id.0 as usize].span, "this is what it means")
            .help(format!(
                "name {wanted} instead, or move this to the field where it belongs"
            ));
            if let Some(declared) = declared {
                diagnostic = diagnostic.label(declared, "the kinds allowed are declared here");
            }
            diagnostics.push(diagnostic);
        }
        (several, _) => {
            let name = Folded::new(written);
            let possible = |id: &&EntryId| {
                let named = &context.entries[id.0 as usize];
                may_be_called(named, &name, entry.when.as_ref())
            };
            let possible: Vec<EntryId> = several.iter().filter(possible).copied().collect();
            if let [id] = possible.as_slice() {
                return Some(*id);
            }
            let mut diagnostic = Diagnostic::new(
                Code::AmbiguousReference,
                span,
                format!("`{written}` means {} entries", several.len()),
            );
            let mut ways = Vec::new();
            for id in several.iter().take(4) {
                let entry = &context.entries[id.0 as usize];
                let folder = &context.schema.kind(entry.kind).folder;
                let times = when_called(entry, &name);
                let told = times
                    .as_ref()
                    .map_or_else(String::new, |words| format!(" (so called {words})"));
                ways.push(format!("`{folder}/{}`{told}", entry.key));
                diagnostic = diagnostic.label(entry.span, "one of them");
            }
            diagnostics.push(diagnostic.help(format!(
                "write the key of the one you mean: {}",
                ways.join(" or ")
            )));
        }
    }
    None
}

fn same_page(one: EntryId, other: EntryId, context: &Context) -> bool {
    let pages = &context.routes.pages;
    pages[one.0 as usize] == pages[other.0 as usize]
}

fn kinds_in_words(allowed: &[KindId], schema: &Schema) -> String {
    let mut labels: Vec<String> = allowed
        .iter()
        .map(|id| with_article(&schema.kind(*id).label.to_lowercase()))
        .collect();
    if labels.is_empty() {
        labels.push("an entry".to_owned());
    }
    either(&labels)
}

fn with_article(label: &str) -> String {
    let article = if label.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {label}")
}

fn either(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [word] => word.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

fn unknown(written: &str, span: Span, allowed: &[KindId], context: &Context) -> Diagnostic {
    if !context.drafted.find(written, context.schema).is_empty() {
        return refers_to_draft(written, span);
    }
    // What was written as a path is looked for by its last part.
    let name = written.rsplit('/').next().unwrap_or(written);
    let name = name.trim_end_matches(".md");
    let candidates = || {
        let spellings = context.names.spellings();
        spellings.filter(|(kind, _, _)| allowed.is_empty() || allowed.contains(kind))
    };
    let keys = candidates()
        .filter(|(_, spelling, id)| context.entries[id.0 as usize].key.as_str() == *spelling);
    let near = near_miss(name, candidates().map(|(_, spelling, _)| spelling))
        .or_else(|| near_miss(name, keys.map(|(_, key, _)| key)));
    let near = near.and_then(|near| candidates().find(|(_, spelling, _)| *spelling == near));
    let key = crate::model::names::slug(name);
    let mend = near.and_then(|(_, near, id)| {
        let others = candidates().filter(|(_, _, other)| *other != id);
        let is_sure = is_sure(name, near, others.map(|(_, spelling, _)| spelling));
        let key = context.entries[id.0 as usize].key.as_str();
        is_sure.then(|| Mend::words(span, name, key))
    });
    let help = match near {
        Some((_, _, id)) => {
            let entry = &context.entries[id.0 as usize];
            format!("did you mean `{}` ({})?", entry.key, entry.title)
        }
        None if key.is_empty() => "write the key, title or other name of one".to_owned(),
        None => match allowed.first().map(|id| context.schema.kind(*id)) {
            Some(kind) if kind.folder.is_empty() => {
                format!("write content/{key}.md for it, or correct the name")
            }
            Some(kind) => {
                let folder = &kind.folder;
                format!("write content/{folder}/{key}.md for it, or correct the name")
            }
            None => {
                format!("write {key}.md for it in the folder of its kind, or correct the name")
            }
        },
    };
    let mut labels: Vec<String> = allowed
        .iter()
        .map(|id| context.schema.kind(*id).label.to_lowercase())
        .collect();
    if labels.is_empty() {
        labels.push("entry".to_owned());
    }
    Diagnostic::new(
        Code::UnknownReference,
        span,
        format!("there is no {} called `{written}`", either(&labels)),
    )
    .help(help)
    .mend(mend)
}

/// Reports a reference from what is published to what is not.
pub(super) fn refers_to_draft(written: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::DraftReference,
        span,
        format!("`{written}` is a draft, and this brief is not"),
    )
    .help("take `draft: true` out of the draft, take this reference out, or build with --drafts")
}
