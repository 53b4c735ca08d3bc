//! Which events a dossier is about: what somebody asked for in a terminal, found in the site.
//!
//! In: the words of the call. Out: the events, in order, and what was asked for in the words of the site.
//! Conditions are read by the code that reads those of claims; what is wrong with them is told in its words. An
//! event of which it is not certain that it belongs is kept apart and named, so that nobody takes silence for
//! an answer.

use chrono::NaiveDate;

use crate::diagnostics::{Code, Diagnostics, near_miss};
use crate::filter::{self, Condition, Filter, Wanted};
use crate::mapping::Mapping;
use crate::render::About;
use crate::resolve::matching::{Fit, Sought};

use crate::resolve::{EntryId, Meaning, Site, meaning};
use crate::schema::KindId;
use crate::text::Span;
use crate::when::When;
use crate::yaml::{self, Key, Node, Yaml};

use super::words::{asked, conditions_in_words, nothing, title};

/// What a call asks for.
#[derive(Debug, Default)]
pub struct Request {
    /// The title, instead of one made of kinds and period.
    pub title: Option<String>,
    /// The kinds of events; all of them if none is named.
    pub kinds: Vec<String>,
    /// The conditions, each a dotted name and the value asked for.
    pub conditions: Vec<(String, String)>,
    /// The first day or period.
    pub from: Option<When>,
    /// The last day or period.
    pub to: Option<When>,
}

/// Why there is no dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The call asks for what does not exist.
    Call(String),
    /// Nothing fits.
    Empty(String),
}

/// Finds the events that a call asks for.
///
/// # Errors
///
/// Says what is asked for that does not exist, or that nothing fits.
pub fn choose(
    request: &Request,
    command: &str,
    site: &Site,
    nowhere: Span,
) -> Result<About, Refusal> {
    let kinds = kinds(&request.kinds, site)?;
    let period = period(request)?;
    let filters = filters(&kinds, &request.conditions, site, nowhere)?;
    let sought: Vec<(KindId, Sought)> = filters
        .iter()
        .map(|filter| {
            // What was planned or not held is part of what happened, and its state stands beside it.
            let mut sought = site.seek(filter);
            sought.took_place = false;
            (filter.kind, sought)
        })
        .collect();
    let (mut events, mut perhaps) = (Vec::new(), Vec::new());
    for id in &site.chronology.order {
        let entry = site.entry(*id);
        let Some((_, sought)) = sought.iter().find(|(kind, _)| *kind == entry.kind) else {
            continue;
        };
        let reaches = entry.when.as_ref().map(|when| reaches(when, request));
        let fit = site.fit(*id, sought);
        let whole = request.from.is_none() && request.to.is_none();
        match (reaches, fit) {
            (_, Fit::No) | (Some(false), _) => {}
            (None, _) if !whole => perhaps.push(*id),
            (_, Fit::NotKnown | Fit::Disputed) => perhaps.push(*id),
            (Some(_) | None, Fit::Preferred | Fit::Yes) => events.push(*id),
        }
    }
    let words = conditions_in_words(&filters, site);
    let asked = asked(&words, &filters, &kinds, request, period.as_ref(), site);
    if events.is_empty() {
        return Err(Refusal::Empty(nothing(&asked, perhaps.len(), site)));
    }
    let kinds: Vec<KindId> = filters.iter().map(|filter| filter.kind).collect();
    Ok(About {
        title: title(request, &events, &words, period.as_ref(), site),
        asked,
        command: command.to_owned(),
        period: period.or_else(|| of_events(&events, site)),
        kinds,
        events,
        perhaps,
    })
}

/// Finds the kinds that are named, or all kinds of events that the site has.
fn kinds(named: &[String], site: &Site) -> Result<Vec<KindId>, Refusal> {
    let dated = || site.schema.ids().filter(|(_, kind)| kind.is_dated());
    if named.is_empty() {
        let all = dated().map(|(id, _)| id);
        return Ok(all
            .filter(|id| site.entries.iter().any(|entry| entry.kind == *id))
            .collect());
    }
    let find = |name: &String| {
        let found = dated().find(|(_, kind)| kind.name == *name);
        found.map(|(id, _)| id).ok_or_else(|| {
            let known: Vec<&str> = dated().map(|(_, kind)| kind.name.as_str()).collect();
            let near = near_miss(name, known.iter().copied());
            let near = near.map_or_else(String::new, |near| format!("did you mean `{near}`? "));
            Refusal::Call(format!(
                "there is no kind of events called `{name}`\nhelp: {near}kinds of events here: {}",
                known.join(", ")
            ))
        })
    };
    named.iter().map(find).collect()
}

/// Makes one period of both ends.
fn period(request: &Request) -> Result<Option<When>, Refusal> {
    let (from, to) = (request.from.as_ref(), request.to.as_ref());
    let Some(either) = from.or(to) else {
        return Ok(None);
    };
    if let (Some(from), Some(to)) = (from, to) {
        if to.is_before(from).is_certain() {
            let (from, to) = (from.long(), to.long());
            return Err(Refusal::Call(format!(
                "the period ends before it begins: from {from} to {to}"
            )));
        }
        if from.edtf() == to.edtf() {
            return Ok(Some(either.clone()));
        }
    }
    let end = |end: Option<&When>| end.map_or("..", When::edtf).to_owned();
    match When::parse(&format!("{}/{}", end(from), end(to))) {
        Ok(period) => Ok(Some(period)),
        Err(_) => Err(Refusal::Call(
            "a period begins and ends on one day, in one month or in one year\n\
             help: write dates such as 2022, 2022-01 or 2022-01-05 after --from and --to"
                .to_owned(),
        )),
    }
}

/// Tells whether a day of an event can lie in the period asked for, each in its own calendar.
fn reaches(when: &When, request: &Request) -> bool {
    let ends = |end: Option<&When>, of: fn(&When) -> Option<NaiveDate>| end.and_then(of);
    let first = ends(request.from.as_ref(), When::first_day);
    let last = ends(request.to.as_ref(), When::last_day);
    let over = when
        .last_day()
        .zip(first)
        .is_some_and(|(day, first)| day < first);
    let later = when
        .first_day()
        .zip(last)
        .is_some_and(|(day, last)| day > last);
    !over && !later
}

/// Returns the period from the first event to the last.
pub(super) fn of_events(events: &[EntryId], site: &Site) -> Option<When> {
    let whens = || events.iter().filter_map(|id| site.entry(*id).when.as_ref());
    let first = whens().filter_map(When::first_day).min()?;
    let last = whens().filter_map(When::last_day).max()?;
    let text = if first == last {
        first.format("%Y-%m-%d").to_string()
    } else {
        format!("{}/{}", first.format("%Y-%m-%d"), last.format("%Y-%m-%d"))
    };
    When::parse(&text).ok()
}

/// Reads the conditions for each kind that has the fields asked for.
fn filters(
    kinds: &[KindId],
    conditions: &[(String, String)],
    site: &Site,
    nowhere: Span,
) -> Result<Vec<Filter>, Refusal> {
    let mut filters = Vec::new();
    let mut first = None;
    for kind in kinds {
        match filter(*kind, conditions, site, nowhere) {
            Ok(filter) => filters.push(filter),
            Err(message) => _ = first.get_or_insert(message),
        }
    }
    // A condition that no kind understands is a slip; one that a kind has no field for asks for none of it.
    match first {
        Some(message) if filters.is_empty() => Err(Refusal::Call(message)),
        _ => Ok(filters),
    }
}

/// Reads the conditions for one kind.
fn filter(
    kind: KindId,
    conditions: &[(String, String)],
    site: &Site,
    nowhere: Span,
) -> Result<Filter, String> {
    let mut filter = Filter {
        kind,
        conditions: Vec::new(),
    };
    for (field, value) in conditions {
        // Each stands alone, so that the same field may be asked for twice.
        let mut diagnostics = Diagnostics::default();
        let node = node(field, value, nowhere, &mut diagnostics);
        let read = node.as_ref().and_then(|node| {
            let mut map = Mapping::open(node, Code::BadFigure, &mut diagnostics)?;
            Some(filter::conditions(kind, &site.schema, &mut map))
        });
        if let Some(fault) = diagnostics.iter().next() {
            let help = fault.help.as_ref();
            let help = help.map_or_else(String::new, |help| format!("\nhelp: {help}"));
            return Err(format!("{}{help}", fault.message));
        }
        for mut condition in read.unwrap_or_default() {
            find_entries(&mut condition, kind, site)?;
            filter.conditions.push(condition);
        }
    }
    Ok(filter)
}

/// Makes of the words of a condition what they would be in YAML: brackets and braces hold several values, or
/// ask for all of them or for none; all else is one value, whatever it looks like.
fn node(field: &str, value: &str, span: Span, diagnostics: &mut Diagnostics) -> Option<Node> {
    let value = if value.starts_with(['[', '{']) {
        yaml::parse(value, span, diagnostics)?
    } else {
        let text = value.to_owned();
        Node {
            span,
            value: Yaml::Scalar {
                text,
                verbatim: true,
            },
        }
    };
    let key = |text: &str| Key {
        text: text.to_owned(),
        span,
    };
    let inner = Node {
        span,
        value: Yaml::Map(vec![(key(field), value)]),
    };
    Some(Node {
        span,
        value: Yaml::Map(vec![(key("where"), inner)]),
    })
}

/// Finds the entries that a condition names, by key or by any of their names.
fn find_entries(condition: &mut Condition, kind: KindId, site: &Site) -> Result<(), String> {
    let field = condition.path.field(site.schema.kind(kind), &site.schema);
    let kinds = field.field_type.item().kinds();
    for wanted in &mut condition.wanted {
        let Wanted::Entry(named) = wanted else {
            continue;
        };
        if kinds
            .iter()
            .any(|kind| site.find(*kind, &named.written).is_some())
        {
            continue;
        }
        let keys = |ids: &[EntryId]| {
            let keys = ids.iter().map(|id| format!("`{}`", site.entry(*id).key));
            keys.collect::<Vec<String>>().join(", ")
        };
        match meaning(site, &named.written, kinds) {
            Meaning::One(id) => site.entry(id).key.as_str().clone_into(&mut named.written),
            Meaning::Several(found) => {
                return Err(format!(
                    "`{}` may be any of {}\nhelp: write the key of the one that is meant",
                    named.written,
                    keys(&found)
                ));
            }
            Meaning::Unknown { near } => {
                let near = near.map(|id| format!("\nhelp: did you mean {}?", keys(&[id])));
                return Err(format!(
                    "there is no entry `{}` to ask for{}",
                    named.written,
                    near.unwrap_or_default()
                ));
            }
        }
    }
    Ok(())
}
