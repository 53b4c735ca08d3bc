//! The offices that people list, which of them was held on a day, and who took part holding which.
//!
//! Of the group that plays the role, the first two dates are the first and the last day, the first
//! text is the title, the first list of texts other forms of it, and the first reference the body. A
//! day that is not given is not known: nothing is certain beyond it.

use super::{EntryId, Site};
use crate::model::{Folded, Item, Value, Within, preferred};
use crate::schema::{FieldDef, FieldPath, FieldType, Kind, Role};
use crate::text::Span;
use crate::when::{Verdict, When};

/// An office that somebody lists.
#[derive(Debug, Clone)]
pub struct Office<'a> {
    /// Its place among those listed.
    pub number: usize,
    /// The title.
    pub title: &'a str,
    /// Other forms of the title that sources use.
    pub also_called: Vec<&'a str>,
    /// Where it is held.
    pub body: Option<EntryId>,
    /// The first day.
    pub from: Option<&'a When>,
    /// The last day.
    pub to: Option<&'a When>,
    /// Where it is written.
    pub span: Span,
}

impl Office<'_> {
    /// Tells whether it was held on all days of an event.
    #[must_use]
    pub fn covers(&self, when: &When) -> Verdict {
        when.is_between(self.from, self.to)
    }

    /// Tells whether words that a source uses mean this office.
    #[must_use]
    pub fn is_called(&self, stated: &str) -> bool {
        let forms = || std::iter::once(self.title).chain(self.also_called.iter().copied());
        forms().any(|form| form == stated) || forms().any(|form| same_office(form, stated))
    }

    /// Tells whether it had ended before a day.
    #[must_use]
    pub fn ended_before(&self, day: &When) -> bool {
        let nothing_between = |to: &When| day.is_between(None, Some(to)) == Verdict::CertainlyNot;
        self.to.is_some_and(nothing_between)
    }
}

/// Lists the offices of an entry, in written order.
#[must_use]
pub fn offices(id: EntryId, site: &Site) -> Vec<Office<'_>> {
    let kind = site.kind_of(id);
    let Some(path) = kind.roles.get(Role::Tenures) else {
        return Vec::new();
    };
    let fields = kind.field(path).field_type.group_fields();
    let groups = site.entry(id).values(path).into_iter().enumerate();
    groups
        .filter_map(|(number, item)| office(number, item, fields, id, site))
        .collect()
}

fn office<'a>(
    number: usize,
    group: &'a Item,
    fields: &[FieldDef],
    id: EntryId,
    site: &Site,
) -> Option<Office<'a>> {
    let items = group.value.group()?;
    let of_type = |wanted: fn(&FieldType) -> bool| {
        let pairs = fields.iter().zip(items);
        pairs
            .filter(move |(field, _)| wanted(&field.field_type))
            .map(|(_, item)| {
                let value: Option<&'a Value> = item.as_ref().map(|item| preferred(&item.value));
                value
            })
    };
    let mut dates = of_type(|field_type| matches!(field_type, FieldType::Date));
    let mut texts = of_type(|field_type| matches!(field_type, FieldType::Text));
    let mut lists = of_type(
        |field_type| matches!(field_type, FieldType::List { of } if matches!(**of, FieldType::Text)),
    );
    let mut references = of_type(|field_type| matches!(field_type, FieldType::Ref { .. }));
    let slot = references.next().flatten().and_then(Value::reference);
    let also_called = match lists.next().flatten() {
        Some(Value::List(items)) => items.iter().filter_map(|item| item.value.words()).collect(),
        _ => Vec::new(),
    };
    Some(Office {
        number,
        title: texts
            .next()
            .flatten()
            .and_then(Value::words)
            .unwrap_or_default(),
        also_called,
        body: slot.and_then(|slot| site.targets[id.0 as usize][slot]),
        from: dates.next().flatten().and_then(Value::date),
        to: dates.next().flatten().and_then(Value::date),
        span: group.span,
    })
}

/// The offices that somebody can have held on the days of an event.
#[derive(Debug, Default)]
pub struct Held<'o, 'a> {
    /// Those held for certain.
    pub certain: Vec<&'o Office<'a>>,
    /// Those that may have been held.
    pub possible: Vec<&'o Office<'a>>,
}

/// Finds the offices of a list that were held on the days of an event.
#[must_use]
pub fn held<'o, 'a>(offices: &'o [Office<'a>], when: &When) -> Held<'o, 'a> {
    let mut held = Held::default();
    for office in offices {
        match office.covers(when) {
            Verdict::Certainly => held.certain.push(office),
            Verdict::Possibly => held.possible.push(office),
            Verdict::CertainlyNot => {}
        }
    }
    held
}

impl<'o, 'a> Held<'o, 'a> {
    /// Returns the offices that a page names: those held for certain, or the only one that can have
    /// been held.
    #[must_use]
    pub fn named(&self) -> &[&'o Office<'a>] {
        match (self.certain.as_slice(), self.possible.as_slice()) {
            ([], [_]) => &self.possible,
            (certain, _) => certain,
        }
    }

    /// Returns the office that a stated one means.
    #[must_use]
    pub fn called(&self, stated: &str) -> Option<&'o Office<'a>> {
        let mut all = self.certain.iter().chain(&self.possible);
        all.find(|office| office.is_called(stated)).copied()
    }
}

/// Somebody who took part in an event.
#[derive(Debug)]
pub struct Attendee<'a> {
    /// The index of the reference.
    pub slot: usize,
    /// Who it is.
    pub who: Option<EntryId>,
    /// Where the reference is written.
    pub span: Span,
    /// The office as the event's own source states it.
    pub stated: Option<(&'a str, Span)>,
}

/// Lists who took part in an event, in written order.
#[must_use]
pub fn attendees(id: EntryId, site: &Site) -> Vec<Attendee<'_>> {
    let kind = site.kind_of(id);
    let Some(path) = kind.roles.get(Role::Attended) else {
        return Vec::new();
    };
    let (entry, targets) = (site.entry(id), &site.targets[id.0 as usize]);
    let stated = stated_beside(id, kind, path, site);
    let references = entry.references.iter().enumerate();
    references
        .filter(|(_, reference)| reference.path == *path && reference.within == Within::Value)
        .map(|(slot, reference)| Attendee {
            slot,
            who: targets[slot],
            span: reference.span,
            stated: stated
                .iter()
                .find(|(of, _)| *of == slot)
                .and_then(|(_, words)| *words),
        })
        .collect()
}

/// Lists the references of those who took part, each with the office stated in its group.
fn stated_beside<'a>(
    id: EntryId,
    kind: &Kind,
    path: &FieldPath,
    site: &'a Site,
) -> Vec<(usize, Option<(&'a str, Span)>)> {
    let stated = kind.roles.get(Role::Stated);
    let (Some(stated), Some((who, group))) = (stated, path.0.split_last()) else {
        return Vec::new();
    };
    let words_at = |items: &'a [Option<Item>]| {
        let item = items.get(*stated.0.last()?)?.as_ref()?;
        Some((preferred(&item.value).words()?, item.span))
    };
    let groups = site.entry(id).values(&FieldPath(group.to_vec()));
    let groups = groups.into_iter().filter_map(|item| item.value.group());
    groups
        .filter_map(|items| {
            let item = items.get(*who)?.as_ref()?;
            Some((preferred(&item.value).reference()?, words_at(items)))
        })
        .collect()
}

/// Words that say nothing of an office.
const SMALL: &[&str] = &["and", "at", "for", "in", "of", "on", "s", "the", "to"];

/// Words that make another office of the one whose title they stand beside.
const OTHER: &[&str] = &[
    "acting",
    "adviser",
    "advisor",
    "aide",
    "assistant",
    "associate",
    "deputy",
    "elect",
    "envoy",
    "ex",
    "former",
    "incoming",
    "interim",
    "nominee",
    "outgoing",
    "parliamentary",
    "principal",
    "representative",
    "retired",
    "secretary",
    "senior",
    "shadow",
    "spokesman",
    "spokesperson",
    "spokeswoman",
    "state",
    "under",
    "undersecretary",
    "vice",
];

/// Tells whether a stated office is that of a title: it holds all words of the title, in any order
/// ("Defense Minister" is a Minister of Defense), and beside them none that makes another office.
fn same_office(title: &str, stated: &str) -> bool {
    let (title, stated) = (Folded::new(title), Folded::new(stated));
    let wanted = words(&title);
    let mut others = words(&stated);
    for word in &wanted {
        match others.iter().position(|other| other == word) {
            Some(place) => _ = others.remove(place),
            None => return is_unspaced(title.as_str()) && stated.as_str().contains(title.as_str()),
        }
    }
    !wanted.is_empty() && !others.iter().any(|word| OTHER.contains(word))
}

/// Tells whether a stated office is one that somebody no longer or not yet holds.
#[must_use]
pub fn claims_none(stated: &str) -> bool {
    let stated = Folded::new(stated);
    let past = ["former", "ex", "retired", "elect", "designate", "nominee"];
    words(&stated).iter().any(|word| past.contains(word))
}

fn words(name: &Folded) -> Vec<&str> {
    let words = name
        .as_str()
        .split(|letter: char| !letter.is_alphanumeric());
    words
        .filter(|word| !word.is_empty() && !SMALL.contains(word))
        .collect()
}

/// Tells whether a title is in a script that may set no spaces between words.
fn is_unspaced(title: &str) -> bool {
    !title.is_empty() && !title.contains(|letter: char| letter.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stated_office_may_say_more_than_the_title_but_not_another_office() {
        for (title, stated) in [
            ("Secretary of Defense", "US Secretary of Defense"),
            (
                "Secretary of Defense",
                "Secretary of Defense of the United States",
            ),
            ("Minister of Defense", "Defense Minister"),
            ("Minister of Defense", "Japan's minister of defense"),
            ("Secretary of State", "U.S. secretary of state"),
            ("防衛大臣", "日本防衛大臣"),
            ("Vice Minister", "First Vice-Minister"),
        ] {
            assert!(same_office(title, stated), "{title} | {stated}");
        }
        for (title, stated) in [
            ("Secretary of State", "Deputy Secretary of State"),
            ("Secretary of Defense", "Acting Secretary of Defense"),
            ("Minister of Defense", "State Minister of Defense"),
            ("Minister of National Defense", "Minister of Defense"),
            ("Minister of Defense", "Minister for Foreign Affairs"),
            ("Prime Minister", "Secretary to the Prime Minister"),
            ("", "Minister of Defense"),
            ("外務大臣", "防衛大臣"),
        ] {
            assert!(!same_office(title, stated), "{title} | {stated}");
        }
    }

    #[test]
    fn words_of_the_past_and_the_future_claim_no_office() {
        assert!(claims_none("Former Secretary of Defense"));
        assert!(claims_none("President-elect"));
        assert!(!claims_none("Secretary of Defense"));
    }
}
