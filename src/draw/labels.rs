//! Words in a picture that has a scale: where each stands so that none covers another.
//!
//! A picture is shown at several widths, and its words keep a size that can be read, so that they take
//! more of a narrow picture. What fits only while they are small is marked, and narrow pictures leave it
//! out; what fits nowhere is not written at all.

use super::path::decimal;
use crate::geo::Frame;
use crate::model::body::push_text;

/// The sizes of words in units of the picture: where it is as wide as it is drawn, and at its narrowest.
pub const SIZES: [f64; 2] = [12.0, 20.0];

/// The room to either side of words.
const PADDING: f64 = 2.0;

/// Words that belong to a place.
#[derive(Debug, Clone)]
pub struct Label {
    /// The words, without any mark-up; each line apart.
    pub lines: Vec<String>,
    /// The place.
    pub at: (f64, f64),
    /// How far from the place they begin; none to set them right on it.
    pub gap: Option<f64>,
    /// The classes that give them their looks.
    pub class: &'static str,
    /// Whether a dot marks the place, which goes where the words go.
    pub dot: bool,
    /// Whether they stand above the place rather than beside it, where both is free.
    pub above: bool,
}

impl Label {
    /// Returns how wide its words are where the picture is as wide as it is drawn.
    #[must_use]
    pub fn width(&self) -> f64 {
        let widths = self.lines.iter().map(|line| width(line));
        widths.fold(0.0, f64::max) * SIZES[0]
    }
}

/// Which words stand where, and what they leave free.
#[derive(Debug, Clone)]
pub struct Labels {
    frame: Frame,
    /// What is taken at each size.
    taken: [Vec<Frame>; 2],
}

/// Sides of a place, in the order of preference: to the right or left, how far down in heights of a line.
/// The first is that above the place.
const SIDES: &[(f64, f64)] = &[
    (0.0, -1.0),
    (1.0, 0.0),
    (-1.0, 0.0),
    (1.0, -0.75),
    (1.0, 0.75),
    (-1.0, -0.75),
    (-1.0, 0.75),
    (0.0, -1.0),
    (0.0, 1.0),
];

impl Labels {
    /// Begins with an empty picture.
    #[must_use]
    pub fn within(frame: Frame) -> Self {
        Self {
            frame,
            taken: [Vec::new(), Vec::new()],
        }
    }

    /// Keeps a part of the picture free of words.
    pub fn keep_free(&mut self, part: Frame) {
        for taken in &mut self.taken {
            taken.push(part);
        }
    }

    /// Takes over what words were put last into a copy.
    pub fn keep_last_of(&mut self, copy: &Self) {
        for (own, other) in self.taken.iter_mut().zip(&copy.taken) {
            own.extend(other.last());
        }
    }

    /// Writes words where there is room, and a dot; tells whether there was.
    pub fn put(&mut self, label: &Label, svg: &mut String) -> bool {
        let sides = match label.gap {
            Some(_) if label.above => SIDES,
            Some(_) => &SIDES[1..],
            None => &[(0.0, 0.0)],
        };
        let free = |size: usize, side: &(f64, f64)| {
            let own = extent(label, *side, SIZES[size]);
            let inside = self.frame.left <= own.left
                && own.right <= self.frame.right
                && self.frame.top <= own.top
                && own.bottom <= self.frame.bottom;
            inside && !self.taken[size].iter().any(|taken| taken.meets(&own))
        };
        let both = sides.iter().find(|side| free(0, side) && free(1, side));
        let Some(side) = both.or_else(|| sides.iter().find(|side| free(0, side))) else {
            return false;
        };
        self.taken[0].push(extent(label, *side, SIZES[0]));
        if both.is_some() {
            self.taken[1].push(extent(label, *side, SIZES[1]));
        }
        write(label, *side, both.is_none(), svg);
        true
    }
}

/// Returns the room that words take at a side of their place.
fn extent(label: &Label, (right, down): (f64, f64), size: f64) -> Frame {
    let wide = label.width() / SIZES[0] * size;
    let high = size * 1.2 * lines(label);
    let gap = label.gap.unwrap_or_default();
    let left = label.at.0 + right * gap
        - match right {
            1.0 => 0.0,
            -1.0 => wide,
            _ => wide / 2.0,
        };
    let middle = label.at.1 + down * (gap * 0.6 + size * 0.7 * lines(label));
    Frame {
        left: left - PADDING,
        right: left + wide + PADDING,
        top: middle - high / 2.0,
        bottom: middle + high / 2.0,
    }
}

#[expect(clippy::cast_precision_loss, reason = "a label has few lines")]
fn lines(label: &Label) -> f64 {
    label.lines.len() as f64
}

/// Estimates the width of words in sizes of their letters, rather too wide than too narrow.
pub(super) fn width(words: &str) -> f64 {
    let letter = |letter: char| match letter {
        'i' | 'j' | 'l' | 't' | 'f' | 'I' | ' ' | '.' | ',' | '-' | '\'' | '’' | '\u{a0}' => 0.34,
        'm' | 'w' | 'M' | 'W' => 0.92,
        letter if letter.is_uppercase() => 0.72,
        letter if u32::from(letter) > 0x1100 => 1.05,
        _ => 0.6,
    };
    words.chars().map(letter).sum()
}

/// Writes words and dot. Lines are set in `em`, so that they keep to the place at every size.
fn write(label: &Label, (right, down): (f64, f64), is_minor: bool, svg: &mut String) {
    let minor = if is_minor { " minor" } else { "" };
    let (x, y) = label.at;
    if label.dot {
        svg.extend([format!(
            "<circle class=\"dot{minor}\" cx=\"{}\" cy=\"{}\" r=\"2.4\"/>",
            decimal(x),
            decimal(y)
        )]);
    }
    let gap = label.gap.unwrap_or_default();
    let anchor = match right {
        1.0 => "",
        -1.0 => " end",
        _ => " mid",
    };
    let x = decimal(x + right * gap);
    let y = decimal(y + down * gap * 0.6);
    for (index, line) in label.lines.iter().enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "a label has few lines")]
        let own = index as f64 - (lines(label) - 1.0) / 2.0;
        // A third of its size below the middle stands the line on which letters stand.
        let shift = decimal(3.5 + own * 12.0 + down * 7.0 * lines(label) * 1.2);
        svg.extend([format!(
            "<text class=\"{}{anchor}{minor}\" x=\"{x}\" y=\"{y}\" dy=\"{}em\">",
            label.class,
            ems(&shift)
        )]);
        push_text(svg, line);
        svg.push_str("</text>");
    }
}

/// Turns twelfths of a size into sizes with two decimals.
fn ems(twelfths: &str) -> String {
    let number: f64 = twelfths.parse().unwrap_or_default();
    let text = format!("{:.2}", number / 12.0);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" {
        "0".to_owned()
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Frame = Frame {
        left: 0.0,
        top: 0.0,
        right: 480.0,
        bottom: 400.0,
    };

    fn label(words: &str, at: (f64, f64)) -> Label {
        Label {
            lines: vec![words.to_owned()],
            at,
            gap: Some(6.0),
            class: "halo",
            dot: true,
            above: false,
        }
    }

    #[test]
    fn words_turn_to_the_side_that_is_free() {
        let mut labels = Labels::within(FRAME);
        let mut svg = String::new();
        assert!(labels.put(&label("Tokyo", (100.0, 100.0)), &mut svg));
        assert!(
            svg.contains("<text class=\"halo\" x=\"106\" y=\"100\" dy=\"0.29em\">Tokyo</text>")
        );
        svg.clear();
        assert!(labels.put(&label("At the edge", (470.0, 200.0)), &mut svg));
        assert!(svg.contains("class=\"halo end\" x=\"464\""));
    }

    #[test]
    fn none_covers_another() {
        let mut labels = Labels::within(FRAME);
        let mut svg = String::new();
        let crowd = (0..40).map(|index| label(&format!("Town {index}"), (200.0, 200.0)));
        let put: Vec<bool> = crowd.map(|label| labels.put(&label, &mut svg)).collect();
        let number = put.iter().filter(|put| **put).count();
        assert!(put[0] && number < 9, "{number}");
        for taken in &labels.taken {
            for (index, own) in taken.iter().enumerate() {
                assert!(!taken[index + 1..].iter().any(|other| own.meets(other)));
            }
        }
    }

    #[test]
    fn what_fits_small_words_alone_is_marked() {
        let mut labels = Labels::within(FRAME);
        labels.keep_free(Frame {
            left: 0.0,
            top: 0.0,
            right: 480.0,
            bottom: 192.0,
        });
        labels.keep_free(Frame {
            left: 0.0,
            top: 208.0,
            right: 480.0,
            bottom: 400.0,
        });
        let mut svg = String::new();
        assert!(labels.put(&label("Seoul", (200.0, 200.0)), &mut svg));
        assert!(svg.contains("class=\"dot minor\"") && svg.contains("class=\"halo minor\""));
    }

    #[test]
    fn letters_with_a_meaning_are_escaped() {
        let mut svg = String::new();
        Labels::within(FRAME).put(&label("A & B <i>", (100.0, 100.0)), &mut svg);
        assert!(svg.contains("A &amp; B &lt;i&gt;"));
    }
}
