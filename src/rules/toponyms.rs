//! How maps call waters, and which places they name: the site's policy for names on maps.
//!
//! A water of which several names are in use carries all of them, in the order of the file, wherever it
//! is named. Where a name or its place rests on no source, the file says that it is general knowledge.

use super::{Rules, read};
use crate::diagnostics::{Code, Diagnostics};
use crate::filter::{self, Named};
use crate::geo::Position;
use crate::mapping::Mapping;
use crate::yaml::Node;

/// The policy for names on maps.
#[derive(Debug, Default)]
pub struct Toponyms {
    /// The policy in words, for readers.
    pub policy: String,
    /// The waters that maps name.
    pub waters: Vec<Water>,
    /// The entries whose places maps name and give distances to, most important first.
    pub places: Vec<Named>,
}

/// A water by its names.
#[derive(Debug)]
pub struct Water {
    /// Every name that is in use, in the order in which maps write them.
    pub names: Vec<String>,
    /// Where its name stands.
    pub at: Position,
    /// About how many kilometres it is across: it is named where its names fit into that.
    pub across: f64,
    /// The sources of the names; none where they are general knowledge.
    pub sources: Vec<Named>,
}

/// Reads the file.
pub(super) fn read(node: &Node, rules: &mut Rules, diagnostics: &mut Diagnostics) {
    let Some(mut map) = Mapping::open(node, Code::BadRules, diagnostics) else {
        return;
    };
    if let Some((words, _)) = map.text("policy") {
        rules.toponyms.policy = words;
    }
    for item in read::items("waters", &mut map) {
        let water = read_water(item, map.diagnostics());
        rules.toponyms.waters.extend(water);
    }
    rules.toponyms.places = filter::named("named", &mut map);
    map.finish();
}

fn read_water(node: &Node, diagnostics: &mut Diagnostics) -> Option<Water> {
    let mut map = Mapping::open(node, Code::BadRules, diagnostics)?;
    let names: Vec<String> = map
        .texts("called")
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    if names.is_empty() {
        map.report_missing("called");
    }
    let north = read_number("north", -90.0..=90.0, &mut map);
    let east = read_number("east", -180.0..=180.0, &mut map);
    let across = read_number("across", 1.0..=20000.0, &mut map);
    let sources = filter::named("source", &mut map);
    let is_general = map.text("basis");
    match &is_general {
        Some((word, _)) if word == GENERAL => {}
        Some((word, span)) => {
            let message = format!("`{word}` is no basis of a name");
            map.report_with_help(
                *span,
                message,
                format!("write `{GENERAL}`, or name a `source`"),
            );
        }
        None if sources.is_empty() => {
            let help = format!("name a `source`, or write `basis: {GENERAL}`");
            let message = "nothing says on what the names of this water rest".to_owned();
            map.report_with_help(node.span.within(0, 0), message, help);
        }
        None => {}
    }
    map.finish();
    Some(Water {
        names: (!names.is_empty()).then_some(names)?,
        at: Position::new(north?, east?)?,
        across: across?,
        sources,
    })
}

/// The word for what rests on no source.
const GENERAL: &str = "general-knowledge";

/// Reads a number within limits.
fn read_number(
    name: &'static str,
    limits: std::ops::RangeInclusive<f64>,
    map: &mut Mapping,
) -> Option<f64> {
    let (text, span) = map.required_text(name)?;
    let number: Option<f64> = text.parse().ok();
    let number = number.filter(|number| limits.contains(number));
    if number.is_none() {
        let (least, most) = (limits.start(), limits.end());
        let help = format!("write a number from {least} to {most}");
        map.report_with_help(span, format!("`{text}` cannot be `{name}`"), help);
    }
    number
}
