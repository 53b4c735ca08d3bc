//! Files to entries: each brief, person, place or source with its fields read by type.
//!
//! In: what `load` read and the schema. Out: the entries by kind and key. References are still words; the
//! body is parsed once, into fixed HTML with holes where links and citations will be filled in.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, near_miss};
use crate::load::{Form, Written};
use crate::schema::{FieldPath, KindId, Schema};
use crate::text::{Span, Text, TextId, Texts};
use crate::when::When;
use crate::yaml::{self, Key as YamlKey, Node, Yaml};

mod allow;
pub mod body;
pub mod claims;
mod designation;
mod entry;
mod facts;
pub mod family;
pub mod front_matter;
pub mod names;
mod picture;
mod read;
mod scalars;
pub mod value;
mod works;

pub use designation::{Designation, designation_fields};
pub use entry::{date_entry, report_lack_of_zone};
pub use names::{Folded, Key, UrlPath, slug};
pub use value::{Basis, Fact, Item, Picture, Reference, Value, Within, is_indirect};

use body::Body;
use claims::Claim;
use entry::read_entry;
use front_matter::Fault;

/// Whether drafts are part of a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drafts {
    /// Drafts are built like other briefs.
    Include,
    /// Drafts are left out everywhere.
    Exclude,
}

/// One brief, person, place, source or other thing that a site knows.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its kind.
    pub kind: KindId,
    /// Its name within the kind.
    pub key: Key,
    /// The title as written.
    pub title: String,
    /// Whether it is unfinished.
    pub draft: bool,
    /// Further names, each with its place.
    pub aliases: Vec<(String, Span)>,
    /// Words for other tools, such as Obsidian.
    pub tags: Vec<String>,
    /// The declared fields, in declared order.
    pub fields: Vec<Option<Item>>,
    /// The references in the fields, in the order of the text.
    pub references: Vec<Reference>,
    /// The Markdown after the front matter, and after it that of the fields.
    pub bodies: Vec<Body>,
    /// The date that its dating field gives, with the zone that its zone field gives.
    pub when: Option<When>,
    /// Whether it states a time of day and no zone, so that the place has to say whose time it is.
    pub lacks_zone: bool,
    /// What it can be called besides its key, in the form in which names are compared: title, key,
    /// aliases, and what the field for names holds.
    pub names: Vec<Folded>,
    /// The names that were used for it, with the time of each.
    pub designations: Vec<Designation>,
    /// The warnings that it allows.
    pub allowed: Vec<Allowed>,
    /// The statements of its texts that can be checked, in written order.
    pub claims: Vec<Claim>,
    /// All that is written of it: a whole file, or its part of a list.
    pub extent: Span,
    /// The text in which it stands.
    pub text: TextId,
    /// The place of its title, for messages about the entry as a whole.
    pub span: Span,
}

/// A warning that an entry allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowed {
    /// The warning.
    pub code: Code,
    /// Where it is allowed.
    pub span: Span,
}

impl Entry {
    /// Returns the Markdown after the front matter.
    #[must_use]
    pub fn body(&self) -> &Body {
        &self.bodies[0]
    }

    /// Returns the values at a path; lists on the way, and at its end, are passed through.
    #[must_use]
    pub fn values(&self, path: &FieldPath) -> Vec<&Item> {
        values_in(&self.fields, &path.0)
    }

    /// Returns the plain text or language tag at a path, if it is one.
    #[must_use]
    pub fn text_at(&self, path: &FieldPath) -> Option<&str> {
        preferred(&self.values(path).first()?.value).words()
    }
}

/// Returns the values at a path within the fields of an entry or a group.
#[must_use]
pub fn values_in<'a>(fields: &'a [Option<Item>], path: &[usize]) -> Vec<&'a Item> {
    let mut found = Vec::new();
    collect(fields, path, &mut found);
    found
}

fn collect<'a>(fields: &'a [Option<Item>], path: &[usize], found: &mut Vec<&'a Item>) {
    let Some((first, rest)) = path.split_first() else {
        return;
    };
    if let Some(item) = fields.get(*first).and_then(Option::as_ref) {
        collect_item(item, rest, found);
    }
}

fn collect_item<'a>(item: &'a Item, rest: &[usize], found: &mut Vec<&'a Item>) {
    if let Value::List(items) = &item.value {
        for item in items {
            collect_item(item, rest, found);
        }
    } else if let Some(fields) = item.value.group().filter(|_| !rest.is_empty()) {
        collect(fields, rest, found);
    } else {
        found.push(item);
    }
}

/// Returns the value itself, or the preferred one of several statements of it.
#[must_use]
pub fn preferred(value: &Value) -> &Value {
    let Value::Facts(facts) = value else {
        return value;
    };
    let preferred = facts
        .iter()
        .find(|fact| fact.prefer)
        .or_else(|| facts.first());
    preferred.map_or(value, |fact| &fact.item.value)
}

/// What the files of an earlier run held, by text.
#[derive(Debug, Default)]
pub struct Known {
    files: HashMap<TextId, Arc<Held>>,
}

/// What one file holds.
#[derive(Debug)]
struct Held {
    text: Arc<Text>,
    schema: Arc<Schema>,
    entries: Vec<(Option<Arc<Entry>>, Diagnostics)>,
}

impl Known {
    /// Returns what a file holds if neither it nor the declared kinds have changed.
    fn get(&self, id: TextId, text: &Arc<Text>, schema: &Arc<Schema>) -> Option<Arc<Held>> {
        let held = self.files.get(&id)?;
        let same = Arc::ptr_eq(&held.text, text) && Arc::ptr_eq(&held.schema, schema);
        same.then(|| Arc::clone(held))
    }
}

/// Makes the entries of a site, sorted by kind and key, and notes in `known` what each file held.
///
/// The faults of drafts are kept to themselves unless drafts are built.
pub fn build(
    content: &[Written],
    texts: &Texts,
    schema: &Arc<Schema>,
    drafts: Drafts,
    known: &mut Known,
    diagnostics: &mut Diagnostics,
) -> Vec<Arc<Entry>> {
    let earlier = &*known;
    let files: Vec<(TextId, Arc<Held>)> = content
        .par_iter()
        .filter_map(|written| {
            let text = texts.share(written.text)?;
            let held = earlier
                .get(written.text, text, schema)
                .unwrap_or_else(|| Arc::new(read_file(written, text, schema)));
            Some((written.text, held))
        })
        .collect();
    let mut entries = Vec::new();
    for (entry, found) in files.iter().flat_map(|(_, held)| &held.entries) {
        let hidden = drafts == Drafts::Exclude && entry.as_ref().is_some_and(|entry| entry.draft);
        if !hidden && !found.is_empty() {
            diagnostics.append(found.clone());
        }
        entries.extend(entry.clone());
    }
    known.files = files.into_iter().collect();
    entries.sort_by(|left, right| (left.kind, &left.key).cmp(&(right.kind, &right.key)));
    entries
}

fn read_file(written: &Written, text: &Arc<Text>, schema: &Arc<Schema>) -> Held {
    let read = match written.form {
        Form::Brief => {
            let mut found = Diagnostics::default();
            let entry = read_brief(written, &text.content, schema, &mut found);
            vec![(entry, found)]
        }
        Form::List => read_list(written, &text.content, schema),
        Form::Csl | Form::Bibtex => works::read(written, &text.content, schema),
    };
    let entries = read.into_iter();
    Held {
        text: Arc::clone(text),
        schema: Arc::clone(schema),
        entries: entries
            .map(|(entry, found)| (entry.map(Arc::new), found))
            .collect(),
    }
}

fn find_kind(
    folder: &str,
    schema: &Schema,
    span: Span,
    diagnostics: &mut Diagnostics,
) -> Option<KindId> {
    if let Some(id) = schema.by_folder(folder) {
        return Some(id);
    }
    if schema.lacks_folder {
        // The kind without a folder is reported, and the file may well be one of its entries.
        return None;
    }
    let folders = schema.kinds.iter().map(|kind| kind.folder.as_str());
    let help = match near_miss(folder, folders.clone().filter(|folder| !folder.is_empty())) {
        Some(near) => format!("did you mean `content/{near}/`?"),
        None => {
            let folders: Vec<&str> = folders.filter(|folder| !folder.is_empty()).collect();
            format!(
                "the folders of this site's kinds are {}",
                folders.join(", ")
            )
        }
    };
    let message = if folder.is_empty() {
        "no kind of entry lies in `content/` itself".to_owned()
    } else {
        format!("no kind of entry has the folder `content/{folder}/`")
    };
    diagnostics.push(Diagnostic::new(Code::StrayFile, span, message).help(help));
    None
}

fn read_brief(
    written: &Written,
    content: &str,
    schema: &Schema,
    diagnostics: &mut Diagnostics,
) -> Option<Entry> {
    let text = written.text;
    let parts = match front_matter::split(content) {
        Ok(parts) => Some(parts),
        Err(fault) => {
            diagnostics.push(missing_front_matter(text, content, &fault));
            None
        }
    };
    let front = parts.as_ref().and_then(|parts| {
        let place = Span::new(text, parts.front.start, parts.front.end);
        yaml::parse(&content[parts.front.clone()], place, diagnostics)
    });
    let top = Span::new(text, 0, 0);
    let kind = find_kind(&written.folder, schema, top, diagnostics)?;
    let key = read_key(&written.stem, top, diagnostics)?;
    let body = parts?.body;
    let place = Span::new(text, body.start, body.end);
    let body = body::parse(&content[body], place, diagnostics);
    let mut entry = read_entry(kind, schema, key, &front?, body, diagnostics)?;
    entry.extent = Span::new(text, 0, content.len());
    Some(entry)
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

fn read_list(
    written: &Written,
    content: &str,
    schema: &Schema,
) -> Vec<(Option<Entry>, Diagnostics)> {
    let mut found = Diagnostics::default();
    let whole = Span::new(written.text, 0, content.len());
    let Some(node) = yaml::parse(content, whole, &mut found) else {
        return vec![(None, found)];
    };
    let top = node.span.within(0, 0);
    let Some(kind) = find_kind(&written.folder, schema, top, &mut found) else {
        return vec![(None, found)];
    };
    let entries: &[(YamlKey, Node)] = match &node.value {
        Yaml::Map(entries) => entries,
        Yaml::Null => &[],
        Yaml::Scalar { .. } | Yaml::List(_) => {
            found.push(
                Diagnostic::new(
                    Code::WrongType,
                    node.span,
                    format!(
                        "a list of entries is a mapping from key to fields, not {}",
                        node.describe()
                    ),
                )
                .help("begin each entry with its key and a colon, and indent its fields below"),
            );
            &[]
        }
    };
    let mut read = vec![(None, found)];
    let mut known = BTreeSet::new();
    for (name, node) in entries {
        // A key that stands here a second time is reported where the YAML is read.
        if !known.insert(name.text.as_str()) {
            continue;
        }
        let mut found = Diagnostics::default();
        let entry = read_key(&name.text, name.span, &mut found).and_then(|key| {
            let mut entry = read_entry(kind, schema, key, node, Body::default(), &mut found)?;
            entry.span = name.span;
            Some(entry)
        });
        read.push((entry, found));
    }
    read
}

fn read_key(name: &str, span: Span, diagnostics: &mut Diagnostics) -> Option<Key> {
    Key::parse(name)
        .map_err(|letter| {
            let message = match letter {
                Some(' ') => format!("`{name}` cannot be a key because of the space"),
                Some(letter) => format!("`{name}` cannot be a key because of `{letter}`"),
                None => format!("`{name}` cannot be a key"),
            };
            let slug = names::slug(name);
            let help = if name.len() > names::LONGEST {
                let most = names::LONGEST;
                format!("shorten it to {most} bytes; a key becomes part of the address")
            } else if slug.is_empty() {
                "use letters, digits and hyphens".to_owned()
            } else {
                format!("call it `{slug}`; a key becomes part of the address")
            };
            diagnostics.push(Diagnostic::new(Code::BadKey, span, message).help(help));
        })
        .ok()
}
