//! Published addresses at which there is nothing any more.
//!
//! In: the addresses that were ever published, and those of the site. Out: a fault for each that is lost, with
//! what would bring it back. Addresses of lists and their parts are made of entries; no alias helps there.

use std::collections::BTreeSet;

use super::part_keys;
use super::rest::{Rest, is_below};
use super::routes::{CHRONOLOGY, INDEX, Routes};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, near_miss};
use crate::load::Inputs;
use crate::model::UrlPath;
use crate::text::Span;

/// The lost addresses for which the nearest one is looked up: each look-up compares all addresses,
/// and whoever renamed a whole folder is not helped by ten thousand of them.
const SUGGESTED: usize = 100;

/// Tells whether an address is that of a year, of a list or of a part of one, which no alias can bring back.
fn made_from_events(address: &str) -> bool {
    address.starts_with(&format!("{CHRONOLOGY}/"))
        || address.ends_with(&format!("/{INDEX}.html"))
        || is_below(address)
        || (address.contains('/') && part_keys::is_made(address))
}

/// Reports the published addresses at which there is nothing any more.
pub(super) fn find_lost(
    routes: &Routes,
    rest: &Rest,
    inputs: &Inputs,
    diagnostics: &mut Diagnostics,
) {
    let Some(text) = inputs.published else {
        return;
    };
    let all = routes.all.iter().chain(rest.addresses());
    let present: BTreeSet<&str> = all.map(UrlPath::as_str).collect();
    let lost = super::published_lines(inputs, &inputs.texts)
        .into_iter()
        .filter(|(_, address)| !present.contains(address));
    for (number, (offset, address)) in lost.enumerate() {
        let old_key = address
            .rsplit('/')
            .next()
            .unwrap_or(address)
            .trim_end_matches(".html");
        let near = (number < SUGGESTED)
            .then(|| near_miss(address, present.iter().copied()))
            .flatten();
        let near = near.map_or_else(String::new, |near| format!(" (perhaps `{near}`)"));
        let help = if made_from_events(address) {
            let what = part_keys::made_of(address);
            format!(
                "readers may have cited it: it is made while an {what} belongs to it; restore that {what}"
            )
        } else {
            format!(
                "readers may have cited it: restore the file, or write `aliases: [{old_key}]` in the entry that took its place{near}"
            )
        };
        let span = Span::new(text, offset, offset + address.len());
        diagnostics.push(
            Diagnostic::new(
                Code::LostAddress,
                span,
                format!("`{address}` was published and is no longer there"),
            )
            .help(help),
        );
    }
}
