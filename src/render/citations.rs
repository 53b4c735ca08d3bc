//! The sources of a page: their order, their fields, and what each supports.
//!
//! What a source supports is read from the references themselves: the facts that name it, the items
//! of lists that do, and the running text.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use tera::Value;

use super::cards::role_text;
use super::coins::coins_of;
use super::values::{Page, anchor, fields_view};
use super::view::{list, map};
use crate::model::{Reference, Within};
use crate::resolve::origins::Support;
use crate::resolve::{EntryId, Site};
use crate::schema::{Kind, KindId, Role};

/// The views of the fields of sources, which the pages that cite them share; each is made when the
/// first page asks for it.
///
/// They hold links, and so they suit the pages in folders only; a page of the top folder, of which
/// there are few, makes its own.
#[derive(Debug)]
pub(super) struct SourceFields {
    citable: BTreeSet<KindId>,
    views: Vec<OnceLock<Value>>,
    items: Vec<OnceLock<Value>>,
}

/// The way back to the top folder from the pages that share the views of sources.
const SHARED_ROOT: &str = "../";

impl SourceFields {
    /// Makes room for the views of a site.
    pub(super) fn new(site: &Site) -> Self {
        let room = || site.ids().map(|_| OnceLock::new()).collect();
        Self {
            citable: site.schema.citable(),
            views: room(),
            items: room(),
        }
    }

    /// Tells whether entries of a kind are sources.
    pub(super) fn is_citable(&self, kind: KindId) -> bool {
        self.citable.contains(&kind)
    }

    /// Returns what reference managers read of a source.
    pub(super) fn item_of(&self, source: EntryId, site: &Site) -> Value {
        let item = self.items[source.0 as usize].get_or_init(|| coins_of(source, site).into());
        item.clone()
    }

    /// Returns the view of the fields of a source on a page; none of what cannot be cited.
    pub(super) fn of(&self, source: EntryId, page: &Page) -> Value {
        if !self.is_citable(page.site.entry(source).kind) {
            return Value::none();
        }
        let numbers = BTreeMap::new();
        let of_source = Page {
            id: source,
            numbers: if page.root == SHARED_ROOT {
                &numbers
            } else {
                page.numbers
            },
            ..*page
        };
        if page.root == SHARED_ROOT {
            let view = self.views[source.0 as usize].get_or_init(|| fields_of_page(&of_source));
            view.clone()
        } else {
            fields_of_page(&of_source)
        }
    }
}

fn fields_of_page(page: &Page) -> Value {
    let entry = page.site.entry(page.id);
    fields_view(&page.site.kind_of(page.id).fields, &entry.fields, page)
}

/// Lists the sources of an entry in the order of their numbers: those that it names, then those that
/// its facts and its body cite besides.
pub(super) fn sources_of(id: EntryId, site: &Site) -> Vec<EntryId> {
    let entry = site.entry(id);
    let kind = site.kind_of(id);
    let cites = kind.roles.get(Role::Cites);
    let targets = &site.targets[id.0 as usize];
    let references = || entry.references.iter().zip(targets.iter());
    let named = references().filter(|(reference, _)| {
        Some(&reference.path) == cites && reference.within == Within::Value
    });
    let by_facts = references().filter(|(reference, _)| match reference.within {
        Within::Source => true,
        Within::Speaker | Within::Disputed => false,
        // A source beside its fact, in a group; one in a field of its own is not cited by that.
        Within::Value if reference.path.0.len() == 1 => false,
        Within::Value => kind.cites_at(&reference.path),
    });
    let in_body = site.body_targets[id.0 as usize]
        .iter()
        .flat_map(|body| &body.citations);
    let mut sources: Vec<EntryId> = Vec::new();
    for target in named
        .chain(by_facts)
        .map(|(_, target)| target)
        .chain(in_body)
    {
        if let Some(source) = target
            && *source != id
            && !sources.contains(source)
        {
            sources.push(*source);
        }
    }
    sources
}

/// Makes the view of how many facts rest on how many origins; none where no fact can name a source.
pub(super) fn support_view(support: Support) -> Value {
    if support.total() == 0 {
        return Value::none();
    }
    map([
        ("total", support.total().into()),
        ("none", support.none.into()),
        ("general", support.general.into()),
        ("whole", support.whole.into()),
        ("one", support.one.into()),
        ("several", support.several.into()),
    ])
}

/// Makes the list of sources as templates see it.
pub(super) fn citations(sources: &[EntryId], page: &Page, source_fields: &SourceFields) -> Value {
    let supports = supports(page);
    list(sources.iter().map(|source| {
        let labels = supports.get(source).into_iter().flatten();
        let credited = role_text(*source, Role::Origin, page.site);
        let issued = role_text(*source, Role::Issued, page.site);
        map([
            ("number", page.numbers[source].into()),
            ("id", anchor(*source, page.site).into()),
            ("card", page.cards.get(*source)),
            ("supports", list(labels.map(|label| (*label).into()))),
            ("in_text", in_text(*source, page).into()),
            ("credited", credited.into()),
            (
                "whose",
                if credited.is_empty() {
                    issued
                } else {
                    credited
                }
                .into(),
            ),
            ("coins", source_fields.item_of(*source, page.site)),
            ("fields", source_fields.of(*source, page)),
        ])
    }))
}

/// Finds, for each source, the labels of the fields whose facts name it, in declared order.
fn supports<'a>(page: &Page<'a>) -> BTreeMap<EntryId, Vec<&'a str>> {
    let (site, id) = (page.site, page.id);
    let (entry, kind) = (site.entry(id), site.kind_of(id));
    let mut found: BTreeMap<EntryId, Vec<&str>> = BTreeMap::new();
    for (reference, target) in entry
        .references
        .iter()
        .zip(site.targets[id.0 as usize].iter())
    {
        let Some(source) = target else { continue };
        let field = match reference.within {
            _ if !names_source(reference, kind) => continue,
            Within::Source => kind.field(&reference.path),
            Within::Value | Within::Disputed | Within::Speaker => &kind.fields[reference.path.0[0]],
        };
        let labels = found.entry(*source).or_default();
        if !field.hidden && !labels.contains(&field.label.as_str()) {
            labels.push(&field.label);
        }
    }
    found
}

/// Tells whether a fact names its source by a reference: as that of the value, or beside it in a group.
pub(super) fn names_source(reference: &Reference, kind: &Kind) -> bool {
    match reference.within {
        Within::Source => true,
        Within::Value => reference.path.0.len() > 1 && kind.cites_at(&reference.path),
        Within::Disputed | Within::Speaker => false,
    }
}

fn in_text(source: EntryId, page: &Page) -> bool {
    let bodies = &page.site.body_targets[page.id.0 as usize];
    let mut cited = bodies.iter().flat_map(|body| &body.citations);
    cited.any(|target| *target == Some(source))
}
