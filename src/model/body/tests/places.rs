//! The way from plain words back to the file, and which of them are headings, code or quotations.

use super::*;
use crate::text::Span;

/// Returns each word of the plain text with what stands in the file at its place.
fn words_in_file(source: &str) -> Vec<(String, String)> {
    let mut texts = Texts::default();
    let id = texts.add("a.md", format!("{}{source}", "-".repeat(OFFSET)));
    let base = Span::new(id, OFFSET, OFFSET + source.len());
    let body = parse(source, base, &mut Diagnostics::default());
    let mut words = Vec::new();
    let mut start = 0;
    for word in body.plain.split([' ', '\n']) {
        let place = start..start + word.len();
        start = place.end + 1;
        let span = body.places.span(id, &body.plain, &place);
        words.push((word.to_owned(), texts.slice(span).to_owned()));
    }
    words
}

#[test]
fn every_word_is_found_where_it_was_written() {
    for source in [
        "One two [@a] three [@b; @c] four.\n\nFive.",
        "One\n   two\n   three *four* five **six**",
        "> One\n> two\n\n- three\n  four\n\n1. five",
        "## One {#two}\n\nThree[^a] four.\n\n[^a]: Five [@b] six.\n\nSeven[^a] eight.",
        "One [two three](people/a.md) four <https://example.org> five",
        "| One | Two |\n| --- | --- |\n| three | [four](#one) |",
        "One \\*two three \\[four five",
        "岸信夫 **防衛大臣** 는 전화로 협의했다",
        "One  \ntwo\\\nthree",
        "```\none two\n```",
    ] {
        for (word, written) in words_in_file(source) {
            assert_eq!(written, word, "{source}");
        }
    }
}

#[test]
fn what_stands_for_words_is_near_them() {
    let near = |source: &str, word: &str| {
        let words = words_in_file(source);
        let found = words.into_iter().find(|(plain, _)| plain == word);
        found.unwrap().1
    };
    assert_eq!(near("One [[two]] three", "two"), "two");
    assert_eq!(near("One [[two]] three", "three"), "three");
    assert_eq!(near("One &amp; three", "three"), "three");
    assert_eq!(near("One `two` three", "three"), "three");
}

#[test]
fn parts_are_told_apart() {
    let source = "## One\n\nTwo `three` four.\n\n> Five\n>\n> > six\n\n> [!NOTE]\n> Seven\n\n\
                  ```\neight\n```\n\nNine.\n\n[^a]: > Ten\n\nEleven[^a] twelve[^b].\n\n[^b]: So [@c].";
    let read = read(source);
    let body = &read.body;
    let parts: Vec<(&str, Part)> = body
        .places
        .parts()
        .map(|(place, part)| (body.plain[place.clone()].trim(), part))
        .collect();
    assert_eq!(
        parts,
        [
            ("One", Part::Heading),
            ("three", Part::Code),
            ("Five\nsix", Part::Quotation),
            ("eight", Part::Code),
            ("Ten", Part::Quotation),
        ]
    );
    let noted = body.places.noted().iter();
    let noted: Vec<&str> = noted.map(|at| &body.plain[at - 6..*at]).collect();
    assert_eq!(noted, ["twelve"]);
}
