//! What the words of references mean: in fields, and in the links, citations and images of bodies.
//!
//! Each entry is looked at once, in parallel; the edges are then turned round, so that every entry
//! knows who refers to it. An unreadable reference is reported here and nowhere else.

use std::sync::Arc;

use rayon::prelude::*;

use super::bodies::body_targets;
use super::look_up::look_up;
use super::lookup::Names;
use super::routes::Routes;
use super::{EntryId, Site};
use crate::diagnostics::Diagnostics;
use crate::load::Inputs;
use crate::model::body::Body;
use crate::model::{Entry, Reference, UrlPath, Within};
use crate::schema::{Kind, KindId, Schema};

/// What one body points at.
#[derive(Debug, Default)]
pub struct BodyTargets {
    /// For each link, where it leads.
    pub links: Vec<LinkTo>,
    /// For each citation, the source.
    pub citations: Vec<Option<EntryId>>,
    /// For each image, the picture.
    pub images: Vec<Option<Picture>>,
}

/// A picture beside a brief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its address.
    pub address: UrlPath,
    /// Its width in pixels.
    pub width: usize,
    /// Its height in pixels.
    pub height: usize,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTo {
    /// The page of an entry, perhaps a place in it.
    Entry(EntryId, Option<String>),
    /// A generated page or an attachment.
    File(UrlPath, Option<String>),
    /// A place in the same page.
    Here(String),
    /// The web.
    Web(String),
    /// Nowhere: the fault is reported, and the words stand without a link.
    Nowhere,
}

/// One entry's reference to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// Who refers.
    pub from: EntryId,
    /// By what.
    pub by: By,
}

/// The means by which one entry refers to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// The reference of this index in its fields.
    Field(usize),
    /// In the body of the first index, the link of the second.
    Link(usize, usize),
    /// In the body of the first index, the citation of the second.
    Citation(usize, usize),
}

/// What the references of an entry's fields mean.
pub type Targets = Arc<Vec<Option<EntryId>>>;

/// What the bodies of an entry point at.
pub type Bodies = Arc<Vec<BodyTargets>>;

/// What `resolve` finds.
pub(super) struct Found {
    pub(super) targets: Vec<Targets>,
    pub(super) bodies: Vec<Bodies>,
    pub(super) incoming: Vec<Vec<Edge>>,
}

/// What a look-up needs to know.
pub(super) struct Context<'a> {
    pub(super) entries: &'a [Arc<Entry>],
    pub(super) schema: &'a Schema,
    pub(super) names: &'a Names<'a>,
    pub(super) drafted: &'a Names<'a>,
    pub(super) routes: &'a Routes,
    pub(super) inputs: &'a Inputs,
}

/// Looks up every reference, but for those of entries of which `earlier` says that they mean the same
/// as before.
pub(super) fn resolve(
    entries: &[Arc<Entry>],
    schema: &Schema,
    names: &Names<'_>,
    drafted: &Names<'_>,
    routes: &Routes,
    inputs: &Inputs,
    earlier: Option<&Site>,
    diagnostics: &mut Diagnostics,
) -> Found {
    let context = Context {
        entries,
        schema,
        names,
        drafted,
        routes,
        inputs,
    };
    let found: Vec<(Targets, Bodies, Diagnostics)> = entries
        .par_iter()
        .enumerate()
        .map(|(place, entry)| {
            if let Some(site) = earlier.filter(|site| is_same(entry, &site.entries[place])) {
                let targets = Arc::clone(&site.targets[place]);
                let bodies = Arc::clone(&site.body_targets[place]);
                return (targets, bodies, Diagnostics::default());
            }
            let mut found = Diagnostics::default();
            let targets = entry
                .references
                .iter()
                .map(|reference| field_target(entry, reference, &context, &mut found))
                .collect::<Vec<_>>();
            let bodies = entry
                .bodies
                .iter()
                .map(|body| body_targets(entry, body, &context, &mut found))
                .collect::<Vec<_>>();
            (Arc::new(targets), Arc::new(bodies), found)
        })
        .collect();
    let mut all = Found {
        targets: Vec::with_capacity(entries.len()),
        bodies: Vec::with_capacity(entries.len()),
        incoming: vec![Vec::new(); entries.len()],
    };
    for ((targets, bodies, found), from) in found.into_iter().zip((0..).map(EntryId)) {
        diagnostics.append(found);
        note_edges(from, &targets, &bodies, &mut all.incoming);
        all.targets.push(targets);
        all.bodies.push(bodies);
    }
    all
}

/// Tells whether an entry is as it was, and means the same whatever else stands in other bodies.
fn is_same(entry: &Arc<Entry>, earlier: &Arc<Entry>) -> bool {
    Arc::ptr_eq(entry, earlier) && !entry.bodies.iter().any(Body::points_into_others)
}

fn note_edges(
    from: EntryId,
    targets: &[Option<EntryId>],
    bodies: &[BodyTargets],
    incoming: &mut [Vec<Edge>],
) {
    let fields = targets
        .iter()
        .zip(0..)
        .map(|(target, index)| (*target, By::Field(index)));
    let links = bodies.iter().zip(0..).flat_map(|(body, number)| {
        body.links
            .iter()
            .zip(0..)
            .filter_map(move |(link, index)| match link {
                LinkTo::Entry(target, _) => Some((Some(*target), By::Link(number, index))),
                LinkTo::File(..) | LinkTo::Here(_) | LinkTo::Web(_) | LinkTo::Nowhere => None,
            })
    });
    let citations = bodies.iter().zip(0..).flat_map(|(body, number)| {
        body.citations
            .iter()
            .zip(0..)
            .map(move |(target, index)| (*target, By::Citation(number, index)))
    });
    for (target, by) in fields.chain(links).chain(citations) {
        if let Some(target) = target
            && target != from
        {
            incoming[target.0 as usize].push(Edge { from, by });
        }
    }
}

/// Returns the kinds that a reference may be of.
#[must_use]
pub fn allowed<'a>(kind: &'a Kind, reference: &Reference) -> &'a [KindId] {
    match reference.within {
        Within::Speaker => &kind.speakers,
        Within::Source => &kind.citable,
        Within::Value | Within::Disputed => kind.field(&reference.path).field_type.kinds(),
    }
}

fn field_target(
    entry: &Entry,
    reference: &Reference,
    context: &Context,
    diagnostics: &mut Diagnostics,
) -> Option<EntryId> {
    let kind = context.schema.kind(entry.kind);
    let allowed = allowed(kind, reference);
    let is_value = matches!(reference.within, Within::Value | Within::Disputed);
    let declared = is_value.then(|| kind.field(&reference.path).span);
    look_up(
        &reference.written,
        reference.span,
        allowed,
        declared,
        entry,
        context,
        diagnostics,
    )
}
