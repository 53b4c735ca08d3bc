//! Times how long an open page waits after a file is saved: `cargo bench --bench serve [-- BRIEFS]`.
//!
//! Without a number the site of this repository is edited, else a generated one. Each sort of edit is
//! made several times; the time runs from before the write to the arrival of the reload event, the
//! wait for a quiet disk included.

use std::env;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

mod corpus;
#[path = "../tests/support/preview.rs"]
mod preview;
#[path = "../tests/support/site.rs"]
mod site;

use preview::Preview;
use site::Site;

const SEED: u64 = 1;
const RUNS: usize = 15;

fn main() -> io::Result<()> {
    // Cargo adds options of its own, such as `--bench`, which are not a number.
    let briefs = env::args()
        .skip(1)
        .find_map(|argument| argument.parse().ok());
    let site = match briefs {
        Some(briefs) => {
            let site = Site::without_files();
            corpus::write(&site.path(""), briefs, 0, SEED)?;
            site
        }
        None => Site::of_repository(),
    };
    let brief = some_brief(&site.path("content"))?;
    let page = brief.replacen("content/", "", 1).replace(".md", ".html");
    let preview = Preview::of(&site, &[]);
    let text = site.read(&brief);
    let mut out = io::stdout().lock();
    writeln!(out, "{brief}, {RUNS} runs, milliseconds")?;
    writeln!(
        out,
        "{:<16} {:>10} {:>10} {:>10}",
        "edit", "median", "quickest", "slowest"
    )?;
    let mut time = |name: &str, edit: &dyn Fn(usize)| {
        let mut times: Vec<f64> = (0..RUNS)
            .map(|run| {
                let mut ear = preview.listen(&page);
                let start = Instant::now();
                edit(run);
                ear.hear_of("reload");
                start.elapsed().as_secs_f64() * 1000.0
            })
            .collect();
        times.sort_by(f64::total_cmp);
        let [median, quickest, slowest] = [times[RUNS / 2], times[0], times[RUNS - 1]];
        writeln!(
            out,
            "{name:<16} {median:>10.1} {quickest:>10.1} {slowest:>10.1}"
        )
    };
    time("a sentence", &|run| {
        site.write(&brief, format!("{text}\nSentence {run}.\n"));
    })?;
    time("the title", &|run| {
        site.write(
            &brief,
            text.replacen("title: ", &format!("title: Edit {run} "), 1),
        );
    })?;
    time("the day", &|run| {
        let day = format!("2022-03-{:02}", run + 1);
        site.write(
            &brief,
            replace_line(&text, "when: ", &format!("when: {day}")),
        );
    })?;
    time("a new page", &|run| {
        let new = format!("---\ntitle: Page {run}\n---\nText.\n");
        site.write(&format!("content/page-{run}.md"), new);
        site.write(&brief, format!("{text}\nNew {run}.\n"));
    })?;
    time("the style sheet", &|run| {
        site.write("static/site.css", format!(":root {{ --run: {run}; }}\n"));
    })?;
    time("a template", &|run| {
        site.write("templates/parts/cite.html", format!("<p>Run {run}.</p>\n"));
    })?;
    time("the settings", &|run| {
        let settings = site.read("site.yaml");
        site.write(
            "site.yaml",
            replace_line(&settings, "title: ", &format!("title: Run {run}")),
        );
    })
}

/// Finds the first dated brief.
fn some_brief(content: &Path) -> io::Result<String> {
    let mut files: Vec<PathBuf> = fs::read_dir(content.join("talks"))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<_>>()?;
    files.sort();
    let first = files.first().and_then(|path| path.file_name());
    let name = first.and_then(|name| name.to_str()).unwrap_or_default();
    Ok(format!("content/talks/{name}"))
}

/// Puts another line in the place of the first that begins like this.
fn replace_line(text: &str, begins: &str, line: &str) -> String {
    let mut done = false;
    text.lines()
        .map(|known| {
            if !done && known.starts_with(begins) {
                done = true;
                format!("{line}\n")
            } else {
                format!("{known}\n")
            }
        })
        .collect()
}
