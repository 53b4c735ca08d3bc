//! A difference as sections that an editor reads in a minute: what is new first, spelling last.
//!
//! In: a [`Difference`]. Out: headings with items, each a page and the lines on it, in plain words. The
//! forms for terminals and for proposals of changes set the same sections.

use super::lines::{fact_lines, rule_line, statement_line};
use super::{Difference, Fate, PageChange, StatementChange};
use crate::figures::grouped;
use crate::published::Part;
use crate::when::When;

/// A group of changes of one sort.
#[derive(Debug)]
pub struct Section {
    /// What it is about, such as `Facts changed`.
    pub heading: &'static str,
    /// The changes, in order.
    pub items: Vec<Item>,
}

/// What is told of one page.
#[derive(Debug)]
pub struct Item {
    /// The date of the event; empty where there is none.
    pub when: String,
    /// The title of the page, or the name of the rule.
    pub title: String,
    /// What stands beside the title.
    pub remark: String,
    /// What changed, a line each.
    pub lines: Vec<String>,
}

/// Sorts the changes into sections; one of them may give lines to several.
#[must_use]
pub fn sections(difference: &Difference) -> Vec<Section> {
    let pages = &difference.pages;
    let of = |tells: &dyn Fn(&PageChange) -> Told| -> Vec<Item> {
        let told = pages.iter().filter_map(|page| Some((page, tells(page)?)));
        told.map(|(page, (remark, lines))| item(page, remark, lines))
            .collect()
    };
    let is = |part: Part| move |page: &PageChange| page.part == part;
    let kept_facts = |page: &PageChange, part: fn(Part) -> bool| {
        let is_one = page.fate == Fate::Kept && part(page.part);
        let lines = if is_one {
            fact_lines(page, false)
        } else {
            Vec::new()
        };
        (!lines.is_empty()).then(|| (String::new(), lines))
    };
    let whole = |page: &PageChange, part: fn(Part) -> bool, fate: Fate| {
        let is_one = page.fate == fate && part(page.part);
        is_one.then(|| (holds(page), Vec::new()))
    };
    let event = |part: Part| part == Part::Event;
    let source = |part: Part| part == Part::Source;
    let other = |part: Part| part == Part::Other || part == Part::Place;
    let mut rules: Vec<Item> = Vec::new();
    for change in &difference.rules {
        let line = rule_line(change);
        match rules.last_mut() {
            Some(last) if last.title == change.rule => last.lines.push(line),
            _ => rules.push(Item {
                when: String::new(),
                title: change.rule.clone(),
                remark: String::new(),
                lines: vec![line],
            }),
        }
    }
    let all = [
        ("Briefs added", of(&|page| whole(page, event, Fate::Added))),
        (
            "Briefs withdrawn",
            of(&|page| whole(page, event, Fate::Withdrawn)),
        ),
        ("Briefs with another date", of(&redated)),
        ("Moved or renamed", of(&moved)),
        ("Statements with another verdict or number", of(&turned)),
        ("Facts changed", of(&|page| kept_facts(page, event))),
        ("Offices", of(&offices)),
        (
            "Places",
            of(&|page| kept_facts(page, |part| part == Part::Place)),
        ),
        (
            "Other entries",
            of(&|page| {
                let gone = whole(page, other, Fate::Withdrawn)
                    .map(|(_, lines)| (format!("{}, withdrawn", page.kind.1), lines));
                whole(page, other, Fate::Added)
                    .map(|(words, lines)| (format!("{words}, added"), lines))
                    .or(gone)
                    .or_else(|| kept_facts(page, |part| part == Part::Other))
            }),
        ),
        (
            "Sources added",
            of(&|page| whole(page, source, Fate::Added)),
        ),
        (
            "Sources withdrawn",
            of(&|page| whole(page, source, Fate::Withdrawn)),
        ),
        (
            "Sources changed",
            of(&|page| is(Part::Source)(page).then(|| kept_facts(page, source))?),
        ),
        ("Sources of a page", of(&cited)),
        ("Statements added or taken out", of(&statements)),
        ("Rules and coverage", rules),
        ("Text changed", of(&|page| prose(page, false))),
        (
            "Spelling and punctuation only",
            of(&|page| prose(page, true)),
        ),
    ];
    all.into_iter()
        .filter(|(_, items)| !items.is_empty())
        .map(|(heading, items)| Section { heading, items })
        .collect()
}

/// Says in one line how much changed.
#[must_use]
pub fn headline(difference: &Difference) -> String {
    let pages = difference.pages.iter();
    let number = |is: &dyn Fn(&PageChange) -> usize| -> usize { pages.clone().map(is).sum() };
    let briefs =
        |fate: Fate| number(&|page| usize::from(page.part == Part::Event && page.fate == fate));
    let others =
        |fate: Fate| number(&|page| usize::from(page.part != Part::Event && page.fate == fate));
    let counts = [
        (briefs(Fate::Added), "brief added", "briefs added"),
        (
            briefs(Fate::Withdrawn),
            "brief withdrawn",
            "briefs withdrawn",
        ),
        (
            number(&|page| usize::from(page.redated.is_some())),
            "date changed",
            "dates changed",
        ),
        (
            number(&|page| usize::from(page.moved.is_some())),
            "page moved",
            "pages moved",
        ),
        (
            number(&|page| turns(page).count()),
            "statement turned",
            "statements turned",
        ),
        (
            number(&|page| page.facts.len()),
            "fact changed",
            "facts changed",
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
        (difference.rules.len(), "rule changed", "rules changed"),
        (
            number(&|page| usize::from(prose(page, false).is_some())),
            "text changed",
            "texts changed",
        ),
        (
            number(&|page| usize::from(prose(page, true).is_some())),
            "text with other spelling only",
            "texts with other spelling only",
        ),
    ];
    let said: Vec<String> = counts
        .iter()
        .filter(|(number, ..)| *number > 0)
        .map(|(number, one, many)| count(*number, one, many))
        .collect();
    if !said.is_empty() {
        said.join(", ")
    } else if difference.is_empty() {
        "no difference".to_owned()
    } else {
        let pages = difference.pages.len();
        count(pages, "page changed", "pages changed")
    }
}

fn count(number: usize, one: &str, many: &str) -> String {
    let word = if number == 1 { one } else { many };
    format!("{} {word}", grouped(&number.to_string()))
}

fn item(page: &PageChange, remark: String, lines: Vec<String>) -> Item {
    Item {
        when: page.when.clone(),
        title: page.title.clone(),
        remark,
        lines,
    }
}

/// Says of a page that came or went what it holds.
fn holds(page: &PageChange) -> String {
    let (facts, statements, words) = page.holds;
    let mut parts = vec![page.kind.1.clone()];
    for (number, one, many) in [
        (facts, "fact", "facts"),
        (statements, "checked statement", "checked statements"),
        (words, "word", "words"),
    ] {
        if number > 0 {
            parts.push(count(number, one, many));
        }
    }
    parts.join(", ")
}

/// What is told of a page: a remark beside its title, and lines; nothing where it is not concerned.
type Told = Option<(String, Vec<String>)>;

fn redated(page: &PageChange) -> Told {
    let before = page.redated.as_ref()?;
    Some((
        String::new(),
        vec![format!("{} → {}", day(before), day(&page.when))],
    ))
}

/// Writes a date as pages do.
fn day(edtf: &str) -> String {
    if edtf.is_empty() {
        return "no date".to_owned();
    }
    When::parse(edtf).map_or_else(|_| edtf.to_owned(), |when| when.long())
}

fn moved(page: &PageChange) -> Told {
    let mut lines = Vec::new();
    if let Some(before) = &page.retitled {
        lines.push(format!("title: {before} → {}", page.title));
    }
    if let Some((before, leads_here)) = &page.moved {
        let redirect = if *leads_here {
            "the old address leads to it"
        } else {
            "nothing leads from the old address to it"
        };
        lines.push(format!("{before} → {}; {redirect}", page.address));
    }
    (!lines.is_empty()).then(|| (String::new(), lines))
}

/// Returns the statements of a page that are made in both versions.
fn turns(page: &PageChange) -> impl Iterator<Item = &StatementChange> {
    let both = |it: &&StatementChange| it.before.is_some() && it.now.is_some();
    page.statements.iter().filter(both)
}

fn turned(page: &PageChange) -> Told {
    let lines: Vec<String> = turns(page).map(statement_line).collect();
    (!lines.is_empty()).then(|| (String::new(), lines))
}

fn statements(page: &PageChange) -> Told {
    let one = page.statements.iter();
    let one = one.filter(|it| it.before.is_none() || it.now.is_none());
    let lines: Vec<String> = one.map(statement_line).collect();
    (!lines.is_empty()).then(|| (String::new(), lines))
}

fn offices(page: &PageChange) -> Told {
    let lines = fact_lines(page, true);
    (page.fate == Fate::Kept && !lines.is_empty()).then(|| (String::new(), lines))
}

fn cited(page: &PageChange) -> Told {
    if page.part == Part::Source {
        return None;
    }
    let mut lines: Vec<String> = page
        .sources_added
        .iter()
        .map(|it| format!("+ {it}"))
        .collect();
    lines.extend(page.sources_dropped.iter().map(|it| format!("− {it}")));
    (!lines.is_empty()).then(|| (String::new(), lines))
}

fn prose(page: &PageChange, spelling: bool) -> Told {
    let prose = page.prose.as_ref()?;
    if prose.spelling.is_empty() == spelling {
        return None;
    }
    if spelling {
        let pairs = prose.spelling.iter();
        let pairs: Vec<String> = pairs.map(|(old, new)| format!("{old} → {new}")).collect();
        return Some((pairs.join(", "), Vec::new()));
    }
    let (before, now) = (prose.words_before, prose.words_now);
    let words = |number: usize| grouped(&number.to_string());
    let length = if before == now {
        format!("{} words", words(now))
    } else {
        format!("{} → {} words", words(before), words(now))
    };
    let measure = match prose.words_changed {
        Some(changed) => format!("{}, {} of them other", length, words(changed)),
        None => length,
    };
    Some((measure, Vec::new()))
}
