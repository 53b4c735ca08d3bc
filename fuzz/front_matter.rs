//! Feeds the front matter of a talk to the YAML reader and to every field's own reader.
//!
//! Besides not panicking, every diagnostic must point at whole characters of the text, and must be
//! printable.

#![no_main]

use std::sync::{Arc, LazyLock};

use briefbook::diagnostics::{Diagnostics, print};
use briefbook::embedded;
use briefbook::load::{Form, Written};
use briefbook::model::{self, Drafts, Known};
use briefbook::schema::{self, Schema};
use briefbook::text::{Span, Texts};
use briefbook::yaml;
use libfuzzer_sys::fuzz_target;

/// The kinds that are inside the program.
static KINDS: LazyLock<Arc<Schema>> = LazyLock::new(|| {
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
    Arc::new(schema)
});

fuzz_target!(|source: &str| {
    let mut texts = Texts::default();
    let whole = format!("---\n{source}\n---\n");
    let text = texts.add("content/talks/a.md", whole.as_str());
    let mut diagnostics = Diagnostics::default();
    for folder in ["talks", "launches", "people"] {
        let written = Written {
            folder: folder.to_owned(),
            stem: "a".to_owned(),
            form: Form::Brief,
            text,
        };
        let known = &mut Known::default();
        model::build(&[written], &texts, &KINDS, Drafts::Include, known, &mut diagnostics);
    }
    for diagnostic in diagnostics.sorted(&texts) {
        let (start, end) = (diagnostic.span.start as usize, diagnostic.span.end as usize);
        assert!(whole.get(start..end).is_some(), "{diagnostic:?}");
    }
    print::print(&diagnostics, &texts, &mut std::io::sink()).expect("a sink takes everything");
});
