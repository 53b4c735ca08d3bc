//! Everything that a build does but writing: what it would find, and what was looked at.
//!
//! The pages are made in memory and thrown away, so that a template that fails is found here too. A
//! later check of the same site makes only the pages again that something has changed in.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::{Memory, Options, prepare_again};
use crate::check::{Checked, checked};
use crate::diagnostics::Diagnostics;
use crate::digest::Digest;
use crate::load::{Changes, Inputs, NotASite};
use crate::output::Output;
use crate::render;

/// What one check leaves to the next of the same site.
#[derive(Debug, Default)]
pub struct Checking {
    memory: Memory,
    /// What the pages were made from that came out; `None` where no other check follows.
    made: Option<Mutex<HashMap<String, Digest>>>,
}

impl Checking {
    /// Begins checks of which each leaves to the next what it found out.
    #[must_use]
    pub fn repeated() -> Self {
        Self {
            made: Some(Mutex::default()),
            ..Self::default()
        }
    }
}

/// What a check found.
#[derive(Debug)]
pub struct Findings {
    /// What was read; its texts are for printing the diagnostics.
    pub inputs: Arc<Inputs>,
    /// What was found wrong or odd.
    pub diagnostics: Diagnostics,
    /// What was looked at.
    pub checked: Checked,
    /// The drafts that are not part of the site.
    pub drafts_left_out: usize,
}

/// Checks a site, after an earlier check only what changed since, and counts the pages as they are
/// made.
///
/// # Errors
///
/// Fails only if the folder holds no site.
pub fn check(
    options: &Options,
    known: &mut Checking,
    changes: &Changes,
    finished: &AtomicUsize,
) -> Result<Findings, NotASite> {
    let prepared = prepare_again(options, &mut known.memory, changes)?;
    let mut diagnostics = prepared.diagnostics.clone();
    if let Some(making) = prepared.making() {
        let count = || finished.fetch_add(1, Ordering::Relaxed);
        match &known.made {
            Some(made) if !diagnostics.has_errors() => {
                let made = || made.lock().unwrap_or_else(PoisonError::into_inner);
                let is_known = |address: &str, digest| Ok(made().get(address) == Some(&digest));
                let put = |page: Output, digest| {
                    count();
                    made().insert(page.path, digest);
                    Ok(())
                };
                let done = render::pages(&making, &mut diagnostics, &is_known, &put);
                done.unwrap_or_else(|never: Infallible| match never {});
            }
            _ => render::check(&making, &mut diagnostics, &|_| {
                count();
            }),
        }
    }
    Ok(Findings {
        checked: checked(&prepared.site, &prepared.inputs),
        inputs: prepared.inputs,
        diagnostics,
        drafts_left_out: prepared.drafts_left_out,
    })
}
