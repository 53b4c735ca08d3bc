//! The English words that say when only to those who read them at once, and what each means.
//!
//! One table holds all of them. `‹…›` stands for a day of the week, a month, a season, a number or a
//! unit of time. What stands before or after decides whether a word is one of these at all: "until
//! now", "the last week of January" and "Friday prayers" are not.

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono::Weekday;

use super::sentence::{Word, is_number, month, weekday};
use crate::claims;

/// What a phrase means, seen from a certain day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// So many days later.
    Day(i64),
    /// The week so many weeks later.
    Week(i64),
    /// The month so many months later.
    Month(i32),
    /// The year so many years later.
    Year(i32),
    /// This day of the week.
    Weekday(Weekday, Turn),
    /// This month, counted from 1.
    NamedMonth(u32, Turn),
    /// Some time; nothing can be computed.
    Vague,
}

/// Which one is meant of days that come round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// The nearest, before or after.
    Any,
    /// "this"
    This,
    /// "last"
    Last,
    /// "next"
    Next,
}

/// A line of the table.
struct Phrase {
    words: &'static str,
    means: Means,
    /// Words before it with which it is something else, with blanks between them.
    not_after: &'static str,
    /// Words after it with which it is something else, with blanks between them.
    not_before: &'static str,
}

/// What a line of the table means, before its open places are filled.
#[derive(Clone, Copy)]
enum Means {
    Exactly(Meaning),
    Weekday(Turn),
    NamedMonth(Turn),
    /// A number of units ago.
    Ago,
}

const fn phrase(words: &'static str, means: Means) -> Phrase {
    Phrase {
        words,
        means,
        not_after: "",
        not_before: "",
    }
}

impl Phrase {
    const fn not_after(mut self, words: &'static str) -> Self {
        self.not_after = words;
        self
    }

    const fn not_before(mut self, words: &'static str) -> Self {
        self.not_before = words;
        self
    }
}

const VAGUE: Means = Means::Exactly(Meaning::Vague);

const fn day(offset: i64) -> Means {
    Means::Exactly(Meaning::Day(offset))
}

/// "the next day" and "the last week of January" count from what the text speaks of.
const TOLD: &str = "the that very each every";
const OF: &str = "of";

/// All phrases; of those that begin at the same word, the first that fits counts.
const PHRASES: &[Phrase] = &[
    phrase("the day before yesterday", day(-2)),
    phrase("the day after tomorrow", day(2)),
    phrase("today", day(0)),
    phrase("tonight", day(0)),
    phrase("yesterday", day(-1)),
    phrase("tomorrow", day(1)),
    phrase("this morning", day(0)),
    phrase("this afternoon", day(0)),
    phrase("this evening", day(0)),
    phrase("last night", day(-1)),
    phrase("this ‹weekday›", Means::Weekday(Turn::This)),
    phrase("last ‹weekday›", Means::Weekday(Turn::Last))
        .not_after(TOLD)
        .not_before(OF),
    phrase("next ‹weekday›", Means::Weekday(Turn::Next)).not_after(TOLD),
    phrase("‹weekday›", Means::Weekday(Turn::Any)),
    phrase("this week", Means::Exactly(Meaning::Week(0))),
    phrase("last week", Means::Exactly(Meaning::Week(-1)))
        .not_after(TOLD)
        .not_before(OF),
    phrase("next week", Means::Exactly(Meaning::Week(1))).not_after(TOLD),
    phrase("this month", Means::Exactly(Meaning::Month(0))),
    phrase("last month", Means::Exactly(Meaning::Month(-1)))
        .not_after(TOLD)
        .not_before(OF),
    phrase("next month", Means::Exactly(Meaning::Month(1))).not_after(TOLD),
    phrase("this year", Means::Exactly(Meaning::Year(0))),
    phrase("last year", Means::Exactly(Meaning::Year(-1)))
        .not_after(TOLD)
        .not_before(OF),
    phrase("next year", Means::Exactly(Meaning::Year(1))).not_after(TOLD),
    phrase("this ‹month›", Means::NamedMonth(Turn::This)),
    phrase("last ‹month›", Means::NamedMonth(Turn::Last)).not_after(TOLD),
    phrase("next ‹month›", Means::NamedMonth(Turn::Next)).not_after(TOLD),
    phrase("this ‹season›", VAGUE),
    phrase("last ‹season›", VAGUE)
        .not_after(TOLD)
        .not_before(OF),
    phrase("next ‹season›", VAGUE).not_after(TOLD),
    phrase("the last ‹unit›", VAGUE).not_before("of before"),
    phrase("the past ‹unit›", VAGUE),
    phrase("the last ‹number› ‹unit›", VAGUE).not_before(OF),
    phrase("the past ‹number› ‹unit›", VAGUE),
    phrase("the coming ‹unit›", VAGUE),
    phrase("in recent ‹unit›", VAGUE),
    phrase("the other day", VAGUE),
    phrase("these days", VAGUE),
    phrase("‹number› ‹unit› ago", Means::Ago),
    phrase("not long ago", VAGUE),
    phrase("long ago", VAGUE),
    phrase("ago", VAGUE),
    phrase("recently", VAGUE),
    phrase("lately", VAGUE),
    phrase("currently", VAGUE),
    phrase("presently", VAGUE),
    phrase("at present", VAGUE),
    phrase("nowadays", VAGUE),
    phrase("now", VAGUE)
        .not_after("until till by before from to and only then")
        .not_before("and that"),
    phrase("soon", VAGUE)
        .not_after("as too so how very")
        .not_before("after afterwards afterward thereafter as became"),
    phrase("shortly", VAGUE).not_before("after afterwards afterward thereafter before"),
    phrase("upcoming", VAGUE),
];

/// The phrases by the word with which they begin, in lower case, in the order of [`PHRASES`].
static BY_OPENING: LazyLock<HashMap<&str, Vec<&Phrase>>> = LazyLock::new(|| {
    let mut openings: HashMap<&str, Vec<&Phrase>> = HashMap::new();
    for phrase in PHRASES {
        let opening = phrase.words.split(' ').next().unwrap_or_default();
        openings.entry(opening).or_default().push(phrase);
    }
    openings
});

/// The letters of the longest word with which a phrase begins.
const LONGEST_OPENING: usize = 9;

const SEASONS: &[&str] = &["spring", "summer", "autumn", "fall", "winter"];

const UNITS: &[&str] = &[
    "day", "days", "week", "weeks", "month", "months", "year", "years", "decade", "decades",
    "hour", "hours",
];

/// Words before a day of the week that make it an adverb.
const BEFORE_A_DAY: &str = "on by until till since from before after late early of through for";

/// Words after a day of the week that leave it an adverb.
const AFTER_A_DAY: &str = "morning afternoon evening night to in at that and with as after when but by over following during amid before";

/// Words before a day of the week that make it a name or count it from something else.
const NAMES_OF_DAYS: &str = "good black bloody easter palm ash holy cyber the every each a one";

/// A phrase found: the words that it takes up, and what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    /// The number of words.
    pub(super) words: usize,
    /// What they mean.
    pub(super) meaning: Meaning,
}

/// Finds the phrase that begins at a word of a sentence.
pub(super) fn at(words: &[Word], index: usize) -> Option<Found> {
    let phrases = beginning_with(words[index].text)?;
    if is_name(words, index) {
        return None;
    }
    phrases.iter().find_map(|phrase| fit(phrase, words, index))
}

/// Returns the phrases that may begin with a word.
fn beginning_with(word: &str) -> Option<&'static [&'static Phrase]> {
    let opening = if weekday(word).is_some() {
        "‹weekday›"
    } else if is_number(word) {
        "‹number›"
    } else {
        let mut lower = [0; LONGEST_OPENING];
        let lower = lower.get_mut(..word.len())?;
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        return known(str::from_utf8(lower).ok()?);
    };
    known(opening)
}

fn known(opening: &str) -> Option<&'static [&'static Phrase]> {
    BY_OPENING.get(opening).map(Vec::as_slice)
}

/// Tells whether a capital within a sentence makes a word part of a name, as in "Russia Today".
fn is_name(words: &[Word], index: usize) -> bool {
    let word = words[index].text;
    index > 0 && word.starts_with(char::is_uppercase) && weekday(word).is_none()
}

fn fit(phrase: &Phrase, words: &[Word], index: usize) -> Option<Found> {
    let mut open = [""; 2];
    let mut filled = 0;
    let mut number = 0;
    for (pattern, place) in phrase.words.split(' ').zip(index..) {
        let word = words.get(place)?.text;
        let fits = match pattern {
            "‹weekday›" => weekday(word).is_some(),
            "‹month›" => month(word).is_some(),
            "‹season›" => SEASONS.contains(&word),
            "‹unit›" => UNITS.iter().any(|unit| word.eq_ignore_ascii_case(unit)),
            "‹number›" => is_number(word),
            _ => word.eq_ignore_ascii_case(pattern),
        };
        if !fits {
            return None;
        }
        if pattern.starts_with('‹') && filled < open.len() {
            open[filled] = word;
            filled += 1;
        }
        number += 1;
    }
    let is_one = |word: Option<&Word>, of: &str| {
        let is = |word: &Word| {
            of.split(' ')
                .any(|other| word.text.eq_ignore_ascii_case(other))
        };
        word.is_some_and(is)
    };
    let before = index.checked_sub(1).and_then(|before| words.get(before));
    let last = &words[index + number - 1];
    let after = words.get(index + number).filter(|_| !last.stops);
    if is_one(before, phrase.not_after) || is_one(after, phrase.not_before) {
        return None;
    }
    let meaning = match phrase.means {
        Means::Exactly(meaning) => meaning,
        Means::Weekday(turn) => {
            let day = weekday(open[0])?;
            // A day alone may be part of a name.
            let is_adverb = (is_one(before, BEFORE_A_DAY) || !is_one(before, NAMES_OF_DAYS))
                && (after.is_none() || is_one(after, AFTER_A_DAY));
            if turn == Turn::Any && !is_adverb {
                return None;
            }
            Meaning::Weekday(day, turn)
        }
        Means::NamedMonth(turn) => Meaning::NamedMonth(month(open[0])?, turn),
        Means::Ago => ago(open[0], open[1]),
    };
    Some(Found {
        words: number,
        meaning,
    })
}

fn ago(number: &str, unit: &str) -> Meaning {
    let number = if number.eq_ignore_ascii_case("a") {
        Some(1)
    } else {
        claims::number(number).map(|(number, _)| i64::from(number))
    };
    match (number, unit.trim_end_matches('s')) {
        (Some(number), "day") if number < 1000 => Meaning::Day(-number),
        (Some(number), "week") if number < 1000 => Meaning::Week(-number),
        (Some(number), "month") if number < 1000 => {
            i32::try_from(-number).map_or(Meaning::Vague, Meaning::Month)
        }
        (Some(number), "year") if number < 1000 => {
            i32::try_from(-number).map_or(Meaning::Vague, Meaning::Year)
        }
        (Some(_) | None, _) => Meaning::Vague,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_can_be_found_by_its_first_word() {
        for phrase in PHRASES {
            let first = phrase.words.split(' ').next().unwrap();
            let word = match first {
                "‹weekday›" => "Friday",
                "‹number›" => "two",
                word => &word.to_uppercase(),
            };
            let found = beginning_with(word).unwrap_or_else(|| panic!("{}", phrase.words));
            assert!(found.iter().any(|it| it.words == phrase.words), "{first}");
        }
        let longest = BY_OPENING.keys().filter(|word| !word.starts_with('‹'));
        assert_eq!(longest.map(|word| word.len()).max(), Some(LONGEST_OPENING));
    }
}
