//! The page of an entry: its card and all its fields, the clock, the sources by number, relations.
//!
//! Works for every kind alike; what a page shows, and in which order, its template decides.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use tera::Value;

use super::appearances::appearances;
use super::attendance::{attendance, attendees, met};
use super::called::called;
use super::cards::Cards;
use super::chain::chain;
use super::citations::{SourceFields, citations, sources_of, support_view};
use super::cite::cite_view;
use super::claims::claims_view;
use super::clock::clock;
use super::commitments::commitments;
use super::corrections::corrections_view;
use super::disputes::{disputes, role_differs};
use super::leaders::leaders;
use super::linked_data::linked_data;
use super::maps::Maps;
use super::markdown;
use super::mentions::mentions;
use super::periods::Periods;
use super::profiles::overlay;
use super::quotes::quotes;
use super::relations::backlinks;
use super::reports::Ledger;
use super::runs::Runs;
use super::sheet::sheet;
use super::site_map::site_map;
use super::tenures::tenures_view;
use super::used::Used;
use super::values::{Page, date_view, fields_view, rows};
use super::view::{extend, list, map};
use crate::claims::Claims;
use crate::model::body::Body;
use crate::model::{Within, preferred};
use crate::resolve::origins::support;
use crate::resolve::{EntryId, Site};
use crate::schema::{FieldType, Role};

/// What the pages of entries share, made once a build.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) source_fields: SourceFields,
    periods: Periods,
    pub(super) runs: Runs,
    pub(super) ledger: Ledger,
    maps: Maps,
    used: OnceLock<Used>,
}

impl Shared {
    /// Makes it for a site.
    pub(super) fn new(site: &Site) -> Self {
        let ((periods, ledger), runs) = rayon::join(
            || (Periods::new(site), Ledger::new(site)),
            || Runs::new(site),
        );
        Self {
            source_fields: SourceFields::new(site),
            periods,
            runs,
            ledger,
            maps: Maps::new(site),
            used: OnceLock::new(),
        }
    }
}

/// Makes what the template of an entry's page sees as `entry`; sources are numbered as given, or in the
/// order in which the page cites them.
pub(super) fn entry_view(
    id: EntryId,
    numbers: Option<&BTreeMap<EntryId, usize>>,
    site: &Site,
    claims: &Claims,
    cards: &Cards,
    shared: &Shared,
) -> Value {
    let entry = site.entry(id);
    let kind = site.kind_of(id);
    let sources = sources_of(id, site);
    let own = || sources.iter().copied().zip(1..).collect();
    let numbers = numbers.map_or_else(|| Cow::Owned(own()), Cow::Borrowed);
    let root = site.address(id).root();
    let page = Page {
        site,
        claims,
        cards,
        id,
        root: &root,
        numbers: &numbers,
    };
    let fields = fields_view(&kind.fields, &entry.fields, &page);
    // The summary stands under the title, sources and corrections in lists of their own.
    let elsewhere: Vec<&str> = [Role::Summary, Role::Cites, Role::Corrected]
        .into_iter()
        .filter_map(|role| Some(kind.field(kind.roles.get(role)?).name.as_str()))
        .collect();
    let rows = rows(&kind.fields, &fields, &elsewhere);
    let citations = citations(&sources, &page, &shared.source_fields);
    let related = site.sharing.related_to(id, &site.entries);
    let related = related.iter().map(|related| {
        let shared: Vec<&str> = related.shared.iter().map(|id| site.title(*id)).collect();
        map([
            ("card", cards.get(related.id)),
            ("shared", shared.join(", ").into()),
        ])
    });
    let parties = parties(id, site);
    let clock = clock(id, site);
    extend(
        &cards.get(id),
        [
            ("fields", fields),
            ("disputes", disputes(&rows)),
            ("rows", rows),
            ("body", Value::safe_string(&markdown::html(0, &page))),
            ("clock", clock.rows),
            ("clock_disputed", role_differs(Role::Dated, id, site).into()),
            ("clock_note", clock.note.into()),
            (
                "aliases",
                list(other_names(id, site).into_iter().map(Value::from)),
            ),
            (
                "tags",
                list(entry.tags.iter().map(|tag| tag.as_str().into())),
            ),
            (
                "parties",
                list(parties.iter().map(|party| cards.get(*party))),
            ),
            ("parties_word", parties_word(id, parties.len(), site).into()),
            ("backlinks", backlinks(id, site, cards)),
            ("led", chain(id, &shared.runs, site, cards)),
            ("run", shared.runs.run(id, site, cards)),
            ("members", shared.runs.members(id, site)),
            ("alike", shared.runs.alike(id, site, cards)),
            ("mentions", mentions(id, site, cards)),
            ("later", shared.runs.later(id, site, cards)),
            ("ordinal", shared.periods.ordinal(id, site)),
            ("calendars", shared.periods.calendars(id, site)),
            ("sequence", shared.periods.sequence(id, site, cards)),
            ("sheet", sheet(id, &shared.maps, &page)),
            ("site_map", site_map(id, &shared.maps, &page)),
            ("profiles", overlay(id, shared.runs.of_type(id), &page)),
            ("commitments", commitments(id, site)),
            ("agreed", shared.ledger.agreed(id, site, cards)),
            ("plan", shared.ledger.plan(id, site, cards)),
            ("called", called(id, site)),
            ("offices", tenures_view(id, site, cards)),
            ("attendees", attendees(id, site, cards)),
            ("attendance", attendance(id, site)),
            ("holders", leaders(id, site, cards)),
            ("appearances", appearances(id, site, cards)),
            ("met", met(id, site, cards)),
            ("quotes", quotes(id, site, cards)),
            ("corrections", corrections_view(&page)),
            ("claims", claims_view(id, claims, site, cards)),
            ("data", data(id, &sources, shared, site)),
            ("used", used(id, shared, site)),
            ("cite", cite_view(id, site, source_item(id, shared, site))),
            ("published", day(Role::Published, id, site)),
            ("updated", day(Role::Updated, id, site)),
            (
                "previous",
                cards.maybe(site.chronology.previous[id.0 as usize]),
            ),
            ("next", cards.maybe(site.chronology.next[id.0 as usize])),
            ("related", list(related)),
            ("citations", citations),
            ("support", support_view(support(id, site))),
            ("contents", contents(entry.body())),
        ],
    )
}

/// Makes the page as schema.org data; the page of a source is no report on it.
fn data(id: EntryId, sources: &[EntryId], shared: &Shared, site: &Site) -> Value {
    if shared.source_fields.is_citable(site.entry(id).kind) {
        return Value::none();
    }
    Value::safe_string(&linked_data(id, sources, site))
}

/// Makes what rests on a source; none for what cannot be cited.
fn used(id: EntryId, shared: &Shared, site: &Site) -> Value {
    if !shared.source_fields.is_citable(site.entry(id).kind) {
        return Value::none();
    }
    let used = shared.used.get_or_init(|| Used::new(site));
    used.view(id, site)
}

/// Returns what reference managers read on the page of a source: the source, not the page on it.
fn source_item(id: EntryId, shared: &Shared, site: &Site) -> Option<Value> {
    let is_source = shared.source_fields.is_citable(site.entry(id).kind);
    is_source.then(|| shared.source_fields.item_of(id, site))
}

/// Lists the headings of a text.
fn contents(body: &Body) -> Value {
    let headings = body.headings.iter().filter(|heading| heading.level == 3);
    list(headings.map(|heading| {
        map([
            ("id", heading.id.as_str().into()),
            ("text", heading.text.as_str().into()),
        ])
    }))
}

/// Lists the aliases that no field shows as a name, and the title where it was turned round.
fn other_names(id: EntryId, site: &Site) -> Vec<&str> {
    let (entry, shown) = (site.entry(id), site.title(id));
    let path = site.kind_of(id).roles.get(Role::Named);
    let named = path.map_or_else(Vec::new, |path| entry.values(path));
    let named: Vec<&str> = named
        .into_iter()
        .filter_map(|item| preferred(&item.value).words())
        .collect();
    let aliases = entry.aliases.iter().map(|(alias, _)| alias.as_str());
    let title = Some(entry.title.as_str())
        .filter(|_| !entry.aliases.iter().any(|(alias, _)| *alias == entry.title));
    let other = |name: &&str| *name != shown && !named.contains(name);
    title.into_iter().chain(aliases).filter(other).collect()
}

/// Makes the view of the date that plays a role, or none.
fn day(role: Role, id: EntryId, site: &Site) -> Value {
    let path = site.kind_of(id).roles.get(role);
    let items = path.map(|path| site.entry(id).values(path));
    let first = items.and_then(|items| preferred(&items.first()?.value).date());
    first.map_or_else(Value::none, |when| date_view(when, site))
}

fn parties(id: EntryId, site: &Site) -> Vec<EntryId> {
    let Some(path) = site.kind_of(id).roles.get(Role::Parties) else {
        return Vec::new();
    };
    let entry = site.entry(id);
    entry
        .references
        .iter()
        .zip(site.targets[id.0 as usize].iter())
        .filter(|(reference, _)| reference.path == *path && reference.within == Within::Value)
        .filter_map(|(_, target)| *target)
        .collect()
}

/// Counts the parties in words, for kinds whose entries have several.
fn parties_word(id: EntryId, number: usize, site: &Site) -> &'static str {
    let kind = site.kind_of(id);
    let several = kind
        .roles
        .get(Role::Parties)
        .is_some_and(|path| matches!(kind.field(path).field_type, FieldType::List { .. }));
    match number {
        2 if several && kind.is_dated() => "Bilateral",
        3 if several && kind.is_dated() => "Trilateral",
        4.. if several && kind.is_dated() => "Multilateral",
        _ => "",
    }
}
