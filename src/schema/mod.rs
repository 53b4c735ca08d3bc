//! What kinds of entries a site has: declared in `templates/kinds/*.yaml`, never coded.
//!
//! Kinds are open, field types are closed. The engine asks a kind for its *roles* (which field dates
//! an entry, which one cites) and never knows a kind or a field by name. `parse.rs` reads the files.

use std::collections::BTreeSet;

use crate::text::Span;

mod fields;
mod large;
mod marks;
mod parse;
mod roles;
mod timing;

pub use fields::language_beside;
pub use large::{Large, in_a_sentence, read_options};
pub use marks::{Mark, Tone};
pub use parse::{RESERVED, dotted_names, find_path, parse};
pub use roles::{Role, RoleUse, Roles};
pub use timing::{GAP, Side, Timing};

/// Identifies a kind within a [`Schema`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KindId(pub u16);

/// All kinds of a site, by name.
#[derive(Debug, Default)]
pub struct Schema {
    /// The kinds, sorted by name; a [`KindId`] is an index here.
    pub kinds: Vec<Kind>,
    /// Whether a kind lacks its folder, so that nobody can tell whose a file is.
    pub lacks_folder: bool,
}

/// One kind of entry.
#[derive(Debug)]
pub struct Kind {
    /// The name by which other declarations refer to it: its file's name.
    pub name: String,
    /// What one entry is called.
    pub label: String,
    /// What several are called.
    pub plural: String,
    /// The folder under `content/` and in addresses; empty for the top folder.
    pub folder: String,
    /// The mark of its events in lists.
    pub mark: Option<Mark>,
    /// What one entry is, in a sentence for readers of totals; empty where nothing is declared.
    pub counted_as: String,
    /// The words for its events beside which sentences state numbers, singular and plural.
    pub claim_words: Vec<String>,
    /// The position in the site's menu; kinds without one are left out.
    pub menu: Option<u32>,
    /// Which fields play a part that the engine knows.
    pub roles: Roles,
    /// The fields shown beside the title in lists.
    pub card: Vec<FieldPath>,
    /// Which of its events the chronology sets larger; any of the conditions is enough.
    pub large: Vec<Large>,
    /// Which flights follow a ballistic path; any of the conditions is enough.
    pub ballistic: Vec<Large>,
    /// The fields that make the columns of tables of its entries.
    pub table: Vec<FieldPath>,
    /// The kinds that a sourced value may name as its speaker.
    pub speakers: Vec<KindId>,
    /// The kinds that a sourced value, or a citation in a body, may name as its source.
    pub citable: Vec<KindId>,
    /// The fields in declared order.
    pub fields: Vec<FieldDef>,
    /// The references that order events, and on which side of what they name its entries stand.
    pub timed: Vec<(FieldPath, Side)>,
    /// Where it is declared.
    pub span: Span,
}

/// A declared field.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of its own in the declaration, and all combinations are legal"
)]
pub struct FieldDef {
    /// The key in the front matter.
    pub name: String,
    /// What readers see.
    pub label: String,
    /// What writers are told.
    pub help: String,
    /// Whether an entry without it is an error.
    pub required: bool,
    /// Whether it is left out of the rows that a page shows by itself.
    pub hidden: bool,
    /// Whether each value may carry its speaker and sources, and several may stand side by side.
    pub sourced: bool,
    /// Whether its words are somebody's own, to stand in quotation marks.
    pub quoted: bool,
    /// Whether its words are given as somebody else set them, such as a headline or an office.
    pub verbatim: bool,
    /// What it holds.
    pub field_type: FieldType,
    /// Where it is declared.
    pub span: Span,
}

/// What a field holds. The list is closed: a new type is a change of code, tests and manual.
#[derive(Debug)]
pub enum FieldType {
    /// One line of plain words.
    Text,
    /// Words with links and citations.
    Markdown,
    /// A whole number.
    Integer,
    /// A number with a point.
    Decimal {
        /// The unit, if any.
        unit: String,
    },
    /// A number or range, exact or not, perhaps with a unit.
    Quantity {
        /// The unit; empty for a count.
        unit: String,
    },
    /// Yes or no.
    YesNo,
    /// An EDTF date, or a date and time.
    Date,
    /// A time zone by its IANA name.
    Zone,
    /// Zones with the day that it was there.
    DaysByZone,
    /// A length of time.
    Duration,
    /// An absolute web address.
    Url,
    /// A BCP 47 language tag.
    Language,
    /// A picture beside the brief, with what it shows and whose it is.
    Picture,
    /// One of a few words.
    Choice {
        /// The words allowed, in declared order.
        options: Vec<Choice>,
    },
    /// Another entry.
    Ref {
        /// The kinds it may be of.
        kinds: Vec<KindId>,
        /// What the target's page calls the entries that refer to it.
        inverse: Option<String>,
        /// How the entry stands in time to what it refers to, if that is declared.
        timing: Option<Timing>,
    },
    /// Several values of one type.
    List {
        /// The type of each.
        of: Box<FieldType>,
    },
    /// Several fields that belong together.
    Group {
        /// The field that a bare value stands for.
        short: Option<usize>,
        /// The fields in declared order.
        fields: Vec<FieldDef>,
    },
}

/// One word of a choice.
#[derive(Debug)]
pub struct Choice {
    /// The word in the front matter.
    pub value: String,
    /// What readers see.
    pub label: String,
    /// A longer form, if any.
    pub full: String,
    /// How it turned out, for a choice that tells the state of an event.
    pub tone: Option<Tone>,
    /// Whether the quoted words beside it are then not the speaker's own.
    pub indirect: bool,
    /// Whether what was agreed is then a position or a practice, which no event can keep.
    pub standing: bool,
}

/// The way to a field: an index among the kind's fields, then among a group's, and so on.
///
/// Lists are passed through: the path `salvos.site` of a list of groups means the site of each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldPath(pub Vec<usize>);

impl Schema {
    /// Returns a kind.
    #[must_use]
    pub fn kind(&self, id: KindId) -> &Kind {
        &self.kinds[usize::from(id.0)]
    }

    /// Returns every kind with its id, by name.
    pub fn ids(&self) -> impl Iterator<Item = (KindId, &Kind)> {
        (0..).map(KindId).zip(&self.kinds)
    }

    /// Returns the kinds that any kind can cite.
    #[must_use]
    pub fn citable(&self) -> BTreeSet<KindId> {
        let citable = self.kinds.iter().flat_map(|kind| &kind.citable);
        citable.copied().collect()
    }

    /// Finds a kind by its folder under `content/`.
    #[must_use]
    pub fn by_folder(&self, folder: &str) -> Option<KindId> {
        self.ids()
            .find(|(_, kind)| kind.folder == folder)
            .map(|(id, _)| id)
    }
}

impl Kind {
    /// Tells whether its entries are events of the chronology.
    #[must_use]
    pub fn is_dated(&self) -> bool {
        self.roles.get(Role::Dated).is_some()
    }

    /// Returns on which side of what the field at a path refers to its entries stand in time.
    #[must_use]
    pub fn side(&self, path: &FieldPath) -> Option<Side> {
        let timed = self.timed.iter().find(|(known, _)| known == path);
        timed.map(|(_, side)| *side)
    }

    /// Returns the field at a path.
    ///
    /// # Panics
    ///
    /// Panics if the path is not one of this kind.
    #[must_use]
    pub fn field(&self, path: &FieldPath) -> &FieldDef {
        let mut fields = self.fields.as_slice();
        let mut steps = path.0.iter();
        let mut field = &fields[*steps.next().expect("a path has at least one step")];
        for step in steps {
            fields = field.field_type.group_fields();
            field = &fields[*step];
        }
        field
    }

    /// Tells whether the field at a path refers to nothing but what this kind can cite.
    #[must_use]
    pub fn cites_at(&self, path: &FieldPath) -> bool {
        let kinds = self.field(path).field_type.kinds();
        !kinds.is_empty() && kinds.iter().all(|id| self.citable.contains(id))
    }

    /// Finds the path that dotted names stand for.
    #[must_use]
    pub fn path(&self, dotted: &str) -> Option<FieldPath> {
        let mut fields = self.fields.as_slice();
        let mut path = Vec::new();
        for name in dotted.split('.') {
            let index = fields.iter().position(|field| field.name == name)?;
            path.push(index);
            fields = fields[index].field_type.group_fields();
        }
        Some(FieldPath(path))
    }
}

impl FieldType {
    /// Returns the type of the items of a list, or the type itself.
    #[must_use]
    pub fn item(&self) -> &FieldType {
        if let Self::List { of } = self {
            of.item()
        } else {
            self
        }
    }

    /// Returns the fields of a group, or of the groups in a list; nothing for other types.
    #[must_use]
    pub fn group_fields(&self) -> &[FieldDef] {
        if let Self::Group { fields, .. } = self.item() {
            fields
        } else {
            &[]
        }
    }

    /// Returns the unit of a number; nothing for other types.
    #[must_use]
    pub fn unit(&self) -> &str {
        if let Self::Decimal { unit } | Self::Quantity { unit } = self.item() {
            unit
        } else {
            ""
        }
    }

    /// Returns the kinds that a reference may be of; nothing for other types.
    #[must_use]
    pub fn kinds(&self) -> &[KindId] {
        if let Self::Ref { kinds, .. } = self.item() {
            kinds
        } else {
            &[]
        }
    }

    /// Returns the words of a choice; nothing for other types.
    #[must_use]
    pub fn options(&self) -> &[Choice] {
        if let Self::Choice { options } = self.item() {
            options
        } else {
            &[]
        }
    }

    /// Returns what the target of a reference calls those who refer to it, if that is declared.
    #[must_use]
    pub fn inverse(&self) -> Option<&str> {
        if let Self::Ref { inverse, .. } = self.item() {
            inverse.as_deref()
        } else {
            None
        }
    }

    /// Returns how the page of the target tells of a reference, if the order in time is declared.
    #[must_use]
    pub fn told(&self) -> &str {
        if let Self::Ref {
            timing: Some(timing),
            ..
        } = self.item()
        {
            &timing.told
        } else {
            ""
        }
    }

    /// Returns the word for this type in kind files.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Integer => "integer",
            Self::Decimal { .. } => "decimal",
            Self::Quantity { .. } => "quantity",
            Self::YesNo => "yes_no",
            Self::Date => "date",
            Self::Zone => "zone",
            Self::DaysByZone => "days_by_zone",
            Self::Duration => "duration",
            Self::Url => "url",
            Self::Language => "language",
            Self::Picture => "picture",
            Self::Choice { .. } => "choice",
            Self::Ref { .. } => "ref",
            Self::List { .. } => "list",
            Self::Group { .. } => "group",
        }
    }

    /// The words for all types, in the order of the manual.
    pub const WORDS: &[&str] = &[
        "text",
        "markdown",
        "integer",
        "decimal",
        "quantity",
        "yes_no",
        "date",
        "zone",
        "days_by_zone",
        "duration",
        "url",
        "language",
        "picture",
        "choice",
        "ref",
        "list",
        "group",
    ];
}
