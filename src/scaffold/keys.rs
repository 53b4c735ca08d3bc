//! The key of a new entry: the date as far as it is known, and the words of the title.
//!
//! Keys become addresses that never change, so they are made of Latin letters alone and of nothing
//! that can be read in several ways.

use super::ScaffoldError;
use crate::model::{Key, names::LONGEST};
use crate::schema::Kind;
use crate::when::When;

/// Makes the key: the one given, or the date as far as it is known and the words of the title.
pub(super) fn key(
    kind: &Kind,
    title: &str,
    when: Option<&When>,
    given: Option<&str>,
) -> Result<Key, ScaffoldError> {
    let date = when.and_then(date_of_key);
    if let Some(given) = given {
        return Key::parse(given).map_err(|_| {
            ScaffoldError::new(
                format!("`{given}` cannot be a key"),
                "use letters, digits and hyphens, without the ending .md",
            )
        });
    }
    let Some(slug) = ascii_slug(title) else {
        let date = date.map_or_else(String::new, |date| format!("{date}-"));
        return Err(ScaffoldError::new(
            format!(
                "no address can be made of the title `{title}`: it would need Latin letters, and other \
                 scripts can be read in several ways"
            ),
            format!("choose the key yourself, as in --key {date}two-or-three-words"),
        ));
    };
    let key = match date.filter(|_| kind.is_dated()) {
        Some(date) => format!("{date}-{slug}"),
        None => slug,
    };
    Ok(Key::parse(&key).expect("digits, Latin letters and hyphens, and not many, make a key"))
}

/// Returns the part of a date that is certain to be in it: a day, a month or a year.
fn date_of_key(when: &When) -> Option<String> {
    let year = when.year().filter(|year| (0..=9999).contains(year))?;
    if let Some(day) = when.first_day().map(|day| day.to_string())
        && when.edtf().starts_with(&day)
    {
        return Some(day);
    }
    Some(match when.month() {
        Some((_, month)) => format!("{year:04}-{month:02}"),
        None => format!("{year:04}"),
    })
}

/// The greatest length of the words of a key.
const LONGEST_SLUG: usize = 60;

/// Turns a name into Latin letters, digits and hyphens; `None` where nothing is left of it.
///
/// Accents fall away. Nothing is transliterated from other scripts: the same characters are read
/// differently in Chinese, Japanese and Korean.
pub(super) fn ascii_slug(name: &str) -> Option<String> {
    use unicode_normalization::UnicodeNormalization as _;
    let mut plain = String::new();
    for letter in name.nfkd().flat_map(char::to_lowercase) {
        match letter {
            // An apostrophe stands within a word, and an accent upon a letter.
            '\'' | '\u{2019}' | '\u{300}'..='\u{36f}' => {}
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'ø' => plain.push('o'),
            'đ' | 'ð' => plain.push('d'),
            'ł' => plain.push('l'),
            'þ' => plain.push_str("th"),
            'ı' => plain.push('i'),
            letter if letter.is_ascii_alphanumeric() => plain.push(letter),
            _ => plain.push(' '),
        }
    }
    let mut slug = String::new();
    for word in plain.split_whitespace() {
        let longer = slug.len() + 1 + word.len();
        if !slug.is_empty() {
            if longer > LONGEST_SLUG {
                break;
            }
            slug.push('-');
        }
        slug.push_str(&word[..word.len().min(LONGEST_SLUG)]);
    }
    let has_letters = slug.contains(|letter: char| letter.is_ascii_alphabetic());
    (has_letters && slug.len() < LONGEST).then_some(slug)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_carry_the_date_as_far_as_it_is_known() {
        for (written, date) in [
            ("2022-02-12", Some("2022-02-12")),
            ("2022-01-13~", Some("2022-01-13")),
            ("2022-01-30T07:52+09:00", Some("2022-01-30")),
            ("2022-02", Some("2022-02")),
            ("2022-02-XX", Some("2022-02")),
            ("2022", Some("2022")),
            ("2022-21", Some("2022")),
            ("2022-03-01/2022-03-05", Some("2022-03-01")),
            ("[2022-02-09,2022-02-10]", Some("2022-02")),
            ("[2021-12-31,2022-01-01]", None),
            ("../2019-12", None),
            ("199X", None),
            ("-0044-03-15", None),
        ] {
            let when = When::parse(written).expect("is a date");
            assert_eq!(date_of_key(&when).as_deref(), date, "{written}");
        }
    }

    #[test]
    fn slugs_are_latin_or_nothing() {
        let long =
            "an extraordinarily long title that goes on and on until nobody reads it any more";
        for (name, slug) in [
            (
                "Foreign ministers meet in Honolulu",
                Some("foreign-ministers-meet-in-honolulu"),
            ),
            ("Moon's visit, 2nd part", Some("moons-visit-2nd-part")),
            ("Jürgen Strauß", Some("jurgen-strauss")),
            ("Lech Wałęsa", Some("lech-walesa")),
            ("북핵 talks", Some("talks")),
            ("岸信夫", None),
            ("서욱", None),
            ("2022", None),
            (" – ", None),
            (
                long,
                Some("an-extraordinarily-long-title-that-goes-on-and-on-until"),
            ),
        ] {
            assert_eq!(ascii_slug(name).as_deref(), slug, "{name}");
        }
    }
}
