//! The brief that blueprint.md prints builds as it stands, with the entries that it names.
//!
//! `tests/fixtures/blueprint/` holds that brief word for word. Compared is what its page says inside
//! `<main>`.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it must be"
)]

use std::path::Path;

#[path = "support/check.rs"]
#[expect(dead_code, reason = "the cases use the rest")]
mod check;

const BRIEF: &str = "talks/2022-02-10-defence-ministers-call.html";

fn page() -> String {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/blueprint");
    check::build_folder(&fixture).main_words(BRIEF).join("\n")
}

/// Tells whether the words stand in the page one after the other, whatever stands between.
fn in_order(page: &str, words: &[&str]) -> Result<(), String> {
    let mut rest = page;
    for word in words {
        match rest.find(word) {
            Some(offset) => rest = &rest[offset + word.len()..],
            None => return Err(format!("{word:?} is missing or out of order in:\n{page}")),
        }
    }
    Ok(())
}

#[test]
fn the_page_says_what_the_brief_says() {
    let page = page();
    for words in [
        // What and when.
        &["Defence ministers of Japan, South Korea and the United States confer by phone"][..],
        &["10 February 2022"],
        &["Tokyo", "Washington", "9 Feb 2022"],
        &["Held", "Telephone", "30 minutes"],
        // Who, as what.
        &["Lloyd Austin", "Secretary of Defense"],
        &["Nobuo Kishi", "Minister of Defense"],
        &["Suh Wook"],
        // What came of it, what was said, and what it answered.
        &[
            "to meet in person on a day still to be set",
            "Defence ministers meet in Singapore",
        ],
        &[
            "ironclad",
            "Lloyd Austin",
            "the US commitment to Japan's defence",
            "Twitter",
        ],
        &["Hwasong-12 fired from Mupyong-ni"],
        // The body, with its sources.
        &[
            "The call was their first exchange at this level since November 2019",
            "seven launches in January",
        ],
        &["Kyodo report on the telephone talks"],
    ] {
        in_order(&page, words).unwrap();
    }
}
