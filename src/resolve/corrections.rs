//! What was wrong on a page, and when it was put right.
//!
//! Of the group that plays the role, the first date is the day of the correction, the first text what
//! stood there, the second what stands there now, and the first reference the source for it. A correction
//! without a day or without either text is none.

use super::{EntryId, Site};
use crate::digest::Digest;
use crate::model::{Item, Value, preferred, slug};
use crate::schema::{FieldType, Role};
use crate::when::When;

/// One correction.
#[derive(Debug, Clone)]
pub struct Correction<'a> {
    /// The day.
    pub date: &'a When,
    /// What was wrong.
    pub was: &'a str,
    /// What is right.
    pub now: &'a str,
    /// The source on which it rests.
    pub source: Option<EntryId>,
    /// Its anchor on the page: made from what it says, so that it stays when others are added.
    pub anchor: String,
}

impl Correction<'_> {
    /// Says in one line what was wrong and what is right.
    #[must_use]
    pub fn words(&self) -> String {
        let end = |words: &str| words.trim_end_matches('.').to_owned();
        format!("Was: {}. Now: {}.", end(self.was), end(self.now))
    }
}

/// Lists the corrections of an entry, newest first.
#[must_use]
pub fn corrections(id: EntryId, site: &Site) -> Vec<Correction<'_>> {
    let kind = site.kind_of(id);
    let Some(path) = kind.roles.get(Role::Corrected) else {
        return Vec::new();
    };
    let fields = kind.field(path).field_type.group_fields();
    let types: Vec<&FieldType> = fields.iter().map(|field| &field.field_type).collect();
    let groups = site.entry(id).values(path).into_iter();
    let mut found: Vec<Correction> = groups
        .filter_map(|item| correction(item.value.group()?, &types, id, site))
        .collect();
    found.sort_by_cached_key(|correction| std::cmp::Reverse(correction.date.order_key()));
    found
}

/// Lists the corrections of the whole record, newest first.
#[must_use]
pub fn all_corrections(site: &Site) -> Vec<(EntryId, Correction<'_>)> {
    let of = |id: EntryId| corrections(id, site).into_iter().map(move |it| (id, it));
    let mut found: Vec<(EntryId, Correction)> = site.ids().flat_map(of).collect();
    found.sort_by_cached_key(|(id, correction)| {
        (std::cmp::Reverse(correction.date.order_key()), *id)
    });
    found
}

fn correction<'a>(
    items: &'a [Option<Item>],
    types: &[&FieldType],
    id: EntryId,
    site: &'a Site,
) -> Option<Correction<'a>> {
    let value = |wanted: fn(&FieldType) -> bool, place: usize| -> Option<&'a Value> {
        let mut of_type = types.iter().zip(items).filter(|(it, _)| wanted(it));
        let (_, item) = of_type.nth(place)?;
        item.as_ref().map(|item| preferred(&item.value))
    };
    let is_text = |field_type: &FieldType| matches!(field_type, FieldType::Text);
    let date = value(|it| matches!(it, FieldType::Date), 0)?.date()?;
    let (was, now) = (value(is_text, 0)?.words()?, value(is_text, 1)?.words()?);
    let source = value(|it| matches!(it, FieldType::Ref { .. }), 0);
    let source = source
        .and_then(Value::reference)
        .and_then(|slot| site.targets[id.0 as usize][slot]);
    let words = Digest::of(format!("{was}\n{now}").as_bytes()).to_string();
    Some(Correction {
        date,
        was,
        now,
        source,
        anchor: format!("corrected-{}-{}", slug(date.edtf()), &words[..6]),
    })
}
