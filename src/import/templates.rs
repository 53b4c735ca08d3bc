//! The texts of a mapping: constants, and templates over the cells of a row.
//!
//! Each template is read once. Which columns it names is noted, so that a column that the table lacks is
//! told before anything is written, and a fault of a value at its cell.

use std::collections::BTreeMap;

use tera::{Context, ErrorKind, Kwargs, State, Tera, Value};

use super::html::{markdown, plain};
use super::table::{Row, Table};
use crate::config::is_web_address;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, near_miss};
use crate::model::slug;
use crate::text::Span;
use crate::yaml::{Node, Yaml};

/// What templates see beside the columns.
const OWN_NAMES: &[&str] = &["row", "rows", "tables", "item"];

/// A text of a mapping.
#[derive(Debug, Clone)]
pub(super) struct Text {
    /// The number of its template, or the text itself if it is constant.
    form: Result<usize, String>,
    /// The columns that it names.
    pub(super) columns: Vec<usize>,
    /// The columns that a template names by way of the rows of a brief are the same for all of them.
    pub(super) span: Span,
}

/// The templates of a mapping.
#[derive(Debug)]
pub(super) struct Templates {
    engine: Tera,
    count: usize,
    tables: Value,
    columns: Vec<String>,
}

/// What templates see of one row.
pub(super) struct Cells {
    context: Context,
}

impl Templates {
    /// Begins with the names of the columns and the tables of words.
    pub(super) fn new(table: &Table, tables: &BTreeMap<String, BTreeMap<String, String>>) -> Self {
        let mut engine = Tera::new();
        engine.autoescape_on(Vec::<&str>::new());
        register(&mut engine);
        let words = |words: &BTreeMap<String, String>| {
            let words = words
                .iter()
                .map(|(word, means)| (word.clone(), Value::from(means.as_str())));
            map_of(words.collect())
        };
        let tables = tables
            .iter()
            .map(|(name, table)| (name.clone(), words(table)));
        Self {
            engine,
            count: 0,
            tables: map_of(tables.collect()),
            columns: table.columns.clone(),
        }
    }

    /// Reads one text of a mapping.
    pub(super) fn read(&mut self, node: &Node, diagnostics: &mut Diagnostics) -> Option<Text> {
        let Yaml::Scalar { text, verbatim } = &node.value else {
            let message = format!("a text is wanted here, not {}", node.describe());
            let help = "write a text, in quotation marks where it holds a colon or braces: \"{{ column }}\"";
            diagnostics.push(Diagnostic::new(Code::WrongType, node.span, message).help(help));
            return None;
        };
        let mut read = Text {
            form: Err(text.clone()),
            columns: Vec::new(),
            span: node.span,
        };
        if !text.contains("{{") && !text.contains("{%") {
            return Some(read);
        }
        let name = self.count.to_string();
        if let Err(error) = self.engine.add_raw_template(&name, text) {
            let (range, message) = place(&error);
            let range = range.filter(|range| *verbatim && range.end <= text.len());
            let span = range.map_or(node.span, |range| node.span.within(range.start, range.end));
            let help = "a template is a text with columns in double braces, as in \"{{ date }}\"; docs/import.md shows more";
            diagnostics.push(Diagnostic::new(Code::TemplateSyntax, span, message).help(help));
            return None;
        }
        read.form = Ok(self.count);
        self.count += 1;
        let named = self
            .engine
            .get_template_variables(&name)
            .unwrap_or_default();
        let mut named: Vec<String> = named.into_iter().map(str::to_owned).collect();
        named.retain(|name| !OWN_NAMES.contains(&name.as_str()) && !is_bound(text, name));
        named.sort();
        named.extend(subscripts(text));
        for name in named {
            match self.columns.iter().position(|column| *column == name) {
                Some(column) => read.columns.push(column),
                None => {
                    let offset = text.find(&name).filter(|_| *verbatim);
                    let span = offset.map_or(node.span, |at| node.span.within(at, at + name.len()));
                    diagnostics.push(self.lacks(&name, span));
                }
            }
        }
        Some(read)
    }

    fn lacks(&self, name: &str, span: Span) -> Diagnostic {
        let near = near_miss(name, self.columns.iter().map(String::as_str));
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("its columns are {}", self.columns.join(", ")),
        };
        let message = format!("the table has no column `{name}`");
        Diagnostic::new(Code::TemplateField, span, message).help(help)
    }

    /// Lays out the cells of a row for its templates; `rows` are those of the same brief.
    pub(super) fn cells(&self, row: &Row, rows: &[&Row]) -> Cells {
        let mut context = Context::new();
        for (name, cell) in self.columns.iter().zip(&row.cells) {
            context.insert_value(name.clone(), Value::from(cell.trim()));
        }
        context.insert_value("row", self.map(row));
        let rows: Vec<Value> = rows.iter().map(|row| self.map(row)).collect();
        context.insert_value("rows", Value::from(rows));
        context.insert_value("tables", self.tables.clone());
        context.insert_value("item", Value::from(""));
        Cells { context }
    }

    fn map(&self, row: &Row) -> Value {
        let cells = self.columns.iter().zip(&row.cells);
        let cells = cells.map(|(name, cell)| (name.clone(), Value::from(cell.trim())));
        map_of(cells.collect())
    }

    /// Fills a text with the cells of a row.
    ///
    /// # Errors
    ///
    /// Returns what is wrong, in words, where a template cannot be filled.
    pub(super) fn fill(&self, text: &Text, cells: &Cells) -> Result<String, String> {
        match &text.form {
            Err(constant) => Ok(constant.trim().to_owned()),
            Ok(number) => match self.engine.render(&number.to_string(), &cells.context) {
                Ok(filled) => Ok(filled.trim().to_owned()),
                Err(error) => Err(place(&error).1),
            },
        }
    }
}

impl Text {
    /// Returns the text of a constant.
    pub(super) fn constant(&self) -> Option<&str> {
        self.form.as_ref().err().map(String::as_str)
    }
}

impl Cells {
    /// Lets templates see an item of a list.
    pub(super) fn set_item(&mut self, item: &str) {
        self.context.insert_value("item", Value::from(item));
    }
}

fn map_of(entries: BTreeMap<String, Value>) -> Value {
    let entries = entries.into_iter();
    let entries: BTreeMap<tera::value::Key<'static>, Value> =
        entries.map(|(name, value)| (name.into(), value)).collect();
    Value::from(entries)
}

/// Returns where an error lies in its template, and what Tera says of it.
fn place(error: &tera::Error) -> (Option<std::ops::Range<usize>>, String) {
    let (range, message) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => (
            Some(report.span().range.clone()),
            report.message().to_owned(),
        ),
        _ => {
            let text = error.to_string();
            (None, text.lines().next().unwrap_or_default().to_owned())
        }
    };
    // Tera lists what there is after saying what there is not.
    let message = message.split(" Available ").next().unwrap_or_default();
    let message = message.trim_start_matches("error: ").trim_end_matches('.');
    let mut letters = message.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_lowercase().to_string());
    (range, first.unwrap_or_default() + letters.as_str())
}

/// Tells whether a template gives a name itself, in a loop or by setting it.
fn is_bound(template: &str, name: &str) -> bool {
    let mut tags = template.split("{%").skip(1);
    tags.any(|tag| {
        let mut words = tag
            .split("%}")
            .next()
            .unwrap_or_default()
            .split(|letter: char| !letter.is_alphanumeric() && letter != '_')
            .filter(|word| !word.is_empty());
        match words.next() {
            Some("set" | "set_global") => words.next() == Some(name),
            Some("for") => words
                .take_while(|word| *word != "in")
                .any(|word| word == name),
            Some(_) | None => false,
        }
    })
}

/// Returns the columns that a template names as `row["Start Date"]` or `rows | each(of="Start Date")`.
fn subscripts(template: &str) -> Vec<String> {
    let mut found = Vec::new();
    for before in ["row[", "each(of="] {
        for (at, _) in template.match_indices(before) {
            let rest = template[at + before.len()..].trim_start();
            if let Some(mark @ ('"' | '\'')) = rest.chars().next()
                && let Some(end) = rest[1..].find(mark)
            {
                found.push(rest[1..=end].to_owned());
            }
        }
    }
    found
}

fn register(engine: &mut Tera) {
    engine.register_filter("before", |text: &str, options: Kwargs, _: &State| {
        let at: &str = options.must_get("at")?;
        let part = text.split_once(at).map_or(text, |(before, _)| before);
        Ok::<_, tera::Error>(part.trim().to_owned())
    });
    engine.register_filter("after", |text: &str, options: Kwargs, _: &State| {
        let at: &str = options.must_get("at")?;
        let part = text.split_once(at).map_or("", |(_, after)| after);
        Ok::<_, tera::Error>(part.trim().to_owned())
    });
    engine.register_filter("pad", |text: &str, options: Kwargs, _: &State| {
        let most: Option<usize> = options.get("width")?;
        let width = most.unwrap_or(2).min(9);
        Ok::<_, tera::Error>(format!("{text:0>width$}"))
    });
    engine.register_filter("plain", |text: &str, _: Kwargs, _: &State| plain(text));
    engine.register_filter("markdown", |text: &str, _: Kwargs, _: &State| {
        markdown(text).text
    });
    engine.register_filter("link", |address: &str, options: Kwargs, _: &State| {
        let caption: Option<&str> = options.get("caption")?;
        let credit: Option<&str> = options.get("credit")?;
        let words = |html: Option<&str>| {
            let words = html.map(|html| markdown(&plain(html)).text);
            words.filter(|words| !words.is_empty())
        };
        let caption = words(caption).unwrap_or_else(|| markdown(address).text);
        let credit = words(credit).map_or_else(String::new, |credit| format!(" ({credit})"));
        Ok::<_, tera::Error>(if is_web_address(address) {
            let address = address.replace('(', "%28").replace(')', "%29");
            format!("[{caption}]({address}){credit}")
        } else {
            String::new()
        })
    });
    engine.register_filter("slug", |text: &str, _: Kwargs, _: &State| slug(text));
    engine.register_filter("each", |rows: Vec<Value>, options: Kwargs, _: &State| {
        let column: &str = options.must_get("of")?;
        let mut cells: Vec<Value> = Vec::new();
        for row in &rows {
            let cells_of_row = row.as_map();
            let cell = cells_of_row
                .and_then(|cells| cells.get(&tera::value::Key::from(column.to_owned())));
            let cell = cell
                .cloned()
                .filter(|cell| cell.as_str().is_some_and(|cell| !cell.is_empty()));
            if let Some(cell) = cell.filter(|cell| !cells.contains(cell)) {
                cells.push(cell);
            }
        }
        Ok::<_, tera::Error>(Value::from(cells))
    });
}
