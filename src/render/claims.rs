//! The checked statements of a page: what the record makes of each, in words, and the events behind it.
//!
//! Verdicts and numbers come from `claims`; here they are worded. The same words stand on the page of an
//! entry, on the page of all statements and in the file of data.

use tera::Value;

use super::among::among;
use super::cards::Cards;
use super::page::counted;
use super::view::{list, map, optional};
use crate::claims::{Claims, Evidence, Judged, Tally, Verdict, cardinal_word, unit_of};
use crate::model::UrlPath;
use crate::model::claims::{Assertion, Claim, Extreme, Point, Set, Statements, Within};
use crate::resolve::reports::Report;
use crate::resolve::{EntryId, Site};
use crate::schema::Tone;
use crate::when::{MONTHS, When};

/// The most events of each sort that a page names; the newest where there are more.
const NAMED: usize = 8;
/// The most where the statement turns on one of them, which is named beside the verdict.
const NAMED_BESIDE: usize = 4;
/// The most days that a sentence lists.
const DAYS: usize = 12;

/// How a verdict is shown: a word and a tone.
pub(super) fn shown(judged: &Judged, site: &Site) -> (&'static str, &'static str) {
    let is_reported = !judged.claim(site).reported_by.is_empty();
    match judged.verdict {
        Verdict::Confirmed => ("Confirmed", "good"),
        Verdict::Possible => ("Possible", "open"),
        Verdict::NotCheckable => ("Not checkable", "off"),
        Verdict::Contradicted if is_reported => ("This record differs", "failed"),
        Verdict::Contradicted => ("Contradicted", "failed"),
    }
}

/// Returns the anchor of a statement on the page of its entry.
pub(super) fn anchor(judged: &Judged) -> String {
    format!("claim-{}", judged.number + 1)
}

/// Makes the list of an entry's statements, each with the events behind it.
pub(super) fn claims_view(id: EntryId, claims: &Claims, site: &Site, cards: &Cards) -> Value {
    list(claims.of(id).iter().map(|judged| {
        let evidence = claims.evidence(judged, site);
        let claim = judged.claim(site);
        let unit = unit_of(claim, site);
        let counts = matches!(
            claim.asserts,
            Assertion::Count { .. } | Assertion::Ordinal { .. }
        );
        let named = if counts { NAMED } else { NAMED_BESIDE };
        let cards_of = |ids: &[EntryId]| {
            let first = ids.len().saturating_sub(named);
            list(ids[first..].iter().map(|id| cards.get(*id)))
        };
        // What did not take place is no matter of a rule.
        let tone = |id: &EntryId| matches!(site.tone(*id), Some(Tone::Off | Tone::Open));
        let (not_held, left_out): (Vec<EntryId>, Vec<EntryId>) =
            evidence.left_out.iter().partition(|id| tone(id));
        let number = u32::try_from(evidence.number).unwrap_or(u32::MAX);
        let others = evidence.otherwise.iter().map(|other| {
            let unit = &site.rules.units[other.unit];
            let one = other.tally.one() == Some(1.0);
            let name = if one { &unit.one } else { &unit.name };
            map([
                ("name", name.as_str().into()),
                ("number", other.tally.words().into()),
            ])
        });
        let (label, tone) = shown(judged, site);
        map([
            ("id", anchor(judged).into()),
            ("says", claim.says.as_str().into()),
            ("verdict", judged.verdict.word().into()),
            ("label", label.into()),
            ("tone", tone.into()),
            ("computed", computed(judged, &evidence, site).into()),
            ("lead", lead(judged, claim).into()),
            ("witness", cards.maybe(judged.witness)),
            ("reason", optional(judged.reason.as_deref())),
            ("rule", optional(unit.map(|unit| unit.sentence.as_str()))),
            ("number", evidence.number.into()),
            ("number_word", cardinal_word(number).into()),
            ("events", cards_of(&evidence.counted)),
            (
                "earlier",
                evidence
                    .number
                    .saturating_sub(named.min(evidence.counted.len()))
                    .into(),
            ),
            ("perhaps", cards_of(&evidence.perhaps)),
            ("left_out", cards_of(&left_out)),
            ("not_held", cards_of(&not_held)),
            ("others", list(others)),
            (
                "hedge",
                optional(claim.hedge.as_ref().map(|(word, _)| word.as_str())),
            ),
            ("reported_by", reporters(claim, site, cards)),
            ("note", optional(claim.note.as_deref())),
            ("covered", covered(&evidence, site)),
        ])
    }))
}

/// Makes a statement as the page of all statements shows it.
pub(super) fn brief_view(judged: &Judged, claims: &Claims, site: &Site, cards: &Cards) -> Value {
    let claim = judged.claim(site);
    let evidence = claims.counted(judged, site);
    map([
        ("card", cards.get(judged.entry)),
        ("id", anchor(judged).into()),
        ("says", claim.says.as_str().into()),
        ("computed", computed(judged, &evidence, site).into()),
        ("witness", cards.maybe(judged.witness)),
        ("reason", optional(judged.reason.as_deref())),
        ("reported_by", reporters(claim, site, cards)),
    ])
}

fn reporters(claim: &Claim, site: &Site, cards: &Cards) -> Value {
    list(site.named(&claim.reported_by).map(|id| cards.get(id)))
}

/// Tells by which class of events the record is complete for a statement.
fn covered(evidence: &Evidence, site: &Site) -> Value {
    let Some(covered) = evidence.covering.map(|place| &site.rules.coverage[place]) else {
        return Value::none();
    };
    let methodology = Report::Methodology;
    let is_there = site.routes.reports.contains(&methodology);
    let page = is_there.then(|| methodology.address());
    map([
        ("label", covered.name.as_str().into()),
        ("period", optional(covered.period.as_ref().map(When::long))),
        ("url", optional(page.as_ref().map(UrlPath::encoded))),
    ])
}

/// Says what the record gives: `7 rounds in January 2022: 5, 11, 14 and 30 January 2022`.
///
/// What is said of a single event ends with a colon, and the event follows.
pub(super) fn computed(judged: &Judged, evidence: &Evidence, site: &Site) -> String {
    let claim = judged.claim(site);
    let within = |set: &Set| period(claim, set, judged.entry, site);
    let days = || {
        let all = evidence.number == evidence.counted.len() && evidence.perhaps.is_empty();
        let days = if all {
            days_words(&evidence.counted, site)
        } else {
            None
        };
        days.map_or_else(String::new, |days| format!(": {days}"))
    };
    match (&claim.asserts, judged.computed) {
        (Assertion::Count { of, .. }, Some(tally)) => {
            let what = units(claim, of, tally, site);
            let is_day =
                matches!(&of.within, Within::Period(when, _) if when.certain_day().is_some());
            let days = if is_day { String::new() } else { days() };
            let open = open_words(judged, evidence);
            let among = among(&of.filter, site);
            format!("{} {what}{among}{}{days}{open}", tally.words(), within(of))
        }
        (Assertion::Ordinal { among: set, .. }, Some(tally)) => {
            let one = unit_of(claim, site).map(|unit| unit.one.clone());
            let kind = site.schema.kind(set.filter.kind);
            let one = one.unwrap_or_else(|| counted(kind, 1));
            let among = among(&set.filter, site);
            let open = open_words(judged, evidence);
            format!(
                "{} {one}{among}{}{}{open}",
                tally.place(),
                within(set),
                days()
            )
        }
        (Assertion::DaysBetween { from, to, .. }, Some(tally)) => {
            let word = if tally.one() == Some(1.0) {
                "day"
            } else {
                "days"
            };
            let day = |point| when_of(point, judged.entry, site).map(When::long);
            match (day(from), day(to)) {
                (Some(from), Some(to)) => format!("{} {word}, from {from} to {to}", tally.words()),
                _ => format!("{} {word}", tally.words()),
            }
        }
        _ => turned_on(judged, claim, evidence, site),
    }
}

/// Says on how many events a number that is not certain turns, where nothing else tells why.
fn open_words(judged: &Judged, evidence: &Evidence) -> String {
    if judged.verdict != Verdict::Possible || judged.reason.is_some() {
        return String::new();
    }
    match evidence.perhaps.len() {
        0 => String::new(),
        1 => "; of one event it is open whether it counts".to_owned(),
        several => {
            let several = cardinal_word(u32::try_from(several).unwrap_or(u32::MAX));
            format!("; of {several} events it is open whether they count")
        }
    }
}

/// Says before a number, after “This record differs”, that it is that of this record.
fn lead(judged: &Judged, claim: &Claim) -> &'static str {
    if judged.verdict != Verdict::Contradicted || claim.reported_by.is_empty() {
        return "";
    }
    match (&claim.asserts, judged.computed) {
        (Assertion::Count { .. }, Some(_)) => "it counts ",
        (Assertion::Ordinal { .. }, Some(_)) => "it is the ",
        (Assertion::DaysBetween { .. }, Some(_)) => "by its dates ",
        _ => "",
    }
}

/// Says what the event on which a statement turns has to do with it.
fn turned_on(judged: &Judged, claim: &Claim, evidence: &Evidence, site: &Site) -> String {
    let confirmed = judged.verdict == Verdict::Confirmed;
    let contradicted = judged.verdict == Verdict::Contradicted;
    if let (
        Assertion::Record {
            among: set,
            field,
            extreme,
            by,
            ..
        },
        true,
    ) = (&claim.asserts, confirmed)
    {
        let kind = site.schema.kind(set.filter.kind);
        let among = among(&set.filter, site);
        let label = field.field(kind, &site.schema).label.to_lowercase();
        let end = match extreme {
            Extreme::Max => "largest",
            Extreme::Min => "smallest",
        };
        let number = evidence.number;
        let several = counted(kind, number);
        let by = match by {
            Statements::All => "",
            Statements::Any => ", the others by the farthest that anybody states",
        };
        let words = format!("the {end} value of {label} among {number} {several}{among}{by}");
        return match judged.witness {
            Some(_) => format!("{words}; the last to reach it before:"),
            None => words,
        };
    }
    if let (Assertion::HeldOffice { office, .. }, Some(_)) = (&claim.asserts, judged.witness) {
        return format!("{office}, by the list of offices of:");
    }
    let words = match (&claim.asserts, judged.witness) {
        (_, None) => "",
        (Assertion::FirstSince { .. }, _) if confirmed => "the one before it:",
        (Assertion::LastBefore { .. }, _) if confirmed => "the one after it:",
        (Assertion::FirstSince { .. } | Assertion::LastBefore { .. }, _) if contradicted => {
            "in between lies:"
        }
        (Assertion::Record { by, .. }, _) if contradicted => match by {
            Statements::All => "as far reached:",
            Statements::Any => "as far reached, by what somebody states of it:",
        },
        _ => "it depends on:",
    };
    let among = match &claim.asserts {
        Assertion::FirstSince { among: set, .. }
        | Assertion::LastBefore { among: set, .. }
        | Assertion::Record { among: set, .. } => among(&set.filter, site),
        _ => String::new(),
    };
    match words.strip_suffix(':') {
        Some(words) => format!("{words}{among}:"),
        None => words.to_owned(),
    }
}

/// Names what is counted, one or several.
fn units(claim: &Claim, set: &Set, tally: Tally, site: &Site) -> String {
    let one = tally.one() == Some(1.0);
    match unit_of(claim, site) {
        Some(unit) if one => unit.one.clone(),
        Some(unit) => unit.name.clone(),
        None => counted(site.schema.kind(set.filter.kind), if one { 1 } else { 2 }),
    }
}

fn when_of<'a>(point: &'a Point, own: EntryId, site: &'a Site) -> Option<&'a When> {
    match point {
        Point::This => site.entry(own).when.as_ref(),
        Point::Event(named) => {
            let id = site.find_event(&named.written)?;
            site.entry(id).when.as_ref()
        }
        Point::Day(when) => Some(when),
    }
}

/// Says in which period events are counted.
fn period(claim: &Claim, set: &Set, own: EntryId, site: &Site) -> String {
    let event = when_of(&claim.of, own, site);
    let mut words = match &set.within {
        Within::Always => String::new(),
        Within::Period(when, _) => in_words(when),
        Within::Year => {
            let year = event.and_then(When::year);
            year.map_or_else(String::new, |year| format!(" in {year}"))
        }
        Within::Month => {
            let month = event.and_then(When::month);
            month.map_or_else(String::new, |(year, month)| {
                format!(" in {} {year}", MONTHS[(month as usize).clamp(1, 12) - 1])
            })
        }
    };
    let until = set
        .until
        .as_ref()
        .and_then(|until| when_of(until, own, site));
    if let Some(until) = until {
        words.push_str(" up to ");
        words.push_str(&until.long());
    }
    words
}

/// Says when: ` in January 2022`, ` on 5 January 2022`, ` from 1 January to 24 March 2022`.
pub(super) fn in_words(when: &When) -> String {
    let word = if when.edtf().contains('/') {
        "from"
    } else if when.certain_day().is_some() {
        "on"
    } else {
        "in"
    };
    format!(" {word} {}", when.long())
}

/// Writes the days of a few events: `5, 11 and 14 January 2022; 27 February 2022`.
fn days_words(ids: &[EntryId], site: &Site) -> Option<String> {
    if ids.is_empty() || ids.len() > DAYS {
        return None;
    }
    let mut months: Vec<((i32, u32), Vec<String>)> = Vec::new();
    for id in ids {
        let when = site.entry(*id).when.as_ref()?;
        let day = when.certain_day()?.format("%-d").to_string();
        let month = when.month()?;
        match months.last_mut() {
            Some((last, days)) if *last == month => {
                if days.last() != Some(&day) {
                    days.push(day);
                }
            }
            _ => months.push((month, vec![day])),
        }
    }
    let months = months.into_iter().map(|((year, month), days)| {
        let name = MONTHS[(month as usize).clamp(1, 12) - 1];
        let days = match days.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, others)) => format!("{} and {last}", others.join(", ")),
            None => String::new(),
        };
        format!("{days} {name} {year}")
    });
    Some(months.collect::<Vec<_>>().join("; "))
}
