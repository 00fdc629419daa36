//! What the rules of all readers share.

/// What a reader finds in a text, in order, up to its first error.
#[derive(Default)]
pub struct Found {
    /// Each as its DER.
    pub certificates: Vec<Vec<u8>>,
    /// Whether these were in a PKCS#7.
    pub has_pkcs7: bool,
    pub keys: Vec<Block>,
}

/// A block as a reader of PEM understands it.
pub struct Block {
    pub label: Vec<u8>,
    pub headers: Vec<u8>,
    pub der: Vec<u8>,
}

impl Block {
    /// Whether the octets are no DER but encrypted as the headers say (RFC 1421 §4.6).
    pub fn is_encrypted(&self) -> bool {
        let mut lines = self.headers.split(|octet| *octet == b'\n').map(<[u8]>::trim_ascii);
        lines.any(|line| line.starts_with(b"Proc-Type:") && line.ends_with(b"4,ENCRYPTED"))
    }

    pub(super) fn has_label(&self, labels: &[&str]) -> bool {
        labels.iter().any(|label| label.as_bytes() == self.label)
    }
}

/// Offset of the first `needle` at or after `from`.
pub(super) fn find(text: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    rest.windows(needle.len()).position(|window| window == needle).map(|at| from + at)
}

/// Returns what is before and after the first `needle`.
pub(super) fn cut<'a>(text: &'a [u8], needle: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = find(text, needle, 0)?;
    Some((&text[..at], &text[at + needle.len()..]))
}

/// How strict a decoder of base64 is. All refuse characters of no alphabet.
#[derive(Clone, Copy)]
pub(super) struct Base64 {
    /// Whether the last group may lack its padding.
    pub(super) padding_is_optional: bool,
    /// Whether bits of the last character that belong to no octet may be set.
    pub(super) allows_leftover_bits: bool,
}

impl Base64 {
    /// Decodes characters from which white space is gone already.
    pub(super) fn decode(self, characters: &[u8]) -> Option<Vec<u8>> {
        let digits = characters.iter().rposition(|it| *it != b'=').map_or(0, |at| at + 1);
        let padding = characters.len() - digits;
        let last = digits % 4;
        let is_padded = (last + padding).is_multiple_of(4) && padding <= 2;
        let may_lack_padding = self.padding_is_optional && padding == 0;
        if last == 1 || !(is_padded || may_lack_padding) {
            return None;
        }
        let mut out = Vec::with_capacity(digits / 4 * 3 + 2);
        let (mut bits, mut count) = (0u32, 0);
        for character in &characters[..digits] {
            bits = bits << 6 | u32::from(digit(*character)?);
            count += 6;
            if count >= 8 {
                count -= 8;
                out.push((bits >> count) as u8);
                bits &= (1 << count) - 1;
            }
        }
        (self.allows_leftover_bits || bits == 0).then_some(out)
    }
}

/// The value of a character of base64 (RFC 4648 §4).
pub(super) fn digit(character: u8) -> Option<u8> {
    match character {
        b'A'..=b'Z' => Some(character - b'A'),
        b'a'..=b'z' => Some(character - b'a' + 26),
        b'0'..=b'9' => Some(character - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

/// The text without the octets that are named.
pub(super) fn without(text: &[u8], octets: &[u8]) -> Vec<u8> {
    text.iter().copied().filter(|octet| !octets.contains(octet)).collect()
}

/// One element of DER: its tag, its content, and what follows it.
pub(super) fn element(der: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (tag, rest) = der.split_first()?;
    let (first, mut rest) = rest.split_first()?;
    let mut length = usize::from(*first);
    if *first >= 0x80 {
        let count = usize::from(first & 0x7f);
        if count == 0 || count > 4 || count > rest.len() {
            return None;
        }
        let (octets, behind) = rest.split_at(count);
        length = octets.iter().fold(0, |length, octet| length << 8 | usize::from(*octet));
        rest = behind;
    }
    (length <= rest.len()).then(|| (*tag, &rest[..length], &rest[length..]))
}

/// The tags of the elements of a SEQUENCE.
fn tags_of(content: &[u8]) -> Option<Vec<u8>> {
    let (mut tags, mut rest) = (Vec::new(), content);
    while !rest.is_empty() {
        let (tag, _, behind) = element(rest)?;
        tags.push(tag);
        rest = behind;
    }
    Some(tags)
}

/// The certificate at the start of DER, and what follows it. Recognized by its outline (RFC 5280
/// §4.1), which neither a request nor a CRL has.
pub(super) fn certificate(der: &[u8]) -> Option<(&[u8], &[u8])> {
    let (0x30, content, rest) = element(der)? else { return None };
    let (0x30, fields, _) = element(content)? else { return None };
    let fields = tags_of(fields)?;
    let fields = fields.strip_prefix(&[0xa0]).unwrap_or(&fields);
    let is_certificate = tags_of(content)? == [0x30, 0x30, 0x03]
        && fields.starts_with(&[0x02, 0x30, 0x30, 0x30, 0x30, 0x30]);
    is_certificate.then(|| (&der[..der.len() - rest.len()], rest))
}

/// A SubjectPublicKeyInfo (RFC 5280 §4.1).
pub(super) fn is_public_key(der: &[u8]) -> bool {
    matches!(element(der), Some((0x30, content, _)) if tags_of(content).as_deref() == Some(&[0x30, 0x03]))
}

/// A certificate without trailing data.
pub(super) fn whole_certificate(der: &[u8]) -> Option<&[u8]> {
    certificate(der).filter(|(_, rest)| rest.is_empty()).map(|(whole, _)| whole)
}

/// The forms of a private key, told by their outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KeyForm {
    /// RFC 5958.
    Pkcs8,
    /// RFC 5958 §3.
    Encrypted,
    /// RFC 5915.
    Ec,
    /// RFC 8017 §A.1.2, and DSA in the form of OpenSSL.
    Numbers,
}

pub(super) fn key_form(der: &[u8]) -> Option<KeyForm> {
    let (0x30, content, _) = element(der)? else { return None };
    match tags_of(content)?.as_slice() {
        [0x02, 0x30, 0x04, ..] => Some(KeyForm::Pkcs8),
        [0x30, 0x04] => Some(KeyForm::Encrypted),
        [0x02, 0x04, ..] => Some(KeyForm::Ec),
        [0x02, 0x02, 0x02, 0x02, 0x02, 0x02, ..] => Some(KeyForm::Numbers),
        _ => None,
    }
}

/// The certificates of a SignedData (RFC 5652 §5.1) in definite lengths.
pub(super) fn certificates_of_pkcs7(der: &[u8]) -> Option<Vec<Vec<u8>>> {
    const SIGNED_DATA: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02";
    let (0x30, content, _) = element(der)? else { return None };
    let (0x06, SIGNED_DATA, rest) = element(content)? else { return None };
    let (0xa0, explicit, _) = element(rest)? else { return None };
    let (0x30, mut rest, _) = element(explicit)? else { return None };
    let mut found = Vec::new();
    while let Some((tag, content, behind)) = element(rest) {
        if tag == 0xa0 {
            let mut choices = content;
            while let Some((one, behind)) = certificate(choices) {
                found.push(one.to_vec());
                choices = behind;
            }
        }
        rest = behind;
    }
    Some(found)
}
