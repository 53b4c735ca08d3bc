//! What the words of references mean: in fields, and in the links, citations and images of bodies.
//!
//! Each entry is looked at once, in parallel; the edges are then turned round, so that every entry
//! knows who refers to it. An unreadable reference is reported here and nowhere else.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::EntryId;
use super::lookup::Names;
use super::routes::Routes;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, near_miss};
use crate::load::Attachment;
use crate::load::Inputs;
use crate::model::body::{Body, Image, Link, LinkTarget};
use crate::model::{Entry, Reference, UrlPath, Within};
use crate::schema::{FieldType, Kind, KindId, Schema};
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

/// What `resolve` finds.
pub(super) struct Found {
    pub(super) targets: Vec<Vec<Option<EntryId>>>,
    pub(super) bodies: Vec<Vec<BodyTargets>>,
    pub(super) incoming: Vec<Vec<Edge>>,
}

/// What a look-up needs to know.
struct Context<'a> {
    entries: &'a [Entry],
    schema: &'a Schema,
    names: &'a Names,
    drafted: &'a Names,
    routes: &'a Routes,
    inputs: &'a Inputs,
}

/// Looks up every reference.
pub(super) fn resolve(
    entries: &[Entry],
    schema: &Schema,
    names: &Names,
    drafted: &Names,
    routes: &Routes,
    inputs: &Inputs,
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
    let found: Vec<(Vec<Option<EntryId>>, Vec<BodyTargets>, Diagnostics)> = entries
        .par_iter()
        .map(|entry| {
            let mut found = Diagnostics::default();
            let targets = entry
                .references
                .iter()
                .map(|reference| field_target(entry, reference, &context, &mut found))
                .collect();
            let bodies = entry
                .bodies
                .iter()
                .map(|body| body_targets(entry, body, &context, &mut found))
                .collect();
            (targets, bodies, found)
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
        Within::Value => match kind.field(&reference.path).field_type.item() {
            FieldType::Ref { kinds, .. } => kinds,
            FieldType::Text
            | FieldType::Markdown
            | FieldType::Integer
            | FieldType::Decimal { .. }
            | FieldType::Quantity { .. }
            | FieldType::YesNo
            | FieldType::Date
            | FieldType::Zone
            | FieldType::DaysByZone
            | FieldType::Duration
            | FieldType::Url
            | FieldType::Language
            | FieldType::Choice { .. }
            | FieldType::List { .. }
            | FieldType::Group { .. } => &[],
        },
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
    let declared = (reference.within == Within::Value).then(|| kind.field(&reference.path).span);
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
fn look_up(
    written: &str,
    span: Span,
    allowed: &[KindId],
    declared: Option<Span>,
    context: &Context,
    diagnostics: &mut Diagnostics,
) -> Option<EntryId> {
    let found = context.names.find(written, context.schema);
    let fitting: Vec<EntryId> = found
        .iter()
        .filter(|(kind, _)| allowed.is_empty() || allowed.contains(kind))
        .map(|(_, id)| *id)
        .collect();
    let wanted = kinds_in_words(allowed, context.schema);
    match (fitting.as_slice(), found.as_slice()) {
        ([id], _) => return Some(*id),
        ([], []) => diagnostics.push(unknown(written, span, allowed, &wanted, context)),
        ([], [(kind, id), ..]) => {
            let kind = context.schema.kind(*kind);
            let mut diagnostic = Diagnostic::new(
                Code::WrongKind,
                span,
                format!(
                    "`{written}` is a {}, and {wanted} is wanted here",
                    kind.label.to_lowercase()
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

fn kinds_in_words(allowed: &[KindId], schema: &Schema) -> String {
    let mut labels: Vec<String> = allowed
        .iter()
        .map(|id| {
            let label = schema.kind(*id).label.to_lowercase();
            let article = if label.starts_with(['a', 'e', 'i', 'o', 'u']) {
                "an"
            } else {
                "a"
            };
            format!("{article} {label}")
        })
        .collect();
    match labels.pop() {
        None => "an entry".to_owned(),
        Some(last) if labels.is_empty() => last,
        Some(last) => format!("{} or {last}", labels.join(", ")),
    }
}

fn unknown(
    written: &str,
    span: Span,
    allowed: &[KindId],
    wanted: &str,
    context: &Context,
) -> Diagnostic {
    if let [(_, _), ..] = context.drafted.find(written, context.schema).as_slice() {
        return Diagnostic::new(
            Code::DraftReference,
            span,
            format!("`{written}` is a draft, and this brief is not"),
        )
        .help(
            "take `draft: true` out of the draft, take this reference out, or build with --drafts",
        );
    }
    let candidates = context
        .names
        .spellings
        .iter()
        .filter(|(kind, _, _)| allowed.is_empty() || allowed.contains(kind));
    let near = near_miss(
        written,
        candidates.map(|(_, spelling, _)| spelling.as_str()),
    );
    let help = match near.and_then(|near| {
        context
            .names
            .spellings
            .iter()
            .find(|(_, spelling, _)| spelling == near)
    }) {
        Some((_, _, id)) => {
            let entry = &context.entries[id.0 as usize];
            format!("did you mean `{}` ({})?", entry.key, entry.title)
        }
        None => {
            let folder = allowed
                .first()
                .map_or("…", |id| context.schema.kind(*id).folder.as_str());
            let key = crate::model::names::slug(written);
            format!("write content/{folder}/{key}.md for it, or correct the name")
        }
    };
    let article_free = wanted.split_once(' ').map_or(wanted, |(_, rest)| rest);
    Diagnostic::new(
        Code::UnknownReference,
        span,
        format!("there is no {article_free} called `{written}`"),
    )
    .help(help)
}

fn body_targets(
    entry: &Entry,
    body: &Body,
    context: &Context,
    diagnostics: &mut Diagnostics,
) -> BodyTargets {
    let kind = context.schema.kind(entry.kind);
    BodyTargets {
        links: body
            .links
            .iter()
            .map(|link| link_target(entry, kind, link, context, diagnostics))
            .collect(),
        citations: body
            .citations
            .iter()
            .map(|citation| {
                look_up(
                    &citation.key,
                    citation.span,
                    &kind.citable,
                    None,
                    context,
                    diagnostics,
                )
            })
            .collect(),
        images: body
            .images
            .iter()
            .map(|image| find_picture(kind, image, context, diagnostics))
            .collect(),
    }
}

fn find_picture(
    kind: &Kind,
    image: &Image,
    context: &Context,
    diagnostics: &mut Diagnostics,
) -> Option<Picture> {
    let attachments = &context.inputs.attachments;
    let found = join(&kind.folder, &image.path)
        .and_then(|address| Some((attachments.get(address.as_str())?, address)));
    let Some((attachment, address)) = found else {
        let help = match near_miss(&image.path, attachments.keys().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                "put the picture into the folder of the brief and write its file name".to_owned()
            }
        };
        let message = format!("there is no picture `{}`", image.path);
        diagnostics.push(Diagnostic::new(Code::MissingImage, image.span, message).help(help));
        return None;
    };
    let Attachment {
        size: Some((width, height)),
        ..
    } = attachment
    else {
        let message = format!("`{}` is not a picture that browsers show", image.path);
        diagnostics.push(
            Diagnostic::new(Code::BadImage, image.span, message)
                .help("use a JPEG, PNG, WebP, AVIF or GIF file"),
        );
        return None;
    };
    Some(Picture {
        address,
        width: *width,
        height: *height,
    })
}

fn link_target(
    entry: &Entry,
    kind: &Kind,
    link: &Link,
    context: &Context,
    diagnostics: &mut Diagnostics,
) -> LinkTo {
    match &link.target {
        LinkTarget::Refused => LinkTo::Nowhere,
        LinkTarget::Web(address) => LinkTo::Web(address.clone()),
        LinkTarget::Fragment(fragment) => {
            check_fragment(entry, fragment, link, diagnostics);
            LinkTo::Here(heading_id(entry, fragment).unwrap_or_default())
        }
        LinkTarget::Wiki { name, fragment } => {
            let attachment = join(&kind.folder, name)
                .filter(|path| context.inputs.attachments.contains_key(path.as_str()));
            if let Some(path) = attachment {
                return to_attachment(path, link, diagnostics);
            }
            let found = look_up(name, link.target_span, &[], None, context, diagnostics);
            to_entry(found, fragment.as_deref(), link, context, diagnostics)
        }
        LinkTarget::Path { path, fragment } => {
            let Some(address) = join(&kind.folder, path) else {
                diagnostics.push(dead_link(path, link, "the path leads out of `content/`"));
                return LinkTo::Nowhere;
            };
            if let Some(id) = entry_at(&address, context) {
                return to_entry(Some(id), fragment.as_deref(), link, context, diagnostics);
            }
            if context.inputs.attachments.contains_key(address.as_str()) {
                return to_attachment(address, link, diagnostics);
            }
            if context.routes.all.contains(&address) {
                return LinkTo::File(address, fragment.clone());
            }
            let help = suggest_path(&address, &kind.folder, context);
            diagnostics.push(dead_link(path, link, &help));
            LinkTo::Nowhere
        }
    }
}

/// The endings of files that are copied because a brief links to them; none of them runs a script.
const ATTACHED: &[&str] = &[
    "jpg", "jpeg", "png", "webp", "avif", "gif", "pdf", "csv", "txt", "json", "zip",
];

fn to_attachment(address: UrlPath, link: &Link, diagnostics: &mut Diagnostics) -> LinkTo {
    let ending = address
        .as_str()
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_lowercase());
    if ending.is_some_and(|ending| ATTACHED.contains(&ending.as_str())) {
        return LinkTo::File(address, None);
    }
    let help = format!("files of these types are copied: {}", ATTACHED.join(", "));
    diagnostics.push(dead_link(address.as_str(), link, &help));
    LinkTo::Nowhere
}

/// Finds the entry whose file has this path below `content/`.
fn entry_at(address: &UrlPath, context: &Context) -> Option<EntryId> {
    let (folder, file) = address
        .as_str()
        .rsplit_once('/')
        .unwrap_or(("", address.as_str()));
    let stem = file.strip_suffix(".md")?;
    let kind = context.schema.by_folder(folder)?;
    let page = UrlPath::page(folder, stem);
    context
        .names
        .find(stem, context.schema)
        .into_iter()
        .find(|(of, id)| *of == kind && context.routes.pages[id.0 as usize] == page)
        .map(|(_, id)| id)
}

fn suggest_path(address: &UrlPath, folder: &str, context: &Context) -> String {
    let pages = || {
        context
            .routes
            .pages
            .iter()
            .map(|page| page.as_str().trim_end_matches(".html"))
    };
    let wanted = address.as_str().trim_end_matches(".md");
    match near_miss(wanted, pages()) {
        Some(near) => {
            let (in_folder, name) = near.rsplit_once('/').unwrap_or(("", near));
            if in_folder == folder {
                format!("did you mean `{name}.md`?")
            } else if folder.is_empty() {
                format!("did you mean `{near}.md`?")
            } else {
                format!("did you mean `../{near}.md`?")
            }
        }
        None => "write the path from this file to the other, such as `../people/kishi-nobuo.md`, or `[[key]]`".to_owned(),
    }
}

fn dead_link(path: &str, link: &Link, help: &str) -> Diagnostic {
    Diagnostic::new(
        Code::DeadLink,
        link.target_span,
        format!("`{path}` leads nowhere"),
    )
    .help(help)
}

fn to_entry(
    found: Option<EntryId>,
    fragment: Option<&str>,
    link: &Link,
    context: &Context,
    diagnostics: &mut Diagnostics,
) -> LinkTo {
    let Some(id) = found else {
        return LinkTo::Nowhere;
    };
    let target = &context.entries[id.0 as usize];
    let fragment = fragment.and_then(|fragment| {
        check_fragment(target, fragment, link, diagnostics);
        heading_id(target, fragment)
    });
    LinkTo::Entry(id, fragment)
}

/// Returns the anchor of the heading that a fragment means, by its anchor or by its words.
fn heading_id(entry: &Entry, fragment: &str) -> Option<String> {
    entry
        .body()
        .heading(fragment)
        .map(|heading| heading.id.clone())
}

fn check_fragment(entry: &Entry, fragment: &str, link: &Link, diagnostics: &mut Diagnostics) {
    if heading_id(entry, fragment).is_some() {
        return;
    }
    let headings: BTreeSet<&str> = entry
        .body()
        .headings
        .iter()
        .map(|heading| heading.text.as_str())
        .collect();
    let help = match near_miss(fragment, headings.iter().copied()) {
        Some(near) => format!("did you mean `#{near}`?"),
        None if headings.is_empty() => {
            "that page has no headings; leave the part after `#` out".to_owned()
        }
        None => format!(
            "its headings are: {}",
            headings.into_iter().collect::<Vec<_>>().join(", ")
        ),
    };
    diagnostics.push(
        Diagnostic::new(
            Code::DeadFragment,
            link.target_span,
            format!("`{}` has no heading `{fragment}`", entry.title),
        )
        .help(help),
    );
}

/// Joins a folder and a relative path; `None` if the path leads out of the top folder.
fn join(folder: &str, path: &str) -> Option<UrlPath> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            other => parts.push(other),
        }
    }
    UrlPath::file(&parts.join("/"))
}
