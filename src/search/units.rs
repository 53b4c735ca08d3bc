//! A text to units: words, compounds, dates, and runs of characters that no blank parts.
//!
//! The script of the page reads a query in the same way, to the letter; `tests/search/units.tsv` holds
//! both to it. A compound such as `Hwasong-12` is found as one and by its parts. Where words are not
//! parted by blanks (Chinese, Japanese, Korean), overlapping pairs of characters take their place.

use std::fmt;

use crate::when::MONTHS;

use super::dates::{date_at, levels};
use super::fold::fold;

/// The most parts of which a compound is made; more are words beside each other.
const LONGEST: usize = 4;

/// A unit of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unit {
    /// A word in its basic form, or a number.
    Word(String),
    /// What is written in one piece, and its parts.
    Compound(String, Vec<String>),
    /// A date: its levels, from the one that says most, and the name of its month.
    Date(Vec<String>, String),
    /// Characters of a run, and the pairs in it.
    Run(Vec<char>, Vec<String>),
}

impl Unit {
    /// Lists the words by which a text with this unit is found.
    pub(super) fn terms(&self, mut take: impl FnMut(&str)) {
        match self {
            Self::Word(word) => take(word),
            Self::Compound(whole, parts) => {
                take(whole);
                for part in parts {
                    take(part);
                }
            }
            Self::Date(levels, month) => {
                for level in levels {
                    take(level);
                }
                take(month);
            }
            Self::Run(characters, pairs) => {
                for character in characters {
                    take(character.encode_utf8(&mut [0; 4]));
                }
                for pair in pairs {
                    take(pair);
                }
            }
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => formatter.write_str(word),
            Self::Compound(whole, parts) => write!(formatter, "{whole}({})", parts.join(" ")),
            Self::Date(levels, _) => write!(formatter, "@{}", levels[0]),
            Self::Run(characters, pairs) if pairs.is_empty() => {
                write!(formatter, "[{}]", characters.iter().collect::<String>())
            }
            Self::Run(_, pairs) => write!(formatter, "[{}]", pairs.join(" ")),
        }
    }
}

/// Reads the units of a text.
#[must_use]
pub fn units(text: &str) -> Vec<Unit> {
    let text = fold(text);
    let mut units = Vec::new();
    let mut at = 0;
    while let Some(&letter) = text.get(at) {
        if let Some(date) = date_at(&text, at) {
            let month = MONTHS[date.month as usize - 1].to_ascii_lowercase();
            units.push(Unit::Date(levels(date.year, date.month, date.day), month));
            at = date.end;
        } else if is_character(letter) {
            at = run(&text, at, &mut units);
        } else if is_word(letter) {
            at = chain(&text, at, &mut units);
        } else {
            at += 1;
        }
    }
    units
}

/// Tells whether a letter belongs to a script whose words are not parted by blanks, or to Hangul.
pub(super) fn is_character(letter: char) -> bool {
    matches!(letter,
        '\u{1100}'..='\u{11ff}' | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{3096}' | '\u{309d}'..='\u{309f}'
        | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}')
}

/// Tells whether a letter or digit belongs to a word.
pub(super) fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() && !is_character(letter)
}

pub(super) fn is_letter(letter: char) -> bool {
    is_word(letter) && !letter.is_ascii_digit()
}

fn at_is(text: &[char], at: usize, is: impl Fn(char) -> bool) -> bool {
    text.get(at).copied().is_some_and(is)
}

fn is_hyphen(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}')
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’')
}

/// Reads a run of characters; with a number right after it, its last character makes a pair.
fn run(text: &[char], start: usize, units: &mut Vec<Unit>) -> usize {
    let mut end = start;
    while at_is(text, end, is_character) {
        end += 1;
    }
    let characters = text[start..end].to_vec();
    let mut pairs: Vec<String> = characters
        .windows(2)
        .map(|pair| pair.iter().collect())
        .collect();
    let number = end + usize::from(at_is(text, end, is_hyphen));
    let digits = digits(text, number);
    if digits > 0 {
        let pair = text[end - 1..end]
            .iter()
            .chain(&text[number..number + digits]);
        pairs.push(pair.collect());
    }
    units.push(Unit::Run(characters, pairs));
    end
}

fn digits(text: &[char], start: usize) -> usize {
    let rest = text[start.min(text.len())..].iter();
    rest.take_while(|letter| letter.is_ascii_digit()).count()
}

/// Reads words and numbers that nothing parts but hyphens.
fn chain(text: &[char], start: usize, units: &mut Vec<Unit>) -> usize {
    let mut parts: Vec<String> = Vec::new();
    let mut at = start;
    loop {
        let is_number = text[at].is_ascii_digit();
        let (part, end) = if is_number {
            number(text, at)
        } else {
            word(text, at)
        };
        parts.push(part);
        let joined = at_is(text, end, is_hyphen) && at_is(text, end + 1, is_word)
            || is_number
                && at_is(text, end, |letter| letter == '.')
                && at_is(text, end + 1, |letter| letter.is_ascii_digit());
        at = if joined {
            end + 1
        } else if at_is(text, end, is_word) {
            end
        } else {
            at = end;
            break;
        };
    }
    let whole = parts.concat();
    let mut stems = parts.iter().map(|part| stem(part));
    match parts.len() {
        1 => units.extend(stems.next().map(Unit::Word)),
        2..=LONGEST => units.push(Unit::Compound(whole, stems.collect())),
        _ => units.extend(stems.map(Unit::Word)),
    }
    at
}

/// Reads a number; commas between groups of three digits are no part of it.
fn number(text: &[char], start: usize) -> (String, usize) {
    let mut end = start + digits(text, start);
    let mut number: String = text[start..end].iter().collect();
    while at_is(text, end, |letter| letter == ',') && digits(text, end + 1) == 3 {
        number.extend(&text[end + 1..end + 4]);
        end += 4;
    }
    (number, end)
}

/// Reads a word with its apostrophes, or single letters with full stops between them.
fn word(text: &[char], start: usize) -> (String, usize) {
    let mut end = start + 1;
    while at_is(text, end, |letter| letter == '.') && at_is(text, end + 1, is_letter) {
        end += 2;
    }
    if end > start + 1 && at_is(text, end, is_word) {
        end -= 2;
    }
    if end > start + 1 {
        return (text[start..end].iter().step_by(2).collect(), end);
    }
    while at_is(text, end, is_letter)
        || at_is(text, end, is_apostrophe) && at_is(text, end + 1, is_letter)
    {
        end += 1;
    }
    let mut last = end;
    if end > start + 2 && text[end - 1] == 's' && is_apostrophe(text[end - 2]) {
        last = end - 2;
    }
    let letters = text[start..last].iter();
    let word = letters.filter(|letter| !is_apostrophe(**letter)).collect();
    (word, end)
}

/// Spellings that differ by more than an ending, British and American.
const SPELLINGS: [(&str, &str); 10] = [
    ("centre", "center"),
    ("defence", "defense"),
    ("favour", "favor"),
    ("harbour", "harbor"),
    ("kilometre", "kilometer"),
    ("labour", "labor"),
    ("licence", "license"),
    ("neighbour", "neighbor"),
    ("offence", "offense"),
    ("programme", "program"),
];

/// Returns a word without the ending of the plural, in American spelling.
pub(super) fn stem(word: &str) -> String {
    if word.len() < 4 || !word.bytes().all(|letter| letter.is_ascii_lowercase()) {
        return word.to_owned();
    }
    let mut stem = word.to_owned();
    if stem.ends_with("ies") && stem.len() > 4 {
        stem.replace_range(stem.len() - 3.., "y");
    } else if ["ches", "shes", "sses", "xes", "zes"]
        .iter()
        .any(|ending| stem.ends_with(ending))
    {
        stem.truncate(stem.len() - 2);
    } else if stem.ends_with('s')
        && !["ss", "us", "is"]
            .iter()
            .any(|ending| stem.ends_with(ending))
    {
        stem.pop();
    }
    if let Some((_, other)) = SPELLINGS.iter().find(|(british, _)| *british == stem) {
        return (*other).to_owned();
    }
    if let Some(root) = stem.strip_suffix("isation") {
        return format!("{root}ization");
    }
    for ending in ["ise", "ised", "ising"] {
        if let Some(root) = stem.strip_suffix(ending)
            && (root.ends_with('l') || root.ends_with('n'))
        {
            return format!("{root}iz{}", &ending[2..]);
        }
    }
    stem
}
