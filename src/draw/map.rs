//! A map around a point: land, one country shaded, places, rings of distance, tracks.
//!
//! The projection is azimuthal equidistant, so that a ring around the centre is a true circle; one around
//! any other place is drawn point by point. No border is drawn. In: positions, names and numbers. Out: the
//! inside of an `<svg>` and what of it is taken, so that a page can add its own rings.

use super::labels::{Label, Labels};
use super::path::{Unit, decimal, push_line, push_ring};
use crate::geo::{
    Azimuthal, FARTHEST_KM, Frame, Position, Ring, clip_line, clip_ring, destination, distance,
    outlines,
};

/// The width and height of a map, in pixels at which it is drawn.
pub const SIZE: (f64, f64) = (480.0, 400.0);
/// How many pixels half of the globe takes from its centre.
pub const GLOBE: f64 = 190.0;
/// How many pixels the distance takes that a map is made for.
const RADIUS: f64 = 164.0;
/// The distances that maps are made for, in kilometres: few, so that pages share them.
const REACHES: &[f64] = &[
    250.0, 400.0, 600.0, 800.0, 1000.0, 1300.0, 1700.0, 2200.0, 3000.0, 4000.0, 5500.0, 7500.0,
    10000.0,
];
/// The distance that a map shows where nothing asks for another.
pub const USUAL: f64 = 800.0;
/// How far shapes reach beyond the edge, so that their cut sides do not show.
const MARGIN: f64 = 3.0;
/// The tolerance within which outlines are simplified, in pixels, at least.
const TOLERANCE: f64 = 0.6;
/// The most letters of an outline; one that needs more is simplified further. A map of a part of the globe
/// has more coasts than one of a region, and there are few of them.
const MOST: (usize, usize) = (3400, 5400);
/// From how many pixels a kilometre a map shows a region.
const REGION: f64 = 0.1;

/// A map's centre, its scale and where the centre stands.
#[derive(Debug, Clone)]
pub struct View {
    centre: Position,
    plane: Azimuthal,
    /// Pixels for a kilometre.
    scale: f64,
    middle: (f64, f64),
}

/// Returns the distance that a map is made for so that one of so many kilometres fits on it; none where
/// none is large enough.
#[must_use]
pub fn reach_for(kilometres: f64) -> Option<f64> {
    REACHES.iter().copied().find(|reach| kilometres <= *reach)
}

impl View {
    /// Looks at a point so that a ring of `reach` kilometres around it fits; the point stands aside of the
    /// middle where most of the others lie on one side.
    #[must_use]
    pub fn around(centre: Position, reach: f64, others: &[Position]) -> Self {
        let plane = Azimuthal::around(centre);
        let scale = RADIUS / reach;
        let near = others
            .iter()
            .filter(|other| distance(centre, **other) < reach * 1.6);
        let across: Vec<f64> = near.map(|other| plane.project(*other).0 * scale).collect();
        #[expect(clippy::cast_precision_loss, reason = "a site names few places")]
        let mean = across.iter().sum::<f64>() / across.len().max(1) as f64;
        let room = SIZE.0 / 2.0 - RADIUS - 22.0;
        let aside = (mean * 0.7).clamp(-room, room);
        Self {
            centre,
            plane,
            scale,
            middle: ((SIZE.0 / 2.0 - aside).round(), SIZE.1 / 2.0),
        }
    }

    /// Looks at the half of the globe around a point, which is a disc.
    #[must_use]
    pub fn globe(centre: Position) -> Self {
        Self {
            centre,
            plane: Azimuthal::around(centre),
            scale: GLOBE / (FARTHEST_KM / 2.0),
            middle: (SIZE.0 / 2.0, SIZE.1 / 2.0),
        }
    }

    /// Looks at all of several points, with room around them.
    #[must_use]
    pub fn of_all(points: &[Position]) -> Option<Self> {
        let first = *points.first()?;
        let plane = Azimuthal::around(first);
        let places: Vec<(f64, f64)> = points.iter().map(|point| plane.project(*point)).collect();
        let span = |part: fn(&(f64, f64)) -> f64| {
            let parts = places.iter().map(part);
            let bounds = parts.fold((f64::MAX, f64::MIN), |(low, high), own| {
                (low.min(own), high.max(own))
            });
            (f64::midpoint(bounds.0, bounds.1), bounds.1 - bounds.0)
        };
        let ((east, wide), (north, high)) = (span(|place| place.0), span(|place| place.1));
        let centre = plane.invert(east, north);
        let fits = (SIZE.0 * 0.8 / wide.max(1.0)).min(SIZE.1 * 0.8 / high.max(1.0));
        let scale = fits.min(RADIUS / REACHES[0]);
        Some(Self {
            centre,
            plane: Azimuthal::around(centre),
            scale,
            middle: (SIZE.0 / 2.0, SIZE.1 / 2.0),
        })
    }

    /// Returns where a point stands on the map.
    #[must_use]
    pub fn place(&self, point: Position) -> (f64, f64) {
        self.pixels(self.plane.project(point))
    }

    /// Returns a length on the map, along a line through its centre.
    #[must_use]
    pub fn length(&self, kilometres: f64) -> f64 {
        kilometres * self.scale
    }

    fn pixels(&self, (east, north): (f64, f64)) -> (f64, f64) {
        (
            self.middle.0 + east * self.scale,
            self.middle.1 - north * self.scale,
        )
    }

    /// Returns the distance from the centre to the farthest corner.
    fn corner(&self) -> f64 {
        let across = self.middle.0.max(SIZE.0 - self.middle.0) + MARGIN;
        let down = self.middle.1.max(SIZE.1 - self.middle.1) + MARGIN;
        libm::hypot(across, down) / self.scale
    }
}

/// The part of a picture that is a map.
fn frame(margin: f64) -> Frame {
    Frame {
        left: -margin,
        top: -margin,
        right: SIZE.0 + margin,
        bottom: SIZE.1 + margin,
    }
}

/// Returns where words may stand on a map.
#[must_use]
pub fn room() -> Labels {
    let mut labels = Labels::within(frame(-4.0));
    // The scale has its corner.
    labels.keep_free(Frame {
        left: 0.0,
        top: SIZE.1 - 40.0,
        right: 130.0,
        bottom: SIZE.1,
    });
    labels
}

/// Draws sea, net of degrees, land, the shaded countries and the scale.
#[must_use]
pub fn ground(view: &View, shaded: &[u16]) -> String {
    let (width, height) = (decimal(SIZE.0), decimal(SIZE.1));
    let mut svg = format!("<rect class=\"sea\" width=\"{width}\" height=\"{height}\"/>");
    push_land(view, shaded, &mut svg);
    push_scale(view, &mut svg);
    svg
}

/// Draws the same of half of the globe, within the clip path of the page called `globe`.
#[must_use]
pub fn half_globe(view: &View, shaded: &[u16]) -> String {
    let ((x, y), radius) = (view.middle, decimal(GLOBE));
    let disc = format!("cx=\"{}\" cy=\"{}\" r=\"{radius}\"", decimal(x), decimal(y));
    let mut svg = format!(
        "<clipPath id=\"globe\"><circle {disc}/></clipPath><circle class=\"sea\" {disc}/><g clip-path=\"url(#globe)\">"
    );
    push_land(view, shaded, &mut svg);
    svg.extend(["</g><circle class=\"axis\" ", &disc, "/>"]);
    svg
}

fn push_land(view: &View, shaded: &[u16], svg: &mut String) {
    push_path("grid", Unit::Tenth, &net(view), svg);
    push_path("land", Unit::Half, &rings(view, &outlines().land), svg);
    for code in shaded {
        push_path(
            "land-2",
            Unit::Half,
            &rings(view, outlines().country(*code)),
            svg,
        );
    }
}

fn push_path(class: &str, unit: Unit, path: &str, svg: &mut String) {
    if !path.is_empty() {
        let unit = unit.attribute();
        svg.extend([format!("<path class=\"{class}\" {unit} d=\"{path}\"/>")]);
    }
}

/// Writes rings as one path, filled where a point lies within an odd number of them.
fn rings(view: &View, rings: &[Ring]) -> String {
    let (reach, edge) = (view.corner(), frame(MARGIN));
    let mut lines: Vec<Vec<(f64, f64)>> = Vec::new();
    for ring in rings {
        let Some((line, is_turned)) = ring.on(&view.plane, reach) else {
            continue;
        };
        let line = line.into_iter().map(|place| view.pixels(place)).collect();
        lines.push(clip_ring(line, &edge));
        if is_turned {
            lines.push(edge.corners().to_vec());
        }
    }
    let most = if view.scale < REGION { MOST.1 } else { MOST.0 };
    let mut tolerance = TOLERANCE;
    loop {
        let mut path = String::new();
        for line in &lines {
            // The smallest island that is drawn is a few times as wide as the tolerance.
            let least = 4.0 * tolerance * tolerance;
            push_ring(line, Unit::Half, tolerance, least, &mut path);
        }
        if path.len() <= most {
            return path;
        }
        tolerance *= 1.3;
    }
}

/// Draws meridians and parallels, as many degrees apart as the scale asks for.
fn net(view: &View) -> String {
    let wide = SIZE.0 / view.scale;
    let step = match wide {
        ..900.0 => 2,
        ..3500.0 => 5,
        ..8000.0 => 10,
        _ => 20,
    };
    let mut path = String::new();
    let at = |latitude: i32, longitude: i32| {
        Position::new(f64::from(latitude), f64::from(longitude)).filter(|point| {
            distance(view.centre, *point) < (view.corner() * 1.3).min(FARTHEST_KM * 0.9)
        })
    };
    let mut push = |points: &mut dyn Iterator<Item = Option<Position>>| {
        let mut line = Vec::new();
        for point in points.chain([None]) {
            match point {
                Some(point) => line.push(view.place(point)),
                None => {
                    for part in clip_line(&line, &frame(MARGIN)) {
                        push_line(&part, 0.3, &mut path);
                    }
                    line.clear();
                }
            }
        }
    };
    for longitude in (-180..180).step_by(step) {
        push(&mut (-90..=90).map(|latitude| at(latitude, longitude)));
    }
    for latitude in (-80..=80).step_by(step) {
        push(&mut (-180..=180).map(|longitude| at(latitude, longitude)));
    }
    path
}

/// Draws a scale of a round number of kilometres in the lower left corner.
fn push_scale(view: &View, svg: &mut String) {
    let round = [50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0];
    let fitting = round.iter().rev().find(|far| view.length(**far) <= 96.0);
    let far = *fitting.unwrap_or(&round[0]);
    let words = crate::figures::grouped(&format!("{far:.0}"));
    svg.extend([format!(
        "<path class=\"axis\" d=\"M16 382v5h{}v-5\"/><text class=\"halo\" x=\"16\" y=\"376\">{words}\u{a0}km</text>",
        decimal(view.length(far))
    )]);
}

/// Draws a ring of a distance around a point, in kilometres.
pub fn push_circle(view: &View, around: Position, kilometres: f64, class: &str, svg: &mut String) {
    if around == view.centre {
        let (x, y) = view.middle;
        svg.extend([format!(
            "<circle class=\"{class}\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>",
            decimal(x),
            decimal(y),
            decimal(view.length(kilometres))
        )]);
        return;
    }
    let turns = (0..=72).map(|turn| destination(around, f64::from(turn) * 5.0, kilometres));
    let line: Vec<(f64, f64)> = turns.map(|point| view.place(point)).collect();
    push_clipped(&line, class, svg);
}

/// Draws the great circle from one point to another.
pub fn push_track(view: &View, from: Position, to: Position, class: &str, svg: &mut String) {
    let (turn, far) = (crate::geo::bearing(from, to), distance(from, to));
    let steps = (0..=32).map(|step| destination(from, turn, far * f64::from(step) / 32.0));
    let line: Vec<(f64, f64)> = steps.map(|point| view.place(point)).collect();
    push_clipped(&line, class, svg);
}

fn push_clipped(line: &[(f64, f64)], class: &str, svg: &mut String) {
    let mut path = String::new();
    for part in clip_line(line, &frame(MARGIN)) {
        push_line(&part, 0.2, &mut path);
    }
    push_path(class, Unit::Tenth, &path, svg);
}

/// Draws the area within which a point is known to lie, so many degrees to each side.
pub fn push_area(view: &View, around: Position, degrees: f64, class: &str, svg: &mut String) {
    let (south, north) = (around.latitude() - degrees, around.latitude() + degrees);
    let (west, east) = (around.longitude() - degrees, around.longitude() + degrees);
    let corners = [(south, west), (south, east), (north, east), (north, west)];
    let corners = corners.map(|(latitude, longitude)| {
        let longitude = (longitude + 540.0).rem_euclid(360.0) - 180.0;
        Position::new(latitude.clamp(-90.0, 90.0), longitude)
    });
    let ring: Vec<(f64, f64)> = corners.iter().flatten().map(|it| view.place(*it)).collect();
    let mut path = String::new();
    let ring = clip_ring(ring, &frame(MARGIN));
    push_ring(&ring, Unit::Tenth, 0.0, 0.0, &mut path);
    push_path(class, Unit::Tenth, &path, svg);
}

/// Draws the mark of a site: a triangle, a cross, or another shape by its path.
pub fn push_mark(view: &View, at: Position, class: &str, shape: &str, svg: &mut String) {
    let (x, y) = view.place(at);
    svg.extend([format!(
        "<path class=\"{class}\" transform=\"translate({} {})\" d=\"{shape}\"/>",
        decimal(x),
        decimal(y)
    )]);
}

/// The shape of a site's mark, around its place.
pub const SITE: &str = "M0-9 8 5H-8z";
/// The shape of the mark of where something came down.
pub const CROSS: &str = "M-6-6 6 6M6-6-6 6";

/// Writes the words of a ring on its line, at the first of several places that is free.
pub fn put_on_ring(
    view: &View,
    around: Position,
    kilometres: f64,
    words: &str,
    labels: &mut Labels,
    svg: &mut String,
) -> bool {
    let turns = [
        0.0, 180.0, 30.0, 330.0, 150.0, 210.0, 60.0, 300.0, 90.0, 270.0,
    ];
    turns.into_iter().any(|turn| {
        let label = Label {
            lines: vec![words.to_owned()],
            at: view.place(destination(around, turn, kilometres)),
            gap: None,
            class: "ra halo",
            dot: false,
            above: false,
        };
        labels.put(&label, svg)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(latitude: f64, longitude: f64) -> Position {
        Position::new(latitude, longitude).unwrap()
    }

    fn view() -> View {
        View::around(at(40.6, 126.4), 800.0, &[at(35.7, 139.7), at(37.6, 127.0)])
    }

    /// A point at 800 kilometres, wherever it lies, stands on the ring of 800 kilometres to a tenth of a
    /// pixel.
    #[test]
    fn a_ring_runs_where_its_distance_is() {
        let view = view();
        let mut svg = String::new();
        push_circle(&view, view.centre, 800.0, "ring", &mut svg);
        assert!(svg.contains("r=\"164\""), "{svg}");
        for turn in 0..360 {
            let (x, y) = view.place(destination(view.centre, f64::from(turn), 800.0));
            let radius = libm::hypot(x - view.middle.0, y - view.middle.1);
            assert!((radius - 164.0).abs() < 0.1, "{radius} at {turn}");
        }
    }

    #[test]
    fn the_centre_leaves_room_for_what_lies_to_one_side() {
        let view = view();
        assert!(
            view.middle.0 < 240.0 && view.middle.0 >= 186.0,
            "{:?}",
            view.middle
        );
        let alone = View::around(at(40.6, 126.4), 800.0, &[]);
        assert_eq!(alone.middle, (240.0, 200.0));
    }

    #[test]
    fn maps_share_a_few_scales() {
        assert_eq!(reach_for(37.0), Some(250.0));
        assert_eq!(reach_for(800.0), Some(800.0));
        assert_eq!(reach_for(801.0), Some(1000.0));
        assert_eq!(reach_for(12000.0), None);
    }

    /// The ground of a page stays far below the bytes that a map may take, at every scale and at the
    /// poles, and no centre makes it fail.
    #[test]
    fn the_ground_is_small_everywhere() {
        for centre in [
            (40.6, 126.4),
            (90.0, 0.0),
            (-90.0, 0.0),
            (0.0, 180.0),
            (50.0, 10.0),
        ] {
            for reach in REACHES {
                let view = View::around(at(centre.0, centre.1), *reach, &[]);
                let svg = ground(&view, &[408]);
                assert!(
                    svg.len() < 12_000,
                    "{} bytes at {centre:?}, {reach} km",
                    svg.len()
                );
                assert!(!svg.contains("NaN") && !svg.contains("inf"));
            }
        }
    }

    #[test]
    fn a_map_of_all_points_holds_them() {
        let points = [at(38.6, 124.6), at(41.3, 129.7), at(39.0, 125.7)];
        let view = View::of_all(&points).unwrap();
        for point in points {
            assert!(
                frame(-20.0).holds(view.place(point)),
                "{:?}",
                view.place(point)
            );
        }
        assert!(View::of_all(&[at(0.0, 180.0)]).is_some());
        assert!(View::of_all(&[]).is_none());
    }

    #[test]
    fn an_area_is_drawn_to_scale_across_the_date_line() {
        let view = View::around(at(50.0, 180.0), 400.0, &[]);
        let mut svg = String::new();
        push_area(&view, at(50.0, 180.0), 0.2, "area", &mut svg);
        // Two tenths of a degree are 22.2 kilometres, and 9.1 pixels at 0.41 pixels a kilometre.
        assert!(svg.contains("class=\"area\""), "{svg}");
        assert!(svg.len() < 120, "{svg}");
    }
}
