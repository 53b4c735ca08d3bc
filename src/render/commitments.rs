//! How long what was agreed stayed open: until the event that did it, or until the day from which
//! the site speaks.

use tera::Value;

use super::cards::took_place;
use super::view::{list, map};
use crate::figures::grouped;
use crate::model::preferred;
use crate::resolve::{EntryId, Site};
use crate::schema::{FieldPath, Role};
use crate::when::{When, days_between};

/// Lists what an event agreed, each with the days for which it stayed open; nothing where no bar
/// could be drawn.
pub(super) fn commitments(id: EntryId, site: &Site) -> Value {
    open_days(id, site).unwrap_or_else(|| list([]))
}

fn open_days(id: EntryId, site: &Site) -> Option<Value> {
    let path = site.kind_of(id).roles.get(Role::Fulfilled)?;
    let (inner, outer) = path.0.split_last().filter(|(_, outer)| !outer.is_empty())?;
    let entry = site.entry(id);
    let agreed = entry.when.as_ref()?.certain_day()?;
    if !took_place(id, site) {
        return None;
    }
    let groups = entry.values(&FieldPath(outer.to_vec()));
    let groups = groups.into_iter().filter_map(|item| item.value.group());
    let days: Vec<Option<(i64, bool)>> = groups
        .map(|group| {
            let item = group.get(*inner).and_then(Option::as_ref);
            let slot = item.and_then(|item| preferred(&item.value).reference());
            let until = |when: &When| Some(days_between(agreed, when.certain_day()?));
            match slot {
                Some(slot) => {
                    let target = site.targets[id.0 as usize][slot]?;
                    Some((until(site.entry(target).when.as_ref()?)?, true))
                }
                None => Some((until(site.as_of.as_ref()?)?, false)),
            }
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
