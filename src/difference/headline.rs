//! How much differs, in one line: what of each sort came, went or changed.
//!
//! In: a difference. Out: counts in words, those of nothing left out. They are those of the lines that the
//! sections have.

use super::lines::fact_lines;
use super::report::{Turn, is_other_day, prose, turns};
use super::{Difference, Fate, PageChange};
use crate::figures::grouped;
use crate::published::Part;

/// Says in one line how much changed.
#[must_use]
pub fn headline(difference: &Difference) -> String {
    let first = first(difference);
    let counts = first.into_iter().chain(then(difference));
    let said: Vec<String> = counts
        .filter(|(number, ..)| *number > 0)
        .map(|(number, one, many)| count(number, one, many))
        .collect();
    if !said.is_empty() {
        said.join(", ")
    } else if !difference.pages.is_empty() {
        let pages = difference.pages.len();
        count(pages, "page changed", "pages changed")
    } else if difference.is_empty() {
        "no difference".to_owned()
    } else {
        "no difference in what could be compared".to_owned()
    }
}

/// Writes a number with the word for what is counted.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    let word = if number == 1 { one } else { many };
    format!("{} {word}", grouped(&number.to_string()))
}

/// How many there are of what, in one word or several.
type Count = (usize, &'static str, &'static str);

fn number(difference: &Difference, of: &dyn Fn(&PageChange) -> usize) -> usize {
    difference.pages.iter().map(of).sum()
}

/// Counts what stands in the first sections.
fn first(difference: &Difference) -> Vec<Count> {
    let briefs = |fate: Fate| {
        number(difference, &|page| {
            usize::from(page.part == Part::Event && page.fate == fate)
        })
    };
    let days = number(difference, &|page| usize::from(is_other_day(page)));
    let dates = number(difference, &|page| usize::from(page.redated.is_some()));
    let contradicted = number(difference, &|page| turns(page, Turn::Contradicted).count());
    vec![
        (briefs(Fate::Added), "brief added", "briefs added"),
        (
            briefs(Fate::Withdrawn),
            "brief withdrawn",
            "briefs withdrawn",
        ),
        (days, "date changed", "dates changed"),
        (dates - days, "time changed", "times changed"),
        (
            contradicted,
            "statement contradicted now",
            "statements contradicted now",
        ),
        (
            difference.dead.len(),
            "address leads nowhere any more",
            "addresses lead nowhere any more",
        ),
        (
            number(difference, &|page| usize::from(page.moved.is_some())),
            "page moved",
            "pages moved",
        ),
        (
            number(difference, &|page| usize::from(page.retitled.is_some())),
            "title changed",
            "titles changed",
        ),
        (
            number(difference, &|page| {
                fact_lines(page, false).len() + fact_lines(page, true).len()
            }),
            "fact changed",
            "facts changed",
        ),
    ]
}

/// Counts the rest.
fn then(difference: &Difference) -> Vec<Count> {
    let sources = |fate: Fate| {
        number(difference, &|page| {
            usize::from(page.part == Part::Source && page.fate == fate)
        })
    };
    let others = |fate: Fate| {
        let is_other = |part: Part| part != Part::Event && part != Part::Source;
        number(difference, &|page| {
            usize::from(is_other(page.part) && page.fate == fate)
        })
    };
    let turned = |turn: Turn| number(difference, &|page| turns(page, turn).count());
    let fates = |added: bool| {
        number(difference, &|page| {
            let one = page.statements.iter();
            one.filter(|it| it.before.is_none() == added && it.now.is_none() != added)
                .count()
        })
    };
    vec![
        (difference.rules.len(), "rule changed", "rules changed"),
        (
            turned(Turn::Verdict),
            "statement with another verdict",
            "statements with another verdict",
        ),
        (
            turned(Turn::Number),
            "statement with another number",
            "statements with another number",
        ),
        (fates(true), "statement added", "statements added"),
        (fates(false), "statement taken out", "statements taken out"),
        (sources(Fate::Added), "source added", "sources added"),
        (
            sources(Fate::Withdrawn),
            "source withdrawn",
            "sources withdrawn",
        ),
        (
            others(Fate::Added),
            "other entry added",
            "other entries added",
        ),
        (
            others(Fate::Withdrawn),
            "other entry withdrawn",
            "other entries withdrawn",
        ),
        (
            number(difference, &|page| {
                usize::from(prose(page, false).is_some())
            }),
            "text changed",
            "texts changed",
        ),
        (
            number(difference, &|page| usize::from(prose(page, true).is_some())),
            "text with other spelling only",
            "texts with other spelling only",
        ),
    ]
}
