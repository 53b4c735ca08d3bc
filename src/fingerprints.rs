//! Fingerprints of runs of words, by which a copy is recognised without its original.
//!
//! A text is taken apart into words, or into characters where a script writes none, without case,
//! punctuation and typography. Each run of eight words, or fifteen characters, has a fingerprint of
//! 64 bits: among three million runs and a million fingerprints, one in six million sites would see
//! a false alarm. The file of fingerprints is read and written here; nothing touches the disk.

use std::fmt::Write as _;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::digest::Digest;

/// The words that make a run.
pub const WORDS: usize = 8;
/// The characters that make a run in Han, Kana and Hangul.
pub const CHARACTERS: usize = 15;

/// What a run weighs; a word and a character weigh their share of it, so that both may be mixed.
const RUN: usize = WORDS * CHARACTERS;

/// A text taken apart.
#[derive(Debug, Default)]
pub struct Units {
    /// The units in their plain form, with a blank between them.
    plain: String,
    units: Vec<Unit>,
}

/// A word, or a character of a script without words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Where it stands in the text.
    pub place: Range<usize>,
    /// Where it stands in the plain form.
    plain: Range<usize>,
    /// Whether it is a character of Han, Kana or Hangul.
    pub is_character: bool,
}

impl Unit {
    fn weight(&self) -> usize {
        if self.is_character { WORDS } else { CHARACTERS }
    }
}

impl Units {
    /// Takes a text apart.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut units = Self::default();
        let mut word: Option<Range<usize>> = None;
        let mut letters = text.char_indices().peekable();
        while let Some((start, letter)) = letters.next() {
            let mut end = start + letter.len_utf8();
            if is_character(letter) {
                if let Some(word) = word.take() {
                    units.push(text, word, false);
                }
                // A mark of voice or an accent belongs to the character before it.
                while let Some((at, mark)) = letters.next_if(|(_, next)| belongs_to_last(*next)) {
                    end = at + mark.len_utf8();
                }
                units.push(text, start..end, true);
                continue;
            }
            let within = is_letter(letter);
            let joins = joins(letter)
                && word.is_some()
                && letters
                    .peek()
                    .is_some_and(|(_, next)| next.is_alphanumeric() && !is_character(*next));
            if within || joins {
                word = Some(word.map_or(start, |word| word.start)..end);
            } else if let Some(word) = word.take() {
                units.push(text, word, false);
            }
        }
        if let Some(word) = word {
            units.push(text, word, false);
        }
        units
    }

    fn push(&mut self, text: &str, place: Range<usize>, is_character: bool) {
        let written = &text[place.clone()];
        let start = self.plain.len();
        if written.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            let lower = written.bytes().map(|byte| byte.to_ascii_lowercase());
            self.plain.extend(lower.map(char::from));
        } else {
            let lower = written.nfkc().flat_map(char::to_lowercase);
            let kept = lower.nfkc().filter(|letter| !joins(*letter));
            self.plain.extend(kept);
        }
        let plain = start..self.plain.len();
        if plain.is_empty() {
            return;
        }
        self.plain.push(' ');
        self.units.push(Unit {
            place,
            plain,
            is_character,
        });
    }

    /// Returns the units in order.
    #[must_use]
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// Returns every run of the least length that counts, with its fingerprint.
    pub fn runs(&self) -> impl Iterator<Item = (Range<usize>, u64)> {
        let mut end = 0;
        let mut weight = 0;
        (0..self.units.len()).map_while(move |start| {
            while weight < RUN {
                weight += self.units.get(end)?.weight();
                end += 1;
            }
            weight -= self.units[start].weight();
            let words = self.units[start].plain.start..self.units[end - 1].plain.end;
            Some((start..end, fingerprint(&self.plain[words])))
        })
    }
}

fn fingerprint(words: &str) -> u64 {
    let digest = Digest::of(words.as_bytes());
    let bytes = digest.as_bytes().iter().take(8);
    bytes.fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// Tells whether a sign is a part of words; one such as `㎞` stands for several letters.
fn is_letter(sign: char) -> bool {
    let stands_for_letters = || {
        let mut letters = std::iter::once(sign).nfkc();
        letters.any(char::is_alphanumeric)
    };
    sign.is_alphanumeric()
        || (!sign.is_ascii() && (is_combining_mark(sign) || stands_for_letters()))
}

/// Tells whether a letter is one of a script that is counted by characters.
#[must_use]
pub fn is_character(letter: char) -> bool {
    matches!(letter, '\u{1100}'..='\u{11FF}' | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}'
        | '\u{3041}'..='\u{3096}' | '\u{309D}'..='\u{309F}' | '\u{30A1}'..='\u{30FA}'
        | '\u{30FC}'..='\u{318F}' | '\u{31A0}'..='\u{31FF}' | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{A960}'..='\u{A97F}' | '\u{AC00}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FF66}'..='\u{FF9D}' | '\u{FFA0}'..='\u{FFDC}'
        | '\u{20000}'..='\u{3FFFF}')
}

fn belongs_to_last(letter: char) -> bool {
    is_combining_mark(letter) || matches!(letter, '\u{FF9E}' | '\u{FF9F}')
}

/// Tells whether a sign between letters parts no word: `U.N.`, `Korea’s`, `1,000`.
fn joins(letter: char) -> bool {
    matches!(
        letter,
        '.' | ',' | '\'' | '’' | '‘' | 'ʼ' | '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}'
    )
}

/// The fingerprints of one text, in the order of its runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Material {
    /// The name of its file without ending: often the key of a source.
    pub name: String,
    /// The fingerprints.
    pub runs: Vec<u64>,
}

impl Material {
    /// Takes the fingerprints of a text.
    #[must_use]
    pub fn of(name: &str, text: &str) -> Self {
        let units = Units::of(text);
        Self {
            name: name.to_owned(),
            runs: units.runs().map(|(_, run)| run).collect(),
        }
    }
}

/// Opens the line that names a text.
const NAME: &str = "material ";

const OPENING: &str = "\
# Fingerprints of the source texts of this site.
#
# By them `briefbook check` finds words that a brief shares with a source, on machines where the
# source itself may not lie. Each number stands for eight words in a row (fifteen characters in
# Chinese, Japanese and Korean) and is computed from them in one direction only: the texts cannot be
# read from this file. Who knows a passage can find out that it is among them.
#
# Made from the private folder `_material` by `briefbook check --fingerprints`; not edited by hand.
";

/// The fingerprints on one line of the file.
const PER_LINE: usize = 6;

/// Writes the file of fingerprints, by name.
#[must_use]
pub fn write(materials: &[Material]) -> String {
    let mut sorted: Vec<&Material> = materials.iter().collect();
    sorted.sort_by(|left, right| left.name.cmp(&right.name));
    let mut text = OPENING.to_owned();
    for material in sorted {
        let _ = writeln!(text, "\n{NAME}{}", material.name);
        for line in material.runs.chunks(PER_LINE) {
            let line: Vec<String> = line.iter().map(|run| format!("{run:016x}")).collect();
            let _ = writeln!(text, "{}", line.join(" "));
        }
    }
    text
}

/// Reads a file of fingerprints; a line that cannot be read is returned by its place instead.
#[must_use]
pub fn read(text: &str) -> (Vec<Material>, Option<Range<usize>>) {
    let mut materials: Vec<Material> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_start_matches('\u{feff}').trim_end();
        let place = start..start + line.trim_end().len();
        start += line.len();
        if words.is_empty() || words.starts_with('#') {
            continue;
        }
        if let Some(name) = words.strip_prefix(NAME) {
            materials.push(Material {
                name: name.trim().to_owned(),
                runs: Vec::new(),
            });
            continue;
        }
        let runs: Option<Vec<u64>> = words.split_whitespace().map(read_one).collect();
        match (runs, materials.last_mut()) {
            (Some(runs), Some(material)) => material.runs.extend(runs),
            (None, _) | (_, None) => return (materials, Some(place)),
        }
    }
    (materials, None)
}

fn read_one(word: &str) -> Option<u64> {
    let digits = word.len() == 16 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    u64::from_str_radix(word, 16).ok().filter(|_| digits)
}

/// Puts the fingerprints of the texts at hand in the place of those of the same names; the others stay,
/// since their texts may lie on another machine.
#[must_use]
pub fn merge(known: Vec<Material>, at_hand: &[Material]) -> Vec<Material> {
    let is_at_hand = |name: &str| at_hand.iter().any(|material| material.name == name);
    let mut merged = known;
    merged.retain(|material| !is_at_hand(&material.name));
    merged.extend_from_slice(at_hand);
    merged.sort_by(|left, right| left.name.cmp(&right.name));
    merged
}

/// Where a run stands in the materials.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// The index of the material.
    pub material: usize,
    /// The number of the run within it.
    pub run: usize,
}

/// The fingerprints of several texts, ready to be looked up.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Fingerprints {
    materials: Vec<Material>,
    sorted: Vec<(u64, Hit)>,
    /// Where the numbers with the same first bits begin among the sorted, and one end more.
    begin: Vec<u32>,
    /// The number of first bits: as many as there are numbers to tell apart.
    bits: u32,
}

impl Fingerprints {
    /// Sorts the fingerprints.
    #[must_use]
    pub fn new(materials: Vec<Material>) -> Self {
        let mut sorted = Vec::new();
        for (material, of) in materials.iter().enumerate() {
            let runs = of.runs.iter().enumerate();
            sorted.extend(runs.map(|(run, number)| (*number, Hit { material, run })));
        }
        sorted.sort_unstable();
        // Fingerprints are spread evenly, so that each beginning has one or two.
        let bits = (sorted.len() as u64).next_power_of_two().ilog2().max(1);
        let mut begin = vec![0; (1 << bits) + 1];
        for (number, _) in &sorted {
            begin[first_bits(*number, bits) + 1] += 1;
        }
        let mut sum = 0;
        for place in &mut begin {
            sum += *place;
            *place = sum;
        }
        Self {
            materials,
            sorted,
            begin,
            bits,
        }
    }

    /// Tells whether there is nothing to look up.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sorted.is_empty()
    }

    /// Returns the name of a material.
    #[must_use]
    pub fn name(&self, material: usize) -> &str {
        &self.materials[material].name
    }

    /// Returns the names of the materials in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.materials.iter().map(|material| material.name.as_str())
    }

    /// Returns where a run stands.
    pub fn find(&self, number: u64) -> impl Iterator<Item = Hit> {
        let found = if self.is_empty() {
            &[]
        } else {
            let bits = first_bits(number, self.bits);
            &self.sorted[self.begin[bits] as usize..self.begin[bits + 1] as usize]
        };
        let same = found.iter().filter(move |(known, _)| *known == number);
        same.map(|(_, hit)| *hit)
    }
}

fn first_bits(number: u64, bits: u32) -> usize {
    usize::try_from(number >> (u64::BITS - bits)).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Vec<String> {
        let units = Units::of(text);
        let words = units.units.iter();
        words
            .map(|unit| units.plain[unit.plain.clone()].to_owned())
            .collect()
    }

    #[test]
    fn words_are_the_same_however_they_are_set() {
        let expected = ["un", "koreas", "three", "way", "1000", "km", "café"];
        for text in [
            "U.N. Korea’s three-way “1,000 km” café",
            "UN, Korea's (three way) 1000 KM; cafe\u{301}.",
            "ＵＮ Koreaʼs *three–way* １０００\u{a0}㎞ CAFÉ",
        ] {
            assert_eq!(plain(text), expected, "{text}");
        }
        assert_eq!(
            plain("岸信夫 ﾐｻｲﾙ, 화성-12형"),
            [
                "岸", "信", "夫", "ミ", "サ", "イ", "ル", "화", "성", "12", "형"
            ]
        );
        assert_eq!(plain("ｶﾞ が か\u{3099}"), ["ガ", "が", "が"]);
        assert!(plain(" — … !").is_empty());
    }

    #[test]
    fn units_know_where_they_stand() {
        let text = "The U.N., 岸 (2022)";
        let units = Units::of(text);
        let words: Vec<&str> = units
            .units()
            .iter()
            .map(|unit| &text[unit.place.clone()])
            .collect();
        assert_eq!(words, ["The", "U.N", "岸", "2022"]);
    }

    #[test]
    fn a_run_is_eight_words_or_fifteen_characters_or_their_shares() {
        let number = |text: &str| Units::of(text).runs().count();
        assert_eq!(number("a b c d e f g"), 0);
        assert_eq!(number("a b c d e f g h"), 1);
        assert_eq!(number("a b c d e f g h i j"), 3);
        assert_eq!(number("岸信夫防衛大臣は電話会談を行"), 0);
        assert_eq!(number("岸信夫防衛大臣は電話会談を行っ"), 1);
        // Four words and eight characters are half a run each, and a little more.
        assert_eq!(number("a b c d 岸信夫防衛大臣"), 0);
        assert_eq!(number("a b c d 岸信夫防衛大臣は"), 1);
    }

    #[test]
    fn the_file_is_read_as_it_is_written_and_kept_by_name() {
        let texts = [
            ("b", "one two three four five six seven eight nine"),
            ("a name", "岸信夫防衛大臣は電話会談を行った"),
            ("short", "too short"),
        ];
        let materials: Vec<Material> = texts
            .iter()
            .map(|(name, text)| Material::of(name, text))
            .collect();
        let written = write(&materials);
        let mut sorted = materials.clone();
        sorted.sort_by(|left, right| left.name.cmp(&right.name));
        assert_eq!(read(&written), (sorted.clone(), None));
        assert_eq!(write(&sorted), written);
        let changed = Material::of("b", "eight words of which none was there before");
        let merged = merge(sorted.clone(), std::slice::from_ref(&changed));
        assert_eq!(merged, [sorted[0].clone(), changed, sorted[2].clone()]);
        for broken in [
            "0123456789abcdef\n",
            "material a\nxyz\n",
            "material a\n+123456789abcdef",
        ] {
            assert!(read(broken).1.is_some(), "{broken}");
        }
    }

    #[test]
    fn the_fingerprint_of_a_text_never_changes() {
        let material = Material::of("a", "The quick brown fox jumps over the lazy dog");
        assert_eq!(
            material.runs,
            [837_880_389_325_365_710, 13_333_050_905_886_798_814]
        );
    }

    #[test]
    fn a_run_is_found_in_every_text_that_has_it() {
        let words = "one two three four five six seven eight";
        let fingerprints = Fingerprints::new(vec![
            Material::of("a", &format!("zero {words}")),
            Material::of("b", words),
        ]);
        let (_, number) = Units::of(words).runs().next().unwrap();
        let hits: Vec<(&str, usize)> = fingerprints
            .find(number)
            .map(|hit| (fingerprints.name(hit.material), hit.run))
            .collect();
        assert_eq!(hits, [("a", 1), ("b", 0)]);
        assert_eq!(fingerprints.find(1).count(), 0);
    }
}
