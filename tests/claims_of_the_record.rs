//! The claims of the real content, each with its verdict, the number and the events behind it.
//!
//! Rows that begin with A hold what the two reports assert from which this record starts, rows that begin
//! with B what others counted, rows with a dash the other statements of our own prose.

use std::collections::HashMap;
use std::path::Path;

use briefbook::claims::{Judged, Tally};
use briefbook::pipeline::{Options, Prepared, prepare};
use briefbook::resolve::EntryId;

/// One claim a line: whence it is, where it stands, its words, the verdict, the number, and the events: the
/// one on which it turns, or those counted, with those that perhaps belong marked `?`; of many, how many.
const TABLE: &str = "tests/claims_of_the_record.txt";

#[test]
fn the_statements_of_the_record_have_the_verdicts_of_its_facts() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let table = std::fs::read_to_string(top.join(TABLE)).unwrap();
    let mut options = Options::new(top.to_path_buf());
    options.published = None;
    let prepared = prepare(&options).unwrap();
    let mut judged: HashMap<(String, String), Vec<String>> = HashMap::new();
    for claim in prepared.claims.judged.iter().rev() {
        let (place, row) = row(claim, &prepared);
        judged.entry(place).or_default().push(row);
    }
    let mut wrong = Vec::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, entry, words, expected @ ..] = columns.as_slice() else {
            panic!("a line has six columns: {line}");
        };
        let expected = expected.join(" | ").trim_end().to_owned();
        let place = ((*entry).to_owned(), (*words).to_owned());
        match judged.get_mut(&place).and_then(Vec::pop) {
            Some(computed) if computed == expected => {}
            Some(computed) => wrong.push(format!("{line}\n  but it is: {computed}")),
            None => wrong.push(format!("{line}\n  but nothing there claims it")),
        }
    }
    let left = judged.into_iter().flat_map(|((entry, words), rows)| {
        let rows = rows.into_iter();
        rows.map(move |row| format!("not in the table:\n- | {entry} | {words} | {row}"))
    });
    wrong.extend(left);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Returns the place of a claim, and what the record makes of it.
fn row(judged: &Judged, prepared: &Prepared) -> ((String, String), String) {
    let site = &prepared.site;
    let key = |id: EntryId| site.entry(id).key.as_str();
    let evidence = prepared.claims.evidence(judged, site);
    let events = if let Some(witness) = judged.witness {
        key(witness).to_owned()
    } else if evidence.number + evidence.perhaps.len() > 12 {
        format!("{} and {} perhaps", evidence.number, evidence.perhaps.len())
    } else {
        let counted = evidence.counted.iter().map(|id| key(*id).to_owned());
        let perhaps = evidence.perhaps.iter().map(|id| format!("?{}", key(*id)));
        counted.chain(perhaps).collect::<Vec<_>>().join(" ")
    };
    let number = judged.computed.map(number).unwrap_or_default();
    let place = (
        key(judged.entry).to_owned(),
        judged.claim(site).says.clone(),
    );
    let columns = [judged.verdict.word(), &number, &events];
    (place, columns.join(" | ").trim_end().to_owned())
}

fn number(tally: Tally) -> String {
    match tally.one() {
        Some(number) => number.to_string(),
        None => format!("{} to {}", tally.least, tally.most),
    }
}
