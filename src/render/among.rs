//! Says in words among which events a statement counts: ` (site: Mupyong-ni; class: SRBM or MRBM)`.
//!
//! In: a filter. Out: its conditions in the order of the file, each with the label of its field. A reader
//! must not have to open the source to learn what “the second this month” is the second of.

use crate::filter::{Condition, Filter, Path, Wanted};
use crate::resolve::Site;
use crate::schema::{FieldDef, KindId, in_a_sentence};

/// Returns the conditions in brackets, with a space before them; nothing if there are none.
pub(super) fn among(filter: &Filter, site: &Site) -> String {
    let mut said: Vec<(&Path, String, String)> = Vec::new();
    for condition in &filter.conditions {
        let (label, values) = words(condition, filter.kind, site);
        // Values of one field that must all be there are conditions of their own.
        match said
            .iter_mut()
            .find(|(path, ..)| condition.apart && **path == condition.path)
        {
            Some((_, _, all)) => {
                all.push_str(" and ");
                all.push_str(&values);
            }
            None => said.push((&condition.path, label, values)),
        }
    }
    if said.is_empty() {
        return String::new();
    }
    let said = said
        .into_iter()
        .map(|(_, label, values)| match values.as_str() {
            NOTHING => format!("no {label}"),
            ANYTHING => format!("any {label}"),
            _ => format!("{label}: {values}"),
        });
    format!(" ({})", said.collect::<Vec<_>>().join("; "))
}

/// What stands for a field that must be empty, or must not.
const NOTHING: &str = "none";
const ANYTHING: &str = "any";

/// Returns the label of a condition's field and its values.
fn words(condition: &Condition, kind: KindId, site: &Site) -> (String, String) {
    let field = condition.path.field(site.schema.kind(kind), &site.schema);
    let label = in_a_sentence(&field.label);
    let label = match condition.path.beyond.last() {
        Some((kind, _)) => format!(
            "{label} of the {}",
            in_a_sentence(&site.schema.kind(*kind).label)
        ),
        None => label,
    };
    let values = condition
        .wanted
        .iter()
        .map(|wanted| value(wanted, field, site));
    (label, join(values.collect()))
}

fn value(wanted: &Wanted, field: &FieldDef, site: &Site) -> String {
    match wanted {
        Wanted::Option(index) => in_a_sentence(&field.field_type.options()[*index].label),
        Wanted::Entry(named) => {
            let mut kinds = field.field_type.kinds().iter();
            let found = kinds.find_map(|kind| site.find(*kind, &named.written));
            found
                .map_or(named.written.as_str(), |id| site.title(id))
                .to_owned()
        }
        Wanted::Truth(true) => "yes".to_owned(),
        Wanted::Truth(false) => "no".to_owned(),
        Wanted::Number(quantity) => quantity.words(),
        Wanted::Words(words) => words.clone(),
        Wanted::Nothing => NOTHING.to_owned(),
        Wanted::Anything => ANYTHING.to_owned(),
    }
}

fn join(mut words: Vec<String>) -> String {
    match words.pop() {
        Some(last) if !words.is_empty() => format!("{} or {last}", words.join(", ")),
        last => last.unwrap_or_default(),
    }
}
