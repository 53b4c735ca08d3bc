//! Hostile and random bodies: time stays in proportion and every invariant holds.
//!
//! The random bodies come from a fixed generator, so that a failure repeats.

use std::time::{Duration, Instant};

use super::{OFFSET, read_as, written};
use crate::model::body::{Body, Form, Piece};

#[test]
fn attacks_take_no_more_than_their_length() {
    let repeated = |words: &str, times: usize| words.repeat(times);
    let nested: String = (0..5_000)
        .flat_map(|depth| ["  ".repeat(depth % 500), "- a\n".to_owned()])
        .collect();
    for (name, source) in [
        ("wikilinks", repeated("[[", 100_000)),
        ("quotations", repeated("> ", 50_000)),
        ("links", repeated("[a](", 100_000)),
        ("footnotes", repeated("[^a", 100_000)),
        ("footnote marks", repeated("[^a]", 100_000)),
        (
            "used footnotes",
            format!("{}\n\n[^a]: b\n", repeated("[^a]", 50_000)),
        ),
        (
            "many footnotes",
            (0..20_000)
                .flat_map(|label| [format!("x[^{label}]\n\n"), format!("[^{label}]: y\n\n")])
                .collect(),
        ),
        ("citations", repeated("[@", 100_000)),
        ("read citations", repeated("[@a] ", 100_000)),
        ("emphasis", repeated("**북(북)**", 100_000)),
        ("stars", repeated("*a ", 100_000)),
        ("lists", nested),
        ("deep list", repeated("- ", 5_000)),
        (
            "images",
            format!("{}{}", repeated("![", 50_000), repeated("](a)", 50_000)),
        ),
        ("backslashes", repeated("\\", 200_000)),
        ("wiki images", repeated("![[a|", 50_000)),
        ("open tags", repeated("<a ", 50_000)),
        ("headings", repeated("## a\n", 20_000)),
        ("links in one block", repeated("A b. [[c]] ", 50_000)),
    ] {
        let start = Instant::now();
        let body = read_as(Form::Blocks, &source).body;
        let time = start.elapsed();
        // Reading takes under a second or two unoptimised; a quadratic step would take minutes.
        assert!(time < Duration::from_secs(30), "{name}: {time:?}");
        hold_together(&source, &body);
    }
}

#[test]
fn random_markdown_never_breaks_an_invariant() {
    const FRAGMENTS: &[&str] = &[
        "a",
        " ",
        "\n",
        "\n\n",
        "# ",
        "## ",
        "- ",
        "1. ",
        "> ",
        "    ",
        "```\n",
        "`",
        "*",
        "**",
        "~~",
        "_",
        "[",
        "]",
        "[[",
        "]]",
        "![",
        "![[",
        "(",
        ")",
        "](",
        "](a.md)",
        "|",
        "\\|",
        "|-|-|\n",
        "[@",
        "@k",
        "; ",
        ", p. 3",
        "[^",
        "[^a]: ",
        "[^a]",
        "[a]: b.md\n",
        "<",
        ">",
        "<b>",
        "<!--",
        "-->",
        "\\",
        "&amp;",
        "&#91;",
        "북",
        "(北)",
        "。",
        "“",
        "é",
        "🚀",
        "\u{2e30}",
        "{#x}",
        "javascript:",
        "https://a.b",
        "%41",
        "#",
        ".",
        "U.S. ",
        "- [x] ",
        "\n: ",
        "[!NOTE]\n",
        "---\n",
        "\t",
        "\r\n",
        "\u{0}",
        "\u{3000}",
        "\"t\"",
    ];
    let mut state: u64 = 0x5EED;
    let mut next = |limit: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("31 bits fit") % limit
    };
    for _ in 0..3_000 {
        let source: String = (0..=next(40))
            .map(|_| FRAGMENTS[next(FRAGMENTS.len())])
            .collect();
        for form in [Form::Blocks, Form::Line] {
            hold_together(&source, &read_as(form, &source).body);
        }
    }
}

/// Asserts what holds for every body, whatever was written.
fn hold_together(source: &str, body: &Body) {
    let spans = body.headings.iter().map(|heading| heading.span);
    let spans = spans.chain(
        body.links
            .iter()
            .flat_map(|link| [link.span, link.target_span]),
    );
    let spans = spans.chain(body.citations.iter().map(|citation| citation.span));
    for span in spans.chain(body.images.iter().map(|image| image.span)) {
        let (start, end) = (span.start as usize - OFFSET, span.end as usize - OFFSET);
        assert!(
            source.get(start..end).is_some(),
            "{start}..{end} in {source:?}"
        );
    }
    for citation in &body.citations {
        assert_eq!(
            written(source, citation.span),
            format!("@{}", citation.key),
            "{source:?}"
        );
        assert!(
            body.plain.get(citation.sentence.clone()).is_some(),
            "{source:?}"
        );
    }
    let mut open = None;
    let (mut links, mut citations, mut images, mut figures) = (0, 0, 0, 0);
    for piece in &body.pieces {
        match piece {
            Piece::Html(html) => {
                assert!(!html.contains(" style="), "{source:?}");
                assert!(
                    !html.contains("<a href=\"j") && !html.contains("<b>"),
                    "{source:?}"
                );
            }
            Piece::LinkOpen(index) => {
                assert_eq!((open.replace(*index), *index), (None, links), "{source:?}");
                links += 1;
            }
            Piece::LinkText(index) => assert_eq!(open, Some(*index), "{source:?}"),
            Piece::LinkClose(index) => assert_eq!(open.take(), Some(*index), "{source:?}"),
            Piece::Citation(index) => {
                assert_eq!((*index, open), (citations, None), "{source:?}");
                citations += 1;
            }
            Piece::Image(index) => {
                assert_eq!(*index, images, "{source:?}");
                images += 1;
            }
            Piece::Figure(index) => {
                assert_eq!(*index, figures, "{source:?}");
                figures += 1;
            }
        }
    }
    assert_eq!((open, links), (None, body.links.len()), "{source:?}");
    assert_eq!(
        (citations, images),
        (body.citations.len(), body.images.len()),
        "{source:?}"
    );
    for link in &body.links {
        assert!(
            body.plain.get(link.sentence.clone()).is_some(),
            "{source:?}"
        );
        assert!(body.plain.get(link.place.clone()).is_some(), "{source:?}");
    }
}
