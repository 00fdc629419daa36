//! The least work that could give the answer: no detail of what is wrong, nothing checked that
//! is not needed to find the next thing.

use crate::answer::Facts;
use pbkdf2::pbkdf2_hmac;
use pkcs12::kdf::{Pkcs12KeyType, derive_key};
use sha2::Sha256;

/// Subject, issuer and end of one certificate.
pub fn facts(der: &[u8]) -> Option<Facts> {
    let mut certificate = Cursor(Cursor(der).next()?.1);
    let mut fields = Cursor(certificate.next()?.1);
    if fields.0.first() == Some(&0xa0) {
        fields.next()?;
    }
    fields.next()?;
    fields.next()?;
    let issuer = fields.next()?.1;
    let mut validity = Cursor(fields.next()?.1);
    validity.next()?;
    let not_after = seconds(validity.next()?)?;
    let subject = fields.next()?.1;
    Some(Facts { subject: name(subject)?, issuer: name(issuer)?, not_after })
}

/// The certificates of a PEM text in one decoded buffer, and where each ends: lines of 64
/// characters, ended by LF.
pub fn pem(text: &[u8]) -> Option<(Vec<u8>, Vec<usize>)> {
    let mut der = Vec::with_capacity(text.len() / 4 * 3);
    let mut ends = Vec::new();
    let mut body = vec![0; 1 << 14];
    let mut rest = text;
    while let Some(mut lines) = rest.strip_prefix(b"-----BEGIN CERTIFICATE-----\n") {
        let mut rows = body.as_chunks_mut::<64>().0.iter_mut();
        let mut length = 0;
        while let Some((line, behind)) = lines.split_first_chunk::<65>()
            && line[64] == b'\n'
            && line[0] != b'-'
        {
            *rows.next()? = *line.first_chunk()?;
            (lines, length) = (behind, length + 64);
        }
        let last = memchr::memchr(b'\n', lines)?;
        if lines[0] != b'-' {
            body[length..][..last].copy_from_slice(&lines[..last]);
            (lines, length) = (&lines[last + 1..], length + last);
        }
        base64_simd::STANDARD.decode_append(&body[..length], &mut der).ok()?;
        ends.push(der.len());
        rest = lines.strip_prefix(b"-----END CERTIFICATE-----\n")?;
    }
    Some((der, ends))
}

/// Subject, issuer and end of every certificate in a PEM text.
pub fn pem_facts(text: &[u8]) -> Option<Vec<Facts>> {
    let (der, ends) = pem(text)?;
    let mut start = 0;
    ends.iter().map(|end| facts(&der[std::mem::replace(&mut start, *end)..*end])).collect()
}

/// The key derivations of a PFX as OpenSSL 3 writes it by default: 2048 rounds of SHA-256 each.
pub fn pfx_kdfs(passphrase: &str, encrypted: usize) -> u8 {
    let mac = derive_key::<Sha256>(&utf16(passphrase), &[1; 8], Pkcs12KeyType::Mac, 2048, 32);
    let mut sum = mac[0];
    for _ in 0..encrypted {
        let mut key = [0; 32];
        pbkdf2_hmac::<Sha256>(passphrase.as_bytes(), &[1; 8], 2048, &mut key);
        sum ^= key[0];
    }
    sum
}

fn utf16(passphrase: &str) -> Vec<u8> {
    passphrase.encode_utf16().chain([0]).flat_map(u16::to_be_bytes).collect()
}

struct Cursor<'a>(&'a [u8]);

impl<'a> Cursor<'a> {
    /// The tag and the content of the next value.
    #[inline(always)]
    fn next(&mut self) -> Option<(u8, &'a [u8])> {
        let (tag, header, length) = match *self.0 {
            [tag, length @ 0..=0x7f, ..] => (tag, 2, usize::from(length)),
            [tag, 0x81, length, ..] => (tag, 3, usize::from(length)),
            [tag, 0x82, high, low, ..] => (tag, 4, usize::from(high) << 8 | usize::from(low)),
            _ => return None,
        };
        let (value, rest) = self.0.split_at_checked(header + length)?;
        self.0 = rest;
        Some((tag, &value[header..]))
    }
}

/// A Name as `CN=a, O=b`.
fn name(der: &[u8]) -> Option<String> {
    let mut rdns: [&[u8]; 16] = [&[]; 16];
    let mut count = 0;
    let mut cursor = Cursor(der);
    while !cursor.0.is_empty() {
        *rdns.get_mut(count)? = cursor.next()?.1;
        count += 1;
    }
    let mut text = String::with_capacity(der.len());
    for rdn in rdns[..count].iter().rev() {
        if !text.is_empty() {
            text.push_str(", ");
        }
        let mut attribute = Cursor(Cursor(rdn).next()?.1);
        text.push_str(short_name(attribute.next()?.1)?);
        value(attribute.next()?, &mut text)?;
    }
    Some(text)
}

fn value((tag, bytes): (u8, &[u8]), text: &mut String) -> Option<()> {
    // UTF8String, PrintableString, IA5String; T61String where it is ASCII.
    if !(matches!(tag, 0x0c | 0x13 | 0x16) || tag == 0x14 && bytes.is_ascii()) {
        return None;
    }
    let special = |byte: &u8| matches!(byte, b',' | b'+' | b'"' | b'\\' | b'<' | b'>' | b';');
    for part in bytes.split_inclusive(special) {
        if let Some((last, before)) = part.split_last().filter(|(last, _)| special(last)) {
            text.push_str(std::str::from_utf8(before).ok()?);
            text.push('\\');
            text.push(char::from(*last));
        } else {
            text.push_str(std::str::from_utf8(part).ok()?);
        }
    }
    Some(())
}

fn short_name(oid: &[u8]) -> Option<&'static str> {
    Some(match oid {
        [0x55, 4, 3] => "CN=",
        [0x55, 4, 5] => "serialNumber=",
        [0x55, 4, 6] => "C=",
        [0x55, 4, 7] => "L=",
        [0x55, 4, 8] => "ST=",
        [0x55, 4, 10] => "O=",
        [0x55, 4, 11] => "OU=",
        [0x55, 4, 97] => "organizationIdentifier=",
        [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 1] => "emailAddress=",
        [0x09, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 1, 25] => "DC=",
        _ => return None,
    })
}

/// UTCTime or GeneralizedTime as seconds since 1970.
fn seconds((tag, text): (u8, &[u8])) -> Option<i64> {
    let two =
        |at: usize| Some(i64::from(*text.get(at)?) * 10 + i64::from(*text.get(at + 1)?) - 528);
    let (year, at) = match tag {
        0x17 => (two(0)? + if two(0)? < 50 { 2000 } else { 1900 }, 2),
        _ => (two(0)? * 100 + two(2)?, 4),
    };
    let (month, day) = (two(at)?, two(at + 2)?);
    // Days since 1970 in the Gregorian calendar, with the year beginning in March.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days =
        year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day - 719_469;
    Some(days * 86_400 + two(at + 4)? * 3600 + two(at + 6)? * 60 + two(at + 8)?)
}
