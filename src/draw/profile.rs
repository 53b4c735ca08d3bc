//! Flights from the side, to scale: height above distance, both in kilometres, over a flat Earth.
//!
//! What is reported are two numbers, the greatest height and the distance. The curve between is that of a
//! stone thrown on a flat Earth without air (a parabola) and illustrates no more than these; the page says
//! so. Nothing is drawn of a flight of which one of the two is missing.

use super::labels::{Label, Labels, SIZES, width};
use super::path::decimal;
use crate::figures::grouped;
use crate::geo::Frame;

/// The width of the picture, in pixels at which it is drawn.
pub const WIDTH: f64 = 480.0;
/// The largest height of the part that is to scale.
const HIGHEST: f64 = 200.0;
/// The smallest, so that words find room beside a flat curve.
const LOWEST: f64 = 56.0;
/// Where the ground begins and ends.
const GROUND: (f64, f64) = (64.0, 470.0);
/// The room above the highest curve, and below the ground.
const ROOM: (f64, f64) = (38.0, 30.0);
/// The most curves that have words of their own.
const WORDED: usize = 4;

/// How far the tops of two curves among many must be apart for both to have words.
const APART: f64 = 80.0;

/// One flight.
#[derive(Debug, Clone)]
pub struct Flight {
    /// The distance in kilometres, from the least that is stated to the most.
    pub distance: (f64, f64),
    /// The greatest height in kilometres, likewise.
    pub height: (f64, f64),
    /// The words at its top, such as `30 Jan 2022: 2,000 km high`.
    pub words: String,
    /// Where a link on the curve leads, and what it is called; none for the flight of the page itself.
    pub link: Option<(String, String)>,
    /// Whether it is the one in view.
    pub here: bool,
}

/// A picture of flights.
#[derive(Debug, PartialEq, Eq)]
pub struct Profile {
    /// The inside of its `<svg>`.
    pub svg: String,
    /// Its height in pixels at which it is drawn.
    pub height: String,
}

/// Draws flights, those behind first; nothing where there are none.
#[must_use]
pub fn profile(flights: &[Flight]) -> Option<Profile> {
    let most = |part: fn(&Flight) -> f64| flights.iter().map(part).fold(0.0, f64::max);
    let (far, high) = (
        most(|flight| flight.distance.1),
        most(|flight| flight.height.1),
    );
    if far <= 0.0 || high <= 0.0 {
        return None;
    }
    let scale = ((GROUND.1 - GROUND.0 - 12.0) / far).min(HIGHEST / high);
    let drawn = (high * scale).max(LOWEST);
    let ground = ROOM.0 + drawn;
    let bottom = ground + ROOM.1;
    let mut labels = Labels::within(Frame {
        left: GROUND.0 - 2.0,
        top: 0.0,
        right: WIDTH,
        bottom: ground - 1.0,
    });
    let mut svg = String::new();
    push_heights(drawn / scale, scale, ground, &mut svg);
    let mut words = String::new();
    // The one in view is named first, then the highest and the farthest.
    let mut order: Vec<&Flight> = flights.iter().collect();
    order.sort_by_key(|flight| {
        let (highest, farthest) = (flight.height.1 >= high, flight.distance.1 >= far);
        std::cmp::Reverse((flight.here, highest, farthest))
    });
    for flight in flights {
        push_curve(flight, scale, ground, &mut svg);
    }
    let named = if flights.len() > WORDED { 2 } else { WORDED };
    push_word(&mut labels, &mut words);
    for (index, flight) in order.iter().take(named).enumerate() {
        // Of many, words at nearly the same place could mean either curve.
        let top = |flight: &Flight| flight.distance.1 * scale / 2.0;
        let beside = (top(flight) - top(order[0])).abs();
        if flights.len() > WORDED && index > 0 && beside < APART {
            continue;
        }
        // Words may cross the curve that they belong to, and no other.
        let mut free = labels.clone();
        for (other, flight) in order.iter().enumerate() {
            if other != index {
                keep_curve_free(flight, scale, ground, &mut free);
            }
        }
        let label = Label {
            lines: vec![flight.words.clone()],
            at: (
                GROUND.0 + flight.distance.1 * scale / 2.0,
                ground - flight.height.1 * scale,
            ),
            gap: Some(8.0),
            class: if flight.here { "strong halo" } else { "halo" },
            dot: false,
            // Beside a steep curve there is room, above a flat one.
            above: flight.distance.1 * scale > 120.0,
        };
        if free.put(&label, &mut words) {
            labels.keep_last_of(&free);
        }
    }
    push_distances(flights, scale, ground, &mut svg);
    svg.push_str(&words);
    Some(Profile {
        svg,
        height: decimal(bottom),
    })
}

/// Says on the picture itself what the curves are.
fn push_word(labels: &mut Labels, words: &mut String) {
    let label = Label {
        lines: vec!["illustrative".to_owned()],
        at: (WIDTH - 2.0, 14.0),
        gap: Some(0.0),
        class: "water halo",
        dot: false,
        above: false,
    };
    labels.put(&label, words);
}

/// Draws the curve of a flight: a parabola is a quadratic curve whose control point stands twice as high
/// as its top.
fn push_curve(flight: &Flight, scale: f64, ground: f64, svg: &mut String) {
    let (far, high) = (flight.distance.1 * scale, flight.height.1 * scale);
    let (left, right) = (GROUND.0, GROUND.0 + far);
    let path = format!(
        "M{} {}Q{} {} {} {}",
        decimal(left),
        decimal(ground),
        decimal(left + far / 2.0),
        decimal(ground - high * 2.0),
        decimal(right),
        decimal(ground)
    );
    let class = if flight.here { "curve here" } else { "curve" };
    let Some((address, words)) = &flight.link else {
        svg.extend([format!("<path class=\"{class}\" d=\"{path}\"/>")]);
        return;
    };
    svg.push_str("<a href=\"");
    crate::model::body::push_text(svg, address);
    svg.push_str("\" aria-label=\"");
    crate::model::body::push_text(svg, words);
    svg.extend([format!(
        "\"><path class=\"hit\" d=\"{path}\"/><path class=\"{class}\" d=\"{path}\"/></a>"
    )]);
}

/// Keeps words off a curve.
fn keep_curve_free(flight: &Flight, scale: f64, ground: f64, labels: &mut Labels) {
    let at = |step: u8| {
        let share = f64::from(step) / 32.0;
        let x = GROUND.0 + flight.distance.1 * scale * share;
        (
            x,
            ground - flight.height.1 * scale * 4.0 * share * (1.0 - share),
        )
    };
    for step in 1..32 {
        let ((left, from), (right, to)) = (at(step), at(step + 1));
        labels.keep_free(Frame {
            left: left - 2.0,
            top: from.min(to) - 1.0,
            right: right + 2.0,
            bottom: from.max(to) + 1.0,
        });
    }
}

/// Draws the heights of a round step, the ground first.
fn push_heights(high: f64, scale: f64, ground: f64, svg: &mut String) {
    let step = step_for(high);
    let mut height = 0.0;
    while height <= high * 1.001 {
        let y = decimal(ground - height * scale);
        let class = if height == 0.0 { "axis" } else { "grid" };
        let (left, right) = (decimal(GROUND.0), decimal(WIDTH));
        let words = grouped(&format!("{height:.0}"));
        svg.extend([format!(
            "<path class=\"{class}\" d=\"M{left} {y}H{right}\"/><text class=\"faint end\" x=\"{}\" y=\"{y}\" dy=\".32em\">{words}</text>",
            decimal(GROUND.0 - 6.0)
        )]);
        height += step;
    }
}

/// Returns a round number that goes into a height two to four times.
fn step_for(high: f64) -> f64 {
    let mut step = 1.0;
    loop {
        for factor in [1.0, 2.0, 5.0] {
            if high / (step * factor) < 4.5 {
                return step * factor;
            }
        }
        step *= 10.0;
    }
}

/// Marks on the ground where each flight ended, with the distance where there is room.
fn push_distances(flights: &[Flight], scale: f64, ground: f64, svg: &mut String) {
    let mut labels = Labels::within(Frame {
        left: GROUND.0 + 14.0,
        top: ground,
        right: WIDTH + 8.0,
        bottom: ground + 40.0,
    });
    let mut ends: Vec<&Flight> = flights.iter().collect();
    ends.sort_by(|left, right| {
        (right.here, right.distance.1)
            .partial_cmp(&(left.here, left.distance.1))
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    let mut told: Vec<String> = Vec::new();
    for flight in ends {
        let (least, most) = flight.distance;
        let x = GROUND.0 + most * scale;
        let words = words_of(least, most);
        if told.contains(&words) {
            continue;
        }
        let from = decimal(GROUND.0 + least * scale);
        let (x_text, y, tick) = (decimal(x), decimal(ground), decimal(ground + 5.0));
        let band = if least < most {
            format!("<path class=\"band\" d=\"M{from} {y}H{x_text}\"/>")
        } else {
            String::new()
        };
        svg.extend([format!(
            "{band}<path class=\"axis\" d=\"M{x_text} {y}V{tick}\"/>"
        )]);
        let label = Label {
            lines: vec![words.clone()],
            // Words near the edge stand a little before their place.
            at: (
                x.min(WIDTH + 8.0 - width(&words) * SIZES[1] / 2.0),
                ground + 16.0,
            ),
            gap: None,
            class: if flight.here { "strong" } else { "" },
            dot: false,
            above: false,
        };
        labels.put(&label, svg);
        told.push(words);
    }
}

fn words_of(least: f64, most: f64) -> String {
    let number = |number: f64| grouped(&format!("{number:.0}"));
    if least < most {
        format!("{}–{}\u{a0}km", number(least), number(most))
    } else {
        format!("{}\u{a0}km", number(most))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flight(distance: f64, height: f64, here: bool) -> Flight {
        Flight {
            distance: (distance, distance),
            height: (height, height),
            words: format!("{height} km high"),
            link: (!here).then(|| ("a.html".to_owned(), "another".to_owned())),
            here,
        }
    }

    /// The curve of 800 by 2,000 kilometres: to one scale its ground is two fifths of its height.
    #[test]
    fn height_and_distance_are_to_one_scale() {
        let drawn = profile(&[flight(800.0, 2000.0, true)]).unwrap();
        assert!(
            drawn.svg.contains("d=\"M64 238Q104 -162 144 238\""),
            "{}",
            drawn.svg
        );
        assert!(drawn.svg.contains(">800\u{a0}km<") && drawn.svg.contains("2000 km high"));
        assert_eq!(drawn.height, "268");
    }

    #[test]
    fn a_flat_curve_keeps_its_scale() {
        let drawn = profile(&[flight(394.0, 41.0, true)]).unwrap();
        // 394 kilometres on 394 pixels, 41 kilometres on 41 pixels.
        assert!(drawn.svg.contains("M64 94Q261 12 458 94"), "{}", drawn.svg);
    }

    #[test]
    fn others_are_links_and_a_range_is_a_band() {
        let mut ranged = flight(600.0, 60.0, true);
        ranged.distance = (450.0, 600.0);
        let drawn = profile(&[flight(500.0, 50.0, false), ranged]).unwrap();
        assert!(
            drawn
                .svg
                .contains("<a href=\"a.html\" aria-label=\"another\">")
        );
        assert!(drawn.svg.contains("class=\"band\"") && drawn.svg.contains("450–600\u{a0}km"));
    }

    #[test]
    fn nothing_is_drawn_of_nothing() {
        assert_eq!(profile(&[]), None);
        assert_eq!(profile(&[flight(0.0, 10.0, true)]), None);
    }

    #[test]
    fn steps_are_round() {
        for (high, step) in [
            (2000.0, 500.0),
            (6248.0, 2000.0),
            (37.0, 10.0),
            (60.0, 20.0),
        ] {
            assert!((step_for(high) - step).abs() < 1e-9, "{high}");
        }
    }
}
