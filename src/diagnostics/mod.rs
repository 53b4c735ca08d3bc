//! What is wrong with what somebody wrote, where, and what to do about it.
//!
//! A stage takes `&mut Diagnostics`, reports into it and goes on, so that one run tells of every
//! mistake. Nothing here prints; `print.rs` does. A broken environment (a full disk, a taken port)
//! is not a diagnostic but an `io::Error` of the stage that met it.

use std::cmp::Reverse;

use crate::text::{Span, Texts};

pub mod codes;
pub mod github;
pub mod json;
mod place;
pub mod print;
pub mod sarif;

pub use codes::{Code, Severity};

/// One mistake, or one thing worth a second look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which mistake it is; decides the severity.
    pub code: Code,
    /// What is wrong, in one line: lower case, no full stop, the user's words in backticks.
    pub message: String,
    /// Where it is. An empty span at 0 stands for the file as a whole.
    pub span: Span,
    /// Further places that explain it, each with a few words.
    pub labels: Vec<(Span, String)>,
    /// What else has to be known to judge it, such as what was counted: a line each.
    pub notes: Vec<String>,
    /// What to do.
    pub help: Option<String>,
}

impl Diagnostic {
    /// Makes a diagnostic without labels or help.
    #[must_use]
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            span,
            labels: Vec::new(),
            notes: Vec::new(),
            help: None,
        }
    }

    /// Adds a second place.
    #[must_use]
    pub fn label(mut self, span: Span, words: impl Into<String>) -> Self {
        self.labels.push((span, words.into()));
        self
    }

    /// Adds a line of what has to be known to judge it.
    #[must_use]
    pub fn note(mut self, words: impl Into<String>) -> Self {
        self.notes.push(words.into());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Collects the diagnostics of a run.
#[derive(Debug, Default, Clone)]
pub struct Diagnostics {
    items: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.items.push(diagnostic);
    }

    /// Adds all that another collector holds.
    pub fn append(&mut self, other: Self) {
        self.items.extend(other.items);
    }

    /// Returns those of one code, in the order in which they were found.
    pub fn of(&self, code: Code) -> impl Iterator<Item = &Diagnostic> {
        self.items.iter().filter(move |item| item.code == code)
    }

    /// Returns the same diagnostics at one place, for words whose offsets are not those of a file.
    #[must_use]
    pub fn moved_to(mut self, span: Span) -> Self {
        for item in &mut self.items {
            item.span = span;
            item.labels.clear();
        }
        self
    }

    /// Takes out what is not to be kept.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.items.retain(keep);
    }

    /// Tells whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Tells whether anything found so far forbids writing the site.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.items
            .iter()
            .any(|item| item.code.severity() == Severity::Error)
    }

    /// Returns them by path, then offset, then code, without repetitions.
    #[must_use]
    pub fn sorted(&self, texts: &Texts) -> Vec<&Diagnostic> {
        let mut items: Vec<&Diagnostic> = self.items.iter().collect();
        let place = |item: &Diagnostic| {
            let path = texts.get(item.span.text).path.as_str();
            (
                path.to_owned(),
                item.span.start,
                item.code,
                item.message.clone(),
            )
        };
        items.sort_by_cached_key(|item| place(item));
        items.dedup();
        items
    }
}

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
    fn diagnostics_come_in_the_order_of_paths_and_places_and_once() {
        let mut texts = Texts::default();
        let second = texts.add("b.md", "one two");
        let first = texts.add("a.md", "one two");
        let mut diagnostics = Diagnostics::default();
        let report =
            |text, start, code| Diagnostic::new(code, Span::new(text, start, start + 3), "x");
        diagnostics.push(report(second, 0, Code::RawHtml));
        diagnostics.push(report(first, 4, Code::RawHtml));
        diagnostics.push(report(first, 4, Code::RawHtml));
        diagnostics.push(report(first, 0, Code::UnusedFootnote));
        let order: Vec<(Span, Code)> = diagnostics
            .sorted(&texts)
            .iter()
            .map(|diagnostic| (diagnostic.span, diagnostic.code))
            .collect();
        assert_eq!(
            order,
            [
                (Span::new(first, 0, 3), Code::UnusedFootnote),
                (Span::new(first, 4, 7), Code::RawHtml),
                (Span::new(second, 0, 3), Code::RawHtml),
            ]
        );
        assert!(diagnostics.has_errors());
    }
}
