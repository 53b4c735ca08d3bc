//! The bytes of a table to text, whatever program saved it.
//!
//! A byte order mark tells UTF-8 from UTF-16. Without one, what is not UTF-8 is taken for
//! Windows-1252, the usual way of older spreadsheets; but where other letters show that it is UTF-8
//! with a few spoiled bytes, these become the sign for a letter that was lost.

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A text, and where it was not UTF-8.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    /// The text, without a byte order mark.
    pub(super) text: String,
    /// The offset of the first letter that was read as Windows-1252.
    pub(super) guessed: Option<usize>,
}

/// Stands where a letter was lost.
pub(super) const LOST: char = '\u{fffd}';

/// Reads bytes as text.
pub(super) fn decode(bytes: &[u8]) -> Decoded {
    let plain = |text: &str| Decoded {
        text: text.to_owned(),
        guessed: None,
    };
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        return plain(&encoding.decode_without_bom_handling(&bytes[mark..]).0);
    }
    // Latin letters in UTF-16 are every other byte nought.
    match bytes {
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => {
            return plain(&UTF_16BE.decode_without_bom_handling(bytes).0);
        }
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => {
            return plain(&UTF_16LE.decode_without_bom_handling(bytes).0);
        }
        _ => {}
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => plain(text),
        Err(error) if is_mostly_utf8(bytes) => {
            debug_assert!(error.valid_up_to() < bytes.len());
            plain(&UTF_8.decode_without_bom_handling(bytes).0)
        }
        Err(error) => Decoded {
            text: WINDOWS_1252
                .decode_without_bom_handling(bytes)
                .0
                .into_owned(),
            // Up to there each byte is a letter of ASCII or a part of one of UTF-8, which there are none of.
            guessed: Some(error.valid_up_to()),
        },
    }
}

/// Tells whether bytes hold any letter beyond ASCII in UTF-8: next to impossible in other encodings.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let valid = bytes.utf8_chunks().map(|chunk| chunk.valid());
    valid.into_iter().any(|text| !text.is_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_whatever_program_saved_them() {
        let utf_16 = |text: &str, mark: bool, little: bool| -> Vec<u8> {
            let mark = if mark { "\u{feff}" } else { "" };
            let units: Vec<u16> = format!("{mark}{text}").encode_utf16().collect();
            let bytes = |unit: &u16| {
                if little {
                    unit.to_le_bytes()
                } else {
                    unit.to_be_bytes()
                }
            };
            units.iter().flat_map(bytes).collect()
        };
        let word = "day,서욱";
        for bytes in [
            word.as_bytes().to_vec(),
            format!("\u{feff}{word}").into_bytes(),
            utf_16(word, true, true),
            utf_16(word, true, false),
            utf_16(word, false, true),
            utf_16(word, false, false),
        ] {
            let decoded = decode(&bytes);
            assert_eq!((decoded.text.as_str(), decoded.guessed), (word, None));
        }
        let latin = decode(b"day,Jos\xe9 \x96");
        assert_eq!(
            (latin.text.as_str(), latin.guessed),
            ("day,José –", Some(7))
        );
        let spoiled = decode(
            "岸 x"
                .as_bytes()
                .iter()
                .chain(b"\xff")
                .copied()
                .collect::<Vec<_>>()
                .as_slice(),
        );
        assert_eq!(
            (spoiled.text.as_str(), spoiled.guessed),
            ("岸 x\u{fffd}", None)
        );
    }
}
