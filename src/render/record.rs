//! What the answers of the functions depend on, in a few bytes: the front matter of every entry, the
//! rules and the kinds.
//!
//! A page whose template calls a function is made again when any of it changes, since no one can tell
//! beforehand what a template asks. The running text of entries has no part in it.

use crate::digest::Digest;
use crate::load::Inputs;
use crate::model::front_matter;
use crate::resolve::Site;

/// Returns the fingerprint of all that can be counted.
pub(super) fn digest(site: &Site, inputs: &Inputs) -> Digest {
    let mut sheet = Vec::new();
    let mut add = |text: &str| {
        sheet.extend((text.len() as u64).to_le_bytes());
        sheet.extend(text.as_bytes());
    };
    for id in site.ids() {
        let entry = site.entry(id);
        let extent = entry.extent;
        let text = &inputs.texts.get(extent.text).content;
        let text = text.get(extent.start as usize..extent.end as usize);
        let text = text.unwrap_or_default();
        let front = front_matter::split(text).ok();
        add(site.address(id).as_str());
        add(front.map_or(text, |parts| &text[parts.front]));
    }
    for (name, node) in inputs.rules.iter().chain(&inputs.kinds) {
        add(name);
        add(&inputs.texts.get(node.span.text).content);
    }
    Digest::of(&sheet)
}
