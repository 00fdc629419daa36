//! What an input is, without parsing it.

use crate::{format::Format, shape::shape, text};

/// What `input` is, by its first decoded bytes; nothing where it is none of the formats.
///
/// Total and without allocation. It sees through at most one text layer, so a base64 of a base64
/// is not recognised here although [`parse`](crate::parse) reads it. That a format is named does
/// not mean that the rest is sound; but if `parse` is Ok too, both agree.
#[must_use]
pub fn detect(input: &[u8]) -> Option<Format> {
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
    fn binary_is_told_by_its_shape_and_text_by_one_layer() {
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
