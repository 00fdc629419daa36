//! Texts that C holds.

use core::{ffi::c_char, ptr};
use std::ffi::CString;
use zeroize::Zeroizing;

/// A text for `anycert_text_free`; NULL for `None`. NULL also if it contains NUL, which no text of the
/// crate does: names are escaped, and a name that ends at a NUL would be another name.
pub(crate) fn for_caller(text: Option<impl Into<String>>) -> *mut c_char {
    // With room for the NUL, so that nothing is copied.
    let text = text.and_then(|text| {
        let text = Zeroizing::new(text.into());
        let mut octets = Vec::with_capacity(text.len() + 1);
        octets.extend_from_slice(text.as_bytes());
        CString::new(octets).ok()
    });
    text.map_or(ptr::null_mut(), CString::into_raw)
}

/// A position for C; -1 for `None`.
pub(crate) fn position(at: Option<usize>) -> isize {
    at.and_then(|at| isize::try_from(at).ok()).unwrap_or(-1)
}
