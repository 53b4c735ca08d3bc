//! Times each stage of a build on a generated site: `cargo bench [-- BRIEFS]`.
//!
//! The site is written to a temporary folder, each stage runs several times on what the stage
//! before it made, and the median, the quickest and the slowest run are printed. A release build of
//! everything is measured from outside, with its memory, by `measure.sh`.

use std::convert::Infallible;
use std::env;
use std::hint::black_box;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use briefbook::claims::Claims;
use briefbook::config::{self, Config};
use briefbook::diagnostics::Diagnostics;
use briefbook::load::{self, Inputs};
use briefbook::model::{self, Drafts, Entry, Known};
use briefbook::pipeline::{self, Options};
use briefbook::render::{self, Making};
use briefbook::resolve::{self, Site};
use briefbook::rules::Rules;
use briefbook::schema::{self, Schema};

mod corpus;

const DEFAULT_BRIEFS: usize = 2000;
const SEED: u64 = 1;
const RUNS: usize = 5;

fn main() -> io::Result<()> {
    // Cargo adds options of its own, such as `--bench`, which are not a number.
    let briefs = env::args()
        .skip(1)
        .find_map(|argument| argument.parse().ok());
    let briefs = briefs.unwrap_or(DEFAULT_BRIEFS);
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    corpus::write(folder, briefs, 0, SEED)?;
    let mut out = io::stdout().lock();
    writeln!(out, "{briefs} briefs, {RUNS} runs, milliseconds")?;
    writeln!(
        out,
        "{:<16} {:>10} {:>10} {:>10}",
        "stage", "median", "quickest", "slowest"
    )?;

    row(&mut out, "load", || (), |()| load_site(folder))?;
    let inputs = load_site(folder);
    let schema = kinds(&inputs);
    row(&mut out, "model", || (), |()| entries(&inputs, &schema))?;
    let read = entries(&inputs, &schema);
    row(
        &mut out,
        "resolve",
        || read.clone(),
        |entries| resolve_site(entries, &schema, &inputs),
    )?;
    let site = Arc::new(resolve_site(read, &schema, &inputs));
    let inputs = Arc::new(inputs);
    row(&mut out, "render", || (), |()| render_site(&site, &inputs))?;
    let making = making_of(&site, &inputs);
    row(&mut out, "index", || (), |()| render::index(&making))?;
    let public = folder.join("public");
    row(
        &mut out,
        "first build",
        || {
            if public.exists() {
                std::fs::remove_dir_all(&public).expect("the output can be removed");
            }
        },
        |()| build(folder),
    )?;
    row(&mut out, "same again", || (), |()| build(folder))
}

/// Times a stage several times, each on input of its own, and prints its row.
fn row<I, O>(
    out: &mut impl Write,
    name: &str,
    prepare: impl Fn() -> I,
    stage: impl Fn(I) -> O,
) -> io::Result<()> {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let input = prepare();
            let start = Instant::now();
            let made = black_box(stage(black_box(input)));
            let time = start.elapsed();
            drop(made);
            time
        })
        .collect();
    times.sort();
    let shown = [times[times.len() / 2], times[0], times[times.len() - 1]];
    let [median, quickest, slowest] = shown.map(|time| time.as_secs_f64() * 1000.0);
    writeln!(
        out,
        "{name:<16} {median:>10.1} {quickest:>10.1} {slowest:>10.1}"
    )
}

fn load_site(folder: &Path) -> Inputs {
    load::load(folder, None, &mut Diagnostics::default()).expect("a generated site has settings")
}

fn kinds(inputs: &Inputs) -> Arc<Schema> {
    Arc::new(schema::parse(&inputs.kinds, &mut Diagnostics::default()))
}

fn entries(inputs: &Inputs, schema: &Arc<Schema>) -> Vec<Arc<Entry>> {
    let (content, texts) = (&inputs.content, &inputs.texts);
    let (mut known, mut diagnostics) = (Known::default(), Diagnostics::default());
    model::build(
        content,
        texts,
        schema,
        Drafts::Exclude,
        &mut known,
        &mut diagnostics,
    )
}

fn resolve_site(entries: Vec<Arc<Entry>>, schema: &Arc<Schema>, inputs: &Inputs) -> Site {
    let mut diagnostics = Diagnostics::default();
    let config = inputs.config.as_ref();
    let config = config.map_or_else(Config::default, |node| {
        config::parse(node, &mut diagnostics)
    });
    resolve::resolve(
        entries,
        Arc::clone(schema),
        config,
        Rules::default(),
        inputs,
        Drafts::Exclude,
        None,
        &mut diagnostics,
    )
}

/// Makes every page and throws it away.
/// Lays out what the pages of a site are made from.
fn making_of(site: &Arc<Site>, inputs: &Arc<Inputs>) -> Making {
    let templates = render::prepare(inputs, &site.schema, &mut Diagnostics::default());
    let templates = templates.expect("the default templates parse");
    let claims = Arc::new(Claims::judge(site));
    Making::new(Arc::clone(site), Arc::clone(inputs), templates, claims)
}

fn render_site(site: &Arc<Site>, inputs: &Arc<Inputs>) {
    let mut diagnostics = Diagnostics::default();
    let making = making_of(site, inputs);
    let made: Result<(), Infallible> = render::render(
        &making,
        &mut diagnostics,
        &|_, _| Ok(false),
        &|output, _| {
            black_box(output);
            Ok(())
        },
    );
    made.unwrap_or_else(|never| match never {});
}

/// Builds the site as the command does.
fn build(folder: &Path) {
    let outcome = pipeline::build(&Options::new(folder.to_path_buf()));
    assert!(
        outcome.expect("a generated site builds").built.is_some(),
        "a generated site is clean"
    );
}
