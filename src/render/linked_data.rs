//! The page of an entry as schema.org data: a report with its dates, sources and corrections.
//!
//! Only what is known is said: a page without a day of publication has none here. The text stands in a
//! block of data that no browser runs, and holds no `<`, so that nothing in it can end that block.

use chrono::NaiveDate;
use serde_json::{Map, Value as Json, json};

use super::cite::iso;
use crate::model::{Value, preferred};
use crate::resolve::corrections::corrections;
use crate::resolve::{EntryId, Site};
use crate::schema::{FieldType, Role};
use crate::when::When;

/// Writes the data of an entry's page, whose sources are given.
pub(super) fn linked_data(id: EntryId, sources: &[EntryId], site: &Site) -> String {
    let kind = site.kind_of(id);
    let config = &site.config;
    let form = if kind.is_dated() { "Report" } else { "Article" };
    let mut data = Map::new();
    let mut say = |name: &str, value: Json| {
        data.insert(name.to_owned(), value);
    };
    say("@context", "https://schema.org".into());
    say("@type", form.into());
    say("headline", site.title(id).into());
    if let Some(base) = &config.url {
        say(
            "url",
            format!("{base}{}", site.address(id).encoded()).into(),
        );
    }
    say("inLanguage", config.language.as_str().into());
    let corrections = corrections(id, site);
    if let Some(day) = published(id, site) {
        say("datePublished", iso(day).into());
    }
    if let Some(day) = modified(id, site) {
        say("dateModified", iso(day).into());
    }
    if let Some(publisher) = &config.publisher {
        say(
            "publisher",
            json!({ "@type": "Organization", "name": publisher }),
        );
    }
    if let Some(url) = config
        .licence
        .as_ref()
        .and_then(|licence| licence.url.as_ref())
    {
        say("license", url.as_str().into());
    }
    let mut whole = Map::new();
    whole.insert("@type".to_owned(), "WebSite".into());
    whole.insert("name".to_owned(), config.title.as_str().into());
    if let Some(base) = &config.url {
        whole.insert("url".to_owned(), base.as_str().into());
    }
    say("isPartOf", whole.into());
    if !sources.is_empty() {
        let cited = sources.iter().map(|source| citation(*source, site));
        say("citation", cited.collect());
    }
    if !corrections.is_empty() {
        let comments = corrections.iter().map(|correction| {
            let mut comment = Map::new();
            comment.insert("@type".to_owned(), "CorrectionComment".into());
            if let Some(day) = correction.date.certain_day() {
                comment.insert("datePublished".to_owned(), iso(day).into());
            }
            comment.insert("text".to_owned(), correction.words().into());
            Json::from(comment)
        });
        say("correction", comments.collect());
    }
    Json::from(data).to_string().replace('<', "\\u003c")
}

/// Returns the day on which the page of an entry was first published.
pub(super) fn published(id: EntryId, site: &Site) -> Option<NaiveDate> {
    role_date(id, Role::Published, site)?.certain_day()
}

/// Returns the last day on which facts of the page of an entry changed.
pub(super) fn modified(id: EntryId, site: &Site) -> Option<NaiveDate> {
    let corrections = corrections(id, site);
    let changes = corrections.iter().map(|correction| correction.date);
    let dates = changes.chain(role_date(id, Role::Updated, site));
    dates.filter_map(When::certain_day).max()
}

/// Returns the date that plays a role.
fn role_date(id: EntryId, role: Role, site: &Site) -> Option<&When> {
    let path = site.kind_of(id).roles.get(role)?;
    preferred(&site.entry(id).values(path).first()?.value).date()
}

/// Describes a source by its title and its first address.
fn citation(source: EntryId, site: &Site) -> Json {
    let entry = site.entry(source);
    let mut data = Map::new();
    data.insert("@type".to_owned(), "CreativeWork".into());
    data.insert("name".to_owned(), site.title(source).into());
    let fields = site.kind_of(source).fields.iter().zip(&entry.fields);
    let address = fields
        .filter(|(field, _)| matches!(field.field_type, FieldType::Url))
        .find_map(|(_, item)| match preferred(&item.as_ref()?.value) {
            Value::Url(url) => Some(url.as_str()),
            _ => None,
        });
    if let Some(address) = address {
        data.insert("url".to_owned(), address.into());
    }
    data.into()
}
