//! The values of a document, and what they encode, by their first bytes.

use super::{
    bytes::{self, is_text},
    names::Name,
};
use crate::{
    format::Format,
    shape::shape,
    text::{
        base64::{self, is_digit},
        boundary::has_begin,
        chars::{has_utf16_begin, is_utf16},
        hexadecimal::HEAD,
    },
};
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
    /// Base64 with the escapes of Java properties.
    Properties,
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
    pub(super) const fn and(self, next: Kind) -> Option<Kind> {
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
        let is_base64 = value.encoding != Encoding::Hex;
        let head = match value.encoding {
            Encoding::Base64 | Encoding::Properties => {
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

/// Returns whether base64 that is not recognized has the version of a private key, and what follows that,
/// near its start: characters of it were lost.
pub(super) fn is_damaged_key(text: &[u8]) -> bool {
    // Of RSA in PKCS#1 and PKCS#8, and of elliptic curves in PKCS#8 and SEC 1.
    const VERSIONS: [&[u8]; 5] = [b"IBAAKC", b"IBADAN", b"AgEAMBMG", b"AgEAMBAG", b"CAQEEI"];
    const NEAR: usize = 16;
    const LEAST: usize = 120;
    let start = text.get(..NEAR).unwrap_or_default();
    text.len() >= LEAST
        && VERSIONS.iter().any(|mark| start.windows(mark.len()).any(|part| part == *mark))
}

/// Returns whether base64 has the start of a BEGIN line in it, wherever it begins in its three bytes.
fn has_encoded_begin(text: &[u8]) -> bool {
    let mut window = [0; 14];
    text.iter().filter(|byte| !base64::is_blank(**byte)).any(|byte| {
        window.rotate_left(1);
        if let Some(last) = window.last_mut() {
            *last = *byte;
        }
        base64::BEGIN.iter().any(|begin| **begin == window)
    })
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
    fn keys_that_lost_their_first_characters() {
        let rest = "ojZ5XbzzWdYd".repeat(10);
        for start in
            ["ogIBAAKCAQEA", "MIIE vAIBADAN", "HAgEAMBMGByqG", "2AgEAMBAGByqG", "HcCAQEEIN5Y"]
        {
            assert!(is_damaged_key([start, &rest].concat().as_bytes()), "{start}");
            assert!(!is_damaged_key(start.as_bytes()), "{start}");
        }
        for start in ["MIICijCCAXICAQAw", "MIIBIjANBgkqhkiG", "aBcDeFgHiJkLmNoP"] {
            assert!(!is_damaged_key([start, &rest].concat().as_bytes()), "{start}");
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
