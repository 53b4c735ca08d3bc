//! The calendar of a month: a week a row from Monday on, a mark under each day with an event.

use super::{Mark, begin_at, per_cent};

/// The height of a week in pixels, and where the first one's figures stand.
const WEEK: u32 = 34;
const FIRST: u32 = 35;
/// The marks that fit under one day.
const MOST: usize = 3;

/// The calendar of one month.
#[derive(Debug)]
pub struct Calendar {
    /// The inside of its `<svg>`.
    pub svg: String,
    /// Its height in pixels.
    pub height: u32,
}

/// The field of one day.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// Its left edge.
    pub x: String,
    /// Its upper edge in pixels.
    pub y: u32,
    /// Its width.
    pub width: String,
    /// Its height in pixels.
    pub height: u32,
}

/// Draws a month of `days` days whose first is `first` days after a Monday.
#[must_use]
pub fn calendar(first: u32, days: u32, marks: &[(u32, Mark)]) -> Calendar {
    let mut svg = String::new();
    // Everything of a weekday shares the place across, which is thus written once.
    for (column, letter) in (0..).zip(["M", "T", "W", "T", "F", "S", "S"]) {
        begin_at((i64::from(column) * 2 + 1) * 10_000 / 14, &mut svg);
        svg.extend([format!("<text y=\"13\">{letter}</text>")]);
        for day in (1..=days).filter(|day| cell(first, *day).0 == column) {
            push_day(day, FIRST + cell(first, day).1 * WEEK, marks, &mut svg);
        }
        svg.push_str("</svg>");
    }
    let (_, last) = cell(first, days);
    Calendar {
        svg,
        height: FIRST + last * WEEK + 21,
    }
}

/// Draws a day: its number, and under it a mark for each event.
fn push_day(day: u32, down: u32, marks: &[(u32, Mark)], svg: &mut String) {
    let of_day: Vec<Mark> = marks
        .iter()
        .filter(|(of, _)| *of == day)
        .map(|(_, mark)| *mark)
        .take(MOST)
        .collect();
    let class = if of_day.is_empty() {
        ""
    } else {
        " class=\"strong\""
    };
    svg.extend([format!("<text{class} y=\"{down}\">{day}</text>")]);
    let mut left = 1 - 6 * i64::try_from(of_day.len()).unwrap_or_default();
    for mark in of_day {
        mark.push(left, down + 4, 10, svg);
        left += 12;
    }
}

/// Returns the field of a day, to be shaded.
#[must_use]
pub fn field(first: u32, day: u32) -> Field {
    let (column, row) = cell(first, day);
    Field {
        x: per_cent(i64::from(column) * 10_000 / 7),
        y: FIRST + row * WEEK - 14,
        width: per_cent(10_000 / 7),
        height: WEEK - 2,
    }
}

fn cell(first: u32, day: u32) -> (u32, u32) {
    let place = first + day - 1;
    (place % 7, place / 7)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CIRCLE: Mark = Mark {
        shape: "circle",
        tone: "good",
    };

    #[test]
    fn a_month_has_all_its_days_each_in_its_column() {
        // February 2022 began on a Tuesday.
        let drawn = calendar(1, 28, &[]);
        assert_eq!(drawn.svg.matches("<text").count(), 7 + 28);
        let columns: Vec<&str> = drawn.svg.split("</svg>").collect();
        assert!(columns[1].starts_with("<svg x=\"21.42%\" overflow=\"visible\"><text y=\"13\">T<"));
        assert!(columns[1].contains("<text y=\"35\">1</text>"));
        assert!(
            columns[0].contains("<svg x=\"7.14%\"")
                && columns[0].contains("<text y=\"171\">28</text>")
        );
        assert_eq!(drawn.height, 192);
    }

    #[test]
    fn a_day_with_events_is_strong_and_has_a_mark_for_each_of_three() {
        let drawn = calendar(1, 28, &[(10, CIRCLE); 4]);
        assert_eq!(drawn.svg.matches("<use").count(), 3);
        let columns: Vec<&str> = drawn.svg.split("</svg>").collect();
        assert!(
            columns[3].contains("<svg x=\"50%\"")
                && columns[3].contains("class=\"strong\" y=\"69\">10<")
        );
        for left in [-17, -5, 7] {
            assert!(
                columns[3].contains(&format!("x=\"{left}\" y=\"73\"")),
                "{left} in {}",
                drawn.svg
            );
        }
    }

    #[test]
    fn what_was_not_held_is_struck() {
        let off = Mark {
            shape: "circle",
            tone: "off",
        };
        let drawn = calendar(0, 31, &[(1, off)]);
        assert!(drawn.svg.contains("href=\"#m-strike\""));
    }

    #[test]
    fn the_field_of_a_day_lies_around_its_figure() {
        let field = field(1, 10);
        assert_eq!((field.x.as_str(), field.y), ("42.85%", 55));
    }
}
