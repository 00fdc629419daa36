//! The format of an input, without parsing it.

use crate::{
    format::Format,
    text::{
        chars::is_utf16,
        layers::{self, Encoded},
        recognize::{Form, Recognized, recognize, without_mark},
        unsupported,
    },
};
use memchr::memmem;

/// Returns the format of `input`, from its first decoded bytes, or `None` if it has none of the
/// formats.
///
/// It never fails, allocates nothing, and decodes at most one text layer: base64 of base64 is not
/// recognized here, although [`parse`](crate::parse) accepts it. A format does not imply that the
/// input is well-formed; but if `parse` succeeds, its [`format`](crate::Bundle::format) is the
/// same.
///
/// ```
/// use anycert::{Format, detect};
/// assert_eq!(detect("-----BEGIN CERTIFICATE-----\n"), Some(Format::Pem));
/// assert_eq!(detect(b"%PDF-1.7"), None);
/// ```
#[must_use]
pub fn detect(input: &(impl AsRef<[u8]> + ?Sized)) -> Option<Format> {
    let input = input.as_ref();
    match recognize(input) {
        Recognized::Empty => None,
        Recognized::Binary(shape) => shape.format(),
        Recognized::Pem(Form::Exact) => Some(Format::Pem),
        Recognized::Pem(_) => {
            let text = without_mark(input);
            let is_read =
                unsupported::document(text).is_none() || layers::yaml_of_pem(text).is_some();
            is_read.then_some(Format::Pem)
        }
        Recognized::Text => in_one_layer(without_mark(input)),
    }
}

/// Returns the format of what a text encodes.
fn in_one_layer(text: &[u8]) -> Option<Format> {
    if unsupported::document(text).is_some() {
        return None;
    }
    let contains = |mark: &[u8]| memmem::find(text, mark).is_some();
    let is_encoded_pem = is_utf16(text) && contains(b"B\0E\0G\0I\0N\0")
        || text.contains(&b'%') && contains(b"-----BEGIN%20");
    if is_encoded_pem {
        return Some(Format::Pem);
    }
    let payload = match layers::split_data_uri(text) {
        Some((true, payload)) => payload,
        _ => text,
    };
    let of_head = |head: &[u8]| match recognize(head) {
        Recognized::Binary(shape) => Some(shape.format()),
        Recognized::Pem(Form::Exact | Form::Repairable) => Some(Some(Format::Pem)),
        _ => None,
    };
    match layers::encoded(payload, of_head)? {
        Encoded::Head(format) => format,
        Encoded::Values(kind) => Some(kind.format()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::Shape;

    #[test]
    fn binary_by_its_shape_and_text_by_one_layer() {
        let pfx = [0x30, 9, 2, 1, 3, 0x30, 4, 6, 2, 0x2a, 3];
        assert_eq!(detect(&pfx), Some(Format::Pkcs12));
        assert_eq!(detect(&[b"\xef\xbb\xbf", &pfx[..]].concat()), Some(Format::Pkcs12));
        assert_eq!(detect(b"MAkCAQMwBAYCKgM="), Some(Format::Pkcs12));
        assert_eq!(detect(b"-----BEGIN PKCS12-----\n"), Some(Format::Pem));
        assert_eq!(detect(b" -----BEGIN PKCS12-----\n"), Some(Format::Pem));
        assert_eq!(detect(b"# -----BEGIN PKCS12-----\n"), None);
        assert_eq!(detect(b" \n"), None);
        assert_eq!(detect(b"%PDF-1.7"), None);
        // The name of a value may have the digits of a certificate.
        let hex = "3082010a308200f0a003020102";
        assert_eq!(detect(hex), Some(Format::Certificate));
        assert_eq!(detect(&[hex, ": MAkCAQMwBAYCKgM=\n"].concat()), Some(Format::Pkcs12));
        for (shape, format) in [
            (Shape::Certificate, Some(Format::Certificate)),
            (Shape::ContentInfo, Some(Format::Pkcs7)),
            (Shape::SignedData, Some(Format::Pkcs7)),
            (Shape::PkiPath, Some(Format::Pkcs7)),
            (Shape::Pfx, Some(Format::Pkcs12)),
            (Shape::JavaKeyStore, Some(Format::JavaKeyStore)),
            (Shape::Pkcs8, Some(Format::PrivateKey)),
            (Shape::EncryptedPkcs8, Some(Format::PrivateKey)),
            (Shape::Pkcs1OrDsa, Some(Format::PrivateKey)),
            (Shape::Sec1, Some(Format::PrivateKey)),
            (Shape::OpenSsh, Some(Format::PrivateKey)),
            (Shape::CertificationRequest, None),
            (Shape::Zip, None),
        ] {
            assert_eq!(shape.format(), format, "{shape:?}");
        }
    }
}
