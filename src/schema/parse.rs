//! Kind files to a [`Schema`].
//!
//! Every name that a declaration uses (a kind, a field behind a role, an option of a list) is checked
//! here, so that the stages after it can rely on the schema without asking again.

use std::collections::BTreeMap;

use super::fields::{one_of, read_fields, read_kind_names};
use super::large::read_large;
use super::timing::timed_fields;
use super::{FieldDef, FieldPath, FieldType, Kind, KindId, Mark, Role, Roles, Schema};
use crate::config::NameOrder;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Mend, near_miss};
use crate::mapping::Mapping;
use crate::text::Span;
use crate::yaml::Node;

/// The keys that every entry has without a declaration; no field may take their names.
pub const RESERVED: &[&str] = &[
    "title",
    "draft",
    "aliases",
    "tags",
    "cssclasses",
    "allow",
    "claims",
];

/// Stands for the folder of a kind that declares none; no folder has this name.
const NO_FOLDER: &str = "/";

/// The names of templates in `lists/` that belong to no kind.
const TAKEN: &[&str] = &["chronology", "year", "kind"];

/// Reads the kind files, given as name and content.
///
/// A file with a fault yields the kind as far as it could be read, so that entries of it are still
/// checked; the fault itself is an error, and so nothing is built from a broken kind.
pub fn parse(files: &[(String, Node)], diagnostics: &mut Diagnostics) -> Schema {
    let mut files: Vec<&(String, Node)> = files.iter().collect();
    files.sort_by(|left, right| left.0.cmp(&right.0));
    let ids: BTreeMap<&str, KindId> = files
        .iter()
        .zip(0..)
        .map(|((name, _), index)| (name.as_str(), KindId(index)))
        .collect();
    let mut kinds: Vec<Kind> = Vec::new();
    let mut lacks_folder = false;
    for (name, node) in files {
        let mut kind = read_kind(name, node, &ids, diagnostics);
        if !is_usable_name(name) {
            let message = format!("a kind cannot be called `{name}`");
            diagnostics.push(Diagnostic::new(Code::BadKind, kind.span, message).help(
                "call the file by lower-case letters, digits and hyphens, and put it straight into `templates/kinds/`",
            ));
        } else if TAKEN.contains(&name.as_str()) {
            let message = format!("a kind cannot be called `{name}`");
            diagnostics.push(Diagnostic::new(Code::BadKind, kind.span, message).help(
                "the default templates have a use for this name; choose another for the file",
            ));
        }
        if let Some(other) = kinds
            .iter()
            .find(|other| other.folder == kind.folder && other.folder != NO_FOLDER)
        {
            let message = format!(
                "the kinds `{}` and `{name}` share the folder `{}`",
                other.name, kind.folder
            );
            diagnostics.push(
                Diagnostic::new(Code::BadKind, kind.span, message)
                    .label(other.span, "declared here with the same folder")
                    .help("give each kind a folder of its own"),
            );
            NO_FOLDER.clone_into(&mut kind.folder);
        }
        lacks_folder |= kind.folder == NO_FOLDER;
        kinds.push(kind);
    }
    Schema {
        kinds,
        lacks_folder,
    }
}

/// Tells whether a kind may have a name: other declarations, templates and pages repeat it.
fn is_usable_name(name: &str) -> bool {
    let usable = |letter: char| {
        letter.is_ascii_lowercase() || letter.is_ascii_digit() || matches!(letter, '-' | '_')
    };
    name.starts_with(|first: char| first.is_ascii_lowercase()) && name.chars().all(usable)
}

fn read_kind(
    name: &str,
    node: &Node,
    ids: &BTreeMap<&str, KindId>,
    diagnostics: &mut Diagnostics,
) -> Kind {
    let mut kind = Kind {
        name: name.to_owned(),
        label: name.to_owned(),
        plural: name.to_owned(),
        folder: NO_FOLDER.to_owned(),
        mark: None,
        counted_as: String::new(),
        claim_words: Vec::new(),
        menu: None,
        roles: Roles::default(),
        card: Vec::new(),
        large: Vec::new(),
        ballistic: Vec::new(),
        table: Vec::new(),
        speakers: Vec::new(),
        citable: Vec::new(),
        fields: Vec::new(),
        timed: Vec::new(),
        span: node.span.within(0, 0),
    };
    let Some(mut map) = Mapping::open(node, Code::BadKind, diagnostics) else {
        return kind;
    };
    if let Some((label, _)) = map.required_text("label") {
        kind.label = label;
    }
    if let Some((plural, _)) = map.required_text("plural") {
        kind.plural = plural;
    }
    if let Some((folder, span)) = map.required_text("folder") {
        kind.folder = read_folder(&folder, span, &mut map);
    }
    if let Some((word, span)) = map.text("mark") {
        kind.mark = one_of("mark", &word, span, Mark::ALL, &mut map);
    }
    if let Some((words, _)) = map.text("counted_as") {
        kind.counted_as = words;
    }
    for (word, span) in map.texts("claim_words") {
        if word.is_empty() || !word.chars().all(char::is_alphabetic) {
            let message = format!("`{word}` is not a single word");
            let help = "give one word each, singular and plural, such as `[launch, launches]`";
            map.report_with_help(span, message, help.to_owned());
        } else {
            kind.claim_words.push(word);
        }
    }
    if let Some((text, span)) = map.text("menu") {
        kind.menu = text.parse().ok();
        if kind.menu.is_none() {
            map.report(span, "`menu` is a position such as 1 or 2");
        }
    }
    let fields = map.entries("fields");
    let declared: Vec<&str> = fields.iter().map(|(key, _)| key.text.as_str()).collect();
    kind.fields = read_fields(&fields, ids, RESERVED, map.diagnostics());
    read_roles(&mut kind, &declared, &mut map);
    read_sourced(&mut kind, &mut map, ids);
    kind.card = read_paths("card", &kind, &declared, &mut map);
    kind.table = read_paths("table", &kind, &declared, &mut map);
    let decides = "which events are set larger";
    kind.large = read_large("large", decides, &kind, &declared, &mut map);
    let decides = "which flights are ballistic";
    kind.ballistic = read_large("ballistic", decides, &kind, &declared, &mut map);
    kind.timed = timed_fields(&kind);
    map.finish();
    kind
}

fn read_folder(folder: &str, span: Span, map: &mut Mapping) -> String {
    if folder == "." {
        return String::new();
    }
    let usable =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    if folder.is_empty() || !folder.chars().all(usable) {
        map.report_with_help(
            span,
            format!("`{folder}` cannot be a folder of a kind"),
            "use lower-case letters, digits and hyphens, or `.` for the top folder".to_owned(),
        );
    }
    folder.to_owned()
}

fn read_roles(kind: &mut Kind, declared: &[&str], map: &mut Mapping) {
    let mut given: Vec<(Role, Span)> = Vec::new();
    for (key, node) in map.entries("roles") {
        let Some(role) = Role::ALL.iter().find(|role| role.key == key.text) else {
            let near = near_miss(&key.text, Role::ALL.iter().map(|role| role.key));
            map.report_with_mend(
                key.span,
                format!("there is no role `{}`", key.text),
                near.map_or_else(
                    || "`docs/kinds.md` lists the roles".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                ),
                Mend::near(key.span, &key.text, Role::ALL.iter().map(|role| role.key)),
            );
            continue;
        };
        let crate::yaml::Yaml::Scalar { text, .. } = &node.value else {
            map.report(
                node.span,
                format!("`{}` takes the name of a field", key.text),
            );
            continue;
        };
        let Some(path) = find_path(kind, text, declared, node.span, map) else {
            continue;
        };
        let field = kind.field(&path);
        if role.suits(&field.field_type) {
            kind.roles.set(role.role, path);
            given.push((role.role, node.span));
        } else {
            let message = format!(
                "`{}` is a {} and cannot be `{}`",
                field.name,
                field.field_type.word(),
                key.text
            );
            let help = format!("a field of this type can: {}", role.types.join(", "));
            map.report_with_help(node.span, message, help);
        }
    }
    for (role, span) in given {
        if let Some((message, help)) = role_fault(role, kind) {
            map.report_with_help(span, message, help);
        }
    }
}

/// Says why a field cannot play a part, given what plays the others.
fn role_fault(role: Role, kind: &Kind) -> Option<(String, String)> {
    let path = kind.roles.get(role)?;
    let field = kind.field(path);
    if role == Role::Stated {
        let attended = kind.roles.get(Role::Attended);
        let group = |path: &FieldPath| path.0[..path.0.len() - 1].to_vec();
        let beside = attended.is_some_and(|other| group(other) == group(path));
        return (!beside || path.0.len() < 2).then(|| {
            let message = format!("`{}` does not stand beside those who took part", field.name);
            let help = "name a text in the same group as the field that plays `attended_by`";
            (message, help.to_owned())
        });
    }
    if role != Role::NameOrder {
        return None;
    }
    let mut options = field.field_type.options().iter();
    let other = options.find(|option| NameOrder::find(&option.value).is_none())?;
    let message = format!("`{}` is not an order of names", other.value);
    let (name, words) = (&field.name, NameOrder::words());
    Some((message, format!("the options of `{name}` can be {words}")))
}

fn read_sourced(kind: &mut Kind, map: &mut Mapping, ids: &BTreeMap<&str, KindId>) {
    if let Some(node) = map.node("sourced")
        && let Some(mut inner) = Mapping::open(node, Code::BadKind, map.diagnostics())
    {
        kind.speakers = read_kind_names("by", &mut inner, ids);
        kind.citable = read_kind_names("source", &mut inner, ids);
        inner.finish();
    }
    if let Some(path) = kind.roles.get(Role::Cites)
        && let FieldType::Ref { kinds, .. } = kind.field(path).field_type.item()
    {
        let missing: Vec<KindId> = kinds
            .iter()
            .copied()
            .filter(|id| !kind.citable.contains(id))
            .collect();
        kind.citable.extend(missing);
    }
}

/// Reads a list of fields by their dotted names.
fn read_paths(
    key: &'static str,
    kind: &Kind,
    declared: &[&str],
    map: &mut Mapping,
) -> Vec<FieldPath> {
    let names = map.texts(key);
    names
        .into_iter()
        .filter_map(|(dotted, span)| find_path(kind, &dotted, declared, span, map))
        .collect()
}

/// Finds the field that dotted names stand for.
///
/// One that is declared but could not be read is reported already, and nothing is said of it here.
pub fn find_path(
    kind: &Kind,
    dotted: &str,
    declared: &[&str],
    span: Span,
    map: &mut Mapping,
) -> Option<FieldPath> {
    let path = kind.path(dotted);
    let first = dotted.split('.').next().unwrap_or(dotted);
    let unread = declared.contains(&first) && kind.path(first).is_none();
    if path.is_none() && !unread {
        let names = dotted_names(&kind.fields, "");
        let near = near_miss(dotted, names.iter().map(String::as_str));
        map.report_with_mend(
            span,
            format!("there is no field `{dotted}` in this kind"),
            near.map_or_else(
                || {
                    "name a field that the kind declares, or `group.field` for one inside a group"
                        .to_owned()
                },
                |near| format!("did you mean `{near}`?"),
            ),
            Mend::near(span, dotted, names.iter().map(String::as_str)),
        );
    }
    path
}

/// Lists the names of fields as other settings write them, those within groups with their group.
#[must_use]
pub fn dotted_names(fields: &[FieldDef], before: &str) -> Vec<String> {
    let mut names = Vec::new();
    for field in fields {
        let name = format!("{before}{}", field.name);
        names.extend(dotted_names(
            field.field_type.group_fields(),
            &format!("{name}."),
        ));
        names.push(name);
    }
    names
}
