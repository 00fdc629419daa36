//! Buffers that hold secrets: sized before they are filled, never grown, zeroized on drop.

use alloc::vec::Vec;
use core::{fmt, ops::Deref};
use zeroize::{Zeroize, Zeroizing};

/// A buffer for a passphrase encoding, a derived key, a plaintext or a repaired text.
///
/// A `Vec` that grows frees its old block with the secret still in it, so this one has its
/// full capacity from the start and [`extend`](Scratch::extend) refuses what does not fit.
pub(crate) struct Scratch(Zeroizing<Vec<u8>>);

impl Scratch {
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Scratch(Zeroizing::new(Vec::with_capacity(bytes)))
    }

    /// A buffer of `bytes` zeroes, to be overwritten.
    pub(crate) fn zeroed(bytes: usize) -> Self {
        Scratch(Zeroizing::new(alloc::vec![0; bytes]))
    }

    pub(crate) fn copy_of(bytes: &[u8]) -> Self {
        let mut scratch = Scratch::with_capacity(bytes.len());
        scratch.0.extend_from_slice(bytes);
        scratch
    }

    /// Takes over a vector that was sized right when it was made.
    pub(crate) fn from_vec(bytes: Vec<u8>) -> Self {
        Scratch(Zeroizing::new(bytes))
    }

    /// Appends `bytes` if there is room. Returns false, without a change, if there is not.
    #[must_use]
    pub(crate) fn extend(&mut self, bytes: &[u8]) -> bool {
        let room = self.0.capacity().saturating_sub(self.0.len());
        if bytes.len() > room {
            return false;
        }
        self.0.extend_from_slice(bytes);
        true
    }

    #[must_use]
    pub(crate) fn push(&mut self, byte: u8) -> bool {
        self.extend(&[byte])
    }

    /// Shortens to `length` bytes. The removed bytes are zeroized.
    pub(crate) fn truncate(&mut self, length: usize) {
        if let Some(tail) = self.0.get_mut(length..) {
            tail.zeroize();
        }
        self.0.truncate(length);
    }

    pub(crate) fn as_mut_slice(&mut self) -> &mut [u8] {
        &mut self.0
    }

    #[cfg(any(feature = "rustls-pki-types", feature = "write"))]
    pub(crate) fn into_zeroizing(self) -> Zeroizing<Vec<u8>> {
        self.0
    }
}

impl Deref for Scratch {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Scratch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Scratch(..)")
    }
}

/// Bytes of the input, or a copy that was decoded or gathered from it and is zeroized on drop.
pub(crate) enum Bytes<'a> {
    Borrowed(&'a [u8]),
    Owned(Scratch),
}

impl Deref for Bytes<'_> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Bytes::Borrowed(bytes) => bytes,
            Bytes::Owned(scratch) => scratch,
        }
    }
}

/// The bytes may be those of a private key.
impl fmt::Debug for Bytes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Bytes(..)")
    }
}

/// The number of 64-bit words of stack that are overwritten: more than any cipher or derivation here
/// uses, including bcrypt's two Blowfish states.
const STACK_WORDS: usize = 2048;

/// Runs `work` and overwrites the stack that it used.
///
/// The crates that derive and decrypt move key schedules and hash states and leave copies on the
/// stack. A value that is later built there and moved to the heap carries such a copy along in its
/// padding bytes, where it would outlive the parse.
pub(crate) fn with_wiped_stack<T>(work: impl FnOnce() -> T) -> T {
    let result = in_own_frame(work);
    wipe_stack();
    result
}

#[inline(never)]
fn in_own_frame<T>(work: impl FnOnce() -> T) -> T {
    work()
}

/// Overwrites what functions that have returned left on the stack.
#[inline(never)]
pub(crate) fn wipe_stack() {
    [u64::MAX; STACK_WORDS].zeroize();
}
