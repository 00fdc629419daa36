//! Extension (RFC 5280 §4.1), of any type.

use crate::{
    asn1::{
        error::{InField, ParseError},
        oid::Oid,
        tlv::{Reader, Tlv},
    },
    error::{Error, Path, x509::BAD_BOOLEAN},
    tag::Tag,
};

/// One extension of a certificate (RFC 5280 §4.1.2.9), not interpreted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extension<'a> {
    oid: Oid<'a>,
    critical: bool,
    value: &'a [u8],
}

impl<'a> Extension<'a> {
    /// The extension type.
    #[must_use]
    pub fn oid(&self) -> Oid<'a> {
        self.oid
    }

    /// Whether the extension is critical.
    #[must_use]
    pub fn is_critical(&self) -> bool {
        self.critical
    }

    /// The content octets of extnValue: the DER of the extension, with its own tag and length.
    /// They are not checked.
    #[must_use]
    pub fn value(&self) -> &'a [u8] {
        self.value
    }
}

/// The extensions of a certificate in encoded order. A malformed one is an error, and the iterator
/// continues with the next.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let der = std::fs::read("testdata/certificate/example.der")?;
/// let certificate = anycert::Certificate::from_der(&der)?;
/// for extension in certificate.extensions().flatten() {
///     println!("{} {}", extension.oid(), extension.is_critical());
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Extensions<'a> {
    pub(super) list: Reader<'a>,
    pub(super) base: usize,
}

impl<'a> Iterator for Extensions<'a> {
    type Item = Result<Extension<'a>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let fields = self.list.sequence().ok()?;
        Some(extension(fields).in_field("extension").map_err(|fault| error(fault, self.base)))
    }
}

impl core::fmt::Debug for Extensions<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// Extension ::= SEQUENCE { extnID, critical DEFAULT FALSE, extnValue } (§4.1).
fn extension(mut fields: Reader<'_>) -> Result<Extension<'_>, ParseError> {
    let oid = Oid(fields.expect(Tag::OID)?.value());
    let (critical, value) = critical_and_value(fields)?;
    Ok(Extension { oid, critical, value: value.value() })
}

/// Converts an error; `base` is the offset of the list of extensions in the certificate.
pub(super) fn error(fault: ParseError, base: usize) -> Error {
    let offset = fault.offset.saturating_add(base);
    ParseError { offset, ..fault }.at(&Path::ROOT)
}

/// The fields after the OID of an Extension (§4.1): critical BOOLEAN DEFAULT FALSE, which some
/// software encodes, and extnValue OCTET STRING.
pub(super) fn critical_and_value(mut fields: Reader<'_>) -> Result<(bool, Tlv<'_>), ParseError> {
    let critical = match fields.optional(Tag::BOOLEAN)? {
        Some(critical) => boolean(critical)?,
        None => false,
    };
    let value = fields.expect(Tag::OCTET_STRING)?;
    fields.finish()?;
    Ok((critical, value))
}

/// BOOLEAN (X.690 §8.2): any value but zero is TRUE, as in BER.
pub(super) fn boolean(tlv: Tlv<'_>) -> Result<bool, ParseError> {
    match tlv.value() {
        [octet] => Ok(*octet != 0),
        _ => Err(ParseError::new(&BAD_BOOLEAN, tlv.offset)),
    }
}
