//! The pages that are computed from the whole record: what their templates see as `report`.

use tera::Value;

use super::cards::Cards;
use super::view::map;
use crate::resolve::Site;
use crate::resolve::reports::Report;

/// Makes what the template of a report sees as `report`.
pub(super) fn report(report: Report, site: &Site, cards: &Cards) -> Value {
    let _ = (site, cards);
    match report {
        Report::Responses
        | Report::Commitments
        | Report::Meetings
        | Report::Corrections
        | Report::Methodology => map([("name", report.key().into())]),
    }
}
