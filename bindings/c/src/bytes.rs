//! Octets in a handle.

use core::ptr;

/// Octets in a handle, valid until it is freed. `data` is NULL if there are none.
#[repr(C)]
pub struct AnycertBytes {
    /// The first octet.
    pub data: *const u8,
    /// Their number.
    pub len: usize,
}

impl AnycertBytes {
    pub(crate) fn of(bytes: Option<&[u8]>) -> Self {
        match bytes {
            Some(bytes) => AnycertBytes { data: bytes.as_ptr(), len: bytes.len() },
            None => AnycertBytes { data: ptr::null(), len: 0 },
        }
    }
}
