//! The closed list of roles: parts that the engine knows how to use, whichever field plays them.
//!
//! A role is added when a capability is, and is named for the capability. `docs/kinds.md` lists the
//! same roles; a test holds the two together.

use super::{FieldPath, FieldType, KindId, Schema};

/// A part that a field can play.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The date of the event; puts the kind into the chronology.
    Dated,
    /// The zone whose calendar day the date is.
    Zoned,
    /// The day in other zones where a source gives it.
    Also,
    /// Whether and how it took place.
    Status,
    /// The countries or sides.
    Parties,
    /// The people, or whoever else, that took part.
    Attended,
    /// The office in which somebody took part, as the event's own source states it.
    Stated,
    /// Where it took place.
    Located,
    /// The sources, in order.
    Cites,
    /// Further names by which references find an entry.
    Named,
    /// The names that were used for it, by whom, and from when to when.
    Designated,
    /// The language of the title, where it is not the site's own.
    Language,
    /// The sentence shown in lists, feeds and descriptions.
    Summary,
    /// The short form shown where room is scarce.
    Abbreviated,
    /// The earlier events to which this one answers.
    Answers,
    /// What the list of the kind is grouped by.
    Listed,
    /// The later event by which something that was agreed was done.
    Fulfilled,
    /// The day by which something that was agreed was to be done.
    Due,
    /// How something that was agreed ended, where no event did it.
    Settled,
    /// The event as which a plan was held.
    HeldAs,
    /// Why a plan came to nothing or was put off.
    Reason,
    /// The run of events to which this one belongs.
    Grouped,
    /// The rank at which it was held.
    Levelled,
    /// The class by which pictures part the events of a year.
    Classed,
    /// The offices that someone held.
    Tenures,
    /// The titles of those who lead a body.
    Heads,
    /// The type of what was used, such as a missile.
    Typed,
    /// What was wrong on the page, and when it was put right.
    Corrected,
    /// The day of first publication.
    Published,
    /// The day of the last change of fact.
    Updated,
    /// The part of the title that is the family name.
    Family,
    /// The order of the parts of a name, where it is not that of the site.
    NameOrder,
    /// Who issued a source.
    Issued,
    /// Whose reporting a source is, where another issued it.
    Origin,
    /// The day on which a source came out.
    Released,
    /// Who wrote a source.
    Authored,
    /// Where a source can be read.
    Addressed,
    /// Whether a source was read for the site.
    Consulted,
    /// The degrees north of the equator of a place.
    Latitude,
    /// The degrees east of Greenwich of a place.
    Longitude,
    /// To how many degrees the position of a place is known.
    Precise,
    /// The ISO 3166-1 alpha-3 code by which maps find the outline of a country.
    Outlined,
    /// The distance that something flew over the ground, in kilometres; maps and profiles draw it.
    Flown,
    /// The greatest height that it reached, in kilometres.
    Risen,
    /// The direction in which it set out, in degrees clockwise from north.
    Headed,
    /// The place at which it came down.
    Landed,
    /// How far something of this type can fly, in kilometres.
    Reaching,
}

/// What the manual says of a role.
#[derive(Debug)]
pub struct RoleUse {
    /// The role.
    pub role: Role,
    /// The key under `roles:`.
    pub key: &'static str,
    /// The types that the field, or each item of it, may have.
    pub types: &'static [&'static str],
}

impl Role {
    /// Every role, its key and the field types that suit it.
    pub const ALL: &[RoleUse] = &[
        RoleUse {
            role: Role::Dated,
            key: "dated_by",
            types: &["date"],
        },
        RoleUse {
            role: Role::Zoned,
            key: "zoned_by",
            types: &["zone"],
        },
        RoleUse {
            role: Role::Also,
            key: "also_by",
            types: &["days_by_zone"],
        },
        RoleUse {
            role: Role::Status,
            key: "status_by",
            types: &["choice"],
        },
        RoleUse {
            role: Role::Parties,
            key: "parties_by",
            types: &["ref"],
        },
        RoleUse {
            role: Role::Attended,
            key: "attended_by",
            types: &["ref"],
        },
        RoleUse {
            role: Role::Stated,
            key: "stated_by",
            types: &["text"],
        },
        RoleUse {
            role: Role::Located,
            key: "located_by",
            types: &["ref"],
        },
        RoleUse {
            role: Role::Cites,
            key: "cites_by",
            types: &["ref"],
        },
        RoleUse {
            role: Role::Named,
            key: "named_by",
            types: &["text"],
        },
        RoleUse {
            role: Role::Designated,
            key: "designated_by",
            types: &["group"],
        },
        RoleUse {
            role: Role::Language,
            key: "language_by",
            types: &["language"],
        },
        RoleUse {
            role: Role::Summary,
            key: "summary_by",
            types: &["text"],
        },
        RoleUse {
            role: Role::Abbreviated,
            key: "abbreviated_by",
            types: &["text"],
        },
        RoleUse {
            role: Role::Answers,
            key: "answers",
            types: &["ref"],
        },
        RoleUse {
            role: Role::Listed,
            key: "listed_by",
            types: &["text", "choice", "ref"],
        },
        RoleUse {
            role: Role::Fulfilled,
            key: "fulfilled_by",
            types: &["ref"],
        },
        RoleUse {
            role: Role::Due,
            key: "due_by",
            types: &["date"],
        },
        RoleUse {
            role: Role::Settled,
            key: "settled_by",
            types: &["choice"],
        },
        RoleUse {
            role: Role::HeldAs,
            key: "realised_by",
            types: &["ref"],
        },
        RoleUse {
            role: Role::Reason,
            key: "reason_by",
            types: &["text"],
        },
        RoleUse {
            role: Role::Grouped,
            key: "grouped_by",
            types: &["ref"],
        },
        RoleUse {
            role: Role::Levelled,
            key: "levelled_by",
            types: &["choice"],
        },
        RoleUse {
            role: Role::Classed,
            key: "classed_by",
            types: &["choice"],
        },
        RoleUse {
            role: Role::Tenures,
            key: "tenures_by",
            types: &["group"],
        },
        RoleUse {
            role: Role::Heads,
            key: "heads_by",
            types: &["text"],
        },
        RoleUse {
            role: Role::Typed,
            key: "typed_by",
            types: &["ref"],
        },
        RoleUse {
            role: Role::Corrected,
            key: "corrected_by",
            types: &["group"],
        },
        RoleUse {
            role: Role::Published,
            key: "published_by",
            types: &["date"],
        },
        RoleUse {
            role: Role::Updated,
            key: "updated_by",
            types: &["date"],
        },
        RoleUse {
            role: Role::Family,
            key: "family_by",
            types: &["text"],
        },
        RoleUse {
            role: Role::NameOrder,
            key: "order_by",
            types: &["choice"],
        },
        RoleUse {
            role: Role::Issued,
            key: "issued_by",
            types: &["text"],
        },
        RoleUse {
            role: Role::Origin,
            key: "origin_by",
            types: &["text"],
        },
        RoleUse {
            role: Role::Released,
            key: "released_by",
            types: &["date"],
        },
        RoleUse {
            role: Role::Authored,
            key: "authored_by",
            types: &["text"],
        },
        RoleUse {
            role: Role::Addressed,
            key: "addressed_by",
            types: &["url"],
        },
        RoleUse {
            role: Role::Consulted,
            key: "consulted_by",
            types: &["choice"],
        },
        RoleUse {
            role: Role::Latitude,
            key: "latitude_by",
            types: &["decimal"],
        },
        RoleUse {
            role: Role::Longitude,
            key: "longitude_by",
            types: &["decimal"],
        },
        RoleUse {
            role: Role::Precise,
            key: "precise_by",
            types: &["decimal"],
        },
        RoleUse {
            role: Role::Outlined,
            key: "outlined_by",
            types: &["text"],
        },
        RoleUse {
            role: Role::Flown,
            key: "flown_by",
            types: &["quantity"],
        },
        RoleUse {
            role: Role::Risen,
            key: "risen_by",
            types: &["quantity"],
        },
        RoleUse {
            role: Role::Headed,
            key: "headed_by",
            types: &["quantity"],
        },
        RoleUse {
            role: Role::Landed,
            key: "landed_by",
            types: &["ref"],
        },
        RoleUse {
            role: Role::Reaching,
            key: "reached_by",
            types: &["quantity"],
        },
    ];
}

/// The fields that play each role of one kind.
#[derive(Debug, Default)]
pub struct Roles {
    by_role: std::collections::BTreeMap<Role, FieldPath>,
}

impl Roles {
    /// Returns the field that plays a role.
    #[must_use]
    pub fn get(&self, role: Role) -> Option<&FieldPath> {
        self.by_role.get(&role)
    }

    /// Gives a role to a field.
    pub(super) fn set(&mut self, role: Role, path: FieldPath) {
        self.by_role.insert(role, path);
    }
}

impl RoleUse {
    /// Tells whether a field of this type can play the role.
    #[must_use]
    pub fn suits(&self, field_type: &FieldType) -> bool {
        self.types.contains(&field_type.item().word())
    }
}

impl Schema {
    /// Returns the kinds whose entries have a position on the globe.
    pub fn placed(&self) -> impl Iterator<Item = KindId> {
        let placed = self.ids().filter(|(_, kind)| {
            let has = |role| kind.roles.get(role).is_some();
            has(Role::Latitude) && has(Role::Longitude)
        });
        placed.map(|(id, _)| id)
    }
}
