//! Figures that a text asks for: `{{ count(kind="launch", within="2022") }}`.
//!
//! In: the words between the braces. Out: the words that stand for them on the page, or what is wrong. The
//! arguments are read as YAML, by the code that reads claims.

use super::Claims;
use super::function::Function;
use super::request::{Answer, Request};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, near_miss};
use crate::figures::grouped;
use crate::model::body::Figure;
use crate::resolve::{EntryId, Site};
use crate::text::Span;
use crate::when::When;
use crate::yaml;

impl Claims {
    /// Works out a figure of a text of an entry.
    ///
    /// # Errors
    ///
    /// Returns what is wrong with it, as a diagnostic at the figure.
    pub fn figure(
        &self,
        figure: &Figure,
        own: EntryId,
        site: &Site,
    ) -> Result<String, Box<Diagnostic>> {
        let fault = |message: String, help: &str| {
            Box::new(Diagnostic::new(Code::BadFigure, figure.span, message).help(help))
        };
        if site.kind_of(own).is_dated() {
            return Err(fault(
                "the text of an event cannot have its numbers worked out".to_owned(),
                "write the number, and check it by an item of `claims`: the sentence then says what it said when it was written",
            ));
        }
        let (name, arguments) = split(&figure.call);
        let Some(function) = Function::find(name) else {
            let names = Function::ALL.map(Function::name);
            let known = names.join(", ");
            let help = match near_miss(name, names) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!(
                    "write one of {known}; where braces are meant as they are, write `\\{{{{`"
                ),
            };
            return Err(fault(format!("there is no function `{name}`"), &help));
        };
        let mut diagnostics = Diagnostics::default();
        let text = as_yaml(arguments);
        let base = Span::new(figure.span.text, 0, text.len());
        let node = yaml::parse(&text, base, &mut diagnostics);
        let request = node
            .filter(|_| diagnostics.is_empty())
            .and_then(|node| Request::read(function, &node, &site.schema, &mut diagnostics));
        if let Some(first) = diagnostics.iter().next() {
            let help = first.help.clone().unwrap_or_default();
            let mut found = Diagnostic::new(Code::BadFigure, figure.span, first.message.clone());
            found.help = Some(help).filter(|help| !help.is_empty());
            return Err(Box::new(found));
        }
        let answer = match &request {
            Some(request) => self.answer(request, Some(own), site),
            None => Ok(Answer::Nothing),
        };
        let answer = answer.map_err(|message| {
            let (message, help) = message.split_once("; ").unwrap_or((&message, ""));
            let mut found = Diagnostic::new(Code::BadFigure, figure.span, message);
            found.help = Some(help.to_owned()).filter(|help| !help.is_empty());
            Box::new(found)
        })?;
        words(answer, site).ok_or_else(|| {
            fault(
                format!("`{}` gives nothing here", figure.call),
                "ask for events that are in the record; with `complete=true`, for a period for which it is declared complete",
            )
        })
    }
}

/// Writes an answer into running text; nothing where there is none.
fn words(answer: Answer, site: &Site) -> Option<String> {
    match answer {
        Answer::Number(tally) => Some(match tally.one() {
            Some(number) => grouped(&format!("{number}")),
            None => tally.words(),
        }),
        Answer::Place(tally) => Some(tally.place()),
        Answer::Event(id) => Some(site.title(id).to_owned()),
        Answer::DayOf(id) => site.entry(id).when.as_ref().map(When::long),
        Answer::Nothing => None,
    }
}

/// Parts a call into its name and what stands between its brackets.
fn split(call: &str) -> (&str, &str) {
    let (name, rest) = call.split_once('(').unwrap_or((call, ""));
    let rest = rest.trim_end();
    (name.trim(), rest.strip_suffix(')').unwrap_or(rest))
}

/// Writes arguments as a mapping of YAML: each `=` between a name and its value becomes a colon.
fn as_yaml(arguments: &str) -> String {
    let mut text = String::from("{");
    let (mut depth, mut quoted) = (0_usize, None);
    for letter in arguments.chars() {
        match (quoted, letter) {
            (Some(mark), letter) if mark == letter => quoted = None,
            (None, '"' | '\'') => quoted = Some(letter),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth = depth.saturating_sub(1),
            (None, '=') if depth == 0 => {
                text.push_str(": ");
                continue;
            }
            (Some(_) | None, _) => {}
        }
        text.push(letter);
    }
    text.push('}');
    text
}

#[cfg(test)]
mod tests {
    use super::{as_yaml, split};

    #[test]
    fn arguments_become_a_mapping() {
        let (name, arguments) = split("count(kind=\"a\", where={ b: 'c=d' }, within=2022)");
        assert_eq!(name, "count");
        assert_eq!(
            as_yaml(arguments),
            "{kind: \"a\", where: { b: 'c=d' }, within: 2022}"
        );
    }
}
