//! The extensions of a certificate.

use crate::{
    asn1::{error::ParseError, tlv::Reader},
    error::Error,
    oid,
    tag::Tag,
    x509::{
        certificate::Certificate,
        extensions::{
            access::{self, AuthorityInfoAccess, CertificatePolicy, SignedCertificateTimestamp},
            extension::{Extensions, critical_and_value, error},
            general_name::GeneralNames,
            typed,
            usage::{self, BasicConstraints, ExtendedKeyUsage, KeyUsage},
        },
        scan::to_usize,
    },
};
use alloc::{string::String, vec::Vec};

/// Extensions of the certificate. If one occurs more than once, which RFC 5280 §4.2 forbids, the first
/// is read.
impl Certificate {
    /// All extensions (RFC 5280 §4.1.2.9) in encoded order, including duplicates.
    #[must_use]
    pub fn extensions(&self) -> Extensions<'_> {
        Extensions { list: self.extension_list(), base: self.extensions_offset() }
    }

    /// The names in subjectAltName (RFC 5280 §4.2.1.6), in encoded order; `None` if the
    /// certificate has no such extension.
    ///
    /// # Errors
    /// [`Malformed`](crate::ErrorKind::Malformed) if the extension is not a list of names. A
    /// single malformed name is not an error but a [`GeneralName::Other`](crate::GeneralName::Other).
    pub fn subject_alt_names(&self) -> Result<Option<GeneralNames<'_>>, Error> {
        self.read(Id::SUBJECT_ALT_NAME, "subjectAltName", GeneralNames::read)
    }

    /// keyUsage (RFC 5280 §4.2.1.3); `None` if the certificate has no such extension, so that its
    /// use is not restricted.
    ///
    /// # Errors
    /// [`Malformed`](crate::ErrorKind::Malformed) if the extension is not a BIT STRING.
    pub fn key_usage(&self) -> Result<Option<KeyUsage>, Error> {
        self.read(Id::KEY_USAGE, "keyUsage", usage::key_usage)
    }

    /// extKeyUsage (RFC 5280 §4.2.1.12); `None` if the certificate has no such extension, so that
    /// its use is not restricted.
    ///
    /// # Errors
    /// [`Malformed`](crate::ErrorKind::Malformed) if the extension is not a list of OIDs.
    pub fn extended_key_usage(&self) -> Result<Option<ExtendedKeyUsage<'_>>, Error> {
        self.read(Id::EXTENDED_KEY_USAGE, "extKeyUsage", ExtendedKeyUsage::read)
    }

    /// basicConstraints (RFC 5280 §4.2.1.9); `None` if the certificate has no such extension and
    /// is therefore not a CA (RFC 5280 §6.1.4 (k)).
    ///
    /// # Errors
    /// [`Malformed`](crate::ErrorKind::Malformed) if the extension is not a BasicConstraints.
    pub fn basic_constraints(&self) -> Result<Option<BasicConstraints>, Error> {
        self.read(Id::BASIC_CONSTRAINTS, "basicConstraints", usage::basic_constraints)
    }

    /// Whether basicConstraints says that it is a CA (RFC 5280 §4.2.1.9). `false` if the extension is
    /// malformed.
    #[must_use]
    pub fn is_ca(&self) -> bool {
        if let Some(is_ca) = usage::usual_is_ca(self.extension_list().rest()) {
            return is_ca;
        }
        matches!(self.find(Id::BASIC_CONSTRAINTS, usage::basic_constraints), Ok(Some(found)) if found.is_ca())
    }

    /// The URLs of authorityInfoAccess (RFC 5280 §4.2.2.1): certificates of the issuer, and OCSP
    /// responders. Empty if the certificate has no such extension. Locations that are not URLs are
    /// skipped.
    ///
    /// # Errors
    /// [`Malformed`](crate::ErrorKind::Malformed) if x509-cert rejects the extension.
    pub fn authority_info_access(&self) -> Result<AuthorityInfoAccess, Error> {
        let id = Id::AUTHORITY_INFO_ACCESS;
        let found = self.read(id, "authorityInfoAccess", typed::authority_info_access)?;
        Ok(found.unwrap_or_default())
    }

    /// The URLs in cRLDistributionPoints (RFC 5280 §4.2.1.13), in encoded order. Empty if the
    /// certificate has no such extension. Names that are not URLs are skipped.
    ///
    /// The URLs are as they were in the certificate: print them with [`escape`](crate::escape).
    ///
    /// # Errors
    /// [`Malformed`](crate::ErrorKind::Malformed) if x509-cert rejects the extension.
    pub fn crl_distribution_points(&self) -> Result<Vec<String>, Error> {
        let id = Id::CRL_DISTRIBUTION_POINTS;
        let found = self.read(id, "cRLDistributionPoints", typed::crl_distribution_points)?;
        Ok(found.unwrap_or_default())
    }

    /// certificatePolicies (RFC 5280 §4.2.1.4), in encoded order. Empty if the certificate has no such
    /// extension.
    ///
    /// # Errors
    /// [`Malformed`](crate::ErrorKind::Malformed) if x509-cert rejects the extension.
    pub fn certificate_policies(&self) -> Result<Vec<CertificatePolicy>, Error> {
        let id = Id::CERTIFICATE_POLICIES;
        let found = self.read(id, "certificatePolicies", typed::certificate_policies)?;
        Ok(found.unwrap_or_default())
    }

    /// The signed certificate timestamps in the certificate (RFC 6962 §3.3), in encoded order. Empty if
    /// it has none; TLS and OCSP can deliver others. Their signatures are not verified.
    ///
    /// # Errors
    /// [`Malformed`](crate::ErrorKind::Malformed) if the list or one of its timestamps violates RFC
    /// 6962, or a timestamp is after the year 9999.
    pub fn signed_certificate_timestamps(&self) -> Result<Vec<SignedCertificateTimestamp>, Error> {
        let id = Id::SIGNED_CERTIFICATE_TIMESTAMPS;
        let name = "signedCertificateTimestampList";
        let found = self.read(id, name, access::signed_certificate_timestamps)?;
        Ok(found.unwrap_or_default())
    }

    /// The octets of subjectKeyIdentifier (RFC 5280 §4.2.1.2), without tag and length; `None` if it is
    /// absent or malformed.
    #[must_use]
    pub fn subject_key_id(&self) -> Option<&[u8]> {
        self.find(Id::SUBJECT_KEY_IDENTIFIER, subject_key_identifier).ok()?
    }

    /// The octets of keyIdentifier in authorityKeyIdentifier (RFC 5280 §4.2.1.1), without tag and
    /// length; `None` if it is absent or malformed.
    #[must_use]
    pub fn authority_key_id(&self) -> Option<&[u8]> {
        self.find(Id::AUTHORITY_KEY_IDENTIFIER, authority_key_identifier).ok()??
    }

    fn read<'a, T>(
        &'a self,
        id: Id,
        name: &'static str,
        read: fn(&mut Reader<'a>) -> Result<T, ParseError>,
    ) -> Result<Option<T>, Error> {
        let base = self.extensions_offset();
        self.find(id, read).map_err(|fault| error(fault.in_field(name), base))
    }

    /// Reads the first extension of this type, and skips those of other types.
    pub(super) fn find<'a, T>(
        &'a self,
        id: Id,
        read: fn(&mut Reader<'a>) -> Result<T, ParseError>,
    ) -> Result<Option<T>, ParseError> {
        let mut list = self.extension_list();
        while let Ok(mut fields) = list.sequence() {
            if id.is_plainly_not(fields.rest()) {
                continue;
            }
            match fields.expect(Tag::OID) {
                Ok(oid) if id.is(oid.value()) => {
                    let mut value = critical_and_value(fields)?.1.reader();
                    let found = read(&mut value)?;
                    value.finish()?;
                    return Ok(Some(found));
                }
                _ => {}
            }
        }
        Ok(None)
    }

    fn extension_list(&self) -> Reader<'_> {
        Reader::allow_long_lengths(self.extensions_der()).sequence().unwrap_or(Reader::new(&[]))
    }

    fn extensions_offset(&self) -> usize {
        to_usize(self.outline.extensions.start)
    }
}

/// An extension type.
#[derive(Clone, Copy)]
pub(super) enum Id {
    /// Below 2.5.29, by its last arc (RFC 5280 §4.2.1).
    Standard(u8),
    /// By the content octets of its OID.
    Other(&'static [u8]),
}

impl Id {
    const SUBJECT_KEY_IDENTIFIER: Id = Id::Standard(14);
    const KEY_USAGE: Id = Id::Standard(15);
    const SUBJECT_ALT_NAME: Id = Id::Standard(17);
    pub(super) const BASIC_CONSTRAINTS: Id = Id::Standard(19);
    const CRL_DISTRIBUTION_POINTS: Id = Id::Standard(31);
    const CERTIFICATE_POLICIES: Id = Id::Standard(32);
    const AUTHORITY_KEY_IDENTIFIER: Id = Id::Standard(35);
    const EXTENDED_KEY_USAGE: Id = Id::Standard(37);
    const AUTHORITY_INFO_ACCESS: Id = Id::Other(oid::AUTHORITY_INFO_ACCESS);
    const SIGNED_CERTIFICATE_TIMESTAMPS: Id = Id::Other(oid::SIGNED_CERTIFICATE_TIMESTAMPS);

    fn is(self, oid: &[u8]) -> bool {
        match self {
            Id::Standard(last) => oid == [0x55, 0x1d, last],
            Id::Other(own) => oid == own,
        }
    }

    /// Whether the fields of an extension begin with another OID below 2.5.29, as most do.
    #[inline]
    fn is_plainly_not(self, fields: &[u8]) -> bool {
        match (self, fields) {
            (Id::Standard(own), [0x06, 3, 0x55, 0x1d, last, ..]) => *last != own,
            (Id::Other(_), [0x06, 3, 0x55, 0x1d, ..]) => true,
            _ => false,
        }
    }
}

/// SubjectKeyIdentifier ::= OCTET STRING (§4.2.1.2).
fn subject_key_identifier<'a>(value: &mut Reader<'a>) -> Result<&'a [u8], ParseError> {
    value.expect(Tag::OCTET_STRING).map(|tlv| tlv.value())
}

/// AuthorityKeyIdentifier ::= SEQUENCE { keyIdentifier [0] IMPLICIT OCTET STRING OPTIONAL, ... }
/// (§4.2.1.1).
fn authority_key_identifier<'a>(value: &mut Reader<'a>) -> Result<Option<&'a [u8]>, ParseError> {
    let key_id = value.sequence()?.optional(Tag::context_primitive(0))?;
    Ok(key_id.map(|tlv| tlv.value()))
}
