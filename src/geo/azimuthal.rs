//! The azimuthal equidistant projection: every distance and every direction from its centre is true.
//!
//! A ring of equal distance around the centre is a true circle. Shapes far from it are stretched; the
//! antipode, which is a circle, is put due north.

use libm::{atan2, hypot};

use super::sphere::{self, EARTH_KM, Position};

/// A plane that touches the globe at a point; places on it are in kilometres to the east and to the
/// north.
#[derive(Debug, Clone, Copy)]
pub struct Azimuthal {
    up: [f64; 3],
    east: [f64; 3],
    north: [f64; 3],
    centre: Position,
}

impl Azimuthal {
    /// Makes the plane around a point.
    #[must_use]
    pub fn around(centre: Position) -> Self {
        let (up, east, north) = sphere::axes(centre);
        Self {
            up,
            east,
            north,
            centre,
        }
    }

    /// Returns the place of a point.
    ///
    /// J. P. Snyder, "Map Projections: A Working Manual", US Geological Survey Professional Paper 1395,
    /// 1987, p. 195, formulas 22-4, 22-5 and 25-2: x = R k' cos φ sin Δλ, y = R k' (cos φ₁ sin φ −
    /// sin φ₁ cos φ cos Δλ), with k' = c / sin c. The parts behind k' are those of the point's vector to
    /// the east and to the north of the centre, and c is the angle whose cosine is its part upwards.
    #[must_use]
    pub fn project(&self, point: Position) -> (f64, f64) {
        self.project_vector(&point.vector())
    }

    /// Returns the place of a point given as a vector of length one.
    pub(super) fn project_vector(&self, point: &[f64; 3]) -> (f64, f64) {
        let (x, y) = (dot(point, &self.east), dot(point, &self.north));
        let sine = hypot(x, y);
        if sine == 0.0 {
            let is_here = dot(point, &self.up) > 0.0;
            return (0.0, if is_here { 0.0 } else { sphere::FARTHEST_KM });
        }
        let stretch = EARTH_KM * atan2(sine, dot(point, &self.up)) / sine;
        (x * stretch, y * stretch)
    }

    /// Returns the point that lies at a place of the plane.
    #[must_use]
    pub fn invert(&self, east: f64, north: f64) -> Position {
        let turn = atan2(east, north).to_degrees();
        sphere::destination(self.centre, turn, hypot(east, north))
    }

    /// Returns the angle from the centre to a point given as a vector, in radians.
    pub(super) fn angle(&self, point: &[f64; 3]) -> f64 {
        let (x, y) = (dot(point, &self.east), dot(point, &self.north));
        atan2(hypot(x, y), dot(point, &self.up))
    }
}

/// Returns the inner product of two vectors.
pub(super) fn dot(left: &[f64; 3], right: &[f64; 3]) -> f64 {
    left[0] * right[0] + left[1] * right[1] + left[2] * right[2]
}

#[cfg(test)]
mod tests {
    use super::super::sphere::{FARTHEST_KM, distance};
    use super::*;

    fn at(latitude: f64, longitude: f64) -> Position {
        Position::new(latitude, longitude).unwrap()
    }

    fn close((x, y): (f64, f64), (known_x, known_y): (f64, f64), within: f64) {
        let off = hypot(x - known_x, y - known_y);
        assert!(off <= within, "{x}, {y} is not {known_x}, {known_y}");
    }

    /// Snyder 1987, p. 337: the numerical example of the sphere, R = 3, centre 40° N 100° W, point 20° S
    /// 100° E, gives x = −5.8311398, y = 5.5444634.
    #[test]
    fn the_example_of_the_manual_comes_out() {
        let (x, y) = Azimuthal::around(at(40.0, -100.0)).project(at(-20.0, 100.0));
        let unit = 3.0 / EARTH_KM;
        close((x * unit, y * unit), (-5.831_139_8, 5.544_463_4), 1e-6);
    }

    /// Snyder 1987, table 30 (p. 196), R = 1, centre 0° 0°: 30° N 60° E gives x = 1.0412, y = 0.6942; on
    /// the equator and the central meridian arcs keep their length.
    #[test]
    fn the_table_of_the_manual_comes_out() {
        let plane = Azimuthal::around(at(0.0, 0.0));
        let scaled = |latitude, longitude| {
            let (x, y) = plane.project(at(latitude, longitude));
            (x / EARTH_KM, y / EARTH_KM)
        };
        close(scaled(0.0, 60.0), (std::f64::consts::FRAC_PI_3, 0.0), 1e-9);
        close(scaled(50.0, 0.0), (0.0, 0.872_66), 1e-5);
        close(scaled(90.0, 0.0), (0.0, std::f64::consts::FRAC_PI_2), 1e-9);
        let (x, y) = scaled(30.0, 60.0);
        let angle = libm::acos(0.75_f64.sqrt() * 0.5);
        close((hypot(x, y), 0.0), (angle, 0.0), 1e-9);
    }

    #[test]
    fn the_centre_the_antipode_the_poles_and_the_date_line_have_their_place() {
        for (latitude, longitude) in [(40.6, 126.4), (90.0, 0.0), (-90.0, 45.0), (0.0, 180.0)] {
            let centre = at(latitude, longitude);
            let plane = Azimuthal::around(centre);
            close(plane.project(centre), (0.0, 0.0), 1e-6);
            let turned = if longitude > 0.0 {
                longitude - 180.0
            } else {
                longitude + 180.0
            };
            let (x, y) = plane.project(at(-latitude, turned));
            assert!((hypot(x, y) - FARTHEST_KM).abs() < 1e-3, "{x} {y}");
            for pole in [at(90.0, 0.0), at(-90.0, 0.0)] {
                let (x, y) = plane.project(pole);
                assert!((hypot(x, y) - distance(centre, pole)).abs() < 1e-3);
            }
        }
        let plane = Azimuthal::around(at(50.0, 179.0));
        let (east, west) = (
            plane.project(at(50.0, -179.0)),
            plane.project(at(50.0, 177.0)),
        );
        close(east, (-west.0, west.1), 1e-6);
        assert!(east.0 > 0.0);
    }

    #[test]
    fn a_point_comes_back_from_its_place() {
        let plane = Azimuthal::around(at(40.6, 126.4));
        for (latitude, longitude) in [(35.7, 139.7), (-20.0, -170.0), (89.9, 10.0), (40.6, 126.4)] {
            let point = at(latitude, longitude);
            let (x, y) = plane.project(point);
            assert!(distance(plane.invert(x, y), point) < 1e-6);
        }
    }
}
