//! A picture field: the file beside the brief, what it shows, the words under it, whose it is.
//!
//! The image is noted as a body that holds nothing else, so that it is found, checked and copied as
//! the images in running text are.

use super::body::{Body, Image, Piece, Refusal, image_path};
use super::read::{Reading, note_reference, scalar, unknown_key};
use super::value::{Picture, Value, Within};
use crate::diagnostics::{Code, Diagnostic};
use crate::schema::FieldPath;
use crate::text::Span;
use crate::yaml::{Key, Node, Yaml};

/// The keys of a picture.
const KEYS: &[&str] = &["file", "alt", "caption", "credit", "source"];

/// Reads a picture; nothing where its file is not named.
pub(super) fn read_picture(
    name: &str,
    node: &Node,
    path: &FieldPath,
    reading: &mut Reading,
) -> Option<Value> {
    let entries: &[(Key, Node)] = match &node.value {
        Yaml::Map(entries) => entries,
        Yaml::Scalar { .. } | Yaml::Null | Yaml::List(_) => &[],
    };
    for (key, _) in entries {
        if !KEYS.contains(&key.text.as_str()) && !key.text.starts_with("x-") {
            reading
                .diagnostics
                .push(unknown_key(key, &[], KEYS, entries));
        }
    }
    let find = |wanted: &str| {
        let mut found = entries.iter().filter(|(key, _)| key.text == wanted);
        found
            .next()
            .map(|(_, node)| node)
            .filter(|node| !node.is_blank())
    };
    let words = |wanted: &'static str, reading: &mut Reading| {
        let text = find(wanted).and_then(|node| scalar(wanted, node, reading));
        text.map_or_else(String::new, |(text, _)| text)
    };
    // A file name alone says what is meant, and lacks the description.
    let file = match &node.value {
        Yaml::Map(_) => find("file").and_then(|node| scalar("file", node, reading)),
        Yaml::Scalar { .. } | Yaml::Null | Yaml::List(_) => scalar(name, node, reading),
    };
    let Some((file, span)) = file else {
        if matches!(node.value, Yaml::Map(_)) && find("file").is_none() {
            let place = node.span.within(0, 1);
            let diagnostic = Diagnostic::new(Code::MissingField, place, "`file` is missing");
            let help = format!("write `{name}: {{ file: table.jpg, alt: what it shows }}`");
            reading.diagnostics.push(diagnostic.help(help));
        }
        return None;
    };
    let alt = words("alt", reading);
    let caption = words("caption", reading);
    let credit = words("credit", reading);
    let body = note_image(&file, &alt, span, reading)?;
    if alt.is_empty() {
        let message = format!("image `{file}` has no description");
        let help = format!("write `{name}: {{ file: {file}, alt: what it shows }}`");
        let diagnostic = Diagnostic::new(Code::MissingAlt, span, message);
        reading.diagnostics.push(diagnostic.help(help));
    }
    let nodes = match find("source") {
        Some(Node {
            value: Yaml::List(items),
            ..
        }) => items.as_slice(),
        Some(node) => std::slice::from_ref(node),
        None => &[],
    };
    let mut sources = Vec::new();
    for node in nodes {
        if let Some((written, span)) = scalar("source", node, reading) {
            sources.push(note_reference(
                &written,
                span,
                path,
                Within::Source,
                reading,
            ));
        }
    }
    Some(Value::Picture(Box::new(Picture {
        body,
        alt,
        caption,
        credit,
        sources,
    })))
}

/// Notes the image among the bodies of the entry and returns its index there.
fn note_image(file: &str, alt: &str, span: Span, reading: &mut Reading) -> Option<usize> {
    match image_path(file) {
        Ok(path) => {
            reading.bodies.push(Body {
                pieces: vec![Piece::Image(0)],
                images: vec![Image {
                    path,
                    alt: alt.to_owned(),
                    title: String::new(),
                    alone: true,
                    span,
                }],
                ..Body::default()
            });
            Some(reading.bodies.len() - 1)
        }
        Err(Refusal {
            code,
            message,
            help,
        }) => {
            let diagnostic = Diagnostic::new(code, span, message);
            reading.diagnostics.push(diagnostic.help(help));
            None
        }
    }
}
