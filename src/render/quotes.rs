//! What somebody said: statements of others that name them as the speaker, newest first.
//!
//! A statement is a group with quoted words in it. What stands beside the words (what they are about,
//! where they were said, who translated them) is handed on by name; that words are retold and not the
//! speaker's own, and in which language each wording is, the declaration of the kind tells.

use tera::Value;

use super::cards::Cards;
use super::relations::newest_first;
use super::values::plain_words;
use super::view::{Names, list, map};
use crate::model::{Item, is_indirect, preferred};
use crate::resolve::references::By;
use crate::resolve::rest::SHOWN_EVENTS;
use crate::resolve::{EntryId, Site};
use crate::schema::{FieldDef, FieldPath, language_beside};

/// Lists somebody's own words, newest first, with what stands beside them; of so many events as a page
/// shows of a group.
pub(super) fn quotes(id: EntryId, site: &Site, cards: &Cards) -> Value {
    let mut quotes: Vec<(EntryId, Value)> = Vec::new();
    for edge in &site.incoming[id.0 as usize] {
        let By::Field(slot) = edge.by else { continue };
        if let Some(quote) = quote(edge.from, slot, site, cards) {
            quotes.push((edge.from, quote));
        }
    }
    quotes.sort_by_cached_key(|(event, _)| newest_first(*event, site));
    let (mut events, mut last) = (0, None);
    let shown = quotes.into_iter().take_while(|(event, _)| {
        events += usize::from(last.replace(*event) != Some(*event));
        events <= SHOWN_EVENTS
    });
    list(shown.map(|(_, quote)| quote))
}

fn quote(from: EntryId, slot: usize, site: &Site, cards: &Cards) -> Option<Value> {
    if !site.record().is_speaker(from, slot) {
        return None;
    }
    let (kind, entry) = (site.kind_of(from), site.entry(from));
    let (inner, outer) = entry.references[slot].path.0.split_last()?;
    let outer = FieldPath(outer.to_vec());
    let groups = entry.values(&outer);
    let refers = |group: &&[Option<Item>]| {
        let item = group.get(*inner).and_then(Option::as_ref);
        item.and_then(|item| preferred(&item.value).reference()) == Some(slot)
    };
    let mut groups = groups.into_iter().filter_map(|item| item.value.group());
    let group = groups.find(refers)?;
    let fields = kind.field(&outer).field_type.group_fields();
    let mut wordings: Vec<Value> = Vec::new();
    let mut beside = Names::new();
    let mut source = Value::none();
    for (index, (field, item)) in fields.iter().zip(group).enumerate() {
        let Some(item) = item else {
            if !field.quoted {
                beside.insert(field.name.clone().into(), "".into());
            }
            continue;
        };
        let value = preferred(&item.value);
        let text = plain_words(value, &field.field_type, from, site);
        if field.quoted {
            let tag = language(fields, group, index).unwrap_or_default();
            wordings.push(map([("said", text.into()), ("lang", tag.into())]));
            continue;
        }
        let kinds = field.field_type.kinds();
        if !kinds.is_empty() && kinds.iter().all(|id| kind.citable.contains(id)) {
            let target = value
                .reference()
                .and_then(|slot| site.targets[from.0 as usize][slot]);
            source = cards.maybe(target);
        }
        beside.insert(field.name.clone().into(), text.into());
    }
    (!wordings.is_empty()).then(|| {
        map([
            ("card", cards.get(from)),
            ("wordings", Value::from(wordings)),
            ("indirect", is_indirect(fields, group).into()),
            ("beside", Value::from(beside)),
            ("quoted_in", source),
        ])
    })
}

/// Returns the language of the words of a quoted field, if it is told beside them.
pub(super) fn language<'a>(
    fields: &[FieldDef],
    items: &'a [Option<Item>],
    quoted: usize,
) -> Option<&'a str> {
    items.get(quoted)?.as_ref()?;
    let item = items.get(language_beside(fields, quoted)?)?.as_ref()?;
    preferred(&item.value).language()
}

/// Tells whether a field only says in which language quoted words are.
pub(super) fn is_language_of_others(fields: &[FieldDef], index: usize) -> bool {
    let mut quoted = (0..index).filter(|before| fields[*before].quoted);
    quoted.any(|before| language_beside(fields, before) == Some(index))
}
