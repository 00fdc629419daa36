//! Object identifiers as content octets: compared as bytes, printed in dotted decimal.

use alloc::{format, string::String};
use core::fmt::{self, Write};

/// The content octets of an OBJECT IDENTIFIER (X.690 §8.19), without tag and length.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Oid<'a>(pub(crate) &'a [u8]);

/// Longer ones are printed as shortened hex: nobody registers them, attackers write them.
const LONGEST_PRINTED: usize = 64;

impl fmt::Display for Oid<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match dotted(self.0) {
            Some(text) => f.write_str(&text),
            None => {
                f.write_str("#")?;
                for byte in self.0.iter().take(16) {
                    write!(f, "{byte:02x}")?;
                }
                if self.0.len() > 16 {
                    write!(f, "... ({} bytes)", self.0.len())?;
                }
                Ok(())
            }
        }
    }
}

impl fmt::Debug for Oid<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Dotted decimal; nothing for what is too long, has an arc over 2⁶⁴−1 or breaks X.690 §8.19.2.
pub(crate) fn dotted(content: &[u8]) -> Option<String> {
    if content.is_empty() || content.len() > LONGEST_PRINTED {
        return None;
    }
    let mut text = String::new();
    let mut arc: u64 = 0;
    let mut started = false;
    for octet in content {
        if !started && *octet == 0x80 {
            return None;
        }
        arc = arc.checked_mul(128)?.checked_add(u64::from(octet & 0x7f))?;
        started = octet & 0x80 != 0;
        if started {
            continue;
        }
        if text.is_empty() {
            let root = (arc / 40).min(2);
            text = format!("{root}.{}", arc.checked_sub(root.checked_mul(40)?)?);
        } else {
            write!(text, ".{arc}").ok()?;
        }
        arc = 0;
    }
    (!started).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn printed_in_dotted_decimal() {
        assert_eq!(Oid(&[0x55, 4, 3]).to_string(), "2.5.4.3");
        assert_eq!(Oid(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d]).to_string(), "1.2.840.113549");
        assert_eq!(Oid(&[0x88, 0x37]).to_string(), "2.999");
    }

    #[test]
    fn what_is_no_oid_is_hex() {
        assert_eq!(Oid(&[]).to_string(), "#");
        assert_eq!(Oid(&[0x2a, 0x80, 0x01]).to_string(), "#2a8001");
        assert_eq!(Oid(&[0x2a, 0x86]).to_string(), "#2a86");
        assert!(Oid(&[0xff; 70]).to_string().ends_with("... (70 bytes)"));
        let over: &[u8] = &[0x2a, 0x83, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f];
        assert!(Oid(over).to_string().starts_with('#'));
    }
}
