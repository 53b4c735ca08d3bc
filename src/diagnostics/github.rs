//! Diagnostics as workflow commands, which GitHub shows beside the lines of a proposed change.
//!
//! In: the collected diagnostics and the texts. Out: a line each. Percent signs, line ends, and in
//! properties colons and commas, are escaped as GitHub's runner reads them back.

use super::place::place;
use super::print::visible;
use super::{Diagnostic, Diagnostics};
use crate::text::Texts;

/// Writes each diagnostic as a command on a line of its own. `folder` leads from where the command
/// runs to the site, and is empty or ends in a slash.
#[must_use]
pub fn commands(diagnostics: &Diagnostics, texts: &Texts, folder: &str) -> String {
    let mut commands = String::new();
    for item in diagnostics.sorted(texts) {
        commands.push_str(&command(item, texts, folder));
        commands.push('\n');
    }
    commands
}

fn command(diagnostic: &Diagnostic, texts: &Texts, folder: &str) -> String {
    let code = diagnostic.code;
    let place = place(diagnostic.span, texts);
    let mut properties = Vec::new();
    if !place.path.is_empty() {
        properties.push(("file", format!("{folder}{}", place.path)));
    }
    if let Some((start, end)) = place.range {
        properties.push(("line", start.line.to_string()));
        properties.push(("col", start.column.to_string()));
        properties.push(("endLine", end.line.to_string()));
        // Columns mean something within one line only.
        if end.line == start.line {
            properties.push(("endColumn", end.column.to_string()));
        }
    }
    properties.push(("title", code.name().to_owned()));
    let properties: Vec<String> = properties
        .into_iter()
        .map(|(name, value)| format!("{name}={}", property(&value)))
        .collect();
    let mut words = diagnostic.message.clone();
    for note in &diagnostic.notes {
        words.push('\n');
        words.push_str(note);
    }
    if let Some(help) = &diagnostic.help {
        words.push_str("\nhelp: ");
        words.push_str(help);
    }
    format!(
        "::{} {}::{}",
        code.severity().word(),
        properties.join(","),
        data(&words)
    )
}

fn data(text: &str) -> String {
    visible(&text.replace('%', "%25").replace('\r', "%0D")).replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_ends_a_command_or_begins_another() {
        assert_eq!(data("100 %\r\n::x"), "100 %25%0D%0A::x");
        assert_eq!(property("a:b,c%\n"), "a%3Ab%2Cc%25%0A");
        assert_eq!(data("\u{1b}[31m"), "␛[31m");
    }
}
