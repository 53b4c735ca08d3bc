//! The text of a starter brief, from the declaration of its kind.
//!
//! In: a kind, a title, and the values that are known. Out: front matter with these values, with an
//! empty line for each fact that the kind requires, and with all others as remarks that show their
//! form. Nothing is asserted that nobody gave: while a required fact is missing, the brief is a draft.

use std::collections::BTreeMap;

use super::yaml_text;
use crate::resolve::Site;
use crate::schema::{FieldDef, FieldType, Kind, KindId, Role};

/// The values that are known, each as YAML, by the path of their field. In a list of groups the values
/// of one field belong to one item each.
pub(super) type Known = BTreeMap<Vec<usize>, Vec<String>>;

/// A starter brief.
pub(super) struct Starter {
    /// The whole text of the file.
    pub(super) text: String,
    /// The names of the required fields that are still empty; with any, the brief is a draft.
    pub(super) missing: Vec<String>,
}

/// Writes a starter brief.
pub(super) fn starter(kind: &Kind, title: &str, known: &Known, site: &Site) -> Starter {
    let mut writer = Writer::new(known, site);
    writer.set_fields(&kind.fields);
    let mut text = opening(title, &writer);
    text.push_str("\n# What follows may be left out. Take the # before a line away to use it.\n");
    text.push_str("# aliases: [another name]  # Other names by which links find it, and keys that it had before.\n");
    let optional = kind
        .fields
        .iter()
        .zip(0..)
        .filter(|(field, index)| !field.required && !writer.is_known(&[*index]))
        .flat_map(|(field, _)| shape(field, site));
    for line in optional {
        push_line(&mut text, &format!("# {line}"));
    }
    text.push_str("\n# Below the next line stands the text, in your own words. Headings begin with ##, links to entries\n");
    let cites = kind.roles.get(Role::Cites).is_some();
    text.push_str(if cites {
        "# are [[key]], and [@key] after a sentence names the source on which it rests.\n"
    } else {
        "# are [[key]].\n"
    });
    text.push_str("---\n\n");
    Starter {
        text,
        missing: writer.missing,
    }
}

/// Writes the smallest entry of a kind: a title, and what the kind requires.
pub(super) fn stub(kind: &Kind, title: &str, site: &Site) -> Starter {
    let known = Known::new();
    let mut writer = Writer::new(&known, site);
    writer.set_fields(&kind.fields);
    let mut text = opening(title, &writer);
    text.push_str(
        "# A stub: somebody was named and nothing more is written yet. Add what sources say and leave out the rest.\n---\n",
    );
    Starter {
        text,
        missing: writer.missing,
    }
}

fn opening(title: &str, writer: &Writer) -> String {
    let mut text = format!("---\ntitle: {}\n", yaml_text(title));
    if !writer.missing.is_empty() {
        text.push_str("draft: true  # the site leaves it out; take this line away when the required facts are there\n");
    }
    for line in &writer.lines {
        push_line(&mut text, line);
    }
    text
}

fn push_line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

/// Writes the lines of fields that are known or required.
struct Writer<'a> {
    known: &'a Known,
    site: &'a Site,
    lines: Vec<String>,
    missing: Vec<String>,
}

impl<'a> Writer<'a> {
    fn new(known: &'a Known, site: &'a Site) -> Self {
        Self {
            known,
            site,
            lines: Vec::new(),
            missing: Vec::new(),
        }
    }

    fn is_known(&self, path: &[usize]) -> bool {
        self.known.keys().any(|known| known.starts_with(path))
    }

    fn set_fields(&mut self, fields: &[FieldDef]) {
        for (field, index) in fields.iter().zip(0..) {
            self.set(field, &[index], None, "");
        }
    }

    /// Writes a field that is known or required, within an item of a list if it is part of one.
    fn set(&mut self, field: &FieldDef, path: &[usize], item: Option<usize>, indent: &str) {
        let name = &field.name;
        if !self.is_known(path) {
            if field.required {
                self.leave_open(field, indent);
            }
            return;
        }
        if let Some(values) = self.known.get(path) {
            let values = match item {
                Some(item) => values.get(item..=item).unwrap_or_default(),
                None => values,
            };
            let is_list = matches!(field.field_type, FieldType::List { .. });
            let value = if is_list {
                format!("[{}]", values.join(", "))
            } else {
                values.concat()
            };
            self.lines.push(format!("{indent}{name}: {value}"));
            return;
        }
        self.lines.push(format!("{indent}{name}:"));
        let inner = field.field_type.group_fields();
        if matches!(field.field_type, FieldType::List { .. }) {
            for item in 0..self.items(path) {
                self.set_item(inner, path, Some(item), indent);
            }
        } else {
            self.set_group(inner, path, item, &format!("{indent}  "));
        }
    }

    /// Counts the items that a list of groups needs for the values known.
    fn items(&self, path: &[usize]) -> usize {
        let inside = self
            .known
            .iter()
            .filter(|(known, _)| known.starts_with(path));
        inside.map(|(_, values)| values.len()).max().unwrap_or(0)
    }

    fn set_item(&mut self, fields: &[FieldDef], path: &[usize], item: Option<usize>, indent: &str) {
        let inner = format!("{indent}    ");
        let first = self.lines.len();
        self.set_group(fields, path, item, &inner);
        if let Some(line) = self.lines.get_mut(first) {
            line.replace_range(..inner.len(), &format!("{indent}  - "));
        }
    }

    /// Writes the fields of a group: those known, those required, and the others as remarks, though
    /// only once for a list.
    fn set_group(
        &mut self,
        fields: &[FieldDef],
        path: &[usize],
        item: Option<usize>,
        indent: &str,
    ) {
        let paths: Vec<(Vec<usize>, &FieldDef)> = (0..)
            .zip(fields)
            .map(|(index, field)| ([path, &[index]].concat(), field))
            .collect();
        let (known, others): (Vec<_>, Vec<_>) =
            paths.into_iter().partition(|(path, _)| self.is_known(path));
        for (path, field) in known {
            self.set(field, &path, item, indent);
        }
        let (required, optional): (Vec<_>, Vec<_>) =
            others.into_iter().partition(|(_, field)| field.required);
        for (_, field) in required {
            self.leave_open(field, indent);
        }
        if item.is_none_or(|item| item == 0) {
            for (_, field) in optional {
                for line in shape(field, self.site) {
                    self.lines.push(format!("{indent}# {line}"));
                }
            }
        }
    }

    /// Writes the empty line of a required field, and below it the form of what has several lines.
    fn leave_open(&mut self, field: &FieldDef, indent: &str) {
        if !self.missing.contains(&field.name) {
            self.missing.push(field.name.clone());
        }
        self.lines
            .push(format!("{indent}{}:  # {}", field.name, remark(field)));
        for line in shape(field, self.site).iter().skip(1) {
            self.lines.push(format!("{indent}# {line}"));
        }
    }
}

/// Writes a field with an example in its form: one line, or several for groups.
fn shape(field: &FieldDef, site: &Site) -> Vec<String> {
    let name = &field.name;
    let remark = remark(field);
    let inner = field.field_type.group_fields();
    if inner.is_empty() {
        let example = example(&field.field_type, site);
        return vec![format!("{name}: {example}  # {remark}")];
    }
    let is_list = matches!(field.field_type, FieldType::List { .. });
    let mut lines = vec![format!("{name}:  # {remark}")];
    for (field, index) in inner.iter().zip(0..) {
        let before = match (is_list, index) {
            (true, 0) => "  - ",
            (true, _) => "    ",
            (false, _) => "  ",
        };
        let (name, remark) = (&field.name, self::remark(field));
        let example = example(&field.field_type, site);
        lines.push(format!("{before}{name}: {example}  # {remark}"));
    }
    lines
}

/// Says what a field is for, on one line.
fn remark(field: &FieldDef) -> String {
    let words: Vec<&str> = field.help.split_whitespace().collect();
    let mut remark = words.join(" ");
    if field.required {
        remark.insert_str(0, "required: ");
    }
    let options: Vec<&str> = field
        .field_type
        .options()
        .iter()
        .map(|option| option.value.as_str())
        .collect();
    if !options.is_empty() {
        remark.push_str(" One of: ");
        remark.push_str(&options.join(", "));
    }
    remark
}

/// Writes a value in the form that a type takes. It only shows the form and is never a fact.
fn example(field_type: &FieldType, site: &Site) -> String {
    match field_type {
        FieldType::Text => "a few words".to_owned(),
        FieldType::Markdown => "\"words with *emphasis* and [[links]]\"".to_owned(),
        FieldType::Integer => "12".to_owned(),
        FieldType::Decimal { .. } => "12.5".to_owned(),
        FieldType::Quantity { .. } => "about 800".to_owned(),
        FieldType::YesNo => "yes".to_owned(),
        FieldType::Date => "2022-02-10".to_owned(),
        FieldType::Zone => "Asia/Tokyo".to_owned(),
        FieldType::DaysByZone => "{ America/New_York: 2022-02-09 }".to_owned(),
        FieldType::Duration => "1 h 15 min".to_owned(),
        FieldType::Url => "https://example.org/report".to_owned(),
        FieldType::Picture => "photo.png".to_owned(),
        FieldType::Language => "ko".to_owned(),
        FieldType::Choice { options } => options
            .first()
            .map_or_else(String::new, |option| option.value.clone()),
        FieldType::Ref { kinds, .. } => example_key(kinds, site),
        FieldType::List { of } => format!("[{}]", example(of, site)),
        FieldType::Group { fields, .. } => {
            let inner: Vec<String> = fields
                .iter()
                .map(|field| format!("{}: {}", field.name, example(&field.field_type, site)))
                .collect();
            format!("{{ {} }}", inner.join(", "))
        }
    }
}

/// Returns the key of some entry that a reference may name, or a word in its place.
fn example_key(kinds: &[KindId], site: &Site) -> String {
    let mut ids = site.ids();
    let found = ids.find(|id| kinds.contains(&site.entry(*id).kind));
    match (found, kinds.first()) {
        (Some(id), _) => site.entry(id).key.to_string(),
        (None, Some(kind)) => format!("key-of-{}", site.schema.kind(*kind).name),
        (None, None) => String::new(),
    }
}
