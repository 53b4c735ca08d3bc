//! Statements checked against the record: how many, the so-manieth, the first since, the largest.
//!
//! In: the resolved [`Site`] with the claims of its entries, its rules of counting and its coverage.
//! Out: [`Claims`], a verdict for each. Three things keep a verdict from being plain: dates and values
//! that are not known leave it *possible*, a period for which the record is not declared to be complete
//! makes it *not checkable*, and words that a source reports are never an error.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::model::claims::{Assertion, Claim};
use crate::resolve::{EntryId, Site};
use crate::rules::Unit;

mod asked;
mod covered;
mod dates;
mod evidence;
mod function;
mod judging;
mod members;
mod offices;
mod order;
mod record;
mod request;
mod selection;
mod spoken;
mod tally;
mod written;

pub use asked::Asked;
pub use evidence::{Evidence, Otherwise};
pub use function::Function;
pub use request::{Answer, Request};
pub use spoken::{Spoken, cardinal_word, number, numbers, ordinal_word, spoken_like};
pub use tally::Tally;

use evidence::Depth;
use selection::{Question, Selections};

/// What the record says of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It is so.
    Confirmed,
    /// It may be so: a date or value on which it depends is not known, or disputed.
    Possible,
    /// The record is not declared to be complete for what is claimed.
    NotCheckable,
    /// It is not so.
    Contradicted,
}

impl Verdict {
    /// Every verdict, from the best.
    pub const ALL: [Self; 4] = [
        Self::Confirmed,
        Self::Possible,
        Self::NotCheckable,
        Self::Contradicted,
    ];

    /// Returns the word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Possible => "possible",
            Self::NotCheckable => "not checkable",
            Self::Contradicted => "contradicted",
        }
    }
}

/// A claim with its verdict.
#[derive(Debug, Clone)]
pub struct Judged {
    /// The entry that makes it.
    pub entry: EntryId,
    /// Its place among the claims of that entry.
    pub number: usize,
    /// The verdict.
    pub verdict: Verdict,
    /// The number that the record gives, if it is about one.
    pub computed: Option<Tally>,
    /// The event on which it turns: the one before, the one that reaches as far.
    pub witness: Option<EntryId>,
    /// Why it is not confirmed, in words that follow a colon; nothing where the number says it.
    pub reason: Option<String>,
}

impl Judged {
    /// Returns the claim.
    #[must_use]
    pub fn claim<'a>(&self, site: &'a Site) -> &'a Claim {
        &site.entry(self.entry).claims[self.number]
    }
}

/// The claims of a site with their verdicts.
#[derive(Debug, Default)]
pub struct Claims {
    /// The verdicts, by entry and in written order.
    pub judged: Vec<Judged>,
    by_entry: HashMap<EntryId, std::ops::Range<usize>>,
    selections: Selections,
}

impl Claims {
    /// Judges every claim of a site.
    #[must_use]
    pub fn judge(site: &Site) -> Self {
        let all: Vec<(EntryId, usize, &Claim)> = site
            .ids()
            .zip(&site.entries)
            .flat_map(|(id, entry)| {
                let claims = entry.claims.iter().enumerate();
                claims.map(move |(number, claim)| (id, number, claim))
            })
            .collect();
        let mut questions = Vec::new();
        for (_, _, claim) in &all {
            if let Some(set) = claim.set() {
                let unit = unit_of(claim, site);
                questions.push(Question::new(&set.filter, unit));
            }
        }
        let selections = Selections::new(&questions, site);
        let judged: Vec<Judged> = all
            .par_iter()
            .map(|(id, number, claim)| judging::judge(*id, *number, claim, &selections, site))
            .collect();
        let mut by_entry: HashMap<EntryId, std::ops::Range<usize>> = HashMap::new();
        for (place, judged) in judged.iter().enumerate() {
            let range = by_entry.entry(judged.entry).or_insert(place..place);
            range.end = place + 1;
        }
        Self {
            judged,
            by_entry,
            selections,
        }
    }

    /// Returns the claims of an entry, in written order.
    #[must_use]
    pub fn of(&self, id: EntryId) -> &[Judged] {
        let range = self.by_entry.get(&id).cloned();
        range.map_or(&[], |range| &self.judged[range])
    }

    /// Returns the events behind a claim.
    #[must_use]
    pub fn evidence(&self, judged: &Judged, site: &Site) -> Evidence {
        evidence::evidence(judged, Depth::Whole, &self.selections, site)
    }

    /// Returns the events that were counted for a claim, and those that perhaps belong; nothing else.
    #[must_use]
    pub fn counted(&self, judged: &Judged, site: &Site) -> Evidence {
        evidence::evidence(judged, Depth::Counted, &self.selections, site)
    }
}

/// Returns the rule by which a claim counts: the one it names, or the first for its kind.
#[must_use]
pub fn unit_of<'a>(claim: &Claim, site: &'a Site) -> Option<&'a Unit> {
    let counts = matches!(
        claim.asserts,
        Assertion::Count { .. } | Assertion::Ordinal { .. }
    );
    let kind = claim.set()?.filter.kind;
    match &claim.unit {
        Some(named) => site.rules.unit(&named.written, kind),
        None if counts => site.rules.usual(kind),
        None => None,
    }
}
