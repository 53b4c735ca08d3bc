//! How long what was agreed stayed open: until the event that did it, or until the day from which
//! the site speaks.

use tera::Value;

use super::cards::took_place;
use super::view::{list, map};
use crate::figures::grouped;
use crate::resolve::{EntryId, Site};
use crate::when::{When, days_between};

/// Lists what an event agreed, each with the days for which it stayed open; nothing where no bar
/// could be drawn. What ended otherwise has no length.
pub(super) fn commitments(id: EntryId, site: &Site) -> Value {
    open_days(id, site).unwrap_or_else(|| list([]))
}

fn open_days(id: EntryId, site: &Site) -> Option<Value> {
    if !took_place(id, site) {
        return None;
    }
    let agreed_on = site.entry(id).when.as_ref()?.certain_day()?;
    let until = |when: &When| Some(days_between(agreed_on, when.certain_day()?));
    let items = site.agreed(id).into_iter();
    let days: Vec<Option<(i64, bool)>> = items
        .map(|agreed| match agreed.kept_by {
            Some(kept) => Some((until(site.entry(kept).when.as_ref()?)?, true)),
            None if agreed.is_open() => Some((until(site.as_of.as_ref()?)?, false)),
            None => None,
        })
        .collect();
    let most = days.iter().flatten().map(|(days, _)| *days).max()?;
    if most <= 0 {
        return None;
    }
    Some(list((1_usize..).zip(days).filter_map(|(number, days)| {
        let (days, kept) = days?;
        let unit = if days == 1 { "day" } else { "days" };
        (days >= 0).then(|| {
            map([
                ("number", number.into()),
                ("days", days.into()),
                (
                    "words",
                    format!("{}\u{a0}{unit}", grouped(&days.to_string())).into(),
                ),
                ("width", format!("{}%", days * 100 / most).into()),
                ("kept", kept.into()),
            ])
        })
    })))
}
