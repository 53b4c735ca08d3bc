//! Gives an entry another key, everywhere at once; the old one becomes an alias, and so a redirect.
//!
//! In: a site that was read without an error, the old key and the new one. Out: the files that change or
//! move. Whatever stands in the way is a sentence, and nothing is changed. Addresses that were published
//! stay in their list: the redirect is what keeps them.

use std::collections::BTreeMap;

use crate::diagnostics::near_miss;
use crate::edit::{Edit, Form, Scalar, Source, Tree, add_items, add_key, apply, entry_node};
use crate::load::{Form as FileForm, Inputs, Written};
use crate::model::names::{LONGEST, slug};
use crate::model::{Entry, Folded, Key, UrlPath};
use crate::pipeline::Prepared;

use crate::resolve::reports::Report;
use crate::resolve::routes::INDEX;
use crate::resolve::{EntryId, Site, with_key};
use crate::scaffold::Change;
use crate::schema::RESERVED;
use crate::text::TextId;
use crate::yaml::{Node, Yaml};

mod places;

use places::Places;

/// The key under which an entry has its aliases.
const ALIASES: &str = "aliases";

/// What another key would change.
#[derive(Debug)]
pub struct Renaming {
    /// The title of the entry.
    pub title: String,
    /// The address of its page now.
    pub old_address: UrlPath,
    /// The address of its page afterwards.
    pub new_address: UrlPath,
    /// The files, by path.
    pub changes: Vec<Change>,
    /// Places at which the old key stands in a form that is left alone, as path and line.
    pub left: Vec<(String, usize)>,
}

/// Lays out what another key changes.
///
/// # Errors
///
/// Returns a sentence if the old key is that of no entry or of several, or if the new one cannot be had.
pub fn rename(prepared: &Prepared, old: &str, new: &str) -> Result<Renaming, String> {
    let site = &prepared.site;
    let id = find(site, old)?;
    let entry = site.entry(id);
    let new_key = usable(new)?;
    if new_key == entry.key {
        return Err(format!("`{new}` is its key already"));
    }
    refuse_taken(site, id, &new_key)?;
    let inputs = &prepared.inputs;
    let written = inputs.content.iter().find(|it| it.text == entry.text);
    let written = written.ok_or_else(|| format!("the file of `{old}` was not read"))?;
    let (old_key, new_key) = (entry.key.as_str(), new_key.as_str());
    let mut places = Places::new(old_key, new_key, &inputs.texts);
    places.gather(site, id);
    let mut edits = places.edits;
    let source = Source {
        text: &inputs.texts.get(entry.text).content,
    };
    let mut moved_to = None;
    match written.form {
        FileForm::Brief => moved_to = Some(path_of(written, new_key)),
        FileForm::List => {
            let name = entry.span.start as usize..entry.span.end as usize;
            let name = key_within(source.text, name, old_key);
            let name = name.ok_or_else(|| by_hand(old, &path(inputs, entry.text)))?;
            edits
                .entry(entry.text)
                .or_default()
                .insert((name.start, name.end), new_key.to_owned());
        }
        FileForm::Csl | FileForm::Bibtex => {
            let path = path(inputs, entry.text);
            return Err(format!(
                "`{old}` stands in `{path}`, which a reference manager wrote; give it another key there, and export the list again"
            ));
        }
    }
    let alias = alias(entry, old_key, new_key, source);
    let alias = alias.ok_or_else(|| by_hand(old, &path(inputs, entry.text)))?;
    let mut by_text: BTreeMap<TextId, Vec<Edit>> = BTreeMap::new();
    for (text, edits) in edits {
        let edits = edits.into_iter();
        by_text.insert(text, edits.map(places::edit).collect());
    }
    by_text.entry(entry.text).or_default().push(alias);
    let mut changes = Vec::new();
    for (text, edits) in by_text {
        let (path, content) = (path(inputs, text), &inputs.texts.get(text).content);
        let after = apply(content, edits).ok_or_else(|| by_hand(old, &path))?;
        let moves = text == entry.text && moved_to.is_some();
        changes.push(Change {
            path: moved_to.clone().filter(|_| moves).unwrap_or(path.clone()),
            moved_from: moves.then_some(path),
            before: Some(content.clone()),
            after: after.text,
        });
    }
    if site.schema.citable().contains(&entry.kind) {
        changes.extend(materials(inputs, old_key, new_key));
    }
    changes.sort_by(|one, other| one.path.cmp(&other.path));
    let mut left: Vec<(String, usize)> = places
        .left
        .iter()
        .map(|span| (path(inputs, span.text), inputs.texts.position(*span).line))
        .collect();
    left.sort();
    left.dedup();
    Ok(Renaming {
        title: entry.title.clone(),
        old_address: site.address(id).clone(),
        new_address: UrlPath::page(&site.kind_of(id).folder, new_key),
        changes,
        left,
    })
}

/// Returns what changes in a list of paths, such as that of the sample, when a file moves.
#[must_use]
pub fn moved_in_list(content: &str, changes: &[Change]) -> Option<String> {
    let change = changes.iter().find(|change| change.moved_from.is_some())?;
    let old = change.old_path();
    let lines: Vec<String> = content
        .split_inclusive('\n')
        .map(|line| {
            if line.trim() == old {
                line.replacen(old, &change.path, 1)
            } else {
                line.to_owned()
            }
        })
        .collect();
    let after = lines.concat();
    (after != content).then_some(after)
}

/// Returns what changes where the private text of a source, and its fingerprints, have its key.
fn materials(inputs: &Inputs, old: &str, new: &str) -> Vec<Change> {
    let mut changes = Vec::new();
    let texts = inputs.materials.texts.iter();
    for (_, id) in texts.filter(|(name, _)| name == old) {
        let text = inputs.texts.get(*id);
        let (folder, file) = text.path.rsplit_once('/').unwrap_or(("", &text.path));
        let ending = file.strip_prefix(old).unwrap_or_default();
        changes.push(Change {
            path: format!("{folder}/{new}{ending}"),
            moved_from: Some(text.path.clone()),
            before: Some(text.content.clone()),
            after: text.content.clone(),
        });
    }
    if let Some(id) = inputs.materials.fingerprints {
        let text = inputs.texts.get(id);
        let (line, renamed) = (format!("material {old}"), format!("material {new}"));
        let lines = text.content.split_inclusive('\n').map(|it| {
            if it.trim_end() == line {
                it.replacen(&line, &renamed, 1)
            } else {
                it.to_owned()
            }
        });
        let after: String = lines.collect();
        if after != text.content {
            changes.push(Change {
                path: text.path.clone(),
                moved_from: None,
                before: Some(text.content.clone()),
                after,
            });
        }
    }
    changes
}

fn path(inputs: &Inputs, text: TextId) -> String {
    inputs.texts.get(text).path.clone()
}

fn path_of(written: &Written, key: &str) -> String {
    if written.folder.is_empty() {
        format!("content/{key}.md")
    } else {
        format!("content/{}/{key}.md", written.folder)
    }
}

fn by_hand(old: &str, path: &str) -> String {
    format!(
        "`{path}` is written in a way in which `{old}` cannot be changed without touching more; rename it by hand"
    )
}

/// Names an entry by its folder and key.
fn in_folder(site: &Site, id: EntryId) -> String {
    let key = &site.entry(id).key;
    match site.kind_of(id).folder.as_str() {
        "" => format!("`{key}`"),
        folder => format!("`{folder}/{key}`"),
    }
}

/// Finds the entry of a key, given alone or with its folder.
fn find(site: &Site, old: &str) -> Result<EntryId, String> {
    let found = with_key(site, old);
    match found.as_slice() {
        [id] => Ok(*id),
        [] => {
            let keys = site.ids().map(|id| site.entry(id).key.as_str());
            let near = near_miss(old.rsplit('/').next().unwrap_or(old), keys);
            let help = near.map_or_else(
                || "a key is the name of a file without its ending, or what stands before the colon in a list".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            Err(format!("there is no entry with the key `{old}`; {help}"))
        }
        several => {
            let ways: Vec<String> = several.iter().map(|id| in_folder(site, *id)).collect();
            Err(format!(
                "`{old}` is the key of {} entries; say which: {}",
                several.len(),
                ways.join(" or ")
            ))
        }
    }
}

/// Reads the new key.
fn usable(new: &str) -> Result<Key, String> {
    Key::parse(new).map_err(|letter| {
        let slug = slug(new);
        let why = match letter {
            Some(' ') => " because of the space".to_owned(),
            Some(letter) => format!(" because of `{letter}`"),
            None => String::new(),
        };
        let help = if slug.is_empty() || slug.len() > LONGEST {
            format!("use letters, digits and hyphens, at most {LONGEST} bytes of them")
        } else {
            format!("write `{slug}`, for example")
        };
        format!("`{new}` cannot be a key{why}; {help}")
    })
}

/// Refuses a key that means something else already, or an entry that has to keep its own.
fn refuse_taken(site: &Site, id: EntryId, new: &Key) -> Result<(), String> {
    let folder = &site.kind_of(id).folder;
    let own = site.entry(id).key.as_str();
    let is_made = own == INDEX || Report::ALL.iter().any(|report| report.key() == own);
    if folder.is_empty() && is_made {
        return Err(format!(
            "`{own}` introduces a page that briefbook makes, and is known by this key"
        ));
    }
    let name = Folded::new(new.as_str());
    let means = site.ids().find(|other| {
        let entry = site.entry(*other);
        *other != id && entry.names.contains(&name)
    });
    if let Some(other) = means {
        let title = &site.entry(other).title;
        return Err(format!(
            "`{new}` already means `{title}` ({}); choose another key",
            in_folder(site, other)
        ));
    }
    let address = UrlPath::page(folder, new.as_str());
    let routes = &site.routes;
    let is_own = |address: &UrlPath| {
        let alias = routes.aliases.get(address);
        alias.is_some_and(|alias| alias.entries == [id]) || address == site.address(id)
    };
    let mut taken = routes.all.iter();
    let taken = taken.find(|it| it.folded() == address.folded() && !is_own(it));
    match taken {
        Some(taken) => Err(format!(
            "the address `{taken}` is taken by another page; choose another key"
        )),
        None => Ok(()),
    }
}

/// Adds the old key to the aliases of an entry, in the place of the new one if that is among them.
fn alias(entry: &Entry, old: &str, new: &str, source: Source) -> Option<Edit> {
    let node = entry_node(source.text, entry.extent)?;
    let Yaml::Map(entries) = &node.value else {
        return None;
    };
    let tree = Tree::Scalar(Scalar {
        text: old.to_owned(),
        form: Form::Words,
        mark: 0,
    });
    let there = entries
        .iter()
        .find(|(key, value)| key.text == ALIASES && !value.is_blank());
    let Some((key, value)) = there else {
        let rank = |name: &str| RESERVED.iter().position(|known| *known == name);
        return add_key(&node, ALIASES, &Tree::List(vec![tree]), &rank, source);
    };
    let is = |node: &&Node, wanted: &str| matches!(&node.value, Yaml::Scalar { text, .. } if text.trim() == wanted);
    let items = match &value.value {
        Yaml::List(items) => items.as_slice(),
        Yaml::Scalar { .. } => std::slice::from_ref(value),
        Yaml::Null | Yaml::Map(_) => return None,
    };
    let in_list = matches!(value.value, Yaml::List(_));
    let in_flow = source.is_flow(value) || source.is_flow(&node);
    match items.iter().find(|item| is(item, new)) {
        Some(item) => {
            let key = Some(key).filter(|_| !in_list);
            Some(crate::edit::set_value(key, item, &tree, in_flow, source))
        }
        None => Some(add_items(value, &[tree], source)),
    }
}

/// Finds the key of an entry of a list within its place, quoted or not.
fn key_within(
    text: &str,
    place: std::ops::Range<usize>,
    key: &str,
) -> Option<std::ops::Range<usize>> {
    let at = text.get(place.clone())?.find(key)?;
    let start = place.start + at;
    Some(start..start + key.len())
}
