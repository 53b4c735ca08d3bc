//! A run of events on a line, to the scale of their days: marks, the gaps above, words below.
//!
//! Words that would overlap go to a second row, and those that fit neither are left out, the event
//! in view last of all; the page says them in a text.

use super::{Mark, begin_at, per_cent};
use crate::figures::grouped;

/// The room at either end and for the words of one event, in parts of ten thousand.
const MARGIN: i64 = 200;
const ROOM: i64 = 1900;
/// The rows of words under the line.
const ROWS: u32 = 2;
/// The width from which a gap can carry its number of days.
const GAP: i64 = 1200;

/// One event on the line.
#[derive(Debug, Clone)]
pub struct Point {
    /// Its day, counted from any one day.
    pub day: i64,
    /// The words under it.
    pub label: String,
    /// Its mark.
    pub mark: Mark,
    /// Whether it is the event in view.
    pub here: bool,
}

/// The line of a run.
#[derive(Debug, PartialEq, Eq)]
pub struct Line {
    /// The inside of its `<svg>`.
    pub svg: String,
    /// Its height in pixels.
    pub height: u32,
}

/// Draws events in the order of their days; nothing where fewer than two days differ.
///
/// Labels must be free of what HTML gives a meaning to.
#[must_use]
pub fn line(points: &[Point]) -> Option<Line> {
    let (first, last) = (points.first()?.day, points.last()?.day);
    let span = last - first;
    if span <= 0 {
        return None;
    }
    let place = |day: i64| MARGIN + (day - first) * (10_000 - 2 * MARGIN) / span;
    let mut svg = "<line class=\"axis\" x1=\"0\" x2=\"100%\" y1=\"34.5\" y2=\"34.5\"/>".to_owned();
    for pair in points.windows(2) {
        let (from, to) = (place(pair[0].day), place(pair[1].day));
        let days = pair[1].day - pair[0].day;
        if to - from >= GAP {
            let unit = if days == 1 { "day" } else { "days" };
            let days = grouped(&days.to_string());
            let middle = per_cent(i64::midpoint(from, to));
            svg.extend([format!(
                "<text x=\"{middle}\" y=\"20\">{days} {unit}</text>"
            )]);
        }
    }
    for point in points {
        let (size, down): (u32, u32) = if point.here { (16, 26) } else { (12, 28) };
        begin_at(place(point.day), &mut svg);
        point.mark.push(-i64::from(size / 2), down, size, &mut svg);
        svg.push_str("</svg>");
    }
    let mut height = 68;
    for (index, row) in labelled(points, &place) {
        let point = &points[index];
        let at = place(point.day);
        let down = 60 + row * 18;
        height = height.max(down + 8);
        let (class, shift) = match at {
            ..ROOM => ("start", -6),
            _ if at > 10_000 - ROOM => ("end", 6),
            _ => ("", 0),
        };
        let strong = if point.here { " strong" } else { "" };
        svg.extend([format!(
            "<text class=\"{class}{strong}\" x=\"{}\" dx=\"{shift}\" y=\"{down}\">{}</text>",
            per_cent(at),
            point.label
        )]);
    }
    Some(Line { svg, height })
}

/// Chooses the events whose words fit and a row for each: the one in view, then the ends, then what
/// is left.
fn labelled(points: &[Point], place: &impl Fn(i64) -> i64) -> Vec<(usize, u32)> {
    let mut order: Vec<usize> = (0..points.len()).collect();
    let is_end = |index: usize| index == 0 || index + 1 == points.len();
    order.sort_by_key(|index| (!points[*index].here, !is_end(*index), *index));
    let mut chosen: Vec<(usize, u32)> = Vec::new();
    for index in order {
        let (from, to) = extent(place(points[index].day));
        let is_free = |row: &u32| {
            chosen.iter().all(|(other, of)| {
                let (start, end) = extent(place(points[*other].day));
                of != row || to <= start || end <= from
            })
        };
        if let Some(row) = (0..ROWS).find(is_free) {
            chosen.push((index, row));
        }
    }
    chosen.sort_unstable();
    chosen
}

/// Returns from where to where the words of a place reach.
fn extent(at: i64) -> (i64, i64) {
    match at {
        ..ROOM => (at, at + ROOM),
        _ if at > 10_000 - ROOM => (at - ROOM, at),
        _ => (at - ROOM / 2, at + ROOM / 2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(day: i64, label: &str) -> Point {
        Point {
            day,
            label: label.to_owned(),
            mark: Mark {
                shape: "circle",
                tone: "good",
            },
            here: label == "here",
        }
    }

    #[test]
    fn gaps_and_words_stand_where_there_is_room() {
        let drawn = line(&[point(0, "Nov"), point(816, "here"), point(937, "Jun")]).unwrap();
        assert!(drawn.svg.contains(">816 days<"));
        assert!(drawn.svg.contains(">121 days<"));
        assert_eq!(drawn.svg.matches("<use").count(), 3);
        assert!(drawn.svg.contains("y=\"60\">Nov<"));
        assert!(drawn.svg.contains("y=\"60\">here<"));
        assert!(
            drawn.svg.contains("y=\"78\">Jun<"),
            "beside the one in view is no room"
        );
        assert_eq!(drawn.height, 86);
    }

    #[test]
    fn words_that_fit_no_row_are_left_out() {
        let days = [
            point(0, "a"),
            point(700, "b"),
            point(705, "here"),
            point(710, "c"),
            point(1000, "d"),
        ];
        let drawn = line(&days).unwrap();
        assert!(drawn.svg.contains(">here<") && drawn.svg.contains(">b<"));
        assert!(!drawn.svg.contains(">c<"));
    }

    #[test]
    fn one_day_alone_makes_no_line() {
        assert_eq!(line(&[point(3, "a")]), None);
        assert_eq!(line(&[point(3, "a"), point(3, "b")]), None);
        assert_eq!(line(&[]), None);
    }
}
