//! `briefbook new`: a starter brief, made from the declaration of its kind; dated today where no date
//! is given.

use std::fmt::Write as _;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{clock, complain, say, show};
use crate::diagnostics::{Code, Diagnostics};
use crate::model::Drafts;
use crate::pipeline::{self, Options, Prepared};
use crate::scaffold::names::{Named, Stub};
use crate::scaffold::new::{Plan, Request, plan};
use crate::scaffold::{NewFile, write_new};
use crate::when::When;

/// The arguments of `new`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  briefbook new talk \"Foreign ministers meet in Honolulu\" --when 2022-02-12 --with blinken
                                   a brief in content/talks/, with what is known filled in")]
pub(super) struct Arguments {
    /// The kind of entry, such as talk, launch or person
    kind: String,
    /// The title, in quotation marks
    title: String,
    /// The date as EDTF, such as 2022-02-12 or 2022-01~ [default: today]
    #[arg(long, value_name = "EDTF", value_parser = date)]
    when: Option<When>,
    /// Who took part: keys, names or unique parts of names, with commas between
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    with: Vec<String>,
    /// Where it took place: a key, a name or a unique part of one
    #[arg(long = "where", value_name = "NAME")]
    place: Option<String>,
    /// The name of the file, instead of one made of date and title
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
    /// Write a stub for each name that no entry has, without asking
    #[arg(long)]
    stubs: bool,
    /// Print what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// The folder with site.yaml
    #[arg(long, value_name = "DIR", default_value = ".")]
    site: PathBuf,
}

fn date(text: &str) -> Result<When, String> {
    When::parse(text).map_err(|error| match error.help {
        Some(help) => format!("{}; {help}", error.message),
        None => error.message,
    })
}

/// Writes the brief, and the stubs that were agreed to.
pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let prepared = match read(arguments) {
        Ok(prepared) => prepared,
        Err(message) => return complain(&message),
    };
    let faults = faults_in(&prepared, is_kind_file);
    if faults.has_errors() {
        return report_faults(&faults, &prepared);
    }
    let now = match clock::now() {
        Ok(now) => now,
        Err(message) => return complain(&message),
    };
    let request = Request {
        kind: &arguments.kind,
        title: &arguments.title,
        when: arguments.when.clone(),
        now,
        with: &arguments.with,
        place: arguments.place.as_deref(),
        key: arguments.key.as_deref(),
    };
    let plan = match plan(&prepared, &request) {
        Ok(plan) => plan,
        Err(error) => return complain(&error.to_string()),
    };
    let unknown: Vec<&Stub> = plan
        .names
        .iter()
        .filter_map(|name| name.stub.as_ref())
        .collect();
    if !arguments.dry_run && !unknown.is_empty() && !arguments.stubs && !agreed(&plan.names) {
        return complain(&unknown_names(&plan.names));
    }
    let mut files: Vec<NewFile> = vec![plan.brief.clone()];
    for stub in unknown {
        if !files.contains(&stub.file) {
            files.push(stub.file.clone());
        }
    }
    if arguments.dry_run {
        return say(&printed(&files));
    }
    if let Err(error) = write_new(&arguments.site, &files) {
        return complain(&error.to_string());
    }
    let said = say(&report(&plan, &arguments.site));
    match read(arguments) {
        Ok(prepared) => {
            let is_new = |path: &str| files.iter().any(|file| file.path == path);
            let faults = faults_in(&prepared, is_new);
            let printed = report_faults(&faults, &prepared);
            if faults.has_errors() { printed } else { said }
        }
        Err(message) => complain(&message),
    }
}

/// Reads the site with its drafts, for they can be named too.
fn read(arguments: &Arguments) -> Result<Prepared, String> {
    let options = Options {
        drafts: Drafts::Include,
        ..Options::new(arguments.site.clone())
    };
    pipeline::prepare(&options).map_err(|error| error.to_string())
}

/// Tells whether a file declares a kind; a starter can be made without the template beside it.
fn is_kind_file(path: &str) -> bool {
    path.starts_with("templates/kinds/") && path.ends_with(".yaml")
}

/// Returns what is wrong in some files. That a draft lacks something is what makes it one.
fn faults_in(prepared: &Prepared, wanted: impl Fn(&str) -> bool) -> Diagnostics {
    let texts = &prepared.inputs.texts;
    let mut faults = Diagnostics::default();
    for found in prepared.diagnostics.sorted(texts) {
        if wanted(&texts.get(found.span.text).path) && found.code != Code::MissingField {
            faults.push(found.clone());
        }
    }
    faults
}

fn report_faults(faults: &Diagnostics, prepared: &Prepared) -> ExitCode {
    match show(faults, &prepared.inputs.texts) {
        Ok(()) => ExitCode::from(1),
        Err(message) => complain(&message),
    }
}

/// Asks for each unknown name whether a stub is wanted. Without a terminal there is nobody to ask.
fn agreed(names: &[Named]) -> bool {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return false;
    }
    names.iter().all(|name| {
        let Some(stub) = &name.stub else {
            return true;
        };
        let mut stderr = anstream::stderr().lock();
        let _ = write!(
            stderr,
            "There is no {} called `{}` yet.{} Write {} for “{}”? [y/N] ",
            stub.label,
            name.given,
            meant(stub),
            stub.file.path,
            name.title
        );
        let _ = stderr.flush();
        let mut answer = String::new();
        let read = io::stdin().read_line(&mut answer);
        read.is_ok() && matches!(answer.trim().to_lowercase().as_str(), "y" | "yes")
    })
}

fn meant(stub: &Stub) -> String {
    match &stub.near {
        Some((key, title)) => format!(" Did you mean `{key}` ({title})?"),
        None => String::new(),
    }
}

fn unknown_names(names: &[Named]) -> String {
    let mut unknown = Vec::new();
    let mut example = String::new();
    for name in names {
        if let Some(stub) = &name.stub {
            let (label, given) = (&stub.label, &name.given);
            unknown.push(format!(
                "there is no {label} called `{given}`.{}",
                meant(stub)
            ));
            example = format!("briefbook new {} \"{}\"", stub.kind, name.title);
        }
    }
    format!(
        "{} Nothing was written\nhelp: correct the name; or write the entry first, as in {example}; or add --stubs, and \
         the smallest possible entry is written for it",
        unknown.join(" Also, ")
    )
}

fn printed(files: &[NewFile]) -> String {
    let files = files.iter().map(|file| {
        let text = String::from_utf8_lossy(&file.bytes);
        format!("{}\n\n{}\n", file.path, text.trim_end())
    });
    files.collect::<Vec<_>>().join("\n")
}

fn report(plan: &Plan, site: &Path) -> String {
    // From where the reader stands.
    let place = |path: &str| {
        if site == Path::new(".") {
            path.to_owned()
        } else {
            site.join(path).display().to_string()
        }
    };
    let mut text = format!("Wrote {}\n", place(&plan.brief.path));
    let width = plan
        .names
        .iter()
        .map(|name| name.given.chars().count())
        .max();
    let width = width.unwrap_or(0);
    for name in &plan.names {
        let given = &name.given;
        let _ = match &name.stub {
            None => writeln!(text, "  {given:width$} → {} ({})", name.title, name.key),
            Some(stub) => writeln!(
                text,
                "  {given:width$} → no {} yet: wrote {} with the name alone",
                stub.label,
                place(&stub.file.path)
            ),
        };
    }
    if plan.missing.is_empty() {
        text.push_str("Next: open it, and add what your sources say\n");
    } else {
        let _ = writeln!(
            text,
            "It is a draft, which the site leaves out. Fill in {}; write the text; then take out the line `draft: true`",
            plan.missing.join(", ")
        );
    }
    text
}
