//! Aliases: strings in modified UTF-8, as Java's `DataInput.readUTF` defines it.

use crate::{
    context::Parse,
    error::{Error, Path},
    note::NoteCode,
    x509::BagAttributes,
};
use alloc::string::String;

/// Returns the alias as friendly name. An invalid one is skipped with a note: certificate and key do
/// not depend on it.
///
/// # Errors
/// The alias exceeds the memory limit.
pub(super) fn read(
    octets: &[u8],
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<BagAttributes, Error> {
    // No character takes more octets in UTF-8 than in modified UTF-8; the key and its certificate
    // have a copy each.
    let most = octets.len().saturating_mul(2);
    parse.context.budget.memory(most).map_err(|exceeded| exceeded.at(path))?;
    let friendly_name = decode(octets);
    if friendly_name.is_none() {
        parse.context.notes.add(NoteCode::BagAttributeSkipped, path);
    }
    Ok(BagAttributes { friendly_name, ..BagAttributes::default() })
}

/// Decodes modified UTF-8: UTF-16 units in one to three octets each, surrogates too, and U+0000 in
/// two. `None` for what Java rejects and for half a surrogate pair, which is not a character.
fn decode(octets: &[u8]) -> Option<String> {
    let mut text = String::with_capacity(octets.len());
    let mut is_whole = true;
    let units = Units { rest: octets, is_whole: &mut is_whole };
    for character in char::decode_utf16(units) {
        text.push(character.ok()?);
    }
    is_whole.then_some(text)
}

/// The UTF-16 units of modified UTF-8, up to the first invalid octet.
struct Units<'a> {
    rest: &'a [u8],
    is_whole: &'a mut bool,
}

impl Iterator for Units<'_> {
    type Item = u16;

    fn next(&mut self) -> Option<u16> {
        let continued = |octet: u8| (octet & 0xc0 == 0x80).then_some(u16::from(octet & 0x3f));
        let unit = match *self.rest {
            [] => return None,
            [first @ 0..=0x7f, ref rest @ ..] => Some((u16::from(first), rest)),
            [first @ 0xc0..=0xdf, second, ref rest @ ..] => {
                continued(second).map(|second| (u16::from(first & 0x1f) << 6 | second, rest))
            }
            [first @ 0xe0..=0xef, second, third, ref rest @ ..] => continued(second)
                .zip(continued(third))
                .map(|(second, third)| (u16::from(first & 0x0f) << 12 | second << 6 | third, rest)),
            _ => None,
        };
        *self.is_whole &= unit.is_some();
        let (unit, rest) = unit?;
        self.rest = rest;
        Some(unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_java_writes() {
        assert_eq!(decode(b"").unwrap(), "");
        assert_eq!(decode(b"alias").unwrap(), "alias");
        assert_eq!(
            decode("gr\u{fc}\u{df}e \u{20ac}".as_bytes()).unwrap(),
            "gr\u{fc}\u{df}e \u{20ac}"
        );
        assert_eq!(decode(b"a\xc0\x80b").unwrap(), "a\0b");
        assert_eq!(decode(b"\xed\xa0\xbd\xed\xb0\x8e").unwrap(), "\u{1f40e}");
    }

    #[test]
    fn what_is_no_text() {
        for octets in [
            &b"\xc3"[..],
            b"a\x80",
            b"\xc3a",
            b"\xe2\x82",
            b"\xe2\x82a",
            b"\xe2a\x82",
            b"\xf0\x9f\x90\x8e",
            b"\xff",
            // Half a pair: alone, before another letter, and in the wrong order.
            b"\xed\xa0\xbd",
            b"\xed\xa0\xbda",
            b"\xed\xb0\x8e\xed\xa0\xbd",
        ] {
            assert_eq!(decode(octets), None, "{}", octets.escape_ascii());
        }
    }
}
