//! The words of claims: they must be those of the text, and the number in them the one that is claimed.

use std::ops::Range;

use super::passages::{Passage, overlap};
use super::renumbered::{counts, drifted, plain, single_blanks};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Mend};
use crate::model::Entry;
use crate::model::claims::{Assertion, Claim, Number};

/// Holds the claims of an entry against its texts. Returns what the text says in the place of the words of
/// a claim, by the place of the claim, where only a number is another.
pub(super) fn look(
    entry: &Entry,
    passages: &[Passage],
    diagnostics: &mut Diagnostics,
) -> Vec<(usize, String)> {
    let mut others = Vec::new();
    for (number, claim) in entry.claims.iter().enumerate() {
        let Some((passage, place)) = find(&claim.says, passages) else {
            let message = format!("nothing here says `{}`", claim.says);
            let found = Diagnostic::new(Code::ClaimWords, claim.says_span, message);
            let Some(drifted) = drifted(claim, passages) else {
                diagnostics.push(found.help(
                    "copy the words out of the body, the summary or the title, as they stand there",
                ));
                continue;
            };
            let help = format!(
                "the text says `{}`: write these words and their number into the claim, or put the sentence back",
                drifted.says
            );
            diagnostics.push(found.help(help).mend(drifted.mends));
            others.push((number, drifted.says));
            continue;
        };
        if let Some((hedge, span)) = &claim.hedge
            && !hedges(hedge, passage, &place)
        {
            let message = format!("the sentence does not say `{hedge}`");
            diagnostics.push(
                Diagnostic::new(Code::ClaimWords, *span, message)
                    .label(passage.span(&place), "the words of the claim")
                    .help("keep the word in the sentence, or take `hedge` out"),
            );
        }
        if let Some(is) = number_of(claim) {
            compare(claim, is, diagnostics);
        }
    }
    others
}

/// Finds the words of a claim.
pub(super) fn find<'a, 'p>(
    says: &str,
    passages: &'p [Passage<'a>],
) -> Option<(&'p Passage<'a>, Range<usize>)> {
    let says = single_blanks(says);
    let mut passages = passages.iter();
    passages.find_map(|passage| {
        let start = passage.words.find(&says)?;
        Some((passage, start..start + says.len()))
    })
}

/// Tells whether a word stands in the sentence of a claim.
fn hedges(hedge: &str, passage: &Passage, place: &Range<usize>) -> bool {
    let mut sentences = passage.sentences.iter();
    sentences
        .any(|sentence| overlap(sentence, place) && passage.words[sentence.clone()].contains(hedge))
}

/// Returns the number that a claim asserts.
pub(super) fn number_of(claim: &Claim) -> Option<&Number> {
    match &claim.asserts {
        Assertion::Count { is, .. }
        | Assertion::Ordinal { is, .. }
        | Assertion::DaysBetween { is, .. } => Some(is),
        Assertion::FirstSince { .. }
        | Assertion::LastBefore { .. }
        | Assertion::Record { .. }
        | Assertion::HeldOffice { .. } => None,
    }
}

/// Reports a claim of which the words say another number than it asserts.
fn compare(claim: &Claim, is: &Number, diagnostics: &mut Diagnostics) {
    let said = counts(&claim.says);
    let (low, high) = is.quantity.bounds();
    let fits = |number: u32| (low..=high).contains(&f64::from(number));
    let Some(first) = said.first() else {
        return;
    };
    if said.iter().any(|spoken| fits(spoken.number)) {
        return;
    }
    let written = &claim.says[first.place.clone()];
    // Of what a source says, nobody here can tell which of the two it was.
    let is_sure = said.len() == 1 && plain(is).is_some() && claim.reported_by.is_empty();
    let mend = is_sure.then(|| Mend::value(is.span, first.number.to_string()));
    let message = format!(
        "the words say `{written}` and the claim says {}",
        is.quantity.words()
    );
    diagnostics.push(
        Diagnostic::new(Code::ClaimWords, is.span, message)
            .label(claim.says_span, "the words of the text")
            .help(format!(
                "write `is: {}`, or change the sentence",
                first.number
            ))
            .mend(mend),
    );
}
