//! The words that say how well a date is known: one table for the whole site.
//!
//! `words.rs` makes every date from the patterns here, and the page on method prints the same table,
//! so that what is explained and what is shown cannot drift apart. An ellipsis stands for a date.

use super::When;

/// One way of saying how well a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// A date that is written so.
    pub written: &'static str,
    /// The words around it, with an ellipsis for each date.
    pub words: &'static str,
    /// What the words mean.
    pub meaning: &'static str,
}

/// A date that is near.
pub(super) const ABOUT: Term = Term {
    written: "2022-01-13~",
    words: "about …",
    meaning: "Near that date and perhaps not on it: a day may be a week off, a month a month, a year a year.",
};
/// A date that is in doubt.
pub(super) const PROBABLY: Term = Term {
    written: "2022-02-04?",
    words: "probably …",
    meaning: "That date is the likely one, and what it rests on leaves a doubt.",
};
/// A date that is near and in doubt.
pub(super) const PROBABLY_ABOUT: Term = Term {
    written: "2022-02-10%",
    words: "probably about …",
    meaning: "Both: the date is near at best, and in doubt.",
};
/// One of a few dates.
pub(super) const OR: Term = Term {
    written: "[2022-02-09,2022-02-10]",
    words: "… or …",
    meaning: "One of the dates that are named. A day in one zone may be either of two in another, and then both are named.",
};
/// One date of a stretch.
pub(super) const BETWEEN: Term = Term {
    written: "[2022-02-09..2022-02-12]",
    words: "between … and …",
    meaning: "At some time from the first date to the last, both included; it is not known when.",
};
/// A stretch from its first date to its last.
pub(super) const TO: Term = Term {
    written: "2019-11-16/2019-11-17",
    words: "… to …",
    meaning: "From the first date to the last: it began on the one and ended on the other.",
};
/// A date or an earlier one.
pub(super) const OR_EARLIER: Term = Term {
    written: "[..2020-06]",
    words: "… or earlier",
    meaning: "Once, on that date or before it; it is not known when.",
};
/// A date or a later one.
pub(super) const OR_LATER: Term = Term {
    written: "[2020-06-01..]",
    words: "… or later",
    meaning: "Once, on that date or after it; it is not known when.",
};
/// A stretch without an end.
pub(super) const FROM_ON: Term = Term {
    written: "2019-12/..",
    words: "from … on",
    meaning: "Since that date, and without an end.",
};
/// A stretch whose end is not known.
pub(super) const FROM: Term = Term {
    written: "2019-12/",
    words: "from …, end not known",
    meaning: "Since that date; it ended, or may have ended, on a day that is not known.",
};
/// A stretch without a beginning.
pub(super) const UNTIL: Term = Term {
    written: "../2019-12",
    words: "until …",
    meaning: "Up to that date, and always before it.",
};
/// A stretch whose beginning is not known.
pub(super) const UNTIL_FROM: Term = Term {
    written: "/2019-12",
    words: "until …, start not known",
    meaning: "Up to that date; it began on a day that is not known.",
};
/// A month of which the day is not known.
pub(super) const DAY_NOT_KNOWN: Term = Term {
    written: "2022-02-XX",
    words: "…, day not known",
    meaning: "On one day of that month or season. Of an event, a month alone says the same.",
};
/// A year of which the month is not known.
pub(super) const MONTH_NOT_KNOWN: Term = Term {
    written: "2022-XX",
    words: "…, month not known",
    meaning: "In one month of that year.",
};
/// A year of which neither month nor day is known.
pub(super) const MONTH_AND_DAY_NOT_KNOWN: Term = Term {
    written: "2022-XX-XX",
    words: "…, month and day not known",
    meaning: "On one day of that year. Of an event, a year alone says the same.",
};
/// Several years of which it is not known which.
pub(super) const YEAR_NOT_KNOWN: Term = Term {
    written: "199X",
    words: "…, year not known",
    meaning: "Said of an event: in one of those years.",
};

/// Every term, in the order in which the page on method prints them.
pub const VOCABULARY: &[Term] = &[
    ABOUT,
    PROBABLY,
    PROBABLY_ABOUT,
    OR,
    BETWEEN,
    TO,
    OR_EARLIER,
    OR_LATER,
    FROM_ON,
    FROM,
    UNTIL,
    UNTIL_FROM,
    DAY_NOT_KNOWN,
    MONTH_NOT_KNOWN,
    MONTH_AND_DAY_NOT_KNOWN,
    YEAR_NOT_KNOWN,
];

impl Term {
    /// Returns what a page shows for the date that is written so, where it stands for an event.
    ///
    /// # Panics
    ///
    /// Never: the dates of the table can be read, which a test holds.
    #[must_use]
    pub fn example(&self) -> String {
        let when = When::parse(self.written).expect("the dates of the table can be read");
        when.of_event().long()
    }

    /// Puts dates in the places of the ellipses.
    pub(super) fn of(&self, dates: &[&str]) -> String {
        let mut words = String::new();
        let mut dates = dates.iter();
        for (index, piece) in self.words.split('…').enumerate() {
            if index > 0 {
                words.push_str(dates.next().copied().unwrap_or_default());
            }
            words.push_str(piece);
        }
        words
    }

    /// Returns the words between two dates, as " or ".
    pub(super) fn link(&self) -> &'static str {
        self.words.trim_matches('…')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_shows_the_words_that_it_explains() {
        for term in VOCABULARY {
            let example = term.example();
            let mut rest = example.as_str();
            for piece in term.words.split('…') {
                let found = rest.find(piece);
                assert!(found.is_some(), "{example:?} lacks {piece:?}");
                rest = &rest[found.unwrap_or_default() + piece.len()..];
            }
        }
    }
}
