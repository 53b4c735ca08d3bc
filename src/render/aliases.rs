//! The page at an address by which an entry was known before, or at one that several entries share.
//!
//! One entry: the page sends readers on. Several: it offers the choice, as each of them may be meant.

use tera::Value;

use super::called;
use super::cards::Cards;
use super::page::{Head, page_view};
use super::view::{list, map};
use crate::model::UrlPath;
use crate::resolve::Site;

/// Makes the page of an alias: a redirect, or a choice where several entries share it.
pub(super) fn page(
    address: &UrlPath,
    site: &Site,
    cards: &Cards,
) -> (String, Vec<(&'static str, Value)>) {
    let alias = &site.routes.aliases[address];
    let choice = alias.entries.len() > 1;
    let first = alias.entries[0];
    let head = Head {
        form: if choice { "choice" } else { "redirect" },
        title: &alias.name,
        description: "",
        address: if choice { address } else { site.address(first) },
        section: &site.kind_of(first).name,
        crumbs: Vec::new(),
        root: Some(address.root()),
    };
    let mut context = vec![("page", page_view(head, site))];
    if choice {
        context.push(("alias", alias.name.as_str().into()));
        context.push((
            "choices",
            list(
                alias
                    .entries
                    .iter()
                    .map(|id| called::choice(*id, &alias.name, site, cards)),
            ),
        ));
        return ("choice.html".to_owned(), context);
    }
    let target = map([
        ("title", site.title(first).into()),
        ("url", site.address(first).encoded().into()),
    ]);
    context.push(("target", target));
    context.push((
        "refresh",
        format!("{}{}", address.root(), site.address(first).encoded()).into(),
    ));
    ("redirect.html".to_owned(), context)
}
