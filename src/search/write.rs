//! Documents to the scripts of data.
//!
//! `index` says what there is: kinds, years and countries of the documents and how words are divided.
//! `w-…` hold words with their postings, `c-…` those of scripts without blanks, `t-…` the words that begin
//! with a letter, for what was mistyped, and `d-…` what results show.

use std::collections::BTreeMap;
use std::fmt::Write;

use rayon::prelude::*;
use serde_json::{Value, json};

use super::FOLDER;
use super::documents::{Document, Facets};
use super::postings::{UNDATED, postings, push};
use super::shards::divide;
use super::units::{is_character, is_letter};

/// The documents of a script of results.
const TOGETHER: usize = 2;
/// The characters of a script of words without blanks.
const BUCKET: usize = 6_000;
/// The shortest word that is looked for when it was mistyped.
const SHORTEST: usize = 3;
/// The function to which a script hands its data.
const RECEIVER: &str = "briefbookSearch";

type Files = Vec<(String, Vec<u8>)>;

/// Writes the index of documents: events in their order, and then everything else.
#[must_use]
pub fn index(documents: &[Document], facets: &Facets) -> Files {
    let events = documents
        .iter()
        .take_while(|document| document.is_event)
        .count();
    let numbers: Vec<u32> = (0..documents.len())
        .map(|place| number(place, events))
        .collect();
    let words = postings(documents, &numbers);
    let (runs, words): (Vec<_>, Vec<_>) = words
        .into_iter()
        .partition(|(word, _)| word.chars().next().is_some_and(is_character));
    let shards = divide(&words);
    let buckets = buckets(&runs);
    let letters = letters(&words);
    let keys: Vec<&str> = shards.iter().map(|(key, _)| key.as_str()).collect();
    let mut files: Files = vec![(
        path("index"),
        script(
            "index",
            &head(documents, events, facets, &keys, buckets.len(), &letters),
        ),
    )];
    let of_words = shards.par_iter().map(|(key, words)| {
        let name = format!("w-{}", file_name(key));
        (path(&name), script(&name, &joined(words.iter().copied())))
    });
    files.par_extend(of_words);
    let of_runs = buckets.iter().enumerate().map(|(place, words)| {
        let name = format!("c-{place}");
        (path(&name), script(&name, &joined(words.iter().copied())))
    });
    files.extend(of_runs);
    let mistyped = letters.iter().map(|(letter, words)| {
        let name = format!("t-{}", file_name(&letter.to_string()));
        (path(&name), script(&name, &list(words)))
    });
    files.extend(mistyped);
    let (dated, others) = documents.split_at(events);
    for (letter, documents) in [("e", dated), ("o", others)] {
        let shown = documents.par_chunks(TOGETHER).zip(0_usize..documents.len());
        files.par_extend(shown.map(|(documents, place)| {
            let name = format!("{letter}-{place}");
            let data = documents.iter().map(result).collect();
            (path(&name), script(&name, &Value::Array(data)))
        }));
    }
    files
}

/// Returns the number of a document in postings.
fn number(place: usize, events: usize) -> u32 {
    let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    if place < events {
        small(place)
    } else {
        UNDATED + small(place - events)
    }
}

fn path(name: &str) -> String {
    format!("{FOLDER}/{name}.js")
}

/// Writes the letters of a key so that any disk takes them.
fn file_name(key: &str) -> String {
    let mut name = String::with_capacity(key.len());
    for letter in key.chars() {
        if letter.is_ascii_alphanumeric() || letter == '-' {
            name.push(letter);
        } else {
            // Writing to a text cannot fail.
            let _ = write!(name, "_{:x}", u32::from(letter));
        }
    }
    name
}

/// Writes a script that hands over data. Nothing in it can end the script that holds it.
fn script(name: &str, data: &Value) -> Vec<u8> {
    let data = data
        .to_string()
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029");
    format!("{RECEIVER}(\"{name}\",{data})\n").into_bytes()
}

fn joined<'a>(words: impl Iterator<Item = &'a (String, String)>) -> Value {
    let words = words.map(|(word, postings)| format!("{word} {postings}"));
    words.collect::<Vec<_>>().join("|").into()
}

/// Divides the words of scripts without blanks by their first character.
fn buckets(words: &[(String, String)]) -> Vec<Vec<&(String, String)>> {
    if words.is_empty() {
        return Vec::new();
    }
    let size: usize = words
        .iter()
        .map(|(word, postings)| word.len() + postings.len() + 2)
        .sum();
    let number = (size / BUCKET).max(1).next_power_of_two();
    let mut buckets = vec![Vec::new(); number];
    for word in words {
        let first = word.0.chars().next().map_or(0, u32::from) as usize;
        buckets[first % number].push(word);
    }
    buckets
}

/// Lists the words that can be mistyped, by their first letter.
fn letters(words: &[(String, String)]) -> BTreeMap<char, Vec<&str>> {
    let mut letters: BTreeMap<char, Vec<&str>> = BTreeMap::new();
    for (word, _) in words {
        let fits = word.chars().count() >= SHORTEST && word.chars().all(is_letter);
        if let Some(first) = word.chars().next().filter(|_| fits) {
            letters.entry(first).or_default().push(word);
        }
    }
    letters
}

/// Writes sorted words, each as the number of letters that it has in common with the one before, and the
/// rest of it.
fn list(words: &[&str]) -> Value {
    const MOST: usize = 35;
    let mut written = String::new();
    let mut before = "";
    for word in words {
        let shared: usize = before
            .chars()
            .zip(word.chars())
            .take(MOST)
            .take_while(|(one, other)| one == other)
            .map(|(letter, _)| letter.len_utf8())
            .sum();
        let number = u32::try_from(word[..shared].chars().count()).unwrap_or_default();
        written.push(char::from_digit(number, 36).unwrap_or('0'));
        written.push_str(&word[shared..]);
        written.push('|');
        before = word;
    }
    written.into()
}

/// Says what there is.
fn head(
    documents: &[Document],
    events: usize,
    facets: &Facets,
    keys: &[&str],
    buckets: usize,
    letters: &BTreeMap<char, Vec<&str>>,
) -> Value {
    let mut years: Vec<(i32, usize)> = Vec::new();
    for document in &documents[..events] {
        let year = document.year.unwrap_or_default();
        match years.last_mut() {
            Some((last, number)) if *last == year => *number += 1,
            _ => years.push((year, 1)),
        }
    }
    let mut kinds: Vec<(usize, usize)> = Vec::new();
    for document in &documents[events..] {
        match kinds.last_mut() {
            Some((last, number)) if *last == document.kind => *number += 1,
            _ => kinds.push((document.kind, 1)),
        }
    }
    let mut of_events = String::new();
    for document in &documents[..events] {
        push(small(document.kind), &mut of_events);
    }
    let mut sets: BTreeMap<&[usize], usize> = BTreeMap::new();
    for document in documents {
        *sets.entry(&document.countries).or_default() += 1;
    }
    // The commonest first, so that most take one character.
    let mut sets: Vec<(&[usize], usize)> = sets.into_iter().collect();
    sets.sort_by_key(|(set, number)| (std::cmp::Reverse(*number), *set));
    let places: BTreeMap<&[usize], usize> = sets.iter().map(|(set, _)| *set).zip(0..).collect();
    let mut countries = String::new();
    for document in documents {
        push(small(places[document.countries.as_slice()]), &mut countries);
    }
    let sets: Vec<&[usize]> = sets.into_iter().map(|(set, _)| set).collect();
    json!({
        "n": [events, documents.len() - events],
        "together": TOGETHER,
        "kinds": facets.kinds,
        "countries": facets.countries,
        "years": years,
        "ofEvents": of_events,
        "ofOthers": kinds,
        "sets": sets,
        "inSets": countries,
        "keys": keys.join(" "),
        "runs": buckets,
        "letters": letters.keys().collect::<String>(),
    })
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Writes what results show of a document.
fn result(document: &Document) -> Value {
    let Document {
        address,
        title,
        language,
        date,
        line,
        names,
        summary,
        facts,
        sentences,
        ..
    } = document;
    json!([
        address, title, language, date, line, names, summary, facts, sentences
    ])
}
