//! Rows to the entries that they make: which rows belong together, which key, which values.
//!
//! Rows that cannot be used are reported and left out; the others are not touched by that.

use std::collections::{BTreeSet, HashMap};

use super::faults::{RowFault, letters, shown};
use super::mapping::Mapping;
use super::spec::{Set, Spec};
use super::table::{Row, Table};
use super::values::{Empty, Filled, Filler, Origin, is_same};
use crate::edit::Tree;
use crate::model::{Folded, Key, slug};
use crate::schema::{Kind, RESERVED};

/// An entry as the table has it.
#[derive(Debug)]
pub(super) struct Planned {
    pub(super) key: Key,
    /// The numbers of its rows.
    pub(super) rows: Vec<usize>,
    /// What follows the table.
    pub(super) fields: Vec<(String, Tree)>,
    /// What is written when the entry is made.
    pub(super) when_new: Vec<(String, Tree)>,
    pub(super) body: String,
    /// Where the body came from.
    pub(super) body_mark: usize,
    /// What there is nothing of when the entry is made.
    pub(super) new_empties: Vec<Empty>,
    /// What the table says nothing of.
    pub(super) empties: Vec<Empty>,
    /// Where the values came from, by their marks.
    pub(super) origins: Vec<Origin>,
}

/// Everything that a table makes.
#[derive(Debug, Default)]
pub(super) struct Plans {
    pub(super) entries: Vec<Planned>,
    pub(super) faults: Vec<RowFault>,
    /// How many rows were left out.
    pub(super) left_out: usize,
    /// How many rows the mapping passes over.
    pub(super) passed_over: usize,
}

/// Lays out the entries that the rows of a table make.
pub(super) fn plan_entries(table: &Table, mapping: &Mapping, kind: &Kind) -> Plans {
    let mut plans = Plans::default();
    let mut known: HashMap<Folded, (Key, usize)> = HashMap::new();
    for mut rows in together(table, mapping, &mut plans) {
        // A row that cannot be used does not take the others of its entry along.
        while !rows.is_empty() {
            let mut filled = Filled::default();
            let planned = plan(&rows, table, mapping, kind, &known, &mut filled);
            plans.faults.append(&mut filled.faults);
            match planned {
                Ok(planned) => {
                    let folded = Folded::new(planned.key.as_str());
                    known.insert(folded, (planned.key.clone(), rows[0].number));
                    plans.entries.push(planned);
                    break;
                }
                Err(bad) => {
                    plans.left_out += bad.len();
                    rows.retain(|row| !bad.contains(&row.number));
                }
            }
        }
    }
    plans
}

/// Returns the rows that make one entry each, in the order of the table.
fn together<'a>(table: &'a Table, mapping: &Mapping, plans: &mut Plans) -> Vec<Vec<&'a Row>> {
    let mut groups: Vec<Vec<&Row>> = Vec::new();
    let mut by_text: HashMap<String, usize> = HashMap::new();
    for row in &table.rows {
        let mut noted = Filled::default();
        let mut filler = Filler::new(mapping, table, row, &[row], &mut noted);
        let only = mapping.only.as_ref().map(|only| filler.text(only));
        let brief = mapping.brief.as_ref().map(|brief| filler.text(brief));
        if filler.failed {
            plans.faults.append(&mut noted.faults);
            plans.left_out += 1;
            continue;
        }
        if only.is_some_and(|only| only.is_empty()) {
            plans.passed_over += 1;
            continue;
        }
        let group = brief.filter(|brief| !brief.is_empty()).map(|brief| {
            let next = groups.len();
            *by_text.entry(brief).or_insert(next)
        });
        match group {
            Some(group) if group < groups.len() => groups[group].push(row),
            Some(_) | None => groups.push(vec![row]),
        }
    }
    groups
}

/// Lays out the entry that some rows make.
///
/// # Errors
///
/// Returns the numbers of the rows that cannot be used.
fn plan(
    rows: &[&Row],
    table: &Table,
    mapping: &Mapping,
    kind: &Kind,
    known: &HashMap<Folded, (Key, usize)>,
    filled: &mut Filled,
) -> Result<Planned, BTreeSet<usize>> {
    let all = || rows.iter().map(|row| row.number).collect();
    let mut bad = BTreeSet::new();
    let mut first = Filler::new(mapping, table, rows[0], rows, filled);
    let text = first.text(&mapping.key);
    if first.failed {
        return Err(all());
    }
    let key = match key_of(&text, known) {
        Ok(key) => key,
        Err((message, help)) => {
            first.report(&mapping.key, message, help);
            return Err(all());
        }
    };
    let mut when_new = first.sets(&mapping.when_new);
    let (body, body_mark) = match &mapping.body {
        Some(body) => (first.text(body), first.note_origin(body)),
        None => (String::new(), 0),
    };
    if first.failed {
        bad.insert(rows[0].number);
    }
    let new_empties = std::mem::take(&mut filled.empties);
    let mut fields = Vec::new();
    for set in &mapping.fields {
        let items = mapping.rows.as_ref().filter(|name| **name == set.name);
        let tree = if items.is_some() {
            items_of_rows(set, rows, table, mapping, filled, &mut bad)
        } else {
            merged(set, rows, table, mapping, filled, &mut bad)
        };
        fields.extend(tree.map(|tree| (set.name.clone(), tree)));
    }
    if !bad.is_empty() {
        return Err(bad);
    }
    let rank = rank(kind);
    fields.sort_by_key(|(name, _)| rank(name));
    when_new.sort_by_key(|(name, _)| rank(name));
    Ok(Planned {
        key,
        rows: rows.iter().map(|row| row.number).collect(),
        fields,
        when_new,
        body,
        body_mark,
        new_empties,
        empties: std::mem::take(&mut filled.empties),
        origins: std::mem::take(&mut filled.origins),
    })
}

/// Tells the place of a key in the front matter of a kind: the title first, then the other keys that
/// every kind has, then the fields as declared.
pub(super) fn rank(kind: &Kind) -> impl Fn(&str) -> Option<usize> {
    let fields = kind.fields.iter().map(|field| field.name.as_str());
    let names: Vec<String> = RESERVED
        .iter()
        .copied()
        .chain(fields)
        .map(str::to_owned)
        .collect();
    move |name| names.iter().position(|known| known == name)
}

/// Makes an item of each row.
fn items_of_rows(
    set: &Set,
    rows: &[&Row],
    table: &Table,
    mapping: &Mapping,
    filled: &mut Filled,
    bad: &mut BTreeSet<usize>,
) -> Option<Tree> {
    let mut items = Vec::new();
    let specs = match &set.spec {
        Spec::List(specs) => specs.as_slice(),
        one => std::slice::from_ref(one),
    };
    for row in rows {
        let mut of_row = Filler::new(mapping, table, row, rows, filled);
        for spec in specs {
            items.extend(of_row.value(spec));
        }
        if of_row.failed {
            bad.insert(row.number);
        }
    }
    (!items.is_empty()).then_some(Tree::List(items))
}

/// Makes one value of what all rows of an entry say: lists are joined, single values have to agree.
fn merged(
    set: &Set,
    rows: &[&Row],
    table: &Table,
    mapping: &Mapping,
    filled: &mut Filled,
    bad: &mut BTreeSet<usize>,
) -> Option<Tree> {
    let mut found: Vec<(&Row, Tree)> = Vec::new();
    for row in rows {
        let mut of_row = Filler::new(mapping, table, row, rows, filled);
        let trees = of_row.sets(std::slice::from_ref(set));
        if of_row.failed {
            bad.insert(row.number);
        }
        found.extend(trees.into_iter().map(|(_, tree)| (*row, tree)));
    }
    if !found.is_empty() {
        filled.empties.retain(|empty| empty.name != set.name);
    }
    let mut found = found.into_iter();
    let (first_row, mut all) = found.next()?;
    for (row, tree) in found {
        match (&mut all, tree) {
            (Tree::List(all), Tree::List(items)) => {
                for item in items {
                    if !all.iter().any(|known| is_same(known, &item)) {
                        all.push(item);
                    }
                }
            }
            (all, tree) if is_same(all, &tree) => {}
            _ => {
                let mut columns = Vec::new();
                set.spec.note_columns(&mut columns);
                let differs = |column: &&usize| row.cells[**column] != first_row.cells[**column];
                let column = columns.iter().find(differs).or(columns.first());
                let column = column.copied().unwrap_or(0);
                let cell = &row.cells[column];
                let mut fault = RowFault::at(row.number, column, &table.columns, cell);
                fault.message = format!(
                    "this row and row {} make one entry, and differ in `{}` (column {})",
                    first_row.number,
                    set.name,
                    letters(column)
                );
                fault.help = Some(format!(
                    "correct one of the two; or let the mapping look at all rows, as in `{{{{ rows | each(of=\"{}\") | first }}}}`",
                    table.columns[column]
                ));
                filled.faults.push(fault);
                bad.insert(row.number);
            }
        }
    }
    Some(all)
}

/// Names that some system keeps for devices, whatever ending follows.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];

/// Makes a key of a text, or says why none can be made.
fn key_of(text: &str, known: &HashMap<Folded, (Key, usize)>) -> Result<Key, (String, String)> {
    let words = shown(text);
    if text.contains(['/', '\\']) {
        return Err((
            format!("the key `{words}` is a path, and a key is a name"),
            "take the slashes out; the folder is that of the kind".to_owned(),
        ));
    }
    let slug = slug(text);
    if text.is_empty() {
        return Err((
            "the key is empty".to_owned(),
            "fill in the cell that it is made of".to_owned(),
        ));
    }
    if slug.is_empty() {
        return Err((
            format!("no key can be made of `{words}`"),
            "a key needs letters or digits: fill in the cell that it is made of".to_owned(),
        ));
    }
    let numbered = |name: &str| {
        let number = slug.strip_prefix(name);
        number.is_some_and(|rest| {
            rest.len() == 1 && rest.starts_with(|letter: char| letter.is_ascii_digit())
        })
    };
    if DEVICES.contains(&slug.as_str()) || numbered("com") || numbered("lpt") {
        return Err((
            format!("no file can be called `{slug}.md` on Windows"),
            "choose another key, such as one with a date or a second word".to_owned(),
        ));
    }
    let key = Key::parse(&slug).map_err(|_| {
        (
            format!("the key `{words}` is too long"),
            format!(
                "make it of less; {} bytes are the most",
                crate::model::names::LONGEST
            ),
        )
    })?;
    match known.get(&Folded::new(key.as_str())) {
        Some((_, row)) => Err((
            format!("row {row} makes the key `{key}` too, and is the one that counts"),
            "make the key of something in which the two differ, or delete one".to_owned(),
        )),
        None => Ok(key),
    }
}
