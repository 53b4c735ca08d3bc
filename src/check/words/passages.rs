//! The texts of an entry, each with its sentences, its quotations and the way back to the file.
//!
//! In: an entry and the declaration of its kind. Out: its title, its body, and every field of words
//! that pages show, but for those whose words are declared to be somebody else's.

use std::ops::Range;

use super::Setting;
use super::quoted::{self, Quoted};
use crate::model::body::{self, Body, Part};
use crate::model::{Entry, Item, Value, is_indirect};
use crate::schema::{FieldDef, FieldType, Kind};
use crate::text::{Span, TextId};

/// One text.
pub(super) struct Passage<'a> {
    /// The plain words, one paragraph a line.
    pub(super) words: &'a str,
    /// The sentences in order.
    pub(super) sentences: Vec<Range<usize>>,
    /// The quotations in order.
    pub(super) quoted: Vec<Quoted>,
    /// Headings, code, and names that stand for the titles of other entries, in order.
    pub(super) silent: Vec<Range<usize>>,
    /// Whether a source is named beside it, in the same item of a list.
    pub(super) sourced: bool,
    /// Where it was written.
    pub(super) form: Form<'a>,
}

/// Where a text was written.
#[derive(Debug, Clone, Copy)]
pub(super) enum Form<'a> {
    /// In Markdown, which can cite.
    Body(&'a Body, TextId),
    /// In a field of plain words.
    Line(Span),
    /// In the title.
    Title(Span),
}

impl Passage<'_> {
    /// Returns where some of the words stand.
    pub(super) fn span(&self, place: &Range<usize>) -> Span {
        match self.form {
            Form::Body(body, text) => body.places.span(text, self.words, place),
            Form::Line(span) | Form::Title(span) => {
                let written = (span.end - span.start) as usize;
                // Quotation marks around it shift the words by one; escapes cannot be told apart.
                match written.checked_sub(self.words.len()) {
                    Some(0) => span.within(place.start, place.end),
                    Some(2) => span.within(place.start + 1, place.end + 1),
                    Some(_) | None => span,
                }
            }
        }
    }

    /// Tells whether one of the sentences that hold some words cites a source.
    pub(super) fn is_cited(&self, place: &Range<usize>) -> bool {
        let Form::Body(body, _) = self.form else {
            return false;
        };
        let within = |sentence: &Range<usize>| overlap(sentence, place);
        let by_mark = body.citations.iter().map(|citation| &citation.sentence);
        let noted = body.places.noted();
        by_mark.into_iter().any(within)
            || self.sentences.iter().filter(|it| within(it)).any(|it| {
                let mut marks = noted.iter();
                marks.any(|at| it.start < *at && *at <= it.end)
            })
    }

    /// Tells whether some words are none of the text's own.
    pub(super) fn is_silent(&self, place: &Range<usize>) -> bool {
        self.silent.iter().any(|silent| overlap(silent, place))
    }
}

/// Tells whether two ranges share anything.
pub(super) fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// Returns the texts of an entry; the title of what can be cited is somebody else's.
pub(super) fn of<'a>(entry: &'a Entry, kind: &'a Kind, setting: &Setting) -> Vec<Passage<'a>> {
    let mut passages = vec![markdown(entry.body(), entry.text)];
    if !setting.citable.contains(&entry.kind) {
        passages.push(line(&entry.title, Form::Title(entry.span)));
    }
    let mut add = |leaf: Leaf<'a>| {
        if leaf.field.quoted || leaf.field.verbatim {
            return;
        }
        match &leaf.item.value {
            Value::Text(words) => passages.push(Passage {
                sourced: leaf.is_sourced(setting),
                ..line(words, Form::Line(leaf.item.span))
            }),
            Value::Markdown(number) => {
                passages.push(markdown(&entry.bodies[*number], entry.text));
            }
            Value::Picture(picture) => {
                passages.push(line(&picture.caption, Form::Line(leaf.item.span)));
            }
            Value::Integer(_)
            | Value::Decimal(_)
            | Value::Quantity(_)
            | Value::YesNo(_)
            | Value::Date(_)
            | Value::Zone(_)
            | Value::Days(_)
            | Value::Duration(_)
            | Value::Url(_)
            | Value::Language(_)
            | Value::Choice(_)
            | Value::Ref(_)
            | Value::List(_)
            | Value::Group(_)
            | Value::Facts(_) => {}
        }
    };
    visit(&kind.fields, &entry.fields, &mut add);
    passages.retain(|passage| !passage.words.is_empty());
    passages
}

fn line<'a>(words: &'a str, form: Form<'a>) -> Passage<'a> {
    Passage {
        words,
        sentences: body::sentences(words, &[]),
        quoted: quoted::find(words, &[]),
        silent: Vec::new(),
        sourced: false,
        form,
    }
}

fn markdown(body: &Body, text: TextId) -> Passage<'_> {
    let parts = |wanted: fn(Part) -> bool| {
        let parts = body.places.parts();
        parts
            .filter(move |(_, part)| wanted(*part))
            .map(|(place, _)| place.clone())
    };
    let mut silent: Vec<Range<usize>> =
        parts(|part| matches!(part, Part::Heading | Part::Code)).collect();
    let mut quoted = quoted::find(&body.plain, &silent);
    for block in parts(|part| part == Part::Quotation) {
        quoted.retain(|quoted| !overlap(&quoted.place, &block));
        quoted.extend(quoted::block(&body.plain, &block));
    }
    quoted.sort_by_key(|quoted| quoted.place.start);
    // The title of a work that is linked is no quotation, and no words of this text.
    quoted.retain(|quoted| {
        let mut links = body.links.iter();
        !links.any(|link| {
            let (outer, inner) = (&link.place, &quoted.words);
            outer.start <= inner.start && inner.end <= outer.end
        })
    });
    let names = body.links.iter().filter(|link| !link.has_text);
    silent.extend(names.map(|link| link.place.clone()));
    silent.sort_by_key(|place| place.start);
    Passage {
        words: &body.plain,
        sentences: body.sentences(),
        quoted,
        silent,
        sourced: false,
        form: Form::Body(body, text),
    }
}

/// A single value of a field that pages show.
#[derive(Clone, Copy)]
pub(super) struct Leaf<'a> {
    pub(super) field: &'a FieldDef,
    pub(super) item: &'a Item,
    /// Whether a choice beside it says that quoted words are not the speaker's own.
    pub(super) indirect: bool,
    /// The group that it is part of; none for the fields of the entry.
    group: Option<Group<'a>>,
}

impl Leaf<'_> {
    /// Tells whether its group names a source.
    fn is_sourced(&self, setting: &Setting) -> bool {
        let Some((fields, items)) = self.group else {
            return false;
        };
        let mut given = fields.iter().zip(items).filter(|(_, item)| item.is_some());
        given.any(|(field, _)| match field.field_type.item() {
            FieldType::Ref { kinds, .. } => {
                !kinds.is_empty() && kinds.iter().all(|kind| setting.citable.contains(kind))
            }
            _ => false,
        })
    }
}

/// The fields of a group with their values.
type Group<'a> = (&'a [FieldDef], &'a [Option<Item>]);

/// Goes through all single values of fields, in declared order; those of hidden fields are left out.
pub(super) fn visit<'a>(
    fields: &'a [FieldDef],
    items: &'a [Option<Item>],
    visitor: &mut dyn FnMut(Leaf<'a>),
) {
    visit_group(fields, items, None, visitor);
}

fn visit_group<'a>(
    fields: &'a [FieldDef],
    items: &'a [Option<Item>],
    group: Option<Group<'a>>,
    visitor: &mut dyn FnMut(Leaf<'a>),
) {
    let indirect = is_indirect(fields, items);
    for (field, item) in fields.iter().zip(items) {
        if let Some(item) = item
            && !field.hidden
        {
            descend((field, &field.field_type), item, (indirect, group), visitor);
        }
    }
}

fn descend<'a>(
    (field, field_type): (&'a FieldDef, &'a FieldType),
    item: &'a Item,
    beside: (bool, Option<Group<'a>>),
    visitor: &mut dyn FnMut(Leaf<'a>),
) {
    if let Value::List(items) = &item.value {
        for item in items {
            descend((field, field_type.item()), item, beside, visitor);
        }
    } else if let Value::Facts(facts) = &item.value {
        for fact in facts {
            descend((field, field_type), &fact.item, beside, visitor);
        }
    } else if let Some(items) = item.value.group() {
        let fields = field_type.group_fields();
        visit_group(fields, items, Some((fields, items)), visitor);
    } else {
        visitor(Leaf {
            field,
            item,
            indirect: beside.0,
            group: beside.1,
        });
    }
}
