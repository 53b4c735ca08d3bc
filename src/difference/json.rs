//! A difference as data, for other programs.
//!
//! The form is documented and stays: names are added, none changes its meaning. What is not there, is
//! left out; a value of then or now that is missing was or is not stated.

use serde_json::{Map, Value as Json, json};

use super::{Difference, FactChange, Fate, PageChange, RuleChange, Stated, StatementChange};
use crate::published::Part;

/// Writes a difference as one document.
#[must_use]
pub fn json(difference: &Difference, before: &str, now: &str) -> String {
    let pages: Vec<Json> = difference.pages.iter().map(page).collect();
    let rules: Vec<Json> = difference.rules.iter().map(rule).collect();
    let document = json!({
        "format": 1,
        "before": before,
        "after": now,
        "verdicts_compared": difference.is_judged,
        "rules_compared": difference.has_legend,
        "pages": pages,
        "rules": rules,
    });
    format!("{document:#}\n")
}

fn page(change: &PageChange) -> Json {
    let fate = match change.fate {
        Fate::Added => "added",
        Fate::Withdrawn => "withdrawn",
        Fate::Kept => "changed",
    };
    let part = match change.part {
        Part::Event => "brief",
        Part::Source => "cited",
        Part::Place => "located",
        Part::Other => "other",
    };
    let mut map = Map::new();
    let mut set = |name: &str, value: Json| {
        map.insert(name.to_owned(), value);
    };
    set("address", json!(change.address));
    set("heading", json!(change.title));
    set("kind", json!(change.kind.0));
    set("part", json!(part));
    set("change", json!(fate));
    if !change.when.is_empty() {
        set("when", json!(change.when));
    }
    if let Some((address, leads_here)) = &change.moved {
        set("moved_from", json!(address));
        set("redirect", json!(leads_here));
    }
    if let Some(before) = &change.retitled {
        set("heading_before", json!(before));
    }
    if let Some(before) = &change.redated {
        set("when_before", json!(before));
    }
    let mut list = |name: &str, items: Vec<Json>| {
        if !items.is_empty() {
            map.insert(name.to_owned(), items.into());
        }
    };
    list("facts", change.facts.iter().map(fact).collect());
    list(
        "statements",
        change.statements.iter().map(statement).collect(),
    );
    let words = |words: &[String]| words.iter().map(|word| json!(word)).collect();
    list("sources_added", words(&change.sources_added));
    list("sources_dropped", words(&change.sources_dropped));
    if change.corrections > 0 {
        map.insert("corrections_added".to_owned(), json!(change.corrections));
    }
    if let Some(prose) = &change.prose {
        let mut told = json!({
            "words_before": prose.words_before,
            "words_after": prose.words_now,
            "spelling_only": !prose.spelling.is_empty(),
        });
        if let (Some(changed), Some(told)) = (prose.words_changed, told.as_object_mut()) {
            told.insert("words_changed".to_owned(), json!(changed));
        }
        map.insert("prose".to_owned(), told);
    }
    map.into()
}

fn fact(change: &FactChange) -> Json {
    let mut map = Map::new();
    map.insert("field".to_owned(), json!(change.field));
    map.insert("label".to_owned(), json!(change.label));
    if !change.group.is_empty() {
        map.insert("in".to_owned(), json!(change.group));
    }
    for (name, stated) in [("before", &change.before), ("after", &change.now)] {
        if let Some(stated) = stated {
            map.insert(name.to_owned(), value(stated));
        }
    }
    map.into()
}

fn value(stated: &Stated) -> Json {
    let mut map = Map::new();
    map.insert("value".to_owned(), json!(stated.value));
    if !stated.by.is_empty() {
        map.insert("stated_by".to_owned(), json!(stated.by));
    }
    if !stated.sources.is_empty() {
        map.insert("carried_by".to_owned(), json!(stated.sources));
    }
    if stated.disputed {
        map.insert("disputed".to_owned(), json!(true));
    }
    map.into()
}

fn statement(change: &StatementChange) -> Json {
    let mut map = Map::new();
    map.insert("says".to_owned(), json!(change.says));
    for (name, said) in [("before", &change.before), ("after", &change.now)] {
        if let Some((verdict, number)) = said {
            let told = if number.is_empty() {
                json!({ "verdict": verdict })
            } else {
                json!({ "verdict": verdict, "number": number })
            };
            map.insert(name.to_owned(), told);
        }
    }
    map.into()
}

fn rule(change: &RuleChange) -> Json {
    let mut map = Map::new();
    map.insert("rule".to_owned(), json!(change.rule));
    if !change.part.is_empty() {
        map.insert("part".to_owned(), json!(change.part));
    }
    for (name, words) in [("before", &change.before), ("after", &change.now)] {
        if let Some(words) = words {
            map.insert(name.to_owned(), json!(words));
        }
    }
    map.into()
}
