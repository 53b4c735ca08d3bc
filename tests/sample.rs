//! The sample briefs inside the program are a whole: they build by themselves, without a fault.

use std::fs;

use briefbook::embedded;
use briefbook::pipeline::{self, Options};

#[test]
fn the_sample_needs_nothing_besides_itself() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("site.yaml"), "title: A sample\n").unwrap();
    for (path, bytes) in embedded::SAMPLE {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
    let outcome = pipeline::build(&Options::new(folder.path().to_path_buf())).unwrap();
    let faults: Vec<_> = outcome.diagnostics.sorted(&outcome.inputs.texts);
    assert!(faults.is_empty(), "{faults:?}");
    let built = outcome.built.unwrap();
    let events = embedded::SAMPLE.iter().filter(|(path, _)| {
        path.starts_with("content/talks/") || path.starts_with("content/launches/")
    });
    assert_eq!(built.events, events.count());
    assert!(built.events > 0);
}
