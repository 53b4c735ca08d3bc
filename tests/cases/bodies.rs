//! Bodies: refused HTML, headings, footnotes, emphasis beside Chinese characters, and their text.

use crate::check::{Show, build, check};
use insta::assert_snapshot;

fn faults(words: &str) -> String {
    check(
        &format!("\n//- /content/about.md\n---\ntitle: About\n---\n{words}\n"),
        Show::Nothing,
    )
}

/// Returns the HTML of a body between the marks of a page.
fn html(words: &str) -> String {
    let built = build(&format!(
        "\n//- /content/about.md\n---\ntitle: About\n---\n\nBEGIN\n\n{words}\n\nEND\n"
    ));
    let page = built.file("about.html");
    let start = page.find("<p>BEGIN</p>").unwrap() + "<p>BEGIN</p>".len();
    let end = page.find("<p>END</p>").unwrap();
    page[start..end].trim().to_owned()
}

#[test]
fn raw_html_is_refused_wherever_it_stands() {
    assert_snapshot!(faults("
<div>block</div>

Some <b>bold</b> and <br> words.

<!-- a remark -->

<script>alert(1)</script>

- <img src=x onerror=alert(1)>

| a |
| - |
| <i>x</i> |

`<b>` and \\<b> and a < b and x<y>z are words.
"), @r#"
    content/about.md:5:1 raw-html: HTML `<div>` in a body | write Markdown instead; where the character itself is meant, write `\<`
    content/about.md:7:6 raw-html: HTML `<b>` in a body | write Markdown instead; where the character itself is meant, write `\<`
    content/about.md:7:22 raw-html: HTML `<br>` in a body | write Markdown instead; where the character itself is meant, write `\<`
    content/about.md:9:1 raw-html: an HTML comment in a body | delete it; a remark for editors can stand after a `#` in the front matter
    content/about.md:11:1 raw-html: HTML `<script>` in a body | write Markdown instead; where the character itself is meant, write `\<`
    content/about.md:13:3 raw-html: HTML `<img src=x onerror=alert(1)>` in a body | write Markdown instead; where the character itself is meant, write `\<`
    content/about.md:17:3 raw-html: HTML `<i>` in a body | write Markdown instead; where the character itself is meant, write `\<`
    content/about.md:19:31 raw-html: HTML `<y>` in a body | write Markdown instead; where the character itself is meant, write `\<`
    "#);
}

#[test]
fn headings_stay_below_the_title() {
    assert_snapshot!(faults("# One\n\n## Two\n\nThree\n=====\n"), @"
    content/about.md:4:1 heading-level: `One` is a heading of the first level | begin it with `##`; the first level is the page's title
    content/about.md:8:1 heading-level: `Three` is a heading of the first level | begin it with `##`; the first level is the page's title
    clean
    ");
    assert_snapshot!(html("## Two\n\n### Three\n\n###### Six\n\n## Two\n\n## 서울 회담"), @r#"
    <h3 id="h-two">Two</h3>
    <h4 id="h-three">Three</h4>
    <h6 id="h-six">Six</h6>
    <h3 id="h-two-2">Two</h3>
    <h3 id="h-서울-회담">서울 회담</h3>
    "#);
}

#[test]
fn footnotes_are_checked_both_ways() {
    assert_snapshot!(faults("
A word[^1] and another[^2] and[^missing] more[^1].

[^1]: The first.
[^2]: The second.
[^unused]: Nobody asks for it.
[^2]: The second again.
"), @"
    content/about.md:5:31 unknown-footnote: there is no footnote `missing` | add a line that begins with `[^missing]:`, or delete the mark
    content/about.md:9:1 unused-footnote: nothing refers to footnote `unused` | write `[^unused]` where it belongs, or delete it
    content/about.md:10:1 duplicate-footnote: footnote `2` is written twice | give one of them another label, or delete it
      content/about.md:8:1 the first one
    ");
    assert_snapshot!(html("A word[^b] and another[^a].\n\n[^a]: First written.\n[^b]: Second *written*."), @r##"<p>A word<sup><a href="#fn-b" id="fnref-b" aria-label="Footnote 1">1</a></sup> and another<sup><a href="#fn-a" id="fnref-a" aria-label="Footnote 2">2</a></sup>.</p>"##);
}

#[test]
fn emphasis_works_beside_chinese_characters() {
    assert_snapshot!(html("
**서욱(徐旭)**은 국방부 장관이다. **岸信夫（きしのぶお）**は防衛大臣です。これは**「重要」**です。

*강조*와 **「인용」**, and **plain** words.
"), @"
    <p><strong>서욱(徐旭)</strong>은 국방부 장관이다. <strong>岸信夫（きしのぶお）</strong>は防衛大臣です。これは<strong>「重要」</strong>です。</p>
    <p><em>강조</em>와 <strong>「인용」</strong>, and <strong>plain</strong> words.</p>
    ");
}

#[test]
fn emphasis_of_every_sort_closes_before_a_particle() {
    assert_snapshot!(html("
**“인용”**은 **100%**의 *〈책〉*은 ~~（旧）~~は **a**b

**[링크](https://example.org/)**는 **`코드`**를 ***강조***입니다
"), @r#"
    <p><strong>“인용”</strong>은 <strong>100%</strong>의 <em>〈책〉</em>은 <del>（旧）</del>は <strong>a</strong>b</p>
    <p><strong><a href="https://example.org/" rel="external">링크</a></strong>는 <strong><code>코드</code></strong>를 <em><strong>강조</strong></em>입니다</p>
    "#);
}

#[test]
fn anchors_of_a_body_never_take_those_of_the_page() {
    assert_snapshot!(html("## One {#sources}\n\n## Two {#main}\n\n## Three {#h-four}\n\n## Four"), @r#"
    <h3 id="h-sources">One </h3>
    <h3 id="h-main">Two </h3>
    <h3 id="h-four">Three </h3>
    <h3 id="h-four-2">Four</h3>
    "#);
}

#[test]
fn addresses_cannot_break_out_of_their_attribute() {
    assert_snapshot!(html("
[a](https://example.org/\"onclick=alert(1)) [b](<https://example.org/ x>) <https://example.org/?q=\"x\"&y='z'>
"), @r#"<p><a href="https://example.org/%22onclick=alert(1)" rel="external">a</a> <a href="https://example.org/%20x" rel="external">b</a> <a href="https://example.org/?q=%22x%22&amp;y='z'" rel="external">https://example.org/?q=&quot;x&quot;&amp;y='z'</a></p>"#);
}

#[test]
fn what_markdown_offers_is_written_without_styles() {
    assert_snapshot!(html("
| Left | Right |
| :--- | ----: |
| 1 | 2 |

- [x] done
- [ ] open

1. one
2. two

> [!NOTE]
> Take care.

~~gone~~ and `code` and \"quotes\" & <https://example.org/>

```rust
let a = \"<b>\";
```
"), @r#"
    <div class="scroll" role="region" aria-label="Table" tabindex="0"><table class="tbl">
    <thead>
    <tr><th scope="col">Left</th><th scope="col" class="num">Right</th></tr>
    </thead>
    <tbody>
    <tr><td>1</td><td class="num">2</td></tr>
    </tbody>
    </table></div>
    <ul>
    <li><span class="task" role="img" aria-label="done">☑</span> done</li>
    <li><span class="task" role="img" aria-label="open">☐</span> open</li>
    </ul>
    <ol>
    <li>one</li>
    <li>two</li>
    </ol>
    <blockquote class="alert note">
    <p><strong>Note</strong></p>
    <p>Take care.</p>
    </blockquote>
    <p><del>gone</del> and <code>code</code> and &quot;quotes&quot; &amp; <a href="https://example.org/" rel="external">https://example.org/</a></p>
    <pre><code class="language-rust">let a = &quot;&lt;b&gt;&quot;;
    </code></pre>
    "#);
}

#[test]
fn words_are_escaped() {
    assert_snapshot!(html("a & b \\< c \"d\" 'e' &amp; &lt;script&gt; {{ 7 * 7 }} {% if x %}"), @"<p>a &amp; b &lt; c &quot;d&quot; 'e' &amp; &lt;script&gt; {{ 7 * 7 }} {% if x %}</p>");
}

#[test]
fn links_show_the_title_where_they_have_no_words() {
    let built = build(
        "
        //- /content/about.md
        ---
        title: About
        ---
        See [[kishi-nobuo]], [[Minister Kishi]] and [[kishi-nobuo|*the* minister]].
        //- /content/people/kishi-nobuo.md
        ---
        title: Kishi <Nobuo> & others
        aliases: [Minister Kishi]
        ---
    ",
    );
    let page = built.file("about.html");
    let line = page.lines().find(|line| line.contains("<p>See")).unwrap();
    assert_snapshot!(line, @r#"<p>See <a href="people/kishi-nobuo.html">Kishi &lt;Nobuo&gt; &amp; others</a>, <a href="people/kishi-nobuo.html">Kishi &lt;Nobuo&gt; &amp; others</a> and <a href="people/kishi-nobuo.html"><em>the</em> minister</a>.</p>"#);
}

#[test]
fn notes_below_a_body_stand_in_the_order_of_their_marks() {
    let built = build(
        "
        //- /content/about.md
        ---
        title: About
        ---
        A word[^b], another[^a] and the first again[^b].

        [^a]: First written.
        [^b]: Second *written* with [[about|a link]].
    ",
    );
    let page = built.file("about.html");
    let start = page.find("<section class=\"footnotes\"").unwrap();
    let end = page[start..].find("</section>").unwrap();
    assert_snapshot!(&page[start..start + end], @r##"
    <section class="footnotes" aria-label="Footnotes">
    <ol>
    <li id="fn-b"><p>Second <em>written</em> with <a href="about.html">a link</a>. <a href="#fnref-b" aria-label="Back to the text">↩</a> <a href="#fnref-b-2" aria-label="Back to the text, place 2">↩</a></p>
    </li>
    <li id="fn-a"><p>First written. <a href="#fnref-a" aria-label="Back to the text">↩</a></p>
    </li>
    </ol>
    "##);
}

#[test]
fn sentences_are_those_of_people_and_not_of_points() {
    assert_snapshot!(check("
        //- /content/about.md
        ---
        title: About
        ---
        The U.S. Secretary met [[suh]] on 1.5. and left. J. Smith saw [[suh]] at 7:52 a.m. sharp. Was it [[suh]]? Yes!

        장관은 [[suh]]이다. 다음 문장. 大臣は[[suh]]です。次の文。

        - A list item about [[suh]]
        - Another one

        | a | b |
        | - | - |
        | [[suh]] | c |

        ## A heading with [[suh]]
        //- /content/people/suh.md
        ---
        title: Suh Wook
        ---
    ", Show::Edges), @"
    people/suh <- about link: The U.S. Secretary met suh on 1.5. and left.
    people/suh <- about link: J. Smith saw suh at 7:52 a.m. sharp.
    people/suh <- about link: Was it suh?
    people/suh <- about link: 장관은 suh이다.
    people/suh <- about link: 大臣はsuhです。
    people/suh <- about link: A list item about suh
    people/suh <- about link: suh
    people/suh <- about link: A heading with suh
    ");
}
