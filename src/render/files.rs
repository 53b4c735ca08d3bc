//! The files that no template makes: what is copied, feed and sitemap, and the sign for GitHub Pages.

use std::collections::BTreeSet;

use super::{data, feed, output, sitemap};
use crate::claims::Claims;
use crate::load::{Inputs, Static};
use crate::model::UrlPath;
use crate::output::{Content, Output};
use crate::published::FACTS;
use crate::resolve::Site;
use crate::resolve::facts;
use crate::resolve::references::LinkTo;
use crate::resolve::reports::Report;
use crate::resolve::routes::{CLAIMS, CORRECTIONS, FEED, MEETINGS};

/// Lists the files that no template makes: what is copied, feeds, and the sign for GitHub Pages.
pub(super) fn files(site: &Site, inputs: &Inputs, claims: &Claims) -> Vec<Output> {
    let mut files: Vec<Output> = inputs
        .statics
        .iter()
        .map(|(path, file)| match file {
            Static::Embedded(bytes) => output(path, Content::Bytes(bytes.to_vec())),
            Static::Disk(disk) => output(path, Content::Copy(disk.clone())),
        })
        .collect();
    files.extend(attached(site).into_iter().filter_map(|path| {
        let attachment = inputs.attachments.get(path)?;
        Some(output(path, Content::Copy(attachment.disk.clone())))
    }));
    files.push(output(FACTS, Content::Bytes(facts::file(site, inputs))));
    // GitHub Pages would else leave out files that begin with an underscore.
    files.push(output(".nojekyll", Content::Bytes(Vec::new())));
    if site.routes.reports.contains(&Report::Meetings) {
        let table = Content::Bytes(data::meetings::file(site));
        files.push(output(MEETINGS, table));
    }
    if site.routes.reports.contains(&Report::Statements) {
        let lines = Content::Bytes(data::statements::file(claims, site));
        files.push(output(CLAIMS, lines));
    }
    if let Some(base) = &site.config.url {
        files.push(output(FEED, Content::Bytes(feed::feed(base, site))));
        if site.routes.reports.contains(&Report::Corrections) {
            let feed = feed::corrections_feed(base, site);
            files.push(output(CORRECTIONS, Content::Bytes(feed)));
        }
        files.extend(sitemap::sitemap(base, site));
    }
    files
}

/// Lists the pictures and other files that bodies show or link to.
fn attached(site: &Site) -> BTreeSet<&str> {
    let bodies = || site.body_targets.iter().flat_map(|bodies| bodies.iter());
    let pictures = bodies()
        .flat_map(|body| body.images.iter().flatten())
        .map(|picture| &picture.address);
    let links = bodies()
        .flat_map(|body| &body.links)
        .filter_map(|link| match link {
            LinkTo::File(address, _) => Some(address),
            LinkTo::Entry(..) | LinkTo::Here(_) | LinkTo::Web(_) | LinkTo::Nowhere => None,
        });
    pictures.chain(links).map(UrlPath::as_str).collect()
}
