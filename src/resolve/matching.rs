//! What an entry makes of a filter: whether it is one of those meant, certainly or perhaps.
//!
//! Values of which several are stated, and values that nobody knows, leave a filter open. Conditions on
//! fields of the same list of groups are asked of each item of the list together.

use super::numbers::number;
use super::{EntryId, Site};
use crate::filter::{Condition, Filter, Named, Path, Wanted};
use crate::model::{Item, Value, preferred, values_in};
use crate::quantity::Quantity;
use crate::schema::{FieldPath, Kind, KindId, Role, Tone};

/// How well an entry fits a filter; the worst of several conditions counts, the best of several values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fit {
    /// It is not one of those meant.
    No,
    /// A value on which it depends is not known.
    NotKnown,
    /// It is by a value to which another is preferred.
    Disputed,
    /// It is by the value that is preferred, and is not by another.
    Preferred,
    /// It is one of those meant.
    Yes,
}

/// A filter whose entries are found.
#[derive(Debug, Clone)]
pub struct Sought {
    /// The kind.
    pub kind: KindId,
    /// Conditions on fields of the entry itself.
    alone: Vec<Asked>,
    /// Conditions on items of a list of groups, by the field that holds the list.
    pub(super) joint: Vec<(usize, Vec<Asked>)>,
    /// The same, each for an item of its own, where several values must all be there.
    each: Vec<(usize, Vec<Asked>)>,
    /// Whether planned and cancelled events are left out: always, but where the filter asks for a state.
    pub took_place: bool,
}

/// A condition whose entries are found.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    path: Path,
    /// Whether a value that is missing is one that nobody knows: at the field itself, and at that of what
    /// it refers to.
    sourced: (bool, bool),
    wanted: Vec<Goal>,
    /// Whether it is one of several values that must all be there.
    apart: bool,
}

/// A value asked for.
#[derive(Debug, Clone)]
enum Goal {
    Option(usize),
    Entries(Vec<EntryId>),
    Truth(bool),
    Number(Quantity),
    Words(String),
    Nothing,
    Anything,
}

impl Asked {
    /// Returns the fit of a value that is not there: of a field that wants sources, nobody knows it.
    fn missing(&self, sourced: bool) -> Fit {
        if sourced {
            Fit::NotKnown
        } else if self.wanted.iter().any(|goal| matches!(goal, Goal::Nothing)) {
            Fit::Yes
        } else {
            Fit::No
        }
    }
}

impl Site {
    /// Finds an entry by its kind and key.
    #[must_use]
    pub fn find(&self, kind: KindId, key: &str) -> Option<EntryId> {
        let order =
            |entry: &crate::model::Entry| (entry.kind, entry.key.as_str()).cmp(&(kind, key));
        let found = self.entries.binary_search_by(|entry| order(entry)).ok()?;
        u32::try_from(found).ok().map(EntryId)
    }

    /// Finds the event with a key.
    #[must_use]
    pub fn find_event(&self, key: &str) -> Option<EntryId> {
        let mut dated = self.schema.ids().filter(|(_, kind)| kind.is_dated());
        dated.find_map(|(id, _)| self.find(id, key))
    }

    /// Returns the entries that rules name as their sources.
    pub fn named<'a>(&'a self, named: &'a [Named]) -> impl Iterator<Item = EntryId> + 'a {
        let citable = self.schema.citable();
        named.iter().filter_map(move |named| {
            let mut kinds = citable.iter();
            kinds.find_map(|kind| self.find(*kind, &named.written))
        })
    }

    /// Finds what a filter names.
    #[must_use]
    pub fn seek(&self, filter: &Filter) -> Sought {
        let kind = self.schema.kind(filter.kind);
        let status = kind.roles.get(Role::Status);
        let mut sought = Sought {
            kind: filter.kind,
            alone: Vec::new(),
            joint: Vec::new(),
            each: Vec::new(),
            took_place: true,
        };
        let mut apart: Vec<(usize, Asked)> = Vec::new();
        for condition in &filter.conditions {
            let own = &condition.path.own;
            sought.took_place &= status != Some(own);
            let asked = self.ask(condition, kind);
            let top = own.0[0];
            if own.0.len() == 1 {
                sought.alone.push(asked);
            } else if condition.apart {
                apart.push((top, asked));
            } else {
                sought.joint(top).push(asked);
            }
        }
        for (top, asked) in &apart {
            let mut beside = sought.joint(*top).clone();
            beside.push(asked.clone());
            sought.each.push((*top, beside));
        }
        // Of the items, those with one of these values are the ones that are meant.
        for (top, asked) in apart {
            let joint = sought.joint(top);
            match joint
                .iter_mut()
                .find(|it| it.apart && it.path == asked.path)
            {
                Some(one) => one.wanted.extend(asked.wanted),
                None => joint.push(asked),
            }
        }
        sought
    }

    fn ask(&self, condition: &Condition, kind: &Kind) -> Asked {
        let (own, last) = (
            kind.field(&condition.path.own),
            condition.path.field(kind, &self.schema),
        );
        let kinds = last.field_type.kinds();
        let wanted = condition.wanted.iter().map(|wanted| match wanted {
            Wanted::Option(index) => Goal::Option(*index),
            Wanted::Truth(truth) => Goal::Truth(*truth),
            Wanted::Number(quantity) => Goal::Number(quantity.clone()),
            Wanted::Words(words) => Goal::Words(words.clone()),
            Wanted::Nothing => Goal::Nothing,
            Wanted::Anything => Goal::Anything,
            Wanted::Entry(named) => {
                let found = kinds.iter();
                let found = found.filter_map(|kind| self.find(*kind, &named.written));
                Goal::Entries(found.collect())
            }
        });
        Asked {
            path: condition.path.clone(),
            sourced: (own.sourced, last.sourced),
            wanted: wanted.collect(),
            apart: condition.apart,
        }
    }

    /// Tells how well an entry fits a filter.
    #[must_use]
    pub fn fit(&self, id: EntryId, sought: &Sought) -> Fit {
        let entry = self.entry(id);
        if entry.kind != sought.kind {
            return Fit::No;
        }
        let state = if sought.took_place {
            self.fit_of_state(id)
        } else {
            Fit::Yes
        };
        if state == Fit::No {
            return Fit::No;
        }
        let alone = sought.alone.iter();
        let alone = alone.map(|asked| self.fit_fields(id, &entry.fields, &asked.path.own.0, asked));
        let joint = sought.joint.iter().chain(&sought.each);
        let joint = joint.map(|(top, asked)| {
            let groups = groups(entry.fields.get(*top).and_then(Option::as_ref));
            let fits = groups.map(|group| self.fit_group(id, group, asked));
            fits.max().unwrap_or_else(|| absent(asked))
        });
        alone.chain(joint).min().unwrap_or(Fit::Yes).min(state)
    }

    /// Tells how certain it is that an event took place: what is said of its state may differ.
    fn fit_of_state(&self, id: EntryId) -> Fit {
        let kind = self.kind_of(id);
        let path = kind.roles.get(Role::Status);
        let stated = path.and_then(|path| self.entry(id).values(path).first().copied());
        let (Some(path), Some(Value::Facts(_))) = (path, stated.map(|item| &item.value)) else {
            return if self.took_place(id) {
                Fit::Yes
            } else {
                Fit::No
            };
        };
        let options = kind.field(path).field_type.options();
        let took_place = |value: &Value| {
            let option = value.choice().and_then(|index| options.get(index));
            let tone = option.and_then(|option| option.tone);
            if matches!(tone, Some(Tone::Open | Tone::Off)) {
                Fit::No
            } else {
                Fit::Yes
            }
        };
        stated.map_or(Fit::Yes, |item| of_all(&item.value, &took_place))
    }

    pub(super) fn fit_group(&self, id: EntryId, group: &[Option<Item>], asked: &[Asked]) -> Fit {
        let fits = asked.iter();
        let fits = fits.map(|asked| self.fit_fields(id, group, &asked.path.own.0[1..], asked));
        fits.min().unwrap_or(Fit::Yes)
    }

    fn fit_fields(
        &self,
        id: EntryId,
        fields: &[Option<Item>],
        path: &[usize],
        asked: &Asked,
    ) -> Fit {
        let items = values_in(fields, path).into_iter();
        let fits = items.map(|item| self.fit_value(id, &item.value, asked));
        fits.max().unwrap_or(asked.missing(asked.sourced.0))
    }

    fn fit_value(&self, id: EntryId, value: &Value, asked: &Asked) -> Fit {
        of_all(value, &|value| self.fit_one(id, value, asked))
    }

    fn fit_one(&self, id: EntryId, value: &Value, asked: &Asked) -> Fit {
        if asked.path.beyond.is_empty() {
            return best(value, self.target(id, value), asked);
        }
        let Some(target) = self.target(id, value) else {
            return Fit::NotKnown;
        };
        let fit = |value: &Value| best(value, self.target(target, value), asked);
        let values = self.beyond(id, value, &asked.path).into_iter();
        let fits = values.map(|item| of_all(&item.value, &fit));
        fits.max().unwrap_or(asked.missing(asked.sourced.1))
    }

    pub(super) fn target(&self, id: EntryId, value: &Value) -> Option<EntryId> {
        self.targets[id.0 as usize][value.reference()?]
    }

    /// Returns the entries that a filter asks for, by the values that are preferred.
    pub fn matching(&self, filter: &Filter) -> impl Iterator<Item = EntryId> {
        let mut sought = self.seek(filter);
        sought.took_place = false;
        self.ids()
            .filter(move |id| self.fit(*id, &sought) >= Fit::Preferred)
    }
}

impl Sought {
    /// Returns the conditions on the items of a list.
    fn joint(&mut self, top: usize) -> &mut Vec<Asked> {
        let known = self.joint.iter().position(|(of, _)| *of == top);
        let place = known.unwrap_or_else(|| {
            self.joint.push((top, Vec::new()));
            self.joint.len() - 1
        });
        &mut self.joint[place].1
    }

    /// Returns the field and the entries by which those that may fit can be found, if there is one: the
    /// first condition that asks for entries or options.
    #[must_use]
    pub fn handle(&self) -> Option<(&FieldPath, Vec<u32>)> {
        let all = self.alone.iter();
        let mut all = all.chain(self.joint.iter().flat_map(|(_, asked)| asked));
        all.find_map(|asked| {
            let values = asked.wanted.iter().map(|wanted| match wanted {
                Goal::Option(index) => u32::try_from(*index).ok().map(|index| vec![index]),
                Goal::Entries(ids) => Some(ids.iter().map(|id| id.0).collect()),
                Goal::Truth(_)
                | Goal::Number(_)
                | Goal::Words(_)
                | Goal::Nothing
                | Goal::Anything => None,
            });
            let values: Option<Vec<Vec<u32>>> = values.collect();
            let values = values.filter(|_| asked.path.beyond.is_empty())?;
            Some((&asked.path.own, values.concat()))
        })
    }
}

/// Returns the groups of a list.
pub(super) fn groups(item: Option<&Item>) -> impl Iterator<Item = &[Option<Item>]> {
    let items = match item.map(|item| &item.value) {
        Some(Value::List(items)) => items.as_slice(),
        Some(_) => item.map(std::slice::from_ref).unwrap_or_default(),
        None => &[],
    };
    items.iter().filter_map(|item| item.value.group())
}

/// Returns the fit of a list that is not there.
fn absent(asked: &[Asked]) -> Fit {
    let fits = asked.iter();
    let fits = fits.map(|asked| asked.missing(asked.sourced.0));
    fits.min().unwrap_or(Fit::Yes)
}

/// Returns the fit of a value, or of several of which one must be right.
fn of_all(value: &Value, fit: &dyn Fn(&Value) -> Fit) -> Fit {
    let Value::Facts(facts) = value else {
        return fit(value);
    };
    let own = fit(preferred(value));
    let mut others = facts.iter();
    let same = others.all(|fact| fit(&fact.item.value) == own);
    match (own, same) {
        (_, true) => own,
        (Fit::No, false) => Fit::Disputed,
        (own, false) => own.min(Fit::Preferred),
    }
}

fn best(value: &Value, target: Option<EntryId>, asked: &Asked) -> Fit {
    let yes = |yes: bool| if yes { Fit::Yes } else { Fit::No };
    let fits = asked.wanted.iter().map(|wanted| match (wanted, value) {
        (Goal::Option(index), Value::Choice(own)) => yes(index == own),
        (Goal::Entries(ids), Value::Ref(_)) => match target {
            Some(target) => yes(ids.contains(&target)),
            None => Fit::NotKnown,
        },
        (Goal::Truth(truth), Value::YesNo(own)) => yes(truth == own),
        (Goal::Words(words), own) => yes(own.words() == Some(words)),
        (Goal::Anything, _) => Fit::Yes,
        (Goal::Number(wanted), own) => match number(own) {
            Some((low, high)) => {
                let (least, most) = wanted.reach();
                if low >= least && high <= most {
                    Fit::Yes
                } else if high < least || low > most {
                    Fit::No
                } else {
                    Fit::NotKnown
                }
            }
            None => Fit::No,
        },
        _ => Fit::No,
    });
    fits.max().unwrap_or(Fit::No)
}
