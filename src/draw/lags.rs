//! Lengths of time as dots on a line for each row, all on one scale.
//!
//! In: whole days, some of them set apart. Out: for each row a few paths of dots, thousands of units wide
//! and stretched to the width of the picture, and the names of the scale. The scale is that of the
//! square root, so that days and years fit on one line; equal lengths share a dot, whose area stands for
//! their number.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{per_cent, tenths};

/// How many units wide a row is.
const WIDE: i64 = 10_000;
/// The days that the scale names, where they fit.
const TICKS: &[i64] = &[
    0, 7, 30, 90, 180, 365, 730, 1_825, 3_650, 7_300, 18_250, 36_500,
];
/// How far two names of the scale are apart at least.
const APART: i64 = 950;
/// The most dots of a row; where there would be more, neighbours share one.
const DOTS: usize = 100;
/// The width of the smallest and of the largest dot, in tenths of a pixel.
const WIDTHS: (usize, usize) = (60, 180);
/// The width of the ring around a dot that is set apart, in tenths of a pixel.
const RING: usize = 50;

/// The rows laid out.
#[derive(Debug, PartialEq, Eq)]
pub struct Lags {
    /// The days that the scale names, with their places in per cent.
    pub ticks: Vec<(i64, String)>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row of dots.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The dots, those of one size together.
    pub dots: Vec<Dots>,
    /// The rings around those that are set apart, to be drawn below the dots.
    pub rings: Vec<Dots>,
    /// The place of the middle of all lengths, in per cent; empty where there is none.
    pub median: String,
}

/// Dots of one size.
#[derive(Debug, PartialEq, Eq)]
pub struct Dots {
    /// Their width, in pixels.
    pub width: String,
    /// Where they are: a path of points for a round pen.
    pub path: String,
}

/// A dot under way.
#[derive(Debug, Clone, Copy, Default)]
struct Dot {
    number: usize,
    apart: bool,
}

/// Places the lengths of each row, in days and in any order, each with whether it is set apart; nothing
/// where no row has any.
#[must_use]
pub fn lags(rows: &[Vec<(i64, bool)>]) -> Option<Lags> {
    let longest = rows.iter().flatten().map(|(days, _)| *days).max()?.max(1);
    let dots: Vec<BTreeMap<i64, Dot>> = rows.iter().map(|row| dots(row, longest)).collect();
    let most = dots.iter().flat_map(BTreeMap::values).map(|dot| dot.number);
    let most = most.max().unwrap_or(1);
    let drawn = rows.iter().zip(&dots).map(|(row, dots)| {
        let all = dots.iter().map(|(at, dot)| (*at, width(dot.number, most)));
        let apart = dots.iter().filter(|(_, dot)| dot.apart);
        let rings = apart.map(|(at, dot)| (*at, width(dot.number, most) + RING));
        Row {
            dots: by_size(all),
            rings: by_size(rings),
            median: median(row, longest),
        }
    });
    Some(Lags {
        rows: drawn.collect(),
        ticks: ticks(longest),
    })
}

/// Gathers the lengths of a row by place.
fn dots(row: &[(i64, bool)], longest: i64) -> BTreeMap<i64, Dot> {
    let gather = |wide: i64| {
        let mut dots: BTreeMap<i64, Dot> = BTreeMap::new();
        for (days, apart) in row {
            let at = place(*days * 2, longest);
            let dot = dots.entry(at / wide * wide + wide / 2).or_default();
            dot.number += 1;
            dot.apart |= *apart;
        }
        dots
    };
    let dots = gather(1);
    if dots.len() <= DOTS {
        return dots;
    }
    gather(WIDE / i64::try_from(DOTS).unwrap_or(1) + 1)
}

/// Returns the place of a number of half days.
fn place(halves: i64, longest: i64) -> i64 {
    // The root of a whole number is the same on every machine.
    (halves.max(0) * (WIDE * WIDE / 2) / longest).isqrt()
}

fn median(row: &[(i64, bool)], longest: i64) -> String {
    let mut days: Vec<i64> = row.iter().map(|(days, _)| *days).collect();
    days.sort_unstable();
    let middle = days.len() / 2;
    let Some(upper) = days.get(middle) else {
        return String::new();
    };
    let lower = days[if days.len() % 2 == 1 {
        middle
    } else {
        middle - 1
    }];
    per_cent(place(lower + upper, longest))
}

/// Returns the width of a dot whose area stands for a number, in tenths of a pixel.
fn width(number: usize, most: usize) -> usize {
    let (least, largest) = WIDTHS;
    let unit = (largest * largest / most).min(least * least);
    (number * unit).isqrt().max(least)
}

fn by_size(dots: impl Iterator<Item = (i64, usize)>) -> Vec<Dots> {
    let mut sizes: BTreeMap<usize, String> = BTreeMap::new();
    for (at, width) in dots {
        let path = sizes.entry(width).or_default();
        write!(path, "M{at} 0h0").expect("a text takes everything that is written to it");
    }
    // The largest stand below the others.
    let sizes = sizes.into_iter().rev();
    let dots = sizes.map(|(width, path)| Dots {
        width: tenths(width),
        path,
    });
    dots.collect()
}

fn ticks(longest: i64) -> Vec<(i64, String)> {
    let mut ticks: Vec<(i64, i64)> = Vec::new();
    for days in TICKS.iter().copied().filter(|days| *days <= longest) {
        let at = place(days * 2, longest);
        if ticks.last().is_none_or(|(_, last)| at - last >= APART) {
            ticks.push((days, at));
        }
    }
    let ticks = ticks.into_iter();
    ticks.map(|(days, at)| (days, per_cent(at))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(days: &[i64]) -> Vec<(i64, bool)> {
        days.iter().map(|days| (*days, false)).collect()
    }

    #[test]
    fn days_stand_on_the_scale_of_the_square_root() {
        let drawn = lags(&[plain(&[0, 100, 25, 100])]).unwrap();
        let row = &drawn.rows[0];
        assert_eq!(row.median, "79.05%", "between 25 and 100 lies 62.5");
        let paths: Vec<(&str, &str)> = row
            .dots
            .iter()
            .map(|dots| (dots.width.as_str(), dots.path.as_str()))
            .collect();
        assert_eq!(paths, [("8.4", "M10000 0h0"), ("6", "M0 0h0M5000 0h0")]);
        assert_eq!(row.rings, []);
    }

    #[test]
    fn what_is_set_apart_has_a_ring() {
        let drawn = lags(&[vec![(3, true), (3, false), (9, false)], plain(&[1])]).unwrap();
        let ring = &drawn.rows[0].rings;
        assert_eq!(ring.len(), 1);
        assert_eq!(
            (ring[0].width.as_str(), ring[0].path.as_str()),
            ("13.4", "M5773 0h0")
        );
        assert_eq!(drawn.rows[1].rings, []);
    }

    #[test]
    fn the_area_of_a_dot_stands_for_its_number() {
        assert_eq!((width(1, 4), width(4, 4)), (60, 120));
        assert_eq!((width(5000, 5000), width(1, 5000)), (173, 60));
        assert_eq!(width(2500, 5000), 122);
    }

    #[test]
    fn a_crowded_row_shares_dots() {
        let days: Vec<i64> = (0..2000).collect();
        let drawn = lags(&[plain(&days), plain(&[4])]).unwrap();
        let number: usize = drawn.rows[0]
            .dots
            .iter()
            .map(|dots| dots.path.matches('M').count())
            .sum();
        assert!((50..=100).contains(&number), "{number}");
    }

    #[test]
    fn the_scale_names_what_fits() {
        let days =
            |longest| -> Vec<i64> { ticks(longest).into_iter().map(|tick| tick.0).collect() };
        assert_eq!(days(1), [0]);
        assert_eq!(days(100), [0, 7, 30, 90]);
        assert_eq!(days(1700), [0, 30, 90, 180, 365, 730]);
    }

    #[test]
    fn no_length_makes_no_picture() {
        assert_eq!(lags(&[]), None);
        assert_eq!(lags(&[vec![]]), None);
        assert_eq!(lags(&[vec![], plain(&[0])]).unwrap().rows[0].median, "");
    }
}
