//! The functions that pages call: their names and their arguments.

use crate::diagnostics::{Code, Diagnostic, near_miss};
use crate::yaml::{Node, Yaml};

/// A function that pages call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// How many events a period holds.
    Count,
    /// The place of an event among others.
    Ordinal,
    /// The event before another among those asked for.
    Previous,
    /// The day of that event, where nothing of the kind is known to lie between.
    FirstSince,
    /// The days from one event or day to another.
    DaysBetween,
}

impl Function {
    /// Every function.
    pub const ALL: [Self; 5] = [
        Self::Count,
        Self::Ordinal,
        Self::Previous,
        Self::FirstSince,
        Self::DaysBetween,
    ];

    /// Returns the name by which it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Ordinal => "ordinal",
            Self::Previous => "previous",
            Self::FirstSince => "first_since",
            Self::DaysBetween => "days_between",
        }
    }

    /// Returns the names of its arguments.
    #[must_use]
    pub fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Count => &["kind", "where", "within", "until", "unit", "complete"],
            Self::Ordinal => &["kind", "where", "within", "until", "unit", "of", "complete"],
            Self::Previous => &["kind", "where", "within", "unit", "of", "back", "complete"],
            Self::FirstSince => &["kind", "where", "within", "unit", "of", "complete"],
            Self::DaysBetween => &["from", "to"],
        }
    }

    /// Finds a function by its name.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|function| function.name() == name)
    }

    /// Reports an argument that a function does not take. That comes first: what is missing may be what was
    /// misspelt.
    pub(super) fn unknown_argument(self, node: &Node) -> Option<Diagnostic> {
        let Yaml::Map(entries) = &node.value else {
            return None;
        };
        let known = self.arguments();
        let mut keys = entries.iter().map(|(key, _)| key);
        let key = keys.find(|key| !known.contains(&key.text.as_str()))?;
        let given = |name: &str| entries.iter().any(|(key, _)| key.text == name);
        let takes = format!("`{}` takes {}", self.name(), known.join(", "));
        let free = known.iter().copied().filter(|name| !given(name));
        let help = match near_miss(&key.text, free) {
            Some(near) => format!("did you mean `{near}`? {takes}"),
            None => takes,
        };
        let message = format!("`{}` has no argument `{}`", self.name(), key.text);
        Some(Diagnostic::new(Code::BadFigure, key.span, message).help(help))
    }
}
