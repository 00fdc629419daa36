//! Serial numbers as numbers.

use crate::x509::certificate::Certificate;
use alloc::{vec, vec::Vec};
use core::fmt;

impl Certificate {
    /// The serial number (RFC 5280 §4.1.2.2) as a number, for printing.
    ///
    /// [`serial`](Self::serial) returns its octets.
    #[must_use]
    pub fn serial_number(&self) -> SerialNumber<'_> {
        SerialNumber(self.serial())
    }
}

/// The serial number of a certificate.
///
/// [`Display`](fmt::Display) prints it in decimal, `{:x}` and `{:X}` in hexadecimal with two digits
/// for each octet, as OpenSSL does. A negative number, which RFC 5280 forbids, has a minus sign. A
/// number longer than 64 octets is printed in hexadecimal after `0x` in place of decimal.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let der = std::fs::read("testdata/certificate/example.der")?;
/// let serial = anycert::Certificate::from_der(&der)?.serial_number().to_string();
/// println!("{serial}"); // 507680751231142762065300001989115151550105026596
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SerialNumber<'a>(&'a [u8]);

/// The length up to which decimal is printed. Conversion takes quadratic time, and RFC 5280 allows 20
/// octets.
const LONGEST_DECIMAL: usize = 64;

impl<'a> SerialNumber<'a> {
    /// The content octets (X.690 §8.3), without tag and length: big-endian two's complement.
    #[must_use]
    pub fn as_bytes(&self) -> &'a [u8] {
        self.0
    }

    /// Whether the number is negative.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.0.first().is_some_and(|first| *first >= 0x80)
    }

    /// The absolute value, big-endian without leading zeroes.
    fn magnitude(&self) -> Vec<u8> {
        let mut digits = self.0.to_vec();
        if self.is_negative() {
            let mut carry = true;
            for digit in digits.iter_mut().rev() {
                (*digit, carry) = (!*digit).overflowing_add(u8::from(carry));
            }
        }
        let zeroes = digits.iter().take_while(|digit| **digit == 0).count();
        digits.drain(..zeroes);
        digits
    }

    fn fmt_hex(&self, digits: &[u8; 16], f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digit = |value: u8| digits.get(usize::from(value)).copied().map_or('0', char::from);
        let magnitude = self.magnitude();
        if magnitude.is_empty() {
            return f.write_str("00");
        }
        magnitude
            .iter()
            .try_for_each(|octet| write!(f, "{}{}", digit(octet >> 4), digit(octet & 15)))
    }
}

impl fmt::Display for SerialNumber<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.is_negative() { "-" } else { "" };
        if self.0.len() > LONGEST_DECIMAL {
            write!(f, "{sign}0x")?;
            return self.fmt_hex(b"0123456789abcdef", f);
        }
        let mut digits = decimal(&self.magnitude()).into_iter().rev();
        write!(f, "{sign}{}", digits.next().unwrap_or(0))?;
        digits.try_for_each(|group| write!(f, "{group:09}"))
    }
}

impl fmt::LowerHex for SerialNumber<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_negative() { "-" } else { "" })?;
        self.fmt_hex(b"0123456789abcdef", f)
    }
}

impl fmt::UpperHex for SerialNumber<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_negative() { "-" } else { "" })?;
        self.fmt_hex(b"0123456789ABCDEF", f)
    }
}

impl fmt::Debug for SerialNumber<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SerialNumber({self})")
    }
}

/// Groups of nine decimal digits, the least significant group first.
fn decimal(magnitude: &[u8]) -> Vec<u32> {
    const GROUP: u64 = 1_000_000_000;
    let mut groups = vec![0_u32];
    for octet in magnitude {
        let mut carry = u64::from(*octet);
        for group in &mut groups {
            // Below 2³² · 256, so nothing overflows.
            let value = u64::from(*group).wrapping_mul(256).wrapping_add(carry);
            *group = u32::try_from(value % GROUP).unwrap_or(0);
            carry = value / GROUP;
        }
        if carry > 0 {
            groups.push(u32::try_from(carry).unwrap_or(0));
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{format, string::ToString};

    #[test]
    fn numbers_of_every_sign_and_length() {
        let table: [(&[u8], &str, &str); 12] = [
            (&[0], "0", "00"),
            (&[1], "1", "01"),
            (&[0x7f], "127", "7f"),
            (&[0, 0x80], "128", "80"),
            (&[0xff], "-1", "-01"),
            (&[0x80], "-128", "-80"),
            (&[0x80, 0], "-32768", "-8000"),
            (&[0xff, 0x7f], "-129", "-81"),
            (&[0x3b, 0x9a, 0xca, 0], "1000000000", "3b9aca00"),
            (&[0, 0, 5], "5", "05"),
            (
                &[0x0d, 0xe0, 0xb6, 0xb3, 0xa7, 0x64, 0, 0],
                "1000000000000000000",
                "0de0b6b3a7640000",
            ),
            (
                &[
                    0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                ],
                "5708990770823839524233143877797980545530986495",
                "ffffffffffffffffffffffffffffffffffffff",
            ),
        ];
        for (octets, decimal, hex) in table {
            let serial = SerialNumber(octets);
            assert_eq!((serial.to_string(), format!("{serial:x}")), (decimal.into(), hex.into()));
            assert_eq!(format!("{serial:X}"), hex.to_uppercase());
            assert_eq!(serial.is_negative(), decimal.starts_with('-'));
        }
    }

    #[test]
    fn long_numbers_are_hexadecimal() {
        let longest = SerialNumber(&[0x11; 64]).to_string();
        assert!(longest.len() > 150 && longest.starts_with("89"), "{longest}");
        assert_eq!(SerialNumber(&[0x11; 65]).to_string(), format!("0x{}", "11".repeat(65)));
        assert_eq!(SerialNumber(&[0xff; 65]).to_string(), "-0x01");
    }
}
