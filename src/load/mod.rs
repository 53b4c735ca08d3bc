//! Reads a site from disk, once, in parallel, and returns everything in memory.
//!
//! In: the site's folder and the files inside the binary. Out: [`Inputs`]. No other stage of a build
//! reads the disk, save that `emit` copies images. Faults of a file are diagnostics; the file is left
//! out and the rest goes on.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostics::Diagnostics;
use crate::embedded;
use crate::text::{Span, TextId, Texts};
use crate::yaml::{self, Node};

mod attachments;
mod bytes;
pub mod files;
mod forms;
mod last;
mod listing;
mod materials;
mod put;
mod texts;

pub use attachments::{ATTACHED, Attachment, is_attached};
pub use forms::{Form, Written};
pub use last::{Last, Pages, read_last};
pub use materials::{FINGERPRINTS, Materials};

use files::Found;
use forms::{folders_of_works, form_of, written};
use listing::Listing;
use texts::{Stamp, read_texts};

/// Everything that a build starts from.
#[derive(Debug, Clone)]
pub struct Inputs {
    /// Every text, for messages.
    pub texts: Texts,
    /// The text of `site.yaml`.
    pub site_file: TextId,
    /// The settings of `site.yaml`; `None` if it could not be read.
    pub config: Option<Node>,
    /// The kind files by name.
    pub kinds: Vec<(String, Node)>,
    /// The files of entries, by path.
    pub content: Vec<Written>,
    /// The other files of `content/`, by path from there.
    pub attachments: BTreeMap<String, Attachment>,
    /// The templates by name, each with its text.
    pub templates: Vec<(String, TextId)>,
    /// The files to be copied as they are, by address.
    pub statics: BTreeMap<String, Static>,
    /// The files of `content/_rules/`, each by its name without ending.
    pub rules: Vec<(String, Node)>,
    /// The text of `content/_published.txt`, if there is one.
    pub published: Option<TextId>,
    /// The private source texts and their fingerprints.
    pub materials: Materials,
    /// What the last publication said, if it is there.
    pub last: Option<Last>,
    /// Which files there were.
    listing: Arc<Listing>,
    /// What was read, by path, each with what tells whether it has changed since.
    read: HashMap<String, (TextId, Stamp)>,
}

impl Inputs {
    /// Tells whether a later run found the same kind files.
    #[must_use]
    pub fn same_kinds(&self, later: &Self) -> bool {
        let named = |(name, node): &(String, Node)| (name.clone(), node.span.text);
        let before = self.kinds.iter().map(named);
        self.same_texts(before, later, later.kinds.iter().map(named))
    }

    /// Tells whether a later run found the same kind files and templates.
    #[must_use]
    pub fn same_theme(&self, later: &Self) -> bool {
        let before = self.templates.iter().cloned();
        self.same_kinds(later) && self.same_texts(before, later, later.templates.iter().cloned())
    }

    /// Tells whether a text is that of a file of the site, not one inside the program.
    #[must_use]
    pub fn is_on_disk(&self, id: TextId) -> bool {
        let read = self.read.get(&self.texts.get(id).path);
        read.is_some_and(|(text, _)| *text == id)
    }

    fn same_texts(
        &self,
        before: impl Iterator<Item = (String, TextId)>,
        later: &Self,
        after: impl Iterator<Item = (String, TextId)>,
    ) -> bool {
        let address = |texts: &Texts, id| texts.share(id).map(Arc::as_ptr);
        before
            .map(|(name, id)| (name, id, address(&self.texts, id)))
            .eq(after.map(|(name, id)| (name, id, address(&later.texts, id))))
    }
}

/// What may have changed on disk since an earlier run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changes {
    /// At most the files of these paths from the site's folder.
    Files(BTreeSet<String>),
    /// Anything.
    Unknown,
}

/// A file that goes into the site as it is.
#[derive(Debug, Clone)]
pub enum Static {
    /// A file inside the binary.
    Embedded(&'static [u8]),
    /// A file of the site.
    Disk(PathBuf),
}

/// Why a folder cannot be read as a site at all.
#[derive(Debug)]
pub struct NotASite(PathBuf);

impl fmt::Display for NotASite {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "there is no site.yaml in {}\nhelp: go to the folder of your site, or name it with --site",
            self.0.display()
        )
    }
}

impl std::error::Error for NotASite {}

/// Reads the site in `root`; with what an earlier run has read, only what changed since.
///
/// # Errors
///
/// Fails only when `root` holds no `site.yaml`.
pub fn load(
    root: &Path,
    earlier: Option<(&Inputs, &Changes)>,
    diagnostics: &mut Diagnostics,
) -> Result<Inputs, NotASite> {
    let settings = root.join(SETTINGS);
    if !settings.is_file() {
        return Err(NotASite(root.to_owned()));
    }
    let mut texts = earlier.map_or_else(Texts::default, |(earlier, _)| earlier.texts.clone());
    let listing = listing::list(root, earlier, &mut texts, diagnostics);
    let mut inputs = Inputs {
        site_file: texts.next_id(),
        texts,
        config: None,
        kinds: Vec::new(),
        content: Vec::new(),
        attachments: BTreeMap::new(),
        templates: Vec::new(),
        statics: BTreeMap::new(),
        rules: Vec::new(),
        published: None,
        last: None,
        materials: Materials::default(),
        listing: Arc::clone(&listing),
        read: HashMap::new(),
    };
    if let Some(fault) = files::fault_of_path(root, &settings) {
        files::report_link(fault, SETTINGS, &mut inputs.texts, diagnostics);
    } else {
        read_settings(settings, earlier, &mut inputs, diagnostics);
    }
    let kinds = read_theme(&listing, earlier, &mut inputs, diagnostics);
    read_content(&listing.content, earlier, &mut inputs, diagnostics);
    materials::read(&listing.content, earlier, &mut inputs, diagnostics);
    read_rules(&listing.content, earlier, &mut inputs, diagnostics);
    if kinds == Kinds::Incomplete {
        // Entries of a kind that could not be read would all be reported as strays.
        inputs.published = None;
        inputs.content.clear();
    }
    Ok(inputs)
}

fn read_settings(
    disk: PathBuf,
    earlier: Option<(&Inputs, &Changes)>,
    inputs: &mut Inputs,
    diagnostics: &mut Diagnostics,
) {
    let path = SETTINGS.to_owned();
    let found = [Arc::new(Found { path, disk })];
    let texts = read_texts(&found, earlier, inputs, diagnostics);
    if let Some(text) = texts[0] {
        inputs.site_file = text;
        inputs.config = parse_whole(text, &inputs.texts, diagnostics);
    }
}

fn parse_whole(text: TextId, texts: &Texts, diagnostics: &mut Diagnostics) -> Option<Node> {
    let content = &texts.get(text).content;
    yaml::parse(content, Span::new(text, 0, content.len()), diagnostics)
}

/// Whether every kind file is YAML.
#[derive(PartialEq, Eq)]
enum Kinds {
    Complete,
    Incomplete,
}

/// Lays the site's own templates and static files over those inside the binary.
fn read_theme(
    listing: &Listing,
    earlier: Option<(&Inputs, &Changes)>,
    inputs: &mut Inputs,
    diagnostics: &mut Diagnostics,
) -> Kinds {
    let mut kinds = Kinds::Complete;
    let own: BTreeSet<&str> = listing
        .templates
        .iter()
        .map(|found| found.path.as_str())
        .collect();
    let mut texts: BTreeMap<String, TextId> = BTreeMap::new();
    for (path, bytes) in embedded::THEME {
        if let Some(address) = path.strip_prefix("static/") {
            inputs
                .statics
                .insert(address.to_owned(), Static::Embedded(bytes));
        } else if !own.contains(path) {
            texts.insert(
                (*path).to_owned(),
                embedded_text(path, bytes, earlier, inputs),
            );
        }
    }
    let read = read_texts(&listing.templates, earlier, inputs, diagnostics);
    for (path, text) in own.into_iter().zip(read) {
        if let Some(text) = text {
            texts.insert(path.to_owned(), text);
        }
    }
    for found in &listing.statics {
        let address = below(&found.path, "static/").to_owned();
        let disk = found.disk.clone();
        inputs.statics.insert(address, Static::Disk(disk));
    }
    for (path, text) in texts {
        let name = below(&path, "templates/");
        if let Some(kind) = name
            .strip_prefix("kinds/")
            .and_then(|name| name.strip_suffix(".yaml"))
        {
            match parse_whole(text, &inputs.texts, diagnostics) {
                Some(node) => inputs.kinds.push((kind.to_owned(), node)),
                None => kinds = Kinds::Incomplete,
            }
        } else {
            inputs.templates.push((name.to_owned(), text));
        }
    }
    kinds
}

/// Returns the text of a file inside the binary, the same in every run.
fn embedded_text(
    path: &str,
    bytes: &[u8],
    earlier: Option<(&Inputs, &Changes)>,
    inputs: &mut Inputs,
) -> TextId {
    let shown = format!("{path} (built in)");
    let known = earlier.and_then(|(earlier, _)| earlier.read.get(&shown));
    let (text, stamp) = known.copied().unwrap_or_else(|| {
        let content = String::from_utf8_lossy(bytes);
        (inputs.texts.add(shown.as_str(), content), Stamp::default())
    });
    inputs.read.insert(shown, (text, stamp));
    text
}

/// Returns the rest of a path below its first folder.
fn below<'a>(path: &'a str, folder: &str) -> &'a str {
    path.strip_prefix(folder).unwrap_or(path)
}

fn read_content(
    content: &[Arc<Found>],
    earlier: Option<(&Inputs, &Changes)>,
    inputs: &mut Inputs,
    diagnostics: &mut Diagnostics,
) {
    let works = folders_of_works(&inputs.kinds);
    let form_of = |path: &str| form_of(path, &works);
    let (to_read, others): (Vec<Arc<Found>>, Vec<Arc<Found>>) = content
        .iter()
        .filter(|found| is_content(found))
        .cloned()
        .partition(|found| form_of(&found.path).is_some() || found.path == PUBLISHED);
    let others = attachments::without_misnamed(others, &mut inputs.texts, diagnostics);
    let attached = others
        .par_iter()
        .map(|found| attachments::read(found, earlier));
    inputs.attachments.par_extend(attached);
    let read = read_texts(&to_read, earlier, inputs, diagnostics);
    for (found, text) in to_read.iter().zip(read) {
        match (text, form_of(&found.path)) {
            (Some(text), Some(form)) => inputs.content.push(written(&found.path, form, text)),
            (Some(text), None) => inputs.published = Some(text),
            (None, _) => {}
        }
    }
}

/// Reads the files of rules, by name.
fn read_rules(
    content: &[Arc<Found>],
    earlier: Option<(&Inputs, &Changes)>,
    inputs: &mut Inputs,
    diagnostics: &mut Diagnostics,
) {
    let name_of = |path: &str| {
        let name = path.strip_prefix(RULES)?.strip_suffix(".yaml")?;
        (!name.contains('/')).then(|| name.to_owned())
    };
    let to_read: Vec<Arc<Found>> = content
        .iter()
        .filter(|found| name_of(&found.path).is_some())
        .cloned()
        .collect();
    let read = read_texts(&to_read, earlier, inputs, diagnostics);
    for (found, text) in to_read.iter().zip(read) {
        if let (Some(name), Some(text)) = (name_of(&found.path), text) {
            let node = parse_whole(text, &inputs.texts, diagnostics);
            inputs.rules.extend(node.map(|node| (name, node)));
        }
    }
}

/// The settings of a site.
pub const SETTINGS: &str = "site.yaml";

/// The folder of rules.
const RULES: &str = "content/_rules/";

/// The list of addresses that were ever published.
const PUBLISHED: &str = "content/_published.txt";

/// Tells whether a file of `content/` belongs to the site; names with an underscore first do not.
fn is_content(found: &Found) -> bool {
    found.path == PUBLISHED || !found.path.split('/').any(|part| part.starts_with('_'))
}
