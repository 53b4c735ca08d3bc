//! TeX to plain words, as far as titles and names in BibTeX use it.
//!
//! Braces go; accents become letters; a command that is not known is left out, and what it encloses stays.

use unicode_normalization::UnicodeNormalization;

/// The accents of TeX, each with the sign that Unicode sets after a letter.
const ACCENTS: &[(&str, char)] = &[
    ("`", '\u{300}'),
    ("'", '\u{301}'),
    ("^", '\u{302}'),
    ("~", '\u{303}'),
    ("=", '\u{304}'),
    ("u", '\u{306}'),
    (".", '\u{307}'),
    ("\"", '\u{308}'),
    ("r", '\u{30a}'),
    ("H", '\u{30b}'),
    ("v", '\u{30c}'),
    ("d", '\u{323}'),
    ("c", '\u{327}'),
    ("k", '\u{328}'),
    ("b", '\u{331}'),
];

/// The commands that stand for signs.
const SIGNS: &[(&str, &str)] = &[
    ("ss", "ß"),
    ("ae", "æ"),
    ("AE", "Æ"),
    ("oe", "œ"),
    ("OE", "Œ"),
    ("o", "ø"),
    ("O", "Ø"),
    ("aa", "å"),
    ("AA", "Å"),
    ("l", "ł"),
    ("L", "Ł"),
    ("i", "ı"),
    ("j", "ȷ"),
    ("dj", "đ"),
    ("th", "þ"),
    ("textbackslash", "\\"),
    ("textasciitilde", "~"),
    ("textasciicircum", "^"),
    ("textendash", "–"),
    ("textemdash", "—"),
    ("textquoteleft", "‘"),
    ("textquoteright", "’"),
    ("textquotedblleft", "“"),
    ("textquotedblright", "”"),
    ("textbar", "|"),
    ("textless", "<"),
    ("textgreater", ">"),
    ("textunderscore", "_"),
    ("ldots", "…"),
    ("dots", "…"),
    ("textellipsis", "…"),
    ("copyright", "©"),
    ("pounds", "£"),
    ("texteuro", "€"),
    ("euro", "€"),
];

/// Makes plain words of a text in TeX.
pub(super) fn plain(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut rest = text;
    // An accent is set before its letter there, and after it here.
    let mut accent: Option<char> = None;
    while let Some(letter) = rest.chars().next() {
        rest = &rest[letter.len_utf8()..];
        let sign = match letter {
            '{' | '}' | '$' => continue,
            '\\' => {
                let name = command(rest);
                rest = &rest[name.len()..];
                let is_word = name.chars().all(|letter| letter.is_ascii_alphabetic());
                if is_word {
                    rest = rest.strip_prefix(' ').unwrap_or(rest);
                }
                if let Some((_, mark)) = ACCENTS.iter().find(|(known, _)| *known == name) {
                    accent = Some(*mark);
                    continue;
                }
                let sign = SIGNS.iter().find(|(known, _)| *known == name);
                match sign {
                    Some((_, sign)) => sign,
                    None if is_word => continue,
                    None => name,
                }
            }
            '~' => " ",
            '-' if rest.starts_with("--") => {
                rest = &rest[2..];
                "—"
            }
            '-' if rest.starts_with('-') => {
                rest = &rest[1..];
                "–"
            }
            '`' if rest.starts_with('`') => {
                rest = &rest[1..];
                "“"
            }
            '\'' if rest.starts_with('\'') => {
                rest = &rest[1..];
                "”"
            }
            other => {
                words.push(other);
                words.extend(accent.take());
                continue;
            }
        };
        // An accented i or j is written without its dot.
        words.push_str(match (accent, sign) {
            (Some(_), "ı") => "i",
            (Some(_), "ȷ") => "j",
            _ => sign,
        });
        words.extend(accent.take());
    }
    let words: String = words.nfc().collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the name of the command at the beginning: letters, or one other sign.
fn command(text: &str) -> &str {
    let letters = text.len()
        - text
            .trim_start_matches(|letter: char| letter.is_ascii_alphabetic())
            .len();
    let first = text.chars().next().map_or(0, char::len_utf8);
    &text[..letters.max(first)]
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn titles_lose_braces_and_escapes() {
        for (written, shown) in [
            ("{{Japan}} \\& {S}outh {K}orea", "Japan & South Korea"),
            ("100\\% of \\$5 \\#1 a\\_b", "100% of $5 #1 a_b"),
            (
                "Andr\\'{e} M\\\"uller {\\v{C}}apek \\'{\\i}",
                "André Müller Čapek í",
            ),
            ("Stra{\\ss}e, \\O re, \\aa", "Straße, Øre, å"),
            (
                "``quoted'' 1990--2000 --- done",
                "“quoted” 1990–2000 — done",
            ),
            ("\\emph{Rodong} \\textbf{Sinmun}", "Rodong Sinmun"),
            ("日米韓防衛相{電話}会談", "日米韓防衛相電話会談"),
            (
                "국방장관 \\textquotedblleft 회담\\textquotedblright",
                "국방장관 “회담”",
            ),
            ("a\n   b\\", "a b"),
        ] {
            assert_eq!(plain(written), shown, "{written}");
        }
    }
}
