//! The whole record in pictures: events by year and class, and the days to later events of each level.
//!
//! For each kind of events whose kind declares a class or a level: how many took place in each year, of
//! which class, under a rule that stands beside the picture with what it leaves out. Numbers are counted
//! once, and the table has those that are drawn.

use tera::Value;

use crate::draw::bars::{Bars, bars};
use crate::model::preferred;
use crate::render::cards::Cards;
use crate::render::columns::Years;
use crate::render::runs::Runs;
use crate::render::view::{list, map, optional};
use crate::resolve::parts::Whole;
use crate::resolve::reports::Report;
use crate::resolve::{EntryId, Site};
use crate::schema::{Choice, FieldPath, KindId, Mark, Role};
use crate::when::When;

use super::responses;
use super::sites::sites;

/// The most classes that are drawn apart.
const DRAWN: usize = 6;

/// Makes what the template sees.
pub(super) fn view(site: &Site, cards: &Cards, runs: &Runs) -> Value {
    let mut kinds: Vec<(u32, KindId)> = site
        .schema
        .ids()
        .filter(|(_, kind)| kind.is_dated())
        .map(|(id, kind)| (kind.menu.unwrap_or(u32::MAX), id))
        .collect();
    kinds.sort();
    let methodology = Report::Methodology;
    let rules = site.routes.reports.contains(&methodology);
    map([
        ("name", Report::Pictures.key().into()),
        (
            "bars",
            list(kinds.iter().filter_map(|(_, kind)| by_year(*kind, site))),
        ),
        (
            "maps",
            list(
                kinds
                    .iter()
                    .filter_map(|(_, kind)| sites(*kind, site, cards)),
            ),
        ),
        ("delays", responses::delays(site, runs)),
        (
            "rules",
            optional(rules.then(|| methodology.address().encoded())),
        ),
    ])
}

/// The class of an event as pictures sort it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    /// One option of the field.
    One(usize),
    /// Several options.
    Several,
    /// None is given.
    Unstated,
}

/// The events of one kind by year and class.
struct Counted {
    kind: KindId,
    /// The classes that any event has, in declared order.
    classes: Vec<Class>,
    years: Years,
    /// For each column the number of each class.
    numbers: Vec<Vec<usize>>,
    /// The events that did not take place, or are still to come.
    off: usize,
    /// Those that took place in a year that is not known.
    undated: usize,
}

fn by_year(kind: KindId, site: &Site) -> Option<Value> {
    let roles = &site.schema.kind(kind).roles;
    let path = roles.get(Role::Classed).or(roles.get(Role::Levelled))?;
    let counted = count(kind, path, site)?;
    let drawn = Drawn::new(&counted);
    let sums = counted.numbers.iter().map(|numbers| drawn.sums(numbers));
    let sums: Vec<Vec<usize>> = sums.collect();
    let bars = bars(&sums)?;
    Some(counted.view(path, &drawn, &bars, site))
}

/// Counts the events of a kind by year and class; nothing where none took place in a known year.
fn count(kind: KindId, path: &FieldPath, site: &Site) -> Option<Counted> {
    let events = site.chronology.order.iter().copied();
    let of_kind = |id: &EntryId| site.entry(*id).kind == kind;
    let (held, off): (Vec<EntryId>, Vec<EntryId>) =
        events.filter(of_kind).partition(|id| site.took_place(*id));
    let year = |id: EntryId| site.entry(id).when.as_ref().and_then(When::year);
    let placed: Vec<(i32, Class)> = held
        .iter()
        .filter_map(|id| Some((year(*id)?, class_of(*id, path, site))))
        .collect();
    let first = placed.iter().map(|(year, _)| *year).min()?;
    let last = placed.iter().map(|(year, _)| *year).max()?;
    let mut classes: Vec<Class> = placed.iter().map(|(_, class)| *class).collect();
    classes.sort_unstable();
    classes.dedup();
    let years = Years::new(i64::from(first), i64::from(last), site);
    let mut numbers = vec![vec![0; classes.len()]; years.columns.len()];
    for (year, class) in &placed {
        let column = usize::try_from(years.place(*year)).ok()?;
        let row = classes.binary_search(class).ok()?;
        numbers[column][row] += 1;
    }
    Some(Counted {
        kind,
        classes,
        years,
        numbers,
        off: off.len(),
        undated: held.len() - placed.len(),
    })
}

/// Returns the class of an event, by the values that are preferred.
fn class_of(id: EntryId, path: &FieldPath, site: &Site) -> Class {
    let items = site.entry(id).values(path).into_iter();
    let mut options: Vec<usize> = items
        .filter_map(|item| preferred(&item.value).choice())
        .collect();
    options.sort_unstable();
    options.dedup();
    match options[..] {
        [] => Class::Unstated,
        [option] => Class::One(option),
        _ => Class::Several,
    }
}

/// Which classes are drawn apart; the others are drawn together.
struct Drawn {
    /// The places of the classes that are drawn apart.
    apart: Vec<usize>,
    /// Whether there are others.
    others: bool,
}

impl Drawn {
    /// Chooses the classes of which there are most.
    fn new(counted: &Counted) -> Self {
        let number = counted.classes.len();
        if number <= DRAWN {
            return Self {
                apart: (0..number).collect(),
                others: false,
            };
        }
        let single = (0..number).filter(|row| matches!(counted.classes[*row], Class::One(_)));
        let mut apart: Vec<usize> = single.collect();
        apart.sort_by_key(|row| (std::cmp::Reverse(counted.total(*row)), *row));
        apart.truncate(DRAWN - 1);
        apart.sort_unstable();
        Self {
            apart,
            others: true,
        }
    }

    /// Adds the classes up that are drawn together.
    fn sums(&self, numbers: &[usize]) -> Vec<usize> {
        let mut sums: Vec<usize> = self.apart.iter().map(|row| numbers[*row]).collect();
        if self.others {
            let all: usize = numbers.iter().sum();
            sums.push(all - sums.iter().sum::<usize>());
        }
        sums
    }
}

impl Counted {
    fn total(&self, row: usize) -> usize {
        self.numbers.iter().map(|numbers| numbers[row]).sum()
    }

    fn view(&self, path: &FieldPath, drawn: &Drawn, bars: &Bars, site: &Site) -> Value {
        let kind = site.schema.kind(self.kind);
        let field = kind.field(path);
        let options = field.field_type.options();
        let apart = drawn.apart.iter().map(|row| {
            let (label, full) = words(self.classes[*row], options);
            class_view(label, full, self.total(*row))
        });
        let rest: Vec<usize> = (0..self.classes.len())
            .filter(|row| !drawn.apart.contains(row))
            .collect();
        let others = drawn.others.then(|| {
            let names = rest.iter().map(|row| words(self.classes[*row], options).0);
            let names: Vec<String> = names.map(str::to_lowercase).collect();
            let number = rest.iter().map(|row| self.total(*row)).sum();
            class_view("Other", &names.join(", "), number)
        });
        let several = self.classes.binary_search(&Class::Several);
        let columns = self.years.columns.iter().enumerate();
        let columns = columns.map(|(index, column)| {
            let (placed, numbers) = (&bars.columns[index], &self.numbers[index]);
            let parts = placed.parts.iter().map(|part| {
                map([
                    ("fill", (part.class + 1).into()),
                    ("top", part.top.as_str().into()),
                    ("height", part.height.as_str().into()),
                ])
            });
            let total: usize = numbers.iter().sum();
            let told = drawn.sums(numbers).into_iter();
            map([
                ("name", column.name.as_str().into()),
                ("label", column.label.as_str().into()),
                (
                    "url",
                    if total == 0 {
                        String::new()
                    } else {
                        self.address(&column.name, &column.url, site)
                    }
                    .into(),
                ),
                ("left", placed.left.as_str().into()),
                ("middle", placed.middle.as_str().into()),
                ("bar", placed.bar.as_str().into()),
                ("top", placed.top.as_str().into()),
                ("total", total.into()),
                ("parts", list(parts)),
                ("numbers", list(told.map(Value::from))),
            ])
        });
        let lines = bars.lines.iter().map(|line| {
            map([
                ("at", line.at.as_str().into()),
                ("number", line.number.into()),
            ])
        });
        map([
            ("id", kind.name.as_str().into()),
            ("one", kind.label.as_str().into()),
            ("several", kind.plural.as_str().into()),
            ("mark", kind.mark.map_or("", Mark::word).into()),
            ("field", field.label.as_str().into()),
            ("step", self.years.word().into()),
            (
                "total",
                (0..self.classes.len())
                    .map(|row| self.total(row))
                    .sum::<usize>()
                    .into(),
            ),
            ("base", bars.base.into()),
            ("bar_width", bars.bar_width.as_str().into()),
            ("column_width", bars.column_width.as_str().into()),
            ("classes", list(apart.chain(others))),
            ("columns", list(columns)),
            ("lines", list(lines)),
            ("rule", kind.counted_as.as_str().into()),
            ("off", self.off.into()),
            ("undated", self.undated.into()),
            ("mixed", several.map_or(0, |row| self.total(row)).into()),
            ("complete", complete(self.kind, site)),
        ])
    }

    /// Returns the address of the events of a column: the list of the kind for the year, where it has
    /// one, else the year of the chronology.
    fn address(&self, name: &str, year: &str, site: &Site) -> String {
        let parts = site.routes.parts.below(Whole::Kind(self.kind), None);
        let mut parts = parts.iter().map(|place| &site.routes.parts.all[*place]);
        let own = parts.find(|part| part.name == name);
        own.map_or_else(|| year.to_owned(), |part| part.address.encoded())
    }
}

fn class_view(label: &str, full: &str, number: usize) -> Value {
    map([
        ("label", label.into()),
        ("full", full.into()),
        ("number", number.into()),
    ])
}

/// Returns what a class is called, in short and in full.
fn words(class: Class, options: &[Choice]) -> (&str, &str) {
    match class {
        Class::One(option) => options.get(option).map_or(("", ""), |option| {
            (option.label.as_str(), option.full.as_str())
        }),
        Class::Several => ("Several", "several on one day"),
        Class::Unstated => ("Not stated", ""),
    }
}

/// Lists for which of the events of a kind the record is declared complete, each with its period.
fn complete(kind: KindId, site: &Site) -> Value {
    let classes = site.rules.coverage.iter();
    let classes = classes.filter(|class| class.filter.kind == kind);
    list(classes.map(|class| {
        let end = |when: &Option<When>| when.as_ref().map(When::long);
        let period = match (end(&class.from), end(&class.to)) {
            (Some(from), Some(to)) => format!("{from} to {to}"),
            (Some(from), None) => format!("from {from}"),
            (None, Some(to)) => format!("to {to}"),
            (None, None) => String::new(),
        };
        map([
            ("label", class.name.as_str().into()),
            ("period", period.into()),
        ])
    }))
}
