//! What each field is made of, read from a mapping by the type of the field.
//!
//! In: nodes of the mapping file and the declaration of the kind. Out: [`Spec`]s, or every fault at its
//! place.

use super::mapping::{Tables, unknown};
use super::spec::{BY, One, SOURCE, Set, Spec, VALUE};
use super::templates::Templates;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, near_miss};
use crate::edit::Form;
use crate::schema::{FieldDef, FieldType, Kind, RESERVED};
use crate::text::Span;
use crate::yaml::{Key, Node, Yaml};

/// The keys of a value that carries its speaker and sources.
const FACT_KEYS: &[&str] = &[VALUE, "table", BY, SOURCE, "basis", "note", "prefer"];
/// The keys of a list that is made of the parts of a text.
const EACH_KEYS: &[&str] = &["each", "split", "only", "unless", "item"];
/// The keys of a value that is looked up.
const ONE_KEYS: &[&str] = &[VALUE, "table"];

/// Reads what fields are made of.
pub(super) struct Specs<'a> {
    pub(super) kind: &'a Kind,
    pub(super) tables: &'a Tables,
    pub(super) templates: &'a mut Templates,
    pub(super) diagnostics: &'a mut Diagnostics,
}

impl Specs<'_> {
    /// Reads the keys of an entry.
    pub(super) fn entry(&mut self, node: &Node) -> Vec<Set> {
        let kind = self.kind;
        self.sets(node, &kind.fields, RESERVED)
    }

    fn sets(&mut self, node: &Node, fields: &[FieldDef], reserved: &[&str]) -> Vec<Set> {
        let Yaml::Map(entries) = &node.value else {
            let message = format!("fields are wanted here, not {}", node.describe());
            let help = "write one `field: \"{{ column }}\"` a line";
            self.report(Code::WrongType, node.span, message, help);
            return Vec::new();
        };
        let mut sets = Vec::new();
        for (key, node) in entries {
            let field = fields.iter().find(|field| field.name == key.text);
            let spec = match field {
                _ if node.is_blank() => None,
                Some(field) => self.field(field, node),
                None if reserved.contains(&key.text.as_str()) => self.reserved(node),
                None if key.text.starts_with("x-") => self.one(node, Form::Words).map(Spec::One),
                None => {
                    let names = fields.iter().map(|field| field.name.as_str());
                    let known = names.chain(reserved.iter().copied());
                    self.diagnostics.push(unknown(key, "field", known));
                    None
                }
            };
            sets.extend(spec.map(|spec| Set {
                name: key.text.clone(),
                spec,
                span: key.span,
            }));
        }
        sets
    }

    /// Reads a key that every kind has: a word or several.
    fn reserved(&mut self, node: &Node) -> Option<Spec> {
        let words = FieldType::List {
            of: Box::new(FieldType::Text),
        };
        match &node.value {
            Yaml::Null | Yaml::Scalar { .. } => self.one(node, Form::Words).map(|mut one| {
                if matches!(one.text.constant(), Some("true" | "false" | "yes" | "no")) {
                    one.form = Form::Value;
                }
                Spec::One(one)
            }),
            Yaml::List(_) | Yaml::Map(_) => self.typed(&words, node),
        }
    }

    fn field(&mut self, field: &FieldDef, node: &Node) -> Option<Spec> {
        if !field.sourced {
            return self.typed(&field.field_type, node);
        }
        let form = form_of(&field.field_type);
        match &node.value {
            Yaml::Null | Yaml::Scalar { .. } => self.typed(&field.field_type, node),
            Yaml::List(items) => {
                let items = items.iter().filter_map(|item| self.field(field, item));
                Some(Spec::List(items.collect()))
            }
            Yaml::Map(entries) => {
                self.known_keys(entries, FACT_KEYS);
                let value = self.looked_up(entries, node, form)?;
                let mut others = Vec::new();
                for (key, node) in entries {
                    if ONE_KEYS.contains(&key.text.as_str()) || node.is_blank() {
                        continue;
                    }
                    let spec = match &node.value {
                        Yaml::Scalar { .. } | Yaml::Null => {
                            let form = if key.text == FACT_KEYS[5] {
                                Form::Words
                            } else {
                                Form::Value
                            };
                            self.one(node, form).map(Spec::One)
                        }
                        Yaml::List(_) | Yaml::Map(_) => {
                            let key_list = FieldType::List {
                                of: Box::new(FieldType::Ref {
                                    kinds: Vec::new(),
                                    inverse: None,
                                    timing: None,
                                }),
                            };
                            self.typed(&key_list, node)
                        }
                    };
                    others.extend(spec.map(|spec| Set {
                        name: key.text.clone(),
                        spec,
                        span: key.span,
                    }));
                }
                Some(Spec::Fact { value, others })
            }
        }
    }

    fn typed(&mut self, field_type: &FieldType, node: &Node) -> Option<Spec> {
        match field_type {
            FieldType::List { of } => match &node.value {
                Yaml::Map(entries) if entries.iter().any(|(key, _)| key.text == EACH_KEYS[0]) => {
                    self.each(of, entries, node)
                }
                Yaml::List(items) => {
                    let items = items.iter().filter_map(|item| self.typed(of, item));
                    Some(Spec::List(items.collect()))
                }
                Yaml::Null | Yaml::Scalar { .. } | Yaml::Map(_) => {
                    Some(Spec::List(vec![self.typed(of, node)?]))
                }
            },
            FieldType::Group { short, fields } => match &node.value {
                Yaml::Scalar { .. } => match short {
                    Some(index) => {
                        let form = form_of(&fields[*index].field_type);
                        self.one(node, form).map(Spec::One)
                    }
                    None => {
                        let names: Vec<&str> =
                            fields.iter().map(|field| field.name.as_str()).collect();
                        let message = "this field has several parts".to_owned();
                        let help = format!("write each on a line of its own: {}", names.join(", "));
                        self.report(Code::WrongType, node.span, message, &help);
                        None
                    }
                },
                Yaml::Null | Yaml::List(_) | Yaml::Map(_) => {
                    Some(Spec::Map(self.sets(node, fields, &[])))
                }
            },
            FieldType::DaysByZone | FieldType::Picture => match &node.value {
                Yaml::Map(entries) => {
                    let mut sets = Vec::new();
                    for (key, node) in entries {
                        let form = if matches!(field_type, FieldType::Picture) {
                            Form::Words
                        } else {
                            Form::Value
                        };
                        sets.extend(self.one(node, form).map(|one| Set {
                            name: key.text.clone(),
                            spec: Spec::One(one),
                            span: key.span,
                        }));
                    }
                    Some(Spec::Map(sets))
                }
                Yaml::Null | Yaml::Scalar { .. } | Yaml::List(_) => {
                    self.one(node, Form::Words).map(Spec::One)
                }
            },
            FieldType::Text
            | FieldType::Markdown
            | FieldType::Integer
            | FieldType::Decimal { .. }
            | FieldType::Quantity { .. }
            | FieldType::YesNo
            | FieldType::Date
            | FieldType::Zone
            | FieldType::Duration
            | FieldType::Url
            | FieldType::Language
            | FieldType::Choice { .. }
            | FieldType::Ref { .. } => {
                let form = form_of(field_type);
                match &node.value {
                    Yaml::Map(entries) => {
                        self.known_keys(entries, ONE_KEYS);
                        self.looked_up(entries, node, form).map(Spec::One)
                    }
                    Yaml::Null | Yaml::Scalar { .. } | Yaml::List(_) => {
                        self.one(node, form).map(Spec::One)
                    }
                }
            }
        }
    }

    fn each(&mut self, of: &FieldType, entries: &[(Key, Node)], node: &Node) -> Option<Spec> {
        self.known_keys(entries, EACH_KEYS);
        let find = |name: &str| {
            entries
                .iter()
                .find(|(key, _)| key.text == name)
                .map(|(_, node)| node)
        };
        let each = self.templates.read(find(EACH_KEYS[0])?, self.diagnostics)?;
        let mut word = |name: &str| match find(name).map(|node| (&node.value, node)) {
            Some((Yaml::Scalar { text, .. }, _)) => Some(text.clone()),
            Some((Yaml::Null | Yaml::List(_) | Yaml::Map(_), node)) => {
                let message = format!("`{name}` takes a word, not {}", node.describe());
                self.report(
                    Code::WrongType,
                    node.span,
                    message,
                    "write it in quotation marks",
                );
                None
            }
            None => None,
        };
        let split = word(EACH_KEYS[1]).filter(|split| !split.is_empty());
        let (only, unless) = (word(EACH_KEYS[2]), word(EACH_KEYS[3]));
        let item = match find(EACH_KEYS[4]) {
            Some(node) => self.typed(of, node)?,
            None => {
                let own = Node {
                    span: node.span,
                    value: Yaml::Scalar {
                        text: "{{ item }}".to_owned(),
                        verbatim: false,
                    },
                };
                self.typed(of, &own)?
            }
        };
        Some(Spec::Each {
            each,
            split: split.unwrap_or_else(|| ";".to_owned()),
            only,
            unless,
            item: Box::new(item),
        })
    }

    fn known_keys(&mut self, entries: &[(Key, Node)], known: &[&str]) {
        for (key, _) in entries {
            if !known.contains(&key.text.as_str()) {
                self.diagnostics
                    .push(unknown(key, "key", known.iter().copied()));
            }
        }
    }

    /// Reads `{ value: …, table: … }`.
    fn looked_up(&mut self, entries: &[(Key, Node)], node: &Node, form: Form) -> Option<One> {
        let find = |name: &str| {
            entries
                .iter()
                .find(|(key, _)| key.text == name)
                .map(|(_, node)| node)
        };
        let Some(value) = find(ONE_KEYS[0]) else {
            let span = node.span.within(0, 1);
            let help = "write it as `{ value: \"{{ column }}\", … }`";
            self.report(
                Code::MissingField,
                span,
                "`value` is missing".to_owned(),
                help,
            );
            return None;
        };
        let mut one = self.one(value, form)?;
        if let Some(node) = find(ONE_KEYS[1]) {
            let name = match &node.value {
                Yaml::Scalar { text, .. } => text.as_str(),
                Yaml::Null | Yaml::List(_) | Yaml::Map(_) => "",
            };
            if self.tables.contains_key(name) {
                one.table = Some(name.to_owned());
            } else {
                let near = near_miss(name, self.tables.keys().map(String::as_str));
                let help = match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "list the words under `tables:`".to_owned(),
                };
                let message = format!("there is no table of words `{name}`");
                self.report(Code::UnknownKey, node.span, message, &help);
            }
        }
        Some(one)
    }

    fn one(&mut self, node: &Node, form: Form) -> Option<One> {
        let text = self.templates.read(node, self.diagnostics)?;
        Some(One {
            text,
            table: None,
            form,
        })
    }

    fn report(&mut self, code: Code, span: Span, message: String, help: &str) {
        self.diagnostics
            .push(Diagnostic::new(code, span, message).help(help));
    }
}

/// Tells how values of a type may be taken.
fn form_of(field_type: &FieldType) -> Form {
    match field_type.item() {
        FieldType::Text | FieldType::Markdown | FieldType::Picture | FieldType::Group { .. } => {
            Form::Words
        }
        FieldType::Integer
        | FieldType::Decimal { .. }
        | FieldType::Quantity { .. }
        | FieldType::YesNo
        | FieldType::Date
        | FieldType::Zone
        | FieldType::DaysByZone
        | FieldType::Duration
        | FieldType::Url
        | FieldType::Language
        | FieldType::Choice { .. }
        | FieldType::Ref { .. }
        | FieldType::List { .. } => Form::Value,
    }
}
