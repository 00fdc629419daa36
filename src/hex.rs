//! Octets in hexadecimal.

use alloc::string::String;
use core::fmt::Write;

/// Returns `octets` in lower-case hexadecimal, two digits for each.
pub(crate) fn hex(octets: &[u8]) -> String {
    let mut text = String::with_capacity(octets.len().saturating_mul(2));
    for octet in octets {
        // Writing to a String never fails.
        let _ = write!(text, "{octet:02x}");
    }
    text
}
