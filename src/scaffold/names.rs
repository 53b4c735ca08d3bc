//! What the names on a command line mean: entries of the site, or entries that would have to be made.
//!
//! A name is looked up as that of a reference is, and by its parts. One that can mean several entries
//! is refused; one that means none gets a stub, if its kind is certain and a key can be made of it.

use super::keys::ascii_slug;
use super::new::file_of;
use super::starter::stub;
use super::{NewFile, ScaffoldError};
use crate::model::Key;
use crate::resolve::{EntryId, Meaning, Site, meaning};
use crate::schema::{FieldPath, FieldType, Kind, KindId, Role};

/// A name from the command line, and what it means.
#[derive(Debug)]
pub struct Named {
    /// The name as it was given.
    pub given: String,
    /// The entry's key.
    pub key: String,
    /// The entry's title.
    pub title: String,
    /// Set for an entry that does not exist yet.
    pub stub: Option<Stub>,
}

/// An entry that would have to be made for a name.
#[derive(Debug)]
pub struct Stub {
    /// The file.
    pub file: NewFile,
    /// What an entry of its kind is called.
    pub label: String,
    /// The name of its kind.
    pub kind: String,
    /// The key and title of an entry that may have been meant.
    pub near: Option<(String, String)>,
}

/// A name and the entry that it means, if there is one.
pub(super) struct Found {
    /// The name.
    pub(super) named: Named,
    /// The entry, if there is one.
    pub(super) entry: Option<EntryId>,
}

/// Finds what names mean, for the field that plays a role.
pub(super) fn name_entries(
    site: &Site,
    kind: &Kind,
    role: Role,
    option: &str,
    given: &[&str],
) -> Result<Vec<Found>, ScaffoldError> {
    if given.is_empty() {
        return Ok(Vec::new());
    }
    let Some(path) = kind.roles.get(role) else {
        return Err(ScaffoldError::new(
            format!("{option} has no place in the kind `{}`", kind.name),
            format!("leave {option} out"),
        ));
    };
    if given.len() > 1 && !takes_several(kind, path) {
        return Err(ScaffoldError::new(
            format!("the field `{}` takes one entry", kind.field(path).name),
            format!("give one name with {option}"),
        ));
    }
    let kinds = kind.field(path).field_type.kinds();
    let names = given
        .iter()
        .map(|given| name_entry(site, given.trim(), option, kinds));
    names.collect()
}

/// Tells whether there is a list on the way to a field.
fn takes_several(kind: &Kind, path: &FieldPath) -> bool {
    (1..=path.0.len()).any(|steps| {
        let above = FieldPath(path.0[..steps].to_vec());
        matches!(kind.field(&above).field_type, FieldType::List { .. })
    })
}

fn name_entry(
    site: &Site,
    given: &str,
    option: &str,
    kinds: &[KindId],
) -> Result<Found, ScaffoldError> {
    let (key, name) = match given.split_once('=') {
        Some((key, name)) => (Some(key.trim()), name.trim()),
        None => (None, given),
    };
    let mut found = meaning(site, key.unwrap_or(name), kinds);
    if key.is_some() && matches!(found, Meaning::Unknown { .. }) {
        found = meaning(site, name, kinds);
    }
    match found {
        Meaning::One(id) => {
            let entry = site.entry(id);
            Ok(Found {
                named: Named {
                    given: given.to_owned(),
                    key: entry.key.to_string(),
                    title: entry.title.clone(),
                    stub: None,
                },
                entry: Some(id),
            })
        }
        Meaning::Several(ids) => {
            let ways: Vec<String> = ids.iter().map(|id| key_and_title(site, *id)).collect();
            Err(ScaffoldError::new(
                format!("`{given}` can mean {}", ways.join(", ")),
                format!("give the key of the one you mean with {option}"),
            ))
        }
        Meaning::Unknown { near } => {
            let near = near.map(|id| {
                let entry = site.entry(id);
                (entry.key.to_string(), entry.title.clone())
            });
            Ok(Found {
                named: plan_stub(site, given, key, name, option, kinds, near)?,
                entry: None,
            })
        }
    }
}

fn key_and_title(site: &Site, id: EntryId) -> String {
    let entry = site.entry(id);
    format!("`{}` ({})", entry.key, entry.title)
}

/// Plans an entry for a name that nobody has yet.
fn plan_stub(
    site: &Site,
    given: &str,
    key: Option<&str>,
    name: &str,
    option: &str,
    kinds: &[KindId],
    near: Option<(String, String)>,
) -> Result<Named, ScaffoldError> {
    let [kind] = kinds else {
        let names: Vec<&str> = kinds
            .iter()
            .map(|id| site.schema.kind(*id).name.as_str())
            .collect();
        return Err(ScaffoldError::new(
            format!("there is no {} called `{given}`", names.join(" or ")),
            "make it first with `briefbook new`, or correct the name",
        ));
    };
    let kind = site.schema.kind(*kind);
    let key = match key {
        Some(key) => Some(key.to_owned()),
        None => ascii_slug(name),
    };
    let Some(key) = key.and_then(|key| Key::parse(&key).ok()) else {
        return Err(ScaffoldError::new(
            format!(
                "there is no {} called `{given}`, and no key can be made of that name",
                kind.label.to_lowercase()
            ),
            format!("give the key and the name, as in {option} \"key-in-latin-letters={name}\""),
        ));
    };
    let title = title_of(name);
    let stub = stub(kind, &title, site);
    Ok(Named {
        given: given.to_owned(),
        key: key.to_string(),
        title,
        stub: Some(Stub {
            file: file_of(kind, key.as_str(), stub.text),
            label: kind.label.to_lowercase(),
            kind: kind.name.clone(),
            near,
        }),
    })
}

/// Makes a title of a name; one typed like a key gets its capital letters back.
fn title_of(name: &str) -> String {
    if name.contains(|letter: char| letter.is_uppercase() || letter.is_whitespace()) {
        return name.to_owned();
    }
    let words = name.split('-').map(|word| {
        let mut letters = word.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        first.chain(letters).collect::<String>()
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_typed_like_keys_become_titles() {
        assert_eq!(title_of("chung-eui-yong"), "Chung Eui Yong");
        assert_eq!(title_of("chung"), "Chung");
        assert_eq!(title_of("Chung Eui-yong"), "Chung Eui-yong");
        assert_eq!(title_of("정의용"), "정의용");
    }
}
