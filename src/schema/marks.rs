//! How events are marked in lists: a shape for the kind, a tone for how each one stands.
//!
//! Both lists are closed, since the theme has a drawing and a colour for each.

/// The shape that stands for a kind of event; the theme gives each a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// A filled circle.
    Circle,
    /// A triangle that stands on its base.
    Triangle,
    /// A square.
    Square,
    /// A square on its corner.
    Diamond,
}

impl Mark {
    /// Every mark with the word for it.
    pub const ALL: &[(&str, Mark)] = &[
        ("circle", Mark::Circle),
        ("triangle", Mark::Triangle),
        ("square", Mark::Square),
        ("diamond", Mark::Diamond),
    ];

    /// Returns the word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Circle => "circle",
            Self::Triangle => "triangle",
            Self::Square => "square",
            Self::Diamond => "diamond",
        }
    }
}

/// How an event stands, which decides how its mark is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// It took place or went well.
    Good,
    /// It is still to come.
    Open,
    /// It did not take place.
    Off,
    /// It took place and failed.
    Failed,
}

impl Tone {
    /// Every tone with the word for it.
    pub const ALL: &[(&str, Tone)] = &[
        ("good", Tone::Good),
        ("open", Tone::Open),
        ("off", Tone::Off),
        ("failed", Tone::Failed),
    ];

    /// Returns the word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Open => "open",
            Self::Off => "off",
            Self::Failed => "failed",
        }
    }
}
