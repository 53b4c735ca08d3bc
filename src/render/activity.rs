//! Activity as templates see it: how many events of each kind fall into each month or year.
//!
//! In: events. Out: a strip with everything placed (see `draw::strip`), the words that say what it
//! shows, and the same numbers as rows of a table. The strip of the whole record goes by months, or
//! by longer steps where it would have too many; that of a year goes by its twelve months.

use tera::Value;

use super::cards::{Cards, took_place};
use super::chronology::is_large;
use super::columns::{self, Column, Years};
use super::page::{count_words, tally};
use super::view::{extend, list, map};
use crate::draw::strip::{Stack, Strip, box_width, strip};
use crate::resolve::{EntryId, Site};
use crate::schema::{KindId, Mark, Tone};
use crate::when::When;

/// The longest record, in months, that is shown by month.
const MONTHS_SHOWN: i64 = 48;

/// Tells whether an event is still to come.
pub(super) fn is_planned(id: EntryId, site: &Site) -> bool {
    site.tone(id) == Some(Tone::Open)
}

/// Returns the kinds that have events, in the order of the menu.
pub(super) fn kinds_of_events(ids: &[EntryId], site: &Site) -> Vec<KindId> {
    let mut kinds: Vec<(u32, KindId)> = site
        .schema
        .ids()
        .filter(|(_, kind)| kind.is_dated())
        .map(|(id, kind)| (kind.menu.unwrap_or(u32::MAX), id))
        .filter(|(_, kind)| ids.iter().any(|id| site.entry(*id).kind == *kind))
        .collect();
    kinds.sort();
    kinds.into_iter().map(|(_, kind)| kind).collect()
}

/// Makes the strip of the whole record; none where no event has a month, or a year in a long record.
pub(super) fn of_record(site: &Site, cards: &Cards) -> Value {
    let order = &site.chronology.order;
    let month = |id: EntryId| {
        let (year, month) = site.entry(id).when.as_ref()?.month()?;
        Some(i64::from(year) * 12 + i64::from(month) - 1)
    };
    let year = |id: EntryId| site.entry(id).when.as_ref().and_then(When::year);
    let months = || order.iter().filter_map(|id| month(*id));
    let years = || order.iter().filter_map(|id| year(*id)).map(i64::from);
    let (Some(first), Some(last)) = (months().min(), months().max()) else {
        return Value::none();
    };
    let in_years = last - first >= MONTHS_SHOWN
        || years().min() < Some(first.div_euclid(12))
        || years().max() > Some(last.div_euclid(12));
    if !in_years {
        // A record of a few months is shown within its calendar years.
        let (first, last) = if last - first < 11 {
            (first.div_euclid(12) * 12, last.div_euclid(12) * 12 + 11)
        } else {
            (first, last)
        };
        let columns = (first..=last).map(|month| columns::month(month, month == first, site));
        let columns: Vec<Column> = columns.collect();
        let place = |id| month(id).map(|month| month - first);
        return view(
            &columns,
            (order, place),
            "month",
            (false, &no_count),
            site,
            cards,
        );
    }
    by_years(order, &no_count, site, cards)
}

/// Makes the strip of some events by year, with a count of each column; none where all are of one.
pub(super) fn of_years(ids: &[EntryId], count: Count, site: &Site, cards: &Cards) -> Value {
    let year = |id: &EntryId| site.entry(*id).when.as_ref().and_then(When::year);
    let first = ids.iter().find_map(year);
    if ids.iter().filter_map(year).all(|year| Some(year) == first) {
        return Value::none();
    }
    by_years(ids, count, site, cards)
}

fn by_years(ids: &[EntryId], count: Count, site: &Site, cards: &Cards) -> Value {
    let year = |id: EntryId| site.entry(id).when.as_ref().and_then(When::year);
    let years = || ids.iter().filter_map(|id| year(*id)).map(i64::from);
    let (Some(first), Some(last)) = (years().min(), years().max()) else {
        return Value::none();
    };
    let drawn = Years::new(first, last, site);
    let place = |id| year(id).map(|year| drawn.place(year));
    view(
        &drawn.columns,
        (ids, place),
        drawn.word(),
        (false, count),
        site,
        cards,
    )
}

/// Makes the strip of a year; none where no event of it has a month.
pub(super) fn of_year(year: i32, ids: &[EntryId], site: &Site, cards: &Cards) -> Value {
    let first = i64::from(year) * 12;
    let columns: Vec<Column> = (first..first + 12)
        .map(|month| columns::of_a_year(month, site))
        .collect();
    let place = |id: EntryId| {
        let (_, month) = site.entry(id).when.as_ref()?.month()?;
        Some(i64::from(month) - 1)
    };
    view(
        &columns,
        (ids, place),
        "month",
        (true, &no_count),
        site,
        cards,
    )
}

/// The events of one kind, column by column.
struct Row {
    kind: KindId,
    events: Vec<Vec<EntryId>>,
    stacks: Vec<Stack>,
}

impl Row {
    fn number(&self) -> usize {
        self.events.iter().map(Vec::len).sum()
    }
}

/// Sorts events into rows and columns.
fn rows(placed: &[(EntryId, usize)], columns: usize, site: &Site) -> Vec<Row> {
    let events: Vec<EntryId> = placed.iter().map(|(id, _)| *id).collect();
    let mut rows: Vec<Row> = kinds_of_events(&events, site)
        .into_iter()
        .map(|kind| Row {
            kind,
            events: vec![Vec::new(); columns],
            stacks: vec![Stack::default(); columns],
        })
        .collect();
    for (id, column) in placed {
        let row = rows.iter_mut().find(|row| row.kind == site.entry(*id).kind);
        let row = row.expect("every kind of these events has a row");
        row.events[*column].push(*id);
        let stack = &mut row.stacks[*column];
        if took_place(*id, site) {
            stack.full += 1;
        } else {
            stack.hollow += 1;
        }
    }
    rows
}

/// What a count makes of the events of a column.
pub(super) type Count<'a> = &'a dyn Fn(&[EntryId]) -> Value;

/// Counts nothing beside the events of each kind.
fn no_count(_: &[EntryId]) -> Value {
    list([])
}

/// Makes the view of a strip: `place` says into which column an event falls, if into any.
fn view(
    columns: &[Column],
    (ids, place): (&[EntryId], impl Fn(EntryId) -> Option<i64>),
    step: &'static str,
    (of_a_year, count): (bool, Count),
    site: &Site,
    cards: &Cards,
) -> Value {
    let placed: Vec<(EntryId, usize)> = ids
        .iter()
        .filter_map(|id| Some((*id, usize::try_from(place(*id)?).ok()?)))
        .collect();
    let rows = rows(&placed, columns.len(), site);
    if rows.is_empty() {
        return Value::none();
    }
    let stacks: Vec<Vec<Stack>> = rows.iter().map(|row| row.stacks.clone()).collect();
    let strip = strip(&stacks, of_a_year);
    let hollow: usize = stacks.iter().flatten().map(|stack| stack.hollow).sum();
    let drawn = (0..columns.len()).map(|index| {
        let here: Vec<EntryId> = rows
            .iter()
            .flat_map(|row| &row.events[index])
            .copied()
            .collect();
        let view = column_view(index, &here, columns, &rows, &strip, site, cards);
        extend(&view, [("counts", count(&here))])
    });
    let partings = strip.partings.iter().map(|at| (*at).into());
    let peaks = strip.peaks.iter().map(|peak| {
        map([
            ("middle", percent(peak.middle)),
            ("at", peak.at.into()),
            ("number", peak.number.into()),
        ])
    });
    let name_of = |column: Option<&Column>| column.map_or("", |column| &column.name).into();
    map([
        ("id", "strip".into()),
        ("step", step.into()),
        ("form", strip.form.word().into()),
        ("height", strip.height.into()),
        ("box_width", percent(box_width(columns.len()))),
        ("column_width", percent(strip.columns[0].middle * 2.0)),
        ("kinds", kinds_view(&rows, &strip, site)),
        ("columns", list(drawn)),
        ("partings", list(partings)),
        ("peaks", list(peaks)),
        ("summary", summary(&rows, columns, site).into()),
        ("left_out", (ids.len() - placed.len()).into()),
        ("hollow", hollow.into()),
        ("counted", list([])),
        ("rule", "".into()),
        ("first", name_of(columns.first())),
        ("last", name_of(columns.last())),
    ])
}

fn column_view(
    index: usize,
    here: &[EntryId],
    columns: &[Column],
    rows: &[Row],
    strip: &Strip,
    site: &Site,
    cards: &Cards,
) -> Value {
    let (column, drawn) = (&columns[index], &strip.columns[index]);
    let mut boxes = Vec::new();
    let mut marks = Vec::new();
    for (stack, row) in drawn.stacks.iter().zip(rows) {
        let shape = site.schema.kind(row.kind).mark.map_or("", Mark::word);
        boxes.extend(stack.boxes.iter().map(|part| {
            map([
                ("top", part.top.into()),
                ("height", part.height.into()),
                ("hollow", part.hollow.into()),
                ("mark", shape.into()),
            ])
        }));
        let events = stack.marks.iter().zip(&row.events[index]);
        marks.extend(events.map(|(at, id)| {
            map([
                ("at", (*at).into()),
                ("card", cards.get(*id)),
                ("large", is_large(*id, site).into()),
            ])
        }));
    }
    let numbers = rows.iter().map(|row| row.events[index].len().into());
    let left = drawn.middle - box_width(columns.len()) / 2.0;
    map([
        ("name", column.name.as_str().into()),
        ("label", column.label.as_str().into()),
        ("year", column.year.as_str().into()),
        ("minor", column.minor.into()),
        ("crowded", column.crowded.into()),
        ("url", if here.is_empty() { "" } else { &column.url }.into()),
        ("left", percent(drawn.left)),
        ("middle", percent(drawn.middle)),
        ("box", percent(left)),
        ("number", here.len().into()),
        ("numbers", list(numbers)),
        ("kinds", tally(here, site)),
        ("boxes", list(boxes)),
        ("marks", list(marks)),
    ])
}

/// Makes the kinds of a strip: the word, the mark, the line, and how many events there are.
fn kinds_view(rows: &[Row], strip: &Strip, site: &Site) -> Value {
    list(rows.iter().zip(&strip.lines).map(|(row, line)| {
        let kind = site.schema.kind(row.kind);
        map([
            ("label", kind.plural.as_str().into()),
            ("mark", kind.mark.map_or("", Mark::word).into()),
            ("at", line.at.into()),
            ("below", line.below.into()),
            ("number", row.number().into()),
        ])
    }))
}

/// Says in a sentence for each kind how many events there are, and where most of them lie.
fn summary(rows: &[Row], columns: &[Column], site: &Site) -> String {
    let sentences = rows.iter().map(|row| {
        let most = row.events.iter().map(Vec::len).max().unwrap_or_default();
        let total = count_words(row.number(), site.schema.kind(row.kind));
        let highest: Vec<&str> = row
            .events
            .iter()
            .zip(columns)
            .filter(|(events, _)| events.len() == most)
            .map(|(_, column)| column.name.as_str())
            .collect();
        if most > 1 && highest.len() <= 3 {
            format!(
                "{total}, most of them in {}: {most}.",
                highest.join(" and ")
            )
        } else {
            format!("{total}.")
        }
    });
    sentences.collect::<Vec<_>>().join(" ")
}

/// Writes a position along a figure.
fn percent(number: f64) -> Value {
    format!("{}%", (number * 100.0).round() / 100.0).into()
}
