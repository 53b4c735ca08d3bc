//! Random edits of all sorts, after each of which the preview must show what a build writes.
//!
//! Every sequence is the same in every run: the numbers come from a seed. Where an edit breaks the
//! site, the preview must say what the build says; the files are then put back.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::preview::{Ear, Preview, without_script};
use super::site::Site;

/// A sequence of numbers that look random (the constants are Knuth's, from MMIX).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

/// Edits the sample of this repository `number` times and compares preview and build after each.
pub(crate) fn compare(number: usize) {
    let site = Site::of_sample();
    let arguments = ["--base-url", "https://example.org/briefs/"];
    let preview = Preview::of(&site, &arguments);
    let mut numbers = Numbers(7);
    let mut good = files(&site);
    let mut broken = 0;
    for turn in 0..number {
        // No page has this name, and so every change is told to whoever listens for it.
        let mut ear = preview.listen_with("", "");
        ear.hear_of("reload");
        let what = edit(&site, turn, &mut numbers);
        let printed = build(&site, &arguments);
        match printed {
            None => {
                settle(&mut ear, || compare_with_build(&site, &preview, &what));
                good = files(&site);
            }
            Some(faults) => {
                broken += 1;
                settle(&mut ear, || compare_faults(&preview, &faults, &what));
                put_back(&site, &good);
                assert_eq!(build(&site, &arguments), None, "put back after {what}");
                let what = format!("{what}, put back");
                settle(&mut ear, || compare_with_build(&site, &preview, &what));
            }
        }
    }
    assert!(broken < number || number < 5, "every edit broke the site");
}

/// Compares until it fits, hearing of one change more each time.
fn settle(ear: &mut Ear, compare: impl Fn() -> Result<(), String>) {
    loop {
        ear.hear();
        if compare().is_ok() {
            return;
        }
    }
}

/// Builds the site; returns what is wrong with it.
fn build(site: &Site, arguments: &[&str]) -> Option<String> {
    let output = site.build().args(arguments).output();
    match output.status {
        0 => None,
        1 => Some(output.errors),
        status => panic!("the build ended with {status}: {}", output.errors),
    }
}

fn compare_with_build(site: &Site, preview: &Preview, what: &str) -> Result<(), String> {
    let public = site.public();
    let manifest = fs::read_to_string(public.join(".briefbook")).unwrap();
    let mut compared = 0;
    for path in manifest.lines().filter(|line| public.join(line).is_file()) {
        let built = fs::read(public.join(path)).unwrap();
        let shown = preview.get(path);
        let body = if Path::new(path)
            .extension()
            .is_some_and(|ending| ending == "html")
        {
            without_script(&shown.body)
        } else {
            shown.body
        };
        if shown.status != 200 || body != built {
            return Err(format!("after {what}: {path} ({})", shown.status));
        }
        compared += 1;
    }
    assert!(
        compared > 50,
        "after {what}: only {compared} files were compared"
    );
    Ok(())
}

fn compare_faults(preview: &Preview, faults: &str, what: &str) -> Result<(), String> {
    let heard = preview.listen_with("index.html", "").hear();
    // A build with faults in its content also tries every template; a preview does not wait for it.
    let first = |text: &str| text.lines().next().unwrap_or_default().to_owned();
    if heard.event == "faults" && first(&heard.data) == first(faults) {
        Ok(())
    } else {
        Err(format!("after {what}: {heard:?} is not {faults}"))
    }
}

/// Lists the files that a build reads.
fn files(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for folder in ["content", "templates", "static"] {
        collect(site, folder, &mut files);
    }
    files.insert(
        "site.yaml".to_owned(),
        fs::read(site.path("site.yaml")).unwrap(),
    );
    files
}

fn collect(site: &Site, folder: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    let Ok(entries) = fs::read_dir(site.path(folder)) else {
        return;
    };
    for entry in entries {
        let entry = entry.unwrap();
        let path = format!("{folder}/{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            collect(site, &path, files);
        } else {
            files.insert(path, fs::read(entry.path()).unwrap());
        }
    }
}

/// Brings the files back to an earlier state.
fn put_back(site: &Site, good: &BTreeMap<String, Vec<u8>>) {
    let now = files(site);
    for path in now.keys().filter(|path| !good.contains_key(*path)) {
        site.remove(path);
    }
    for (path, bytes) in good {
        if now.get(path) != Some(bytes) {
            site.write(path, bytes);
        }
    }
}

/// Makes one edit and says what it was.
fn edit(site: &Site, turn: usize, numbers: &mut Numbers) -> String {
    let briefs: Vec<String> = files(site)
        .into_keys()
        .filter(|path| path.ends_with(".md"))
        .collect();
    let brief = &briefs[numbers.below(briefs.len())];
    let text = site.read(brief);
    match numbers.below(12) {
        0 | 1 => {
            site.write(
                brief,
                format!("{text}\nA further sentence, number {turn}.\n"),
            );
            format!("a sentence in {brief}")
        }
        2 => {
            site.write(
                brief,
                text.replacen("title: ", &format!("title: Edit {turn} of "), 1),
            );
            format!("the title of {brief}")
        }
        3 => {
            site.write(brief, text.replacen("2022", "2023", 1));
            format!("a year in {brief}")
        }
        4 => {
            let renamed = brief.replace(".md", &format!("-{turn}.md"));
            fs::rename(site.path(brief), site.path(&renamed)).unwrap();
            format!("{brief} renamed")
        }
        5 => {
            site.remove(brief);
            format!("{brief} deleted")
        }
        6 => {
            let page = format!("---\ntitle: Page {turn}\n---\nSee [[{}]].\n", stem(brief));
            site.write(&format!("content/page-{turn}.md"), page);
            "a new page".to_owned()
        }
        7 => {
            let part = "<p class=\"note\">Turn TURN.</p>\n".replace("TURN", &turn.to_string());
            site.write("templates/parts/related.html", part);
            "a part of the theme".to_owned()
        }
        8 => {
            let kinds = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/kinds");
            let topic = fs::read_to_string(kinds.join("topic.yaml")).unwrap();
            let topic = topic.replacen("label: ", &format!("label: Turn {turn} "), 1);
            site.write("templates/kinds/topic.yaml", topic);
            "a kind".to_owned()
        }
        9 => {
            let settings = site.read("site.yaml");
            let tagline = format!("tagline: Turn {turn}, ");
            site.write("site.yaml", settings.replacen("tagline: ", &tagline, 1));
            "the settings".to_owned()
        }
        10 => {
            save_as_editors_do(site, brief, &format!("{text}\nSaved in turn {turn}.\n"));
            format!("{brief} saved as editors do")
        }
        _ => {
            fs::rename(site.path("content/talks"), site.path("../talks")).unwrap();
            site.write("static/site.css", format!(":root {{ --turn: {turn}; }}\n"));
            fs::rename(site.path("../talks"), site.path("content/talks")).unwrap();
            "a folder taken away and put back, and a style sheet".to_owned()
        }
    }
}

fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap();
    name.trim_end_matches(".md")
}

/// Saves a file in the ways of three editors at once: a copy aside, a swap file, an empty file first.
fn save_as_editors_do(site: &Site, path: &str, text: &str) {
    let aside = format!("{path}~");
    let swap = path.replacen("content/", "content/.", 1);
    site.write(&swap, "unsaved");
    fs::rename(site.path(path), site.path(&aside)).unwrap();
    site.write(path, "");
    site.write(path, text);
    site.remove(&aside);
    let fresh = format!("{path}.tmp");
    site.write(&fresh, text);
    fs::rename(site.path(&fresh), site.path(path)).unwrap();
    site.remove(&swap);
}
