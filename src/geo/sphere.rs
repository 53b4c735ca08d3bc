//! The globe as a sphere: great circles.
//!
//! A sphere of the mean radius errs by at most about half a per cent against the ellipsoid, which is less
//! than reports of distances round by.

use libm::{asin, atan2, cos, hypot, sin, sqrt};

/// The mean radius of the Earth, in kilometres: (2a + b) / 3 of GRS 80, as the International Union of
/// Geodesy and Geophysics defines it (Moritz, "Geodetic Reference System 1980", Journal of Geodesy 74,
/// 2000, p. 131).
pub const EARTH_KM: f64 = 6371.0088;

/// The distance to the antipode, in kilometres.
pub const FARTHEST_KM: f64 = EARTH_KM * std::f64::consts::PI;

/// A point on the globe, in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    latitude: f64,
    longitude: f64,
}

impl Position {
    /// Makes a point from degrees north and east; `None` where there is no such point.
    #[must_use]
    pub fn new(latitude: f64, longitude: f64) -> Option<Self> {
        let exists = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
        exists.then_some(Self {
            latitude,
            longitude,
        })
    }

    /// Returns the degrees north of the equator.
    #[must_use]
    pub fn latitude(self) -> f64 {
        self.latitude
    }

    /// Returns the degrees east of Greenwich.
    #[must_use]
    pub fn longitude(self) -> f64 {
        self.longitude
    }

    /// Returns the point as a vector of length one, its third part towards the north pole.
    pub(super) fn vector(self) -> [f64; 3] {
        let (north, east) = (self.latitude.to_radians(), self.longitude.to_radians());
        [cos(north) * cos(east), cos(north) * sin(east), sin(north)]
    }

    /// Returns the point to which a vector leads.
    fn of_vector([x, y, z]: [f64; 3]) -> Self {
        Self {
            latitude: atan2(z, hypot(x, y)).to_degrees(),
            longitude: atan2(y, x).to_degrees(),
        }
    }
}

/// Returns the length of the great circle between two points, in kilometres.
///
/// The haversine formula (R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68, 1984, p. 159),
/// which keeps its precision over short distances.
#[must_use]
pub fn distance(from: Position, to: Position) -> f64 {
    let half = |degrees: f64| sin(degrees.to_radians() / 2.0);
    let (north, east) = (
        half(to.latitude - from.latitude),
        half(to.longitude - from.longitude),
    );
    let along = cos(from.latitude.to_radians()) * cos(to.latitude.to_radians());
    let chord = north * north + along * east * east;
    2.0 * EARTH_KM * asin(sqrt(chord.min(1.0)))
}

/// Returns the direction in which the great circle to another point sets out, in degrees clockwise from
/// north (J. P. Snyder, "Map Projections: A Working Manual", US Geological Survey Professional Paper
/// 1395, 1987, p. 30, formula 5-4b); due north where the points are one.
#[must_use]
pub fn bearing(from: Position, to: Position) -> f64 {
    let east = (to.longitude - from.longitude).to_radians();
    let (start, end) = (from.latitude.to_radians(), to.latitude.to_radians());
    let across = cos(end) * sin(east);
    let up = cos(start) * sin(end) - sin(start) * cos(end) * cos(east);
    let degrees = atan2(across, up).to_degrees();
    if degrees < 0.0 {
        degrees + 360.0
    } else {
        degrees
    }
}

/// Returns the point that lies in a direction, given in degrees clockwise from north, at a distance in
/// kilometres (Snyder 1987, p. 31, formulas 5-5 and 5-6, written with vectors).
#[must_use]
pub fn destination(from: Position, bearing: f64, distance: f64) -> Position {
    let (angle, turn) = (distance / EARTH_KM, bearing.to_radians());
    let (up, east, north) = axes(from);
    let (ahead, right) = (sin(angle) * cos(turn), sin(angle) * sin(turn));
    let part = |index: usize| cos(angle) * up[index] + ahead * north[index] + right * east[index];
    Position::of_vector([part(0), part(1), part(2)])
}

/// Returns the directions upwards, to the east and to the north at a point, as vectors of length one.
///
/// At a pole, east and north are those of its longitude.
pub(super) fn axes(at: Position) -> ([f64; 3], [f64; 3], [f64; 3]) {
    let (latitude, longitude) = (at.latitude.to_radians(), at.longitude.to_radians());
    let east = [-sin(longitude), cos(longitude), 0.0];
    let north = [
        -sin(latitude) * cos(longitude),
        -sin(latitude) * sin(longitude),
        cos(latitude),
    ];
    (at.vector(), east, north)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(latitude: f64, longitude: f64) -> Position {
        Position::new(latitude, longitude).unwrap()
    }

    /// Holds a number to a known one.
    fn close(number: f64, known: f64, within: f64) {
        let off = (number - known).abs();
        assert!(off <= within, "{number} is not {known} within {within}");
    }

    #[test]
    fn what_is_no_point_is_refused() {
        for (latitude, longitude) in [(90.1, 0.0), (-91.0, 0.0), (0.0, 180.5), (f64::NAN, 0.0)] {
            assert_eq!(Position::new(latitude, longitude), None);
        }
        assert!(Position::new(-90.0, -180.0).is_some());
    }

    /// A quarter of a meridian is a quarter of the circumference of a sphere of that radius.
    #[test]
    fn arcs_of_known_angle_have_their_length() {
        let quarter = EARTH_KM * std::f64::consts::FRAC_PI_2;
        close(distance(at(0.0, 0.0), at(90.0, 0.0)), quarter, 1e-6);
        close(distance(at(0.0, 10.0), at(0.0, 100.0)), quarter, 1e-6);
        close(distance(at(0.0, 0.0), at(1.0, 0.0)), 111.195, 5e-4);
        close(distance(at(40.0, 179.5), at(40.0, -179.5)), 85.179, 5e-3);
        close(distance(at(12.0, 34.0), at(12.0, 34.0)), 0.0, 0.0);
        close(
            distance(at(40.0, 126.0), at(-40.0, -54.0)),
            FARTHEST_KM,
            1e-3,
        );
    }

    /// The flight from Nashville to Los Angeles, which other texts repeat:
    /// 2,886.4 km on a sphere of 6,371.0 km. London to New York as it is published, to the half per cent by
    /// which the sphere differs from the ellipsoid.
    #[test]
    fn cities_are_as_far_apart_as_is_published() {
        let flight = distance(at(36.12, -86.67), at(33.94, -118.40));
        close(flight, 2886.45, 0.05);
        let (london, new_york) = (at(51.5074, -0.1278), at(40.7128, -74.0060));
        close(distance(london, new_york), 5570.0, 28.0);
    }

    #[test]
    fn directions_are_those_of_the_compass() {
        close(bearing(at(0.0, 0.0), at(10.0, 0.0)), 0.0, 1e-9);
        close(bearing(at(0.0, 0.0), at(0.0, 10.0)), 90.0, 1e-9);
        close(bearing(at(10.0, 5.0), at(0.0, 5.0)), 180.0, 1e-9);
        close(bearing(at(0.0, -179.0), at(0.0, 179.0)), 270.0, 1e-9);
        // Baghdad to Osaka, an example found in many texts: about 60 degrees.
        close(bearing(at(35.0, 45.0), at(35.0, 135.0)), 60.2, 0.1);
        close(bearing(at(90.0, 0.0), at(0.0, 0.0)), 180.0, 1e-9);
    }

    #[test]
    fn who_goes_a_distance_in_a_direction_is_there() {
        for (latitude, longitude) in [(40.6, 126.4), (-33.0, 179.9), (90.0, 0.0), (-90.0, 12.0)] {
            let from = at(latitude, longitude);
            for turn in [0.0, 33.0, 90.0, 180.0, 271.5] {
                for far in [1.0, 800.0, 4500.0, 15000.0] {
                    close(distance(from, destination(from, turn, far)), far, 1e-6);
                }
            }
        }
        let there = destination(at(40.0, 126.0), 57.0, 1234.5);
        close(bearing(at(40.0, 126.0), there), 57.0, 1e-9);
        close(
            destination(at(0.0, 170.0), 90.0, 2223.9).longitude(),
            -170.0,
            1e-3,
        );
    }
}
