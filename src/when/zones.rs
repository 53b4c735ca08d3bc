//! Instants and zones: the same event on the clocks and calendars of other places.
//!
//! An instant exists only where a time of day and an offset or zone are known. A day without a
//! time stays a day: seen from elsewhere it is the day that a source reports, or every day that it
//! can have been there. An offset that was written decides the instant; the zone then has to agree.

use chrono::{
    DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone, Utc,
};
use chrono_tz::{TZ_VARIANTS, Tz};

use super::words::{candidate_days, day_with_weekday, iso_day, iso_moment, offset_text, time_text};
use super::{Clock, Seen, When, WhenError};
use crate::diagnostics::near_miss;

/// Finds a zone by its IANA name, in its exact spelling; otherwise returns the name that was
/// probably meant.
///
/// # Errors
///
/// The error is the suggestion, if there is one: a near miss, or the zone of that city.
pub fn parse_zone(name: &str) -> Result<Tz, Option<&'static str>> {
    name.parse().map_err(|_| suggested_zone(name))
}

/// Suggests names with a region only: `EST` and its like are fixed offsets without history.
fn suggested_zone(name: &str) -> Option<&'static str> {
    let regional = || {
        TZ_VARIANTS
            .iter()
            .map(|zone| zone.name())
            .filter(|known| known.contains('/') || *known == "UTC")
    };
    let city = |known: &'static str| known.rsplit('/').next().unwrap_or(known);
    let wanted = name.trim().replace(' ', "_");
    regional()
        .find(|known| city(known).eq_ignore_ascii_case(&wanted))
        .or_else(|| near_miss(&wanted, regional()))
}

impl When {
    /// Attaches the zone whose calendar and clock the value follows.
    #[must_use]
    pub fn in_zone(mut self, zone: Tz) -> Self {
        self.zone = Some(zone);
        self
    }

    /// Returns the day that it is at a moment, in a zone or in UTC; none for years that
    /// a date does not write with four digits.
    #[must_use]
    pub fn day_of(now: DateTime<Utc>, zone: Option<Tz>) -> Option<Self> {
        let day = now.with_timezone(&zone.unwrap_or(Tz::UTC)).date_naive();
        Self::parse(&day.to_string()).ok()
    }

    /// Tells whether a time of day stands here with neither an offset nor a zone.
    #[must_use]
    pub fn needs_zone(&self) -> bool {
        self.zone.is_none() && self.clock.is_some_and(|clock| clock.offset.is_none())
    }

    /// Returns what is wrong between the written time and the attached zone.
    ///
    /// Either the written offset is not the zone's at that instant, or the clocks of the zone
    /// never showed that time because they were put forward over it.
    #[must_use]
    pub fn zone_fault(&self) -> Option<WhenError> {
        let (clock, zone) = (self.clock?, self.zone?);
        let time_start = self.written.find('T')? + 1;
        let Some(instant) = self.instant() else {
            return Some(WhenError {
                offset: time_start,
                message: format!(
                    "clocks in `{zone}` never showed `{}`: they were put forward over it",
                    self.written
                ),
                help: Some("check the time, or the zone that the source gives it in".to_owned()),
            });
        };
        let written = clock.offset?;
        let local = instant.with_timezone(&zone);
        let there = local.offset().fix();
        // Before standard time a zone's offset has seconds, which cannot be written.
        if (there.local_minus_utc() - written.local_minus_utc()).abs() < 60 {
            return None;
        }
        let offset_start = time_start + time_text(clock.time, clock.precision).len();
        let rewritten = iso_moment(local.naive_local(), clock.precision, Some(there))?;
        Some(WhenError {
            offset: offset_start,
            message: format!(
                "`{}` is not the offset of `{zone}` at that time, which is `{}`",
                &self.written[offset_start..],
                offset_text(there)?
            ),
            help: Some(format!(
                "write the time in the event's zone, as `{rewritten}` for the same instant, or correct the zone"
            )),
        })
    }

    /// Returns the date as a clock or calendar in `zone` showed it.
    ///
    /// A known instant is converted. Otherwise `reported`, the day that a source gives there, is
    /// used; without one, a certain day becomes every day that it can have been there. What is
    /// not a certain day keeps its own words.
    #[must_use]
    pub fn seen_from(&self, zone: Tz, reported: Option<&When>) -> Seen {
        if let (Some(clock), Some(instant)) = (self.clock, self.instant()) {
            return seen_instant(clock, instant, &zone);
        }
        if let Some(reported) = reported {
            return reported.as_seen();
        }
        let (Some(day), Some(own)) = (self.certain_day(), self.zone) else {
            return Seen {
                text: self.long(),
                iso: None,
            };
        };
        let start = start_of_day(day, Some(own));
        let end = day.succ_opt().map_or(start, |next| {
            (start_of_day(next, Some(own)) - TimeDelta::seconds(1)).max(start)
        });
        let there = |instant: DateTime<Utc>| instant.with_timezone(&zone).date_naive();
        let days: Vec<NaiveDate> = there(start)
            .iter_days()
            .take_while(|day| *day <= there(end))
            .collect();
        match days.as_slice() {
            [only] => seen_day(*only),
            several => Seen {
                text: candidate_days(several),
                iso: None,
            },
        }
    }

    /// Returns the date and time in UTC, where an instant is known.
    #[must_use]
    pub fn utc(&self) -> Option<Seen> {
        Some(seen_instant(self.clock?, self.instant()?, &Utc))
    }

    /// Returns the instant at which the written minute or second began.
    ///
    /// A local time that clocks showed twice is the first of the two.
    #[must_use]
    pub fn instant(&self) -> Option<DateTime<Utc>> {
        let clock = self.clock?;
        let local = self.first_day()?.and_time(clock.time);
        match (clock.offset, self.zone) {
            (Some(offset), _) => earliest_instant(&offset, local),
            (None, Some(zone)) => earliest_instant(&zone, local),
            (None, None) => None,
        }
    }

    /// Returns the offset of its own clock at its instant.
    pub(super) fn own_offset(&self) -> Option<FixedOffset> {
        let written = self.clock?.offset;
        written.or_else(|| Some(self.instant()?.with_timezone(&self.zone?).offset().fix()))
    }

    /// Returns a day reported elsewhere in the words of a clock.
    fn as_seen(&self) -> Seen {
        match (self.certain_day(), self.clock) {
            (Some(day), None) => seen_day(day),
            (Some(day), Some(clock)) => Seen {
                text: moment_text(day.and_time(clock.time), clock),
                iso: self.iso(),
            },
            (None, _) => Seen {
                text: self.long(),
                iso: None,
            },
        }
    }
}

/// Returns the instant at which a day begins in a zone, or in UTC where there is none.
pub(super) fn start_of_day(day: NaiveDate, zone: Option<Tz>) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN);
    let Some(zone) = zone else {
        return midnight.and_utc();
    };
    earliest_instant(&zone, midnight).unwrap_or_else(|| {
        // Clocks jumped over midnight, so the day begins where they jumped: at the midnight of
        // the offset that held on the evening before.
        let evening = midnight - TimeDelta::days(1);
        midnight.and_utc() - zone.offset_from_utc_datetime(&evening).fix()
    })
}

fn earliest_instant<Zone: TimeZone>(zone: &Zone, local: NaiveDateTime) -> Option<DateTime<Utc>> {
    let instant = zone.from_local_datetime(&local).earliest()?;
    Some(instant.with_timezone(&Utc))
}

fn seen_instant<Zone: TimeZone>(clock: Clock, instant: DateTime<Utc>, zone: &Zone) -> Seen {
    let there = instant.with_timezone(zone);
    let local = there.naive_local();
    Seen {
        text: moment_text(local, clock),
        iso: iso_moment(local, clock.precision, Some(there.offset().fix())),
    }
}

fn moment_text(local: NaiveDateTime, clock: Clock) -> String {
    let day = day_with_weekday(local.date());
    format!("{day}, {}", time_text(local.time(), clock.precision))
}

fn seen_day(day: NaiveDate) -> Seen {
    Seen {
        text: day_with_weekday(day),
        iso: iso_day(day),
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::{America, Asia, Australia, Pacific};

    use super::*;

    fn at(text: &str, zone: Tz) -> When {
        When::parse(text).unwrap().in_zone(zone)
    }

    fn seen(text: &str, zone: Tz, from: Tz) -> (String, Option<String>) {
        let seen = at(text, zone).seen_from(from, None);
        (seen.text, seen.iso)
    }

    #[test]
    fn a_known_instant_is_converted() {
        for (text, zone, from, words, iso) in [
            (
                "2022-01-30T07:52+09:00",
                Asia::Seoul,
                America::New_York,
                "Sat 29 Jan 2022, 17:52",
                "2022-01-29T17:52-05:00",
            ),
            (
                "2022-01-30T07:52",
                Asia::Seoul,
                Asia::Tokyo,
                "Sun 30 Jan 2022, 07:52",
                "2022-01-30T07:52+09:00",
            ),
            (
                "2022-01-30T07:52:10",
                Asia::Seoul,
                America::New_York,
                "Sat 29 Jan 2022, 17:52:10",
                "2022-01-29T17:52:10-05:00",
            ),
            (
                "2017-11-29T03:17+09:00",
                Asia::Seoul,
                Asia::Pyongyang,
                "Wed 29 Nov 2017, 02:47",
                "2017-11-29T02:47+08:30",
            ),
            (
                "2018-05-05T00:30+09:00",
                Asia::Seoul,
                Asia::Pyongyang,
                "Sat 5 May 2018, 00:30",
                "2018-05-05T00:30+09:00",
            ),
            (
                "2022-01-01T00:30",
                Asia::Tokyo,
                Pacific::Honolulu,
                "Fri 31 Dec 2021, 05:30",
                "2021-12-31T05:30-10:00",
            ),
            (
                "2020-03-01T08:00",
                Asia::Seoul,
                America::New_York,
                "Sat 29 Feb 2020, 18:00",
                "2020-02-29T18:00-05:00",
            ),
        ] {
            assert_eq!(
                seen(text, zone, from),
                (words.to_owned(), Some(iso.to_owned()))
            );
        }
    }

    #[test]
    fn utc_is_known_for_an_instant_and_never_for_a_day() {
        let expected = Seen {
            text: "Sat 29 Jan 2022, 22:52".to_owned(),
            iso: Some("2022-01-29T22:52Z".to_owned()),
        };
        assert_eq!(at("2022-01-30T07:52", Asia::Seoul).utc(), Some(expected));
        assert_eq!(at("2022-01-30", Asia::Seoul).utc(), None);
        assert_eq!(When::parse("2022-01-30T07:52").unwrap().utc(), None);
    }

    #[test]
    fn a_day_never_passes_through_an_instant() {
        for (text, zone, from, words, iso) in [
            (
                "2022-02-10",
                Asia::Tokyo,
                Asia::Tokyo,
                "Thu 10 Feb 2022",
                Some("2022-02-10"),
            ),
            (
                "2022-02-10",
                Asia::Tokyo,
                Asia::Seoul,
                "Thu 10 Feb 2022",
                Some("2022-02-10"),
            ),
            (
                "2022-02-10",
                Asia::Tokyo,
                America::New_York,
                "9 or 10 Feb 2022",
                None,
            ),
            (
                "2022-02-10",
                America::New_York,
                Asia::Tokyo,
                "10 or 11 Feb 2022",
                None,
            ),
            (
                "2022-01-01",
                Asia::Tokyo,
                America::New_York,
                "31 Dec 2021 or 1 Jan 2022",
                None,
            ),
            (
                "2022-03-01",
                Asia::Tokyo,
                America::New_York,
                "28 Feb or 1 Mar 2022",
                None,
            ),
            (
                "2020-03-01",
                Asia::Tokyo,
                America::New_York,
                "29 Feb or 1 Mar 2020",
                None,
            ),
            (
                "2017-11-29",
                Asia::Seoul,
                Asia::Pyongyang,
                "28 or 29 Nov 2017",
                None,
            ),
            (
                "2019-11-29",
                Asia::Seoul,
                Asia::Pyongyang,
                "Fri 29 Nov 2019",
                Some("2019-11-29"),
            ),
            (
                "2022-02",
                Asia::Tokyo,
                America::New_York,
                "February 2022",
                None,
            ),
            (
                "2022-02-10~",
                Asia::Tokyo,
                Asia::Tokyo,
                "about 10 February 2022",
                None,
            ),
            (
                "2019-11-16/2019-11-17",
                Asia::Tokyo,
                Asia::Tokyo,
                "16 to 17 November 2019",
                None,
            ),
        ] {
            assert_eq!(
                seen(text, zone, from),
                (words.to_owned(), iso.map(str::to_owned))
            );
        }
        let zoneless = When::parse("2022-02-10").unwrap();
        assert_eq!(
            zoneless.seen_from(Asia::Tokyo, None).text,
            "10 February 2022"
        );
    }

    #[test]
    fn a_reported_day_is_used_unless_the_instant_is_known() {
        let reported = When::parse("2022-02-09").unwrap();
        let day = at("2022-02-10", Asia::Tokyo).seen_from(America::New_York, Some(&reported));
        assert_eq!(day.text, "Wed 9 Feb 2022");
        assert_eq!(day.iso.as_deref(), Some("2022-02-09"));
        let instant = at("2022-02-10T20:00", Asia::Tokyo);
        let instant = instant.seen_from(America::New_York, Some(&reported));
        assert_eq!(instant.text, "Thu 10 Feb 2022, 06:00");
        let timed = at("2022-02-09T19:30", America::New_York);
        let timed = at("2022-02-10", Asia::Tokyo).seen_from(America::New_York, Some(&timed));
        assert_eq!(timed.text, "Wed 9 Feb 2022, 19:30");
        assert_eq!(timed.iso.as_deref(), Some("2022-02-09T19:30-05:00"));
    }

    #[test]
    fn an_offset_must_be_the_zones_own() {
        let fault = at("2017-11-29T03:17+08:30", Asia::Seoul)
            .zone_fault()
            .unwrap();
        assert_eq!(fault.offset, 16);
        assert_eq!(
            fault.message,
            "`+08:30` is not the offset of `Asia/Seoul` at that time, which is `+09:00`"
        );
        assert_eq!(
            fault.help.as_deref(),
            Some(
                "write the time in the event's zone, as `2017-11-29T03:47+09:00` for the same instant, or correct the zone"
            )
        );
        assert_eq!(
            at("2017-11-29T02:47+08:30", Asia::Pyongyang).zone_fault(),
            None
        );
        assert_eq!(
            at("2022-01-29T22:52Z", Asia::Seoul)
                .zone_fault()
                .unwrap()
                .offset,
            16
        );
        assert_eq!(at("1900-01-01T07:52+08:28", Asia::Seoul).zone_fault(), None);
        assert_eq!(at("2022-01-30", Asia::Seoul).zone_fault(), None);
    }

    #[test]
    fn a_skipped_time_is_a_fault_and_a_repeated_one_is_the_earlier() {
        let skipped = at("2022-03-13T02:30", America::New_York);
        let fault = skipped.zone_fault().unwrap();
        assert_eq!(fault.offset, 11);
        assert_eq!(
            fault.message,
            "clocks in `America/New_York` never showed `2022-03-13T02:30`: they were put forward over it"
        );
        assert_eq!(skipped.instant(), None);
        let repeated = at("2022-11-06T01:30", America::New_York);
        assert_eq!(repeated.iso().as_deref(), Some("2022-11-06T01:30-04:00"));
        let second = at("2022-11-06T01:30-05:00", America::New_York);
        assert_eq!((second.zone_fault(), repeated.zone_fault()), (None, None));
        assert!(repeated.order_key() < second.order_key());
    }

    #[test]
    fn a_time_needs_an_offset_or_a_zone() {
        let needs_zone = |text| When::parse(text).unwrap().needs_zone();
        assert!(needs_zone("2022-01-30T07:52"));
        assert!(!needs_zone("2022-01-30T07:52Z"));
        assert!(!needs_zone("2022-01-30"));
        assert!(!at("2022-01-30T07:52", Asia::Seoul).needs_zone());
    }

    #[test]
    fn days_begin_where_clocks_jumped_over_midnight_or_over_the_day() {
        let start = |text: &str, zone| {
            let day = When::parse(text).unwrap().first_day().unwrap();
            start_of_day(day, Some(zone)).to_rfc3339()
        };
        assert_eq!(
            start("2018-11-04", America::Sao_Paulo),
            "2018-11-04T03:00:00+00:00"
        );
        assert_eq!(
            start("2011-12-30", Pacific::Apia),
            "2011-12-30T10:00:00+00:00"
        );
        assert_eq!(
            start("2011-12-31", Pacific::Apia),
            "2011-12-30T10:00:00+00:00"
        );
        assert_eq!(
            seen("2011-12-30", Pacific::Apia, Australia::Sydney).0,
            "Fri 30 Dec 2011"
        );
    }

    #[test]
    fn zones_have_exact_names_and_slips_get_a_suggestion() {
        assert_eq!(parse_zone("Asia/Seoul"), Ok(Asia::Seoul));
        for (name, suggestion) in [
            ("asia/seoul", Some("Asia/Seoul")),
            ("Asia/Soeul", Some("Asia/Seoul")),
            ("Asia/Pyongyan", Some("Asia/Pyongyang")),
            ("Seoul", Some("Asia/Seoul")),
            ("new york", Some("America/New_York")),
            ("KST", None),
            ("Korea", None),
            ("", None),
        ] {
            assert_eq!(parse_zone(name), Err(suggestion), "{name}");
        }
    }
}
