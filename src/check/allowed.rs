//! Warnings that an entry allows: they are taken out, and one that nothing calls for is told.
//!
//! Everything that was found before is looked at, whichever stage found it. A warning belongs to the
//! entry in whose part of a file it stands.

use std::collections::HashMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Mend};
use crate::model::{Allowed, Entry};
use crate::resolve::Site;
use crate::text::TextId;

/// Takes out what entries allow.
pub(super) fn settle(site: &Site, diagnostics: &mut Diagnostics) {
    let mut by_text: HashMap<TextId, Vec<(&Entry, &Allowed)>> = HashMap::new();
    for entry in &site.entries {
        for allowed in &entry.allowed {
            by_text
                .entry(entry.text)
                .or_default()
                .push((entry, allowed));
        }
    }
    if by_text.is_empty() {
        return;
    }
    let mut used: Vec<Allowed> = Vec::new();
    diagnostics.retain(|found| {
        let allowing = by_text.get(&found.span.text).into_iter().flatten();
        let allowing = allowing.filter(|(entry, allowed)| {
            let extent = entry.extent;
            let within = extent.start <= found.span.start && found.span.start <= extent.end;
            within && allowed.code == found.code
        });
        let before = used.len();
        used.extend(allowing.map(|(_, allowed)| **allowed));
        used.len() == before
    });
    for entry in &site.entries {
        for allowed in entry.allowed.iter().filter(|it| !used.contains(it)) {
            let message = format!("nothing here calls for allowing `{}`", allowed.code.name());
            diagnostics.push(
                Diagnostic::new(Code::NeedlessAllow, allowed.span, message)
                    .help("take the line out")
                    .mend([Mend::Remove { key: allowed.span }]),
            );
        }
    }
}
