//! The outlines of the land and of countries, from Natural Earth.
//!
//! In: the table that `build.rs` makes from `natural-earth/`. Out: rings of points, and what of them can
//! show around a place, on its plane. The table is read once, when the first map is drawn.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::azimuthal::{Azimuthal, dot};
use super::plane::signed_area;
use super::sphere::{EARTH_KM, Position};

/// The table.
static TABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/outlines.bin"));

/// How many points lie in one cap.
const CHUNK: usize = 64;

/// A closed line around land, or around water within it.
#[derive(Debug)]
pub struct Ring {
    points: Vec<[f64; 3]>,
    /// A cap around each run of points.
    caps: Vec<Cap>,
    whole: Cap,
    is_hole: bool,
}

/// A part of the globe around a point, by the angle to its rim.
#[derive(Debug, Clone, Copy)]
struct Cap {
    centre: [f64; 3],
    angle: f64,
}

/// The outlines.
#[derive(Debug)]
pub struct Outlines {
    /// The rings of all land.
    pub land: Vec<Ring>,
    countries: BTreeMap<u16, Vec<Ring>>,
}

/// Returns the outlines, read once.
#[must_use]
pub fn outlines() -> &'static Outlines {
    static OUTLINES: OnceLock<Outlines> = OnceLock::new();
    OUTLINES.get_or_init(|| read(&mut Reader { rest: TABLE }))
}

impl Outlines {
    /// Returns the rings of a country by its numeric code; none where the outlines do not have it.
    #[must_use]
    pub fn country(&self, code: u16) -> &[Ring] {
        self.countries.get(&code).map_or(&[], Vec::as_slice)
    }
}

impl Ring {
    /// Returns the ring on a plane as far as it matters within a distance of the centre, in kilometres;
    /// nothing where none of it does. Far from there it is coarse.
    ///
    /// The second value tells whether the ring runs around what lies outside it: the plane shows the
    /// inside of a ring around the antipode as its outside.
    #[must_use]
    pub fn on(&self, plane: &Azimuthal, reach: f64) -> Option<(Vec<(f64, f64)>, bool)> {
        let reach = reach / EARTH_KM;
        let away = plane.angle(&self.whole.centre);
        let holds_antipode = std::f64::consts::PI - away <= self.whole.angle;
        if away - self.whole.angle > reach && !holds_antipode {
            return None;
        }
        let mut line = Vec::new();
        for (points, cap) in self.points.chunks(CHUNK).zip(&self.caps) {
            let mut put = |point: &[f64; 3]| line.push(plane.project_vector(point));
            if is_far(plane.angle(&cap.centre), cap.angle, reach) {
                put(&points[0]);
                put(&points[points.len() - 1]);
            } else {
                points.iter().for_each(put);
            }
        }
        // On the globe land lies to the right of its rings, and so it does on the plane.
        let is_turned = (signed_area(&line) > 0.0) != self.is_hole;
        Some((line, is_turned && holds_antipode))
    }
}

/// Tells whether a run of points is so far off that a straight line may stand for it: the line comes no
/// nearer to the centre than the cosine of half the turn between its ends allows, and a cap that is not
/// beyond a third of the globe's girth is seen under no more than sixty degrees.
fn is_far(away: f64, angle: f64, reach: f64) -> bool {
    away < 2.0 && angle < 0.4 * away && (away - angle) * 0.86 > reach
}

impl Cap {
    fn around(points: &[[f64; 3]]) -> Self {
        let mut sum = [0.0; 3];
        for point in points {
            for (part, own) in sum.iter_mut().zip(point) {
                *part += own;
            }
        }
        let length = libm::sqrt(dot(&sum, &sum));
        if length < 1e-9 {
            return Self {
                centre: [0.0, 0.0, 1.0],
                angle: std::f64::consts::PI,
            };
        }
        let centre = sum.map(|part| part / length);
        let least = points.iter().map(|point| dot(&centre, point));
        let least = least.fold(1.0, f64::min);
        Self {
            centre,
            angle: libm::acos(least.clamp(-1.0, 1.0)),
        }
    }
}

/// What of the table is still to be read.
struct Reader {
    rest: &'static [u8],
}

impl Reader {
    fn number(&mut self) -> f64 {
        let (bytes, rest) = self.rest.split_first_chunk().expect("the table is whole");
        self.rest = rest;
        f64::from_le_bytes(*bytes)
    }

    fn unsigned(&mut self) -> usize {
        let mut number = 0;
        for shift in (0..).step_by(7) {
            let (byte, rest) = self.rest.split_first().expect("the table is whole");
            self.rest = rest;
            number |= usize::from(byte & 0x7f) << shift;
            if *byte < 0x80 {
                break;
            }
        }
        number
    }

    fn signed(&mut self) -> i64 {
        let number = i64::try_from(self.unsigned()).expect("the table holds small numbers");
        (number >> 1) ^ -(number & 1)
    }
}

fn read(reader: &mut Reader) -> Outlines {
    let scale = (reader.number(), reader.number());
    let translate = (reader.number(), reader.number());
    let arcs: Vec<Vec<[f64; 3]>> = (0..reader.unsigned())
        .map(|_| {
            let (mut x, mut y) = (0, 0);
            let points = (0..reader.unsigned()).map(|_| {
                (x, y) = (x + reader.signed(), y + reader.signed());
                let degrees = |steps: i64, scale: f64, start: f64| {
                    #[expect(clippy::cast_precision_loss, reason = "steps are below 100,000")]
                    let steps = steps as f64;
                    steps * scale + start
                };
                let longitude = degrees(x, scale.0, translate.0).clamp(-180.0, 180.0);
                let latitude = degrees(y, scale.1, translate.1).clamp(-90.0, 90.0);
                let point = Position::new(latitude, longitude);
                point.expect("clamped degrees are on the globe").vector()
            });
            points.collect()
        })
        .collect();
    let land = rings(reader, &arcs);
    let countries = (0..reader.unsigned()).map(|_| {
        let code = u16::try_from(reader.unsigned()).expect("codes have three digits");
        (code, rings(reader, &arcs))
    });
    Outlines {
        land,
        countries: countries.collect(),
    }
}

fn rings(reader: &mut Reader, arcs: &[Vec<[f64; 3]>]) -> Vec<Ring> {
    let number = reader.unsigned();
    let rings = (0..number).map(|_| {
        let head = reader.unsigned();
        let mut points: Vec<[f64; 3]> = Vec::new();
        for _ in 0..head / 2 {
            let index = reader.signed();
            let place = |index: i64| usize::try_from(index).expect("arcs are counted from nothing");
            // An arc below nothing runs backwards; each begins where the last one ended.
            points.pop();
            if index < 0 {
                points.extend(arcs[place(!index)].iter().rev());
            } else {
                points.extend(&arcs[place(index)]);
            }
        }
        Ring {
            caps: points.chunks(CHUNK).map(Cap::around).collect(),
            whole: Cap::around(&points),
            points,
            is_hole: head % 2 == 1,
        }
    });
    rings.collect()
}

#[cfg(test)]
mod tests {
    use super::super::sphere::FARTHEST_KM;
    use super::*;

    fn at(latitude: f64, longitude: f64) -> Position {
        Position::new(latitude, longitude).unwrap()
    }

    /// Tells whether a point is on land: whether a line from it crosses the rings an odd number of times.
    fn is_land(rings: &[Ring], point: Position, reach: f64) -> bool {
        let plane = Azimuthal::around(point);
        let mut inside = false;
        for ring in rings {
            let Some((line, turned)) = ring.on(&plane, reach) else {
                continue;
            };
            inside ^= turned;
            let next = line.iter().cycle().skip(1);
            for (from, to) in line.iter().zip(next) {
                if (from.1 > 0.0) != (to.1 > 0.0) {
                    let share = from.1 / (from.1 - to.1);
                    inside ^= from.0 + share * (to.0 - from.0) > 0.0;
                }
            }
        }
        inside
    }

    #[test]
    fn land_is_where_it_is_known_to_be() {
        let land = &outlines().land;
        for (name, latitude, longitude, known) in [
            ("Pyongyang", 39.02, 125.75, true),
            ("Tokyo, inland", 35.8, 139.4, true),
            ("the middle of the Sea of Japan", 40.0, 135.0, false),
            ("the Yellow Sea", 36.0, 123.5, false),
            ("the Caspian Sea", 42.0, 50.5, false),
            ("Mongolia", 47.0, 103.0, true),
            ("the ice near the South Pole", -88.0, 20.0, true),
            ("the North Pole", 90.0, 0.0, false),
            ("New Zealand, antipode of Spain", -39.0, 176.0, true),
            ("Spain, antipode of New Zealand", 40.0, -4.0, true),
            ("Argentina, antipode of China", -34.0, -63.0, true),
            ("China, antipode of Argentina", 34.0, 113.0, true),
            ("the Gulf of Guinea", 0.0, 0.0, false),
            ("Chukotka, beyond the date line", 66.0, -175.0, true),
        ] {
            for reach in [0.0, 500.0, 5000.0, FARTHEST_KM] {
                let found = is_land(land, at(latitude, longitude), reach);
                assert_eq!(found, known, "{name}, {reach} km");
            }
        }
    }

    #[test]
    fn countries_are_found_by_their_code() {
        let outlines = outlines();
        let (korea, japan) = (outlines.country(408), outlines.country(392));
        assert!(is_land(korea, at(40.6, 126.4), 900.0));
        assert!(!is_land(korea, at(37.57, 126.98), 900.0));
        assert!(is_land(japan, at(36.5, 138.0), 900.0));
        assert!(outlines.country(0).is_empty() && outlines.country(999).is_empty());
    }

    #[test]
    fn what_is_far_off_is_passed_over_or_coarse() {
        let plane = Azimuthal::around(at(40.6, 126.4));
        let points = |reach: f64| -> usize {
            let rings = outlines().land.iter();
            let shown = rings.filter_map(|ring| ring.on(&plane, reach));
            shown.map(|(line, _)| line.len()).sum()
        };
        let (near, all) = (points(1000.0), points(FARTHEST_KM));
        assert!(near * 5 < all, "{near} of {all}");
    }
}
