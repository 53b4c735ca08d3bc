//! How much of a running text changed, in words, which of them where they are few, and whether only its
//! spelling did.
//!
//! What counts as spelling is narrow, as an editor passes over it: case and punctuation anywhere, and a
//! slip of a letter or two within a long word that keeps its first letter. A figure is never spelling.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// What changed in a running text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProseChange {
    /// The words of then.
    pub words_before: usize,
    /// The words of now.
    pub words_now: usize,
    /// The words that differ; `None` where only the lengths are known.
    pub words_changed: Option<usize>,
    /// Each word of which only the spelling changed, then and now; empty unless that is all.
    pub spelling: Vec<(String, String)>,
    /// What stood and stands in each place that changed, with the words around it; empty unless few
    /// words differ.
    pub places: Vec<(String, String)>,
}

/// The most words that differ, and the most places, of which the words themselves are told.
const FEW: (usize, usize) = (24, 4);

/// The words that are told on each side of what changed.
const AROUND: usize = 3;

/// Compares two texts of which both are at hand; `None` where their words are the same.
#[must_use]
pub(super) fn compare(before: &str, now: &str) -> Option<ProseChange> {
    let before: Vec<&str> = before.split_whitespace().collect();
    let now: Vec<&str> = now.split_whitespace().collect();
    let mut changed = 0;
    let mut spelling = Some(Vec::new());
    let mut places: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &before, &now) {
        if let DiffOp::Equal { .. } = op {
            continue;
        }
        let (old, new) = (&before[op.old_range()], &now[op.new_range()]);
        changed += old.len().max(new.len());
        let (old_range, new_range) = (op.old_range(), op.new_range());
        match places.last_mut() {
            // What is told around one place would be told again around the next.
            Some((then, since)) if new_range.start <= since.end + 2 * AROUND => {
                (then.end, since.end) = (old_range.end, new_range.end);
            }
            _ => places.push((old_range, new_range)),
        }
        let same =
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| is_slip(old, new));
        if let Some(found) = &mut spelling
            && same
        {
            let pairs = old.iter().zip(new);
            found.extend(pairs.map(|(old, new)| ((*old).to_owned(), (*new).to_owned())));
        } else {
            spelling = None;
        }
    }
    let are_few = changed <= FEW.0 && places.len() <= FEW.1;
    (changed > 0).then(|| ProseChange {
        words_before: before.len(),
        words_now: now.len(),
        words_changed: Some(changed),
        spelling: spelling.unwrap_or_default(),
        places: places
            .into_iter()
            .filter(|_| are_few)
            .map(|(then, since)| (around(&before, then), around(&now, since)))
            .collect(),
    })
}

/// Returns the words of a place with those around it.
fn around(words: &[&str], place: Range<usize>) -> String {
    let (start, end) = (
        place.start.saturating_sub(AROUND),
        (place.end + AROUND).min(words.len()),
    );
    words[start..end].join(" ")
}

/// Compares two texts of which only length and digest are published.
#[must_use]
pub(super) fn compare_lengths(before: &str, now: &str) -> Option<ProseChange> {
    let words = |text: &str| {
        let number = text.split(' ').next().unwrap_or_default();
        number.parse().unwrap_or_default()
    };
    (before != now).then(|| ProseChange {
        words_before: words(before),
        words_now: words(now),
        ..ProseChange::default()
    })
}

/// Tells whether one word is another but for its spelling.
fn is_slip(before: &str, now: &str) -> bool {
    let letters = |word: &str| -> String {
        let letters = word.chars().filter(|letter| letter.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let figures = |word: &str| -> String {
        let kept = |letter: &char| letter.is_numeric() || "%$€£¥.,-–−".contains(*letter);
        word.chars().filter(kept).collect()
    };
    if before.contains(char::is_numeric) || now.contains(char::is_numeric) {
        let end = |word: &str| figures(word).trim_end_matches(['.', ',']).to_owned();
        return letters(before) == letters(now) && end(before) == end(now);
    }
    let (before, now) = (letters(before), letters(now));
    if before == now {
        return true;
    }
    let length = before.chars().count().min(now.chars().count());
    let most = match length {
        0..5 => return false,
        5..8 => 1,
        _ => 2,
    };
    before.chars().next() == now.chars().next() && strsim::osa_distance(&before, &now) <= most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_told_from_changes_of_meaning() {
        for (before, now) in [
            ("recieved", "received"),
            ("Minister", "minister,"),
            ("(Seoul)", "Seoul"),
            ("2022,", "2022."),
        ] {
            assert!(is_slip(before, now), "{before} {now}");
        }
        for (before, now) in [
            ("now", "not"),
            ("confirmed", "unconfirmed"),
            ("800", "900"),
            ("1.5", "15"),
            ("-3", "3"),
            ("five", "nine"),
            ("", "word"),
            ("北", "南"),
        ] {
            assert!(!is_slip(before, now), "{before} {now}");
        }
    }

    #[test]
    fn words_are_counted_where_they_differ() {
        assert_eq!(compare("one  two\nthree", "one two three"), None);
        let change = compare("They have recieved a call.", "They have received a call.");
        let change = change.expect("a word differs");
        assert_eq!(
            change.spelling,
            [("recieved".to_owned(), "received".to_owned())]
        );
        let change = compare("They recieved it.", "They received nothing of it.");
        let change = change.expect("words differ");
        assert!(change.spelling.is_empty());
        assert_eq!((change.words_before, change.words_now), (3, 5));
        assert_eq!(
            change.places,
            [(
                "They recieved it.".to_owned(),
                "They received nothing of it.".to_owned()
            )]
        );
        let long = "one two three four five six seven eight nine ten eleven twelve";
        let change = compare(long, &long.replace("two", "2").replace("eleven", "11"));
        let places = change.expect("two words differ").places;
        let said = |words: &str| words.to_owned();
        assert_eq!(
            places,
            [
                (
                    said("one two three four five"),
                    said("one 2 three four five")
                ),
                (
                    said("eight nine ten eleven twelve"),
                    said("eight nine ten 11 twelve")
                ),
            ]
        );
        let change = compare(long, &"another ".repeat(60)).expect("all differ");
        assert!(change.places.is_empty());
        assert!(change.words_changed.is_some_and(|words| words >= 3));
        assert_eq!(compare_lengths("12 ab", "12 ab"), None);
        assert_eq!(
            compare_lengths("", "12 ab").map(|it| it.words_now),
            Some(12)
        );
    }
}
