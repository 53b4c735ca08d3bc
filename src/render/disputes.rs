//! Who says what: every value of an entry that several state, and whether they agree.
//!
//! In: the rows of a page, with those of the groups in them. Out: one item a value, the preferred
//! statement first. Nothing is weighed here: which one is preferred stands in the brief.

use tera::Value;
use tera::value::Key;

use super::values::plain_words;
use super::view::{list, map};
use crate::model::{Fact, Item, Value as Field};
use crate::resolve::{EntryId, Site};
use crate::schema::{FieldType, Role};

/// Lists the values that several state, in the order of the page.
pub(super) fn disputes(rows: &Value) -> Value {
    let mut found = Vec::new();
    collect(rows, "", &mut found);
    list(found)
}

/// Tells whether those who state a value differ.
pub(super) fn differs(item: &Item, field_type: &FieldType, id: EntryId, site: &Site) -> bool {
    let said = |fact: &Fact| match &fact.item.value {
        // Times of one day are written with one day.
        Field::Date(when) => when.edtf().to_owned(),
        value => plain_words(value, field_type, id, site),
    };
    statements(item).skip(1).any({
        let first = statements(item).next().map(said);
        move |other| Some(said(other)) != first
    })
}

/// Tells whether those who state the value of the field that plays a role differ.
pub(super) fn role_differs(role: Role, id: EntryId, site: &Site) -> bool {
    let kind = site.kind_of(id);
    kind.roles.get(role).is_some_and(|path| {
        let field_type = &kind.field(path).field_type;
        let mut items = site.entry(id).values(path).into_iter();
        items.any(|item| differs(item, field_type, id, site))
    })
}

/// Tells whether those who date an event name different days, whatever the time.
pub(super) fn day_differs(id: EntryId, site: &Site) -> bool {
    let path = site.kind_of(id).roles.get(Role::Dated);
    let items = path.map_or_else(Vec::new, |path| site.entry(id).values(path));
    items.into_iter().any(|item| {
        let mut days = statements(item).filter_map(|fact| Some(fact.item.value.date()?.long()));
        let first = days.next();
        days.any(|day| Some(day) != first)
    })
}

fn statements(item: &Item) -> impl Iterator<Item = &Fact> {
    let facts: &[Fact] = if let Field::Facts(facts) = &item.value {
        facts
    } else {
        &[]
    };
    facts.iter()
}

/// Goes through rows, and through the groups in them; `group` names the one they stand in, where there are several.
fn collect(rows: &Value, group: &str, found: &mut Vec<Value>) {
    for row in rows.as_array().unwrap_or_default() {
        let (Some(label), Some(value)) = (part(row, "label"), part(row, "value")) else {
            continue;
        };
        if let Some(others) = part(value, "others").and_then(Value::as_array)
            && !others.is_empty()
        {
            let mut values = vec![value.clone()];
            values.extend(others.iter().cloned());
            found.push(map([
                ("label", label.clone()),
                ("group", group.into()),
                ("values", Value::from(values)),
                (
                    "differ",
                    part(value, "differs").cloned().unwrap_or_else(Value::none),
                ),
            ]));
        }
        if let Some(inner) = part(value, "rows") {
            collect(inner, group, found);
        }
        let items = part(value, "items").and_then(Value::as_array);
        let items = items.unwrap_or_default();
        for item in items {
            let Some(inner) = part(item, "rows") else {
                continue;
            };
            let first = inner.as_array().and_then(<[Value]>::first);
            let name = first
                .and_then(|row| part(part(row, "value")?, "text")?.as_str())
                .filter(|_| items.len() > 1);
            collect(inner, name.unwrap_or(group), found);
        }
    }
}

fn part<'a>(value: &'a Value, name: &'static str) -> Option<&'a Value> {
    value.as_map()?.get(&Key::from(name))
}
