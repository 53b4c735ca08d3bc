//! The name of a person in two orders: the family name first, or the given name.
//!
//! In: the title as written, and the part of it that is the family name. Nothing is guessed: a title
//! is only turned where that part stands at its beginning or its end, with a space between. A name in
//! a script that sets no space stays as it is.

use crate::config::NameOrder;

/// The two parts of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts<'a> {
    /// The family name.
    pub family: &'a str,
    /// The rest of the title.
    pub given: &'a str,
    /// Whether the family name stands first in the title.
    pub family_first: bool,
}

impl<'a> Parts<'a> {
    /// Parts a title; `None` where the family name stands neither at its beginning nor at its end.
    #[must_use]
    pub fn of(title: &'a str, family: &str) -> Option<Self> {
        let family = family.trim();
        let is_parted = |rest: &&str| !family.is_empty() && *rest != rest.trim();
        let after = title.strip_prefix(family).filter(is_parted);
        let before = || title.strip_suffix(family).filter(is_parted);
        // A name of two equal words reads the same either way.
        let (rest, family_first) = match after {
            Some(rest) => (rest, true),
            None => (before()?, false),
        };
        let family = if family_first {
            &title[..family.len()]
        } else {
            &title[rest.len()..]
        };
        Some(Self {
            family,
            given: rest.trim(),
            family_first,
        })
    }

    /// Returns the name in an order other than that of the title; `None` where it would be the same.
    #[must_use]
    pub fn turned(self, order: NameOrder) -> Option<String> {
        let family_first = match order {
            NameOrder::AsWritten => return None,
            NameOrder::GivenFirst => false,
            NameOrder::FamilyFirst => true,
        };
        (family_first != self.family_first).then(|| self.other())
    }

    /// Returns the name in the order that the title does not have.
    #[must_use]
    pub fn other(self) -> String {
        if self.family_first {
            format!("{} {}", self.given, self.family)
        } else {
            self.by_family()
        }
    }

    /// Returns the name with the family name first, as lists of people are sorted.
    #[must_use]
    pub fn by_family(self) -> String {
        format!("{} {}", self.family, self.given)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_turned_where_its_family_name_stands_at_an_end() {
        use NameOrder::{AsWritten, FamilyFirst, GivenFirst};
        for (title, family, order, expected) in [
            ("Nobuo Kishi", "Kishi", FamilyFirst, Some("Kishi Nobuo")),
            ("Nobuo Kishi", "Kishi", GivenFirst, None),
            ("Nobuo Kishi", "Kishi", AsWritten, None),
            ("Suh Wook", "Suh", GivenFirst, Some("Wook Suh")),
            ("Suh Wook", "Suh", FamilyFirst, None),
            (
                "Gabriel García Márquez",
                "García Márquez",
                FamilyFirst,
                Some("García Márquez Gabriel"),
            ),
            ("Kim Kim", "Kim", GivenFirst, Some("Kim Kim")),
        ] {
            let parts = Parts::of(title, family).expect("the title has both parts");
            assert_eq!(parts.turned(order).as_deref(), expected, "{title}");
        }
    }

    #[test]
    fn a_part_that_is_no_word_at_an_end_is_no_family_name() {
        for (title, family) in [
            ("Nobuo Kishi", "Kish"),
            ("Nobuo Kishi", "Nobu"),
            ("Nobuo Kishi", "Kono"),
            ("Nobuo Kishi", ""),
            ("Lloyd J. Austin III", "Austin"),
            ("Kishi", "Kishi"),
            ("岸信夫", "岸"),
        ] {
            assert_eq!(Parts::of(title, family), None, "{title}, {family}");
        }
    }
}
