//! The strip of events: a column for each month or year, a stack in it for each kind of event.
//!
//! In: how many events of each kind fall into each column. Out: where each mark, block or bar stands.
//! One kind stands on the line; of two, the first stands above the line and the second below; three
//! or more have a line each. One mark or one block is one event for as long as the highest stack lets
//! it be counted; beyond that the stacks are bars to one scale.

/// The events of one kind in one column.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stack {
    /// Those that took place.
    pub full: usize,
    /// Those that did not, or are still to come: drawn beyond the others, in outline.
    pub hollow: usize,
}

/// How the events of a strip are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A mark for each event, far enough from the next to be touched.
    Links,
    /// A mark for each event, close to the next.
    Marks,
    /// A block for each event.
    Blocks,
    /// A bar for all events of a stack.
    Bars,
}

/// A strip laid out.
#[derive(Debug, PartialEq)]
pub struct Strip {
    /// How events are drawn.
    pub form: Form,
    /// The height of the figure without the labels under it.
    pub height: usize,
    /// The columns in their order.
    pub columns: Vec<Column>,
    /// The lines on which the stacks stand.
    pub lines: Vec<Line>,
    /// The heights at which a thin line parts the blocks of all columns.
    pub partings: Vec<usize>,
    /// The numbers at the highest stacks.
    pub peaks: Vec<Peak>,
}

/// A column of a strip.
#[derive(Debug, PartialEq)]
pub struct Column {
    /// The left edge, in percent.
    pub left: f64,
    /// The middle, in percent.
    pub middle: f64,
    /// The stacks, one for each kind.
    pub stacks: Vec<Placed>,
}

/// The stack of one kind in one column, placed.
#[derive(Debug, PartialEq)]
pub struct Placed {
    /// The boxes, as top and height: one for all full events of blocks and bars, one for each hollow
    /// event of blocks, and one for all of bars.
    pub boxes: Vec<Block>,
    /// The middles of the marks, from the line outwards; empty for blocks and bars.
    pub marks: Vec<usize>,
}

/// A box of a stack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// The upper edge.
    pub top: usize,
    /// The height.
    pub height: usize,
    /// Whether it is drawn in outline.
    pub hollow: bool,
}

/// The line of a kind, and where its stacks stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// The height of the line.
    pub at: usize,
    /// Whether the stacks hang from it.
    pub below: bool,
}

/// The number at a highest stack.
#[derive(Debug, PartialEq)]
pub struct Peak {
    /// The middle of the column, in percent.
    pub middle: f64,
    /// The baseline of the number.
    pub at: usize,
    /// The events of the stack.
    pub number: usize,
}

/// The room above the first stack and between lines, for the number of a peak.
const ROOM: usize = 20;
/// The most blocks of a stack; where one is higher, all are bars.
const BLOCKS: usize = 14;
/// The height of the highest bar.
const BAR: usize = 150;
/// The part of a column that a box fills.
const FILLED: f64 = 0.68;
/// The widest box, in percent, so that few columns do not become slabs.
const WIDEST: f64 = 5.7;
/// The most marks that are links of their own, and the highest stacks of such marks together.
const LINKS: (usize, usize) = (40, 10);
/// The most marks of a figure; with more, events are blocks.
const MARKS: usize = 60;

impl Form {
    /// Returns the height that one event takes, or none where that depends on the others.
    fn pitch(self) -> Option<usize> {
        match self {
            Self::Links => Some(24),
            Self::Marks => Some(15),
            Self::Blocks => Some(12),
            Self::Bars => None,
        }
    }

    /// Returns the word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Links => "links",
            Self::Marks => "marks",
            Self::Blocks => "blocks",
            Self::Bars => "bars",
        }
    }
}

/// Returns the width of every box of a strip with so many columns, in percent.
#[must_use]
pub fn box_width(columns: usize) -> f64 {
    (100.0 / as_number(columns.max(1)) * FILLED).min(WIDEST)
}

/// Lays out a strip from the stacks of each kind, as many for one as for another.
///
/// `marks` tells whether events may be drawn as marks at all.
#[must_use]
pub fn strip(kinds: &[Vec<Stack>], marks: bool) -> Strip {
    let size = |stack: &Stack| stack.full + stack.hollow;
    let highest: Vec<usize> = kinds
        .iter()
        .map(|stacks| stacks.iter().map(size).max().unwrap_or_default())
        .collect();
    let total = kinds.iter().flatten().map(size).sum();
    let form = choose(&highest, total, marks);
    let most = highest.iter().copied().max().unwrap_or_default().max(1);
    let height_of = |number: usize| match form.pitch() {
        Some(pitch) => number * pitch,
        None => (number * BAR).div_ceil(most),
    };
    let lines = lines(
        &highest
            .iter()
            .map(|number| height_of(*number))
            .collect::<Vec<_>>(),
    );
    let height = lines
        .iter()
        .zip(&highest)
        .map(|(line, number)| {
            line.at
                + if line.below {
                    height_of(*number) + ROOM
                } else {
                    4
                }
        })
        .max()
        .unwrap_or(ROOM);
    let number_of_columns = kinds.first().map_or(0, Vec::len);
    let width = 100.0 / as_number(number_of_columns.max(1));
    let columns = (0..number_of_columns)
        .map(|index| Column {
            left: width * as_number(index),
            middle: width * (as_number(index) + 0.5),
            stacks: kinds
                .iter()
                .zip(&lines)
                .map(|(stacks, line)| place(stacks[index], *line, form, &height_of))
                .collect(),
        })
        .collect();
    let peaks = kinds
        .iter()
        .zip(&lines)
        .flat_map(|(stacks, line)| peaks(stacks, *line, width, &height_of))
        .collect();
    let mut partings = Vec::new();
    if let (Form::Blocks, Some(pitch)) = (form, form.pitch()) {
        for (line, number) in lines.iter().zip(&highest) {
            for block in 1..*number {
                partings.push(if line.below {
                    line.at + block * pitch
                } else {
                    line.at - block * pitch
                });
            }
        }
    }
    Strip {
        form,
        height,
        columns,
        lines,
        partings,
        peaks,
    }
}

fn choose(highest: &[usize], total: usize, marks: bool) -> Form {
    let together: usize = highest.iter().sum();
    let most = highest.iter().copied().max().unwrap_or_default();
    if marks && total <= LINKS.0 && together <= LINKS.1 {
        Form::Links
    } else if marks && total <= MARKS && most <= BLOCKS {
        Form::Marks
    } else if most <= BLOCKS {
        Form::Blocks
    } else {
        Form::Bars
    }
}

/// Finds the line of each kind from the heights of their highest stacks.
fn lines(heights: &[usize]) -> Vec<Line> {
    if let [above, _] = heights {
        let at = ROOM + above;
        return [false, true].map(|below| Line { at, below }).to_vec();
    }
    let mut at = 0;
    heights
        .iter()
        .map(|height| {
            at += ROOM + height;
            Line { at, below: false }
        })
        .collect()
}

fn place(stack: Stack, line: Line, form: Form, height_of: &impl Fn(usize) -> usize) -> Placed {
    let number = stack.full + stack.hollow;
    let from_line = |near: usize, far: usize, hollow: bool| {
        let top = if line.below {
            line.at + near
        } else {
            line.at - far
        };
        // The outline of a hollow box must not touch what parts it from the next.
        let inset = if hollow { 2 } else { 0 };
        Block {
            top: top + inset,
            height: (far - near).saturating_sub(2 * inset),
            hollow,
        }
    };
    let mut placed = Placed {
        boxes: Vec::new(),
        marks: Vec::new(),
    };
    match form {
        Form::Links | Form::Marks => {
            let pitch = height_of(1);
            for index in 0..number {
                let from = index * pitch + pitch / 2;
                placed.marks.push(if line.below {
                    line.at + from
                } else {
                    line.at - from
                });
            }
        }
        Form::Blocks | Form::Bars => {
            if stack.full > 0 {
                placed
                    .boxes
                    .push(from_line(0, height_of(stack.full), false));
            }
            let each = if form == Form::Blocks {
                1
            } else {
                stack.hollow.max(1)
            };
            for first in (stack.full..number).step_by(each) {
                placed
                    .boxes
                    .push(from_line(height_of(first), height_of(first + each), true));
            }
        }
    }
    placed
}

/// Numbers the highest stacks of a kind, where at most two share the height and it is more than one.
fn peaks(
    stacks: &[Stack],
    line: Line,
    width: f64,
    height_of: &impl Fn(usize) -> usize,
) -> Vec<Peak> {
    let size = |stack: &Stack| stack.full + stack.hollow;
    let number = stacks.iter().map(size).max().unwrap_or_default();
    let highest: Vec<usize> = (0..stacks.len())
        .filter(|index| size(&stacks[*index]) == number)
        .collect();
    if number < 2 || highest.len() > 2 {
        return Vec::new();
    }
    let far = height_of(number);
    let at = if line.below {
        line.at + far + 15
    } else {
        line.at - far - 6
    };
    highest
        .into_iter()
        .map(|index| Peak {
            middle: width * (as_number(index) + 0.5),
            at,
            number,
        })
        .collect()
}

/// Returns a small number with a point; columns and events are far fewer than what a `u32` holds.
fn as_number(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stacks(numbers: &[usize]) -> Vec<Stack> {
        let stack = |full: &usize| Stack {
            full: *full,
            hollow: 0,
        };
        numbers.iter().map(stack).collect()
    }

    #[test]
    fn the_first_of_two_kinds_stands_above_the_line_and_the_second_below() {
        let strip = strip(&[stacks(&[2, 0]), stacks(&[0, 1])], false);
        assert_eq!(strip.form, Form::Blocks);
        assert_eq!(
            strip.lines,
            [
                Line {
                    at: 44,
                    below: false
                },
                Line {
                    at: 44,
                    below: true
                }
            ]
        );
        let first = &strip.columns[0].stacks[0].boxes;
        assert_eq!(
            first[..],
            [Block {
                top: 20,
                height: 24,
                hollow: false
            }]
        );
        let second = &strip.columns[1].stacks[1].boxes;
        assert_eq!(
            second[..],
            [Block {
                top: 44,
                height: 12,
                hollow: false
            }]
        );
        assert_eq!(strip.partings, [32]);
        assert_eq!(strip.height, 76);
    }

    #[test]
    fn three_kinds_have_a_line_each() {
        let strip = strip(&[stacks(&[1]), stacks(&[2]), stacks(&[1])], false);
        let lines: Vec<(usize, bool)> = strip
            .lines
            .iter()
            .map(|line| (line.at, line.below))
            .collect();
        assert_eq!(lines, [(32, false), (76, false), (108, false)]);
    }

    #[test]
    fn what_did_not_take_place_stands_beyond_the_rest_in_outline() {
        let kind = vec![Stack { full: 1, hollow: 2 }];
        let strip = strip(&[kind], false);
        assert_eq!(
            strip.columns[0].stacks[0].boxes,
            [
                Block {
                    top: 44,
                    height: 12,
                    hollow: false
                },
                Block {
                    top: 34,
                    height: 8,
                    hollow: true
                },
                Block {
                    top: 22,
                    height: 8,
                    hollow: true
                },
            ]
        );
    }

    #[test]
    fn marks_give_way_to_blocks_and_blocks_to_bars() {
        let form = |numbers: &[usize]| strip(&[stacks(numbers)], true).form;
        assert_eq!(form(&[10, 3]), Form::Links);
        assert_eq!(form(&[11]), Form::Marks);
        assert_eq!(form(&[14, 14, 14, 14, 14]), Form::Blocks);
        assert_eq!(form(&[15]), Form::Bars);
        let bars = strip(&[stacks(&[300, 150])], false);
        assert_eq!(
            bars.columns[1].stacks[0].boxes,
            [Block {
                top: 95,
                height: 75,
                hollow: false
            }]
        );
        assert_eq!(
            bars.peaks,
            [Peak {
                middle: 25.0,
                at: 14,
                number: 300
            }]
        );
    }

    #[test]
    fn a_peak_that_many_share_has_no_number() {
        assert_eq!(strip(&[stacks(&[2, 2, 2])], false).peaks, []);
        assert_eq!(strip(&[stacks(&[2, 0, 2])], false).peaks.len(), 2);
        assert_eq!(strip(&[stacks(&[1, 0, 0])], false).peaks, []);
    }

    #[test]
    fn a_strip_of_nothing_has_no_column() {
        assert_eq!(strip(&[], true).columns, []);
    }

    #[test]
    fn few_columns_do_not_become_slabs() {
        assert!((box_width(4) - 5.7).abs() < 1e-9);
        assert!((box_width(34) - 2.0).abs() < 1e-9);
    }
}
