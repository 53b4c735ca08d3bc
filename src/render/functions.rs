//! The functions that templates call: counts, places, the event before, days between.
//!
//! A call is read by the code that reads claims, so that it takes the same arguments and tells of the
//! same mistakes. The functions know one site: they are bound to the templates for the pages of that
//! site, and which entry's page is under way they read from what the template sees.

use std::sync::Arc;

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use super::cards::Cards;
use super::values::date_view;
use crate::claims::{Answer, Claims, Function, Request, Tally};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::resolve::{EntryId, Site};
use crate::text::Span;
use crate::yaml::{Key, Node, Yaml};

/// What the functions ask.
#[derive(Debug, Clone)]
pub(super) struct Asking {
    /// The site.
    pub(super) site: Arc<Site>,
    /// Its verdicts, and what they were found by.
    pub(super) claims: Arc<Claims>,
    /// The cards.
    pub(super) cards: Arc<Cards>,
    /// A place for what has none.
    pub(super) nowhere: Span,
}

/// Registers the names before there is a site, so that templates can be read.
pub(super) fn announce(engine: &mut Tera) {
    for function in Function::ALL {
        engine.register_function(function.name(), |_: Kwargs, _: &State| Value::none());
    }
}

/// Registers the functions for a site.
pub(super) fn register(engine: &mut Tera, asking: &Asking) {
    for function in Function::ALL {
        let asking = asking.clone();
        let call = move |arguments: Kwargs, state: &State| asking.call(function, &arguments, state);
        engine.register_function(function.name(), call);
    }
}

impl Asking {
    fn call(&self, function: Function, arguments: &Kwargs, state: &State) -> TeraResult<Value> {
        let span = self.nowhere;
        let arguments = arguments.iter().map(|(name, value)| {
            let name = name.as_str().unwrap_or_default().to_owned();
            (Key { text: name, span }, node(value, span))
        });
        let node = Node {
            span,
            value: Yaml::Map(arguments.collect()),
        };
        let mut diagnostics = Diagnostics::default();
        let request = Request::read(function, &node, &self.site.schema, &mut diagnostics);
        if let Some(first) = diagnostics.iter().next() {
            return Err(Error::message(in_words(function, first)));
        }
        let Some(request) = request else {
            return Ok(Value::none());
        };
        let answer = self.claims.answer(&request, self.own(state)?, &self.site);
        let answer = answer.map_err(|message| {
            Error::message(format!(
                "`{}` cannot be answered: {message}",
                function.name()
            ))
        })?;
        Ok(match answer {
            Answer::Number(tally) | Answer::Place(tally) => number(tally),
            Answer::Event(id) => self.cards.get(id),
            Answer::DayOf(id) => {
                let when = self.site.entry(id).when.as_ref();
                when.map_or_else(Value::none, |when| date_view(when, &self.site))
            }
            Answer::Nothing => Value::none(),
        })
    }

    /// Finds the entry whose page is under way.
    fn own(&self, state: &State) -> TeraResult<Option<EntryId>> {
        let entry: Option<Value> = state.get("entry")?;
        let names = entry.as_ref().and_then(Value::as_map);
        let word = |name: &'static str| names?.get(&tera::value::Key::from(name))?.as_str();
        let found = word("kind").zip(word("key")).and_then(|(kind, key)| {
            let mut kinds = self.site.schema.ids();
            let (kind, _) = kinds.find(|(_, known)| known.name == kind)?;
            self.site.find(kind, key)
        });
        Ok(found)
    }
}

/// Says what is wrong with a call.
fn in_words(function: Function, fault: &Diagnostic) -> String {
    let name = function.name();
    let help = fault.help.as_ref();
    let help = help.map_or_else(String::new, |help| format!("; {help}"));
    format!("`{name}` cannot be answered: {}{help}", fault.message)
}

/// Makes an argument what it would be in YAML.
fn node(value: &Value, span: Span) -> Node {
    let scalar = |text: String| Yaml::Scalar {
        text,
        verbatim: true,
    };
    let value = if let Some(text) = value.as_str() {
        scalar(text.to_owned())
    } else if let Some(map) = value.as_map() {
        let entries = map.iter().map(|(name, value)| {
            let text = match name.as_str() {
                Some(name) => name.to_owned(),
                None => name.to_string(),
            };
            (Key { text, span }, node(value, span))
        });
        Yaml::Map(entries.collect())
    } else if let Some(items) = value.as_array() {
        Yaml::List(items.iter().map(|item| node(item, span)).collect())
    } else if value.is_none() {
        Yaml::Null
    } else {
        scalar(value.to_string())
    };
    Node { span, value }
}

/// Makes a number for templates: a whole one where it is, words where only its bounds are known.
fn number(tally: Tally) -> Value {
    let Some(number) = tally.one() else {
        return tally.words().into();
    };
    #[expect(
        clippy::cast_possible_truncation,
        reason = "it is whole and far below 2^52"
    )]
    if number.fract() == 0.0 && number.abs() < 1e15 {
        (number as i64).into()
    } else {
        number.into()
    }
}
