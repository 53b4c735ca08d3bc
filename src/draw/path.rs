//! Paths of an SVG, in parts of a pixel: whole numbers, each point by its steps from the one before.
//!
//! Lines are written in tenths, coasts in halves, which takes a third fewer letters. Rounding happens here and nowhere else, before the steps are taken, so that no error adds up and the
//! same figure has the same letters on every machine.

use std::fmt::Write as _;

use crate::geo::simplify;

/// The parts of a pixel in which a path is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Unit {
    /// A tenth.
    Tenth,
    /// A half.
    Half,
}

impl Unit {
    /// Returns the attribute that makes pixels out of them.
    pub(super) fn attribute(self) -> &'static str {
        match self {
            Self::Tenth => "transform=\"scale(.1)\"",
            Self::Half => "transform=\"scale(.5)\"",
        }
    }

    fn round(self, number: f64) -> i64 {
        let parts = match self {
            Self::Tenth => 10.0,
            Self::Half => 2.0,
        };
        #[expect(
            clippy::cast_possible_truncation,
            reason = "places lie near the picture"
        )]
        let rounded = (number.clamp(-1e6, 1e6) * parts).round() as i64;
        rounded
    }
}

/// Writes a place with one decimal: `12.3`, `-0.5`, `4`.
pub(super) fn decimal(number: f64) -> String {
    let all = Unit::Tenth.round(number);
    let (sign, size) = (if all < 0 { "-" } else { "" }, all.unsigned_abs());
    if size % 10 == 0 {
        format!("{sign}{}", size / 10)
    } else {
        format!("{sign}{}.{}", size / 10, size % 10)
    }
}

/// Adds a line to the `d` of a path, simplified by a tolerance in pixels; a closed one where it bounds a
/// shape of at least so many square pixels.
pub(super) fn push_ring(
    ring: &[(f64, f64)],
    unit: Unit,
    tolerance: f64,
    least: f64,
    path: &mut String,
) {
    let Some(first) = ring.first() else { return };
    // A ring has no ends that must stay: it is opened at the point farthest from its first.
    let away = |point: &(f64, f64)| (point.0 - first.0).abs() + (point.1 - first.1).abs();
    let farthest = (0..ring.len()).max_by(|left, right| {
        let (left, right) = (away(&ring[*left]), away(&ring[*right]));
        left.total_cmp(&right)
    });
    let farthest = farthest.unwrap_or_default();
    let mut kept = simplify(&ring[..=farthest], tolerance);
    let back: Vec<(f64, f64)> = ring[farthest..].iter().chain([first]).copied().collect();
    kept.extend(simplify(&back, tolerance).into_iter().skip(1));
    kept.pop();
    if kept.len() < 3 || crate::geo::signed_area(&kept).abs() < least {
        return;
    }
    push_points(&kept, unit, path);
    path.push('z');
}

/// Adds an open line.
pub(super) fn push_line(line: &[(f64, f64)], tolerance: f64, path: &mut String) {
    push_points(&simplify(line, tolerance), Unit::Tenth, path);
}

fn push_points(points: &[(f64, f64)], unit: Unit, path: &mut String) {
    let mut last: Option<(i64, i64)> = None;
    for (x, y) in points {
        let (x, y) = (unit.round(*x), unit.round(*y));
        match last {
            None => write!(path, "M{x}{}l", signed(y)).expect("a string can be written"),
            Some(last) if last == (x, y) => {}
            Some((last_x, last_y)) => {
                let opens = path.ends_with('l');
                let (across, down) = (x - last_x, y - last_y);
                let gap = if opens || across < 0 { "" } else { " " };
                write!(path, "{gap}{across}{}", signed(down)).expect("a string can be written");
            }
        }
        last = Some((x, y));
    }
}

/// Writes a number behind another: its sign or a blank keeps the two apart.
fn signed(number: i64) -> String {
    if number < 0 {
        number.to_string()
    } else {
        format!(" {number}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_have_one_decimal_at_most() {
        for (number, text) in [
            (12.34, "12.3"),
            (12.0, "12"),
            (-0.04, "0"),
            (-0.5, "-0.5"),
            (-17.96, "-18"),
        ] {
            assert_eq!(decimal(number), text);
        }
    }

    #[test]
    fn halves_take_fewer_letters() {
        let mut path = String::new();
        let ring = [(0.0, 0.0), (10.2, 0.0), (10.0, 5.0), (0.0, 5.0)];
        push_ring(&ring, Unit::Half, 0.2, 1.0, &mut path);
        assert_eq!(path, "M0 0l20 0 0 10-20 0z");
    }

    #[test]
    fn a_ring_is_written_in_steps_of_tenths() {
        let mut path = String::new();
        let ring = [(0.0, 0.0), (10.0, 0.0), (10.0, 5.0), (0.0, 5.04)];
        push_ring(&ring, Unit::Tenth, 0.2, 1.0, &mut path);
        assert_eq!(path, "M0 0l100 0 0 50-100 0z");
        push_ring(&ring, Unit::Tenth, 0.2, 60.0, &mut path);
        push_ring(&[], Unit::Half, 0.2, 0.0, &mut path);
        assert_eq!(path, "M0 0l100 0 0 50-100 0z");
        push_line(&[(1.0, 1.0), (1.01, 1.0), (3.0, -2.0)], 0.0, &mut path);
        assert!(path.ends_with("zM10 10l20-30"));
    }
}
