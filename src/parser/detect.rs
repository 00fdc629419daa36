//! The format of an input, without parsing it.

use crate::{format::Format, shape::shape, text};

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
    match shape(input) {
        Some(shape) => shape.format(),
        None => text::detect(input),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::Shape;

    #[test]
    fn binary_by_its_shape_and_text_through_one_layer() {
        let pfx = [0x30, 9, 2, 1, 3, 0x30, 4, 6, 2, 0x2a, 3];
        assert_eq!(detect(&pfx), Some(Format::Pkcs12));
        assert_eq!(detect(b"MAkCAQMwBAYCKgM="), Some(Format::Pkcs12));
        assert_eq!(detect(b"-----BEGIN PKCS12-----\n"), Some(Format::Pem));
        assert_eq!(detect(b"%PDF-1.7"), None);
        for (shape, format) in [
            (Shape::Certificate, Some(Format::Certificate)),
            (Shape::ContentInfo, Some(Format::Pkcs7)),
            (Shape::SignedData, Some(Format::Pkcs7)),
            (Shape::PkiPath, Some(Format::Pkcs7)),
            (Shape::Pfx, Some(Format::Pkcs12)),
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
