//! The functions that templates and plain pages call: what a call asks for, and the answer.
//!
//! In: the name of a function and its arguments as a mapping, read by the same code as claims and rules.
//! Out: a [`Request`], then an [`Answer`]. A call that names what does not exist is told in words; where
//! it stands, and so the diagnostic, is the business of whoever read it.

use super::asked::Asked;
use super::function::Function;
use super::selection::{Question, seek};
use super::tally::Tally;
use super::{Claims, covered};
use crate::diagnostics::{Code, Diagnostics, near_miss};
use crate::filter::{self, Filter, Named, Wanted};
use crate::mapping::Mapping;
use crate::model::claims::{Point, Within, point, within};
use crate::resolve::matching::Fit;
use crate::resolve::{EntryId, Site};
use crate::rules::Unit;
use crate::schema::Schema;
use crate::when::{Days, When};
use crate::yaml::Node;

/// What a call asks for.
#[derive(Debug, Clone)]
pub struct Request {
    function: Function,
    filter: Option<Filter>,
    within: Within,
    until: Option<Point>,
    unit: Option<Named>,
    /// The event of which it is asked.
    of: Point,
    from: Point,
    to: Point,
    /// How many events back the one before lies.
    back: usize,
    /// Whether only an answer is wanted that is certain and for which the record is complete.
    complete: bool,
}

/// What a call gives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Answer {
    /// A number of events, days or things.
    Number(Tally),
    /// A place, from 1.
    Place(Tally),
    /// An event.
    Event(EntryId),
    /// The day of an event.
    DayOf(EntryId),
    /// Nothing: there is no such event, or it is not certain.
    Nothing,
}

impl Request {
    /// Reads the arguments of a call.
    pub fn read(
        function: Function,
        node: &Node,
        schema: &Schema,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        if let Some(unknown) = function.unknown_argument(node) {
            diagnostics.push(unknown);
            return None;
        }
        let mut map = Mapping::open(node, Code::BadFigure, diagnostics)?;
        let about_events = function != Function::DaysBetween;
        let mut request = Self {
            function,
            filter: None,
            within: Within::Always,
            until: None,
            unit: None,
            of: Point::This,
            from: Point::This,
            to: Point::This,
            back: 1,
            complete: false,
        };
        if about_events {
            request.filter = filter::read(schema, &mut map);
            request.within = within(&mut map)?;
            request.unit = filter::named("unit", &mut map).into_iter().next();
            request.complete = map.flag("complete");
        } else {
            request.from = point("from", &mut map).unwrap_or(Point::This);
            request.to = point("to", &mut map).unwrap_or(Point::This);
        }
        if matches!(function, Function::Count | Function::Ordinal) {
            request.until = point("until", &mut map);
        }
        if about_events && function != Function::Count {
            request.of = point("of", &mut map).unwrap_or(Point::This);
        }
        if function == Function::Previous
            && let Some((text, span)) = map.text("back")
        {
            match text.parse() {
                Ok(back) if back > 0 => request.back = back,
                _ => map.report(
                    span,
                    format!("`back` is a whole number from 1, not `{text}`"),
                ),
            }
        }
        map.finish();
        (!about_events || request.filter.is_some()).then_some(request)
    }
}

impl Claims {
    /// Answers a call on the page of an entry, or of none.
    ///
    /// # Errors
    ///
    /// Says in words what the call names that is not there, or that it cannot be asked on this page.
    pub fn answer(
        &self,
        request: &Request,
        own: Option<EntryId>,
        site: &Site,
    ) -> Result<Answer, String> {
        let Some(filter) = &request.filter else {
            let (Some(from), Some(to)) = (
                when(&request.from, own, site)?,
                when(&request.to, own, site)?,
            ) else {
                return Ok(Answer::Nothing);
            };
            return Ok(days_between(from.begins(), to.begins()));
        };
        check_named(filter, site)?;
        let unit = unit(request, filter, site)?;
        let of = match &request.of {
            Point::This => own,
            Point::Event(named) => Some(event(named, site)?),
            Point::Day(_) => return Err("`of` is the key of an event, not a day".to_owned()),
        };
        let day = of.and_then(|id| site.entry(id).when.as_ref());
        let Ok(within) = period(&request.within, day) else {
            return Ok(Answer::Nothing);
        };
        let until = match &request.until {
            None => None,
            Some(until) => match (when(until, own, site)?, until) {
                (None, _) => return Ok(Answer::Nothing),
                (Some(day), Point::Day(_)) => Some(day.ends().1),
                (Some(event), Point::This | Point::Event(_)) => Some(event.begins()),
            },
        };
        let mut asked = Asked {
            filter: filter.clone(),
            within,
            until,
            unit,
        };
        let (function, complete) = (request.function, request.complete);
        if function == Function::Count {
            let tally = self.count(&asked, site);
            let known = tally.one().is_some() && self.is_covered(&asked, site);
            return Ok(Answer::Number(tally).known(known || !complete));
        }
        let (Some(id), Some(day)) = (of, day) else {
            return Ok(Answer::Nothing);
        };
        if function == Function::Ordinal {
            let Some(tally) = self.ordinal(id, &asked, site) else {
                return Ok(Answer::Nothing);
            };
            asked.until = Some(day.begins());
            let is_one = fit(id, &asked, site) == Fit::Yes;
            let known = is_one && tally.one().is_some() && self.is_covered(&asked, site);
            return Ok(Answer::Place(tally).known(known || !complete));
        }
        let mut before = Some(id);
        for _ in 0..request.back {
            before = before.and_then(|id| self.previous(id, &asked, site));
        }
        let Some(before) = before else {
            return Ok(Answer::Nothing);
        };
        let known = is_complete_between(before, id, &asked, site);
        Ok(if function == Function::FirstSince {
            let is_one = fit(id, &asked, site) == Fit::Yes;
            Answer::DayOf(before).known(known && is_one)
        } else {
            Answer::Event(before).known(known || !complete)
        })
    }
}

impl Answer {
    fn known(self, known: bool) -> Self {
        if known { self } else { Self::Nothing }
    }
}

fn fit(id: EntryId, asked: &Asked, site: &Site) -> Fit {
    site.fit(id, &seek(&Question::new(&asked.filter, asked.unit), site))
}

/// Tells whether the record is declared to be complete from one event to another.
fn is_complete_between(from: EntryId, to: EntryId, asked: &Asked, site: &Site) -> bool {
    let days = |id: EntryId| site.entry(id).when.as_ref().map(When::begins);
    let (Some(first), Some(last)) = (days(from), days(to)) else {
        return false;
    };
    let period = super::members::Period { first, last };
    let question = Question::new(&asked.filter, asked.unit);
    covered::covering(&question.filter, period, site).is_some()
}

/// Counts the days between two, if both are certain.
#[expect(clippy::cast_precision_loss, reason = "days are far below 2^52")]
fn days_between(from: Days, to: Days) -> Answer {
    let days = from.one().zip(to.one());
    days.map_or(Answer::Nothing, |(from, to)| {
        Answer::Number(Tally::exactly((to - from) as f64))
    })
}

/// Returns the period; nothing for all time, and an error where the event has no date.
fn period(within: &Within, own: Option<&When>) -> Result<Option<When>, NoDate> {
    let text = match within {
        Within::Always => return Ok(None),
        Within::Period(when, _) => return Ok(Some((**when).clone())),
        Within::Year => own.and_then(When::year).map(|year| format!("{year:04}")),
        Within::Month => {
            let month = own.and_then(When::month);
            month.map(|(year, month)| format!("{year:04}-{month:02}"))
        }
    };
    let period = text.and_then(|text| When::parse(&text).ok());
    period.map(Some).ok_or(NoDate)
}

/// There is no year or month of the event.
struct NoDate;

/// Returns the date of a point; nothing on the page of what has none.
fn when<'a>(
    point: &'a Point,
    own: Option<EntryId>,
    site: &'a Site,
) -> Result<Option<&'a When>, String> {
    Ok(match point {
        Point::This => own.and_then(|id| site.entry(id).when.as_ref()),
        Point::Event(named) => site.entry(event(named, site)?).when.as_ref(),
        Point::Day(when) => Some(when),
    })
}

fn event(named: &Named, site: &Site) -> Result<EntryId, String> {
    site.find_event(&named.written).ok_or_else(|| {
        let dated = site.ids().filter(|id| site.kind_of(*id).is_dated());
        let keys = dated.map(|id| site.entry(id).key.as_str());
        let near = near_miss(&named.written, keys);
        let message = format!("there is no event with the key `{}`", named.written);
        hinted(message, near)
    })
}

fn unit<'a>(
    request: &Request,
    filter: &Filter,
    site: &'a Site,
) -> Result<Option<&'a Unit>, String> {
    let Some(named) = &request.unit else {
        let counts = matches!(request.function, Function::Count | Function::Ordinal);
        return Ok(if counts {
            site.rules.usual(filter.kind)
        } else {
            None
        });
    };
    if let Some(unit) = site.rules.unit(&named.written, filter.kind) {
        return Ok(Some(unit));
    }
    let units = site.rules.units.iter();
    let units = units.filter(|unit| unit.filter.kind == filter.kind);
    let near = near_miss(&named.written, units.map(|unit| unit.name.as_str()));
    let kind = &site.schema.kind(filter.kind).name;
    let message = format!("no rule counts the kind `{kind}` in `{}`", named.written);
    Err(hinted(message, near))
}

/// Looks up the entries that a filter names.
fn check_named(filter: &Filter, site: &Site) -> Result<(), String> {
    let kind = site.schema.kind(filter.kind);
    for condition in &filter.conditions {
        let kinds = condition
            .path
            .field(kind, &site.schema)
            .field_type
            .item()
            .kinds();
        for wanted in &condition.wanted {
            let Wanted::Entry(named) = wanted else {
                continue;
            };
            if kinds
                .iter()
                .any(|kind| site.find(*kind, &named.written).is_some())
            {
                continue;
            }
            let all = site
                .ids()
                .filter(|id| kinds.contains(&site.entry(*id).kind));
            let near = near_miss(&named.written, all.map(|id| site.entry(id).key.as_str()));
            let message = format!(
                "there is no entry with the key `{}` to ask for",
                named.written
            );
            return Err(hinted(message, near));
        }
    }
    Ok(())
}

fn hinted(message: String, near: Option<&str>) -> String {
    match near {
        Some(near) => format!("{message}; did you mean `{near}`?"),
        None => message,
    }
}
