//! Writes a site of any size to measure with: the same size and seed give the same bytes.
//!
//! In: a folder, a number of briefs and a seed. Out: a site whose briefs, about five hundred words
//! each, name people, places, missiles and each other as real ones do, and in which no check finds
//! a mistake. Everybody and everything in it is invented.

use std::fs;
use std::io;
use std::path::Path;

mod claims;
mod entities;
mod events;
mod names;
mod prose;
mod random;

use briefbook::fingerprints::{self, Material};

use prose::Target;
use random::Random;

const SOURCES_IN_FILE: usize = 500;

/// The source texts of which there are fingerprints, and the words of each.
const MATERIALS: usize = 40;
const WORDS: usize = 600;

const CONFIG: &str = "\
title: Generated Record
tagline: A site to measure with
language: en
zones: { Seoul: Asia/Seoul, Tokyo: Asia/Tokyo, Washington: America/New_York }
";

const HOME: &str = "\
---
title: A generated record
summary: Everything in this record is invented, so that there is enough of it.
---
This record was made by a program in order to measure another.
";

/// Writes a site of `briefs` briefs into `folder`, which is made if it is not there, with `wanted` claims
/// spread over them.
///
/// Files of the same name are replaced and no other file is touched, so the folder should be new. But for
/// the claims and the rules for them, the site is the same however many are wanted.
pub(crate) fn write(folder: &Path, briefs: usize, wanted: usize, seed: u64) -> io::Result<()> {
    let mut random = Random::new(seed);
    let entities = entities::make(briefs, &mut random);
    let content = folder.join("content");
    for name in [
        "countries",
        "organisations",
        "people",
        "places",
        "systems",
        "series",
        "topics",
        "sources",
        "talks",
        "launches",
    ] {
        fs::create_dir_all(content.join(name))?;
    }
    fs::write(folder.join("site.yaml"), CONFIG)?;
    fs::write(content.join("index.md"), HOME)?;
    fs::write(content.join("_fingerprints.txt"), materials(&mut random))?;
    for pool in [
        &entities.countries,
        &entities.organisations,
        &entities.people,
        &entities.places,
        &entities.systems,
        &entities.series,
        &entities.topics,
    ] {
        for entity in pool {
            write_entry(&content, &entity.target, &entity.text)?;
        }
    }
    for from in (0..entities.sources).step_by(SOURCES_IN_FILE) {
        let to = (from + SOURCES_IN_FILE).min(entities.sources);
        let list = entities::source_list(from, to, &mut random);
        fs::write(
            content.join(format!("sources/reports-{from:05}.yaml")),
            list,
        )?;
    }
    let events = events::plan(briefs, &mut random);
    let mut drawn = Random::new(seed + 1);
    let mut numbers = vec![Vec::new(); briefs];
    for claim in 0..wanted {
        numbers[claims::place(claim, wanted, briefs)].push(claim);
    }
    for (number, event) in events.iter().enumerate() {
        let mut text = events::write(number, &events, &entities, &mut random);
        if !numbers[number].is_empty() {
            let own = numbers[number].iter();
            let own = own.map(|claim| claims::write(*claim, event, &events, &entities, &mut drawn));
            let list = own.collect::<Vec<_>>().join("\n");
            text = text.replacen("\n---\n", &format!("\nclaims:\n{list}\n---\n"), 1);
        }
        write_entry(&content, &event.target, &text)?;
    }
    if wanted > 0 {
        fs::create_dir_all(content.join("_rules"))?;
        for (name, text) in claims::RULES {
            fs::write(content.join("_rules").join(name), text)?;
        }
    }
    Ok(())
}

/// Makes the fingerprints of texts in a tongue that no brief is written in.
fn materials(random: &mut Random) -> String {
    const SYLLABLES: [&str; 12] = [
        "ba", "do", "ke", "li", "mu", "na", "po", "ri", "sa", "te", "vo", "zu",
    ];
    let material = |number: usize, random: &mut Random| {
        let words: Vec<String> = (0..WORDS)
            .map(|_| (0..3).map(|_| random.pick(&SYLLABLES)).collect())
            .collect();
        Material::of(&entities::source_key(number), &words.join(" "))
    };
    let made: Vec<Material> = (0..MATERIALS)
        .map(|number| material(number, random))
        .collect();
    fingerprints::write(&made)
}

/// Writes the file of one entry.
fn write_entry(content: &Path, target: &Target, text: &str) -> io::Result<()> {
    fs::write(
        content.join(format!("{}/{}.md", target.folder, target.key)),
        text,
    )
}
