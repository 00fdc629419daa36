//! Where a certificate says that more information is: authorityInfoAccess, cRLDistributionPoints,
//! certificatePolicies, and signed certificate timestamps.

use crate::{
    asn1::{error::ParseError, tlv::Reader},
    error::x509::BAD_EXTENSION,
    tag::Tag,
};
use alloc::{string::String, vec::Vec};
use time::OffsetDateTime;

/// The URLs of an authorityInfoAccess (RFC 5280 §4.2.2.1), each list in encoded order.
///
/// The URLs are as they were in the certificate: print them with [`escape`](crate::escape), and do not
/// fetch one without the checks that any untrusted URL needs.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let der = std::fs::read("testdata/certificate/many-extensions.der")?;
/// let certificate = anycert::Certificate::from_der(&der)?;
/// let access = certificate.authority_info_access()?;
/// println!("{:?}", access.ocsp()); // ["http://example.org/ocsp"]
/// println!("{:?}", access.ca_issuers()); // ["http://example.org/ca.der"]
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuthorityInfoAccess {
    pub(super) ca_issuers: Vec<String>,
    pub(super) ocsp: Vec<String>,
}

impl AuthorityInfoAccess {
    /// URLs of the certificates of the issuer (id-ad-caIssuers).
    #[must_use]
    pub fn ca_issuers(&self) -> &[String] {
        &self.ca_issuers
    }

    /// URLs of OCSP responders (id-ad-ocsp).
    #[must_use]
    pub fn ocsp(&self) -> &[String] {
        &self.ocsp
    }
}

/// One policy of a certificatePolicies (RFC 5280 §4.2.1.4).
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let der = std::fs::read("testdata/certificate/many-extensions.der")?;
/// let certificate = anycert::Certificate::from_der(&der)?;
/// for policy in certificate.certificate_policies()? {
///     println!("{} {:?}", policy.oid(), policy.name()); // 2.23.140.1.2.1 Some("domain-validated")
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificatePolicy {
    pub(super) oid: String,
    pub(super) cps_uris: Vec<String>,
}

impl CertificatePolicy {
    /// The object identifier of the policy in dotted decimal.
    #[must_use]
    pub fn oid(&self) -> &str {
        &self.oid
    }

    /// The name of a policy of RFC 5280 or of the CA/Browser Forum: `anyPolicy`,
    /// `extended-validation`, `domain-validated`, `organization-validated`, `individual-validated`.
    #[must_use]
    pub fn name(&self) -> Option<&'static str> {
        Some(match &*self.oid {
            "2.5.29.32.0" => "anyPolicy",
            "2.23.140.1.1" => "extended-validation",
            "2.23.140.1.2.1" => "domain-validated",
            "2.23.140.1.2.2" => "organization-validated",
            "2.23.140.1.2.3" => "individual-validated",
            _ => return None,
        })
    }

    /// URLs of certification practice statements, as they were in the certificate.
    #[must_use]
    pub fn cps_uris(&self) -> &[String] {
        &self.cps_uris
    }
}

/// One signed certificate timestamp of a certificate (RFC 6962 §3.2): a log's promise to publish it.
/// The signature is not checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedCertificateTimestamp {
    log_id: [u8; 32],
    timestamp: OffsetDateTime,
}

impl SignedCertificateTimestamp {
    /// The ID of the log: the SHA-256 digest of its public key.
    #[must_use]
    pub fn log_id(&self) -> [u8; 32] {
        self.log_id
    }

    /// When the log accepted the certificate, in UTC, to the millisecond.
    #[must_use]
    pub fn timestamp(&self) -> OffsetDateTime {
        self.timestamp
    }
}

/// SignedCertificateTimestampList ::= OCTET STRING, which holds a list in the TLS presentation
/// language (RFC 6962 §3.3).
pub(super) fn signed_certificate_timestamps(
    value: &mut Reader<'_>,
) -> Result<Vec<SignedCertificateTimestamp>, ParseError> {
    let list = value.expect(Tag::OCTET_STRING)?;
    timestamps(list.value()).ok_or(ParseError::new(&BAD_EXTENSION, list.offset))
}

/// SerializedSCT sct_list<1..2^16-1>
fn timestamps(list: &[u8]) -> Option<Vec<SignedCertificateTimestamp>> {
    let (mut list, rest) = opaque(list)?;
    let mut timestamps = Vec::new();
    while !list.is_empty() {
        let (timestamp, others) = opaque(list)?;
        timestamps.push(signed_certificate_timestamp(timestamp)?);
        list = others;
    }
    rest.is_empty().then_some(timestamps)
}

/// opaque<0..2^16-1>, and what follows it.
fn opaque(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk()?;
    rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))
}

/// struct { Version v1(0), LogID, uint64 timestamp, CtExtensions, digitally-signed } (§3.2)
fn signed_certificate_timestamp(bytes: &[u8]) -> Option<SignedCertificateTimestamp> {
    let [0, rest @ ..] = bytes else { return None };
    let (log_id, rest) = rest.split_first_chunk()?;
    let (milliseconds, rest) = rest.split_first_chunk()?;
    let (_, signature) = opaque(rest)?;
    // The algorithms of hash and signature, in one octet each.
    let (_, rest) = opaque(signature.get(2..)?)?;
    if !rest.is_empty() {
        return None;
    }
    let nanoseconds = i128::from(u64::from_be_bytes(*milliseconds)).checked_mul(1_000_000)?;
    let timestamp = OffsetDateTime::from_unix_timestamp_nanos(nanoseconds).ok()?;
    Some(SignedCertificateTimestamp { log_id: *log_id, timestamp })
}
