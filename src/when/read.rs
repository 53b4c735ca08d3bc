//! Reads a written date.
//!
//! Accepted are EDTF levels 0 and 1 and, of level 2, sets of which one member applies. edtf-core
//! parses; this file completes what it wants (seconds) and refuses what the rest of the program
//! does not know (sets of all members, leap seconds, other forms of level 2). What fails is handed
//! to `slips.rs`, which knows what people write instead.

use chrono::{FixedOffset, NaiveDate, NaiveTime};
use edtf_core::{Date, DateTime, Edtf, IntervalEndpoint, SetElement, SetKind, Time, TimeShift};

use super::MONTHS;
use super::slips::explain;
use super::{Clock, ClockPrecision, End, Extent, When, WhenError};

/// A longer text is not a date, whatever it is.
pub(super) const LONGEST: usize = 200;

const FORMS: &str = "write a day as `2022-02-10`, a month as `2022-02`, an interval as `2022-02-10/2022-02-12`; `~` after it means about, `?` probably";
const TIMES: &str =
    "write the time as `07:52` or `07:52:10`, then `Z` or an offset such as `+09:00`";
pub(super) const ONE_OF: &str = "write the first and last day, as `2022-02-09/2022-02-10`; `[2022-02-09,2022-02-10]` means one of the two";

impl When {
    /// Reads a date.
    ///
    /// # Errors
    ///
    /// The error says what is wrong and, for the slips that people make, what to write.
    pub fn parse(text: &str) -> Result<Self, WhenError> {
        read(text).map_err(|error| explain(text).unwrap_or(error))
    }
}

pub(super) fn fault(offset: usize, message: String, help: impl Into<String>) -> WhenError {
    WhenError {
        offset,
        message,
        help: Some(help.into()),
        meant: None,
    }
}

/// Cuts a person's text to a length that suits a message.
pub(super) fn shown(text: &str) -> String {
    let mut start: String = text.chars().take(40).collect();
    if start.len() < text.len() {
        start.push('…');
    }
    start
}

/// Reads a date without looking for slips.
pub(super) fn read(text: &str) -> Result<When, WhenError> {
    if text.len() > LONGEST {
        let message = format!("`{}` is too long for a date", shown(text));
        return Err(fault(0, message, FORMS));
    }
    let seconds_at = where_seconds_lack(text);
    let parsed = match seconds_at {
        Some(at) => Edtf::parse(&format!("{}:00{}", &text[..at], &text[at..])),
        None => Edtf::parse(text),
    };
    let edtf = parsed.map_err(|error| {
        let offset = match seconds_at {
            Some(at) if error.offset > at => error.offset.saturating_sub(3).max(at),
            Some(_) | None => error.offset,
        };
        not_edtf(text, offset.min(text.len()), error.message)
    })?;
    let bounds = edtf.bounds();
    let mut clock = None;
    let extent = match edtf {
        Edtf::Date(date) => Extent::One(within_level_1(text, date)?),
        Edtf::DateTime(DateTime { date, time }) => {
            let precision = match seconds_at {
                Some(_) => ClockPrecision::Minutes,
                None => ClockPrecision::Seconds,
            };
            clock = Some(read_clock(text, time, precision)?);
            Extent::One(date)
        }
        Edtf::Interval(interval) => Extent::Span(
            read_end(text, interval.start)?,
            read_end(text, interval.end)?,
        ),
        Edtf::Set(set) => match set.kind {
            SetKind::AllMembers => {
                let message = "sets of several dates are not supported".to_owned();
                return Err(fault(0, message, ONE_OF));
            }
            SetKind::OneMember => {
                for element in &set.elements {
                    match element {
                        SetElement::Date(date)
                        | SetElement::OnOrBefore(date)
                        | SetElement::OnOrAfter(date) => within_level_1(text, *date)?,
                        SetElement::Range(first, last) => {
                            within_level_1(text, *first)?;
                            within_level_1(text, *last)?
                        }
                    };
                }
                Extent::OneOf(set.elements)
            }
        },
    };
    Ok(When {
        written: text.to_owned(),
        extent,
        bounds,
        clock,
        zone: None,
        event: false,
    })
}

/// Returns where `:00` belongs if a time was written without seconds, which edtf-core demands.
fn where_seconds_lack(text: &str) -> Option<usize> {
    let end = text.find('T')? + "Thh:mm".len();
    let minutes = text.get(end - "hh:mm".len()..end)?;
    let is_time = minutes.bytes().enumerate().all(|(index, byte)| {
        if index == 2 {
            byte == b':'
        } else {
            byte.is_ascii_digit()
        }
    });
    let ends_here = matches!(text.as_bytes().get(end), None | Some(b'Z' | b'+' | b'-'));
    (is_time && ends_here).then_some(end)
}

fn read_clock(text: &str, time: Time, precision: ClockPrecision) -> Result<Clock, WhenError> {
    let (hour, minute, second) = (time.hour, time.minute, time.second);
    let of_day = NaiveTime::from_hms_opt(hour.into(), minute.into(), second.into());
    let Some(of_day) = of_day else {
        let message = format!("`{text}` is a leap second, which is not supported");
        let help = "write the second before it, which ends in `:59`";
        return Err(fault("2016-12-31T23:59:".len(), message, help));
    };
    let offset = time.shift.and_then(|shift| match shift {
        TimeShift::Utc => FixedOffset::east_opt(0),
        TimeShift::Offset { minutes, .. } => FixedOffset::east_opt(i32::from(minutes) * 60),
    });
    Ok(Clock {
        time: of_day,
        precision,
        offset,
    })
}

fn read_end(text: &str, endpoint: IntervalEndpoint) -> Result<End, WhenError> {
    match endpoint {
        IntervalEndpoint::Date(date) if date.has_unspecified() => Err(beyond_level_1(text)),
        IntervalEndpoint::Date(date) => Ok(End::On(within_level_1(text, date)?)),
        IntervalEndpoint::Open => Ok(End::Open),
        IntervalEndpoint::Unknown => Ok(End::NotKnown),
        IntervalEndpoint::OnOrBefore(_) | IntervalEndpoint::OnOrAfter(_) => {
            Err(beyond_level_1(text))
        }
    }
}

fn within_level_1(text: &str, date: Date) -> Result<Date, WhenError> {
    if Edtf::Date(date).level() > 1 {
        return Err(beyond_level_1(text));
    }
    Ok(date)
}

fn beyond_level_1(text: &str) -> WhenError {
    let message = format!(
        "`{}` is a form of date that briefbook does not read",
        shown(text)
    );
    fault(0, message, FORMS)
}

/// Words what edtf-core found; its messages are pinned by the tests below.
fn not_edtf(text: &str, offset: usize, reason: &str) -> WhenError {
    if reason == "day is out of range for the month"
        && let Some(error) = no_such_day(text, offset)
    {
        return error;
    }
    if reason.starts_with("month must be 01-12") {
        let month = shown(text.get(offset..offset + 2).unwrap_or(text));
        return fault(
            offset,
            format!("there is no month `{month}`"),
            "months run from `01` to `12`",
        );
    }
    let help = if is_time_of_day(text, offset) {
        TIMES
    } else {
        FORMS
    };
    let reason = match reason {
        "EDTF permits ASCII characters only" => {
            "only plain letters, digits and marks may stand in it"
        }
        "time must be hh:mm:ss" => "a time is written hh:mm or hh:mm:ss",
        other => other,
    };
    let message = format!("`{}` is not a date: {reason}", shown(text));
    fault(offset, message, help)
}

fn is_time_of_day(text: &str, offset: usize) -> bool {
    text.find('T').is_some_and(|mark| mark > 0 && offset > mark)
}

fn no_such_day(text: &str, offset: usize) -> Option<WhenError> {
    let day = text.get(offset..offset + 2)?;
    let before = text.get(offset.checked_sub("2022-02-".len())?..offset)?;
    let mut parts = before.split('-');
    let year: i32 = parts.next()?.parse().ok()?;
    let month: u32 = parts.next()?.parse().ok()?;
    let last = (28..=31)
        .rev()
        .find(|day| NaiveDate::from_ymd_opt(year, month, *day).is_some())?;
    let name = MONTHS.get(month.checked_sub(1)? as usize)?;
    Some(fault(
        offset,
        format!("there is no `{day}` in {name} {year}"),
        format!("{name} {year} has {last} days"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_kept_as_written() {
        for text in [
            "2022",
            "2022-02",
            "2022-02-10",
            "2020-02-29",
            "2022-02-04?",
            "2022-01-13~",
            "2022-01%",
            "2022-02-XX",
            "2022-XX",
            "2022-XX-XX",
            "199X",
            "19XX",
            "2022-21",
            "-0044-03-15",
            "Y170000002",
            "2019-11-16/2019-11-17",
            "2019-12/..",
            "2019-12/",
            "../2019-12",
            "/2019-12",
            "[..2020-06]",
            "[2020-06..]",
            "[2022-02-09..2022-02-10]",
            "[2022-02-09,2022-02-10]",
            "2022-01-30T07:52",
            "2022-01-30T07:52:10",
            "2022-01-30T07:52Z",
            "2022-01-30T07:52+09",
            "2022-01-30T07:52+09:00",
            "2022-01-30T07:52:10-05:00",
        ] {
            assert_eq!(When::parse(text).unwrap().edtf(), text);
        }
    }

    #[test]
    fn faults_point_at_the_byte_and_say_a_way_out() {
        for (text, offset, message, help) in [
            (
                "2022-02-30",
                8,
                "there is no `30` in February 2022",
                "February 2022 has 28 days",
            ),
            (
                "1900-02-29T07:52",
                8,
                "there is no `29` in February 1900",
                "February 1900 has 28 days",
            ),
            (
                "2022-02-09/2022-04-31",
                19,
                "there is no `31` in April 2022",
                "April 2022 has 30 days",
            ),
            (
                "2022-13",
                5,
                "there is no month `13`",
                "months run from `01` to `12`",
            ),
            (
                "2022-13-01T07:52",
                5,
                "there is no month `13`",
                "months run from `01` to `12`",
            ),
            (
                "2022-02-10/2022-02-09",
                11,
                "`2022-02-10/2022-02-09` is not a date: interval end precedes interval start",
                FORMS,
            ),
            (
                "어제",
                0,
                "`어제` is not a date: only plain letters, digits and marks may stand in it",
                FORMS,
            ),
            ("", 0, "`` is not a date: empty input", FORMS),
            (
                "2022-01-30T24:00",
                11,
                "`2022-01-30T24:00` is not a date: hour must be 00-23 (24 is not allowed)",
                TIMES,
            ),
            (
                "2022-01-30T0752",
                11,
                "`2022-01-30T0752` is not a date: a time is written hh:mm or hh:mm:ss",
                TIMES,
            ),
            (
                "2022-01-30T07:52+0900",
                16,
                "`2022-01-30T07:52+0900` is not a date: time shift must be ±hh or ±hh:mm",
                TIMES,
            ),
            (
                "2016-12-31T23:59:60Z",
                17,
                "`2016-12-31T23:59:60Z` is a leap second, which is not supported",
                "write the second before it, which ends in `:59`",
            ),
            (
                "{2022-02-09,2022-02-10}",
                0,
                "sets of several dates are not supported",
                ONE_OF,
            ),
            (
                "2022-02-1X",
                0,
                "`2022-02-1X` is a form of date that briefbook does not read",
                FORMS,
            ),
            (
                "2022-02-XX/2022-03",
                0,
                "`2022-02-XX/2022-03` is a form of date that briefbook does not read",
                FORMS,
            ),
        ] {
            let error = When::parse(text).unwrap_err();
            assert_eq!(error, fault(offset, message.to_owned(), help));
        }
    }

    #[test]
    fn level_2_is_refused_but_for_sets_of_which_one_member_applies() {
        for text in [
            "2022-25",
            "Y17E7",
            "1950S2",
            "2022-02~-11",
            "?2022-02-11",
            "1X90",
            "..2022-02/2022-03",
            "2022-02/2022-03..",
            "[1X90]",
        ] {
            let message = format!("`{text}` is a form of date that briefbook does not read");
            assert_eq!(When::parse(text).unwrap_err().message, message);
        }
    }

    #[test]
    fn a_long_text_is_cut_in_the_message() {
        let error = When::parse(&"9".repeat(300)).unwrap_err();
        let message = format!("`{}…` is too long for a date", "9".repeat(40));
        assert_eq!(error.message, message);
    }
}
