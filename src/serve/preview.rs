//! What a preview shows now: the newest state of the site that can be shown, and what is wrong.
//!
//! [`Builder`] reads the site and puts a new state in place of the old one; [`Preview`] answers from
//! it. A state with mistakes is not shown; the one before it stays.

use std::sync::{Arc, OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use tokio::sync::watch;

use super::check::Checker;
use super::{Count, News};
use crate::diagnostics::{Diagnostics, print};
use crate::load::{Changes, Inputs, NotASite};
use crate::output::{Content, Output};
use crate::pipeline::{self, Memory, Options, Prepared};
use crate::render::{self, Making};
use crate::search::FOLDER;
use crate::text::Texts;

/// Hears what happens.
pub(super) type Tell = Arc<dyn Fn(News) + Send + Sync>;

/// What is shown.
#[derive(Default)]
struct State {
    /// The newest state of the site without mistakes in its content.
    newest: Option<Arc<Shown>>,
    /// The newest state of which every page is known to come out.
    proven: Option<Arc<Shown>>,
    /// What is wrong, in words.
    faults: Option<Arc<str>>,
    /// Counts the changes of files that pages only point at.
    assets: u64,
}

/// One state of the site.
pub(super) struct Shown {
    /// What its pages are made from.
    pub(super) making: Making,
    files: OnceLock<Vec<Output>>,
    /// The index of the search, made when a page asks for it.
    index: OnceLock<Vec<Output>>,
}

impl Shown {
    fn new(making: Making) -> Self {
        Self {
            making,
            files: OnceLock::new(),
            index: OnceLock::new(),
        }
    }

    /// Returns the file at an address that no template makes.
    pub(super) fn file(&self, address: &str) -> Option<&Content> {
        let sorted = |mut files: Vec<Output>| {
            files.sort_by(|left, right| left.path.cmp(&right.path));
            files
        };
        let files = if address
            .strip_prefix(FOLDER)
            .is_some_and(|rest| rest.starts_with('/'))
        {
            self.index
                .get_or_init(|| sorted(render::index(&self.making)))
        } else {
            self.files
                .get_or_init(|| sorted(render::files(&self.making)))
        };
        let found = files.binary_search_by(|file| file.path.as_str().cmp(address));
        found.ok().map(|place| &files[place].content)
    }
}

/// Answers what is shown.
pub(super) struct Preview {
    state: RwLock<State>,
    /// Counts the changes of the state, for those who wait for the next one.
    changed: watch::Sender<u64>,
}

impl Preview {
    /// Reads a site for the first time; returns what shows it, and what keeps it up to date.
    pub(super) fn open(options: Options, tell: Tell) -> Result<(Arc<Self>, Builder), NotASite> {
        let preview = Arc::new(Self {
            state: RwLock::default(),
            changed: watch::Sender::new(0),
        });
        let checker = Checker::new(Arc::clone(&preview), Arc::clone(&tell));
        let mut builder = Builder {
            options,
            memory: Memory::default(),
            preview: Arc::clone(&preview),
            checker,
            tell,
            withheld: None,
        };
        let prepared =
            pipeline::prepare_again(&builder.options, &mut builder.memory, &Changes::Unknown)?;
        builder.take(prepared, Assets::Same);
        builder.show_faults();
        Ok((preview, builder))
    }

    /// Returns the path of the site's first page.
    pub(super) fn base(&self) -> String {
        let state = self.state();
        let shown = state.newest.as_ref();
        shown.map_or_else(
            || "/".to_owned(),
            |shown| render::base_path(shown.making.site()),
        )
    }

    /// Returns the states of the site that can be shown, the newest first.
    pub(super) fn shown(&self) -> [Option<Arc<Shown>>; 2] {
        let state = self.state();
        [state.newest.clone(), state.proven.clone()]
    }

    /// Returns what is wrong.
    pub(super) fn faults(&self) -> Option<Arc<str>> {
        self.state().faults.clone()
    }

    /// Returns a word that changes when the page at an address would look different.
    pub(super) fn look(&self, address: &str) -> String {
        let (newest, assets) = {
            let state = self.state();
            (state.newest.clone(), state.assets)
        };
        let digest = newest.and_then(|shown| render::page_digest(&shown.making, address));
        match digest {
            Some(digest) => format!("{digest}.{assets}"),
            // Another file, or no page yet: it may be one after any change.
            None => format!("{}.{assets}", *self.changed.borrow()),
        }
    }

    /// Waits for changes of the state.
    pub(super) fn subscribe(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }

    /// Notes that every page of a state comes out.
    pub(super) fn prove(&self, shown: &Arc<Shown>) {
        self.change().proven = Some(Arc::clone(shown));
    }

    /// Shows what is wrong, or that nothing is.
    pub(super) fn set_faults(&self, faults: Option<String>) {
        self.change().faults = faults.map(Arc::from);
        self.changed.send_modify(|number| *number += 1);
    }

    fn show(&self, shown: Arc<Shown>, assets: Assets) {
        let mut state = self.change();
        let before = state.newest.replace(shown);
        // Until the first state is known to come out, one that may have is better than nothing.
        if state.proven.is_none() {
            state.proven = before;
        }
        state.faults = None;
        if assets == Assets::Changed {
            state.assets += 1;
        }
        drop(state);
        self.changed.send_modify(|number| *number += 1);
    }

    // No change is left half done by a panic.
    fn state(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether files that pages only point at, such as pictures, may have changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Assets {
    Changed,
    Same,
}

/// A state that is not shown because of what is wrong in it.
enum Withheld {
    Faulty(Arc<Inputs>, Diagnostics, Count),
    NoSite(NotASite),
}

/// Reads the site again and again.
pub(super) struct Builder {
    options: Options,
    memory: Memory,
    preview: Arc<Preview>,
    checker: Checker,
    tell: Tell,
    withheld: Option<Withheld>,
}

impl Builder {
    /// Stops whatever still goes on with an earlier state.
    pub(super) fn pause(&self) {
        self.checker.stop();
    }

    /// Reads what changed, and shows it unless something is wrong.
    pub(super) fn read(&mut self, changes: &Changes) {
        let assets = touches_assets(changes);
        match pipeline::prepare_again(&self.options, &mut self.memory, changes) {
            Ok(prepared) => self.take(prepared, assets),
            Err(error) => self.withheld = Some(Withheld::NoSite(error)),
        }
    }

    /// Tells whether something is wrong that is not shown yet.
    pub(super) fn withholds(&self) -> bool {
        self.withheld.is_some()
    }

    /// Shows what is wrong.
    pub(super) fn show_faults(&mut self) {
        match self.withheld.take() {
            Some(Withheld::Faulty(inputs, diagnostics, count)) => {
                (self.tell)(News::Read(&inputs, &diagnostics, count));
                let words = words(&diagnostics, &inputs.texts);
                self.preview.set_faults(Some(words));
            }
            Some(Withheld::NoSite(error)) => {
                (self.tell)(News::NoSite(&error));
                self.preview.set_faults(Some(error.to_string()));
            }
            None => {}
        }
    }

    /// Shows a state, or withholds it with what is wrong.
    fn take(&mut self, prepared: Prepared, assets: Assets) {
        self.withheld = None;
        let count = Count::of(&prepared.site);
        match prepared.making() {
            Some(making) if !prepared.diagnostics.has_errors() => {
                let shown = Arc::new(Shown::new(making));
                self.preview.show(Arc::clone(&shown), assets);
                self.checker.check(shown);
                (self.tell)(News::Read(&prepared.inputs, &prepared.diagnostics, count));
            }
            _ => {
                let Prepared {
                    inputs,
                    diagnostics,
                    ..
                } = prepared;
                self.withheld = Some(Withheld::Faulty(inputs, diagnostics, count));
            }
        }
    }
}

/// Writes diagnostics in words, without colours.
pub(super) fn words(diagnostics: &Diagnostics, texts: &Texts) -> String {
    let mut plain = anstream::StripStream::new(Vec::new());
    // Writing to memory cannot fail.
    let _ = print::print(diagnostics, texts, &mut plain);
    String::from_utf8_lossy(&plain.into_inner()).into_owned()
}

/// Tells whether a change may be of a file that pages only point at.
fn touches_assets(changes: &Changes) -> Assets {
    let is_text = |path: &String| {
        path.ends_with(".md") || path.ends_with(".yaml") || path.starts_with("templates/")
    };
    match changes {
        Changes::Files(paths) if paths.iter().all(is_text) => Assets::Same,
        Changes::Files(_) | Changes::Unknown => Assets::Changed,
    }
}
