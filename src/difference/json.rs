//! A difference as data, for other programs.
//!
//! The form is documented and stays: names are added, none changes its meaning. What is not there, is
//! left out; a value of then or now that is missing was or is not stated.

use serde_json::{Map, Value as Json, json};

use super::{
    DeadAddress, Difference, FactChange, Fate, PageChange, RuleChange, Stated, StatementChange,
    Unread,
};
use crate::published::Part;

/// Writes a difference as one document.
#[must_use]
pub fn json(difference: &Difference, before: &str, now: &str) -> String {
    let pages: Vec<Json> = difference.pages.iter().map(page).collect();
    let rules: Vec<Json> = difference.rules.iter().map(rule).collect();
    let dead: Vec<Json> = difference.dead.iter().map(dead_address).collect();
    let document = json!({
        "format": 1,
        "before": before,
        "after": now,
        "verdicts_compared": difference.is_judged,
        "rules_compared": difference.has_legend && !difference.unread.iter().any(|it| it.rules),
        "pages": pages,
        "rules": rules,
        "dead_addresses": dead,
        "not_compared": {
            "before": unread(&difference.unread[0]),
            "after": unread(&difference.unread[1]),
        },
    });
    format!("{document:#}\n")
}

fn dead_address(dead: &DeadAddress) -> Json {
    let mut map = Map::new();
    map.insert("address".to_owned(), json!(dead.address));
    map.insert("heading".to_owned(), json!(dead.title));
    if let Some(address) = &dead.now_at {
        map.insert("now_at".to_owned(), json!(address));
    }
    map.into()
}

fn unread(unread: &Unread) -> Json {
    let pages: Vec<&String> = unread.pages.iter().collect();
    let folders: Vec<&String> = unread.folders.iter().collect();
    let mut map = Map::new();
    map.insert("addresses".to_owned(), json!(pages));
    map.insert("folders".to_owned(), json!(folders));
    if !unread.statements.is_empty() {
        let statements: Vec<&String> = unread.statements.iter().collect();
        map.insert("statements_of".to_owned(), json!(statements));
    }
    for (name, reason) in [
        ("first_error", &unread.first),
        ("other_kinds", &unread.kinds),
    ] {
        if !reason.is_empty() {
            map.insert(name.to_owned(), json!(reason));
        }
    }
    map.into()
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
    if let Some(heading) = &change.leads_to {
        set("leads_to", json!(heading));
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
    list("when_carried_by", words(&change.date_sources));
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
        if let (false, Some(told)) = (prose.places.is_empty(), told.as_object_mut()) {
            let places = prose.places.iter();
            let places = places.map(|(then, now)| json!({ "before": then, "after": now }));
            told.insert("passages".to_owned(), places.collect());
        }
        map.insert("prose".to_owned(), told);
    }
    map.into()
}

fn fact(change: &FactChange) -> Json {
    let mut map = Map::new();
    map.insert("field".to_owned(), json!(change.field));
    map.insert("label".to_owned(), json!(change.label));
    for (name, words) in [("list", &change.list), ("in", &change.group)] {
        if !words.is_empty() {
            map.insert(name.to_owned(), json!(words));
        }
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
