//! Instants and zones: names of zones, times of day to instants, where days begin.
//!
//! An instant exists only where a time of day and an offset or zone are known. An offset that was
//! written decides the instant; the zone then has to agree. What a day without a time is elsewhere is
//! said in `elsewhere.rs`.

use chrono::{
    DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone, Utc,
};
use chrono_tz::{TZ_VARIANTS, Tz};

use super::notation::{iso_day, iso_moment, offset_text, time_text};
use super::words::day_with_weekday;
use super::{Clock, Seen, When, WhenError};
use crate::diagnostics::{near_miss, sure_miss};

/// Finds a zone by its IANA name, in its exact spelling; otherwise returns the name that was
/// probably meant.
///
/// # Errors
///
/// The error is the suggestion, if there is one: a near miss, or the zone of that city.
pub fn parse_zone(name: &str) -> Result<Tz, Option<&'static str>> {
    name.parse().map_err(|_| suggested_zone(name))
}

/// Returns the only zone that can be meant by a name that is none.
#[must_use]
pub fn meant_zone(name: &str) -> Option<&'static str> {
    let wanted = name.trim().replace(' ', "_");
    let mut of_city = regional().filter(|known| city(known).eq_ignore_ascii_case(&wanted));
    match (of_city.next(), of_city.next()) {
        (Some(zone), None) => Some(zone),
        (Some(_), Some(_)) => None,
        (None, _) => sure_miss(&wanted, regional()),
    }
}

/// Suggests the zone of a city or a near miss.
fn suggested_zone(name: &str) -> Option<&'static str> {
    let wanted = name.trim().replace(' ', "_");
    regional()
        .find(|known| city(known).eq_ignore_ascii_case(&wanted))
        .or_else(|| near_miss(&wanted, regional()))
}

/// Lists names with a region only: `EST` and its like are fixed offsets without history.
fn regional() -> impl Iterator<Item = &'static str> {
    let names = TZ_VARIANTS.iter().map(|zone| zone.name());
    names.filter(|known| known.contains('/') || *known == "UTC")
}

fn city(zone: &'static str) -> &'static str {
    zone.rsplit('/').next().unwrap_or(zone)
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
                meant: None,
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
            meant: None,
        })
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

    /// Returns the offset that was written, as a name for it: `UTC+9`.
    #[must_use]
    pub fn offset_name(&self) -> Option<String> {
        let seconds = self.clock?.offset?.local_minus_utc();
        let (hours, minutes) = (seconds.abs() / 3_600, seconds.abs() / 60 % 60);
        let sign = if seconds < 0 { '−' } else { '+' };
        Some(match (hours, minutes) {
            (0, 0) => "UTC".to_owned(),
            (_, 0) => format!("UTC{sign}{hours}"),
            _ => format!("UTC{sign}{hours}:{minutes:02}"),
        })
    }

    /// Returns the offset of its own clock at its instant.
    pub(super) fn own_offset(&self) -> Option<FixedOffset> {
        let written = self.clock?.offset;
        written.or_else(|| Some(self.instant()?.with_timezone(&self.zone?).offset().fix()))
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

/// Returns an instant as a clock in a zone showed it.
pub(super) fn seen_instant<Zone: TimeZone>(
    clock: Clock,
    instant: DateTime<Utc>,
    zone: &Zone,
) -> Seen {
    let there = instant.with_timezone(zone);
    let local = there.naive_local();
    Seen {
        text: moment_text(local, clock),
        iso: iso_moment(local, clock.precision, Some(there.offset().fix())),
    }
}

/// Returns a day and time in words.
pub(super) fn moment_text(local: NaiveDateTime, clock: Clock) -> String {
    let day = day_with_weekday(local.date());
    format!("{day}, {}", time_text(local.time(), clock.precision))
}

/// Returns a day that is certain.
pub(super) fn seen_day(day: NaiveDate) -> Seen {
    Seen {
        text: day_with_weekday(day),
        iso: iso_day(day),
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::{America, Asia, Pacific};

    use super::*;

    fn at(text: &str, zone: Tz) -> When {
        When::parse(text).unwrap().in_zone(zone)
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
