//! Where entries lie on the globe, and how well that is known.
//!
//! In: the fields that play `latitude_by`, `longitude_by` and `precise_by`. Out: a position with the
//! degrees to which it is known. Digits beyond a thousandth of a degree, about a hundred metres, are not
//! printed.

use super::{EntryId, Site};
use crate::figures::grouped;
use crate::geo::Position;
use crate::model::{Value, preferred};
use crate::schema::Role;

/// The most digits behind the point that are printed.
const DIGITS: usize = 3;
/// The degrees from which a position is an area on maps, and no point.
const AREA: f64 = 0.05;
/// The kilometres of a degree of latitude (a 360th of the girth).
const DEGREE: f64 = 111.195;

/// A position as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Located {
    /// The position.
    pub at: Position,
    /// The degrees to which it is known, if the entry says.
    pub known_to: Option<f64>,
    /// The digits behind the point to which it is written.
    digits: usize,
}

impl Site {
    /// Returns where an entry lies, by the values that are preferred; none where that is not known.
    #[must_use]
    pub fn located(&self, id: EntryId) -> Option<Located> {
        let (north, north_digits) = self.degrees(id, Role::Latitude)?;
        let (east, east_digits) = self.degrees(id, Role::Longitude)?;
        let known_to = self.degrees(id, Role::Precise).map(|(degrees, _)| degrees);
        Some(Located {
            at: Position::new(north, east)?,
            known_to: known_to.filter(|degrees| *degrees > 0.0),
            digits: north_digits.min(east_digits).min(DIGITS),
        })
    }

    fn degrees(&self, id: EntryId, role: Role) -> Option<(f64, usize)> {
        let path = self.kind_of(id).roles.get(role)?;
        let items = self.entry(id).values(path);
        let Value::Decimal(text) = preferred(&items.first()?.value) else {
            return None;
        };
        let digits = text.split_once('.').map_or(0, |(_, digits)| digits.len());
        Some((text.parse().ok()?, digits))
    }
}

impl Located {
    /// Returns the degrees to each side within which it lies, where that is too much for a point.
    #[must_use]
    pub fn area(&self) -> Option<f64> {
        self.known_to.filter(|degrees| *degrees >= AREA)
    }

    /// Writes it, rounded to what is known: `40.61° N, 126.43° E`.
    #[must_use]
    pub fn words(&self) -> String {
        let digits = self.known_to.map_or(self.digits, |degrees| match degrees {
            1.0.. => 0,
            0.1.. => 1,
            0.01.. => 2,
            _ => DIGITS,
        });
        let digits = digits.min(self.digits);
        let side = |degrees: f64, plus: char, minus: char| {
            let letter = if degrees < 0.0 { minus } else { plus };
            format!("{:.digits$}°\u{a0}{letter}", degrees.abs())
        };
        format!(
            "{}, {}",
            side(self.at.latitude(), 'N', 'S'),
            side(self.at.longitude(), 'E', 'W')
        )
    }

    /// Says to what it is known: `about 0.2°, 22 km`, or the step of its last digit.
    #[must_use]
    pub fn precision(&self) -> String {
        let Some(degrees) = self.known_to else {
            return match self.digits {
                0 => "whole degrees".to_owned(),
                1 => "0.1°, about 11\u{a0}km".to_owned(),
                2 => "0.01°, about 1\u{a0}km".to_owned(),
                _ => "0.001°, about 0.1\u{a0}km".to_owned(),
            };
        };
        let far = degrees * DEGREE;
        let far = if far < 10.0 {
            format!("{far:.1}")
        } else {
            format!("{far:.0}")
        };
        format!("about {degrees}°, {}\u{a0}km", grouped(&far))
    }
}
