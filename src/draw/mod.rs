//! Figures: numbers and words in, positions or the inside of an `<svg>` out, one file for each figure.
//!
//! Nothing here knows an entry, a page or a template. Positions are per cent across and pixels down, so
//! that a figure stretches while its words keep their size. What carries meaning is said in words
//! beside each figure.

pub mod bars;
pub mod calendar;
pub mod labels;
pub mod lags;
pub mod line;
pub mod map;
mod path;
pub mod profile;
pub mod spots;
pub mod strip;

/// A mark: the shape of its kind and the tone of its state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The word for the shape; it names the symbol of the page and the class of the colour.
    pub shape: &'static str,
    /// The word for the tone, or nothing.
    pub tone: &'static str,
}

impl Mark {
    /// Draws the mark with its left upper corner at a place, both in pixels.
    fn push(self, left: i64, down: u32, size: u32, svg: &mut String) {
        let (shape, tone) = (self.shape, self.tone);
        let mut push = |symbol: &str| {
            svg.extend([format!(
                "<use class=\"k {shape} {tone}\" href=\"#m-{symbol}\" x=\"{left}\" y=\"{down}\" \
                 width=\"{size}\" height=\"{size}\"/>"
            )]);
        };
        push(shape);
        if tone == STRUCK {
            push("strike");
        }
    }
}

/// Begins a part of a figure whose own zero lies at a place across; `</svg>` ends it.
fn begin_at(across: i64, svg: &mut String) {
    svg.extend([format!(
        "<svg x=\"{}\" overflow=\"visible\">",
        per_cent(across)
    )]);
}

/// The tone whose marks are struck through.
const STRUCK: &str = "off";

/// Writes parts of ten thousand as per cent: 714 becomes `7.14%`.
fn per_cent(parts: i64) -> String {
    let text = format!("{}.{:02}", parts / 100, parts % 100);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    format!("{text}%")
}

/// Writes tenths of a pixel: 123 becomes `12.3`.
fn tenths(tenths: usize) -> String {
    let text = format!("{}.{}", tenths / 10, tenths % 10);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
