//! Makes all pages in the background, to tell of templates that fail on pages nobody has open.
//!
//! A page that came out once is not made again until something that it is made from has changed. The
//! next change of the disk stops the check of a state.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};

use super::preview::{Preview, Shown, Tell, words};
use super::{Count, News};
use crate::diagnostics::Diagnostics;
use crate::digest::Digest;
use crate::output::Output;
use crate::render;

/// A state to be checked, with the turn that it was given.
type Job = (u64, Arc<Shown>);

/// Gives states to the thread that checks them.
pub(super) struct Checker {
    turn: Arc<AtomicU64>,
    jobs: Sender<Job>,
}

impl Checker {
    /// Starts the thread; it ends with this value.
    pub(super) fn new(preview: Arc<Preview>, tell: Tell) -> Self {
        let turn = Arc::new(AtomicU64::new(0));
        let (jobs, waiting) = mpsc::channel();
        let current = Arc::clone(&turn);
        std::thread::spawn(move || check_all(&waiting, &current, &preview, &tell));
        Self { turn, jobs }
    }

    /// Stops what is under way.
    pub(super) fn stop(&self) {
        self.turn.fetch_add(1, Ordering::Relaxed);
    }

    /// Checks a state instead of the one before it.
    pub(super) fn check(&self, shown: Arc<Shown>) {
        let turn = self.turn.fetch_add(1, Ordering::Relaxed) + 1;
        // The thread ends only with this value.
        let _ = self.jobs.send((turn, shown));
    }
}

fn check_all(jobs: &Receiver<Job>, current: &AtomicU64, preview: &Preview, tell: &Tell) {
    let known: Mutex<HashMap<String, Digest>> = Mutex::default();
    let known = || known.lock().unwrap_or_else(PoisonError::into_inner);
    while let Ok((turn, shown)) = jobs.recv() {
        let stopped = || current.load(Ordering::Relaxed) != turn;
        let mut diagnostics = Diagnostics::default();
        let go_on = || if stopped() { Err(Stopped) } else { Ok(()) };
        let is_known = |address: &str, digest| -> Result<bool, Stopped> {
            go_on()?;
            Ok(known().get(address) == Some(&digest))
        };
        let put = |page: Output, digest| -> Result<(), Stopped> {
            known().insert(page.path, digest);
            go_on()
        };
        let done = render::pages(&shown.making, &mut diagnostics, &is_known, &put);
        if done.is_err() || stopped() {
            continue;
        }
        if !diagnostics.has_errors() {
            preview.prove(&shown);
            continue;
        }
        let inputs = shown.making.inputs();
        let count = Count::of(shown.making.site());
        tell(News::Read(inputs, &diagnostics, count));
        preview.set_faults(Some(words(&diagnostics, &inputs.texts)));
    }
}

/// The disk has changed; there is a newer state to check.
struct Stopped;
