//! `briefbook import`: rows of a table to briefs, and what of them is new in briefs that are there.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::difference::difference;
use super::{complain, say, show};
use crate::diagnostics::Diagnostics;
use crate::import::{
    Import, RowFault, TIMELINEJS, Table, Update, complete, import, is_timelinejs, mapping_for,
    only_dated, read_file, read_mapping, read_table,
};
use crate::model::Drafts;
use crate::pipeline::{self, Options, Prepared};
use crate::scaffold::write_changes;
use crate::schema::Schema;
use crate::text::{Span, Texts};
use crate::yaml;

/// The arguments of `import`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  briefbook import launches.csv --map launches.yaml --dry-run
                                   shows which briefs the rows of a table would make")]
pub(super) struct Arguments {
    /// The table, saved as CSV
    table: PathBuf,
    /// The file that says what each field is made of; not needed for those of `TimelineJS`
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
    /// The kind of entry, instead of the one that the mapping names
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// Bring briefs that are there up to the table, in the fields that are mapped
    #[arg(long)]
    update: bool,
    /// Print what would change, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// The folder with site.yaml
    #[arg(long, value_name = "DIR", default_value = ".")]
    site: PathBuf,
}

/// Reads the table, and makes or changes the briefs.
pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let options = Options {
        drafts: Drafts::Include,
        ..Options::new(arguments.site.clone())
    };
    let prepared = match pipeline::prepare(&options) {
        Ok(prepared) => prepared,
        Err(error) => return complain(&error.to_string()),
    };
    let faults = faults_of_kinds(&prepared);
    if faults.has_errors() {
        return report(&faults, &prepared.inputs.texts);
    }
    let bytes = match read_file(&arguments.table) {
        Ok(bytes) => bytes,
        Err(message) => return complain(&message),
    };
    let mut table = read_table(&bytes);
    if !table.head_faults.is_empty() {
        print_faults(&table.head_faults);
        return complain_of_nothing_written();
    }
    let schema = &prepared.site.schema;
    let (text, content) = match mapping_of(arguments, &mut table, schema) {
        Ok(mapping) => mapping,
        Err(message) => return complain(&message),
    };
    let mut texts = prepared.inputs.texts.clone();
    let mapping_text = texts.add(text, content.as_str());
    let mut found = Diagnostics::default();
    let base = Span::new(mapping_text, 0, content.len());
    let node = yaml::parse(&content, base, &mut found);
    let mapping = node.and_then(|node| {
        let kind = arguments.kind.as_deref();
        let kind = kind.or(only_dated(schema).filter(|_| arguments.map.is_none()));
        read_mapping(&node, &table, schema, kind, &mut found)
    });
    let Some(mapping) = mapping.filter(|_| !found.has_errors()) else {
        return report(&found, &texts);
    };
    let lacks = mapping.lacks(schema);
    if !arguments.update && !lacks.is_empty() {
        return complain(&format!(
            "the mapping says nothing of `{}`, which every new entry needs; add it under `fields` or `when_new`",
            lacks.join("`, `")
        ));
    }
    table.set_aside(mapping.columns());
    let update = if arguments.update {
        Update::Yes
    } else {
        Update::No
    };
    let made = import(&prepared, &table, &mapping, mapping_text, update);
    finish(arguments, &made, &texts)
}

/// Returns the mapping: the file that is named, or the one for the columns of `TimelineJS`.
fn mapping_of(
    arguments: &Arguments,
    table: &mut Table,
    schema: &Schema,
) -> Result<(String, String), String> {
    let asked = arguments.map.as_deref();
    if let Some(map) = asked.filter(|map| *map != Path::new(TIMELINEJS)) {
        let bytes = read_file(map)?;
        let path = map.display().to_string();
        let text = String::from_utf8(bytes);
        let text =
            text.map_err(|_| format!("`{path}` is not saved as UTF-8; save it so in your editor"))?;
        return Ok((path, text));
    }
    if asked.is_none() && !is_timelinejs(table) {
        return Err(
            "say with --map which file tells what each field is made of; docs/import.md shows one"
                .to_owned(),
        );
    }
    let name = arguments.kind.as_deref().or(only_dated(schema));
    let Some(name) = name else {
        return Err("say with --kind which kind of event the rows are".to_owned());
    };
    let kind = schema.kinds.iter().find(|kind| kind.name == name);
    let mapping = match kind {
        Some(kind) => mapping_for(kind),
        None => {
            return Err(format!(
                "there is no kind `{name}`; `briefbook new` names those that there are"
            ));
        }
    };
    let Some(mapping) = mapping else {
        return Err(format!(
            "an entry of the kind `{name}` has no date; choose one that has"
        ));
    };
    complete(table);
    Ok((format!("{TIMELINEJS} (built in)"), mapping))
}

fn finish(arguments: &Arguments, made: &Import, texts: &Texts) -> ExitCode {
    print_faults(&made.faults);
    if !made.diagnostics.is_empty()
        && let Err(message) = show(&made.diagnostics, texts)
    {
        return complain(&message);
    }
    print_notes(&made.notes);
    let mut printed = String::new();
    if arguments.dry_run {
        for change in &made.changes {
            printed.push_str(&difference(change));
        }
    } else if let Err(error) = write_changes(&arguments.site, &made.changes) {
        return complain(&error.to_string());
    }
    let _ = writeln!(printed, "{}", summary(made, arguments.dry_run));
    let said = say(&printed);
    if made.faults.is_empty() && made.diagnostics.is_empty() {
        said
    } else {
        ExitCode::from(1)
    }
}

/// Returns what is wrong with the kinds; entries can be made without the templates beside them.
fn faults_of_kinds(prepared: &Prepared) -> Diagnostics {
    let texts = &prepared.inputs.texts;
    let mut faults = Diagnostics::default();
    for found in prepared.diagnostics.sorted(texts) {
        let path = &texts.get(found.span.text).path;
        if path.starts_with("templates/kinds/") && path.ends_with(".yaml") {
            faults.push(found.clone());
        }
    }
    faults
}

fn report(faults: &Diagnostics, texts: &Texts) -> ExitCode {
    match show(faults, texts) {
        Ok(()) => ExitCode::from(1),
        Err(message) => complain(&message),
    }
}

fn complain_of_nothing_written() -> ExitCode {
    use std::io::Write as _;
    let _ = writeln!(anstream::stderr(), "nothing was written");
    ExitCode::from(1)
}

fn print_faults(faults: &[RowFault]) {
    use std::io::Write as _;
    let mut stderr = anstream::stderr().lock();
    for fault in faults {
        let _ = writeln!(stderr, "error: {}: {}", fault.place(), fault.message);
        if let Some(help) = &fault.help {
            let _ = writeln!(stderr, "  help: {help}");
        }
    }
}

fn print_notes(notes: &[String]) {
    use std::io::Write as _;
    let mut stderr = anstream::stderr().lock();
    for note in notes {
        let _ = writeln!(stderr, "note: {note}");
    }
}

fn summary(import: &Import, dry_run: bool) -> String {
    let new = import
        .changes
        .iter()
        .filter(|change| change.before.is_none());
    let new = new.count();
    let changed = import.changes.len() - new;
    let rows = match import.left_out {
        1 => "1 row".to_owned(),
        rows => format!("{rows} rows"),
    };
    let mut line = format!(
        "{new} made, {changed} changed, {} unchanged, {rows} left out",
        import.unchanged
    );
    if import.passed_over > 0 {
        let _ = write!(line, ", {} passed over", import.passed_over);
    }
    if dry_run {
        line.push_str(" (nothing was written)");
    }
    line
}
