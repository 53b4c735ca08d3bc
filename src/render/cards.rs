//! What lists, links and panels show of an entry, built once and shared by every page.
//!
//! A card holds no body and no address relative to a page: a template puts `page.root` before its
//! `url`.

use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;
use tera::Value;

use super::digest::Known;
use super::disputes::{day_differs, differs, role_differs};
use super::values::{date_view, plain_words};
use super::view::{list, map};
use crate::draw::Mark;
use crate::model::{Entry, Item, preferred};
use crate::quantity::Quantity;
use crate::resolve::{EntryId, Site};
use crate::schema::{Choice, FieldPath, FieldType, Role, Tone};

/// The most figures of one fact that lists name one by one; of more they name the least and the most.
const SEPARATE: usize = 2;

/// The cards of all entries, by id, each made when the first page asks for it.
#[derive(Debug)]
pub(super) struct Cards {
    site: Arc<Site>,
    made: Vec<OnceLock<Value>>,
    digests: Known,
}

impl Cards {
    /// Makes room for the cards of a site.
    pub(super) fn new(site: Arc<Site>) -> Self {
        let made = site.ids().map(|_| OnceLock::new()).collect();
        let digests = Known::default();
        Self {
            site,
            made,
            digests,
        }
    }

    /// Returns the digests of the cards that were made.
    pub(super) fn digests(&self) -> &Known {
        &self.digests
    }

    /// Returns the card of an entry.
    pub(super) fn get(&self, id: EntryId) -> Value {
        let made = self.made[id.0 as usize].get_or_init(|| {
            let card = card(id, &self.site);
            self.digests.add(&card);
            card
        });
        made.clone()
    }

    /// Returns the card of an entry, or none.
    pub(super) fn maybe(&self, id: Option<EntryId>) -> Value {
        id.map_or_else(Value::none, |id| self.get(id))
    }
}

fn card(id: EntryId, site: &Site) -> Value {
    let entry = site.entry(id);
    let kind = site.kind_of(id);
    map([
        ("key", entry.key.as_str().into()),
        ("kind", kind.name.as_str().into()),
        ("label", kind.label.as_str().into()),
        (
            "mark",
            kind.mark.map_or("", crate::schema::Mark::word).into(),
        ),
        ("state", state(id, site)),
        ("title", site.title(id).into()),
        ("lang", role_text(id, Role::Language, site).into()),
        ("url", site.address(id).encoded().into()),
        ("standfirst", role_text(id, Role::Summary, site).into()),
        (
            "date",
            entry
                .when
                .as_ref()
                .map_or_else(Value::none, |when| date_view(when, site)),
        ),
        ("date_disputed", day_differs(id, site).into()),
        (
            "abbreviation",
            role_text(id, Role::Abbreviated, site).into(),
        ),
        ("native", native_names(id, site)),
        (
            "line",
            list(
                kind.card
                    .iter()
                    .filter_map(|path| line_item(id, path, site)),
            ),
        ),
        (
            "cells",
            list(
                kind.table
                    .iter()
                    .map(|path| line_item(id, path, site).unwrap_or_else(Value::none)),
            ),
        ),
        ("draft", entry.draft.into()),
    ])
}

/// Returns the text that plays a role, or nothing.
pub(super) fn role_text(id: EntryId, role: Role, site: &Site) -> &str {
    site.kind_of(id)
        .roles
        .get(role)
        .and_then(|path| site.entry(id).text_at(path))
        .unwrap_or_default()
}

fn state(id: EntryId, site: &Site) -> Value {
    chosen_state(id, site).map_or_else(Value::none, |option| {
        map([
            ("disputed", role_differs(Role::Status, id, site).into()),
            ("text", option.label.as_str().into()),
            ("tone", site.tone(id).map_or("", Tone::word).into()),
            ("passed", has_passed(id, site).into()),
        ])
    })
}

/// Returns the option that tells how an event stands.
pub(super) fn chosen_state(id: EntryId, site: &Site) -> Option<&Choice> {
    site.state(id)
}

/// Tells whether the day of a plan is over although nothing says what became of it.
fn has_passed(id: EntryId, site: &Site) -> bool {
    let pair = site.entry(id).when.as_ref().zip(site.as_of.as_ref());
    site.tone(id) == Some(Tone::Open)
        && pair.is_some_and(|(when, day)| when.is_over_on(day).is_certain())
}

/// Tells whether an event took place: its state, if any, is neither open nor off.
pub(super) fn took_place(id: EntryId, site: &Site) -> bool {
    site.took_place(id)
}

/// Returns the day of an event, where it is certain.
pub(super) fn certain_day(id: EntryId, site: &Site) -> Option<NaiveDate> {
    site.entry(id).when.as_ref()?.certain_day()
}

/// Returns the mark of an event as figures draw it.
pub(super) fn mark_of(id: EntryId, site: &Site) -> Option<Mark> {
    let tone = site.tone(id);
    Some(Mark {
        shape: site.kind_of(id).mark?.word(),
        tone: tone.map_or("", Tone::word),
    })
}

/// Lists the names that stand beside a language tag in their group.
fn native_names(id: EntryId, site: &Site) -> Value {
    let kind = site.kind_of(id);
    let Some(path) = kind.roles.get(Role::Named) else {
        return list([]);
    };
    let (Some((name, outer)), entry) = (path.0.split_last(), site.entry(id)) else {
        return list([]);
    };
    if outer.is_empty() {
        return list([]);
    }
    let fields = kind
        .field(&FieldPath(outer.to_vec()))
        .field_type
        .group_fields();
    let Some(language) = fields
        .iter()
        .position(|field| matches!(field.field_type, FieldType::Language))
    else {
        return list([]);
    };
    let groups = groups_at(entry, outer);
    list(groups.into_iter().filter_map(|group| {
        let text = preferred(&group.get(*name)?.as_ref()?.value).words()?;
        let tag = preferred(&group.get(language)?.as_ref()?.value).words()?;
        Some(map([("text", text.into()), ("lang", tag.into())]))
    }))
}

fn groups_at<'a>(entry: &'a Entry, path: &[usize]) -> Vec<&'a [Option<Item>]> {
    let items = entry.values(&FieldPath(path.to_vec()));
    items
        .into_iter()
        .filter_map(|item| item.value.group())
        .collect()
}

/// Makes one of the facts that a kind shows beside the title; nothing where it is not set.
fn line_item(id: EntryId, path: &FieldPath, site: &Site) -> Option<Value> {
    let entry = site.entry(id);
    let field = site.kind_of(id).field(path);
    let mut items: Vec<Value> = Vec::new();
    let mut texts: Vec<String> = Vec::new();
    let mut disputed = false;
    let mut figures: Vec<&Quantity> = Vec::new();
    for item in entry.values(path) {
        disputed |= differs(item, &field.field_type, id, site);
        let value = preferred(&item.value);
        let text = plain_words(value, &field.field_type, id, site);
        if text.is_empty() || texts.contains(&text) {
            continue;
        }
        figures.extend(value.quantity());
        let target = value
            .reference()
            .and_then(|slot| site.targets[id.0 as usize][slot]);
        let abbreviation = target.map_or("", |target| role_text(target, Role::Abbreviated, site));
        items.push(map([
            ("text", text.as_str().into()),
            ("abbreviation", abbreviation.into()),
            ("title", text.as_str().into()),
        ]));
        texts.push(text);
    }
    if let FieldType::Quantity { unit } = field.field_type.item()
        && texts.len() > SEPARATE
        && figures.len() == texts.len()
        && let Some(span) = Quantity::span(&figures)
    {
        let text = span.words_with(unit);
        items = vec![map([
            ("text", text.as_str().into()),
            ("abbreviation", "".into()),
            ("title", text.as_str().into()),
        ])];
        texts = vec![text];
    }
    (!items.is_empty()).then(|| {
        map([
            ("name", field.name.as_str().into()),
            ("label", field.label.as_str().into()),
            ("items", Value::from(items)),
            ("text", texts.join(", ").into()),
            ("figure", is_figure(&field.field_type).into()),
            ("disputed", disputed.into()),
        ])
    })
}

/// Tells whether a field holds a number, which means nothing without its label.
pub(super) fn is_figure(field_type: &FieldType) -> bool {
    matches!(
        field_type.item(),
        FieldType::Integer | FieldType::Decimal { .. } | FieldType::Quantity { .. }
    )
}
