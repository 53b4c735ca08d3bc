//! `briefbook dossier`: chosen events as one file, to be read anywhere and to be printed.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{complain, say, show, site};
use crate::diagnostics::Diagnostics;
use crate::dossier::{Fault, Refusal, Request, bind, choose};
use crate::emit;
use crate::pipeline::{self, Prepared};
use crate::text::Span;
use crate::when::When;

/// The arguments of `dossier`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  briefbook dossier --from 2022-01 --to 2022-03 -o quarter.html
                                   all events of three months, with their sources, in one file
  briefbook dossier --kind launch --where salvos.system=hwasong-12 -o hwasong-12.html
                                   the launches of one system")]
pub(super) struct Arguments {
    #[command(flatten)]
    site: site::SiteArguments,
    /// Only events of this kind, such as talk; may be given several times
    #[arg(long, value_name = "KIND")]
    kind: Vec<String>,
    /// Only events with this value in this field, as claims ask for it; several must all hold, and
    /// [A, B] is either of two
    #[arg(long = "where", value_name = "FIELD=VALUE", value_parser = condition)]
    conditions: Vec<(String, String)>,
    /// Only events from this day, month or year on
    #[arg(long, value_name = "DATE", value_parser = date)]
    from: Option<When>,
    /// Only events up to this day, month or year
    #[arg(long, value_name = "DATE", value_parser = date)]
    to: Option<When>,
    /// The title [default: made of kinds and period]
    #[arg(long)]
    title: Option<String>,
    /// The file to write
    #[arg(short, long = "output", value_name = "FILE")]
    out: PathBuf,
}

fn condition(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((field, value)) if !field.trim().is_empty() && !value.trim().is_empty() => {
            Ok((field.trim().to_owned(), value.trim().to_owned()))
        }
        _ => Err("write a field and a value, such as status=held".to_owned()),
    }
}

fn date(text: &str) -> Result<When, String> {
    When::parse(text).map_err(|error| match error.help {
        Some(help) => format!("{}; {help}", error.message),
        None => error.message,
    })
}

/// Makes the dossier and says what is in it.
pub(super) fn run(arguments: Arguments) -> ExitCode {
    let command = command(&arguments);
    let Arguments {
        site,
        kind,
        conditions,
        from,
        to,
        title,
        out,
    } = arguments;
    let request = Request {
        title,
        kinds: kind,
        conditions,
        from,
        to,
    };
    let prepared = match site.options() {
        Ok(options) => pipeline::prepare(&options).map_err(|error| error.to_string()),
        Err(message) => Err(message),
    };
    let prepared = match prepared {
        Ok(prepared) => prepared,
        Err(message) => return complain(&message),
    };
    let making = prepared.making();
    let Some(making) = making.filter(|_| !prepared.diagnostics.has_errors()) else {
        return report(&prepared.diagnostics, &prepared);
    };
    let nowhere = Span::new(prepared.inputs.site_file, 0, 0);
    let about = match choose(&request, &command, &prepared.site, nowhere) {
        Ok(about) => about,
        Err(Refusal::Call(message)) => return complain(&message),
        Err(Refusal::Empty(message)) => {
            let _ = writeln!(anstream::stderr(), "error: {message}");
            return ExitCode::from(1);
        }
    };
    let bytes = match bind(&making, &about) {
        Ok(bytes) => bytes,
        Err(Fault::Other(message)) => return complain(&message),
        Err(Fault::Template(diagnostic)) => {
            let mut diagnostics = Diagnostics::default();
            diagnostics.push(*diagnostic);
            return report(&diagnostics, &prepared);
        }
    };
    if let Err(error) = write(&out, &bytes) {
        return complain(&error);
    }
    let events = about.events.len();
    let mut text = format!(
        "Wrote {} with {events} {} ({} kB): {}\n",
        out.display(),
        if events == 1 { "event" } else { "events" },
        bytes.len().div_ceil(1000),
        about.title,
    );
    if !about.perhaps.is_empty() {
        let _ = writeln!(
            text,
            "not in it, as it is not known whether they belong: {} (named at its end)",
            about.perhaps.len()
        );
    }
    say(&text)
}

/// Writes the call again, without what only concerns this machine.
fn command(arguments: &Arguments) -> String {
    let mut words = vec!["briefbook".to_owned(), "dossier".to_owned()];
    let mut add = |name: &str, value: &str| {
        words.push(name.to_owned());
        words.push(in_quotes(value));
    };
    for kind in &arguments.kind {
        add("--kind", kind);
    }
    for (field, value) in &arguments.conditions {
        add("--where", &format!("{field}={value}"));
    }
    for (name, when) in [("--from", &arguments.from), ("--to", &arguments.to)] {
        if let Some(when) = when {
            add(name, when.edtf());
        }
    }
    if let Some(title) = &arguments.title {
        add("--title", title);
    }
    words.join(" ")
}

/// Writes a word so that a shell takes it as one.
fn in_quotes(word: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || "-_=./:,".contains(letter);
    if word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// Prints diagnostics, of which at least one is an error.
fn report(diagnostics: &Diagnostics, prepared: &Prepared) -> ExitCode {
    if let Err(message) = show(diagnostics, &prepared.inputs.texts) {
        return complain(&message);
    }
    ExitCode::from(1)
}

/// Puts the file in place, whole or not at all.
fn write(out: &Path, bytes: &[u8]) -> Result<(), String> {
    if out.is_dir() {
        return Err(format!("{} is a folder; name a file", out.display()));
    }
    emit::replace(out, bytes).map_err(|error| error.to_string())
}
