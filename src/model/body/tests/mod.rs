//! Tables of small bodies and what they become.
//!
//! Each case is read with an offset, as a body behind its front matter is, so that a span counted
//! from the wrong place shows.

mod attacks;
mod links;
mod places;

use super::*;
use crate::diagnostics::Code;
use crate::text::Texts;

/// Where the bodies of these tests start in their file.
const OFFSET: usize = 7;

struct Read {
    body: Body,
    diagnostics: Vec<(Code, String, String)>,
}

fn read_as(form: Form, source: &str) -> Read {
    let mut texts = Texts::default();
    let id = texts.add("a.md", format!("{}{source}", "-".repeat(OFFSET)));
    let base = Span::new(id, OFFSET, OFFSET + source.len());
    let mut diagnostics = Diagnostics::default();
    let body = match form {
        Form::Blocks => parse(source, base, &mut diagnostics),
        Form::Line => parse_inline(source, base, &mut diagnostics),
    };
    let diagnostics = diagnostics
        .sorted(&texts)
        .into_iter()
        .map(|item| {
            (
                item.code,
                texts.slice(item.span).to_owned(),
                item.message.clone(),
            )
        })
        .collect();
    Read { body, diagnostics }
}

fn read(source: &str) -> Read {
    read_as(Form::Blocks, source)
}

/// Writes a body with holes as `{a 0}`, `{t 0}`, `{/a 0}`, `{c 0}`, `{i 0}` and `{f 0}`.
fn html(body: &Body) -> String {
    let mut out = String::new();
    body.write(&mut out, &mut |piece, out| {
        let (name, index) = match piece {
            Piece::Html(_) => panic!("HTML is no hole"),
            Piece::LinkOpen(index) => ("a", index),
            Piece::LinkText(index) => ("t", index),
            Piece::LinkClose(index) => ("/a", index),
            Piece::Citation(index) => ("c", index),
            Piece::Image(index) => ("i", index),
            Piece::Figure(index) => ("f", index),
        };
        let hole = format!("{{{name} {index}}}");
        out.push_str(&hole);
    });
    out
}

fn written(source: &str, span: Span) -> &str {
    &source[span.start as usize - OFFSET..span.end as usize - OFFSET]
}

/// Reads without a diagnostic and compares the HTML.
fn check(source: &str, expected: &str) {
    let read = read(source);
    assert_eq!(html(&read.body), expected, "{source}");
    assert_eq!(read.diagnostics, [], "{source}");
}

/// Reads and compares the diagnostics: code and the words they point at.
fn complains(source: &str, expected: &[(Code, &str)]) {
    let read = read(source);
    let found: Vec<_> = read
        .diagnostics
        .iter()
        .map(|(code, words, _)| (*code, words.as_str()))
        .collect();
    assert_eq!(found, expected, "{source}");
}

#[test]
fn blocks_become_html_without_style_attributes() {
    check("one\ntwo\n\nthree\n", "<p>one\ntwo</p>\n<p>three</p>\n");
    check(
        "a `<b>` & \"c\"\n",
        "<p>a <code>&lt;b&gt;</code> &amp; &quot;c&quot;</p>\n",
    );
    check("- a\n- b\n", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n");
    check(
        "3. a\n4. b\n",
        "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>\n",
    );
    check("a\\\nb\n\n---\n", "<p>a<br>\nb</p>\n<hr>\n");
    check(
        "~~a~~ *b* **c**\n",
        "<p><del>a</del> <em>b</em> <strong>c</strong></p>\n",
    );
    check(
        "```rust x\na < b\n```\n",
        "<pre><code class=\"language-rust\">a &lt; b\n</code></pre>\n",
    );
    check("    [@a] [[b]]\n", "<pre><code>[@a] [[b]]\n</code></pre>\n");
    check(
        "`[@a]` `[[b]]` `[^c]`\n",
        "<p><code>[@a]</code> <code>[[b]]</code> <code>[^c]</code></p>\n",
    );
    check(
        "word\n: meaning\n",
        "<dl>\n<dt>word</dt>\n<dd>meaning</dd>\n</dl>\n",
    );
    check(
        "> [!NOTE]\n> so\n",
        "<blockquote class=\"alert note\">\n<p><strong>Note</strong></p>\n<p>so</p>\n</blockquote>\n",
    );
    check(
        "- [x] a\n- [ ] b\n",
        "<ul>\n<li><span class=\"task\" role=\"img\" aria-label=\"done\">☑</span> a</li>\n\
         <li><span class=\"task\" role=\"img\" aria-label=\"open\">☐</span> b</li>\n</ul>\n",
    );
    check(
        "|a|b|c|\n|-|-:|:-:|\n|1|2|3|\n",
        "<div class=\"scroll\" role=\"region\" aria-label=\"Table\" tabindex=\"0\"><table class=\"tbl\">\n\
         <thead>\n<tr><th scope=\"col\">a</th><th scope=\"col\" class=\"num\">b</th><th scope=\"col\">c</th></tr>\n\
         </thead>\n<tbody>\n<tr><td>1</td><td class=\"num\">2</td><td>3</td></tr>\n</tbody>\n</table></div>\n",
    );
    assert!(read(" \n\n").body.is_empty());
}

#[test]
fn emphasis_ends_beside_words_of_chinese_japanese_and_korean() {
    for (source, expected) in [
        ("**북한(北韓)**은", "<strong>북한(北韓)</strong>은"),
        ("**「発射」**は", "<strong>「発射」</strong>は"),
        ("**미사일:**발사", "<strong>미사일:</strong>발사"),
        ("**했습니다.**그렇다", "<strong>했습니다.</strong>그렇다"),
        ("*‘화성’*은", "<em>‘화성’</em>은"),
        (
            "다음은**“화성-15”**이다",
            "다음은<strong>“화성-15”</strong>이다",
        ),
        ("~~취소(取消)~~는", "<del>취소(取消)</del>는"),
        ("**강조(強調)**입니다", "<strong>강조(強調)</strong>입니다"),
        ("***둘다.***는", "<em><strong>둘다.</strong></em>는"),
        (
            "이는 **북(北)**과 **남(南)**이다",
            "이는 <strong>북(北)</strong>과 <strong>남(南)</strong>이다",
        ),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("**a**b", "<strong>a</strong>b"),
        ("`북)**은`", "<code>북)**은</code>"),
    ] {
        check(source, &format!("<p>{expected}</p>\n"));
    }
    let source = "**북(北)**은 [[kim*(정)*은|그**(그)**는]] [a](북(*)은.md) [@b]";
    let read = read(source);
    assert_eq!(read.body.plain, "북(北)은 그(그)는 a");
    assert_eq!(
        read.body.links[0].target,
        LinkTarget::Wiki {
            name: "kim*(정)*은".into(),
            fragment: None
        }
    );
    assert_eq!(
        written(source, read.body.links[0].target_span),
        "kim*(정)*은"
    );
    assert_eq!(written(source, read.body.links[1].span), "[a](북(*)은.md)");
    assert_eq!(
        written(source, read.body.links[1].target_span),
        "북(*)은.md"
    );
    assert_eq!(written(source, read.body.citations[0].span), "@b");
}

#[test]
fn a_one_line_value_has_no_blocks() {
    for (source, expected) in [
        ("to meet *soon* [@a]", "to meet <em>soon</em>{c 0}"),
        ("# 1 - not a heading", "# 1 - not a heading"),
        ("- 5 km", "- 5 km"),
        ("1. January", "1. January"),
        ("> so", "&gt; so"),
        ("    far", "    far"),
        (
            "**북(北)**은\n\n[[x]]\n---",
            "<strong>북(北)</strong>은\n\n{a 0}{t 0}{/a 0}\n---",
        ),
        ("_a_ **b**", "<em>a</em> <strong>b</strong>"),
        ("", ""),
    ] {
        let read = read_as(Form::Line, source);
        assert_eq!(html(&read.body), expected, "{source}");
        assert_eq!(read.diagnostics, [], "{source}");
    }
    let source = "- [[x]] and\n- [[y|z]]";
    let read = read_as(Form::Line, source);
    assert_eq!(written(source, read.body.links[1].target_span), "y");
    assert_eq!(read.body.plain, "- x and - z");
}

#[test]
fn plain_text_has_a_paragraph_a_line_and_sentences_around_links() {
    let source = "## Head [[h]]\n\nJ. Smith of the U.S. navy met [[kim]] in 1.5 hours. He left [@x]! \
                  Gen. Lee did not.[@y] See [[a|Who? Me.]] now.\n\n- one\n- two [[b]]\n\n\
                  그는 **말했다(談)**。[[c]]은 없다. [[d]]\n";
    let read = read(source);
    assert_eq!(
        read.body.plain,
        "Head h\nJ. Smith of the U.S. navy met kim in 1.5 hours. He left! Gen. Lee did not. \
         See Who? Me. now.\none\ntwo b\n그는 말했다(談)。c은 없다. d"
    );
    let sentences: Vec<_> = read
        .body
        .links
        .iter()
        .map(|link| &read.body.plain[link.sentence.clone()])
        .collect();
    assert_eq!(
        sentences,
        [
            "Head h",
            "J. Smith of the U.S. navy met kim in 1.5 hours.",
            "See Who? Me. now.",
            "two b",
            "c은 없다.",
            "d",
        ]
    );
    let cited: Vec<_> = read
        .body
        .citations
        .iter()
        .map(|citation| &read.body.plain[citation.sentence.clone()])
        .collect();
    assert_eq!(cited, ["He left!", "Gen. Lee did not."]);
}

#[test]
fn headings_stand_below_those_of_the_page_and_have_unique_anchors() {
    let source = "## Was *ist*?\n\n### Was ist\n\n## 결과 {#result}\n\n## Set {1, 2}\n\n###### !\n";
    let read = read(source);
    let found: Vec<_> = read
        .body
        .headings
        .iter()
        .map(|heading| (heading.level, heading.text.as_str(), heading.id.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            (3, "Was ist?", "h-was-ist"),
            (4, "Was ist", "h-was-ist-2"),
            (3, "결과", "h-result"),
            (3, "Set {1, 2}", "h-set-1-2"),
            (6, "!", "h-part"),
        ]
    );
    assert!(html(&read.body).starts_with("<h3 id=\"h-was-ist\">Was <em>ist</em>?</h3>\n<h4 "));
    assert_eq!(
        read.body.heading("Was ist").map(|heading| heading.level),
        Some(3)
    );
    assert_eq!(
        read.body
            .heading("h-was-ist-2")
            .map(|heading| heading.level),
        Some(4)
    );
    assert_eq!(read.body.heading("^b"), None);
    assert_eq!(read.diagnostics, []);
    complains(
        "# One\n\nTwo\n===\n",
        &[
            (Code::HeadingLevel, "# One"),
            (Code::HeadingLevel, "Two\n==="),
        ],
    );
}

#[test]
fn footnotes_are_numbered_as_referred_to_and_checked() {
    let source = "[^c]: see [[x]][^d].\n\nOne[^B] two [^c]. Three[^b].\n\n[^d]: last [@k]\n\n[^b]: *so*\n\n    more\n";
    let read = read(source);
    assert_eq!(
        html(&read.body),
        "<p>One<sup><a href=\"#fn-b\" id=\"fnref-b\" aria-label=\"Footnote 1\">1</a></sup> \
         two<sup><a href=\"#fn-c\" id=\"fnref-c\" aria-label=\"Footnote 2\">2</a></sup>. \
         Three<sup><a href=\"#fn-b\" id=\"fnref-b-2\" aria-label=\"Footnote 1\">1</a></sup>.</p>\n\
         <section class=\"footnotes\" aria-label=\"Footnotes\">\n<ol>\n\
         <li id=\"fn-b\"><p><em>so</em></p>\n<p>more <a href=\"#fnref-b\" aria-label=\"Back to the text\">↩</a> \
         <a href=\"#fnref-b-2\" aria-label=\"Back to the text, place 2\">↩</a></p>\n</li>\n\
         <li id=\"fn-c\"><p>see {a 0}{t 0}{/a 0}<sup><a href=\"#fn-d\" id=\"fnref-d\" aria-label=\"Footnote 3\">3</a></sup>. \
         <a href=\"#fnref-c\" aria-label=\"Back to the text\">↩</a></p>\n</li>\n\
         <li id=\"fn-d\"><p>last{c 0} <a href=\"#fnref-d\" aria-label=\"Back to the text\">↩</a></p>\n</li>\n\
         </ol>\n</section>\n"
    );
    assert_eq!(read.body.plain, "One two. Three.\nso\nmore\nsee x.\nlast");
    assert_eq!(
        &read.body.plain[read.body.links[0].sentence.clone()],
        "see x."
    );
    assert_eq!(
        &read.body.plain[read.body.citations[0].sentence.clone()],
        "last"
    );
    assert_eq!(read.diagnostics, []);
    complains(
        "a[^x] \\[^y] `[^z]`\n\n[^u]: b [^u]\n",
        &[
            (Code::UnknownFootnote, "[^x]"),
            (Code::UnusedFootnote, "[^u]"),
        ],
    );
    complains(
        "a[^x]\n\n[^x]: b\n\n[^X]: c\n",
        &[(Code::DuplicateFootnote, "[^X]")],
    );
}
