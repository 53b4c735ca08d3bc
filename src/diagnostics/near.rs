//! The candidate that was probably meant by a word that is none of them.
//!
//! In: a word and candidates. Out: the nearest, if one is near enough. A suggestion may be wrong; what a
//! program is to write without being asked must be sure, and never guesses a number.

use std::cmp::Reverse;

/// Returns the candidate nearest to `wanted`, if one is near enough to be what was meant.
///
/// That is one which a few slips of the pen turn into `wanted` (a letter too many, missing, wrong
/// or swapped with its neighbour); otherwise the only one that contains all words of `wanted`, such
/// as `kishi-nobuo` for `kishi`. Between equals the one with the longer common beginning wins, then
/// the first of the alphabet, whatever the order of the candidates.
#[must_use]
pub fn near_miss<'a>(
    wanted: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let wanted = wanted.to_lowercase();
    let letters = LetterCounts::of(&wanted);
    let length = wanted.chars().count();
    let mut best: Option<(usize, Reverse<usize>, &str)> = None;
    let mut containing: Option<&str> = None;
    let mut containing_several = false;
    for candidate in candidates {
        let slips = allowed_slips(length.max(candidate.chars().count()));
        let folded = candidate.to_lowercase();
        if letters.least_distance(&LetterCounts::of(&folded)) <= slips {
            let distance = strsim::osa_distance(&wanted, &folded);
            let same = wanted.chars().zip(folded.chars());
            let common = same.take_while(|(one, other)| one == other).count();
            let rated = (distance, Reverse(common), candidate);
            if distance <= slips && best.is_none_or(|best| rated < best) {
                best = Some(rated);
            }
        }
        if best.is_none() && contains_words(&folded, &wanted) {
            containing_several |= containing.is_some_and(|other| other != candidate);
            containing = Some(candidate);
        }
    }
    best.map(|(_, _, candidate)| candidate)
        .or(containing.filter(|_| !containing_several))
}

/// Returns the nearest candidate if it is the only one that can be meant: no other is as near, and the
/// digits of the word are those of the candidate.
#[must_use]
pub fn sure_miss<'a>(
    wanted: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let candidates: Vec<&str> = candidates.into_iter().collect();
    let near = near_miss(wanted, candidates.iter().copied())?;
    let others = candidates.into_iter().filter(|other| *other != near);
    is_sure(wanted, near, others).then_some(near)
}

/// Tells whether of a near miss and others none is as near as the first, and no number is guessed.
#[must_use]
pub fn is_sure<'a>(wanted: &str, near: &str, others: impl IntoIterator<Item = &'a str>) -> bool {
    let wanted = wanted.to_lowercase();
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    let (written, meant) = (digits(&wanted), digits(near));
    if !written.is_empty() && written != meant {
        return false;
    }
    let letters = LetterCounts::of(&wanted);
    let nearest = strsim::osa_distance(&wanted, &near.to_lowercase());
    let length = wanted.chars().count().max(near.chars().count());
    if nearest > allowed_slips(length) {
        // It holds all words of what is written, and so may none of the others.
        return !others
            .into_iter()
            .any(|other| contains_words(&other.to_lowercase(), &wanted));
    }
    !others.into_iter().any(|other| {
        let other = other.to_lowercase();
        letters.least_distance(&LetterCounts::of(&other)) <= nearest
            && strsim::osa_distance(&wanted, &other) <= nearest
    })
}

/// Returns how many slips a word of this many characters may contain and still be recognised.
fn allowed_slips(length: usize) -> usize {
    match length {
        0..=2 => 0,
        3..=5 => 1,
        6..=9 => 2,
        10..=14 => 3,
        15.. => 4,
    }
}

/// Tells whether every word of `wanted` is one of `whole`; two Latin letters are too few to tell.
fn contains_words(whole: &str, wanted: &str) -> bool {
    let words = |text| str::split(text, |character: char| !character.is_alphanumeric());
    let mut wanted_words = words(wanted).filter(|word| !word.is_empty()).peekable();
    wanted.len() > 2
        && wanted_words.peek().is_some()
        && wanted_words.all(|wanted| words(whole).any(|word| word == wanted))
}

/// How often each letter is in a word; letters far apart in Unicode may share a count.
struct LetterCounts([u8; 64]);

impl LetterCounts {
    fn of(word: &str) -> Self {
        let mut counts = [0_u8; 64];
        for character in word.chars() {
            let count = &mut counts[character as usize % 64];
            *count = count.saturating_add(1);
        }
        Self(counts)
    }

    /// Returns a number of slips that two words with these letters are apart at least, so that most
    /// words are passed over without comparing them letter by letter.
    fn least_distance(&self, other: &Self) -> usize {
        let (mut more, mut fewer) = (0_usize, 0_usize);
        for (one, other) in self.0.iter().zip(&other.0) {
            more += usize::from(one.saturating_sub(*other));
            fewer += usize::from(other.saturating_sub(*one));
        }
        more.max(fewer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_misses_are_what_was_meant() {
        let people = [
            "kishi-nobuo",
            "suh-wook",
            "austin-lloyd",
            "kim-yong-hyun",
            "kim-jong-un",
        ];
        let fields = [
            "status", "parties", "place", "places", "when", "zone", "level", "series",
        ];
        let talks = [
            "2022-02-10-defence-ministers-call",
            "2022-02-12-foreign-ministers-honolulu",
        ];
        let cases: &[(&str, &[&str], Option<&str>)] = &[
            ("kishi-nobou", &people, Some("kishi-nobuo")),
            ("Kishi Nobuo", &people, Some("kishi-nobuo")),
            ("kishi", &people, Some("kishi-nobuo")),
            ("nobuo-kishi", &people, Some("kishi-nobuo")),
            ("kim", &people, None),
            ("kim-yung-hyun", &people, Some("kim-yong-hyun")),
            ("abe-shinzo", &people, None),
            ("statsu", &fields, Some("status")),
            ("stat", &fields, Some("status")),
            ("parteis", &fields, Some("parties")),
            ("Parties", &fields, Some("parties")),
            ("placs", &fields, Some("place")),
            ("wen", &fields, Some("when")),
            ("date", &fields, None),
            ("x", &fields, None),
            ("", &fields, None),
            ("defence-ministers-call", &talks, Some(talks[0])),
            ("2022-02-11-foreign-ministers-call", &talks, None),
            ("서욱", &["서울", "서욱 장관"], Some("서욱 장관")),
            ("岸信男", &["岸信夫", "岸田文雄"], Some("岸信夫")),
        ];
        for (wanted, candidates, expected) in cases {
            let found = near_miss(wanted, candidates.iter().copied());
            assert_eq!(found, *expected, "{wanted}");
            let backwards = near_miss(wanted, candidates.iter().rev().copied());
            assert_eq!(backwards, *expected, "{wanted}, candidates backwards");
        }
    }

    #[test]
    fn ten_thousand_candidates_are_no_burden() {
        let names: Vec<String> = (0..10_000)
            .map(|number| format!("person-{number:05}-name"))
            .collect();
        let started = std::time::Instant::now();
        for _ in 0..10 {
            let found = near_miss("persno-01234-name", names.iter().map(String::as_str));
            assert_eq!(found, Some("person-01234-name"));
        }
        let milliseconds = started.elapsed().as_millis();
        assert!(milliseconds < 5_000, "{milliseconds} ms");
    }

    #[test]
    fn what_is_sure_has_no_other_as_near_and_no_other_number() {
        let keys = [
            "kishi-nobuo",
            "suh-wook",
            "2022-01-05-launch",
            "2022-01-11-launch",
        ];
        let cases: &[(&str, &[&str], Option<&str>)] = &[
            ("kishi-nobou", &keys, Some("kishi-nobuo")),
            ("kishi", &keys, Some("kishi-nobuo")),
            ("2022-01-05-lanch", &keys, Some("2022-01-05-launch")),
            ("2022-01-06-launch", &keys, None),
            ("2022-01-launch", &keys, None),
            ("hold", &["held", "told"], None),
            ("Held", &["held", "told"], Some("held")),
            ("hold", &["held", "held"], Some("held")),
        ];
        for (wanted, candidates, expected) in cases {
            let found = sure_miss(wanted, candidates.iter().copied());
            assert_eq!(found, *expected, "{wanted}");
        }
    }
}
