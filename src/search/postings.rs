//! Where each word stands: numbers of documents with levels, in few characters.
//!
//! A posting is the distance to the document before, eight times, and the level. Numbers are written
//! with the larger digits first; a digit from the second half of the alphabet ends one.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::documents::Document;
use super::terms::terms;

/// The first number of documents that are no events. Events are numbered in their order, so that a new
/// one, which is the last of them, changes the number of no other.
pub(super) const UNDATED: u32 = 1 << 20;
/// How many levels there are.
const LEVELS: u32 = 8;
/// The digits that others follow, and then those that end a number.
const DIGITS: &[u8; 86] =
    b"!#$%()*+,-./:;=>?@[]^_`{}~ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz01234567";
/// How many of them others follow.
const LEADING: u32 = 26;
const ENDING: u32 = 60;

/// The words of all documents, each with its postings as written.
pub(super) fn postings(documents: &[Document], numbers: &[u32]) -> Vec<(String, String)> {
    const TOGETHER: usize = 128;
    let parts: Vec<BTreeMap<String, Vec<(u32, u8)>>> = documents
        .par_chunks(TOGETHER)
        .zip(numbers.par_chunks(TOGETHER))
        .map(|(documents, numbers)| {
            let mut found: BTreeMap<String, Vec<(u32, u8)>> = BTreeMap::new();
            for (document, number) in documents.iter().zip(numbers) {
                for (term, level) in terms(document) {
                    found.entry(term).or_default().push((*number, level));
                }
            }
            found
        })
        .collect();
    let mut all: BTreeMap<String, Vec<(u32, u8)>> = BTreeMap::new();
    for part in parts {
        for (term, mut postings) in part {
            all.entry(term).or_default().append(&mut postings);
        }
    }
    let all: Vec<(String, Vec<(u32, u8)>)> = all.into_iter().collect();
    all.into_par_iter()
        .map(|(term, postings)| (term, write(&postings)))
        .collect()
}

fn write(postings: &[(u32, u8)]) -> String {
    let mut written = String::with_capacity(postings.len() * 2);
    let mut next = 0;
    for (number, level) in postings {
        push((number - next) * LEVELS + u32::from(*level), &mut written);
        next = number + 1;
    }
    written
}

/// Writes a number.
pub(super) fn push(number: u32, written: &mut String) {
    let mut leading = Vec::new();
    let mut rest = number / ENDING;
    while rest > 0 {
        rest -= 1;
        leading.push(DIGITS[(rest % LEADING) as usize]);
        rest /= LEADING;
    }
    written.extend(leading.iter().rev().map(|digit| char::from(*digit)));
    written.push(char::from(DIGITS[(LEADING + number % ENDING) as usize]));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_they_are_read() {
        let read = |written: &str| {
            let mut rest = 0;
            for digit in written.bytes() {
                let place = DIGITS.iter().position(|known| *known == digit).unwrap();
                let place = u32::try_from(place).unwrap();
                if place >= LEADING {
                    return rest * ENDING + place - LEADING;
                }
                rest = rest * LEADING + place + 1;
            }
            unreachable!("a number has an end")
        };
        for number in (0..5_000).chain([UNDATED, UNDATED * 8 + 7, 12_345_678]) {
            let mut written = String::new();
            push(number, &mut written);
            assert_eq!(read(&written), number, "{written}");
        }
    }

    #[test]
    fn no_digit_parts_postings_or_needs_escaping() {
        for digit in DIGITS {
            assert!(!b" |\"\\<&'".contains(digit), "{}", char::from(*digit));
        }
    }
}
