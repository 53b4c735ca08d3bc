//! Applies the mends that diagnostics propose, one after the other, as somebody agrees to each.
//!
//! In: what to check, and who is asked. Out: what a last check found. A round checks the site, offers
//! each mend and writes those agreed to; mends that overlap wait for the next round. Files outside the
//! site's folder, such as the templates inside the program, are never touched.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use crate::diagnostics::{Code, Replacement};
use crate::edit::{Edit, Mending, Written, apply};
use crate::load::{Changes, Inputs};
use crate::pipeline::{self, Checking, Findings, Options};
use crate::scaffold::{Change, write_changes};
use crate::text::{Position, TextId};

/// The most rounds: what one mend makes possible, the next round finds.
const MOST_ROUNDS: usize = 10;

/// A mend that can be made.
#[derive(Debug, Clone)]
pub struct Offer {
    /// The file of the diagnostic.
    pub path: String,
    /// Where in it the diagnostic points.
    pub position: Position,
    /// Which mistake it is.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// What the mend changes.
    edits: Vec<(TextId, Edit)>,
    /// The texts in which that is.
    inputs: Arc<Inputs>,
}

impl Offer {
    /// Returns what the files hold after the mend, were it the only one.
    #[must_use]
    pub fn changes(&self) -> Vec<Change> {
        changes(std::slice::from_ref(self), &self.inputs)
    }

    /// Tells whether two mends cannot be made in one go.
    fn overlaps(&self, other: &Self) -> bool {
        let touches = |one: &Edit, other: &Edit| {
            one.range.start <= other.range.end && other.range.start <= one.range.end
        };
        self.edits.iter().any(|(text, edit)| {
            let mut others = other.edits.iter();
            others.any(|(other_text, other)| text == other_text && touches(edit, other))
        })
    }

    /// Returns what tells the same mend in another round.
    fn signature(&self) -> Signature {
        let texts = self.edits.iter().map(|(_, edit)| edit.new.text.clone());
        (
            self.path.clone(),
            self.code,
            self.message.clone(),
            texts.collect(),
        )
    }
}

type Signature = (String, Code, String, Vec<String>);

/// What is answered to an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Make it.
    Yes,
    /// Leave it.
    No,
    /// Make those agreed to, and ask no more.
    Quit,
}

/// What came of it.
#[derive(Debug)]
pub struct Mended {
    /// What the last check found.
    pub findings: Findings,
    /// How many mends were made.
    pub made: usize,
    /// The files that were changed.
    pub files: BTreeSet<String>,
    /// How many mends were offered and not made.
    pub left: usize,
}

/// Offers each mend and makes those agreed to, until there is nothing left to offer.
///
/// # Errors
///
/// Fails if the folder holds no site, or where a file cannot be written.
pub fn mend(
    options: &Options,
    choose: &mut dyn FnMut(&Offer) -> Answer,
) -> Result<Mended, Box<dyn Error>> {
    let mut made = 0;
    let mut files = BTreeSet::new();
    let mut left = 0;
    let mut offered: BTreeSet<Signature> = BTreeSet::new();
    let mut ended = false;
    for _ in 0..MOST_ROUNDS {
        let findings = check(options)?;
        let mut agreed: Vec<Offer> = Vec::new();
        let mut known = BTreeSet::new();
        for offer in offers(&findings) {
            let waits = agreed.iter().any(|other| other.overlaps(&offer));
            if waits || offered.contains(&offer.signature()) {
                continue;
            }
            known.insert(offer.signature());
            let answer = if ended { Answer::Quit } else { choose(&offer) };
            match answer {
                Answer::Yes => agreed.push(offer),
                Answer::No | Answer::Quit => left += 1,
            }
            ended |= answer == Answer::Quit;
        }
        if agreed.is_empty() {
            return Ok(Mended {
                findings,
                made,
                files,
                left,
            });
        }
        offered.append(&mut known);
        let changes = changes(&agreed, &findings.inputs);
        write_changes(&options.site, &changes)?;
        made += agreed.len();
        files.extend(changes.into_iter().map(|change| change.path));
    }
    Ok(Mended {
        findings: check(options)?,
        made,
        files,
        left,
    })
}

fn check(options: &Options) -> Result<Findings, Box<dyn Error>> {
    let nobody_counts = AtomicUsize::new(0);
    let mut first = Checking::default();
    Ok(pipeline::check(
        options,
        &mut first,
        &Changes::Unknown,
        &nobody_counts,
    )?)
}

/// Returns the mends that can be made, in the order of the diagnostics, each once.
#[must_use]
pub fn offers(findings: &Findings) -> Vec<Offer> {
    let inputs = &findings.inputs;
    let texts = &inputs.texts;
    let mut mending = Mending::new(texts);
    let mut offers: Vec<Offer> = Vec::new();
    let mut known: BTreeSet<Vec<(TextId, usize, usize, String)>> = BTreeSet::new();
    for found in findings.diagnostics.sorted(texts) {
        let replacements = mending.replacements(found);
        let is_ours = |it: &Replacement| inputs.is_on_disk(it.span.text);
        if replacements.is_empty() || !replacements.iter().all(is_ours) {
            continue;
        }
        let told = |it: &Replacement| {
            let (start, end) = (it.span.start as usize, it.span.end as usize);
            (it.span.text, start, end, it.text.clone())
        };
        // Two diagnostics may ask for the same.
        if !known.insert(replacements.iter().map(told).collect()) {
            continue;
        }
        let edits = replacements.into_iter().map(|it| {
            let mut new = Written::default();
            new.push(&it.text);
            let range = it.span.start as usize..it.span.end as usize;
            (it.span.text, Edit { range, new })
        });
        offers.push(Offer {
            path: texts.get(found.span.text).path.clone(),
            position: texts.position(found.span),
            code: found.code,
            message: found.message.clone(),
            edits: edits.collect(),
            inputs: Arc::clone(inputs),
        });
    }
    offers
}

/// Returns what the files hold after some mends, none of which overlap.
fn changes(offers: &[Offer], inputs: &Inputs) -> Vec<Change> {
    let mut by_text: BTreeMap<TextId, Vec<Edit>> = BTreeMap::new();
    for (text, edit) in offers.iter().flat_map(|offer| &offer.edits) {
        by_text.entry(*text).or_default().push(edit.clone());
    }
    let changed = by_text.into_iter().filter_map(|(id, edits)| {
        let text = inputs.texts.get(id);
        let after = apply(&text.content, edits)?.text;
        (after != text.content).then(|| Change {
            path: text.path.clone(),
            moved_from: None,
            before: Some(text.content.clone()),
            after,
        })
    });
    changed.collect()
}
