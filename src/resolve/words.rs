//! Values in plain words, as pages, feeds and the published facts have them.
//!
//! Neither markup nor sources are part of these words; of several statements the preferred one speaks.

use std::ops::Range;

use super::references::LinkTo;
use super::{EntryId, Site};
use crate::figures::grouped;
use crate::model::body::Body;
use crate::model::{Value as Field, is_indirect, preferred};
use crate::schema::FieldType;

/// Writes a value in plain words.
#[must_use]
pub fn plain_words(value: &Field, field_type: &FieldType, id: EntryId, site: &Site) -> String {
    match preferred(value) {
        Field::Text(text) | Field::Language(text) => text.clone(),
        Field::Picture(picture) => picture.alt.clone(),
        Field::Url(url) => short_address(url),
        Field::Markdown(number) => site.entry(id).bodies[*number].plain.clone(),
        Field::Integer(number) => grouped(&number.to_string()),
        Field::Decimal(number) => {
            let unit = field_type.unit();
            // A sign such as ° stands at the figure, a word or abbreviation apart from it.
            let gap = if unit.starts_with(char::is_alphabetic) {
                "\u{a0}"
            } else {
                ""
            };
            format!("{}{gap}{unit}", grouped(number))
        }
        Field::Quantity(quantity) => quantity.words_with(field_type.unit()),
        Field::YesNo(true) => "yes".to_owned(),
        Field::YesNo(false) => "no".to_owned(),
        Field::Date(when) => when.long(),
        Field::Zone(zone) => zone.name().to_owned(),
        Field::Days(days) => {
            let days = days
                .iter()
                .map(|(zone, when)| format!("{}: {}", zone_label(*zone, site), when.long()));
            days.collect::<Vec<_>>().join("; ")
        }
        Field::Duration(duration) => duration.words(),
        Field::Choice(index) => field_type
            .options()
            .get(*index)
            .map_or_else(String::new, |option| option.label.clone()),
        Field::Ref(slot) => {
            let target = site.targets[id.0 as usize][*slot];
            target.map_or_else(String::new, |target| site.title(target).to_owned())
        }
        Field::List(items) => {
            let items = items
                .iter()
                .map(|item| plain_words(&item.value, field_type.item(), id, site));
            items
                .filter(|text| !text.is_empty())
                .collect::<Vec<_>>()
                .join(", ")
        }
        Field::Group(items) => {
            let fields = field_type.group_fields();
            let own_words = !is_indirect(fields, items);
            let parts = fields.iter().zip(items).filter_map(|(field, item)| {
                let text = plain_words(&item.as_ref()?.value, &field.field_type, id, site);
                let text = if field.quoted && own_words {
                    format!("“{text}”")
                } else {
                    text
                };
                (!text.is_empty()).then_some(text)
            });
            parts.collect::<Vec<_>>().join(", ")
        }
        Field::Facts(_) => String::new(),
    }
}

/// Returns the name that the site gives a zone, or the city in the zone's own name.
#[must_use]
pub fn zone_label(zone: chrono_tz::Tz, site: &Site) -> String {
    if let Some((label, _)) = site.config.zones.iter().find(|(_, known)| *known == zone) {
        return label.clone();
    }
    zone_city(zone)
}

/// Returns the city after which a zone is called.
#[must_use]
pub fn zone_city(zone: chrono_tz::Tz) -> String {
    let name = zone.name();
    name.rsplit('/').next().unwrap_or(name).replace('_', " ")
}

/// Shortens a web address to its host and the beginning of its path.
fn short_address(url: &str) -> String {
    const KEPT: usize = 40;
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.trim_start_matches("www.").trim_end_matches('/');
    if rest.chars().count() <= KEPT {
        return rest.to_owned();
    }
    rest.chars().take(KEPT).collect::<String>() + "…"
}

/// Returns a part of a body's plain text, with titles where a link has no words of its own.
#[must_use]
pub fn words_of_body(body: &Body, targets: &[LinkTo], range: &Range<usize>, site: &Site) -> String {
    let mut words = String::new();
    let mut from = range.start;
    for (link, target) in body.links.iter().zip(targets) {
        if let LinkTo::Entry(id, _) = target
            && !link.has_text
            && link.place.start >= from
            && link.place.end <= range.end
        {
            words.push_str(body.plain.get(from..link.place.start).unwrap_or_default());
            words.push_str(site.title(*id));
            from = link.place.end;
        }
    }
    words.push_str(body.plain.get(from..range.end).unwrap_or_default());
    words.trim().to_owned()
}
