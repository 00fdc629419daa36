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
