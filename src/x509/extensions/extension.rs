//! Extension (RFC 5280 §4.1), whatever its type.

use crate::{
    asn1::{
        error::{InField, ParseError},
        oid::Oid,
        tlv::{Reader, Tlv},
    },
    error::{Error, Path, x509::BAD_BOOLEAN},
    tag::Tag,
};

/// One extension as it stands in the certificate (RFC 5280 §4.1.2.9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extension<'a> {
    oid: Oid<'a>,
    critical: bool,
    value: &'a [u8],
}

impl<'a> Extension<'a> {
    /// Its type.
    #[must_use]
    pub fn oid(&self) -> Oid<'a> {
        self.oid
    }

    /// Whether it is marked critical.
    #[must_use]
    pub fn is_critical(&self) -> bool {
        self.critical
    }

    /// The content of extnValue: the DER of the extension's own type, with its tag and length,
    /// unchecked.
    #[must_use]
    pub fn value(&self) -> &'a [u8] {
        self.value
    }
}

/// The extensions of a certificate in file order. One that cannot be read is an error in its
/// place, and the next one follows.
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

/// The fault as an error; `base` is where the list of extensions begins in the certificate.
pub(super) fn error(fault: ParseError, base: usize) -> Error {
    let offset = fault.offset.saturating_add(base);
    ParseError { offset, ..fault }.at(&Path::ROOT)
}

/// What stands behind the OID of an Extension (§4.1): critical BOOLEAN DEFAULT FALSE, which some
/// write out, and extnValue OCTET STRING.
pub(super) fn critical_and_value(mut fields: Reader<'_>) -> Result<(bool, Tlv<'_>), ParseError> {
    let critical = match fields.optional(Tag::BOOLEAN)? {
        Some(critical) => boolean(critical)?,
        None => false,
    };
    let value = fields.expect(Tag::OCTET_STRING)?;
    fields.finish()?;
    Ok((critical, value))
}

/// BOOLEAN (X.690 §8.2): anything but zero is true, as BER has it.
pub(super) fn boolean(tlv: Tlv<'_>) -> Result<bool, ParseError> {
    match tlv.value() {
        [octet] => Ok(*octet != 0),
        _ => Err(ParseError::new(&BAD_BOOLEAN, tlv.offset)),
    }
}
