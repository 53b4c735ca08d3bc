//! Who refers to an entry, grouped by how.
//!
//! A group is named by the inverse label that the referring field declares; links in bodies come
//! last. Within a group events stand newest first, with the sentence or words of the reference.
//! A group of events of one kind also has the columns of its table, and a count of each year.

use std::collections::BTreeMap;
use std::ops::Range;

use tera::Value;

use super::cards::{Cards, certain_day};
use super::quotes::is_speaker;
use super::tables;
use super::view::{list, map};
use crate::model::body::Body;
use crate::model::{Within, slug};
use crate::resolve::references::{By, Edge, LinkTo};
use crate::resolve::titles::sorted_by;
use crate::resolve::{EntryId, Site};
use crate::schema::{FieldPath, Kind, Role};
use crate::when::days_between;

/// The most entries that a group shows; its total is printed beside it.
const SHOWN: usize = 40;

/// The word for those who refer in running text.
const TEXT: &str = "text";

/// The rank of the group of those who only mention an entry: the last.
const BODY_RANK: usize = usize::MAX;

/// What a group's entry says of its reference.
#[derive(Default)]
struct Mention {
    sentence: String,
    words: String,
}

/// References that share a label.
struct Group {
    /// Where the group stands: in the order of the declarations.
    rank: usize,
    label: String,
    /// How its entries refer, in a word for templates.
    via: &'static str,
    mentions: BTreeMap<EntryId, Mention>,
}

/// Makes the groups of those who refer to an entry.
pub(super) fn backlinks(id: EntryId, site: &Site, cards: &Cards) -> Value {
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    let shown = site.incoming[id.0 as usize]
        .iter()
        .filter(|edge| !is_hidden(edge, site));
    for edge in shown {
        let (rank, label) = label_of(edge, site);
        let group = groups.entry(label.clone()).or_insert_with(|| Group {
            rank,
            label,
            via: via(edge, site),
            mentions: BTreeMap::new(),
        });
        group.rank = rank.min(group.rank);
        let mention = group.mentions.entry(edge.from).or_default();
        let (sentence, words) = words_of(edge, site);
        if mention.sentence.is_empty() {
            mention.sentence = sentence;
        }
        if mention.words.is_empty() {
            mention.words = words;
        }
    }
    let mut groups: Vec<Group> = groups.into_values().collect();
    groups.sort_by(|left, right| (left.rank, &left.label).cmp(&(right.rank, &right.label)));
    merge_mentions(&mut groups);
    groups.retain(|group| !group.mentions.is_empty());
    list(
        groups
            .into_iter()
            .map(|group| group_view(group, site, cards)),
    )
}

fn group_view(group: Group, site: &Site, cards: &Cards) -> Value {
    let mut mentions: Vec<(EntryId, Mention)> = group.mentions.into_iter().collect();
    mentions.sort_by_cached_key(|(id, _)| newest_first(*id, site));
    let ids: Vec<EntryId> = mentions.iter().map(|(id, _)| *id).collect();
    let columns = if group.via == TEXT {
        list([])
    } else {
        tables::columns(&ids[..ids.len().min(SHOWN)], site)
    };
    map([
        ("id", format!("record-{}", slug(&group.label)).into()),
        ("label", group.label.into()),
        ("via", group.via.into()),
        ("total", ids.len().into()),
        ("columns", columns),
        ("years", tables::years(&ids, site)),
        (
            "items",
            list(mentions.into_iter().take(SHOWN).map(|(from, mention)| {
                map([
                    ("card", cards.get(from)),
                    ("sentence", mention.sentence.into()),
                    ("words", mention.words.into()),
                ])
            })),
        ),
    ])
}

/// Returns the word that tells templates how an entry refers: by which part a field plays, by a
/// field of no part, or in running text.
fn via(edge: &Edge, site: &Site) -> &'static str {
    let By::Field(slot) = edge.by else {
        return TEXT;
    };
    let kind = site.kind_of(edge.from);
    let reference = &site.entry(edge.from).references[slot];
    if reference.within != Within::Value {
        return "figure";
    }
    if is_speaker(edge.from, slot, site) {
        return "statement";
    }
    let offices = kind.roles.get(Role::Tenures);
    if offices.is_some_and(|path| reference.path.0.starts_with(&path.0)) {
        return "office";
    }
    let plays = |role: Role| kind.roles.get(role) == Some(&reference.path);
    let known = [
        (Role::Attended, "attendance"),
        (Role::Answers, "answer"),
        (Role::Fulfilled, "fulfilment"),
        (Role::HeldAs, "plan"),
        (Role::Grouped, "run"),
        (Role::Located, "location"),
        (Role::Parties, "party"),
    ];
    let found = known.into_iter().find(|(role, _)| plays(*role));
    if let Some((_, word)) = found {
        word
    } else if kind.side(&reference.path).is_some() {
        "succession"
    } else {
        "field"
    }
}

/// Tells whether a reference stands in a part that pages do not show.
fn is_hidden(edge: &Edge, site: &Site) -> bool {
    let By::Field(slot) = edge.by else {
        return false;
    };
    let path = &site.entry(edge.from).references[slot].path;
    site.kind_of(edge.from).fields[path.0[0]].hidden
}

/// Takes out of the last group, that of mere mentions, whoever stands in a group before it; the
/// sentence goes along.
fn merge_mentions(groups: &mut [Group]) {
    let Some((last, others)) = groups.split_last_mut() else {
        return;
    };
    if last.rank != BODY_RANK {
        return;
    }
    last.mentions.retain(|id, mention| {
        let known = others
            .iter_mut()
            .find_map(|group| group.mentions.get_mut(id));
        if let Some(known) = known {
            if known.sentence.is_empty() {
                known.sentence = std::mem::take(&mut mention.sentence);
            }
            return false;
        }
        true
    });
}

/// Orders events from the newest to the oldest, and what has no date after them by title.
pub(super) fn newest_first(
    id: EntryId,
    site: &Site,
) -> (
    bool,
    std::cmp::Reverse<Option<crate::when::OrderKey>>,
    String,
) {
    let entry = site.entry(id);
    let key = entry.when.as_ref().map(crate::when::When::order_key);
    (
        key.is_none(),
        std::cmp::Reverse(key),
        sorted_by(id, site).to_lowercase(),
    )
}

/// Returns what the page of the target calls a reference, and where its group stands.
pub(super) fn label_of(edge: &Edge, site: &Site) -> (usize, String) {
    let kind = site.kind_of(edge.from);
    let entry = site.entry(edge.from);
    let cites = kind.roles.get(Role::Cites).map(|path| kind.field(path));
    let inverse_of_citing = || {
        let inverse = cites.and_then(|field| field.field_type.inverse());
        inverse.unwrap_or("Cited by").to_owned()
    };
    match edge.by {
        By::Link(..) => (BODY_RANK, "Mentioned in".to_owned()),
        By::Citation(..) => (BODY_RANK - 1, inverse_of_citing()),
        By::Field(slot) => {
            let reference = &entry.references[slot];
            let rank = usize::from(entry.kind.0) * 1000 + reference.path.0[0] * 10;
            match reference.within {
                Within::Source => (rank, inverse_of_citing()),
                Within::Speaker => (BODY_RANK - 2, "Figures given in".to_owned()),
                Within::Value => (rank, inverse_of(kind, &reference.path)),
                Within::Disputed => {
                    let label = inverse_of(kind, &reference.path);
                    (rank + 1, format!("{label}, according to some"))
                }
            }
        }
    }
}

/// Returns what the page of the target calls those who refer to it by a field.
fn inverse_of(kind: &Kind, path: &FieldPath) -> String {
    let field = kind.field(path);
    let declared = field.field_type.inverse().map(str::to_owned);
    declared.unwrap_or_else(|| format!("{}: {}", kind.plural, field.label))
}

/// Returns the sentence of a reference in a body, and the words beside one in a field.
pub(super) fn words_of(edge: &Edge, site: &Site) -> (String, String) {
    let entry = site.entry(edge.from);
    let sentence = |number: usize, range: &Range<usize>| {
        let targets = &site.body_targets[edge.from.0 as usize][number].links;
        plain_words(&entry.bodies[number], targets, range, site)
    };
    match edge.by {
        By::Link(number, index) => (
            sentence(number, &entry.bodies[number].links[index].sentence),
            String::new(),
        ),
        By::Citation(number, index) => (
            sentence(number, &entry.bodies[number].citations[index].sentence),
            String::new(),
        ),
        By::Field(slot) => (String::new(), entry.references[slot].words.clone()),
    }
}

/// Returns a part of a body's plain text, with titles where a link has no words of its own.
pub(super) fn plain_words(
    body: &Body,
    targets: &[LinkTo],
    range: &Range<usize>,
    site: &Site,
) -> String {
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

/// Returns the days from one event to another, where both have a certain day.
pub(super) fn gap(from: EntryId, to: EntryId, site: &Site) -> Option<i64> {
    Some(days_between(
        certain_day(from, site)?,
        certain_day(to, site)?,
    ))
}

/// Writes a signed number of days: `−11 days`, `same day`, `+1 day`.
pub(super) fn lag(days: i64) -> String {
    let unit = if days.abs() == 1 { "day" } else { "days" };
    match days {
        0 => "same day".to_owned(),
        1.. => format!("+{days}\u{a0}{unit}"),
        _ => format!("−{}\u{a0}{unit}", days.abs()),
    }
}
