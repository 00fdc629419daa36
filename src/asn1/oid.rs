//! OBJECT IDENTIFIER (X.690 §8.19): compared as bytes, printed in dotted decimal.

use core::fmt;

/// An object identifier from the input.
///
/// [`Display`](fmt::Display) prints dotted decimal. An identifier that is longer than 64 octets, has
/// an arc above 2⁶⁴−1 or violates X.690 §8.19.2 is printed as `#` and hexadecimal, shortened after
/// 16 octets. That includes the UUID arcs of X.667, which have 128 bits.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let der = std::fs::read("testdata/certificate/example.der")?;
/// let certificate = anycert::Certificate::from_der(&der)?;
/// let oid = certificate.signature_algorithm().oid();
/// println!("{oid}"); // 1.2.840.113549.1.1.11
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Oid<'a>(pub(crate) &'a [u8]);

const LONGEST_PRINTED: usize = 64;

impl<'a> Oid<'a> {
    /// The content octets (X.690 §8.19), without tag and length.
    #[must_use]
    pub fn as_bytes(&self) -> &'a [u8] {
        self.0
    }
}

impl fmt::Display for Oid<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if arcs(self.0, |_| Ok(())).is_err() {
            return fmt_hex(self.0, f);
        }
        let mut separator = "";
        let written = arcs(self.0, |arc| {
            f.write_str(separator)?;
            separator = ".";
            write!(f, "{arc}")
        });
        written.map_err(|NotPrintable| fmt::Error)
    }
}

impl fmt::Debug for Oid<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

fn fmt_hex(content: &[u8], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str("#")?;
    for byte in content.iter().take(16) {
        write!(f, "{byte:02x}")?;
    }
    if content.len() > 16 {
        write!(f, "... ({} bytes)", content.len())?;
    }
    Ok(())
}

/// Too long, an arc above 2⁶⁴−1, or not encoded as X.690 §8.19.2 requires.
struct NotPrintable;

impl From<fmt::Error> for NotPrintable {
    fn from(_: fmt::Error) -> Self {
        NotPrintable
    }
}

/// Passes the arcs to `each` in order. The first subidentifier holds two of them (X.690 §8.19.4).
fn arcs(content: &[u8], mut each: impl FnMut(u64) -> fmt::Result) -> Result<(), NotPrintable> {
    if content.is_empty() || content.len() > LONGEST_PRINTED {
        return Err(NotPrintable);
    }
    let mut arc: u64 = 0;
    let (mut first, mut started) = (true, false);
    for octet in content {
        if !started && *octet == 0x80 {
            return Err(NotPrintable);
        }
        let shifted = arc.checked_mul(128).ok_or(NotPrintable)?;
        arc = shifted | u64::from(octet & 0x7f);
        started = octet & 0x80 != 0;
        if started {
            continue;
        }
        if first {
            let root = (arc / 40).min(2);
            each(root)?;
            arc = arc.saturating_sub(root.saturating_mul(40));
            first = false;
        }
        each(arc)?;
        arc = 0;
    }
    if started { Err(NotPrintable) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{borrow::ToOwned, string::ToString};

    #[test]
    fn printed_in_dotted_decimal() {
        assert_eq!(Oid(&[0x55, 4, 3]).to_string(), "2.5.4.3");
        assert_eq!(Oid(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d]).to_string(), "1.2.840.113549");
        assert_eq!(Oid(&[0x88, 0x37]).to_string(), "2.999");
    }

    #[test]
    fn invalid_oids_and_arcs_over_64_bits_are_hex() {
        assert_eq!(Oid(&[]).to_string(), "#");
        assert_eq!(Oid(&[0x2a, 0x80, 0x01]).to_string(), "#2a8001");
        assert_eq!(Oid(&[0x2a, 0x86]).to_string(), "#2a86");
        assert!(Oid(&[0xff; 70]).to_string().ends_with("... (70 bytes)"));
        let over: &[u8] = &[0x2a, 0x83, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f];
        assert!(Oid(over).to_string().starts_with('#'));
        assert_eq!(Oid(&[0xff; 16]).to_string(), "#ff".to_owned() + &"ff".repeat(15));
    }

    #[test]
    fn up_to_64_octets_are_printed_in_dotted_decimal() {
        assert_eq!(Oid(&[0x2a; 64]).to_string(), "1.2".to_owned() + &".42".repeat(63));
        assert!(Oid(&[0x2a; 65]).to_string().starts_with('#'));
        assert_eq!(alloc::format!("{:?}", Oid(&[0x2a])), "1.2");
    }
}
