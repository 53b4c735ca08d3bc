//! Names of people: whether the family name is a part of the title.
//!
//! A title is turned round only where that part stands at its beginning or its end, so that an order
//! of names for the whole site would pass over an entry with a slip here.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Mend, sure_miss};
use crate::model::family::Parts;
use crate::model::{Entry, preferred};
use crate::schema::{Kind, Role};

/// Reports a family name with which the title neither begins nor ends.
pub(super) fn family(entry: &Entry, kind: &Kind, diagnostics: &mut Diagnostics) {
    let Some(path) = kind.roles.get(Role::Family) else {
        return;
    };
    let items = entry.values(path);
    let Some(item) = items.first() else { return };
    let Some(family) = preferred(&item.value).words() else {
        return;
    };
    // A name in a script that sets no space is not turned, and need not be parted.
    let title = entry.title.as_str();
    let unparted = !title.contains(char::is_whitespace);
    if title.is_empty()
        || (unparted && title.contains(family))
        || Parts::of(title, family).is_some()
    {
        return;
    }
    let (name, last) = (
        &kind.field(path).name,
        title.split_whitespace().next_back().unwrap_or(title),
    );
    let near = sure_miss(family, ends(title));
    let help = near.map_or_else(
        || format!("write the part of the title that is the family name, such as `{name}: {last}`, or leave the line out"),
        |near| format!("did you mean `{near}`? If not, leave the line out"),
    );
    diagnostics.push(
        Diagnostic::new(
            Code::FamilyName,
            item.span,
            format!("`{title}` neither begins nor ends with `{family}`"),
        )
        .label(entry.span, "this is the title")
        .help(help)
        .mend(near.map(|near| Mend::value(item.span, near))),
    );
}

/// Lists the parts with which a title begins or ends, down to one word.
fn ends(title: &str) -> impl Iterator<Item = &str> {
    let spaces = title.match_indices(char::is_whitespace);
    spaces.flat_map(|(offset, _)| [title[..offset].trim(), title[offset..].trim()])
}
