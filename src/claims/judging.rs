//! One claim and its verdict.

use super::members::Period;
use super::record::Compared;
use super::selection::{Question, Selections};
use super::tally::{self, Tally};
use super::{Judged, Verdict, covered, dates, offices, order, record, unit_of};
use crate::model::claims::{Assertion, Claim, Number, Point, Set, Within};
use crate::resolve::matching::Fit;
use crate::resolve::{EntryId, Site};
use crate::rules::{Counts, Unit};
use crate::schema::Role;
use crate::when::{Days, When};

/// What is needed to judge a claim.
pub(super) struct Case<'a> {
    pub(super) id: EntryId,
    pub(super) claim: &'a Claim,
    pub(super) unit: Option<&'a Unit>,
    pub(super) selections: &'a Selections,
    pub(super) site: &'a Site,
}

/// What was found out.
#[derive(Debug)]
pub(super) struct Finding {
    pub(super) verdict: Verdict,
    pub(super) computed: Option<Tally>,
    pub(super) witness: Option<EntryId>,
    pub(super) reason: Option<String>,
}

impl Finding {
    pub(super) fn plain(verdict: Verdict) -> Self {
        Self {
            verdict,
            computed: None,
            witness: None,
            reason: None,
        }
    }

    pub(super) fn because(verdict: Verdict, reason: impl Into<String>) -> Self {
        Self {
            reason: Some(reason.into()),
            ..Self::plain(verdict)
        }
    }

    pub(super) fn seen(mut self, witness: Option<EntryId>) -> Self {
        self.witness = witness;
        self
    }
}

pub(super) fn judge(
    id: EntryId,
    number: usize,
    claim: &Claim,
    selections: &Selections,
    site: &Site,
) -> Judged {
    let case = Case {
        id,
        claim,
        unit: unit_of(claim, site),
        selections,
        site,
    };
    let finding = case.judge();
    Judged {
        entry: id,
        number,
        verdict: finding.verdict,
        computed: finding.computed,
        witness: finding.witness,
        reason: finding.reason,
    }
}

impl Case<'_> {
    fn judge(&self) -> Finding {
        match &self.claim.asserts {
            Assertion::Count { of, is } => self.count(of, is),
            Assertion::Ordinal {
                among,
                starting,
                is,
            } => order::ordinal(self, among, starting.as_ref(), is),
            Assertion::FirstSince { among, since } => order::first_since(self, among, since),
            Assertion::LastBefore { among, before } => order::last_before(self, among, before),
            Assertion::Record {
                among,
                field,
                extreme,
                by,
                since,
            } => {
                let compared = Compared {
                    field,
                    extreme: *extreme,
                    by: *by,
                };
                record::record(self, among, compared, since.as_ref())
            }
            Assertion::DaysBetween { from, to, is } => self.days_between(from, to, is),
            Assertion::HeldOffice { person, office } => {
                let kinds = self.site.schema.ids();
                let mut kinds = kinds.filter(|(_, kind)| kind.roles.get(Role::Tenures).is_some());
                let who = kinds.find_map(|(kind, _)| self.site.find(kind, &person.written));
                who.map_or_else(nothing_to_ask, |who| {
                    offices::held_office(self, who, office)
                })
            }
        }
    }

    fn count(&self, of: &Set, is: &Number) -> Finding {
        let Some(period) = self.period(of) else {
            return nothing_to_ask();
        };
        let tally = self.tally(&of.filter, period);
        let asked = Question::new(&of.filter, self.unit).filter;
        Self::weigh(tally, is, covered::gap(&asked, period, self.site))
    }

    /// Counts what a filter asks for in a period, by the rule of the claim.
    fn tally(&self, filter: &crate::filter::Filter, period: Period) -> Tally {
        let question = Question::new(filter, self.unit);
        let members = self.selections.members(&question, self.site);
        let counts = self.unit.map_or(&Counts::Entries, |unit| &unit.counts);
        tally::count(&members, period, counts, &question, self.site)
    }

    /// Holds a number against the one claimed. What is missing from a record that is not complete can
    /// only add to it: it takes nothing from what is said to be at least so many.
    pub(super) fn weigh(tally: Tally, is: &Number, gap: Option<String>) -> Finding {
        let (low, high) = is.quantity.reach();
        let most = if gap.is_some() {
            f64::INFINITY
        } else {
            tally.most
        };
        let verdict = if tally.least > high || most < low {
            Verdict::Contradicted
        } else if tally.least >= low && most <= high {
            Verdict::Confirmed
        } else if let Some(gap) = gap {
            let mut finding = Finding::because(Verdict::NotCheckable, gap);
            finding.computed = Some(tally);
            return finding;
        } else {
            Verdict::Possible
        };
        Finding {
            computed: Some(tally),
            ..Finding::plain(verdict)
        }
    }

    fn days_between(&self, from: &Point, to: &Point, is: &Number) -> Finding {
        let (Some(from), Some(to)) = (self.days_of(from), self.days_of(to)) else {
            return nothing_to_ask();
        };
        // Beyond the years of four digits there are sides, but no days.
        let known = |day: i64| day.abs_diff(0) < u64::MAX >> 8;
        if ![from.earliest, from.latest, to.earliest, to.latest]
            .into_iter()
            .all(known)
        {
            return Finding::because(Verdict::NotCheckable, "one of the two days is not known");
        }
        #[expect(clippy::cast_precision_loss, reason = "days are far below 2^52")]
        let tally = Tally {
            least: (to.earliest - from.latest) as f64,
            most: (to.latest - from.earliest) as f64,
        };
        Self::weigh(tally, is, None)
    }

    /// Returns the event of which the claim is made.
    pub(super) fn subject(&self) -> Option<EntryId> {
        match &self.claim.of {
            Point::This => Some(self.id),
            Point::Event(named) => self.site.find_event(&named.written),
            Point::Day(_) => None,
        }
    }

    /// Returns how well the event fits what is counted.
    pub(super) fn fit_of(&self, id: EntryId, question: &Question) -> Fit {
        let sought = super::selection::seek(question, self.site);
        self.site.fit(id, &sought)
    }

    /// Returns the date of a point.
    pub(super) fn when_of<'b>(&'b self, point: &'b Point) -> Option<&'b When> {
        match point {
            Point::This => self.site.entry(self.id).when.as_ref(),
            Point::Event(named) => {
                let id = self.site.find_event(&named.written)?;
                self.site.entry(id).when.as_ref()
            }
            Point::Day(when) => Some(when),
        }
    }

    /// Returns the days on which a point can have begun.
    pub(super) fn days_of(&self, point: &Point) -> Option<Days> {
        let of = |id: EntryId| {
            let dated = self.site.entry(id).when.is_some();
            dated.then(|| self.selections.days(id))
        };
        match point {
            Point::This => of(self.id),
            Point::Event(named) => of(self.site.find_event(&named.written)?),
            Point::Day(when) => Some(when.begins()),
        }
    }

    /// Returns the period in which events are counted.
    pub(super) fn period(&self, set: &Set) -> Option<Period> {
        let around = |written: fn((i32, u32)) -> String| {
            let own = self.days_of(&self.claim.of)?;
            let of_day = |day: i64| {
                let written = written(dates::calendar(day)?);
                When::parse(&written).ok().map(|when| of_when(&when))
            };
            let (one, other) = (of_day(own.earliest)?, of_day(own.latest)?);
            Some(Period {
                first: Days::new(one.first.earliest, other.first.latest),
                last: Days::new(one.last.earliest, other.last.latest),
            })
        };
        let period = match &set.within {
            Within::Always => Period::ALWAYS,
            Within::Period(when, _) => of_when(when),
            Within::Year => around(|(year, _)| format!("{year:04}"))?,
            Within::Month => around(|(year, month)| format!("{year:04}-{month:02}"))?,
        };
        let Some(until) = &set.until else {
            return Some(period);
        };
        let last = match until {
            Point::Day(day) => day.ends().1,
            Point::This | Point::Event(_) => self.days_of(until)?,
        };
        Some(period.up_to(last))
    }
}

/// Makes a period of a date.
pub(super) fn of_when(when: &When) -> Period {
    let (first, last) = when.ends();
    Period { first, last }
}

/// What can be said of a claim of which nothing can be asked: of an entry without a date, for example.
pub(super) fn nothing_to_ask() -> Finding {
    Finding::because(
        Verdict::NotCheckable,
        "the day of which it is said is not known",
    )
}
