//! Who held an office on a day, by the offices that people list.
//!
//! A list is not declared to be complete: of a day that none of its offices covers it says nothing. Then
//! another person, listed in the same office of the same body on that day, can still contradict.

use super::Verdict;
use super::judging::{Case, Finding, nothing_to_ask};
use super::members::of_kind;
use crate::resolve::offices::{Office, held, offices};
use crate::resolve::{EntryId, Site};
use crate::schema::Role;
use crate::when::When;

pub(super) fn held_office(case: &Case, who: EntryId, office: &str) -> Finding {
    let Some(when) = case.when_of(&case.claim.of) else {
        return nothing_to_ask();
    };
    let site = case.site;
    let listed = offices(who, site);
    let name = site.title(who);
    if listed.is_empty() {
        let reason = format!("no office of {name} is listed");
        return Finding::because(Verdict::NotCheckable, reason).seen(Some(who));
    }
    let held = held(&listed, when);
    let is_called = |it: &&&Office| it.is_called(office);
    if held.certain.iter().any(|it| is_called(&it)) {
        return Finding::plain(Verdict::Confirmed).seen(Some(who));
    }
    if let Some(possible) = held.possible.iter().find(is_called) {
        let reason = format!("the days of {name} as {} are not all known", possible.title);
        return Finding::because(Verdict::Possible, reason).seen(Some(who));
    }
    if !held.certain.is_empty() {
        let titles: Vec<&str> = held.certain.iter().map(|it| it.title).collect();
        let titles = titles.join(" and ");
        let reason = format!("the list of {name} says {titles} on that day");
        return Finding::because(Verdict::Contradicted, reason).seen(Some(who));
    }
    if let Some((other, title)) = somebody_else(who, &listed, office, when, site) {
        let reason = format!("on that day {} is listed as {title}", site.title(other));
        return Finding::because(Verdict::Contradicted, reason).seen(Some(other));
    }
    let reason = if held.possible.is_empty() {
        format!("no office that is listed of {name} covers the day, and the list may have a gap")
    } else {
        format!("no office that is listed of {name} is certain to cover the day")
    };
    Finding::because(Verdict::NotCheckable, reason).seen(Some(who))
}

/// Finds another person who is listed in an office on a day, and the title of it there.
///
/// Offices of one name belong to many bodies, so the body must be one of this person's; where the
/// person's own list has the office, its body is known, and its dates leave the day to whoever may have
/// followed or gone before.
fn somebody_else<'a>(
    who: EntryId,
    listed: &[Office],
    office: &str,
    when: &When,
    site: &'a Site,
) -> Option<(EntryId, &'a str)> {
    let own: Vec<&Office> = listed.iter().filter(|it| it.is_called(office)).collect();
    let had_it = !own.is_empty();
    let bodies: Vec<EntryId> = if had_it {
        own.iter().filter_map(|it| it.body).collect()
    } else {
        listed.iter().filter_map(|it| it.body).collect()
    };
    let kinds = site.schema.ids();
    let kinds = kinds.filter(|(_, kind)| kind.roles.get(Role::Tenures).is_some());
    let people = kinds.flat_map(|(kind, _)| of_kind(kind, site));
    let mut others = people.filter(|other| *other != who);
    others.find_map(|other| {
        let mut offices = offices(other, site).into_iter();
        let found = offices.find(|it| {
            let covers = it.covers(when);
            let covers = covers.is_certain() || (had_it && covers.is_possible());
            let same_body = it.body.is_some_and(|body| bodies.contains(&body));
            covers && same_body && it.is_called(office)
        });
        found.map(|office| (other, office.title))
    })
}
