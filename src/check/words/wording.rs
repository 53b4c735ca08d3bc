//! Compares a quotation with the words that are registered.
//!
//! What a printer may change does not count: the form of quotation marks, dashes and spaces, the case
//! of the first letter, punctuation at either end, insertions in square brackets, and ellipses, at
//! which words may have been left out.

use crate::fingerprints::is_character;

/// The most words or characters of a quotation that are compared one by one.
const COMPARED: usize = 400;

/// So many equal words in a row of few changes are no accident, however short they are.
const MANY: usize = 5;

/// Words ready to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wording {
    /// The words between ellipses and insertions.
    parts: Vec<Vec<Word>>,
}

/// A word, or a character of a script that writes no words.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    /// As written, but for typography.
    written: String,
    /// Without case and punctuation.
    bare: String,
    is_character: bool,
}

/// Where two wordings differ first.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Difference {
    /// What stands in the quotation; empty where words are missing.
    pub(super) here: String,
    /// What is registered; empty where words were added.
    pub(super) there: String,
}

impl Wording {
    /// Takes words apart.
    pub(super) fn of(words: &str) -> Self {
        let mut parts = vec![Vec::new()];
        let mut word = String::new();
        let mut brackets = 0_usize;
        let mut letters = words.chars().peekable();
        while let Some(letter) = letters.next() {
            let ends_part = match letter {
                '[' => {
                    brackets += 1;
                    true
                }
                ']' => {
                    brackets = brackets.saturating_sub(1);
                    true
                }
                '…' | '⋯' => true,
                '.' if letters.peek() == Some(&'.') => {
                    while letters.next_if_eq(&'.').is_some() {}
                    true
                }
                _ => false,
            };
            if ends_part {
                push_word(&mut parts, &mut word);
                if parts.last().is_some_and(|part| !part.is_empty()) {
                    parts.push(Vec::new());
                }
            } else if brackets > 0 {
            } else if letter.is_whitespace() {
                push_word(&mut parts, &mut word);
            } else if is_character(letter) {
                push_word(&mut parts, &mut word);
                word.push(letter);
                push_word(&mut parts, &mut word);
            } else {
                word.push(plain(letter));
            }
        }
        push_word(&mut parts, &mut word);
        parts.retain(|part| !part.is_empty());
        for part in &mut parts {
            trim(part);
        }
        Self { parts }
    }

    /// Tells whether it is long enough to be somebody's wording rather than a term: more than two
    /// words, or more than four characters.
    pub(super) fn is_long(&self) -> bool {
        let words = || self.parts.iter().flatten();
        let characters = words().filter(|word| word.is_character).count();
        characters > 4 || words().count() - characters > 2
    }

    /// Tells whether a quotation takes its words from here, in this order.
    pub(super) fn holds(&self, quotation: &Self) -> bool {
        let words = self.joined();
        let mut from = 0;
        quotation.parts.iter().all(|part| {
            let mut places = from..=words.len().saturating_sub(part.len());
            let found = places.find(|start| {
                let there = words.get(*start..*start + part.len());
                there.is_some_and(|there| same(there, part))
            });
            if let Some(start) = found {
                from = start + part.len();
            }
            found.is_some()
        })
    }

    /// Tells where a quotation that seems to be taken from here first differs; `None` for one that is
    /// something else.
    pub(super) fn difference(&self, quotation: &Self) -> Option<Difference> {
        let (there, here) = (self.joined(), quotation.joined());
        if here.is_empty() || here.len() > COMPARED || there.len() > COMPARED {
            return None;
        }
        let steps = align(&here, &there);
        let kept = |step: &&Step| matches!(step, Step::Same(..));
        let same = steps.iter().filter(kept).count();
        let telling = steps.iter().filter(|step| match step {
            Step::Same(word, _) => word.is_character || word.bare.chars().count() > 3,
            Step::Other(..) | Step::Added(_) | Step::Missing(_) => false,
        });
        let (telling, wrong) = (telling.count(), steps.len() - same);
        let characters = here.iter().all(|word| word.is_character);
        let enough = if characters { 4 } else { 3 };
        if same < enough || (telling < 2 && same < MANY) || wrong * 3 > here.len() {
            return None;
        }
        let last = steps.len() - 1;
        let differs = |(index, step): (usize, &Step)| match step {
            Step::Same(one, other) => !same_word(one, other, (index == 0, index == last)),
            Step::Other(..) | Step::Added(_) | Step::Missing(_) => true,
        };
        let first = steps.iter().enumerate().position(differs)?;
        let mut difference = Difference::default();
        for step in steps.iter().enumerate().skip(first) {
            if !differs(step) {
                break;
            }
            let (here, there) = match step.1 {
                Step::Same(one, other) | Step::Other(one, other) => (Some(one), Some(other)),
                Step::Added(word) => (Some(word), None),
                Step::Missing(word) => (None, Some(word)),
            };
            join(&mut difference.here, here);
            join(&mut difference.there, there);
        }
        Some(difference)
    }

    fn joined(&self) -> Vec<&Word> {
        self.parts.iter().flatten().collect()
    }
}

fn join(text: &mut String, word: Option<&&Word>) {
    let Some(word) = word else { return };
    if !text.is_empty() && !word.is_character {
        text.push(' ');
    }
    text.push_str(&word.written);
}

fn push_word(parts: &mut [Vec<Word>], word: &mut String) {
    if word.is_empty() {
        return;
    }
    let written = std::mem::take(word);
    let bare: String = written
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .collect();
    let is_character = written.chars().all(is_character);
    if let Some(part) = parts.last_mut() {
        part.push(Word {
            bare: bare.to_lowercase(),
            written,
            is_character,
        });
    }
}

/// Takes off what only closes or opens the whole: words without letters at either end.
fn trim(part: &mut Vec<Word>) {
    while part.last().is_some_and(|word| word.bare.is_empty()) {
        part.pop();
    }
    let empty = part.iter().take_while(|word| word.bare.is_empty()).count();
    part.drain(..empty);
}

/// Returns the plain form of a sign that is set in several ways.
fn plain(letter: char) -> char {
    match letter {
        '‘' | '’' | 'ʼ' | '‚' | '`' => '\'',
        '“' | '”' | '„' | '«' | '»' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
        _ => letter,
    }
}

fn same(there: &[&Word], here: &[Word]) -> bool {
    let last = here.len().saturating_sub(1);
    let mut pairs = here.iter().zip(there).enumerate();
    pairs.all(|(index, (one, other))| same_word(one, other, (index == 0, index == last)))
}

/// Compares two words; `edge` tells whether they are the first and the last.
fn same_word(one: &Word, other: &Word, edge: (bool, bool)) -> bool {
    let (first, last) = edge;
    let inner = |word: &Word| {
        let mut text = word.written.as_str();
        if first {
            text = text.trim_start_matches(|letter: char| !letter.is_alphanumeric());
        }
        if last {
            text = text.trim_end_matches(|letter: char| !letter.is_alphanumeric());
        }
        let mut letters = text.chars();
        match letters.next() {
            Some(letter) if first => letter.to_lowercase().chain(letters).collect::<String>(),
            _ => text.to_owned(),
        }
    };
    one.written == other.written || inner(one) == inner(other)
}

/// One step of the way through two wordings side by side.
enum Step<'a> {
    /// The same word, but perhaps for case and punctuation: here and there.
    Same(&'a Word, &'a Word),
    /// Another word: here and there.
    Other(&'a Word, &'a Word),
    /// A word that stands here alone.
    Added(&'a Word),
    /// A word that stands there alone.
    Missing(&'a Word),
}

/// What a word that stands alone costs, and another word in its place: two that stand alone cost more,
/// and one that is replaced more than one that is left out.
const ALONE: usize = 2;
const REPLACED: usize = 3;

fn change(one: &Word, other: &Word) -> usize {
    if one.bare == other.bare { 0 } else { REPLACED }
}

/// Lays all words of `here` beside those of a part of `there`, with as few changes as can be.
fn align<'a>(here: &[&'a Word], there: &[&'a Word]) -> Vec<Step<'a>> {
    let width = there.len() + 1;
    let mut cost = vec![0_usize; (here.len() + 1) * width];
    for row in 1..=here.len() {
        cost[row * width] = row * ALONE;
        for column in 1..width {
            let changed = change(here[row - 1], there[column - 1]);
            let above = (row - 1) * width + column;
            let best = (cost[above - 1] + changed).min(cost[above] + ALONE);
            cost[row * width + column] = best.min(cost[row * width + column - 1] + ALONE);
        }
    }
    let ends = &cost[here.len() * width..];
    let end = (0..width).min_by_key(|column| (ends[*column], *column));
    let (mut row, mut column) = (here.len(), end.unwrap_or_default());
    let mut steps = Vec::new();
    while row > 0 {
        let here_cost = cost[row * width + column];
        let above = (row - 1) * width + column;
        if column > 0 {
            let (one, other) = (here[row - 1], there[column - 1]);
            let changed = change(one, other);
            if here_cost == cost[above - 1] + changed {
                steps.push(if changed == 0 {
                    Step::Same(one, other)
                } else {
                    Step::Other(one, other)
                });
                (row, column) = (row - 1, column - 1);
                continue;
            }
            if here_cost == cost[row * width + column - 1] + ALONE {
                steps.push(Step::Missing(other));
                column -= 1;
                continue;
            }
        }
        steps.push(Step::Added(here[row - 1]));
        row -= 1;
    }
    steps.reverse();
    // Where words are new at either end, those stand there that are registered beside the rest.
    let is_added = |step: &&Step| matches!(step, Step::Added(_));
    let new = steps.iter().take_while(is_added).count();
    for (index, step) in steps.iter_mut().take(new).enumerate() {
        replace(step, (column + index).checked_sub(new), there);
    }
    let new = steps.iter().rev().take_while(is_added).count();
    let from = steps.len() - new;
    for (index, step) in steps.iter_mut().skip(from).enumerate() {
        replace(step, end.map(|end| end + index), there);
    }
    steps
}

fn replace<'a>(step: &mut Step<'a>, at: Option<usize>, there: &[&'a Word]) {
    let other = at.and_then(|at| there.get(at));
    if let (Step::Added(word), Some(other)) = (&*step, other) {
        *step = Step::Other(word, other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REGISTERED: &str =
        "a serious threat and a challenge to U.N. Security Council resolutions";

    #[test]
    fn what_a_printer_may_change_is_no_difference() {
        let registered = Wording::of(REGISTERED);
        for same in [
            REGISTERED,
            "A serious threat and a challenge to U.N. Security Council resolutions.",
            "a serious threat … to U.N. Security Council resolutions",
            "a serious threat [to peace] and a challenge",
            "... and a challenge to U.N. Security Council",
            "serious\u{a0}threat and a challenge,",
            "[It is] a serious threat and a challenge",
        ] {
            assert!(registered.holds(&Wording::of(same)), "{same}");
        }
        let dashed = Wording::of("the allies’ “three–way” resolve");
        assert!(dashed.holds(&Wording::of("the allies' \"three-way\" resolve")));
        let korean = Wording::of("심각한 위협이자 도전");
        assert!(korean.holds(&Wording::of("심각한 위협")));
    }

    #[test]
    fn other_words_are_shown_where_they_first_differ() {
        let registered = Wording::of(REGISTERED);
        for (quotation, here, there) in [
            (
                "a grave threat and a challenge to U.N. Security Council resolutions",
                "grave",
                "serious",
            ),
            (
                "a serious threat and challenge to U.N. Security Council resolutions",
                "",
                "a",
            ),
            ("grave threat and a challenge", "grave", "serious"),
            ("serious threat and a risk", "risk", "challenge"),
            ("a very serious threat and a challenge", "very", ""),
            (
                "a challenge to UN Security Council resolutions",
                "UN",
                "U.N.",
            ),
            (
                "a challenge to U.N. security Council resolutions",
                "security",
                "Security",
            ),
            ("serious threat, and a challenge", "threat,", "threat"),
        ] {
            let quotation = Wording::of(quotation);
            assert!(!registered.holds(&quotation), "{quotation:?}");
            let found = registered.difference(&quotation);
            let expected = Difference {
                here: here.to_owned(),
                there: there.to_owned(),
            };
            assert_eq!(found, Some(expected), "{quotation:?}");
        }
        let japanese = Wording::of("深刻な脅威であり挑戦だ");
        let found = japanese
            .difference(&Wording::of("重大な脅威であり挑戦だ"))
            .unwrap();
        assert_eq!(
            (found.here.as_str(), found.there.as_str()),
            ("重大", "深刻")
        );
    }

    #[test]
    fn other_quotations_are_not_taken_for_this_one() {
        let registered = Wording::of(REGISTERED);
        for other in [
            "a challenge to the alliance",
            "ironclad commitment to Japan",
            "the Security Council must act",
            "a threat and a",
        ] {
            assert_eq!(registered.difference(&Wording::of(other)), None, "{other}");
        }
    }

    #[test]
    fn a_term_is_no_wording() {
        for (words, long) in [
            ("ironclad", false),
            ("security deputies", false),
            ("a grave threat", true),
            ("a … threat", false),
            ("深刻な", false),
            ("深刻な脅威", true),
            ("화성-12형", false),
            ("— !", false),
        ] {
            assert_eq!(Wording::of(words).is_long(), long, "{words}");
        }
    }
}
