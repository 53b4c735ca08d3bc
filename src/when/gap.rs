//! The days between two dates, by the calendar of each, in words.
//!
//! A gap is one number only where both days are certain. A month or a choice of days makes a range,
//! and `~` or `?` on either side makes it about or probably that. Days are counted as they are given:
//! no day passes through an instant, so that across the date line a gap may seem a day short.

use chrono::Offset as _;
use chrono::TimeZone as _;

use super::vocabulary::{ABOUT, PROBABLY, PROBABLY_ABOUT};
use super::{When, days_between};

/// The days from one date to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    least: i64,
    most: i64,
    doubt: Doubt,
    /// Whether what is known from elsewhere took a part of it away.
    narrowed: bool,
}

/// How the days are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doubt {
    None,
    About,
    Probably,
    ProbablyAbout,
}

/// From this difference between two zones on, the page says that they lie on either side of the date
/// line: then most of a day is another date there.
const FAR_APART: i32 = 12 * 3600;

impl When {
    /// Returns the days to another date, below zero if that is the earlier; nothing where an end is
    /// open or not known.
    #[must_use]
    pub fn gap_to(&self, other: &When) -> Option<Gap> {
        let dates = || self.dates().into_iter().chain(other.dates());
        let uncertain = dates().any(edtf_core::Date::is_uncertain);
        let approximate = dates().any(edtf_core::Date::is_approximate);
        let doubt = match (uncertain, approximate) {
            (false, false) => Doubt::None,
            (false, true) => Doubt::About,
            (true, false) => Doubt::Probably,
            (true, true) => Doubt::ProbablyAbout,
        };
        Some(Gap {
            least: days_between(self.last_day()?, other.first_day()?),
            most: days_between(self.first_day()?, other.last_day()?),
            doubt,
            narrowed: false,
        })
    }

    /// Tells whether the zones of two dates differ by so much that the same moment is mostly another
    /// day there.
    #[must_use]
    pub fn is_far_from(&self, other: &When) -> bool {
        let offset = |when: &When| {
            let noon = when.first_day()?.and_hms_opt(12, 0, 0)?;
            let zone = when.zone()?;
            let offset = zone.offset_from_utc_datetime(&noon).fix();
            Some(offset.local_minus_utc())
        };
        let apart = offset(self).zip(offset(other));
        apart.is_some_and(|(one, other)| (one - other).abs() >= FAR_APART)
    }
}

impl Gap {
    /// Returns the number of days, if it is one and certain.
    #[must_use]
    pub fn exact(self) -> Option<i64> {
        let certain = self.doubt == Doubt::None && !self.narrowed;
        (certain && self.least == self.most).then_some(self.least)
    }

    /// Tells whether either date is marked as about or probably right.
    #[must_use]
    pub fn is_doubtful(self) -> bool {
        self.doubt != Doubt::None
    }

    /// Tells whether either date may be the earlier one.
    #[must_use]
    pub fn is_either_way(self) -> bool {
        self.least < 0 && self.most > 0
    }

    /// Narrows it to what is known from elsewhere: that the other event did not come first.
    #[must_use]
    pub fn not_before(self) -> Self {
        self.narrowed_to(self.least.max(0), self.most.max(0))
    }

    /// Narrows it to what is known from elsewhere: that the other event did not come last.
    #[must_use]
    pub fn not_after(self) -> Self {
        self.narrowed_to(self.least.min(0), self.most.min(0))
    }

    /// Takes a part of it away. Of several days none but the same may be left; that is then about the
    /// day, since one of the dates may be another.
    fn narrowed_to(self, least: i64, most: i64) -> Self {
        let narrowed = (least, most) != (self.least, self.most);
        let of_several = narrowed && self.least != self.most && (least, most) == (0, 0);
        let doubt = match self.doubt {
            Doubt::None if of_several => Doubt::About,
            doubt => doubt,
        };
        Self {
            least,
            most,
            doubt,
            narrowed: self.narrowed || narrowed,
        }
    }

    /// Writes it as a clause: `11 days later`, `about 28 days before`, `the same day`.
    #[must_use]
    pub fn words(self) -> String {
        let clause = match (self.least, self.most) {
            (0, 0) => "the same day".to_owned(),
            (least, most) if least >= 0 => format!("{} later", count(least, most)),
            (least, most) if most <= 0 => format!("{} before", count(-most, -least)),
            (least, most) => format!(
                "between {} before and {} later",
                count(-least, -least),
                count(most, most)
            ),
        };
        self.doubt.said_of(&clause)
    }

    /// Writes how long it was, without a side: `11 days`, `about 28 days`, `the same day`.
    #[must_use]
    pub fn length(self) -> String {
        let words = match (self.least, self.most) {
            (0, 0) => "the same day".to_owned(),
            (least, most) if least >= 0 => count(least, most),
            (least, most) if most <= 0 => count(-most, -least),
            (least, most) => format!("{} to {}", signed(least), signed(most)),
        };
        self.doubt.said_of(&words)
    }

    /// Writes it short and signed, for the margin of a list: `+11 days`, `≈−28 days`.
    #[must_use]
    pub fn lag(self) -> String {
        let about = if self.doubt == Doubt::None { "" } else { "≈" };
        let days = match (self.least, self.most) {
            (0, 0) => "same day".to_owned(),
            (least, most) if least == most => signed(least),
            // The nearer end first, as in the words.
            (least, most) if most <= 0 => format!("{} to {}", sign(most), signed(least)),
            (least, most) => format!("{} to {}", sign(least), signed(most)),
        };
        format!("{about}{days}")
    }
}

impl Doubt {
    /// Adds the words that all dates have for it.
    fn said_of(self, days: &str) -> String {
        match self {
            Self::None => days.to_owned(),
            Self::About => ABOUT.of(&[days]),
            Self::Probably => PROBABLY.of(&[days]),
            Self::ProbablyAbout => PROBABLY_ABOUT.of(&[days]),
        }
    }
}

fn count(least: i64, most: i64) -> String {
    let unit = if most == 1 { "day" } else { "days" };
    if least == most {
        format!("{}\u{a0}{unit}", grouped(most))
    } else {
        format!("{} to {}\u{a0}{unit}", grouped(least), grouped(most))
    }
}

fn grouped(days: i64) -> String {
    crate::figures::grouped(&days.to_string())
}

fn sign(days: i64) -> String {
    match days {
        0 => "0".to_owned(),
        1.. => format!("+{}", grouped(days)),
        _ => format!("−{}", grouped(-days)),
    }
}

fn signed(days: i64) -> String {
    let unit = if days.abs() == 1 { "day" } else { "days" };
    format!("{}\u{a0}{unit}", sign(days))
}

#[cfg(test)]
mod tests {
    use chrono_tz::{America, Asia, Pacific};

    use super::*;

    fn when(text: &str) -> When {
        When::parse(text).unwrap()
    }

    #[test]
    fn a_gap_is_one_number_only_where_both_days_are_certain() {
        for (from, to, words, lag) in [
            ("2022-01-30", "2022-02-10", "11 days later", "+11 days"),
            ("2022-02-10", "2022-02-09", "1 day before", "−1 day"),
            ("2022-02-10", "2022-02-10", "the same day", "same day"),
            (
                "2019-01-01",
                "2022-02-10",
                "1,136 days later",
                "+1,136 days",
            ),
            (
                "2022-02-10",
                "2022-01-13~",
                "about 28 days before",
                "≈−28 days",
            ),
            (
                "2022-01-30",
                "2022-02-04?",
                "probably 5 days later",
                "≈+5 days",
            ),
            (
                "2022-01-13~",
                "2022-02-04?",
                "probably about 22 days later",
                "≈+22 days",
            ),
            (
                "2022-01-30",
                "[2022-02-09,2022-02-10]",
                "10 to 11 days later",
                "+10 to +11 days",
            ),
            (
                "2022-02-10",
                "2022-01",
                "10 to 40 days before",
                "−10 to −40 days",
            ),
            (
                "2022-02-10",
                "2022-02",
                "between 9 days before and 18 days later",
                "−9 to +18 days",
            ),
            (
                "2022-02-10",
                "[2022-02-10,2022-02-11]",
                "0 to 1 day later",
                "0 to +1 day",
            ),
        ] {
            let gap = when(from).gap_to(&when(to)).unwrap();
            let plain = |text: String| text.replace('\u{a0}', " ");
            assert_eq!(plain(gap.words()), words, "{from} to {to}");
            assert_eq!(plain(gap.lag()), lag, "{from} to {to}");
        }
        assert_eq!(when("2022-01-30").gap_to(&when("2022-02/..")), None);
        assert_eq!(
            when("2022-02~")
                .gap_to(&when("2022-02-10"))
                .unwrap()
                .exact(),
            None
        );
    }

    #[test]
    fn what_is_known_to_follow_is_never_told_as_earlier() {
        let launch = when("2022-01-30T07:52+09:00").in_zone(Asia::Seoul);
        let call = when("2022-01-29").in_zone(America::New_York);
        let gap = launch.gap_to(&call).unwrap();
        assert_eq!(gap.exact(), Some(-1));
        assert_eq!(gap.not_before().words(), "the same day");
        assert_eq!(gap.not_before().exact(), None);
        assert!(launch.is_far_from(&call));
    }

    #[test]
    fn of_several_days_the_same_is_never_told_as_the_only_one() {
        let either = when("[2022-01-29,2022-01-30]");
        let gap = either.gap_to(&when("2022-01-30")).unwrap().not_after();
        assert_eq!(gap.lag(), "≈same day");
        assert_eq!(gap.words(), "about the same day");
        assert!(!gap.is_either_way());
        let month = when("2022-02-10").gap_to(&when("2022-02")).unwrap();
        assert!(month.is_either_way() && !month.not_before().is_either_way());
    }

    #[test]
    fn zones_are_far_apart_across_the_date_line() {
        let day = |zone| when("2022-02-10").in_zone(zone);
        assert!(day(Asia::Tokyo).is_far_from(&day(Pacific::Honolulu)));
        assert!(!day(Asia::Tokyo).is_far_from(&day(Asia::Seoul)));
        assert!(!when("2022-02-10").is_far_from(&day(Asia::Tokyo)));
    }
}
