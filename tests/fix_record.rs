//! `briefbook fix` on the record of this repository: one slip of a hand in a copy of it, and the files
//! come out as they were, byte for byte.
//!
//! A quick run makes a slip of each sort in the sample that a new site begins with;
//! `BRIEFBOOK_SLIPS=50` makes so many in the whole record.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it must be"
)]

use std::collections::BTreeMap;
use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use briefbook::fix::{Answer, mend};
use briefbook::pipeline::Options;

#[allow(dead_code, reason = "the benchmarks need more of it")]
#[path = "../benches/corpus/random.rs"]
mod random;

#[path = "support/site.rs"]
mod support;

use random::Random;
use support::{Site, tree};

const CALL: &str = "content/talks/2022-02-10-defence-ministers-call.md";
const FIRING: &str = "content/launches/2022-01-05-hypersonic.md";
const OTHER_FIRING: &str = "content/launches/2022-01-17-hwasong-11b.md";
const SYSTEM: &str = "content/systems/hwasong-12.md";

/// What the copies have beside the record, as `fix` would write it: a word of time with its day, a claim
/// alone and one at the end of a list, and a name that two systems had at different times.
const ADDED: &[(&str, &str, &str)] = &[
    (
        CALL,
        "",
        "\nTheir officials had prepared it yesterday (Wednesday, 9 February 2022).\n",
    ),
    (
        FIRING,
        "---\n\n",
        "claims:\n  - says: first launch of the year\n    ordinal: { kind: launch, within: year }\n    is: 1\n",
    ),
    (FIRING, "", "\nIt was the first launch of the year.\n"),
    (OTHER_FIRING, "", "\nIt was no [[hwasong-12|Long Arrow]].\n"),
    (
        SYSTEM,
        "range_km:",
        "  - { name: Long Arrow, from: 2017-05 }\n",
    ),
    (
        "content/systems/hwasong-11b.md",
        "range_km:",
        "  - { name: Long Arrow, to: 2017-04 }\n",
    ),
];

/// The site that is spoiled, without a message.
fn good(whole: bool) -> Site {
    let site = if whole {
        Site::of_repository()
    } else {
        Site::of_sample()
    };
    for (path, before, added) in ADDED {
        let text = site.read(path);
        let at = if before.is_empty() {
            text.len()
        } else {
            text.rfind(before).unwrap()
        };
        let (start, end) = text.split_at(at);
        site.write(path, format!("{start}{added}{end}"));
    }
    site
}

/// The sorts of slips.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Slip {
    Key,
    KeyOfGroup,
    Choice,
    Reference,
    Link,
    Citation,
    Date,
    Zone,
    Quantity,
    Filter,
    Rule,
    SourceKey,
    Heading,
    Quotation,
    RelativeTime,
    MissingClaim,
    BareName,
    DriftedNumber,
}

impl Slip {
    const ALL: &[Self] = &[
        Self::Key,
        Self::KeyOfGroup,
        Self::Choice,
        Self::Reference,
        Self::Link,
        Self::Citation,
        Self::Date,
        Self::Zone,
        Self::Quantity,
        Self::Filter,
        Self::Rule,
        Self::SourceKey,
        Self::Heading,
        Self::Quotation,
        Self::RelativeTime,
        Self::MissingClaim,
        Self::BareName,
        Self::DriftedNumber,
    ];

    /// The folders in which it is made, or the one file.
    fn folders(self) -> &'static [&'static str] {
        match self {
            Self::Rule => &["content/_rules/"],
            Self::SourceKey => &["content/sources/"],
            Self::Quotation | Self::RelativeTime => &[CALL],
            Self::MissingClaim => &[FIRING],
            Self::BareName => &[OTHER_FIRING],
            Self::Date | Self::Zone => &["content/talks/", "content/launches/"],
            Self::Quantity => &["content/launches/"],
            _ => &[
                "content/talks/",
                "content/launches/",
                "content/people/",
                "content/systems/",
            ],
        }
    }

    /// Makes it in a text: the words that stood there and those that stand there now, and the text.
    #[expect(clippy::too_many_lines, reason = "an arm for each sort of slip")]
    fn make(self, text: &str, random: &mut Random) -> Option<(String, String)> {
        let front = text
            .starts_with("---\n")
            .then(|| text.find("\n---\n"))
            .flatten();
        let front = front.unwrap_or(text.len());
        let mistyped = |marks: &[&str], from: usize, to: usize, random: &mut Random| {
            let (start, end) = word_after(text, marks, from..to, random)?;
            let wrong = mistype(&text[start..end], random)?;
            Some(replaced(text, start, end, &wrong))
        };
        let fixed = |right: &str, wrong: &str| {
            let start = text.find(right)?;
            Some(replaced(text, start, start + right.len(), wrong))
        };
        match self {
            Self::Key | Self::SourceKey => {
                let indent = if self == Self::Key { "\n" } else { "\n  " };
                key(text, indent, ":", front, random)
            }
            Self::KeyOfGroup => key(text, "{ ", ":", front, random)
                .or_else(|| key(text, "\n  - ", ":", front, random)),
            Self::Choice => mistyped(
                &[
                    "status: { value: ",
                    "mode: { value: ",
                    "level: { value: ",
                    "outcome: { value: ",
                    "class: { value: ",
                    "eez: { value: ",
                    "fuel: { value: ",
                    "consulted: ",
                ],
                0,
                front,
                random,
            ),
            Self::Reference => mistyped(
                &[
                    "person: ",
                    "place: ",
                    "series: ",
                    "system: { value: ",
                    "site: { value: ",
                    "launched_by: ",
                    "organisation: ",
                    "country: ",
                    ", source: ",
                    ", by: ",
                    "sources: [",
                    "topics: [",
                    "of: ",
                ],
                0,
                front,
                random,
            ),
            Self::Link => mistyped(&["[["], front, text.len(), random),
            Self::Citation => mistyped(&["[@", "; @"], front, text.len(), random),
            Self::Date => {
                let mark = "when: { value: ";
                let start = text.find(mark)? + mark.len();
                let day = text.get(start..start + 10)?;
                let parsed: chrono::NaiveDate = day.parse().ok()?;
                // A time of day does not go with the words of a date.
                let is_day = text[start + 10..].starts_with(',');
                let form = ["%-d %B %Y", "%Y/%m/%d"][random.below(2)];
                is_day.then(|| {
                    let wrong = parsed.format(form).to_string();
                    replaced(text, start, start + 10, &wrong)
                })
            }
            Self::Zone => mistyped(&["\nzone: Asia/", "\nzone: "], 0, front, random),
            Self::Quantity => {
                let place = text.find("_km:\n").or_else(|| text.find("_km: "))?;
                let start = place + text[place..].find("value: ")? + "value: ".len();
                let end = start + text[start..].find(',')?;
                let number = &text[start..end];
                let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
                is_number.then(|| replaced(text, start, end, &format!("{number} km")))
            }
            Self::Filter => {
                let start = text.find("\nclaims:")?;
                mistyped(
                    &[
                        "kind: ", "series: ", "class: [", "unit: ", "system: ", "person: ",
                        "event: ", "of: ", "to: ",
                    ],
                    start,
                    front,
                    random,
                )
            }
            Self::Rule => key(text, "\n    ", ":", text.len(), random)
                .filter(|_| random.once_in(2))
                .or_else(|| {
                    mistyped(
                        &["kind: ", "series: ", "class: [", "source: [", "counts: "],
                        0,
                        text.len(),
                        random,
                    )
                }),
            Self::Heading => fixed("\n## ", "\n# "),
            Self::Quotation => {
                let words =
                    "a serious threat and a challenge to U.N. Security Council resolutions”";
                let wrong = [
                    "a grave threat and a challenge to U.N. Security Council resolutions”",
                    "a serious threat and challenge to U.N. Security Council resolutions”",
                ];
                fixed(words, wrong[random.below(2)])
            }
            Self::RelativeTime => fixed(" (Wednesday, 9 February 2022)", ""),
            Self::MissingClaim => fixed(ADDED[1].2, ""),
            Self::BareName => fixed("[[hwasong-12|Long Arrow]]", "[[Long Arrow]]"),
            Self::DriftedNumber => {
                let (start, end) = word_after(text, &["\n    is: "], 0..front, random)?;
                let number: usize = text[start..end].parse().ok()?;
                let says = text[..start].rfind("says: ")?;
                let words = text[says..start].lines().next()?.to_lowercase();
                // Else the record alone says which number is right.
                let is_said = words
                    .split(' ')
                    .any(|word| NUMBERS.get(number) == Some(&word));
                is_said.then(|| replaced(text, start, end, &(number + 1).to_string()))
            }
        }
    }
}

/// Numbers as prose has them, by what they are.
const NUMBERS: &[&str] = &[
    "no", "first", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
];

/// Returns what was changed, and the text with other words in a place.
fn replaced(text: &str, start: usize, end: usize, wrong: &str) -> (String, String) {
    let what = format!("{} → {wrong}", &text[start..end]);
    (what, format!("{}{wrong}{}", &text[..start], &text[end..]))
}

/// Draws a word of letters, digits and hyphens behind one of the marks.
fn word_after(
    text: &str,
    marks: &[&str],
    place: std::ops::Range<usize>,
    random: &mut Random,
) -> Option<(usize, usize)> {
    let inside = text.get(place.clone())?;
    let places = marks.iter().flat_map(|mark| {
        let found = inside.match_indices(mark);
        found.map(|(at, _)| place.start + at + mark.len())
    });
    let places: Vec<usize> = places.collect();
    let start = *places.get(random.below(places.len().max(1)))?;
    let goes_on = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    let end = text[start..].find(|letter| !goes_on(letter))?;
    (end > 0).then_some((start, start + end))
}

/// Mistypes a key of a mapping.
fn key(
    text: &str,
    before: &str,
    after: &str,
    to: usize,
    random: &mut Random,
) -> Option<(String, String)> {
    let is_name = |letter: char| letter.is_ascii_lowercase() || letter == '_';
    let mut keys = Vec::new();
    for (at, _) in text[..to].match_indices(before) {
        let start = at + before.len();
        let length = text[start..].find(|letter| !is_name(letter))?;
        if length >= 5 && text[start + length..].starts_with(after) {
            keys.push((start, start + length));
        }
    }
    let (start, end) = *keys.get(random.below(keys.len().max(1)))?;
    let wrong = mistype(&text[start..end], random)?;
    Some(replaced(text, start, end, &wrong))
}

/// Mistypes a word as hands do: two letters change places, one is left out, or one stands twice.
fn mistype(word: &str, random: &mut Random) -> Option<String> {
    let letters: Vec<char> = word.chars().collect();
    let is_letter = |at: usize| letters[at].is_ascii_alphabetic();
    // What begins or ends otherwise, or is short, may be another word.
    let places: Vec<usize> = (1..letters.len().saturating_sub(2))
        .filter(|at| is_letter(*at) && is_letter(at + 1) && letters[*at] != letters[at + 1])
        .collect();
    if letters.len() < 5 || places.is_empty() {
        return None;
    }
    let at = places[random.below(places.len())];
    let mut wrong = letters.clone();
    match random.below(3) {
        0 => wrong.swap(at, at + 1),
        1 => drop(wrong.remove(at)),
        _ => wrong.insert(at, letters[at]),
    }
    Some(wrong.into_iter().collect())
}

/// A slip that was made in a copy.
struct Made {
    sort: Slip,
    path: String,
    what: String,
    text: String,
}

/// Draws the slips, each sort in its turn.
fn draw(files: &BTreeMap<String, Vec<u8>>, wanted: usize) -> Vec<Made> {
    let mut random = Random::new(50);
    let mut made = Vec::new();
    let sorts = Slip::ALL.iter().cycle();
    for sort in sorts.take(wanted) {
        let paths: Vec<&String> = files
            .keys()
            .filter(|path| sort.folders().iter().any(|folder| path.starts_with(folder)))
            .filter(|path| path.ends_with(".md") || path.ends_with(".yaml"))
            .collect();
        let mut draws = 0..10_000;
        let slip = draws.find_map(|_| {
            let path = paths[random.below(paths.len())];
            let text = std::str::from_utf8(&files[path]).unwrap();
            let (what, text) = sort.make(text, &mut random)?;
            Some(Made {
                sort: *sort,
                path: path.clone(),
                what,
                text,
            })
        });
        made.push(slip.unwrap_or_else(|| panic!("{sort:?} cannot be made")));
    }
    made
}

fn files(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let files = tree(&site.path("")).into_iter();
    files
        .filter_map(|(path, stamp)| Some((path, stamp.bytes?)))
        .collect()
}

/// What became of a slip.
#[derive(Debug, PartialEq, Eq)]
enum End {
    /// The files are what they were.
    Mended,
    /// Nothing was written; the message says what to write.
    Told,
    /// Something else.
    Wrong(String),
}

/// Makes a slip in a copy of the site and lets it be mended.
fn mended(site: &Site, made: &Made, right: &BTreeMap<String, Vec<u8>>) -> End {
    site.write(&made.path, &made.text);
    let options = Options::new(site.path(""));
    let mended = mend(&options, &mut |_| Answer::Yes).unwrap();
    let mut changed = mended.files.clone();
    changed.insert(made.path.clone());
    let differs = |path: &&String| fs::read(site.path(path)).unwrap() != right[*path];
    let others: Vec<&String> = changed.iter().filter(differs).collect();
    let texts = &mended.findings.inputs.texts;
    let left = mended.findings.diagnostics.sorted(texts);
    let messages: Vec<&str> = left.iter().map(|it| it.message.as_str()).collect();
    let end = if others.is_empty() && left.is_empty() {
        End::Mended
    } else if mended.made == 0
        && made.sort == Slip::DriftedNumber
        && left.iter().any(|it| it.help.is_some())
    {
        End::Told
    } else {
        let now = fs::read_to_string(site.path(&made.path)).unwrap();
        let before = String::from_utf8_lossy(&right[&made.path]).into_owned();
        let lines = now.lines().zip(before.lines());
        let line = lines.into_iter().find(|(now, before)| now != before);
        End::Wrong(format!("{} made, {line:?} left {messages:?}", mended.made))
    };
    for path in &changed {
        site.write(path, &right[path]);
    }
    end
}

#[test]
#[expect(clippy::print_stdout, reason = "the tally is read by people")]
fn a_slip_in_the_record_is_mended_to_the_letter() {
    let wanted = std::env::var("BRIEFBOOK_SLIPS").ok();
    let wanted = wanted.map(|number| number.parse().unwrap());
    let (whole, wanted) = (wanted.is_some(), wanted.unwrap_or(Slip::ALL.len()));
    let first = good(whole);
    let printed = first
        .briefbook("check")
        .args(&["--deny", "warnings"])
        .succeeds();
    assert!(printed.output.contains("all good"), "{}", printed.output);
    let right = files(&first);
    let slips = draw(&right, wanted);
    let next = AtomicUsize::new(0);
    let worker = || {
        let site = good(whole);
        let mut ends = Vec::new();
        while let Some(made) = slips.get(next.fetch_add(1, Ordering::Relaxed)) {
            ends.push((made, mended(&site, made, &right)));
        }
        ends
    };
    let ends: Vec<(&Made, End)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..2).map(|_| scope.spawn(worker)).collect();
        let done = workers.into_iter();
        done.flat_map(|worker| worker.join().unwrap()).collect()
    });
    let mut tally: BTreeMap<Slip, (usize, usize, usize)> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (made, end) in &ends {
        let counts = tally.entry(made.sort).or_default();
        counts.0 += 1;
        match end {
            End::Mended => counts.1 += 1,
            End::Told => counts.2 += 1,
            End::Wrong(why) => wrong.push(format!(
                "{:?} {}: {}: {why}",
                made.sort, made.path, made.what
            )),
        }
    }
    // Shown by `--nocapture`.
    for (sort, (number, mended, told)) in &tally {
        println!("{sort:?}: {mended} of {number} mended, {told} told");
    }
    assert!(
        wrong.is_empty(),
        "{} of them:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
