//! Numbers that look random and are the same on every machine.
//!
//! A seed goes in; the same seed gives the same row of numbers for ever, so that two people who
//! measure measure the same site. It is xorshift64* and is good for nothing that needs secrecy.

/// A row of numbers.
pub(crate) struct Random {
    state: u64,
}

impl Random {
    /// Starts the row that belongs to a seed.
    pub(crate) fn new(seed: u64) -> Self {
        // The generator never leaves zero, and small seeds would begin alike without the mixing.
        let mixed = seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        Self {
            state: mixed.max(1),
        }
    }

    /// Returns a number below `limit`, which must not be zero.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        let drawn = self.state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 32;
        let limit = u64::try_from(limit).expect("a count fits 64 bits");
        usize::try_from(drawn % limit).expect("it is below a limit that was a usize")
    }

    /// Returns a number below `limit`, small ones more often: a few names fill most of the news.
    pub(crate) fn skewed(&mut self, limit: usize) -> usize {
        self.below(limit).min(self.below(limit))
    }

    /// Is true once in `times` on average.
    pub(crate) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// Picks one of several.
    pub(crate) fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }
}
