//! All checked statements with their verdicts, a line each, as JSON.
//!
//! The words of a verdict and of what the record gives are those of the pages; the numbers stand beside
//! them for programs.

use std::fmt::Write as _;

use serde_json::{Map, Value as Json};

use crate::claims::{Claims, Judged};
use crate::model::UrlPath;
use crate::render::claims::{anchor, computed};
use crate::resolve::Site;

/// The names in the file, each with what it holds.
pub(in crate::render) const NAMES: &[(&str, &str)] = &[
    ("claims", "every statement that is checked, a line each"),
    ("page", "the page that makes it, with the place on it"),
    ("says", "the words"),
    (
        "verdict",
        "confirmed, possible, not checkable or contradicted",
    ),
    ("computed", "what the record gives, in words"),
    ("least", "the least that the number can be"),
    (
        "most",
        "the most that it can be; left out where there is no bound",
    ),
    ("event", "the page of the event on which it turns"),
    ("reason", "why it is not confirmed"),
    ("reported_by", "the sources whose words it is, as keys"),
];

/// Makes the file.
pub(in crate::render) fn file(claims: &Claims, site: &Site) -> Vec<u8> {
    let mut text = String::from("{\n\"format\": 1,\n\"claims\": [\n");
    for (place, judged) in claims.judged.iter().enumerate() {
        let comma = if place > 0 { ",\n" } else { "" };
        write!(text, "{comma}{}", line(judged, claims, site)).expect("a string can be written");
    }
    text.push_str("\n]\n}\n");
    text.into_bytes()
}

fn line(judged: &Judged, claims: &Claims, site: &Site) -> Json {
    let claim = judged.claim(site);
    let evidence = claims.counted(judged, site);
    let mut line = Map::new();
    let mut set = |name: &str, value: Json| {
        line.insert(name.to_owned(), value);
    };
    let page = site.address(judged.entry).encoded();
    set("page", format!("{page}#{}", anchor(judged)).into());
    set("says", claim.says.as_str().into());
    set("verdict", judged.verdict.word().into());
    let words = computed(judged, &evidence, site);
    if !words.is_empty() {
        set("computed", words.trim_end_matches(':').into());
    }
    if let Some(tally) = judged.computed {
        set("least", number(tally.least));
        if tally.most.is_finite() {
            set("most", number(tally.most));
        }
    }
    let event = judged.witness.map(|id| site.address(id));
    if let Some(address) = event.map(UrlPath::encoded) {
        set("event", address.into());
    }
    if let Some(reason) = &judged.reason {
        set("reason", reason.as_str().into());
    }
    if !claim.reported_by.is_empty() {
        let keys = claim.reported_by.iter().map(|named| named.written.as_str());
        set("reported_by", keys.map(Json::from).collect());
    }
    line.into()
}

/// Writes a whole number as one.
fn number(number: f64) -> Json {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "it is whole and far below 2^52"
    )]
    if number.fract() == 0.0 && number.abs() < 1e15 {
        (number as i64).into()
    } else {
        number.into()
    }
}
