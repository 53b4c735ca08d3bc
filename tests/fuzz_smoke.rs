//! Spoiled front matter and Markdown, the same on every run: nothing panics, and every place that is
//! reported lies in its text.
//!
//! Pieces of the repository's own content and fragments that have special meaning are cut, repeated
//! and mixed by a small generator. `fuzz/run` looks longer and further; this keeps what it found out.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it must be"
)]

use std::fs;
use std::path::Path;

use briefbook::diagnostics::Diagnostics;
use briefbook::embedded::SAMPLE;
use briefbook::model::{Drafts, body};
use briefbook::pipeline::{self, Deny, Options, Prepared, Record};
use briefbook::text::{Span, Texts};
use briefbook::when::{When, parse_duration, parse_zone};
use briefbook::yaml;

/// What has a meaning somewhere: in YAML, in Markdown, in dates, in references, in Unicode.
const FRAGMENTS: &[&str] = &[
    "---\n",
    "...\n",
    ": ",
    "- ",
    "? ",
    "[",
    "]",
    "{",
    "}",
    "[[",
    "]]",
    "|",
    ">",
    "&a ",
    "*a",
    "!!str ",
    "!",
    "\"",
    "'",
    "#",
    "# ",
    "\n",
    "\r\n",
    "\t",
    " ",
    "  ",
    "~",
    "null",
    "yes",
    "NO",
    "2022-02-10",
    "2022-02-30",
    "2022-01-30T07:52+09:00",
    "../2020",
    "2022/..",
    "199X",
    "[2022..2023]",
    "Y99999999999",
    "-0001",
    "24:00",
    "30 min",
    "1 h",
    "99999999999999999999 s",
    "Asia/Seoul",
    "Asia/Soul",
    "about 800",
    "450-600",
    "1e999",
    "title: ",
    "draft: true\n",
    "aliases: [a, b]\n",
    "when: ",
    "sources: [kyodo]\n",
    "value: ",
    "prefer: true",
    "[[kishi-nobuo]]",
    "[[a|b]]",
    "[[a#b]]",
    "![[x.png|y]]",
    "[@kyodo]",
    "[@a; @b, p. 3]",
    "[@",
    "[^1]",
    "[^1]: x\n",
    "**",
    "*",
    "_",
    "~~",
    "`",
    "```\n",
    "$",
    "==",
    "<b>",
    "</b>",
    "<!--",
    "-->",
    "<script>",
    "&amp;",
    "&#x0;",
    "&#106;",
    "[a](b.md)",
    "[a](javascript:x)",
    "![a](b.png \"c\")",
    "](",
    "<https://a.b>",
    "https://a.b/c?d=e&f",
    "a@b.c",
    "| a | b |\n| - | -: |\n",
    "> ",
    "> [!NOTE]\n",
    "1. ",
    "- [x] ",
    "***\n",
    "===\n",
    "## ",
    "{#id}",
    "\\",
    "\u{a0}",
    "서욱",
    "岸信夫",
    "「",
    "」",
    "（",
    "）",
    "e\u{301}",
    "\u{200b}",
    "\u{202e}",
    "\u{feff}",
    "𝒳",
    "👩‍👩‍👧",
    "ß",
    "İ",
    "ﬀ",
];

/// A linear congruential generator with the constants of Knuth's MMIX.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let high = usize::try_from(self.0 >> 33).unwrap();
        high % limit.max(1)
    }

    fn fragment(&mut self) -> &'static str {
        FRAGMENTS[self.below(FRAGMENTS.len())]
    }

    /// Returns an offset of a text at which it may be cut.
    fn cut(&mut self, text: &str) -> usize {
        let mut at = self.below(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    fn spoil(&mut self, text: &str) -> String {
        let mut text = text.to_owned();
        for _ in 0..=self.below(4) {
            let (one, other) = (self.cut(&text), self.cut(&text));
            let (start, end) = (one.min(other), one.max(other));
            match self.below(5) {
                0 => text.insert_str(start, self.fragment()),
                1 => {
                    let end = end.min(start_of_next(&text, start));
                    text.replace_range(start..end, self.fragment());
                }
                2 => text.replace_range(start..end, ""),
                3 => {
                    let copy = text[start..end].to_owned();
                    text.insert_str(end, &copy);
                }
                _ => text.insert_str(start, &self.fragment().repeat(self.below(12))),
            }
        }
        text
    }

    fn nonsense(&mut self) -> String {
        (0..self.below(30)).map(|_| self.fragment()).collect()
    }
}

fn start_of_next(text: &str, from: usize) -> usize {
    text[from..]
        .chars()
        .next()
        .map_or(from, |letter| from + letter.len_utf8())
}

/// Returns the content files of the repository: path and text.
fn samples() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(&root).sort_by_file_name() {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(&root).unwrap();
            let path = path.to_str().unwrap().replace('\\', "/");
            files.push((path, fs::read_to_string(entry.path()).unwrap()));
        }
    }
    assert!(files.len() > 20, "content/ was not found");
    files
}

fn prepare(site: &Path, drafts: Drafts) -> Prepared {
    let options = Options {
        site: site.to_owned(),
        out: None,
        published: None,
        base_url: None,
        drafts,
        as_of: None,
        source_date: None,
        now: None,
        record: Record::No,
        deny: Deny::Errors,
    };
    pipeline::prepare(&options).unwrap()
}

fn assert_inside(span: Span, texts: &Texts, what: &str) {
    let text = texts.get(span.text);
    let inside = text.content.get(span.start as usize..span.end as usize);
    assert!(
        inside.is_some(),
        "{what}: {}..{} lies not in {} of {} bytes:\n{:?}",
        span.start,
        span.end,
        text.path,
        text.content.len(),
        text.content
    );
}

fn assert_places(diagnostics: &Diagnostics, texts: &Texts) {
    for diagnostic in diagnostics.sorted(texts) {
        let what = format!("{}: {}", diagnostic.code.name(), diagnostic.message);
        assert_inside(diagnostic.span, texts, &what);
        for (span, words) in &diagnostic.labels {
            assert_inside(*span, texts, &format!("{what}: {words}"));
        }
    }
}

#[test]
fn spoiled_sites_are_read_to_the_end() {
    let samples = samples();
    let mut random = Random(2022);
    for round in 0..4 {
        // Each round has a part of the record, and every text has its turn.
        let part = samples.iter().skip(round).step_by(4);
        let folder = tempfile::tempdir().unwrap();
        fs::write(
            folder.path().join("site.yaml"),
            random.spoil("title: A\nlanguage: en\n"),
        )
        .unwrap();
        for (path, text) in part {
            let spoiled = match random.below(6) {
                0 => text.clone(),
                1 => format!("---\n{}\n---\n{}", random.nonsense(), random.nonsense()),
                _ => random.spoil(text),
            };
            let path = folder.path().join("content").join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, spoiled).unwrap();
        }
        let drafts = if round % 2 == 0 {
            Drafts::Include
        } else {
            Drafts::Exclude
        };
        let prepared = prepare(folder.path(), drafts);
        let texts = &prepared.inputs.texts;
        assert_places(&prepared.diagnostics, texts);
        for entry in &prepared.site.entries {
            assert_inside(entry.span, texts, &entry.title);
            for reference in &entry.references {
                assert_inside(reference.span, texts, &reference.written);
            }
        }
    }
}

#[test]
fn spoiled_kinds_are_read_to_the_end() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/kinds");
    let kinds = ["talk.yaml", "launch.yaml", "person.yaml", "topic.yaml"];
    let kinds = kinds.map(|name| (name, fs::read_to_string(root.join(name)).unwrap()));
    let mut random = Random(7);
    for _ in 0..4 {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("site.yaml"), "title: A\n").unwrap();
        for (name, text) in &kinds {
            let path = folder.path().join("templates/kinds").join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, random.spoil(text)).unwrap();
        }
        for (path, text) in SAMPLE {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let prepared = prepare(folder.path(), Drafts::Exclude);
        assert_places(&prepared.diagnostics, &prepared.inputs.texts);
    }
}

#[test]
fn spoiled_texts_are_read_to_the_end() {
    let samples = samples();
    let mut random = Random(30);
    for _ in 0..400 {
        let (_, sample) = &samples[random.below(samples.len())];
        let source = if random.below(2) == 0 {
            random.nonsense()
        } else {
            random.spoil(sample)
        };
        let mut texts = Texts::default();
        let text = texts.add("spoiled", source.as_str());
        let base = Span::new(text, 0, source.len());
        let mut diagnostics = Diagnostics::default();
        let _ = yaml::parse(&source, base, &mut diagnostics);
        for body in [
            body::parse(&source, base, &mut diagnostics),
            body::parse_inline(&source, base, &mut diagnostics),
        ] {
            for link in &body.links {
                assert_inside(link.span, &texts, &link.text);
                assert_inside(link.target_span, &texts, &link.text);
                assert!(
                    body.plain.get(link.sentence.clone()).is_some(),
                    "{source:?}"
                );
            }
            for citation in &body.citations {
                assert_inside(citation.span, &texts, &citation.key);
                assert!(
                    body.plain.get(citation.sentence.clone()).is_some(),
                    "{source:?}"
                );
            }
            for image in &body.images {
                assert_inside(image.span, &texts, &image.path);
            }
        }
        assert_places(&diagnostics, &texts);
    }
}

#[test]
fn spoiled_dates_durations_and_zones_are_read_to_the_end() {
    let mut random = Random(1);
    for round in 0..5_000 {
        let mut text = String::new();
        for _ in 0..=random.below(5) {
            text.push_str(random.fragment());
        }
        if let Err(error) = When::parse(&text) {
            assert!(text.get(error.offset..).is_some(), "{text:?}: {error:?}");
        }
        if let Err(error) = parse_duration(&text) {
            assert!(text.get(error.offset..).is_some(), "{text:?}: {error:?}");
        }
        // An unknown zone is compared with all that are known.
        if round % 8 == 0 {
            let _ = parse_zone(&text);
        }
    }
}
