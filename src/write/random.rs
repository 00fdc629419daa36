//! Random octets, from the caller.

use crate::error::{Error, Path, write::ZERO_RANDOM};

/// The caller's random source.
pub(super) struct Random<F>(pub(super) F);

impl<F: FnMut(&mut [u8])> Random<F> {
    /// A salt or an initialization vector.
    ///
    /// # Errors
    /// Only zeros: a source that fails leaves the buffer as it was.
    pub(super) fn octets<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        let mut octets = [0; N];
        (self.0)(&mut octets);
        if octets == [0; N] {
            return Err(ZERO_RANDOM.at(&Path::ROOT));
        }
        Ok(octets)
    }
}
