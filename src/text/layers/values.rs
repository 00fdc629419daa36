//! The values of a document: decoded and joined into the content that is read instead of it.

use super::{
    bytes::{self, is_text},
    decoded::{Attempt, Broken},
    exclusive::check_values,
    literal::unescape,
    names::{Name, Names},
};
use crate::{
    asn1::tlv::Reader,
    error::text::{INVALID_VALUE, OTHER_ENCODING, SAME_NAME, SEVERAL_FORMATS},
    format::Format,
    secret::{Bytes, Scratch},
    shape::shape,
    text::{
        base64::{self, is_digit},
        boundary::has_begin,
        chars::{has_utf16_begin, is_utf16},
        hexadecimal::HEAD,
        stray::stray_material,
    },
};
use alloc::vec::Vec;
use zeroize::Zeroizing;

/// One value of a document, still encoded.
#[derive(Clone, Copy)]
pub(super) struct Value<'a> {
    pub(super) encoding: Encoding,
    pub(super) text: &'a [u8],
    /// Its offset in the document.
    pub(super) offset: usize,
    /// `None` in lists and where a name may occur more than once.
    pub(super) name: Option<Name<'a>>,
}

impl Value<'_> {
    /// A value without a name.
    pub(super) const fn nameless(encoding: Encoding, text: &[u8], offset: usize) -> Value<'_> {
        Value { encoding, text, offset, name: None }
    }
}

/// How a value is encoded.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Base64, possibly with blanks and JSON escapes.
    Base64,
    /// The octets of an array in C.
    Hex,
}

/// Calls the function for each value of a document in their order, or returns `None` if the text is not
/// a document of the format.
pub(super) type Walk = for<'a> fn(&'a [u8], &mut dyn FnMut(Value<'a>)) -> Option<()>;

/// The kind of all values of a text together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Pem,
    Certificates,
    Key,
    CertificatesAndKey,
    /// A container. It must be the only value.
    Container(Format),
}

impl Kind {
    pub(crate) const fn format(self) -> Format {
        match self {
            Kind::Pem => Format::Pem,
            Kind::Certificates | Kind::CertificatesAndKey => Format::Certificate,
            Kind::Key => Format::PrivateKey,
            Kind::Container(format) => format,
        }
    }

    /// Returns what this and the next value are together; `None` if they cannot be read as one.
    const fn and(self, next: Kind) -> Option<Kind> {
        match (self, next) {
            (Kind::Pem, Kind::Pem) => Some(Kind::Pem),
            (Kind::Certificates, Kind::Certificates) => Some(Kind::Certificates),
            (Kind::Certificates, Kind::Key)
            | (Kind::Key | Kind::CertificatesAndKey, Kind::Certificates) => {
                Some(Kind::CertificatesAndKey)
            }
            _ => None,
        }
    }
}

/// Room for the first bytes of one value after the other.
pub(super) struct Heads(Zeroizing<[u8; HEAD]>);

impl Heads {
    pub(super) fn new() -> Heads {
        Heads(Zeroizing::new([0; HEAD]))
    }

    /// Returns what the value encodes, from its first bytes; `None` if it is not certificate material.
    pub(super) fn kind(&mut self, value: Value<'_>) -> Option<Kind> {
        let is_base64 = value.encoding == Encoding::Base64;
        let head = match value.encoding {
            Encoding::Base64 => {
                let length = base64::decode_prefix(value.text, &mut *self.0);
                self.0.get(..length)?
            }
            Encoding::Hex => bytes::head(value.text, &mut self.0),
        };
        match shape(head) {
            Some(known) => match known.format()? {
                Format::Certificate => Some(Kind::Certificates),
                Format::PrivateKey => Some(Kind::Key),
                format => Some(Kind::Container(format)),
            },
            None if has_begin(head) => Some(Kind::Pem),
            None if is_utf16(head) && has_utf16_begin(head) => Some(Kind::Container(Format::Pem)),
            // The printed certificate that `openssl x509 -text` writes before a block is longer.
            None if is_base64 && head.len() == HEAD && is_text(head) => {
                has_encoded_begin(value.text).then_some(Kind::Pem)
            }
            None => None,
        }
    }
}

/// Returns whether base64 has the start of a BEGIN line in it, wherever it begins in its three bytes.
fn has_encoded_begin(text: &[u8]) -> bool {
    const BEGIN: [&[u8; 14]; 3] = [b"LS0tLS1CRUdJTi", b"0tLS0tQkVHSU4g", b"tLS0tLUJFR0lOI"];
    let mut window = [0; 14];
    text.iter().filter(|byte| !base64::is_blank(**byte)).any(|byte| {
        window.rotate_left(1);
        if let Some(last) = window.last_mut() {
            *last = *byte;
        }
        BEGIN.iter().any(|begin| **begin == window)
    })
}

/// Returns what the values in `text` are together, without decoding more than their first bytes.
pub(super) fn kind(text: &[u8], walk: Walk) -> Option<Kind> {
    let mut heads = Heads::new();
    let mut found: Option<Kind> = None;
    let mut is_certain = true;
    walk(text, &mut |value| {
        let next = heads.kind(value);
        is_certain &= next.is_some() || memchr::memchr(b'\\', value.text).is_none();
        if let Some(next) = next {
            let together = found.map_or(Some(next), |found| found.and(next));
            is_certain &= together.is_some();
            found = together.or(found);
        }
    })?;
    found.filter(|_| is_certain)
}

/// Decodes the values in `text` that are certificate material, all of them or none.
pub(super) fn decode(text: &[u8], walk: Walk) -> Attempt {
    let mut heads = Heads::new();
    let mut count: usize = 0;
    let is_document = walk(text, &mut |value| {
        let may_be = memchr::memchr(b'\\', value.text).is_some() || heads.kind(value).is_some();
        count = count.saturating_add(usize::from(may_be));
    });
    if is_document.is_none() || count == 0 {
        return Ok(None);
    }
    let mut values = Values::with_room(text, count);
    let mut result = Ok(());
    let _is_document = walk(text, &mut |value| {
        if result.is_ok() {
            result = values.add(value);
        }
    });
    result?;
    check_names(text, walk, &mut values.names)?;
    values.finish()
}

/// Fails if the name of a value that was read occurs twice.
fn check_names(text: &[u8], walk: Walk, names: &mut Names<'_>) -> Result<(), Broken> {
    names.sort();
    let mut repeated = None;
    let _is_document = walk(text, &mut |value| {
        if repeated.is_none() {
            repeated = value.name.filter(|name| names.is_repeated(*name));
        }
    });
    match repeated {
        Some(name) => Err(Broken { cause: &SAME_NAME, offset: name.offset }),
        None => Ok(()),
    }
}

/// Decodes the values in `text` if each of them is certificate material.
pub(super) fn decode_list(text: &[u8], walk: Walk) -> Attempt {
    let mut heads = Heads::new();
    let mut all = true;
    let is_list = walk(text, &mut |value| all = all && heads.kind(value).is_some()).is_some();
    if is_list && all { decode(text, walk) } else { Ok(None) }
}

/// The decoded values so far.
struct Values<'a> {
    document: &'a [u8],
    /// Up to where the document is read.
    read: usize,
    names: Names<'a>,
    heads: Heads,
    joined: Scratch,
    /// Keys are read only after certificates.
    key: Option<Scratch>,
    kind: Option<Kind>,
    /// Their offsets in the document.
    offsets: Vec<usize>,
    /// Offset of the first value that is not a sequence of complete structures.
    uneven: Option<usize>,
}

impl<'a> Values<'a> {
    /// Creates the buffer for at most `most` values of a document. Each value is shorter than its
    /// encoding, and its name or quotes leave room for a line end.
    fn with_room(document: &'a [u8], most: usize) -> Values<'a> {
        Values {
            document,
            read: 0,
            names: Names::with_room(most),
            heads: Heads::new(),
            joined: Scratch::with_capacity(document.len().saturating_add(1)),
            key: None,
            kind: None,
            offsets: Vec::new(),
            uneven: None,
        }
    }

    /// Adds a value if it is certificate material.
    fn add(&mut self, value: Value<'a>) -> Result<(), Broken> {
        let offset = value.offset;
        let invalid = Broken { cause: &INVALID_VALUE, offset };
        let text = match memchr::memchr(b'\\', value.text) {
            None => Bytes::Borrowed(value.text),
            Some(_) => match unescape(value.text) {
                Some((plain, _)) => Bytes::Owned(plain),
                None if self.heads.kind(value).is_none() => return Ok(()),
                None => return Err(invalid),
            },
        };
        let plain = Value { text: &text, ..value };
        let Some(next) = self.heads.kind(plain) else { return Ok(()) };
        self.pass_over(offset, value.text.len())?;
        self.names.add(value.name);
        let together = self.kind.map_or(Some(next), |kind| kind.and(next));
        self.kind = Some(together.ok_or(Broken { cause: &SEVERAL_FORMATS, offset })?);
        let decoded = match value.encoding {
            Encoding::Base64 => base64::decode_secret(&text).ok(),
            Encoding::Hex => bytes::hex(&text),
        };
        let decoded = decoded.ok_or(invalid)?;
        self.offsets.push(offset);
        if next != Kind::Pem && !is_whole(&decoded) {
            self.uneven.get_or_insert(offset);
        }
        if next == Kind::Key {
            self.key = Some(decoded);
        } else {
            self.push(&decoded, next == Kind::Pem);
        }
        Ok(())
    }

    /// Fails if there is certificate material between the last value and the one of this length at
    /// `offset`: it is in an encoding that this document does not have.
    fn pass_over(&mut self, offset: usize, length: usize) -> Result<(), Broken> {
        let between = self.document.get(self.read..offset).unwrap_or_default();
        if let Some(at) = stray_material(between) {
            let offset = self.read.saturating_add(at);
            return Err(Broken { cause: &OTHER_ENCODING, offset });
        }
        self.read = offset.saturating_add(length);
        Ok(())
    }

    /// Appends a value. Text begins on a new line.
    fn push(&mut self, bytes: &[u8], is_text: bool) {
        let line_end: &[u8] = match self.joined.last() {
            Some(last) if is_text && *last != b'\n' => b"\n",
            _ => b"",
        };
        let fits = self.joined.extend(line_end) && self.joined.extend(bytes);
        debug_assert!(fits);
    }

    /// Returns the values, if there are any. Bytes between two structures are rejected, because they
    /// would hide the second one.
    fn finish(mut self) -> Attempt {
        if self.kind.is_some() {
            self.pass_over(self.document.len(), 0)?;
            check_values(self.document, &self.offsets)?;
        }
        if let Some(offset) = self.uneven.filter(|_| self.offsets.len() > 1) {
            return Err(Broken { cause: &INVALID_VALUE, offset });
        }
        if let Some(key) = self.key.take() {
            self.push(&key, false);
        }
        Ok(self.kind.map(|_| self.joined.into()))
    }
}

/// Returns whether these are complete structures without bytes between them.
fn is_whole(bytes: &[u8]) -> bool {
    let mut reader = Reader::allow_long_lengths(bytes);
    while !reader.is_empty() {
        if reader.any().is_err() {
            return false;
        }
    }
    true
}

/// Whether a byte may be in base64 on one line.
pub(super) const fn is_base64_byte(byte: u8) -> bool {
    is_digit(byte) || byte == b'='
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_one_kind_are_joined_and_others_are_not() {
        use Kind::{Certificates, CertificatesAndKey, Container, Key, Pem};
        for (one, next, together) in [
            (Pem, Pem, Some(Pem)),
            (Certificates, Certificates, Some(Certificates)),
            (Certificates, Key, Some(CertificatesAndKey)),
            (Key, Certificates, Some(CertificatesAndKey)),
            (CertificatesAndKey, Certificates, Some(CertificatesAndKey)),
            (CertificatesAndKey, Key, None),
            (Key, Key, None),
            (Pem, Certificates, None),
            (Certificates, Pem, None),
            (Container(Format::Pkcs12), Certificates, None),
            (Container(Format::Pkcs12), Container(Format::Pkcs12), None),
            (Certificates, Container(Format::Pkcs7), None),
        ] {
            assert_eq!(one.and(next), together, "{one:?} {next:?}");
        }
    }

    #[test]
    fn begin_is_found_in_base64_after_any_text() {
        for text in [
            "LS0tLS1CRUdJTiBY",
            "eC0tLS0tQkVHSU4gWA==",
            "eHktLS0tLUJFR0lOIFg=",
            "eHl6\n LS0tLS1C\r\nRUdJTiBYLS0tLS0K",
        ] {
            assert!(has_encoded_begin(text.as_bytes()), "{text}");
        }
        for text in ["", "LS0tLS1CRUdJTg==", "LS0tLS1FTkQgWC0tLS0t"] {
            assert!(!has_encoded_begin(text.as_bytes()), "{text}");
        }
        let words = "eHh4".repeat(HEAD);
        for (end, kind) in [("LS0tLS1CRUdJTiBYLS0tLS0K", Some(Kind::Pem)), ("eHh4", None)] {
            let text = [&*words, end].concat();
            let (encoding, text) = (Encoding::Base64, text.as_bytes());
            assert_eq!(Heads::new().kind(Value::nameless(encoding, text, 0)), kind);
        }
    }
}
