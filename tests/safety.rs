//! Hostile and extreme sites: nothing outside the site is read, no text becomes markup, nothing is
//! so large, deep or odd that it stops the program otherwise than with a message at its place.

use std::collections::BTreeSet;
use std::fs;

#[path = "support/html.rs"]
mod html;
#[path = "support/reading.rs"]
mod reading;
#[path = "support/site.rs"]
mod site;

use reading::{Page, Tag, elements};
use site::{EXERCISE, PNG, Site, tree};

const NOTHING: [&str; 0] = [];

/// Words that would be markup, code or a template wherever they were not escaped.
const HOSTILE: &str = r#""><script>alert(1)</script> ' & </script> </title> --> ]]> {{ 7*7 }} {% raw %} `onmouseover=x`"#;

/// Writes words as a YAML value in single quotes.
fn quoted(words: &str) -> String {
    format!("'{}'", words.replace('\'', "''"))
}

/// Writes words in Markdown so that each is taken literally.
fn literal(words: &str) -> String {
    words
        .chars()
        .map(|character| match character {
            punctuation if punctuation.is_ascii_punctuation() => format!("\\{punctuation}"),
            other => other.to_string(),
        })
        .collect()
}

/// A site in which every text that a person writes is hostile: `HOSTILE` stands for the words as a
/// YAML value, `LITERAL` for the words in Markdown.
const HOSTILE_FILES: &[(&str, &str)] = &[
    (
        "site.yaml",
        r#"title: HOSTILE
tagline: HOSTILE
publisher: HOSTILE
licence: { name: HOSTILE, url: "https://example.org/'&x=y" }
contact: "a'b&c\"@example.org"
zones: { HOSTILE: Asia/Tokyo }
"#,
    ),
    (
        "templates/kinds/exercise.yaml",
        r"label: HOSTILE
plural: HOSTILE
folder: exercises
mark: square
menu: 1
roles: { dated_by: when, summary_by: abstract, status_by: state, cites_by: sources, parties_by: parties }
sourced: { by: [organisation], source: [source] }
card: [form, spot]
fields:
  abstract: { type: text, label: HOSTILE, help: HOSTILE }
  when: { type: date, label: HOSTILE, help: HOSTILE }
  state: { type: choice, label: HOSTILE, help: HOSTILE, options: { done: { label: HOSTILE, full: HOSTILE } } }
  form: { type: choice, label: HOSTILE, help: HOSTILE, options: { one: { label: HOSTILE, full: HOSTILE } } }
  spot: { type: text, sourced: true, label: HOSTILE, help: HOSTILE }
  reach: { type: quantity, unit: HOSTILE, label: HOSTILE, help: HOSTILE }
  depth: { type: decimal, unit: HOSTILE, label: HOSTILE, help: HOSTILE }
  remark: { type: markdown, label: HOSTILE, help: HOSTILE }
  notice: { type: url, label: HOSTILE, help: HOSTILE }
  parties: { type: list, of: { type: ref, kinds: [country], inverse: HOSTILE }, label: HOSTILE, help: HOSTILE }
  parts:
    type: list
    label: HOSTILE
    help: HOSTILE
    of:
      type: group
      fields:
        one: { type: text, label: HOSTILE, help: HOSTILE }
        two: { type: text, label: HOSTILE, help: HOSTILE }
        three: { type: text, label: HOSTILE, help: HOSTILE }
  pair: { type: group, fields: { one: { type: text, label: HOSTILE, help: HOSTILE } }, label: HOSTILE, help: HOSTILE }
  sources: { type: list, of: { type: ref, kinds: [source], inverse: HOSTILE }, label: HOSTILE, help: HOSTILE }
",
    ),
    (
        "content/exercises/drill.md",
        r#"---
title: HOSTILE
aliases: [HOSTILE]
tags: [HOSTILE]
abstract: HOSTILE
when: 2022-01-20
state: done
form: one
spot: [{ value: HOSTILE, by: body, source: press, note: HOSTILE, prefer: true }, { value: HOSTILE, note: HOSTILE }]
reach: 7
depth: 7.5
remark: "`a<b` & 'c' {{ 7*7 }}"
notice: "https://example.org/a'b&c=d"
parties: [land]
parts: [{ one: HOSTILE, two: HOSTILE, three: HOSTILE }]
pair: { one: HOSTILE }
sources: [press]
---
LITERAL and [[land|LITERAL]] and [LITERAL](https://example.org/"onmouseover="alert(1)) [@press, p. LITERAL].

## LITERAL

![LITERAL](dot.png "LITERAL")

![in a line: LITERAL](dot.png)

| LITERAL | Two |
|---|--:|
| LITERAL | `<script>alert(1)</script>` |

> LITERAL[^n]

```"><script>alert(1)</script>
</code></pre><script>alert(1)</script>
```

<https://example.org/?a='b'&c=d>

- [ ] LITERAL

Term LITERAL
: Meaning LITERAL

[^n]: LITERAL
"#,
    ),
    (
        "content/talks/talked.md",
        r"---
title: HOSTILE
summary: HOSTILE
when: 2022-02-10T10:00
zone: Asia/Tokyo
status: held
parties: [land]
places: [{ place: spot, note: HOSTILE }]
occasion: HOSTILE
participants: [{ person: someone, as: HOSTILE, note: HOSTILE }]
responds_to: [fired]
outcomes: [{ text: HOSTILE, source: press }]
statements: [{ by: someone, words: HOSTILE, about: HOSTILE, channel: HOSTILE, source: press }]
coverage: [{ headline: HOSTILE, publisher: HOSTILE, source: press }]
sources: [press]
---
",
    ),
    (
        "content/launches/fired.md",
        r"---
title: HOSTILE
summary: HOSTILE
when: 2022-02-09
outcome: success
launched_by: land
salvos:
  - class: irbm
    site: spot
    trajectory: HOSTILE
    landing: { value: HOSTILE, by: body, source: press, note: HOSTILE }
    note: HOSTILE
sources: [press]
---
",
    ),
    (
        "content/index.md",
        "---\ntitle: HOSTILE\nsummary: HOSTILE\n---\nLITERAL\n",
    ),
    (
        "content/about.md",
        "---\ntitle: HOSTILE\nsummary: HOSTILE\n---\nLITERAL [[drill]]\n",
    ),
    (
        "content/countries/land.md",
        r"---
title: HOSTILE
code: HOSTILE
formal_name: HOSTILE
names: [{ text: HOSTILE, lang: ko }]
---
[[drill]] LITERAL.
",
    ),
    (
        "content/places/spot.md",
        "---\ntitle: HOSTILE\nform: HOSTILE\ncountry: land\n---\n",
    ),
    (
        "content/people/someone.md",
        "---\ntitle: HOSTILE\ncountry: land\ntenures: [{ title: HOSTILE, of: body, from: 2020 }]\n---\n",
    ),
    (
        "content/organisations/body.md",
        "---\ntitle: HOSTILE\nabbreviation: HOSTILE\nform: HOSTILE\n---\n",
    ),
    (
        "content/sources/press.yaml",
        r#"press:
  title: HOSTILE
  publisher: HOSTILE
  origin: HOSTILE
  consulted: excerpt
  note: HOSTILE
  url: "https://example.org/?a='&b=c"
"#,
    ),
];

fn hostile_site() -> Site {
    let site = Site::bare().with("content/exercises/dot.png", PNG);
    for (path, text) in HOSTILE_FILES {
        let text = text.replace("HOSTILE", &quoted(HOSTILE));
        site.write(path, text.replace("LITERAL", &literal(HOSTILE)));
    }
    site
}

/// Builds the site; of the quotation marks in its words it is said that nobody vouches for them.
fn build(site: &Site) {
    let printed = site.build().published().ends_with(0);
    for found in printed.diagnostics() {
        assert!(found.ends_with(" loose-quotation"), "{found}");
    }
}

#[test]
fn no_text_becomes_markup() {
    let site = hostile_site();
    build(&site);
    assert_eq!(html::problems(&site.public()), NOTHING);
    let files = tree(&site.public());
    let mut seen = 0;
    let mut inline = BTreeSet::new();
    for path in files.keys().filter(|path| path.ends_with(".html")) {
        let page = Page::open(&site.public().join(path));
        let is_data = |tag: &&Tag| tag.value("type") == Some("application/ld+json");
        let (data, scripts): (Vec<_>, Vec<_>) = page.all("script").partition(is_data);
        for tag in data {
            assert!(!tag.words.contains('<'), "{path}: {}", tag.words);
            let data: serde_json::Value = serde_json::from_str(&tag.words).expect("data is JSON");
            let headline = data["headline"].as_str().unwrap_or_default();
            assert!(headline.contains(HOSTILE), "{path}: {headline}");
        }
        for script in scripts {
            let Some(address) = script.value("src") else {
                inline.insert(script.words.clone());
                continue;
            };
            let ours = ["brief.js", "search.js"];
            assert!(
                ours.iter().any(|name| address.ends_with(name)),
                "{path}: {address}"
            );
            assert_eq!(script.words, "", "{path}: words in a script");
        }
        for tag in &page.tags {
            for (name, value) in &tag.attributes {
                let plain = name
                    .chars()
                    .all(|letter| letter.is_ascii_lowercase() || "-:".contains(letter));
                let drawn = ["viewBox", "viewbox", "x1", "x2", "y1", "y2"];
                let known = plain || drawn.contains(&name.as_str());
                assert!(known, "{path}: attribute {name:?} with {value:?}");
            }
        }
        assert!(page.first("title").contains(HOSTILE), "{path}: the title");
        assert!(!page.words.contains("49"), "{path}: a template was run");
        seen += page.words.matches(HOSTILE).count();
    }
    assert!(seen > 200, "the words were seen {seen} times only");
    // The one that sets the colours, to the letter the same everywhere, as its hash in the policy asks.
    assert_eq!(inline.len(), 1, "{inline:?}");
}

#[test]
fn hostile_words_come_back_as_they_were_written() {
    let site = hostile_site();
    build(&site);
    let page = Page::open(&site.path("public/exercises/drill.html"));
    assert_eq!(page.whole("h1"), HOSTILE);
    assert_eq!(page.first("figcaption"), HOSTILE);
    assert_eq!(page.first("blockquote").trim(), "");
    let described = page.all("meta").filter_map(|tag| {
        let name = tag.value("name").or_else(|| tag.value("property"))?;
        Some((name, tag.value("content")?))
    });
    let described: Vec<(&str, &str)> = described
        .filter(|(name, _)| {
            ["og:title", "og:site_name", "og:description", "description"].contains(name)
        })
        .collect();
    assert_eq!(
        described,
        [
            ("description", HOSTILE),
            ("og:title", HOSTILE),
            ("og:site_name", HOSTILE),
            ("og:description", HOSTILE),
        ]
    );
    let pictures: Vec<Option<&str>> = page.all("img").map(|tag| tag.value("alt")).collect();
    let in_a_line = format!("in a line: {HOSTILE}");
    assert_eq!(pictures, [Some(HOSTILE), Some(in_a_line.as_str())]);
    let cells: Vec<&str> = page
        .tags
        .iter()
        .filter(|tag| tag.name == "td" || tag.value("scope") == Some("col"))
        .map(|tag| tag.words.as_str())
        .collect();
    assert!(
        cells.iter().filter(|words| **words == HOSTILE).count() >= 2,
        "{cells:?}"
    );
    let codes: Vec<&str> = page.all("code").map(|tag| tag.words.as_str()).collect();
    assert!(codes.contains(&"<script>alert(1)</script>"), "{codes:?}");
    assert!(
        codes.contains(&"</code></pre><script>alert(1)</script>\n"),
        "{codes:?}"
    );
    let links = page.links();
    for address in [
        "https://example.org/%22onmouseover=%22alert(1)",
        "https://example.org/?a='b'&c=d",
        "https://example.org/a'b&c=d",
    ] {
        assert!(
            links.contains(&address),
            "`{address}` is not among {links:?}"
        );
    }

    let feed = elements(&site.read("public/feed.xml"));
    let first = |path: &str| {
        let found = feed.iter().find(|element| element.path == path);
        found.map(|element| element.words.as_str())
    };
    for path in [
        "feed/title",
        "feed/subtitle",
        "feed/author/name",
        "feed/rights",
        "feed/entry/title",
    ] {
        assert_eq!(first(path), Some(HOSTILE), "{path}");
    }
    let labels = feed.iter().filter_map(|element| element.value("label"));
    assert!(
        labels.into_iter().any(|label| label == HOSTILE),
        "no label of the kind"
    );
}

#[test]
fn addresses_that_could_break_out_are_refused() {
    let site = Site::bare().with(
        "content/sources/press.yaml",
        "a: { title: A, publisher: P, consulted: excerpt, url: 'https://example.org/\"onload=\"x' }\n\
         b: { title: B, publisher: P, consulted: excerpt, url: 'javascript:alert(1)' }\n\
         c: { title: C, publisher: P, consulted: excerpt, url: 'https://example.org/<script>' }\n\
         d: { title: D, publisher: P, consulted: excerpt, url: '//example.org/' }\n\
         e: { title: E, publisher: P, consulted: excerpt, url: \"https://example.org/\\nx\" }\n",
    );
    let site = site.with(
        "content/about.md",
        "---\ntitle: About\n---\n\
         [a](javascript:alert(1)) [b](<java\tscript:alert(1)>) [c](data:text/html,x) [d](//example.org)\n\
         [e](&#106;avascript:x) [f](vbscript:x) <javascript:x> [g][h] ![i](data:image/png,x)\n\n\
         [h]: JAVASCRIPT:x\n",
    );
    assert_eq!(
        site.build().reports(),
        [
            "content/about.md:4:5 forbidden-scheme",
            "content/about.md:4:31 forbidden-scheme",
            "content/about.md:4:58 forbidden-scheme",
            "content/about.md:4:80 forbidden-scheme",
            "content/about.md:5:1 forbidden-scheme",
            "content/about.md:5:28 forbidden-scheme",
            "content/about.md:5:41 forbidden-scheme",
            "content/about.md:5:62 forbidden-scheme",
            "content/about.md:7:6 forbidden-scheme",
            "content/sources/press.yaml:1:55 bad-url",
            "content/sources/press.yaml:2:55 bad-url",
            "content/sources/press.yaml:3:55 bad-url",
            "content/sources/press.yaml:4:55 bad-url",
            "content/sources/press.yaml:5:55 bad-url",
        ]
    );
}

#[cfg(unix)]
mod links {
    //! Symbolic links, pipes and devices.

    use std::os::unix::fs::symlink;
    use std::process::Command;

    use super::*;

    /// Links to a target from a path of the site.
    fn link(site: &Site, target: &str, path: &str) {
        let parent = site.path(path);
        let parent = parent.parent().expect("a link lies in a folder");
        fs::create_dir_all(parent).expect("a folder can be made in a temporary folder");
        symlink(target, site.path(path)).expect("a link can be made in a temporary folder");
    }

    #[test]
    fn nothing_outside_the_site_is_read() {
        let brief = "---\ntitle: Private words\n---\n";
        let site = Site::bare().with("../private/secret.md", brief);
        link(&site, "../../private/secret.md", "content/one.md");
        link(&site, "../../private", "content/topics");
        link(&site, "/etc/passwd", "content/passwd.txt");
        link(&site, "../../private/secret.md", "static/secret.txt");
        link(
            &site,
            "../../../private/secret.md",
            "templates/parts/footer.html",
        );
        assert_eq!(
            site.build().reports(),
            [
                "content/one.md outside-root",
                "content/passwd.txt outside-root",
                "content/topics outside-root",
                "static/secret.txt outside-root",
                "templates/parts/footer.html outside-root",
            ]
        );
        assert!(!site.public().exists(), "something was written");
    }

    #[test]
    fn what_the_site_keeps_private_is_not_published_by_a_link() {
        let brief = "---\ntitle: One\n---\n[text](copy.txt)\n";
        let site = Site::bare()
            .with("content/_material/secret.txt", "private")
            .with(".git/config", "private")
            .with("content/topics/one.md", brief);
        link(&site, "../_material/secret.txt", "content/topics/copy.txt");
        link(&site, "../.git/config", "static/config.txt");
        assert_eq!(
            site.build().reports(),
            [
                "content/_material/secret.txt stale-fingerprints",
                "content/topics/copy.txt outside-root",
                "content/topics/one.md:4:8 dead-link",
                "static/config.txt outside-root",
            ]
        );
        assert!(!site.public().exists(), "something was written");
    }

    #[test]
    fn whole_folders_outside_the_site_are_not_read() {
        for folder in ["content", "templates", "static"] {
            let site = Site::bare().with("../private/secret.md", "private");
            link(&site, "../private", folder);
            assert_eq!(site.build().reports(), [format!("{folder} outside-root")]);
        }
    }

    #[test]
    fn settings_outside_the_site_are_not_read() {
        let site = Site::without_files().with("../private.yaml", "title: Private words\n");
        link(&site, "../private.yaml", "site.yaml");
        assert_eq!(site.build().reports(), ["site.yaml outside-root"]);
        assert!(!site.public().exists(), "something was written");
    }

    #[test]
    fn links_within_the_site_are_followed() {
        let site = Site::bare().with("shared/one.md", "---\ntitle: One\n---\n");
        link(&site, "../../shared/one.md", "content/topics/one.md");
        site.build().succeeds();
        let page = Page::open(&site.path("public/topics/one.html"));
        assert_eq!(page.whole("h1"), "One");
    }

    #[test]
    fn loops_of_links_end() {
        let site = Site::bare().with("content/topics/one.md", "---\ntitle: One\n---\n");
        link(&site, ".", "content/topics/again");
        assert_eq!(
            site.build().reports(),
            ["content/topics/again outside-root"]
        );
        let site = Site::bare();
        link(&site, "two.md", "content/one.md");
        link(&site, "one.md", "content/two.md");
        assert_eq!(
            site.build().reports(),
            ["content/one.md unreadable", "content/two.md unreadable"]
        );
    }

    #[test]
    fn pipes_and_devices_are_not_opened() {
        let site = Site::bare();
        fs::create_dir_all(site.path("content")).unwrap();
        fs::create_dir_all(site.path("static")).unwrap();
        for path in ["content/pipe.md", "static/pipe.css"] {
            let status = Command::new("mkfifo").arg(site.path(path)).status();
            assert!(status.unwrap().success());
        }
        link(&site, "/dev/zero", "content/zero.md");
        assert_eq!(
            site.build().reports(),
            [
                "content/pipe.md not-a-file",
                "content/zero.md outside-root",
                "static/pipe.css not-a-file",
            ]
        );
    }

    #[test]
    fn settings_that_are_a_pipe_are_no_settings() {
        let site = Site::without_files();
        let status = Command::new("mkfifo").arg(site.path("site.yaml")).status();
        assert!(status.unwrap().success());
        site.build().ends_with(2);
    }

    #[test]
    fn unreadable_files_are_told() {
        use std::os::unix::fs::PermissionsExt;

        let site = Site::bare().with("content/about.md", "---\ntitle: About\n---\n");
        let path = site.path("content/about.md");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o0)).unwrap();
        // The superuser may read everything.
        if fs::read(&path).is_err() {
            assert_eq!(site.build().reports(), ["content/about.md unreadable"]);
        }
    }
}

#[test]
fn yaml_that_grows_or_nests_without_end_is_refused() {
    let bomb = "a: &a [x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a]\nc: [*b, *b, *b]\n";
    let nested = |open: &str, close: &str| {
        let (open, close) = (open.repeat(100_000), close.repeat(100_000));
        format!("x-a: {open}{close}\n")
    };
    let lines: Vec<String> = (0..2_000).map(|depth| " ".repeat(depth) + "a:\n").collect();
    let indented = lines.concat();
    let many = format!("x-a: [{}]\n", "1,".repeat(500_000));
    for (yaml, expected) in [
        (
            bomb.to_owned(),
            "content/sources/press.yaml:2:8 yaml-limits",
        ),
        (nested("[", "]"), "yaml-limits"),
        (nested("{a: ", "}"), "yaml-limits"),
        (nested("- ", ""), "yaml-"),
        (indented, "content/sources/press.yaml:25:25 yaml-limits"),
        (many, "yaml-limits"),
    ] {
        let start: String = yaml.chars().take(40).collect();
        let site = Site::bare().with("content/sources/press.yaml", yaml);
        let reported = site.build().reports();
        assert_eq!(reported.len(), 1, "{start}: {reported:?}");
        assert!(reported[0].contains(expected), "{start}: {reported:?}");
    }
}

#[test]
fn markdown_that_nests_without_end_is_built() {
    for (name, text) in [
        ("quotations", format!("{} x\n", ">".repeat(20_000))),
        ("lists", format!("{}x\n", "- ".repeat(5_000))),
        (
            "emphasis",
            format!("{}a{}\n", "*".repeat(50_000), "*".repeat(50_000)),
        ),
        (
            "brackets",
            format!("{}a{}\n", "[ ".repeat(50_000), " ]".repeat(50_000)),
        ),
        ("pictures", "![".repeat(20_000)),
        (
            "backticks",
            (1..300).map(|count| "`".repeat(count) + " ").collect(),
        ),
        ("wikilinks", "[[".repeat(20_000)),
        (
            "tables",
            "|a".repeat(20_000) + "\n" + &"|-".repeat(20_000) + "\n",
        ),
        ("footnotes", "[^a]".repeat(20_000) + "\n\n[^a]: one\n"),
    ] {
        let brief = format!("---\ntitle: Deep\n---\n{text}");
        let site = Site::bare().with("content/about.md", brief);
        let printed = site.build().ends_with(0);
        assert_eq!(printed.errors, "", "{name}");
    }
}

#[test]
fn texts_are_read_up_to_eight_mebibytes() {
    let head = "---\ntitle: Large\n---\n";
    let mut text = head.to_owned() + &"word ".repeat(2 << 20);
    text.truncate(8 << 20);
    let site = Site::bare().with("content/about.md", &text);
    site.build().succeeds();
    text.push('x');
    let site = site.with("content/about.md", text);
    assert_eq!(site.build().reports(), ["content/about.md too-large"]);
}

#[test]
fn long_titles_and_lines_are_kept_whole() {
    let title = "word ".repeat(2_000);
    let title = title.trim_end();
    let line = "서욱 said so. ".repeat(12_000);
    let site = Site::bare()
        .with("templates/kinds/exercise.yaml", EXERCISE)
        .with(
            "content/exercises/long.md",
            format!("---\ntitle: {title}\nwhen: 2022-01-20\n---\n{line}\n"),
        );
    site.build().published().succeeds();
    let page = Page::open(&site.path("public/exercises/long.html"));
    assert_eq!(page.whole("h1"), title);
    assert!(page.words.contains(line.trim_end()), "the line was cut");
    assert_eq!(html::problems(&site.public()), NOTHING);

    let broken = format!("---\ntitle: Long\n---\n{line}[x](gone.md)\n");
    let site = site.with("content/about.md", broken);
    let column = line.chars().count() + "[x](".len() + 1;
    let printed = site.build().ends_with(1);
    assert_eq!(
        printed.diagnostics(),
        [format!("content/about.md:4:{column} dead-link")]
    );
    assert!(
        printed.errors.len() < 2_000,
        "{} bytes",
        printed.errors.len()
    );
}

#[test]
fn invisible_and_right_to_left_characters_survive() {
    let title = "a\u{200d}b \u{202e}desrever\u{202c} \u{200f}עברית\u{200f} 서\u{200b}욱 e\u{301} \u{1f469}\u{200d}\u{1f680}";
    let body =
        "Words \u{2066}isolated\u{2069}, soft\u{ad}hyphen, wide\u{3000}blank, line\u{2028}mark.";
    let site = Site::bare()
        .with("templates/kinds/exercise.yaml", EXERCISE)
        .with(
            "content/exercises/odd.md",
            format!("---\ntitle: {title}\nwhen: 2022-01-20\n---\n{body}\n"),
        );
    site.build().published().succeeds();
    let page = Page::open(&site.path("public/exercises/odd.html"));
    assert_eq!(page.whole("h1"), title);
    assert!(page.words.contains(body), "{}", page.words);
    let feed = elements(&site.read("public/feed.xml"));
    let found = feed
        .iter()
        .find(|element| element.path == "feed/entry/title");
    assert_eq!(found.map(|element| element.words.as_str()), Some(title));
}

#[test]
fn escapes_bring_in_no_control_character() {
    for (escape, column) in [
        ("\\0", 8),
        ("\\x07", 8),
        ("\\e", 8),
        ("\\x7f", 8),
        ("\\uFFFF", 8),
    ] {
        let site = Site::bare().with(
            "content/about.md",
            format!("---\ntitle: \"About {escape}this\"\n---\n"),
        );
        assert_eq!(
            site.build().reports(),
            [format!("content/about.md:2:{column} control-character")],
            "{escape}"
        );
    }
    let site = Site::bare()
        .with(
            "site.yaml",
            "title: Sample\nzones: { \"Se\\0oul\": Asia/Seoul }\n",
        )
        .with(
            "content/about.md",
            "---\ntitle: About\n---\nA &#8;&#0;&#27; b.\n\n```a&#7;b\n```\n",
        );
    assert_eq!(
        site.build().reports(),
        [
            "content/about.md:4:3 control-character",
            "content/about.md:4:11 control-character",
            "site.yaml:2:10 control-character",
        ]
    );
    let site = Site::bare().with(
        "content/about.md",
        "---\ntitle: About\n---\n```a&#7;b\n```\n[a](<https://example.org/&#7;>)\n",
    );
    site.build().succeeds();
    let page = site.read("public/about.html");
    let odd = page
        .chars()
        .find(|letter| letter.is_control() && *letter != '\n');
    assert_eq!(odd, None, "a control character stands in the page");
}

#[test]
fn keys_that_other_pages_have_are_refused() {
    let brief = "---\ntitle: Sample\n---\n";
    let site = Site::bare()
        .with("content/404.md", brief)
        .with("content/topics/index.md", brief)
        .with("content/topics/INDEX.md", brief);
    let mut reported = site.build().reports();
    // A file system without capitals keeps only one of the two.
    reported.retain(|line| !line.starts_with("content/topics/INDEX.md"));
    assert_eq!(
        reported,
        [
            "content/404.md:2:8 address-collision",
            "content/topics/index.md:2:8 address-collision",
        ]
    );
}

#[test]
fn keys_that_are_words_elsewhere_are_only_keys() {
    let brief = "---\ntitle: Sample\n---\n";
    let site = Site::bare();
    // Names of devices are left to systems that can hold such files.
    let keys = [
        "index.html",
        "style",
        "feed",
        "chronology",
        "a..b",
        "-",
        "constructor",
        "서욱",
    ];
    for key in keys {
        site.write(&format!("content/topics/{key}.md"), brief);
    }
    site.build().published().succeeds();
    assert_eq!(html::problems(&site.public()), NOTHING);
    for key in keys {
        assert!(
            site.path(&format!("public/topics/{key}.html")).exists(),
            "{key}"
        );
    }
}

#[test]
fn names_that_are_no_keys_are_refused() {
    let brief = "---\ntitle: Sample\n---\n";
    let mut expected = Vec::new();
    let site = Site::bare();
    for name in ["a b", "a'b", "a&b", "a%2e", "a;b", "end."] {
        site.write(&format!("content/topics/{name}.md"), brief);
        expected.push(format!("content/topics/{name}.md bad-key"));
    }
    expected.sort();
    assert_eq!(site.build().reports(), expected);
    let site = Site::bare().with(
        "content/sources/press.yaml",
        "../../up: { title: A, publisher: B, consulted: excerpt }\n\
         \"a\\tb\": { title: A, publisher: B, consulted: excerpt }\n\
         \"\": { title: A, publisher: B, consulted: excerpt }\n",
    );
    assert_eq!(
        site.build().reports(),
        [
            "content/sources/press.yaml:1:1 bad-key",
            "content/sources/press.yaml:2:1 bad-key",
            "content/sources/press.yaml:3:1 bad-key",
        ]
    );
}

#[test]
fn names_too_long_for_a_file_are_told_before_anything_is_written() {
    let long = "x".repeat(300);
    let entry = "{ title: A, publisher: B, consulted: excerpt }";
    let site = Site::bare().with("content/sources/press.yaml", format!("{long}: {entry}\n"));
    assert_eq!(
        site.build().reports(),
        ["content/sources/press.yaml:1:1 bad-key"]
    );
    assert!(!site.public().exists(), "something was written");

    // An alias is a name by which entries are found; only its own page is left out.
    let site = Site::bare().with(
        "content/topics/one.md",
        format!("---\ntitle: One\naliases: [{long}]\n---\n[[{long}|Here]]\n"),
    );
    let printed = site.build().ends_with(0);
    assert_eq!(printed.errors, "");
}

#[test]
fn a_key_never_takes_the_id_of_another_part_of_a_page() {
    let site = Site::bare().with("templates/kinds/exercise.yaml", EXERCISE);
    let mut expected = Vec::new();
    for key in ["m-circle", "m-strike", "m2022-01", "main", "sections"] {
        let path = format!("content/exercises/{key}.md");
        site.write(&path, format!("---\ntitle: {key}\nwhen: 2022-01-20\n---\n"));
        expected.push(format!("{path}:2:8 address-collision"));
    }
    assert_eq!(site.build().reports(), expected);

    let brief = "---\ntitle: Same\nwhen: 2022-01-20\n---\n";
    let visit = EXERCISE
        .replace("Exercise", "Visit")
        .replace("exercises", "visits");
    let site = Site::bare()
        .with("templates/kinds/exercise.yaml", EXERCISE)
        .with("templates/kinds/visit.yaml", visit)
        .with("content/exercises/same.md", brief)
        .with("content/visits/same.md", brief);
    assert_eq!(
        site.build().reports(),
        ["content/visits/same.md:2:8 address-collision"]
    );
}

#[test]
fn files_that_would_take_each_others_place_are_told() {
    for path in ["feed.xml", "sitemap.xml"] {
        let site = Site::bare().with(&format!("static/{path}"), "mine");
        assert_eq!(
            site.build().published().reports(),
            ["site.yaml address-collision"],
            "{path}"
        );
        assert!(!site.public().exists(), "something was written");
    }
    let site = Site::bare()
        .with("static/map.png", PNG)
        .with("content/map.png", PNG)
        .with(
            "content/about.md",
            "---\ntitle: About\n---\n![A map](map.png)\n",
        );
    assert_eq!(site.build().reports(), ["site.yaml address-collision"]);
}

#[test]
fn folders_within_folders_are_neither_lost_nor_flattened() {
    let brief = "---\ntitle: Sample\n---\n";
    let site = Site::bare().with("content/content/sample.md", brief);
    assert_eq!(
        site.build().reports(),
        ["content/content/sample.md stray-file"]
    );

    let site = Site::bare()
        .with("static/static/note.txt", "inner")
        .with("static/note.txt", "outer");
    site.build().succeeds();
    assert_eq!(site.read("public/note.txt"), "outer");
    assert_eq!(site.read("public/static/note.txt"), "inner");

    let deep = "deeper/".repeat(20);
    let site = Site::bare().with(&format!("static/{deep}note.txt"), "deep");
    let printed = site.build().ends_with(1);
    assert_eq!(printed.diagnostics().len(), 1, "{}", printed.errors);
}
