//! Writes a generated site: `cargo run --release --example corpus -- FOLDER BRIEFS [SEED] [--claims N]`.
//!
//! The site is the one that the benchmarks measure. The same arguments give the same bytes.

use std::env;
use std::path::Path;
use std::process::ExitCode;

#[path = "../benches/corpus/mod.rs"]
mod corpus;

const DEFAULT_SEED: u64 = 1;

fn main() -> ExitCode {
    let mut arguments: Vec<String> = env::args().skip(1).collect();
    let claims = take_claims(&mut arguments);
    let (Some(claims), Some((folder, briefs, seed))) = (claims, read(&arguments)) else {
        return complain("usage: corpus FOLDER BRIEFS [SEED] [--claims N]", 2);
    };
    match corpus::write(Path::new(folder), briefs, claims, seed) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => complain(&format!("{folder}: {error}"), 1),
    }
}

/// Takes the number of claims out of the arguments; none are written where it is not given.
fn take_claims(arguments: &mut Vec<String>) -> Option<usize> {
    let Some(at) = arguments.iter().position(|argument| argument == "--claims") else {
        return Some(0);
    };
    let claims = arguments.get(at + 1)?.parse().ok();
    arguments.drain(at..=at + 1);
    claims
}

/// Reads the arguments: a folder, a number of briefs above zero, and perhaps a seed.
fn read(arguments: &[String]) -> Option<(&str, usize, u64)> {
    let (folder, briefs, seed) = match arguments {
        [folder, briefs] => (folder, briefs, DEFAULT_SEED),
        [folder, briefs, seed] => (folder, briefs, seed.parse().ok()?),
        _ => return None,
    };
    let briefs = briefs.parse().ok().filter(|briefs| *briefs > 0)?;
    Some((folder, briefs, seed))
}

/// Prints what went wrong and returns the status to end with.
fn complain(words: &str, status: u8) -> ExitCode {
    anstream::eprintln!("{words}");
    ExitCode::from(status)
}
