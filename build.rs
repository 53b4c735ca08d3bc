//! Embeds the default theme, the declared kinds, the sample briefs and the outlines of the land into the
//! binary.
//!
//! Reads `templates/`, `static/` and the sample files named here; writes a sorted table of paths and
//! bytes. A template that does not parse stops the compilation with Tera's own message. No clock, no
//! network, no git.

use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

// The names of our own filters and functions, shared with the crate, so that Tera knows them here too.
#[path = "src/render/filters/names.rs"]
mod names;

#[path = "build/outlines.rs"]
mod outlines;

/// The outlines of land and countries, as they were taken over.
const OUTLINES: &str = "src/geo/natural-earth/countries-50m.json";

/// The briefs that a new site starts from, with what they refer to.
const SAMPLE: &str = "content/_sample.txt";

fn main() {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").expect("cargo sets the folder"));
    let out = PathBuf::from(std::env::var("OUT_DIR").expect("cargo sets the output folder"));
    println!("cargo::rerun-if-changed=build.rs");
    let theme = [walk(&root, "templates"), walk(&root, "static")].concat();
    let sample = sample_files(&root);
    if let Err(error) = check_templates(&root, &theme) {
        for line in error.lines() {
            println!("cargo::error={line}");
        }
        return;
    }
    println!("cargo::rerun-if-changed=build/outlines.rs");
    println!("cargo::rerun-if-changed={OUTLINES}");
    let topology = std::fs::read_to_string(root.join(OUTLINES)).unwrap_or_default();
    match outlines::compact(&topology) {
        Ok(compact) => std::fs::write(out.join("outlines.bin"), compact)
            .expect("the output folder can be written"),
        Err(error) => println!("cargo::error={OUTLINES}: {error}"),
    }
    let mut code = String::new();
    table(
        &mut code,
        &root,
        "THEME",
        "The default theme: templates, declared kinds and static files.",
        &theme,
    );
    table(
        &mut code,
        &root,
        "SAMPLE",
        "The briefs that a new site starts from.",
        &sample,
    );
    writeln!(
        code,
        "/// Changes with anything in the program that can change a page.\npub static REVISION: &str = {:?};",
        revision(&root, &theme)
    )
    .expect("a string can be written");
    std::fs::write(out.join("embedded.rs"), code).expect("the output folder can be written");
}

/// Lists the files below a folder, as sorted paths from the root with forward slashes.
fn walk(root: &Path, folder: &str) -> Vec<String> {
    let mut paths: Vec<String> = walkdir::WalkDir::new(root.join(folder))
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file() || entry.file_type().is_dir())
        .filter_map(|entry| {
            println!("cargo::rerun-if-changed={}", entry.path().display());
            let relative = entry.path().strip_prefix(root).ok()?;
            entry.file_type().is_file().then(|| slashed(relative))
        })
        .filter(|path| !path.split('/').any(|part| part.starts_with('.')))
        .collect();
    paths.sort();
    paths
}

/// Returns a fingerprint of the sources: of the code, of the theme and of the packages used.
fn revision(root: &Path, theme: &[String]) -> String {
    let mut hasher = DefaultHasher::new();
    let sources = walk(root, "src");
    let lock = "Cargo.lock".to_owned();
    println!("cargo::rerun-if-changed={lock}");
    for path in sources.iter().chain(theme).chain([&lock]) {
        path.hash(&mut hasher);
        std::fs::read(root.join(path))
            .unwrap_or_default()
            .hash(&mut hasher);
    }
    format!("{:016x}", hasher.finish())
}

fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

fn sample_files(root: &Path) -> Vec<String> {
    println!("cargo::rerun-if-changed={SAMPLE}");
    let list = std::fs::read_to_string(root.join(SAMPLE)).unwrap_or_default();
    let mut paths: Vec<String> = list
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(str::to_owned)
        .collect();
    paths.sort();
    paths.dedup();
    for path in &paths {
        println!("cargo::rerun-if-changed={path}");
        if !root.join(path).is_file() {
            println!("cargo::error={SAMPLE} names `{path}`, which does not exist");
        }
    }
    paths
}

fn check_templates(root: &Path, theme: &[String]) -> Result<(), String> {
    let mut engine = tera::Tera::new();
    for name in names::FILTERS {
        engine.register_filter(
            *name,
            |value: tera::Value, _: tera::Kwargs, _: &tera::State| value,
        );
    }
    for name in names::FUNCTIONS {
        engine.register_function(*name, |_: tera::Kwargs, _: &tera::State| {
            tera::Value::none()
        });
    }
    let mut sources = Vec::new();
    for path in theme {
        let Some(name) = path.strip_prefix("templates/") else {
            continue;
        };
        if Path::new(name)
            .extension()
            .is_some_and(|extension| extension == "html")
        {
            let text = std::fs::read_to_string(root.join(path))
                .map_err(|error| format!("{path}: {error}"))?;
            sources.push((name.to_owned(), text));
        }
    }
    engine
        .add_raw_templates(sources)
        .map_err(|error| error.to_string())
}

fn table(code: &mut String, root: &Path, name: &str, doc: &str, paths: &[String]) {
    writeln!(code, "/// {doc}\npub static {name}: &[(&str, &[u8])] = &[")
        .expect("a string can be written");
    for path in paths {
        let absolute = root.join(path);
        let absolute = absolute.to_string_lossy();
        writeln!(code, "    ({path:?}, include_bytes!({absolute:?})),")
            .expect("a string can be written");
    }
    writeln!(code, "];").expect("a string can be written");
}
