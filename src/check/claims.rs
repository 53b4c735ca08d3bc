//! Statements in the site's own words that the record contradicts, each with what was counted.

use super::words::{self, Setting};
use crate::claims::{Claims, Evidence, Judged, Tally, Verdict, unit_of};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::claims::{Assertion, Claim, Statements};
use crate::resolve::{EntryId, Site};
use crate::text::Span;

/// Reports what is contradicted; words that a source reports are left to the page.
pub(super) fn check(
    site: &Site,
    claims: &Claims,
    setting: &Setting,
    diagnostics: &mut Diagnostics,
) {
    // As long as something else is wrong, nobody can tell that the record is right and the sentence is not.
    let may_mend = !diagnostics.has_errors();
    let faults = diagnostics.iter();
    let faults = faults.filter(|fault| matches!(fault.code, Code::BadClaim | Code::ClaimWords));
    let faults: Vec<Span> = faults.map(|fault| fault.span).collect();
    for judged in &claims.judged {
        let claim = judged.claim(site);
        if judged.verdict != Verdict::Contradicted || !claim.reported_by.is_empty() {
            continue;
        }
        // A claim that could not be read, or that says something else than its sentence, is not held
        // against the sentence; a hedge that is missing has no part in what is claimed.
        let hedge = claim.hedge.as_ref().map(|(_, span)| *span);
        let mut faults = faults.iter();
        if faults.any(|fault| Some(*fault) != hedge && is_within(*fault, claim.span)) {
            continue;
        }
        let (entry, kind) = (site.entry(judged.entry), site.kind_of(judged.entry));
        let place = words::place_of(&claim.says, entry, kind, setting);
        let evidence = claims.evidence(judged, site);
        let mut found = Diagnostic::new(
            Code::ClaimContradicted,
            place.unwrap_or(claim.says_span),
            message(judged, claim, site),
        );
        if place.is_some() {
            found = found.label(claim.says_span, "claimed here");
        }
        found.notes = notes(claim, &evidence, site);
        let number = judged.computed.and_then(Tally::whole);
        let mends = match number.filter(|_| may_mend && judged.reason.is_none()) {
            Some(number) => words::renumbered(claim, number, entry, kind, setting),
            None => Vec::new(),
        };
        diagnostics.push(found.help(help(judged, claim)).mend(mends));
    }
}

fn is_within(span: Span, whole: Span) -> bool {
    span.text == whole.text && whole.start <= span.start && span.end <= whole.end
}

fn message(judged: &Judged, claim: &Claim, site: &Site) -> String {
    let says = &claim.says;
    if let Some(reason) = &judged.reason {
        return format!("the text says `{says}`: {reason}");
    }
    let event = |id: EntryId| {
        let when = site.entry(id).when.as_ref();
        let when = when.map(|when| format!(" ({})", when.long()));
        format!("“{}”{}", site.title(id), when.unwrap_or_default())
    };
    match (&claim.asserts, judged.computed, judged.witness) {
        (Assertion::Count { .. }, Some(tally), _) => {
            format!(
                "the text says `{says}`, the record counts {}",
                tally.words()
            )
        }
        (Assertion::Ordinal { .. }, Some(tally), _) => {
            format!(
                "the text says `{says}`, in the record it is the {}",
                tally.place()
            )
        }
        (_, Some(tally), _) => {
            format!(
                "the text says `{says}`, by the dates it is {}",
                tally.words()
            )
        }
        (Assertion::FirstSince { .. } | Assertion::LastBefore { .. }, _, Some(other)) => {
            format!("the text says `{says}`, but {} lies between", event(other))
        }
        (
            Assertion::Record {
                by: Statements::Any,
                ..
            },
            _,
            Some(other),
        ) => {
            format!(
                "the text says `{says}`, but somebody states of {} that it reaches as far",
                event(other)
            )
        }
        (_, _, Some(other)) => {
            format!(
                "the text says `{says}`, but {} reaches as far",
                event(other)
            )
        }
        _ => format!("the record does not bear out `{says}`"),
    }
}

fn notes(claim: &Claim, evidence: &Evidence, site: &Site) -> Vec<String> {
    let mut notes = Vec::new();
    let listed = |ids: &[EntryId]| -> String {
        let days = ids.iter().filter_map(|id| {
            let when = site.entry(*id).when.as_ref()?;
            Some(format!(
                "{} ({})",
                when.long(),
                site.entry(*id).key.as_str()
            ))
        });
        days.collect::<Vec<_>>().join(" · ")
    };
    let rule = unit_of(claim, site).map(|unit| format!(", by the rule `{}`", unit.name));
    let rule = rule.unwrap_or_default();
    if evidence.number > 0 {
        let more = match evidence.number - evidence.counted.len() {
            0 => String::new(),
            more => format!("{more} earlier · "),
        };
        notes.push(format!(
            "counted{rule}: {more}{}",
            listed(&evidence.counted)
        ));
    }
    if !evidence.perhaps.is_empty() {
        notes.push(format!("perhaps: {}", listed(&evidence.perhaps)));
    }
    if !evidence.left_out.is_empty() {
        notes.push(format!("left out{rule}: {}", listed(&evidence.left_out)));
    }
    for other in &evidence.otherwise {
        let unit = &site.rules.units[other.unit];
        notes.push(format!("in {}: {}", unit.name, other.tally.words()));
    }
    notes
}

fn help(judged: &Judged, claim: &Claim) -> String {
    let number = judged.computed.and_then(Tally::one);
    let change = match (number, &claim.asserts) {
        (Some(number), Assertion::Count { .. } | Assertion::DaysBetween { .. }) => {
            format!("change the sentence and `is` to {number}")
        }
        (Some(number), Assertion::Ordinal { .. }) => {
            let word = judged.computed.map(Tally::place).unwrap_or_default();
            format!("say `{word}` in the sentence and write `is: {number}`")
        }
        _ => "change the sentence".to_owned(),
    };
    format!(
        "{change}; or add the event that is missing, or correct one that is dated or filed wrongly; or, where the words are a source's, write `reported_by:` and its key into the claim"
    )
}
