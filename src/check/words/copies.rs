//! Runs of words that a text shares with a source text.
//!
//! A run is as long as it goes on in the source; quotations of more than a term are left out, since
//! they must be registered or cited anyway, and so are code and the names of other entries.

use std::ops::Range;

use super::Setting;
use super::passages::{Passage, overlap};
use super::wording::Wording;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::fingerprints::{Hit, Unit, Units};

/// A run that is being followed: the units of the text, and where its last part may stand in sources.
struct Run {
    units: Range<usize>,
    at: Vec<Hit>,
}

/// Reports what the texts of an entry share with source texts.
pub(super) fn look(passages: &[Passage], setting: &Setting, diagnostics: &mut Diagnostics) {
    let fingerprints = &setting.fingerprints;
    if fingerprints.is_empty() {
        return;
    }
    for passage in passages {
        let exempt = exempt(passage);
        let units = Units::of(passage.words);
        let mut open: Option<Run> = None;
        for (run, number) in units.runs() {
            let of = &units.units()[run.clone()];
            let place = place(of);
            let is_exempt = exempt.iter().any(|exempt| overlap(exempt, &place));
            let hits: Vec<Hit> = if is_exempt {
                Vec::new()
            } else {
                fingerprints.find(number).collect()
            };
            if let Some(going) = &mut open {
                let next = going.at.iter().map(|hit| Hit {
                    run: hit.run + 1,
                    ..*hit
                });
                let next: Vec<Hit> = next.filter(|next| hits.contains(next)).collect();
                if !next.is_empty() {
                    going.units.end = run.end;
                    going.at = next;
                    continue;
                }
            }
            let begins = (!hits.is_empty()).then_some(Run {
                units: run,
                at: hits,
            });
            if let Some(run) = std::mem::replace(&mut open, begins) {
                report(&run, passage, &units, setting, diagnostics);
            }
        }
        if let Some(run) = open {
            report(&run, passage, &units, setting, diagnostics);
        }
    }
}

fn exempt(passage: &Passage) -> Vec<Range<usize>> {
    let quoted = passage.quoted.iter();
    let quoted = quoted.filter(|it| Wording::of(&passage.words[it.words.clone()]).is_long());
    let mut exempt: Vec<Range<usize>> = quoted.map(|it| it.words.clone()).collect();
    exempt.extend(passage.silent.iter().cloned());
    exempt
}

fn place(units: &[Unit]) -> Range<usize> {
    let start = units.first().map_or(0, |unit| unit.place.start);
    start..units.last().map_or(start, |unit| unit.place.end)
}

fn report(
    run: &Run,
    passage: &Passage,
    units: &Units,
    setting: &Setting,
    diagnostics: &mut Diagnostics,
) {
    let shared = &units.units()[run.units.clone()];
    let number = shared.len();
    let characters = shared.iter().filter(|unit| unit.is_character).count();
    let what = match characters {
        0 => "words",
        all if all == number => "characters",
        _ => "words and characters",
    };
    let Some(Hit { material, .. }) = run.at.first() else {
        return;
    };
    let name = setting.fingerprints.name(*material);
    let citation = if setting.is_source[*material] {
        format!("[@{name}]")
    } else {
        "[@key]".to_owned()
    };
    diagnostics.push(
        Diagnostic::new(
            Code::CopiedRun,
            passage.span(&place(shared)),
            format!("{number} {what} in a row are those of `{name}`"),
        )
        .help(format!(
            "say it in words of your own; where the wording matters, quote it and name the source: “…” {citation}"
        )),
    );
}
