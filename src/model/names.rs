//! Keys, names and addresses: texts that were checked once and are then trusted.
//!
//! A [`Key`] names an entry within its kind and never changes once published. A [`Folded`] name is
//! what two spellings of the same name have in common. A [`UrlPath`] is a page's address below the
//! site's own.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

use crate::text::percent_encode;

/// The longest key or alias that gets a page, in bytes; file systems end at 255.
pub const LONGEST: usize = 200;

/// The name of an entry within its kind: the name of its file, in Unicode's NFC form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(String);

impl Key {
    /// Makes a key of a file's name; a key has letters, digits, hyphens, underscores and points.
    ///
    /// # Errors
    ///
    /// Returns the first character that a key cannot have, or `None` in `Err` for a name that is empty
    /// or too long or begins or ends with a point.
    pub fn parse(name: &str) -> Result<Self, Option<char>> {
        let name: String = name.nfc().collect();
        let usable = |letter: &char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.');
        if let Some(letter) = name.chars().find(|letter| !usable(letter)) {
            return Err(Some(letter));
        }
        if name.is_empty() || name.len() > LONGEST || name.starts_with('.') || name.ends_with('.') {
            return Err(None);
        }
        Ok(Self(name))
    }

    /// Returns the key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A name without what differs between spellings: case, Unicode form, runs of spaces.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Folded(String);

impl Folded {
    /// Folds a name (NFKC, lower case, single spaces).
    #[must_use]
    pub fn new(name: &str) -> Self {
        if name.is_ascii() {
            // Most names and all addresses; none of the rest applies to these letters.
            let mut folded = String::with_capacity(name.len());
            for word in name.split_whitespace() {
                if !folded.is_empty() {
                    folded.push(' ');
                }
                folded.extend(word.chars().map(|letter| letter.to_ascii_lowercase()));
            }
            return Self(folded);
        }
        let lower: String = name.nfkc().flat_map(char::to_lowercase).collect();
        let folded: String = lower.nfkc().collect();
        Self(folded.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// Returns the folded text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The address of a file below the site's own address, with forward slashes and no first slash.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UrlPath(String);

impl UrlPath {
    /// Makes the address of a page: the folder, a name, and `.html`.
    #[must_use]
    pub fn page(folder: &str, name: &str) -> Self {
        if folder.is_empty() {
            Self(format!("{name}.html"))
        } else {
            Self(format!("{folder}/{name}.html"))
        }
    }

    /// Makes the address of a file that is known to be harmless: no `..`, no empty part.
    #[must_use]
    pub fn file(path: &str) -> Option<Self> {
        let harmless =
            |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains('\\');
        path.split('/').all(harmless).then(|| Self(path.to_owned()))
    }

    /// Returns the address as it stands in files and lists.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the way from this page back to the site's top folder, such as `../`.
    #[must_use]
    pub fn root(&self) -> String {
        "../".repeat(self.0.matches('/').count())
    }

    /// Returns the address with everything percent-encoded that an URL cannot hold.
    #[must_use]
    pub fn encoded(&self) -> String {
        percent_encode(&self.0)
    }

    /// Returns what this address has in common with those that some file system takes for it.
    #[must_use]
    pub fn folded(&self) -> Folded {
        Folded::new(&self.0)
    }
}

impl fmt::Display for UrlPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Decodes `%20` and the like; words whose decoding is not UTF-8 stay as they are.
#[must_use]
pub fn percent_decode(written: &str) -> String {
    if !written.contains('%') {
        return written.to_owned();
    }
    let bytes = written.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let value = written
            .get(at + 1..at + 3)
            .filter(|digits| {
                bytes[at] == b'%' && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
            })
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        decoded.push(value.unwrap_or(bytes[at]));
        at += if value.is_some() { 3 } else { 1 };
    }
    String::from_utf8(decoded).unwrap_or_else(|_| written.to_owned())
}

/// Turns a name into the part of an address: lower case, hyphens between words, any script's letters.
///
/// Nothing is transliterated: a Japanese name keeps its characters, for reading them in another
/// language would make another name of it.
#[must_use]
pub fn slug(name: &str) -> String {
    let lower: String = name.nfc().flat_map(char::to_lowercase).collect();
    let words: Vec<&str> = lower
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_take_letters_of_any_script_and_no_others() {
        for name in ["kishi-nobuo", "2022-01-30_x", "서욱", "a.b"] {
            assert_eq!(Key::parse(name).expect("is a key").as_str(), name);
        }
        assert_eq!(Key::parse("e\u{301}").expect("is a key").as_str(), "\u{e9}");
        assert_eq!(Key::parse("a b"), Err(Some(' ')));
        assert_eq!(Key::parse("a/b"), Err(Some('/')));
        assert_eq!(Key::parse(""), Err(None));
        assert_eq!(Key::parse(".a"), Err(None));
    }

    #[test]
    fn names_fold_alike_however_they_are_typed() {
        for (left, right) in [
            ("Kishi  Nobuo", "kishi nobuo"),
            ("화성-12형", "화성-12형"),
            ("Ｋｙｏｄｏ", "kyodo"),
            (" Hwasong\u{b}12\t ICBM\n", "ｈwasong\u{3000}12 icbm"),
            (
                "Straße",
                "STRASSE".to_lowercase().replace("ss", "ß").as_str(),
            ),
        ] {
            assert_eq!(Folded::new(left), Folded::new(right));
        }
    }

    #[test]
    fn addresses_know_their_way_back() {
        assert_eq!(UrlPath::page("talks", "a").root(), "../");
        assert_eq!(UrlPath::page("", "a").root(), "");
        assert_eq!(
            UrlPath::page("people", "서욱").encoded(),
            "people/%EC%84%9C%EC%9A%B1.html"
        );
        assert_eq!(UrlPath::file("../a"), None);
        assert_eq!(slug("Kishi Nobuo (岸信夫)"), "kishi-nobuo-岸信夫");
    }
}
