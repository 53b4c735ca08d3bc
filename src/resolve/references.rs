//! What the words of references mean: in fields, and in the links, citations and images of bodies.
//!
//! Each entry is looked at once, in parallel; the edges are then turned round, so that every entry
//! knows who refers to it. An unreadable reference is reported here and nowhere else.

use std::sync::Arc;

use rayon::prelude::*;

use super::bodies::body_targets;
use super::lookup::Names;
use super::routes::Routes;
use super::{EntryId, Site};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, near_miss};
use crate::load::Inputs;
use crate::model::body::Body;
use crate::model::{Entry, Reference, UrlPath, Within};
use crate::schema::{Kind, KindId, Schema};
use crate::text::Span;

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
fn allowed<'a>(kind: &'a Kind, reference: &Reference) -> &'a [KindId] {
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
        context,
        diagnostics,
    )
}

/// Finds the one entry of the kinds allowed that a reference means; an empty list allows all.
pub(super) fn look_up(
    written: &str,
    span: Span,
    allowed: &[KindId],
    declared: Option<Span>,
    context: &Context,
    diagnostics: &mut Diagnostics,
) -> Option<EntryId> {
    let fits = |kind: &KindId| allowed.is_empty() || allowed.contains(kind);
    let mut found = context.names.find(written, context.schema);
    if !found.iter().any(|(kind, _)| fits(kind)) {
        // The key of another kind does not stand in the way of a name of the right one.
        let named = context.names.find_by_name(written);
        if named.iter().any(|(kind, _)| fits(kind)) {
            found = named.into();
        }
    }
    if let [(kind, id)] = *found
        && fits(&kind)
    {
        return Some(id);
    }
    let fitting: Vec<EntryId> = found
        .iter()
        .filter(|(kind, _)| fits(kind))
        .map(|(_, id)| *id)
        .collect();
    match (fitting.as_slice(), &*found) {
        // Entries that share a key, and so an address, were reported as such.
        ([id, rest @ ..], _) if rest.iter().all(|other| same_page(*id, *other, context)) => {
            return Some(*id);
        }
        ([], []) => diagnostics.push(unknown(written, span, allowed, context)),
        ([], [(kind, id), ..]) => {
            let kind = context.schema.kind(*kind);
            let wanted = kinds_in_words(allowed, context.schema);
            let mut diagnostic = Diagnostic::new(
                Code::WrongKind,
                span,
                format!(
                    "`{written}` is {}, and {wanted} is wanted here",
                    with_article(&kind.label.to_lowercase())
                ),
            )
            .label(context.entries[id.0 as usize].span, "this is what it means")
            .help(format!(
                "name {wanted} instead, or move this to the field where it belongs"
            ));
            if let Some(declared) = declared {
                diagnostic = diagnostic.label(declared, "the kinds allowed are declared here");
            }
            diagnostics.push(diagnostic);
        }
        (several, _) => {
            let mut diagnostic = Diagnostic::new(
                Code::AmbiguousReference,
                span,
                format!("`{written}` means {} entries", several.len()),
            );
            let mut ways = Vec::new();
            for id in several.iter().take(4) {
                let entry = &context.entries[id.0 as usize];
                ways.push(format!(
                    "`{}/{}`",
                    context.schema.kind(entry.kind).folder,
                    entry.key
                ));
                diagnostic = diagnostic.label(entry.span, "one of them");
            }
            diagnostics.push(diagnostic.help(format!(
                "write the key of the one you mean: {}",
                ways.join(" or ")
            )));
        }
    }
    None
}

fn same_page(one: EntryId, other: EntryId, context: &Context) -> bool {
    let pages = &context.routes.pages;
    pages[one.0 as usize] == pages[other.0 as usize]
}

fn kinds_in_words(allowed: &[KindId], schema: &Schema) -> String {
    let mut labels: Vec<String> = allowed
        .iter()
        .map(|id| with_article(&schema.kind(*id).label.to_lowercase()))
        .collect();
    if labels.is_empty() {
        labels.push("an entry".to_owned());
    }
    either(&labels)
}

fn with_article(label: &str) -> String {
    let article = if label.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {label}")
}

fn either(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [word] => word.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

fn unknown(written: &str, span: Span, allowed: &[KindId], context: &Context) -> Diagnostic {
    if !context.drafted.find(written, context.schema).is_empty() {
        return refers_to_draft(written, span);
    }
    // What was written as a path is looked for by its last part.
    let name = written.rsplit('/').next().unwrap_or(written);
    let name = name.trim_end_matches(".md");
    let candidates = || {
        let spellings = context.names.spellings();
        spellings.filter(|(kind, _, _)| allowed.is_empty() || allowed.contains(kind))
    };
    let keys = candidates()
        .filter(|(_, spelling, id)| context.entries[id.0 as usize].key.as_str() == *spelling);
    let near = near_miss(name, candidates().map(|(_, spelling, _)| spelling))
        .or_else(|| near_miss(name, keys.map(|(_, key, _)| key)));
    let near = near.and_then(|near| candidates().find(|(_, spelling, _)| *spelling == near));
    let key = crate::model::names::slug(name);
    let help = match near {
        Some((_, _, id)) => {
            let entry = &context.entries[id.0 as usize];
            format!("did you mean `{}` ({})?", entry.key, entry.title)
        }
        None if key.is_empty() => "write the key, title or other name of one".to_owned(),
        None => match allowed.first().map(|id| context.schema.kind(*id)) {
            Some(kind) if kind.folder.is_empty() => {
                format!("write content/{key}.md for it, or correct the name")
            }
            Some(kind) => {
                let folder = &kind.folder;
                format!("write content/{folder}/{key}.md for it, or correct the name")
            }
            None => {
                format!("write {key}.md for it in the folder of its kind, or correct the name")
            }
        },
    };
    let mut labels: Vec<String> = allowed
        .iter()
        .map(|id| context.schema.kind(*id).label.to_lowercase())
        .collect();
    if labels.is_empty() {
        labels.push("entry".to_owned());
    }
    Diagnostic::new(
        Code::UnknownReference,
        span,
        format!("there is no {} called `{written}`", either(&labels)),
    )
    .help(help)
}

/// Reports a reference from what is published to what is not.
pub(super) fn refers_to_draft(written: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::DraftReference,
        span,
        format!("`{written}` is a draft, and this brief is not"),
    )
    .help("take `draft: true` out of the draft, take this reference out, or build with --drafts")
}
