//! Numbers at places of a map: circles whose area stands for a number.
//!
//! In: a view, and positions each with a number. Out: circles to be drawn one by one, or all as one path.

use std::fmt::Write as _;

use super::map::{SIZE, View};
use super::path::decimal;
use crate::geo::Position;

/// The radius of the largest circle and of the smallest, in pixels.
const RADII: (f64, f64) = (26.0, 3.0);

/// A circle on a map.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    /// Where it is.
    pub at: (f64, f64),
    /// Its radius.
    pub radius: f64,
}

/// Makes the circle of a number, where `most` is the largest number of all; nothing for none, or where it
/// lies outside the map.
#[must_use]
pub fn spot(view: &View, at: Position, number: usize, most: usize) -> Option<Spot> {
    let at = view.place(at);
    let is_inside = (0.0..=SIZE.0).contains(&at.0) && (0.0..=SIZE.1).contains(&at.1);
    let whole = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
    // The square root is rounded the same way on every machine.
    let radius = (whole(number) / whole(most.max(1))).sqrt() * RADII.0;
    (number > 0 && is_inside).then_some(Spot {
        at,
        radius: radius.max(RADII.1),
    })
}

impl Spot {
    /// Writes its place and its radius to a tenth of a pixel.
    #[must_use]
    pub fn words(&self) -> [String; 3] {
        [self.at.0, self.at.1, self.radius].map(decimal)
    }
}

/// Writes circles as one path.
#[must_use]
pub fn path(spots: &[Spot]) -> String {
    let mut path = String::new();
    for spot in spots {
        let (left, down) = (decimal(spot.at.0 - spot.radius), decimal(spot.at.1));
        let (radius, wide) = (decimal(spot.radius), decimal(spot.radius * 2.0));
        write!(
            path,
            "M{left} {down}a{radius} {radius} 0 1 0 {wide} 0a{radius} {radius} 0 1 0-{wide} 0z"
        )
        .expect("a text takes everything that is written to it");
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(latitude: f64, longitude: f64) -> Position {
        Position::new(latitude, longitude).unwrap()
    }

    #[test]
    fn the_area_stands_for_the_number() {
        let view = View::of_all(&[at(39.0, 125.0), at(41.0, 129.0)]).unwrap();
        let radius = |number| spot(&view, at(40.0, 127.0), number, 100).unwrap().radius;
        assert!((radius(100) - 26.0).abs() < 1e-9);
        assert!((radius(25) - 13.0).abs() < 1e-9);
        assert!((radius(1) - 3.0).abs() < 1e-9, "as small as can be seen");
        assert_eq!(spot(&view, at(40.0, 127.0), 0, 100), None);
        assert_eq!(spot(&view, at(-40.0, 127.0), 5, 100), None, "outside");
    }

    #[test]
    fn circles_make_one_path() {
        let spots = [Spot {
            at: (10.0, 20.0),
            radius: 5.0,
        }; 2];
        let one = "M5 20a5 5 0 1 0 10 0a5 5 0 1 0-10 0z";
        assert_eq!(path(&spots), format!("{one}{one}"));
    }
}
