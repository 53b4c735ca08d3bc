//! BibTeX and BibLaTeX, as Zotero and Better BibTeX export them.
//!
//! In: entries as they are written. Out: works. Days, names and languages are brought into the forms
//! that lists of ours have; what a field means is the same in both formats.

use super::entries::{Entry, entries};
use super::latex::plain;
use super::{Said, Work, edtf, fields, key_of, report, unknown_type, whole_name};
use crate::diagnostics::Diagnostics;
use crate::schema::Kind;
use crate::text::Span;
use crate::when::When;
use crate::yaml::{Key, Node};

/// The types of entries that BibTeX and BibLaTeX know.
const TYPES: &str = "\
    article artwork audio bibnote book bookinbook booklet collection commentary conference \
    dataset electronic image inbook incollection inproceedings inreference jurisdiction legal \
    legislation letter manual mastersthesis misc movie music mvbook mvcollection mvproceedings \
    mvreference online patent performance periodical phdthesis proceedings reference report \
    review software standard suppbook suppcollection suppperiodical techreport thesis \
    unpublished video www";

/// The words for months that every style declares.
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// The languages that `langid` names most, each with its tag.
const LANGUAGES: &[(&str, &str)] = &[
    ("english", "en"),
    ("american", "en-US"),
    ("usenglish", "en-US"),
    ("british", "en-GB"),
    ("ukenglish", "en-GB"),
    ("japanese", "ja"),
    ("korean", "ko"),
    ("chinese", "zh"),
    ("russian", "ru"),
    ("french", "fr"),
    ("german", "de"),
    ("ngerman", "de"),
    ("spanish", "es"),
    ("italian", "it"),
];

/// Reads the works of a file, each with its key.
pub(super) fn read(
    source: &str,
    base: Span,
    kind: &Kind,
    diagnostics: &mut Diagnostics,
) -> Vec<(Key, Node)> {
    let entries = entries(source, base, diagnostics);
    let works = entries.into_iter();
    works
        .filter_map(|entry| entry.work(kind, diagnostics))
        .collect()
}

impl Entry {
    /// Returns the first of these fields that is filled, as it is written.
    fn written(&self, names: &[&str]) -> Option<&Said> {
        names.iter().find_map(|name| {
            let found = self.values.iter().find(|(known, _)| known == name);
            found
                .map(|(_, said)| said)
                .filter(|said| !said.text.trim().is_empty())
        })
    }

    /// Returns it in plain words.
    fn words(&self, names: &[&str]) -> Option<Said> {
        let said = self.written(names)?;
        Some(Said {
            text: plain(&said.text),
            span: said.span,
        })
    }

    fn work(self, kind: &Kind, diagnostics: &mut Diagnostics) -> Option<(Key, Node)> {
        if self.key.text.is_empty() {
            let help = "write a short name after the brace; texts cite the work by it";
            report(self.place, "this entry has no key", help, diagnostics);
            return None;
        }
        if !TYPES.split(' ').any(|known| known == self.form.text) {
            unknown_type(&self.form, TYPES, diagnostics);
        }
        for (place, (name, said)) in self.values.iter().enumerate() {
            if self.values[..place].iter().any(|(other, _)| other == name) {
                let message = format!("`{name}` is written twice for one work");
                report(said.span, message, "keep one of the two", diagnostics);
            }
        }
        let issued = self.day(diagnostics);
        let title = self
            .words(&["title"])
            .map(|title| match self.words(&["subtitle"]) {
                Some(more) => Said {
                    text: format!("{}: {}", title.text, more.text),
                    ..title
                },
                None => title,
            });
        let language = self.words(&["language", "langid"]).map(|said| {
            let word = said.text.to_lowercase();
            let known = LANGUAGES.iter().find(|(name, _)| *name == word);
            Said {
                text: known.map_or(said.text, |(_, tag)| (*tag).to_owned()),
                span: said.span,
            }
        });
        let keywords = self.words(&["keywords"]).into_iter();
        let work = Work {
            title,
            authors: self.written(&["author"]).map(authors).unwrap_or_default(),
            publisher: self.words(&["publisher", "institution", "organization", "school"]),
            container: self.words(&[
                "journaltitle",
                "journal",
                "booktitle",
                "maintitle",
                "howpublished",
            ]),
            issued,
            address: self.written(&["url"]).map(|said| Said {
                text: said
                    .text
                    .replace("\\_", "_")
                    .replace("\\%", "%")
                    .replace("\\&", "&")
                    .replace("\\#", "#")
                    .replace("\\~{}", "~"),
                span: said.span,
            }),
            language,
            keywords: keywords
                .flat_map(|said| {
                    let words: Vec<Said> = said
                        .text
                        .split([',', ';'])
                        .map(|word| Said {
                            text: word.trim().to_owned(),
                            span: said.span,
                        })
                        .collect();
                    words
                })
                .collect(),
        };
        let key = Key {
            text: key_of(&self.key.text),
            span: self.key.span,
        };
        let place = self.place;
        Some((key, fields(work, kind, place)))
    }

    /// Reads the day: `date`, or year and month.
    fn day(&self, diagnostics: &mut Diagnostics) -> Option<Said> {
        let (said, written) = if let Some(said) = self.written(&["date"]) {
            (said, said.text.trim().to_owned())
        } else {
            let year = self.written(&["year"])?;
            let mut parts = vec![year.text.trim().parse::<i64>().ok()];
            if let Some(month) = self.written(&["month"]) {
                let word = plain(&month.text).to_lowercase();
                let named = MONTHS.iter().position(|name| word.starts_with(name));
                let named = named.and_then(|place| i64::try_from(place + 1).ok());
                parts.push(named.or_else(|| word.parse().ok()));
                if let Some(day) = self.written(&["day"]) {
                    parts.push(day.text.trim().parse().ok());
                }
            }
            let parts: Option<Vec<i64>> = parts.into_iter().collect();
            (
                year,
                parts.and_then(|parts| edtf(&parts)).unwrap_or_default(),
            )
        };
        if When::parse(&written).is_err() {
            let help = "write it as `date = {2022-02-10}`, or with the month or the year alone";
            report(said.span, "this is not a day", help, diagnostics);
            return None;
        }
        Some(Said {
            text: written,
            span: said.span,
        })
    }
}

/// Parts names at `and`, and puts the given name first where a comma turns them round.
fn authors(said: &Said) -> Vec<Said> {
    let whole = said.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut names = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (place, letter) in whole.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ' ' if depth == 0 && whole[place..].starts_with(" and ") && place >= start => {
                names.push(&whole[start..place]);
                start = place + " and ".len();
            }
            _ => {}
        }
    }
    names.push(whole.get(start..).unwrap_or_default());
    names
        .into_iter()
        .map(|name| {
            // A name in braces is one of a body, whose commas turn nothing round.
            let parts: Vec<&str> = if name.trim().starts_with('{') {
                vec![name]
            } else {
                name.split(", ").collect()
            };
            let written = match parts.as_slice() {
                [family, given] => whole_name(&plain(family), &plain(given)),
                [family, more, given] => {
                    format!("{} {}, {}", plain(given), plain(family), plain(more))
                }
                _ => plain(name),
            };
            Said {
                text: written,
                span: said.span,
            }
        })
        .filter(|name| !name.text.is_empty())
        .collect()
}
