//! The form in which words are compared: small letters without marks, one width, composed.

use unicode_normalization::UnicodeNormalization;

/// The combining marks that letters lose; those of kana tell syllables apart and stay.
const MARKS: std::ops::RangeInclusive<char> = '\u{300}'..='\u{36f}';

/// Folds a text to the form in which words are compared.
pub(super) fn fold(text: &str) -> Vec<char> {
    if text.is_ascii() {
        return text
            .chars()
            .map(|letter| letter.to_ascii_lowercase())
            .collect();
    }
    let mut folded = Vec::with_capacity(text.len());
    for letter in text.nfkc() {
        if letter.is_ascii() {
            folded.push(letter.to_ascii_lowercase());
        } else if is_syllable(letter) {
            folded.push(letter);
        } else {
            fold_letter(letter, &mut folded);
        }
    }
    folded
}

/// Tells whether a letter is the same in every form, as most of Chinese, Japanese and Korean are.
fn is_syllable(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

fn fold_letter(letter: char, folded: &mut Vec<char>) {
    for small in letter.to_lowercase() {
        match small {
            'ß' => folded.extend(['s', 's']),
            'æ' => folded.extend(['a', 'e']),
            'œ' => folded.extend(['o', 'e']),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            'ς' => folded.push('σ'),
            _ => {
                let bare = std::iter::once(small).nfd();
                folded.extend(bare.filter(|part| !MARKS.contains(part)).nfc());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_lose_case_marks_and_width() {
        for (text, folded) in [
            ("Kishi", "kishi"),
            ("Ōta ŌTA", "ota ota"),
            ("Ｋｉｓｈｉ　１２", "kishi 12"),
            ("ｶﾞｷﾞ ガギ", "ガギ ガギ"),
            ("서욱 서욱", "서욱 서욱"),
            ("Łódź, Straße", "lodz, strasse"),
            ("Ελλάς", "ελλασ"),
        ] {
            assert_eq!(fold(text).into_iter().collect::<String>(), folded, "{text}");
        }
    }
}
