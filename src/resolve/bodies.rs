//! What the links, citations and images of a body lead to.
//!
//! A link is an entry by name or by path, a generated page, a file beside the briefs, a place in the
//! same page, or the web. What leads nowhere is reported at the words that were written.

use std::collections::BTreeSet;

use super::EntryId;
use super::look_up::{look_up, refers_to_draft};
use super::references::{BodyTargets, Context, LinkTo, Picture};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Mend, is_sure, near_miss, sure_miss};
use crate::load::{ATTACHED, Attachment, is_attached};
use crate::model::body::{Body, Image, Link, LinkTarget};
use crate::model::{Entry, UrlPath};
use crate::schema::Kind;

/// Looks up everything that a body points at.
pub(super) fn body_targets(
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
                    entry,
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
        let folder = format!("{}/", kind.folder);
        let beside = || {
            let paths = attachments.keys();
            let below = paths.filter_map(|path| path.strip_prefix(folder.trim_start_matches('/')));
            below.filter(|path| !path.contains('/'))
        };
        let help = match near_miss(&image.path, beside()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                "put the picture into the folder of the brief and write its file name".to_owned()
            }
        };
        let message = format!("there is no picture `{}`", image.path);
        diagnostics.push(
            Diagnostic::new(Code::MissingImage, image.span, message)
                .help(help)
                .mend(Mend::near(image.span, &image.path, beside())),
        );
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
            let found = look_up(
                name,
                link.target_span,
                &[],
                None,
                entry,
                context,
                diagnostics,
            );
            to_entry(found, fragment.as_deref(), link, context, diagnostics)
        }
        LinkTarget::Path { path, fragment } => {
            let Some(address) = join(&kind.folder, path) else {
                let help = "the path leads out of `content/`";
                diagnostics.push(dead_link(path, link, help));
                return LinkTo::Nowhere;
            };
            if let Some(id) = entry_at(&address, context) {
                return to_entry(Some(id), fragment.as_deref(), link, context, diagnostics);
            }
            if context.inputs.attachments.contains_key(address.as_str()) {
                return to_attachment(address, link, diagnostics);
            }
            if let Some(id) = entry_of_page(&address, context) {
                return to_entry(Some(id), fragment.as_deref(), link, context, diagnostics);
            }
            if context.routes.all.contains(&address) {
                if fragment.is_some() {
                    diagnostics.push(fragment_of_generated(path, link));
                }
                return LinkTo::File(address, fragment.clone());
            }
            if is_draft_at(&address, context) {
                diagnostics.push(refers_to_draft(path, link.target_span));
                return LinkTo::Nowhere;
            }
            let suggested = suggest_path(&address, &kind.folder, context);
            let (help, mend) = match suggested {
                Some((near, is_sure)) => (
                    format!("did you mean `{near}`?"),
                    is_sure.then(|| Mend::words(link.target_span, path, near)),
                ),
                None => (HOW_TO_LINK.to_owned(), None),
            };
            diagnostics.push(dead_link(path, link, &help).mend(mend));
            LinkTo::Nowhere
        }
    }
}

fn to_attachment(address: UrlPath, link: &Link, diagnostics: &mut Diagnostics) -> LinkTo {
    if is_attached(address.as_str()) {
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
        .iter()
        .find(|(of, id)| *of == kind && context.routes.pages[id.0 as usize] == page)
        .map(|(_, id)| *id)
}

/// Finds the entry whose page, or whose alias, has this address: `[…](../people/kishi-nobuo.html)`.
fn entry_of_page(address: &UrlPath, context: &Context) -> Option<EntryId> {
    if let Some(alias) = context.routes.aliases.get(address) {
        return match alias.entries.as_slice() {
            [id] => Some(*id),
            _ => None,
        };
    }
    let (folder, file) = address
        .as_str()
        .rsplit_once('/')
        .unwrap_or(("", address.as_str()));
    let source = format!("{}.md", file.strip_suffix(".html")?);
    let path = if folder.is_empty() {
        source
    } else {
        format!("{folder}/{source}")
    };
    entry_at(&UrlPath::file(&path)?, context)
}

/// Reports a place in a page that is made from other entries: whether it will be there, nobody can
/// promise.
fn fragment_of_generated(path: &str, link: &Link) -> Diagnostic {
    Diagnostic::new(
        Code::DeadFragment,
        link.target_span,
        format!("`{path}` is a page that briefbook makes, and has no headings of yours"),
    )
    .help("leave the part after `#` out, or link to the entry itself with `[[key]]`")
}

/// Tells whether the file at this path below `content/` is a draft that is left out.
fn is_draft_at(address: &UrlPath, context: &Context) -> bool {
    let (folder, file) = address
        .as_str()
        .rsplit_once('/')
        .unwrap_or(("", address.as_str()));
    let kind = context.schema.by_folder(folder);
    file.strip_suffix(".md").is_some_and(|stem| {
        let found = context.drafted.find(stem, context.schema);
        found.iter().any(|(of, _)| Some(*of) == kind)
    })
}

/// What to do where no page is near.
const HOW_TO_LINK: &str =
    "write the path from this file to the other, such as `../people/kishi-nobuo.md`, or `[[key]]`";

/// Returns the path to the page that was probably meant, and whether no other can be.
fn suggest_path(address: &UrlPath, folder: &str, context: &Context) -> Option<(String, bool)> {
    let pages = || {
        context
            .routes
            .pages
            .iter()
            .map(|page| page.as_str().trim_end_matches(".html"))
    };
    let wanted = address.as_str().trim_end_matches(".md");
    let near = near_miss(wanted, pages())?;
    let is_sure = is_sure(wanted, near, pages().filter(|page| *page != near));
    let (in_folder, name) = near.rsplit_once('/').unwrap_or(("", near));
    let path = if in_folder == folder {
        format!("{name}.md")
    } else if folder.is_empty() {
        format!("{near}.md")
    } else {
        format!("../{near}.md")
    };
    Some((path, is_sure))
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
    let near = sure_miss(fragment, headings.iter().copied());
    let mend = near.and_then(|near| {
        let words = match &link.target {
            LinkTarget::Wiki { .. } => near.to_owned(),
            LinkTarget::Path { .. }
            | LinkTarget::Fragment(_)
            | LinkTarget::Web(_)
            | LinkTarget::Refused => heading_id(entry, near)?,
        };
        let old = format!("#{fragment}");
        Some(Mend::words(link.span, old, format!("#{words}")))
    });
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
        .help(help)
        .mend(mend),
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
