//! By what readers choose among the events of a page: kind, whether they are set larger, how they stand.
//!
//! Each group is one question with an answer at a time, and what is chosen in several groups holds
//! together. The theme hides the rest without script: an answer has a number on its page, and the style
//! sheet knows the numbers up to `MOST`, whatever the kinds of a site are called. A sheet made for each
//! site would be one more file that every page waits for, and say nothing more.

use std::collections::BTreeMap;

use tera::Value;

use super::activity::kinds_of_events;
use super::chronology::is_large;
use super::view::{list, map};
use crate::resolve::{EntryId, Site};
use crate::schema::{Choice, KindId, Mark, Role, Tone, in_a_sentence};

/// The answers that the style sheet knows, over all groups of a page.
const MOST: usize = 12;
/// The answers that stand for kinds; with more kinds on a page, the last is for all further ones. The
/// other groups have seven answers.
const KINDS: usize = MOST - 7;
/// The events below which a page is read faster than it is narrowed down.
const FEWEST: usize = 8;
/// The address of all further kinds; no kind can be named so.
const FURTHER: &str = "*";
/// How an event can stand: the tone, the word in the address, and the words where kinds have many of their own.
const STATES: [(Option<Tone>, &str, &str); 5] = [
    (Some(Tone::Good), "held", "Took place"),
    (Some(Tone::Failed), "failed", "Failed"),
    (Some(Tone::Open), "planned", "Planned"),
    (Some(Tone::Off), "not-held", "Not held"),
    (None, "unknown", "State not known"),
];

/// The choices of a page as its template sees them, and the classes of each event: its answers.
#[derive(Debug)]
pub(super) struct Choices {
    /// The groups, each with its answers.
    pub(super) view: Value,
    classes: BTreeMap<EntryId, String>,
}

impl Choices {
    /// Returns the answers that fit an event, as classes.
    pub(super) fn classes(&self, id: EntryId) -> Value {
        self.classes.get(&id).map_or("", String::as_str).into()
    }
}

/// One question.
struct Group {
    name: &'static str,
    legend: &'static str,
    answers: Vec<Answer>,
}

/// One answer, and the events that it leaves.
struct Answer {
    value: String,
    label: String,
    mark: &'static str,
    ids: Vec<EntryId>,
}

/// Finds the choices among the events of a page; `sized` tells whether the page sets some larger.
///
/// A group with a single answer asks nothing and is left out.
pub(super) fn choices(ids: &[EntryId], sized: bool, site: &Site) -> Choices {
    let mut groups = vec![by_kind(ids, site)];
    if sized {
        groups.push(by_size(ids, site));
    }
    groups.push(by_state(ids, site));
    groups.retain(|group| ids.len() >= FEWEST && group.answers.len() > 1);
    let mut classes: BTreeMap<EntryId, String> = BTreeMap::new();
    let mut number = 0;
    let views = groups.into_iter().map(|group| {
        let answers = group.answers.into_iter().map(|answer| {
            number += 1;
            let class = format!("f{number}");
            for id in &answer.ids {
                let classes = classes.entry(*id).or_default();
                if !classes.is_empty() {
                    classes.push(' ');
                }
                classes.push_str(&class);
            }
            map([
                ("sign", class.into()),
                ("value", answer.value.into()),
                ("label", answer.label.into()),
                ("mark", answer.mark.into()),
                ("number", answer.ids.len().into()),
            ])
        });
        map([
            ("name", group.name.into()),
            ("legend", group.legend.into()),
            ("answers", list(answers)),
        ])
    });
    let view = list(views);
    Choices { view, classes }
}

fn by_kind(ids: &[EntryId], site: &Site) -> Group {
    let kinds = kinds_of_events(ids, site);
    let apart = if kinds.len() > KINDS {
        KINDS - 1
    } else {
        kinds.len()
    };
    let of = |wanted: &[_]| {
        let wanted = |id: &&EntryId| wanted.contains(&site.entry(**id).kind);
        ids.iter().filter(wanted).copied().collect()
    };
    let mut answers: Vec<Answer> = Vec::new();
    for id in &kinds[..apart] {
        let kind = site.schema.kind(*id);
        answers.push(Answer {
            value: kind.name.clone(),
            label: kind.plural.clone(),
            mark: kind.mark.map_or("", Mark::word),
            ids: of(&[*id]),
        });
    }
    if apart < kinds.len() {
        answers.push(answer(
            FURTHER,
            "Other kinds".to_owned(),
            of(&kinds[apart..]),
        ));
    }
    Group {
        name: "kind",
        legend: "Kind",
        answers,
    }
}

fn by_size(ids: &[EntryId], site: &Site) -> Group {
    let (large, rest): (Vec<EntryId>, Vec<EntryId>) =
        ids.iter().copied().partition(|id| is_large(*id, site));
    let answers = [
        answer("larger", "Set larger".to_owned(), large),
        answer("others", "The rest".to_owned(), rest),
    ];
    Group {
        name: "size",
        legend: "Size",
        answers: answers
            .into_iter()
            .filter(|it| !it.ids.is_empty())
            .collect(),
    }
}

fn by_state(ids: &[EntryId], site: &Site) -> Group {
    let answers = STATES.into_iter().map(|(tone, value, words)| {
        let stands = |id: &EntryId| site.tone(*id) == tone;
        let ids: Vec<EntryId> = ids.iter().copied().filter(stands).collect();
        answer(value, state_words(&ids, tone, words, site), ids)
    });
    Group {
        name: "state",
        legend: "State",
        answers: answers.filter(|it| !it.ids.is_empty()).collect(),
    }
}

fn answer(value: &str, label: String, ids: Vec<EntryId>) -> Answer {
    Answer {
        value: value.to_owned(),
        label,
        mark: "",
        ids,
    }
}

/// Says how events of one tone stand: in the words of their kinds where these are one or two and all
/// events have some, else in general ones.
fn state_words(ids: &[EntryId], tone: Option<Tone>, general: &str, site: &Site) -> String {
    let events: Vec<_> = ids
        .iter()
        .map(|id| (site.entry(*id).kind, site.state(*id)))
        .collect();
    // A plan that was held as another event is no longer what its own word says.
    let says = |state: Option<&Choice>| state.is_some_and(|state| state.tone == tone);
    if !events.iter().all(|(_, state)| says(*state)) {
        return general.to_owned();
    }
    let mut labels: Vec<&str> = Vec::new();
    for kind in kinds_of_events(ids, site) {
        let status = site.schema.kind(kind).roles.get(Role::Status);
        let options = status.map(|path| site.schema.kind(kind).field(path).field_type.options());
        for option in options.into_iter().flatten() {
            let occurs = |(of, state): &(KindId, Option<&Choice>)| {
                *of == kind && state.is_some_and(|state| state.value == option.value)
            };
            if events.iter().any(occurs) && !labels.contains(&option.label.as_str()) {
                labels.push(&option.label);
            }
        }
    }
    match labels[..] {
        [only] => only.to_owned(),
        [first, second] => format!("{first} or {}", in_a_sentence(second)),
        _ => general.to_owned(),
    }
}
