//! Reads every HTML file of a built site and lists what a published page may not contain.
//!
//! In: the folder of a built site. Out: one line for each problem, sorted, with file and line.
//! Nothing is fetched and nothing is written. `pages.rs` beside this file does the reading, so
//! that the rules here see tags, attributes and line numbers only.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

#[path = "pages.rs"]
mod pages;

use pages::{Page, Tag, read_site};

/// The policy that every page carries, to the letter.
pub(crate) const POLICY: &str = "default-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none'; script-src 'self' 'sha256-W1aDB187IA88rn42HbfI8J4CBOUa3dToOq6IR+h2nMQ='";

/// The one page that is served for any address and so cannot link relatively.
const NOT_FOUND_PAGE: &str = "404.html";

/// Relations of `<link>` that name an address without loading it.
const NAMING_RELATIONS: &[&str] = &[
    "alternate",
    "author",
    "canonical",
    "help",
    "license",
    "next",
    "prev",
    "search",
    "self",
];

/// Schemes that a link may have.
const LINK_SCHEMES: &[&str] = &["http", "https", "mailto"];

/// Returns what is wrong with the HTML and CSS files under `folder`, sorted by file.
pub(crate) fn problems(folder: &Path) -> Vec<String> {
    let site = read_site(folder);
    let targets: BTreeMap<&str, BTreeSet<&str>> = site
        .pages
        .iter()
        .map(|page| (page.path.as_str(), page.ids().map(|(id, _)| id).collect()))
        .collect();
    let mut found = Vec::new();
    for page in &site.pages {
        let mut report = |line: usize, words: String| {
            found.push((page.path.clone(), line, words));
        };
        if page.is_document {
            check_document(page, &mut report);
        }
        check_ids(page, &mut report);
        for tag in &page.tags {
            check_forbidden(tag, &mut report);
            if tag.name == "img" {
                check_image(tag, &mut report);
            }
            for address in addresses(tag) {
                check_address(page, tag.line, &address, &site.files, &targets, &mut report);
            }
        }
    }
    for sheet in &site.sheets {
        for (line, written) in sheet.addresses() {
            let address = Address {
                written,
                loads: true,
            };
            let mut report = |line: usize, words: String| {
                found.push((sheet.path.clone(), line, words));
            };
            check_target(
                &sheet.path,
                line,
                &address,
                &site.files,
                &targets,
                &mut report,
            );
        }
    }
    found.sort();
    found
        .into_iter()
        .map(|(path, line, words)| format!("{path}:{line}: {words}"))
        .collect()
}

/// Checks what a document has once: policy, language, title and first heading.
fn check_document(page: &Page, report: &mut impl FnMut(usize, String)) {
    for (line, error) in &page.syntax_errors {
        report(*line, format!("not well-formed HTML: {error}"));
    }
    let policies: Vec<&Tag> = page
        .tags
        .iter()
        .filter(|tag| tag.is_meta("content-security-policy"))
        .collect();
    match policies.as_slice() {
        [] => report(1, "no Content-Security-Policy meta".to_owned()),
        [policy] if policy.value("content") != Some(POLICY) => report(
            policy.line,
            format!(
                "another policy: `{}`",
                policy.value("content").unwrap_or_default()
            ),
        ),
        [policy] => {
            // A policy in a meta element binds only what comes after it.
            let loader = ["script", "link", "style"];
            let early = page
                .tags
                .iter()
                .find(|tag| loader.contains(&tag.name.as_str()));
            if let Some(early) = early.filter(|early| early.offset < policy.offset) {
                report(
                    early.line,
                    format!("`<{}>` stands before the policy", early.name),
                );
            }
        }
        [_, second, ..] => report(second.line, "a second Content-Security-Policy".to_owned()),
    }
    let html = page.tags.iter().find(|tag| tag.name == "html");
    if html
        .and_then(|tag| tag.value("lang"))
        .unwrap_or_default()
        .is_empty()
    {
        report(1, "no lang on `<html>`".to_owned());
    }
    if page.title.trim().is_empty() {
        report(1, "no title".to_owned());
    }
    for heading in page.tags.iter().filter(|tag| tag.name == "h1").skip(1) {
        report(heading.line, "more than one `<h1>`".to_owned());
    }
}

/// Checks that an id names one element.
fn check_ids(page: &Page, report: &mut impl FnMut(usize, String)) {
    let mut lines_by_id: BTreeMap<&str, usize> = BTreeMap::new();
    for (id, line) in page.ids() {
        if let Some(first) = lines_by_id.get(id) {
            report(line, format!("id `{id}` is taken by line {first}"));
        } else {
            lines_by_id.insert(id, line);
        }
    }
}

/// Checks one tag for what the policy blocks, and for what no page here needs.
fn check_forbidden(tag: &Tag, report: &mut impl FnMut(usize, String)) {
    for (name, _) in &tag.attributes {
        if name == "style" {
            report(tag.line, format!("style attribute on `<{}>`", tag.name));
        } else if name.starts_with("on") {
            report(tag.line, format!("handler `{name}` on `<{}>`", tag.name));
        } else if name == "ping" || name == "srcdoc" {
            report(tag.line, format!("`{name}` on `<{}>`", tag.name));
        }
    }
    match tag.name.as_str() {
        "style" | "base" | "object" | "embed" | "applet" => {
            report(tag.line, format!("`<{}>` element", tag.name));
        }
        // A block of data is not run, so the policy has nothing against it; one script it knows by its hash.
        "script"
            if !tag.text.trim().is_empty()
                && !tag.has("type", "application/ld+json")
                && !POLICY.contains(&briefbook::integrity::policy_source(&tag.text)) =>
        {
            report(tag.line, "inline script".to_owned());
        }
        _ => {}
    }
}

/// Checks that an image says what it shows and how much room it takes.
fn check_image(tag: &Tag, report: &mut impl FnMut(usize, String)) {
    for name in ["alt", "width", "height"] {
        if tag.value(name).is_none() {
            report(tag.line, format!("image without {name}"));
        }
    }
}

/// One address of a page.
struct Address {
    written: String,
    /// Whether opening the page fetches it, as for an image; a link waits for a click.
    loads: bool,
}

/// Returns every address that a tag holds.
fn addresses(tag: &Tag) -> Vec<Address> {
    let mut found = Vec::new();
    for (name, value) in &tag.attributes {
        let loads = match (tag.name.as_str(), name.as_str()) {
            ("a" | "area", "href" | "xlink:href")
            | ("form", "action")
            | (_, "formaction" | "cite") => false,
            ("link", "href") => !tag.relations().all(|name| NAMING_RELATIONS.contains(&name)),
            (_, "href" | "xlink:href" | "src" | "poster" | "data" | "background") => true,
            (_, "srcset" | "imagesrcset") => {
                let candidates = value
                    .split(',')
                    .filter_map(|part| part.split_whitespace().next());
                found.extend(candidates.map(|candidate| Address {
                    written: candidate.to_owned(),
                    loads: true,
                }));
                continue;
            }
            ("meta", "content") if tag.is_meta("refresh") => {
                let Some((_, target)) = value.split_once(['=']) else {
                    continue;
                };
                found.push(Address {
                    written: target.trim().to_owned(),
                    loads: false,
                });
                continue;
            }
            _ => continue,
        };
        found.push(Address {
            written: value.clone(),
            loads,
        });
    }
    found
}

/// Checks one address of a page: its form, then whether it leads anywhere.
fn check_address(
    page: &Page,
    line: usize,
    address: &Address,
    files: &BTreeSet<String>,
    targets: &BTreeMap<&str, BTreeSet<&str>>,
    report: &mut impl FnMut(usize, String),
) {
    let written = &address.written;
    if written.starts_with('/') && !written.starts_with("//") {
        if page.path != NOT_FOUND_PAGE {
            report(line, format!("`{written}` starts with `/`"));
        } else if !some_tail_exists(written, files) {
            report(line, format!("`{written}` leads to no file"));
        }
        return;
    }
    check_target(&page.path, line, address, files, targets, report);
}

/// Checks that an address has an allowed scheme, or an existing file and fragment.
fn check_target(
    from: &str,
    line: usize,
    address: &Address,
    files: &BTreeSet<String>,
    targets: &BTreeMap<&str, BTreeSet<&str>>,
    report: &mut impl FnMut(usize, String),
) {
    let written = &address.written;
    // Browsers drop these characters before they look for a scheme, and so must this check.
    let bare: String = written
        .chars()
        .filter(|character| !character.is_control() && *character != ' ')
        .collect();
    let scheme = scheme_of(&bare);
    match scheme.as_deref() {
        Some("data" | "javascript") => report(line, format!("forbidden address `{written}`")),
        Some(_) if address.loads => report(line, format!("loads `{written}` from elsewhere")),
        Some(scheme) if !LINK_SCHEMES.contains(&scheme) => {
            report(line, format!("forbidden address `{written}`"));
        }
        Some(_) => {}
        None if bare.starts_with("//") || bare.starts_with('\\') => {
            report(line, format!("loads or names `{written}` on another host"));
        }
        None => {
            let (rest, fragment) = written.split_once('#').unwrap_or((written, ""));
            let path = rest.split_once('?').map_or(rest, |(path, _)| path);
            let Some(target) = resolve(from, &percent_decoded(path)) else {
                report(line, format!("`{written}` leaves the site"));
                return;
            };
            if !files.contains(&target) {
                report(line, format!("`{written}` leads to no file"));
            } else if written.ends_with('#') {
                report(line, format!("`{written}` has an empty fragment"));
            } else if let Some(ids) = targets.get(target.as_str())
                && !fragment.is_empty()
                && !ids.contains(percent_decoded(fragment).as_str())
            {
                report(
                    line,
                    format!("`{written}`: no element of `{target}` has this id"),
                );
            }
        }
    }
}

/// Returns the scheme of an absolute address in lower case.
fn scheme_of(address: &str) -> Option<String> {
    let (scheme, _) = address.split_once(':')?;
    let mut characters = scheme.chars();
    let starts_well = characters
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic());
    let goes_on_well =
        characters.all(|character| character.is_ascii_alphanumeric() || "+-.".contains(character));
    (starts_well && goes_on_well).then(|| scheme.to_ascii_lowercase())
}

/// Returns the file that a relative path means, or nothing when it leaves the site.
fn resolve(from: &str, path: &str) -> Option<String> {
    if path.is_empty() {
        return Some(from.to_owned());
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Tells whether an absolute path leads to a file once the site's base path is taken off.
///
/// The base path is not known here, so any number of leading folders may be it.
fn some_tail_exists(absolute: &str, files: &BTreeSet<String>) -> bool {
    let end = absolute.find(['#', '?']).unwrap_or(absolute.len());
    let path = percent_decoded(&absolute[1..end]);
    let mut tail = path.as_str();
    loop {
        if tail.is_empty() || files.contains(tail) {
            return true;
        }
        match tail.split_once('/') {
            Some((_, rest)) => tail = rest,
            None => return false,
        }
    }
}

/// Undoes percent-encoding.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hexadecimal = after
            .get(..2)
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        if let (b'%', Some(byte)) = (first, hexadecimal) {
            bytes.push(byte);
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
