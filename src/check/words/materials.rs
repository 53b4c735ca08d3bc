//! The source texts at hand and the file of their fingerprints.
//!
//! In: what was read. Out: the fingerprints to look for, and a warning where the file does not say
//! what the texts at hand say.

use std::sync::Arc;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::fingerprints::{self, Fingerprints, Material};
use crate::load::{FINGERPRINTS, Inputs};
use crate::text::{Span, Text};

const HELP: &str = "run `briefbook check --fingerprints`, and commit the file with the change";

/// A text with the name that it was given.
type Named = (String, Arc<Text>);

/// What an earlier run made of the same texts.
#[derive(Debug, Default)]
pub(in crate::check) struct Known {
    texts: Vec<Named>,
    fingerprints: Arc<Fingerprints>,
    found: Diagnostics,
}

/// Returns the fingerprints of the texts at hand, and of those that the file alone knows; those of an
/// earlier run where the texts are the same.
pub(in crate::check) fn fingerprints(
    inputs: &Inputs,
    earlier: &mut Known,
    diagnostics: &mut Diagnostics,
) -> Arc<Fingerprints> {
    let materials = &inputs.materials;
    let names = materials
        .texts
        .iter()
        .map(|(name, text)| (name.as_str(), *text));
    let file = materials.fingerprints.map(|text| (FINGERPRINTS, text));
    let texts = names.chain(file).filter_map(|(name, text)| {
        let text = inputs.texts.share(text)?;
        Some((name.to_owned(), Arc::clone(text)))
    });
    let texts: Vec<Named> = texts.collect();
    let same = |(one, other): (&Named, &Named)| one.0 == other.0 && Arc::ptr_eq(&one.1, &other.1);
    let all_same = earlier.texts.len() == texts.len() && earlier.texts.iter().zip(&texts).all(same);
    if !all_same {
        let mut found = Diagnostics::default();
        let fingerprints = Arc::new(gather(inputs, &mut found));
        *earlier = Known {
            texts,
            fingerprints,
            found,
        };
    }
    diagnostics.append(earlier.found.clone());
    Arc::clone(&earlier.fingerprints)
}

fn gather(inputs: &Inputs, diagnostics: &mut Diagnostics) -> Fingerprints {
    let materials = &inputs.materials;
    let at_hand = at_hand(inputs);
    let Some(file) = materials.fingerprints else {
        if let Some((_, text)) = materials.texts.first() {
            diagnostics.push(
                Diagnostic::new(
                    Code::StaleFingerprints,
                    Span::new(*text, 0, 0),
                    format!("there is no `{FINGERPRINTS}` for the source texts in this folder"),
                )
                .help(HELP),
            );
        }
        return Fingerprints::new(at_hand);
    };
    let content = &inputs.texts.get(file).content;
    let (known, fault) = fingerprints::read(content);
    if let Some(place) = fault {
        diagnostics.push(
            Diagnostic::new(
                Code::StaleFingerprints,
                Span::new(file, place.start, place.end),
                "this line of fingerprints cannot be read",
            )
            .help(HELP),
        );
    } else {
        for (material, (_, text)) in at_hand.iter().zip(&materials.texts) {
            let message = match known.iter().find(|it| it.name == material.name) {
                Some(known) if known == material => continue,
                Some(_) => format!(
                    "the fingerprints of `{}` are those of another text",
                    material.name
                ),
                None => format!(
                    "`{FINGERPRINTS}` has no fingerprints of `{}`",
                    material.name
                ),
            };
            let place = Span::new(*text, 0, 0);
            diagnostics.push(Diagnostic::new(Code::StaleFingerprints, place, message).help(HELP));
        }
    }
    Fingerprints::new(fingerprints::merge(known, &at_hand))
}

/// Takes the fingerprints of the texts at hand.
pub(in crate::check) fn at_hand(inputs: &Inputs) -> Vec<Material> {
    let texts = inputs.materials.texts.iter();
    texts
        .map(|(name, text)| Material::of(name, &inputs.texts.get(*text).content))
        .collect()
}

/// Returns what the file of fingerprints should hold.
pub(in crate::check) fn file(inputs: &Inputs) -> String {
    let known = inputs.materials.fingerprints.map(|file| {
        let content = &inputs.texts.get(file).content;
        fingerprints::read(content).0
    });
    fingerprints::write(&fingerprints::merge(
        known.unwrap_or_default(),
        &at_hand(inputs),
    ))
}
