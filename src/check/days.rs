//! Days that cannot be those of one event: the own date and the days reported in other zones.
//!
//! Each is a window of instants; where two have none in common, one of them is wrong, or is the day of
//! another zone than the one beside it. What it looks like is said, where it looks like something.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{Entry, preferred};
use crate::schema::{Kind, Role};

/// Reports the days of an entry that no instant has in common.
pub(super) fn check(entry: &Entry, kind: &Kind, diagnostics: &mut Diagnostics) {
    let values = |role: Role| kind.roles.get(role).map(|path| entry.values(path));
    let (Some(when), Some(reported)) = (&entry.when, values(Role::Also)) else {
        return;
    };
    let Some(item) = reported.first() else {
        return;
    };
    let days = preferred(&item.value).days().unwrap_or_default();
    if let Some(fault) = when.elsewhere(days).disagreement() {
        let mut diagnostic = Diagnostic::new(Code::DaysConflict, item.span, fault.message);
        diagnostic.help = fault.help;
        let own = values(Role::Dated).and_then(|items| items.first().map(|item| item.span));
        diagnostics.push(match own {
            Some(span) => diagnostic.label(span, "the date of the event"),
            None => diagnostic,
        });
    }
}
