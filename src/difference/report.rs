//! A difference as sections that an editor reads in a minute: what is new first, spelling last.
//!
//! In: a [`Difference`]. Out: headings with items, each a page and the lines on it, in plain words. The
//! forms for terminals and for proposals of changes set the same sections.

use super::headline::count;
use super::lines::{carried_by, fact_lines, passage_line, rule_line, statement_line};
use super::{DeadAddress, Difference, Fate, PageChange, ProseChange, StatementChange};
use crate::claims::Verdict;
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
        let leads = page.leads_to.iter();
        let leads = leads.map(|title| format!("its address leads to {title}"));
        is_one.then(|| (holds(page), leads.collect()))
    };
    let event = |part: Part| part == Part::Event;
    let source = |part: Part| part == Part::Source;
    let other = |part: Part| part == Part::Other || part == Part::Place;
    let all = [
        ("Briefs added", of(&|page| whole(page, event, Fate::Added))),
        (
            "Briefs withdrawn",
            of(&|page| whole(page, event, Fate::Withdrawn)),
        ),
        ("Briefs with another date or time", of(&redated)),
        (
            "Statements that are contradicted now",
            of(&|page| turned(page, Turn::Contradicted)),
        ),
        (
            "Addresses that lead nowhere any more",
            difference.dead.iter().map(dead).collect(),
        ),
        ("Other title or address", of(&moved)),
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
        ("Rules and coverage", rules(difference)),
        (
            "Statements with another verdict",
            of(&|page| turned(page, Turn::Verdict)),
        ),
        (
            "Statements with another number",
            of(&|page| turned(page, Turn::Number)),
        ),
        ("Statements added or taken out", of(&statements)),
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

fn item(page: &PageChange, remark: String, lines: Vec<String>) -> Item {
    // The time of day tells nothing here.
    let day = page.when.split('T').next();
    Item {
        when: day.unwrap_or_default().to_owned(),
        title: page.title.clone(),
        remark,
        lines,
    }
}

fn dead(dead: &DeadAddress) -> Item {
    let DeadAddress {
        address,
        title,
        now_at,
    } = dead;
    let remark = match now_at {
        Some(now_at) => format!("{title}, now at {now_at}"),
        None => title.clone(),
    };
    Item {
        when: String::new(),
        title: address.clone(),
        remark,
        lines: Vec::new(),
    }
}

/// Tells of the rules, each with the lines of its parts.
fn rules(difference: &Difference) -> Vec<Item> {
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
    rules
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
pub(super) type Told = Option<(String, Vec<String>)>;

fn redated(page: &PageChange) -> Told {
    let before = page.redated.as_ref()?;
    let dates = if is_other_day(page) {
        format!("{} → {}", day(before), day(&page.when))
    } else {
        let (old, new) = (time(before), time(&page.when));
        if old == new {
            format!("{before} → {}", page.when)
        } else {
            format!("{}: {old} → {new}", day(before))
        }
    };
    let line = format!("{dates}{}", carried_by(&page.date_sources));
    Some((String::new(), vec![line]))
}

/// Tells whether a page has another date, not only another time of day.
pub(super) fn is_other_day(page: &PageChange) -> bool {
    let before = page.redated.as_ref();
    before.is_some_and(|before| day(before) != day(&page.when))
}

/// Writes the time of day of a date.
fn time(edtf: &str) -> String {
    let time = When::parse(edtf).ok().and_then(|when| when.time());
    time.unwrap_or_else(|| "no time".to_owned())
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

/// How a statement turned that is made in both versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// The record contradicts it, and did not before.
    Contradicted,
    /// It has another verdict.
    Verdict,
    /// It has the same verdict with another number.
    Number,
}

/// Returns the statements of a page that turned in a way.
pub(super) fn turns(page: &PageChange, turn: Turn) -> impl Iterator<Item = &StatementChange> {
    page.statements.iter().filter(move |change| {
        let (Some((before, _)), Some((now, _))) = (&change.before, &change.now) else {
            return false;
        };
        let found = match (before == now, now == Verdict::Contradicted.word()) {
            (true, _) => Turn::Number,
            (false, true) => Turn::Contradicted,
            (false, false) => Turn::Verdict,
        };
        found == turn
    })
}

fn turned(page: &PageChange, turn: Turn) -> Told {
    let lines: Vec<String> = turns(page, turn).map(statement_line).collect();
    // The same words may be claimed in several ways.
    let counted = lines.chunk_by(|one, other| one == other);
    let counted = counted.map(|same| match same.len() {
        1 => same[0].clone(),
        times => format!("{} ({times} claims)", same[0]),
    });
    let lines: Vec<String> = counted.collect();
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

pub(super) fn prose(page: &PageChange, spelling: bool) -> Told {
    let prose = page.prose.as_ref()?;
    if prose.spelling.is_empty() == spelling {
        return None;
    }
    if spelling {
        let pairs = prose.spelling.iter();
        let pairs: Vec<String> = pairs.map(|(old, new)| format!("{old} → {new}")).collect();
        return Some((pairs.join(", "), Vec::new()));
    }
    let lines = prose
        .places
        .iter()
        .map(|(then, now)| passage_line(then, now));
    Some((measure(prose), lines.collect()))
}

/// Says how much of a running text changed.
fn measure(prose: &ProseChange) -> String {
    let number = |number: usize| grouped(&number.to_string());
    let words = |number: usize| count(number, "word", "words");
    let (before, now) = (prose.words_before, prose.words_now);
    let length = match (before, now) {
        (0, now) => return format!("new, {}", words(now)),
        (before, 0) => return format!("taken out, {}", words(before)),
        (before, now) => format!("{} → {}", number(before), words(now)),
    };
    match prose.words_changed {
        Some(1) if before == now => format!("1 of {} differs", words(now)),
        Some(changed) if before == now => {
            format!("{} of {} differ", number(changed), words(now))
        }
        Some(1) => format!("{length}, 1 differs"),
        Some(changed) => format!("{length}, {} differ", number(changed)),
        None if before == now => format!("other words, {} as before", number(now)),
        None => length,
    }
}
