//! Feeds the front matter of a talk to the YAML reader and to every field's own reader.
//!
//! Besides not panicking, every diagnostic must point at whole characters of the text, and must be
//! printable.

#![no_main]

use std::sync::LazyLock;

use briefbook::diagnostics::{Diagnostics, print};
use briefbook::embedded;
use briefbook::load::{Brief, Written};
use briefbook::model::{self, Drafts};
use briefbook::schema::{self, Schema};
use briefbook::text::{Span, Texts};
use briefbook::yaml;
use libfuzzer_sys::fuzz_target;

/// The kinds that are inside the program.
static KINDS: LazyLock<Schema> = LazyLock::new(|| {
    let mut diagnostics = Diagnostics::default();
    let kinds: Vec<_> = embedded::THEME
        .iter()
        .filter_map(|(path, bytes)| {
            let name = path.strip_prefix("templates/kinds/")?.strip_suffix(".yaml")?;
            let source = std::str::from_utf8(bytes).expect("kind files are UTF-8");
            let text = Texts::default().add(*path, source);
            let node = yaml::parse(source, Span::new(text, 0, source.len()), &mut diagnostics);
            Some((name.to_owned(), node.expect("kind files are YAML")))
        })
        .collect();
    let schema = schema::parse(&kinds, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "the kinds inside the program are clean");
    schema
});

fuzz_target!(|source: &str| {
    let mut texts = Texts::default();
    let text = texts.add("content/talks/a.md", source);
    let whole = Span::new(text, 0, source.len());
    let mut diagnostics = Diagnostics::default();
    let front = yaml::parse(source, whole, &mut diagnostics);
    for folder in ["talks", "launches", "people"] {
        let brief = Brief {
            folder: folder.to_owned(),
            stem: "a".to_owned(),
            text,
            front: front.clone(),
            body: Span::new(text, source.len(), source.len()),
        };
        let written = Written {
            briefs: vec![brief],
            lists: Vec::new(),
        };
        model::build(written, &texts, &KINDS, Drafts::Include, &mut diagnostics);
    }
    for diagnostic in diagnostics.sorted(&texts) {
        let (start, end) = (diagnostic.span.start as usize, diagnostic.span.end as usize);
        assert!(source.get(start..end).is_some(), "{diagnostic:?}");
    }
    print::print(&diagnostics, &texts, &mut std::io::sink()).expect("a sink takes everything");
});
