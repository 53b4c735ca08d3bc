//! The pages that are computed from the whole record: what their templates see as `report`.

use tera::Value;

use super::cards::Cards;
use super::coverage;
use super::entry::Shared;
use super::view::map;
use crate::claims::Claims;
use crate::resolve::Site;
use crate::resolve::reports::Report;

mod commitments;
mod corrections;
mod counting;
mod data;
pub(super) mod meetings;
mod methodology;
mod pictures;
mod responses;
mod search;
mod sites;
pub(super) mod statements;

pub(super) use commitments::Ledger;

/// Makes what the template of a report sees as `report`.
pub(super) fn report(
    report: Report,
    site: &Site,
    claims: &Claims,
    cards: &Cards,
    shared: &Shared,
) -> Value {
    match report {
        Report::Pictures => pictures::view(site, cards, &shared.runs),
        Report::Responses => responses::view(site, cards, &shared.runs),
        Report::Commitments => shared.ledger.view(site, cards),
        Report::Meetings => meetings::view(site, cards),
        Report::Statements => statements::view(None, claims, site, cards),
        Report::Corrections => corrections::corrections(report.key(), site, cards),
        Report::Methodology => map([
            ("name", report.key().into()),
            ("words", methodology::words()),
            ("standing", methodology::standing(site)),
            ("toponyms", methodology::toponyms(site, cards)),
            ("complete", coverage::coverage(site, cards)),
            ("totals", coverage::totals(claims, site, cards)),
            ("counting", counting::rules(site)),
            ("compared", counting::compared(claims, site, cards)),
            ("statements", statements::numbers(claims)),
        ]),
        Report::Search => search::view(site, cards),
        Report::Data => map([("name", report.key().into()), ("files", data::files(site))]),
    }
}
