//! Numbers that drifted: the words of a claim and those of the text that differ in one number alone, and the
//! number of a sentence that the record gives otherwise.
//!
//! In: a claim and the texts of its entry. Out: mends, only where the number is one word of one sentence and
//! another can stand in its place as it is.

use std::ops::Range;

use super::claimed::number_of;
use super::passages::Passage;
use crate::claims::{Spoken, numbers, spoken_like};
use crate::diagnostics::Mend;
use crate::model::claims::{Assertion, Claim, Number};
use crate::quantity::Hedge;

/// The words of a text that are those of a claim but for a number.
pub(super) struct Drifted {
    /// The words of the text.
    pub(super) says: String,
    /// What makes the claim say the same.
    pub(super) mends: Vec<Mend>,
}

/// Finds where a text says the words of a claim with another number; nothing where several places do.
pub(super) fn drifted(claim: &Claim, passages: &[Passage]) -> Option<Drifted> {
    let says = single_blanks(&claim.says);
    let mut found: Vec<(String, Spoken, Spoken)> = Vec::new();
    for own in numbers(&says) {
        let (before, after) = (&says[..own.place.start], &says[own.place.end..]);
        if before.trim().is_empty() && after.trim().is_empty() {
            continue;
        }
        for passage in passages {
            for other in numbers(passage.words) {
                let (left, right) = passage.words.split_at(other.place.start);
                let right = &right[other.place.len()..];
                let is_whole = left
                    .strip_suffix(before)
                    .is_some_and(|left| !left.ends_with(char::is_alphanumeric))
                    && right
                        .strip_prefix(after)
                        .is_some_and(|right| !right.starts_with(char::is_alphanumeric));
                if !is_whole || own.is_ordinal != other.is_ordinal {
                    continue;
                }
                let words = format!("{before}{}{after}", &passage.words[other.place.clone()]);
                if found.iter().all(|(known, _, _)| *known != words) {
                    found.push((words, own.clone(), other));
                }
            }
        }
    }
    let [(says, own, other)] = found.as_slice() else {
        return None;
    };
    let mut mends = vec![Mend::value(claim.says_span, says.as_str())];
    if let Some(is) = number_of(claim) {
        match plain(is) {
            Some(number) if number == own.number && number != other.number => {
                mends.push(Mend::value(is.span, other.number.to_string()));
            }
            _ => {
                let (low, high) = is.quantity.bounds();
                if !(low..=high).contains(&f64::from(other.number)) {
                    mends.clear();
                }
            }
        }
    }
    // Of what a source says, nobody here can tell which of the two it was.
    if !claim.reported_by.is_empty() {
        mends.clear();
    }
    Some(Drifted {
        says: says.clone(),
        mends,
    })
}

/// Puts another number in the sentence of a claim, in its words and in what it asserts; nothing where that
/// would take more than to exchange one word.
pub(super) fn renumbered(claim: &Claim, number: u32, passages: &[Passage]) -> Vec<Mend> {
    let says = single_blanks(&claim.says);
    let wants_ordinal = matches!(claim.asserts, Assertion::Ordinal { .. });
    let Some((is, old)) = number_of(claim).and_then(|is| Some((is, plain(is)?))) else {
        return Vec::new();
    };
    let mut said = counts(&says).into_iter().filter(|it| it.number == old);
    let (Some(own), None) = (said.next(), said.next()) else {
        return Vec::new();
    };
    // "One launch" and "no launches" are other sentences, and so is "an eighth" beside "a seventh".
    let is_plural = own.number > 1 && number > 1;
    let before = says[..own.place.start].split_whitespace().next_back();
    let has_article = before.is_some_and(|word| matches!(word, "a" | "an" | "A" | "An"));
    if own.is_ordinal != wants_ordinal || has_article || !(wants_ordinal && number > 0 || is_plural)
    {
        return Vec::new();
    }
    let mut places = passages.iter().flat_map(|passage| {
        let places = passage.words.match_indices(says.as_str());
        places.map(move |(at, _)| (passage, at))
    });
    let (Some((passage, at)), None) = (places.next(), places.next()) else {
        return Vec::new();
    };
    let old = &says[own.place.clone()];
    let new = spoken_like(old, number, own.is_ordinal);
    let place: Range<usize> = at + own.place.start..at + own.place.end;
    let mut words = says.clone();
    words.replace_range(own.place.clone(), &new);
    vec![
        Mend::words(passage.span(&place), old, new),
        Mend::value(claim.says_span, words),
        Mend::value(is.span, number.to_string()),
    ]
}

/// Returns the numbers that the words of a claim say, but for years.
pub(super) fn counts(says: &str) -> Vec<Spoken> {
    let is_year = |it: &Spoken| it.place.len() == 4 && (1800..2200).contains(&it.number);
    let mut numbers = numbers(says);
    numbers.retain(|it| !is_year(it));
    numbers
}

/// Returns the number that a claim asserts, if it is a single one.
pub(super) fn plain(is: &Number) -> Option<u32> {
    let quantity = &is.quantity;
    let exact = quantity.hedge == Hedge::Exact && quantity.high.is_none();
    let whole = exact && quantity.low.fract() == 0.0 && quantity.low <= f64::from(u32::MAX);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is whole and within bounds"
    )]
    whole.then_some(quantity.low as u32)
}

/// Returns the words of a claim as texts have them.
pub(super) fn single_blanks(says: &str) -> String {
    let words: Vec<&str> = says.split_whitespace().collect();
    words.join(" ")
}
