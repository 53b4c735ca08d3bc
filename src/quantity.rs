//! A measured or reported number: exact, rounded, a bound, or a range.
//!
//! `800`, `about 800`, `over 700`, `under 700`, `at least 700`, `at most 700`, `450-600` or
//! `450..600`, `about 450-600`. The unit, if there is one, comes from the field's declaration.

use crate::figures::grouped;

/// The most characters of one number, digits and point together: what an `f64` surely keeps.
pub const LONGEST: usize = 12;

/// A number as somebody reported it.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// How the number is to be taken.
    pub hedge: Hedge,
    /// The number, or the lower end of a range.
    pub low: f64,
    /// The upper end of a range.
    pub high: Option<f64>,
    /// The digits after the point that were written.
    decimals: usize,
}

/// How a reported number is to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hedge {
    /// As it stands.
    Exact,
    /// Rounded or estimated.
    About,
    /// More than the number.
    Over,
    /// Less than the number.
    Under,
    /// The number or more.
    AtLeast,
    /// The number or less.
    AtMost,
}

const HEDGES: &[(&str, Hedge)] = &[
    ("about", Hedge::About),
    ("over", Hedge::Over),
    ("under", Hedge::Under),
    ("at least", Hedge::AtLeast),
    ("at most", Hedge::AtMost),
];

impl Quantity {
    /// Reads a quantity; `None` if the text is not one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (hedge, rest) = HEDGES
            .iter()
            .find_map(|(word, hedge)| Some((*hedge, text.strip_prefix(word)?.strip_prefix(' ')?)))
            .unwrap_or((Hedge::Exact, text));
        let rest = rest.trim();
        let range = rest.split_once("..");
        if let Some((low, high)) = range.or_else(|| rest.split_once(['-', '–'])) {
            let ((low, left), (high, right)) = (number(low)?, number(high)?);
            return (low < high && matches!(hedge, Hedge::Exact | Hedge::About)).then_some(Self {
                hedge,
                low,
                high: Some(high),
                decimals: left.max(right),
            });
        }
        let (low, decimals) = number(rest)?;
        Some(Self {
            hedge,
            low,
            high: None,
            decimals,
        })
    }

    /// Returns the range from the least to the most of several; nothing where one of them is a bound,
    /// beyond which nothing is known.
    #[must_use]
    pub fn span(all: &[&Self]) -> Option<Self> {
        let first = all.first()?;
        let mut span = (*first).clone();
        let mut high = first.high.unwrap_or(first.low);
        for other in all {
            if !matches!(other.hedge, Hedge::Exact | Hedge::About) {
                return None;
            }
            if other.hedge == Hedge::About {
                span.hedge = Hedge::About;
            }
            span.low = span.low.min(other.low);
            high = high.max(other.high.unwrap_or(other.low));
            span.decimals = span.decimals.max(other.decimals);
        }
        span.high = (high > span.low).then_some(high);
        Some(span)
    }

    /// Returns the least and the largest number that it can stand for; a rounded number stands for itself.
    #[must_use]
    pub fn bounds(&self) -> (f64, f64) {
        match self.hedge {
            Hedge::Exact | Hedge::About => (self.low, self.high.unwrap_or(self.low)),
            Hedge::Over | Hedge::AtLeast => (self.low, f64::INFINITY),
            Hedge::Under | Hedge::AtMost => (0.0, self.low),
        }
    }

    /// Returns the same for comparisons: what is over or under a number is not the number itself.
    #[must_use]
    pub fn reach(&self) -> (f64, f64) {
        let (low, high) = self.bounds();
        match self.hedge {
            Hedge::Over => (low.next_up(), high),
            Hedge::Under => (low, high.next_down()),
            Hedge::Exact | Hedge::About | Hedge::AtLeast | Hedge::AtMost => (low, high),
        }
    }

    /// Writes it in words and figures with its unit, if there is one: `about 2,000 km`.
    #[must_use]
    pub fn words_with(&self, unit: &str) -> String {
        let words = self.words();
        if unit.is_empty() {
            return words;
        }
        // Number and unit never part at the end of a line.
        format!("{words}\u{a0}{unit}")
    }

    /// Writes it in words and figures, without the unit: `about 2,000`.
    #[must_use]
    pub fn words(&self) -> String {
        let mut words = String::new();
        if let Some((word, _)) = HEDGES.iter().find(|(_, hedge)| *hedge == self.hedge) {
            words.push_str(word);
            // Hedge and figure never part at the end of a line.
            words.push('\u{a0}');
        }
        words.push_str(&grouped(&format!("{:.*}", self.decimals, self.low)));
        if let Some(high) = self.high {
            words.push('–');
            words.push_str(&grouped(&format!("{high:.*}", self.decimals)));
        }
        words
    }
}

fn number(text: &str) -> Option<(f64, usize)> {
    let text = text.trim();
    let plain = text
        .chars()
        .all(|letter| letter.is_ascii_digit() || letter == '.');
    if !plain
        || text.len() > LONGEST
        || text.matches('.').count() > 1
        || text.starts_with('.')
        || text.ends_with('.')
    {
        return None;
    }
    let decimals = text.split_once('.').map_or(0, |(_, digits)| digits.len());
    Some((text.parse().ok()?, decimals))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_make_a_range_unless_one_is_a_bound() {
        let span = |texts: &[&str]| {
            let all: Option<Vec<Quantity>> =
                texts.iter().map(|text| Quantity::parse(text)).collect();
            let all = all.expect("each is a quantity");
            Quantity::span(&all.iter().collect::<Vec<_>>()).map(|span| span.words())
        };
        let words = span(&["350-400", "110-300", "400", "300"]);
        assert_eq!(words.as_deref(), Some("110–400"));
        assert_eq!(
            span(&["about 5", "7.5"]).as_deref(),
            Some("about\u{a0}5.0–7.5")
        );
        assert_eq!(span(&["5", "5"]).as_deref(), Some("5"));
        assert_eq!(span(&["5", "over 7"]), None);
        assert_eq!(span(&[]), None);
    }

    #[test]
    fn quantities_are_read_and_written() {
        for (text, words) in [
            ("800", "800"),
            ("2000", "2,000"),
            ("about 2000", "about\u{a0}2,000"),
            ("over 700", "over\u{a0}700"),
            ("at least 1", "at least\u{a0}1"),
            ("450-600", "450–600"),
            ("about 450 - 600", "about\u{a0}450–600"),
            ("2..4", "2–4"),
            ("about 2 .. 4", "about\u{a0}2–4"),
            ("1.5..2.5", "1.5–2.5"),
            ("6.5", "6.5"),
            ("9137", "9,137"),
        ] {
            let quantity = Quantity::parse(text).expect("is a quantity");
            assert_eq!(quantity.words(), words, "{text}");
        }
        for text in [
            "",
            "x",
            "about",
            "600-450",
            "over 4-5",
            "1e3",
            "1,000",
            "-5",
            "800 km",
            ".5",
            "1.2.3",
            "abouts 5",
            "2..",
            "..4",
            "4..2",
            "2...4",
            "over 2..4",
            "2..4..6",
            "2-4..6",
        ] {
            assert_eq!(Quantity::parse(text), None, "{text}");
        }
    }
}
