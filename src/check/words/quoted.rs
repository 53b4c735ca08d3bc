//! Finds what stands in quotation marks.
//!
//! In: plain words, one paragraph a line. Out: the quotations, without those inside others. An
//! apostrophe is told from a quotation mark by what stands on either side of it.

use std::ops::Range;

/// A quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quoted {
    /// The words with their marks.
    pub(super) place: Range<usize>,
    /// The words.
    pub(super) words: Range<usize>,
}

/// Marks that open a quotation and nothing else, each with those that close it.
const PAIRS: &[(char, &[char])] = &[
    ('“', &['”']),
    ('„', &['“', '”']),
    ('«', &['»']),
    ('「', &['」']),
    ('『', &['』']),
];

/// Finds the quotations of a text; none begins within the `silent` parts, which are in order.
pub(super) fn find(text: &str, silent: &[Range<usize>]) -> Vec<Quoted> {
    let mut found = Vec::new();
    if !text.contains(['“', '„', '«', '「', '『', '"', '\'', '‘']) {
        return found;
    }
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mut from = 0;
        while let Some((at, mark)) = next_opening(line, from) {
            from = at + mark.len_utf8();
            if silent.iter().any(|silent| silent.contains(&(start + at))) {
                continue;
            }
            let words = line.trim_end_matches('\n');
            let Some((end, after)) = closing(words, at, mark) else {
                continue;
            };
            found.push(Quoted {
                place: start + at..start + after,
                words: trimmed(text, start + from..start + end),
            });
            from = after.max(from);
        }
        start += line.len();
    }
    found
}

/// Returns the words of a block quotation, without the line that names whose they are.
pub(super) fn block(text: &str, place: &Range<usize>) -> Option<Quoted> {
    let words = text.get(place.clone())?;
    let mut end = place.start + words.len();
    if let Some(at) = ["\n—", "\n–", "\n― ", "\n-- "]
        .iter()
        .filter_map(|dash| words.rfind(dash))
        .max()
    {
        end = place.start + at;
    }
    let inner = trimmed(text, place.start..end);
    (!inner.is_empty()).then(|| Quoted {
        place: place.clone(),
        words: inner,
    })
}

fn trimmed(text: &str, place: Range<usize>) -> Range<usize> {
    let words = &text[place.clone()];
    let start = place.start + words.len() - words.trim_start().len();
    start..(place.start + words.trim_end().len()).max(start)
}

/// Finds the next mark that opens a quotation.
fn next_opening(line: &str, from: usize) -> Option<(usize, char)> {
    let mut before = line[..from].chars().next_back();
    for (at, letter) in line[from..].char_indices() {
        let at = from + at;
        let after = line[at + letter.len_utf8()..].chars().next();
        let opens = match letter {
            '"' => is_edge(before) && after.is_some_and(|next| !next.is_whitespace()),
            '\'' | '‘' => is_edge(before) && after.is_some_and(char::is_alphabetic),
            _ => PAIRS.iter().any(|(opening, _)| *opening == letter),
        };
        if opens {
            return Some((at, letter));
        }
        before = Some(letter);
    }
    None
}

/// Finds where a quotation ends that opens at `at`: before its last mark, and after it.
fn closing(line: &str, at: usize, mark: char) -> Option<(usize, usize)> {
    let from = at + mark.len_utf8();
    let rest = &line[from..];
    if let Some((_, closings)) = PAIRS.iter().find(|(opening, _)| *opening == mark) {
        let mut depth = 0_usize;
        for (end, letter) in rest.char_indices() {
            if closings.contains(&letter) {
                if depth == 0 {
                    return Some((from + end, from + end + letter.len_utf8()));
                }
                depth -= 1;
            } else if letter == mark {
                depth += 1;
            }
        }
        // A quotation over several paragraphs is closed in the last of them only.
        return (mark == '“').then_some((line.len(), line.len()));
    }
    let mut before = Some(mark);
    for (end, letter) in rest.char_indices() {
        let after = rest[end + letter.len_utf8()..].chars().next();
        let closes = match mark {
            '"' => letter == '"',
            '\'' => letter == '\'' && !after.is_some_and(char::is_alphanumeric),
            _ => matches!(letter, '’' | '\'') && !after.is_some_and(char::is_alphanumeric),
        };
        if closes && before.is_some_and(|last| !last.is_whitespace()) {
            return Some((from + end, from + end + letter.len_utf8()));
        }
        before = Some(letter);
    }
    None
}

/// Tells whether a mark after this character can open a quotation.
fn is_edge(before: Option<char>) -> bool {
    before.is_none_or(|letter| {
        letter.is_whitespace() || matches!(letter, '(' | '[' | '—' | '–' | '-' | '/' | '“' | '"')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_are_told_from_apostrophes_and_measures() {
        for (text, expected) in [
            (
                "He called it “a grave threat”.",
                &["a grave threat"] as &[&str],
            ),
            ("He called it \"a grave threat\".", &["a grave threat"]),
            ("(\"one\") and \"two\"", &["one", "two"]),
            (
                "“a ‘grave’ threat”, then ‘so it is’.",
                &["a ‘grave’ threat", "so it is"],
            ),
            ("'It's not so', he said", &["It's not so"]),
            ("the ministers’ call and Kishi’s words", &[]),
            ("the ministers' call, Kishi's words and others'", &[]),
            ("a 12\" gun and a 5' mast", &[]),
            ("in the ’90s and ‘80s", &[]),
            (
                "岸氏は「深刻な脅威だ」と述べた。『白書』も",
                &["深刻な脅威だ", "白書"],
            ),
            ("「外の「内」側」", &["外の「内」側"]),
            (
                "„Eine ernste Bedrohung“ und «menace»",
                &["Eine ernste Bedrohung", "menace"],
            ),
            (
                "“It goes on\n“and ends here.” So.",
                &["It goes on", "and ends here."],
            ),
            ("an open \" mark", &[]),
            ("“”", &[""]),
        ] {
            let found = find(text, &[]);
            let words: Vec<&str> = found.iter().map(|it| &text[it.words.clone()]).collect();
            assert_eq!(words, expected, "{text}");
        }
    }

    #[test]
    fn silent_parts_open_nothing() {
        let text = "code \"x y z\" and \"words\"";
        let found = find(text, std::slice::from_ref(&(5..12)));
        assert_eq!(found.len(), 1);
        assert_eq!(&text[found[0].words.clone()], "words");
    }

    #[test]
    fn a_block_ends_before_whose_words_it_holds() {
        let text = "before\nThe words.\nMore.\n— Somebody\nafter";
        let end = text.find("\nafter").unwrap();
        let found = block(text, &(6..end)).unwrap();
        assert_eq!(&text[found.words], "The words.\nMore.");
    }
}
