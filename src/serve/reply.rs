//! What a browser gets for an address: as GitHub Pages would answer, and on pages one script more.

use std::fs;

use super::preview::{Preview, Shown};
use crate::model::body::push_text;
use crate::output::Content;
use crate::render::{self, MISSING};

/// The address of the script, below the site's own.
const SCRIPT: &str = "_briefbook/reload.js";
/// The address of the events, below the site's own.
pub(super) const EVENTS: &str = "_briefbook/events";

/// The script that reloads a page, and shows what is wrong.
static RELOAD: &str = include_str!("reload.js");

/// What is sent back.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Reply {
    /// The status code.
    pub(super) status: u16,
    /// The media type, or for a redirect the address.
    pub(super) kind: String,
    /// The bytes.
    pub(super) body: Vec<u8>,
}

impl Reply {
    fn redirect(address: String) -> Self {
        Self {
            status: 302,
            kind: address,
            body: Vec::new(),
        }
    }

    fn found(address: &str, body: Vec<u8>) -> Self {
        Self {
            status: 200,
            kind: media_type(address).to_owned(),
            body,
        }
    }
}

/// Answers a request for a decoded path.
pub(super) fn reply(preview: &Preview, path: &str) -> Reply {
    let base = preview.base();
    let Some(address) = path.strip_prefix(&base) else {
        return Reply::redirect(base);
    };
    if address == SCRIPT {
        return Reply::found(SCRIPT, RELOAD.as_bytes().to_vec());
    }
    let [newest, proven] = preview.shown();
    let Some(newest) = newest else {
        return nothing_to_show(preview, &base);
    };
    let page = |found: &str, asked: &str, status| {
        page_reply(
            preview,
            &base,
            found,
            asked,
            status,
            &newest,
            proven.as_deref(),
        )
    };
    match find(&newest, address) {
        Place::Page(found) => page(&found, &found, 200),
        Place::File(found) => {
            file_reply(&newest, found).unwrap_or_else(|| page(MISSING, address, 404))
        }
        Place::Folder => Reply::redirect(format!("{base}{address}/")),
        Place::Nowhere => page(MISSING, address, 404),
    }
}

/// What an address leads to.
enum Place<'a> {
    Page(String),
    File(&'a str),
    Folder,
    Nowhere,
}

/// Finds what an address leads to: the ending `.html` may be left out, a folder has a first page.
fn find<'a>(shown: &Shown, address: &'a str) -> Place<'a> {
    let is_page = |address: &str| shown.making.find(address).is_some();
    if address.is_empty() || address.ends_with('/') {
        let index = format!("{address}index.html");
        return if is_page(&index) {
            Place::Page(index)
        } else {
            Place::Nowhere
        };
    }
    if is_page(address) {
        return Place::Page(address.to_owned());
    }
    if shown.file(address).is_some() {
        return Place::File(address);
    }
    let page = format!("{address}.html");
    if is_page(&page) {
        return Place::Page(page);
    }
    if is_page(&format!("{address}/index.html")) {
        return Place::Folder;
    }
    Place::Nowhere
}

fn file_reply(shown: &Shown, address: &str) -> Option<Reply> {
    let body = match shown.file(address)? {
        Content::Bytes(bytes) => bytes.clone(),
        Content::Copy(disk) => fs::read(disk).ok()?,
    };
    Some(Reply::found(address, body))
}

/// Answers with a page; where its template fails, with the page as it was before.
///
/// Where something else was asked for, the page waits for that.
fn page_reply(
    preview: &Preview,
    base: &str,
    address: &str,
    asked: &str,
    status: u16,
    newest: &Shown,
    proven: Option<&Shown>,
) -> Reply {
    // Taken before the page is made, so that a page never claims to be newer than it is.
    let look = preview.look(asked);
    let made = [Some(newest), proven]
        .into_iter()
        .flatten()
        .find_map(|shown| render::page(&shown.making, address)?.ok());
    match made {
        Some(page) => Reply {
            status,
            kind: media_type(address).to_owned(),
            body: with_script(page, base, asked, &look),
        },
        None => nothing_to_show(preview, base),
    }
}

/// Answers where no state of the site can be shown: the script shows what is wrong.
fn nothing_to_show(preview: &Preview, base: &str) -> Reply {
    let page = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
        <title>briefbook</title></head><body><p>This page cannot be made yet.</p></body></html>\n";
    Reply {
        status: 503,
        kind: media_type(".html").to_owned(),
        body: with_script(page.as_bytes().to_vec(), base, "", &preview.look("")),
    }
}

/// Puts the script at the end of a page's head.
fn with_script(page: Vec<u8>, base: &str, address: &str, look: &str) -> Vec<u8> {
    let mut script = String::from("<script defer src=\"");
    push_text(&mut script, &format!("{base}{SCRIPT}"));
    script.push_str("\" data-events=\"");
    push_text(&mut script, &format!("{base}{EVENTS}"));
    script.push_str("\" data-page=\"");
    push_text(&mut script, address);
    script.push_str("\" data-look=\"");
    push_text(&mut script, look);
    script.push_str("\"></script>");
    let end = b"</head>";
    let place = page
        .windows(end.len())
        .position(|window| window == end)
        .unwrap_or(page.len());
    let mut with_script = page;
    with_script.splice(place..place, script.into_bytes());
    with_script
}

/// Returns the media type of a file by the ending of its name.
fn media_type(address: &str) -> &'static str {
    let ending = address.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending.to_lowercase().as_str() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "xml" => "application/xml",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/vnd.microsoft.icon",
        "pdf" => "application/pdf",
        "csv" => "text/csv; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "woff2" => "font/woff2",
        "webmanifest" => "application/manifest+json",
        "ics" => "text/calendar; charset=utf-8",
        _ => "application/octet-stream",
    }
}
