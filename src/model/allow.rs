//! The warnings that an entry allows, each with the reason.
//!
//! A warning is an opinion, and whoever wrote the entry may know better. Errors cannot be allowed, and
//! a reason is required: it is what the next reader of the file finds.

use super::Allowed;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Mend, Severity, near_miss};
use crate::text::Span;
use crate::yaml::{Key, Node, Yaml};

/// Reads the mapping from code to reason.
pub(super) fn read(node: &Node, diagnostics: &mut Diagnostics) -> Vec<Allowed> {
    let Yaml::Map(entries) = &node.value else {
        let message = format!("`allow` is a mapping, not {}", node.describe());
        diagnostics.push(
            Diagnostic::new(Code::BadAllow, node.span, message)
                .help("write `allow: { CODE: the reason }` with the code of a warning"),
        );
        return Vec::new();
    };
    let allowed = entries.iter();
    allowed
        .filter_map(|(key, reason)| read_one(key, reason, diagnostics))
        .collect()
}

fn read_one(key: &Key, reason: &Node, diagnostics: &mut Diagnostics) -> Option<Allowed> {
    let mut report = |span: Span, message: String, help: String, mend: Option<Mend>| {
        let diagnostic = Diagnostic::new(Code::BadAllow, span, message);
        diagnostics.push(diagnostic.help(help).mend(mend));
        None
    };
    let Some(code) = Code::by_name(&key.text) else {
        let warnings = || {
            let warnings = Code::ALL.iter().filter(|code| is_warning(**code));
            warnings.map(|code| code.name())
        };
        let near = near_miss(&key.text, warnings());
        let help = near.map_or_else(
            || "write the code that a warning prints in brackets".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        let message = format!("there is no warning with the code `{}`", key.text);
        let mend = Mend::near(key.span, &key.text, warnings());
        return report(key.span, message, help, mend);
    };
    if !is_warning(code) {
        let message = format!("`{}` is an error, which cannot be allowed", code.name());
        let help = format!("mend it: `briefbook explain {}` tells how", code.name());
        return report(key.span, message, help, None);
    }
    if reason.is_blank() || !matches!(reason.value, Yaml::Scalar { .. }) {
        let message = format!("no reason is given for allowing `{}`", code.name());
        let help = format!("write `{}: ` and a few words that say why", code.name());
        return report(key.span, message, help, None);
    }
    Some(Allowed {
        code,
        span: key.span,
    })
}

fn is_warning(code: Code) -> bool {
    code.severity() == Severity::Warning
}
