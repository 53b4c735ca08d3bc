//! Fuzz target: no text may make the reader of front matter panic, and every span lies in the text.
//!
//! Run by `fuzz/run front_matter SECONDS`.

#![no_main]

use briefbook::diagnostics::Diagnostics;
use briefbook::text::{Span, Texts};
use briefbook::yaml;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|source: &str| {
    let mut texts = Texts::default();
    let text = texts.add("fuzz.md", source);
    let mut diagnostics = Diagnostics::default();
    let _ = yaml::parse(source, Span::new(text, 0, source.len()), &mut diagnostics);
    for diagnostic in diagnostics.sorted(&texts) {
        let Span { start, end, .. } = diagnostic.span;
        assert!(
            source.get(start as usize..end as usize).is_some(),
            "{diagnostic:?}"
        );
    }
});
