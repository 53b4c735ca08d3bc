//! What a dossier was asked for, in the words of the site: for its first page, its title, and for whoever
//! asked in vain.

use super::choose::{Request, of_events};
use crate::filter::{Filter, Wanted};
use crate::resolve::{EntryId, Site};
use crate::schema::KindId;
use crate::when::When;

/// Says the conditions in the words of the site, each with the label of its field.
pub(super) fn conditions_in_words(filters: &[Filter], site: &Site) -> Vec<(String, String)> {
    let Some(filter) = filters.first() else {
        return Vec::new();
    };
    let kind = site.schema.kind(filter.kind);
    let conditions = filter.conditions.iter().map(|condition| {
        let field = condition.path.field(kind, &site.schema);
        let field_type = field.field_type.item();
        let words = condition.wanted.iter().map(|wanted| match wanted {
            Wanted::Option(index) => {
                let option = field_type.options().get(*index);
                option.map_or_else(String::new, |option| option.label.clone())
            }
            Wanted::Entry(named) => {
                let mut kinds = field_type.kinds().iter();
                let found = kinds.find_map(|kind| site.find(*kind, &named.written));
                found.map_or_else(|| named.written.clone(), |id| site.title(id).to_owned())
            }
            Wanted::Truth(yes) => if *yes { "yes" } else { "no" }.to_owned(),
            Wanted::Number(quantity) => quantity.words_with(field_type.unit()),
            Wanted::Words(words) => words.clone(),
            Wanted::Nothing => "not given".to_owned(),
            Wanted::Anything => "given".to_owned(),
        });
        let words: Vec<String> = words.collect();
        (field.label.clone(), words.join(" or "))
    });
    conditions.collect()
}

/// Says what was asked for in the words of the site.
pub(super) fn asked(
    conditions: &[(String, String)],
    filters: &[Filter],
    kinds: &[KindId],
    request: &Request,
    period: Option<&When>,
    site: &Site,
) -> Vec<(String, String)> {
    let plurals = |kinds: &mut dyn Iterator<Item = KindId>| {
        let plurals = kinds.map(|kind| site.schema.kind(kind).plural.clone());
        plurals.collect::<Vec<String>>().join(", ")
    };
    let own = plurals(&mut filters.iter().map(|filter| filter.kind));
    let mut asked = vec![("Events".to_owned(), own)];
    asked.extend_from_slice(conditions);
    if filters.len() < kinds.len() && !request.conditions.is_empty() {
        let known = |kind: &KindId| filters.iter().any(|filter| filter.kind == *kind);
        let others = plurals(&mut kinds.iter().copied().filter(|kind| !known(kind)));
        let others = format!("{others}, which have no such field");
        asked.push(("Without".to_owned(), others));
    }
    if let Some(period) = period {
        asked.push(("Period".to_owned(), period.long()));
    }
    asked
}

/// Says that nothing fits.
pub(super) fn nothing(asked: &[(String, String)], perhaps: usize, site: &Site) -> String {
    let asked: Vec<String> = asked
        .iter()
        .map(|(label, words)| format!("{label}: {words}"))
        .collect();
    let asked = asked.join("; ");
    let message = format!("no event of this record is what was asked for ({asked})");
    if perhaps > 0 {
        return format!("{message}\nof {perhaps} it is not known whether they are");
    }
    match of_events(&site.chronology.order, site) {
        Some(period) => format!(
            "{message}\nhelp: the record holds events of {}; leave out a condition to see more",
            period.long()
        ),
        None => message,
    }
}

/// Makes a title of the kinds that there are, the conditions and the period.
pub(super) fn title(
    request: &Request,
    events: &[EntryId],
    conditions: &[(String, String)],
    period: Option<&When>,
    site: &Site,
) -> String {
    if let Some(title) = &request.title {
        return title.clone();
    }
    let mut kinds: Vec<&str> = Vec::new();
    for id in events {
        let plural = site.kind_of(*id).plural.as_str();
        if !kinds.contains(&plural) {
            kinds.push(plural);
        }
    }
    kinds.sort_unstable();
    let kinds = kinds.iter().enumerate().map(|(place, kind)| match place {
        0 => (*kind).to_owned(),
        _ => kind.to_lowercase(),
    });
    let kinds: Vec<String> = kinds.collect();
    let kinds = match kinds.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    };
    let words: Vec<&str> = conditions.iter().map(|(_, words)| words.as_str()).collect();
    let what = if words.is_empty() {
        kinds
    } else {
        format!("{kinds}: {}", words.join("; "))
    };
    match period {
        Some(period) => format!("{what}, {}", period.long()),
        None => what,
    }
}
