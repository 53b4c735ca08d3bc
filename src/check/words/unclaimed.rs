//! Counts, places in a row and firsts that no claim of their entry holds against the record.
//!
//! In: the texts of an entry. What the entry's own fields, a citation or quotation marks answer for is
//! left alone.

use std::ops::Range;

use super::passages::{Passage, overlap};
use super::proposed;
use super::sentence::{Word, words};
use super::statements::{Nouns, Phrase, States, find, may_state};
use crate::claims::numbers;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::claims::{Assertion, Claim};
use crate::model::{Entry, Item, Value};
use crate::schema::{Kind, KindId};

/// Reports what no claim covers; `drifted` are the words of claims that the text says with another number.
pub(super) fn look(
    entry: &Entry,
    kind: &Kind,
    passages: &[Passage],
    drifted: &[(usize, String)],
    nouns: &Nouns,
    diagnostics: &mut Diagnostics,
) {
    if nouns.kinds.is_empty() {
        return;
    }
    let mut own = None;
    for passage in passages.iter().filter(|passage| !passage.sourced) {
        for sentence in &passage.sentences {
            if !may_state(&passage.words[sentence.clone()]) {
                continue;
            }
            let words = words(passage.words, sentence);
            for phrase in find(passage.words, &words, nouns, entry.kind) {
                let place =
                    words[phrase.words.start].place.start..words[phrase.words.end].place.end;
                let quoted = passage.quoted.iter().any(|it| overlap(&it.place, &place));
                if quoted
                    || passage.is_silent(&place)
                    || passage.is_cited(&place)
                    || own
                        .get_or_insert_with(|| Own::of(entry))
                        .answers(&phrase, entry.kind)
                    || entry.claims.iter().enumerate().any(|(number, claim)| {
                        let mut drifted = drifted.iter();
                        let drifted = drifted.find(|(of, _)| *of == number);
                        let says = drifted.map_or(&claim.says, |(_, says)| says);
                        covers(claim, says, &phrase, passage, &place)
                    })
                {
                    continue;
                }
                report(entry, kind, passage, &words, &phrase, nouns, diagnostics);
            }
        }
    }
}

fn report(
    entry: &Entry,
    kind: &Kind,
    passage: &Passage,
    words: &[Word],
    phrase: &Phrase,
    nouns: &Nouns,
    diagnostics: &mut Diagnostics,
) {
    let place = words[phrase.words.start].place.start..words[phrase.words.end].place.end;
    let written = &passage.words[place.clone()];
    let proposal = proposed::claim(entry, kind, passage.words, words, phrase, nouns);
    let found = Diagnostic::new(
        Code::UncheckedStatement,
        passage.span(&place),
        format!("no claim holds `{written}` against the record"),
    );
    diagnostics.push(found.help(proposal.help()).mend(proposal.mend(entry)));
}

/// Tells whether a claim is about a phrase: it lies in its words, or the claim's words say the same
/// number of the same kind elsewhere in the entry.
fn covers(
    claim: &Claim,
    says: &str,
    phrase: &Phrase,
    passage: &Passage,
    place: &Range<usize>,
) -> bool {
    let mut from = 0;
    while let Some(start) = passage.words[from..].find(says) {
        let start = from + start;
        if overlap(&(start..start + says.len()), place) {
            return true;
        }
        from = start + says.len().max(1);
    }
    let same_kind = claim
        .set()
        .is_some_and(|set| set.filter.kind == phrase.kind);
    let says = |number, is_ordinal| {
        let mut numbers = numbers(says).into_iter();
        same_kind && numbers.any(|it| it.number == number && it.is_ordinal == is_ordinal)
    };
    match phrase.states {
        States::Count(number) => says(number, false),
        States::Ordinal(number) | States::Time(number) => says(number, true),
        States::Since => matches!(
            claim.asserts,
            Assertion::FirstSince { .. } | Assertion::LastBefore { .. } | Assertion::Record { .. }
        ),
        States::Only => matches!(claim.asserts, Assertion::Count { .. }) && same_kind,
        States::Record => matches!(claim.asserts, Assertion::Record { .. }),
    }
}

/// The numbers of an entry's own fields.
#[derive(Debug, Default)]
struct Own {
    numbers: Vec<(f64, f64)>,
    /// The largest sum of the numbers of one list.
    most: f64,
}

impl Own {
    fn of(entry: &Entry) -> Self {
        let mut own = Self::default();
        for item in entry.fields.iter().flatten() {
            let sum = own.add(item);
            own.most = own.most.max(sum);
        }
        own
    }

    /// Adds the numbers of a value; returns the sum of the whole numbers.
    fn add(&mut self, item: &Item) -> f64 {
        match &item.value {
            Value::Integer(number) => {
                #[expect(clippy::cast_precision_loss, reason = "numbers in prose are small")]
                let number = *number as f64;
                self.numbers.push((number, number));
                number
            }
            Value::Quantity(quantity) => {
                self.numbers.push(quantity.bounds());
                quantity.bounds().0
            }
            Value::List(items) => {
                #[expect(clippy::cast_precision_loss, reason = "lists are short")]
                let length = items.len() as f64;
                self.numbers.push((length, length));
                items.iter().map(|item| self.add(item)).sum()
            }
            Value::Facts(facts) => {
                let sums = facts.iter().map(|fact| self.add(&fact.item));
                sums.fold(0.0, f64::max)
            }
            Value::Group(items) => {
                let items = items.iter().flatten();
                items.map(|item| self.add(item)).fold(0.0, f64::max)
            }
            _ => 0.0,
        }
    }

    /// Tells whether the number of a phrase is one of them; an entry is one of its kind, whatever its
    /// fields say.
    fn answers(&self, phrase: &Phrase, kind: KindId) -> bool {
        let (States::Count(number) | States::Ordinal(number)) = phrase.states else {
            return false;
        };
        if phrase.kind != kind || phrase.names_it {
            return false;
        }
        let number = f64::from(number);
        let mut numbers = self.numbers.iter();
        number <= self.most || numbers.any(|(low, high)| *low <= number && number <= *high)
    }
}
