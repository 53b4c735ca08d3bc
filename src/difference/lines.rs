//! One change as a line of plain words: a fact, a statement, a part of a rule.
//!
//! Then and now stand on both sides of an arrow, who says so and the sources behind them.

use super::{FactChange, PageChange, RuleChange, Stated, StatementChange};

/// The longest value that is shown whole, in letters.
const LONGEST: usize = 160;

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
        lines.push(format!("{sign}: {words}{}", sources(same)));
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
    let said = |stated: &Stated, other: Option<&Stated>| {
        let differs = other.is_none_or(|other| other.by != stated.by);
        let by = if differs && !stated.by.is_empty() {
            format!(" according to {}", stated.by)
        } else {
            String::new()
        };
        let disputed = if stated.disputed {
            ", not preferred"
        } else {
            ""
        };
        format!("{}{by}{disputed}", short(&stated.value))
    };
    let change = match (&fact.before, &fact.now) {
        (Some(before), Some(now)) => {
            format!("{} → {}", said(before, Some(now)), said(now, Some(before)))
        }
        (Some(before), None) => format!("{} → not stated", said(before, None)),
        (None, Some(now)) => format!("not stated → {}", said(now, None)),
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
    match named.as_slice() {
        [] => String::new(),
        [one] => format!(" (source: {one})"),
        many => format!(" (sources: {})", many.join("; ")),
    }
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
        (Some(before), Some(now)) => format!("{} → {}", said(before), said(now)),
        (None, Some(now)) => format!("new, {}", said(now)),
        (Some(before), None) => format!("taken out, was {}", said(before)),
        (None, None) => String::new(),
    };
    format!("“{}”: {verdicts}", short(&change.says))
}

/// Shortens a value that would fill the screen.
fn short(value: &str) -> String {
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    if value.chars().count() <= LONGEST {
        return value;
    }
    let kept: String = value.chars().take(LONGEST - 1).collect();
    format!("{}…", kept.trim_end())
}
