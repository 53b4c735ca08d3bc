//! Lines and rings on a plane: cut to a rectangle, simplified, measured.

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    /// The smallest first coordinate.
    pub left: f64,
    /// The smallest second coordinate.
    pub top: f64,
    /// The largest first coordinate.
    pub right: f64,
    /// The largest second coordinate.
    pub bottom: f64,
}

impl Frame {
    /// Returns its corners, one after the other.
    #[must_use]
    pub fn corners(&self) -> [(f64, f64); 4] {
        [
            (self.left, self.top),
            (self.right, self.top),
            (self.right, self.bottom),
            (self.left, self.bottom),
        ]
    }

    /// Tells whether a point lies within.
    #[must_use]
    pub fn holds(&self, (x, y): (f64, f64)) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }

    /// Tells whether it has a point in common with another.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

/// Cuts a ring to a rectangle, side by side (I. E. Sutherland and G. W. Hodgman, "Reentrant Polygon
/// Clipping", Communications of the ACM 17, 1974, p. 32). Parts that were apart may be joined along the
/// sides, which a filled shape does not show.
#[must_use]
pub fn clip_ring(ring: Vec<(f64, f64)>, frame: &Frame) -> Vec<(f64, f64)> {
    type Depth = fn((f64, f64), &Frame) -> f64;
    let sides: [Depth; 4] = [
        |(x, _), frame| x - frame.left,
        |(x, _), frame| frame.right - x,
        |(_, y), frame| y - frame.top,
        |(_, y), frame| frame.bottom - y,
    ];
    sides.into_iter().fold(ring, |ring, depth| {
        let mut kept = Vec::with_capacity(ring.len());
        let Some(mut last) = ring.last().copied() else {
            return kept;
        };
        let mut last_depth = depth(last, frame);
        for point in ring {
            let own_depth = depth(point, frame);
            if (own_depth >= 0.0) != (last_depth >= 0.0) {
                kept.push(between(last, point, last_depth / (last_depth - own_depth)));
            }
            if own_depth >= 0.0 {
                kept.push(point);
            }
            (last, last_depth) = (point, own_depth);
        }
        kept
    })
}

/// Cuts a line to a rectangle, into the parts that lie within (Y.-D. Liang and B. A. Barsky, "A New
/// Concept and Method for Line Clipping", ACM Transactions on Graphics 3, 1984, p. 1).
#[must_use]
pub fn clip_line(line: &[(f64, f64)], frame: &Frame) -> Vec<Vec<(f64, f64)>> {
    let mut parts: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut open = false;
    for pair in line.windows(2) {
        let Some((enters, leaves)) = inside(pair[0], pair[1], frame) else {
            open = false;
            continue;
        };
        let end = between(pair[0], pair[1], leaves);
        match parts.last_mut().filter(|_| open && enters <= 0.0) {
            Some(part) => part.push(end),
            None => parts.push(vec![between(pair[0], pair[1], enters), end]),
        }
        open = leaves >= 1.0;
    }
    parts
}

/// Returns between which shares of a stretch it lies within.
fn inside(from: (f64, f64), to: (f64, f64), frame: &Frame) -> Option<(f64, f64)> {
    let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
    let (across, down) = (to.0 - from.0, to.1 - from.1);
    for (step, room) in [
        (-across, from.0 - frame.left),
        (across, frame.right - from.0),
        (-down, from.1 - frame.top),
        (down, frame.bottom - from.1),
    ] {
        if step == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if step < 0.0 {
            enters = enters.max(room / step);
        } else {
            leaves = leaves.min(room / step);
        }
    }
    (enters < leaves).then_some((enters, leaves))
}

fn between(from: (f64, f64), to: (f64, f64), share: f64) -> (f64, f64) {
    (
        from.0 + (to.0 - from.0) * share,
        from.1 + (to.1 - from.1) * share,
    )
}

/// Leaves out the points of a line that lie within a tolerance of what is kept (D. H. Douglas and T. K.
/// Peucker, "Algorithms for the Reduction of the Number of Points", Cartographica 10, 1973, p. 112). The
/// ends stay.
#[must_use]
pub fn simplify(line: &[(f64, f64)], tolerance: f64) -> Vec<(f64, f64)> {
    if line.len() < 3 {
        return line.to_vec();
    }
    let mut keeps = vec![false; line.len()];
    let last = line.len() - 1;
    (keeps[0], keeps[last]) = (true, true);
    let mut spans = vec![(0, last)];
    while let Some((from, to)) = spans.pop() {
        let mut farthest = (0, tolerance * tolerance);
        for (offset, point) in line[from + 1..to].iter().enumerate() {
            let off = square_distance(*point, line[from], line[to]);
            if off > farthest.1 {
                farthest = (from + 1 + offset, off);
            }
        }
        if farthest.0 > 0 {
            keeps[farthest.0] = true;
            spans.extend([(from, farthest.0), (farthest.0, to)]);
        }
    }
    let kept = line.iter().zip(keeps).filter(|(_, keep)| *keep);
    kept.map(|(point, _)| *point).collect()
}

/// Returns the square of the distance from a point to a stretch.
fn square_distance(point: (f64, f64), from: (f64, f64), to: (f64, f64)) -> f64 {
    let (across, down) = (to.0 - from.0, to.1 - from.1);
    let length = across * across + down * down;
    let along = (point.0 - from.0) * across + (point.1 - from.1) * down;
    let share = if length == 0.0 {
        0.0
    } else {
        (along / length).clamp(0.0, 1.0)
    };
    let (x, y) = between(from, to, share);
    (point.0 - x) * (point.0 - x) + (point.1 - y) * (point.1 - y)
}

/// Returns the area of a ring; below nothing where it runs clockwise, with the second coordinate upwards.
#[must_use]
pub fn signed_area(ring: &[(f64, f64)]) -> f64 {
    let next = ring.iter().cycle().skip(1);
    let doubled: f64 = ring
        .iter()
        .zip(next)
        .map(|((x, y), (next_x, next_y))| x * next_y - next_x * y)
        .sum();
    doubled / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Frame = Frame {
        left: 0.0,
        top: 0.0,
        right: 10.0,
        bottom: 8.0,
    };

    #[test]
    fn a_ring_is_cut_at_the_sides() {
        let ring = vec![(-5.0, 2.0), (5.0, 2.0), (5.0, 6.0), (-5.0, 6.0)];
        let cut = clip_ring(ring, &FRAME);
        assert!((signed_area(&cut).abs() - 20.0).abs() < 1e-9, "{cut:?}");
        let around = vec![(-9.0, -9.0), (19.0, -9.0), (19.0, 19.0), (-9.0, 19.0)];
        assert!((signed_area(&clip_ring(around, &FRAME)).abs() - 80.0).abs() < 1e-9);
        assert!(clip_ring(vec![(20.0, 1.0), (21.0, 1.0), (20.0, 2.0)], &FRAME).is_empty());
        assert!(clip_ring(Vec::new(), &FRAME).is_empty());
    }

    #[test]
    fn a_line_falls_into_the_parts_within() {
        let line = [(-1.0, 1.0), (1.0, 1.0), (1.0, 9.0), (3.0, 9.0), (3.0, 7.0)];
        let parts = clip_line(&line, &FRAME);
        assert_eq!(
            parts,
            [
                vec![(0.0, 1.0), (1.0, 1.0), (1.0, 8.0)],
                vec![(3.0, 8.0), (3.0, 7.0)],
            ]
        );
        assert!(clip_line(&[(-3.0, 3.0), (-3.0, 5.0)], &FRAME).is_empty());
        assert!(clip_line(&[(3.0, 3.0)], &FRAME).is_empty());
    }

    #[test]
    fn what_lies_near_a_straight_line_is_left_out() {
        let line = [(0.0, 0.0), (1.0, 0.2), (2.0, -0.3), (3.0, 0.0), (4.0, 5.0)];
        assert_eq!(simplify(&line, 0.5), [(0.0, 0.0), (3.0, 0.0), (4.0, 5.0)]);
        assert_eq!(simplify(&line, 0.0).len(), 5);
        assert_eq!(simplify(&line[..2], 9.0), line[..2]);
    }

    #[test]
    fn the_sense_of_a_ring_shows_in_its_area() {
        let ring = [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)];
        assert!((signed_area(&ring) - 4.0).abs() < 1e-12);
        let turned: Vec<_> = ring.into_iter().rev().collect();
        assert!((signed_area(&turned) + 4.0).abs() < 1e-12);
    }
}
