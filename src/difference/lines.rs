//! One change as a line of plain words: a fact, a statement, a part of a rule.
//!
//! Then and now stand on both sides of an arrow, who says so and the sources behind them.

use super::{FactChange, PageChange, RuleChange, Stated, StatementChange};

/// The longest value that is shown whole, in letters.
const LONGEST: usize = 160;

/// The longest title of a source that is named whole behind what it carries.
const LONGEST_TITLE: usize = 60;

/// Tells the facts of a page that are offices, or those that are none; rows that came or went as a whole
/// take one line.
pub(super) fn fact_lines(page: &PageChange, offices: bool) -> Vec<String> {
    let facts: Vec<&FactChange> = page
        .facts
        .iter()
        .filter(|it| it.is_office == offices)
        .collect();
    let mut lines = Vec::new();
    let row = |fact: &FactChange| {
        let list = fact.field.split('.').next().unwrap_or_default().to_owned();
        let is_whole = !fact.group.is_empty() && (fact.before.is_none() || fact.now.is_none());
        is_whole.then(|| (list, fact.group.clone(), fact.now.is_some()))
    };
    for same in facts.chunk_by(|one, other| row(one).is_some() && row(one) == row(other)) {
        let first = same[0];
        if same.len() == 1 {
            lines.push(fact_line(first));
            continue;
        }
        let words = same.iter().map(|fact| {
            let stated = fact.now.as_ref().or(fact.before.as_ref());
            let value = stated.map_or("", |it| it.value.as_str());
            format!("{} {}", fact.label.to_lowercase(), short(value))
        });
        let words = words.collect::<Vec<_>>().join(", ");
        let sign = if first.now.is_some() {
            "new"
        } else {
            "no longer"
        };
        let list = match first.list.as_str() {
            "" => String::new(),
            list => format!("{list}, "),
        };
        lines.push(format!("{list}{sign}: {words}{}", sources(same)));
    }
    lines
}

fn fact_line(fact: &FactChange) -> String {
    let label = match (fact.group.as_str(), &fact.before, &fact.now) {
        ("", ..) => fact.label.clone(),
        // What tells the row from others is the value itself.
        (group, before, now)
            if [before, now]
                .iter()
                .any(|it| it.as_ref().is_some_and(|it| it.value == group)) =>
        {
            fact.label.clone()
        }
        (group, ..) => format!("{group}, {}", fact.label.to_lowercase()),
    };
    let value = |stated: &Stated| short(&stated.value);
    let by = |stated: &Stated| match stated.by.as_str() {
        "" => String::new(),
        by => format!(" according to {by}"),
    };
    let rank = |stated: &Stated| {
        if stated.disputed {
            ", not preferred"
        } else {
            ""
        }
    };
    let said = |it: &Stated| format!("{}{}{}", value(it), by(it), rank(it));
    let change = match (&fact.before, &fact.now) {
        (Some(before), Some(now)) => {
            // Who says so, and whether that is preferred, is told once where it is the same.
            let former_by = if before.by == now.by {
                String::new()
            } else {
                by(before)
            };
            let former_rank = if before.disputed == now.disputed {
                ""
            } else {
                rank(before)
            };
            format!("{}{former_by}{former_rank} → {}", value(before), said(now))
        }
        (Some(before), None) if fact.beside => format!("no longer {}", said(before)),
        (None, Some(now)) if fact.beside => format!("also {}", said(now)),
        (Some(before), None) => format!("{} → not stated", said(before)),
        (None, Some(now)) => format!("not stated → {}", said(now)),
        (None, None) => String::new(),
    };
    format!("{label}: {change}{}", sources(&[fact]))
}

/// Names the sources of what is stated now, each once.
fn sources(facts: &[&FactChange]) -> String {
    let mut named: Vec<&str> = Vec::new();
    for source in facts
        .iter()
        .filter_map(|it| it.now.as_ref())
        .flat_map(|it| &it.sources)
    {
        if !named.contains(&source.as_str()) {
            named.push(source);
        }
    }
    carried_by(&named)
}

/// Names sources behind what they carry.
pub(super) fn carried_by<T: AsRef<str>>(sources: &[T]) -> String {
    let titles = sources.iter();
    let named: Vec<String> = titles.map(|it| cut(it.as_ref(), LONGEST_TITLE)).collect();
    match named.as_slice() {
        [] => String::new(),
        [one] => format!(" (source: {one})"),
        many => format!(" (sources: {})", many.join("; ")),
    }
}

/// Tells what stood and stands in a place of a running text.
pub(super) fn passage_line(before: &str, now: &str) -> String {
    format!("“{}” → “{}”", short(before), short(now))
}

/// Tells of a part of a rule.
pub(super) fn rule_line(change: &RuleChange) -> String {
    let part = match change.part.as_str() {
        "" => String::new(),
        part => format!("{part}: "),
    };
    match (&change.before, &change.now) {
        (Some(before), Some(now)) => format!("{part}{} → {}", short(before), short(now)),
        (None, Some(now)) => format!("{part}new: {}", short(now)),
        (Some(before), None) => format!("{part}taken out: {}", short(before)),
        (None, None) => String::new(),
    }
}

/// Tells of a statement.
pub(super) fn statement_line(change: &StatementChange) -> String {
    let said = |(verdict, number): &(String, String)| {
        if number.is_empty() {
            verdict.clone()
        } else {
            format!("{verdict} ({number})")
        }
    };
    let verdicts = match (&change.before, &change.now) {
        (Some((verdict, number)), Some(now)) if *verdict == now.0 => {
            let of = |number: &str| {
                if number.is_empty() {
                    "no number"
                } else {
                    number
                }
                .to_owned()
            };
            format!("still {verdict}, {} → {}", of(number), of(&now.1))
        }
        (Some(before), Some(now)) if before.1 == now.1 => format!("{} → {}", before.0, said(now)),
        (Some(before), Some(now)) => format!("{} → {}", said(before), said(now)),
        (None, Some(now)) => format!("new, {}", said(now)),
        (Some(before), None) => format!("taken out, was {}", said(before)),
        (None, None) => String::new(),
    };
    format!("“{}”: {verdicts}", short(&change.says))
}

/// Shortens a value that would fill the screen.
fn short(value: &str) -> String {
    cut(value, LONGEST)
}

/// Sets words in one line, of so many letters at most.
fn cut(words: &str, longest: usize) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= longest {
        return words;
    }
    let kept: String = words.chars().take(longest - 1).collect();
    format!("{}…", kept.trim_end())
}
