//! The claims of the real content and their verdicts.

use std::path::Path;

use briefbook::pipeline::{Options, prepare};

#[test]
fn the_statements_of_the_record_have_the_verdicts_of_its_facts() {
    let mut options = Options::new(Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf());
    options.published = None;
    let prepared = prepare(&options).unwrap();
    let site = &prepared.site;
    let verdicts: Vec<String> = prepared
        .claims
        .judged
        .iter()
        .map(|judged| {
            let claim = judged.claim(site);
            format!(
                "{} `{}`: {} {:?} {:?} {}",
                site.entry(judged.entry).key.as_str(),
                claim.says,
                judged.verdict.word(),
                judged.computed,
                judged.witness.map(|id| site.entry(id).key.as_str()),
                judged.reason.as_deref().unwrap_or_default(),
            )
        })
        .collect();
    panic!("{}", verdicts.join("\n"));
}
