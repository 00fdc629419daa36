//! Pseudo-random octets, the same in every run.

/// A random source for tests: a generator with a fixed seed (xorshift64, G. Marsaglia 2003).
pub fn fixed() -> impl FnMut(&mut [u8]) {
    let mut state: u64 = 0x9e37_79b9_7f4a_7c15;
    move |buffer: &mut [u8]| {
        for octet in buffer {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            *octet = state.to_le_bytes()[3];
        }
    }
}

/// Numbers that are the same in every run, from a seed that is not 0.
pub struct Random(u64);

impl Random {
    /// Creates a source.
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    /// A number below `end`, or 0 if that is 0.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits") % end.max(1)
    }
}
