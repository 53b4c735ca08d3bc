//! Fuzz target: no text may make the reader of bodies panic, and every span lies in the text.
//!
//! Run by `fuzz/run markdown SECONDS`.

#![no_main]

use briefbook::diagnostics::Diagnostics;
use briefbook::model::body;
use briefbook::text::{Span, Texts};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|source: &str| {
    let mut texts = Texts::default();
    let text = texts.add("fuzz.md", source);
    let mut diagnostics = Diagnostics::default();
    let body = body::parse(source, Span::new(text, 0, source.len()), &mut diagnostics);
    let spans = diagnostics
        .sorted(&texts)
        .into_iter()
        .map(|diagnostic| diagnostic.span);
    for Span { start, end, .. } in spans.chain(body.links.iter().map(|link| link.span)) {
        assert!(
            source.get(start as usize..end as usize).is_some(),
            "{start}..{end}"
        );
    }
});
