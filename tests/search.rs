//! The search: how texts are read, and what the index is made of.
//!
//! The script of the page is tried by `tests/browser/search.mjs`, on the same table of units.

use std::collections::BTreeMap;

use briefbook::search::{Document, Facets, index, units};

const TABLE: &str = include_str!("search/units.tsv");

fn read(text: &str) -> String {
    let words: Vec<String> = units(text).iter().map(ToString::to_string).collect();
    words.join(" ")
}

#[test]
fn texts_are_read_as_the_table_has_it() {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#'));
    let mut read_rows = 0;
    for row in rows {
        let (text, expected) = row.split_once('\t').expect("a row has two columns");
        assert_eq!(read(text), expected, "{text}");
        read_rows += 1;
    }
    assert!(read_rows > 50, "the table has {read_rows} rows");
}
/// An event of a day of May 2022, with a text.
fn event(day: u32, title: &str, text: &str) -> Document {
    Document {
        address: format!("events/2022-05-{day:02}.html"),
        title: title.to_owned(),
        is_event: true,
        year: Some(2022),
        date: format!("{day} May 2022"),
        days: vec![
            format!("2022-05-{day:02}"),
            "2022-05".to_owned(),
            "2022".to_owned(),
        ],
        sentences: vec![text.to_owned()],
        ..Document::default()
    }
}

fn facets() -> Facets {
    Facets {
        kinds: vec![["Event".to_owned(), "Events".to_owned(), "circle".to_owned()]],
        countries: Vec::new(),
    }
}

fn files(documents: &[Document]) -> BTreeMap<String, String> {
    let files = index(documents, &facets()).into_iter();
    let files =
        files.map(|(path, bytes)| (path, String::from_utf8(bytes).expect("an index is text")));
    files.collect()
}

/// Many events that have little in common.
fn many() -> Vec<Document> {
    let letters: Vec<char> = ('a'..='z').collect();
    let word = |number: usize| -> String {
        let places = (1..7).map(|place| number * place * 7 + number / place);
        places.map(|place| letters[place % letters.len()]).collect()
    };
    let text = |day: u32| {
        (0..40)
            .map(|place| word(day as usize * 40 + place) + " ")
            .collect::<String>()
    };
    (1..=31)
        .map(|day| event(day, &format!("Event {day}"), &text(day)))
        .collect()
}

#[test]
fn the_same_documents_make_the_same_files() {
    assert_eq!(files(&many()), files(&many()));
}

#[test]
fn a_word_more_in_one_text_changes_few_files() {
    let mut documents = many();
    let before = files(&documents);
    documents[7].sentences.push("Xylophone.".to_owned());
    let after = files(&documents);
    let changed: Vec<&String> = after
        .iter()
        .filter(|(path, text)| before.get(*path) != Some(text))
        .map(|(path, _)| path)
        .collect();
    assert!(
        changed.contains(&&"search/e-3.js".to_owned()),
        "{changed:?}"
    );
    assert!(changed.len() <= 4, "{changed:?}");
}

#[test]
fn a_new_event_at_the_end_changes_no_number_of_another() {
    let mut documents = many();
    let place = Document {
        address: "places/one.html".to_owned(),
        title: "Zzyzx".to_owned(),
        ..Document::default()
    };
    documents.push(place.clone());
    let before = files(&documents);
    documents.insert(31, event(31, "Quokka", ""));
    let after = files(&documents);
    let holder = |files: &BTreeMap<String, String>| {
        let found = files.values().find_map(|text| {
            let start = text.find("zzyzx ")?;
            Some(text[start..].split(['|', '"']).next()?.to_owned())
        });
        found.expect("the place is found by its name")
    };
    assert_eq!(holder(&before), holder(&after));
    assert_eq!(before["search/o-0.js"], after["search/o-0.js"]);
}

#[test]
fn nothing_in_a_text_ends_the_script_that_holds_it() {
    let documents = [event(1, "</script><b>\u{2028}\"\\", "a\u{2029}b")];
    for (path, text) in files(&documents) {
        assert!(text.starts_with("briefbookSearch(\""), "{path}: {text}");
        assert!(!text.contains(['\u{2028}', '\u{2029}']), "{path}: {text}");
        let data = text.split_once(',').expect("a name and data").1;
        let data = data.trim_end().strip_suffix(')').expect("a call");
        serde_json::from_str::<serde_json::Value>(data).expect("data are JSON");
    }
}

#[test]
fn every_word_stands_in_the_shard_to_which_its_letters_lead() {
    let files = files(&many());
    let head = &files["search/index.js"];
    let data = head.split_once(',').expect("a name and data").1.trim_end();
    let head: serde_json::Value = serde_json::from_str(&data[..data.len() - 1]).expect("JSON");
    let keys: Vec<&str> = head["keys"].as_str().expect("keys").split(' ').collect();
    let mut words = 0;
    for (path, text) in &files {
        let Some(key) = path
            .strip_prefix("search/w-")
            .and_then(|rest| rest.strip_suffix(".js"))
        else {
            continue;
        };
        let data = text.split_once(",\"").expect("data").1;
        for line in data.trim_end_matches("\")\n").split('|') {
            let word = line.split(' ').next().expect("a word");
            let longest = keys
                .iter()
                .filter(|key| word.starts_with(**key))
                .max_by_key(|key| key.len());
            assert_eq!(longest, Some(&key), "{word}");
            words += 1;
        }
    }
    assert!(words > 1_000, "{words} words were found");
}

#[test]
fn the_script_makes_no_markup_of_texts() {
    let script = include_str!("../static/search.js");
    for way in [
        "innerHTML",
        "outerHTML",
        "insertAdjacent",
        "document.write",
        "fetch(",
        "import",
    ] {
        let allowed =
            way == "fetch(" && script.matches(way).count() == script.matches("fetch(name)").count();
        assert!(allowed || !script.contains(way), "{way}");
    }
}
