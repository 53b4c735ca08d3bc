//! Quotations against the register of statements.
//!
//! A quotation in a body has the words of a statement that the entry itself, or one that it refers
//! to, registers; or its sentence cites a source. Words that come near a registered statement and
//! are not the same are an error, cited or not. Plain fields cannot cite, and so only drift is looked
//! for there.

use std::collections::BTreeSet;
use std::ops::Range;

use super::passages::{Form, Leaf, Passage, visit};
use super::wording::{Difference, Wording};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Mend};
use crate::model::{Entry, Value};
use crate::resolve::references::LinkTo;
use crate::resolve::{EntryId, Site};
use crate::schema::{FieldDef, Kind};
use crate::text::Span;

/// A quotation that is none of the entry's own statements.
#[derive(Debug)]
pub(super) struct Open {
    wording: Wording,
    written: String,
    span: Span,
    support: Support,
}

/// What a quotation rests on besides a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Support {
    /// Its sentence cites a source.
    Cited,
    /// It stands where nothing can be cited.
    NotAsked,
    /// Nothing; where the kind has statements, the field for their words is named.
    Missing(Register),
}

/// Whether entries of a kind can register statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Register {
    Here,
    Nowhere,
}

/// A registered statement.
struct Statement<'a> {
    wording: Wording,
    words: &'a str,
    span: Span,
}

/// Finds the quotations of an entry that its own statements do not hold.
pub(super) fn look(entry: &Entry, kind: &Kind, passages: &[Passage]) -> Vec<Open> {
    let mut open = Vec::new();
    if passages.iter().all(|passage| passage.quoted.is_empty()) {
        return open;
    }
    let statements = statements(entry, kind);
    for passage in passages {
        for quoted in &passage.quoted {
            let written = &passage.words[quoted.words.clone()];
            let wording = Wording::of(written);
            let held = || statements.iter().any(|it| it.wording.holds(&wording));
            if !wording.is_long() || held() {
                continue;
            }
            let span = passage.span(&quoted.words);
            let support = support(passage, &quoted.place, kind);
            let quotation = Open {
                wording,
                written: written.to_owned(),
                span,
                support,
            };
            open.push(quotation);
        }
    }
    open
}

fn support(passage: &Passage, place: &Range<usize>, kind: &Kind) -> Support {
    match passage.form {
        Form::Line(_) | Form::Title(_) => Support::NotAsked,
        Form::Body(..) if passage.is_cited(place) => Support::Cited,
        Form::Body(..) if has_quoted(&kind.fields) => Support::Missing(Register::Here),
        Form::Body(..) => Support::Missing(Register::Nowhere),
    }
}

fn has_quoted(fields: &[FieldDef]) -> bool {
    fields
        .iter()
        .any(|field| field.quoted || has_quoted(field.field_type.group_fields()))
}

/// Returns the statements that an entry registers.
fn statements<'a>(entry: &'a Entry, kind: &'a Kind) -> Vec<Statement<'a>> {
    let mut statements = Vec::new();
    let mut add = |leaf: Leaf<'a>| {
        if let Value::Text(words) = &leaf.item.value
            && leaf.field.quoted
            && !leaf.indirect
        {
            statements.push(Statement {
                wording: Wording::of(words),
                words,
                span: leaf.item.span,
            });
        }
    };
    visit(&kind.fields, &entry.fields, &mut add);
    statements
}

/// Compares the open quotations of an entry with the statements of those that it refers to.
pub(super) fn settle(id: EntryId, open: &[Open], site: &Site, diagnostics: &mut Diagnostics) {
    let near = std::iter::once(id).chain(referred(id, site));
    let statements: Vec<Statement> = near
        .flat_map(|id| statements(site.entry(id), site.kind_of(id)))
        .collect();
    for quotation in open {
        let wording = &quotation.wording;
        if statements.iter().any(|it| it.wording.holds(wording)) {
            continue;
        }
        let drift = statements
            .iter()
            .find_map(|it| Some((it, it.wording.difference(wording)?)));
        match (drift, quotation.support) {
            (Some((statement, difference)), _) => {
                diagnostics.push(drifted(quotation, statement, &difference));
            }
            (None, Support::Missing(register)) => diagnostics.push(loose(quotation, register)),
            (None, Support::Cited | Support::NotAsked) => {}
        }
    }
}

/// Returns the entries that an entry refers to, by fields or links.
fn referred(id: EntryId, site: &Site) -> BTreeSet<EntryId> {
    let place = id.0 as usize;
    let fields = site.targets[place].iter().flatten().copied();
    let links = site.body_targets[place].iter().flat_map(|body| &body.links);
    let links = links.filter_map(|link| match link {
        LinkTo::Entry(target, _) => Some(*target),
        LinkTo::File(..) | LinkTo::Here(_) | LinkTo::Web(_) | LinkTo::Nowhere => None,
    });
    let mut referred: BTreeSet<EntryId> = fields.chain(links).collect();
    referred.remove(&id);
    referred
}

fn drifted(quotation: &Open, statement: &Statement, difference: &Difference) -> Diagnostic {
    let Difference { here, there } = difference;
    let mend = exact(quotation, statement, difference);
    let how = match (here.is_empty(), there.is_empty()) {
        (true, _) => format!("`{there}` is missing here"),
        (_, true) => format!("`{here}` was added here"),
        (false, false) => format!("`{here}` stands here, `{there}` is registered"),
    };
    Diagnostic::new(
        Code::QuotationDrift,
        quotation.span,
        format!(
            "this quotation differs from the words registered: {how}"
        ),
    )
    .label(statement.span, "the words registered")
    .help(format!(
        "write `{}`, mark what you leave out with … and what you insert with [ ]; or correct the statement, if the source has these words",
        statement.words
    ))
    .mend(mend)
}

/// Puts right what differs, where the place cannot be mistaken and nothing else differs.
fn exact(quotation: &Open, statement: &Statement, difference: &Difference) -> Option<Mend> {
    let Difference { here, there } = difference;
    let written = quotation.written.as_str();
    let is_whole = match (here.is_empty(), there.is_empty()) {
        (true, false) => is_without(statement.words, there, written),
        (false, true) => is_without(written, here, statement.words),
        (false, false) | (true, true) => false,
    };
    let (old, new) = if is_whole {
        (written, statement.words)
    } else {
        (here.as_str(), there.as_str())
    };
    // Where the words of here come next, those of there are missing before them.
    let both = format!("{there} {here}");
    let is_before = !is_whole && !here.is_empty() && statement.words.contains(&both);
    let new = if is_before { both.as_str() } else { new };
    // What means something in Markdown or in YAML, nobody can put there unseen.
    let is_plain = !new.contains(['[', ']', '*', '_', '`', '<', '"', '\\', ':', '#']);
    let is_found = !old.is_empty() && !new.is_empty() && written.matches(old).count() == 1;
    let changed = Wording::of(&written.replacen(old, new, 1));
    let is_right = is_plain && is_found && statement.wording.holds(&changed);
    is_right.then(|| Mend::words(quotation.span, old, new))
}

/// Tells whether a text is another without some words in one place.
fn is_without(text: &str, words: &str, other: &str) -> bool {
    let apart = |text| str::split_whitespace(text).collect::<Vec<_>>();
    let (text, words, other) = (apart(text), apart(words), apart(other));
    let mut places = 0..=text.len().saturating_sub(words.len());
    places.any(|at| {
        let rest = text[at..].strip_prefix(words.as_slice());
        rest.is_some_and(|rest| [&text[..at], rest].concat() == other)
    })
}

fn loose(quotation: &Open, register: Register) -> Diagnostic {
    let shown: String = quotation.written.chars().take(40).collect();
    let cut = if shown.len() < quotation.written.len() {
        "…"
    } else {
        ""
    };
    let help = match register {
        Register::Here => {
            "cite the source in the same sentence, as in “…” [@key], or register the words with their speaker and source among the statements of this entry"
        }
        Register::Nowhere => {
            "cite the source in the same sentence, as in “…” [@key], or link to the entry that registers these words"
        }
    };
    Diagnostic::new(
        Code::LooseQuotation,
        quotation.span,
        format!(
            "nothing says whose words these are: `{}{cut}`",
            shown.trim_end()
        ),
    )
    .help(help)
}
