//! Where a link or image leads, read from its written target.
//!
//! Browsers drop tabs and line breaks within an address and accept any case, so an address is
//! cleaned in the same way before its scheme is looked at. Only http, https and mailto pass; what
//! has no scheme must be a path from the file, and whether anything lies there is not asked here.

use super::LinkTarget;
use crate::diagnostics::Code;
use crate::model::names::percent_decode;

/// Why a target is refused.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::model) struct Refusal {
    pub(in crate::model) code: Code,
    pub(in crate::model) message: String,
    pub(in crate::model) help: String,
}

/// Reads the target of a Markdown link or autolink.
pub(super) fn link_target(written: &str) -> Result<LinkTarget, Refusal> {
    let address = clean(written);
    if let Some(scheme) = scheme(&address) {
        return web_target(&address, &scheme);
    }
    refuse_without_scheme(&address)?;
    if address.starts_with(['/', '\\']) {
        return Err(Refusal {
            code: Code::DeadLink,
            message: format!("`{address}` counts from the root of a server"),
            help: "write a path from this file, such as `../folder/name.md`, or `[[key]]`".into(),
        });
    }
    let (path, fragment) = address.split_once('#').unwrap_or((&address, ""));
    let fragment = percent_decode(fragment);
    if !path.is_empty() {
        return Ok(LinkTarget::Path {
            path: percent_decode(path),
            fragment: (!fragment.is_empty()).then_some(fragment),
        });
    }
    if fragment.is_empty() {
        return Err(nameless("a link without a target"));
    }
    Ok(LinkTarget::Fragment(fragment))
}

/// Reads the inside of `[[…]]` up to a `|`.
pub(super) fn wiki_target(written: &str) -> Result<LinkTarget, Refusal> {
    // In a table the bar must be written `\|`, and the parser leaves the backslash.
    let written = written.trim().trim_end_matches('\\').trim_end();
    let (name, fragment) = written.split_once('#').unwrap_or((written, ""));
    // A path of headings such as `#Chapter#Part` means its last one.
    let fragment = fragment.rsplit('#').next().unwrap_or_default().trim();
    let name = name.trim();
    let name = name.strip_suffix(".md").unwrap_or(name);
    match (name.is_empty(), fragment.is_empty()) {
        (true, true) => Err(nameless("`[[…]]` without a name")),
        (true, false) => Ok(LinkTarget::Fragment(fragment.to_owned())),
        (false, no_fragment) => Ok(LinkTarget::Wiki {
            name: name.to_owned(),
            fragment: (!no_fragment).then(|| fragment.to_owned()),
        }),
    }
}

/// Reads the target of an image, which must be a file beside the body's own.
pub(in crate::model) fn image_path(written: &str) -> Result<String, Refusal> {
    let address = clean(written);
    let bad = |message: String| Refusal {
        code: Code::BadImage,
        message,
        help: "put the file into the folder of this brief and write its name".into(),
    };
    if let Some(scheme) = scheme(&address) {
        return Err(if matches!(scheme.as_str(), "http" | "https") {
            bad("an image must lie beside the brief".into())
        } else {
            forbidden(&scheme)
        });
    }
    refuse_without_scheme(&address)?;
    if address.starts_with(['/', '\\']) {
        return Err(bad(format!("`{address}` counts from the root of a server")));
    }
    if address.is_empty() {
        return Err(bad("an image without a file".into()));
    }
    Ok(percent_decode(&address))
}

/// Reads the inside of `![[…]]` up to a `|`.
pub(super) fn embedded_path(written: &str) -> Result<String, Refusal> {
    let path = written.trim().trim_end_matches('\\').trim_end();
    // A name is not percent-decoded, yet passes the same checks.
    image_path(path).map(|_| path.to_owned())
}

fn web_target(address: &str, scheme: &str) -> Result<LinkTarget, Refusal> {
    let after = &address[scheme.len() + 1..];
    match scheme {
        "http" | "https" => {
            let host = after.strip_prefix("//").unwrap_or_default();
            if host.is_empty() || host.starts_with(['/', '\\', '?', '#', ':', '@']) {
                return Err(Refusal {
                    code: Code::BadUrl,
                    message: format!("`{address}` is not a full web address"),
                    help: "write the address with its host, such as `https://example.org/page`"
                        .into(),
                });
            }
            Ok(LinkTarget::Web(percent_encoded(address)))
        }
        "mailto" if after.contains('@') => Ok(LinkTarget::Web(percent_encoded(address))),
        "mailto" => Err(Refusal {
            code: Code::BadUrl,
            message: format!("`{address}` is not a mail address"),
            help: "write `mailto:` and then the address with its `@`".into(),
        }),
        other => Err(forbidden(other)),
    }
}

fn refuse_without_scheme(address: &str) -> Result<(), Refusal> {
    let slashes = address
        .bytes()
        .take_while(|byte| matches!(byte, b'/' | b'\\'));
    if slashes.count() < 2 {
        return Ok(());
    }
    Err(Refusal {
        code: Code::ForbiddenScheme,
        message: format!("`{address}` names a host without a scheme"),
        help: "write `https:` before it".into(),
    })
}

fn forbidden(scheme: &str) -> Refusal {
    Refusal {
        code: Code::ForbiddenScheme,
        message: format!("`{scheme}:` addresses are not allowed"),
        help: "only http, https and mailto are; a file of this site is named by its path".into(),
    }
}

fn nameless(message: &str) -> Refusal {
    Refusal {
        code: Code::DeadLink,
        message: message.into(),
        help: "name what it leads to, or delete the link".into(),
    }
}

fn clean(written: &str) -> String {
    let blank = |character: char| character.is_whitespace() || character.is_control();
    let trimmed = written.trim_matches(blank);
    trimmed
        .chars()
        .filter(|character| !character.is_control())
        .collect()
}

/// Returns the scheme in lower case, if there is one.
fn scheme(address: &str) -> Option<String> {
    let (scheme, _) = address.split_once(':')?;
    let well_formed = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|character| character.is_ascii_alphanumeric() || "+-.".contains(character));
    well_formed.then(|| scheme.to_ascii_lowercase())
}

/// Encodes what an address cannot hold and leaves the rest as written.
fn percent_encoded(address: &str) -> String {
    // Brackets belong around an IPv6 host and nowhere else.
    let host_end = address.find("//").map_or(0, |at| {
        address[at + 2..]
            .find(['/', '?', '#'])
            .map_or(address.len(), |end| at + 2 + end)
    });
    let mut encoded = String::with_capacity(address.len());
    for (at, character) in address.char_indices() {
        let is_odd = match character {
            ' ' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' => true,
            '[' | ']' => at >= host_end,
            '%' => !address
                .as_bytes()
                .get(at + 1..at + 3)
                .is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)),
            other => other.is_whitespace(),
        };
        if is_odd {
            let mut bytes = [0; 4];
            for byte in character.encode_utf8(&mut bytes).bytes() {
                let escape = format!("%{byte:02X}");
                encoded.push_str(&escape);
            }
        } else {
            encoded.push(character);
        }
    }
    encoded
}
