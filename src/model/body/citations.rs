//! What hides in running text: citations such as `[@key, p. 3; @other]` and broken footnote marks.
//!
//! The parser hands text over in fragments, split at every bracket and line; a [`Run`] joins them
//! and remembers where each came from. Escaped brackets and entities are text and nothing else.

use std::ops::Range;

use super::places::Origin;

/// Joined text with the way back to its source.
#[derive(Debug, Default)]
pub(super) struct Run {
    /// The words as read.
    pub(super) text: String,
    fragments: Vec<Fragment>,
}

#[derive(Debug)]
struct Fragment {
    /// Where it starts in the joined text.
    at: usize,
    /// Where it starts in the source.
    source: usize,
    /// Whether the source has the very same bytes.
    verbatim: bool,
}

/// Something found in a run.
#[derive(Debug)]
pub(super) struct Found {
    /// Where it stands in the joined text.
    pub(super) place: Range<usize>,
    /// What it is.
    pub(super) what: What,
}

/// What can be found in running text.
#[derive(Debug)]
pub(super) enum What {
    /// One or more citations in one pair of brackets.
    Citations(Vec<Cited>),
    /// Brackets that begin like a citation and cannot be read as one.
    Unreadable(Range<usize>),
    /// A footnote mark without a footnote, with its label.
    Footnote(String, Range<usize>),
    /// A figure to be worked out, with its call.
    Figure(String, Range<usize>),
}

/// One citation; ranges count in the source.
#[derive(Debug)]
pub(super) struct Cited {
    pub(super) key: String,
    pub(super) locator: Option<String>,
    pub(super) range: Range<usize>,
}

impl Run {
    /// Adds a fragment that starts at `source_start` in the source.
    pub(super) fn push(&mut self, words: &str, source_start: usize, verbatim: bool) {
        self.fragments.push(Fragment {
            at: self.text.len(),
            source: source_start,
            verbatim,
        });
        self.text.push_str(words);
    }

    /// Returns the fragments of a part of the joined text, each with where it comes from.
    pub(super) fn origins<'a>(
        &'a self,
        part: &'a Range<usize>,
    ) -> impl Iterator<Item = (Range<usize>, Origin)> + 'a {
        let first = self
            .fragments
            .partition_point(|fragment| fragment.at <= part.start);
        let fragments = &self.fragments[first.saturating_sub(1)..];
        let ends = fragments.iter().skip(1).map(|fragment| fragment.at);
        let ends = ends.chain([self.text.len()]);
        let within = fragments.iter().zip(ends);
        let within = within.take_while(|(fragment, _)| fragment.at < part.end);
        within.filter_map(|(fragment, end)| {
            let place = fragment.at.max(part.start)..end.min(part.end);
            let origin = if fragment.verbatim {
                Origin::At(fragment.source + place.start.checked_sub(fragment.at)?)
            } else {
                Origin::Near(fragment.source)
            };
            (!place.is_empty()).then_some((place, origin))
        })
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.fragments.clear();
    }

    /// Takes `{#id}` off the end of a heading's text and returns the id.
    pub(super) fn take_heading_id(&mut self, source: &str) -> Option<String> {
        let words = self.text.trim_end();
        let start = words.rfind("{#")?;
        let id = words[start..].strip_prefix("{#")?.strip_suffix('}')?;
        let blank_before = start == 0 || words[..start].ends_with([' ', '\n']);
        let written = !id.is_empty() && !id.contains([' ', '{', '}', '\n']);
        if !blank_before || !written || is_escaped(source, self.source_offset(start)?) {
            return None;
        }
        let id = id.to_owned();
        self.text.truncate(start);
        Some(id)
    }

    /// Finds citations and footnote marks, in order and without overlap.
    pub(super) fn find(&self, source: &str) -> Vec<Found> {
        let mut found = self.figures(source);
        let figures: Vec<Range<usize>> = found.iter().map(|found| found.place.clone()).collect();
        let mut from = 0;
        while let Some(at) = self.text[from..].find('[').map(|at| at + from) {
            from = at + 1;
            if !self.text[from..].starts_with(['@', '^']) {
                continue;
            }
            // Neither form holds a bracket, so that an unclosed one ends the search at the next.
            let Some(length) = self.text[from..].find(['[', ']']) else {
                break;
            };
            let end = from + length;
            if !self.text[end..].starts_with(']') {
                continue;
            }
            let place = at..end + 1;
            if figures.iter().any(|figure| figure.contains(&at)) {
                continue;
            }
            if let Some(range) = self.written_range(source, &place)
                && let Some(what) = self.read(source, from..end, range)
            {
                found.push(Found { place, what });
                from = end + 1;
            }
        }
        found.sort_by_key(|found| found.place.start);
        found
    }

    /// Finds figures: two braces around a name with brackets, as in `{{ count(kind="launch") }}`.
    fn figures(&self, source: &str) -> Vec<Found> {
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(at) = self.text[from..].find("{{").map(|at| at + from) {
            from = at + 2;
            let inside = &self.text[from..];
            let name = inside.trim_start();
            let end = name.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
            let is_call = end.is_some_and(|end| end > 0 && name[end..].starts_with('('));
            let closed = is_call.then(|| closing(inside)).flatten();
            let (Some(length), Some(start)) = (closed, self.source_offset(at)) else {
                continue;
            };
            let end = from + length;
            let Some(last) = self.source_offset(end + 1) else {
                continue;
            };
            if is_escaped(source, start) || last < start {
                continue;
            }
            found.push(Found {
                place: at..end + 2,
                what: What::Figure(inside[..length].trim().to_owned(), start..last + 1),
            });
            from = end + 2;
        }
        found
    }

    fn read(&self, source: &str, inside: Range<usize>, range: Range<usize>) -> Option<What> {
        let words = &self.text[inside.clone()];
        if let Some(label) = words.strip_prefix('^') {
            let label = label.trim();
            let is_label = !label.is_empty() && !label.contains('\n');
            return is_label.then(|| What::Footnote(label.to_owned(), range));
        }
        let mut cited = Vec::new();
        let mut start = inside.start;
        for part in words.split(';') {
            let Some(citation) = self.read_one(source, part, start) else {
                return Some(What::Unreadable(range));
            };
            cited.push(citation);
            start += part.len() + 1;
        }
        Some(What::Citations(cited))
    }

    fn read_one(&self, source: &str, part: &str, start: usize) -> Option<Cited> {
        let blanks = part.len() - part.trim_start().len();
        let after_sign = part.trim_start().strip_prefix('@')?;
        let written = after_sign
            .find(|character: char| !character.is_alphanumeric() && !"-_.:+/".contains(character))
            .map_or(after_sign, |end| &after_sign[..end]);
        let key = written.trim_end_matches(['.', ':', '/', '+']);
        let rest = &after_sign[key.len()..];
        if key.is_empty() || !(rest.is_empty() || rest.starts_with([',', ' ', '\n', '\t'])) {
            return None;
        }
        let locator = rest.trim_start_matches(',').split_whitespace();
        let locator = locator.collect::<Vec<_>>().join(" ");
        let sign = self.source_offset(start + blanks)?;
        let range = sign..sign + 1 + key.len();
        // A key is a name and is written out, without escapes or entities.
        let is_written = source.get(range.clone())?.strip_prefix('@')? == key;
        is_written.then(|| Cited {
            key: key.to_owned(),
            locator: (!locator.is_empty()).then_some(locator),
            range,
        })
    }

    /// Returns where brackets stand in the source, unless they or the sign are escaped.
    fn written_range(&self, source: &str, place: &Range<usize>) -> Option<Range<usize>> {
        let start = self.source_offset(place.start)?;
        let sign = self.source_offset(place.start + 1)?;
        let end = self.source_offset(place.end - 1)?;
        let is_written = sign == start + 1
            && end > sign
            && !is_escaped(source, start)
            && !is_escaped(source, end);
        is_written.then_some(start..end + 1)
    }

    fn source_offset(&self, at: usize) -> Option<usize> {
        let index = self.fragments.partition_point(|fragment| fragment.at <= at);
        let fragment = &self.fragments[index.checked_sub(1)?];
        fragment
            .verbatim
            .then(|| fragment.source + at - fragment.at)
    }
}

/// Returns where the two braces stand that close a call.
fn closing(inside: &str) -> Option<usize> {
    let mut ends = inside.match_indices("}}").map(|(at, _)| at);
    ends.find(|at| inside[..*at].trim_end().ends_with(')'))
}

/// Tells whether an odd number of backslashes stands before an offset.
fn is_escaped(source: &str, offset: usize) -> bool {
    let before = &source.as_bytes()[..offset];
    let backslashes = before.iter().rev().take_while(|byte| **byte == b'\\');
    backslashes.count() % 2 == 1
}
