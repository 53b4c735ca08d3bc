//! The offices that someone held: on a line of years, and the one held on a day.
//!
//! Of the group that plays the role, the first two dates are the first and the last day, the first
//! text is the title and the first reference the body. A last day that is not given may be unknown
//! or still to come; the bar then ends open, at the day from which the site speaks.

use chrono::{Datelike as _, NaiveDate};
use tera::Value;

use super::cards::Cards;
use super::view::{list, map, optional};
use crate::model::{Item, Value as Field, preferred};
use crate::resolve::{EntryId, Site};
use crate::schema::{FieldDef, FieldType, Role};
use crate::when::{When, days_between};

/// The most years that the axis names.
const TICKS: i32 = 6;

/// One office.
struct Tenure<'a> {
    title: &'a str,
    body: Option<EntryId>,
    from: Option<&'a When>,
    to: Option<&'a When>,
}

fn tenures(id: EntryId, site: &Site) -> Vec<Tenure<'_>> {
    let kind = site.kind_of(id);
    let Some(path) = kind.roles.get(Role::Tenures) else {
        return Vec::new();
    };
    let fields = kind.field(path).field_type.group_fields();
    let groups = site.entry(id).values(path);
    groups
        .into_iter()
        .filter_map(|item| Some(tenure(item.value.group()?, fields, id, site)))
        .collect()
}

fn tenure<'a>(
    items: &'a [Option<Item>],
    fields: &[FieldDef],
    id: EntryId,
    site: &Site,
) -> Tenure<'a> {
    let value = |wanted: fn(&FieldType) -> bool, place: usize| -> Option<&'a Field> {
        let of_type = fields.iter().zip(items);
        let mut of_type = of_type.filter(|(field, _)| wanted(&field.field_type));
        let (_, item) = of_type.nth(place)?;
        item.as_ref().map(|item| preferred(&item.value))
    };
    let is_date = |field_type: &FieldType| matches!(field_type, FieldType::Date);
    let is_text = |field_type: &FieldType| matches!(field_type, FieldType::Text);
    let is_reference = |field_type: &FieldType| matches!(field_type, FieldType::Ref { .. });
    let slot = value(is_reference, 0).and_then(Field::reference);
    Tenure {
        title: value(is_text, 0).and_then(Field::words).unwrap_or_default(),
        body: slot.and_then(|slot| site.targets[id.0 as usize][slot]),
        from: value(is_date, 0).and_then(Field::date),
        to: value(is_date, 1).and_then(Field::date),
    }
}

/// Returns the title of the office that someone certainly held on the day of an event.
pub(super) fn title_on(id: EntryId, when: &When, site: &Site) -> Option<String> {
    let (first, last) = (when.first_day()?, when.last_day()?);
    let held = tenures(id, site).into_iter().find(|tenure| {
        let began = tenure.from.and_then(When::last_day);
        let ended = tenure.to.and_then(When::first_day);
        began.is_some_and(|day| day <= first) && ended.is_some_and(|day| last <= day)
    });
    held.map(|tenure| tenure.title.to_owned())
}

/// Makes the bars of the offices and the years of their axis; none with fewer than two offices.
pub(super) fn tenures_view(id: EntryId, site: &Site, cards: &Cards) -> Value {
    let today = site.as_of.as_ref().and_then(When::last_day);
    let known: Vec<(Tenure, NaiveDate, NaiveDate)> = tenures(id, site)
        .into_iter()
        .filter_map(|tenure| {
            let from = tenure.from?.first_day()?;
            let to = tenure.to.and_then(When::last_day).or(today)?;
            (from <= to).then_some((tenure, from, to))
        })
        .collect();
    let (Some(first), Some(last)) = (
        known.iter().map(|(_, from, _)| *from).min(),
        known.iter().map(|(_, _, to)| *to).max(),
    ) else {
        return Value::none();
    };
    if known.len() < 2 {
        return Value::none();
    }
    let span = days_between(first, last).max(1);
    let place = |day: NaiveDate| days_between(first, day) * 10_000 / span;
    let per_cent = |parts: i64| format!("{}.{:02}%", parts / 100, parts % 100);
    let bars = known.iter().map(|(tenure, from, to)| {
        let (start, end) = (place(*from), place(*to));
        map([
            ("title", tenure.title.into()),
            ("card", cards.maybe(tenure.body)),
            ("x", per_cent(start).into()),
            ("width", per_cent((end - start).max(50)).into()),
            ("late", (start > 5_000).into()),
            ("end", per_cent(end).into()),
            ("open", tenure.to.is_none().into()),
        ])
    });
    let path = site.kind_of(id).roles.get(Role::Tenures);
    let row = path.map_or("", |path| site.kind_of(id).field(path).name.as_str());
    map([
        ("row", row.into()),
        ("bars", list(bars)),
        ("ticks", ticks(first, last, &|day| per_cent(place(day)))),
        ("first", first.year().into()),
        ("last", last.year().into()),
    ])
}

/// Names a few years between the first and the last day.
fn ticks(first: NaiveDate, last: NaiveDate, place: &impl Fn(NaiveDate) -> String) -> Value {
    let years = last.year() - first.year();
    let step = years / TICKS + 1;
    let years = (first.year() + 1..=last.year()).filter(|year| year % step == 0);
    list(years.filter_map(|year| {
        let day = NaiveDate::from_ymd_opt(year, 1, 1)?;
        Some(map([
            ("x", place(day).into()),
            ("year", optional(Some(year.to_string()))),
        ]))
    }))
}
