//! What a field of an entry holds, one variant per field type.
//!
//! Templates, feeds and checks match on all of it. References are still the words that were written:
//! `resolve` finds what they mean.

use chrono_tz::Tz;

use crate::quantity::Quantity;
use crate::schema::{FieldDef, FieldPath};
use crate::text::Span;
use crate::when::{Duration, When};

/// A value with its place.
#[derive(Debug, Clone)]
pub struct Item {
    /// The value.
    pub value: Value,
    /// Where it is written.
    pub span: Span,
}

/// A value of a declared field.
#[derive(Debug, Clone)]
pub enum Value {
    /// Plain words.
    Text(String),
    /// The index, among the bodies of its entry, of words with links and citations.
    Markdown(usize),
    /// A whole number.
    Integer(i64),
    /// A number with a point, as written.
    Decimal(String),
    /// A number or range.
    Quantity(Quantity),
    /// Yes or no.
    YesNo(bool),
    /// A date.
    Date(Box<When>),
    /// A time zone.
    Zone(Tz),
    /// The day in several zones.
    Days(Vec<(Tz, When)>),
    /// A length of time.
    Duration(Duration),
    /// An absolute web address.
    Url(String),
    /// A language tag.
    Language(String),
    /// A picture beside the brief.
    Picture(Box<Picture>),
    /// The index of the option chosen.
    Choice(usize),
    /// The index of a reference among those of its entry.
    Ref(usize),
    /// Several values.
    List(Vec<Item>),
    /// The fields of a group in declared order.
    Group(Vec<Option<Item>>),
    /// A value with its speaker and sources, or several that differ, in written order.
    Facts(Vec<Fact>),
}

/// What a value is, for those who want just one type of it.
impl Value {
    /// Returns the plain words or the language tag.
    #[must_use]
    pub fn words(&self) -> Option<&str> {
        if let Self::Text(words) | Self::Language(words) = self {
            return Some(words);
        }
        None
    }

    /// Returns the language tag.
    #[must_use]
    pub fn language(&self) -> Option<&str> {
        if let Self::Language(tag) = self {
            Some(tag)
        } else {
            None
        }
    }

    /// Returns the date.
    #[must_use]
    pub fn date(&self) -> Option<&When> {
        if let Self::Date(when) = self {
            Some(when)
        } else {
            None
        }
    }

    /// Returns the time zone.
    #[must_use]
    pub fn zone(&self) -> Option<Tz> {
        if let Self::Zone(zone) = self {
            Some(*zone)
        } else {
            None
        }
    }

    /// Returns the days by zone.
    #[must_use]
    pub fn days(&self) -> Option<&[(Tz, When)]> {
        if let Self::Days(days) = self {
            Some(days)
        } else {
            None
        }
    }

    /// Returns the number, of a quantity.
    #[must_use]
    pub fn quantity(&self) -> Option<&Quantity> {
        if let Self::Quantity(quantity) = self {
            Some(quantity)
        } else {
            None
        }
    }

    /// Returns the index of the option chosen.
    #[must_use]
    pub fn choice(&self) -> Option<usize> {
        if let Self::Choice(index) = self {
            Some(*index)
        } else {
            None
        }
    }

    /// Returns the index of the reference.
    #[must_use]
    pub fn reference(&self) -> Option<usize> {
        if let Self::Ref(slot) = self {
            Some(*slot)
        } else {
            None
        }
    }

    /// Returns the fields of the group.
    #[must_use]
    pub fn group(&self) -> Option<&[Option<Item>]> {
        if let Self::Group(fields) = self {
            Some(fields)
        } else {
            None
        }
    }
}

/// Tells whether quoted words of a group are not the speaker's own, as an option chosen beside them
/// says.
#[must_use]
pub fn is_indirect(fields: &[FieldDef], items: &[Option<Item>]) -> bool {
    let chosen = fields.iter().zip(items).filter_map(|(field, item)| {
        let index = item.as_ref()?.value.choice()?;
        field.field_type.options().get(index)
    });
    chosen.into_iter().any(|option| option.indirect)
}

/// A picture beside the brief, with what is said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The index, among the bodies of its entry, of the one that holds the image and nothing else.
    pub body: usize,
    /// What it shows.
    pub alt: String,
    /// The words under it, or nothing.
    pub caption: String,
    /// Whose it is, or nothing.
    pub credit: String,
    /// The indices of the references to the sources that carry it.
    pub sources: Vec<usize>,
}

/// One statement of a value.
#[derive(Debug, Clone)]
pub struct Fact {
    /// The value stated.
    pub item: Item,
    /// The index of the reference to who states it.
    pub by: Option<usize>,
    /// The indices of the references to the sources that carry it.
    pub sources: Vec<usize>,
    /// What it rests on.
    pub basis: Basis,
    /// A remark.
    pub note: String,
    /// Whether it is the one to show where values differ.
    pub prefer: bool,
}

/// What a fact rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// The sources named.
    Sourced,
    /// General knowledge, without a source.
    GeneralKnowledge,
}

/// A reference in the front matter of an entry.
#[derive(Debug, Clone)]
pub struct Reference {
    /// The key, title or other name that was written.
    pub written: String,
    /// Where.
    pub span: Span,
    /// The field in which it stands.
    pub path: FieldPath,
    /// What decides the kinds that it may refer to.
    pub within: Within,
    /// The plain words that stand beside it in its group, such as the office of a participant.
    pub words: String,
}

/// The part of a field in which a reference stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// The field's own value: the kinds that the field declares.
    Value,
    /// A value to which another of the same field is preferred: the same kinds.
    Disputed,
    /// The speaker of a sourced value.
    Speaker,
    /// A source of a sourced value.
    Source,
}
