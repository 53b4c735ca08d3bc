//! Times each stage of a build on a generated site: `cargo bench [-- BRIEFS]`.
//!
//! The site is written to a temporary folder, each stage runs several times, and the median, the
//! quickest and the slowest run are printed. A release build of everything is measured from
//! outside, with its memory, by `measure.sh`.

use std::env;
use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use briefbook::pipeline::{self, Options};

mod corpus;

const DEFAULT_BRIEFS: usize = 2000;
const SEED: u64 = 1;
const RUNS: usize = 5;

/// One row of the table: a name, and what is timed when it is given the site's folder.
struct Stage {
    name: &'static str,
    run: fn(&Path),
}

/// What is timed, in the order of the pipeline.
const STAGES: &[Stage] = &[Stage {
    name: "whole build",
    run: build,
}];

fn main() -> io::Result<()> {
    // Cargo adds options of its own, such as `--bench`, which are not a number.
    let briefs = env::args()
        .skip(1)
        .find_map(|argument| argument.parse().ok());
    let briefs = briefs.unwrap_or(DEFAULT_BRIEFS);
    let folder = tempfile::tempdir()?;
    corpus::write(folder.path(), briefs, SEED)?;
    let mut out = io::stdout().lock();
    writeln!(out, "{briefs} briefs, {RUNS} runs, milliseconds")?;
    writeln!(
        out,
        "{:<16} {:>10} {:>10} {:>10}",
        "stage", "median", "quickest", "slowest"
    )?;
    for stage in STAGES {
        let times = time(stage, folder.path());
        let [quickest, .., slowest] = times.as_slice() else {
            unreachable!("every stage runs more than once");
        };
        let median = times[times.len() / 2];
        let shown = [median, *quickest, *slowest].map(|time| time.as_secs_f64() * 1000.0);
        let [median, quickest, slowest] = shown;
        let name = stage.name;
        writeln!(
            out,
            "{name:<16} {median:>10.1} {quickest:>10.1} {slowest:>10.1}"
        )?;
    }
    Ok(())
}

/// Runs a stage several times and returns the times taken, quickest first.
fn time(stage: &Stage, folder: &Path) -> Vec<Duration> {
    let mut times = Vec::with_capacity(RUNS);
    for _ in 0..RUNS {
        let start = Instant::now();
        (stage.run)(folder);
        times.push(start.elapsed());
    }
    times.sort();
    times
}

/// Builds the site as the command does; from the second run on nothing has changed.
fn build(folder: &Path) {
    let options = Options {
        site: folder.to_path_buf(),
        out: folder.join("public"),
        ..Options::default()
    };
    pipeline::build(&options).expect("a generated site builds");
}
