//! Stacked bars: a bar for each column, a part of it for each class, all to one scale.
//!
//! In: how many of each class fall into each column. Out: where each part stands, in tenths of a pixel,
//! so that parts meet without a seam and a height is its number times one factor. Lines at round numbers
//! let heights be read.

use super::{per_cent, tenths};

/// The height that the highest bar has at most, in pixels.
const HIGH: usize = 180;
/// The pixels that one event takes at most.
const UNIT: usize = 16;
/// The room above the highest bar, for its number.
const ROOM: usize = 20;
/// The room to the left, for the numbers of the lines, in parts of ten thousand.
const LEFT: usize = 700;
/// The part of a column that a bar fills, in parts of a hundred.
const FILLED: usize = 74;
/// The widest bar, in parts of ten thousand, so that few columns do not become slabs.
const WIDEST: usize = 620;
/// The most lines.
const LINES: usize = 4;

/// Bars laid out.
#[derive(Debug, PartialEq, Eq)]
pub struct Bars {
    /// The height of the line on which bars stand, in pixels.
    pub base: usize,
    /// The width of a bar, in per cent.
    pub bar_width: String,
    /// The width of a column, in per cent.
    pub column_width: String,
    /// The columns in their order.
    pub columns: Vec<Column>,
    /// The lines at round numbers, from the lowest.
    pub lines: Vec<Line>,
}

/// A column with its bar.
#[derive(Debug, PartialEq, Eq)]
pub struct Column {
    /// The left edge of the column, in per cent.
    pub left: String,
    /// Its middle, in per cent.
    pub middle: String,
    /// The left edge of the bar, in per cent.
    pub bar: String,
    /// The upper edge of the bar, in pixels.
    pub top: String,
    /// The parts that hold any, from the lowest.
    pub parts: Vec<Part>,
}

/// A part of a bar.
#[derive(Debug, PartialEq, Eq)]
pub struct Part {
    /// The place of its class.
    pub class: usize,
    /// Its upper edge, in pixels.
    pub top: String,
    /// Its height, in pixels.
    pub height: String,
}

/// A line at a round number.
#[derive(Debug, PartialEq, Eq)]
pub struct Line {
    /// Its height in the picture, in pixels.
    pub at: String,
    /// The number.
    pub number: usize,
}

/// Places the bars of columns, each with the number of every class; nothing where all are empty.
#[must_use]
pub fn bars(columns: &[Vec<usize>]) -> Option<Bars> {
    let most = columns.iter().map(|column| column.iter().sum()).max()?;
    if most == 0 {
        return None;
    }
    let base = ROOM + scaled(most, most) / 10;
    let down = |number: usize| base * 10 - scaled(number, most);
    let width = (10_000 - LEFT) / columns.len();
    let bar = (width * FILLED / 100).min(WIDEST);
    let placed = columns.iter().enumerate().map(|(index, numbers)| {
        let left = LEFT + (10_000 - LEFT) * index / columns.len();
        let mut below = 0;
        let mut parts = Vec::new();
        for (class, number) in numbers.iter().enumerate() {
            let (bottom, top) = (down(below), down(below + number));
            below += number;
            if *number > 0 {
                parts.push(Part {
                    class,
                    top: tenths(top),
                    height: tenths(bottom - top),
                });
            }
        }
        Column {
            left: share(left),
            middle: share(left + width / 2),
            bar: share(left + (width - bar) / 2),
            top: tenths(down(below)),
            parts,
        }
    });
    let step = step(most);
    let lines = (1..).map(|line| line * step);
    let lines = lines
        .take_while(|number| *number <= most)
        .map(|number| Line {
            at: tenths(down(number)),
            number,
        });
    Some(Bars {
        base,
        bar_width: share(bar),
        column_width: share(width),
        columns: placed.collect(),
        lines: lines.collect(),
    })
}

/// Returns the height of a number, in tenths of a pixel: whole pixels for each for as long as these fit.
fn scaled(number: usize, most: usize) -> usize {
    if most <= HIGH {
        number * (HIGH / most).min(UNIT) * 10
    } else {
        number * HIGH * 10 / most
    }
}

/// Returns the round number by which lines go up, so that there are few.
fn step(most: usize) -> usize {
    let rounds = (0..).flat_map(|power| [1, 2, 5].map(|digit| digit * 10_usize.pow(power)));
    let mut fitting = rounds.filter(|step| most / step <= LINES);
    fitting.next().unwrap_or(most)
}

fn share(parts: usize) -> String {
    per_cent(i64::try_from(parts).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(number: usize) -> f64 {
        f64::from(u32::try_from(number).unwrap())
    }

    fn height(part: &Part) -> f64 {
        part.height.parse().unwrap()
    }

    #[test]
    fn parts_stand_on_each_other_from_the_line_up() {
        let drawn = bars(&[vec![2, 0, 1], vec![0, 4, 0]]).unwrap();
        assert_eq!(drawn.base, 20 + 64);
        let part = |class, top: &str, height: &str| Part {
            class,
            top: top.to_owned(),
            height: height.to_owned(),
        };
        assert_eq!(
            drawn.columns[0].parts,
            [part(0, "52", "32"), part(2, "36", "16")]
        );
        assert_eq!(drawn.columns[1].parts, [part(1, "20", "64")]);
        assert_eq!(drawn.columns[1].top, "20");
        let numbers: Vec<usize> = drawn.lines.iter().map(|line| line.number).collect();
        assert_eq!(numbers, [1, 2, 3, 4]);
        assert_eq!(drawn.lines[3].at, "20");
    }

    /// Heights are numbers times one factor, to a tenth of a pixel, however large the numbers are; the
    /// parts of a bar are as high together as the bar.
    #[test]
    fn heights_are_to_one_scale() {
        let mut seed = 7_usize;
        let mut next = |most: usize| {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % (most + 1)
        };
        for most in [1, 3, 17, 180, 181, 999, 40_000] {
            let columns: Vec<Vec<usize>> = (0..9)
                .map(|_| (0..6).map(|_| next(most)).collect())
                .collect();
            let Some(drawn) = bars(&columns) else {
                continue;
            };
            let highest = columns
                .iter()
                .map(|column| column.iter().sum::<usize>())
                .max()
                .unwrap();
            let factor = number(drawn.base - ROOM) / number(highest);
            assert!(drawn.base <= ROOM + HIGH);
            for (column, numbers) in drawn.columns.iter().zip(&columns) {
                for part in &column.parts {
                    let wanted = number(numbers[part.class]) * factor;
                    assert!(
                        (height(part) - wanted).abs() <= 0.1 + 1e-9,
                        "{part:?} of {numbers:?}"
                    );
                }
                let sum: f64 = column.parts.iter().map(height).sum();
                let top: f64 = column.top.parse().unwrap();
                assert!((number(drawn.base) - top - sum).abs() < 1e-6);
            }
            assert!(drawn.lines.len() <= LINES && !drawn.lines.is_empty());
        }
    }

    #[test]
    fn nothing_makes_no_picture() {
        assert_eq!(bars(&[]), None);
        assert_eq!(bars(&[vec![0, 0], vec![]]), None);
    }

    #[test]
    fn columns_fill_the_width_beside_the_numbers() {
        let drawn = bars(&vec![vec![1]; 40]).unwrap();
        assert_eq!(drawn.columns[0].left, "7%");
        assert_eq!(drawn.columns[39].left, "97.67%");
        assert_eq!(drawn.bar_width, "1.71%");
        assert_eq!(bars(&[vec![1]]).unwrap().bar_width, "6.2%");
    }
}
