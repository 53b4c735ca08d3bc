//! Reads a site from disk, once, in parallel, and returns everything in memory.
//!
//! In: the site's folder and the files inside the binary. Out: [`Inputs`]. No other stage of a build
//! reads the disk, save that `emit` copies images. Faults of a file are diagnostics; the file is left
//! out and the rest goes on.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::embedded;
use crate::text::{Span, TextId, Texts};
use crate::yaml::{self, Node};

mod attachments;
pub mod files;
pub mod front_matter;
mod texts;

pub use attachments::{ATTACHED, Attachment, is_attached};

use files::Found;
use front_matter::Fault;
use texts::read_texts;

/// Everything that a build starts from.
#[derive(Debug)]
pub struct Inputs {
    /// Every text, for messages.
    pub texts: Texts,
    /// The text of `site.yaml`.
    pub site_file: TextId,
    /// The settings of `site.yaml`; `None` if it could not be read.
    pub config: Option<Node>,
    /// The kind files by name.
    pub kinds: Vec<(String, Node)>,
    /// The other files of `content/`, by path from there.
    pub attachments: BTreeMap<String, Attachment>,
    /// The templates by name, each with its text.
    pub templates: Vec<(String, TextId)>,
    /// The files to be copied as they are, by address.
    pub statics: BTreeMap<String, Static>,
    /// The text of `content/_published.txt`, if there is one.
    pub published: Option<TextId>,
}

/// The entries as they are written; `model` takes them over and lets the trees go.
#[derive(Debug, Default)]
pub struct Written {
    /// The Markdown files of `content/`.
    pub briefs: Vec<Brief>,
    /// The YAML lists of entries in `content/`.
    pub lists: Vec<List>,
}

/// A Markdown file.
#[derive(Debug)]
pub struct Brief {
    /// The folder below `content/`; empty for the top.
    pub folder: String,
    /// The file's name without its ending.
    pub stem: String,
    /// The whole text.
    pub text: TextId,
    /// The front matter; `None` if it could not be read.
    pub front: Option<Node>,
    /// The body's place in the text.
    pub body: Span,
}

/// A YAML file of several entries: a mapping from key to fields.
#[derive(Debug)]
pub struct List {
    /// The folder below `content/`.
    pub folder: String,
    /// The whole mapping.
    pub node: Node,
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

/// Reads the site in `root`.
///
/// # Errors
///
/// Fails only when `root` holds no `site.yaml`.
pub fn load(root: &Path, diagnostics: &mut Diagnostics) -> Result<(Inputs, Written), NotASite> {
    let settings = root.join("site.yaml");
    if !settings.is_file() {
        return Err(NotASite(root.to_owned()));
    }
    let mut texts = Texts::default();
    let content = files::list(root, "content", &mut texts, diagnostics);
    let own_templates = files::list(root, "templates", &mut texts, diagnostics);
    let own_statics = files::list(root, "static", &mut texts, diagnostics);

    let mut inputs = Inputs {
        site_file: texts.next_id(),
        texts,
        config: None,
        kinds: Vec::new(),
        attachments: BTreeMap::new(),
        templates: Vec::new(),
        statics: BTreeMap::new(),
        published: None,
    };
    if let Some(fault) = files::fault_of_path(root, &settings) {
        files::report_link(fault, "site.yaml", &mut inputs.texts, diagnostics);
    } else {
        read_settings(&settings, &mut inputs, diagnostics);
    }
    let kinds = read_theme(own_templates, own_statics, &mut inputs, diagnostics);
    let written = read_content(content, &mut inputs, diagnostics);
    if kinds == Kinds::Incomplete {
        // Entries of a kind that could not be read would all be reported as strays.
        inputs.published = None;
        return Ok((inputs, Written::default()));
    }
    Ok((inputs, written))
}

fn read_settings(path: &Path, inputs: &mut Inputs, diagnostics: &mut Diagnostics) {
    let size = path.metadata().map_or(0, |metadata| metadata.len());
    let found = Found {
        path: "site.yaml".to_owned(),
        disk: path.to_owned(),
        size,
    };
    let texts = read_texts(vec![found], &mut inputs.texts, diagnostics);
    if let Some(text) = texts[0] {
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
    own_templates: Vec<Found>,
    own_statics: Vec<Found>,
    inputs: &mut Inputs,
    diagnostics: &mut Diagnostics,
) -> Kinds {
    let mut kinds = Kinds::Complete;
    let own: Vec<String> = own_templates
        .iter()
        .map(|found| found.path.clone())
        .collect();
    let mut texts: BTreeMap<String, TextId> = BTreeMap::new();
    for (path, bytes) in embedded::THEME {
        if let Some(address) = path.strip_prefix("static/") {
            inputs
                .statics
                .insert(address.to_owned(), Static::Embedded(bytes));
        } else if !own.iter().any(|own| own == path) {
            let content = String::from_utf8_lossy(bytes);
            let text = inputs.texts.add(format!("{path} (built in)"), content);
            texts.insert((*path).to_owned(), text);
        }
    }
    let read = read_texts(own_templates, &mut inputs.texts, diagnostics);
    for (path, text) in own.into_iter().zip(read) {
        if let Some(text) = text {
            texts.insert(path, text);
        }
    }
    for found in own_statics {
        let address = below(&found.path, "static/").to_owned();
        inputs.statics.insert(address, Static::Disk(found.disk));
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

/// Returns the rest of a path below its first folder.
fn below<'a>(path: &'a str, folder: &str) -> &'a str {
    path.strip_prefix(folder).unwrap_or(path)
}

fn read_content(
    content: Vec<Found>,
    inputs: &mut Inputs,
    diagnostics: &mut Diagnostics,
) -> Written {
    let (to_read, others): (Vec<Found>, Vec<Found>) =
        content.into_iter().filter(is_content).partition(|found| {
            has_ending(&found.path, "md")
                || has_ending(&found.path, "yaml")
                || found.path == PUBLISHED
        });
    let others = attachments::without_misnamed(others, &mut inputs.texts, diagnostics);
    let attached = others.into_par_iter().map(attachments::read);
    inputs.attachments.par_extend(attached);
    let paths: Vec<String> = to_read.iter().map(|found| found.path.clone()).collect();
    let read = read_texts(to_read, &mut inputs.texts, diagnostics);
    let texts = &inputs.texts;
    let pieces: Vec<(Option<Piece>, Diagnostics)> = paths
        .par_iter()
        .zip(read)
        .map(|(path, text)| {
            let mut found = Diagnostics::default();
            let piece = text.and_then(|text| read_piece(path, text, texts, &mut found));
            (piece, found)
        })
        .collect();
    let mut written = Written::default();
    for (piece, found) in pieces {
        diagnostics.append(found);
        match piece {
            Some(Piece::Brief(brief)) => written.briefs.push(brief),
            Some(Piece::List(list)) => written.lists.push(list),
            Some(Piece::Published(text)) => inputs.published = Some(text),
            None => {}
        }
    }
    written
}

/// The list of addresses that were ever published.
const PUBLISHED: &str = "content/_published.txt";

/// Tells whether a file of `content/` belongs to the site; names with an underscore first do not.
fn is_content(found: &Found) -> bool {
    found.path == PUBLISHED || !found.path.split('/').any(|part| part.starts_with('_'))
}

fn has_ending(path: &str, ending: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, found)| found == ending)
}

enum Piece {
    Brief(Brief),
    List(List),
    Published(TextId),
}

fn read_piece(
    path: &str,
    text: TextId,
    texts: &Texts,
    diagnostics: &mut Diagnostics,
) -> Option<Piece> {
    if path == PUBLISHED {
        return Some(Piece::Published(text));
    }
    let inner = below(path, "content/");
    let (folder, file) = inner.rsplit_once('/').unwrap_or(("", inner));
    let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
    if ending == "yaml" {
        let node = parse_whole(text, texts, diagnostics)?;
        return Some(Piece::List(List {
            folder: folder.to_owned(),
            node,
        }));
    }
    let content = &texts.get(text).content;
    let (front, body) = match front_matter::split(content) {
        Ok(parts) => {
            let base = Span::new(text, parts.front.start, parts.front.end);
            let front = yaml::parse(&content[parts.front], base, diagnostics);
            (front, Span::new(text, parts.body.start, parts.body.end))
        }
        Err(fault) => {
            diagnostics.push(missing_front_matter(text, content, &fault));
            (None, Span::new(text, 0, 0))
        }
    };
    Some(Piece::Brief(Brief {
        folder: folder.to_owned(),
        stem: stem.to_owned(),
        text,
        front,
        body,
    }))
}

fn missing_front_matter(text: TextId, content: &str, fault: &Fault) -> Diagnostic {
    let first_line = content.lines().next().unwrap_or_default();
    let message = match fault {
        Fault::NotOpened => "this file does not begin with front matter",
        Fault::NotClosed => "the front matter has no line of hyphens at its end",
    };
    Diagnostic::new(Code::NoFrontMatter, Span::new(text, 0, first_line.len()), message).help(
        "begin the file with a line `---`, then `title: …` and the other fields, then another line `---`",
    )
}
