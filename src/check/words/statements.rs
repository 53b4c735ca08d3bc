//! Phrases of a sentence that state something which can be counted.
//!
//! In: the words of a sentence, and the words that kinds declare for their events (`claim_words`). Out:
//! numbers and ordinals beside such a word (`seven ballistic missile launches`), a first or superlative
//! `since` a time or in so many years, `the only launch`, `a record number of calls`, `for the third time`.

use std::ops::Range;

use super::sentence::{Word, month};
use crate::claims::{self, numbers};
use crate::schema::{KindId, Schema};

/// The words that kinds declare for their events, by their first letters.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::check) struct Nouns {
    by_letter: [Vec<Noun>; 26],
    /// The names of the kinds that have some, for what is proposed.
    pub(super) kinds: Vec<(KindId, String)>,
}

/// A word for events of a kind.
#[derive(Debug, PartialEq, Eq)]
struct Noun {
    word: String,
    kind: KindId,
    /// Whether it is the kind's own name, of which one entry is exactly one.
    names_it: bool,
}

impl Nouns {
    /// Gathers the words of all kinds.
    pub(in crate::check) fn of(schema: &Schema) -> Self {
        let mut nouns = Self::default();
        for (id, kind) in (0..).map(KindId).zip(&schema.kinds) {
            for word in &kind.claim_words {
                let names = [&kind.label, &kind.plural];
                if let Some(letter) = letter(word) {
                    nouns.by_letter[letter].push(Noun {
                        word: word.clone(),
                        kind: id,
                        names_it: names.iter().any(|name| name.eq_ignore_ascii_case(word)),
                    });
                }
            }
            if !kind.claim_words.is_empty() {
                nouns.kinds.push((id, kind.name.clone()));
            }
        }
        nouns
    }

    /// Finds a word; where several kinds have it, that of `own` is meant.
    fn find(&self, word: &str, own: KindId) -> Option<&Noun> {
        let nouns = self.by_letter[letter(word)?].iter();
        let mut nouns = nouns.filter(|noun| noun.word.eq_ignore_ascii_case(word));
        let first = nouns.next()?;
        if first.kind == own {
            return Some(first);
        }
        Some(nouns.find(|noun| noun.kind == own).unwrap_or(first))
    }
}

fn letter(word: &str) -> Option<usize> {
    let first = word.bytes().next()?.to_ascii_lowercase();
    first
        .is_ascii_lowercase()
        .then(|| usize::from(first - b'a'))
}

/// What a phrase states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum States {
    /// So many.
    Count(u32),
    /// The so-manieth.
    Ordinal(u32),
    /// The so-manieth time.
    Time(u32),
    /// The first, or the largest, since a time or in so many years.
    Since,
    /// The only one.
    Only,
    /// More than ever.
    Record,
}

/// A phrase that states something that can be counted.
#[derive(Debug)]
pub(super) struct Phrase {
    pub(super) states: States,
    /// The kind of what is counted.
    pub(super) kind: KindId,
    /// Whether it is counted by the name of the kind.
    pub(super) names_it: bool,
    /// The first and the last of its words.
    pub(super) words: Range<usize>,
}

/// Words that end a group of words such as `seven ballistic missile launches`.
const ENDS: &str = "a about after again against also an and are as at be because before between but by came \
    day days did during fell flew for from had has have he held hour hours if in into is it \
    its kilometres km m minute minutes month months more not of off on or out over she \
    since so than that the their then they this time times to under until was week weeks \
    were when where which while who will with would year years";

/// Words by which a sentence speaks of events that need not have happened.
const GENERAL: &[&str] = &[
    "each", "every", "should", "would", "Should", "if", "If", "whenever",
];

/// How many words may stand between a number and what it counts.
const BETWEEN: usize = 4;

/// How many words may stand between `first` and `since`.
const REACH: usize = 12;

/// Words that set something above all others.
const EXTREMES: &[&str] = &[
    "biggest", "busiest", "farthest", "fastest", "furthest", "greatest", "heaviest", "highest",
    "largest", "longest", "lowest", "shortest", "smallest",
];

/// Tells quickly whether a sentence may state anything: one of its words is a number or one of the
/// words that stand for all others.
pub(super) fn may_state(sentence: &str) -> bool {
    let mut words = sentence.split(|letter: char| !letter.is_ascii_alphanumeric());
    words.any(|word| {
        let Some(first) = word.bytes().next() else {
            return false;
        };
        match first.to_ascii_lowercase() {
            b'0'..=b'9' => true,
            b'o' => matches!(word, "only" | "Only" | "one" | "One"),
            b'r' => matches!(word, "record" | "Record"),
            b'b' | b'g' | b'h' | b'l' if word.ends_with("est") => true,
            b't' | b'f' | b's' | b'e' | b'n' => is_number(word) || word.ends_with("est"),
            _ => false,
        }
    })
}

/// Tells whether a word is a number in words or figures, or begins one such as `twenty-first`.
fn is_number(word: &str) -> bool {
    (3..=11).contains(&word.len()) && claims::number(word).is_some()
}

/// Finds the phrases of a sentence.
pub(super) fn find(text: &str, words: &[Word], nouns: &Nouns, own: KindId) -> Vec<Phrase> {
    let mut found: Vec<Phrase> = Vec::new();
    for index in 0..words.len() {
        if found.last().is_some_and(|last| last.words.end >= index) {
            continue;
        }
        if let Some(phrase) = at(text, words, index, nouns, own) {
            found.push(phrase);
        }
    }
    found
}

fn at(text: &str, words: &[Word], index: usize, nouns: &Nouns, own: KindId) -> Option<Phrase> {
    let word = words[index].text;
    let before = index.checked_sub(1).map_or("", |before| words[before].text);
    let phrase = |states, end| Phrase {
        states,
        kind: own,
        names_it: true,
        words: index..end,
    };
    let is = |other: &str| word.eq_ignore_ascii_case(other);
    let highest = EXTREMES.iter().any(|extreme| is(extreme));
    let first = is("first") && !words[index].stops && !before.eq_ignore_ascii_case("at");
    if first || highest {
        if let Some(end) = since(words, index) {
            let kind = (index..end)
                .rev()
                .find_map(|at| nouns.find(words[at].text, own));
            let kind = kind.map_or(own, |noun| noun.kind);
            return Some(Phrase {
                kind,
                ..phrase(States::Since, end)
            });
        }
        if highest {
            return None;
        }
    }
    if is("only") && before.eq_ignore_ascii_case("the") {
        let (end, noun) = counted(words, index, nouns, own)?;
        return Some(Phrase {
            kind: noun.kind,
            ..phrase(States::Only, end)
        });
    }
    if is("record") && ["a", "A", "new"].contains(&before) {
        let amount = words.get(index + 1).map(|word| word.text) == Some("number");
        let from = if amount { index + 2 } else { index };
        let (end, noun) = counted(words, from, nouns, own)?;
        return Some(Phrase {
            kind: noun.kind,
            ..phrase(States::Record, end)
        });
    }
    let (number, is_ordinal) = number(text, words, index)?;
    if is_ordinal && !words[index].stops && words.get(index + 1)?.text == "time" {
        return (number > 1 && !is_general(words, index))
            .then(|| phrase(States::Time(number), index + 1));
    }
    let (end, noun) = counted(words, index, nouns, own)?;
    let states = if is_ordinal {
        States::Ordinal(number)
    } else {
        States::Count(number)
    };
    let several = words[end].text.ends_with('s');
    let general = is_ordinal && is_general(words, index);
    if general || !is_ordinal && (number < 2 || !several) {
        return None;
    }
    Some(Phrase {
        states,
        kind: noun.kind,
        names_it: noun.names_it,
        words: index..end,
    })
}

/// Reads the number that a word is, unless it is part of a date or of a larger number.
fn number(text: &str, words: &[Word], index: usize) -> Option<(u32, bool)> {
    let word = &words[index];
    if word.place.len() > 16 || text[..word.place.start].ends_with([',', ':', '.', '/', '-', '–'])
    {
        return None;
    }
    let spoken = numbers(word.text);
    let [spoken] = spoken.as_slice() else {
        return None;
    };
    if spoken.place != (0..word.text.len()) || spoken.number == 0 || spoken.number > 999 {
        return None;
    }
    let is_month = |at: Option<usize>| {
        at.and_then(|at| words.get(at))
            .is_some_and(|word| month(word.text).is_some())
    };
    let figures = word.text.as_bytes()[0].is_ascii_digit();
    if figures && (is_month(index.checked_sub(1)) || is_month(Some(index + 1))) {
        return None;
    }
    Some((spoken.number, spoken.is_ordinal))
}

/// Finds the word for events that a word before it counts, the last of several such as `missile tests`.
fn counted<'n>(
    words: &[Word],
    index: usize,
    nouns: &'n Nouns,
    own: KindId,
) -> Option<(usize, &'n Noun)> {
    let mut found = None;
    let mut at = index;
    while !words[at].stops && at < index + 1 + BETWEEN && at + 1 < words.len() {
        at += 1;
        let word = words[at].text;
        if ENDS.split(' ').any(|end| end.eq_ignore_ascii_case(word)) {
            break;
        }
        match nouns.find(word, own) {
            // `two launches tests of a missile`: a plural is what is counted, with no more to come.
            Some(noun) if is_plural(word) => return Some((at, noun)),
            Some(noun) => found = Some((at, noun)),
            None if found.is_some() || is_plural(word) => break,
            None => {}
        }
    }
    found
}

/// Tells whether a word can be the plural that a number counts: `three countries whose talks`.
fn is_plural(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_lowercase())
        && word.ends_with('s')
        && !word.ends_with("ss")
}

/// Tells whether a sentence speaks of any event of a sort: `the first talk at each level`, `should they
/// test for a seventh time`.
fn is_general(words: &[Word], index: usize) -> bool {
    let before = index.checked_sub(1).map_or("", |before| words[before].text);
    if ["any", "each", "every"].contains(&before) {
        return true;
    }
    if ["its", "their"].contains(&before) && words[index].text == "first" {
        return true;
    }
    let open = ["a", "an", "the", "another"].contains(&before);
    let mut words = words.iter();
    open && words.any(|word| GENERAL.contains(&word.text))
}

/// Finds the end of `… since` a time, or `… in about four years`, that follows a word.
fn since(words: &[Word], index: usize) -> Option<usize> {
    let last = words.len().min(index + 1 + REACH);
    let text = |at: usize| words.get(at).map_or("", |word| word.text);
    (index + 1..last).find_map(|at| match text(at) {
        "since" => Some(at),
        "in" | "for" => {
            let count = (at + 1..at + 4).find(|at| !numbers(text(*at)).is_empty())?;
            ["years", "months", "decades"]
                .contains(&text(count + 1))
                .then_some(count + 1)
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::sentence::words;
    use super::*;
    use crate::model::body;

    /// Returns the phrases of a text as a talk has it.
    fn found(text: &str) -> Vec<String> {
        let mut nouns = Nouns::default();
        for (kind, words) in [
            (0, "talk talks meeting meetings call calls exchange summit"),
            (
                1,
                "launch launches missile missiles test tests firing firings",
            ),
        ] {
            for word in words.split(' ') {
                nouns.by_letter[letter(word).unwrap()].push(Noun {
                    word: word.to_owned(),
                    kind: KindId(kind),
                    names_it: false,
                });
            }
        }
        let mut all = Vec::new();
        for sentence in body::sentences(text, &[]) {
            let may = may_state(&text[sentence.clone()]);
            let words = words(text, &sentence);
            for phrase in find(text, &words, &nouns, KindId(0)) {
                assert!(may, "{text}");
                let place =
                    words[phrase.words.start].place.start..words[phrase.words.end].place.end;
                all.push(text[place].to_owned());
            }
        }
        all
    }

    #[test]
    fn statements_are_found() {
        for (text, phrase) in [
            ("It followed seven launches in January.", "seven launches"),
            (
                "Seven ballistic missile launches preceded it.",
                "Seven ballistic missile launches",
            ),
            ("the 7 launches of the month", "7 launches"),
            ("after twenty-one missile tests", "twenty-one missile tests"),
            ("It was the third call of the year.", "third call"),
            ("the 11th meeting of its kind", "11th meeting"),
            ("The tenth meeting was held in Seoul.", "tenth meeting"),
            ("their twenty-first summit", "twenty-first summit"),
            (
                "the sixth round of three-way talks",
                "sixth round of three-way talks",
            ),
            ("the first launch of 2022", "first launch"),
            ("the second January launch", "second January launch"),
            (
                "the first meeting since November 2021",
                "first meeting since",
            ),
            (
                "the first meeting in person at this level since 2019",
                "first meeting in person at this level since",
            ),
            (
                "met for the first time since the pandemic began",
                "first time since",
            ),
            (
                "the first of its kind since 2017",
                "first of its kind since",
            ),
            (
                "the missile of longest range since 2017",
                "longest range since",
            ),
            (
                "the largest exercise since May 2018",
                "largest exercise since",
            ),
            (
                "the first meeting at this level for about four years",
                "first meeting at this level for about four years",
            ),
            ("the first call in five years", "first call in five years"),
            (
                "The highest flight in two decades.",
                "highest flight in two decades",
            ),
            ("They met for the third time.", "third time"),
            ("fired for the 12th time in 2022", "12th time"),
            ("the only launch of the month", "only launch"),
            (
                "the only ballistic missile test",
                "only ballistic missile test",
            ),
            ("a record number of launches", "record number of launches"),
            ("a new record launch", "record launch"),
            ("call two launches tests of a new type", "two launches"),
            ("It fired two missiles.", "two missiles"),
            ("three short-range missiles", "three short-range missiles"),
            ("The ministers’ second call", "second call"),
            ("12 calls with Tokyo", "12 calls"),
            ("In January 7 launches were seen.", ""),
            ("In January seven launches were seen.", "seven launches"),
        ] {
            // Of a sixth round the word for talks lies behind `of`, and a figure after a month is a day.
            let expected = match text {
                "the sixth round of three-way talks" => Vec::new(),
                _ if phrase.is_empty() => Vec::new(),
                _ => vec![phrase.to_owned()],
            };
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn other_numbers_raise_no_alarm() {
        for text in [
            "On 30 January 2022 a missile flew 800 km.",
            "the 30 January launch",
            "the January 30 launches",
            "It rose to 2,000 km and fell after 30 minutes of flight.",
            "The Hwasong-12 missile was fired.",
            "Two of the three ministers were at the talks.",
            "One of the launches failed.",
            "In one call they agreed.",
            "The call lasted 30 minutes.",
            "The launch at 07:52 was seen.",
            "three-way talks in Tokyo",
            "The three ministers held talks.",
            "One of the three countries whose talks this record covers.",
            "Leaders of the three countries met there around meetings of the Assembly.",
            "A launch carries the day of its first firing.",
            "How many days passed from each launch to the first talk at each level.",
            "They agreed that a seventh nuclear test would be answered.",
            "Should North Korea test for the seventh time, they answer.",
            "any seventh nuclear test",
            "It was first announced for May.",
            "The type was first flown in August 2017.",
            "At first planned for Tokyo, it has been a video meeting since May.",
            "the first stage of the missile",
            "The missile’s second stage fell into the sea.",
            "Since 2017 no missile of the type had flown.",
            "This record counts launches by day.",
            "The record shows launches.",
            "Only launches by day are counted.",
            "They only talked.",
            "in 2022 launches were many",
            "Resolution 1718 and missile tests",
            "the 55-minute call",
            "Article 5 and the tests",
            "the first day of the talks",
            "on the second day of talks",
            "The second, a call, came later.",
            "four days after the launch",
            "two weeks before the meeting",
            "It met the best and the rest of them.",
            "the 2022 launches",
            "800 km on a test flight",
            "They met first, and the talks have gone on since.",
        ] {
            let found = found(text);
            assert!(found.is_empty(), "{text}: {found:?}");
        }
    }
}
