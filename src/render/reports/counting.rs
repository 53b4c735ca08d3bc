//! In what things the record counts, and what each rule gives for the same period, beside what others
//! counted for it.

use tera::Value;

use crate::claims::{Asked, Claims};
use crate::render::cards::Cards;
use crate::render::claims::in_words;
use crate::render::coverage;
use crate::render::view::{list, map};
use crate::resolve::Site;
use crate::rules::Unit;
use crate::when::When;

/// Lists the rules of counting.
pub(super) fn rules(site: &Site) -> Value {
    list(site.rules.units.iter().map(|unit| {
        let kind = site.schema.kind(unit.filter.kind);
        let usual = site.rules.usual(unit.filter.kind);
        map([
            ("name", unit.name.as_str().into()),
            ("plural", kind.plural.as_str().into()),
            ("sentence", unit.sentence.as_str().into()),
            (
                "usual",
                usual.is_some_and(|usual| std::ptr::eq(usual, unit)).into(),
            ),
        ])
    }))
}

/// Counts each period to be compared under every rule, and sets what others counted beside it.
pub(super) fn compared(claims: &Claims, site: &Site, cards: &Cards) -> Value {
    list(site.rules.compared.iter().map(|period| {
        let units = site.rules.units.iter();
        let totals = site.rules.totals.iter().filter(|total| {
            let within = total.within.as_ref();
            within.is_some_and(|within| within.edtf() == period.edtf())
        });
        map([
            (
                "id",
                format!("counted-{}", period.edtf().replace('/', "-")).into(),
            ),
            ("period", period.long().into()),
            ("words", in_words(period).trim().into()),
            (
                "units",
                list(units.map(|unit| counted(unit, period, claims, site))),
            ),
            (
                "totals",
                list(totals.map(|total| coverage::counted(total, claims, site, cards))),
            ),
        ])
    }))
}

fn counted(unit: &Unit, period: &When, claims: &Claims, site: &Site) -> Value {
    let asked = Asked {
        filter: unit.filter.clone(),
        within: Some(period.clone()),
        until: None,
        unit: Some(unit),
    };
    map([
        ("name", unit.name.as_str().into()),
        ("number", claims.count(&asked, site).words().into()),
        ("complete", claims.is_covered(&asked, site).into()),
        ("sentence", unit.sentence.as_str().into()),
    ])
}
