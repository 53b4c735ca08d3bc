//! Names of another time: one that has meant several entries, one that was not in use yet.
//!
//! Asked only of references and links that name their target by such a name; a key is of no time. Both
//! are warnings: the times of a name are known no better than other facts.

use std::collections::{BTreeSet, HashMap};

use rayon::prelude::*;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Mend};
use crate::load::Inputs;
use crate::model::body::LinkTarget;
use crate::model::{Entry, Folded};
use crate::resolve::called::{is_timeless, time, uses};
use crate::resolve::references::{LinkTo, allowed};
use crate::resolve::{EntryId, Site};
use crate::schema::KindId;
use crate::text::Span;
use crate::when::When;

/// The most uses of a name that a message points at.
const SHOWN: usize = 4;

/// Who has each name that has a time for anybody.
type Bearers<'a> = HashMap<&'a str, Vec<EntryId>>;

/// A name by which an entry is meant.
struct Mention<'a> {
    written: &'a str,
    span: Span,
    target: EntryId,
    /// The kinds among which the name decides; none for all.
    allowed: &'a [KindId],
    place: Place,
}

/// Where a name stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In a field.
    Field,
    /// In a link that prints it.
    Link,
    /// In a link with words of its own.
    Worded,
}

/// Checks the names by which entries are meant.
pub(super) fn names_of_their_time(site: &Site, _: &Inputs, diagnostics: &mut Diagnostics) {
    let bearers = bearers(site);
    if bearers.is_empty() {
        return;
    }
    let ids: Vec<EntryId> = site.ids().collect();
    let found: Vec<Diagnostic> = ids
        .par_iter()
        .flat_map_iter(|id| {
            let when = site.entry(*id).when.as_ref();
            let mentions = when.map(|when| (when, mentions(*id, site)));
            let mentions = mentions.into_iter();
            mentions
                .flat_map(|(when, mentions)| mentions.into_iter().map(move |it| (when, it)))
                .filter_map(|(when, mention)| check(&mention, when, &bearers, site))
        })
        .collect();
    for diagnostic in found {
        diagnostics.push(diagnostic);
    }
}

/// Finds the names that have a time for some entry, and everybody who has them.
fn bearers(site: &Site) -> Bearers<'_> {
    let timed = site.entries.iter().flat_map(|entry| &entry.designations);
    let timed: BTreeSet<&str> = timed
        .filter(|used| used.from.is_some() || used.to.is_some())
        .map(|used| used.folded.as_str())
        .collect();
    let mut bearers: Bearers = timed.iter().map(|name| (*name, Vec::new())).collect();
    if bearers.is_empty() {
        return bearers;
    }
    for id in site.ids() {
        for name in &site.entry(id).names {
            if let Some(of_name) = bearers.get_mut(name.as_str()) {
                of_name.push(id);
            }
        }
    }
    bearers
}

/// Lists what an entry names by anything but a key.
fn mentions(id: EntryId, site: &Site) -> Vec<Mention<'_>> {
    let (entry, kind) = (site.entry(id), site.kind_of(id));
    let is_key = |written: &str, target: EntryId| site.entry(target).key.as_str() == written;
    let mut found = Vec::new();
    let targets = site.targets[id.0 as usize].iter();
    for (reference, target) in entry.references.iter().zip(targets) {
        if let Some(target) = target.filter(|target| !is_key(&reference.written, *target)) {
            found.push(Mention {
                written: &reference.written,
                span: reference.span,
                target,
                allowed: allowed(kind, reference),
                place: Place::Field,
            });
        }
    }
    let bodies = entry
        .bodies
        .iter()
        .zip(site.body_targets[id.0 as usize].iter());
    for (link, to) in bodies.flat_map(|(body, targets)| body.links.iter().zip(&targets.links)) {
        if let (LinkTarget::Wiki { name, .. }, LinkTo::Entry(target, _)) = (&link.target, to)
            && !is_key(name, *target)
        {
            found.push(Mention {
                written: name,
                span: link.target_span,
                target: *target,
                allowed: &[],
                place: if link.has_text {
                    Place::Worded
                } else {
                    Place::Link
                },
            });
        }
    }
    found
}

fn check(mention: &Mention, when: &When, bearers: &Bearers, site: &Site) -> Option<Diagnostic> {
    // What stands before a slash is the folder.
    let written = mention.written;
    let name = Folded::new(written.rsplit('/').next().unwrap_or(written));
    let fits = |id: &&EntryId| {
        let kind = site.entry(**id).kind;
        mention.allowed.is_empty() || mention.allowed.contains(&kind)
    };
    let bearers: Vec<EntryId> = bearers
        .get(name.as_str())?
        .iter()
        .filter(fits)
        .copied()
        .collect();
    if bearers.len() > 1 {
        return Some(shifting(mention, when, &name, &bearers, site));
    }
    let target = site.entry(mention.target);
    let is_early = !is_timeless(target, &name)
        && uses(target, &name).all(|used| {
            let from = used.from.as_ref();
            from.is_some_and(|from| when.is_before(from).is_certain())
        });
    (is_early && mention.place != Place::Worded).then(|| early(mention, when, &name, target))
}

/// Warns of a name that has meant several entries, of which the day decides for one.
fn shifting(
    mention: &Mention,
    when: &When,
    name: &Folded,
    bearers: &[EntryId],
    site: &Site,
) -> Diagnostic {
    let target = site.entry(mention.target);
    let mut diagnostic = Diagnostic::new(
        Code::ShiftingName,
        mention.span,
        format!(
            "on the date of this brief ({}) `{}` meant `{}`, and something else at another time",
            when.long(),
            mention.written,
            target.title
        ),
    );
    let bearers = bearers.iter().map(|id| site.entry(*id));
    for entry in bearers.take(SHOWN) {
        for (span, words) in times(entry, name) {
            diagnostic = diagnostic.label(span, words);
        }
    }
    let key = &target.key;
    let written = mention.written;
    let help = match mention.place {
        Place::Field => format!("write the key of the one that is meant: `{key}`"),
        Place::Link | Place::Worded => {
            format!("say which one is meant: `[[{key}|{written}]]`")
        }
    };
    let instead = match mention.place {
        Place::Field | Place::Worded => key.as_str().to_owned(),
        Place::Link => format!("{key}|{written}"),
    };
    let mend = Mend::words(mention.span, written, instead);
    diagnostic.help(help).mend([mend])
}

/// Warns of a name on a day on which it was not in use yet.
fn early(mention: &Mention, when: &When, name: &Folded, target: &Entry) -> Diagnostic {
    let mut diagnostic = Diagnostic::new(
        Code::NameBeforeItsTime,
        mention.span,
        format!(
            "`{}` came into use after the date of this brief ({})",
            mention.written,
            when.long()
        ),
    );
    for (span, words) in times(target, name) {
        diagnostic = diagnostic.label(span, words);
    }
    let key = &target.key;
    let mend = Mend::words(mention.span, mention.written, key.as_str());
    let diagnostic = diagnostic.mend((mention.place == Place::Field).then_some(mend));
    diagnostic.help(match mention.place {
        Place::Field => format!("write the key, which is of no time: `{key}`"),
        Place::Link | Place::Worded => format!(
            "call it as it was called then, or write `[[{key}|{}]]` if the later name is meant",
            mention.written
        ),
    })
}

/// Returns the places at which an entry has a name, each with the time in words.
fn times(entry: &Entry, name: &Folded) -> Vec<(Span, String)> {
    let title = &entry.title;
    let told = uses(entry, name).map(|used| {
        let words = time(used).map_or_else(
            || format!("a name of `{title}`"),
            |time| format!("a name of `{title}` {time}"),
        );
        (used.span, words)
    });
    let mut told: Vec<(Span, String)> = told.collect();
    if told.is_empty() {
        told.push((entry.span, format!("a name of `{title}`")));
    }
    told
}
