//! Numbers as English sentences have them: `seven`, `seventh`, `twenty-first`, `7`, `7th`, `1,234`.

use std::ops::Range;

use crate::figures::grouped;

/// A number in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spoken {
    /// Where it stands.
    pub place: Range<usize>,
    /// The number.
    pub number: u32,
    /// Whether it is an ordinal, such as `seventh`.
    pub is_ordinal: bool,
}

const CARDINALS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

const ORDINALS: [&str; 20] = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
];

const TENS: [(&str, &str); 8] = [
    ("twenty", "twentieth"),
    ("thirty", "thirtieth"),
    ("forty", "fortieth"),
    ("fifty", "fiftieth"),
    ("sixty", "sixtieth"),
    ("seventy", "seventieth"),
    ("eighty", "eightieth"),
    ("ninety", "ninetieth"),
];

/// Returns the word for an ordinal up to ninety-ninth, and figures with their ending beyond.
#[must_use]
pub fn ordinal_word(number: u32) -> String {
    let index = number as usize;
    if let Some(word) = ORDINALS.get(index) {
        return (*word).to_owned();
    }
    let (tens, ones) = (index / 10, index % 10);
    match TENS.get(tens.wrapping_sub(2)) {
        Some((_, round)) if ones == 0 => (*round).to_owned(),
        Some((ten, _)) => format!("{ten}-{}", ORDINALS[ones]),
        None => ordinal_figures(number),
    }
}

fn ordinal_figures(number: u32) -> String {
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// Writes a number as another stands in a text: in words or figures, with or without a capital.
#[must_use]
pub fn spoken_like(other: &str, number: u32, is_ordinal: bool) -> String {
    if other.starts_with(|letter: char| letter.is_ascii_digit()) {
        return if is_ordinal {
            ordinal_figures(number)
        } else {
            grouped(&number.to_string())
        };
    }
    let mut word = if is_ordinal {
        ordinal_word(number)
    } else {
        cardinal_word(number)
    };
    if other.starts_with(char::is_uppercase) {
        word[..1].make_ascii_uppercase();
    }
    word
}

/// Returns the word for a number up to ninety-nine, and figures beyond.
#[must_use]
pub fn cardinal_word(number: u32) -> String {
    let index = number as usize;
    if let Some(word) = CARDINALS.get(index) {
        return (*word).to_owned();
    }
    match TENS.get((index / 10).wrapping_sub(2)) {
        Some((ten, _)) if index.is_multiple_of(10) => (*ten).to_owned(),
        Some((ten, _)) => format!("{ten}-{}", CARDINALS[index % 10]),
        None => grouped(&number.to_string()),
    }
}

/// Reads a word as a number, and tells whether it is an ordinal: `seven`, `twenty-first`, `1,234`, `7th`.
#[must_use]
pub fn number(word: &str) -> Option<(u32, bool)> {
    read(word)
}

/// Finds the numbers of a text, in order.
#[must_use]
pub fn numbers(text: &str) -> Vec<Spoken> {
    let mut found = Vec::new();
    let mut rest = 0;
    while let Some(start) = text[rest..].find(|letter: char| letter.is_ascii_alphanumeric()) {
        let start = rest + start;
        let after = &text[start..];
        let end = start + word_length(after);
        // What stands behind a hyphen after a letter is part of a name.
        let before = text[..start].strip_suffix('-');
        let is_name = before.is_some_and(|before| before.ends_with(char::is_alphabetic));
        if let (false, Some((number, is_ordinal))) = (is_name, read(&text[start..end])) {
            found.push(Spoken {
                place: start..end,
                number,
                is_ordinal,
            });
        }
        rest = end;
    }
    found
}

/// Returns the length of the word that a text begins with: letters and hyphens between them, or digits
/// with their commas and the letters after them.
fn word_length(text: &str) -> usize {
    let digits = text.starts_with(|letter: char| letter.is_ascii_digit());
    let mut letters = text.char_indices().peekable();
    let mut end = 0;
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        let joins = match letter {
            '-' => !digits && next.is_some_and(char::is_alphabetic),
            ',' | '.' => digits && next.is_some_and(|next| next.is_ascii_digit()),
            letter => letter.is_alphanumeric(),
        };
        if !joins {
            break;
        }
        end = at + letter.len_utf8();
    }
    end.max(text.chars().next().map_or(0, char::len_utf8))
}

fn read(word: &str) -> Option<(u32, bool)> {
    if word.starts_with(|letter: char| letter.is_ascii_digit()) {
        return read_figures(word);
    }
    // Most words are no number: their first letter tells.
    if !word.starts_with(|letter: char| "efnostzEFNOSTZ".contains(letter)) {
        return None;
    }
    let place = |words: &[&str], word: &str| {
        let place = words
            .iter()
            .position(|known| known.eq_ignore_ascii_case(word))?;
        u32::try_from(place).ok()
    };
    if let Some(number) = place(&CARDINALS, word) {
        return Some((number, false));
    }
    if let Some(number) = place(&ORDINALS, word) {
        return Some((number, true));
    }
    let (ten, one) = word.split_once('-').unwrap_or((word, ""));
    for ((cardinal, ordinal), tens) in TENS.iter().zip((20..).step_by(10)) {
        if ten.eq_ignore_ascii_case(ordinal) && one.is_empty() {
            return Some((tens, true));
        }
        if !ten.eq_ignore_ascii_case(cardinal) {
            continue;
        }
        if one.is_empty() {
            return Some((tens, false));
        }
        let ones = |words: &[&str]| place(&words[..10], one).filter(|ones| *ones > 0);
        return ones(&CARDINALS)
            .map(|ones| (tens + ones, false))
            .or_else(|| ones(&ORDINALS).map(|ones| (tens + ones, true)));
    }
    None
}

fn read_figures(word: &str) -> Option<(u32, bool)> {
    let end = word.find(|letter: char| letter.is_alphabetic());
    let (figures, ending) = word.split_at(end.unwrap_or(word.len()));
    let is_ordinal = matches!(ending, "st" | "nd" | "rd" | "th");
    if figures.contains('.') || !(ending.is_empty() || is_ordinal) {
        return None;
    }
    let number = figures.replace(',', "").parse().ok()?;
    Some((number, is_ordinal))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_in_words_and_figures() {
        let read = |text: &str| -> Vec<(String, u32, bool)> {
            let found = numbers(text).into_iter();
            found
                .map(|it| (text[it.place].to_owned(), it.number, it.is_ordinal))
                .collect()
        };
        assert_eq!(
            read("the seventh of twenty-one rounds, 1,234 km, 7th, Twenty-first, 3.5 and K2"),
            [
                ("seventh".to_owned(), 7, true),
                ("twenty-one".to_owned(), 21, false),
                ("1,234".to_owned(), 1234, false),
                ("7th".to_owned(), 7, true),
                ("Twenty-first".to_owned(), 21, true),
            ]
        );
        assert!(read("Hwasong-12 and the one-off 2nde forty-zero").is_empty());
    }

    #[test]
    fn a_number_is_written_as_the_one_in_its_place() {
        for (other, number, is_ordinal, written) in [
            ("seven", 6, false, "six"),
            ("Seven", 26, false, "Twenty-six"),
            ("7", 1234, false, "1,234"),
            ("seventh", 8, true, "eighth"),
            ("Seventh", 100, true, "100th"),
            ("7th", 22, true, "22nd"),
            ("1,234", 7, false, "7"),
        ] {
            assert_eq!(spoken_like(other, number, is_ordinal), written);
        }
    }

    #[test]
    fn ordinals_are_written_in_words_and_read_back() {
        for number in 1..200 {
            let word = ordinal_word(number);
            let read: Vec<(u32, bool)> = numbers(&word)
                .into_iter()
                .map(|it| (it.number, it.is_ordinal))
                .collect();
            assert_eq!(read, [(number, true)], "{word}");
        }
        assert_eq!(cardinal_word(7), "seven");
        assert_eq!(cardinal_word(30), "thirty");
        assert_eq!(cardinal_word(31), "thirty-one");
        assert_eq!(cardinal_word(1234), "1,234");
        assert_eq!(ordinal_word(112), "112th");
        assert_eq!(ordinal_word(30), "thirtieth");
    }
}
