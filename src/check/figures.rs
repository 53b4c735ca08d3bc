//! Figures that the texts of entries ask for and that cannot be worked out.

use crate::claims::Claims;
use crate::diagnostics::Diagnostics;
use crate::resolve::Site;

/// Works every figure out once, and reports those that fail.
pub(super) fn check(site: &Site, claims: &Claims, diagnostics: &mut Diagnostics) {
    for (id, entry) in site.ids().zip(&site.entries) {
        for figure in entry.bodies.iter().flat_map(|body| &body.figures) {
            if let Err(found) = claims.figure(figure, id, site) {
                diagnostics.push(*found);
            }
        }
    }
}
