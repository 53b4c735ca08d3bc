//! `docs/diagnostics.md` says what the program says: it is compared with the text that the list of
//! codes makes, and `UPDATE=1 cargo test --test diagnostics_manual` writes it anew.

use std::path::Path;

use briefbook::diagnostics::codes::manual;
use briefbook::diagnostics::{Code, print};

#[test]
fn the_document_is_the_manual_of_the_codes() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/diagnostics.md");
    let expected = manual();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &expected).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap();
    let same = written.lines().eq(expected.lines());
    assert!(
        same,
        "docs/diagnostics.md differs from the codes; run `UPDATE=1 cargo test --test diagnostics_manual`"
    );
}

#[test]
fn explain_prints_the_section_of_the_document() {
    let document = manual();
    for code in Code::ALL {
        let name = code.name();
        let text = print::explain(name).unwrap();
        assert!(document.contains(&format!("\n### {text}")), "{name}");
        assert!(
            document.contains(&format!("\n| [`{name}`](#{name}) | ")),
            "{name}"
        );
    }
}

#[test]
fn every_section_of_the_document_belongs_to_a_code() {
    let document = manual();
    let headings = document
        .lines()
        .filter_map(|line| line.strip_prefix("### "));
    let codes = Code::ALL.iter().map(|code| code.name());
    assert_eq!(headings.collect::<Vec<_>>(), codes.collect::<Vec<_>>());
}

#[test]
fn every_file_of_the_manual_belongs_to_a_code() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/diagnostics/manual");
    for file in std::fs::read_dir(folder).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        let key = name.strip_suffix(".md").unwrap();
        assert!(key == "_opening" || Code::by_name(key).is_some(), "{name}");
    }
}
