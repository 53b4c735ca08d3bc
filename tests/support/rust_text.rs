//! Rust source split into code, string literals and tests, as far as the rules of the house need it.
//!
//! In: the text of a file. Out: the same text with the words of comments and literals blanked, line
//! for line; the string literals with their lines; and which lines stand under `#[cfg(test)]`.

use std::ops::Range;

/// A string literal outside comments.
pub(crate) struct Literal {
    /// What stands between the quotation marks, escapes unresolved.
    pub(crate) content: String,
    /// The line, from 1.
    pub(crate) line: usize,
}

/// A file after splitting.
pub(crate) struct RustText {
    /// The text with comments and the inside of literals as spaces; lines are kept.
    pub(crate) code: String,
    /// Every string literal.
    pub(crate) literals: Vec<Literal>,
    tests: Vec<Range<usize>>,
}

impl RustText {
    /// Splits a file.
    pub(crate) fn new(source: &str) -> Self {
        let letters: Vec<char> = source.chars().collect();
        let mut code = String::with_capacity(source.len());
        let mut literals = Vec::new();
        let mut at = 0;
        while at < letters.len() {
            let rest = &letters[at..];
            if rest.starts_with(&['/', '/']) {
                let end = find(&letters, at, &['\n']).unwrap_or(letters.len());
                blank(&letters[at..end], &mut code);
                at = end;
            } else if rest.starts_with(&['/', '*']) {
                let end = end_of_block_comment(&letters, at);
                blank(&letters[at..end], &mut code);
                at = end;
            } else if let Some((inside, end)) = string_at(&letters, at) {
                let line = code.matches('\n').count() + 1;
                let content = letters[inside.clone()].iter().collect();
                literals.push(Literal { content, line });
                code.extend(&letters[at..inside.start]);
                blank(&letters[inside.clone()], &mut code);
                code.extend(&letters[inside.end..end]);
                at = end;
            } else if let Some(end) = character_at(&letters, at) {
                code.push('\'');
                blank(&letters[at + 1..end - 1], &mut code);
                code.push('\'');
                at = end;
            } else {
                code.push(letters[at]);
                at += 1;
            }
        }
        let tests = test_lines(&code);
        Self {
            code,
            literals,
            tests,
        }
    }

    /// Tells whether a line, from 1, belongs to an item under `#[cfg(test)]`.
    pub(crate) fn is_test_line(&self, line: usize) -> bool {
        self.tests.iter().any(|range| range.contains(&line))
    }
}

/// Splits what follows an opening brace at the commas of its own level, up to the closing brace.
pub(crate) fn items_in_braces(text: &str) -> Vec<&str> {
    let mut depth = 0;
    let mut start = 0;
    let mut items = Vec::new();
    for (offset, letter) in text.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => {
                items.push(&text[start..offset]);
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                items.push(&text[start..offset]);
                start = offset + 1;
            }
            _ => {}
        }
    }
    items.retain(|item| !item.trim().is_empty());
    items
}

fn blank(letters: &[char], code: &mut String) {
    code.extend(
        letters
            .iter()
            .map(|letter| if *letter == '\n' { '\n' } else { ' ' }),
    );
}

fn find(letters: &[char], from: usize, wanted: &[char]) -> Option<usize> {
    (from..letters.len()).find(|at| letters[*at..].starts_with(wanted))
}

/// Block comments nest.
fn end_of_block_comment(letters: &[char], start: usize) -> usize {
    let mut depth = 0;
    let mut at = start;
    while at < letters.len() {
        if letters[at..].starts_with(&['/', '*']) {
            depth += 1;
            at += 2;
        } else if letters[at..].starts_with(&['*', '/']) {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    letters.len()
}

/// Returns the inside and the end of a string literal that begins here, with its prefix.
fn string_at(letters: &[char], start: usize) -> Option<(Range<usize>, usize)> {
    let follows_a_name = start > 0 && is_name(letters[start - 1]);
    let mut at = start;
    let mut raw = false;
    if !follows_a_name {
        for prefix in ['b', 'c'] {
            if letters.get(at) == Some(&prefix) {
                at += 1;
                break;
            }
        }
        if letters.get(at) == Some(&'r') {
            raw = true;
            at += 1;
        }
    }
    let hashes = if raw {
        letters[at..]
            .iter()
            .take_while(|letter| **letter == '#')
            .count()
    } else {
        0
    };
    at += hashes;
    if letters.get(at) != Some(&'"') {
        return None;
    }
    let inside = at + 1;
    if raw {
        let mut closing = vec!['"'];
        closing.extend(std::iter::repeat_n('#', hashes));
        let end = find(letters, inside, &closing)?;
        return Some((inside..end, end + closing.len()));
    }
    let mut at = inside;
    while *letters.get(at)? != '"' {
        at += if letters[at] == '\\' { 2 } else { 1 };
    }
    Some((inside..at, at + 1))
}

/// Returns the end of a character literal that begins here; a lifetime is none.
fn character_at(letters: &[char], start: usize) -> Option<usize> {
    if letters[start] != '\'' {
        return None;
    }
    if letters.get(start + 1) == Some(&'\\') {
        return Some(find(letters, start + 3, &['\''])? + 1);
    }
    (letters.get(start + 2) == Some(&'\'')).then_some(start + 3)
}

fn is_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// Finds the lines of each item under `#[cfg(test)]`: up to the closing brace, or the semicolon.
fn test_lines(code: &str) -> Vec<Range<usize>> {
    let lines: Vec<&str> = code.lines().collect();
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let inside = ranges.last().is_some_and(|range| range.end > index + 1);
        if inside || line.trim() != "#[cfg(test)]" {
            continue;
        }
        let mut depth = 0;
        let mut end = lines.len();
        'lines: for (offset, line) in lines[index..].iter().enumerate() {
            for letter in line.chars() {
                match letter {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    ';' if depth == 0 => {}
                    _ => continue,
                }
                if depth == 0 {
                    end = index + offset + 1;
                    break 'lines;
                }
            }
        }
        ranges.push(index + 1..end + 1);
    }
    ranges
}

#[test]
fn rust_is_split_where_the_compiler_would() {
    let source = concat!(
        "let a = \"one\"; // \"no\"\n",
        "let b = r#\"two \"x\" \"#; /* \"no /* no */ \" */ let c = '\"';\n",
        "fn d<'a>(e: &'a str) { f(b\"three\", '\\'', \"fo\\\"ur\") }\n",
        "#[cfg(test)]\n",
        "mod tests {\n",
        "    const G: &str = \"five\";\n",
        "}\n",
        "#[cfg(test)]\n",
        "mod more;\n",
        "const H: &str = \"six\";\n",
    );
    let text = RustText::new(source);
    let found: Vec<(usize, &str)> = text
        .literals
        .iter()
        .map(|literal| (literal.line, literal.content.as_str()))
        .collect();
    let expected = [
        (1, "one"),
        (2, "two \"x\" "),
        (3, "three"),
        (3, "fo\\\"ur"),
        (6, "five"),
        (10, "six"),
    ];
    assert_eq!(found, expected);
    let tests: Vec<usize> = (1..=10).filter(|line| text.is_test_line(*line)).collect();
    assert_eq!(tests, [4, 5, 6, 7, 8, 9]);
    assert_eq!(text.code.lines().count(), source.lines().count());
    assert_eq!(
        items_in_braces("text::Span, yaml::{Key, Node}, }; more"),
        ["text::Span", " yaml::{Key, Node}"]
    );
}
