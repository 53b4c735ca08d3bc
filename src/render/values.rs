//! The value of a field to what a template sees: words to print, and the parts they are made of.
//!
//! Every value has a `type` and a `text`, so that a page can show a kind that nobody wrote a
//! template for; the rest depends on the type. `docs/templates.md` lists it all.

use std::collections::BTreeMap;

use tera::Value;

use super::cards::Cards;
use super::disputes;
use super::markdown;
use super::quotes::{is_language_of_others, language};
use super::view::{Names, extend, list, map, names_of};
use crate::claims::Claims;
use crate::model::{Basis, Fact, Item, Value as Field};
pub(super) use crate::resolve::words::{plain_words, zone_city, zone_label};
use crate::resolve::{EntryId, Site};
use crate::schema::{FieldDef, FieldType, Tone};
use crate::when::When;

/// What a value's view depends on besides the value.
pub(super) struct Page<'a> {
    /// The site.
    pub(super) site: &'a Site,
    /// The statements with their verdicts, which work figures out.
    pub(super) claims: &'a Claims,
    /// The cards.
    pub(super) cards: &'a Cards,
    /// The entry whose page it is.
    pub(super) id: EntryId,
    /// The way back to the top folder.
    pub(super) root: &'a str,
    /// The number of each source on this page.
    pub(super) numbers: &'a BTreeMap<EntryId, usize>,
}

impl Page<'_> {
    /// Returns what a reference of this page's entry means.
    pub(super) fn target(&self, slot: usize) -> Option<EntryId> {
        self.site.targets[self.id.0 as usize][slot]
    }

    /// Returns the mark of a citation: number, anchor and title of the source.
    pub(super) fn citation(&self, source: EntryId) -> Value {
        let number = self.numbers.get(&source).copied().unwrap_or_default();
        map([
            ("number", number.into()),
            ("id", anchor(source, self.site).into()),
            ("title", self.site.title(source).into()),
        ])
    }
}

/// Returns the anchor of a source on the pages that cite it.
pub(super) fn anchor(source: EntryId, site: &Site) -> String {
    format!("src-{}", site.entry(source).key)
}

/// Makes the map from field name to view, with none for fields that are not set.
pub(super) fn fields_view(fields: &[FieldDef], items: &[Option<Item>], page: &Page) -> Value {
    let mut views = Names::new();
    for (field, item) in fields.iter().zip(items) {
        let view = item
            .as_ref()
            .map_or_else(Value::none, |item| field_view(field, item, page));
        views.insert(field.name.clone().into(), view);
    }
    for (index, field) in fields.iter().enumerate().filter(|(_, field)| field.quoted) {
        if let Some(tag) = language(fields, items, index)
            && let Some(view) = views.get_mut(&tera::value::Key::from(field.name.clone()))
        {
            *view = extend(view, [("lang", tag.into())]);
        }
    }
    Value::from(views)
}

/// Makes the rows of the fields that are set and shown, given the views of all.
pub(super) fn rows(fields: &[FieldDef], views: &Value, skip: &[&str]) -> Value {
    let map = views.as_map();
    list(
        fields
            .iter()
            .enumerate()
            .filter(|(_, field)| !field.hidden && !skip.contains(&field.name.as_str()))
            .filter(|(index, _)| !is_language_of_others(fields, *index))
            .filter_map(|(_, field)| {
                let view = map?.get(&tera::value::Key::from(field.name.clone()))?;
                (!view.is_none()).then(|| row(field, view.clone()))
            }),
    )
}

fn row(field: &FieldDef, view: Value) -> Value {
    map([
        ("name", field.name.as_str().into()),
        ("label", field.label.as_str().into()),
        ("value", view),
    ])
}

fn field_view(field: &FieldDef, item: &Item, page: &Page) -> Value {
    match &item.value {
        Field::Facts(facts) => {
            let mut views: Vec<(bool, Value)> = facts
                .iter()
                .map(|fact| (fact.prefer, fact_view(fact, &field.field_type, page)))
                .collect();
            views.sort_by_key(|(prefer, _)| !prefer);
            let mut views = views.into_iter().map(|(_, view)| view);
            let first = views.next().unwrap_or_else(Value::none);
            let others: Vec<Value> = views.collect();
            let differs = disputes::differs(item, &field.field_type, page.id, page.site);
            extend(
                &first,
                [("others", Value::from(others)), ("differs", differs.into())],
            )
        }
        value => value_view(value, &field.field_type, page),
    }
}

fn fact_view(fact: &Fact, field_type: &FieldType, page: &Page) -> Value {
    let basis = match fact.basis {
        Basis::Sourced => "",
        Basis::GeneralKnowledge => "general knowledge, not sourced",
    };
    let (sources, origins) = cites(&fact.sources, page);
    extend(
        &value_view(&fact.item.value, field_type, page),
        [
            ("sources", sources),
            ("origins", origins),
            (
                "by",
                page.cards.maybe(fact.by.and_then(|slot| page.target(slot))),
            ),
            ("basis", basis.into()),
            ("note", fact.note.as_str().into()),
        ],
    )
}

/// Makes the marks of the sources that references name, by number, and counts their origins.
fn cites(slots: &[usize], page: &Page) -> (Value, Value) {
    let mut sources: Vec<EntryId> = slots.iter().filter_map(|slot| page.target(*slot)).collect();
    sources.sort_by_key(|source| page.numbers.get(source));
    let origins = page.site.origins.number(&sources);
    let marks = sources.into_iter().map(|source| page.citation(source));
    (list(marks), origins.into())
}

/// Makes the view of one value, without sources.
fn value_view(value: &Field, field_type: &FieldType, page: &Page) -> Value {
    if let Field::Facts(facts) = value
        && let Some(fact) = facts.first()
    {
        return fact_view(fact, field_type, page);
    }
    let mut view = parts(value, field_type, page);
    let text = plain_words(value, field_type, page.id, page.site);
    let common = [
        ("type", type_word(value, field_type).into()),
        ("text", text.into()),
        ("sources", list([])),
        ("origins", 0.into()),
        ("by", Value::none()),
        ("basis", "".into()),
        ("note", "".into()),
        ("others", list([])),
        ("differs", false.into()),
    ];
    for (name, value) in common {
        view.insert(name.into(), value);
    }
    if let Field::Picture(picture) = value {
        let (sources, origins) = cites(&picture.sources, page);
        view.insert("sources".into(), sources);
        view.insert("origins".into(), origins);
    }
    Value::from(view)
}

/// Returns the word by which templates tell the types apart.
fn type_word(value: &Field, field_type: &FieldType) -> &'static str {
    match value {
        Field::List(_) => "list",
        Field::Integer(_) | Field::Decimal(_) => "number",
        Field::Days(_) => "days",
        Field::Text(_)
        | Field::Markdown(_)
        | Field::Quantity(_)
        | Field::YesNo(_)
        | Field::Date(_)
        | Field::Zone(_)
        | Field::Duration(_)
        | Field::Url(_)
        | Field::Language(_)
        | Field::Picture(_)
        | Field::Choice(_)
        | Field::Ref(_)
        | Field::Group(_)
        | Field::Facts(_) => field_type.item().word(),
    }
}

/// Makes what a view has besides its words, by type.
fn parts(value: &Field, field_type: &FieldType, page: &Page) -> Names {
    let mut parts = Names::new();
    let mut add = |name: &'static str, value: Value| {
        parts.insert(name.into(), value);
    };
    match value {
        Field::Text(_) => add("lang", "".into()),
        Field::Zone(_) | Field::Language(_) | Field::Facts(_) => {}
        Field::Markdown(number) => {
            add("html", Value::safe_string(&markdown::html(*number, page)));
        }
        Field::Integer(number) => {
            add("value", (*number).into());
            add("unit", "".into());
        }
        Field::Decimal(number) => {
            add("value", number.parse::<f64>().unwrap_or_default().into());
            add("unit", field_type.unit().into());
        }
        Field::Quantity(quantity) => {
            add("figure", quantity.words().into());
            add("unit", field_type.unit().into());
        }
        Field::YesNo(yes) => add("value", (*yes).into()),
        Field::Date(when) => {
            return names_of(&date_view(when, page.site));
        }
        Field::Days(days) => {
            let items = days.iter().map(|(zone, when)| {
                map([
                    ("text", zone_label(*zone, page.site).into()),
                    ("date", date_view(when, page.site)),
                ])
            });
            add("items", list(items));
        }
        Field::Duration(duration) => add("iso", duration.iso().into()),
        Field::Url(url) => add("url", url.as_str().into()),
        Field::Picture(picture) => {
            let bodies = &page.site.body_targets[page.id.0 as usize];
            if let Some(Some(found)) = bodies[picture.body].images.first() {
                add("url", found.address.encoded().into());
                add("width", found.width.into());
                add("height", found.height.into());
            } else {
                add("url", "".into());
                add("width", 0.into());
                add("height", 0.into());
            }
            add("caption", picture.caption.as_str().into());
            add("credit", picture.credit.as_str().into());
        }
        Field::Choice(index) => {
            let option = field_type.options().get(*index);
            let tone = option.and_then(|option| option.tone).map_or("", Tone::word);
            add("value", option.map_or("", |option| &option.value).into());
            add("full", option.map_or("", |option| &option.full).into());
            add("tone", tone.into());
            let indirect = option.is_some_and(|option| option.indirect);
            add("indirect", indirect.into());
        }
        Field::Ref(slot) => add("card", page.cards.maybe(page.target(*slot))),
        Field::List(items) => {
            let views = items
                .iter()
                .map(|item| value_view(&item.value, field_type.item(), page));
            add("items", list(views));
        }
        Field::Group(items) => {
            let fields = field_type.group_fields();
            let views = fields_view(fields, items, page);
            add("rows", rows(fields, &views, &[]));
            add("fields", views);
        }
    }
    parts
}

/// Makes the view of a date.
pub(super) fn date_view(when: &When, site: &Site) -> Value {
    let zone = when.zone();
    map([
        ("text", when.long().into()),
        ("short", when.short().into()),
        ("weekday", when.weekday().unwrap_or_default().into()),
        (
            "year",
            when.year()
                .map_or_else(String::new, |year| year.to_string())
                .into(),
        ),
        ("time", when.time().unwrap_or_default().into()),
        ("zone", zone.map_or("", |zone| zone.name()).into()),
        (
            "zone_label",
            zone.map(|zone| zone_label(zone, site))
                .or_else(|| when.offset_name())
                .unwrap_or_default()
                .into(),
        ),
        ("iso", super::view::optional(when.iso())),
        ("edtf", when.edtf().into()),
        ("certain", when.certain_day().is_some().into()),
    ])
}
