//! Links, citations, images and HTML within a line.
//!
//! What a case points at is compared by its words in the source, not by offsets.

use super::{check, complains, html, read, written};
use crate::diagnostics::Code;
use crate::model::body::LinkTarget;

/// Reads one link and compares all that is known of it.
fn check_link(source: &str, link: &str, target: &LinkTarget, target_words: &str, shown: Shown<'_>) {
    let (has_text, text) = match shown {
        Shown::Words(text) => (true, text),
        Shown::Title(text) => (false, text),
    };
    let read = read(source);
    assert_eq!(read.diagnostics, [], "{source}");
    let [found] = read.body.links.as_slice() else {
        panic!("one link in {source}");
    };
    assert_eq!(written(source, found.span), link);
    assert_eq!(&found.target, target, "{source}");
    assert_eq!(written(source, found.target_span), target_words, "{source}");
    assert_eq!(
        (found.has_text, found.text.as_str()),
        (has_text, text),
        "{source}"
    );
    assert_eq!(&read.body.plain[found.place.clone()], text, "{source}");
    assert_eq!(html(&read.body).contains("{t 0}"), !has_text, "{source}");
}

/// What a link shows: its own words, or its target's title in place of a name.
#[derive(Clone, Copy)]
enum Shown<'a> {
    Words(&'a str),
    Title(&'a str),
}

fn wiki(name: &str, fragment: Option<&str>) -> LinkTarget {
    LinkTarget::Wiki {
        name: name.into(),
        fragment: fragment.map(Into::into),
    }
}

fn path(path: &str, fragment: Option<&str>) -> LinkTarget {
    LinkTarget::Path {
        path: path.into(),
        fragment: fragment.map(Into::into),
    }
}

fn web(address: &str) -> LinkTarget {
    LinkTarget::Web(address.into())
}

#[test]
fn wikilinks_are_read_with_their_targets_and_places() {
    for (source, link, target, target_words, shown) in [
        (
            "x [[a]] y",
            "[[a]]",
            wiki("a", None),
            "a",
            Shown::Title("a"),
        ),
        (
            "[[ people/a.md ]]",
            "[[ people/a.md ]]",
            wiki("people/a", None),
            "people/a.md",
            Shown::Title("people/a"),
        ),
        (
            "[[a b|*c* d]]",
            "[[a b|*c* d]]",
            wiki("a b", None),
            "a b",
            Shown::Words("c d"),
        ),
        ("[[a|]]", "[[a|]]", wiki("a", None), "a", Shown::Title("a")),
        (
            "[[a#Was war|c]]",
            "[[a#Was war|c]]",
            wiki("a", Some("Was war")),
            "a",
            Shown::Words("c"),
        ),
        (
            "[[a#^b1]]",
            "[[a#^b1]]",
            wiki("a", Some("^b1")),
            "a",
            Shown::Title("a"),
        ),
        (
            "[[#b]]",
            "[[#b]]",
            LinkTarget::Fragment("b".into()),
            "#b",
            Shown::Words("b"),
        ),
    ] {
        check_link(source, link, &target, target_words, shown);
    }
    check("x [[a|b *c*]].\n", "<p>x {a 0}b <em>c</em>{/a 0}.</p>\n");
    check(
        "[a [[b]] c](d.md)\n",
        "<p>[a {a 0}{t 0}{/a 0} c](d.md)</p>\n",
    );
    let table = read("|a|\n|-|\n|[[b\\|c]] [[d\\|]]|\n");
    assert_eq!(table.body.links[0].target, wiki("b", None));
    assert_eq!(table.body.links[1].target, wiki("d", None));
    assert_eq!(table.diagnostics, []);
}

#[test]
fn other_links_are_read_with_their_targets_and_places() {
    for (source, link, target, target_words, shown) in [
        (
            "[x](../a/b.md#c%20d)",
            "[x](../a/b.md#c%20d)",
            path("../a/b.md", Some("c d")),
            "../a/b.md",
            Shown::Words("x"),
        ),
        (
            "[x](<a b.md> 'a b.md')",
            "[x](<a b.md> 'a b.md')",
            path("a b.md", None),
            "a b.md",
            Shown::Words("x"),
        ),
        (
            "[a.md](a.md)",
            "[a.md](a.md)",
            path("a.md", None),
            "a.md",
            Shown::Words("a.md"),
        ),
        (
            "[](a.md)",
            "[](a.md)",
            path("a.md", None),
            "a.md",
            Shown::Title("a.md"),
        ),
        (
            "[x](%ED%95%9C.md)",
            "[x](%ED%95%9C.md)",
            path("한.md", None),
            "%ED%95%9C.md",
            Shown::Words("x"),
        ),
        (
            "[x](#c)",
            "[x](#c)",
            LinkTarget::Fragment("c".into()),
            "#c",
            Shown::Words("x"),
        ),
        (
            "[x][y]\n\n[y]: y.md\n",
            "[x][y]",
            path("y.md", None),
            "y.md",
            Shown::Words("x"),
        ),
        (
            "<https://a.b/c?d=1&e>",
            "<https://a.b/c?d=1&e>",
            web("https://a.b/c?d=1&e"),
            "https://a.b/c?d=1&e",
            Shown::Words("https://a.b/c?d=1&e"),
        ),
        (
            "[x](<HTTP://a.b/c d%e|[f]>)",
            "[x](<HTTP://a.b/c d%e|[f]>)",
            web("HTTP://a.b/c%20d%25e%7C%5Bf%5D"),
            "HTTP://a.b/c d%e|[f]",
            Shown::Words("x"),
        ),
        (
            "<me@a.org>",
            "<me@a.org>",
            web("mailto:me@a.org"),
            "me@a.org",
            Shown::Words("me@a.org"),
        ),
    ] {
        check_link(source, link, &target, target_words, shown);
    }
}

#[test]
fn citations_are_read_outside_links_and_code() {
    let source = "First [@one; @two-2, p. 3, note]. Then[@b.c]\nand [@d;\n@e].\n";
    let read = read(source);
    assert_eq!(
        html(&read.body),
        "<p>First{c 0}{c 1}. Then{c 2}\nand{c 3}{c 4}.</p>\n"
    );
    assert_eq!(read.body.plain, "First. Then and.");
    let found: Vec<_> = read
        .body
        .citations
        .iter()
        .map(|citation| {
            assert_eq!(written(source, citation.span), format!("@{}", citation.key));
            (
                citation.key.as_str(),
                citation.locator.as_deref(),
                &read.body.plain[citation.sentence.clone()],
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            ("one", None, "First."),
            ("two-2", Some("p. 3, note"), "First."),
            ("b.c", None, "Then and."),
            ("d", None, "Then and."),
            ("e", None, "Then and."),
        ]
    );
    for literal in [
        "\\[@a]", "[\\@a]", "&#91;@a]", "[@a\\]", "me@a.b", "@a", "[ @a]", "[x@a]",
    ] {
        let read = self::read(literal);
        assert_eq!(read.body.citations, [], "{literal}");
        assert_eq!(read.diagnostics, [], "{literal}");
    }
    check(
        "[@a](b.md) [x [@a] y](c.md)\n",
        "<p>{a 0}@a{/a 0} {a 1}x [@a] y{/a 1}</p>\n",
    );
    check("\\\\[@a] [@a][@b]\n", "<p>\\{c 0}{c 1}{c 2}</p>\n");
    complains(
        "x [@a; b] [@] [@a&b]\n",
        &[
            (Code::UnknownReference, "[@a; b]"),
            (Code::UnknownReference, "[@]"),
            (Code::UnknownReference, "[@a&b]"),
        ],
    );
}

#[test]
fn images_lie_beside_the_body_and_are_described() {
    let source = "![A *b* [c](d)](e%20f.jpg \"G\")\n\nx ![h](i.png) ![[j k.jpg|l]]\n";
    let read = read(source);
    assert_eq!(html(&read.body), "{i 0}\n<p>x {i 1} {i 2}</p>\n");
    let found: Vec<_> = read
        .body
        .images
        .iter()
        .map(|image| {
            (
                image.path.as_str(),
                image.alt.as_str(),
                image.title.as_str(),
                image.alone,
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            ("e f.jpg", "A b c", "G", true),
            ("i.png", "h", "", false),
            ("j k.jpg", "l", "", false)
        ]
    );
    assert_eq!(written(source, read.body.images[2].span), "![[j k.jpg|l]]");
    assert_eq!(read.diagnostics, []);
    check("[![a](b.png)](c.md)\n", "<p>{a 0}{i 0}{/a 0}</p>\n");
    check(
        "- x\n\n  ![a](b.png)\n",
        "<ul>\n<li>\n<p>x</p>\n{i 0}\n</li>\n</ul>\n",
    );
    complains(
        "![](a.png) ![[b.png]] ![[c.png|300]]\n",
        &[
            (Code::MissingAlt, "![](a.png)"),
            (Code::MissingAlt, "![[b.png]]"),
            (Code::MissingAlt, "![[c.png|300]]"),
        ],
    );
    complains(
        "![a](https://b.c/d.png) ![a](/b.png) ![a](data:image/png,x) ![a](//b/c.png)\n",
        &[
            (Code::BadImage, "![a](https://b.c/d.png)"),
            (Code::BadImage, "![a](/b.png)"),
            (Code::ForbiddenScheme, "![a](data:image/png,x)"),
            (Code::ForbiddenScheme, "![a](//b/c.png)"),
        ],
    );
}

#[test]
fn html_is_refused_and_left_out() {
    complains(
        "a <b>c</b> <br/> <!-- d --> </i>\n\n<div>\ne\n</div>\n\n<!-- f\n\ng -->\n",
        &[
            (Code::RawHtml, "<b>"),
            (Code::RawHtml, "<br/>"),
            (Code::RawHtml, "<!-- d -->"),
            (Code::RawHtml, "</i>"),
            (Code::RawHtml, "<div>"),
            (Code::RawHtml, "<!-- f"),
        ],
    );
    assert_eq!(
        html(&read("a <b onclick=x>c</b>\n\n<script>d</script>\n").body),
        "<p>a c</p>\n"
    );
    check(
        "a < b \\<b> &lt;i&gt;\n",
        "<p>a &lt; b &lt;b&gt; &lt;i&gt;</p>\n",
    );
}

#[test]
fn other_schemes_and_absolute_paths_are_refused() {
    for address in [
        "javascript:alert(1)",
        "JaVaScRiPt:x",
        "java&#10;script:x",
        "java&Tab;script:x",
        "&#1;javascript:x",
        "&#x6A;avascript:x",
        "<\tjavascript:x>",
        "data:text/html,x",
        "file:///etc",
        "vbscript:x",
        "ftp://a.b",
        "tel:+1",
        "//evil.example",
        "<\\\\\\\\evil.example>",
        "</\\evil.example>",
        "C:/a.md",
    ] {
        let source = format!("[x]({address})");
        let read = read(&source);
        let codes: Vec<_> = read.diagnostics.iter().map(|(code, ..)| *code).collect();
        assert_eq!(codes, [Code::ForbiddenScheme], "{source}");
        assert_eq!(read.body.links[0].target, LinkTarget::Refused, "{source}");
        assert_eq!(html(&read.body), "<p>{a 0}x{/a 0}</p>\n", "{source}");
    }
    complains(
        "<javascript:x> [a](/b) [c]() [d](https:e) [[ ]]\n",
        &[
            (Code::ForbiddenScheme, "javascript:x"),
            (Code::DeadLink, "/b"),
            (Code::DeadLink, "[c]()"),
            (Code::BadUrl, "https:e"),
            (Code::DeadLink, "[[ ]]"),
        ],
    );
}
