//! A [`Site`](crate::resolve::Site) to the files of its pages.
//!
//! In: the site and the templates. Out: each file, handed to `put` as soon as it is made, from
//! several threads, so that the pages of a large site never lie in memory together. `render` never
//! reads the disk. A page is a pure function of the site; what many pages show of an entry (its
//! card) is built once and shared.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::digest::Digest;
use crate::load::Inputs;
use crate::output::{Content, Output};
use crate::resolve::reports::Report;
use crate::schema::Schema;
use crate::text::Span;

mod activity;
mod aliases;
mod among;
mod appearances;
mod attendance;
mod bound;
mod called;
mod calls;
mod cards;
mod chain;
mod choices;
mod chronology;
mod citations;
mod cite;
mod claims;
mod clock;
mod coins;
mod columns;
mod commitments;
mod corrections;
mod coverage;
mod data;
mod dateline;
mod digest;
mod disputes;
mod dossier;
mod entry;
mod feed;
mod files;
mod filters;
mod functions;
mod home;
mod leaders;
mod linked_data;
mod lists;
mod making;
mod maps;
mod markdown;
mod mentions;
mod page;
mod pages;
mod parts;
mod periods;
mod profiles;
mod quiet;
mod quotes;
mod record;
mod relations;
mod reports;
mod rest;
mod runs;
mod search;
mod sheet;
mod site_map;
mod sitemap;
mod stated;
mod tables;
mod templates;
mod tenures;
mod totals;
mod used;
mod values;
mod view;

pub use dossier::{About, Dossier};
pub use making::{MISSING, Making, base_path};
pub use templates::Templates;

use templates::Fault;

/// Reads the templates of a site; `None` after a fault of syntax, which is reported.
pub fn prepare(
    inputs: &Inputs,
    schema: &Schema,
    diagnostics: &mut Diagnostics,
) -> Option<Arc<Templates>> {
    templates::prepare(inputs, schema, diagnostics).map(Arc::new)
}

/// Reports the faults of templates: the pages are made, handed to `put` and thrown away.
///
/// In a site whose content has faults of its own, what a template asks for in vain is reported only
/// where it cannot be a consequence of them.
pub fn check(making: &Making, diagnostics: &mut Diagnostics, put: &(impl Fn(Output) + Sync)) {
    let numbers = (0..making.number_of_pages()).into_par_iter();
    let faults: Vec<Fault> = numbers
        .filter_map(|number| match making.make(number, making.recipe(number)) {
            Ok(bytes) => {
                put(output(
                    making.address(number).as_str(),
                    Content::Bytes(bytes),
                ));
                None
            }
            Err(fault) => Some(*fault),
        })
        .collect();
    if !diagnostics.has_errors() {
        report(faults, diagnostics);
        return;
    }
    // A name that the template's kind does not declare was found by reading the template.
    let known: Vec<Span> = diagnostics
        .of(Code::TemplateField)
        .map(|item| item.span)
        .collect();
    let new = faults.into_iter().filter(|fault| {
        let span = fault.diagnostic.span;
        let overlaps = |other: &Span| {
            other.text == span.text && other.start < span.end && span.start < other.end
        };
        fault.in_any_content && !known.iter().any(overlaps)
    });
    report(new, diagnostics);
}

/// Makes every page of a site and hands it to `put` with its digest, in no fixed order; then the
/// other files. See [`pages`].
///
/// # Errors
///
/// Returns the first error of `is_known` or `put`, which ends the work.
pub fn render<E: Send>(
    making: &Making,
    diagnostics: &mut Diagnostics,
    is_known: &(impl Fn(&str, Digest) -> Result<bool, E> + Sync),
    put: &(impl Fn(Output, Option<Digest>) -> Result<(), E> + Sync),
) -> Result<(), E> {
    pages(making, diagnostics, is_known, &|page, digest| {
        put(page, Some(digest))
    })?;
    for file in files(making).into_iter().chain(index(making)) {
        put(file, None)?;
    }
    Ok(())
}

/// Makes every page of a site and hands it to `put` with its digest, in no fixed order.
///
/// A page is left out where `is_known` says that what its digest stands for is in place already. A
/// template that fails is reported; the pages that do not need it are still made, so that one run
/// tells of every fault.
///
/// # Errors
///
/// Returns the first error of `is_known` or `put`, which ends the work.
pub fn pages<E: Send>(
    making: &Making,
    diagnostics: &mut Diagnostics,
    is_known: &(impl Fn(&str, Digest) -> Result<bool, E> + Sync),
    put: &(impl Fn(Output, Digest) -> Result<(), E> + Sync),
) -> Result<(), E> {
    report(make_pages(making, is_known, put)?, diagnostics);
    Ok(())
}

/// Lists the files that no template makes.
#[must_use]
pub fn files(making: &Making) -> Vec<Output> {
    files::files(making.site(), making.inputs(), making.claims())
}

/// Makes the index by which the page of the search finds entries.
#[must_use]
pub fn index(making: &Making) -> Vec<Output> {
    if making.site().routes.reports.contains(&Report::Search) {
        search::files(making.site(), &making.cards)
    } else {
        Vec::new()
    }
}

/// Makes the page at an address; `None` if there is no such page.
///
/// # Errors
///
/// Returns what is wrong with a template.
#[must_use]
pub fn page(making: &Making, address: &str) -> Option<Result<Vec<u8>, Diagnostic>> {
    let number = making.find(address)?;
    let made = making.make(number, making.recipe(number));
    Some(made.map_err(|fault| fault.diagnostic))
}

/// Returns the digest of the page at an address.
#[must_use]
pub fn page_digest(making: &Making, address: &str) -> Option<Digest> {
    let number = making.find(address)?;
    Some(making.digest(&making.recipe(number)))
}

/// Makes the pages and hands them to `put`; returns the faults of templates, in fixed order.
fn make_pages<E: Send>(
    making: &Making,
    is_known: &(impl Fn(&str, Digest) -> Result<bool, E> + Sync),
    put: &(impl Fn(Output, Digest) -> Result<(), E> + Sync),
) -> Result<Vec<Fault>, E> {
    let faults = (0..making.number_of_pages())
        .into_par_iter()
        .map(|number| {
            let path = making.address(number).as_str();
            let recipe = making.recipe(number);
            let digest = making.digest(&recipe);
            if is_known(path, digest)? {
                return Ok(None);
            }
            match making.make(number, recipe) {
                Ok(bytes) => {
                    let page = output(path, Content::Bytes(bytes));
                    put(page, digest).map(|()| None)
                }
                Err(fault) => Ok(Some(*fault)),
            }
        })
        .collect::<Result<Vec<_>, E>>()?;
    Ok(faults.into_iter().flatten().collect())
}

fn output(path: &str, content: Content) -> Output {
    Output {
        path: path.to_owned(),
        content,
    }
}

/// Reports each fault once, however many pages meet it.
fn report(faults: impl IntoIterator<Item = Fault>, diagnostics: &mut Diagnostics) {
    let mut known = BTreeSet::new();
    for fault in faults {
        let diagnostic = fault.diagnostic;
        if known.insert((diagnostic.span, diagnostic.message.clone())) {
            diagnostics.push(diagnostic);
        }
    }
}
