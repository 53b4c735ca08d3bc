//! A dossier: chosen events of a record as one HTML file that needs nothing else.
//!
//! In: a site laid out, and what somebody asked for. Out: the bytes of the file. Entries are made by the
//! templates of their pages and woven together here: one set of ids, links that stay within the file or lead
//! to the site, pictures and style inside, and a policy that lets nothing else be loaded.

use std::borrow::Cow;

use rayon::prelude::*;

use crate::diagnostics::Diagnostic;
use crate::integrity::{base64, policy_source};
use crate::load::Inputs;
use crate::render::{About, Dossier, Making};
use crate::resolve::EntryId;
use crate::when::When;

mod choose;
mod weave;
mod words;

pub use choose::{Refusal, Request, choose};
use weave::{Document, weave};

/// The sheets of the theme that pages of entries use, as far as there are any, and that of the site itself.
const SHEETS: &[&str] = &[
    "style.css",
    "brief.css",
    "lists.css",
    "pictures.css",
    "site.css",
];
/// The sheet of dossiers, which no page uses.
const OWN_SHEET: &str = "dossier.css";
/// Where the entries stand in the frame.
const PLACE: &str = "<!--entries-->";
/// The entries that are made at a time; what they take in memory does not grow with the dossier.
const AT_A_TIME: usize = 256;

/// Why a dossier could not be made.
#[derive(Debug)]
pub enum Fault {
    /// A template failed.
    Template(Box<Diagnostic>),
    /// What is needed cannot be read, or the templates do not fit together.
    Other(String),
}

impl From<Box<Diagnostic>> for Fault {
    fn from(diagnostic: Box<Diagnostic>) -> Self {
        Self::Template(diagnostic)
    }
}

/// Makes the file.
///
/// # Errors
///
/// Says which template failed, or what could not be read.
pub fn bind(making: &Making, about: &About) -> Result<Vec<u8>, Fault> {
    let (site, inputs) = (making.site(), making.inputs());
    let dossier = Dossier::new(making, about).map_err(Fault::Other)?;
    let styles = styles(making, about).map_err(Fault::Other)?;
    let sources: Vec<String> = styles.iter().map(|style| policy_source(style)).collect();
    let policy = format!(
        "default-src 'none'; style-src {}; img-src data:; base-uri 'none'; form-action 'none'",
        sources.join(" ")
    );
    let places = dossier.places();
    let picture = |address: &str| picture(address, inputs);
    let document = Document {
        anchors: places.iter().map(|(_, anchor)| anchor.clone()).collect(),
        places: places.into_iter().collect(),
        site: site.config.url.as_deref(),
        picture: &picture,
    };
    let frame = text(dossier.frame(&styles, &policy)?);
    let Some((before, after)) = frame.split_once(PLACE) else {
        return Err(Fault::Other(format!(
            "the template `dossier.html` does not say with `{PLACE}` where the entries go"
        )));
    };
    let mut out = String::with_capacity(1 << 20);
    weave(before, "", "", &document, &mut out);
    let entry = |id: &EntryId| -> Result<String, Box<Diagnostic>> {
        let html = text(dossier.event(*id)?);
        let key = &site.entry(*id).key;
        let mut part = format!("<div class=\"bound\" id=\"{key}\">");
        let root = site.address(*id).root();
        weave(&html, &format!("{key}::"), &root, &document, &mut part);
        part.push_str("</div>\n");
        Ok(part)
    };
    for ids in about.events.chunks(AT_A_TIME) {
        let parts: Vec<_> = ids.par_iter().map(entry).collect();
        for part in parts {
            out.push_str(&part?);
        }
    }
    weave(after, "", "", &document, &mut out);
    Ok(out.into_bytes())
}

fn text(bytes: Vec<u8>) -> String {
    // What templates make of texts that were read as UTF-8 is UTF-8.
    String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// Reads the sheets, and says what stands at the edges of each sheet of paper. Each is a style of its own, so
/// that one in which a brace is missing does not spoil the others.
fn styles(making: &Making, about: &About) -> Result<Vec<String>, String> {
    let inputs = making.inputs();
    let mut styles = Vec::new();
    for name in SHEETS {
        if let Some(file) = inputs.statics.get(*name) {
            let bytes = file.read()?;
            styles.push(String::from_utf8_lossy(&bytes).into_owned());
        }
    }
    let mut templates = inputs.templates.iter();
    if let Some((_, text)) = templates.find(|(name, _)| name == OWN_SHEET) {
        styles.push(inputs.texts.get(*text).content.clone());
    }
    let site = making.site();
    let as_of = site.as_of.as_ref().map(When::long);
    let as_of = as_of.map_or_else(String::new, |day| format!(", as of {day}"));
    let head = quoted(&about.title);
    let foot = quoted(&format!("{}{as_of}", site.config.title));
    styles.push(format!(
        "@page {{ @top-left {{ content: {head}; }} @bottom-left {{ content: {foot}; }} }}"
    ));
    // Nothing in a sheet may end the element in which it stands.
    let within = styles.into_iter().map(|style| style.replace("</", "<\\/"));
    Ok(within.collect())
}

/// Writes words as a string of CSS.
fn quoted(words: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in words.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '<' => quoted.push_str("\\3c "),
            letter if letter.is_control() => quoted.push(' '),
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

/// Returns a picture beside a brief as an address that holds it.
fn picture(address: &str, inputs: &Inputs) -> Option<String> {
    let attachment = inputs.attachments.get(address)?;
    attachment.size?;
    let (_, ending) = address.rsplit_once('.')?;
    let form: Cow<str> = match ending.to_lowercase() {
        ending if ending == "jpg" => "jpeg".into(),
        ending => ending.into(),
    };
    let bytes = attachment.read().ok()?;
    Some(format!("data:image/{form};base64,{}", base64(&bytes)))
}
